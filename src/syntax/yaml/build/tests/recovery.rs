//! Documents that cannot be read, and their neighbours.

use super::*;

#[test]
fn a_broken_document_hides_none_of_its_neighbours() {
    check(
        "a: 1\n---\nb: [2\nc: d: e\n---\nc: 3\n",
        r#"{"a":1} | Broken | {"c":3}"#,
        &["4:2 Error Parse illegal placement of ':' indicator"],
    );
    for broken in [
        "a: [1, 2",
        "a: 'x",
        "a: \"x",
        "a: b: c",
        "a:\n\t- b",
        "%FOO\nx",
        "a: }",
        "@a",
        "a: |x\n b",
        "!!a!b c",
        "  a: 1\n b: 2",
        "a: \"\\q\"",
        "- a\nb: c",
        "a: &\n",
        "{a: 1} }",
        "'x' y",
    ] {
        let text = format!("first: |\n  ---\n  x\n---\n{broken}\n---\nlast: 3\n");
        let (tree, diagnostics) = kubernetes(&text);
        assert_eq!(
            documents(&tree),
            r#"{"first":"---\nx\n"} | Broken | {"last":3}"#,
            "{broken}"
        );
        assert_eq!(diagnostics.len(), 1, "{broken}: {diagnostics:?}");
        assert_eq!(diagnostics[0].level, Level::Error);
        let place = diagnostics[0].place.unwrap().span;
        let document = tree.documents[1].span;
        assert!(
            document.start <= place.start && place.start <= document.end + 4,
            "{broken}"
        );
    }
}

#[test]
fn what_follows_a_document_without_a_mark_breaks_that_document() {
    for (text, expected) in [
        ("  a: 1\n b: 2\n", "Broken"),
        ("a: 1\n---\n  b: 1\n c: 2\n", r#"{"a":1} | Broken"#),
        ("a: 1\n...\nb: [\n", r#"{"a":1} | Broken"#),
        ("a: 1\n---\nb: [\n", r#"{"a":1} | Broken"#),
        ("a: 1\n---\n]\n", r#"{"a":1} | Broken"#),
        ("a: 1\n...\n]\n", r#"{"a":1} | Broken"#),
        ("---\n---\n]\n", "null | Broken"),
        ("---\n]\n", "Broken"),
        ("{}\n{}\n", "Broken"),
    ] {
        let (tree, diagnostics) = kubernetes(text);
        assert_eq!(documents(&tree), expected, "{text}");
        assert_eq!(diagnostics.len(), 1);
    }
}

#[test]
fn a_template_is_a_note() {
    for template in [
        "{{- if .Values.x }}\napiVersion: v1\nkind: Pod\n{{- end }}",
        "kind: Pod\nmetadata:\n  name: {{ .Release.Name }}",
        "kind: Pod\nmetadata:\n  labels:\n    {{- include \"x\" . | nindent 4 }}",
        "name: {{ .x }}-y",
        "{{ .x }}: y",
        "a: \"{{ include \"x\" . }}\"",
    ] {
        let text = format!("a: 1\n---\n{template}\n---\nb: 2\n");
        let (tree, diagnostics) = kubernetes(&text);
        assert_eq!(
            documents(&tree),
            r#"{"a":1} | Template | {"b":2}"#,
            "{template}"
        );
        assert_eq!(diagnostics.len(), 1, "{template}");
        assert_eq!(diagnostics[0].level, Level::Note);
        assert_eq!(
            diagnostics[0].message,
            "this is a template; render it first"
        );
    }
    check("a: \"{{ .x }}\"\n", r#"{"a":"{{ .x }}"}"#, &[]);
    check(
        "a: {[1]: 2, {b: c}: d, e: f}\n",
        r#"{"a":{"e":"f"}}"#,
        &["1:5 Error Parse a map or a list cannot be a key"],
    );
}

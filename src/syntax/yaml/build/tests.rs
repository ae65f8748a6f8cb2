use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::super::{Entry, NodeId, Resolved};
use super::*;
use crate::source::LineColumn;

fn kubernetes(text: &str) -> (Tree, Vec<Diagnostic>) {
    parse(FileId(0), Arc::from(text), Dialect::Kubernetes)
}

fn clean(text: &str) -> Tree {
    let (tree, diagnostics) = kubernetes(text);
    assert_eq!(diagnostics, [], "{text}");
    tree
}

/// The tree as JSON, aliases followed, so that a test reads like its input.
fn json(tree: &Tree, id: NodeId) -> serde_json::Value {
    use serde_json::Value;
    match tree.content(id).kind {
        NodeKind::Scalar { .. } => match tree.resolve(id) {
            Some(Ok(Resolved::Null)) => Value::Null,
            Some(Ok(Resolved::Bool(value))) => value.into(),
            Some(Ok(Resolved::Number(number))) => serde_json::from_str(&number).unwrap(),
            Some(Ok(Resolved::String(string))) => string.as_ref().into(),
            other => format!("{other:?}").into(),
        },
        NodeKind::Sequence(_) => tree.items(id).iter().map(|id| json(tree, *id)).collect(),
        NodeKind::Mapping(_) => {
            let entries = tree.entries(id).iter();
            entries
                .map(|it| (tree.key(*it).into_owned(), json(tree, it.value)))
                .collect()
        }
        NodeKind::Alias(_) => "an alias of an alias".into(),
        NodeKind::Invalid => "<invalid>".into(),
    }
}

fn documents(tree: &Tree) -> String {
    let all = tree
        .documents
        .iter()
        .map(|document| match document.condition {
            Condition::Read => json(tree, document.root).to_string(),
            other => format!("{other:?}"),
        });
    all.collect::<Vec<_>>().join(" | ")
}

/// `line:column level message` of each diagnostic.
fn said(text: &str, diagnostics: &[Diagnostic]) -> Vec<String> {
    let lines = LineIndex::new(text);
    let line = |it: &Diagnostic| {
        let LineColumn { line, column } = lines.position(text, it.place.unwrap().span.start);
        format!(
            "{line}:{column} {:?} {:?} {}",
            it.level, it.code, it.message
        )
    };
    diagnostics.iter().map(line).collect()
}

#[track_caller]
fn check(text: &str, expected: &str, diagnostics: &[&str]) {
    let (tree, found) = kubernetes(text);
    assert_eq!(documents(&tree), expected, "{text}");
    assert_eq!(said(text, &found), diagnostics, "{text}");
}

fn get(tree: &Tree, path: &[&str]) -> Entry {
    let mut at = tree.documents[0].root;
    let mut entry = None;
    for key in path {
        entry = tree.get(at, key);
        at = entry.unwrap().value;
    }
    entry.unwrap()
}

#[test]
fn every_form_of_yaml_has_its_value() {
    for (text, expected) in [
        (
            "a: 1\nb: [x, 'y', \"z\"]\nc: {d: e}\n",
            r#"{"a":1,"b":["x","y","z"],"c":{"d":"e"}}"#,
        ),
        ("a:\nb: ~\nc: ''\n", r#"{"a":null,"b":null,"c":""}"#),
        (
            "- a\n- - b\n  - c\n- d: e\n  f: g\n-\n",
            r#"["a",["b","c"],{"d":"e","f":"g"},null]"#,
        ),
        ("a:\n- x\n- w\nb: z\n", r#"{"a":["x","w"],"b":"z"}"#),
        (
            "a: |\n  x\n   y\n\nb: >-\n  p\n  q\n\n  r\n",
            r#"{"a":"x\n y\n","b":"p q\nr"}"#,
        ),
        ("a: |+\n  x\n\nb: |2\n   x\n", r#"{"a":"x\n\n","b":" x\n"}"#),
        ("a: x\n  y\n  z\n", r#"{"a":"x y z"}"#),
        (
            r#"a: "x\n\t\u00e9\x41\
  y""#,
            r#"{"a":"x\n\té\u0041y"}"#,
        ),
        ("a: 'it''s'\n", r#"{"a":"it's"}"#),
        ("? a\n: b\n? c\n", r#"{"a":"b","c":null}"#),
        ("a: b # c\n# d\n'#e': f#g\n", r##"{"a":"b","#e":"f#g"}"##),
        (
            "a: http://x:80/y\nb: x:y\n",
            r#"{"a":"http://x:80/y","b":"x:y"}"#,
        ),
        (
            "{a: 1, b, c: , \"d\":2}",
            r#"{"a":1,"b":null,"c":null,"d":2}"#,
        ),
        ("[a: 1, b]", r#"[{"a":1},"b"]"#),
        ("%YAML 1.1\n---\na: yes\n...\n", r#"{"a":true}"#),
        (
            "%TAG !e! tag:e.com,2000:\n--- !e!x\na: !e!y 12\nb: !z {c: !!str 1}\n",
            r#"{"a":"12","b":{"c":"1"}}"#,
        ),
        (
            "a: !!int \"0x10\"\nb: !<tag:yaml.org,2002:str> 12\n",
            r#"{"a":16,"b":"12"}"#,
        ),
        (
            "yes: 1\n010: 2\n1.50: 3\n\"yes\": 4\n",
            r#"{"true":1,"8":2,"1.5":3,"yes":4}"#,
        ),
        ("\"a b\": \"c: d\"\n", r#"{"a b":"c: d"}"#),
        ("a: '\n\n  x\n\n  y'\n", r#"{"a":"\nx\ny"}"#),
        (
            "{\"a\":{\"b\":[1,2.5,true,null,\"\\u00e9\\/\\ud83d\\ude00\"]}}",
            r#"{"a":{"b":[1,2.5,true,null,"é/😀"]}}"#,
        ),
        ("{\n\t\"a\": [\n\t\t1\n\t]\n}\n", r#"{"a":[1]}"#),
        ("- &a x\n- *a\n- &a z\n- *a\n", r#"["x","x","z","z"]"#),
        ("a: &x {p: 1}\nb: *x\n", r#"{"a":{"p":1},"b":{"p":1}}"#),
        ("&k a: 1\nb: *k\n", r#"{"a":1,"b":"a"}"#),
        ("a: -1\nb: - 1\n", "Broken"),
    ] {
        let (tree, _) = kubernetes(text);
        let expected = match serde_json::from_str::<serde_json::Value>(expected) {
            Ok(value) => value.to_string(),
            Err(_) => expected.to_owned(),
        };
        assert_eq!(documents(&tree), expected, "{text}");
    }
}

#[test]
fn merges_are_those_of_kubectl() {
    let text = "x: &a {p: 1, q: 2}\nm: {p: 9, <<: *a}\nk: {<<: *a, p: 9}\n\
                o: {<<: [*a, {q: 3, r: 4}], p: 0}\nw: {<<: {a: 1}, <<: {b: 1}}\nv: {p: 1, \"<<\": 2}\n";
    check(
        text,
        r#"{"x":{"p":1,"q":2},"m":{"p":1,"q":2},"k":{"q":2,"p":9},"o":{"r":4,"q":2,"p":0},"w":{"a":1,"b":1},"v":{"p":1,"<<":2}}"#,
        &[],
    );
    check(
        "a: {<<: 3, b: 1}\nc: {<<: [3]}\n",
        r#"{"a":{"b":1},"c":{}}"#,
        &[
            "1:9 Error Parse only a map, or a list of maps, can be merged",
            "2:10 Error Parse only a map, or a list of maps, can be merged",
        ],
    );
}

#[test]
fn merges_of_yamldecode_take_quoted_keys_and_the_last_source() {
    let text = "{x: &a {p: 1, q: 2}, m: {p: 9, <<: *a}, o: {\"<<\": [*a, {q: 3}]}, d: 1, d: 2}";
    let (tree, diagnostics) = parse(FileId(0), Arc::from(text), Dialect::Terraform);
    assert_eq!(diagnostics, []);
    assert_eq!(
        documents(&tree),
        r#"{"x":{"p":1,"q":2},"m":{"p":1,"q":2},"o":{"p":1,"q":3},"d":2}"#
    );
}

#[test]
fn the_last_of_equal_keys_counts_and_all_are_named() {
    check(
        "a: 1\nkind: A\n\"kind\": B\nb: 2\nkind: C\n",
        r#"{"a":1,"b":2,"kind":"C"}"#,
        &[
            "3:1 Error Parse duplicate key \"kind\" (first at 2:1)",
            "5:1 Error Parse duplicate key \"kind\" (first at 3:1)",
        ],
    );
    let many: String = (0..40)
        .map(|key| format!("k{}: {key}\n", key % 39))
        .collect();
    let (tree, diagnostics) = kubernetes(&many);
    assert_eq!(
        said(&many, &diagnostics),
        ["40:1 Error Parse duplicate key \"k0\" (first at 1:1)"]
    );
    assert_eq!(tree.entries(tree.documents[0].root).len(), 39);
    assert_eq!(tree.characters(get(&tree, &["k0"]).value), Some("39"));
}

#[test]
fn an_alias_of_its_own_node_or_of_none_is_an_error_in_its_place() {
    check(
        "a: &a [1, *a]\nb: 2\n",
        r#"{"a":[1,"<invalid>"],"b":2}"#,
        &["1:11 Error Parse alias *a refers to itself"],
    );
    check(
        "a: *b\nb: &b 1\n",
        r#"{"a":"<invalid>","b":1}"#,
        &["1:4 Error Parse alias *b has no anchor before it"],
    );
}

#[test]
fn aliases_expand_to_a_bounded_number_of_nodes() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..9 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        bomb += &format!("a{level}: &a{level} [{aliases}]\n");
    }
    bomb += "---\ngood: 1\n";
    let (tree, diagnostics) = kubernetes(&bomb);
    assert_eq!(
        said(&bomb, &diagnostics),
        ["5:10 Error Limit YAML aliases expand to more than 10000 nodes"]
    );
    assert_eq!(tree.documents.len(), 2);
    assert!(documents(&tree).ends_with(r#" | {"good":1}"#));
    let twelve = format!("a: &a [{}]\nb: [*a]\n", "x, ".repeat(9_999));
    let (_, diagnostics) = kubernetes(&twelve);
    assert_eq!(diagnostics, []);
    let merges = format!("a: &a {{p: 1}}\nb: [{}]\n", "{<<: *a}, ".repeat(4_000));
    let (tree, diagnostics) = kubernetes(&merges);
    assert_eq!(said(&merges, &diagnostics).len(), 1);
    assert_eq!(tree.items(get(&tree, &["b"]).value).len(), 4_000);
}

#[test]
fn inline_merges_are_charged_too() {
    let keys: String = (0..6_000).map(|key| format!("k{key}: 1, ")).collect();
    let text = format!("{{<<: {{<<: {{{keys}}}}}}}");
    let (_, diagnostics) = kubernetes(&text);
    assert_eq!(
        said(&text, &diagnostics),
        ["1:6 Error Limit YAML aliases expand to more than 10000 nodes"]
    );
}

#[test]
fn aliases_do_not_lead_deeper_than_the_limit() {
    let deep = |depth: usize| format!("{}x{}", "[".repeat(depth), "]".repeat(depth));
    let text = format!("a: &a {}\nb: {}\n", deep(100), deep(20).replace('x', "*a"));
    assert_eq!(kubernetes(&text).1, []);
    let text = format!("a: &a {}\nb: {}\n", deep(100), deep(40).replace('x', "*a"));
    assert_eq!(
        said(&text, &kubernetes(&text).1),
        ["2:44 Error Limit YAML nested deeper than 128"]
    );
}

#[test]
fn depth_is_counted_over_both_kinds_of_collection() {
    let text = |block: usize, flow: usize| {
        format!(
            "{}{}{}\n",
            "- ".repeat(block),
            "[".repeat(flow),
            "]".repeat(flow)
        )
    };
    for (block, flow) in [(128, 0), (0, 128), (64, 64)] {
        assert_eq!(kubernetes(&text(block, flow)).1, [], "{block} {flow}");
    }
    for (block, flow) in [(129, 0), (0, 129), (65, 64), (1, 128)] {
        let text = text(block, flow) + "---\na: 1\n";
        let (tree, diagnostics) = kubernetes(&text);
        assert_eq!(diagnostics.len(), 1, "{block} {flow}");
        assert_eq!(diagnostics[0].code, Code::Limit);
        assert_eq!(diagnostics[0].message, "YAML nested deeper than 128");
        assert_eq!(documents(&tree), r#"Broken | {"a":1}"#, "{block} {flow}");
    }
}

#[test]
fn hostile_texts_end_soon() {
    let mut hostile = vec![
        "[".repeat(100_000),
        "{".repeat(100_000),
        "- ".repeat(100_000),
        "? ".repeat(100_000),
        "a: ".repeat(100_000),
        "[[],".repeat(100_000),
        "{a: {}, ".repeat(50_000),
        "---\n".repeat(100_000),
        "--- a\n".repeat(100_000),
        "--- [\n".repeat(100_000),
        "--- {{\n".repeat(100_000),
        "%\n".repeat(100_000),
        "#\n".repeat(100_000),
        "- #\n".repeat(100_000),
        "a: #\n".repeat(100_000),
        "&a ".repeat(100_000),
        "*a ".repeat(100_000),
        "!a ".repeat(100_000),
        "- &a x\n".repeat(100_000),
        "- *a\n".repeat(100_000),
        format!("- &a x\n{}", "- *a\n".repeat(100_000)),
        format!("\"{}", "\\".repeat(100_000)),
        format!("'{}", "''".repeat(100_000)),
        format!("a: \"{}\n---\nb: 1", "x\n".repeat(100_000)),
        format!("a: |\n{}", "  x\n\n".repeat(100_000)),
        format!("a: >\n{}", " \n".repeat(100_000)),
        "x".repeat(1_000_000),
        "a\n".repeat(100_000),
        "a b\n ".repeat(100_000),
        "[\n".repeat(100_000),
        format!("{{{}}}", "a: 1, ".repeat(100_000)),
        (0..100_000).map(|key| format!("k{key}: 1\n")).collect(),
        (0..100_000)
            .map(|key| format!("{}: 1\n", key % 1000))
            .collect(),
        format!("{{{}}}", "<<: {a: 1}, ".repeat(50_000)),
        format!(
            "- {{a: &a [1]}}\n{}",
            "- {<<: [*a, *a, *a]}\n".repeat(50_000)
        ),
    ];
    let mut nested = "a".to_owned();
    for _ in 0..120 {
        nested = format!("{{<<: {nested}}}");
    }
    hostile.push(nested);
    let allowed = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 1 });
    for text in hostile {
        let began = Instant::now();
        let (tree, _) = kubernetes(&text);
        assert!(tree.documents.len() <= super::super::MAX_DOCUMENTS);
        let took = began.elapsed();
        assert!(
            took < allowed,
            "{took:?} for {:?}",
            &text[..text.len().min(40)]
        );
    }
}

#[test]
fn documents_are_counted() {
    let text = "---\na: 1\n".repeat(20_001);
    let (tree, diagnostics) = kubernetes(&text);
    assert_eq!(tree.documents.len(), 20_000);
    assert_eq!(
        said(&text, &diagnostics),
        ["40001:1 Error Limit more than 20000 documents"]
    );
}

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

#[test]
fn nothing_is_no_document_and_null_is_one() {
    check("", "", &[]);
    check("\n\n# only words\n", "", &[]);
    check("null\n", "null", &[]);
    check("---\n---\n", "null | null", &[]);
    check("\u{feff}", "", &[]);
}

#[test]
fn a_null_byte_and_other_control_characters_are_errors() {
    for text in [
        "a: 1\nb: x\0y\nc: 3\n",
        "a: \"\0\"\n",
        "a: 1\0",
        "\0",
        "a: \u{1b}[31m\n",
    ] {
        let (tree, diagnostics) = kubernetes(text);
        assert_eq!(diagnostics.len(), 1, "{text:?} {}", documents(&tree));
        assert_eq!(documents(&tree), "Broken", "{text:?}");
    }
}

#[test]
fn spans_are_ranges_of_the_file_with_its_byte_order_mark_and_line_endings() {
    let text = "\u{feff}# c\r\nkind: Pod\r\nspec:\r\n  é: [\"a\\tb\", 'c']\r\n  text: |\r\n    x\r\n    y\r\n\r\n  last:\r\n";
    let tree = clean(text);
    let text_of = |id: NodeId| tree.node(id).span.text(text);
    assert_eq!(tree.comments[0].text(text), "# c");
    let kind = get(&tree, &["kind"]);
    assert_eq!((text_of(kind.key), text_of(kind.value)), ("kind", "Pod"));
    let list = get(&tree, &["spec", "é"]);
    assert_eq!(
        (text_of(list.key), text_of(list.value)),
        ("é", "[\"a\\tb\", 'c']")
    );
    let items = tree.items(list.value);
    assert_eq!(
        (text_of(items[0]), tree.characters(items[0])),
        ("\"a\\tb\"", Some("a\tb"))
    );
    assert_eq!(
        (text_of(items[1]), tree.characters(items[1])),
        ("'c'", Some("c"))
    );
    let block = get(&tree, &["spec", "text"]).value;
    assert_eq!(text_of(block), "x\r\n    y");
    assert_eq!(tree.characters(block), Some("x\ny\n"));
    let last = get(&tree, &["spec", "last"]).value;
    assert_eq!(tree.characters(last), Some(""));
    assert!(tree.node(last).span.is_empty());
    let spec = get(&tree, &["spec"]).value;
    assert!(text_of(spec).starts_with("é: ["));
    assert!(text_of(spec).ends_with("last"), "{:?}", text_of(spec));
}

#[test]
fn plain_text_is_not_copied() {
    let tree = clean("a: b\nc: 'd'\ne: \"f\"\ng: 0644\nh: x y\n");
    let copied = |node: &Node| {
        matches!(
            &node.kind,
            NodeKind::Scalar {
                text: Text::Owned(_),
                ..
            }
        )
    };
    assert_eq!(tree.nodes.iter().filter(|node| copied(node)).count(), 0);
}

#[test]
fn comments_are_kept_with_their_places() {
    let text = "# a\nx: 1 # b\n# c\ny:\n  # d\n  - 1 # e\n\n# f\n---\n# g\nz: \"#no\"\n# h\n";
    let tree = clean(text);
    let comments: Vec<_> = tree
        .comments
        .iter()
        .map(|comment| comment.text(text))
        .collect();
    assert_eq!(
        comments,
        ["# a", "# b", "# c", "# d", "# e", "# f", "# g", "# h"]
    );
    let many = format!("a:\n{}  b: 1\n", "  # x\n".repeat(10_000));
    assert_eq!(clean(&many).comments.len(), 10_000);
}

/// Lines out of which documents, good and bad, are made.
fn line() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "a: 1",
        "b:",
        "- x",
        "  c: é",
        "  - [1, {d: e}]",
        "f: |",
        "    text",
        "  'q'",
        "\"é\\u00e9\"",
        "# comment é",
        "g: &a [1]",
        "h: *a",
        "i: {<<: *a}",
        "---",
        "...",
        "\t",
        "",
        "{{ x }}",
        "[",
        "}",
        "'",
        "\"",
        "? k",
        ": v",
        "!t x",
        "%YAML 1.1",
        "a: 2",
        "j: >-",
        "\u{feff}",
        "*zz",
        "&b",
        "k: {l: m, l: n}",
        "- - - x",
        "\u{85}",
        "\u{2028}",
        "x\r",
        "@",
    ]);
    word.prop_map(str::to_owned)
}

fn assert_sound(tree: &Tree, diagnostics: &[Diagnostic]) {
    let text = &*tree.text;
    let sound = |span: Span| {
        assert!(span.start <= span.end, "{span:?}");
        assert!(
            text.get(span.start as usize..span.end as usize).is_some(),
            "{span:?}"
        );
    };
    tree.nodes.iter().for_each(|node| sound(node.span));
    tree.documents
        .iter()
        .for_each(|document| sound(document.span));
    tree.comments.iter().for_each(|comment| sound(*comment));
    for comment in &tree.comments {
        assert!(
            comment.text(text).starts_with('#'),
            "{:?}",
            comment.text(text)
        );
    }
    for diagnostic in diagnostics {
        sound(diagnostic.place.unwrap().span);
    }
    for pair in tree.documents.windows(2) {
        assert!(
            pair[0].span.end <= pair[1].span.start,
            "{:?}",
            tree.documents
        );
    }
    let broken = |it: &&Document| it.condition != Condition::Read;
    assert!(tree.documents.iter().filter(broken).count() <= diagnostics.len());
    for document in &tree.documents {
        json(tree, document.root);
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_with_sound_spans(text in "\\PC{0,80}") {
        for dialect in [Dialect::Kubernetes, Dialect::Terraform] {
            let (tree, diagnostics) = parse(FileId(0), Arc::from(text.as_str()), dialect);
            assert_sound(&tree, &diagnostics);
        }
    }

    #[test]
    fn any_lines_are_read_without_panic_and_with_sound_spans(
        lines in prop::collection::vec(line(), 0..30),
    ) {
        let (tree, diagnostics) = kubernetes(&lines.join("\n"));
        assert_sound(&tree, &diagnostics);
    }

    #[test]
    fn neighbours_of_any_document_are_read(lines in prop::collection::vec(line(), 0..12)) {
        // A text that ends in an open block scalar or opens with `...` stays within its document.
        let between = lines.join("\n");
        let text = format!("first: 1\n---\n{between}\n---\nlast: 2\n");
        let (tree, _) = kubernetes(&text);
        let all = documents(&tree);
        prop_assert!(all.starts_with(r#"{"first":1} | "#), "{}", all);
        prop_assert!(all.ends_with(r#"{"last":2}"#), "{}", all);
    }

    #[test]
    fn plain_words_are_their_own_text(words in prop::collection::vec("[a-z]{1,8}", 1..20)) {
        let text: String = words.iter().map(|word| format!("- {word}\n")).collect();
        let tree = clean(&text);
        let items = tree.items(tree.documents[0].root);
        let found: Vec<_> = items.iter().map(|id| tree.node(*id).span.text(&text)).collect();
        prop_assert_eq!(found, words);
    }
}

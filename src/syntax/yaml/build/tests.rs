//! Texts, what they mean, and where it stands.

mod limits;
mod properties;
mod recovery;

use super::super::{Entry, NodeId, Resolved};
use super::*;
use crate::source::LineColumn;
use crate::syntax::hcl::Text;

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

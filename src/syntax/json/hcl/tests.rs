use proptest::prelude::*;

use super::*;
use crate::source::LineIndex;
use crate::syntax::hcl::TemplatePart;

/// A part of Terraform's own schema, enough for each form.
fn schema(path: &[&str], name: &str) -> Member {
    match (path, name) {
        ([], "resource") => Member::Block { labels: 2 },
        ([], "variable" | "output" | "module") => Member::Block { labels: 1 },
        ([], "locals") => Member::Block { labels: 0 },
        (["resource", ..], "lifecycle" | "ingress") => Member::Block { labels: 0 },
        (["resource", _, _, "ingress"], "dynamic") => Member::Block { labels: 1 },
        (["resource", ..], "depends_on") | (["variable", _], "type") => Member::Expression,
        (["variable", _], "default") => Member::Literal,
        _ => Member::Argument,
    }
}

fn read(text: &str) -> (hcl::Tree, Vec<Diagnostic>) {
    parse(FileId(0), Arc::from(text), &schema)
}

fn clean(text: &str) -> hcl::Tree {
    let (tree, diagnostics) = read(text);
    assert_eq!(diagnostics, [], "{text}");
    tree
}

/// A body in one line, in a notation near the native syntax.
fn body(tree: &hcl::Tree, of: &Body) -> String {
    let attributes = of.attributes.iter().map(|it| {
        let name = tree.str(it.name);
        (
            it.span.start,
            format!("{name} = {}", expression(tree, it.expr)),
        )
    });
    let blocks = of.blocks.iter().map(|it| {
        let labels = it
            .labels
            .iter()
            .map(|label| format!(" {:?}", tree.chars(&label.text)));
        let labels: String = labels.collect();
        (
            it.body.span.start,
            format!(
                "{}{labels} {{ {} }}",
                tree.str(it.kind),
                body(tree, &it.body)
            ),
        )
    });
    let mut all: Vec<_> = attributes.chain(blocks).collect();
    all.sort();
    all.into_iter()
        .map(|(_, item)| item)
        .collect::<Vec<_>>()
        .join("; ")
}

fn expression(tree: &hcl::Tree, id: ExprId) -> String {
    let expr = tree.expr(id);
    let list = |ids: &[ExprId]| {
        let items: Vec<_> = ids.iter().map(|id| expression(tree, *id)).collect();
        items.join(", ")
    };
    match &expr.kind {
        ExprKind::String(text) => format!("{:?}", tree.chars(text)),
        ExprKind::Template(parts) => {
            let parts: Vec<_> = parts
                .iter()
                .map(|part| match part {
                    TemplatePart::Literal(text) => format!("{:?}", tree.chars(text)),
                    TemplatePart::Interpolation(id) => expression(tree, *id),
                    other => format!("{other:?}"),
                })
                .collect();
            format!("<{}>", parts.join(" "))
        }
        ExprKind::Wrap(id) => format!("${{{}}}", expression(tree, *id)),
        ExprKind::Tuple(items) => format!("[{}]", list(items)),
        ExprKind::Object(items) => {
            let item = |it: &ObjectItem| list(&[it.key]) + ": " + &expression(tree, it.value);
            format!(
                "{{{}}}",
                items.iter().map(item).collect::<Vec<_>>().join(", ")
            )
        }
        ExprKind::Unary { operand, .. } => format!("-{}", expression(tree, *operand)),
        ExprKind::Null => "null".into(),
        ExprKind::Bool(value) => value.to_string(),
        ExprKind::Invalid => "<invalid>".into(),
        _ => tree.str(expr.span).to_owned(),
    }
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let tree = clean(text);
    assert_eq!(body(&tree, &tree.body), expected, "{text}");
}

#[test]
fn labels_are_keys_and_arrays_repeat() {
    check(
        r#"{"resource": {"aws_eip": {"a": {"x": 1}, "b": {}}, "aws_vpc": {"c": {}}}}"#,
        r#"resource "aws_eip" "a" { x = 1 }; resource "aws_eip" "b" {  }; resource "aws_vpc" "c" {  }"#,
    );
    check(
        r#"{"resource": [{"aws_eip": {"a": {}}}, {"aws_eip": [{"b": {}}, {"c": {}}]}]}"#,
        r#"resource "aws_eip" "a" {  }; resource "aws_eip" "b" {  }; resource "aws_eip" "c" {  }"#,
    );
    check(
        r#"{"resource": {"t": {"a": {"ingress": [{"p": 1}, {"p": 2}], "lifecycle": {"q": 3}}}}}"#,
        r#"resource "t" "a" { ingress { p = 1 }; ingress { p = 2 }; lifecycle { q = 3 } }"#,
    );
    check(
        r#"[{"locals": {"a": 1}}, {"locals": [{"b": 2}, {"c": 3}]}]"#,
        "locals { a = 1 }; locals { b = 2 }; locals { c = 3 }",
    );
    check(
        r#"{"resource": {"t": {"a": [[{"p": 1}, {"q": 2}]]}}}"#,
        r#"resource "t" "a" { p = 1; q = 2 }"#,
    );
    check(r#"{"locals": null, "variable": {"v": null}}"#, "");
    check(
        r#"{"resource": {"t": {"a": {"ingress": {"dynamic": {"l": {"m": 1}}}}}}}"#,
        r#"resource "t" "a" { ingress { dynamic "l" { m = 1 } } }"#,
    );
}

#[test]
fn strings_are_templates_literals_or_expressions() {
    check(
        r#"{"locals": {"a": "${var.x}", "b": "p-${var.x}", "c": "p", "d": "$${x}", "e": {"k${1}": ["${2}"]}}}"#,
        r#"locals { a = ${var.x}; b = <"p-" var.x>; c = "p"; d = "${x}"; e = {<"k" 1>: [${2}]} }"#,
    );
    check(
        r#"{"variable": {"v": {"type": "list(string)", "default": "${no}", "x": "y"}}}"#,
        r#"variable "v" { type = list(string); default = "${no}"; x = "y" }"#,
    );
    check(
        r#"{"resource": {"t": {"a": {"depends_on": ["module.m", "t.b"]}}}}"#,
        r#"resource "t" "a" { depends_on = [module.m, t.b] }"#,
    );
    check(
        r#"{"locals": {"n": null, "b": true, "i": -1.5e3, "l": [1, {"//": 2}]}}"#,
        r#"locals { n = null; b = true; i = -1.5e3; l = [1, {"//": 2}] }"#,
    );
}

#[test]
fn escapes_are_read_and_lead_back_into_the_file() {
    let text = r#"{"locals": {"a": "${t.x[\"k\"].y}!", "\u0062": "\"\u00e9\"", "c": "${d}"}}"#;
    let tree = clean(text);
    assert_eq!(
        body(&tree, &tree.body),
        r#"locals { a = <t.x["k"].y "!">; b = "\"é\""; c = ${d} }"#
    );
    let attributes = &tree.body.blocks[0].body.attributes;
    let written = |span: Span| tree.place(span).span.text(text);
    let ExprKind::Template(parts) = &tree.expr(attributes[0].expr).kind else {
        panic!("not a template");
    };
    let TemplatePart::Interpolation(id) = parts[0] else {
        panic!("not an interpolation");
    };
    assert_eq!(written(tree.expr(id).span), r#"t.x[\"k\"].y"#);
    let ExprKind::Attr { source, name } = tree.expr(id).kind else {
        panic!("not an attribute");
    };
    assert_eq!((tree.str(name), written(name)), ("y", "y"));
    let ExprKind::Index { key, .. } = tree.expr(source).kind else {
        panic!("not an index");
    };
    assert_eq!(written(tree.expr(key).span), r#"\"k\""#);
    assert_eq!(written(attributes[1].name), r"\u0062");
    assert_eq!(
        written(tree.expr(attributes[1].expr).span),
        r#""\"\u00e9\"""#
    );
    assert_eq!(written(attributes[2].span), r#""c": "${d}""#);
}

#[test]
fn without_escapes_nothing_is_copied() {
    let text: Arc<str> = r#"{"locals": {"a": "${t.x}", "é": ["b"]}}"#.into();
    let (tree, _) = parse(FileId(0), Arc::clone(&text), &schema);
    assert!(Arc::ptr_eq(&tree.text, &text));
}

#[test]
fn headers_are_the_line_to_point_at() {
    let text =
        "{\"resource\": {\n \"t\": {\n  \"a\": {},\n  \"b\": [\n   {},\n   {}]}},\n\"locals\": {}}";
    let tree = clean(text);
    let lines = LineIndex::new(text);
    let headers: Vec<_> = tree
        .body
        .blocks
        .iter()
        .map(|block| lines.line(block.header.start))
        .collect();
    assert_eq!(headers, [3, 5, 6, 7]);
    for block in &tree.body.blocks {
        assert!(tree.str(block.span).ends_with('}'));
    }
}

#[test]
fn comments_are_the_strings_of_double_slashes() {
    let text =
        r#"{"//": "one", "locals": {"//": ["two", "thr\u0065e"], "a": {"//": "data"}, "//": 4}}"#;
    let tree = clean(text);
    let comments: Vec<_> = tree.comments.iter().map(|it| tree.str(it.span)).collect();
    assert_eq!(comments, ["one", "two", "three"]);
    assert_eq!(
        tree.place(tree.comments[2].span).span.text(text),
        r"thr\u0065e"
    );
    assert_eq!(body(&tree, &tree.body), r#"locals { a = {"//": "data"} }"#);
}

#[test]
fn what_does_not_fit_is_an_error_in_its_place() {
    for (text, expected) in [
        ("5", &["1:1 expected an object, or an array of objects"][..]),
        ("null", &["1:1 expected an object, or an array of objects"]),
        (
            "[5, {\"locals\": 6}]",
            &[
                "1:2 expected an object, or an array of objects",
                "1:16 expected an object, or an array of objects",
            ],
        ),
        (
            "{\"variable\": 5}",
            &["1:14 expected an object, or an array of objects"],
        ),
        (
            "{\"variable\": {}}",
            &["1:14 expected a key here, the label of a block"],
        ),
        (
            "{\"variable\": null}",
            &["1:14 expected a key here, the label of a block"],
        ),
        (
            "{\"variable\": []}",
            &["1:14 expected a key here, the label of a block"],
        ),
        (
            "{\"variable\": {\"//\": \"c\"}}",
            &["1:21 expected an object, or an array of objects"],
        ),
        (
            "{\"locals\": {\"a\": 1, \"\\u0061\": 2}}",
            &["1:21 \"a\" is set twice"],
        ),
        (
            "{\"locals\": {\"a\": {\"b\": 1, \"b\": 2}}}",
            &["1:27 \"b\" is set twice"],
        ),
        (
            "{\"locals\": {\"a\": 1,}}",
            &["1:20 expected a key in double quotes, found `}`"],
        ),
    ] {
        let (tree, diagnostics) = read(text);
        let lines = LineIndex::new(text);
        let said: Vec<_> = diagnostics
            .iter()
            .map(|it| {
                let at = lines.position(text, it.place.unwrap().span.start);
                format!("{}:{} {}", at.line, at.column, it.message)
            })
            .collect();
        assert_eq!(said, expected, "{text}");
        assert_sound(&tree, &diagnostics);
    }
}

#[test]
fn a_broken_template_is_an_error_inside_its_string() {
    let text = r#"{"locals": {"a": "\n${1 +}", "b": 2}}"#;
    let (tree, diagnostics) = read(text);
    assert_eq!(diagnostics.len(), 1);
    let place = diagnostics[0].place.unwrap().span;
    let literal = text.find("\"\\n").unwrap() as u32;
    assert!((literal..literal + 10).contains(&place.start), "{place:?}");
    assert_eq!(body(&tree, &tree.body), "locals { a = <invalid>; b = 2 }");
}

fn assert_sound(tree: &hcl::Tree, diagnostics: &[Diagnostic]) {
    let end = tree.body.span.end;
    let file = tree.text.get(..end as usize).unwrap();
    let sound = |span: Span| {
        assert!(
            tree.text
                .get(span.start as usize..span.end as usize)
                .is_some(),
            "{span:?}"
        );
        let place = tree.place(span).span;
        assert!(
            place.start <= place.end && place.end <= end,
            "{span:?} at {place:?}"
        );
        assert!(
            file.get(place.start as usize..place.end as usize).is_some(),
            "{place:?}"
        );
    };
    tree.exprs.iter().for_each(|expr| sound(expr.span));
    tree.comments.iter().for_each(|comment| sound(comment.span));
    diagnostics
        .iter()
        .for_each(|it| sound(it.place.unwrap().span));
    let mut bodies = vec![&tree.body];
    while let Some(body) = bodies.pop() {
        sound(body.span);
        for attribute in &body.attributes {
            sound(attribute.name);
            sound(attribute.span);
        }
        for block in &body.blocks {
            [block.kind, block.header, block.span]
                .into_iter()
                .for_each(sound);
            bodies.push(&block.body);
        }
    }
}

fn configuration() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"resource\":",
        "\"locals\":",
        "\"a\":",
        "\"a\"",
        "1",
        "null",
        "\"${x}\"",
        "\"\\u00e9${a[\\\"b\\\"]}é\"",
        "\"//\":",
        "{\"t\":{\"a\":{",
        "}}}",
        "\"\\ud800\"",
        "\"%{if true}\\n%{endif}\"",
        "\"${\"",
        "\"variable\":{\"v\":{\"type\":\"list(\\u0041)\"}}",
        " ",
    ]);
    prop::collection::vec(part, 0..25).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn any_text_becomes_a_tree_with_sound_spans(text in configuration(), inner in configuration()) {
        for text in [&text, &format!("{{\"locals\": {{\"a\": [{inner}]}}}}"), &inner] {
            let (tree, diagnostics) = read(text);
            assert_sound(&tree, &diagnostics);
        }
    }
}

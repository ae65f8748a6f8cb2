//! Deep, long and wide texts: counters end them, and nothing recurses without one. Tests run on
//! small stacks, so an overflow would be seen.

use archlint::finding::Code;
use archlint::syntax::hcl::{ExprId, ExprKind, Tree, max_depth};

use crate::common::{good, parse};

/// The one diagnostic of a text that is over a limit.
fn limit(text: &str) -> String {
    let (_, diagnostics) = parse(text);
    assert_eq!(diagnostics.len(), 1, "{diagnostics:#?}");
    assert_eq!(diagnostics[0].code, Code::Limit);
    diagnostics[0].message.clone()
}

fn nested(open: &str, middle: &str, close: &str, count: usize) -> String {
    format!(
        "a = {}{middle}{}\n",
        open.repeat(count),
        close.repeat(count)
    )
}

#[test]
fn expressions_nest_to_the_limit_and_no_deeper() {
    let depth = max_depth() as usize;
    let brackets = [
        ("[", "1", "]"),
        ("(", "1", ")"),
        ("{a = ", "1", "}"),
        ("\"${", "1", "}\""),
        ("f(", "1", ")"),
        ("a[", "1", "]"),
        ("[for a in b : ", "1", "]"),
        ("true ? 1 : ", "1", ""),
        ("1 + (", "1", ")"),
        ("!", "true", ""),
        ("- ", "1", ""),
    ];
    for (open, middle, close) in brackets {
        good(&nested(open, middle, close, depth - 1));
        for count in [depth + 1, 100_000] {
            let message = limit(&nested(open, middle, close, count));
            assert_eq!(message, "expression nested deeper than 256", "{open}");
        }
    }
}

#[test]
fn unclosed_nesting_is_over_the_limit_too() {
    for open in [
        "[",
        "(",
        "{a=",
        "\"${",
        "f(",
        "a[",
        "!",
        "-",
        "[for a in ",
        "a ? ",
    ] {
        limit(&format!("a = {}", open.repeat(100_000)));
    }
}

#[test]
fn directives_nest_to_the_limit() {
    let nested = |count: usize| {
        let (open, close) = ("%{ if a }".repeat(count), "%{ endif }".repeat(count));
        format!("a = \"{open}b{close}\"\n")
    };
    good(&nested(max_depth() as usize - 2));
    limit(&nested(100_000));
}

#[test]
fn blocks_nest_to_the_limit() {
    let nested = |count: usize| "a {\n".repeat(count) + &"}\n".repeat(count);
    good(&nested(max_depth() as usize));
    for text in [
        nested(257),
        nested(50_000),
        "a {\n".repeat(50_000),
        "a \"b\" {\n  ".repeat(50_000),
    ] {
        assert_eq!(limit(&text), "blocks nested deeper than 256");
    }
}

#[test]
fn what_follows_something_too_deep_is_read() {
    let deep = "[".repeat(1000) + &"]".repeat(1000);
    let (tree, diagnostics) = parse(&format!(
        "a = {deep}\nb = 1\nc {{\n  d = {deep}\n  e = 2\n}}\n"
    ));
    assert_eq!(diagnostics.len(), 2);
    let names = tree.body.attributes.iter().map(|it| tree.str(it.name));
    assert_eq!(names.collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(tree.body.blocks[0].body.attributes.len(), 2);

    let deep = "a {\n".repeat(1000) + &"}\n".repeat(1000);
    let (tree, diagnostics) = parse(&format!("{deep}b = 1\n"));
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(tree.body.attributes.len(), 1);
}

/// How many operators the left spine of the file's attribute has.
fn spine(tree: &Tree) -> usize {
    let mut id: ExprId = tree.body.attributes[0].expr;
    let mut count = 0;
    while let ExprKind::Binary { left, .. } = tree.expr(id).kind {
        id = left;
        count += 1;
    }
    count
}

#[test]
fn chains_of_operators_may_be_long() {
    let chain = |operator: &str, count: usize| format!("a = b{}\n", operator.repeat(count));
    assert_eq!(spine(&good(&chain(" && b", 300))), 300);
    assert_eq!(spine(&good(&chain("+1", 200_000))), 200_000);
    // The products hang to the right of the sums, the comparison above both.
    assert_eq!(spine(&good(&chain(" + c * d - e", 100_000))), 200_000);
    good(&chain(" || c && d == e < f + g * h", 50_000));
}

#[test]
fn chains_of_traversal_steps_count_as_nesting() {
    for step in [".b", "[0]", ".0.b", ".*[0]", "[*]", ".*.b[0]"] {
        good(&format!("a = a{}\n", step.repeat(100)));
        let message = limit(&format!("a = a{}\n", step.repeat(200_000)));
        assert_eq!(message, "expression nested deeper than 256", "{step}");
    }
    // Also when each nested expression has a few.
    let text = nested("a.b.c.d[", "0", "].e.f", 100);
    limit(&text);
}

#[test]
fn wide_texts_are_read_whole() {
    let many =
        |count: usize, line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
    let keys = many(100_000, &|index| format!("k{index} = {index}\n"));
    let tree = good(&format!("a = {{\n{keys}}}\n"));
    match &tree.expr(tree.body.attributes[0].expr).kind {
        ExprKind::Object(items) => assert_eq!(items.len(), 100_000),
        other => panic!("{other:?}"),
    }
    let tree = good(&keys);
    assert_eq!(tree.body.attributes.len(), 100_000);
    good(&format!("a = [{}]\n", "1, ".repeat(100_000)));
    good(&format!("a = f({})\n", "1, ".repeat(100_000)));
    good(&format!("a = \"{}\"\n", "${b} ".repeat(100_000)));
    good(&format!("a = <<-E\n{}E\n", "  ${b}\n".repeat(100_000)));
    good(&"a \"b\" {\n}\n".repeat(100_000));
}

#[test]
fn a_file_of_errors_has_a_bounded_report() {
    let (tree, diagnostics) = parse(&"a {\n  b = 1 2\n}\n".repeat(10_000));
    assert_eq!(diagnostics.len(), 100);
    assert_eq!(tree.body.blocks.len(), 10_000);
}

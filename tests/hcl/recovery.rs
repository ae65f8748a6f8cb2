//! One mistake costs one item and one message.

use archlint::finding::Diagnostic;
use archlint::syntax::hcl::{Body, ExprKind, Tree};

use crate::common::{messages, parse};

/// A body in short: `a b{c d!}`, with `!` after an attribute that could not be read.
fn outline(tree: &Tree, body: &Body) -> String {
    let attribute = |it: &archlint::syntax::hcl::Attribute| {
        let bad = matches!(tree.expr(it.expr).kind, ExprKind::Invalid);
        let mark = if bad { "!" } else { "" };
        (it.span.start, format!("{}{mark}", tree.str(it.name)))
    };
    let block = |it: &archlint::syntax::hcl::Block| {
        let labels = it
            .labels
            .iter()
            .map(|label| format!(":{}", tree.chars(&label.text)));
        let inner = outline(tree, &it.body);
        let kind = tree.str(it.kind);
        (
            it.span.start,
            format!("{kind}{}{{{inner}}}", labels.collect::<String>()),
        )
    };
    let mut items: Vec<_> = body.attributes.iter().map(attribute).collect();
    items.extend(body.blocks.iter().map(block));
    items.sort();
    items
        .into_iter()
        .map(|(_, item)| item)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Checks what is left of a file, and its messages.
fn check(text: &str, left: &str, expected: &[&str]) {
    let (tree, _) = parse(text);
    assert_eq!(messages(text), expected, "{text}");
    assert_eq!(outline(&tree, &tree.body), left, "{text}");
}

#[test]
fn a_bad_value_costs_its_attribute() {
    check(
        "a {\n  b = 1 +\n  c = [1 2]\n  d = {\n    e = 1 f = 2\n    g = 3\n  }\n  h = 4\n}\ni = 5\n",
        "a{b! c! d! h} i",
        &[
            "2:10 expected an expression, found the end of the line",
            "3:10 expected `,` or `]`, found `2`",
            "5:11 expected a new line, `,` or `}`, found `f`",
        ],
    );
}

#[test]
fn a_value_with_something_after_it_is_kept() {
    check(
        "a = 1 b = 2\nc = 3,\nd = 4\n",
        "a c d",
        &[
            "1:7 expected a new line after `a`, found `b`",
            "2:6 expected a new line, found `,`: it separates no attributes",
        ],
    );
}

#[test]
fn an_unclosed_bracket_ends_at_the_next_item() {
    check(
        "a {\n  b = [1, 2\n  c = 3\n  d = foo(1,\n  e {\n    f = 1\n  }\n  g = (1\n}\nh = 2\n",
        "a{b! c d! e{f} g!} h",
        &[
            "3:3 expected `,` or `]`, found `c`",
            "5:5 expected `,` or `)`, found `{`",
            "9:1 expected `)`, found `}`",
        ],
    );
}

#[test]
fn an_unclosed_string_ends_with_its_line() {
    check(
        "a = \"b\nc = \"${d\"\ne = \"${f[\"g}\"\nh = 1\n",
        "a! c! e! h",
        &[
            "1:5 string not closed: expected `\"` on the same line",
            "2:9 expected `}` after the interpolation, found `\"`",
            "4:1 expected `]`, found `h`",
        ],
    );
}

#[test]
fn a_bad_header_costs_its_block() {
    check(
        "a b.c {\n  d = 1\n}\ne \"f {\n  g = 1\n}\nh \"${i}\" {\n  j {\n  }\n}\nk = 1\n",
        "k",
        &[
            "1:4 expected a label or `{` after `a`, found `.`",
            "4:3 string not closed: expected `\"` on the same line",
            "7:4 a block label takes no templates",
        ],
    );
}

#[test]
fn an_unclosed_block_ends_before_the_next_one_at_the_margin() {
    check(
        "a \"b\" {\n  c = 1\n\nd \"e\" {\n  f {\n  }\n}\n\ng {\n}\nh = 1\n",
        "a:b{c} d:e{f{}} g{} h",
        &["4:1 expected `}` before this block"],
    );
    // The inner one is unclosed; the outer one's brace closes it.
    check(
        "a {\n  b {\n    c = 1\n\n  d = 2\n}\n\ne {\n}\n",
        "a{b{c d}} e{}",
        &["8:1 expected `}` before this block"],
    );
    // Several.
    check(
        "a {\n  b = 1\nc {\n  d = 2\ne {\n  f = 3\n}\n",
        "a{b} c{d} e{f}",
        &[
            "3:1 expected `}` before this block",
            "5:1 expected `}` before this block",
        ],
    );
    check(
        "a {\n  b = 1\n",
        "a{b}",
        &["3:1 expected `}`, found the end of the file"],
    );
}

#[test]
fn blocks_at_the_margin_may_be_nested() {
    check(
        "a {\nb {\nc = 1\n}\nd {\n}\n}\ne {\n}\n",
        "a{b{c} d{}} e{}",
        &[],
    );
}

#[test]
fn a_brace_too_many_is_one_message() {
    check(
        "a {\n}\n}\nb = 1\n}\n",
        "a{} b",
        &["3:1 unexpected `}`: no block is open here"],
    );
}

#[test]
fn an_unclosed_heredoc_or_comment_ends_before_the_next_block() {
    check(
        "a {\n  b = <<EOT\n  c\n}\nd \"e\" {\n  f = 1\n}\n",
        "a{b!} d:e{f}",
        &["2:7 heredoc not closed: expected `EOT` on a line of its own"],
    );
    check(
        "a = 1\n/* b\nc = 2\nd {\n}\n",
        "a d{}",
        &["2:1 comment not closed: expected `*/`"],
    );
    check(
        "a = 1 + /* b\nc {\n}\n",
        "a! c{}",
        &["1:9 comment not closed: expected `*/`"],
    );
}

#[test]
fn an_error_in_a_heredoc_ends_with_it() {
    check(
        "a = <<EOT\n${b c}\nd = \"${\n}\nEOT\ne = 1\n",
        "a! e",
        &["2:5 expected `}` after the interpolation, found `c`"],
    );
}

#[test]
fn what_is_left_of_a_bad_item_is_skipped() {
    check(
        "a {\n  b = c\" = {\n    d = 1\n  },\n  \"e\" = {\n    f = 1\n  },\n  }\n  g = 1\n}\nh = 1\n",
        "a{b g} h",
        &[
            "2:8 expected a new line after `b`, found `\"`",
            "5:3 expected a name, found `\"`: names are not quoted",
        ],
    );
    check(
        "a {\n  some text, that\n  is no HCL.\n  At all\n  b = 1\n}\n",
        "a{b}",
        &["2:12 expected a label or `{` after `some`, found `,`"],
    );
}

#[test]
fn small_mistakes_cost_nothing_else() {
    check(
        "a = \"b\\q\"\nc = 1.2.3\nd = [for e in f : g => h]\ni = {for j in k : l}\nm = n.0.1\na = 2\n",
        "a c! d i m",
        &[
            "1:7 `\\` begins no escape here, found `q`",
            "2:5 `1.2.3` is not a number",
            "3:19 unexpected `=>`: `for` in `[` makes a list",
            "4:19 expected `key => value`: `for` in `{` makes an object",
            "5:7 `.0.1` chains indexes: write [0][1]",
            "6:1 attribute `a` is set twice",
        ],
    );
}

#[test]
fn messages_name_the_block_and_the_bracket() {
    let text = "a \"b\" {\n  c = [1 2]\n}\nd = 1\nd = 2\n";
    let (tree, diagnostics) = parse(text);
    let related = |diagnostic: &Diagnostic| -> Vec<String> {
        let related = diagnostic.related.iter();
        related
            .map(|(place, label)| format!("{label}: {}", tree.str(place.span)))
            .collect()
    };
    assert_eq!(
        related(&diagnostics[0]),
        ["opened here: [", "the block begins here: a \"b\""]
    );
    assert_eq!(related(&diagnostics[1]), ["first set here: d"]);
}

#[test]
fn comments_are_kept_once() {
    let text = "# one\na = [1 # two\n# three\nb = 2 # four\nc { # five\nd { # six\n}\n";
    let (tree, _) = parse(text);
    let comments: Vec<_> = tree.comments.iter().map(|it| tree.str(it.span)).collect();
    assert_eq!(
        comments,
        ["# one", "# two", "# three", "# four", "# five", "# six"]
    );
}

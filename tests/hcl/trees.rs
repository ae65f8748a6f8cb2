//! What a text means: the shape of its tree, its strings decoded.

use std::sync::Arc;

use archlint::source::{FileId, Span};
use archlint::syntax::hcl::{self, Copies, ExprKind, Text};

use crate::common::{good, show, value};

/// Checks the shape of expressions.
fn shapes(cases: &[(&str, &str)]) {
    for (text, shape) in cases {
        assert_eq!(value(&format!("a = {text}\n"), "a"), *shape, "{text}");
    }
}

#[test]
fn operators_bind_by_precedence_and_lean_to_the_left() {
    shapes(&[
        ("1 + 2 * 3", "(Add 1 (Multiply 2 3))"),
        ("1 * 2 + 3", "(Add (Multiply 1 2) 3)"),
        ("1 - 2 - 3", "(Subtract (Subtract 1 2) 3)"),
        (
            "1 - 2 * 3 % 4 - 5",
            "(Subtract (Subtract 1 (Modulo (Multiply 2 3) 4)) 5)",
        ),
        ("a || b && c", "(Or a (And b c))"),
        ("a && b || c && d", "(Or (And a b) (And c d))"),
        (
            "a || b && c == d < e + f * g",
            "(Or a (And b (Equal c (Less d (Add e (Multiply f g))))))",
        ),
        (
            "a * b + c < d == e && f || g",
            "(Or (And (Equal (Less (Add (Multiply a b) c) d) e) f) g)",
        ),
        ("a == b != c", "(NotEqual (Equal a b) c)"),
        (
            "a <= b >= c > d",
            "(Greater (GreaterEqual (LessEqual a b) c) d)",
        ),
        ("a / b", "(Divide a b)"),
        ("-a + b", "(Add (Negate a) b)"),
        ("!a == b", "(Equal (Not a) b)"),
        ("!a.b[0]", "(Not ([] (. a b) 0))"),
        ("- -1", "(Negate (Negate 1))"),
        ("(1 + 2) * 3", "(Multiply (paren (Add 1 2)) 3)"),
    ]);
}

#[test]
fn conditionals_lean_to_the_right() {
    shapes(&[
        ("a ? b : c ? d : e", "(? a b (? c d e))"),
        ("a ? b ? c : d : e", "(? a (? b c d) e)"),
        ("a || b ? c + d : e", "(? (Or a b) (Add c d) e)"),
        ("a ? [1] : {b = 2}", "(? a (tuple 1) (object \"b\"=2))"),
    ]);
}

#[test]
fn traversals_and_splats() {
    shapes(&[
        ("a.b.c", "(. (. a b) c)"),
        ("a[0].b", "(. ([] a 0) b)"),
        ("a[b.c]", "([] a (. b c))"),
        ("a.0.b", "(. (. a 0) b)"),
        ("a.1e2", "([] a 1e2)"),
        ("f(x).y", "(. (f x) y)"),
        // An attribute splat ends at an index, which then applies to the result.
        ("a.*", "(.* a _)"),
        ("a.*.b.c", "(.* a (. (. _ b) c))"),
        ("a.*.b[0].c", "(. ([] (.* a (. _ b)) 0) c)"),
        ("a.*.0.b", "(.* a (. (. _ 0) b))"),
        ("a.*[0].*.b", "(.* ([] (.* a _) 0) (. _ b))"),
        // A full splat takes everything.
        ("a[*]", "([*] a _)"),
        ("a[*].b[0].c", "([*] a (. ([] (. _ b) 0) c))"),
        ("a[*].b[*].c", "([*] a ([*] (. _ b) (. _ c)))"),
        ("a[*].*.c", "([*] a (.* _ (. _ c)))"),
        ("a.*.b[*].c", "([*] (.* a (. _ b)) (. _ c))"),
        ("-a.*.b", "(Negate (.* a (. _ b)))"),
    ]);
}

#[test]
fn collections_and_calls() {
    shapes(&[
        ("[]", "(tuple)"),
        ("[1, \"a\", null,]", "(tuple 1 \"a\" null)"),
        (
            "{a = 1, \"b\" : 2, (c) = 3}",
            "(object \"a\"=1 \"b\"=2 (paren c)=3)",
        ),
        (
            "{true = 1, null = 2, 3 = 4}",
            "(object \"true\"=1 \"null\"=2 3=4)",
        ),
        ("{a.b = 1}", "(object (. a b)=1)"),
        ("{a = 1, a = 2}", "(object \"a\"=1 \"a\"=2)"),
        ("{\n a = 1\n b = 2\n}", "(object \"a\"=1 \"b\"=2)"),
        ("f()", "(f)"),
        ("f(a, b...)", "(f a b...)"),
        (
            "provider::aws::arn_parse(a)",
            "(provider::aws::arn_parse a)",
        ),
        ("[for a in b : c]", "(for a in b : c)"),
        (
            "{for a, b in c : d => e... if f}",
            "(for a,b in c : d => e... if f)",
        ),
    ]);
}

#[test]
fn strings_are_decoded() {
    shapes(&[
        (r#""a\n\r\t\"\\b""#, r#""a\n\r\t\"\\b""#),
        (r#""\u00e9\U0001F600""#, "\"é😀\""),
        (r#""$${a} %%{b} $ % $$ %%""#, r#""${a} %{b} $ % $$ %%""#),
        (r#""$$${a}""#, r#""$${a}""#),
        (r#""""#, r#""""#),
    ]);
}

#[test]
fn a_lone_interpolation_is_its_value() {
    shapes(&[
        (r#""${a}""#, "(wrap a)"),
        (r#""${~ a ~}""#, "(wrap a)"),
        (r#""${"${a}"}""#, "(wrap (wrap a))"),
        (r#"" ${a}""#, r#"(template " " a)"#),
        (r#""${a ~} ""#, "(template a)"),
        (r#""${a}${b}""#, "(template a b)"),
        ("<<E\n${a ~}\nE", "(template a)"),
    ]);
}

#[test]
fn a_trim_mark_reaches_no_outer_template() {
    shapes(&[
        (r#""a ${"${~ b ~}"} c""#, r#"(template "a " (wrap b) " c")"#),
        (
            r#""a ${"b ${~ c ~}"~} d""#,
            r#"(template "a " (template "b" c) "d")"#,
        ),
    ]);
}

#[test]
fn directives_nest() {
    shapes(&[
        (
            r#""a%{ if b }c%{ else }d%{ endif }e""#,
            r#"(template "a" (if b "c" else "d") "e")"#,
        ),
        (r#""%{ if a }%{ endif }""#, "(template (if a else))"),
        (
            r#""%{ for a, b in c }%{ for d in e }${d}%{ endfor }%{ endfor }""#,
            "(template (for a,b in c (for d in e d)))",
        ),
        (
            r#""a %{~ if b ~} c %{~ endif ~} d""#,
            r#"(template "a" (if b "c" else) "d")"#,
        ),
    ]);
}

/// As Terraform 1.11 prints them.
#[test]
fn heredocs_keep_or_lose_their_indentation() {
    shapes(&[
        ("<<E\n  a\n  E", r#""  a\n""#),
        ("<<E\nE", r#""""#),
        ("<<E\na\\n$${b}\nE", r#""a\\n${b}\n""#),
        (
            "<<-E\n     a\n       b\n    \n      c\n  E",
            r#""a\n  b\n    \n c\n""#,
        ),
        ("<<-E\n\ta\n\t\tb\nE", r#""a\n\tb\n""#),
        ("<<-E\n  a\n\n b\nE", r#"" a\n\nb\n""#),
        ("<<-E\n  ${a}\n    b\nE", r#"(template a "\n  b\n")"#),
        ("<<-E\n  a ${b}\n    c\nE", r#"(template "a " b "\n  c\n")"#),
        ("<<-E\n${a}\n    b\nE", r#"(template a "\n    b\n")"#),
        // `~` takes the rest of its own line only.
        (
            "<<E\n  ${a ~}\n   b\n   ${~ c}\nE",
            r#"(template "  " a "   b\n" c "\n")"#,
        ),
        // A line whose white space was trimmed counts as one without indentation.
        ("<<-E\n   a\n   ${~ b}\nE", r#"(template "   a\n" b "\n")"#),
        (
            "<<-E\n  %{ if a }\n    b\n  %{ endif }\n  c\nE",
            r#"(template (if a "\n  b\n" else) "\nc\n")"#,
        ),
        ("<<-E\r\n  a\r\n  b\r\n  E\r", r#""a\r\nb\r\n""#),
    ]);
}

#[test]
fn a_string_without_escapes_is_not_copied() {
    let tree = good("a = \"b $ c\"\nd = <<E\n  e\n  f\nE\ng = \"h\\n\"\n");
    let texts: Vec<_> = (0..3).map(|index| &tree.exprs[index].kind).collect();
    assert!(matches!(texts[0], ExprKind::String(Text::Span(_))));
    assert!(matches!(texts[1], ExprKind::String(Text::Span(_))));
    assert!(matches!(texts[2], ExprKind::String(Text::Owned(_))));
}

#[test]
fn bodies_know_their_places() {
    let text = "\u{feff}# one\na \"b\" c { // two\n  d = 1 /* three */\n\n  e {}\n}\nf = [2]\n";
    let tree = good(text);
    let block = &tree.body.blocks[0];
    let at = |span: Span| tree.str(span);
    assert_eq!(at(block.kind), "a");
    assert_eq!(at(block.header), "a \"b\" c");
    assert_eq!(at(block.labels[0].span), "\"b\"");
    assert_eq!(tree.chars(&block.labels[0].text), "b");
    assert_eq!(tree.chars(&block.labels[1].text), "c");
    assert!(at(block.span).ends_with("e {}\n}"));
    assert!(at(block.body.span).starts_with(" // two") && at(block.body.span).ends_with("e {}\n"));
    assert_eq!(at(block.body.attributes[0].span), "d = 1");
    assert_eq!(at(block.body.blocks[0].span), "e {}");
    assert_eq!(at(tree.body.attributes[0].span), "f = [2]");
    assert_eq!(tree.body.span, Span::new(0, text.len() as u32));
    let comments: Vec<_> = tree.comments.iter().map(|it| at(it.span)).collect();
    assert_eq!(comments, ["# one", "// two", "/* three */"]);
}

#[test]
fn expressions_know_their_places() {
    let texts = [
        "(a)",
        "[1, 2]",
        "{a = 1}",
        "f(1)",
        "\"a${b}\"",
        "a.b[0].*.c",
        "a[*].b",
        "-a",
        "a + b * c",
        "a ? b : c",
        "[for a in b : c]",
        "<<E\nx\n E",
    ];
    for text in texts {
        let file = format!("a = {text} \n");
        let tree = good(&file);
        let expr = tree.expr(tree.body.attributes[0].expr);
        assert_eq!(tree.str(expr.span), text);
    }
}

#[test]
fn a_whole_text_is_an_expression() {
    let parse = |text: &str| hcl::parse_expression(FileId(0), Arc::from(text));
    let (tree, id, diagnostics) = parse("\u{feff}\n1 +\n a.b # c\n");
    assert!(diagnostics.is_empty());
    assert_eq!(show(&tree, id), "(Add 1 (. a b))");
    for text in ["", "1 2", "a =", "# a", "1)"] {
        let (tree, id, diagnostics) = parse(text);
        assert_eq!(diagnostics.len(), 1, "{text}: {diagnostics:?}");
        assert_eq!(show(&tree, id), "invalid");
    }
}

#[test]
fn a_whole_text_is_a_template() {
    let parse = |text: &str| hcl::parse_template(FileId(0), Arc::from(text));
    let cases = [
        ("", r#""""#),
        ("a\\n\"b\"", r#""a\\n\"b\"""#),
        ("${a}", "(wrap a)"),
        ("a $${b} $$${c} $", r#""a ${b} $${c} $""#),
        (
            "%{ for a in b ~}\n  ${a}\n%{ endfor ~}\n",
            "(template (for a in b \"  \" a \"\\n\"))",
        ),
        // After a lone carriage return Terraform takes the rest as it stands.
        (
            "${a}b\rc ${d}\n${e} $${f}\n",
            r#"(template a "b\rc ${d}\n${e} ${f}\n")"#,
        ),
        ("<<E\n# a\n", r#""<<E\n# a\n""#),
    ];
    for (text, shape) in cases {
        let (tree, id, diagnostics) = parse(text);
        assert!(diagnostics.is_empty(), "{text}: {diagnostics:?}");
        assert_eq!(show(&tree, id), shape, "{text}");
    }
    for text in ["${", "${}", "${a", "%{ if a }", "%{ endif }"] {
        let (tree, id, diagnostics) = parse(text);
        assert_eq!(diagnostics.len(), 1, "{text}: {diagnostics:?}");
        assert_eq!(show(&tree, id), "invalid");
    }
}

#[test]
fn templates_are_read_into_another_tree() {
    let mut tree = good("a = 1\nb = \"x\"\n");
    let text = "a = 1\nb = \"x\"\nc-${d.e}-\"f\" g[h]";
    tree.text = Arc::from(text);
    tree.copies = Copies::default();
    let before = tree.exprs.len();
    let file = tree.file;
    let (first, last) = (text.find("c-").unwrap(), text.find(" g[h]").unwrap());
    let span = Span::new(first as u32, last as u32);
    let (id, diagnostics) = hcl::parse_template_in(&mut tree.exprs, file, text, span);
    assert!(diagnostics.is_empty() && tree.exprs.len() > before);
    assert_eq!(show(&tree, id), r#"(template "c-" (. d e) "-\"f\"")"#);
    assert_eq!(tree.expr(id).span, span);

    let rest = Span::new(last as u32, text.len() as u32);
    let (id, diagnostics) = hcl::parse_expression_in(&mut tree.exprs, file, text, rest);
    assert!(diagnostics.is_empty());
    assert_eq!(show(&tree, id), "([] g h)");

    let bad = Span::new(last as u32, text.len() as u32 - 1);
    let kept = tree.exprs.len();
    let (id, diagnostics) = hcl::parse_expression_in(&mut tree.exprs, file, text, bad);
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(
        (show(&tree, id).as_str(), tree.exprs.len()),
        ("invalid", kept + 1)
    );
    assert_eq!(show(&tree, tree.body.attributes[1].expr), "\"x\"");
}

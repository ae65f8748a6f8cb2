//! Properties of the parser over generated texts.

use std::sync::Arc;

use archlint::source::{FileId, Span};
use archlint::syntax::hcl::{self, Body, Expr, ExprId, ExprKind, Label, TemplatePart, Text, Tree};
use proptest::prelude::*;

use crate::common::{parse, show};
use crate::snippets::{ACCEPTED, REFUSED};

/// Text that is near to HCL: pieces of good and bad files, and noise.
fn soup() -> impl Strategy<Value = String> {
    const TOKENS: &[&str] = &[
        "a",
        "b = ",
        "c {\n",
        "}\n",
        "\"",
        "\"d\"",
        "${",
        "%{ if e }",
        "%{ endif }",
        "~}",
        "<<E\n",
        "<<-E\n",
        "E\n",
        "  ",
        "\n",
        "\r\n",
        "\r",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        ",",
        ".",
        ".*",
        "[*]",
        "for x in y : ",
        "=>",
        "...",
        "=",
        "==",
        "?",
        ":",
        "::",
        "+",
        "-",
        "!",
        "&&",
        "# f\n",
        "/*",
        "*/",
        "//",
        "1",
        "2.5e3",
        "\\",
        "\\u00e9",
        "$$",
        "é",
        "€",
        "😀",
        "\0",
        "\u{feff}",
        "true",
    ];
    let snippet = || prop::sample::select([ACCEPTED, REFUSED].concat()).prop_map(str::to_owned);
    let token = || prop::sample::select(TOKENS).prop_map(str::to_owned);
    let piece = prop_oneof![1 => snippet(), 6 => token(), 1 => any::<String>()];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Text of an expression that is good wherever newlines are.
fn good_expression() -> impl Strategy<Value = String> {
    const TERMS: &[&str] = &[
        "1",
        "2.5e3",
        "true",
        "null",
        "a",
        "a.b",
        "\"\"",
        "\"c\"",
        "\"\\n$${d} %\"",
        "a.0.b",
        "a.*.b",
        "é",
        "<<E\n  f\n  E\n",
        "<<-E\n  f ${g}\n   %{ if h }i%{ endif }\n  E\n",
    ];
    let term = prop::sample::select(TERMS).prop_map(str::to_owned);
    term.prop_recursive(4, 24, 3, |inner| {
        const OPERATORS: &[&str] = &[
            "||", "&&", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%",
        ];
        let one = || inner.clone();
        let two = || (inner.clone(), inner.clone());
        let three = || (inner.clone(), inner.clone(), inner.clone());
        let operator = prop::sample::select(OPERATORS);
        prop_oneof![
            (two(), operator).prop_map(|((a, b), sign)| format!("({a} {sign} {b})")),
            three().prop_map(|(a, b, c)| format!("({a} ? {b} : {c})")),
            three().prop_map(|(a, b, c)| format!("[{a}, # {{\n{b}, {c}]")),
            two().prop_map(|(a, b)| format!("{{\n  x = ({a})\n  (y) = ({b}), z : [{a}]\n}}")),
            two().prop_map(|(a, b)| format!("f({a}, {b}...)")),
            two().prop_map(|(a, b)| format!("[for k, v in {a} : {b} if v]")),
            two().prop_map(|(a, b)| format!("{{for k in {a} : {b} => k...}}")),
            two().prop_map(|(a, b)| format!("({a})[{b}]")),
            one().prop_map(|a| format!("({a})[*].b[0]")),
            one().prop_map(|a| format!("(!{a})")),
            one().prop_map(|a| format!("\"x ${{~ {a} ~}} y\"")),
            two().prop_map(|(a, b)| format!("\"%{{ for k in {a} }}${{{b}}}%{{ endfor }}\"")),
        ]
    })
}

/// A file without mistakes.
fn good_file() -> impl Strategy<Value = String> {
    let expressions = prop::collection::vec(good_expression(), 1..6);
    expressions.prop_map(|expressions| {
        let item = |(index, expression): (usize, &String)| match index % 3 {
            0 => format!("a{index} = ({expression}) # comment\n"),
            1 => format!("b \"{index}\" {{\n\n  c = [{expression}]\n  d {{}}\n}}\n"),
            _ => format!("e f {{ g = ({expression}) }}\n"),
        };
        expressions.iter().enumerate().map(item).collect()
    })
}

/// Checks every span of a tree.
struct Spans<'t>(&'t Tree);

impl Spans<'_> {
    fn inside(&self, span: Span, parent: Span) {
        let text = &self.0.text;
        let (start, end) = (span.start as usize, span.end as usize);
        assert!(start <= end && end <= text.len(), "{span:?}");
        assert!(
            text.is_char_boundary(start) && text.is_char_boundary(end),
            "{span:?}"
        );
        assert!(
            parent.start <= span.start && span.end <= parent.end,
            "{span:?} in {parent:?}"
        );
    }

    fn body(&self, body: &Body, parent: Span) {
        self.inside(body.span, parent);
        for attribute in &body.attributes {
            self.inside(attribute.span, body.span);
            self.inside(attribute.name, attribute.span);
            self.expr(attribute.expr, attribute.span);
        }
        for block in &body.blocks {
            self.inside(block.span, body.span);
            self.inside(block.header, block.span);
            self.inside(block.kind, block.header);
            for Label { span, text } in &block.labels {
                self.inside(*span, block.header);
                self.text(text, *span);
            }
            self.body(&block.body, block.span);
        }
    }

    fn text(&self, text: &Text, parent: Span) {
        if let Text::Span(span) = text {
            self.inside(*span, parent);
        }
    }

    fn exprs(&self, ids: &[ExprId], parent: Span) {
        for id in ids {
            self.expr(*id, parent);
        }
    }

    fn expr(&self, id: ExprId, parent: Span) {
        assert!((id.0 as usize) < self.0.exprs.len());
        let Expr { span, kind } = self.0.expr(id);
        let span = *span;
        self.inside(span, parent);
        match kind {
            ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Number
            | ExprKind::Root
            | ExprKind::SplatItem
            | ExprKind::Invalid => {}
            ExprKind::String(text) => self.text(text, span),
            ExprKind::Template(parts) => self.parts(parts, span),
            ExprKind::Wrap(inner) | ExprKind::Paren(inner) => self.expr(*inner, span),
            ExprKind::Attr { source, name } => {
                self.expr(*source, span);
                self.inside(*name, span);
            }
            ExprKind::Index { source, key } => self.exprs(&[*source, *key], span),
            ExprKind::Splat { source, each, .. } => self.exprs(&[*source, *each], span),
            ExprKind::Call { name, args, .. } => {
                self.inside(*name, span);
                self.exprs(args, span);
            }
            ExprKind::Tuple(elements) => self.exprs(elements, span),
            ExprKind::Object(items) => {
                for item in items {
                    self.exprs(&[item.key, item.value], span);
                }
            }
            ExprKind::For(of) => {
                self.inside(of.value_name, span);
                self.inside(of.key_name.unwrap_or(span), span);
                self.exprs(&[of.collection, of.value], span);
                self.exprs(&of.key.into_iter().collect::<Vec<_>>(), span);
                self.exprs(&of.condition.into_iter().collect::<Vec<_>>(), span);
            }
            ExprKind::Conditional { condition, yes, no } => {
                self.exprs(&[*condition, *yes, *no], span);
            }
            ExprKind::Binary { left, right, .. } => self.exprs(&[*left, *right], span),
            ExprKind::Unary { operand, .. } => self.expr(*operand, span),
        }
    }

    fn parts(&self, parts: &[TemplatePart], parent: Span) {
        for part in parts {
            match part {
                TemplatePart::Literal(text) => self.text(text, parent),
                TemplatePart::Interpolation(id) => self.expr(*id, parent),
                TemplatePart::If {
                    span,
                    condition,
                    yes,
                    no,
                } => {
                    self.inside(*span, parent);
                    self.expr(*condition, *span);
                    self.parts(yes, *span);
                    self.parts(no, *span);
                }
                TemplatePart::For {
                    span,
                    key_name,
                    value_name,
                    collection,
                    body,
                } => {
                    self.inside(*span, parent);
                    self.inside(key_name.unwrap_or(*value_name), *span);
                    self.inside(*value_name, *span);
                    self.expr(*collection, *span);
                    self.parts(body, *span);
                }
            }
        }
    }

    fn all(&self) {
        let whole = Span::new(0, self.0.text.len() as u32);
        assert_eq!(self.0.body.span, whole);
        self.body(&self.0.body, whole);
        let mut last = 0;
        for comment in &self.0.comments {
            self.inside(comment.span, whole);
            assert!(
                last <= comment.span.start,
                "comments overlap or are out of order"
            );
            last = comment.span.end;
        }
    }
}

/// A body without its places.
fn meaning(tree: &Tree, body: &Body) -> String {
    let attributes = body.attributes.iter();
    let attributes =
        attributes.map(|it| format!("{}={}\n", tree.str(it.name), show(tree, it.expr)));
    let blocks = body.blocks.iter().map(|it| {
        let labels = it
            .labels
            .iter()
            .map(|label| format!(" {:?}", tree.chars(&label.text)));
        let labels: String = labels.collect();
        let inner = meaning(tree, &it.body);
        format!("{}{labels} {{\n{inner}}}\n", tree.str(it.kind))
    });
    attributes.chain(blocks).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn spans_lie_inside_the_file_and_their_parents(text in soup()) {
        let (tree, diagnostics) = parse(&text);
        Spans(&tree).all();
        for diagnostic in &diagnostics {
            let related = diagnostic.related.iter().map(|(place, _)| *place);
            for place in diagnostic.place.into_iter().chain(related) {
                Spans(&tree).inside(place.span, tree.body.span);
            }
        }
    }

    #[test]
    fn any_text_is_parsed_in_every_way(text in prop_oneof![any::<String>(), soup()]) {
        let whole: Arc<str> = Arc::from(text.as_str());
        hcl::parse(FileId(0), whole.clone());
        for (tree, id, _) in [
            hcl::parse_expression(FileId(0), whole.clone()),
            hcl::parse_template(FileId(0), whole),
        ] {
            Spans(&tree).expr(id, Span::new(0, tree.text.len() as u32));
        }
    }

    #[test]
    fn an_item_parsed_alone_is_the_same(text in good_file()) {
        let (tree, diagnostics) = parse(&text);
        prop_assert!(diagnostics.is_empty(), "{text}\n{diagnostics:?}");
        Spans(&tree).all();
        let attributes = tree.body.attributes.iter().map(|it| it.span);
        let blocks = tree.body.blocks.iter().map(|it| it.span);
        let mut alone = String::new();
        for span in attributes.chain(blocks) {
            // A heredoc ends with a newline, which is not of the item.
            let (item, diagnostics) = parse(&format!("{}\n", tree.str(span)));
            prop_assert!(diagnostics.is_empty(), "{diagnostics:?}");
            alone += &meaning(&item, &item.body);
        }
        prop_assert_eq!(alone, meaning(&tree, &tree.body));
    }

    #[test]
    fn a_bad_line_in_a_block_costs_no_other_block(bad in "[ -~]{0,20}", position in 0_usize..3) {
        let block = |index: usize| {
            let line = if index == position { format!("  {bad}\n") } else { String::new() };
            format!("block \"{index}\" {{\n  a = 1\n{line}  b = 2\n}}\n\n")
        };
        let text: String = (0..3).map(block).collect();
        let (tree, diagnostics) = parse(&text);
        prop_assume!(!diagnostics.is_empty() && !bad.contains("/*") && !bad.contains("<<"));
        for index in (0..3).filter(|index| *index != position) {
            let good = tree.body.blocks.iter().any(|block| {
                let label = block.labels.iter().map(|label| tree.chars(&label.text).to_owned());
                label.eq([index.to_string()]) && block.body.attributes.len() == 2
            });
            prop_assert!(good, "{}\n{:?}", text, diagnostics);
        }
    }
}

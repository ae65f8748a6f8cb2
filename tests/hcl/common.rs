//! What the tests of this directory share.

use std::sync::Arc;

use archlint::finding::Diagnostic;
use archlint::source::{FileId, LineIndex};
use archlint::syntax::hcl::{self, ExprId, ExprKind, Name, ObjectItem, TemplatePart, Tree};

/// Parses a file.
pub fn parse(text: &str) -> (Tree, Vec<Diagnostic>) {
    hcl::parse(FileId(0), Arc::from(text))
}

/// Parses a file that must be good.
pub fn good(text: &str) -> Tree {
    let (tree, diagnostics) = parse(text);
    assert!(diagnostics.is_empty(), "{text}\n{diagnostics:#?}");
    tree
}

/// The diagnostics of a file as `line:column message`.
pub fn messages(text: &str) -> Vec<String> {
    let (_, diagnostics) = parse(text);
    let lines = LineIndex::new(text);
    let show = |diagnostic: &Diagnostic| {
        let place = diagnostic.place.unwrap();
        let at = lines.position(text, place.span.start);
        format!("{}:{} {}", at.line, at.column, diagnostic.message)
    };
    diagnostics.iter().map(show).collect()
}

/// The value of the attribute `name` of the file's top level, as [`show`] writes it.
pub fn value(text: &str, name: &str) -> String {
    let tree = good(text);
    let mut attributes = tree.body.attributes.iter();
    let attribute = attributes.find(|it| tree.str(it.name) == name);
    show(&tree, attribute.unwrap().expr)
}

/// An expression in prefix form: `(+ 1 (* 2 3))`.
pub fn show(tree: &Tree, id: ExprId) -> String {
    let it = |id: ExprId| show(tree, id);
    let all = |ids: &[ExprId]| {
        ids.iter()
            .map(|id| format!(" {}", it(*id)))
            .collect::<String>()
    };
    let names = |key: Option<Name>, value: Name| {
        let key = key.map(|key| format!("{},", tree.str(key)));
        key.unwrap_or_default() + tree.str(value)
    };
    let expr = tree.expr(id);
    match &expr.kind {
        ExprKind::Null => "null".to_owned(),
        ExprKind::Bool(value) => value.to_string(),
        ExprKind::Number | ExprKind::Root => tree.str(expr.span).to_owned(),
        ExprKind::String(text) => format!("{:?}", tree.chars(text)),
        ExprKind::Template(parts) => format!("(template{})", show_parts(tree, parts)),
        ExprKind::Wrap(inner) => format!("(wrap {})", it(*inner)),
        ExprKind::Attr { source, name } => format!("(. {} {})", it(*source), tree.str(*name)),
        ExprKind::Index { source, key } => format!("([] {} {})", it(*source), it(*key)),
        ExprKind::Splat { source, each, full } => {
            let sign = if *full { "[*]" } else { ".*" };
            format!("({sign} {} {})", it(*source), it(*each))
        }
        ExprKind::SplatItem => "_".to_owned(),
        ExprKind::Call { name, args, expand } => {
            let expand = if *expand { "..." } else { "" };
            format!("({}{}{expand})", tree.str(*name), all(args))
        }
        ExprKind::Tuple(elements) => format!("(tuple{})", all(elements)),
        ExprKind::Object(items) => {
            let item = |item: &ObjectItem| format!(" {}={}", it(item.key), it(item.value));
            format!("(object{})", items.iter().map(item).collect::<String>())
        }
        ExprKind::For(of) => {
            let key = of
                .key
                .map(|key| format!("{} => ", it(key)))
                .unwrap_or_default();
            let group = if of.group { "..." } else { "" };
            let condition = of.condition.map(|it| format!(" if {}", show(tree, it)));
            format!(
                "(for {} in {} : {key}{}{group}{})",
                names(of.key_name, of.value_name),
                it(of.collection),
                it(of.value),
                condition.unwrap_or_default()
            )
        }
        ExprKind::Conditional { condition, yes, no } => {
            format!("(? {} {} {})", it(*condition), it(*yes), it(*no))
        }
        ExprKind::Binary { op, left, right } => {
            format!("({op:?} {} {})", it(*left), it(*right))
        }
        ExprKind::Unary { op, operand } => format!("({op:?} {})", it(*operand)),
        ExprKind::Paren(inner) => format!("(paren {})", it(*inner)),
        ExprKind::Invalid => "invalid".to_owned(),
    }
}

fn show_parts(tree: &Tree, parts: &[TemplatePart]) -> String {
    let show_part = |part: &TemplatePart| match part {
        TemplatePart::Literal(text) => format!(" {:?}", tree.chars(text)),
        TemplatePart::Interpolation(id) => format!(" {}", show(tree, *id)),
        TemplatePart::If {
            condition, yes, no, ..
        } => format!(
            " (if {}{} else{})",
            show(tree, *condition),
            show_parts(tree, yes),
            show_parts(tree, no)
        ),
        TemplatePart::For {
            key_name,
            value_name,
            collection,
            body,
            ..
        } => {
            let key = key_name.map(|key| format!("{},", tree.str(key)));
            format!(
                " (for {}{} in {}{})",
                key.unwrap_or_default(),
                tree.str(*value_name),
                show(tree, *collection),
                show_parts(tree, body)
            )
        }
    };
    parts.iter().map(show_part).collect()
}

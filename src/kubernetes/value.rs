//! YAML nodes as values.

use std::sync::Arc;

use crate::language::{Number, Origin, Reason, ReasonKind, Type, Value};
use crate::source::Span;
use crate::syntax::yaml::{NodeId, NodeKind, Resolved, Tree};

/// The value of a node as Kubernetes reads it. Depth is bounded by the parser.
pub(super) fn value(tree: &Tree, id: NodeId) -> Value {
    let node = tree.content(id);
    let value = match &node.kind {
        NodeKind::Scalar { .. } => match tree.resolve(id) {
            Some(Ok(Resolved::Null)) => Value::null(Type::Dynamic),
            Some(Ok(Resolved::Bool(b))) => Value::bool(b),
            Some(Ok(Resolved::Number(text))) => match Number::parse(&text) {
                Some(number) => Value::number(number),
                None => Value::string(text.as_ref()),
            },
            Some(Ok(Resolved::String(text))) => Value::string(text.as_ref()),
            Some(Ok(Resolved::Infinity { .. }) | Err(_)) | None => unreadable(tree, node.span),
        },
        NodeKind::Sequence(_) => {
            let items = tree.items(id).iter().map(|item| {
                let place = tree.place(first_line(tree, tree.node(*item).span));
                value(tree, *item).at(Origin::At(place))
            });
            Value::tuple(items.collect())
        }
        NodeKind::Mapping(_) => {
            let entries = tree.entries(id).iter().map(|entry| {
                let key = tree.node(entry.key).span;
                let part = tree.node(entry.value);
                let span = match part.kind {
                    NodeKind::Scalar { .. } if !part.span.is_empty() => {
                        first_line(tree, key.to(part.span))
                    }
                    _ => key,
                };
                let name: Arc<str> = tree.key(*entry).as_ref().into();
                let place = tree.place(span);
                (name, value(tree, entry.value).at(Origin::At(place)))
            });
            Value::object(entries.collect())
        }
        NodeKind::Alias(_) | NodeKind::Invalid => unreadable(tree, node.span),
    };
    match value.origin {
        Origin::None => value.at(Origin::At(tree.place(first_line(tree, node.span)))),
        _ => value,
    }
}

fn unreadable(tree: &Tree, span: Span) -> Value {
    let place = tree.place(span);
    let what = "this text";
    Value::unknown_for(
        Type::Dynamic,
        Reason::new(ReasonKind::Parse, what, Some(place)),
    )
}

/// The part of a span on its first line: reports point at one line.
fn first_line(tree: &Tree, span: Span) -> Span {
    let text = span.text(&tree.text);
    match text.find(['\n', '\r']) {
        Some(at) => Span::new(span.start, span.start + at as u32),
        None => span,
    }
}

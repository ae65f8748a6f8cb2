//! What the parser's events are in the terms of the tree.

use std::borrow::Cow;

use granit_parser::ScalarStyle;

use super::tree::{Node, NodeKind, Style, Tag};
use crate::source::Span;
use crate::syntax::hcl::Text;

/// A scalar at `span`.
pub(super) fn scalar(
    text: &str,
    span: Span,
    characters: Cow<'_, str>,
    style: ScalarStyle,
    of: Option<&granit_parser::Tag>,
) -> Node {
    let characters = located(text, span, characters);
    let (span, style) = match style {
        ScalarStyle::Plain => (span, Style::Plain),
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => (span, Style::Quoted),
        // A block ends with its last visible line, not with the line breaks that follow.
        ScalarStyle::Literal | ScalarStyle::Folded => {
            let visible = span.text(text).trim_end().len() as u32;
            (Span::new(span.start, span.start + visible), Style::Block)
        }
    };
    Node {
        span,
        tag: tag(of),
        kind: NodeKind::Scalar {
            text: characters,
            style,
        },
    }
}

/// Where a collection's closing bracket ends; 0 where it has none.
pub(super) fn closing(span: Span) -> u32 {
    match span.is_empty() {
        true => 0,
        false => span.end,
    }
}

/// The characters as a range of the text, where they stand there as they are.
fn located(text: &str, span: Span, characters: Cow<'_, str>) -> Text {
    if span.is_empty() {
        return Text::Span(span);
    }
    if let Cow::Borrowed(borrowed) = characters {
        let start = (borrowed.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
        let inside = Span::new(start as u32, start.wrapping_add(borrowed.len()) as u32);
        if start <= text.len() && inside.text(text) == borrowed {
            return Text::Span(inside);
        }
    }
    Text::Owned(characters.into())
}

/// The tag of a node.
pub(super) fn tag(of: Option<&granit_parser::Tag>) -> Tag {
    let Some(of) = of else {
        return Tag::None;
    };
    match of.suffix_in_namespace("tag:yaml.org,2002:").as_deref() {
        Some("str") => Tag::Str,
        Some("int") => Tag::Int,
        Some("float") => Tag::Float,
        Some("bool") => Tag::Bool,
        Some("null") => Tag::Null,
        Some("binary") => Tag::Binary,
        Some("timestamp") => Tag::Timestamp,
        Some("merge") => Tag::Merge,
        Some("map") => Tag::Map,
        Some("seq") => Tag::Seq,
        _ => Tag::Other,
    }
}

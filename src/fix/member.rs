//! A new member of an object of the JSON syntax of Terraform.

use std::sync::Arc;

use super::argument::named;
use super::lines::{eol, indentation, line_start};
use super::{Syntax, literal};
use crate::finding::{Holder, Scalar, TextEdit};
use crate::source::{Place, Span};
use crate::syntax::json::{Member, Node, NodeKind, Tree};

/// The edits that give the block whose last key, or whose brace, is at `place` the member at
/// `path`; `None` where there is no such block, or it has the member.
pub(super) fn added(
    tree: &Tree,
    place: Place,
    holder: Holder,
    path: &[Arc<str>],
    to: &Scalar,
) -> Option<Vec<TextEdit>> {
    let path: Vec<String> = path.iter().map(|name| named(name, holder)).collect();
    let mut path = path.as_slice();
    let mut block = find(&tree.root, place.span)?;
    loop {
        let (name, rest) = path.split_first()?;
        let member = members(block).find(|member| tree.chars(&member.key) == name);
        match member {
            None => break,
            Some(_) if rest.is_empty() => return None,
            Some(member) => (block, path) = (only(&member.value)?, rest),
        }
    }
    let (start, text) = insertion(tree, block, path, to)?;
    let place = Place::new(place.file, Span::new(start, start));
    Some(vec![TextEdit { place, text }])
}

fn members(node: &Node) -> impl Iterator<Item = &Member> {
    let members = match &node.kind {
        NodeKind::Object(members) => members.as_slice(),
        _ => &[],
    };
    members.iter()
}

/// The object that a node is, or that it is a list of alone.
fn only(node: &Node) -> Option<&Node> {
    match &node.kind {
        NodeKind::Object(_) => Some(node),
        NodeKind::Array(items) => match items.as_slice() {
            [one] if matches!(one.kind, NodeKind::Object(_)) => Some(one),
            _ => None,
        },
        _ => None,
    }
}

/// The object that `wanted` names. The reader bounds how deep objects nest.
fn find(node: &Node, wanted: Span) -> Option<&Node> {
    if !(node.span.start <= wanted.start && wanted.end <= node.span.end) {
        return None;
    }
    match &node.kind {
        NodeKind::Object(_) if node.span.start == wanted.start => Some(node),
        NodeKind::Object(members) => {
            let named = members.iter().find(|member| member.key_span == wanted);
            match named {
                Some(member) => only(&member.value),
                None => members
                    .iter()
                    .find_map(|member| find(&member.value, wanted)),
            }
        }
        NodeKind::Array(items) => items.iter().find_map(|item| find(item, wanted)),
        _ => None,
    }
}

/// Where in `block` the member goes, and what is written there.
fn insertion(tree: &Tree, block: &Node, path: &[String], to: &Scalar) -> Option<(u32, String)> {
    let text = &*tree.text;
    let last = members(block).last();
    let colon = last.map_or(": ", |last| {
        Span::new(last.key_span.end, last.value.span.start).text(&tree.text)
    });
    let mut written = literal::scalar(to, Syntax::Json)?;
    for (at, name) in path.iter().rev().enumerate() {
        written = match at {
            0 => format!("\"{name}\"{colon}{written}"),
            _ => format!("\"{name}\"{colon}{{ {written} }}"),
        };
    }
    let Some(last) = last else {
        return Some((block.span.start + 1, format!(" {written} ")));
    };
    let before = line_start(text, last.key_span.start);
    let before = Span::new(before, last.key_span.start).text(text);
    let gap = match before.trim().is_empty() {
        true => format!("{}{}", eol(text), indentation(text, last.key_span.start)),
        false => " ".to_owned(),
    };
    Some((last.value.span.end, format!(",{gap}{written}")))
}

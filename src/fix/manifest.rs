//! A new entry in a mapping of YAML, in the style of those that stand there.
//!
//! In block style it has a line of its own, behind the last entry that fits on one; in flow style
//! it is the last one between the braces. Mappings that several places share (anchors, aliases,
//! merge keys) are left alone: what is written there counts elsewhere, too.

use std::sync::Arc;

use super::lines::{eol, line_end, line_start};
use super::{Syntax, literal};
use crate::finding::{Scalar, TextEdit};
use crate::source::{Place, Span};
use crate::syntax::yaml::{Condition, Dialect, Entry, NodeId, NodeKind, Tree, parse};

/// Largest document that is changed: every change is read again.
const MAX_BYTES: u32 = 64 << 10;
/// Deepest mapping that is looked for.
const MAX_DEPTH: usize = 128;

/// A mapping that may get an entry.
#[derive(Clone, Copy)]
struct Mapping {
    id: NodeId,
    /// The key that it is the value of.
    key: Option<Span>,
}

/// The edits that give the mapping at `place` the entry at `path`; `None` where there is no such
/// mapping, it is shared, or it has the entry. `place` is the key of the mapping, or the first line
/// of one that is a document or an element.
pub(super) fn added(
    tree: &Tree,
    place: Place,
    path: &[Arc<str>],
    to: &Scalar,
) -> Option<Vec<TextEdit>> {
    let documents = &tree.documents;
    let after = documents.partition_point(|d| d.span.start <= place.span.start);
    let document = documents.get(after.checked_sub(1)?)?;
    let around = document.span;
    if document.condition != Condition::Read
        || place.span.end > around.end
        || around.end - around.start > MAX_BYTES
    {
        return None;
    }
    let root = Mapping {
        id: document.root,
        key: None,
    };
    let mapping = find(tree, root, place.span, 0)?;
    let edit = insertion(tree, &tree.text, place, mapping, path, to)?;
    let reads_as_meant = reads_as_meant(around, place, &edit, tree, path, to);
    reads_as_meant.then(|| vec![edit])
}

/// Whether the document in `around` says, with `edit`, that the entry at `path` is `to`: what does
/// not read as it was meant is not written.
fn reads_as_meant(
    around: Span,
    place: Place,
    edit: &TextEdit,
    tree: &Tree,
    path: &[Arc<str>],
    to: &Scalar,
) -> bool {
    let within = |span: Span| Span::new(span.start - around.start, span.end - around.start);
    // An entry behind the last one may stand behind the document's end.
    let end = around.end.max(edit.place.span.end);
    let text = Span::new(around.start, end).text(&tree.text);
    let own = TextEdit {
        place: Place::new(place.file, within(edit.place.span)),
        text: edit.text.clone(),
    };
    let after = super::apply(text, &[own]);
    let (changed, said) = parse(place.file, after.into(), Dialect::Kubernetes);
    let [document] = changed.documents.as_slice() else {
        return false;
    };
    let root = Mapping {
        id: document.root,
        key: None,
    };
    let Some(mapping) = find(&changed, root, within(place.span), 0) else {
        return false;
    };
    let entry = path.iter().try_fold(mapping.id, |at, name| {
        changed.get(at, name).map(|entry| entry.value)
    });
    said.is_empty() && entry.and_then(|entry| changed.characters(entry)) == Some(to.as_str())
}

/// The mapping that `wanted` names, in or at `here`.
fn find(tree: &Tree, here: Mapping, wanted: Span, depth: usize) -> Option<Mapping> {
    let node = tree.node(here.id);
    let inside = node.span.start <= wanted.start && wanted.start < node.span.end;
    if depth > MAX_DEPTH || !inside {
        return None;
    }
    match node.kind {
        NodeKind::Mapping(_) => {
            for entry in own(tree, here.id) {
                let key = tree.node(entry.key).span;
                let value = Mapping {
                    id: entry.value,
                    key: Some(key),
                };
                if key == wanted && matches!(tree.node(value.id).kind, NodeKind::Mapping(_)) {
                    return Some(value);
                }
                if let Some(found) = find(tree, value, wanted, depth + 1) {
                    return Some(found);
                }
            }
            let starts = own(tree, here.id).any(|e| tree.node(e.key).span.start == wanted.start);
            (starts || node.span.start == wanted.start).then_some(here)
        }
        NodeKind::Sequence(_) => tree.items(here.id).iter().find_map(|item| {
            let item = Mapping {
                id: *item,
                key: None,
            };
            find(tree, item, wanted, depth + 1)
        }),
        NodeKind::Scalar { .. } | NodeKind::Alias(_) | NodeKind::Invalid => None,
    }
}

/// The entries that stand in a mapping itself.
fn own(tree: &Tree, mapping: NodeId) -> impl Iterator<Item = Entry> {
    let around = tree.node(mapping).span;
    let entries = tree.entries(mapping).iter().copied();
    entries.filter(move |entry| {
        let key = tree.node(entry.key).span;
        around.start <= key.start && key.end <= around.end
    })
}

fn insertion(
    tree: &Tree,
    text: &str,
    place: Place,
    mapping: Mapping,
    path: &[Arc<str>],
    to: &Scalar,
) -> Option<TextEdit> {
    let mut mapping = mapping;
    let mut path = path;
    loop {
        let (name, rest) = path.split_first()?;
        let node = tree.node(mapping.id);
        // An anchor gives the mapping to others, too.
        if let Some(key) = mapping.key
            && text
                .get(key.end as usize..node.span.start as usize)?
                .contains('&')
        {
            return None;
        }
        let Some(entry) = tree.get(mapping.id, name) else {
            break;
        };
        let key = tree.node(entry.key).span;
        let value = tree.node(entry.value);
        match value.kind {
            NodeKind::Mapping(_) => {
                mapping = Mapping {
                    id: entry.value,
                    key: Some(key),
                };
                path = rest;
            }
            // `spec:` with nothing behind it.
            NodeKind::Scalar { .. } if value.span.is_empty() && !rest.is_empty() => {
                let indent = indentation(text, key)? + step(tree, text, mapping);
                let at = key_line_end(text, key)?;
                let lines = lines(rest, to, indent, step(tree, text, mapping))?;
                return Some(edit(
                    place,
                    at,
                    at,
                    format!("{}{}", eol(text), lines(eol(text))),
                ));
            }
            _ => return None,
        }
    }
    let span = tree.node(mapping.id).span;
    match span.text(text).starts_with('{') {
        true => flow(tree, text, place, mapping, path, to),
        false => block(tree, text, place, mapping, path, to),
    }
}

fn block(
    tree: &Tree,
    text: &str,
    place: Place,
    mapping: Mapping,
    path: &[Arc<str>],
    to: &Scalar,
) -> Option<TextEdit> {
    let first = own(tree, mapping.id).next()?;
    let indent = indentation(text, tree.node(first.key).span)?;
    let lines = lines(path, to, indent, step(tree, text, mapping))?;
    let fits = |entry: &Entry| {
        let value = tree.node(entry.value).span;
        let whole = tree.node(entry.key).span.to(value);
        let rest = Span::new(value.end, line_end(text, value.end)).text(text);
        let rest = rest.trim_start();
        let single = !whole.text(text).contains('\n') && !value.is_empty();
        (single && (rest.is_empty() || rest.starts_with('#'))).then(|| line_end(text, value.end))
    };
    let behind = own(tree, mapping.id).filter_map(|entry| fits(&entry)).max();
    let at = match (behind, mapping.key) {
        (Some(at), _) => at,
        (None, Some(key)) => key_line_end(text, key)?,
        (None, None) => return None,
    };
    Some(edit(
        place,
        at,
        at,
        format!("{}{}", eol(text), lines(eol(text))),
    ))
}

fn flow(
    tree: &Tree,
    text: &str,
    place: Place,
    mapping: Mapping,
    path: &[Arc<str>],
    to: &Scalar,
) -> Option<TextEdit> {
    let span = tree.node(mapping.id).span;
    let close = span.end.checked_sub(1)?;
    let last = own(tree, mapping.id).max_by_key(|entry| tree.node(entry.key).span.start);
    let quoted = last.is_some_and(|last| tree.node(last.key).span.text(text).starts_with('"'));
    let name = |name: &str| match quoted {
        true => format!("\"{name}\""),
        false => name.to_owned(),
    };
    let written = path
        .iter()
        .rev()
        .fold(None, |inner: Option<String>, part| {
            Some(match inner {
                None => format!("{}: {}", name(part), literal::scalar(to, Syntax::Yaml)?),
                Some(inner) => format!("{}: {{{inner}}}", name(part)),
            })
        })?;
    let Some(last) = last else {
        let inside = Span::new(span.start + 1, close).text(text);
        let pad = if inside.is_empty() { "" } else { " " };
        let written = format!("{pad}{written}{pad}");
        return inside
            .trim()
            .is_empty()
            .then(|| edit(place, span.start + 1, close, written));
    };
    let value = tree.node(last.value).span;
    let tail = Span::new(value.end, close).text(text);
    let bare = tail.trim();
    if value.is_empty() || !matches!(bare, "" | ",") {
        return None;
    }
    let key = tree.node(last.key).span;
    let before = Span::new(line_start(text, key.start), key.start).text(text);
    let gap = match before.trim().is_empty() && key.start > span.start {
        true => format!("{}{before}", eol(text)),
        false => " ".to_owned(),
    };
    let (at, comma) = match tail.find(',') {
        Some(comma) => (value.end + comma as u32 + 1, ""),
        None => (value.end, ","),
    };
    // A comma behind the last entry stays behind the last one.
    let end = if comma.is_empty() && gap != " " {
        ","
    } else {
        ""
    };
    Some(edit(place, at, at, format!("{comma}{gap}{written}{end}")))
}

fn edit(place: Place, start: u32, end: u32, text: String) -> TextEdit {
    TextEdit {
        place: Place::new(place.file, Span::new(start, end)),
        text,
    }
}

/// The lines of an entry with all that stands around it, given the end of lines.
fn lines(
    path: &[Arc<str>],
    to: &Scalar,
    indent: usize,
    step: usize,
) -> Option<impl Fn(&str) -> String> {
    let value = literal::scalar(to, Syntax::Yaml)?;
    let depth = path.len();
    let lines: Vec<String> = path
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let value = if at + 1 == depth { &*value } else { "" };
            let line = format!("{}{name}: {value}", " ".repeat(indent + at * step));
            line.trim_end().to_owned()
        })
        .collect();
    Some(move |eol: &str| lines.join(eol))
}

/// The column of a key; `None` where something else than indentation and the dashes of lists stands
/// before it.
fn indentation(text: &str, key: Span) -> Option<usize> {
    let before = Span::new(line_start(text, key.start), key.start).text(text);
    let plain = before.chars().all(|c| matches!(c, ' ' | '-'));
    plain.then_some(before.len())
}

/// How far the file indents a mapping in a mapping.
fn step(tree: &Tree, text: &str, mapping: Mapping) -> usize {
    let column = |id: NodeId| {
        let first = own(tree, id).next()?;
        indentation(text, tree.node(first.key).span)
    };
    let own_column = column(mapping.id);
    let inner = own(tree, mapping.id).filter(|entry| {
        let value = tree.node(entry.value).span.text(text);
        !value.starts_with('{') && matches!(tree.node(entry.value).kind, NodeKind::Mapping(_))
    });
    let mut inner = inner.filter_map(|entry| column(entry.value)?.checked_sub(own_column?));
    let around = mapping
        .key
        .and_then(|key| own_column?.checked_sub(indentation(text, key)?));
    inner
        .next()
        .or(around)
        .filter(|step| *step > 0)
        .unwrap_or(2)
}

/// The end of the line of a key that has nothing but a comment behind it.
fn key_line_end(text: &str, key: Span) -> Option<u32> {
    let end = line_end(text, key.end);
    let rest = Span::new(key.end, end).text(text).strip_prefix(':')?.trim();
    (rest.is_empty() || rest.starts_with('#')).then_some(end)
}

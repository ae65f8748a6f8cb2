//! Comments that speak to archlint, and what each of them is about.
//!
//! A comment at the end of a line is about what begins on that line, one on lines of its own about
//! what begins on the next line; other comments may stand between, a blank line may not. What
//! begins there is a block, an attribute or an entry with all that is in it; a line in the middle
//! of an expression stands for itself. In JSON, which has no lines to speak of, a comment is about
//! the object that holds it.

use std::collections::BTreeMap;

use crate::source::{Place, SourceFile, Span};
use crate::syntax::hcl::{self, Block, Body};
use crate::syntax::yaml::{self, NodeId, NodeKind};

use super::directive::MARK;
use super::outline::{Outline, Target, Whole, line_text};

/// Most items that one is within.
const DEPTH: usize = 512;

/// A comment that speaks to archlint.
#[derive(Debug)]
pub(super) struct Comment {
    /// Its text, without its marks.
    pub text: String,
    /// Where it stands.
    pub place: Place,
    /// What it is about; `None` when nothing begins there.
    pub target: Option<Target>,
}

/// Those of a Terraform file.
pub(super) fn of_terraform(tree: &hcl::Tree, file: &SourceFile) -> Vec<Comment> {
    if !file.text.contains(MARK) {
        return Vec::new();
    }
    let in_json = file.path.ends_with(".json");
    let mut outline = Outline::default();
    outline_of_body(tree, file, &tree.body, None, 0, &mut outline);
    let spans = tree.comments.iter().map(|comment| comment.span);
    if in_json {
        let said = spans.filter_map(|span| {
            let text = tree.str(span);
            let place = tree.place(span);
            spoken(text).then(|| Comment {
                text: text.to_owned(),
                target: outline.innermost(place.span.start),
                place,
            })
        });
        return said.collect();
    }
    let spans: Vec<Span> = spans.collect();
    let place = |span| tree.place(span);
    aimed(&spans, file, &outline, &BTreeMap::new(), &place)
}

/// Those of a YAML file.
pub(super) fn of_manifest(tree: &yaml::Tree, file: &SourceFile) -> Vec<Comment> {
    let mut outline = Outline::default();
    // A comment above the first line of an object is about all of it.
    let mut documents = BTreeMap::new();
    for document in &tree.documents {
        let root = tree.node(document.root);
        if let NodeKind::Mapping(_) = root.kind {
            let name = outline_of_document(tree, file, document.root, root.span, &mut outline);
            let whole = Target {
                span: root.span,
                name,
                whole: None,
            };
            documents.insert(file.lines().line(root.span.start), whole);
        }
    }
    let place = |span| tree.place(span);
    aimed(&tree.comments, file, &outline, &documents, &place)
}

/// The comments among `spans` that speak, with what they are about. `documents` are the objects by
/// their first lines.
fn aimed(
    spans: &[Span],
    file: &SourceFile,
    outline: &Outline,
    documents: &BTreeMap<u32, Target>,
    place: &dyn Fn(Span) -> Place,
) -> Vec<Comment> {
    let lines = file.lines();
    // By the first line of a comment that stands alone, the line that it stands above.
    let mut above: BTreeMap<u32, u32> = BTreeMap::new();
    let mut found = Vec::new();
    for span in spans.iter().rev() {
        let first = lines.line(span.start);
        let last = lines.line(span.end.saturating_sub(1).max(span.start));
        let whole = lines.line_span(&file.text, first).unwrap_or_default();
        let before = Span::new(whole.start, span.start).text(&file.text);
        let alone = before.trim_start_matches('\u{feff}').trim().is_empty();
        let line = match alone {
            true => {
                let next = last.saturating_add(1);
                let next = above.get(&next).copied().unwrap_or(next);
                above.insert(first, next);
                next
            }
            false => first,
        };
        let text = without_marks(span.text(&file.text));
        if !spoken(text) {
            continue;
        }
        let whole = documents.get(&line).filter(|_| alone).cloned();
        let on_line = || outline.on_line(line, line_text(lines, &file.text, line));
        found.push(Comment {
            text: text.to_owned(),
            place: place(*span),
            target: whole.or_else(on_line),
        });
    }
    found.reverse();
    found
}

fn spoken(text: &str) -> bool {
    text.trim_start().starts_with(MARK)
}

/// The first line of a comment, without its marks.
fn without_marks(comment: &str) -> &str {
    let text = match comment.strip_prefix("/*") {
        Some(rest) => rest.strip_suffix("*/").unwrap_or(rest),
        None => comment.trim_start_matches(['#', '/']),
    };
    text.trim().lines().next().unwrap_or("").trim()
}

fn outline_of_body(
    tree: &hcl::Tree,
    file: &SourceFile,
    body: &Body,
    parent: Option<usize>,
    depth: usize,
    outline: &mut Outline,
) {
    if depth > DEPTH {
        return;
    }
    let in_file = |span| tree.place(span).span;
    let attributes = body.attributes.iter().map(|a| (in_file(a.span), Ok(a)));
    let blocks = body.blocks.iter().map(|b| (in_file(b.span), Err(b)));
    let mut items: Vec<_> = attributes.chain(blocks).collect();
    items.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    for (span, item) in items {
        match item {
            Ok(attribute) => {
                let name = tree.str(attribute.name).to_owned();
                outline.add(file.lines(), span, name, parent, None);
            }
            Err(block) => {
                let whole = whole(tree, block).filter(|_| parent.is_none());
                let name = match &whole {
                    Some(Whole::Resource(name)) => name.clone(),
                    _ => {
                        let labels = block.labels.iter().map(|label| tree.chars(&label.text));
                        let words = std::iter::once(tree.str(block.kind)).chain(labels);
                        words.collect::<Vec<_>>().join(".")
                    }
                };
                let at = outline.add(file.lines(), span, name, parent, whole);
                outline_of_body(tree, file, &block.body, Some(at), depth + 1, outline);
            }
        }
    }
}

fn whole(tree: &hcl::Tree, block: &Block) -> Option<Whole> {
    let labels: Vec<&str> = block.labels.iter().map(|l| tree.chars(&l.text)).collect();
    match (tree.str(block.kind), labels.as_slice()) {
        ("resource", [kind, name]) => Some(Whole::Resource(format!("{kind}.{name}"))),
        ("data", [kind, name]) => Some(Whole::Resource(format!("data.{kind}.{name}"))),
        ("module", [name]) => Some(Whole::Call((*name).to_owned())),
        _ => None,
    }
}

/// Adds the entries of a document, and gives the document's name: `Deployment/api`.
fn outline_of_document(
    tree: &yaml::Tree,
    file: &SourceFile,
    root: NodeId,
    span: Span,
    outline: &mut Outline,
) -> String {
    let text = |id: NodeId, key: &str| {
        let value = tree.get(id, key)?.value;
        tree.characters(value).map(str::to_owned)
    };
    let named = tree.get(root, "metadata");
    let name = named.and_then(|named| text(named.value, "name"));
    let words = [text(root, "kind"), name];
    let name = words.into_iter().flatten().collect::<Vec<_>>().join("/");
    let before = Some(name.clone());
    outline_of_node(tree, file, root, span, (None, before), 0, outline);
    name
}

/// Adds what is in a node, unless it is written elsewhere: aliases and merged keys are.
fn outline_of_node(
    tree: &yaml::Tree,
    file: &SourceFile,
    id: NodeId,
    within: Span,
    (parent, prefix): (Option<usize>, Option<String>),
    depth: usize,
    outline: &mut Outline,
) {
    if depth > DEPTH {
        return;
    }
    let named = |name: &str| match &prefix {
        Some(prefix) if !prefix.is_empty() => format!("{prefix}: {name}"),
        _ => name.to_owned(),
    };
    match tree.node(id).kind {
        NodeKind::Mapping(_) => {
            let mut entries: Vec<_> = tree.entries(id).to_vec();
            entries.retain(|entry| within.contains(tree.node(entry.key).span.start));
            entries.sort_by_key(|entry| tree.node(entry.key).span.start);
            for entry in entries {
                let value = tree.node(entry.value).span;
                let span = tree.node(entry.key).span.to(value);
                let name = named(&tree.key(entry));
                let at = outline.add(file.lines(), span, name, parent, None);
                let context = (Some(at), None);
                outline_of_node(tree, file, entry.value, value, context, depth + 1, outline);
            }
        }
        NodeKind::Sequence(_) => {
            for (number, item) in tree.items(id).iter().enumerate() {
                let span = tree.node(*item).span;
                let name = named(&number.to_string());
                let at = outline.add(file.lines(), span, name, parent, None);
                let context = (Some(at), None);
                outline_of_node(tree, file, *item, span, context, depth + 1, outline);
            }
        }
        NodeKind::Scalar { .. } | NodeKind::Alias(_) | NodeKind::Invalid => {}
    }
}

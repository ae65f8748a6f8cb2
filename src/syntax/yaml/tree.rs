//! The spanned tree of one YAML stream.
//!
//! All nodes of all documents live in one arena and name each other by [`NodeId`]; an alias is a
//! node that names its anchor's, so nothing is copied.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::dialect::{Dialect, Resolved};
use crate::source::{FileId, Place, Span};
use crate::syntax::hcl::Text;

/// One parsed stream.
#[derive(Clone, Debug)]
pub struct Tree {
    /// The file.
    pub file: FileId,
    /// Its whole text; all spans are ranges of it.
    pub text: Arc<str>,
    /// How scalars and merge keys are understood.
    pub dialect: Dialect,
    /// The documents, in order, the unreadable ones included.
    pub documents: Vec<Document>,
    /// All comments of readable documents and between documents, in order, from `#` to the last
    /// character.
    pub comments: Vec<Span>,
    pub(super) nodes: Vec<Node>,
    pub(super) items: Vec<NodeId>,
    pub(super) entries: Vec<Entry>,
}

/// One document.
#[derive(Clone, Debug)]
pub struct Document {
    /// From its `---`, or its first character, to its last one.
    pub span: Span,
    /// Its content; [`NodeKind::Invalid`] unless the document was read.
    pub root: NodeId,
    /// Whether it was read.
    pub condition: Condition,
}

/// Whether a document was read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Condition {
    /// Yes. Parts of it may still be [`NodeKind::Invalid`], each with a diagnostic.
    Read,
    /// No: an error says why.
    Broken,
    /// No: it holds `{{ … }}` that another program fills in first. A note says so.
    Template,
}

/// Names a node of the same tree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NodeId(pub(super) u32);

/// A node with its range.
#[derive(Clone, Debug)]
pub struct Node {
    /// The range, quotes and brackets included, anchor, tag and the `|` of a block scalar left
    /// out. Empty where a value is absent (`key:`).
    pub span: Span,
    /// Its tag.
    pub tag: Tag,
    /// What it is.
    pub kind: NodeKind,
}

/// The forms of a node.
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// Characters. An absent value is a plain scalar without characters.
    Scalar {
        /// After unfolding and escapes.
        text: Text,
        /// How they were written.
        style: Style,
    },
    /// A list: see [`Tree::items`].
    Sequence(Slice),
    /// A map: see [`Tree::entries`].
    Mapping(Slice),
    /// `*name`: the anchored node, which is no alias itself.
    Alias(NodeId),
    /// Stands for what could not be read; a diagnostic says why.
    Invalid,
}

/// A range of one of the tree's own lists.
#[derive(Clone, Copy, Debug)]
pub struct Slice {
    start: u32,
    end: u32,
}

impl Slice {
    pub(super) fn new(start: usize, end: usize) -> Self {
        Slice {
            start: start as u32,
            end: end as u32,
        }
    }

    pub(super) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// How a scalar was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// `'…'` or `"…"`
    Quoted,
    /// `|` or `>`
    Block,
}

/// The tag of a node: the ones that a dialect tells apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "each is named after its YAML tag")]
pub enum Tag {
    None,
    Str,
    Int,
    Float,
    Bool,
    Null,
    Binary,
    Timestamp,
    Merge,
    Map,
    Seq,
    /// Any other, `!` alone included.
    Other,
}

/// `key: value`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry {
    /// A scalar or an alias of one.
    pub key: NodeId,
    /// The value.
    pub value: NodeId,
}

impl Tree {
    pub(super) fn push(&mut self, node: Node) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(node);
        id
    }

    /// The node behind `id`, an alias as such. An id of another tree gives an invalid node.
    pub fn node(&self, id: NodeId) -> &Node {
        static INVALID: Node = Node {
            span: Span::new(0, 0),
            tag: Tag::None,
            kind: NodeKind::Invalid,
        };
        self.nodes.get(id.0 as usize).unwrap_or(&INVALID)
    }

    /// The node behind `id`, its anchor's node if it is an alias.
    pub fn content(&self, id: NodeId) -> &Node {
        let node = self.node(id);
        match node.kind {
            NodeKind::Alias(target) => self.node(target),
            _ => node,
        }
    }

    /// The items of a sequence; none for anything else.
    pub fn items(&self, id: NodeId) -> &[NodeId] {
        match self.content(id).kind {
            NodeKind::Sequence(slice) => self.items.get(slice.range()).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// The entries of a mapping, merge keys applied and each key once; none for anything else.
    pub fn entries(&self, id: NodeId) -> &[Entry] {
        match self.content(id).kind {
            NodeKind::Mapping(slice) => self.entries.get(slice.range()).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// The entry of the mapping `id` whose [`Tree::key`] is `key`.
    pub fn get(&self, id: NodeId, key: &str) -> Option<Entry> {
        let mut entries = self.entries(id).iter().copied();
        entries.find(|entry| self.key(*entry) == key)
    }

    /// The characters of a scalar, whatever they mean; `None` for anything else.
    pub fn characters(&self, id: NodeId) -> Option<&str> {
        match &self.content(id).kind {
            NodeKind::Scalar { text, .. } => Some(match text {
                Text::Span(span) => span.text(&self.text),
                Text::Owned(owned) => owned,
            }),
            _ => None,
        }
    }

    /// What a scalar means in the tree's dialect; `None` for anything else. The error is what the
    /// dialect's own reader refuses, in one line.
    pub fn resolve(&self, id: NodeId) -> Option<Result<Resolved<'_>, String>> {
        let (style, tag) = self.written(id)?;
        let characters = self.characters(id)?;
        Some(self.dialect.resolve(characters, style, tag))
    }

    /// A key as the map's reader names it: see [`Dialect::key`].
    pub fn key(&self, entry: Entry) -> Cow<'_, str> {
        match (self.characters(entry.key), self.written(entry.key)) {
            (Some(characters), Some((style, tag))) => self.dialect.key(characters, style, tag),
            _ => Cow::Borrowed(""),
        }
    }

    /// How a scalar is written; `None` for anything else.
    pub fn written(&self, id: NodeId) -> Option<(Style, Tag)> {
        let node = self.content(id);
        match node.kind {
            NodeKind::Scalar { style, .. } => Some((style, node.tag)),
            _ => None,
        }
    }

    /// The place of a span of this file.
    pub fn place(&self, span: Span) -> Place {
        Place::new(self.file, span)
    }
}

//! The spanned tree of one JSON text.

use std::sync::Arc;

use crate::source::{FileId, Place, Span};
use crate::syntax::hcl::Text;

/// One parsed text.
#[derive(Clone, Debug)]
pub struct Tree {
    /// The file.
    pub file: FileId,
    /// Its whole text; all spans are ranges of it.
    pub text: Arc<str>,
    /// The value.
    pub root: Node,
}

/// A value with its range, quotes and brackets included.
#[derive(Clone, Debug)]
pub struct Node {
    /// The range.
    pub span: Span,
    /// What it is.
    pub kind: NodeKind,
}

/// The forms of a value.
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number as written; the span is its text.
    Number,
    /// A string, without its quotes.
    String(Text),
    /// `[ … ]`
    Array(Vec<Node>),
    /// `{ … }`, equal keys included.
    Object(Vec<Member>),
    /// Stands where the text could not be read; a diagnostic says why.
    Invalid,
}

/// `"key": value`.
#[derive(Clone, Debug)]
pub struct Member {
    /// The key with its quotes.
    pub key_span: Span,
    /// The key without them.
    pub key: Text,
    /// The value.
    pub value: Node,
}

impl Tree {
    /// The decoded characters of a string.
    pub fn chars<'a>(&'a self, text: &'a Text) -> &'a str {
        match text {
            Text::Span(span) => span.text(&self.text),
            Text::Owned(owned) => owned,
        }
    }

    /// The place of a span of this file.
    pub fn place(&self, span: Span) -> Place {
        Place::new(self.file, span)
    }
}

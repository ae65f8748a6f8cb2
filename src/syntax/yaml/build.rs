//! Events become documents; what cannot be read becomes a diagnostic.

use std::sync::Arc;

use granit_parser::{ErrorKind, Event, Marker, Parser, ScanError, options};

use super::dialect::Dialect;
use super::document::{Builder, Fault, too_deep};
use super::event;
use super::tree::{Condition, Document, Node, NodeId, NodeKind, Tag, Tree};
use super::{MAX_UNREADABLE, max_depth, max_documents};
use crate::finding::{Code, Diagnostic, Level};
use crate::source::{FileId, LineIndex, Span};

/// Reads a whole stream. A document that cannot be read is there all the same, with its
/// [`Condition`].
pub fn parse(file: FileId, text: Arc<str>, dialect: Dialect) -> (Tree, Vec<Diagnostic>) {
    let tree = Tree {
        file,
        text: Arc::clone(&text),
        dialect,
        documents: Vec::new(),
        comments: Vec::new(),
        nodes: Vec::new(),
        items: Vec::new(),
        entries: Vec::new(),
    };
    let mut reader = Reader {
        tree,
        text: &text,
        base: 0,
        builder: Builder::default(),
        current: Current::default(),
        previous: None,
        diagnostics: Vec::new(),
        lines: None,
    };
    let mut from = u32::try_from(text.len()).ok().map(|_| 0);
    if from.is_none() {
        reader.limit(Span::default(), "text larger than 4 GiB".to_owned());
    }
    for _ in 0..=MAX_UNREADABLE {
        from = from.and_then(|at| reader.documents(at));
    }
    if let Some(at) = from {
        let message = format!("more than {MAX_UNREADABLE} unreadable documents");
        reader.limit(Span::new(at, at), message);
    }
    let Reader {
        mut tree,
        mut diagnostics,
        ..
    } = reader;
    tree.comments.sort_unstable();
    diagnostics.sort_by_key(|diagnostic| diagnostic.place);
    (tree, diagnostics)
}

/// The state of reading one stream.
struct Reader<'a> {
    tree: Tree,
    text: &'a str,
    /// Where the text of the parser begins: behind the last unreadable document.
    base: u32,
    builder: Builder,
    current: Current,
    /// The document before the current one, as long as nothing marks the current one's start.
    previous: Option<Current>,
    diagnostics: Vec<Diagnostic>,
    lines: Option<LineIndex>,
}

/// Where the current document began: in the text, and in the lists of the tree.
#[derive(Clone, Copy, Default)]
struct Current {
    start: u32,
    /// Whether the parser has seen it begin.
    begun: bool,
    nodes: usize,
    items: usize,
    entries: usize,
}

/// Why the reader stops reading events.
enum Stop {
    /// This document cannot be read.
    Document(Fault),
    /// There are too many documents.
    Stream,
}

impl Reader<'_> {
    /// Reads the documents that begin at or after `at`, up to the first one that cannot be read.
    /// Gives where the documents after that one begin.
    fn documents(&mut self, at: u32) -> Option<u32> {
        self.base = at;
        self.begin(at);
        self.previous = None;
        if self.is_full(Span::new(at, at)) {
            return None;
        }
        // Depth is counted here, over both kinds of collection; the parser's own counters come
        // first where a text opens many collections before it gives an event.
        let parser = Parser::new_from_str_with_options(
            self.text.get(at as usize..).unwrap_or(""),
            options! {
                emit_unresolved_aliases: true,
                max_buffered_comment_events: usize::MAX,
                flow_nesting_limit: max_depth() as usize,
                block_nesting_limit: max_depth() as usize,
            },
        );
        for event in parser {
            let read = match event {
                Ok((event, span)) => self.event(event, self.span(span)),
                Err(error) => Err(Stop::Document(self.fault(&error))),
            };
            match read {
                Ok(()) => {}
                Err(Stop::Document(fault)) => return self.fail(fault),
                Err(Stop::Stream) => return None,
            }
        }
        None
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Stop> {
        let (tree, builder) = (&mut self.tree, &mut self.builder);
        match event {
            Event::Scalar(characters, style, anchor, tag) => {
                let node = event::scalar(self.text, span, characters, style, tag.as_deref());
                builder.leaf(tree, node, anchor);
            }
            Event::SequenceStart(_, anchor, tag) | Event::MappingStart(_, anchor, tag) => {
                builder
                    .open(tree, span, event::tag(tag.as_deref()), anchor)
                    .map_err(Stop::Document)?;
            }
            Event::SequenceEnd => builder.close_sequence(tree, event::closing(span)),
            Event::MappingEnd => builder.close_mapping(tree, event::closing(span)),
            Event::Alias(anchor) => builder.alias(tree, anchor, span),
            Event::UnresolvedAlias(_) => builder.alias(tree, 0, span),
            Event::Comment(..) => tree.comments.push(span),
            Event::DocumentStart(..) => {
                if self.is_full(span) {
                    return Err(Stop::Stream);
                }
                self.begin(span.start);
                self.current.begun = true;
                self.previous = None;
            }
            Event::DocumentEnd => self.end(),
            _ => {}
        }
        Ok(())
    }

    /// Whether no further document is kept; the first one that is not, at `span`, is reported.
    fn is_full(&mut self, span: Span) -> bool {
        let full = self.tree.documents.len() >= max_documents();
        if full {
            self.limit(span, format!("more than {} documents", max_documents()));
        }
        full
    }

    fn limit(&mut self, span: Span, message: String) {
        let place = self.tree.place(span);
        self.diagnostics
            .push(Diagnostic::error(Code::Limit, place, message));
    }

    /// The next document begins no earlier than here.
    fn begin(&mut self, start: u32) {
        self.builder.clear();
        self.current = Current {
            start,
            begun: false,
            nodes: self.tree.nodes.len(),
            items: self.tree.items.len(),
            entries: self.tree.entries.len(),
        };
    }

    /// The document is read to its end.
    fn end(&mut self) {
        let Some(root) = self.builder.root else {
            return;
        };
        let start = self.current.start;
        let span = Span::new(start, self.tree.node(root).span.end.max(start));
        if let Some(key) = self.builder.compound_key {
            let message = "a map or a list cannot be a key".to_owned();
            let fault = Fault::new(Code::Parse, key, message);
            if is_template(span.text(self.text)) {
                self.reject(fault, span);
            } else {
                self.builder.note([fault]);
                self.accept(root, span);
            }
        } else {
            self.accept(root, span);
        }
        self.previous = Some(self.current);
        self.begin(span.end);
    }

    fn accept(&mut self, root: NodeId, span: Span) {
        for fault in std::mem::take(&mut self.builder.faults) {
            let diagnostic = self.diagnostic(fault);
            self.diagnostics.push(diagnostic);
        }
        self.tree.documents.push(Document {
            span,
            root,
            condition: Condition::Read,
        });
    }

    /// The current document cannot be read. Gives where the next one begins.
    fn fail(&mut self, fault: Fault) -> Option<u32> {
        self.retract(fault.span.start);
        let from = match self.current.begun {
            true => self.current.start,
            false => fault.span.start.max(self.current.start),
        };
        let mark = next_mark(self.text, from);
        let end = mark.map_or(self.text.len() as u32, |(mark, _)| mark);
        let region = Span::new(self.current.start, end).text(self.text);
        let start = end - region.trim_start().len() as u32;
        self.reject(fault, Span::new(start, start + region.trim().len() as u32));
        mark.map(|(_, next)| next)
    }

    /// A failure with nothing between it and the document before is that document's: the parser
    /// takes a line that does not belong to a document for the beginning of another.
    fn retract(&mut self, failure: u32) {
        let Some(previous) = self.previous.take() else {
            return;
        };
        if next_mark(self.text, self.current.start).is_none_or(|(mark, _)| mark > failure) {
            self.tree.documents.pop();
            self.current = previous;
        }
    }

    /// Drops what was read of the current document and says why.
    fn reject(&mut self, fault: Fault, span: Span) {
        let current = self.current;
        self.tree.nodes.truncate(current.nodes);
        self.tree.items.truncate(current.items);
        self.tree.entries.truncate(current.entries);
        let template = is_template(span.text(self.text));
        let diagnostic = match template {
            true => Diagnostic::error(
                Code::Parse,
                self.tree.place(fault.span),
                "this is a template; render it first",
            )
            .with_level(Level::Note)
            .with_help("check the rendered manifests, as `helm template` writes them"),
            false => self.diagnostic(fault),
        };
        self.diagnostics.push(diagnostic);
        let root = self.tree.push(Node {
            span,
            tag: Tag::None,
            kind: NodeKind::Invalid,
        });
        self.tree.documents.push(Document {
            span,
            root,
            condition: match template {
                true => Condition::Template,
                false => Condition::Broken,
            },
        });
    }

    fn diagnostic(&mut self, fault: Fault) -> Diagnostic {
        let place = self.tree.place(fault.span);
        let Some(first) = fault.first else {
            return Diagnostic::error(fault.code, place, fault.message);
        };
        let lines = self.lines.get_or_insert_with(|| LineIndex::new(self.text));
        let at = lines.position(self.text, first.start);
        let message = format!("{} (first at {}:{})", fault.message, at.line, at.column);
        Diagnostic::error(fault.code, place, message)
            .with_related(self.tree.place(first), "first here")
    }

    fn fault(&self, error: &ScanError) -> Fault {
        let start = self.offset(error.marker());
        let rest = self.text.get(start as usize..).unwrap_or("");
        let width = rest.chars().next().map_or(0, char::len_utf8);
        let span = Span::new(start, start + width as u32);
        match error.kind() {
            ErrorKind::RecursionLimitExceeded => Fault::new(Code::Limit, span, too_deep()),
            kind => Fault::new(Code::Parse, span, kind.to_string()),
        }
    }

    fn span(&self, span: granit_parser::Span) -> Span {
        let start = self.offset(&span.start);
        Span::new(start, self.offset(&span.end).max(start))
    }

    /// A place of the parser in the file, on a character boundary.
    fn offset(&self, marker: &Marker) -> u32 {
        let at = self.base as usize + marker.byte_offset().unwrap_or(0);
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at as u32
    }
}

/// The first line after the one of `from` that ends a document, whatever that document holds: its
/// start, and where the next document begins.
fn next_mark(text: &str, from: u32) -> Option<(u32, u32)> {
    let rest = text.get(from as usize..)?;
    let breaks = rest.bytes().zip(from + 1..);
    let mut starts = breaks.filter(|(byte, _)| matches!(byte, b'\n' | b'\r'));
    starts.find_map(|(_, start)| {
        let line = text.get(start as usize..)?;
        let (mark, after) = line.split_at_checked(3)?;
        if !(after.is_empty() || after.starts_with([' ', '\t', '\r', '\n'])) {
            return None;
        }
        match mark {
            "---" => Some((start, start)),
            "..." => {
                let length = after.find(['\r', '\n']).unwrap_or(after.len());
                Some((start, start + 3 + length as u32))
            }
            _ => None,
        }
    })
}

/// Whether the text looks as if another program fills it in first.
fn is_template(text: &str) -> bool {
    text.contains("{{")
}

#[cfg(test)]
mod tests;

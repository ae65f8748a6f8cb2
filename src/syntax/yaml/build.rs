//! Events become documents; what cannot be read becomes a diagnostic.

use std::borrow::Cow;
use std::sync::Arc;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, options};

use super::dialect::Dialect;
use super::document::{Builder, Fault, too_deep};
use super::tree::{Condition, Document, Node, NodeKind, Style, Tag, Tree};
use super::{MAX_DEPTH, MAX_DOCUMENTS};
use crate::finding::{Code, Diagnostic, Level};
use crate::source::{FileId, LineIndex, Span};
use crate::syntax::hcl::Text;

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
        builder: Builder::default(),
        current: Current::default(),
        previous: None,
        failure: None,
        diagnostics: Vec::new(),
        lines: None,
    };
    reader.stream();
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
    builder: Builder,
    current: Current,
    /// The document before the current one, until a `---` or the like is seen.
    previous: Option<Current>,
    /// Why the current document cannot be read; its end is still to be found.
    failure: Option<Fault>,
    diagnostics: Vec<Diagnostic>,
    lines: Option<LineIndex>,
}

/// Where the current document began: in the text, and in the lists of the tree.
#[derive(Clone, Copy, Default)]
struct Current {
    start: u32,
    nodes: usize,
    items: usize,
    entries: usize,
}

/// What the reader does after an event.
enum Next {
    Event,
    Document,
    Stop,
}

impl Reader<'_> {
    fn stream(&mut self) {
        // Depth is counted here, over both kinds of collection; the parser's own counters come
        // first where a text opens many collections before it gives an event.
        let mut parser = Parser::new_from_str_with_options(
            self.text,
            options! {
                emit_unresolved_aliases: true,
                max_buffered_comment_events: usize::MAX,
                flow_nesting_limit: MAX_DEPTH as usize,
                block_nesting_limit: MAX_DEPTH as usize,
            },
        );
        loop {
            let next = match parser.next_event() {
                Some(Ok((event, span))) => self.event(event, self.span(span)),
                Some(Err(error)) => {
                    self.fail(self.fault(&error));
                    Next::Document
                }
                None => Next::Stop,
            };
            match next {
                Next::Event => {}
                Next::Document if parser.proceed_next_document().is_ok() => {}
                Next::Document | Next::Stop => break,
            }
        }
        self.settle(self.text.len() as u32);
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Next {
        let (tree, builder) = (&mut self.tree, &mut self.builder);
        let deep = match event {
            Event::Scalar(characters, style, anchor, tag) => {
                let node = Node {
                    span: scalar_span(self.text, span, style),
                    tag: tag.map_or(Tag::None, |tag| known(&tag)),
                    kind: NodeKind::Scalar {
                        text: located(self.text, span, characters),
                        style: match style {
                            ScalarStyle::Plain => Style::Plain,
                            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
                            ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
                        },
                    },
                };
                builder.leaf(tree, node, anchor);
                false
            }
            Event::SequenceStart(_, anchor, tag) | Event::MappingStart(_, anchor, tag) => {
                let tag = tag.map_or(Tag::None, |tag| known(&tag));
                !builder.open(tree, span, tag, anchor)
            }
            Event::SequenceEnd => {
                builder.close_sequence(tree, closing(span));
                false
            }
            Event::MappingEnd => {
                builder.close_mapping(tree, closing(span));
                false
            }
            Event::Alias(anchor) => {
                builder.alias(tree, anchor, span);
                false
            }
            Event::UnresolvedAlias(_) => {
                builder.alias(tree, 0, span);
                false
            }
            Event::Comment(..) => {
                tree.comments.push(span);
                false
            }
            Event::DocumentStart(..) => return self.start(span),
            Event::DocumentEnd => {
                self.end();
                false
            }
            _ => false,
        };
        if deep {
            self.fail(Fault::new(Code::Limit, span, too_deep()));
            return Next::Document;
        }
        Next::Event
    }

    fn start(&mut self, span: Span) -> Next {
        self.settle(span.start);
        if self.tree.documents.len() >= MAX_DOCUMENTS {
            let message = format!("more than {MAX_DOCUMENTS} documents");
            let place = self.tree.place(span);
            self.diagnostics
                .push(Diagnostic::error(Code::Limit, place, message));
            return Next::Stop;
        }
        self.begin(span.start);
        self.previous = None;
        Next::Event
    }

    /// The next document begins no earlier than here.
    fn begin(&mut self, start: u32) {
        self.builder.clear();
        self.current = Current {
            start,
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
            if span.text(self.text).contains("{{") {
                self.fail(fault);
                self.settle(span.end);
                return;
            }
            self.builder.faults.push(fault);
        }
        for fault in std::mem::take(&mut self.builder.faults) {
            let diagnostic = self.diagnostic(fault);
            self.diagnostics.push(diagnostic);
        }
        self.tree.documents.push(Document {
            span,
            root,
            condition: Condition::Read,
        });
        self.previous = Some(self.current);
        self.begin(span.end);
    }

    /// The document cannot be read: all of it is dropped.
    fn fail(&mut self, fault: Fault) {
        self.settle(fault.span.start);
        self.retract(fault.span.start);
        let current = self.current;
        self.tree.nodes.truncate(current.nodes);
        self.tree.items.truncate(current.items);
        self.tree.entries.truncate(current.entries);
        self.builder.clear();
        self.failure = Some(fault);
    }

    /// A failure with nothing between it and the document before is that document's: the parser
    /// takes a line that does not belong to a document for the beginning of another.
    fn retract(&mut self, failure: u32) {
        let Some(previous) = self.previous.take() else {
            return;
        };
        let between = Span::new(self.current.start, failure).text(self.text);
        let mut lines = between.lines().skip(1);
        if !lines.any(|line| line.starts_with("---") || line.starts_with("...")) {
            self.tree.documents.pop();
            self.current = previous;
        }
    }

    /// Now that its end is known, an unreadable document takes its place among the others.
    fn settle(&mut self, end: u32) {
        let Some(fault) = self.failure.take() else {
            return;
        };
        let end = end.max(fault.span.end).min(self.text.len() as u32);
        let region = Span::new(self.current.start, end).text(self.text);
        let template = region.contains("{{");
        let begin = end - region.trim_start().len() as u32;
        let span = Span::new(begin, begin + region.trim().len() as u32);
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
        self.begin(end);
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
        let at = error.marker().byte_offset().unwrap_or(0);
        let start = floor(self.text, at);
        let width = self.text.get(start..).and_then(|rest| rest.chars().next());
        let end = start + width.map_or(0, char::len_utf8);
        let span = Span::new(start as u32, end as u32);
        match error.kind() {
            ErrorKind::RecursionLimitExceeded => Fault::new(Code::Limit, span, too_deep()),
            kind => Fault::new(Code::Parse, span, kind.to_string()),
        }
    }

    fn span(&self, span: granit_parser::Span) -> Span {
        let start = floor(self.text, span.start.byte_offset().unwrap_or(0));
        let end = floor(self.text, span.end.byte_offset().unwrap_or(0));
        Span::new(start as u32, end.max(start) as u32)
    }
}

/// The nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Where a collection's closing bracket ends; 0 where it has none.
fn closing(span: Span) -> u32 {
    match span.is_empty() {
        true => 0,
        false => span.end,
    }
}

/// A block scalar ends with its last visible line, not with the line breaks that follow.
fn scalar_span(text: &str, span: Span, style: ScalarStyle) -> Span {
    match style {
        ScalarStyle::Literal | ScalarStyle::Folded => {
            let visible = span.text(text).trim_end().len() as u32;
            Span::new(span.start, span.start + visible)
        }
        _ => span,
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

fn known(tag: &granit_parser::Tag) -> Tag {
    match tag.suffix_in_namespace("tag:yaml.org,2002:").as_deref() {
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

#[cfg(test)]
mod tests;

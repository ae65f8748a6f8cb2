//! The pieces of a template as they are read, before directives are nested: `~` and `<<-` work on
//! this flat list.

use super::parser::{Parsed, Parser};
use super::tree::{ExprId, TemplatePart, Text};
use crate::source::Span;

/// What a heredoc does with its indentation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Indentation {
    /// `<<`
    Kept,
    /// `<<-`
    Flush,
}

/// A literal or one `${ … }`, `%{ … }`. `start` is that of the sequence; `height` counts what is
/// nested in its expression.
pub(super) enum Piece {
    Literal(Characters),
    Interpolation(ExprId, u32),
    If {
        start: u32,
        condition: ExprId,
        height: u32,
    },
    /// The keyword, as in the next two.
    Else(Span),
    EndIf(Span),
    For {
        start: u32,
        key_name: Option<Span>,
        value_name: Span,
        collection: ExprId,
        height: u32,
    },
    EndFor(Span),
}

/// [`Text`] that may still grow.
#[derive(Clone, Debug)]
pub(super) enum Characters {
    Span(Span),
    Owned(String),
}

impl Characters {
    fn as_str<'a>(&'a self, text: &'a str) -> &'a str {
        match self {
            Characters::Span(span) => span.text(text),
            Characters::Owned(owned) => owned,
        }
    }

    pub(super) fn into_text(self) -> Text {
        match self {
            Characters::Span(span) => Text::Span(span),
            Characters::Owned(owned) => Text::Owned(owned.into_boxed_str()),
        }
    }

    /// Adds what follows; stays a span when both stand next to each other.
    pub(super) fn append(&mut self, next: Characters, text: &str) {
        match (&mut *self, next) {
            (_, Characters::Span(next)) if next.is_empty() => {}
            (Characters::Span(span), Characters::Span(next)) if span.end == next.start => {
                span.end = next.end;
            }
            (Characters::Span(span), next) if span.is_empty() => *self = next,
            (Characters::Span(span), next) => {
                *self = Characters::Owned(span.text(text).to_owned() + next.as_str(text));
            }
            (Characters::Owned(owned), next) => owned.push_str(next.as_str(text)),
        }
    }

    fn trim_start(&mut self, text: &str) {
        let length = self.as_str(text).trim_start().len();
        let dropped = self.as_str(text).len() - length;
        self.drop_start(dropped);
    }

    fn trim_end(&mut self, text: &str) {
        let length = self.as_str(text).trim_end().len();
        match self {
            Characters::Span(span) => span.end = span.start + length as u32,
            Characters::Owned(owned) => owned.truncate(length),
        }
    }

    fn drop_start(&mut self, bytes: usize) {
        match self {
            Characters::Span(span) => span.start += bytes as u32,
            Characters::Owned(owned) => drop(owned.drain(..bytes)),
        }
    }
}

/// A directive that waits for its end.
struct Frame {
    start: u32,
    kind: FrameKind,
    /// The parts around it.
    outer: Vec<TemplatePart>,
}

enum FrameKind {
    If {
        condition: ExprId,
        /// The parts before `%{else}`.
        yes: Option<Vec<TemplatePart>>,
    },
    For {
        key_name: Option<Span>,
        value_name: Span,
        collection: ExprId,
    },
}

impl Parser<'_> {
    /// Adds a literal, trimmed when a `~}` stands before it.
    pub(super) fn push_literal(&mut self, mut characters: Characters) {
        if std::mem::take(&mut self.trim) {
            characters.trim_start(self.text);
        }
        self.pieces.push(Piece::Literal(characters));
    }

    /// Applies the `~` of an opening sequence to the literal before it, in the template whose
    /// pieces begin at `first_piece`.
    pub(super) fn trim_last_literal(&mut self, first_piece: usize) {
        let pieces = self.pieces.get_mut(first_piece..).unwrap_or(&mut []);
        if let Some(Piece::Literal(characters)) = pieces.last_mut() {
            characters.trim_end(self.text);
        }
    }

    /// Takes from each line that begins with a literal the white space that all lines share.
    /// Blank lines do not count, and stay as they are.
    pub(super) fn flush(&mut self, first_piece: usize) {
        let text = self.text;
        let pieces = self.pieces.get_mut(first_piece..).unwrap_or(&mut []);
        let mut at_line_start = true;
        let mut shared = usize::MAX;
        let mut lines = Vec::new();
        for (index, piece) in pieces.iter().enumerate() {
            let Piece::Literal(characters) = piece else {
                if std::mem::take(&mut at_line_start) {
                    shared = 0;
                }
                continue;
            };
            let line = characters.as_str(text);
            let ends_line = line.ends_with('\n');
            if std::mem::replace(&mut at_line_start, ends_line) {
                let rest = line.trim_start();
                if !(rest.is_empty() && ends_line) {
                    let indent = line.get(..line.len() - rest.len()).unwrap_or("");
                    shared = shared.min(indent.chars().count());
                    lines.push(index);
                }
            }
        }
        for index in lines {
            if let Some(Piece::Literal(characters)) = pieces.get_mut(index) {
                let line = characters.as_str(text);
                let indent = line.char_indices().nth(shared);
                let bytes = indent.map_or(line.len(), |(bytes, _)| bytes);
                characters.drop_start(bytes);
            }
        }
    }

    /// Nests the pieces from `first_piece` on.
    pub(super) fn template_parts(&mut self, first_piece: usize) -> Parsed<Vec<TemplatePart>> {
        let pieces = self.pieces.split_off(first_piece);
        let mut frames: Vec<Frame> = Vec::new();
        let mut parts = Vec::with_capacity(pieces.len());
        let mut literal: Option<Characters> = None;
        let mut deepest = 0;
        for piece in pieces {
            if let Piece::Literal(next) = piece {
                match &mut literal {
                    Some(literal) => literal.append(next, self.text),
                    None => literal = Some(next),
                }
                continue;
            }
            push_characters(&mut parts, literal.take());
            let nesting = frames.len() as u32;
            match piece {
                Piece::Literal(_) => {}
                Piece::Interpolation(expr, height) => {
                    deepest = deepest.max(nesting + height);
                    parts.push(TemplatePart::Interpolation(expr));
                }
                Piece::If {
                    start,
                    condition,
                    height,
                } => {
                    deepest = deepest.max(nesting + 1 + height);
                    let yes = None;
                    frames.push(Frame {
                        start,
                        kind: FrameKind::If { condition, yes },
                        outer: std::mem::take(&mut parts),
                    });
                }
                Piece::For {
                    start,
                    key_name,
                    value_name,
                    collection,
                    height,
                } => {
                    deepest = deepest.max(nesting + 1 + height);
                    let kind = FrameKind::For {
                        key_name,
                        value_name,
                        collection,
                    };
                    frames.push(Frame {
                        start,
                        kind,
                        outer: std::mem::take(&mut parts),
                    });
                }
                Piece::Else(keyword) => match frames.last_mut().map(|frame| &mut frame.kind) {
                    Some(FrameKind::If { yes, .. }) if yes.is_none() => {
                        *yes = Some(std::mem::take(&mut parts));
                    }
                    _ => return self.fail(keyword, "`else` without an `if` before it"),
                },
                Piece::EndIf(keyword) => match frames.pop() {
                    Some(Frame {
                        start,
                        kind: FrameKind::If { condition, yes },
                        mut outer,
                    }) => {
                        let (yes, no) = match yes {
                            Some(yes) => (yes, parts),
                            None => (parts, Vec::new()),
                        };
                        outer.push(TemplatePart::If {
                            span: self.directive_span(start, keyword),
                            condition,
                            yes,
                            no,
                        });
                        parts = outer;
                    }
                    _ => return self.fail(keyword, "`endif` without an `if` before it"),
                },
                Piece::EndFor(keyword) => match frames.pop() {
                    Some(Frame {
                        start,
                        kind:
                            FrameKind::For {
                                key_name,
                                value_name,
                                collection,
                            },
                        mut outer,
                    }) => {
                        outer.push(TemplatePart::For {
                            span: self.directive_span(start, keyword),
                            key_name,
                            value_name,
                            collection,
                            body: parts,
                        });
                        parts = outer;
                    }
                    _ => return self.fail(keyword, "`endfor` without a `for` before it"),
                },
            }
            self.height = deepest;
            self.check_depth()?;
        }
        push_characters(&mut parts, literal);
        self.height = deepest;
        match frames.pop() {
            None => Ok(parts),
            Some(Frame { start, kind, .. }) => {
                let start = Span::new(start, start + 2);
                let message = match kind {
                    FrameKind::If { .. } => "expected `%{endif}` for this `%{if}`",
                    FrameKind::For { .. } => "expected `%{endfor}` for this `%{for}`",
                };
                self.fail(start, message)
            }
        }
    }

    /// From the start of the first directive to the `}` after the last one's keyword.
    fn directive_span(&self, start: u32, keyword: Span) -> Span {
        let after = self.rest(keyword.end as usize);
        let close = memchr::memchr(b'}', after).map_or(0, |at| at + 1);
        Span::new(start, keyword.end + close as u32)
    }
}

fn push_characters(parts: &mut Vec<TemplatePart>, characters: Option<Characters>) {
    if let Some(characters) = characters {
        let is_empty = match &characters {
            Characters::Span(span) => span.is_empty(),
            Characters::Owned(owned) => owned.is_empty(),
        };
        if !is_empty {
            parts.push(TemplatePart::Literal(characters.into_text()));
        }
    }
}

//! Heredocs: `<<NAME`, lines of a template, and the name on a line of its own.

use super::brackets::Open;
use super::messages::clip;
use super::parser::{Parsed, Parser};
use super::pieces::Indentation;
use super::tree::ExprId;
use crate::source::Span;

/// `<<NAME` and its newline.
#[derive(Clone, Copy)]
pub(super) struct Opening {
    /// The name that closes it.
    pub(super) name: Span,
    /// Where the first line begins.
    pub(super) content: usize,
    indentation: Indentation,
}

impl Parser<'_> {
    /// The heredoc opening that stands here, if one does.
    pub(super) fn heredoc_opening(&self) -> Option<Opening> {
        if !self.looking_at("<<") {
            return None;
        }
        let flush = self.byte(self.at + 2) == b'-';
        let start = self.at + 2 + usize::from(flush);
        let end = self.name_end(start)?;
        let content = match (self.byte(end), self.byte(end + 1)) {
            (b'\n', _) => end + 1,
            (b'\r', b'\n') => end + 2,
            _ => return None,
        };
        Some(Opening {
            name: Span::new(start as u32, end as u32),
            content,
            indentation: if flush {
                Indentation::Flush
            } else {
                Indentation::Kept
            },
        })
    }

    /// Reads a heredoc. The newline after its closing name is left: it ends the item.
    pub(super) fn heredoc(&mut self, opening: Opening) -> Parsed<ExprId> {
        let start = self.at;
        let first_piece = self.pieces.len();
        self.open.push(Open::Heredoc(opening.name), start);
        self.at = opening.content;
        let end = loop {
            let Some(length) = self.newline_after(self.at) else {
                return self.unclosed_heredoc(start, opening.name);
            };
            if let Some(end) = self.closing_name(self.at + length, opening.name) {
                break end;
            }
            self.template_line(first_piece)?;
            if self.at_end() {
                return self.unclosed_heredoc(start, opening.name);
            }
        };
        self.open.pop();
        let span = Span::new(start as u32, end as u32);
        self.at = self.line_end(end);
        if opening.indentation == Indentation::Flush {
            self.flush(first_piece);
        }
        self.template(span, opening.content, first_piece)
    }

    /// Whether the line from here to `line_end` is the name that closes a heredoc: where the
    /// name ends.
    fn closing_name(&self, line_end: usize, name: Span) -> Option<usize> {
        let mut first = self.at;
        while matches!(self.byte(first), b' ' | b'\t') {
            first += 1;
        }
        let name = self.str(name);
        let byte = self.byte(first);
        if byte != *name.as_bytes().first()? && byte > b' ' && byte < 0x80 {
            return None;
        }
        let line = self.text.get(first..line_end)?;
        let line = line.strip_suffix('\r').unwrap_or(line);
        let begin = first + (line.len() - line.trim_start().len());
        (line.trim() == name && !line.contains('\r')).then_some(begin + name.len())
    }

    #[cold]
    fn unclosed_heredoc<T>(&mut self, start: usize, name: Span) -> Parsed<T> {
        let opening = Span::new(start as u32, name.end);
        let name = clip(self.str(name));
        let message = format!("heredoc not closed: expected `{name}` on a line of its own");
        let failed = self.fail(opening, message);
        self.cut(start);
        failed
    }
}

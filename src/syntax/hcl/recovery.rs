//! The way on after an error: to the next item of the body.
//!
//! Recovery goes forward from the place of the error, with the brackets that are open there. An
//! item ends at the end of a line outside brackets, before a `}` that is not its own, or, when
//! brackets are unclosed, before a line that is indented no deeper than the item and looks like
//! another one.

use super::brackets::Open;
use super::parser::{Newlines, Parsed, Parser};
use crate::source::Span;

/// What recoveries have to remember.
#[derive(Default)]
pub(super) struct Recovery {
    /// Where the last bad item ended, if it was one line.
    bad_line: Option<usize>,
    /// A heredoc without end was met while skipping: others are no longer looked for.
    no_heredocs: bool,
}

impl Parser<'_> {
    /// Goes from the place of an error to the end of the item that began at `start`.
    pub(super) fn recover(&mut self, start: usize) {
        let indent = self.indent(start);
        if !self.back_to_item(start, indent) {
            self.leave_heredoc();
            self.skip(Some(indent));
            while self.at_leftover(indent) {
                self.open.clear();
                self.skip(Some(indent));
            }
        }
        self.newlines = Newlines::End;
        self.depth = 0;
        self.open.clear();
        self.pieces.clear();
        let last = self.at.saturating_sub(1);
        let is_line = self.line_start(last) == self.line_start(start);
        self.recovery.bad_line = is_line.then_some(self.at);
    }

    /// Whether `start` stands in the line after a bad item of one line.
    pub(super) fn follows_bad_line(&self, start: usize) -> bool {
        let bad_line = self.recovery.bad_line;
        bad_line.is_some_and(|end| self.line_start(start) == end)
    }

    /// Skips a block from its `{` on.
    pub(super) fn skip_block(&mut self) -> Parsed<()> {
        self.skip(None);
        self.open.clear();
        Ok(())
    }

    /// How far the line that holds `at` is indented.
    pub(super) fn indent(&self, at: usize) -> usize {
        let line = self.line_start(at);
        self.first_of_line(line) - line
    }

    fn first_of_line(&self, line: usize) -> usize {
        let mut at = line;
        while matches!(self.byte(at), b' ' | b'\t') {
            at += 1;
        }
        at
    }

    /// When an unclosed bracket made the parser read on into the line of another item, goes back
    /// to the start of that line.
    fn back_to_item(&mut self, start: usize, indent: usize) -> bool {
        let line = self.line_start(self.at);
        if line <= start || self.open.is_empty() || !self.ends_item(line, indent) {
            return false;
        }
        self.at = line;
        while let Some(last) = self.comments.last()
            && last.span.start as usize >= line
        {
            self.comments.pop();
        }
        true
    }

    /// Whether the next line still belongs to a bad item indented by `indent`: it is indented
    /// deeper, or closes a bracket at the same depth. Goes to what must be skipped of it. An item
    /// that is not indented as its block asks for tells nothing.
    fn at_leftover(&mut self, indent: usize) -> bool {
        let well_indented = match self.blocks.last() {
            Some((_, block)) => indent > *block,
            None => indent == 0,
        };
        let mut line = self.line_start(self.at);
        let mut first = self.first_of_line(line);
        if !well_indented || first < self.at {
            return false;
        }
        while let Some(next) = self.after_newline(first) {
            line = next;
            first = self.first_of_line(line);
        }
        let closes = matches!(self.byte(first), b'}' | b']' | b')');
        let column = first.saturating_sub(line);
        if self.byte(first) == 0 || column < indent || (column == indent && !closes) {
            return false;
        }
        // At the left margin a `}` may close the block that was bad.
        self.at = first + usize::from(closes);
        column > 0
    }

    /// Whether the line that starts at `line` does not belong to an item indented by `indent`.
    fn ends_item(&self, line: usize, indent: usize) -> bool {
        let first = self.first_of_line(line);
        let column = first - line;
        (column < indent && self.byte(first) == b'}')
            || (column <= indent && self.looks_like_item(first))
    }

    /// Whether `name =` or a block header stands at `at`.
    fn looks_like_item(&self, at: usize) -> bool {
        let Some(mut end) = self.name_end(at) else {
            return false;
        };
        end = self.first_of_line(end);
        match self.byte(end) {
            b'=' => !matches!(self.byte(end + 1), b'=' | b'>'),
            _ => self.looks_like_block(at),
        }
    }

    /// Whether a block header up to its `{` stands at `at`, on one line.
    pub(super) fn looks_like_block(&self, at: usize) -> bool {
        let Some(mut end) = self.name_end(at) else {
            return false;
        };
        loop {
            end = self.first_of_line(end);
            match self.byte(end) {
                b'{' => return true,
                b'"' => {
                    end += 1;
                    while !matches!(self.byte(end), b'"' | b'\n' | 0) {
                        end += 1;
                    }
                    if self.byte(end) != b'"' {
                        return false;
                    }
                    end += 1;
                }
                _ => match self.name_end(end) {
                    Some(next) => end = next,
                    None => return false,
                },
            }
        }
    }

    /// Skips to the end of an item: see the module. Without an `indent` only brackets count.
    fn skip(&mut self, indent: Option<usize>) {
        while !self.at_end() {
            if let Some((Open::Quote, _)) = self.open.last() {
                self.skip_quoted();
                continue;
            }
            match self.byte(self.at) {
                b'\n' => {
                    if self.open.is_empty() {
                        self.at += 1;
                        return;
                    }
                    self.at += 1;
                    if indent.is_some_and(|indent| self.ends_item(self.at, indent)) {
                        return;
                    }
                }
                b'#' => self.line_comment(),
                b'/' if self.byte(self.at + 1) == b'/' => self.line_comment(),
                b'/' if self.byte(self.at + 1) == b'*' => self.block_comment(),
                b'"' => self.skip_open(Open::Quote),
                b'(' => self.skip_open(Open::Paren),
                b'[' => self.skip_open(Open::Bracket),
                b'{' => self.skip_open(Open::Brace),
                b')' => self.skip_close(&[Open::Paren]),
                b']' => self.skip_close(&[Open::Bracket]),
                b'}' => {
                    let is_own = self.open.has(Open::Brace) || self.open.has(Open::Sequence);
                    if !is_own && !self.blocks.is_empty() {
                        return;
                    }
                    self.skip_close(&[Open::Brace, Open::Sequence]);
                }
                b'<' if self.byte(self.at + 1) == b'<' => self.skip_heredoc(),
                _ => self.at += 1,
            }
        }
        // Whatever is open has lost the rest of the text: one message is enough.
        self.ended |= !self.open.is_empty();
    }

    fn skip_open(&mut self, open: Open) {
        self.open.push(open, self.at);
        self.at += 1;
    }

    fn skip_close(&mut self, kinds: &[Open]) {
        self.open.close(kinds);
        self.at += 1;
    }

    /// Skips literal characters of a quoted string. A string that the line does not close takes
    /// nothing of the next one, and the interpolations it stands in are given up with it.
    fn skip_quoted(&mut self) {
        while !self.at_end() {
            match self.byte(self.at) {
                b'"' => {
                    self.open.pop();
                    self.at += 1;
                    return;
                }
                b'\n' => {
                    self.open.close_quotes();
                    return;
                }
                b'\\' if matches!(self.byte(self.at + 1), b'"' | b'\\') => self.at += 2,
                sign @ (b'$' | b'%') if self.byte(self.at + 1) == b'{' => {
                    let escaped = self.at.checked_sub(1).map(|last| self.byte(last)) == Some(sign);
                    self.at += 2;
                    if !escaped {
                        self.open.push(Open::Sequence, self.at - 2);
                        return;
                    }
                }
                _ => self.at += 1,
            }
        }
    }

    /// Skips a heredoc that begins here, if one does and has an end.
    fn skip_heredoc(&mut self) {
        let Some(opening) = self.heredoc_opening() else {
            self.at += 1;
            return;
        };
        if !self.recovery.no_heredocs {
            match self.heredoc_end(opening.content, opening.name) {
                Some(end) => {
                    self.at = end;
                    return;
                }
                None => self.recovery.no_heredocs = true,
            }
        }
        self.at = opening.name.end as usize;
    }

    /// After an error inside a heredoc, goes to its end; without one the text is cut.
    fn leave_heredoc(&mut self) {
        let Some((name, start)) = self.open.close_heredocs() else {
            return;
        };
        match self.heredoc_end(self.at, name) {
            Some(end) => self.at = end,
            None => self.cut(start),
        }
    }

    /// Where the line ends that closes the heredoc `name`, searched from `from` on.
    fn heredoc_end(&self, from: usize, name: Span) -> Option<usize> {
        let mut line = from;
        loop {
            let length = self.newline_after(line)?;
            let text = self.text.get(line..line + length)?;
            let is_whole_line = line > from || self.line_start(from) == from;
            if is_whole_line && text.trim() == self.str(name) {
                return Some(self.line_end(line));
            }
            line += length + 1;
        }
    }
}

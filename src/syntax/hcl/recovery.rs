//! The way on after an error: to the next item of the body, and back out of what is not closed.
//!
//! Recovery goes forward from the place of the error, with the brackets that are open there. An
//! item ends at the end of a line outside brackets, before a `}` that is not its own, or, when
//! brackets are unclosed, before a line that is indented no deeper than the item and looks like
//! another one.
//!
//! Two mistakes show only at the end of the file. *A missing `}`*: the following blocks have been
//! read as nested ones. The first of them at the left margin is where the file is read again,
//! once; from then on such a block ends the one it stands in at once. *An unclosed heredoc or
//! comment*: the text is cut before it, and reading resumes at the next block at the left margin,
//! a counted number of times. So the work stays linear.

use super::parser::{Failed, Newlines, Open, Parsed, Parser};
use crate::source::Span;

/// How many unclosed heredocs and comments a file may have before the rest of it is given up.
const MAX_CUTS: u32 = 8;

/// Where reading can start again.
#[derive(Default)]
pub(super) struct Restart {
    /// The first block at the left margin inside the current top-level block.
    mark: Option<Mark>,
    /// A block at the left margin ends the one it stands in.
    strict: bool,
    /// Blocks are being left: reading starts again at the top level.
    unwinding: bool,
    /// Where the text was cut.
    cut: Option<usize>,
    /// How often it was.
    cuts: u32,
    /// Where the last bad item ended, if it was one line.
    bad_line: Option<usize>,
    /// A heredoc without end was met while skipping: others are no longer looked for.
    no_heredocs: bool,
}

/// The state before a block at the left margin.
pub(super) struct Mark {
    at: usize,
    header: Span,
    exprs: usize,
    comments: usize,
    diagnostics: usize,
}

impl Parser<'_> {
    /// Whether blocks are being left because one of them has no `}`.
    pub(super) fn unwinding(&self) -> bool {
        self.restart.unwinding
    }

    /// Whether blocks were being left. They are no longer.
    pub(super) fn unwound(&mut self) -> bool {
        std::mem::take(&mut self.restart.unwinding)
    }

    /// The state before the block type `kind`, when that stands at the left margin inside a
    /// block.
    pub(super) fn mark(&self, kind: Span) -> Option<Mark> {
        let at = kind.start as usize;
        let at_margin = at
            .checked_sub(1)
            .is_some_and(|last| self.byte(last) == b'\n');
        (at_margin && !self.blocks.is_empty()).then_some(Mark {
            at,
            header: kind,
            exprs: self.exprs.len(),
            comments: self.comments.len(),
            diagnostics: self.diagnostics.len(),
        })
    }

    /// Takes note of a block at the left margin; fails to start again there.
    pub(super) fn may_restart_at(&mut self, mark: Option<Mark>, header: Span) -> Parsed<()> {
        let Some(mark) = mark.map(|mark| Mark { header, ..mark }) else {
            return Ok(());
        };
        if self.restart.strict {
            self.restart_at(mark);
            return Err(Failed);
        }
        self.restart.mark.get_or_insert(mark);
        Ok(())
    }

    /// The top-level block is closed: its blocks at the left margin were its own.
    pub(super) fn forget_mark(&mut self) {
        self.restart.mark = None;
    }

    /// The text ends inside a block.
    pub(super) fn unclosed_block(&mut self) {
        match self.restart.mark.take() {
            Some(mark) if !self.ended => self.restart_at(mark),
            _ => {
                let _: Parsed<()> = self.expected("`}`");
            }
        }
    }

    fn restart_at(&mut self, mark: Mark) {
        self.exprs.truncate(mark.exprs);
        self.comments.truncate(mark.comments);
        self.diagnostics.truncate(mark.diagnostics);
        self.blocks.truncate(1);
        self.at = mark.at;
        self.report(mark.header, "expected `}` before this block");
        self.restart.unwinding = true;
        self.restart.strict = true;
        self.restart.mark = None;
    }

    /// Cuts the text before the unclosed heredoc or comment at `start`.
    pub(super) fn cut(&mut self, start: usize) {
        self.bytes = self.bytes.get(..start).unwrap_or(self.bytes);
        self.at = start;
        self.ended = true;
        self.restart.cut = Some(start);
    }

    /// Goes to the next block at the left margin after a cut, if there was one.
    pub(super) fn resume_after_cut(&mut self) -> bool {
        let Some(cut) = self.restart.cut.take() else {
            return false;
        };
        self.bytes = self.text.as_bytes();
        self.at = self.bytes.len();
        self.restart.cuts += 1;
        if self.restart.cuts > MAX_CUTS {
            return false;
        }
        let mut line = cut;
        while let Some(length) = self.newline_after(line) {
            line += length + 1;
            if self.looks_like_block(line) {
                self.at = line;
                self.ended = false;
                return true;
            }
        }
        false
    }

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
        self.restart.bad_line = is_line.then_some(self.at);
    }

    /// Whether `start` stands in the line after a bad item of one line.
    pub(super) fn follows_bad_line(&self, start: usize) -> bool {
        let bad_line = self.restart.bad_line;
        bad_line.is_some_and(|end| self.line_start(start) == end)
    }

    /// Skips a block from its `{` on.
    pub(super) fn skip_block(&mut self) -> Parsed<()> {
        self.skip(None);
        self.open.clear();
        Ok(())
    }

    /// How far the line that holds `at` is indented.
    fn indent(&self, at: usize) -> usize {
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
            Some(header) => indent > self.indent(header.start as usize),
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
    fn looks_like_block(&self, at: usize) -> bool {
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
                b')' => self.skip_close(|open| open == Open::Paren),
                b']' => self.skip_close(|open| open == Open::Bracket),
                b'}' => {
                    let is_own = |open| matches!(open, Open::Brace | Open::Sequence);
                    let is_of_block = !self.open.iter().any(|(open, _)| is_own(*open));
                    if is_of_block && !self.blocks.is_empty() {
                        return;
                    }
                    self.skip_close(is_own);
                }
                b'<' if self.byte(self.at + 1) == b'<' => self.skip_heredoc(),
                _ => self.at += 1,
            }
        }
        // Whatever is open has lost the rest of the text: one message is enough.
        self.ended |= !self.open.is_empty();
    }

    fn skip_open(&mut self, open: Open) {
        self.open.push((open, self.at));
        self.at += 1;
    }

    /// Closes the innermost bracket that `is_own` accepts, and all within it.
    fn skip_close(&mut self, is_own: impl Fn(Open) -> bool) {
        if let Some(index) = self.open.iter().rposition(|(open, _)| is_own(*open)) {
            self.open.truncate(index);
        }
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
                    let is_quote = |open: &(Open, usize)| open.0 == Open::Quote;
                    let outermost = self.open.iter().position(is_quote).unwrap_or(0);
                    self.open.truncate(outermost);
                    return;
                }
                b'\\' if matches!(self.byte(self.at + 1), b'"' | b'\\') => self.at += 2,
                sign @ (b'$' | b'%') if self.byte(self.at + 1) == b'{' => {
                    let escaped = self.at.checked_sub(1).map(|last| self.byte(last)) == Some(sign);
                    self.at += 2;
                    if !escaped {
                        self.open.push((Open::Sequence, self.at - 2));
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
        if !self.restart.no_heredocs {
            match self.heredoc_end(opening.content, opening.name) {
                Some(end) => {
                    self.at = end;
                    return;
                }
                None => self.restart.no_heredocs = true,
            }
        }
        self.at = opening.content;
    }

    /// After an error inside a heredoc, goes to its end; without one the text is cut.
    fn leave_heredoc(&mut self) {
        let heredoc = self
            .open
            .iter()
            .enumerate()
            .find_map(|(index, open)| match open {
                (Open::Heredoc(name), start) => Some((index, *name, *start)),
                _ => None,
            });
        let Some((index, name, start)) = heredoc else {
            return;
        };
        self.open.truncate(index);
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

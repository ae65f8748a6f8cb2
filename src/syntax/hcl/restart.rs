//! Mistakes that show only at the end of the file.
//!
//! *A missing `}`*: the following blocks have been read as nested ones. The first of them at the
//! left margin is where the file is read again, once; from then on such a block ends the one it
//! stands in at once. *An unclosed heredoc or comment*: the text is cut before it, and reading
//! resumes at the next block at the left margin, a counted number of times. So the work stays
//! linear.

use super::parser::{Failed, Parsed, Parser};
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
}

//! The parser's place in the text: bytes, blanks, comments, names, brackets.
//!
//! There are no tokens: each production looks at the next byte after skipping blanks. Whether a
//! newline is a blank depends on the innermost bracket ([`Parser::newlines`]), so blanks are
//! skipped before something is read, never after it.

use std::ops::Range;

use memchr::{memchr, memmem, memrchr};

use super::brackets::{Brackets, Open};
use super::max_depth;
use super::pieces::Piece;
use super::recovery::Recovery;
use super::restart::Restart;
use super::tree::{Comment, Expr, ExprId, ExprKind, Text};
use crate::finding::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// The item cannot be read further; a diagnostic has been recorded. Whoever reads body items
/// recovers.
#[derive(Debug)]
pub(super) struct Failed;

pub(super) type Parsed<T> = Result<T, Failed>;

/// Whether a newline ends something or is a blank.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Newlines {
    /// In bodies and objects.
    End,
    /// In parentheses, brackets, calls, interpolations and `for`.
    Blank,
}

/// A place in a text, with what has been read before it.
pub(super) struct Parser<'t> {
    pub(super) file: FileId,
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    /// What the text is, for messages about its end.
    pub(super) whole: &'static str,
    /// The next byte to read.
    pub(super) at: usize,
    pub(super) newlines: Newlines,
    /// How many expressions (and traversal steps) the current one is nested in.
    pub(super) depth: u32,
    /// How many are nested in the expression read last.
    pub(super) height: u32,
    /// The brackets of the current item that are open here: recovery continues from there.
    pub(super) open: Brackets,
    /// The headers of the blocks that are open here, and how far their lines are indented.
    pub(super) blocks: Vec<(Span, usize)>,
    /// The pieces of the templates that are being read.
    pub(super) pieces: Vec<Piece>,
    /// A `~}` was read last: it trims the literal that follows.
    pub(super) trim: bool,
    pub(super) exprs: Vec<Expr>,
    pub(super) comments: Vec<Comment>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The end of the file was reached by something unclosed: no further message about the end.
    pub(super) ended: bool,
    pub(super) recovery: Recovery,
    pub(super) restart: Restart,
    /// How many bytes were looked at, some of them several times: `linear.rs` watches it.
    #[cfg(test)]
    pub(super) steps: std::cell::Cell<usize>,
}

impl<'t> Parser<'t> {
    /// A parser at the byte `at` of `text`, which is smaller than 4 GiB.
    pub(super) fn new(file: FileId, text: &'t str, at: usize) -> Self {
        Parser {
            file,
            text,
            bytes: text.as_bytes(),
            whole: "file",
            at,
            newlines: Newlines::End,
            depth: 0,
            height: 0,
            open: Brackets::default(),
            blocks: Vec::new(),
            pieces: Vec::new(),
            trim: false,
            exprs: Vec::new(),
            comments: Vec::new(),
            diagnostics: Vec::new(),
            ended: false,
            recovery: Recovery::default(),
            restart: Restart::default(),
            #[cfg(test)]
            steps: std::cell::Cell::default(),
        }
    }

    /// What was read.
    pub(super) fn finish(self) -> (Vec<Expr>, Vec<Comment>, Vec<Diagnostic>) {
        (self.exprs, self.comments, self.diagnostics)
    }

    /// The byte at `at`; 0 at the end (and for a NUL, which no production accepts either).
    #[inline(always)]
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.count(1);
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// Counts bytes that are looked at, in tests.
    #[inline(always)]
    fn count(&self, _bytes: usize) {
        #[cfg(test)]
        self.steps.set(self.steps.get() + _bytes);
    }

    /// What `search` finds in a range of the bytes, as a distance from its start.
    #[inline]
    pub(super) fn find(
        &self,
        range: Range<usize>,
        search: impl Fn(&[u8]) -> Option<usize>,
    ) -> Option<usize> {
        let bytes = self.bytes.get(range)?;
        let found = search(bytes);
        self.count(found.unwrap_or(bytes.len()));
        found
    }

    /// How far it is from `at` to the next newline.
    #[inline]
    pub(super) fn newline_after(&self, at: usize) -> Option<usize> {
        self.find(at..self.bytes.len(), |rest| memchr(b'\n', rest))
    }

    /// Where the line that holds `at` begins.
    pub(super) fn line_start(&self, at: usize) -> usize {
        let before = self.bytes.get(..at).unwrap_or(self.bytes);
        let start = memrchr(b'\n', before).map_or(0, |newline| newline + 1);
        self.count(at - start);
        start
    }

    /// Whether the text goes on with `what`.
    #[inline]
    pub(super) fn looking_at(&self, what: &str) -> bool {
        self.rest(self.at).starts_with(what.as_bytes())
    }

    /// The bytes from `at` on.
    #[inline]
    pub(super) fn rest(&self, at: usize) -> &'t [u8] {
        self.bytes.get(at..).unwrap_or(&[])
    }

    /// The text from `start` to here.
    #[inline]
    pub(super) fn since(&self, start: usize) -> Span {
        Span::new(start as u32, self.at as u32)
    }

    /// Skips blanks and comments and gives the byte that follows; 0 at the end.
    #[inline(always)]
    pub(super) fn peek(&mut self) -> u8 {
        loop {
            let byte = self.byte(self.at);
            match byte {
                b' ' | b'\t' => self.at += 1,
                b'\n' if self.newlines == Newlines::Blank => self.at += 1,
                b'\r' if self.newlines == Newlines::Blank && self.byte(self.at + 1) == b'\n' => {
                    self.at += 2;
                }
                b'#' => self.line_comment(),
                b'/' => match self.byte(self.at + 1) {
                    b'/' => self.line_comment(),
                    b'*' => self.block_comment(),
                    _ => return byte,
                },
                _ => return byte,
            }
        }
    }

    /// Records the comment that starts here, up to its line ending.
    pub(super) fn line_comment(&mut self) {
        let start = self.at;
        self.at = self.line_end(start);
        self.comments.push(Comment {
            span: self.since(start),
        });
    }

    /// Records the `/* … */` that starts here; an unclosed one is an error that takes the rest
    /// of the file.
    #[cold]
    pub(super) fn block_comment(&mut self) {
        let start = self.at;
        let content = start + 2..self.bytes.len();
        match self.find(content, |content| memmem::find(content, b"*/")) {
            Some(length) => self.at = start + 2 + length + 2,
            None => {
                let opening = Span::new(start as u32, start as u32 + 2);
                self.report(opening, "comment not closed: expected `*/`");
                self.cut(start);
                return;
            }
        }
        self.comments.push(Comment {
            span: self.since(start),
        });
    }

    /// Where the line that holds `at` ends, its line ending left out.
    pub(super) fn line_end(&self, at: usize) -> usize {
        match self.newline_after(at) {
            Some(0) => at,
            Some(length) if self.byte(at + length - 1) == b'\r' => at + length - 1,
            Some(length) => at + length,
            None => self.bytes.len(),
        }
    }

    /// Reads a newline that is not a blank, if one is here.
    #[inline]
    pub(super) fn newline(&mut self) -> bool {
        let next = self.after_newline(self.at);
        self.at = next.unwrap_or(self.at);
        next.is_some()
    }

    /// Where the next line begins, if a newline stands at `at`.
    #[inline]
    pub(super) fn after_newline(&self, at: usize) -> Option<usize> {
        match self.byte(at) {
            b'\n' => Some(at + 1),
            b'\r' if self.byte(at + 1) == b'\n' => Some(at + 2),
            _ => None,
        }
    }

    /// Whether the end of the text is here. (A zero byte of [`Parser::peek`] may be a NUL.)
    #[inline]
    pub(super) fn at_end(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// Whether `byte` may begin a name. Non-ASCII bytes may or may not: [`Parser::name`] knows.
    #[inline(always)]
    pub(super) fn may_begin_name(byte: u8) -> bool {
        byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
    }

    /// Reads the name that starts here, if one does.
    #[inline]
    pub(super) fn name(&mut self) -> Option<Span> {
        let start = self.at;
        let end = self.name_end(start)?;
        self.at = end;
        Some(self.since(start))
    }

    /// Where the name that starts at `start` ends.
    #[inline]
    pub(super) fn name_end(&self, start: usize) -> Option<usize> {
        let first = self.byte(start);
        if !(first.is_ascii_alphabetic() || first == b'_') {
            return if first >= 0x80 {
                self.name_end_unicode(start, start)
            } else {
                None
            };
        }
        let mut end = start + 1;
        while NAME_CONTINUES[self.byte(end) as usize] {
            end += 1;
        }
        if self.byte(end) >= 0x80 {
            return self.name_end_unicode(start, end);
        }
        Some(end)
    }

    /// [`Parser::name_end`], continued at `from` with characters beyond ASCII.
    #[cold]
    fn name_end_unicode(&self, start: usize, from: usize) -> Option<usize> {
        let mut end = from;
        for character in self.text.get(from..)?.chars() {
            let fits = if end == start {
                unicode_id_start::is_id_start(character)
            } else {
                unicode_id_start::is_id_continue(character) || character == '-'
            };
            if !fits {
                break;
            }
            end += character.len_utf8();
        }
        (end > start).then_some(end)
    }

    /// The text of `span`.
    #[inline]
    pub(super) fn str(&self, span: Span) -> &'t str {
        span.text(self.text)
    }

    /// Whether the name `word` stands here. Reads nothing.
    #[inline]
    pub(super) fn looking_at_word(&self, word: &str) -> bool {
        self.looking_at(word) && self.name_end(self.at) == Some(self.at + word.len())
    }

    /// Whether what stands here gives a value to the name or key before it: `=`, and not the
    /// operators that begin with it.
    #[inline]
    pub(super) fn at_equals(&mut self) -> bool {
        self.peek() == b'=' && !matches!(self.byte(self.at + 1), b'=' | b'>')
    }

    /// Whether a colon stands here, and not `::`.
    #[inline]
    pub(super) fn at_colon(&mut self) -> bool {
        self.peek() == b':' && self.byte(self.at + 1) != b':'
    }

    /// Reads an opening bracket, within which newlines are blanks. Gives what they were outside,
    /// for [`Parser::leave`].
    pub(super) fn enter(&mut self, open: Open) -> Newlines {
        self.open.push(open, self.at);
        self.at += 1;
        std::mem::replace(&mut self.newlines, Newlines::Blank)
    }

    /// Reads the closing bracket that is here.
    pub(super) fn leave(&mut self, newlines: Newlines) {
        self.at += 1;
        self.open.pop();
        self.newlines = newlines;
    }

    /// Adds an expression to the arena.
    #[inline]
    pub(super) fn push(&mut self, span: Span, kind: ExprKind) -> ExprId {
        let id = ExprId(self.exprs.len() as u32);
        self.exprs.push(Expr { span, kind });
        id
    }

    /// Makes a string of a span of the text.
    pub(super) fn push_string(&mut self, span: Span, text: Span) -> ExprId {
        self.push(span, ExprKind::String(Text::Span(text)))
    }

    /// The range of an expression.
    #[inline]
    pub(super) fn span(&self, id: ExprId) -> Span {
        self.exprs
            .get(id.0 as usize)
            .map_or(Span::new(0, 0), |expr| expr.span)
    }

    /// Enters a nested expression, if the counter allows. Whoever enters leaves by
    /// `depth -= 1`, unless it fails: recovery resets the counter.
    #[inline]
    pub(super) fn descend(&mut self) -> Parsed<()> {
        self.depth += 1;
        if self.depth > max_depth() {
            return self.too_deep();
        }
        Ok(())
    }

    /// Counts one more traversal step on top of the expression read last.
    #[inline]
    pub(super) fn ascend(&mut self) -> Parsed<()> {
        self.height += 1;
        self.check_depth()
    }

    /// Fails when the expression read last makes the one it stands in too deep.
    #[inline]
    pub(super) fn check_depth(&mut self) -> Parsed<()> {
        if self.depth + self.height > max_depth() {
            return self.too_deep();
        }
        Ok(())
    }

    #[cold]
    pub(super) fn too_deep<T>(&mut self) -> Parsed<T> {
        let here = self.here();
        self.record(
            Code::Limit,
            here,
            format!("expression nested deeper than {}", max_depth()),
        );
        Err(Failed)
    }
}

/// The ASCII bytes that may stand in a name after its first.
static NAME_CONTINUES: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        let it = byte as u8;
        table[byte] = it.is_ascii_alphanumeric() || it == b'_' || it == b'-';
        byte += 1;
    }
    table
};

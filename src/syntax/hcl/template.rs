//! Templates: literal characters, `${ … }` and `%{ … }`.
//!
//! A heredoc's and a bare template's literals are cut at line ends, because `~` and `<<-` work
//! on one line's literal at a time.

use memchr::memchr3;

use super::brackets::Open;
use super::parser::{Newlines, Parsed, Parser};
use super::pieces::{Characters, Piece};
use super::tree::{ExprId, ExprKind, Text};
use crate::source::Span;

/// What a `$` or `%` in a literal begins.
pub(super) enum Sign {
    /// `${`, `%{`
    Sequence,
    /// `$${`, `%%{`
    Escape,
    /// Itself.
    Character,
}

/// Literal characters while they are read: those before `from` are in `decoded`, if any had to
/// be decoded; those after it stand in the text.
pub(super) struct Literal {
    pub(super) start: usize,
    from: usize,
    decoded: Option<String>,
}

impl Literal {
    pub(super) fn new(start: usize) -> Self {
        Literal {
            start,
            from: start,
            decoded: None,
        }
    }

    /// Adds the characters up to `to` as they stand; the next ones come from `next` on.
    pub(super) fn decode(&mut self, text: &str, to: usize, next: usize) -> &mut String {
        let decoded = self.decoded.get_or_insert_default();
        decoded.push_str(text.get(self.from..to).unwrap_or(""));
        self.from = next;
        decoded
    }

    /// The characters up to `end`.
    pub(super) fn end(mut self, text: &str, end: usize) -> Characters {
        if self.decoded.is_none() {
            return Characters::Span(Span::new(self.start as u32, end as u32));
        }
        self.decode(text, end, end);
        Characters::Owned(self.decoded.unwrap_or_default())
    }
}

impl Parser<'_> {
    /// What the `$` or `%` at `at` begins.
    #[inline]
    pub(super) fn sign(&self, at: usize) -> Sign {
        match self.byte(at + 1) {
            b'{' => Sign::Sequence,
            next if next == self.byte(at) && self.byte(at + 2) == b'{' => Sign::Escape,
            _ => Sign::Character,
        }
    }

    /// Reads template text up to the end of a line, or of the file. Its sequences may span lines.
    pub(super) fn template_line(&mut self, first_piece: usize) -> Parsed<()> {
        let mut literal = Literal::new(self.at);
        let mut end = self.next_line();
        let mut is_literal = false;
        loop {
            let found = self.find(self.at..end, |line| memchr3(b'$', b'%', b'\r', line));
            let Some(length) = found else {
                self.at = end;
                break;
            };
            self.at += length;
            if self.byte(self.at) == b'\r' {
                if self.byte(self.at + 1) != b'\n' {
                    is_literal = self.lone_return();
                    end = if is_literal { self.bytes.len() } else { end };
                }
                self.at += 1;
                continue;
            }
            match self.sign(self.at) {
                Sign::Sequence if is_literal => self.at += 1,
                Sign::Character => self.at += 1,
                Sign::Escape => {
                    literal.decode(self.text, self.at, self.at + 1);
                    self.at += 3;
                }
                Sign::Sequence => {
                    self.end_literal(literal);
                    self.sequence(first_piece)?;
                    literal = Literal::new(self.at);
                    if self.at > end {
                        end = self.next_line();
                    }
                }
            }
        }
        self.end_literal(literal);
        Ok(())
    }

    /// Where the line after this one begins, or the text ends.
    fn next_line(&self) -> usize {
        match self.newline_after(self.at) {
            Some(length) => self.at + length + 1,
            None => self.bytes.len(),
        }
    }

    pub(super) fn end_literal(&mut self, literal: Literal) {
        if self.at > literal.start {
            let characters = literal.end(self.text, self.at);
            self.push_literal(characters);
        }
    }

    /// A carriage return without a newline is refused in a heredoc; in a bare template it makes
    /// the rest of the text literal: whether it does.
    #[cold]
    fn lone_return(&mut self) -> bool {
        if self.open.is_empty() {
            return true;
        }
        let here = self.here();
        self.report(here, "carriage return without a newline");
        false
    }

    /// Reads all of the text as a bare template.
    pub(super) fn whole_template(&mut self) -> Parsed<ExprId> {
        self.whole = "template";
        let start = self.at;
        while !self.at_end() {
            self.template_line(0)?;
        }
        self.template(self.since(start), start, 0)
    }

    /// Reads `${ expression }` or `%{ directive }`.
    pub(super) fn sequence(&mut self, first_piece: usize) -> Parsed<()> {
        let start = self.at;
        let sign = self.byte(start);
        let newlines = self.enter(Open::Sequence);
        self.at += 1;
        if self.byte(self.at) == b'~' {
            self.at += 1;
            self.trim_last_literal(first_piece);
        }
        self.trim = false;
        let piece = if sign == b'$' {
            Piece::Interpolation(self.expression()?, self.height)
        } else {
            self.directive(start)?
        };
        self.pieces.push(piece);
        let trim = match self.peek() {
            b'}' => false,
            b'~' if self.byte(self.at + 1) == b'}' => {
                self.at += 1;
                true
            }
            _ if sign == b'$' => return self.expected("`}` after the interpolation"),
            _ => return self.expected("`}` after the directive"),
        };
        self.leave(newlines);
        // Set last: templates inside the sequence have used it too.
        self.trim = trim;
        Ok(())
    }

    /// Reads the inside of `%{ … }`.
    fn directive(&mut self, start: usize) -> Parsed<Piece> {
        debug_assert_eq!(self.newlines, Newlines::Blank);
        self.peek();
        let keyword = self.here();
        let start = start as u32;
        let Some(name) = self.name() else {
            return self.expected("`if`, `else`, `endif`, `for` or `endfor`");
        };
        Ok(match self.str(name) {
            "if" => Piece::If {
                start,
                condition: self.expression()?,
                height: self.height,
            },
            "for" => {
                let (key_name, value_name) = self.for_names()?;
                Piece::For {
                    start,
                    key_name,
                    value_name,
                    collection: self.expression()?,
                    height: self.height,
                }
            }
            "else" => Piece::Else(name),
            "endif" => Piece::EndIf(name),
            "endfor" => Piece::EndFor(name),
            _ => {
                self.at = keyword.start as usize;
                return self.expected("`if`, `else`, `endif`, `for` or `endfor`");
            }
        })
    }

    /// Makes an expression of the pieces from `first_piece` on. `content` is where the
    /// characters of an empty string would stand.
    pub(super) fn template(
        &mut self,
        span: Span,
        content: usize,
        first_piece: usize,
    ) -> Parsed<ExprId> {
        self.trim = false;
        if let Some([Piece::Interpolation(inner, height)]) = self.pieces.get(first_piece..) {
            let (inner, height) = (*inner, *height);
            self.height = height;
            self.pieces.truncate(first_piece);
            return Ok(self.push(span, ExprKind::Wrap(inner)));
        }
        if let Some(text) = self.literal_pieces(first_piece, content) {
            self.height = 0;
            return Ok(self.push(span, ExprKind::String(text)));
        }
        let parts = self.template_parts(first_piece)?;
        Ok(self.push(span, ExprKind::Template(parts)))
    }

    /// The text of the pieces from `first_piece` on when all are literals. Reads them.
    fn literal_pieces(&mut self, first_piece: usize, content: usize) -> Option<Text> {
        let pieces = self.pieces.get(first_piece..).unwrap_or(&[]);
        let is_literal = |piece: &Piece| matches!(piece, Piece::Literal(_));
        if !pieces.iter().all(is_literal) {
            return None;
        }
        let mut whole: Option<Characters> = None;
        for piece in self.pieces.drain(first_piece..) {
            if let Piece::Literal(next) = piece {
                match &mut whole {
                    Some(whole) => whole.append(next, self.text),
                    None => whole = Some(next),
                }
            }
        }
        let empty = || Text::Span(Span::new(content as u32, content as u32));
        Some(whole.map_or_else(empty, Characters::into_text))
    }
}

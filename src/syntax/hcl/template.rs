//! Strings, heredocs and bare templates: literal characters, `${ … }` and `%{ … }`.
//!
//! A heredoc's and a bare template's literals are cut at line ends, because `~` and `<<-` work
//! on one line's literal at a time.

use memchr::memchr3;

use super::parser::{Newlines, Open, Parsed, Parser, clip};
use super::pieces::{Characters, Indentation, Piece};
use super::tree::{ExprId, ExprKind, Label, Text};
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

/// What a `$` or `%` in a literal begins.
enum Sign {
    /// `${`, `%{`
    Sequence,
    /// `$${`, `%%{`
    Escape,
    /// Itself.
    Character,
}

/// Literal characters while they are read: those before `from` are in `decoded`, if any had to
/// be decoded; those after it stand in the text.
struct Literal {
    start: usize,
    from: usize,
    decoded: Option<String>,
}

impl Literal {
    fn new(start: usize) -> Self {
        Literal {
            start,
            from: start,
            decoded: None,
        }
    }

    /// Adds the characters up to `to` as they stand; the next ones come from `next` on.
    fn decode(&mut self, text: &str, to: usize, next: usize) -> &mut String {
        let decoded = self.decoded.get_or_insert_default();
        decoded.push_str(text.get(self.from..to).unwrap_or(""));
        self.from = next;
        decoded
    }

    /// The characters up to `end`.
    fn end(mut self, text: &str, end: usize) -> Characters {
        if self.decoded.is_none() {
            return Characters::Span(Span::new(self.start as u32, end as u32));
        }
        self.decode(text, end, end);
        Characters::Owned(self.decoded.unwrap_or_default())
    }
}

impl Parser<'_> {
    /// Reads a quoted string.
    pub(super) fn quoted(&mut self) -> Parsed<ExprId> {
        let start = self.at;
        if let Some(end) = self.plain_quoted(start + 1) {
            self.at = end + 1;
            let text = Span::new(start as u32 + 1, end as u32);
            return Ok(self.push_string(self.since(start), text));
        }
        let first_piece = self.pieces.len();
        self.open.push((Open::Quote, start));
        self.at += 1;
        loop {
            let literal = self.quoted_literal()?;
            if self.at > literal.start {
                let characters = literal.end(self.text, self.at);
                self.push_literal(characters);
            }
            if self.byte(self.at) == b'"' {
                break;
            }
            self.sequence()?;
        }
        self.at += 1;
        self.open.pop();
        self.template(self.since(start), start + 1, first_piece)
    }

    /// Where the string ends that begins at `start`, if nothing in it needs decoding.
    #[inline]
    fn plain_quoted(&self, start: usize) -> Option<usize> {
        let mut at = start;
        loop {
            while !QUOTED_STOPS[self.byte(at) as usize] {
                at += 1;
            }
            match self.byte(at) {
                b'"' => return Some(at),
                b'$' | b'%' if matches!(self.sign(at), Sign::Character) => at += 1,
                0 if at < self.bytes.len() => at += 1,
                _ => return None,
            }
        }
    }

    /// What the `$` or `%` at `at` begins.
    #[inline]
    fn sign(&self, at: usize) -> Sign {
        match self.byte(at + 1) {
            b'{' => Sign::Sequence,
            next if next == self.byte(at) && self.byte(at + 2) == b'{' => Sign::Escape,
            _ => Sign::Character,
        }
    }

    /// Reads literal characters up to the closing quote or a sequence.
    fn quoted_literal(&mut self) -> Parsed<Literal> {
        let mut literal = Literal::new(self.at);
        loop {
            while !QUOTED_STOPS[self.byte(self.at) as usize] {
                self.at += 1;
            }
            match self.byte(self.at) {
                b'"' => return Ok(literal),
                b'$' | b'%' => match self.sign(self.at) {
                    Sign::Sequence => return Ok(literal),
                    Sign::Escape => {
                        literal.decode(self.text, self.at, self.at + 1);
                        self.at += 3;
                    }
                    Sign::Character => self.at += 1,
                },
                b'\\' => self.escape(&mut literal),
                0 if !self.at_end() => self.at += 1,
                _ => return self.unclosed_string(),
            }
        }
    }

    #[cold]
    fn unclosed_string<T>(&mut self) -> Parsed<T> {
        let opening = self.open.last().map_or(self.at, |(_, start)| *start);
        let span = self.since(opening);
        self.fail(span, "string not closed: expected `\"` on the same line")
    }

    /// Reads the escape that begins with the `\` here.
    fn escape(&mut self, literal: &mut Literal) {
        let start = self.at;
        let digits = match self.byte(start + 1) {
            b'u' => 4,
            b'U' => 8,
            simple => {
                let character = match simple {
                    b'n' => '\n',
                    b'r' => '\r',
                    b't' => '\t',
                    b'"' => '"',
                    b'\\' => '\\',
                    _ => return self.bad_escape(start + 1),
                };
                literal.decode(self.text, start, start + 2).push(character);
                self.at += 2;
                return;
            }
        };
        let code = self.text.get(start + 2..start + 2 + digits);
        let code = code.filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
        let Some(character) = code.and_then(char::from_u32) else {
            return self.bad_escape(start + 2);
        };
        self.at = start + 2 + digits;
        literal.decode(self.text, start, self.at).push(character);
    }

    /// Reports a bad escape and reads on at `next`.
    #[cold]
    fn bad_escape(&mut self, next: usize) {
        let start = self.at;
        self.at = next;
        let span = Span::new(start as u32, self.here().end);
        let message = match self.byte(start + 1) {
            b'u' => "`\\u` takes the four hexadecimal digits of a character".to_owned(),
            b'U' => "`\\U` takes the eight hexadecimal digits of a character".to_owned(),
            _ => format!("`\\` begins no escape here, found {}", self.found()),
        };
        self.report(span, message);
    }

    /// Reads a quoted block label: escapes, no templates.
    pub(super) fn quoted_label(&mut self) -> Parsed<Label> {
        let start = self.at;
        self.open.push((Open::Quote, start));
        self.at += 1;
        let literal = self.quoted_literal()?;
        if self.byte(self.at) != b'"' {
            let here = Span::new(self.at as u32, self.at as u32 + 2);
            return self.fail(here, "a block label takes no templates");
        }
        let text = literal.end(self.text, self.at).into_text();
        self.at += 1;
        self.open.pop();
        Ok(Label {
            span: self.since(start),
            text,
        })
    }

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
        self.open.push((Open::Heredoc(opening.name), start));
        self.at = opening.content;
        let end = loop {
            let Some(length) = self.newline_after(self.at) else {
                return self.unclosed_heredoc(start, opening.name);
            };
            if let Some(end) = self.closing_name(self.at + length, opening.name) {
                break end;
            }
            self.template_line()?;
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

    /// Reads template text up to the end of a line, or of the file. Its sequences may span lines.
    fn template_line(&mut self) -> Parsed<()> {
        let mut literal = Literal::new(self.at);
        let mut end = self.next_line();
        loop {
            let found = self.find(self.at..end, |line| memchr3(b'$', b'%', b'\r', line));
            let Some(length) = found else {
                self.at = end;
                break;
            };
            self.at += length;
            if self.byte(self.at) == b'\r' {
                if self.byte(self.at + 1) != b'\n' {
                    self.lone_return();
                }
                self.at += 1;
                continue;
            }
            match self.sign(self.at) {
                Sign::Character => self.at += 1,
                Sign::Escape => {
                    literal.decode(self.text, self.at, self.at + 1);
                    self.at += 3;
                }
                Sign::Sequence => {
                    self.end_literal(literal);
                    self.sequence()?;
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

    fn end_literal(&mut self, literal: Literal) {
        if self.at > literal.start {
            let characters = literal.end(self.text, self.at);
            self.push_literal(characters);
        }
    }

    /// A carriage return without a newline is refused in a heredoc; in a bare template it makes
    /// the rest of the text literal.
    #[cold]
    fn lone_return(&mut self) {
        if self.open.is_empty() {
            self.at = self.bytes.len().saturating_sub(1);
            return;
        }
        let here = self.here();
        self.report(here, "carriage return without a newline");
    }

    /// Reads all of the text as a bare template.
    pub(super) fn whole_template(&mut self) -> Parsed<ExprId> {
        self.whole = "template";
        let start = self.at;
        while !self.at_end() {
            self.template_line()?;
        }
        self.template(self.since(start), start, 0)
    }

    /// Reads `${ expression }` or `%{ directive }`.
    fn sequence(&mut self) -> Parsed<()> {
        let start = self.at;
        let sign = self.byte(start);
        let newlines = self.enter(Open::Sequence);
        self.at += 1;
        if self.byte(self.at) == b'~' {
            self.at += 1;
            self.trim_last_literal();
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
    fn template(&mut self, span: Span, content: usize, first_piece: usize) -> Parsed<ExprId> {
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

/// The bytes at which reading literal characters of a quoted string stops.
static QUOTED_STOPS: [bool; 256] = {
    let mut table = [false; 256];
    table[0] = true;
    table[b'"' as usize] = true;
    table[b'\\' as usize] = true;
    table[b'$' as usize] = true;
    table[b'%' as usize] = true;
    table[b'\n' as usize] = true;
    table[b'\r' as usize] = true;
    table
};

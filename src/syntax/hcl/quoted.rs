//! Quoted strings and their escapes.

use super::brackets::Open;
use super::parser::{Parsed, Parser};
use super::template::{Literal, Sign};
use super::tree::{ExprId, Label};
use crate::source::Span;

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
        self.open.push(Open::Quote, start);
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
            self.sequence(first_piece)?;
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
        let opening = self.open.last().map_or(self.at, |(_, start)| start);
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
        self.open.push(Open::Quote, start);
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

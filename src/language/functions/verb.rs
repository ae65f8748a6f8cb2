//! The verbs of a format string: `%` flags width `.`precision `[`argument`]` letter.

use super::Error;
use super::quote::quoted_char;

/// One verb.
#[derive(Debug)]
pub(super) struct Verb<'a> {
    /// All of it, as written.
    pub raw: &'a str,
    /// Where it begins, in bytes.
    pub offset: usize,
    /// Which argument it takes, from 1.
    pub argument: usize,
    pub mode: char,
    pub sharp: bool,
    pub zero: bool,
    pub minus: bool,
    pub plus: bool,
    pub space: bool,
    pub width: Option<usize>,
    pub precision: Option<usize>,
}

/// The literal text before the first verb, or nothing when there is no verb.
pub(super) fn literal_start(spec: &str) -> &str {
    spec.split_once('%').map_or("", |(start, _)| start)
}

/// Copies the literal text of `spec` to `out` and calls `each` at every verb.
pub(super) fn verbs<'a>(
    spec: &'a str,
    out: &mut String,
    mut each: impl FnMut(&Verb<'a>, &mut String) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut rest = spec;
    let mut next = 1;
    while let Some((literal, behind)) = rest.split_once('%') {
        out.push_str(literal);
        if let Some(behind) = behind.strip_prefix('%') {
            out.push('%');
            rest = behind;
            continue;
        }
        let mut scanner = Scanner {
            spec,
            at: spec.len() - behind.len(),
        };
        let verb = scanner.verb(next)?;
        each(&verb, out)?;
        next = verb.argument.saturating_add(1);
        rest = spec.get(scanner.at..).unwrap_or("");
    }
    out.push_str(rest);
    Ok(())
}

struct Scanner<'a> {
    spec: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn peek(&self) -> Option<u8> {
        self.spec.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn digits(&mut self) -> usize {
        let mut number = 0usize;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            number = number
                .saturating_mul(10)
                .saturating_add(usize::from(digit - b'0'));
            self.at += 1;
        }
        number
    }

    /// A number that does not begin with a zero.
    fn number(&mut self) -> Option<usize> {
        matches!(self.peek(), Some(b'1'..=b'9')).then(|| self.digits())
    }

    /// What stands here cannot.
    fn unexpected(&self) -> Error {
        let at = self.at;
        Error::refused(match self.spec.get(at..).and_then(|s| s.chars().next()) {
            None => format!("invalid format string starting at offset {at}"),
            Some(c) => {
                let c = quoted_char(c);
                format!("unrecognized format character {c} at offset {at}")
            }
        })
    }

    /// The verb whose `%` has just been read; it takes argument `next` if it does not say which.
    fn verb(&mut self, next: usize) -> Result<Verb<'a>, Error> {
        let offset = self.at - 1;
        let mut verb = Verb {
            raw: "",
            offset,
            argument: next,
            mode: ' ',
            sharp: false,
            zero: false,
            minus: false,
            plus: false,
            space: false,
            width: None,
            precision: None,
        };
        loop {
            match self.peek() {
                Some(b'#') => verb.sharp = true,
                Some(b'0') => verb.zero = true,
                Some(b'-') => verb.minus = true,
                Some(b'+') => verb.plus = true,
                Some(b' ') => verb.space = true,
                _ => break,
            }
            self.at += 1;
        }
        verb.width = self.number();
        if self.take(b'.') {
            verb.precision = Some(self.digits());
        }
        if self.take(b'[') {
            verb.argument = self.number().ok_or_else(|| self.unexpected())?;
            if !self.take(b']') {
                return Err(self.unexpected());
            }
        }
        match self.peek() {
            Some(mode) if mode.is_ascii_alphabetic() => verb.mode = char::from(mode),
            _ => return Err(self.unexpected()),
        }
        self.at += 1;
        verb.raw = self.spec.get(offset..self.at).unwrap_or("");
        Ok(verb)
    }
}

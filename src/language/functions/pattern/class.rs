//! Escapes and classes of Go's regular expressions.

use super::{ESCAPE, PatternError, RANGE, Translator, error, push_literal};

impl Translator<'_> {
    /// `\d` and its like, and `\pL`, as a part of a class; and its weight.
    pub(super) fn perl_class(&mut self) -> Result<Option<(String, u64)>, PatternError> {
        for (source, class) in [
            ("\\d", "0-9"),
            ("\\D", "[^0-9]"),
            ("\\s", "\\t\\n\\x0c\\r\\x20"),
            ("\\S", "[^\\t\\n\\x0c\\r\\x20]"),
            ("\\w", "0-9A-Za-z_"),
            ("\\W", "[^0-9A-Za-z_]"),
        ] {
            if self.take(source) {
                let weight = if class.starts_with('[') { 10 } else { 2 };
                return Ok(Some((class.to_owned(), weight)));
            }
        }
        let start = self.at;
        let mut negated = self.rest().starts_with("\\P");
        if !self.take("\\p") && !self.take("\\P") {
            return Ok(None);
        }
        let name = match self.next() {
            Some('{') => {
                let Some((name, _)) = self.rest().split_once('}') else {
                    return Err(error(RANGE, self.source.get(start..).unwrap_or("")));
                };
                self.at += name.len() + 1;
                name
            }
            Some(_) => self.since(start + 2),
            None => return Err(error(RANGE, self.since(start))),
        };
        let name = match name.strip_prefix('^') {
            Some(name) => {
                negated = !negated;
                name
            }
            None => name,
        };
        let plain = name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_');
        if name.is_empty() || !plain {
            return Err(error(RANGE, self.since(start)));
        }
        self.pattern.classes.push(self.since(start).to_owned());
        let letter = if negated { 'P' } else { 'p' };
        Ok(Some((format!("\\{letter}{{{name}}}"), 300)))
    }

    /// A backslash that stands for one character.
    pub(super) fn escape(&mut self) -> Result<char, PatternError> {
        let start = self.at;
        self.at += 1;
        let refused = |translator: &Self| error(ESCAPE, translator.since(start));
        let Some(letter) = self.next() else {
            return Err(error("trailing backslash at end of expression", ""));
        };
        let code = match letter {
            '1'..='7' if !matches!(self.peek(), Some('0'..='7')) => return Err(refused(self)),
            '0'..='7' => {
                let mut code = u32::from(letter) - 48;
                for _ in 0..2 {
                    if let Some(digit @ '0'..='7') = self.peek() {
                        code = code * 8 + u32::from(digit) - 48;
                        self.at += 1;
                    }
                }
                code
            }
            'x' => self.hexadecimal().ok_or_else(|| refused(self))?,
            'a' => 7,
            'f' => 12,
            'n' => 10,
            'r' => 13,
            't' => 9,
            'v' => 11,
            c if c.is_ascii() && !c.is_ascii_alphanumeric() => u32::from(c),
            _ => return Err(refused(self)),
        };
        char::from_u32(code).ok_or_else(|| refused(self))
    }

    /// `41` or `{1f600}`
    fn hexadecimal(&mut self) -> Option<u32> {
        if !self.take("{") {
            let high = self.next()?.to_digit(16)?;
            return Some(high * 16 + self.next()?.to_digit(16)?);
        }
        let mut code = None;
        loop {
            let digit = match self.next()? {
                '}' => return code,
                digit => digit.to_digit(16)?,
            };
            let next = code.unwrap_or(0) * 16 + digit;
            code = Some(next).filter(|code| *code <= u32::from(char::MAX));
            code?;
        }
    }

    pub(super) fn class(&mut self) -> Result<(), PatternError> {
        let start = self.at;
        self.at += 1;
        let mut class = String::from("[");
        let mut weight = 1;
        if self.take("^") {
            class.push('^');
            weight = 10;
        }
        let mut first = true;
        while first || self.peek() != Some(']') {
            first = false;
            if self.rest().starts_with("[:")
                && let Some(end) = self.rest().get(2..).and_then(|rest| rest.find(":]"))
            {
                let from = self.at;
                self.at += end + 4;
                class.push_str(posix(self.since(from))?);
                weight += 2;
                continue;
            }
            if let Some((part, more)) = self.perl_class()? {
                class.push_str(&part);
                weight += more;
                continue;
            }
            let from = self.at;
            let low = self.class_char(start)?;
            let mut high = low;
            let follows = self.rest();
            if follows.len() >= 2 && follows.starts_with('-') && !follows.starts_with("-]") {
                self.at += 1;
                high = self.class_char(start)?;
                if high < low {
                    return Err(error(RANGE, self.since(from)));
                }
            }
            push_literal(low, &mut class);
            if high != low {
                class.push('-');
                push_literal(high, &mut class);
            }
            weight += if high.is_ascii() { 1 } else { 4 };
        }
        self.at += 1;
        class.push(']');
        self.push(&class);
        self.atom(weight, 1);
        Ok(())
    }

    /// One character of the class that begins at `start`.
    fn class_char(&mut self, start: usize) -> Result<char, PatternError> {
        match self.peek() {
            None => Err(error(
                "missing closing ]",
                self.source.get(start..).unwrap_or(""),
            )),
            Some('\\') => self.escape(),
            Some(character) => {
                self.at += character.len_utf8();
                Ok(character)
            }
        }
    }
}

/// The classes with names, which both know.
fn posix(class: &str) -> Result<&str, PatternError> {
    const NAMES: [&str; 14] = [
        "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct",
        "space", "upper", "word", "xdigit",
    ];
    let name = class.trim_start_matches("[:").trim_end_matches(":]");
    match NAMES.contains(&name.strip_prefix('^').unwrap_or(name)) {
        true => Ok(class),
        false => Err(error(RANGE, class)),
    }
}

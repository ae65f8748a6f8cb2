//! Go's regular expressions, rewritten for the crate `regex`.
//!
//! Both are Perl's without look-around and back-references, and both find the leftmost match, but
//! `\d`, `\w`, `\s`, `\b` are ASCII in Go; a `{` that repeats nothing, and in classes `[`, `&&` and
//! `--`, stand for themselves; names of groups may begin with a digit and stand twice; and Go
//! refuses more. The rewriting is one pass, and all literals but letters and digits come out
//! escaped.

/// A rewritten pattern.
#[derive(Debug)]
pub(super) struct Pattern {
    /// In the syntax of the crate.
    pub text: String,
    /// The capture groups in order, with their names.
    pub groups: Vec<Option<String>>,
    /// About how many states the compiled pattern has.
    pub weight: u64,
    /// Places of Unicode classes in the source: the crate alone knows whether they exist.
    pub classes: Vec<String>,
}

/// What is wrong with a pattern, in Go's words, and the part of it that is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PatternError {
    pub what: &'static str,
    pub part: String,
}

/// Greatest count of a repetition, nested ones multiplied.
const MOST: u64 = 1000;

const ESCAPE: &str = "invalid escape sequence";
const RANGE: &str = "invalid character class range";
const REPEAT: &str = "invalid repeat count";
const PERL: &str = "invalid or unsupported Perl syntax";
const NAME: &str = "invalid named capture";

/// Rewrites `source`.
pub(super) fn translate(source: &str) -> Result<Pattern, PatternError> {
    let mut translator = Translator {
        source,
        at: 0,
        open: Vec::new(),
        level: Level::default(),
        repetition: None,
        pattern: Pattern {
            text: String::with_capacity(source.len() * 2),
            groups: Vec::new(),
            weight: 0,
            classes: Vec::new(),
        },
    };
    while let Some(character) = translator.peek() {
        translator.step(character)?;
    }
    if !translator.open.is_empty() {
        return Err(error("missing closing )", source));
    }
    translator.pattern.weight = translator.level.weight;
    Ok(translator.pattern)
}

fn error(what: &'static str, part: &str) -> PatternError {
    PatternError {
        what,
        part: part.to_owned(),
    }
}

/// What a repetition would repeat.
#[derive(Clone, Copy)]
struct Atom {
    weight: u64,
    /// The greatest count of a repetition in it.
    count: u64,
}

/// The inside of a group.
#[derive(Default)]
struct Level {
    weight: u64,
    count: u64,
    last: Option<Atom>,
}

struct Translator<'a> {
    source: &'a str,
    at: usize,
    open: Vec<Level>,
    level: Level,
    /// Where the repetition begins that was read last, if nothing followed it.
    repetition: Option<usize>,
    pattern: Pattern,
}

impl<'a> Translator<'a> {
    fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or("")
    }

    fn since(&self, start: usize) -> &'a str {
        self.source.get(start..self.at).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn take(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    fn push(&mut self, text: &str) {
        self.pattern.text.push_str(text);
    }

    /// Counts what was just written as one thing to be repeated.
    fn atom(&mut self, weight: u64, count: u64) {
        self.level.weight = self.level.weight.saturating_add(weight);
        self.level.count = self.level.count.max(count);
        self.level.last = Some(Atom { weight, count });
    }

    fn literal(&mut self, character: char) {
        push_literal(character, &mut self.pattern.text);
        self.atom(character.len_utf8() as u64, 1);
    }

    fn step(&mut self, character: char) -> Result<(), PatternError> {
        let start = self.at;
        let after = self.repetition.take();
        match character {
            '*' | '+' | '?' => {
                self.at += 1;
                self.repeat(start, after, 1, 1)?;
            }
            '{' => match self.count() {
                Some((least, most)) => {
                    let most = most.unwrap_or(least);
                    let count = least.max(most);
                    if count > MOST || least > most {
                        return Err(error(REPEAT, self.since(start)));
                    }
                    self.repeat(start, after, count.max(1), count.max(1))?;
                }
                None => {
                    self.at += 1;
                    self.literal('{');
                }
            },
            '(' => self.group()?,
            ')' => {
                self.at += 1;
                let Some(outer) = self.open.pop() else {
                    return Err(error("unexpected )", self.source));
                };
                let inner = std::mem::replace(&mut self.level, outer);
                self.push(")");
                self.atom(inner.weight.saturating_add(2), inner.count.max(1));
            }
            '|' => {
                self.at += 1;
                self.push("|");
                self.level.last = None;
            }
            '^' | '$' | '.' => {
                self.at += 1;
                self.pattern.text.push(character);
                self.atom(if character == '.' { 10 } else { 1 }, 1);
            }
            '[' => self.class()?,
            '\\' => self.escaped()?,
            _ => {
                self.at += character.len_utf8();
                self.literal(character);
            }
        }
        Ok(())
    }

    /// Writes the repetition that ends here, with the `?` that may follow it.
    fn repeat(
        &mut self,
        start: usize,
        after: Option<usize>,
        count: u64,
        copies: u64,
    ) -> Result<(), PatternError> {
        let operator = self.since(start);
        self.take("?");
        if let Some(before) = after {
            let part = self.since(before);
            return Err(error("invalid nested repetition operator", part));
        }
        let Some(atom) = self.level.last else {
            return Err(error("missing argument to repetition operator", operator));
        };
        let count = atom.count.saturating_mul(count);
        if count > MOST {
            return Err(error(REPEAT, operator));
        }
        let written = self.since(start);
        self.push(written);
        let more = atom.weight.saturating_mul(copies.saturating_sub(1));
        self.level.weight = self.level.weight.saturating_add(more.saturating_add(1));
        self.level.count = self.level.count.max(count);
        self.level.last = Some(Atom {
            weight: atom.weight.saturating_add(more),
            count,
        });
        self.repetition = Some(start);
        Ok(())
    }

    /// Reads `{n}`, `{n,}` or `{n,m}`; nothing when the text is none of them.
    fn count(&mut self) -> Option<(u64, Option<u64>)> {
        let (inside, _) = self.rest().strip_prefix('{')?.split_once('}')?;
        let number = |text: &str| {
            let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            let padded = text.len() > 1 && text.starts_with('0');
            (plain && !padded).then(|| text.parse().unwrap_or(u64::MAX))
        };
        let found = match inside.split_once(',') {
            None => (number(inside)?, None),
            Some((least, "")) => (number(least)?, None),
            Some((least, most)) => (number(least)?, Some(number(most)?)),
        };
        self.at += inside.len() + 2;
        Some(found)
    }

    fn group(&mut self) -> Result<(), PatternError> {
        let start = self.at;
        if !self.take("(?") {
            self.at += 1;
            self.pattern.groups.push(None);
            return self.enter("(");
        }
        if self.rest().len() > 1 && (self.take("P<") || self.take("<")) {
            let Some((name, _)) = self.rest().split_once('>') else {
                return Err(error(NAME, self.source.get(start..).unwrap_or("")));
            };
            self.at += name.len() + 1;
            let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
            if name.is_empty() || !plain {
                return Err(error(NAME, self.since(start)));
            }
            self.pattern.groups.push(Some(name.to_owned()));
            return self.enter("(");
        }
        let flags = self.at;
        let mut negated = false;
        let mut missing = false;
        loop {
            match self.next() {
                Some('i' | 'm' | 's' | 'U') => missing = false,
                Some('-') if !negated => {
                    negated = true;
                    missing = true;
                }
                Some(end @ (':' | ')')) if !missing => {
                    let flags = self.source.get(flags..self.at - 1).unwrap_or("");
                    if end == ':' {
                        return self.enter(&format!("(?{flags}:"));
                    }
                    if !flags.is_empty() {
                        self.push(&format!("(?{flags})"));
                    }
                    return Ok(());
                }
                _ => return Err(error(PERL, self.since(start))),
            }
        }
    }

    fn enter(&mut self, text: &str) -> Result<(), PatternError> {
        self.push(text);
        self.open.push(std::mem::take(&mut self.level));
        Ok(())
    }

    /// A backslash outside a class.
    fn escaped(&mut self) -> Result<(), PatternError> {
        let start = self.at;
        for (source, target) in [
            ("\\A", "\\A"),
            ("\\z", "\\z"),
            ("\\b", "(?-u:\\b)"),
            ("\\B", "(?-u:\\B)"),
        ] {
            if self.take(source) {
                self.push(target);
                self.atom(1, 1);
                return Ok(());
            }
        }
        if self.take("\\C") {
            return Err(error(ESCAPE, self.since(start)));
        }
        if self.take("\\Q") {
            let text = self.rest();
            let (text, end) = match text.split_once("\\E") {
                Some((text, _)) => (text, 2),
                None => (text, 0),
            };
            self.at += text.len() + end;
            text.chars().for_each(|c| self.literal(c));
            return Ok(());
        }
        if let Some((class, weight)) = self.perl_class()? {
            self.push(&format!("[{class}]"));
            self.atom(weight, 1);
            return Ok(());
        }
        let character = self.escape()?;
        self.literal(character);
        Ok(())
    }

    /// `\d` and its like, and `\pL`, as a part of a class; and its weight.
    fn perl_class(&mut self) -> Result<Option<(String, u64)>, PatternError> {
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
    fn escape(&mut self) -> Result<char, PatternError> {
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

    fn class(&mut self) -> Result<(), PatternError> {
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

fn push_literal(character: char, out: &mut String) {
    match character {
        c if c.is_ascii() && !c.is_ascii_alphanumeric() => {
            out.push_str(&format!("\\x{:02x}", u32::from(c)));
        }
        c => out.push(c),
    }
}

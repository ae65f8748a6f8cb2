//! Go's regular expressions, rewritten for the crate `regex`.
//!
//! Both are Perl's without look-around and back-references, and both find the leftmost match, but
//! `\d`, `\w`, `\s`, `\b` are ASCII in Go; a `{` that repeats nothing, and in classes `[`, `&&` and
//! `--`, stand for themselves; names of groups may begin with a digit and stand twice; and Go
//! refuses more. The rewriting is one pass, and all literals but letters and digits come out
//! escaped.

mod class;

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
/// Counts that are right one by one, but not multiplied.
pub(super) const NESTED_REPEAT: &str = "invalid nested repeat count";
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
            return Err(error(NESTED_REPEAT, operator));
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
}

fn push_literal(character: char, out: &mut String) {
    match character {
        c if c.is_ascii() && !c.is_ascii_alphanumeric() => {
            out.push_str(&format!("\\x{:02x}", u32::from(c)));
        }
        c => out.push(c),
    }
}

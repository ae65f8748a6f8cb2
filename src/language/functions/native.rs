//! Values as text in Terraform's own syntax, laid out as its formatter would: what
//! `encode_expr` and `encode_tfvars` of the built-in provider write (`hclwrite.TokensForValue`).
//!
//! Invariant: only objects and maps break lines, so a line begins with a key or closes brackets,
//! and its layout follows from its key and from how many more brackets it opens than it closes.

use std::sync::LazyLock;

use ::regex::Regex;
use unicode_segmentation::UnicodeSegmentation;

use super::super::value::{Entries, Kind, Value};
use super::{Error, check_string};
use crate::address::is_identifier;

/// One line.
#[derive(Default)]
struct Line {
    /// The name before ` = `.
    key: Option<String>,
    text: String,
    /// Brackets opened less brackets closed.
    net: i64,
}

/// The expression `value`, which must be wholly known.
pub(super) fn expression(value: &Value) -> Result<String, Error> {
    let mut lines = Lines::default();
    lines.new_line(None);
    lines.value(value)?;
    lines.laid_out()
}

/// `entries`, which must be wholly known, as the arguments of a file.
pub(super) fn arguments(entries: &Entries) -> Result<String, Error> {
    let mut lines = Lines::default();
    for (key, value) in entries.iter() {
        if !is_identifier(key) {
            return Err(Error::refused(format!(
                "invalid variable name {key:?}: must be a valid identifier, per Terraform's rules \
                 for input variable declarations"
            )));
        }
        lines.new_line(Some(key.to_string()));
        lines.value(value)?;
    }
    let mut text = lines.laid_out()?;
    if !text.is_empty() {
        text.push('\n');
    }
    Ok(text)
}

/// Text as it is written.
#[derive(Default)]
struct Lines {
    lines: Vec<Line>,
    length: usize,
}

impl Lines {
    fn new_line(&mut self, key: Option<String>) {
        self.lines.push(Line {
            key,
            ..Line::default()
        });
    }

    fn push(&mut self, text: &str) -> Result<(), Error> {
        self.length += text.len();
        check_string(self.length)?;
        if let Some(line) = self.lines.last_mut() {
            line.text.push_str(text);
        }
        Ok(())
    }

    fn bracket(&mut self, bracket: &str, change: i64) -> Result<(), Error> {
        if let Some(line) = self.lines.last_mut() {
            line.net += change;
        }
        self.push(bracket)
    }

    fn value(&mut self, value: &Value) -> Result<(), Error> {
        match &value.kind {
            Kind::Null(_) => self.push("null"),
            Kind::Bool(true) => self.push("true"),
            Kind::Bool(false) => self.push("false"),
            Kind::Number(number) => match number.to_text() {
                Some(text) => self.push(&text),
                None => Err(Error::limit("number longer than 2500 digits")),
            },
            Kind::String(text) => self.push(&quoted(text)),
            Kind::Instance(_) | Kind::Unknown(_) => Err(Error::refused("value is not known")),
            _ => match (value.as_sequence(), value.as_entries()) {
                (Some(items), _) => self.items(items),
                (_, Some(entries)) => self.entries(entries),
                _ => Ok(()),
            },
        }
    }

    fn items(&mut self, items: &[Value]) -> Result<(), Error> {
        self.bracket("[", 1)?;
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.push(", ")?;
            }
            self.value(item)?;
        }
        self.bracket("]", -1)
    }

    fn entries(&mut self, entries: &Entries) -> Result<(), Error> {
        self.bracket("{", 1)?;
        for (key, value) in entries.iter() {
            self.new_line(Some(match is_identifier(key) {
                true => key.to_string(),
                false => quoted(key),
            }));
            self.value(value)?;
        }
        if !entries.is_empty() {
            self.new_line(None);
        }
        self.bracket("}", -1)
    }

    /// The lines, indented, with the `=` of neighbours in one column.
    fn laid_out(self) -> Result<String, Error> {
        let mut text = String::new();
        let mut open: Vec<i64> = Vec::new();
        let mut column = 0;
        let width = |line: &Line| match &line.key {
            Some(key) if line.net == 0 => Some(key.graphemes(true).count()),
            _ => None,
        };
        for (at, line) in self.lines.iter().enumerate() {
            if at > 0 {
                text.push('\n');
            }
            close(&mut open, -line.net);
            text.push_str(&"  ".repeat(open.len()));
            if line.net > 0 {
                open.push(line.net);
            }
            let own = width(line);
            let before = at.checked_sub(1).and_then(|before| self.lines.get(before));
            if own.is_some() && before.and_then(width).is_none() {
                let chain = self.lines.iter().skip(at).map_while(width);
                column = chain.max().unwrap_or_default();
            }
            if let Some(key) = &line.key {
                let spaces = own.map_or(0, |own| column - own);
                text.push_str(key);
                text.push_str(&" ".repeat(spaces));
                text.push_str(" = ");
            }
            text.push_str(&line.text);
            check_string(text.len())?;
        }
        Ok(text)
    }
}

/// Closes `brackets` of those that are open, which stand together as their lines opened them.
fn close(open: &mut Vec<i64>, mut brackets: i64) {
    while brackets > 0
        && let Some(last) = open.last_mut()
    {
        if brackets < *last {
            *last -= brackets;
            return;
        }
        brackets -= *last;
        open.pop();
    }
}

/// `text` as a quoted template that says just that.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '"' | '\\' => out.extend(['\\', character]),
            '$' | '%' if characters.peek() == Some(&'{') => out.extend([character, character]),
            c if !is_printed(c) => out.push_str(&match u32::from(c) {
                short @ ..0x1_0000 => format!(r"\u{short:04x}"),
                long => format!(r"\U{long:08x}"),
            }),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// What Go's `unicode.IsPrint` takes: no control, format, private or unassigned character, and no
/// space but the one of ASCII.
static PRINTED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[\p{L}\p{M}\p{N}\p{P}\p{S}]$").ok());

fn is_printed(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_graphic() || character == ' ';
    }
    let text = character.encode_utf8(&mut [0; 4]).to_owned();
    PRINTED
        .as_ref()
        .is_some_and(|printed| printed.is_match(&text))
}

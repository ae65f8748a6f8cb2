//! `jsonencode` and `jsondecode`, byte for byte as Go writes and as strictly as Go reads.

use std::fmt::Write;
use std::sync::Arc;

use super::super::number::Number;
use super::super::types::Type;
use super::super::value::{Entries, Kind, Value};
use super::arguments::{any, text};
use super::call::undecided;
use super::{Context, Error, Function, MAX_STRING, Parameter, check_elements, check_string};
use crate::source::Place;

pub(super) fn functions() -> Vec<Function> {
    vec![
        Function::new(
            "jsonencode",
            vec![Parameter::any("val").unknown().dynamic().null()],
            |_| Ok(Type::String),
            jsonencode,
        ),
        Function::new(
            "jsondecode",
            vec![Parameter::new("str", Type::String)],
            decoded_type,
            jsondecode,
        )
        .nullable(),
    ]
}

fn jsonencode(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let value = any(arguments, 0)?;
    if !value.is_wholly_known() {
        let mut encoded = undecided(context, Type::String, arguments)?;
        if let (Some(prefix), Kind::Unknown(unknown)) = (known_start(value), &mut encoded.kind) {
            Arc::make_mut(unknown).prefix = Some(prefix.into());
        }
        return Ok(encoded);
    }
    let mut encoded = String::new();
    encode(value, &mut encoded)?;
    Ok(Value::string(encoded))
}

/// The first character of the encoding of a value that is not known in full.
fn known_start(value: &Value) -> Option<&'static str> {
    let ty = match &value.kind {
        Kind::Unknown(unknown) if !unknown.not_null => return None,
        Kind::Unknown(unknown) => &unknown.ty,
        Kind::List(_) | Kind::Set(_) | Kind::Tuple(_) => return Some("["),
        Kind::Map(_) | Kind::Object(_) => return Some("{"),
        _ => return None,
    };
    match ty {
        Type::String => Some("\""),
        Type::Object(_) | Type::Map(_) => Some("{"),
        Type::Tuple(_) | Type::List(_) | Type::Set(_) => Some("["),
        _ => None,
    }
}

fn encode(value: &Value, out: &mut String) -> Result<(), Error> {
    check_string(out.len())?;
    match &value.kind {
        Kind::Null(_) => out.push_str("null"),
        Kind::Bool(true) => out.push_str("true"),
        Kind::Bool(false) => out.push_str("false"),
        Kind::Number(number) => encode_number(number, out)?,
        Kind::String(text) => quote(text, out)?,
        Kind::List(list) | Kind::Set(list) => encode_all(&list.items, out)?,
        Kind::Tuple(items) => encode_all(items, out)?,
        Kind::Map(map) => encode_entries(&map.items, out)?,
        Kind::Object(entries) => encode_entries(entries, out)?,
        Kind::Instance(_) | Kind::Unknown(_) => return Err(Error::refused("value is not known")),
    }
    check_string(out.len())
}

fn encode_number(number: &Number, out: &mut String) -> Result<(), Error> {
    if number.is_infinite() {
        return Err(Error::refused("cannot serialize infinity as JSON"));
    }
    out.push_str(&number.to_string());
    Ok(())
}

fn encode_all(items: &[Value], out: &mut String) -> Result<(), Error> {
    out.push('[');
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        encode(item, out)?;
    }
    out.push(']');
    Ok(())
}

fn encode_entries(entries: &Entries, out: &mut String) -> Result<(), Error> {
    out.push('{');
    for (at, (key, value)) in entries.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        quote(key, out)?;
        out.push(':');
        encode(value, out)?;
    }
    out.push('}');
    Ok(())
}

/// Go escapes what HTML and JavaScript would stumble over.
fn quote(text: &str, out: &mut String) -> Result<(), Error> {
    check_string(out.len().saturating_add(text.len()))?;
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => {
                // Writing to a string does not fail.
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
    Ok(())
}

/// What the first character of an unknown document says of its type.
fn decoded_type(arguments: &[Value]) -> Result<Type, Error> {
    let Kind::Unknown(unknown) = &any(arguments, 0)?.kind else {
        return Ok(Type::Dynamic);
    };
    let prefix = unknown.prefix.as_deref().unwrap_or_default();
    match prefix.trim().chars().next() {
        None | Some('{' | '[' | 'n') => Ok(Type::Dynamic),
        Some('"') => Ok(Type::String),
        Some('t' | 'f') => Ok(Type::Bool),
        Some('-' | '.' | '0'..='9') => Ok(Type::Number),
        Some(other) => Err(Error::argument(
            0,
            format!("a JSON document cannot begin with the character {other:?}"),
        )),
    }
}

fn jsondecode(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let source = text(arguments, 0)?;
    context.spend(source.len() as u64 / 16)?;
    let mut reader = Reader {
        text: source,
        at: 0,
        elements: 0,
    };
    let value = reader.value(0)?;
    reader.skip_space();
    match reader.peek() {
        None => Ok(value),
        Some(_) => Err(reader.error("extraneous data after JSON value")),
    }
}

/// Collections inside one another.
const MAX_DEPTH: u32 = 256;

/// Reads one JSON document; numbers keep all their digits.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    elements: u128,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.peek() {
            self.at += 1;
        }
    }

    /// The next character that is no space, taken if it is `wanted`.
    fn take(&mut self, wanted: u8) -> bool {
        self.skip_space();
        let there = self.peek() == Some(wanted);
        self.at += usize::from(there);
        there
    }

    fn error(&self, what: &str) -> Error {
        let line = self
            .text
            .as_bytes()
            .iter()
            .take(self.at)
            .filter(|b| **b == b'\n')
            .count()
            + 1;
        Error::argument(0, format!("invalid JSON: {what} in line {line}"))
    }

    fn value(&mut self, depth: u32) -> Result<Value, Error> {
        if depth > MAX_DEPTH {
            return Err(Error::limit(format!("JSON nested deeper than {MAX_DEPTH}")));
        }
        self.elements += 1;
        check_elements("jsondecode", self.elements)?;
        self.skip_space();
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => Ok(Value::string(self.string()?)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'n') => self.word("null", Value::null(Type::Dynamic)),
            Some(b't') => self.word("true", Value::bool(true)),
            Some(b'f') => self.word("false", Value::bool(false)),
            None => Err(self.error("unexpected end")),
            Some(_) => Err(self.error("invalid character")),
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, Error> {
        if !self.rest().starts_with(word) {
            return Err(self.error("invalid literal"));
        }
        self.at += word.len();
        Ok(value)
    }

    fn array(&mut self, depth: u32) -> Result<Value, Error> {
        self.at += 1;
        let mut items = Vec::new();
        if self.take(b']') {
            return Ok(Value::tuple(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.take(b']') {
                return Ok(Value::tuple(items));
            }
            if !self.take(b',') {
                return Err(self.error("a comma or ] is missing"));
            }
        }
    }

    fn object(&mut self, depth: u32) -> Result<Value, Error> {
        self.at += 1;
        let mut pairs: Vec<(Arc<str>, Value)> = Vec::new();
        if self.take(b'}') {
            return Ok(Value::object(pairs));
        }
        loop {
            self.skip_space();
            if self.peek() != Some(b'"') {
                return Err(self.error("a key is missing"));
            }
            let key = self.string()?;
            if !self.take(b':') {
                return Err(self.error("a colon is missing"));
            }
            pairs.push((key.into(), self.value(depth + 1)?));
            if self.take(b'}') {
                return Ok(Value::object(pairs));
            }
            if !self.take(b',') {
                return Err(self.error("a comma or } is missing"));
            }
        }
    }

    fn number(&mut self) -> Result<Value, Error> {
        let start = self.at;
        let digits = |reader: &mut Self| {
            let from = reader.at;
            while let Some(b'0'..=b'9') = reader.peek() {
                reader.at += 1;
            }
            reader.at > from
        };
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let mut valid = match self.peek() {
            Some(b'0') => {
                self.at += 1;
                true
            }
            _ => digits(self),
        };
        if self.peek() == Some(b'.') {
            self.at += 1;
            valid &= digits(self);
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            valid &= digits(self);
        }
        let text = self.text.get(start..self.at).unwrap_or("");
        match Number::parse(text).filter(|_| valid) {
            Some(number) => Ok(Value::number(number)),
            None => Err(self.error("invalid number")),
        }
    }

    fn string(&mut self) -> Result<String, Error> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = self.rest();
            let plain = rest
                .find(|c: char| c == '"' || c == '\\' || c < ' ')
                .unwrap_or(rest.len());
            out.push_str(rest.get(..plain).unwrap_or(""));
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => out.push(self.escape()?),
                Some(_) => return Err(self.error("a control character in a string")),
                None => return Err(self.error("unexpected end")),
            }
            if out.len() > MAX_STRING {
                check_string(out.len())?;
            }
        }
    }

    fn escape(&mut self) -> Result<char, Error> {
        self.at += 1;
        let escaped = self.peek();
        self.at += 1;
        Ok(match escaped {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let unit = self.unit()?;
                if !(0xd800..0xdc00).contains(&unit) {
                    return Ok(char::from_u32(unit).unwrap_or('\u{fffd}'));
                }
                // The second half of a pair follows, or the first stands for nothing.
                let before = self.at;
                if self.rest().starts_with("\\u") {
                    self.at += 2;
                    let low = self.unit()?;
                    if (0xdc00..0xe000).contains(&low) {
                        let code = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                        return Ok(char::from_u32(code).unwrap_or('\u{fffd}'));
                    }
                    self.at = before;
                }
                '\u{fffd}'
            }
            _ => return Err(self.error("an invalid escape in a string")),
        })
    }

    fn unit(&mut self) -> Result<u32, Error> {
        let digits = self.text.get(self.at..self.at + 4).unwrap_or("");
        let valid = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        match u32::from_str_radix(digits, 16) {
            Ok(unit) if valid => {
                self.at += 4;
                Ok(unit)
            }
            _ => Err(self.error("an invalid \\u escape")),
        }
    }
}

//! Scalars as Kubernetes reads them: `resolve.go` and `decode.go` of go-yaml v2, then JSON.
//!
//! The tables in the tests were measured with kubectl.

use std::borrow::Cow;

use super::dialect::{Resolved, is_nan, word};
use super::number::{based_integer, integer, is_decimal, to_json};
use super::timestamp::rfc3339;
use super::tree::{Style, Tag};

/// What the characters mean.
pub(super) fn resolve(text: &str, style: Style, tag: Tag) -> Result<Resolved<'_>, String> {
    match read(text, style, tag)? {
        Scalar::Word(Resolved::Infinity { .. }) | Scalar::NotANumber => {
            Err(format!("`{text}` is no number that JSON can hold"))
        }
        Scalar::Word(word) => Ok(word),
        Scalar::Integer(value) => Ok(Resolved::Number(written(text, value.to_string()))),
        Scalar::Float(value) => {
            let shortest = format!("{value:?}");
            let shortest = shortest.strip_suffix(".0").unwrap_or(&shortest);
            Ok(Resolved::Number(written(text, shortest.to_owned())))
        }
        Scalar::String => Ok(Resolved::String(Cow::Borrowed(text))),
    }
}

/// The characters as a key of a JSON object.
pub(super) fn key(text: &str, style: Style, tag: Tag) -> Cow<'_, str> {
    match read(text, style, tag) {
        Ok(Scalar::Word(Resolved::Bool(true))) => Cow::Borrowed("true"),
        Ok(Scalar::Word(Resolved::Bool(false))) => Cow::Borrowed("false"),
        Ok(Scalar::Integer(value)) => written(text, value.to_string()),
        Ok(Scalar::Float(value)) => Cow::Owned(shortest_single(value)),
        _ => Cow::Borrowed(text),
    }
}

/// The number, borrowed where it already stands so in the text.
fn written(text: &str, number: String) -> Cow<'_, str> {
    match text == number {
        true => Cow::Borrowed(text),
        false => Cow::Owned(number),
    }
}

/// `strconv.FormatFloat(value, 'g', -1, 32)` of Go.
fn shortest_single(value: f64) -> String {
    let value = value as f32;
    let scientific = format!("{value:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..21).contains(&exponent) && exponent < 6 {
        return format!("{value}");
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", exponent.abs())
}

/// What a scalar is to go-yaml, before it becomes JSON.
enum Scalar {
    Word(Resolved<'static>),
    NotANumber,
    Integer(i128),
    Float(f64),
    String,
}

fn read(text: &str, style: Style, tag: Tag) -> Result<Scalar, String> {
    let refuse = |name: &str| Err(format!("cannot read `{text}` as {name}"));
    match (tag, implicit(text)) {
        (Tag::None, _) if style != Style::Plain => Ok(Scalar::String),
        (Tag::None, scalar) => Ok(scalar),
        (Tag::Int, scalar @ Scalar::Integer(_)) => Ok(scalar),
        (Tag::Int, _) => refuse("!!int"),
        (Tag::Float, Scalar::Integer(value)) => match i64::try_from(value) {
            Ok(value) => Ok(Scalar::Float(value as f64)),
            Err(_) => refuse("!!float"),
        },
        (Tag::Float, scalar @ Scalar::Float(_)) => Ok(scalar),
        (Tag::Float, _) => refuse("!!float"),
        (Tag::Bool, scalar @ Scalar::Word(Resolved::Bool(_))) => Ok(scalar),
        (Tag::Bool, _) => refuse("!!bool"),
        (Tag::Null, scalar @ Scalar::Word(Resolved::Null)) => Ok(scalar),
        (Tag::Null, _) => refuse("!!null"),
        // Timestamps stay strings, for the sake of readers older than them.
        (Tag::Timestamp, _) if rfc3339(text).is_some() => Ok(Scalar::String),
        (Tag::Timestamp, _) => refuse("!!timestamp"),
        (Tag::Binary, _) => Err("a !!binary value is not read".into()),
        (Tag::Str | Tag::Merge | Tag::Map | Tag::Seq | Tag::Other, _) => Ok(Scalar::String),
    }
}

fn implicit(text: &str) -> Scalar {
    let Some(first) = text.bytes().next() else {
        return Scalar::Word(Resolved::Null);
    };
    match first {
        b'.' if is_nan(text) => Scalar::NotANumber,
        b'.' => match word(text) {
            Some(word) => Scalar::Word(word),
            None => decimal_with_underscores(text).map_or(Scalar::String, Scalar::Float),
        },
        b'+' | b'-' | b'0'..=b'9' => match word(text) {
            Some(word) => Scalar::Word(word),
            None => digits(text),
        },
        b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' | b'~' => {
            word(text).map_or(Scalar::String, Scalar::Word)
        }
        _ => Scalar::String,
    }
}

/// What begins with a sign or a digit. Underscores may stand anywhere in it.
fn digits(text: &str) -> Scalar {
    if rfc3339(text).is_some() {
        return Scalar::String;
    }
    let plain: Cow<'_, str> = match text.contains('_') {
        true => Cow::Owned(text.replace('_', "")),
        false => Cow::Borrowed(text),
    };
    if let Some(value) = based_integer(&plain) {
        return Scalar::Integer(value);
    }
    if is_decimal(&plain) {
        return finite(&plain).map_or(Scalar::String, Scalar::Float);
    }
    // `0b` is tried once more on its own, which lets a sign stand behind the prefix.
    let binary = plain.strip_prefix("0b").and_then(|digits| {
        let (digits, negative) = match digits.strip_prefix('-') {
            Some(digits) => (digits, true),
            None => (digits.strip_prefix('+').unwrap_or(digits), false),
        };
        integer(digits, 2, negative).filter(|value| i64::try_from(*value).is_ok())
    });
    binary.map_or(Scalar::String, Scalar::Integer)
}

/// `.5`, `.5_0`: underscores stand between digits only.
fn decimal_with_underscores(text: &str) -> Option<f64> {
    let bytes = text.as_bytes();
    let misplaced = bytes.iter().enumerate().any(|(at, byte)| {
        let digit = |at: Option<usize>| {
            at.and_then(|at| bytes.get(at))
                .is_some_and(u8::is_ascii_digit)
        };
        *byte == b'_' && !(digit(at.checked_sub(1)) && digit(at.checked_add(1)))
    });
    let plain = text.replace('_', "");
    (!misplaced && is_decimal(&plain))
        .then(|| finite(&plain))
        .flatten()
}

fn finite(text: &str) -> Option<f64> {
    let value: f64 = to_json(text).parse().ok()?;
    value.is_finite().then_some(value)
}

#[cfg(test)]
mod tests;

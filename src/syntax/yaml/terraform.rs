//! Scalars as `yamldecode` reads them: `resolve.go` of `zclconf/go-cty-yaml`.
//!
//! The tables in the tests were measured with `terraform console`.

use std::borrow::Cow;

use super::dialect::{Resolved, is_nan, word};
use super::number::{based_integer, is_decimal, to_json};
use super::timestamp::rfc3339;
use super::tree::{Style, Tag};

/// What the characters mean.
pub(super) fn resolve(text: &str, style: Style, tag: Tag) -> Result<Resolved<'_>, String> {
    let string = || Ok(Resolved::String(Cow::Borrowed(text)));
    match tag {
        Tag::Str => return string(),
        Tag::Binary if is_base64(text) => return string(),
        Tag::Binary => {
            return Err(format!(
                "cannot parse {text:?} as !!binary: not valid base64"
            ));
        }
        Tag::Merge | Tag::Map | Tag::Seq | Tag::Other => return Err("unsupported tag".into()),
        Tag::None | Tag::Int | Tag::Float | Tag::Bool | Tag::Null | Tag::Timestamp => {}
    }
    // The first character says what a scalar may be at all; the rest is a string whatever its tag.
    let first = text.bytes().next();
    let numeric = matches!(first, Some(b'+' | b'-' | b'0'..=b'9'));
    let hinted = numeric
        || matches!(
            first,
            None | Some(b'.' | b'~' | b'y' | b'Y' | b'n' | b'N' | b't' | b'T')
                | Some(b'f' | b'F' | b'o' | b'O')
        );
    if hinted {
        if style == Style::Quoted {
            return string();
        }
        if let Some(word) = word(text) {
            return Ok(word);
        }
        if tag == Tag::None && is_nan(text) {
            return Err("floating point NaN is not supported".into());
        }
        if first == Some(b'.') && is_decimal(text) {
            return Ok(Resolved::Number(to_json(text)));
        }
        if numeric {
            if let (Tag::None | Tag::Timestamp, Some(time)) = (tag, rfc3339(text)) {
                return Ok(Resolved::String(Cow::Owned(time)));
            }
            if is_decimal(text) || is_based(text) {
                return number(text);
            }
        }
    }
    match tag {
        Tag::Int | Tag::Float => number(text),
        Tag::Null => Ok(Resolved::Null),
        Tag::Bool => Err(format!("cannot parse {text:?} as !!bool")),
        Tag::Timestamp => match rfc3339(text) {
            Some(time) => Ok(Resolved::String(Cow::Owned(time))),
            None => Err(format!("cannot parse {text:?} as !!timestamp")),
        },
        _ => string(),
    }
}

/// The characters as a key of an object; numbers are not formatted yet.
pub(super) fn key(text: &str, style: Style, tag: Tag) -> Cow<'_, str> {
    match resolve(text, style, tag) {
        Ok(Resolved::Bool(true)) => Cow::Borrowed("true"),
        Ok(Resolved::Bool(false)) => Cow::Borrowed("false"),
        Ok(Resolved::Number(text) | Resolved::String(text)) => text,
        Ok(Resolved::Null | Resolved::Infinity { .. }) | Err(_) => Cow::Borrowed(text),
    }
}

/// `0o17`, `0x1f`: what is a number without a tag, besides decimals.
fn is_based(text: &str) -> bool {
    let all = |rest: &str, radix| !rest.is_empty() && rest.chars().all(|c| c.is_digit(radix));
    match (text.get(..2), text.get(2..)) {
        (Some("0o"), Some(rest)) => all(rest, 8),
        (Some("0x"), Some(rest)) => all(rest, 16),
        _ => false,
    }
}

fn number(text: &str) -> Result<Resolved<'_>, String> {
    if is_decimal(text) {
        return Ok(Resolved::Number(to_json(text)));
    }
    let plain = text.replace('_', "");
    if is_decimal(&plain) {
        return Ok(Resolved::Number(Cow::Owned(to_json(&plain).into_owned())));
    }
    match based_integer(&plain) {
        Some(value) => Ok(Resolved::Number(Cow::Owned(value.to_string()))),
        None => Err(format!("cannot parse {text:?} as a number")),
    }
}

/// Standard base64 with padding; line breaks are passed over.
fn is_base64(text: &str) -> bool {
    let digits = text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n'));
    let (mut count, mut padding) = (0u64, 0u64);
    for byte in digits {
        count += 1;
        match byte {
            b'=' => padding += 1,
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' if padding == 0 => {}
            _ => return false,
        }
    }
    count.is_multiple_of(4) && padding <= 2
}

#[cfg(test)]
mod tests;

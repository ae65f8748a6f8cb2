//! Base64, character sets and URLs.

use base64::Engine;
use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};

use super::super::types::Type;
use super::super::value::Value;
use super::arguments::text;
use super::charset::{Charset, named};
use super::gzip::gzip;
use super::{Context, Error, Function, Parameter, check_string, max_string};
use crate::source::Place;

pub(super) fn functions() -> Vec<Function> {
    let string = |name| Parameter::new(name, Type::String);
    let function =
        |name, parameters, run| Function::new(name, parameters, |_| Ok(Type::String), run);
    vec![
        function("base64decode", vec![string("str")], base64decode),
        function("base64encode", vec![string("str")], base64encode),
        function("base64gzip", vec![string("str")], base64gzip),
        function(
            "textdecodebase64",
            vec![string("source"), string("encoding")],
            textdecodebase64,
        ),
        function(
            "textencodebase64",
            vec![string("string"), string("encoding")],
            textencodebase64,
        ),
        function("urlencode", vec![string("str")], urlencode),
    ]
}

/// `bytes` in standard Base64, if the text is not too long.
pub(super) fn base64(bytes: &[u8]) -> Result<Value, Error> {
    check_string(bytes.len().div_ceil(3).saturating_mul(4))?;
    Ok(Value::string(STANDARD.encode(bytes)))
}

/// Decodes as Go does: line breaks are skipped, unused bits may be set, padding is required.
pub(super) fn debase64(text: &str) -> Option<Vec<u8>> {
    const LENIENT: GeneralPurpose = GeneralPurpose::new(
        &alphabet::STANDARD,
        GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
    );
    if text.contains(['\r', '\n']) {
        return LENIENT.decode(text.replace(['\r', '\n'], "")).ok();
    }
    LENIENT.decode(text).ok()
}

fn base64decode(_: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let source = text(arguments, 0)?;
    let bytes = debase64(source)
        .ok_or_else(|| Error::refused(format!("failed to decode base64 data {source:?}")))?;
    let decoded = String::from_utf8(bytes).map_err(|_| {
        Error::refused("the result of decoding the provided string is not valid UTF-8")
    })?;
    Ok(Value::string(decoded))
}

fn base64encode(_: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    base64(text(arguments, 0)?.as_bytes())
}

fn base64gzip(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    base64(&gzip(context, text(arguments, 0)?.as_bytes())?)
}

/// The character set of argument 1.
fn charset(arguments: &[Value]) -> Result<Charset, Error> {
    let message = "not a supported IANA encoding name or alias";
    named(text(arguments, 1)?).ok_or_else(|| Error::argument(1, message))
}

fn textencodebase64(_: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let charset = charset(arguments)?;
    check_string(text(arguments, 0)?.len().saturating_mul(2))?;
    let encoded = charset.encode(text(arguments, 0)?).ok_or_else(|| {
        let name = text(arguments, 1).unwrap_or_default();
        let message =
            format!("the given string contains characters that cannot be represented in {name}");
        Error::argument(0, message)
    })?;
    base64(&encoded)
}

fn textdecodebase64(_: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let charset = charset(arguments)?;
    let bytes = debase64(text(arguments, 0)?)
        .ok_or_else(|| Error::argument(0, "the given value has an invalid base64 symbol"))?;
    let decoded = charset.decode(&bytes).ok_or_else(|| {
        let name = text(arguments, 1).unwrap_or_default();
        let message = format!("the given string contains symbols that are not defined for {name}");
        Error::argument(0, message)
    })?;
    check_string(decoded.len())?;
    Ok(Value::string(decoded))
}

fn urlencode(_: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let source = text(arguments, 0)?;
    let mut encoded = String::with_capacity(source.len());
    for byte in source.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                encoded.push(char::from(byte));
            }
            b' ' => encoded.push('+'),
            _ => {
                const DIGITS: [char; 16] = [
                    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F',
                ];
                encoded.push('%');
                let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied();
                encoded.extend(digit(byte >> 4));
                encoded.extend(digit(byte & 15));
            }
        }
        if encoded.len() > max_string() {
            check_string(encoded.len())?;
        }
    }
    Ok(Value::string(encoded))
}

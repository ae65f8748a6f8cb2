//! Number notations that both dialects share.

use std::borrow::Cow;

/// Whether the text is `[-+]? (d+ ('.' d*)? | '.' d+) ([eE] [-+]? d+)?`.
pub(super) fn is_decimal(text: &str) -> bool {
    let rest = text.strip_prefix(['-', '+']).unwrap_or(text);
    let whole = digits(rest);
    let mut rest = rest.get(whole..).unwrap_or("");
    let mut mantissa = whole > 0;
    if let Some(fraction) = rest.strip_prefix('.') {
        let length = digits(fraction);
        mantissa |= length > 0;
        rest = fraction.get(length..).unwrap_or("");
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        let length = digits(exponent);
        return mantissa && length > 0 && length == exponent.len();
    }
    mantissa && rest.is_empty()
}

/// A decimal of [`is_decimal`] in the grammar of JSON: no `+`, no leading zeros, digits on both
/// sides of the point.
pub(super) fn to_json(text: &str) -> Cow<'_, str> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = rest.split_at(rest.find(['e', 'E']).unwrap_or(rest.len()));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let significant = match whole.trim_start_matches('0') {
        "" => "0",
        significant => significant,
    };
    let point = if fraction.is_empty() { "" } else { "." };
    if sign.len() + significant.len() + point.len() + fraction.len() + exponent.len() == text.len()
        && significant.len() == whole.len()
    {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("{sign}{significant}{point}{fraction}{exponent}"))
}

/// An integer as Go's `strconv` reads it with base 0 and no underscores: `0x`, `0o`, `0b`, a bare
/// leading `0` for octal. Within `i64`, or without a sign within `u64`.
pub(super) fn based_integer(text: &str) -> Option<i128> {
    let (negative, rest) = match text.as_bytes().first()? {
        b'-' => (true, text.get(1..)?),
        b'+' => (false, text.get(1..)?),
        _ => (false, text),
    };
    let signed = rest.len() < text.len();
    let (radix, rest) = match (rest.get(..2), rest.get(2..)) {
        (Some("0x" | "0X"), Some(rest)) => (16, rest),
        (Some("0o" | "0O"), Some(rest)) => (8, rest),
        (Some("0b" | "0B"), Some(rest)) => (2, rest),
        _ if rest.len() > 1 && rest.starts_with('0') => (8, rest),
        _ => (10, rest),
    };
    integer(rest, radix, negative).filter(|value| !signed || i64::try_from(*value).is_ok())
}

/// Bare digits of `radix` as a number within `i64` or `u64`.
pub(super) fn integer(digits: &str, radix: u32, negative: bool) -> Option<i128> {
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    let value = i128::from(u64::from_str_radix(digits, radix).ok()?);
    let value = if negative { -value } else { value };
    (value >= i128::from(i64::MIN)).then_some(value)
}

/// How many ASCII digits the text begins with.
pub(super) fn digits(text: &str) -> usize {
    text.bytes()
        .take_while(|byte| byte.is_ascii_digit())
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_take_the_form_of_json() {
        for (text, json) in [
            ("12", "12"),
            ("+12", "12"),
            ("0644", "644"),
            ("-007.50", "-7.50"),
            (".5", "0.5"),
            ("1.", "1"),
            ("-.5e+3", "-0.5e+3"),
            ("00", "0"),
            ("0.e1", "0e1"),
        ] {
            assert!(is_decimal(text), "{text}");
            assert_eq!(to_json(text), json);
        }
        for text in [
            "", ".", "-", "1e", "1e+", "e5", "1.5.5", "0x1", "1_0", " 1", "é",
        ] {
            assert!(!is_decimal(text), "{text}");
        }
        assert!(matches!(to_json("12.5e3"), Cow::Borrowed(_)));
    }

    #[test]
    fn integers_have_the_prefixes_and_the_range_of_go() {
        assert_eq!(based_integer("0644"), Some(420));
        assert_eq!(based_integer("-0x1F"), Some(-31));
        assert_eq!(based_integer("18446744073709551615"), Some(u64::MAX.into()));
        assert_eq!(based_integer("-9223372036854775808"), Some(i64::MIN.into()));
        for text in [
            "08",
            "0x",
            "+",
            "--1",
            "-9223372036854775809",
            "+9223372036854775808",
            "0x1FFFFFFFFFFFFFFFF",
            "0b2",
        ] {
            assert_eq!(based_integer(text), None, "{text}");
        }
    }
}

//! Numbers from text, digit for digit as Go reads them.

use num_bigint::BigUint;

use super::arithmetic::quotient;
use super::{Float, Number, WRITTEN, round};

impl Number {
    /// Longest text that is read as a number, in bytes. A longer one is no number anybody means,
    /// and reading it costs the square of its length.
    pub const LONGEST: usize = 4096;

    /// The number written as `text`, as Go's `big.ParseFloat(text, 10, 512, ToNearestEven)` reads
    /// it: decimals with a fraction and an exponent to base 10 (`e`) or 2 (`p`), and `inf`. `None`
    /// if it is none, or longer than [`Number::LONGEST`].
    pub fn parse(text: &str) -> Option<Number> {
        if text.len() > Number::LONGEST {
            return None;
        }
        let (negative, digits) = sign(text);
        if matches!(digits, "Inf" | "inf") {
            return Some(Number::infinite(negative));
        }
        if digits.len() < 19
            && digits.bytes().all(|b| b.is_ascii_digit())
            && let Ok(value) = digits.parse::<i64>()
        {
            return Some(match (value, negative) {
                (0, true) => Number::zero(true, WRITTEN),
                (_, true) => Number::int(-value, WRITTEN),
                (_, false) => Number::int(value, WRITTEN),
            });
        }
        let (mantissa, tens, twos) = scan(digits)?;
        if mantissa == BigUint::ZERO {
            return Some(Number::zero(negative, WRITTEN));
        }
        // A power of ten is one of five and one of two. Go checks the latter here.
        let exponent = tens.checked_add(twos)?;
        let top = exponent.checked_add(mantissa.bits() as i64)?;
        if i32::try_from(top).is_err() {
            return None;
        }
        let float = |mantissa, exponent| Float {
            negative,
            mantissa,
            exponent,
            precision: WRITTEN,
        };
        let (five, shift) = power_of_five(tens.unsigned_abs());
        if tens < 0 {
            let (mantissa, exponent, sticky) =
                quotient(float(mantissa, exponent), float(five, shift), WRITTEN);
            return Some(Number::rounded(
                negative, mantissa, exponent, sticky, WRITTEN,
            ));
        }
        let exponent = exponent.checked_add(shift)?;
        Some(Number::rounded(
            negative,
            mantissa * five,
            exponent,
            false,
            WRITTEN,
        ))
    }

    /// The whole number written as `text` in `base` (2 to 62), as Go's `big.Int.SetString` reads
    /// it: letters count from 10, and beyond base 36 capitals from 36. `None` if it is none, or
    /// longer than [`Number::LONGEST`].
    pub fn parse_int(text: &str, base: u32) -> Option<Number> {
        if text.len() > Number::LONGEST {
            return None;
        }
        let (negative, digits) = sign(text);
        let digits: Option<Vec<u8>> = digits.bytes().map(|b| digit(b, base)).collect();
        let digits = digits.filter(|digits| !digits.is_empty())?;
        let mantissa = BigUint::from_radix_be(&digits, base)?;
        let precision = (mantissa.bits() as u32).max(super::COUNTED);
        let negative = negative && mantissa != BigUint::ZERO;
        Some(Number::rounded(negative, mantissa, 0, false, precision))
    }
}

fn sign(text: &str) -> (bool, &str) {
    match text.as_bytes().first() {
        Some(b'-') => (true, text.get(1..).unwrap_or("")),
        Some(b'+') => (false, text.get(1..).unwrap_or("")),
        _ => (false, text),
    }
}

fn digit(byte: u8, base: u32) -> Option<u8> {
    let value = match byte {
        b'0'..=b'9' => byte - b'0',
        b'a'..=b'z' => byte - b'a' + 10,
        b'A'..=b'Z' if base <= 36 => byte - b'A' + 10,
        b'A'..=b'Z' => byte - b'A' + 36,
        _ => return None,
    };
    (u32::from(value) < base).then_some(value)
}

/// Digits without the point, the power of ten and the power of two they are multiplied by.
fn scan(text: &str) -> Option<(BigUint, i64, i64)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (mantissa, rest) = text.split_at(end);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if fraction.contains('.') || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let digits: Vec<u8> = whole
        .bytes()
        .chain(fraction.bytes())
        .map(|b| b - b'0')
        .collect();
    let mantissa = BigUint::from_radix_be(&digits, 10)?;
    let tens = -(fraction.len() as i64);
    let exponent = |text: &str| {
        let (negative, digits) = sign(text);
        let whole = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        let value: i64 = digits.parse().ok().filter(|_| whole)?;
        Some(if negative { -value } else { value })
    };
    match rest.as_bytes().first() {
        None => Some((mantissa, tens, 0)),
        Some(b'e' | b'E') => Some((mantissa, tens.checked_add(exponent(rest.get(1..)?)?)?, 0)),
        Some(b'p' | b'P') => Some((mantissa, tens, exponent(rest.get(1..)?)?)),
        Some(_) => None,
    }
}

/// `5^n` with the bits that Go has of it: exact up to 5^27, then squared and multiplied with 576
/// bits for the power and 640 for the factor.
fn power_of_five(mut n: u64) -> (BigUint, i64) {
    const EXACT: u64 = 27;
    const POWER: u32 = WRITTEN + 64;
    const FACTOR: u32 = POWER + 64;
    let small = |n: u64| BigUint::from(5u64.saturating_pow(n as u32));
    if n <= EXACT {
        return (small(n), 0);
    }
    n -= EXACT;
    let mut power = (small(EXACT), 0i64);
    let mut factor = (small(1), 0i64);
    while n > 0 {
        if n & 1 == 1 {
            power = times(&power, &factor, POWER);
        }
        factor = times(&factor, &factor, FACTOR);
        n >>= 1;
    }
    power
}

fn times(a: &(BigUint, i64), b: &(BigUint, i64), precision: u32) -> (BigUint, i64) {
    round(&a.0 * &b.0, a.1.saturating_add(b.1), false, precision)
}

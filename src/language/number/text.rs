//! Numbers as text, as Go's `big.Float.Text` writes them.

use std::cmp::Ordering;
use std::fmt;

use num_bigint::BigUint;

use super::{Number, Repr};

/// Greatest binary exponent, up or down, of a number that is written in decimals: some 2,500
/// digits. Beyond, the text would be as long as the exponent is great.
const GREATEST: u64 = 8192;

/// How decimals are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Notation {
    /// `123.45`
    Fixed,
    /// `1.2345e+02`
    Exponent,
    /// `Exponent` when the exponent is below -4 or at least the number of digits, else `Fixed`.
    General,
}

impl Number {
    /// Its text in decimals. `digits` are those behind the point (in all, for
    /// [`Notation::General`]); without, as many as tell it from every other number of its
    /// precision. `None` when its exponent is beyond ±8,192 bits.
    pub fn format(&self, notation: Notation, digits: Option<usize>) -> Option<String> {
        if self.is_infinite() {
            let sign = if self.is_negative() { '-' } else { '+' };
            return Some(format!("{sign}Inf"));
        }
        let mut decimal = match digits {
            None => Decimal::shortest(self)?,
            Some(_) => Decimal::exact(self)?,
        };
        let mut out = String::new();
        if self.is_negative() {
            out.push('-');
        }
        let length = decimal.digits.len();
        match notation {
            Notation::Exponent => {
                let behind = digits.unwrap_or(length.saturating_sub(1));
                decimal.round(behind as i64 + 1);
                decimal.write_exponent(behind, &mut out);
            }
            Notation::Fixed => {
                let least = (length as i64 - decimal.point).max(0) as usize;
                let behind = digits.unwrap_or(least);
                decimal.round(decimal.point.saturating_add(behind as i64));
                decimal.write_fixed(behind, &mut out);
            }
            Notation::General => decimal.write_general(digits, &mut out),
        }
        Some(out)
    }

    /// The text Terraform converts it to, in a string and in JSON (which has no infinity). `None`
    /// when its exponent is beyond ±8,192 bits.
    pub fn to_text(&self) -> Option<String> {
        self.format(Notation::Fixed, None)
    }

    /// Its digits in `base` (2 to 36), small letters, the sign in front; `None` when it is not
    /// whole or has more than 8,192 bits.
    pub fn to_radix(&self, base: u32) -> Option<String> {
        let float = self.float()?;
        let exponent = u64::try_from(float.exponent).ok()?;
        if exponent + float.mantissa.bits() > GREATEST.max(u64::from(float.precision)) {
            return None;
        }
        let sign = if float.negative && float.mantissa != BigUint::ZERO {
            "-"
        } else {
            ""
        };
        let digits = (float.mantissa << exponent).to_str_radix(base);
        Some(format!("{sign}{digits}"))
    }
}

impl fmt::Display for Number {
    /// As Terraform prints it in a string ([`Number::to_text`]). Where that is too long, as a
    /// multiple of a power of two (`1p+99999`), which reads back as the same number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Repr::Int { value, precision } = &self.0
            && (*precision >= 64 || value.unsigned_abs() < 1 << precision)
        {
            return value.fmt(f);
        }
        match (self.to_text(), self.float()) {
            (Some(text), _) => f.write_str(&text),
            (None, Some(float)) => {
                let sign = if float.negative { "-" } else { "" };
                write!(f, "{sign}{}p{:+}", float.mantissa, float.exponent)
            }
            (None, None) => Ok(()),
        }
    }
}

/// Compares numbers of one sign by their shortest decimals; `None` when these are too long.
pub(super) fn compare_decimals(a: &Number, b: &Number) -> Option<Ordering> {
    let sign = a.sign();
    let (a, b) = (Decimal::shortest(a)?, Decimal::shortest(b)?);
    let magnitudes = a.point.cmp(&b.point).then_with(|| a.digits.cmp(&b.digits));
    Some(match sign {
        Ordering::Less => magnitudes.reverse(),
        _ => magnitudes,
    })
}

/// `0.digits × 10^point`, without zeros at the end.
struct Decimal {
    digits: Vec<u8>,
    point: i64,
}

impl Decimal {
    /// All digits of a number.
    fn exact(number: &Number) -> Option<Decimal> {
        let float = number.float()?;
        Decimal::of(&float.mantissa, float.exponent)
    }

    fn of(mantissa: &BigUint, exponent: i64) -> Option<Decimal> {
        if exponent.unsigned_abs() > GREATEST || mantissa.bits() > 8 * GREATEST {
            return None;
        }
        let shift = exponent.unsigned_abs();
        // 2^-n is 5^n / 10^n.
        let (whole, tens) = match exponent < 0 {
            true => (mantissa * BigUint::from(5u32).pow(shift as u32), exponent),
            false => (mantissa << shift, 0),
        };
        let digits = match whole == BigUint::ZERO {
            true => Vec::new(),
            false => whole.to_radix_be(10),
        };
        let point = digits.len() as i64 + tens;
        let mut decimal = Decimal { digits, point };
        decimal.trim();
        Some(decimal)
    }

    /// The fewest digits that tell a number from its neighbours of the same precision, as Go
    /// chooses them.
    fn shortest(number: &Number) -> Option<Decimal> {
        let float = number.float()?;
        let mut exact = Decimal::of(&float.mantissa, float.exponent)?;
        if exact.digits.is_empty() {
            return Some(exact);
        }
        // The mantissa with one bit more than the precision, so that its last bit is half a unit.
        let bits = u64::from(float.precision) + 1;
        let shift = bits.saturating_sub(float.mantissa.bits());
        let mantissa = float.mantissa << shift;
        let exponent = float.exponent.saturating_sub(shift as i64);
        let lower = Decimal::of(&(&mantissa - 1u32), exponent)?;
        let upper = Decimal::of(&(&mantissa + 1u32), exponent)?;
        // The bounds themselves read back as this number only if rounding to even chooses it.
        let inclusive = !mantissa.bit(1);
        for at in 0..exact.digits.len() {
            let (digit, low, high) = (exact.at(at), lower.at(at), upper.at(at));
            let down = low != digit || (inclusive && at + 1 == lower.digits.len());
            let up =
                digit != high && (inclusive || digit + 1 < high || at + 1 < upper.digits.len());
            match (down, up) {
                (true, true) => exact.round(at as i64 + 1),
                (true, false) => exact.truncate(at + 1),
                (false, true) => exact.round_up(at + 1),
                (false, false) => continue,
            }
            break;
        }
        Some(exact)
    }

    fn at(&self, at: usize) -> u8 {
        self.digits.get(at).copied().unwrap_or(0)
    }

    fn trim(&mut self) {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.point = 0;
        }
    }

    /// Keeps `count` digits, rounding half to even; nothing happens when there are not more.
    fn round(&mut self, count: i64) {
        let Ok(count) = usize::try_from(count) else {
            return;
        };
        if count >= self.digits.len() {
            return;
        }
        let next = self.at(count);
        let half = next == 5 && count + 1 == self.digits.len();
        let up = match half {
            true => count > 0 && self.at(count - 1) % 2 == 1,
            false => next >= 5,
        };
        match up {
            true => self.round_up(count),
            false => self.truncate(count),
        }
    }

    fn truncate(&mut self, count: usize) {
        self.digits.truncate(count);
        self.trim();
    }

    fn round_up(&mut self, count: usize) {
        self.digits.truncate(count);
        while self.digits.last() == Some(&9) {
            self.digits.pop();
        }
        match self.digits.last_mut() {
            Some(last) => *last += 1,
            None => {
                self.digits.push(1);
                self.point += 1;
            }
        }
    }

    fn write_fixed(&self, behind: usize, out: &mut String) {
        if self.point <= 0 {
            out.push('0');
        }
        for at in 0..self.point.max(0) {
            out.push(char::from(b'0' + self.at(at as usize)));
        }
        if behind > 0 {
            out.push('.');
            for at in 0..behind as i64 {
                let digit = usize::try_from(self.point + at).map_or(0, |at| self.at(at));
                out.push(char::from(b'0' + digit));
            }
        }
    }

    fn write_exponent(&self, behind: usize, out: &mut String) {
        out.push(char::from(b'0' + self.at(0)));
        if behind > 0 {
            out.push('.');
            for at in 1..=behind {
                out.push(char::from(b'0' + self.at(at)));
            }
        }
        let exponent = match self.digits.is_empty() {
            true => 0,
            false => self.point - 1,
        };
        let sign = if exponent < 0 { '-' } else { '+' };
        out.push_str(&format!("e{sign}{:02}", exponent.unsigned_abs()));
    }

    fn write_general(&mut self, digits: Option<usize>, out: &mut String) {
        let mut wanted = match digits {
            None => self.digits.len(),
            Some(digits) => {
                self.round(digits.max(1) as i64);
                digits.max(1)
            }
        };
        let length = self.digits.len();
        let threshold = match digits {
            // Six is what Go decides with when it writes the shortest text.
            None => 6,
            Some(_) if wanted > length && length as i64 >= self.point => length as i64,
            Some(_) => wanted as i64,
        };
        let exponent = self.point - 1;
        if exponent < -4 || exponent >= threshold {
            return self.write_exponent(wanted.min(length).saturating_sub(1), out);
        }
        if wanted as i64 > self.point {
            wanted = length;
        }
        self.write_fixed((wanted as i64 - self.point).max(0) as usize, out);
    }
}

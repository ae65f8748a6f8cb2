//! Terraform's numbers: binary floats (Go's `big.Float`), with a fast case for small integers.
//!
//! A number carries the precision it was made with, because later results depend on it: what is
//! written or parsed has 512 bits, a count such as `length(x)` has 64, the result of `pow` or `log`
//! has 53, and an operation rounds to the greater precision of its operands, half to even.
//! `length(a) / length(b)` therefore prints 20 digits where `1 / 3` prints 155.
//!
//! Invariants: whole numbers of 64 bits are [`Repr::Int`] unless they are -0; a mantissa is odd or
//! zero; nothing allocates in proportion to an exponent; there is no NaN.

use std::cmp::Ordering;
use std::sync::Arc;

use num_bigint::BigUint;

mod arithmetic;
mod double;
mod parse;
mod text;

pub(super) use double::{log, pow};
pub use text::Notation;

/// Bits of a number that was written or parsed.
const WRITTEN: u32 = 512;
/// Bits of a number that counts something (Go's `SetInt64`).
const COUNTED: u32 = 64;
/// Bits of a number that was a double.
const DOUBLE: u32 = 53;

/// A number.
#[derive(Clone, Debug)]
pub struct Number(Repr);

#[derive(Clone, Debug)]
enum Repr {
    Int { value: i64, precision: u32 },
    Float(Arc<Float>),
    Infinite { negative: bool },
}

/// `±mantissa × 2^exponent`. A mantissa of zero is -0.
#[derive(Clone, Debug)]
struct Float {
    negative: bool,
    mantissa: BigUint,
    exponent: i64,
    precision: u32,
}

impl From<i64> for Number {
    /// A number that counts something. Written numbers come from [`Number::parse`].
    fn from(value: i64) -> Self {
        Number::int(value, COUNTED)
    }
}

impl Number {
    fn int(value: i64, precision: u32) -> Number {
        Number(Repr::Int { value, precision })
    }

    fn infinite(negative: bool) -> Number {
        Number(Repr::Infinite { negative })
    }

    /// The number `value`; `None` for what is none.
    pub fn from_f64(value: f64) -> Option<Number> {
        if value.is_nan() {
            return None;
        }
        if value.is_infinite() {
            return Some(Number::infinite(value < 0.0));
        }
        let bits = value.to_bits();
        let fraction = bits & ((1 << 52) - 1);
        let exponent = ((bits >> 52) & 0x7ff) as i64;
        // Subnormal numbers lack the leading bit and share the least exponent.
        let (mantissa, exponent) = match exponent {
            0 => (fraction, -1074),
            e => (fraction | (1 << 52), e - 1075),
        };
        Some(Number::rounded(
            value.is_sign_negative(),
            BigUint::from(mantissa),
            exponent,
            false,
            DOUBLE,
        ))
    }

    /// `±mantissa × 2^exponent`, rounded half to even to `precision` bits. `sticky` says that the
    /// exact value lies a little farther from zero; the mantissa must then have more bits than
    /// `precision`.
    fn rounded(
        negative: bool,
        mantissa: BigUint,
        exponent: i64,
        sticky: bool,
        precision: u32,
    ) -> Number {
        let (mantissa, exponent) = round(mantissa, exponent, sticky, precision);
        let bits = mantissa.bits() as i64;
        let top = exponent.saturating_add(bits);
        if bits == 0 || top < i64::from(i32::MIN) {
            return Number::zero(negative, precision);
        }
        if top > i64::from(i32::MAX) {
            return Number::infinite(negative);
        }
        if exponent >= 0
            && top <= 63
            && let Ok(value) = i64::try_from(mantissa.clone() << exponent as u64)
        {
            return Number::int(if negative { -value } else { value }, precision);
        }
        Number(Repr::Float(Arc::new(Float {
            negative,
            mantissa,
            exponent,
            precision,
        })))
    }

    fn zero(negative: bool, precision: u32) -> Number {
        match negative {
            false => Number::int(0, precision),
            true => Number(Repr::Float(Arc::new(Float {
                negative,
                mantissa: BigUint::ZERO,
                exponent: 0,
                precision,
            }))),
        }
    }

    /// Sign, mantissa and exponent; `None` for infinity.
    fn float(&self) -> Option<Float> {
        match &self.0 {
            Repr::Int { value, precision } => {
                let (mantissa, exponent) = odd(BigUint::from(value.unsigned_abs()), 0);
                Some(Float {
                    negative: *value < 0,
                    mantissa,
                    exponent,
                    precision: *precision,
                })
            }
            Repr::Float(float) => Some(Float::clone(float)),
            Repr::Infinite { .. } => None,
        }
    }

    /// The bits it was made with.
    fn precision(&self) -> u32 {
        match &self.0 {
            Repr::Int { precision, .. } => *precision,
            Repr::Float(float) => float.precision,
            Repr::Infinite { .. } => COUNTED,
        }
    }

    /// As a whole number of 64 bits, if it is one.
    pub fn to_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Int { value, .. } => Some(*value),
            Repr::Float(float) if float.mantissa == BigUint::ZERO => Some(0),
            Repr::Float(float) if float.negative && float.exponent == 63 => {
                (float.mantissa == BigUint::from(1u32)).then_some(i64::MIN)
            }
            _ => None,
        }
    }

    /// The nearest double; infinity beyond the greatest.
    pub fn to_f64(&self) -> f64 {
        let float = match &self.0 {
            Repr::Int { value, .. } => return *value as f64,
            Repr::Infinite { negative: false } => return f64::INFINITY,
            Repr::Infinite { negative: true } => return f64::NEG_INFINITY,
            Repr::Float(float) => float,
        };
        let sign = if float.negative { -1.0 } else { 1.0 };
        let top = float.exponent.saturating_add(float.mantissa.bits() as i64);
        // Below 2^-1021 a double has fewer bits, the last one being 2^-1074.
        let precision = (top + 1074).clamp(0, i64::from(DOUBLE)) as u32;
        if top > 1025 {
            return sign * f64::INFINITY;
        }
        if top < -1074 || float.mantissa == BigUint::ZERO {
            return sign * 0.0;
        }
        let (mantissa, exponent) = round(float.mantissa.clone(), float.exponent, false, precision);
        let mantissa = u64::try_from(mantissa).unwrap_or(u64::MAX) as f64;
        // Both steps are exact: neither leaves the range in which doubles have all these bits.
        let half = (exponent / 2) as i32;
        sign * mantissa * 2f64.powi(half) * 2f64.powi(exponent as i32 - half)
    }

    /// Whether it is a whole number.
    pub fn is_whole(&self) -> bool {
        match &self.0 {
            Repr::Int { .. } => true,
            Repr::Float(float) => float.exponent >= 0,
            Repr::Infinite { .. } => false,
        }
    }

    /// Whether it is infinite, as `1 / 0` is.
    pub fn is_infinite(&self) -> bool {
        matches!(self.0, Repr::Infinite { .. })
    }

    /// How it compares with zero; -0 is equal to it.
    pub fn sign(&self) -> Ordering {
        let (negative, zero) = match &self.0 {
            Repr::Int { value, .. } => return value.cmp(&0),
            Repr::Float(float) => (float.negative, float.mantissa == BigUint::ZERO),
            Repr::Infinite { negative } => (*negative, false),
        };
        match (zero, negative) {
            (true, _) => Ordering::Equal,
            (false, true) => Ordering::Less,
            (false, false) => Ordering::Greater,
        }
    }

    /// How the exact values compare, as Terraform's `<` does. Unlike `cmp` it tells the tenth that
    /// `pow(10, -1)` gives from the closer one that `0.1` is.
    pub fn compare(&self, other: &Number) -> Ordering {
        if let (Repr::Int { value: a, .. }, Repr::Int { value: b, .. }) = (&self.0, &other.0) {
            return a.cmp(b);
        }
        let sign = self.sign();
        if sign != other.sign() || sign == Ordering::Equal {
            return sign.cmp(&other.sign());
        }
        let magnitudes = match (self.float(), other.float()) {
            (Some(a), Some(b)) => compare_magnitudes(&a, &b),
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
        };
        match sign {
            Ordering::Less => magnitudes.reverse(),
            _ => magnitudes,
        }
    }
}

/// `mantissa × 2^exponent` with at most `precision` bits and an odd mantissa.
fn round(mantissa: BigUint, exponent: i64, sticky: bool, precision: u32) -> (BigUint, i64) {
    let surplus = mantissa.bits().saturating_sub(u64::from(precision));
    if surplus == 0 {
        return odd(mantissa, exponent);
    }
    let half = mantissa.bit(surplus - 1);
    let beyond = sticky || mantissa.trailing_zeros().unwrap_or(0) < surplus - 1;
    let mut kept = mantissa >> surplus;
    if half && (beyond || kept.bit(0)) {
        kept += 1u32;
    }
    odd(kept, exponent.saturating_add(surplus as i64))
}

fn odd(mantissa: BigUint, exponent: i64) -> (BigUint, i64) {
    match mantissa.trailing_zeros() {
        None => (mantissa, 0),
        Some(0) => (mantissa, exponent),
        Some(zeros) => (mantissa >> zeros, exponent.saturating_add(zeros as i64)),
    }
}

/// Compares numbers that are not zero by their distance from zero.
fn compare_magnitudes(a: &Float, b: &Float) -> Ordering {
    let top = |f: &Float| f.exponent.saturating_add(f.mantissa.bits() as i64);
    top(a).cmp(&top(b)).then_with(|| {
        // The leading bits stand level, so the shift is at most the longer mantissa.
        let shift = a.exponent.abs_diff(b.exponent);
        match a.exponent >= b.exponent {
            true => (&a.mantissa << shift).cmp(&b.mantissa),
            false => a.mantissa.cmp(&(&b.mantissa << shift)),
        }
    })
}

impl PartialEq for Number {
    /// As Terraform's `==`: whole numbers by value, others when they print alike, so that `0.1`
    /// equals `pow(10, -1)`.
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    /// By value, fractions of different precision by the decimals they print as: consistent with
    /// equality, as a sort needs it.
    fn cmp(&self, other: &Self) -> Ordering {
        let exact = self.compare(other);
        let alike = self.precision() == other.precision() || self.is_whole() || other.is_whole();
        if exact == Ordering::Equal || alike || self.sign() != other.sign() {
            return exact;
        }
        text::compare_decimals(self, other).unwrap_or(exact)
    }
}

#[cfg(test)]
mod tests;

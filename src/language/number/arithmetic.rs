//! Arithmetic, as `cty` does it on Go's `big.Float`.

use num_bigint::BigUint;

use super::{Float, Number, Repr, WRITTEN, round};

impl Number {
    /// Sum; `None` for opposing infinities.
    pub fn add(&self, other: &Number) -> Option<Number> {
        let precision = self.precision().max(other.precision());
        if let (Repr::Int { value: a, .. }, Repr::Int { value: b, .. }) = (&self.0, &other.0)
            && precision >= 64
            && let Some(sum) = a.checked_add(*b)
        {
            return Some(Number::int(sum, precision));
        }
        match (self.float(), other.float()) {
            (Some(a), Some(b)) => Some(add(a, b, precision)),
            (None, None) if self.sign() != other.sign() => None,
            (None, _) => Some(self.clone()),
            (_, None) => Some(other.clone()),
        }
    }

    /// Difference; `None` for an infinity less itself.
    pub fn subtract(&self, other: &Number) -> Option<Number> {
        self.add(&other.negate())
    }

    /// Product; `None` for zero times infinity.
    pub fn multiply(&self, other: &Number) -> Option<Number> {
        let precision = self.precision().max(other.precision());
        if let (Repr::Int { value: a, .. }, Repr::Int { value: b, .. }) = (&self.0, &other.0)
            && *a != 0
            && *b != 0
            && let Some(product) = a.checked_mul(*b)
        {
            let least = 64 - product.unsigned_abs().leading_zeros() - product.trailing_zeros();
            return Some(Number::int(product, precision.max(least)));
        }
        let (Some(a), Some(b)) = (self.float(), other.float()) else {
            let zero = self.sign().is_eq() || other.sign().is_eq();
            let negative = self.is_negative() != other.is_negative();
            return (!zero).then(|| Number::infinite(negative));
        };
        // The product has 512 bits; then it gets the precision of an operand, if that suffices.
        let exponent = a.exponent.saturating_add(b.exponent);
        let (mantissa, exponent) = round(a.mantissa * b.mantissa, exponent, false, WRITTEN);
        let precision = precision.max(mantissa.bits() as u32);
        let negative = a.negative != b.negative;
        Some(Number::rounded(
            negative, mantissa, exponent, false, precision,
        ))
    }

    /// Quotient; infinite for a division by zero; `None` for zero by zero and infinity by infinity.
    pub fn divide(&self, other: &Number) -> Option<Number> {
        let precision = self.precision().max(other.precision());
        let negative = self.is_negative() != other.is_negative();
        let (a, b) = match (self.float(), other.float()) {
            (Some(a), Some(b)) => (a, b),
            (None, None) => return None,
            (None, _) => return Some(Number::infinite(negative)),
            (_, None) => return Some(Number::zero(negative, precision)),
        };
        let none = BigUint::ZERO;
        match (a.mantissa == none, b.mantissa == none) {
            (true, true) => return None,
            (true, false) => return Some(Number::zero(negative, precision)),
            (false, true) => return Some(Number::infinite(negative)),
            (false, false) => {}
        }
        let (quotient, exponent, sticky) = quotient(a, b, precision);
        Some(Number::rounded(
            negative, quotient, exponent, sticky, precision,
        ))
    }

    /// Remainder with the sign of the dividend; the dividend itself, an infinite one too, when the
    /// divisor is zero, as Terraform has it; else `None` when either is infinite.
    pub fn modulo(&self, other: &Number) -> Option<Number> {
        if other.sign().is_eq() {
            return Some(self.clone());
        }
        if self.is_infinite() || other.is_infinite() {
            return None;
        }
        let whole = self.divide(other)?.truncate();
        // Every step rounds to the precision of the dividend.
        let whole = whole.with_precision(self.precision());
        let taken = exact_product(other, &whole)?.with_precision(self.precision());
        Some(self.subtract(&taken)?.with_precision(self.precision()))
    }

    /// The same with the opposite sign; zero has one too.
    pub fn negate(&self) -> Number {
        match &self.0 {
            Repr::Int { value, precision } => match value.checked_neg() {
                Some(0) => Number::zero(true, *precision),
                Some(negated) => Number::int(negated, *precision),
                None => {
                    let magnitude = BigUint::from(value.unsigned_abs());
                    Number::rounded(false, magnitude, 0, false, *precision)
                }
            },
            Repr::Float(float) => Number::rounded(
                !float.negative,
                float.mantissa.clone(),
                float.exponent,
                false,
                float.precision,
            ),
            Repr::Infinite { negative } => Number::infinite(!negative),
        }
    }

    /// The distance from zero.
    pub fn abs(&self) -> Number {
        match self.is_negative() {
            true => self.negate(),
            false => self.clone(),
        }
    }

    /// The greatest whole number that is not greater; an infinity is its own.
    pub fn floor(&self) -> Number {
        let whole = self.truncate();
        match self.is_negative() && !self.is_whole() && !self.is_infinite() {
            true => step(&whole, true),
            false => whole,
        }
    }

    /// The least whole number that is not less; an infinity is its own.
    pub fn ceil(&self) -> Number {
        let whole = self.truncate();
        match self.is_negative() || self.is_whole() || self.is_infinite() {
            true => whole,
            false => step(&whole, false),
        }
    }

    /// The whole part.
    fn truncate(&self) -> Number {
        let Repr::Float(float) = &self.0 else {
            return self.clone();
        };
        if float.exponent >= 0 && float.mantissa != BigUint::ZERO {
            return self.clone();
        }
        let mantissa = match u64::try_from(-float.exponent) {
            Ok(fraction) if fraction < float.mantissa.bits() => &float.mantissa >> fraction,
            _ => BigUint::ZERO,
        };
        let negative = float.negative && mantissa != BigUint::ZERO;
        Number::rounded(negative, mantissa, 0, false, float.precision)
    }

    /// The same value rounded to `precision` bits.
    fn with_precision(&self, precision: u32) -> Number {
        match self.float() {
            Some(f) => Number::rounded(f.negative, f.mantissa, f.exponent, false, precision),
            None => self.clone(),
        }
    }

    /// Whether it has a minus sign; -0 has one.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Int { value, .. } => *value < 0,
            Repr::Float(float) => float.negative,
            Repr::Infinite { negative } => *negative,
        }
    }
}

/// `whole` one farther from zero, at its own precision.
fn step(whole: &Number, negative: bool) -> Number {
    let one = Number::int(if negative { -1 } else { 1 }, whole.precision());
    whole.add(&one).unwrap_or_else(|| whole.clone())
}

/// The product before any rounding; `None` with an infinity.
fn exact_product(a: &Number, b: &Number) -> Option<Number> {
    let (a, b) = (a.float()?, b.float()?);
    let mantissa = a.mantissa * b.mantissa;
    let precision = mantissa.bits() as u32;
    let exponent = a.exponent.saturating_add(b.exponent);
    let negative = a.negative != b.negative;
    Some(Number::rounded(
        negative,
        mantissa,
        exponent,
        false,
        precision.max(1),
    ))
}

/// `a / b` with at least two bits more than `precision`, and whether there is a remainder.
pub(super) fn quotient(a: Float, b: Float, precision: u32) -> (BigUint, i64, bool) {
    let shift = (u64::from(precision) + 2 + b.mantissa.bits()).saturating_sub(a.mantissa.bits());
    let dividend = a.mantissa << shift;
    let quotient = &dividend / &b.mantissa;
    let sticky = &quotient * &b.mantissa != dividend;
    let exponent = a
        .exponent
        .saturating_sub(b.exponent)
        .saturating_sub(shift as i64);
    (quotient, exponent, sticky)
}

fn add(mut a: Float, mut b: Float, precision: u32) -> Number {
    let none = BigUint::ZERO;
    if a.mantissa == none && b.mantissa == none {
        return Number::zero(a.negative && b.negative, precision);
    }
    if a.mantissa == none {
        return Number::rounded(b.negative, b.mantissa, b.exponent, false, precision);
    }
    if b.mantissa == none {
        return Number::rounded(a.negative, a.mantissa, a.exponent, false, precision);
    }
    let top = |f: &Float| f.exponent.saturating_add(f.mantissa.bits() as i64);
    if top(&a) < top(&b) {
        std::mem::swap(&mut a, &mut b);
    }
    // What lies wholly below the bits that decide the rounding counts only by being there.
    let deciding = a.exponent.min(top(&a) - i64::from(precision) - 2);
    if top(&b) <= deciding {
        b.mantissa = BigUint::from(1u32);
        b.exponent = deciding - 1;
    }
    let exponent = a.exponent.min(b.exponent);
    let left = a.mantissa << a.exponent.abs_diff(exponent);
    let right = b.mantissa << b.exponent.abs_diff(exponent);
    let (negative, mantissa) = match a.negative == b.negative {
        true => (a.negative, left + right),
        false if left > right => (a.negative, left - right),
        false if left < right => (b.negative, right - left),
        // Equal and opposite: zero, which has no sign then.
        false => (false, none),
    };
    Number::rounded(negative, mantissa, exponent, false, precision)
}

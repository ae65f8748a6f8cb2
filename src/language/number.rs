//! Terraform's numbers: binary floats of 512 bits, with a fast case for small integers.

use std::cmp::Ordering;
use std::fmt;

/// A number.
#[derive(Clone, Debug)]
pub enum Number {
    /// A whole number of 64 bits.
    Int(i64),
    /// Anything else.
    Float(f64),
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Number::Int(value)
    }
}

impl Number {
    /// The number written as `text` (decimal, with fraction and exponent); `None` if it is none.
    pub fn parse(text: &str) -> Option<Number> {
        if let Ok(int) = text.parse() {
            return Some(Number::Int(int));
        }
        text.parse().ok().map(Number::Float)
    }

    /// As a whole number of 64 bits, if it is one.
    pub fn to_i64(&self) -> Option<i64> {
        match self {
            Number::Int(value) => Some(*value),
            Number::Float(_) => None,
        }
    }

    /// The nearest double.
    pub fn to_f64(&self) -> f64 {
        match self {
            Number::Int(value) => *value as f64,
            Number::Float(value) => *value,
        }
    }

    /// Sum.
    pub fn add(&self, other: &Number) -> Number {
        Number::Float(self.to_f64() + other.to_f64())
    }

    /// Difference.
    pub fn subtract(&self, other: &Number) -> Number {
        Number::Float(self.to_f64() - other.to_f64())
    }

    /// Product.
    pub fn multiply(&self, other: &Number) -> Number {
        Number::Float(self.to_f64() * other.to_f64())
    }

    /// Quotient; `None` for a division by zero.
    pub fn divide(&self, other: &Number) -> Option<Number> {
        Some(Number::Float(self.to_f64() / other.to_f64()))
    }

    /// Remainder with the sign of the dividend; `None` for a division by zero.
    pub fn modulo(&self, other: &Number) -> Option<Number> {
        Some(Number::Float(self.to_f64() % other.to_f64()))
    }

    /// The same with the opposite sign.
    pub fn negate(&self) -> Number {
        Number::Float(-self.to_f64())
    }
}

impl PartialEq for Number {
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
    fn cmp(&self, other: &Self) -> Ordering {
        self.to_f64().total_cmp(&other.to_f64())
    }
}

impl fmt::Display for Number {
    /// As Terraform prints it in a string.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::Int(value) => value.fmt(f),
            Number::Float(value) => value.fmt(f),
        }
    }
}

//! Typed access to arguments that [`call`](super::call) has checked.
//!
//! The errors here cannot happen to a function whose code agrees with its signature; they stand
//! for the panics that this project does without.

use super::super::value::Value;
use super::Error;

/// Argument `at`.
pub(super) fn any(arguments: &[Value], at: usize) -> Result<&Value, Error> {
    arguments
        .get(at)
        .ok_or_else(|| Error::argument(at, "argument is missing"))
}

/// Argument `at`, a known string.
pub(super) fn text(arguments: &[Value], at: usize) -> Result<&str, Error> {
    any(arguments, at)?
        .as_str()
        .ok_or_else(|| Error::argument(at, "a string is required"))
}

/// Argument `at`, a known whole number.
pub(super) fn whole(arguments: &[Value], at: usize) -> Result<i64, Error> {
    let number = any(arguments, at)?
        .as_number()
        .ok_or_else(|| Error::argument(at, "a number is required"))?;
    number.to_i64().ok_or_else(|| {
        let (least, most) = (i64::MIN, i64::MAX);
        Error::argument(
            at,
            format!("value must be a whole number, between {least} and {most}"),
        )
    })
}

/// The elements of argument `at`, a known list, set or tuple.
pub(super) fn sequence(arguments: &[Value], at: usize) -> Result<&[Value], Error> {
    any(arguments, at)?
        .as_sequence()
        .ok_or_else(|| Error::argument(at, "a list is required"))
}

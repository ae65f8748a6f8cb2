//! The built-in functions, one file a family.
//!
//! A family is a file with `pub(super) fn functions() -> Vec<Function>`, listed in
//! [`registry`]; a function is its signature and a `run` over checked arguments. [`call`] sees to
//! everything that is the same for all: counts, conversions, nulls, unknowns, marks, origins.
//! `try` and `can` are no functions: they look at unevaluated arguments and stand with the
//! evaluator, as `type` (console only) stands nowhere.
//!
//! Invariants: a function is pure but for the files its context lets it read; it is given whole
//! arguments (see [`Parameter`]) and returns an error rather than a wrong value; sizes are checked
//! before anything is allocated; work is paid for with fuel.

mod arguments;
mod call;
mod case;
mod charset;
mod choice;
mod conversion;
mod crypto;
mod csv;
mod encoding;
mod filesystem;
mod filter;
mod format;
mod gzip;
mod json;
mod keep;
mod manifest;
mod mapping;
mod native;
mod network;
mod numeric;
mod pattern;
mod provider;
pub(super) mod quote;
mod regex;
mod registry;
mod rsa;
mod sequence;
mod set;
mod signature;
mod string;
mod time;
mod timestamp;
mod verb;
mod yaml;

#[cfg(test)]
mod tests;

pub use call::call;
pub use registry::{all, lookup, suggest};
pub use signature::{Function, Parameter, Returns, Run};

use super::value::Value;
use crate::source::Limits;

/// What a function may ask of the world around the expression.
pub trait Context {
    /// Takes `steps` from the fuel; an error when it ran out.
    fn spend(&mut self, steps: u64) -> Result<(), Error>;
    /// Reads a file named relative to the directory Terraform runs in (`path.root`'s meaning is
    /// the caller's). Outside the root, and missing files, are errors of their own kinds.
    fn read_file(&mut self, path: &str) -> Result<std::sync::Arc<[u8]>, Error>;
    /// What a report calls the file that `path` names here.
    fn cited(&self, path: &str) -> String {
        path.to_owned()
    }
    /// Whether a regular file of that name exists inside the root.
    fn file_exists(&mut self, path: &str) -> Result<bool, Error>;
    /// The files below `path` that match `pattern`, as Terraform's `fileset` names them.
    fn file_set(&mut self, path: &str, pattern: &str) -> Result<Vec<String>, Error>;
    /// Evaluates `template` (read from `path`) with `variables`; used by `templatefile` and
    /// `templatestring`. An error when a template calls itself.
    fn render(&mut self, path: &str, template: &str, variables: &Value) -> Result<Value, Error>;
}

/// Why a call has no value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Error {
    /// The class.
    pub kind: ErrorKind,
    /// Which argument is wrong, from 0.
    pub argument: Option<usize>,
    /// One line, present tense, in Terraform's words where it has any.
    pub message: String,
}

/// Classes of errors of a call.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ErrorKind {
    /// Terraform refuses the call.
    Refused,
    /// A counter ran out; the value is unknown.
    Limit,
    /// A path leads outside the root; the value is unknown, and a note says so.
    Outside,
    /// A file inside the root is missing; the value is unknown, and a warning says so.
    Missing,
}

impl Error {
    /// Terraform refuses argument `argument`.
    pub fn argument(argument: usize, message: impl Into<String>) -> Error {
        Error {
            kind: ErrorKind::Refused,
            argument: Some(argument),
            message: message.into(),
        }
    }

    /// Terraform refuses the call.
    pub fn refused(message: impl Into<String>) -> Error {
        Error {
            kind: ErrorKind::Refused,
            argument: None,
            message: message.into(),
        }
    }

    /// A counter ran out.
    pub fn limit(message: impl Into<String>) -> Error {
        Error {
            kind: ErrorKind::Limit,
            argument: None,
            message: message.into(),
        }
    }
}

/// Most elements of a list, set, tuple, map or object that evaluation makes.
pub fn max_elements() -> usize {
    usize::try_from(Limits::in_force().elements).unwrap_or(usize::MAX)
}
/// Most bytes of a string that evaluation makes.
pub fn max_string() -> usize {
    usize::try_from(Limits::in_force().string_bytes).unwrap_or(usize::MAX)
}

/// What is said of a string that would be longer than [`max_string`].
pub fn too_long() -> Error {
    const MIB: usize = 1 << 20;
    Error::limit(match max_string() {
        whole if whole >= MIB && whole.is_multiple_of(MIB) => {
            format!("string longer than {} MiB", whole / MIB)
        }
        bytes => format!("string longer than {bytes} bytes"),
    })
}

/// Refuses to make a collection of more than [`max_elements`] elements. Called by `name` before
/// it allocates.
pub(super) fn check_elements(name: &str, elements: u128) -> Result<(), Error> {
    match elements <= max_elements() as u128 {
        true => Ok(()),
        false => Err(Error::limit(format!(
            "{name}() would make {elements} elements, more than {}",
            max_elements()
        ))),
    }
}

/// Refuses to make a string of more than [`max_string`] bytes, before it is allocated.
pub(super) fn check_string(bytes: usize) -> Result<(), Error> {
    match bytes <= max_string() {
        true => Ok(()),
        false => Err(too_long()),
    }
}

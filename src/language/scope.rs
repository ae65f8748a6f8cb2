//! What an expression can see.

use crate::source::Place;

use super::functions::{Context, Error};
use super::value::Value;

/// The names an expression may use, and the world its functions may ask.
pub trait Scope: Context {
    /// The value of the root `name` followed by the attribute names `path` (as many as are written
    /// in a row). Returns it with the number of `path` steps it stands for: `var` with
    /// `["x", "y"]` gives the value of `var.x` and 1. The error is a message in Terraform's words.
    fn lookup(&mut self, name: &str, path: &[&str], place: Place)
    -> Result<(Value, usize), String>;

    /// The value of `name.attribute` where it stands, if it is a known text, number or bool: what
    /// comes of looking it up, but for its origin. None is always right.
    fn standing(&self, _name: &str, _attribute: &str) -> Option<&Value> {
        None
    }

    /// Calls a function that only this scope has (facts, in rules); `None` if it has no `name`.
    fn call(
        &mut self,
        name: &str,
        arguments: &[Value],
        place: Place,
    ) -> Option<Result<Value, Error>>;
}

/// How strictly expressions are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    /// As Terraform 1.11, no more and no less known.
    Terraform,
    /// As Terraform from 1.12 on: one side of `&&` and `||` can be enough, and what is wrong with the
    /// other, or unknown in it, does not count then.
    Terraform112,
    /// As rules are (docs/rule-language.md): logic decides where one side is enough, missing
    /// attributes are null, references compare by identity.
    Rules,
}

impl Dialect {
    /// Whether it is one of Terraform's.
    pub fn is_terraform(self) -> bool {
        self != Dialect::Rules
    }
}

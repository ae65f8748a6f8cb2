//! Expressions that may name nothing: values in variables files, on the command line, in backends.

use std::sync::Arc;

use crate::finding::Diagnostic;
use crate::language::functions::{Context, Error};
use crate::language::{self, Dialect, Scope, Value};
use crate::source::Place;
use crate::syntax::hcl::{ExprId, Tree};

/// The value of a constant expression, and what is wrong with it: names and function calls are.
pub(super) fn evaluate(tree: &Tree, expr: ExprId) -> (Value, Vec<Diagnostic>) {
    language::evaluate(tree, expr, &mut Constants, Dialect::Terraform)
}

/// The value of a constant expression, if it is one without an error.
pub(super) fn quietly(tree: &Tree, expr: ExprId) -> Option<Value> {
    let (value, wrong) = evaluate(tree, expr);
    wrong.is_empty().then_some(value)
}

struct Constants;

const NO_FUNCTIONS: &str = "functions may not be called here: only constants are allowed";

impl Scope for Constants {
    fn lookup(&mut self, name: &str, _: &[&str], _: Place) -> Result<(Value, usize), String> {
        Err(format!(
            "{name:?} may not be used here: only constants are allowed"
        ))
    }

    fn call(&mut self, _: &str, _: &[Value], _: Place) -> Option<Result<Value, Error>> {
        Some(Err(Error::refused(NO_FUNCTIONS)))
    }
}

impl Context for Constants {
    fn spend(&mut self, _: u64) -> Result<(), Error> {
        // Without names and calls, the work is bounded by the size of the text.
        Ok(())
    }

    fn read_file(&mut self, _: &str) -> Result<Arc<[u8]>, Error> {
        Err(Error::refused(NO_FUNCTIONS))
    }

    fn file_exists(&mut self, _: &str) -> Result<bool, Error> {
        Err(Error::refused(NO_FUNCTIONS))
    }

    fn file_set(&mut self, _: &str, _: &str) -> Result<Vec<String>, Error> {
        Err(Error::refused(NO_FUNCTIONS))
    }

    fn render(&mut self, _: &str, _: &str, _: &Value) -> Result<Value, Error> {
        Err(Error::refused(NO_FUNCTIONS))
    }
}

//! What a function takes and gives.

use crate::source::Place;

use super::super::types::Type;
use super::super::unknown::Element;
use super::super::value::Value;
use super::{Context, Error};

/// One parameter of a function, with `cty`'s rules: unless it says otherwise, an argument is
/// converted to `ty`; null is an error; an unknown argument makes the call's result unknown
/// without running it, one of unknown type even a result of unknown type; a sensitive argument is
/// handed over bare and the result is marked; an instance is handed over as the unknown that
/// refers to it.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name in messages.
    pub name: &'static str,
    /// What arguments are converted to; [`Type::Dynamic`] takes anything.
    pub ty: Type,
    /// Null is handed over.
    pub null: bool,
    /// Unknown arguments are handed over. Parts of a known collection may be unknown in any case:
    /// a function that looks into them says what comes of it.
    pub unknown: bool,
    /// Arguments of unknown type are handed over, at least to [`Function::returns`].
    pub dynamic: bool,
    /// Marks are handed over, the function sees to them (and pays for the walk itself).
    pub marked: bool,
    /// Instances are handed over as they are.
    pub instance: bool,
}

impl Parameter {
    /// A parameter with the rules above.
    pub fn new(name: &'static str, ty: Type) -> Parameter {
        Parameter {
            name,
            ty,
            null: false,
            unknown: false,
            dynamic: false,
            marked: false,
            instance: false,
        }
    }

    /// A parameter that takes a value of any type.
    pub fn any(name: &'static str) -> Parameter {
        Parameter::new(name, Type::Dynamic)
    }

    /// The same, given nulls.
    pub fn null(self) -> Parameter {
        Parameter { null: true, ..self }
    }

    /// The same, given unknowns.
    pub fn unknown(self) -> Parameter {
        Parameter {
            unknown: true,
            ..self
        }
    }

    /// The same, given arguments of unknown type.
    pub fn dynamic(self) -> Parameter {
        Parameter {
            dynamic: true,
            ..self
        }
    }

    /// The same, given marks.
    pub fn marked(self) -> Parameter {
        Parameter {
            marked: true,
            ..self
        }
    }

    /// The same, given instances.
    pub fn instance(self) -> Parameter {
        Parameter {
            instance: true,
            ..self
        }
    }
}

/// Computes a result from checked arguments.
pub type Run = fn(&mut dyn Context, &[Value], Place) -> Result<Value, Error>;
/// The type of the result from the arguments, which may be unknown: for calls that are not run.
pub type Returns = fn(&[Value]) -> Result<Type, Error>;
/// What an unknown result holds all the same: known elements of the arguments, and whether there
/// may be more.
pub type Keeps = fn(&[Value]) -> (Vec<Element>, bool);
/// Which element of an unknown argument the result is, if that is known.
pub type Picks = fn(&[Value]) -> Option<Value>;

/// A function: its signature and what it does.
#[derive(Clone)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// Fixed parameters.
    pub parameters: Vec<Parameter>,
    /// What further arguments are.
    pub variadic: Option<Parameter>,
    /// Type of the result.
    pub returns: Returns,
    /// The work.
    pub run: Run,
    /// The result may be null.
    pub nullable: bool,
    /// Elements that survive in an unknown result.
    pub keeps: Option<Keeps>,
    /// The element of an unknown argument that an unknown result is.
    pub picks: Option<Picks>,
    /// The result is made of the file that the first argument names.
    pub reads_file: bool,
}

impl Function {
    /// A function of fixed `parameters` whose result is never null.
    pub fn new(name: &'static str, parameters: Vec<Parameter>, returns: Returns, run: Run) -> Self {
        Function {
            name,
            parameters,
            variadic: None,
            returns,
            run,
            nullable: false,
            keeps: None,
            picks: None,
            reads_file: false,
        }
    }

    /// The same, with a result that is made of the file that the first argument names.
    pub fn reads_file(self) -> Self {
        Function {
            reads_file: true,
            ..self
        }
    }

    /// The same, taking any number of further arguments.
    pub fn variadic(self, parameter: Parameter) -> Self {
        Function {
            variadic: Some(parameter),
            ..self
        }
    }

    /// The same, with a result that may be null.
    pub fn nullable(self) -> Self {
        Function {
            nullable: true,
            ..self
        }
    }

    /// The same function, whose unknown results are an element of an argument as `picks` says.
    pub fn picks(self, picks: Picks) -> Self {
        Function {
            picks: Some(picks),
            ..self
        }
    }

    /// The same, keeping elements in an unknown result.
    pub fn keeps(self, keeps: Keeps) -> Self {
        Function {
            keeps: Some(keeps),
            ..self
        }
    }

    /// The parameter of argument `at`; none when there are too many arguments.
    pub fn parameter(&self, at: usize) -> Option<&Parameter> {
        self.parameters.get(at).or(self.variadic.as_ref())
    }
}

//! What rules see of the infrastructure.

use std::sync::Arc;

use globset::GlobSet;

use crate::address::Step;
use crate::facts::catalogue::{FactFunction, Record};
use crate::language::functions::Error;
use crate::language::{Reason, Value};
use crate::source::Place;

/// What a rule is about, as its page names it.
#[derive(Clone, Debug)]
pub enum Subjects {
    /// Instances of these resource types (`resource`).
    Resources(Vec<Arc<str>>),
    /// Kubernetes objects of these kinds, from both worlds (`kubernetes`).
    Objects(Vec<Arc<str>>),
    /// A derived subject of the fact catalogue (`subject`).
    Derived(&'static Record),
    /// The project, if an instance of one of these types exists (`project`).
    Project(Vec<Arc<str>>),
}

/// Whether a subject exists.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Existence {
    /// It does.
    Certain,
    /// It may; the reasons name what decides.
    Perhaps(Vec<Reason>),
}

/// One thing that a rule gives a verdict.
#[derive(Clone, Debug)]
pub struct Item {
    /// Path of its root module, or of the manifests' root; `.` for the scan root itself.
    pub root: Arc<str>,
    /// Its address or id, as the user writes it.
    pub name: Arc<str>,
    /// What `self` is: an instance, a Kubernetes object, or a record.
    pub value: Value,
    /// Whether it exists.
    pub existence: Existence,
    /// The line to look at when no attribute is meant: the header of its block or object.
    pub place: Place,
}

/// The infrastructure of one environment, as the engine asks for it. It answers the same question
/// always alike, from several threads.
pub trait World: Sync {
    /// The environment; `None` where none is configured.
    fn environment(&self) -> Option<Arc<str>>;

    /// All items of `subjects`, in report order; what is known not to exist is left out. Never
    /// asked for [`Subjects::Project`].
    fn items(&self, subjects: &Subjects) -> Vec<Item>;

    /// Where the attribute at `path` of `of` is written: its line in the resource's own block;
    /// where it is absent, the header of the nearest enclosing block; for a resource whose files
    /// lie outside of the repository, the argument of the module call or its header. `None` when
    /// `of` is not of this world (the engine then looks at origins).
    fn place(&self, of: &Value, path: &[Step]) -> Option<Place>;

    /// The header of the module call through which `of`, a resource whose files lie outside of the
    /// repository, got there; only if the module that is called has the default of a variable at
    /// `default`, so that the call may set it.
    fn call_with(&self, of: &Value, default: Place) -> Option<Place>;

    /// Why the project may hold resources that nothing here knows of: inputs that could not be
    /// read, modules that were not loaded and whose source or name matches `hidden_in`. Empty when a list
    /// of all resources of a type is closed.
    fn hidden(&self, hidden_in: &GlobSet) -> Vec<Reason>;

    /// The answer of a fact. `place` is that of the call in the rule.
    fn fact(
        &self,
        fact: &'static FactFunction,
        arguments: &[Value],
        place: Place,
    ) -> Result<Value, Error>;
}

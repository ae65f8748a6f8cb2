//! What the infrastructure means: the questions that rules ask, answered from the graph.
//!
//! Invariants: facts are computed once and on demand; a fact answers with its evidence (the
//! origins of its values name the places that prove it, in order); what the graph leaves open is
//! unknown, never guessed. With `providers` the only code with AWS names.

pub mod catalogue;

use std::sync::Arc;

use crate::graph::Graph;
use crate::language::Value;
use crate::source::Place;
use crate::terraform::{Existence, Project};

/// What facts are computed from: the world of one environment.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The environment; `None` where none is configured.
    pub environment: Option<&'a str>,
}

/// One derived subject.
#[derive(Clone, Debug)]
pub struct Derived {
    /// The path of its root module or of its manifests' root.
    pub root: Arc<str>,
    /// Its address or id, as the user writes it.
    pub name: Arc<str>,
    /// Its record.
    pub value: Value,
    /// Whether it exists.
    pub existence: Existence,
    /// Its header line.
    pub place: Place,
}

impl<'a> Facts<'a> {
    /// The facts about `project`, whose graph is `graph`.
    pub fn new(_project: &'a Project, _graph: &'a Graph) -> Facts<'a> {
        Facts { environment: None }
    }

    /// The derived subjects that `record` describes, in report order.
    pub fn derived(&self, _record: &catalogue::Record) -> Vec<Derived> {
        Vec::new()
    }
}

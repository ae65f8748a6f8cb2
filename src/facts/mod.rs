//! What the infrastructure means: the questions that rules ask, answered from the graph.
//!
//! Invariants: facts are computed once and on demand; a fact answers with its evidence (the
//! origins of its values name the places that prove it, in order); what the graph leaves open is
//! unknown, never guessed. With `providers` the only code with AWS names.

pub mod catalogue;

/// What facts are computed from: the world of one environment.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts<'a> {
    /// The environment; `None` where none is configured.
    pub environment: Option<&'a str>,
}

//! What suppressions are.

use std::sync::Arc;

use crate::config::{Allow, Pattern};
use crate::source::{Place, Span};

use super::Day;
use super::outline::Whole;

/// How a suppression is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// A comment of a Terraform file or a manifest, or a `"//"` key.
    Comment,
    /// An annotation of a Kubernetes object.
    Annotation,
    /// An `[[allow]]` of `archlint.toml`.
    Config,
}

impl Kind {
    /// The word that reports print.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Comment => "comment",
            Kind::Annotation => "annotation",
            Kind::Config => "config",
        }
    }
}

/// Findings of one rule that are accepted, and why.
#[derive(Clone, Debug)]
pub struct Suppression {
    /// How it is written.
    pub kind: Kind,
    /// Code of the rule.
    pub rule: Arc<str>,
    /// Where it is written.
    pub place: Place,
    /// The file it is written in.
    pub file: Arc<str>,
    /// What it is about, in words that stay the same when the text moves.
    pub about: String,
    /// Why.
    pub reason: String,
    /// The last day it holds.
    pub until: Option<Day>,
    pub(super) covers: Vec<Cover>,
}

/// Something whose findings are accepted.
#[derive(Clone, Debug)]
pub(super) enum Cover {
    /// What points into this part of a file.
    Text(Arc<str>, Span),
    /// What is about this part of a module, in the directory given first.
    Part(Arc<str>, Whole),
    /// What is about this subject of this root.
    Subject(Arc<str>, String),
    /// What is about subjects of these names.
    Names(Pattern, Box<Allow>),
}

/// What was meant as a suppression, and suppresses nothing.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Malformed {
    /// Where it is written.
    pub place: Place,
    /// The file it is written in.
    pub file: Arc<str>,
    /// What it is about.
    pub about: String,
    /// What is wrong, one sentence.
    pub message: String,
}

/// All suppressions of a run.
#[derive(Clone, Debug, Default)]
pub struct Suppressions {
    /// Those that hold, or did once.
    pub entries: Vec<Suppression>,
    /// Those that never could.
    pub malformed: Vec<Malformed>,
}

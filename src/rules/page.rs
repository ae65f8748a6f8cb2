//! A rule, read and checked: what its page says.

use std::sync::Arc;

use globset::GlobSet;

use crate::finding::{FixSafety, Severity};
use crate::language::{Literals, Value};
use crate::source::Place;
use crate::syntax::hcl::{ExprId, Tree};

use super::world::Subjects;

/// One rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// `DATA-003`
    pub code: Arc<str>,
    /// `aurora-backup-retention`
    pub name: Arc<str>,
    /// Clauses of the architecture, chief one first.
    pub clauses: Vec<Arc<str>>,
    /// Severity of its failures, unless a check says otherwise.
    pub severity: Severity,
    /// One line of plain text.
    pub title: Arc<str>,
    /// Pages to read.
    pub references: Vec<String>,
    /// What it is about.
    pub subjects: Subjects,
    /// Codes of more specific rules: where one of them fails on a subject, this one is silent.
    pub yields_to: Vec<Arc<str>>,
    /// The key of `[externals]` that says another repository owns what the rule looks for.
    pub external: Option<Arc<str>>,
    /// Sources of modules that may hold what the rule looks for.
    pub hidden_in: GlobSet,
    /// Edits that would make its findings vanish: all of those that apply, together.
    pub autofixes: Vec<Autofix>,
    /// Its own parameters and the shared ones it reads, with their effective values.
    pub params: Vec<Param>,
    /// Whether archlint ships it.
    pub built_in: bool,
    /// Where its code is written.
    pub place: Place,
    /// Whether `[externals]` names its key.
    pub(super) external_owned: bool,
    pub(super) tree: Arc<Tree>,
    pub(super) literals: Literals,
    pub(super) why: ExprId,
    pub(super) fix: ExprId,
    pub(super) when: Option<ExprId>,
    pub(super) for_each: Option<ExprId>,
    pub(super) checks: Vec<Check>,
    pub(super) notes: Vec<Note>,
}

/// One condition that has to hold.
#[derive(Clone, Debug)]
pub(super) struct Check {
    pub assert: ExprId,
    pub at: Option<ExprId>,
    pub message: ExprId,
    pub severity: Option<Severity>,
    pub when: Option<ExprId>,
}

/// A remark on a subject that passes.
#[derive(Clone, Debug)]
pub(super) struct Note {
    pub when: ExprId,
    pub message: ExprId,
}

/// How to make a finding vanish.
#[derive(Clone, Debug)]
pub struct Autofix {
    /// The change.
    pub edit: Edit,
    /// Whether it may be applied unasked.
    pub safety: FixSafety,
    /// To which findings it applies; to all without it.
    pub when: Option<ExprId>,
}

/// The change of an [`Autofix`].
#[derive(Clone, Copy, Debug)]
pub enum Edit {
    /// An attribute gets a value.
    Set {
        /// The attribute, as `at` names one.
        attribute: ExprId,
        /// The value.
        to: ExprId,
    },
    /// A text to start from, which no tool can place. It reads parameters only.
    Snippet(ExprId),
}

/// A parameter of rules.
#[derive(Clone, Debug)]
pub struct Param {
    /// `db` of `param.db.min_days`; none of a rule's own parameters.
    pub group: Option<Arc<str>>,
    /// `min_days`
    pub name: Arc<str>,
    /// What it means, one line.
    pub description: Arc<str>,
    /// The value where nothing sets it; its type is that of the parameter.
    pub default: Value,
    /// The value that counts.
    pub value: Value,
    /// Where it is declared.
    pub place: Place,
}

impl Param {
    /// How rules and `[params]` write it, but for the code before a rule's own:
    /// `db.min_days`, `include_caches`.
    pub fn key(&self) -> String {
        match &self.group {
            Some(group) => format!("{group}.{}", self.name),
            None => self.name.to_string(),
        }
    }

    /// The value that counts, for people.
    pub fn shown(&self) -> String {
        super::text::show(&self.value)
    }
}

impl Rule {
    /// The texts to start from that it offers.
    pub(super) fn snippets(&self) -> impl Iterator<Item = ExprId> {
        self.autofixes.iter().filter_map(|fix| match fix.edit {
            Edit::Snippet(snippet) => Some(snippet),
            Edit::Set { .. } => None,
        })
    }

    /// The parameter that `param` with the attribute names `path` reads, and how many of them
    /// name it.
    pub(super) fn param(&self, path: &[&str]) -> Option<(&Param, usize)> {
        let first = path.first()?;
        let own = |p: &&Param| p.group.is_none() && *p.name == **first;
        if let Some(param) = self.params.iter().find(own) {
            return Some((param, 1));
        }
        let second = path.get(1)?;
        let shared = |p: &&Param| p.group.as_deref() == Some(first) && *p.name == **second;
        Some((self.params.iter().find(shared)?, 2))
    }

    /// What it is about, in words.
    pub(super) fn subject_words(&self) -> String {
        match &self.subjects {
            Subjects::Resources(names) | Subjects::Objects(names) | Subjects::Project(names) => {
                names.join(", ")
            }
            Subjects::Derived(record) => record.name.replace('_', " "),
        }
    }
}

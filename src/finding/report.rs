//! All that one run says, ready to be shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::diagnostic::Diagnostic;
use super::drawing::Drawing;
use super::known::Since;
use super::result::{RuleResult, Severity, Subject, Verdict};
use crate::source::Place;

/// What reports need to know of a rule. Made from its page.
#[derive(Clone, Debug)]
pub struct RuleInfo {
    /// `DATA-003`
    pub code: Arc<str>,
    /// `aurora-backup-retention`
    pub name: Arc<str>,
    /// Clauses of the architecture, chief one first.
    pub clauses: Vec<Arc<str>>,
    /// Whether it is about the project as a whole; its subject then only stands for that.
    pub project: bool,
    /// Severity of its failures, unless a check says otherwise.
    pub severity: Severity,
    /// Severities that its checks say otherwise, in order, each once.
    pub other_severities: Vec<Severity>,
    /// One line of plain text.
    pub title: Arc<str>,
    /// Why it matters, with effective parameters.
    pub why: String,
    /// What to do, with effective parameters.
    pub fix: String,
    /// Pages to read.
    pub references: Vec<String>,
    /// Whether it offers a fix.
    pub fixable: bool,
    /// HCL or YAML to start from, with names and values that people choose; may be empty.
    pub snippet: String,
    /// Its parameters with their effective values, as text.
    pub params: BTreeMap<String, String>,
}

/// A clause of the architecture.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Clause {
    /// `1` … `8`, `S1` … `S3`.
    pub number: Arc<str>,
    /// One word or two: `Isolation`.
    pub title: Arc<str>,
}

/// What the rules of a clause say together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClauseSummary {
    /// The clause.
    pub clause: Clause,
    /// Fail if a rule failed; else unknown if one is; else pass if one passed; else `n/a`.
    pub verdict: Verdict,
    /// How many rules say what (a rule counts once, by its worst subject), in the order fail,
    /// unknown, pass, n/a.
    pub rules: [usize; 4],
    /// What each of these rules says, in the order of their codes.
    pub evidence: Vec<RuleSummary>,
}

impl ClauseSummary {
    /// What [`ClauseSummary::state`] may be, the worst first.
    pub const STATES: [&str; 5] = ["violated", "unknown", "accepted", "satisfied", "not found"];

    /// The verdict in a word about the architecture. What is violated, and accepted, is not
    /// satisfied.
    pub fn state(&self) -> &'static str {
        match self.verdict {
            Verdict::Fail => "violated",
            Verdict::Unknown => "unknown",
            _ if self.evidence.iter().any(|rule| rule.suppressed > 0) => "accepted",
            Verdict::Pass => "satisfied",
            Verdict::NotApplicable => "not found",
        }
    }
}

/// What one rule says of all its subjects.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleSummary {
    /// Its code.
    pub rule: Arc<str>,
    /// That of its worst subject.
    pub verdict: Verdict,
    /// Subjects that fail, those that are undecided, those that pass; without suppressed ones.
    pub subjects: [usize; 3],
    /// Results that do not count.
    pub suppressed: usize,
    /// The first subject with that verdict and its line; `None` where passes are only counted.
    pub first: Option<(Subject, Option<Place>)>,
}

/// An input that was not looked at.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Skipped {
    /// Relative to the root.
    pub path: String,
    /// Why, and what would help.
    pub reason: String,
}

/// What the configuration leaves out.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Excluded {
    /// The glob, as written.
    pub glob: String,
    /// Where it is written.
    pub place: Place,
    /// How many files it leaves out that would be inputs.
    pub files: u64,
}

/// What was read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Inputs {
    /// Terraform root modules.
    pub roots: usize,
    /// Terraform module directories, roots included.
    pub modules: usize,
    /// Terraform files.
    pub terraform_files: usize,
    /// Instances of managed resources.
    pub resources: usize,
    /// Kubernetes files.
    pub kubernetes_files: usize,
    /// Kubernetes objects.
    pub objects: usize,
    /// What was not looked at.
    pub skipped: Vec<Skipped>,
    /// What the configuration leaves out, by glob.
    pub excluded: Vec<Excluded>,
}

/// A suppression of the run, and how many results it is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SuppressionUse {
    /// `comment`, `annotation`, `config`.
    pub kind: &'static str,
    /// Code of the rule.
    pub rule: Arc<str>,
    /// The file it is written in.
    pub file: Arc<str>,
    /// What it is about, in words that stay the same when the text moves.
    pub about: String,
    /// Why.
    pub reason: String,
    /// The last day it holds.
    pub until: Option<String>,
    /// Where it is written.
    pub place: Place,
    /// How many results it is about.
    pub results: usize,
}

/// How many results say what.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// Passing results.
    pub pass: usize,
    /// Failing results that count.
    pub fail: usize,
    /// Undecided results that count.
    pub unknown: usize,
    /// Failing or undecided results that are suppressed.
    pub suppressed: usize,
}

/// One run.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The rules that ran, by code.
    pub rules: BTreeMap<Arc<str>, RuleInfo>,
    /// Their verdicts, in report order: rule, root, subject, element.
    pub results: Vec<RuleResult>,
    /// Passes that are not among them, by rule: nobody asked for each.
    pub passed: BTreeMap<Arc<str>, usize>,
    /// Clause by clause.
    pub architecture: Vec<ClauseSummary>,
    /// What the change changes, if the other side was given.
    pub since: Option<Since>,
    /// What the files and the configuration accept, used or not.
    pub suppressions: Vec<SuppressionUse>,
    /// What was read.
    pub inputs: Inputs,
    /// What could not be, and notes, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
    /// Where sensitive values are written (a literal password, the data of a Secret): pictures of
    /// source lines show something else there.
    pub sensitive: Vec<Place>,
    /// The architecture as it is drawn, one drawing an environment; none when nobody asks for it.
    pub drawings: Vec<Drawing>,
}

impl Report {
    /// Counts the results.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary {
            pass: self.passed.values().sum(),
            ..Summary::default()
        };
        for result in &self.results {
            match (result.verdict, &result.suppressed) {
                (Verdict::Fail | Verdict::Unknown, Some(_)) => summary.suppressed += 1,
                (Verdict::Fail, None) => summary.fail += 1,
                (Verdict::Unknown, None) => summary.unknown += 1,
                (Verdict::Pass, _) => summary.pass += 1,
                (Verdict::NotApplicable, _) => {}
            }
        }
        summary
    }
}

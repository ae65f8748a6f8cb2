//! Findings that were known before a run: those of a baseline, or of the other side of a change.

use super::result::{RuleResult, Severity, Verdict};

/// What a finding is known by, and how bad it was. No line is part of it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct KnownFinding {
    /// Code of the rule.
    pub rule: String,
    /// The root module, or the root of the manifests.
    pub root: String,
    /// The subject.
    pub subject: String,
    /// The element of the subject, for rules that split one.
    pub element: Option<String>,
    /// `Fail` or `Unknown`.
    pub verdict: Verdict,
    /// How grave.
    pub severity: Severity,
}

impl KnownFinding {
    /// The failing or undecided `result` as it will be known; `None` of others.
    pub fn of(result: &RuleResult) -> Option<KnownFinding> {
        let subject = result.subject.as_ref()?;
        let finding = matches!(result.verdict, Verdict::Fail | Verdict::Unknown);
        finding.then(|| KnownFinding {
            rule: result.rule.to_string(),
            root: subject.root.to_string(),
            subject: subject.name.clone(),
            element: result.element.clone(),
            verdict: result.verdict,
            severity: result.severity,
        })
    }

    /// Whether `other` is the same finding and no worse: a failure covers what is undecided, and
    /// not the other way round, and what is graver than it was is new.
    pub fn covers(&self, other: &KnownFinding) -> bool {
        self.identity() == other.identity()
            // `Verdict` orders the worst first.
            && self.verdict <= other.verdict
            && self.severity >= other.severity
    }

    /// What makes it the same from run to run.
    pub fn identity(&self) -> (&str, &str, &str, Option<&str>) {
        let element = self.element.as_deref();
        (&self.rule, &self.root, &self.subject, element)
    }
}

/// What a change changes, of the findings that count.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Since {
    /// What the other side is called.
    pub base: String,
    /// How many are new.
    pub new: usize,
    /// How many stood before.
    pub same: usize,
    /// Those that are gone.
    pub fixed: Vec<KnownFinding>,
}

impl Since {
    /// What suppresses a finding that stood before, as reports name it.
    pub const KIND: &str = "since";
}

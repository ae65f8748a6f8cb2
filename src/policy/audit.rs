//! The verdicts of the `META` rules on suppressions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::{RuleInfo, RuleResult, Subject, Verdict};
use crate::source::{Place, path};

use super::suppress::Uses;
use super::{Day, Suppressions, meta};

/// What an audit needs to know of the run.
pub struct Audit<'a> {
    /// The rules that ran, `META` rules among them, with their severities.
    pub rules: &'a BTreeMap<Arc<str>, RuleInfo>,
    /// Codes of rules that nothing suppresses.
    pub locked: &'a BTreeSet<Arc<str>>,
    /// Whether all environments were judged and all inputs analysed: only then is what suppresses
    /// nothing known to be unused.
    pub whole: bool,
    /// The checked paths (inside the root): a suppression that is written elsewhere may be about
    /// what is not checked.
    pub paths: &'a [String],
    /// The day of the run.
    pub today: Day,
}

impl Audit<'_> {
    /// What the rules on suppressions say of `suppressions`, which were used as `uses` says.
    pub fn suppressions(&self, suppressions: &Suppressions, uses: &Uses) -> Vec<RuleResult> {
        let mut results = Vec::new();
        for wrong in &suppressions.malformed {
            let message = format!("it suppresses nothing: {}", wrong.message);
            let subject = (&wrong.file, wrong.about.clone());
            results.extend(fault(
                self.rules,
                meta::MALFORMED,
                subject,
                Some(wrong.place),
                message,
            ));
        }
        for (entry, uses) in suppressions.entries.iter().zip(uses) {
            let expired = entry.until.filter(|until| *until < self.today);
            let locked = self.locked.contains(&entry.rule);
            let unused = *uses == 0 && self.knows(&entry.rule, &entry.file);
            let (code, message) = match expired {
                _ if locked => (
                    meta::LOCKED,
                    "it does not hold: [rules] locked names the rule".to_owned(),
                ),
                Some(until) => (
                    meta::EXPIRED,
                    format!("it held until {until} only: {}", entry.reason),
                ),
                None if unused => (meta::UNUSED, "it suppresses nothing".to_owned()),
                None => continue,
            };
            let about = match entry.about.is_empty() {
                true => entry.rule.to_string(),
                false => format!("{} at {}", entry.rule, entry.about),
            };
            results.extend(fault(
                self.rules,
                code,
                (&entry.file, about),
                Some(entry.place),
                message,
            ));
        }
        results
    }

    /// Whether the run can tell that a suppression in `file` is about nothing.
    fn knows(&self, rule: &str, file: &str) -> bool {
        let checked = || self.paths.iter().any(|it| path::is_beneath(file, it));
        self.whole && self.rules.contains_key(rule) && checked()
    }

    /// The rows of the `META` rules that say nothing in `results`: there is nothing to object to.
    pub fn silent(&self, results: &[RuleResult]) -> Vec<RuleResult> {
        let spoken: BTreeSet<&Arc<str>> = results.iter().map(|result| &result.rule).collect();
        let silent = meta::rules().into_iter().filter_map(|meta| {
            let rule = self.rules.get(&meta.code)?;
            (!spoken.contains(&rule.code)).then(|| rule.clone())
        });
        let row = |rule: RuleInfo| RuleResult {
            rule: rule.code,
            verdict: Verdict::NotApplicable,
            severity: rule.severity,
            subject: None,
            element: None,
            message: "nothing to object to".into(),
            reasons: Vec::new(),
            place: None,
            evidence: Vec::new(),
            environment: None,
            suppressed: None,
            fix: None,
        };
        silent.map(row).collect()
    }
}

/// A failure of what stands at `place`; none of a rule that does not run.
pub(super) fn fault(
    rules: &BTreeMap<Arc<str>, RuleInfo>,
    code: &str,
    (file, about): (&Arc<str>, String),
    place: Option<Place>,
    message: String,
) -> Option<RuleResult> {
    let rule = rules.get(code)?;
    Some(RuleResult {
        rule: rule.code.clone(),
        verdict: Verdict::Fail,
        severity: rule.severity,
        subject: Some(Subject {
            root: path::HERE.into(),
            name: file.to_string(),
        }),
        message: match about.is_empty() {
            true => message,
            false => format!("{about}: {message}"),
        },
        element: Some(about).filter(|about| !about.is_empty()),
        reasons: Vec::new(),
        place,
        evidence: Vec::new(),
        environment: None,
        suppressed: None,
        fix: None,
    })
}

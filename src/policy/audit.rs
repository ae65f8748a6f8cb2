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
            let subject = (&wrong.file, wrong.about.clone());
            let message = format!("suppresses nothing: {}", wrong.message);
            let verdict = Verdict::Fail;
            results.extend(self.result(meta::MALFORMED, verdict, subject, wrong.place, message));
        }
        for (entry, uses) in suppressions.entries.iter().zip(uses) {
            let about = match entry.about.is_empty() {
                true => entry.rule.to_string(),
                false => format!("{} at {}", entry.rule, entry.about),
            };
            let mut say = |code, fails: bool, message: String| {
                let verdict = if fails { Verdict::Fail } else { Verdict::Pass };
                let subject = (&entry.file, about.clone());
                results.extend(self.result(code, verdict, subject, entry.place, message));
            };
            let reason = format!("is accepted: {}", entry.reason);
            say(meta::MALFORMED, false, reason);
            let expired = entry.until.is_some_and(|until| until < self.today);
            if let Some(until) = entry.until {
                let message = match expired {
                    true => format!("was accepted until {until} only: {}", entry.reason),
                    false => format!("is accepted until {until}"),
                };
                say(meta::EXPIRED, expired, message);
            }
            if self.locked.contains(&entry.rule) {
                let message = "cannot be accepted: [rules] locked names the rule".to_owned();
                say(meta::LOCKED, true, message);
            } else if !expired && self.knows(&entry.rule, &entry.file, *uses) {
                let message = match uses {
                    0 => "is accepted and not there: the suppression suppresses nothing".to_owned(),
                    1 => "is accepted once".to_owned(),
                    uses => format!("is accepted {uses} times"),
                };
                say(meta::UNUSED, *uses == 0, message);
            }
        }
        results
    }

    /// Whether the run can tell if a suppression in `file` is used.
    fn knows(&self, rule: &str, file: &str, uses: usize) -> bool {
        let checked = || self.paths.iter().any(|it| path::is_beneath(file, it));
        uses > 0 || self.whole && self.rules.contains_key(rule) && checked()
    }

    /// A verdict on what stands at `place`; none of a rule that does not run.
    pub(super) fn result(
        &self,
        code: &str,
        verdict: Verdict,
        (file, about): (&Arc<str>, String),
        place: Place,
        message: String,
    ) -> Option<RuleResult> {
        let rule = self.rules.get(code)?;
        Some(RuleResult {
            rule: rule.code.clone(),
            verdict,
            severity: rule.severity,
            subject: Some(Subject {
                root: path::HERE.into(),
                name: file.to_string(),
            }),
            message: match about.is_empty() {
                true => message,
                false => format!("{about} {message}"),
            },
            element: Some(about).filter(|about| !about.is_empty()),
            reasons: Vec::new(),
            place: Some(place),
            evidence: Vec::new(),
            environment: None,
            suppressed: None,
            fix: None,
        })
    }

    /// The rows of the `META` rules that said nothing in `results`: there was nothing to judge.
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
            message: "nothing to judge".into(),
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

//! `[[override]]`: what holds for some paths or environments only.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config;
use crate::finding::{RuleResult, Severity, Verdict};
use crate::source::Sources;

use super::Subjects;

/// One override, with the codes of the rules that it names.
#[derive(Clone, Debug, Default)]
pub struct Override {
    /// Where it holds.
    pub scope: config::Override,
    /// Rules that do not run there.
    pub ignore: BTreeSet<Arc<str>>,
    /// Severities there, by code.
    pub severity: BTreeMap<Arc<str>, Severity>,
}

/// The results with what `overrides` say of them. A rule that says nothing any more has one result
/// that says so.
pub fn override_results(
    results: Vec<RuleResult>,
    overrides: &[Override],
    subjects: &Subjects<'_>,
    sources: &Sources,
) -> Vec<RuleResult> {
    if overrides.is_empty() {
        return results;
    }
    let mut kept: Vec<RuleResult> = Vec::with_capacity(results.len());
    let mut silenced: BTreeMap<Arc<str>, RuleResult> = BTreeMap::new();
    for mut result in results {
        let file = result.place.and_then(|place| sources.get(place.file));
        let file = file.map(|file| &*file.path);
        let root = result.subject.as_ref();
        let root = root.map(|subject| subjects.directory(&subject.root));
        let paths: Vec<&str> = file.into_iter().chain(root).collect();
        let about = |scope: &config::Override| {
            result.subject.is_some()
                && scope.is_about_path(&paths)
                && scope.is_about_environment(result.environment.as_deref())
        };
        let here: Vec<&Override> = overrides.iter().filter(|o| about(&o.scope)).collect();
        if here.iter().any(|o| o.ignore.contains(&result.rule)) {
            silenced.entry(result.rule.clone()).or_insert(result);
            continue;
        }
        let severity = here.iter().rev().find_map(|o| o.severity.get(&result.rule));
        result.severity = severity.copied().unwrap_or(result.severity);
        kept.push(result);
    }
    let spoken: BTreeSet<Arc<str>> = kept.iter().map(|result| result.rule.clone()).collect();
    let silent = silenced.into_values().filter(|r| !spoken.contains(&r.rule));
    kept.extend(silent.map(|result| RuleResult {
        verdict: Verdict::NotApplicable,
        subject: None,
        element: None,
        message: "ignored by [[override]] wherever it applies".into(),
        reasons: Vec::new(),
        place: None,
        evidence: Vec::new(),
        suppressed: None,
        fix: None,
        ..result
    }));
    kept.sort_by(|a, b| a.rule.cmp(&b.rule));
    kept
}

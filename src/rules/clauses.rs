//! The clauses of the architecture, which rules cite, and what the rules of a clause say together.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::{Clause, ClauseSummary, RuleInfo, RuleResult, RuleSummary, Verdict};

/// Numbers and titles of the clauses, in order. The shortcomings that the document names are
/// S1 to S3.
const CLAUSES: [(&str, &str); 11] = [
    ("1", "Isolation"),
    ("2", "UI"),
    ("3", "Firewall"),
    ("4", "Certificates"),
    ("5", "Observation"),
    ("6", "Compute"),
    ("7", "Data"),
    ("8", "Availability and recovery"),
    ("S1", "Access"),
    ("S2", "Cost"),
    ("S3", "Performance"),
];

/// The clause called `number`, if the architecture has it.
pub fn clause(number: &str) -> Option<Clause> {
    CLAUSES.iter().find(|c| c.0 == number).map(make)
}

/// All clauses, in order.
pub fn clauses() -> impl Iterator<Item = Clause> {
    CLAUSES.iter().map(make)
}

fn make((number, title): &(&str, &str)) -> Clause {
    Clause {
        number: (*number).into(),
        title: (*title).into(),
    }
}

/// Clause by clause what `rules` say in `results`. A rule counts once for each clause it cites, by
/// its worst result; results that are suppressed do not count, and a rule without any other is
/// `n/a`. `passed` are passes that are not among the results, by rule.
pub fn summarise<'a>(
    rules: impl IntoIterator<Item = &'a RuleInfo>,
    results: &[RuleResult],
    passed: &BTreeMap<Arc<str>, usize>,
) -> Vec<ClauseSummary> {
    let rules: Vec<&RuleInfo> = rules.into_iter().collect();
    let mut said: BTreeMap<&str, RuleSummary> = BTreeMap::new();
    for rule in &rules {
        let passed = passed.get(&rule.code).copied().unwrap_or_default();
        said.insert(&rule.code, nothing_said(rule, passed));
    }
    for result in results {
        if let Some(summary) = said.get_mut(&*result.rule) {
            add(summary, result);
        }
    }
    clauses()
        .map(|clause| {
            let cites = |rule: &&&RuleInfo| rule.clauses.contains(&clause.number);
            let citing = rules.iter().filter(cites);
            let evidence: Vec<RuleSummary> = citing
                .filter_map(|rule| said.get(&*rule.code).cloned())
                .collect();
            let mut counts = [0; 4];
            for rule in &evidence {
                if let Some(count) = counts.get_mut(column(rule.verdict)) {
                    *count += 1;
                }
            }
            // `Verdict` orders the worst first.
            let verdict = evidence.iter().map(|rule| rule.verdict).min();
            ClauseSummary {
                clause,
                verdict: verdict.unwrap_or(Verdict::NotApplicable),
                rules: counts,
                evidence,
            }
        })
        .collect()
}

fn nothing_said(rule: &RuleInfo, passed: usize) -> RuleSummary {
    RuleSummary {
        rule: rule.code.clone(),
        verdict: match passed {
            0 => Verdict::NotApplicable,
            _ => Verdict::Pass,
        },
        subjects: [0, 0, passed],
        suppressed: 0,
        first: None,
    }
}

fn add(summary: &mut RuleSummary, result: &RuleResult) {
    if result.suppressed.is_some() {
        summary.suppressed += 1;
        return;
    }
    if let Some(count) = summary.subjects.get_mut(column(result.verdict)) {
        *count += 1;
    }
    let worse = result.verdict < summary.verdict;
    if worse || (result.verdict == summary.verdict && summary.first.is_none()) {
        summary.verdict = result.verdict;
        let subject = result.subject.clone();
        summary.first = subject.map(|subject| (subject, result.place));
    }
}

/// Where [`ClauseSummary::rules`] counts a verdict.
fn column(verdict: Verdict) -> usize {
    match verdict {
        Verdict::Fail => 0,
        Verdict::Unknown => 1,
        Verdict::Pass => 2,
        Verdict::NotApplicable => 3,
    }
}

//! The clauses of the architecture, which rules cite, and what the rules of a clause say together.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::{Clause, ClauseSummary, RuleInfo, RuleResult, Verdict};

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
    // `Verdict` orders the worst first.
    let passed = passed.keys().map(|rule| (&**rule, Verdict::Pass));
    let mut worst: BTreeMap<&str, Verdict> = passed.collect();
    for result in results.iter().filter(|r| r.suppressed.is_none()) {
        let entry = worst.entry(&result.rule).or_insert(result.verdict);
        *entry = result.verdict.min(*entry);
    }
    let rules: Vec<&RuleInfo> = rules.into_iter().collect();
    clauses()
        .map(|clause| {
            let mut counts = [0; 4];
            for rule in rules.iter().filter(|r| r.clauses.contains(&clause.number)) {
                let verdict = worst.get(&*rule.code).copied();
                let at = column(verdict.unwrap_or(Verdict::NotApplicable));
                if let Some(count) = counts.get_mut(at) {
                    *count += 1;
                }
            }
            let order = [Verdict::Fail, Verdict::Unknown, Verdict::Pass];
            let verdict = order.into_iter().zip(counts).find(|(_, count)| *count > 0);
            ClauseSummary {
                clause,
                verdict: verdict.map_or(Verdict::NotApplicable, |(verdict, _)| verdict),
                rules: counts,
            }
        })
        .collect()
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

//! The `META` rules: suppressions, baselines and changes of policy are their subjects. No page of
//! HCL could ask for these, so they are told here.

use std::collections::BTreeMap;

use crate::finding::{RuleInfo, Severity};

/// What a change of policy lets pass, with `--since`.
pub(super) const RELAXED: &str = "META-001";
/// A suppression that cannot be read, or gives no reason.
pub(super) const MALFORMED: &str = "META-002";
/// A suppression whose last day is over.
pub(super) const EXPIRED: &str = "META-003";
/// A suppression that suppresses nothing.
pub(super) const UNUSED: &str = "META-004";
/// A suppression of a rule that the configuration locks.
pub(super) const LOCKED: &str = "META-005";
/// Findings of the baseline that are gone.
pub(super) const STALE: &str = "META-006";

struct Meta {
    code: &'static str,
    name: &'static str,
    severity: Severity,
    title: &'static str,
    why: &'static str,
    fix: &'static str,
}

const RULES: [Meta; 6] = [
    Meta {
        code: RELAXED,
        name: "policy-relaxed",
        severity: Severity::Medium,
        title: "A change does not relax the policy",
        why: "A change that accepts findings, or asks for less, can hide what it breaks. Whoever \
              approves it should see that. Judged with `--since` only.\n",
        fix: "Take it back, or let those who own the policy approve the change.\n",
    },
    Meta {
        code: MALFORMED,
        name: "suppression-well-formed",
        severity: Severity::Medium,
        title: "A suppression names a rule and gives a reason",
        why: "A suppression that cannot be read suppresses nothing, and one without a reason tells \
              nobody when it may go.\n",
        fix: "Write `archlint:ignore DATA-003 until=2027-01-31 -- why` (the day may be left out) at \
              the end of the line, or above the block, attribute or entry.\n",
    },
    Meta {
        code: EXPIRED,
        name: "suppression-not-expired",
        severity: Severity::Medium,
        title: "No suppression is past its last day",
        why: "What was accepted for a time counts again.\n",
        fix: "Mend what it covers and take it out, or agree on another day.\n",
    },
    Meta {
        code: UNUSED,
        name: "suppression-used",
        severity: Severity::Low,
        title: "Every suppression suppresses something",
        why: "One that outlived its finding hides the next one unseen.\n",
        fix: "Take it out.\n",
    },
    Meta {
        code: LOCKED,
        name: "suppression-allowed",
        severity: Severity::High,
        title: "No suppression is about a rule that nothing suppresses",
        why: "`locked` of [rules] names the rules whose findings nobody accepts: such a suppression \
              does not hold.\n",
        fix: "Mend what it covers and take it out.\n",
    },
    Meta {
        code: STALE,
        name: "baseline-current",
        severity: Severity::Low,
        title: "The baseline holds no finding that is gone",
        why: "What was mended and still stands in the baseline may come back unseen.\n",
        fix: "Run `archlint baseline prune`.\n",
    },
];

/// Whether `code` is that of a `META` rule.
pub fn is_meta(code: &str) -> bool {
    RULES.iter().any(|meta| meta.code == code)
}

/// The `META` rules, by code.
pub fn rules() -> Vec<RuleInfo> {
    let info = |meta: &Meta| RuleInfo {
        code: meta.code.into(),
        name: meta.name.into(),
        clauses: Vec::new(),
        severity: meta.severity,
        other_severities: Vec::new(),
        project: false,
        title: meta.title.into(),
        why: meta.why.into(),
        fix: meta.fix.into(),
        references: Vec::new(),
        fixable: false,
        snippet: String::new(),
        params: BTreeMap::new(),
    };
    RULES.iter().map(info).collect()
}

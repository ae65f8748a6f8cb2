//! A set of known findings, asked one result at a time.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{KnownFinding, RuleResult};

/// Known findings by identity.
#[derive(Clone, Debug, Default)]
pub struct Known {
    findings: BTreeMap<Key, Vec<KnownFinding>>,
}

type Key = (String, String, String, Option<String>);

impl Known {
    /// The set of `findings`.
    pub fn new(findings: impl IntoIterator<Item = KnownFinding>) -> Known {
        let mut known = Known::default();
        for finding in findings {
            let of_key = known.findings.entry(key(&finding)).or_default();
            if !of_key.contains(&finding) {
                of_key.push(finding);
            }
        }
        known
    }

    /// Whether `finding` is known and no worse than it was.
    pub fn covers(&self, finding: &KnownFinding) -> bool {
        let known = self.findings.get(&key(finding));
        known.is_some_and(|known| known.iter().any(|known| known.covers(finding)))
    }

    /// Those that none of `results` is, better or worse, in order.
    pub fn gone(&self, results: &[RuleResult]) -> Vec<&KnownFinding> {
        let found = results.iter().filter_map(KnownFinding::of);
        let found: BTreeSet<Key> = found.map(|finding| key(&finding)).collect();
        let gone = self.iter().filter(|finding| !found.contains(&key(finding)));
        gone.collect()
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &KnownFinding> {
        self.findings.values().flatten()
    }
}

fn key(finding: &KnownFinding) -> Key {
    let (rule, root, subject, element) = finding.identity();
    let element = element.map(str::to_owned);
    (
        rule.to_owned(),
        root.to_owned(),
        subject.to_owned(),
        element,
    )
}

//! What a change changes: findings that are new, that stood before, that are gone, and a policy that
//! asks for less.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Deserialize;

use crate::finding::{
    KnownFinding, Report, RuleResult, Severity, Since, Suppression as Mark, Verdict,
};
use crate::source::Sources;

use super::audit::fault;
use super::known::Known;
use super::meta;
use super::stance::{self, Kind, Stance};

/// The other side of a change.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// What it is called.
    pub name: String,
    /// Its findings that count.
    pub known: Known,
    /// What it grants and demands.
    pub stance: Stance,
    /// Whether it is known by a report only, which tells of no settings.
    pub reported: bool,
}

#[derive(Deserialize)]
struct Document {
    version: u32,
    results: Vec<ResultRow>,
    #[serde(default)]
    suppressions: Vec<SuppressionRow>,
}

#[derive(Deserialize)]
struct ResultRow {
    rule: String,
    verdict: String,
    severity: String,
    root: Option<String>,
    element: Option<String>,
    subject: Option<String>,
    suppressed: Option<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
struct SuppressionRow {
    kind: String,
    rule: String,
    about: String,
    until: Option<String>,
}

impl Side {
    /// The side that was judged in a run.
    pub fn of_run(name: &str, report: &Report, stance: Stance) -> Side {
        let results = report.results.iter().filter(|r| r.suppressed.is_none());
        Side {
            name: name.to_owned(),
            known: Known::new(results.filter_map(KnownFinding::of)),
            stance,
            reported: false,
        }
    }

    /// The side that a report of `--format json` tells of. The error is one sentence.
    pub fn of_report(name: &str, text: &str) -> Result<Side, String> {
        let document: Document =
            serde_json::from_str(text).map_err(|error| format!("no report: {error}"))?;
        if document.version != 1 {
            let version = document.version;
            return Err(format!(
                "no report: version {version} is not known, only 1 is"
            ));
        }
        let mut stance = Stance::default();
        let mut findings = Vec::new();
        for row in document.results {
            stance.demand(Kind::Running, &row.rule, None);
            let verdict = match &*row.verdict {
                "fail" => Verdict::Fail,
                "unknown" => Verdict::Unknown,
                _ => continue,
            };
            let severity = Severity::parse(&row.severity)
                .ok_or_else(|| format!("no report: {:?} is no severity", row.severity))?;
            let (Some(root), Some(subject)) = (row.root, row.subject) else {
                continue;
            };
            if row.suppressed.is_none() {
                findings.push(KnownFinding {
                    rule: row.rule,
                    root,
                    subject,
                    element: row.element,
                    verdict,
                    severity,
                });
            }
        }
        for row in document.suppressions {
            let until = row.until.as_deref();
            let words = stance::words_of_suppression(&row.kind, &row.rule, &row.about, until);
            stance.grant(Kind::Suppression, words, None);
        }
        Ok(Side {
            name: name.to_owned(),
            known: Known::new(findings),
            stance,
            reported: true,
        })
    }
}

/// Holds `report`, whose run took `stance`, against the other side: findings that stood before are
/// marked, and what asks for less is a finding of the `META` rule.
pub fn compare(report: &mut Report, stance: &Stance, other: &Side, sources: &Sources) {
    let relaxed = relaxations(report, stance, other, sources);
    if !relaxed.is_empty() {
        report
            .results
            .retain(|result| *result.rule != *meta::RELAXED);
        report.results.extend(relaxed);
        report.results.sort_by(|a, b| a.rule.cmp(&b.rule));
    }
    let ran: BTreeSet<Arc<str>> = report.rules.keys().cloned().collect();
    let gone = other.known.gone(&report.results).into_iter();
    let fixed: Vec<KnownFinding> = gone
        .filter(|finding| ran.contains(&*finding.rule))
        .cloned()
        .collect();
    let mut since = Since {
        base: other.name.clone(),
        new: 0,
        same: 0,
        fixed,
    };
    for result in report.results.iter_mut().filter(|r| r.suppressed.is_none()) {
        let Some(finding) = KnownFinding::of(result) else {
            continue;
        };
        if !other.known.covers(&finding) {
            since.new += 1;
            continue;
        }
        since.same += 1;
        result.suppressed = Some(Mark {
            kind: Since::KIND,
            reason: format!("it stood before: {}", other.name),
            place: None,
        });
    }
    report.since = Some(since);
}

/// What `stance` grants and the other side does not, and what it no longer demands.
fn relaxations(
    report: &Report,
    stance: &Stance,
    other: &Side,
    sources: &Sources,
) -> Vec<RuleResult> {
    let compared = |kind: Kind| !other.reported || kind != Kind::Setting;
    let granted = stance
        .grants
        .iter()
        .filter(|(term, _)| compared(term.kind) && !other.stance.grants.contains_key(term));
    let granted = granted.map(|(term, place)| ("it accepts more", term, *place));
    let asked = other
        .stance
        .demands
        .iter()
        .filter(|(term, _)| compared(term.kind) && !stance.demands.contains_key(term));
    // Where the other side wrote it is of no use here.
    let asked = asked.map(|(term, _)| ("it no longer asks for this", term, None));
    let faults = granted.chain(asked).filter_map(|(what, term, place)| {
        let file = place.and_then(|place| sources.get(place.file));
        let file = file.map_or_else(|| "archlint.toml".into(), |file| file.path.clone());
        let subject = (&file, term.words.clone());
        fault(
            &report.rules,
            meta::RELAXED,
            subject,
            place,
            what.to_owned(),
        )
    });
    faults.collect()
}

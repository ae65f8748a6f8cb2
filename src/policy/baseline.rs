//! Baselines: the findings that stood when a team adopted archlint.
//!
//! A baseline is a JSON document: `{"version": 1, "findings": [{"rule", "root", "subject",
//! "element", "verdict", "severity"}]}`. Every finding in it is accepted while it is no worse; what
//! is gone may be pruned, and nothing is ever added but by `archlint baseline create`.

use std::sync::Arc;

use serde::Deserialize;

use crate::finding::{
    Code, Diagnostic, KnownFinding, RuleResult, Severity, Suppression as Mark, Verdict,
};
use crate::source::{FileId, Place, Sources, Span, path};

use super::audit::{Audit, fault};
use super::known::Known;
use super::{Subjects, meta};

/// Stale findings that a message names.
const NAMED: usize = 3;

/// A baseline that was read.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// The file, as reports name it.
    pub path: Arc<str>,
    /// Where it begins.
    pub place: Place,
    /// Its findings.
    pub known: Known,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    findings: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    rule: String,
    root: String,
    subject: String,
    element: Option<String>,
    verdict: String,
    severity: String,
}

impl Baseline {
    /// Reads the file `file` of `sources`.
    pub fn read(file: FileId, sources: &Sources) -> Result<Baseline, Diagnostic> {
        let (path, text) = match sources.get(file) {
            Some(source) => (source.path.clone(), source.text.clone()),
            None => Default::default(),
        };
        let place = Place::new(file, Span::new(0, 0));
        let wrong = |message: String| {
            Diagnostic::error(Code::Config, place, format!("no baseline: {message}"))
        };
        let document: Document = serde_json::from_str(&text).map_err(|error| {
            let at = offset(&text, error.line(), error.column());
            let problem = Place::new(file, Span::new(at, at));
            // The position is told by the place.
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            Diagnostic {
                place: Some(problem),
                ..wrong(message.to_owned())
            }
        })?;
        if document.version != 1 {
            let version = document.version;
            return Err(wrong(format!("version {version} is not known, only 1 is")));
        }
        let mut findings = Vec::with_capacity(document.findings.len());
        for row in document.findings {
            let verdict = match &*row.verdict {
                "fail" => Verdict::Fail,
                "unknown" => Verdict::Unknown,
                other => return Err(wrong(format!("{other:?} is no verdict of a finding"))),
            };
            let severity = Severity::parse(&row.severity)
                .ok_or_else(|| wrong(format!("{:?} is no severity", row.severity)))?;
            findings.push(KnownFinding {
                rule: row.rule,
                root: row.root,
                subject: row.subject,
                element: row.element,
                verdict,
                severity,
            });
        }
        Ok(Baseline {
            path,
            place,
            known: Known::new(findings),
        })
    }

    /// Marks the results that are in the baseline, but for those of `locked` rules.
    pub fn mark(&self, results: &mut [RuleResult], is_locked: &dyn Fn(&str) -> bool) {
        for result in results.iter_mut().filter(|r| r.suppressed.is_none()) {
            let known = KnownFinding::of(result);
            let known = known.is_some_and(|finding| self.known.covers(&finding));
            if known && !is_locked(&result.rule) {
                result.suppressed = Some(Mark {
                    kind: "baseline",
                    reason: format!("known: {}", self.path),
                    place: None,
                });
            }
        }
    }

    /// Its findings that `results` no longer hold, as far as the run can tell.
    pub fn stale(
        &self,
        results: &[RuleResult],
        audit: &Audit<'_>,
        subjects: &Subjects<'_>,
    ) -> Vec<&KnownFinding> {
        let mut gone = self.known.gone(results);
        gone.retain(|finding| {
            let dir = subjects.directory(&finding.root);
            // The root may be gone, too: `live@eu` was one of `live`.
            let dir = dir.split('@').next().unwrap_or(dir);
            let checked = audit.paths.iter().any(|it| path::is_beneath(dir, it));
            audit.whole && checked && audit.rules.contains_key(&*finding.rule)
        });
        gone
    }

    /// The verdict of the `META` rule on it, of which `stale` is gone.
    pub fn audit(&self, stale: &[&KnownFinding], audit: &Audit<'_>) -> Option<RuleResult> {
        let named = stale.iter().take(NAMED);
        let named = named.map(|finding| format!("{} {}", finding.rule, finding.subject));
        let mut named = named.collect::<Vec<_>>().join(", ");
        match stale.len() {
            0 => return None,
            count if count > NAMED => named.push_str(&format!(" and {} more", count - NAMED)),
            _ => {}
        }
        let message = format!("the baseline holds what is gone: {named}");
        let subject = (&self.path, String::new());
        fault(audit.rules, meta::STALE, subject, Some(self.place), message)
    }
}

/// The offset of a position that counts lines from 1 and columns in bytes from 1.
fn offset(text: &str, line: usize, column: usize) -> u32 {
    let before = text.split_inclusive('\n').take(line.saturating_sub(1));
    let start: usize = before.map(str::len).sum();
    let at = start
        .saturating_add(column.saturating_sub(1))
        .min(text.len());
    u32::try_from(text.floor_char_boundary(at)).unwrap_or(u32::MAX)
}

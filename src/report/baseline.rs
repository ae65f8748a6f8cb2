//! Known findings as a file: one a line, in order, so that changes of it are easy to review.

use serde::Serialize;

use super::inert_json;
use crate::finding::KnownFinding;

/// A known finding, in the shape that all JSON of archlint shares.
#[derive(Serialize)]
pub(super) struct KnownRow<'a> {
    rule: &'a str,
    root: &'a str,
    subject: &'a str,
    element: Option<&'a str>,
    verdict: &'static str,
    severity: &'static str,
}

impl<'a> KnownRow<'a> {
    pub fn new(finding: &'a KnownFinding) -> KnownRow<'a> {
        KnownRow {
            rule: &finding.rule,
            root: &finding.root,
            subject: &finding.subject,
            element: finding.element.as_deref(),
            verdict: finding.verdict.as_str(),
            severity: finding.severity.as_str(),
        }
    }
}

/// The text of a baseline that holds `findings`, sorted and each once.
pub fn text<'a>(findings: impl IntoIterator<Item = &'a KnownFinding>) -> String {
    let mut findings: Vec<&KnownFinding> = findings.into_iter().collect();
    findings.sort();
    findings.dedup();
    let rows = findings.iter().map(|finding| {
        let row = inert_json::to_string(&KnownRow::new(finding));
        format!("\n{}", row.trim_end())
    });
    let rows = rows.collect::<Vec<_>>().join(",");
    format!("{{\"version\": 1, \"findings\": [{rows}\n]}}\n")
}

/// How many findings there are, in words: `3 findings`.
pub fn count(findings: &[KnownFinding]) -> String {
    match findings.len() {
        1 => "1 finding".to_owned(),
        count => format!("{count} findings"),
    }
}

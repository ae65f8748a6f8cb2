//! `--format gitlab`: a code quality report of GitLab, a JSON array of findings with unique
//! fingerprints and paths relative to the repository.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Options;
use super::groups::Findings;
use super::inert_json;
use super::words::{cut, with_help, words};
use crate::finding::{Level, Report, Severity, Verdict, fingerprint};
use crate::source::{Place, Sources};

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

/// The report as one JSON array.
pub(super) fn render(report: &Report, sources: &Sources, options: &Options) -> String {
    let mut fingerprints = BTreeSet::new();
    let mut issues = Vec::new();
    let errors = report.diagnostics.iter();
    for diagnostic in errors.filter(|d| d.level == Level::Error) {
        let code = diagnostic.code.as_str();
        let location = location(diagnostic.place, sources);
        let print = fingerprint(&[code, location.path, &diagnostic.message]);
        issues.push(Issue {
            description: cut(&with_help(diagnostic)),
            check_name: code,
            fingerprint: unique(print, &mut fingerprints),
            severity: "critical",
            location,
        });
    }
    let findings = Findings::standing(report, options.min_severity, usize::MAX);
    for group in &findings.shown {
        let result = group.first.result;
        issues.push(Issue {
            description: cut(&words(group, report)),
            check_name: &result.rule,
            fingerprint: unique(result.fingerprint(), &mut fingerprints),
            severity: match (result.verdict, result.severity) {
                (Verdict::Unknown, _) => "info",
                (_, Severity::Critical) => "blocker",
                (_, Severity::High) => "critical",
                (_, Severity::Medium) => "major",
                (_, Severity::Low) => "minor",
            },
            location: location(result.place, sources),
        });
    }
    issues.truncate(options.limits.sarif_results as usize);
    inert_json::to_string(&issues)
}

/// Where it is; of what has no place, and of pages of rules outside the root, the root.
fn location(place: Option<Place>, sources: &Sources) -> Location<'_> {
    let found = place.and_then(|place| sources.locate(place));
    let inside = found.filter(|(path, _, _)| !path.starts_with('/') && !path.contains(':'));
    let (path, begin) = inside.map_or((".", 1), |(path, start, _)| (path, start.line));
    Location {
        path,
        lines: Lines { begin },
    }
}

/// A fingerprint that no other issue has: one identity may be at fault in several places.
fn unique(print: String, taken: &mut BTreeSet<String>) -> String {
    let mut unique = print.clone();
    let mut again = 1;
    while !taken.insert(unique.clone()) {
        again += 1;
        unique = fingerprint(&[&print, &again.to_string()]);
    }
    unique
}

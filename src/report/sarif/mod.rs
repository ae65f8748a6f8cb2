//! `--format sarif`: SARIF 2.1.0, within what GitHub's code scanning takes.
//!
//! Invariants, each from a limit or a rule of that consumer:
//! - every rule is listed, also on a clean run; a rule has a descriptor of its own for what is
//!   undecided and for every other severity its checks use, because the severity of an alert is
//!   read from the descriptor;
//! - the primary region is one line, or a pull request would not show the annotation;
//! - no `primaryLocationLineHash` (the uploader computes it), no fixes and no suppressions (they
//!   are ignored): suppressed and passing results are left out;
//! - inputs that could not be analysed are results, because notifications are ignored;
//! - at most as many results as its limit says, the gravest first, the last one telling of the rest.

mod descriptors;
mod locations;

use std::collections::BTreeMap;

use serde_json::json;
use serde_sarif::sarif::{
    CodeFlow, Invocation, Location, Message, Notification, PropertyBag,
    ReportingDescriptorReference, Result as SarifResult, ResultColumnKind, ResultKind, ResultLevel,
    Run, RunAutomationDetails, Sarif, ThreadFlow, ThreadFlowLocation, Tool, ToolComponent, Version,
};

use super::groups::{Findings, Group};
use super::sanitise::line;
use super::words::{NAMED, cut, with_help, words};
use super::{Options, inert_json};
use crate::finding::{Code, Diagnostic, Level, Report, Severity, Verdict};
use crate::source::{Place, Sources};
use descriptors::Descriptors;
use locations::{locate, nowhere};

/// Related places of a result; GitHub shows no more.
const RELATED: usize = 100;

/// Steps of a proof; GitHub shows no more.
const STEPS: usize = 1_000;

/// The report as a SARIF log of one run.
pub(super) fn render(report: &Report, sources: &Sources, options: &Options) -> String {
    let findings = Findings::standing(report, options.min_severity, usize::MAX);
    let limit = options.limits.sarif_results as usize;
    let log = Log {
        report,
        sources,
        descriptors: Descriptors::new(report),
    };
    let run = Run::builder()
        .tool(log.tool())
        .automation_details(
            RunAutomationDetails::builder()
                .id(category(&options.category))
                .build(),
        )
        .invocations(vec![log.invocation(limit)])
        .column_kind(json!(ResultColumnKind::UnicodeCodePoints))
        .results(log.results(&findings, limit))
        .build();
    inert_json::to_string(
        &Sarif::builder()
            .schema("https://json.schemastore.org/sarif-2.1.0.json")
            .version(json!(Version::V2_1_0))
            .runs(vec![run])
            .build(),
    )
}

/// What tells this run apart from others over the same commit; GitHub reads it up to the last
/// slash.
fn category(paths: &str) -> String {
    match paths {
        "" => "archlint/".to_owned(),
        paths => format!("archlint/{}/", line(paths)),
    }
}

/// How a consumer ranks a severity.
fn level(severity: Severity) -> ResultLevel {
    match severity {
        Severity::Critical | Severity::High => ResultLevel::Error,
        Severity::Medium => ResultLevel::Warning,
        Severity::Low => ResultLevel::Note,
    }
}

/// A message of one inert line. Square brackets that would make a link are escaped, as the
/// format asks; others stand as they are, since not all consumers take the escapes away.
fn message(text: &str) -> Message {
    let mut text = cut(text);
    if text.contains("](") {
        text = text
            .replace('\\', "\\\\")
            .replace('[', "\\[")
            .replace(']', "\\]");
    }
    Message::builder().text(text).build()
}

struct Log<'a> {
    report: &'a Report,
    sources: &'a Sources,
    descriptors: Descriptors,
}

impl Log<'_> {
    fn tool(&self) -> Tool {
        let driver = ToolComponent::builder()
            .name(env!("CARGO_PKG_NAME"))
            .version(env!("CARGO_PKG_VERSION"))
            .semantic_version(env!("CARGO_PKG_VERSION"))
            .rules(self.descriptors.list())
            .build();
        Tool::builder().driver(driver).build()
    }

    fn invocation(&self, limit: usize) -> Invocation {
        let diagnostics = &self.report.diagnostics;
        let invocation = Invocation::builder()
            .execution_successful(!diagnostics.iter().any(|d| d.level == Level::Error));
        let notes = diagnostics.iter().take(limit).map(|d| self.notification(d));
        let notes: Vec<Notification> = notes.collect();
        invocation.tool_execution_notifications(notes).build()
    }

    fn notification(&self, diagnostic: &Diagnostic) -> Notification {
        let level = match diagnostic.level {
            Level::Error => ResultLevel::Error,
            Level::Warning => ResultLevel::Warning,
            Level::Note => ResultLevel::Note,
        };
        let descriptor = ReportingDescriptorReference::builder()
            .id(diagnostic.code.as_str())
            .build();
        let place = diagnostic
            .place
            .and_then(|place| locate(place, self.sources));
        let notification = Notification::builder()
            .level(json!(level))
            .descriptor(descriptor)
            .message(message(&with_help(diagnostic)));
        match place {
            Some(place) => notification.locations(vec![place]).build(),
            None => notification.build(),
        }
    }

    /// Errors, then findings, the gravest first; the last one tells of those left out.
    fn results(&self, findings: &Findings<'_>, limit: usize) -> Vec<SarifResult> {
        let errors = self
            .report
            .diagnostics
            .iter()
            .filter(|d| d.level == Level::Error);
        let all = errors.clone().count() + findings.shown.len();
        let most = match all > limit {
            true => limit.saturating_sub(1),
            false => all,
        };
        let mut results: Vec<SarifResult> = errors
            .map(|diagnostic| self.error(diagnostic))
            .chain(findings.shown.iter().map(|group| self.finding(group)))
            .take(most)
            .collect();
        if all > most {
            results.push(self.truncated(all - most));
        }
        results
    }

    fn finding(&self, group: &Group<'_>) -> SarifResult {
        let result = group.first.result;
        let (kind, level) = match result.verdict {
            Verdict::Unknown => (ResultKind::Open, ResultLevel::None),
            _ => (ResultKind::Fail, level(result.severity)),
        };
        let (id, index) = self.descriptors.of(result);
        let place = result.place.and_then(|place| locate(place, self.sources));
        let mut primary = place.unwrap_or_else(nowhere);
        if let Some(subject) = &result.subject {
            primary.logical_locations = Some(vec![locations::logical(&line(&subject.name))]);
        }
        let steps = result
            .evidence
            .iter()
            .map(|step| (step.place, &*step.message));
        let reasons = result
            .reasons
            .iter()
            .map(|reason| (reason.place, &*reason.message));
        let related = self.places(steps.clone().chain(reasons), RELATED);
        let steps = self.places(steps, STEPS);
        let fingerprints = BTreeMap::from([("archlint/v1".to_owned(), result.fingerprint())]);
        let mut sarif = SarifResult::builder()
            .rule_id(id)
            .rule_index(index)
            .kind(kind)
            .level(level)
            .message(message(&words(group, self.report)))
            .locations(vec![primary])
            .partial_fingerprints(fingerprints)
            .properties(properties(group))
            .build();
        if !related.is_empty() {
            sarif.related_locations = Some(numbered(related));
        }
        if !steps.is_empty() {
            sarif.code_flows = Some(vec![flow(steps)]);
        }
        sarif
    }

    fn error(&self, diagnostic: &Diagnostic) -> SarifResult {
        let code = diagnostic.code;
        let place = diagnostic
            .place
            .and_then(|place| locate(place, self.sources));
        let mut sarif = SarifResult::builder()
            .rule_id(code.as_str())
            .rule_index(self.descriptors.index(code.as_str()))
            .kind(ResultKind::Fail)
            .level(ResultLevel::Error)
            .message(message(&with_help(diagnostic)))
            .locations(vec![place.unwrap_or_else(nowhere)])
            .build();
        let related = diagnostic
            .related
            .iter()
            .map(|(place, label)| (Some(*place), &**label));
        let related = self.places(related, RELATED);
        if !related.is_empty() {
            sarif.related_locations = Some(numbered(related));
        }
        sarif
    }

    fn truncated(&self, more: usize) -> SarifResult {
        let code = Code::Limit.as_str();
        let text = format!("truncated: {more} more results are left out; JSON holds them all");
        SarifResult::builder()
            .rule_id(code)
            .rule_index(self.descriptors.index(code))
            .kind(ResultKind::Fail)
            .level(ResultLevel::Warning)
            .message(message(&text))
            .locations(vec![nowhere()])
            .build()
    }

    /// Those of `steps` that have a place, each with its message.
    fn places<'s>(
        &self,
        steps: impl Iterator<Item = (Option<Place>, &'s str)>,
        most: usize,
    ) -> Vec<Location> {
        let located = steps.filter_map(|(place, text)| {
            let mut location = locate(place?, self.sources)?;
            location.message = Some(message(&line(text)));
            Some(location)
        });
        located.take(most).collect()
    }
}

fn numbered(mut locations: Vec<Location>) -> Vec<Location> {
    for (id, location) in (1..).zip(&mut locations) {
        location.id = Some(id);
    }
    locations
}

fn flow(steps: Vec<Location>) -> CodeFlow {
    let steps = steps
        .into_iter()
        .map(|location| ThreadFlowLocation::builder().location(location).build());
    let thread = ThreadFlow::builder()
        .locations(steps.collect::<Vec<_>>())
        .build();
    CodeFlow::builder().thread_flows(vec![thread]).build()
}

/// What machines may want beside the message: every subject, its root, the environments.
fn properties(group: &Group<'_>) -> PropertyBag {
    let mut subjects: Vec<String> = Vec::new();
    let mut roots: Vec<String> = Vec::new();
    let mut environments: Vec<String> = Vec::new();
    let note = |list: &mut Vec<String>, text: &str| {
        let text = line(text).into_owned();
        if list.len() < NAMED && !list.contains(&text) {
            list.push(text);
        }
    };
    for member in group.members() {
        if let Some(subject) = &member.result.subject {
            note(&mut subjects, &subject.name);
            note(&mut roots, &subject.root);
        }
        for environment in &member.environments {
            note(&mut environments, environment);
        }
    }
    let lists = [
        ("subjects", subjects),
        ("roots", roots),
        ("environments", environments),
    ];
    let lists = lists.into_iter().filter(|(_, list)| !list.is_empty());
    PropertyBag::builder()
        .additional_properties(
            lists
                .map(|(name, list)| (name.to_owned(), json!(list)))
                .collect::<BTreeMap<_, _>>(),
        )
        .build()
}

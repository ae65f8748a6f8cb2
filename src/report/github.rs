//! `--format github`: annotations, as commands of GitHub's runner.
//!
//! Invariants, each from a rule of that consumer (`ActionCommand`, `ExecutionContext`):
//! - a command is one line; line feeds and percent signs of its text are encoded, and the
//!   separators of properties in properties;
//! - a step shows ten annotations of each kind: the gravest nine are given, and one more that tells
//!   how many are left;
//! - nothing else in the output is a command.

use super::Options;
use super::closing::counts;
use super::groups::Findings;
use super::place::first_line;
use super::sanitise::line;
use super::style::Theme;
use super::words::{cut, with_help, words};
use crate::finding::{Level, Report, Severity, Verdict};
use crate::source::{Place, Sources};

/// Annotations of each kind that name a finding.
const SHOWN: usize = 9;

/// A kind of annotation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Error,
    Warning,
    Notice,
}

impl Kind {
    const ALL: [Kind; 3] = [Kind::Error, Kind::Warning, Kind::Notice];

    fn command(self) -> &'static str {
        match self {
            Kind::Error => "error",
            Kind::Warning => "warning",
            Kind::Notice => "notice",
        }
    }
}

struct Annotation {
    kind: Kind,
    place: Option<Place>,
    title: String,
    message: String,
}

/// The commands, then the counts.
pub(super) fn render(report: &Report, sources: &Sources, options: &Options) -> String {
    let mut annotations = Vec::new();
    let errors = report.diagnostics.iter();
    for diagnostic in errors.filter(|d| d.level == Level::Error) {
        annotations.push(Annotation {
            kind: Kind::Error,
            place: diagnostic.place,
            title: diagnostic.code.as_str().to_owned(),
            message: with_help(diagnostic),
        });
    }
    let findings = Findings::new(report, options.min_severity, usize::MAX);
    for group in &findings.shown {
        let result = group.first.result;
        let name = report.rules.get(&result.rule).map_or("", |rule| &rule.name);
        annotations.push(Annotation {
            kind: match (result.verdict, result.severity) {
                (Verdict::Unknown, _) | (_, Severity::Medium) => Kind::Warning,
                (_, Severity::Critical | Severity::High) => Kind::Error,
                (_, Severity::Low) => Kind::Notice,
            },
            place: result.place,
            title: line(&format!("{} {name}", result.rule)).trim().to_owned(),
            message: words(group, report),
        });
    }
    let mut out = String::new();
    for kind in Kind::ALL {
        let of_kind: Vec<&Annotation> = annotations.iter().filter(|a| a.kind == kind).collect();
        for annotation in of_kind.iter().take(SHOWN) {
            out.push_str(&command(annotation, sources));
        }
        if let Some(more @ 1..) = of_kind.len().checked_sub(SHOWN) {
            let name = kind.command();
            out.push_str(&format!(
                "::{name} title=archlint::{more} more of this kind; the full report lists them\n"
            ));
        }
    }
    out.push_str(&counts(report, Theme::new(false)));
    out
}

fn command(annotation: &Annotation, sources: &Sources) -> String {
    let mut properties = String::new();
    if let Some((file, place)) = annotation
        .place
        .and_then(|place| Some((sources.get(place.file)?, place)))
    {
        let span = first_line(file, place.span);
        let position = |offset| file.lines().position(&file.text, offset);
        let (start, end) = (position(span.start), position(span.end));
        properties = format!(
            "file={},line={},endLine={},col={},endColumn={},",
            property(&line(&file.path)),
            start.line,
            end.line,
            start.column,
            end.column,
        );
    }
    format!(
        "::{} {properties}title={}::{}\n",
        annotation.kind.command(),
        property(&annotation.title),
        data(&cut(&annotation.message)),
    )
}

/// The text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

//! `--format concise`: one line each, `path:line:column: CODE severity: message`.

use super::closing::{counts, left_out};
use super::groups::{Findings, Group, sentence};
use super::messages::Messages;
use super::place::cite;
use super::runner;
use super::sanitise::line;
use super::style::{self, Theme};
use super::{Options, Verbosity};
use crate::finding::{ClauseSummary, Diagnostic, Level, Report, Verdict};
use crate::source::{Place, Sources};

/// Other instances that a line names.
const KEYS: usize = 5;

/// The whole report, a finding a line.
pub(super) fn render(report: &Report, sources: &Sources, options: &Options) -> String {
    let limit = options.limits.findings as usize;
    let findings = Findings::new(report, options.min_severity, limit);
    let list = List {
        sources,
        options,
        theme: Theme::new(options.colour),
    };
    let mut out = String::new();
    for group in &findings.shown {
        out.push_str(&list.finding(group));
    }
    let least = match options.verbosity {
        Verbosity::Quiet => Level::Error,
        Verbosity::Normal | Verbosity::Verbose => Level::Note,
    };
    let messages = Messages::new(report, least, limit);
    for diagnostic in &messages.shown {
        out.push_str(&list.diagnostic(diagnostic));
    }
    if options.verbosity > Verbosity::Quiet {
        out.push_str(&architecture(report));
    }
    out.push_str(&left_out(&findings, &messages, options));
    out.push_str(&counts(report, list.theme));
    match options.runner_log {
        true => runner::without_commands(&out),
        false => out,
    }
}

/// The clauses by their state, in one line; nothing when no rule asked for any.
fn architecture(report: &Report) -> String {
    let asked = || {
        let clauses = report.architecture.iter();
        clauses.filter(|clause| !clause.evidence.is_empty())
    };
    let parts = ClauseSummary::STATES.into_iter().filter_map(|state| {
        let of = asked().filter(|clause| clause.state() == state);
        let numbers: Vec<_> = of.map(|clause| line(&clause.clause.number)).collect();
        (!numbers.is_empty()).then(|| format!("{state} {}", numbers.join(", ")))
    });
    match parts.collect::<Vec<String>>() {
        parts if parts.is_empty() => String::new(),
        parts => format!("architecture: {}\n", parts.join("; ")),
    }
}

struct List<'a> {
    sources: &'a Sources,
    options: &'a Options,
    theme: Theme,
}

impl List<'_> {
    fn finding(&self, group: &Group<'_>) -> String {
        let result = group.first.result;
        let place = self.place(result.place);
        let code = self.theme.bold(line(&result.rule));
        let word = match result.verdict {
            Verdict::Unknown => self.theme.paint(style::verdict(result.verdict), "unknown"),
            _ => self
                .theme
                .paint(style::severity(result.severity), result.severity),
        };
        let mut remarks = Vec::new();
        if !group.first.environments.is_empty() {
            remarks.push(format!("in {}", line(&group.first.environments.join(", "))));
        }
        let (alike, different) = group.others_in_words();
        let named: Vec<&str> = alike.iter().take(KEYS).map(String::as_str).collect();
        if !named.is_empty() {
            remarks.push(format!("also {}", named.join(", ")));
        }
        match alike.len() + different.len() - named.len() {
            0 => {}
            more => remarks.push(format!("{more} more on this line")),
        }
        let remarks = match remarks.is_empty() {
            true => String::new(),
            false => format!(" ({})", remarks.join("; ")),
        };
        format!("{place}{code} {word}: {}{remarks}\n", sentence(result))
    }

    fn diagnostic(&self, diagnostic: &Diagnostic) -> String {
        let place = self.place(diagnostic.place);
        let code = self.theme.bold(diagnostic.code.as_str());
        let level = diagnostic.level;
        let word = self.theme.paint(style::level(level), level.as_str());
        format!("{place}{code} {word}: {}\n", line(&diagnostic.message))
    }

    fn place(&self, place: Option<Place>) -> String {
        match place {
            Some(place) => format!("{}: ", cite(place, self.sources, self.options)),
            None => String::new(),
        }
    }
}

//! How a text ends: the architecture, what stayed dark, what was read, what is left out, the
//! counts.

use std::collections::BTreeMap;

use super::groups::{Findings, sentence};
use super::messages::Messages;
use super::place::cite;
use super::sanitise::{line, width};
use super::style::{self, Theme, wrap};
use super::{Options, Verbosity};
use crate::finding::{ClauseSummary, KnownFinding, Level, Report, Verdict};
use crate::source::Sources;

/// Blind spots of one kind that are listed.
const SPOTS: usize = 20;

/// Appends the end of the text, up to what was read.
pub(super) fn write(out: &mut String, report: &Report, sources: &Sources, options: &Options) {
    let mut closing = Closing {
        out,
        report,
        sources,
        options,
        theme: Theme::new(options.colour),
    };
    if options.verbosity == Verbosity::Verbose {
        closing.passes();
        closing.suppressed();
    }
    if options.verbosity > Verbosity::Quiet {
        closing.fixed();
        closing.architecture();
        closing.blind_spots();
        closing.inputs();
    }
}

struct Closing<'a> {
    out: &'a mut String,
    report: &'a Report,
    sources: &'a Sources,
    options: &'a Options,
    theme: Theme,
}

impl Closing<'_> {
    fn heading(&mut self, text: &str) {
        let heading = self.theme.bold(text);
        self.out.push_str(&format!("{heading}\n"));
    }

    fn item(&mut self, text: &str) {
        self.out.push_str("  ");
        wrap(self.out, text, 4, self.options.width);
    }

    fn passes(&mut self) {
        let passes = self
            .report
            .results
            .iter()
            .filter(|r| r.verdict == Verdict::Pass);
        let lines: Vec<String> = passes
            .map(|pass| format!("{} {}", line(&pass.rule), sentence(pass)))
            .collect();
        self.list("passes", &lines, usize::MAX);
    }

    fn suppressed(&mut self) {
        let mut lines = Vec::new();
        for result in &self.report.results {
            let Some(suppression) = &result.suppressed else {
                continue;
            };
            let place = suppression.place.or(result.place);
            let place = place.map(|place| cite(place, self.sources, self.options));
            let place = place.map_or(String::new(), |place| format!("{place}: "));
            let reason = line(&suppression.reason);
            lines.push(format!(
                "{place}{} {} ({}: {reason})",
                line(&result.rule),
                sentence(result),
                suppression.kind,
            ));
        }
        self.list("suppressed", &lines, usize::MAX);
    }

    /// What the change mends.
    fn fixed(&mut self) {
        let fixed = self.report.since.iter().flat_map(|since| &since.fixed);
        let lines: Vec<String> = fixed.map(known).collect();
        self.list("fixed", &lines, SPOTS);
    }

    fn list(&mut self, heading: &str, lines: &[String], most: usize) {
        if lines.is_empty() {
            return;
        }
        self.heading(heading);
        for text in lines.iter().take(most) {
            self.item(text);
        }
        if let Some(more @ 1..) = lines.len().checked_sub(most) {
            self.item(&format!("and {more} more"));
        }
        self.out.push('\n');
    }

    fn architecture(&mut self) {
        let clauses = &self.report.architecture;
        if clauses.is_empty() {
            return;
        }
        self.heading("architecture");
        let of = |text: fn(&ClauseSummary) -> &str| {
            clauses
                .iter()
                .map(|c| width(&line(text(c))))
                .max()
                .unwrap_or(0)
        };
        let numbers = of(|summary| &summary.clause.number);
        let titles = of(|summary| &summary.clause.title);
        for summary in clauses {
            let number = pad(&line(&summary.clause.number), numbers);
            let title = pad(&line(&summary.clause.title), titles);
            let verdict = pad(summary.verdict.as_str(), "unknown".len());
            let verdict = self.theme.paint(style::verdict(summary.verdict), verdict);
            let words = [
                Verdict::Fail,
                Verdict::Unknown,
                Verdict::Pass,
                Verdict::NotApplicable,
            ];
            let counts: Vec<String> = words
                .iter()
                .zip(summary.rules)
                .filter(|(_, count)| *count > 0)
                .map(|(verdict, count)| format!("{count} {}", verdict.as_str()))
                .collect();
            let counts = match counts.is_empty() {
                true => "no rules".to_owned(),
                false => counts.join(", "),
            };
            self.out
                .push_str(&format!("  {number}  {title}  {verdict}  {counts}\n"));
        }
        self.out.push('\n');
    }

    fn blind_spots(&mut self) {
        let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
        let mut undecided = 0;
        for result in &self.report.results {
            if result.verdict == Verdict::Unknown && result.suppressed.is_none() {
                undecided += 1;
                for reason in &result.reasons {
                    *reasons.entry(reason.reason).or_default() += 1;
                }
            }
        }
        let mut lines = Vec::new();
        if undecided > 0 && !reasons.is_empty() {
            let reasons = reasons
                .iter()
                .map(|(reason, count)| format!("{count} {reason}"));
            let reasons = reasons.collect::<Vec<_>>().join(", ");
            lines.push(format!("{undecided} undecided; reasons: {reasons}"));
        }
        let notes = self
            .report
            .diagnostics
            .iter()
            .filter(|d| d.level == Level::Note);
        lines.extend(notes.map(|note| {
            let place = note
                .place
                .map(|place| cite(place, self.sources, self.options));
            let place = place.map_or(String::new(), |place| format!("{place}: "));
            let help = note
                .help
                .as_deref()
                .map_or(String::new(), |help| format!("; {help}"));
            format!("{place}{}{}", line(&note.message), line(&help))
        }));
        lines.extend(self.report.inputs.skipped.iter().map(|skipped| {
            let path = self.options.standpoint.name(&skipped.path);
            format!("{}: skipped, {}", line(&path), line(&skipped.reason))
        }));
        self.list("blind spots", &lines, SPOTS);
    }

    fn inputs(&mut self) {
        let inputs = &self.report.inputs;
        let mut parts = Vec::new();
        if inputs.terraform_files > 0 {
            parts.push(format!(
                "Terraform: {}, {}, {}, {}",
                count(inputs.roots, "root"),
                count(inputs.modules, "module"),
                count(inputs.terraform_files, "file"),
                count(inputs.resources, "resource"),
            ));
        }
        if inputs.kubernetes_files > 0 {
            parts.push(format!(
                "Kubernetes: {}, {}",
                count(inputs.kubernetes_files, "file"),
                count(inputs.objects, "object"),
            ));
        }
        if !inputs.skipped.is_empty() {
            parts.push(format!("{} skipped", inputs.skipped.len()));
        }
        let excluded: u64 = inputs.excluded.iter().map(|excluded| excluded.files).sum();
        if excluded > 0 {
            let excluded = usize::try_from(excluded).unwrap_or(usize::MAX);
            parts.push(format!(
                "{} excluded by the configuration",
                count(excluded, "file")
            ));
        }
        if !parts.is_empty() {
            self.out.push_str("read ");
            wrap(self.out, &parts.join("; "), 5, self.options.width);
        }
    }
}

/// What a text does not show must still be known to exist.
pub(super) fn left_out(
    findings: &Findings<'_>,
    messages: &Messages<'_>,
    options: &Options,
) -> String {
    let mut out = String::new();
    if findings.beyond > 0 {
        let more = findings.beyond;
        out.push_str(&format!(
            "{more} more findings are not shown; JSON holds them all\n"
        ));
    }
    if messages.beyond > 0 {
        let more = messages.beyond;
        out.push_str(&format!(
            "{more} more messages are not shown; JSON holds them all\n"
        ));
    }
    if findings.below > 0 {
        let (below, least) = (findings.below, options.min_severity);
        out.push_str(&format!(
            "{below} below --min-severity {least} are not shown\n"
        ));
    }
    out
}

/// The last lines: how many results say what, what suppressed the suppressed ones, and what the
/// change changes.
pub(super) fn counts(report: &Report, theme: Theme) -> String {
    let summary = report.summary();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for result in &report.results {
        let finding = matches!(result.verdict, Verdict::Fail | Verdict::Unknown);
        if let Some(suppression) = result.suppressed.as_ref().filter(|_| finding) {
            *kinds.entry(suppression.kind).or_default() += 1;
        }
    }
    let kinds = kinds
        .iter()
        .map(|(kind, count)| format!("{count} by {kind}"));
    let kinds = kinds.collect::<Vec<_>>().join(", ");
    let kinds = match kinds.is_empty() {
        true => kinds,
        false => format!(" ({kinds})"),
    };
    let paint = |verdict, number: usize| {
        let text = format!("{number} {}", Verdict::as_str(verdict));
        match number {
            0 => text,
            _ => theme.paint(style::verdict(verdict), text),
        }
    };
    let errors = report
        .diagnostics
        .iter()
        .filter(|d| d.level == Level::Error)
        .count();
    let errors = match errors {
        0 => String::new(),
        _ => format!(
            ", {}",
            theme.paint(style::level(Level::Error), count(errors, "error"))
        ),
    };
    let since = report.since.as_ref().map(|since| {
        let (base, fixed) = (line(&since.base), since.fixed.len());
        format!(
            "since {base}: {} new, {fixed} fixed, {} still there\n",
            since.new, since.same
        )
    });
    let since = since.unwrap_or_default();
    format!(
        "{}, {}, {}, {} suppressed{kinds}{errors}\n{since}",
        paint(Verdict::Pass, summary.pass),
        paint(Verdict::Fail, summary.fail),
        paint(Verdict::Unknown, summary.unknown),
        summary.suppressed,
    )
}

/// A known finding in one inert line.
pub(super) fn known(finding: &KnownFinding) -> String {
    let mut name = finding.subject.clone();
    if let Some(element) = &finding.element {
        name.push_str(&format!(" ({element})"));
    }
    format!("{} {}", line(&finding.rule), line(&name))
}

fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}

fn pad(text: &str, columns: usize) -> String {
    let blanks = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(blanks))
}

//! How a text ends: the architecture, what stayed dark, what was read, what is left out, the
//! counts.

use std::collections::{BTreeMap, BTreeSet};

use super::blind_spots::{self, Spot};
use super::groups::{Findings, sentence};
use super::messages::Messages;
use super::place::cite;
use super::sanitise::{line, width};
use super::style::{self, Theme, wrap};
use super::{Options, Verbosity};
use crate::finding::{ClauseSummary, KnownFinding, Level, Report, Verdict};
use crate::source::Sources;

/// Blind spots of one kind that are listed.
const SPOTS: usize = 10;

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
        // Where nothing could be read, clauses have nothing to say.
        if report.inputs.terraform_files + report.inputs.kubernetes_files > 0 {
            closing.architecture();
        }
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
        let (asked, silent): (Vec<&ClauseSummary>, Vec<&ClauseSummary>) = self
            .report
            .architecture
            .iter()
            .partition(|summary| !summary.evidence.is_empty());
        if asked.is_empty() {
            return;
        }
        self.heading("architecture");
        let of = |text: fn(&ClauseSummary) -> &str| {
            let widths = asked.iter().map(|clause| width(&line(text(clause))));
            widths.max().unwrap_or(0)
        };
        let numbers = of(|summary| &summary.clause.number);
        let titles = of(|summary| &summary.clause.title);
        let states = of(ClauseSummary::state);
        for summary in asked {
            let number = pad(&line(&summary.clause.number), numbers);
            let title = pad(&line(&summary.clause.title), titles);
            let state = summary.state();
            let painted = self.theme.paint(style::verdict(summary.verdict), state);
            self.out
                .push_str(&format!("  {number}  {title}  {painted}"));
            let evidence = self.evidence(summary);
            let beside = numbers + titles + states + 8;
            // What does not fit beside the verdict has the lines below.
            if beside + width(&evidence) <= self.options.width {
                let gap = " ".repeat(states + 2 - state.len());
                self.out.push_str(&format!("{gap}{evidence}\n"));
            } else {
                let indent = numbers + 4;
                self.out.push_str(&format!("\n{}", " ".repeat(indent)));
                wrap(self.out, &evidence, indent, self.options.width);
            }
        }
        if !silent.is_empty() {
            let numbers = silent.iter().map(|s| line(&s.clause.number));
            let numbers = numbers.collect::<Vec<_>>().join(", ");
            self.item(&format!("no rule of this run asks for {numbers}"));
        }
        self.out.push('\n');
    }

    /// What says so: the worst rules with their subjects, the others in short.
    fn evidence(&self, summary: &ClauseSummary) -> String {
        let of = |verdict| {
            summary
                .evidence
                .iter()
                .filter(move |r| r.verdict == verdict)
        };
        let mut parts = Vec::new();
        for rule in of(Verdict::Fail).chain(of(Verdict::Unknown)) {
            let [fail, unknown, pass] = rule.subjects;
            let (bad, word) = match rule.verdict {
                Verdict::Fail => (fail, ""),
                _ => (unknown, " undecided"),
            };
            let all = fail + unknown + pass;
            let share = match all == bad {
                true => bad.to_string(),
                false => format!("{bad} of {all}"),
            };
            let place = rule.first.as_ref().and_then(|(_, place)| *place);
            let place = place.map(|place| cite(place, self.sources, self.options));
            let place = place.map_or(String::new(), |place| format!(", {place}"));
            parts.push(format!("{} ({share}{word}{place})", line(&rule.rule)));
        }
        let names = |verdict| {
            let names: Vec<_> = of(verdict).map(|rule| line(&rule.rule)).collect();
            (!names.is_empty()).then(|| names.join(", "))
        };
        if let Some(names) = names(Verdict::Pass) {
            let subjects: usize = of(Verdict::Pass)
                .map(|rule| rule.subjects.iter().sum::<usize>())
                .sum();
            let subjects = count(subjects, "subject");
            parts.push(match parts.is_empty() {
                true => format!("{names} ({subjects})"),
                false => format!("satisfied: {names} ({subjects})"),
            });
        }
        let silent = of(Verdict::NotApplicable);
        let (accepted, silent): (Vec<_>, Vec<_>) = silent.partition(|rule| rule.suppressed > 0);
        for (what, rules) in [("accepted", accepted), ("nothing to judge", silent)] {
            let names: Vec<_> = rules.iter().map(|rule| line(&rule.rule)).collect();
            if !names.is_empty() {
                parts.push(format!("{what}: {}", names.join(", ")));
            }
        }
        parts.join("; ")
    }

    fn blind_spots(&mut self) {
        let spots = blind_spots::all(self.report);
        if spots.is_empty() {
            return;
        }
        self.heading("blind spots");
        for spots in spots.chunk_by(|a, b| a.kind == b.kind) {
            let kind = spots.first().map_or("", |spot| spot.kind);
            let kind = self.theme.label(kind);
            self.out.push_str(&format!("  {kind}\n"));
            for spot in spots.iter().take(SPOTS) {
                self.spot(spot);
            }
            if let Some(more @ 1..) = spots.len().checked_sub(SPOTS) {
                self.out.push_str(&format!("    and {more} more\n"));
            }
            // What helps against many is said once.
            let remedies: BTreeSet<&str> = spots.iter().filter_map(|spot| spot.remedy).collect();
            for remedy in remedies {
                let label = self.theme.label("help:");
                self.out.push_str(&format!("    {label} "));
                wrap(self.out, &line(remedy), 10, self.options.width);
            }
        }
        self.out.push('\n');
    }

    fn spot(&mut self, spot: &Spot<'_>) {
        let place = spot.place.map(|p| cite(p, self.sources, self.options));
        let path = spot.path.map(|path| self.options.standpoint.name(path));
        let path = path.map(|path| line(&path).into_owned());
        let at = place.or(path).map_or(String::new(), |at| format!("{at}: "));
        let rules: Vec<_> = spot.rules.keys().map(|rule| line(rule)).collect();
        let rules = match rules.is_empty() {
            true => String::new(),
            false => format!(" ({} undecided: {})", spot.undecided(), rules.join(", ")),
        };
        self.out.push_str("    ");
        let text = format!("{at}{}{rules}", line(&spot.message));
        wrap(self.out, &text, 6, self.options.width);
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

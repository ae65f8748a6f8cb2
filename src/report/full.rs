//! `--format full`: the report as a person reads it in a terminal.
//!
//! In this order: findings, the gravest first; what could not be analysed; the architecture,
//! clause by clause; what was read and what stayed dark; the counts.

use anstyle::Style;

use super::closing::{self, counts, left_out};
use super::groups::{Findings, Group, sentence};
use super::messages::Messages;
use super::place::cite;
use super::runner;
use super::sanitise::{line, width};
use super::snippet::{Gallery, Mark};
use super::style::{self, Theme, wrap, wrap_page};
use super::words::REASONS;
use super::{Options, Verbosity};
use crate::finding::{Diagnostic, Evidence, Level, Report, RuleInfo, Verdict};
use crate::fix::Editor;
use crate::source::{Place, Sources};

/// Steps of a proof that are listed; one that is longer says so.
const STEPS: usize = 20;

/// Other instances that are listed by key.
const KEYS: usize = 30;

/// Other instances that are listed with a sentence of their own.
const SENTENCES: usize = 5;

/// The whole report as text.
pub(super) fn render(report: &Report, sources: &Sources, options: &Options) -> String {
    let limit = options.limits.findings as usize;
    let findings = Findings::new(report, options.min_severity, limit);
    let mut page = Page {
        report,
        sources,
        options,
        theme: Theme::new(options.colour),
        gallery: Gallery::new(sources, &report.sensitive, options),
        editor: Editor::new(sources),
        out: String::new(),
    };
    let mut explained = "";
    for group in &findings.shown {
        let rule = &*group.first.result.rule;
        page.finding(group, rule == explained);
        explained = rule;
    }
    // Notes stand among the blind spots.
    let least = match options.verbosity {
        Verbosity::Quiet => Level::Error,
        Verbosity::Normal | Verbosity::Verbose => Level::Warning,
    };
    let messages = Messages::new(report, least, limit);
    for diagnostic in &messages.shown {
        page.diagnostic(diagnostic);
    }
    let mut out = page.out;
    closing::write(&mut out, report, sources, options);
    out.push_str(&left_out(&findings, &messages, options));
    out.push_str(&counts(report, page.theme));
    match options.runner_log {
        true => runner::without_commands(&out),
        false => out,
    }
}

struct Page<'a> {
    report: &'a Report,
    sources: &'a Sources,
    options: &'a Options,
    theme: Theme,
    gallery: Gallery<'a>,
    editor: Editor<'a>,
    out: String,
}

impl Page<'_> {
    /// One finding. The advice of its rule is left to the finding before when `explained`.
    fn finding(&mut self, group: &Group<'_>, explained: bool) {
        let result = group.first.result;
        let rule = self.report.rules.get(&result.rule);
        self.header(group, rule);
        self.indented("  ", &sentence(result));
        let style = match result.verdict {
            Verdict::Unknown => style::verdict(Verdict::Unknown),
            _ => style::severity(result.severity),
        };
        let steps: Vec<(Option<Place>, &str)> = result
            .evidence
            .iter()
            .map(|Evidence { message, place }| (*place, message.as_str()))
            .collect();
        self.proof(result.place, &steps, style);
        for reason in result.reasons.iter().take(REASONS) {
            let place = reason
                .place
                .map(|place| cite(place, self.sources, self.options));
            let place = place.map_or(String::new(), |place| format!(", {place}"));
            let text = format!("{} ({}{place})", line(&reason.message), line(reason.reason));
            self.labelled("undecided", &text);
        }
        if let Some(more @ 1..) = result.reasons.len().checked_sub(REASONS) {
            self.labelled(
                "undecided",
                &format!("and {more} more reasons, which JSON has"),
            );
        }
        self.others(group);
        self.advice(group, rule, explained);
        self.out.push('\n');
    }

    fn header(&mut self, group: &Group<'_>, rule: Option<&RuleInfo>) {
        let result = group.first.result;
        let mut remarks = Vec::new();
        let word = match result.verdict {
            Verdict::Unknown => {
                remarks.push(result.severity.to_string());
                self.theme.paint(style::verdict(result.verdict), "unknown")
            }
            _ => self
                .theme
                .paint(style::severity(result.severity), result.severity),
        };
        let clauses = rule.map(|rule| rule.clauses.join(", ")).unwrap_or_default();
        if !clauses.is_empty() {
            remarks.push(format!("clause {}", line(&clauses)));
        }
        if !group.first.environments.is_empty() {
            remarks.push(format!("in {}", line(&group.first.environments.join(", "))));
        }
        let code = self.theme.bold(line(&result.rule));
        let name = rule.map_or("", |rule| &rule.name);
        let remarks = self.theme.dim(format!("({})", remarks.join("; ")));
        self.out
            .push_str(&format!("{word} {code} {} {remarks}\n", line(name)));
    }

    /// The picture, and the steps that lead to it, numbered alike.
    fn proof(&mut self, place: Option<Place>, steps: &[(Option<Place>, &str)], style: Style) {
        let mut marks: Vec<Mark> = place.map(Mark::primary).into_iter().collect();
        for (number, (place, _)) in steps.iter().enumerate().take(STEPS) {
            let Some(place) = place else { continue };
            let label = (number + 1).to_string();
            match marks.iter_mut().find(|mark| mark.place == *place) {
                Some(mark) if mark.label.is_empty() => mark.label = label,
                Some(mark) => mark.label = format!("{}, {label}", mark.label),
                None => marks.push(Mark::context(*place, label)),
            }
        }
        match self.gallery.draw(&marks, style) {
            picture if picture.is_empty() => {
                // There are no lines, or they are secret: their place must do.
                if let Some(place) = place {
                    let file = self.sources.get(place.file);
                    let why = match file.is_some_and(|file| file.secret) {
                        true => " (not shown: secret file)",
                        false => "",
                    };
                    let place = cite(place, self.sources, self.options);
                    self.indented("  ", &format!("--> {place}{why}"));
                }
            }
            picture => self.out.push_str(&picture),
        }
        self.steps(steps);
    }

    fn steps(&mut self, steps: &[(Option<Place>, &str)]) {
        let places: Vec<String> = steps
            .iter()
            .take(STEPS)
            .map(|(place, _)| match place {
                Some(place) => cite(*place, self.sources, self.options),
                None => "provider default".to_owned(),
            })
            .collect();
        // Places stand in a column of their own while they leave most of the line to the text.
        let most = self.options.width / 3;
        let column = places
            .iter()
            .map(|place| width(place))
            .filter(|w| *w <= most)
            .max();
        let column = column.unwrap_or(0);
        let digits = steps.len().min(STEPS).to_string().len();
        for (number, (place, (_, message))) in places.iter().zip(steps).enumerate() {
            let pad = " ".repeat(column.saturating_sub(width(place)));
            let number = self.theme.bold(format!("{:>digits$}", number + 1));
            let text = line(message);
            if width(place) > column {
                self.out
                    .push_str(&format!("  {number} {place}\n{}", " ".repeat(digits + 5)));
                wrap(&mut self.out, &text, digits + 5, self.options.width);
            } else {
                self.out.push_str(&format!("  {number} {place}{pad}  "));
                let indent = digits + column + 5;
                wrap(&mut self.out, &text, indent, self.options.width);
            }
        }
        if let Some(more @ 1..) = steps.len().checked_sub(STEPS) {
            self.indented("  ", &format!("and {more} more steps"));
        }
    }

    /// The other instances this one speaks for.
    fn others(&mut self, group: &Group<'_>) {
        let (alike, different) = group.others_in_words();
        if !alike.is_empty() {
            let mut keys = alike
                .iter()
                .take(KEYS)
                .cloned()
                .collect::<Vec<_>>()
                .join(", ");
            if let Some(more @ 1..) = alike.len().checked_sub(KEYS) {
                keys.push_str(&format!(" and {more} more"));
            }
            self.labelled("also", &keys);
        }
        for sentence in different.iter().take(SENTENCES) {
            self.labelled("also", sentence);
        }
        if let Some(more @ 1..) = different.len().checked_sub(SENTENCES) {
            self.labelled("also", &format!("{more} more on this line"));
        }
    }

    fn advice(&mut self, group: &Group<'_>, rule: Option<&RuleInfo>, explained: bool) {
        if let Some(fix) = &group.first.result.fix {
            self.labelled("fix", &line(&self.editor.told(fix)));
        }
        let Some(rule) = rule.filter(|rule| !rule.fix.trim().is_empty()) else {
            return;
        };
        if explained {
            self.labelled(
                "help",
                &format!("see above, or `archlint explain {}`", line(&rule.code)),
            );
            return;
        }
        let label = self.theme.label("help:");
        self.out.push_str(&format!("  {label} "));
        wrap_page(&mut self.out, &rule.fix, 8, self.options.width);
        if self.options.verbosity > Verbosity::Normal && !rule.snippet.is_empty() {
            let label = self.theme.label("start from:");
            self.out.push_str(&format!("  {label}\n"));
            for written in rule.snippet.lines() {
                let shown = format!("      {}", line(written));
                self.out.push_str(&format!("{}\n", shown.trim_end()));
            }
        }
    }

    fn diagnostic(&mut self, diagnostic: &Diagnostic) {
        let style = style::level(diagnostic.level);
        let word = self.theme.paint(style, diagnostic.level.as_str());
        let code = self.theme.bold(diagnostic.code.as_str());
        self.out.push_str(&format!("{word} {code}\n"));
        self.indented("  ", &line(&diagnostic.message));
        let related: Vec<(Option<Place>, &str)> = diagnostic
            .related
            .iter()
            .map(|(place, label)| (Some(*place), label.as_str()))
            .collect();
        self.proof(diagnostic.place, &related, style);
        if let Some(help) = &diagnostic.help {
            self.labelled("help", &line(help));
        }
        self.out.push('\n');
    }

    fn labelled(&mut self, label: &str, text: &str) {
        let painted = self.theme.label(format!("{label}:"));
        self.out.push_str(&format!("  {painted} "));
        wrap(&mut self.out, text, label.len() + 4, self.options.width);
    }

    fn indented(&mut self, indent: &str, text: &str) {
        self.out.push_str(indent);
        wrap(&mut self.out, text, indent.len(), self.options.width);
    }
}

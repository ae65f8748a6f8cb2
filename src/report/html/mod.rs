//! `--format html`: one page that needs nothing else: the clauses, the drawing, the findings with
//! their proofs and code, what stayed dark.
//!
//! Invariants:
//! - every text passes the one sanitiser and [`escape`]; the only attributes that inputs reach are
//!   links of rule pages, and these begin with `https://`;
//! - the page's own script and style are constants, named by their hashes in its policy: a browser
//!   runs and loads nothing else;
//! - without the script everything is shown.

mod code;
mod finding;

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::Options;
use super::closing::known;
use super::drawing::svg;
use super::drawing::svg::text::escape;
use super::groups::{Findings, sentence};
use super::messages::Messages;
use super::place::cite;
use super::sanitise::line;
use super::snippet::Gallery;
use crate::finding::{Level, Report, Severity, Verdict};
use crate::fix::Editor;
use crate::source::{Place, Sources};

const STYLE: &str = concat!(
    include_str!("style.css"),
    include_str!("../drawing/svg/style.css")
);
const SCRIPT: &str = include_str!("script.js");

/// Columns of a source line that are shown.
const COLUMNS: usize = 160;

/// The report as a page.
pub(super) fn render(report: &Report, sources: &Sources, options: &Options) -> String {
    let options = &Options {
        colour: false,
        width: COLUMNS,
        ..options.clone()
    };
    let limit = options.limits.findings as usize;
    let page = Page {
        report,
        sources,
        options,
        gallery: Gallery::new(sources, &report.sensitive, options),
        editor: Editor::new(sources),
        findings: Findings::new(report, options.min_severity, limit),
        messages: Messages::new(report, Level::Warning, limit),
    };
    let sections = [
        page.header(),
        "<main>\n".to_owned(),
        page.messages(),
        page.clauses(),
        page.drawings(),
        page.all_findings(),
        page.fixed(),
        page.suppressed(),
        page.blind_spots(),
        "</main>\n".to_owned(),
        page.footer(),
    ];
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>Architecture report</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{}\
         <script>{SCRIPT}</script>\n</body>\n</html>\n",
        hash(STYLE),
        hash(SCRIPT),
        sections.concat()
    )
}

/// What a policy calls a script or style of this text.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

/// `text` as one inert line of HTML.
fn html(text: &str) -> String {
    escape(&line(text))
}

struct Page<'a> {
    report: &'a Report,
    sources: &'a Sources,
    options: &'a Options,
    gallery: Gallery<'a>,
    editor: Editor<'a>,
    findings: Findings<'a>,
    messages: Messages<'a>,
}

impl Page<'_> {
    fn header(&self) -> String {
        let summary = self.report.summary();
        let errors = self.report.diagnostics.iter();
        let errors = errors.filter(|d| d.level == Level::Error).count();
        let counts = [
            ("fail", summary.fail, "violated"),
            ("unknown", summary.unknown, "not decided"),
            ("pass", summary.pass, "passed"),
            ("suppressed", summary.suppressed, "suppressed"),
            ("fail", errors, "not analysed"),
        ];
        let chips = counts.iter().filter(|(_, count, _)| *count > 0);
        let chips: String = chips
            .map(|(class, count, what)| format!("<li class=\"{class}\">{count} {what}</li>"))
            .collect();
        let since = self.report.since.as_ref().map(|since| {
            let base = html(&since.base);
            let (new, fixed, same) = (since.new, since.fixed.len(), since.same);
            format!(
                "<p>Since <code>{base}</code>: {new} new, {fixed} fixed, {same} still there.</p>\n"
            )
        });
        format!(
            "<header>\n<h1>Is it the architecture that was agreed?</h1>\n\
             <ul class=\"counts\">{chips}</ul>\n{}</header>\n",
            since.unwrap_or_default()
        )
    }

    /// The scorecard. A clause with findings filters them.
    fn clauses(&self) -> String {
        if self.report.architecture.is_empty() {
            return String::new();
        }
        let cards = self.report.architecture.iter().map(|summary| {
            let verdict = summary.verdict.as_str();
            let class = class(summary.verdict);
            let words = [
                Verdict::Fail,
                Verdict::Unknown,
                Verdict::Pass,
                Verdict::NotApplicable,
            ];
            let tally = words.iter().zip(summary.rules);
            let tally: Vec<String> = tally
                .filter(|(_, count)| *count > 0)
                .map(|(verdict, count)| format!("{count} {}", verdict.as_str()))
                .collect();
            let tally = match tally.is_empty() {
                true => "no rules".to_owned(),
                false => format!("rules: {}", tally.join(", ")),
            };
            let (number, title) = (html(&summary.clause.number), html(&summary.clause.title));
            let inside = format!(
                "<span class=\"name\"><span class=\"badge {class}\">{verdict}</span>{number}. \
                 {title}</span><span class=\"tally\">{tally}</span>"
            );
            match summary.verdict {
                Verdict::Fail | Verdict::Unknown => format!(
                    "<li><button disabled class=\"clause is-{class}\" data-filter=\"clause\" \
                     data-value=\"{number}\" aria-pressed=\"false\">{inside}</button></li>\n"
                ),
                _ => format!("<li><div class=\"clause is-{class}\">{inside}</div></li>\n"),
            }
        });
        let cards: String = cards.collect();
        format!(
            "<section>\n<h2>Clause by clause</h2>\n<ul class=\"clauses\">\n{cards}</ul>\n</section>\n"
        )
    }

    fn drawings(&self) -> String {
        let drawings = self.report.drawings.iter();
        let drawn =
            drawings.filter(|drawing| !drawing.nodes.is_empty() || !drawing.areas.is_empty());
        let figures: String = drawn
            .map(|drawing| {
                format!(
                    "<figure tabindex=\"0\">{}</figure>\n",
                    svg::fragment(drawing, self.report)
                )
            })
            .collect();
        match figures.is_empty() {
            true => String::new(),
            false => format!(
                "<section class=\"wide\">\n<h2>As the files build it</h2>\n{figures}</section>\n"
            ),
        }
    }

    fn all_findings(&self) -> String {
        let groups = &self.findings.shown;
        if groups.is_empty() {
            let text = match self.report.results.is_empty() {
                true => "No rule said anything.",
                false => "Nothing is violated, and nothing is left open.",
            };
            return format!(
                "<section>\n<h2>Findings</h2>\n<p>{text}</p>\n{}</section>\n",
                self.left_out()
            );
        }
        let findings: String = groups.iter().map(|group| self.finding(group)).collect();
        format!(
            "<section id=\"findings\">\n<h2>Findings</h2>\n{}{findings}{}</section>\n",
            self.filters(),
            self.left_out()
        )
    }

    /// Buttons for what occurs. They work by the script, and are not seen without it.
    fn filters(&self) -> String {
        let mut verdicts: BTreeMap<Verdict, usize> = BTreeMap::new();
        let mut severities: BTreeMap<std::cmp::Reverse<Severity>, usize> = BTreeMap::new();
        let mut clauses: BTreeMap<&str, usize> = BTreeMap::new();
        for group in &self.findings.shown {
            let result = group.first.result;
            *verdicts.entry(result.verdict).or_default() += 1;
            let severity = std::cmp::Reverse(result.severity);
            *severities.entry(severity).or_default() += 1;
            let rule = self.report.rules.get(&result.rule);
            for clause in rule.iter().flat_map(|rule| &rule.clauses) {
                *clauses.entry(clause).or_default() += 1;
            }
        }
        let button = |filter: &str, value: &str, count: usize| {
            let value = html(value);
            format!(
                "<button data-filter=\"{filter}\" data-value=\"{value}\" aria-pressed=\"false\">\
                 {value} <small>{count}</small></button>"
            )
        };
        let verdicts: String = verdicts
            .iter()
            .map(|(verdict, count)| button("verdict", verdict.as_str(), *count))
            .collect();
        let severities: String = severities
            .iter()
            .map(|(severity, count)| button("severity", severity.0.as_str(), *count))
            .collect();
        let clauses: String = clauses
            .iter()
            .map(|(clause, count)| button("clause", clause, *count))
            .collect();
        format!(
            "<div class=\"filters\" role=\"group\" aria-label=\"Filters\">\
             <div><span class=\"of\">Verdict</span>{verdicts}</div>\
             <div><span class=\"of\">Severity</span>{severities}</div>\
             <div><span class=\"of\">Clause</span>{clauses}</div>\
             <div id=\"shown\" aria-live=\"polite\"></div></div>\n"
        )
    }

    /// What the page does not show must still be known to exist.
    fn left_out(&self) -> String {
        let mut out = String::new();
        if self.findings.beyond > 0 {
            let more = self.findings.beyond;
            out.push_str(&format!(
                "<p>{more} more findings are not shown; JSON holds them all.</p>\n"
            ));
        }
        if self.findings.below > 0 {
            let (below, least) = (self.findings.below, self.options.min_severity);
            out.push_str(&format!("<p>{below} below {least} are not shown.</p>\n"));
        }
        out
    }

    fn fixed(&self) -> String {
        let fixed = self.report.since.iter().flat_map(|since| &since.fixed);
        let items: Vec<String> = fixed.map(|finding| html(&known(finding))).collect();
        listed("Fixed", &items)
    }

    fn suppressed(&self) -> String {
        let mut items = Vec::new();
        for result in &self.report.results {
            let Some(suppression) = &result.suppressed else {
                continue;
            };
            items.push(format!(
                "{} {}{}<br>{}: {}",
                html(&result.rule),
                html(&sentence(result)),
                self.place(suppression.place.or(result.place)),
                suppression.kind,
                html(&suppression.reason)
            ));
        }
        listed("Suppressed", &items)
    }

    fn blind_spots(&self) -> String {
        let notes = self.report.diagnostics.iter();
        let notes = notes.filter(|note| note.level == Level::Note).map(|note| {
            let help = note.help.as_deref().unwrap_or_default();
            let help = match help.is_empty() {
                true => String::new(),
                false => format!("<br>{}", html(help)),
            };
            format!("{}{}{help}", html(&note.message), self.place(note.place))
        });
        let skipped = self.report.inputs.skipped.iter().map(|skipped| {
            let (path, reason) = (html(&skipped.path), html(&skipped.reason));
            format!("<code>{path}</code>: skipped, {reason}")
        });
        let items: Vec<String> = notes.chain(skipped).collect();
        listed("Blind spots", &items)
    }

    fn footer(&self) -> String {
        let inputs = &self.report.inputs;
        let mut read = Vec::new();
        if inputs.terraform_files > 0 {
            read.push(format!(
                "Terraform: {} roots, {} modules, {} files, {} resources",
                inputs.roots, inputs.modules, inputs.terraform_files, inputs.resources
            ));
        }
        if inputs.kubernetes_files > 0 {
            read.push(format!(
                "Kubernetes: {} files, {} objects",
                inputs.kubernetes_files, inputs.objects
            ));
        }
        let excluded: u64 = inputs.excluded.iter().map(|excluded| excluded.files).sum();
        if excluded > 0 {
            read.push(format!("{excluded} files excluded by the configuration"));
        }
        let read = match read.is_empty() {
            true => String::new(),
            false => format!("<p>Read: {}.</p>\n", read.join("; ")),
        };
        let version = env!("CARGO_PKG_VERSION");
        format!("<footer>\n{read}<p>archlint {version}</p>\n</footer>\n")
    }

    /// A place as people cite it, on a line of its own or behind a text.
    fn place(&self, place: Option<Place>) -> String {
        let Some(place) = place else {
            return String::new();
        };
        let cited = escape(&cite(place, self.sources, self.options));
        format!(" <span class=\"place\">{cited}</span>")
    }
}

/// A section with a list of items that are HTML already; nothing without any.
fn listed(heading: &str, items: &[String]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let items: String = items
        .iter()
        .map(|item| format!("<li>{item}</li>\n"))
        .collect();
    format!("<section>\n<h2>{heading}</h2>\n<ul class=\"plain\">\n{items}</ul>\n</section>\n")
}

/// The class of a verdict.
fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Fail => "fail",
        Verdict::Unknown => "unknown",
        Verdict::Pass => "pass",
        Verdict::NotApplicable => "none",
    }
}

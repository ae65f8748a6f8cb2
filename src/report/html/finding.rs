//! One finding, or one message, as HTML.

use super::super::groups::{Group, sentence};
use super::super::sanitise::paragraphs;
use super::super::snippet::Mark;
use super::{Page, class, code, html};
use crate::finding::{Diagnostic, Level, RuleInfo, RuleResult, Verdict};
use crate::report::drawing::svg::text::escape;
use crate::source::Place;
use crate::source::path::HERE;

/// Steps of a proof that are listed; one that is longer says so.
const STEPS: usize = 30;
/// Other instances that are named.
const OTHERS: usize = 40;

impl Page<'_> {
    pub(super) fn finding(&self, group: &Group<'_>) -> String {
        let result = group.first.result;
        let rule = self.report.rules.get(&result.rule);
        let clauses = rule.map(|rule| rule.clauses.join(" ")).unwrap_or_default();
        let class = class(result.verdict);
        let word = match result.verdict {
            Verdict::Unknown => format!("unknown · {}", result.severity),
            _ => result.severity.to_string(),
        };
        let steps: Vec<(Option<Place>, &str)> = result
            .evidence
            .iter()
            .map(|step| (step.place, step.message.as_str()))
            .collect();
        let mut out = format!(
            "<article class=\"finding is-{class}\" data-verdict=\"{}\" data-severity=\"{}\" \
             data-clauses=\"{}\">\n<header><span class=\"badge {class}\">{word}</span>\
             <h3>{} {}</h3><span class=\"place\">{}</span>{}{}</header>\n\
             <p class=\"says\">{}</p>\n",
            result.verdict.as_str(),
            result.severity,
            html(&clauses),
            html(&result.rule),
            html(rule.map_or("", |rule| &rule.name)),
            in_clauses(rule),
            root(result),
            self.environments(group),
            quoted(&sentence(result)),
        );
        out.push_str(&self.proof(result.place, &steps));
        for reason in &result.reasons {
            out.push_str(&format!(
                "<p><span class=\"label\">Not decided</span> ({}): {}{}</p>\n",
                html(reason.reason),
                html(&reason.message),
                self.place(reason.place)
            ));
        }
        out.push_str(&others(group));
        if let Some(fix) = &result.fix {
            let fix = html(&self.editor.told(fix));
            out.push_str(&format!(
                "<p class=\"fix\"><span class=\"label\">Fix:</span> {fix}</p>\n"
            ));
        }
        out.push_str(&rule.map(advice).unwrap_or_default());
        out.push_str("</article>\n");
        out
    }

    /// What could not be analysed.
    pub(super) fn messages(&self) -> String {
        let shown = &self.messages.shown;
        if shown.is_empty() {
            return String::new();
        }
        let items: String = shown.iter().map(|message| self.message(message)).collect();
        let more = match self.messages.beyond {
            0 => String::new(),
            more => format!("<p>{more} more messages are not shown; JSON holds them all.</p>\n"),
        };
        format!("<section>\n<h2>Not analysed</h2>\n{items}{more}</section>\n")
    }

    fn message(&self, diagnostic: &Diagnostic) -> String {
        let related: Vec<(Option<Place>, &str)> = diagnostic
            .related
            .iter()
            .map(|(place, label)| (Some(*place), label.as_str()))
            .collect();
        let class = match diagnostic.level {
            Level::Error => "fail",
            Level::Warning | Level::Note => "note",
        };
        let help = diagnostic.help.as_deref().map(|help| {
            let help = html(help);
            format!("<p class=\"fix\"><span class=\"label\">Help:</span> {help}</p>\n")
        });
        format!(
            "<article class=\"finding is-{class}\">\n<header><span class=\"badge {class}\">{}</span>\
             <h3>{}</h3></header>\n<p class=\"says\">{}</p>\n{}{}</article>\n",
            diagnostic.level.as_str(),
            diagnostic.code.as_str(),
            html(&diagnostic.message),
            self.proof(diagnostic.place, &related),
            help.unwrap_or_default()
        )
    }

    /// The code, and the steps that lead to it, numbered alike.
    fn proof(&self, place: Option<Place>, steps: &[(Option<Place>, &str)]) -> String {
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
        let mut out = code::render(&self.gallery.excerpts(&marks));
        if out.is_empty() && place.is_some() {
            // The lines are secret: their place must do.
            out = format!("<p>{} (not shown: secret file)</p>\n", self.place(place));
        }
        if steps.is_empty() {
            return out;
        }
        out.push_str("<ol class=\"proof\">\n");
        for (place, message) in steps.iter().take(STEPS) {
            let place = match place {
                Some(place) => self.place(Some(*place)),
                None => " <span class=\"place\">provider default</span>".to_owned(),
            };
            out.push_str(&format!("<li>{}{place}</li>\n", html(message)));
        }
        out.push_str("</ol>\n");
        if let Some(more @ 1..) = steps.len().checked_sub(STEPS) {
            out.push_str(&format!("<p>and {more} more steps</p>\n"));
        }
        out
    }

    fn environments(&self, group: &Group<'_>) -> String {
        match group.first.environments.is_empty() {
            true => String::new(),
            false => {
                let names = html(&group.first.environments.join(", "));
                format!("<span class=\"place\">in {names}</span>")
            }
        }
    }
}

/// The root of the subject, where it is not the whole scan.
fn root(result: &RuleResult) -> String {
    let root = result
        .subject
        .as_ref()
        .map_or(HERE, |subject| &subject.root);
    match root {
        HERE | "" => String::new(),
        root => format!("<span class=\"place\">of {}</span>", html(root)),
    }
}

fn in_clauses(rule: Option<&RuleInfo>) -> String {
    let clauses = rule.map(|rule| rule.clauses.as_slice()).unwrap_or_default();
    match clauses.is_empty() {
        true => String::new(),
        false => format!("clause {}", html(&clauses.join(", "))),
    }
}

/// An inert sentence, its parts in backticks as code.
fn quoted(sentence: &str) -> String {
    let mut out = String::new();
    for (at, part) in sentence.split('`').enumerate() {
        let part = escape(part);
        match at % 2 {
            0 => out.push_str(&part),
            _ => out.push_str(&format!("<code>{part}</code>")),
        }
    }
    out
}

/// The other instances this one speaks for.
fn others(group: &Group<'_>) -> String {
    let (alike, different) = group.others_in_words();
    let all: Vec<String> = alike.into_iter().chain(different).collect();
    if all.is_empty() {
        return String::new();
    }
    let named = all.iter().take(OTHERS);
    let named: Vec<String> = named
        .map(|other| format!("<code>{}</code>", html(other)))
        .collect();
    let more = match all.len().saturating_sub(OTHERS) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let named = named.join(", ");
    format!("<p class=\"also\"><span class=\"label\">Also:</span> {named}{more}</p>\n")
}

/// What to do, and behind a click why it matters and what to read.
fn advice(rule: &RuleInfo) -> String {
    let text = |text: &str| {
        let text = paragraphs(text);
        let paragraphs = text
            .trim()
            .split("\n\n")
            .filter(|part| !part.trim().is_empty());
        let paragraphs: Vec<String> = paragraphs.map(escape).collect();
        paragraphs.join("<br>")
    };
    let fix = text(&rule.fix);
    let fix = match fix.is_empty() {
        true => String::new(),
        false => format!("<p class=\"fix\"><span class=\"label\">What to do:</span> {fix}</p>\n"),
    };
    let snippet = match rule.snippet.is_empty() {
        true => String::new(),
        false => {
            let lines: Vec<String> = rule.snippet.lines().map(html).collect();
            let lines = lines.join("\n");
            format!(
                "<details class=\"why\"><summary>To start from</summary><pre>{lines}</pre></details>\n"
            )
        }
    };
    // A page of rules may come from anywhere: only plain links are links.
    let links = rule
        .references
        .iter()
        .filter(|url| url.starts_with("https://"));
    let links: String = links
        .map(|url| {
            let url = html(url);
            format!("<li><a href=\"{url}\" rel=\"noreferrer noopener\">{url}</a></li>")
        })
        .collect();
    let links = match links.is_empty() {
        true => links,
        false => format!("<ul class=\"plain\">{links}</ul>"),
    };
    format!(
        "{fix}{snippet}<details class=\"why\"><summary>Why it matters</summary><p>{}</p>{links}</details>\n",
        text(&rule.why)
    )
}

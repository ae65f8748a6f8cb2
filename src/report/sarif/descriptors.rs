//! The rules of a SARIF log: one descriptor for each thing that may carry its own severity.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value, json};
use serde_sarif::sarif::{
    MultiformatMessageString, PropertyBag, ReportingConfiguration, ReportingDescriptor, ResultLevel,
};

use super::super::rule_page::fenced;
use super::level;
use crate::finding::{Code, Report, RuleInfo, RuleResult, Severity, Verdict};
use crate::report::sanitise::{line, paragraphs};

/// Longest short and full description, in characters.
const DESCRIPTION: usize = 1_024;

/// Longest name, in characters.
const NAME: usize = 255;

/// Tags of a rule that GitHub keeps.
const TAGS: usize = 10;

/// The descriptors of a run, and where each stands.
pub(super) struct Descriptors {
    list: Vec<ReportingDescriptor>,
    index: BTreeMap<String, i64>,
}

/// What a descriptor of a rule is for.
#[derive(Clone, Copy)]
enum Kind {
    /// A failure of this severity.
    Fail(Severity),
    /// A subject that the files do not decide.
    Unknown,
}

impl Descriptors {
    /// Those of every rule that ran, and of every class of diagnostic.
    pub fn new(report: &Report) -> Descriptors {
        // Configuration may change a severity that a page states, so what was found counts too.
        let mut found: BTreeMap<&Arc<str>, BTreeSet<Severity>> = BTreeMap::new();
        for result in report.results.iter().filter(|r| r.verdict == Verdict::Fail) {
            found
                .entry(&result.rule)
                .or_default()
                .insert(result.severity);
        }
        let mut list = Vec::new();
        for (code, rule) in &report.rules {
            list.push(of_rule(rule, code.to_string(), Kind::Fail(rule.severity)));
            let mut others = found.remove(code).unwrap_or_default();
            others.extend(&rule.other_severities);
            others.remove(&rule.severity);
            for severity in others {
                let id = format!("{code}/{severity}");
                list.push(of_rule(rule, id, Kind::Fail(severity)));
            }
            list.push(of_rule(rule, format!("{code}/unknown"), Kind::Unknown));
        }
        list.extend(Code::ALL.map(of_code));
        let index = list
            .iter()
            .zip(0..)
            .map(|(d, at)| (d.id.clone(), at))
            .collect();
        Descriptors { list, index }
    }

    /// All of them, in order.
    pub fn list(&self) -> Vec<ReportingDescriptor> {
        self.list.clone()
    }

    /// Where the descriptor `id` stands; -1, the format's "nowhere", if it does not.
    pub fn index(&self, id: &str) -> i64 {
        self.index.get(id).copied().unwrap_or(-1)
    }

    /// Id and position of the descriptor of a failure or an undecided result.
    pub fn of(&self, result: &RuleResult) -> (String, i64) {
        let code = line(&result.rule);
        let id = match result.verdict {
            Verdict::Unknown => format!("{code}/unknown"),
            _ => format!("{code}/{}", result.severity),
        };
        // Failures of the rule's own severity go by its plain code.
        match self.index.get(&id) {
            Some(index) => (id, *index),
            None => (code.to_string(), self.index(&code)),
        }
    }
}

fn of_rule(rule: &RuleInfo, id: String, kind: Kind) -> ReportingDescriptor {
    let title = line(&rule.title);
    let (title, level) = match kind {
        Kind::Fail(severity) => (title.into_owned(), level(severity)),
        Kind::Unknown => (format!("Undecided: {title}"), ResultLevel::Note),
    };
    let name = line(&rule.name);
    let why = paragraphs(rule.why.trim());
    let full = if why.is_empty() { title.clone() } else { why };
    let descriptor = ReportingDescriptor::builder()
        .id(line(&id))
        .name(cut(or_code(&name, rule), NAME))
        .short_description(text(cut(or_code(&title, rule), DESCRIPTION)))
        .full_description(text(cut(or_code(&full, rule), DESCRIPTION)))
        .help(help(rule))
        .default_configuration(configuration(level))
        .properties(properties(rule, kind));
    match rule
        .references
        .iter()
        .find(|page| page.starts_with("https://"))
    {
        Some(page) if !page.contains(|c: char| c.is_whitespace() || !c.is_ascii_graphic()) => {
            descriptor.help_uri(page.clone()).build()
        }
        _ => descriptor.build(),
    }
}

fn of_code(code: Code) -> ReportingDescriptor {
    let bag = BTreeMap::from([("problem.severity".to_owned(), json!("error"))]);
    let help = "The input was not analysed whole, so the absence of findings proves nothing.";
    ReportingDescriptor::builder()
        .id(code.as_str())
        .name(code.as_str())
        .short_description(text(code.title()))
        .full_description(text(code.title()))
        .help(text(help))
        .default_configuration(configuration(ResultLevel::Error))
        .properties(PropertyBag::builder().additional_properties(bag).build())
        .build()
}

fn configuration(level: ResultLevel) -> ReportingConfiguration {
    ReportingConfiguration::builder()
        .level(json!(level))
        .build()
}

fn text(text: impl Into<String>) -> MultiformatMessageString {
    MultiformatMessageString::builder().text(text).build()
}

/// Consumers take an empty text for a missing one.
fn or_code<'a>(text: &'a str, rule: &'a RuleInfo) -> &'a str {
    if text.trim().is_empty() {
        &rule.code
    } else {
        text
    }
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some(_) => text.chars().take(most - 1).chain(['…']).collect(),
    }
}

/// Why, what to do, the parameters in effect, what to read.
fn help(rule: &RuleInfo) -> MultiformatMessageString {
    let mut parts = vec![paragraphs(rule.why.trim())];
    let mut markdown = parts.clone();
    let mut section = |heading: &str, text: String| {
        if !text.is_empty() {
            parts.push(format!("{heading}:\n{text}"));
            markdown.push(format!("**{heading}**\n\n{text}"));
        }
    };
    section("Fix", paragraphs(rule.fix.trim()));
    if let Some(snippet) = fenced(&rule.snippet) {
        section("To start from", snippet);
    }
    let params = rule.params.iter();
    let params = params.map(|(name, value)| format!("- {} = {}", line(name), line(value)));
    let pages = rule
        .references
        .iter()
        .map(|page| format!("- {}", line(page)));
    section("Parameters", params.collect::<Vec<_>>().join("\n"));
    section("Read more", pages.collect::<Vec<_>>().join("\n"));
    MultiformatMessageString::builder()
        .text(or_code(parts.join("\n\n").trim(), rule))
        .markdown(or_code(markdown.join("\n\n").trim(), rule))
        .build()
}

fn properties(rule: &RuleInfo, kind: Kind) -> PropertyBag {
    let clauses = rule
        .clauses
        .iter()
        .map(|clause| format!("clause-{}", line(clause)));
    let own = ["security", "architecture"].map(str::to_owned);
    let tags: Vec<String> = own.into_iter().chain(clauses).take(TAGS).collect();
    let mut bag: BTreeMap<String, Value> = BTreeMap::new();
    bag.insert("precision".to_owned(), json!("high"));
    let problem = match kind {
        Kind::Fail(severity) => {
            let score = match severity {
                Severity::Critical => "9.5",
                Severity::High => "8.0",
                Severity::Medium => "5.5",
                Severity::Low => "3.0",
            };
            bag.insert("security-severity".to_owned(), json!(score));
            match severity {
                Severity::Critical | Severity::High => "error",
                Severity::Medium => "warning",
                Severity::Low => "recommendation",
            }
        }
        Kind::Unknown => "recommendation",
    };
    bag.insert("problem.severity".to_owned(), json!(problem));
    PropertyBag::builder()
        .tags(tags)
        .additional_properties(bag)
        .build()
}

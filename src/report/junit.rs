//! `--format junit`: a test report, which most CI systems show.
//!
//! A rule is a suite, a subject of it a case: one that fails is a failure, one that is undecided or
//! accepted is skipped, and inputs that could not be analysed are errors of a suite of their own.
//! XML 1.0 cannot carry most control characters even escaped; they stand as visible text.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Options;
use super::place::cite;
use super::sanitise::line;
use super::words::with_help;
use crate::finding::{Diagnostic, Level, Report, RuleResult, Verdict};
use crate::source::{Place, Sources};

/// The report as one XML document.
pub(super) fn render(report: &Report, sources: &Sources, options: &Options) -> String {
    let page = Page {
        report,
        sources,
        options,
    };
    let mut suites = vec![page.inputs()];
    let mut by_rule: BTreeMap<&str, Vec<&RuleResult>> = BTreeMap::new();
    for result in &report.results {
        let below = result.verdict == Verdict::Fail && result.severity < options.min_severity;
        if result.verdict != Verdict::NotApplicable && !below {
            by_rule.entry(&result.rule).or_default().push(result);
        }
    }
    suites.extend(
        by_rule
            .into_iter()
            .map(|(code, results)| page.rule(code, &results)),
    );
    let sum = |count: fn(&Suite) -> usize| suites.iter().map(count).sum::<usize>();
    let counts = Counts {
        tests: sum(|suite| suite.counts.tests),
        failures: sum(|suite| suite.counts.failures),
        errors: sum(|suite| suite.counts.errors),
        skipped: sum(|suite| suite.counts.skipped),
    };
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "<testsuites name=\"archlint\" {}>",
        counts.attributes()
    );
    for suite in suites {
        let (name, counts) = (escape(&suite.name), suite.counts.attributes());
        let _ = writeln!(out, "<testsuite name=\"{name}\" {counts}>");
        out.push_str(&suite.cases);
        out.push_str("</testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

#[derive(Default)]
struct Suite {
    name: String,
    cases: String,
    counts: Counts,
}

#[derive(Default)]
struct Counts {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Counts {
    fn attributes(&self) -> String {
        let Counts {
            tests,
            failures,
            errors,
            skipped,
        } = self;
        format!(
            "tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\""
        )
    }
}

struct Page<'a> {
    report: &'a Report,
    sources: &'a Sources,
    options: &'a Options,
}

impl Page<'_> {
    /// Whether all inputs could be analysed: one case for each that could not, else one that
    /// passes.
    fn inputs(&self) -> Suite {
        let mut suite = Suite {
            name: "inputs".to_owned(),
            ..Suite::default()
        };
        let diagnostics = self.report.diagnostics.iter();
        let errors: Vec<&Diagnostic> = diagnostics.filter(|d| d.level == Level::Error).collect();
        for error in &errors {
            let code = error.code.as_str();
            let place = self.cite(error.place);
            let message = escape(&with_help(error));
            let (open, close) = self.case(code, &format!("{place}{code}"), error.place);
            let error = format!("<error type=\"{code}\" message=\"{message}\"/>\n");
            suite.cases.push_str(&format!("{open}\n{error}{close}\n"));
        }
        if errors.is_empty() {
            let (open, close) = self.case("inputs", "all inputs were analysed", None);
            suite.cases.push_str(&format!("{open}{close}\n"));
        }
        suite.counts.tests = errors.len().max(1);
        suite.counts.errors = errors.len();
        suite
    }

    fn rule(&self, code: &str, results: &[&RuleResult]) -> Suite {
        let name = self.report.rules.get(code).map_or("", |rule| &rule.name);
        let mut suite = Suite {
            name: format!("{code} {name}").trim().to_owned(),
            ..Suite::default()
        };
        for result in results {
            suite.counts.tests += 1;
            let (open, close) = self.case(code, &case_name(result), result.place);
            let (message, severity) = (escape(&result.message), result.severity);
            let inside = match (result.verdict, &result.suppressed) {
                (Verdict::Fail, None) => {
                    suite.counts.failures += 1;
                    let text = escape_lines(&self.proof(result));
                    format!(
                        "\n<failure type=\"{severity}\" message=\"{message}\">{text}</failure>\n"
                    )
                }
                (Verdict::Fail | Verdict::Unknown, Some(suppression)) => {
                    suite.counts.skipped += 1;
                    let (kind, reason) = (suppression.kind, escape(&suppression.reason));
                    format!("\n<skipped message=\"accepted by {kind}: {reason}\"/>\n")
                }
                (Verdict::Unknown, None) => {
                    suite.counts.skipped += 1;
                    let reasons = result.reasons.iter().map(|reason| reason.message.as_str());
                    let reasons = escape(&reasons.collect::<Vec<_>>().join("; "));
                    format!("\n<skipped message=\"undecided: {message} ({reasons})\"/>\n")
                }
                (Verdict::Pass | Verdict::NotApplicable, _) => String::new(),
            };
            suite.cases.push_str(&format!("{open}{inside}{close}\n"));
        }
        suite
    }

    /// The tags of a case.
    fn case(&self, class: &str, name: &str, place: Option<Place>) -> (String, &'static str) {
        let found = place.and_then(|place| self.sources.locate(place));
        let at = found
            .map(|(path, start, _)| format!(" file=\"{}\" line=\"{}\"", escape(path), start.line));
        let (class, name) = (escape(class), escape(name));
        let at = at.unwrap_or_default();
        let open = format!("<testcase classname=\"{class}\" name=\"{name}\"{at}>");
        (open, "</testcase>")
    }

    /// The place, the message, and the steps that prove it.
    fn proof(&self, result: &RuleResult) -> String {
        let mut text = format!("{}{}", self.cite(result.place), line(&result.message));
        for step in &result.evidence {
            let place = self.cite(step.place);
            // A line that began with a name could be taken for a command of GitHub's runner.
            text.push_str(&format!("\n- {place}{}", line(&step.message)));
        }
        text
    }

    fn cite(&self, place: Option<Place>) -> String {
        let place = place.map(|place| cite(place, self.sources, self.options));
        place.map_or(String::new(), |place| format!("{place}: "))
    }
}

/// Subject, element and environment.
fn case_name(result: &RuleResult) -> String {
    let subject = result.subject.as_ref();
    let mut name = subject.map_or_else(String::new, |subject| match &*subject.root {
        "." => subject.name.clone(),
        root => format!("{root}: {}", subject.name),
    });
    if let Some(element) = &result.element {
        name.push_str(&format!(" ({element})"));
    }
    if let Some(environment) = &result.environment {
        name.push_str(&format!(" in {environment}"));
    }
    name
}

/// `text` in one line, as attribute or content.
fn escape(text: &str) -> String {
    escape_lines(&line(text))
}

/// As [`escape`], of a text whose lines are inert already.
fn escape_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            // The two that XML leaves out beside controls.
            '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(out, "\\u{{{:x}}}", c as u32);
            }
            c => out.push(c),
        }
    }
    out
}

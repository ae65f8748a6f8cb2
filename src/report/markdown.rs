//! `--format markdown`: a step summary of GitHub, or a comment of a pull request.
//!
//! Invariants:
//! - what an input can choose (names, paths, messages) stands in code spans, whose fences are longer
//!   than any run of backticks in them: there is no link, image, mention or HTML of an input's;
//! - tables hold words of archlint only, since a bar ends a cell even within code;
//! - the document fits into a comment; what does not is counted.

use super::Options;
use super::closing::{counts, known};
use super::groups::{Findings, Group};
use super::place::cite;
use super::sanitise::line;
use super::style::Theme;
use super::words::{REASONS, cut, with_help};
use crate::finding::{Level, Report, Verdict};
use crate::source::{Place, Sources};

/// Most bytes of the document. A comment has 65,536 characters, a step summary 1 MiB, and each is
/// refused as a whole when it is longer.
const LONGEST: usize = 60_000;

/// Steps of a proof that are listed.
const STEPS: usize = 8;

/// The report as one document.
pub(super) fn render(report: &Report, sources: &Sources, options: &Options) -> String {
    let findings = Findings::new(report, options.min_severity, usize::MAX);
    let page = Page {
        report,
        sources,
        options,
    };
    let mut out = String::from("## archlint\n\n");
    out.push_str(&counts(report, Theme::new(false)));
    out.push_str(&page.architecture());
    let errors = report
        .diagnostics
        .iter()
        .filter(|d| d.level == Level::Error);
    let errors = errors.map(|error| {
        let place = page.place(error.place);
        let message = code(&cut(&with_help(error)));
        format!(
            "- **error** {}{place}  \n  {message}\n",
            code(error.code.as_str())
        )
    });
    let sections = [
        ("Not analysed", errors.collect::<Vec<String>>()),
        ("Findings", page.of(&findings, Verdict::Fail)),
        ("Undecided", page.of(&findings, Verdict::Unknown)),
        ("Fixed", page.fixed()),
    ];
    for (heading, items) in sections {
        if items.is_empty() {
            continue;
        }
        out.push_str(&format!("\n### {heading}\n\n"));
        for (at, item) in items.iter().enumerate() {
            if out.len() + item.len() > LONGEST {
                let more = items.len() - at;
                out.push_str(&format!("- {more} more; the full report lists them\n"));
                break;
            }
            out.push_str(item);
        }
    }
    if findings.below > 0 {
        let (below, least) = (findings.below, options.min_severity);
        out.push_str(&format!("\n{below} below {least} are not shown.\n"));
    }
    out
}

struct Page<'a> {
    report: &'a Report,
    sources: &'a Sources,
    options: &'a Options,
}

impl Page<'_> {
    fn architecture(&self) -> String {
        let clauses = &self.report.architecture;
        if clauses.is_empty() {
            return String::new();
        }
        let mut out = String::from("\n| clause | | verdict | pass | fail | unknown |\n");
        out.push_str("|---|---|---|--:|--:|--:|\n");
        for summary in clauses {
            let [fail, unknown, pass, _] = summary.rules;
            let verdict = match summary.verdict {
                Verdict::Fail => "**fail**",
                verdict => verdict.as_str(),
            };
            let (number, title) = (&summary.clause.number, &summary.clause.title);
            out.push_str(&format!(
                "| {number} | {title} | {verdict} | {pass} | {fail} | {unknown} |\n"
            ));
        }
        out
    }

    fn of(&self, findings: &Findings<'_>, verdict: Verdict) -> Vec<String> {
        let groups = findings.shown.iter();
        groups
            .filter(|group| group.first.result.verdict == verdict)
            .map(|group| self.finding(group))
            .collect()
    }

    fn fixed(&self) -> Vec<String> {
        let fixed = self.report.since.iter().flat_map(|since| &since.fixed);
        fixed
            .map(|finding| format!("- {}\n", code(&known(finding))))
            .collect()
    }

    fn finding(&self, group: &Group<'_>) -> String {
        let result = group.first.result;
        let name = self.report.rules.get(&result.rule);
        let name = name.map_or("", |rule| &rule.name);
        let rule = code(&format!("{} {name}", result.rule));
        let mut item = format!(
            "- **{}** {rule}{}  \n",
            result.severity,
            self.place(result.place)
        );
        if let Some(subject) = &result.subject {
            item.push_str(&format!("  {}  \n", code(&subject.name)));
        }
        if !group.first.environments.is_empty() {
            let environments = group.first.environments.join(", ");
            item.push_str(&format!("  in {}  \n", code(&environments)));
        }
        item.push_str(&format!("  {}\n", code(&cut(&result.message))));
        let others = group
            .len()
            .saturating_sub(group.first.environments.len().max(1));
        if others > 0 {
            item.push_str(&format!("  - and {others} more at the same place\n"));
        }
        for reason in result.reasons.iter().take(REASONS) {
            let place = self.place(reason.place);
            item.push_str(&format!(
                "  - undecided: {}{place}\n",
                code(&reason.message)
            ));
        }
        if let Some(more @ 1..) = result.reasons.len().checked_sub(REASONS) {
            item.push_str(&format!("  - and {more} more reasons\n"));
        }
        for step in result.evidence.iter().take(STEPS) {
            let place = self.place(step.place);
            item.push_str(&format!("  - {}{place}\n", code(&step.message)));
        }
        if let Some(more @ 1..) = result.evidence.len().checked_sub(STEPS) {
            item.push_str(&format!("  - and {more} more steps\n"));
        }
        item
    }

    fn place(&self, place: Option<Place>) -> String {
        let place = place.map(|place| cite(place, self.sources, self.options));
        place.map_or(String::new(), |place| format!(" at {}", code(&place)))
    }
}

/// `text` in one code span. Nothing in it is Markdown.
fn code(text: &str) -> String {
    let text = line(text);
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    if text.trim().is_empty() {
        return "` `".to_owned();
    }
    let fence = "`".repeat(longest + 1);
    // One blank on either side is taken away again, and keeps backticks from the fence.
    match text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) {
        true => format!("{fence} {text} {fence}"),
        false => format!("{fence}{text}{fence}"),
    }
}

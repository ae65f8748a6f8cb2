//! What a finding, or a diagnostic, says in one inert line: for formats without pictures.

use super::groups::{Group, sentence};
use super::sanitise::line;
use crate::finding::{Diagnostic, Report};

/// Instances that a message names.
pub(super) const NAMED: usize = 100;

/// Characters of a message that every consumer shows: GitHub's runner cuts at 4,096.
const MESSAGE: usize = 4_000;

/// Reasons of an undecided result that texts list; JSON has all of them.
pub(super) const REASONS: usize = 4;

/// What the result says, whom else it is about, what would decide it, and what to do.
pub(super) fn words(group: &Group<'_>, report: &Report) -> String {
    let result = group.first.result;
    let mut words = sentence(result);
    if !group.first.environments.is_empty() {
        let names = group.first.environments.join(", ");
        words.push_str(&format!(" (in {})", line(&names)));
    }
    let (alike, different) = group.others_in_words();
    let others: Vec<String> = alike.into_iter().chain(different).collect();
    if !others.is_empty() {
        let named: Vec<&str> = others.iter().take(NAMED).map(String::as_str).collect();
        let more = match others.len() - named.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        words.push_str(&format!(". Also: {}{more}", named.join(", ")));
    }
    for reason in result.reasons.iter().take(REASONS) {
        let (class, remedy) = (line(reason.reason), line(&reason.message));
        words.push_str(&format!(". Undecided ({class}): {remedy}"));
    }
    if let Some(more @ 1..) = result.reasons.len().checked_sub(REASONS) {
        words.push_str(&format!(", and {more} more reasons"));
    }
    let fix = report.rules.get(&result.rule).map_or("", |rule| &rule.fix);
    if !fix.trim().is_empty() {
        let fix = fix.split_whitespace().collect::<Vec<_>>().join(" ");
        words.push_str(&format!(". Fix: {}", line(&fix)));
    }
    words
}

/// What a diagnostic says, and the way out.
pub(super) fn with_help(diagnostic: &Diagnostic) -> String {
    let message = line(&diagnostic.message);
    match &diagnostic.help {
        Some(help) => format!("{message}. Help: {}", line(help)),
        None => message.into_owned(),
    }
}

/// `text` cut to what every consumer shows; never empty, which some take for missing.
pub(super) fn cut(text: &str) -> String {
    let text: String = text.chars().take(MESSAGE).collect();
    match text.trim().is_empty() {
        true => "no message".to_owned(),
        false => text,
    }
}

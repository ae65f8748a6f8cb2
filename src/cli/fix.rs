//! `--fix` and `--diff`: edits made in files, or shown.

use std::collections::BTreeSet;

use similar::TextDiff;

use super::check::Outcome;
use super::reason;
use super::terminal::replace_file;
use crate::finding::{Fix, FixSafety, RuleResult, TextEdit, Verdict};
use crate::fix::{self, Plan};
use crate::report::sanitise;
use crate::source::{FileId, Place, Root, SourceFile, Span};

/// How often a run is repeated at most while fixes make room for others.
pub(super) const ROUNDS: usize = 8;
/// Findings that are named as left to people.
const TOLD: usize = 20;

/// Which fixes are made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reach {
    /// Those that are safe.
    Safe,
    /// Those that somebody should look at, too.
    Suggested,
}

/// The findings of `outcome` that count and have a fix.
fn fixable(outcome: &Outcome) -> impl Iterator<Item = (&RuleResult, &Fix)> {
    let counts = outcome
        .report
        .results
        .iter()
        .filter(|result| result.verdict == Verdict::Fail && result.suppressed.is_none());
    counts.filter_map(|result| Some((result, result.fix.as_ref()?)))
}

/// What those findings ask for within `reach`.
fn plan(outcome: &Outcome, reach: Reach) -> Plan {
    let fixes = fixable(outcome).map(|(_, fix)| fix);
    let wanted = fixes.filter(|fix| fix.safety == FixSafety::Safe || reach == Reach::Suggested);
    fix::together(wanted, &outcome.sources)
}

/// Makes the edits in the files beneath `root`, each file whole or not at all, and returns the
/// files that changed. The error is one line for the user.
pub(super) fn make(
    outcome: &Outcome,
    reach: Reach,
    root: &Root,
) -> Result<BTreeSet<String>, String> {
    let mut changed = BTreeSet::new();
    for (id, edits) in plan(outcome, reach).edits {
        let Some(file) = outcome.sources.get(id) else {
            continue;
        };
        let name = root.display(&file.path).to_string();
        let refused = |why: &str| format!("{name}: not fixed: {why}");
        let now = root.read_text(&file.path, file.text.len() as u64 + 1);
        if now.as_deref().ok() != Some(&*file.text) {
            return Err(refused("the file has changed since it was read"));
        }
        let path = root.directory().join(&*file.path);
        let text = fix::apply(&file.text, &edits);
        let written = std::fs::metadata(&path).and_then(|before| {
            if before.permissions().readonly() {
                return Err(std::io::ErrorKind::PermissionDenied.into());
            }
            replace_file(&path, &text)?;
            std::fs::set_permissions(&path, before.permissions())
        });
        written.map_err(|error| refused(&reason(&error)))?;
        changed.insert(name);
    }
    Ok(changed)
}

/// What is left to people of the fixes within `reach`, one line each, and how many others a wider
/// reach would make.
pub(super) fn left(outcome: &Outcome, reach: Reach) -> Vec<String> {
    let all: Vec<(&RuleResult, &Fix)> = fixable(outcome).collect();
    let plan = fix::together(all.iter().map(|(_, fix)| *fix), &outcome.sources);
    let mut lines = BTreeSet::new();
    let mut suggested = 0;
    for (at, (result, fix)) in all.iter().enumerate() {
        match plan.by_hand.get(&at) {
            Some(why) => {
                let subject = result.subject.as_ref().map_or("", |subject| &subject.name);
                let (rule, wanted) = (&result.rule, &fix.message);
                lines.insert(format!("not fixed: {rule} {subject}: {wanted}: {why}"));
            }
            None if fix.safety > FixSafety::Safe && reach == Reach::Safe => suggested += 1,
            None => {}
        }
    }
    let more = lines.len().saturating_sub(TOLD);
    let mut lines: Vec<String> = lines.into_iter().take(TOLD).collect();
    if more > 0 {
        lines.push(format!("not fixed: {more} more"));
    }
    if suggested > 0 {
        let findings = if suggested == 1 {
            "finding"
        } else {
            "findings"
        };
        lines.push(format!(
            "{suggested} {findings} more with --unsafe-fixes; --diff shows how"
        ));
    }
    lines
}

/// All that could be changed, as a unified diff with the names of files as reports write them.
pub(super) fn diff(outcome: &Outcome) -> String {
    let mut shown = String::new();
    for (id, edits) in plan(outcome, Reach::Suggested).edits {
        let Some(file) = outcome.sources.get(id) else {
            continue;
        };
        let hidden = hidden(outcome, id, file, &edits);
        let mut masked: Vec<TextEdit> = edits.into_iter().chain(hidden.iter().cloned()).collect();
        masked.sort();
        let old = shown_lines(&fix::apply(&file.text, &hidden));
        let new = shown_lines(&fix::apply(&file.text, &masked));
        let path = sanitise::line(&file.path);
        let (from, to) = (format!("a/{path}"), format!("b/{path}"));
        let diff = TextDiff::from_lines(&old, &new);
        // What stands around a change in a file of variables is nobody's business.
        let radius = if file.secret { 0 } else { 3 };
        let mut unified = diff.unified_diff();
        shown.push_str(
            &unified
                .context_radius(radius)
                .header(&from, &to)
                .to_string(),
        );
    }
    shown
}

/// What a diff of `file` does not show: sensitive values, and in files of variables all that stands
/// on the lines of `edits`, but for the names of what they change.
fn hidden(outcome: &Outcome, id: FileId, file: &SourceFile, edits: &[TextEdit]) -> Vec<TextEdit> {
    let mask = |span: Span| TextEdit {
        place: Place::new(id, span),
        text: "(not shown)".into(),
    };
    if !file.secret {
        let sensitive = outcome.report.sensitive.iter();
        let own = sensitive.filter(|place| place.file == id);
        let free = |place: &&Place| {
            let apart = |edit: &TextEdit| {
                let other = edit.place.span;
                place.span.end <= other.start || other.end <= place.span.start
            };
            edits.iter().all(apart)
        };
        let mut spans: Vec<Span> = own.filter(free).map(|place| place.span).collect();
        spans.sort();
        // A secret in another one is hidden with it.
        let mut outer: Vec<Span> = Vec::new();
        for span in spans {
            if outer.last().is_none_or(|last| last.end <= span.start) {
                outer.push(span);
            }
        }
        return outer.into_iter().map(mask).collect();
    }
    let mut masks = Vec::new();
    for (at, edit) in edits.iter().enumerate() {
        let (start, end) = (edit.place.span.start as usize, edit.place.span.end as usize);
        let before = file.text.get(..start).unwrap_or_default();
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        let written = before.get(line..).unwrap_or_default();
        let name = written.trim().strip_suffix('=').map(str::trim);
        let is_name = |name: &str| name.chars().all(|c| c.is_alphanumeric() || c == '_');
        let first = at.checked_sub(1).and_then(|before| edits.get(before));
        let from = first
            .map_or(0, |other| other.place.span.end)
            .max(line as u32);
        if !name.is_some_and(is_name) && (from as usize) < start {
            masks.push(mask(Span::new(from, start as u32)));
        }
        let rest = file.text.get(end..).unwrap_or_default();
        let behind = rest.lines().next().unwrap_or_default();
        let next = edits.get(at + 1).map(|next| next.place.span.start as usize);
        let last = next.is_none_or(|next| end + behind.len() <= next);
        if last && !behind.trim().is_empty() {
            masks.push(mask(Span::new(end as u32, (end + behind.len()) as u32)));
        }
    }
    masks
}

/// `text` in lines that a terminal does not obey; tabs stay.
fn shown_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        for (at, part) in line.split('\t').enumerate() {
            if at > 0 {
                out.push('\t');
            }
            out.push_str(&sanitise::line(part));
        }
        out.push('\n');
    }
    out
}

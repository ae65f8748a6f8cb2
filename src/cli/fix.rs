//! `--fix` and `--diff`: edits made in files, or shown.

use std::collections::BTreeMap;

use similar::TextDiff;

use super::check::Outcome;
use super::reason;
use super::terminal::replace_file;
use crate::finding::{Change, FixSafety, TextEdit, Verdict};
use crate::fix;
use crate::report::sanitise;
use crate::source::{FileId, Place, Root, SourceFile, Span};

/// How often a run is repeated at most while fixes make room for others.
pub(super) const ROUNDS: usize = 8;

/// Which fixes are made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reach {
    /// Those that are safe.
    Safe,
    /// Those that somebody should look at, too.
    Suggested,
}

/// The edits that the failures of `outcome` ask for and nobody lets pass, by file.
fn edits(outcome: &Outcome, reach: Reach) -> BTreeMap<FileId, Vec<TextEdit>> {
    let counts = outcome
        .report
        .results
        .iter()
        .filter(|result| result.verdict == Verdict::Fail && result.suppressed.is_none());
    let changes = counts.filter_map(|result| result.fix.as_ref());
    let wanted = changes.filter(|fix| fix.safety == FixSafety::Safe || reach == Reach::Suggested);
    let changes: Vec<&Change> = wanted.map(|fix| &fix.change).collect();
    fix::together(changes, &outcome.sources)
}

/// Makes the edits in the files beneath `root`, each file whole or not at all, and returns how many
/// files changed. The error is one line for the user.
pub(super) fn make(outcome: &Outcome, reach: Reach, root: &Root) -> Result<usize, String> {
    let mut changed = 0;
    for (id, edits) in edits(outcome, reach) {
        let Some(file) = outcome.sources.get(id) else {
            continue;
        };
        let refused = |why: &str| format!("{}: not fixed: {why}", root.display(&file.path));
        let now = root.read_text(&file.path, file.text.len() as u64 + 1);
        if now.as_deref().ok() != Some(&*file.text) {
            return Err(refused("the file has changed since it was read"));
        }
        let path = root.directory().join(&*file.path);
        let text = fix::apply(&file.text, &edits);
        let written = std::fs::metadata(&path).and_then(|before| {
            replace_file(&path, &text)?;
            std::fs::set_permissions(&path, before.permissions())
        });
        written.map_err(|error| refused(&reason(&error)))?;
        changed += 1;
    }
    Ok(changed)
}

/// All that could be changed, as a unified diff with the names of files as reports write them.
pub(super) fn diff(outcome: &Outcome) -> String {
    let mut shown = String::new();
    for (id, edits) in edits(outcome, Reach::Suggested) {
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

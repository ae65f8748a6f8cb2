//! From what a rule wants changed to byte-exact edits of files.
//!
//! Invariants:
//! - a literal is replaced where the value really comes from, or an argument is added to a block;
//!   nothing else is touched, and all formatting and comments stay;
//! - what is added looks as `terraform fmt` would have it in a block that is formatted;
//! - files that are not the team's own (stand-ins, downloaded modules, plans, streams) and texts
//!   that do not say what the change expects are left alone: then there is no edit.

mod argument;
mod literal;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Change, TextEdit};
use crate::source::{FileId, Sources};

/// How a file that may be changed is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Syntax {
    Hcl,
    Json,
    Yaml,
}

impl Syntax {
    /// That of the file at `path`; `None` for files that are not changed.
    fn of(path: &str) -> Option<Syntax> {
        let foreign =
            path.starts_with("archlint:") || path.split('/').any(|dir| dir == ".terraform");
        let ends = |endings: &[&str]| endings.iter().any(|ending| path.ends_with(ending));
        match () {
            () if foreign => None,
            () if ends(&[".tf", ".tofu", ".tfvars"]) => Some(Syntax::Hcl),
            () if ends(&[".tf.json", ".tofu.json", ".tfvars.json"]) => Some(Syntax::Json),
            () if ends(&[".yaml", ".yml"]) => Some(Syntax::Yaml),
            () => None,
        }
    }
}

/// The edits that make `change`, in order, not overlapping; `None` when it cannot be made: the file
/// is not the team's own, or what stands there is no plain literal.
pub fn edits(change: &Change, sources: &Sources) -> Option<Vec<TextEdit>> {
    match change {
        Change::Literal { place, from, to } => {
            let file = sources.get(place.file)?;
            let syntax = Syntax::of(&file.path)?;
            let text = literal::replaced(place.span.text(&file.text), from, to, syntax)?;
            let place = *place;
            Some(vec![TextEdit { place, text }])
        }
        Change::Argument {
            block,
            kind,
            name,
            to,
        } => {
            let file = sources.get(block.file)?;
            if Syntax::of(&file.path)? != Syntax::Hcl {
                return None;
            }
            argument::added(&file.text, *block, kind, name, to)
        }
    }
}

/// The edits of all `changes` that can be made at once, by file, in order. Of two that want to
/// change the same text only the first is made; the next run sees to the other.
pub fn together<'c>(
    changes: impl IntoIterator<Item = &'c Change>,
    sources: &Sources,
) -> BTreeMap<FileId, Vec<TextEdit>> {
    let changes: BTreeSet<&Change> = changes.into_iter().collect();
    let mut files: BTreeMap<FileId, Vec<TextEdit>> = BTreeMap::new();
    for change in changes {
        let Some(edits) = edits(change, sources) else {
            continue;
        };
        let touches = |edit: &TextEdit| {
            let others = files.get(&edit.place.file).into_iter().flatten();
            let (start, end) = (edit.place.span.start, edit.place.span.end);
            others
                .map(|other| other.place.span)
                .any(|other| start <= other.end && other.start <= end)
        };
        if edits.iter().any(touches) {
            continue;
        }
        for edit in edits {
            files.entry(edit.place.file).or_default().push(edit);
        }
    }
    files.values_mut().for_each(|edits| edits.sort());
    files
}

/// `text` with `edits`, which are in order and do not overlap.
pub fn apply(text: &str, edits: &[TextEdit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let (start, end) = (edit.place.span.start as usize, edit.place.span.end as usize);
        out.push_str(text.get(done..start).unwrap_or_default());
        out.push_str(&edit.text);
        done = end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

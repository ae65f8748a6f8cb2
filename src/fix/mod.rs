//! From what a rule wants changed to byte-exact edits of files.
//!
//! Invariants:
//! - a literal is replaced where the value really comes from, or an entry is added to a block or a
//!   mapping; nothing else is touched, and all formatting and comments stay;
//! - what is added looks as `terraform fmt` would have it in a block that is formatted, and as the
//!   neighbours do in YAML and JSON;
//! - of subjects that share what is written, none changes it while they ask for different values;
//! - files that are not the team's own (stand-ins, downloaded modules, plans, streams) and texts
//!   that do not say what the change expects are left alone: then there is no edit.

mod argument;
mod lines;
mod literal;
mod manifest;
mod member;

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use crate::finding::{Change, Fix, FixSafety, Scalar, TextEdit};
use crate::source::{FileId, Place, Sources};
use crate::syntax::{hcl, json, yaml};

/// Why a fix is left to people, one line.
pub type Obstacle = &'static str;

const FOREIGN: Obstacle = "the file is not one of the project that can be edited";
const NO_LITERAL: Obstacle = "the value does not stand there as a plain literal";
const NO_ROOM: Obstacle = "there is no single place where it could be added";
const DIFFERING: Obstacle = "subjects that share it ask for different values";

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

/// Makes edits of the files of one run. What it has read once it keeps, since many findings may lie
/// in one file.
#[derive(Debug)]
pub struct Editor<'s> {
    sources: &'s Sources,
    trees: RefCell<BTreeMap<FileId, Rc<Parsed>>>,
}

/// A file as its own syntax reads it.
#[derive(Debug)]
enum Parsed {
    Hcl(hcl::Tree),
    Json(json::Tree),
    Yaml(yaml::Tree),
    /// It cannot be read whole.
    Broken,
}

impl Parsed {
    fn of(file: FileId, text: &Arc<str>, syntax: Syntax) -> Parsed {
        match syntax {
            Syntax::Hcl => match hcl::parse(file, text.clone()) {
                (tree, said) if said.is_empty() => Parsed::Hcl(tree),
                _ => Parsed::Broken,
            },
            Syntax::Json => match json::parse(file, text.clone()) {
                (tree, said) if said.is_empty() => Parsed::Json(tree),
                _ => Parsed::Broken,
            },
            // A document that cannot be read hides none of its neighbours.
            Syntax::Yaml => {
                Parsed::Yaml(yaml::parse(file, text.clone(), yaml::Dialect::Kubernetes).0)
            }
        }
    }
}

impl<'s> Editor<'s> {
    /// One for the files of `sources`.
    pub fn new(sources: &'s Sources) -> Editor<'s> {
        let trees = RefCell::default();
        Editor { sources, trees }
    }

    /// The edits that make `fix`, in order, not overlapping; the error says why there are none.
    pub fn edits(&self, fix: &Fix) -> Result<Vec<TextEdit>, Obstacle> {
        if let Some(why) = fix.by_hand {
            return Err(why);
        }
        let mut all = Vec::new();
        for change in &fix.changes {
            all.extend(self.edits_of(change)?);
        }
        all.sort();
        let apart = |pair: &[TextEdit]| match pair {
            [one, other] => {
                one.place.file != other.place.file
                    || one.place.span.end <= other.place.span.start && one.place != other.place
            }
            _ => true,
        };
        match all.windows(2).all(apart) {
            true => Ok(all),
            false => Err(NO_ROOM),
        }
    }

    fn edits_of(&self, change: &Change) -> Result<Vec<TextEdit>, Obstacle> {
        let at = match change {
            Change::Literal { place, .. } => *place,
            Change::Entry { at, .. } => *at,
        };
        let file = self.sources.get(at.file).ok_or(FOREIGN)?;
        let syntax = Syntax::of(&file.path).ok_or(FOREIGN)?;
        match change {
            Change::Literal { from, to, .. } => {
                let text = literal::replaced(at.span.text(&file.text), from, to, syntax);
                let place = at;
                Ok(vec![TextEdit {
                    place,
                    text: text.ok_or(NO_LITERAL)?,
                }])
            }
            Change::Entry {
                holder, path, to, ..
            } => {
                let parsed = self.parsed(at.file, &file.text, syntax);
                let added = match &*parsed {
                    Parsed::Hcl(tree) => argument::added(tree, at, *holder, path, to),
                    Parsed::Json(tree) => member::added(tree, at, *holder, path, to),
                    Parsed::Yaml(tree) => manifest::added(tree, at, path, to),
                    Parsed::Broken => None,
                };
                added.ok_or(NO_ROOM)
            }
        }
    }

    fn parsed(&self, file: FileId, text: &Arc<str>, syntax: Syntax) -> Rc<Parsed> {
        let mut trees = self.trees.borrow_mut();
        let parsed = trees
            .entry(file)
            .or_insert_with(|| Rc::new(Parsed::of(file, text, syntax)));
        parsed.clone()
    }

    /// What `fix` does, and who does it, one line.
    pub fn told(&self, fix: &Fix) -> String {
        let who = match (self.edits(fix), fix.safety) {
            (Err(why), _) => format!("by hand: {why}"),
            (Ok(_), FixSafety::Safe) => "--fix does it".to_owned(),
            (Ok(_), FixSafety::Suggested) => "--fix --unsafe-fixes does it".to_owned(),
        };
        format!("{} ({who})", fix.message)
    }
}

/// What a change is about; two of the same with different values cannot both be made.
type Target<'f> = (Place, &'f [Arc<str>]);

fn target(change: &Change) -> (Target<'_>, &Scalar) {
    match change {
        Change::Literal { place, to, .. } => ((*place, &[]), to),
        Change::Entry { at, path, to, .. } => ((*at, path), to),
    }
}

/// The fixes of many findings.
#[derive(Debug, Default)]
pub struct Plan {
    /// The edits of all that can be made at once, by file, in order.
    pub edits: BTreeMap<FileId, Vec<TextEdit>>,
    /// Why the others are left to people, by their number.
    pub by_hand: BTreeMap<usize, Obstacle>,
}

/// What can be made of `fixes` at once. Of two that want to change the same text only the first is
/// made; the next run sees to the other.
pub fn together<'f>(fixes: impl IntoIterator<Item = &'f Fix>, sources: &Sources) -> Plan {
    let fixes: Vec<&Fix> = fixes.into_iter().collect();
    let mut wishes: BTreeMap<Target, BTreeSet<&Scalar>> = BTreeMap::new();
    for (target, to) in fixes.iter().flat_map(|fix| &fix.changes).map(target) {
        wishes.entry(target).or_default().insert(to);
    }
    let differs = |change: &Change| {
        let wishes = wishes.get(&target(change).0);
        wishes.is_some_and(|wishes| wishes.len() > 1)
    };
    let editor = Editor::new(sources);
    let mut plan = Plan::default();
    let mut made: BTreeMap<&[Change], Result<(), Obstacle>> = BTreeMap::new();
    let mut order: Vec<usize> = (0..fixes.len()).collect();
    order.sort_by_key(|at| fixes.get(*at).map(|fix| &fix.changes));
    for at in order {
        let Some(fix) = fixes.get(at) else { continue };
        let known = made.get(&*fix.changes).filter(|_| fix.by_hand.is_none());
        let outcome = match known {
            Some(known) => *known,
            None if fix.changes.iter().any(differs) => Err(DIFFERING),
            None => editor.edits(fix).map(|edits| plan.take(edits)),
        };
        if fix.by_hand.is_none() {
            made.insert(&fix.changes, outcome);
        }
        if let Err(why) = outcome {
            plan.by_hand.insert(at, why);
        }
    }
    plan.edits.values_mut().for_each(|edits| edits.sort());
    plan
}

impl Plan {
    /// Adds `edits`, if none of them touches another.
    fn take(&mut self, edits: Vec<TextEdit>) {
        let touches = |edit: &TextEdit| {
            let others = self.edits.get(&edit.place.file).into_iter().flatten();
            let (start, end) = (edit.place.span.start, edit.place.span.end);
            others
                .map(|other| other.place.span)
                .any(|other| start <= other.end && other.start <= end)
        };
        if edits.iter().any(touches) {
            return;
        }
        for edit in edits {
            self.edits.entry(edit.place.file).or_default().push(edit);
        }
    }
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

//! Marks the results that suppressions are about.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::{RuleResult, Suppression as Mark, Verdict};
use crate::source::{Sources, Span};

use super::outline::Whole;
use super::subjects::{Subjects, Way};
use super::suppression::{Cover, Suppression};
use super::{Day, Suppressions};

/// How many results each suppression is about, in the order of [`Suppressions::entries`].
pub type Uses = Vec<usize>;

/// Marks the failing and undecided results that `suppressions` are about, and counts them. What
/// has expired before `today`, and what is about `locked` rules, is counted and marks nothing.
pub fn suppress(
    results: &mut [RuleResult],
    suppressions: &Suppressions,
    locked: &BTreeSet<Arc<str>>,
    subjects: &Subjects<'_>,
    sources: &Sources,
    today: Day,
) -> Uses {
    let entries = &suppressions.entries;
    let index = Index::new(entries);
    let mut uses = vec![0; entries.len()];
    for result in results.iter_mut() {
        if !matches!(result.verdict, Verdict::Fail | Verdict::Unknown) {
            continue;
        }
        let Some(of_rule) = index.rules.get(&*result.rule) else {
            continue;
        };
        let mut about: Vec<usize> = of_rule.about(result, subjects, sources);
        about.sort_unstable();
        about.dedup();
        for at in about {
            let Some(entry) = entries.get(at) else {
                continue;
            };
            if let Some(uses) = uses.get_mut(at) {
                *uses += 1;
            }
            let holds = entry.until.is_none_or(|until| today <= until);
            if holds && !locked.contains(&entry.rule) && result.suppressed.is_none() {
                result.suppressed = Some(Mark {
                    kind: entry.kind.as_str(),
                    reason: entry.reason.clone(),
                    place: Some(entry.place),
                });
            }
        }
    }
    uses
}

/// Suppressions by rule, and by what they cover.
struct Index<'a> {
    rules: BTreeMap<&'a str, OfRule<'a>>,
}

#[derive(Default)]
struct OfRule<'a> {
    texts: BTreeMap<&'a str, Vec<(Span, usize)>>,
    parts: BTreeMap<(&'a str, &'a Whole), Vec<usize>>,
    subjects: BTreeMap<(&'a str, &'a str), Vec<usize>>,
    names: Vec<(&'a Cover, usize)>,
}

impl<'a> Index<'a> {
    fn new(entries: &'a [Suppression]) -> Index<'a> {
        let mut rules: BTreeMap<&str, OfRule> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            let of_rule = rules.entry(&entry.rule).or_default();
            for cover in &entry.covers {
                match cover {
                    Cover::Text(file, span) => {
                        of_rule.texts.entry(file).or_default().push((*span, at));
                    }
                    Cover::Part(dir, whole) => {
                        of_rule.parts.entry((dir, whole)).or_default().push(at);
                    }
                    Cover::Subject(root, name) => {
                        of_rule.subjects.entry((root, name)).or_default().push(at);
                    }
                    Cover::Names(..) => of_rule.names.push((cover, at)),
                }
            }
        }
        Index { rules }
    }
}

impl OfRule<'_> {
    /// The suppressions that are about `result`.
    fn about(&self, result: &RuleResult, subjects: &Subjects<'_>, sources: &Sources) -> Vec<usize> {
        let mut about = Vec::new();
        let place = result.place.and_then(|place| {
            let file = sources.get(place.file)?;
            Some((&*file.path, place.span.start))
        });
        if let Some((file, at)) = place {
            let texts = self.texts.get(file).into_iter().flatten();
            let around = texts.filter(|(span, _)| span.contains(at));
            about.extend(around.map(|(_, entry)| *entry));
        }
        let Some(subject) = &result.subject else {
            return about;
        };
        let named = self.subjects.get(&(&*subject.root, &*subject.name));
        about.extend(named.into_iter().flatten());
        if !self.parts.is_empty()
            && let Some(way) = subjects.way(subject)
        {
            about.extend(self.of_way(way));
        }
        let dir = subjects.directory(&subject.root);
        let names = self.names.iter().filter(|(cover, _)| match cover {
            Cover::Names(pattern, allow) => {
                pattern.matches(&subject.name) && allow.is_about_root(dir)
            }
            _ => false,
        });
        about.extend(names.map(|(_, entry)| *entry));
        about
    }

    fn of_way(&self, way: Way) -> Vec<usize> {
        let calls = way.calls.into_iter();
        let mut wholes: Vec<(Arc<str>, Whole)> =
            calls.map(|(dir, name)| (dir, Whole::Call(name))).collect();
        if let Some(dir) = way.dir {
            wholes.push((dir, Whole::Resource(way.resource)));
        }
        let found = wholes
            .iter()
            .filter_map(|(dir, whole)| self.parts.get(&(&**dir, whole)));
        found.flatten().copied().collect()
    }
}

//! Runs rules over a world.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::finding::{Diagnostic, RuleResult, Verdict};

use super::judge::{Judgement, judge};
use super::library::Library;
use super::page::Rule;
use super::prepared::Prepared;
use super::world::{Existence, Item, Subjects, World};

/// Subjects that one thread judges in a row, all rules on each.
const CHUNK: usize = 256;
/// Most subjects that one error of a rule is told of.
const TOLD: usize = 1;

/// What is told of subjects that pass. Nearly all do, and few readers want each of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Passes {
    /// A result each, with its place and the rule's notes.
    Told,
    /// How many of each rule.
    Counted,
}

/// What came of a run.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The verdicts, by rule, then in the order of the subjects.
    pub results: Vec<RuleResult>,
    /// Passes that are not among them, by rule.
    pub passed: BTreeMap<Arc<str>, usize>,
    /// What is wrong with rules, by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Rules about the same subjects.
struct Group<'a> {
    rules: Vec<Prepared<'a>>,
    items: Vec<Item>,
}

/// Judges all that `rules` are about. Equal worlds give equal outcomes, however many threads run.
pub fn run(library: &Library, rules: &[&Rule], world: &dyn World, passes: Passes) -> Outcome {
    let (owned, judged): (Vec<&Rule>, Vec<&Rule>) =
        rules.iter().copied().partition(|rule| rule.external_owned);
    let groups = groups(&judged, world);
    let chunks: Vec<(&Group, &[Item])> = groups
        .iter()
        .flat_map(|group| group.items.chunks(CHUNK).map(move |items| (group, items)))
        .collect();
    let judged_chunks: Vec<_> = chunks
        .par_iter()
        .map(|(group, items)| {
            let of = |rule: &Prepared| chunk(library, rule, world, items, passes);
            group.rules.iter().map(of).collect::<Vec<_>>()
        })
        .collect();

    let mut by_rule: BTreeMap<&str, Vec<RuleResult>> = BTreeMap::new();
    let mut passed: BTreeMap<Arc<str>, usize> = BTreeMap::new();
    let mut errors = Vec::new();
    for ((group, _), judgements) in chunks.iter().zip(judged_chunks) {
        let rules = group.rules.iter().map(|prepared| prepared.rule);
        for (rule, judgement) in rules.zip(judgements) {
            let results = by_rule.entry(&rule.code).or_default();
            results.extend(judgement.results);
            if judgement.passed > 0 {
                *passed.entry(rule.code.clone()).or_default() += judgement.passed;
            }
            errors.extend(judgement.errors);
        }
    }
    yield_to_others(&judged, &mut by_rule);

    let wrong: BTreeSet<_> = errors.iter().filter_map(|e| Some(e.place?.file)).collect();
    let mut rules: Vec<&Rule> = rules.to_vec();
    rules.sort_by(|a, b| a.code.cmp(&b.code));
    let mut results = Vec::new();
    for rule in rules {
        let own = by_rule.remove(&*rule.code).unwrap_or_default();
        // A rule that is wrong has no verdict, not even that there is nothing to judge.
        let silent = own.is_empty() && !passed.contains_key(&rule.code);
        if silent && !wrong.contains(&rule.tree.file) {
            let external = owned.iter().any(|other| other.code == rule.code);
            results.push(nothing(library, rule, world, external));
        }
        results.extend(own);
    }
    Outcome {
        results,
        passed,
        diagnostics: merged(errors),
    }
}

fn chunk(
    library: &Library,
    prepared: &Prepared,
    world: &dyn World,
    items: &[Item],
    passes: Passes,
) -> Judgement {
    let rule = prepared.rule;
    let severity = library.severity(&rule.code);
    let mut judgement = Judgement {
        // Which subjects pass matters to a rule that yields to others on some of them.
        passes: match rule.yields_to.is_empty() {
            true => passes,
            false => Passes::Told,
        },
        results: Vec::new(),
        passed: 0,
        errors: Vec::new(),
    };
    judge(prepared, severity, world, items, &mut judgement);
    judgement
}

/// Rules about the same subjects stand together, so that these are asked for once.
fn groups<'a>(rules: &[&'a Rule], world: &dyn World) -> Vec<Group<'a>> {
    let mut by_subjects: BTreeMap<(u8, Vec<Arc<str>>), Vec<&Rule>> = BTreeMap::new();
    for rule in rules {
        by_subjects
            .entry(key(&rule.subjects))
            .or_default()
            .push(rule);
    }
    let groups: Vec<Vec<&Rule>> = by_subjects.into_values().collect();
    let made = groups.into_par_iter().filter_map(|rules| {
        let items = items(&rules.first()?.subjects, world);
        let prepare = |rule| Prepared::of(rule, world, items.len());
        let rules = rules.into_par_iter().map(prepare).collect();
        Some(Group { rules, items })
    });
    made.collect()
}

fn key(subjects: &Subjects) -> (u8, Vec<Arc<str>>) {
    match subjects {
        Subjects::Resources(types) => (0, types.clone()),
        Subjects::Objects(kinds) => (1, kinds.clone()),
        Subjects::Derived(record) => (2, vec![record.name.into()]),
        Subjects::Project(triggers) => (3, triggers.clone()),
    }
}

/// A project is judged once, at its first trigger; one that certainly exists is preferred.
fn items(subjects: &Subjects, world: &dyn World) -> Vec<Item> {
    let Subjects::Project(triggers) = subjects else {
        return world.items(subjects);
    };
    let mut perhaps = None;
    for trigger in triggers {
        for item in world.items(&Subjects::Resources(vec![trigger.clone()])) {
            match item.existence {
                Existence::Certain => return vec![item],
                Existence::Perhaps(_) => perhaps = perhaps.or(Some(item)),
            }
        }
    }
    perhaps.into_iter().collect()
}

/// A rule is silent on a subject where one that it yields to fails.
fn yield_to_others(rules: &[&Rule], by_rule: &mut BTreeMap<&str, Vec<RuleResult>>) {
    for rule in rules.iter().filter(|rule| !rule.yields_to.is_empty()) {
        let failed: BTreeSet<_> = rule
            .yields_to
            .iter()
            .filter_map(|code| by_rule.get(&**code))
            .flatten()
            .filter(|result| result.verdict == Verdict::Fail)
            .filter_map(|result| result.subject.clone())
            .collect();
        if let Some(results) = by_rule.get_mut(&*rule.code) {
            results.retain(|result| match &result.subject {
                Some(subject) => !failed.contains(subject),
                None => true,
            });
        }
    }
}

/// The one row of a rule that has nothing to judge.
fn nothing(library: &Library, rule: &Rule, world: &dyn World, external: bool) -> RuleResult {
    let message = match (external, &rule.external) {
        (true, Some(key)) => format!("another repository owns the {key} ([externals])"),
        _ => format!("nothing to judge: {}", rule.subject_words()),
    };
    RuleResult {
        rule: rule.code.clone(),
        verdict: Verdict::NotApplicable,
        severity: library.severity(&rule.code).unwrap_or(rule.severity),
        subject: None,
        element: None,
        message,
        reasons: Vec::new(),
        place: None,
        evidence: Vec::new(),
        environment: world.environment(),
        suppressed: None,
        fix: None,
    }
}

/// Errors by place. What is wrong with many subjects in the same way is told once.
fn merged(errors: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut by_place: BTreeMap<_, Vec<Diagnostic>> = BTreeMap::new();
    for error in errors {
        by_place
            .entry((error.place, error.code))
            .or_default()
            .push(error);
    }
    by_place
        .into_values()
        .filter_map(|errors| {
            let more = errors.len().saturating_sub(TOLD);
            let mut first = errors.into_iter().next()?;
            if more > 0 {
                first.message = format!("{} (and {more} more like this)", first.message);
            }
            Some(first)
        })
        .collect()
}

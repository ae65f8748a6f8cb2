//! What a run grants and demands, in words, so that two sides of a change can be held against each
//! other: a change relaxes the policy when it grants what was not granted, or no longer demands what
//! was demanded.

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::config::Config;
use crate::finding::{Report, Severity, SuppressionUse};
use crate::source::Place;

use super::known::Known;

/// The stance of one side.
#[derive(Clone, Debug, Default)]
pub struct Stance {
    /// What it lets pass, and where that is written.
    pub grants: BTreeMap<Term, Option<Place>>,
    /// What it asks for, and where that is written, if it is.
    pub demands: BTreeMap<Term, Option<Place>>,
}

/// A grant or a demand.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Term {
    /// What it is about: sides that do not tell of a kind are not compared in it.
    pub kind: Kind,
    /// In words.
    pub words: String,
}

/// What a term is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// A suppression. Reports tell of them.
    Suppression,
    /// That a rule runs. Reports tell of it.
    Running,
    /// A setting.
    Setting,
}

impl Stance {
    /// That of a run with these settings.
    pub fn of(report: &Report, config: &Config, baseline: Option<&Known>) -> Stance {
        let mut stance = Stance::default();
        for suppression in &report.suppressions {
            stance.suppression(suppression);
        }
        for (code, rule) in &report.rules {
            stance.demand(Kind::Running, code, None);
            for severity in Severity::ALL.iter().filter(|s| **s <= rule.severity) {
                let words = format!("{code} counts as {severity}");
                stance.demand(Kind::Setting, words, None);
            }
            for (name, value) in &rule.params {
                let place = config.params.get(name).map(|param| param.place);
                let words = format!("{code} with {name} = {value}");
                stance.demand(Kind::Setting, words, place);
            }
        }
        stance.settings(config);
        for known in baseline.into_iter().flat_map(Known::iter) {
            let element = known.element.as_deref().map(|e| format!(" ({e})"));
            let words = format!(
                "the baseline knows {} of {}{} in {} as {} {}",
                known.rule,
                known.subject,
                element.unwrap_or_default(),
                known.root,
                known.severity,
                known.verdict.as_str(),
            );
            let place = config.project.baseline.as_ref().map(|file| file.place);
            stance.grant(Kind::Setting, words, place);
        }
        stance
    }

    fn suppression(&mut self, suppression: &SuppressionUse) {
        let SuppressionUse {
            kind,
            rule,
            about,
            until,
            ..
        } = suppression;
        let words = words_of_suppression(kind, rule, about, until.as_deref());
        self.grant(Kind::Suppression, words, Some(suppression.place));
    }

    fn settings(&mut self, config: &Config) {
        let project = &config.project;
        for glob in &project.exclude {
            let words = format!("{} is excluded", glob.value);
            self.grant(Kind::Setting, words, Some(glob.place));
        }
        for (name, external) in &config.externals {
            let words = format!("another repository owns the {name}");
            self.grant(Kind::Setting, words, Some(external.place));
        }
        for (source, dir) in &config.modules {
            let words = format!("{} stands in for {source}", dir.value);
            self.grant(Kind::Setting, words, Some(dir.place));
        }
        for scope in &config.overrides {
            let paths = scope.paths.iter().flatten();
            let names = scope.environments.iter().flatten();
            let places: Vec<&str> = paths.chain(names).map(|name| &*name.value).collect();
            let places = places.join(", ");
            for rule in &scope.ignore {
                let words = format!("{} does not run in {places}", rule.value);
                self.grant(Kind::Setting, words, Some(rule.place));
            }
            for (rule, severity) in &scope.severity {
                let words = format!("{rule} counts as {} in {places}", severity.value);
                self.grant(Kind::Setting, words, Some(severity.place));
            }
        }
        for rule in &config.rules.locked {
            let words = format!("{} is locked", rule.value);
            self.demand(Kind::Setting, words, Some(rule.place));
        }
        for (name, environment) in &project.environments {
            for instance in &environment.value {
                let words = format!("{} is judged in {name}", instance.root.value);
                self.demand(Kind::Setting, words, Some(instance.root.place));
            }
        }
        for root in project.roots.iter().flatten() {
            let words = format!("{} is a root", root.value);
            self.demand(Kind::Setting, words, Some(root.place));
        }
    }

    /// Adds what is let pass.
    pub(super) fn grant(&mut self, kind: Kind, words: String, place: Option<Place>) {
        self.grants.entry(Term { kind, words }).or_insert(place);
    }

    /// Adds what is asked for.
    pub(super) fn demand(&mut self, kind: Kind, words: impl Display, place: Option<Place>) {
        let words = match kind {
            Kind::Running => format!("{words} runs"),
            Kind::Suppression | Kind::Setting => words.to_string(),
        };
        self.demands.entry(Term { kind, words }).or_insert(place);
    }
}

/// A suppression in words.
pub(super) fn words_of_suppression(
    kind: &str,
    rule: &str,
    about: &str,
    until: Option<&str>,
) -> String {
    let until = until.map(|until| format!(" until {until}"));
    let until = until.unwrap_or_default();
    format!("{rule} at {about} is accepted by {kind}{until}")
}

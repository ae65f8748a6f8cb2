//! How much of what the configuration writes is known, and why the rest is not.

use std::collections::BTreeMap;

use crate::language::{Kind, ReasonKind, Value};

use super::Graph;

/// Counts over the written attributes of all instances. A list or object counts by its parts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Stats {
    /// Parts whose value is known.
    pub known: usize,
    /// Parts that stand for exactly one attribute of an instance: unknown as text, known as a link.
    pub references: usize,
    /// All other unknown parts, by the class of their chief reason.
    pub unknown: BTreeMap<ReasonKind, usize>,
    /// What the unknown parts wait for, by how many do.
    pub causes: BTreeMap<String, usize>,
}

impl Stats {
    /// All parts.
    pub fn total(&self) -> usize {
        self.known + self.references + self.unknown.values().sum::<usize>()
    }

    /// The causes, the commonest first.
    pub fn commonest(&self) -> Vec<(&str, usize)> {
        let mut causes: Vec<(&str, usize)> = self
            .causes
            .iter()
            .map(|(what, count)| (what.as_str(), *count))
            .collect();
        causes.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        causes
    }

    fn count(&mut self, value: &Value) {
        match &value.kind {
            Kind::Instance(_) => self.references += 1,
            Kind::Unknown(unknown) if unknown.identity.is_some() => self.references += 1,
            Kind::Unknown(unknown) => match unknown.reason() {
                Some(reason) => {
                    *self.unknown.entry(reason.kind).or_default() += 1;
                    let cause = format!("{}: {}", reason.kind.as_str(), reason.what);
                    *self.causes.entry(cause).or_default() += 1;
                }
                None => *self.unknown.entry(ReasonKind::Error).or_default() += 1,
            },
            _ => match (value.as_sequence(), value.as_entries()) {
                (Some(items), _) if !items.is_empty() => items.iter().for_each(|v| self.count(v)),
                (_, Some(entries)) if !entries.is_empty() => {
                    entries.values().for_each(|v| self.count(v));
                }
                _ => self.known += 1,
            },
        }
    }
}

impl Graph {
    /// Counts what is known.
    pub fn stats(&self) -> Stats {
        let mut stats = Stats::default();
        for instance in &self.instances {
            instance
                .written
                .values()
                .for_each(|value| stats.count(value));
        }
        stats
    }
}

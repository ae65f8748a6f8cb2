//! Which instance a value denotes.
//!
//! A value denotes an instance when it is one of the attributes by which others refer to it (its
//! `id`, `arn`, `name`, … — the provider's table says which), or a known text equal to one.

use std::collections::HashMap;
use std::sync::Arc;

use crate::address::{InstanceId, Reference, RootId};
use crate::language::{HopKind, Kind, Origin, Value};
use crate::terraform::Instance;

use super::Graph;

/// Known identity attributes: text → instances that have it.
#[derive(Debug, Default)]
pub(super) struct Literals {
    by_text: HashMap<Arc<str>, Vec<usize>>,
}

impl Literals {
    pub fn new(instances: &[Arc<Instance>]) -> Literals {
        let mut by_text: HashMap<Arc<str>, Vec<usize>> = HashMap::new();
        for (at, instance) in instances.iter().enumerate() {
            let Some(schema) = instance.schema else {
                continue;
            };
            for attribute in schema.identity() {
                let written = instance.written(attribute.name);
                if let Some(Kind::String(text)) = written.map(|v| &v.kind)
                    && !text.is_empty()
                {
                    let list = by_text.entry(text.clone()).or_default();
                    if list.last() != Some(&at) {
                        list.push(at);
                    }
                }
            }
        }
        Literals { by_text }
    }
}

/// How often an id may be that of another resource again.
const REPEATED: usize = 8;

impl Graph {
    /// The instance that `value` denotes, if it denotes one of `kinds` (any type when empty).
    pub fn denoted(&self, value: &Value, kinds: &[&str]) -> Option<&Arc<Instance>> {
        let fits = |instance: &&Arc<Instance>| {
            kinds.is_empty() || kinds.contains(&&*instance.id.address.kind)
        };
        match &value.kind {
            Kind::Instance(instance) => self.instance(instance.id()).filter(fits),
            Kind::Unknown(unknown) => {
                let mut identity = unknown.identity.as_ref()?;
                for _ in 0..REPEATED {
                    let found = self.denoted_by(identity)?;
                    if fits(&found) {
                        return Some(found);
                    }
                    // Its id may be that of another again.
                    let kind = &*found.id.address.kind;
                    let repeated = match identity.attribute() {
                        Some("id") => found.written(crate::providers::repeated(kind)?)?,
                        _ => return None,
                    };
                    identity = match repeated.as_unknown() {
                        Some(unknown) => unknown.identity.as_ref()?,
                        None => return self.named(repeated.as_str()?, kinds),
                    };
                }
                None
            }
            Kind::String(text) => {
                if let Some(found) = self.came_from(text, &value.origin).filter(fits) {
                    return Some(found);
                }
                self.named(text, kinds)
            }
            _ => None,
        }
    }

    /// The first instance of one of `kinds` (of any when empty) that a known text names.
    fn named(&self, text: &str, kinds: &[&str]) -> Option<&Arc<Instance>> {
        let found = self.literals.by_text.get(text)?;
        let mut found = found.iter().filter_map(|at| self.instances.get(*at));
        found.find(|instance| kinds.is_empty() || kinds.contains(&&*instance.id.address.kind))
    }

    /// The instance that `value`, written in `root`, denotes, if it denotes one of `kinds`. Other
    /// than with [`Graph::denoted`], a literal name means an instance of the same root: two roots
    /// may well give one name twice, for two environments. A literal ARN means the one everywhere.
    pub fn denoted_near(
        &self,
        value: &Value,
        kinds: &[&str],
        root: RootId,
    ) -> Option<&Arc<Instance>> {
        let Kind::String(text) = &value.kind else {
            return self.denoted(value, kinds);
        };
        let fits = |instance: &&Arc<Instance>| {
            kinds.is_empty() || kinds.contains(&&*instance.id.address.kind)
        };
        let referred = self.came_from(text, &value.origin);
        referred.filter(fits).or_else(|| {
            let found = self.literals.by_text.get(text)?;
            let mut all = found.iter().filter_map(|at| self.instances.get(*at));
            if text.starts_with("arn:") {
                return all.find(fits);
            }
            // Positions are ordered by root, so those of one root stand together.
            let root_of = |at: &usize| self.instances.get(*at).map(|i| i.id.root);
            let from = found.partition_point(|at| root_of(at) < Some(root));
            let mut near = all.skip(from).take_while(|i| i.id.root == root);
            near.find(fits)
        })
    }

    /// The instance whose identity attribute a known text is, by the way it came. A text that was
    /// made from one (`"${name}-replica"`) is another name.
    fn came_from(&self, text: &str, origin: &Origin) -> Option<&Arc<Instance>> {
        let reference = nearest_attribute(origin)?;
        let found = self.denoted_by(reference)?;
        let attribute = found.written(reference.attribute()?)?;
        (attribute.as_str() == Some(text)).then_some(found)
    }

    /// The instance that `reference` denotes: its attribute must be an identity of it.
    pub fn denoted_by(&self, reference: &Reference) -> Option<&Arc<Instance>> {
        let instance = self.instance(&reference.instance)?;
        let identity = match (reference.attribute(), instance.schema) {
            (None, _) => true,
            (Some(name), Some(schema)) => {
                reference.path.len() == 1 && schema.attribute(name).is_some_and(|a| a.identity)
            }
            (Some(name), None) => matches!(name, "id" | "arn" | "name"),
        };
        identity.then_some(instance)
    }

    /// Instances of `kind` whose attribute `attribute` (or an element of it) denotes `target`.
    pub fn attached<'g>(
        &'g self,
        target: &'g InstanceId,
        kind: &'g str,
        attribute: &'g str,
    ) -> impl Iterator<Item = &'g Arc<Instance>> {
        self.managed(kind).filter(move |instance| {
            let value = instance.written(attribute);
            value.is_some_and(|value| self.denotes(value, target))
        })
    }

    /// Whether `value`, or an element of it, denotes `target`.
    pub fn denotes(&self, value: &Value, target: &InstanceId) -> bool {
        match value.as_sequence() {
            Some(items) => items.iter().any(|item| self.denotes(item, target)),
            None => {
                let kind = &*target.address.kind;
                self.denoted(value, &[kind])
                    .is_some_and(|i| i.id == *target)
            }
        }
    }
}

/// The attribute of an instance that a known value comes from first of all.
fn nearest_attribute(origin: &Origin) -> Option<&Reference> {
    let mut origin = origin;
    for _ in 0..64 {
        let Origin::Via(hop) = origin else {
            return None;
        };
        match &hop.kind {
            HopKind::Attribute(reference) => return Some(reference),
            HopKind::Evidence(_) | HopKind::Condition => return None,
            _ => origin = hop.from.first()?,
        }
    }
    None
}

//! What stands as a resource of its own, or as a block of the resource that it belongs to: routes of
//! a table, rules of a security group.

use std::sync::Arc;

use crate::address::Step as PathStep;
use crate::language::{Reason, Value};
use crate::source::Place;
use crate::terraform::Instance;

use crate::facts::answer::{doubts_given, element_doubts, is_unset, parts, reasons};

/// One of them.
#[derive(Clone, Debug)]
pub(in crate::facts) struct Entry<'a> {
    /// Who holds it: itself, or the resource whose block it is.
    pub holder: &'a Arc<Instance>,
    /// Its line.
    pub place: Place,
    /// Its value where it is a block.
    block: Option<Value>,
    /// Why it may not be one, its holder's existence apart.
    doubts: Vec<Reason>,
}

impl<'a> Entry<'a> {
    /// A resource of its own, with the doubts about what it belongs to.
    pub fn resource(instance: &'a Arc<Instance>, doubts: &[Reason]) -> Entry<'a> {
        Entry {
            holder: instance,
            place: instance.header(),
            block: None,
            doubts: doubts.to_vec(),
        }
    }

    /// The blocks `name` of `holder`, and why there may be more.
    pub fn blocks(holder: &'a Arc<Instance>, name: &str) -> (Vec<Entry<'a>>, Vec<Reason>) {
        let Some(value) = holder.written(name) else {
            return (Vec::new(), Vec::new());
        };
        let (elements, open) = parts(value);
        let blocks = elements.iter().enumerate().map(|(at, element)| {
            let path = [PathStep::Attr(name.into()), PathStep::Index(at as u64)];
            let written = element.value.origin.nearest();
            Entry {
                holder,
                place: match (holder.called_at, written) {
                    (None, Some(place)) => place,
                    _ => holder.place_of(&path),
                },
                block: Some(element.value.clone()),
                doubts: element_doubts(value, element),
            }
        });
        (blocks.collect(), open)
    }

    /// Why it may not exist although `given` does.
    pub fn doubts_given(&self, given: &Instance) -> Vec<Reason> {
        let mut all = doubts_given(self.holder, given);
        all.extend(self.doubts.iter().cloned());
        all
    }

    /// The attribute `name`, if it is written and not empty.
    pub fn get(&self, name: &str) -> Option<Value> {
        let value = match &self.block {
            None => self.holder.written(name).cloned(),
            Some(block) => block.as_entries().and_then(|e| e.get(name)).cloned(),
        };
        value.filter(|value| !is_unset(value))
    }

    /// The line of the attribute `name`; that of the entry where it is absent.
    pub fn place_of(&self, name: &str) -> Place {
        match &self.block {
            None => self.holder.place_of(&[PathStep::Attr(name.into())]),
            Some(_) => self.holder.place_in(self.place, name),
        }
    }

    /// Why an unknown block is unknown.
    pub fn reasons(&self) -> Vec<Reason> {
        match &self.block {
            Some(block) if block.is_unknown() => reasons(block),
            _ => Vec::new(),
        }
    }
}

//! Edges, read off the values of attributes.

use std::collections::BTreeSet;

use crate::address::{InstanceId, Reference, quote};
use crate::language::{HopKind, Kind, Origin, Value};
use crate::terraform::Instance;

/// How one instance refers to another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EdgeKind {
    /// The attribute is that attribute of the other.
    Reference,
    /// The attribute is made from it.
    Derived,
}

impl EdgeKind {
    /// The word of the JSON format.
    pub fn as_str(self) -> &'static str {
        match self {
            EdgeKind::Reference => "reference",
            EdgeKind::Derived => "derived",
        }
    }
}

/// One attribute of one instance that refers to another instance.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Edge {
    /// Who refers.
    pub from: InstanceId,
    /// With which attribute: `subnet_ids[0]`.
    pub via: String,
    /// To what.
    pub to: Reference,
    /// How.
    pub kind: EdgeKind,
}

/// All edges of an instance, in the order of its attributes.
pub(super) fn of(instance: &Instance) -> Vec<Edge> {
    let mut edges = BTreeSet::new();
    let mut path = String::new();
    for (name, value) in instance.written.iter() {
        path.push_str(name);
        walk(value, &mut path, &mut |via, to, kind| {
            if to.instance != instance.id {
                edges.insert(Edge {
                    from: instance.id.clone(),
                    via: via.to_owned(),
                    to,
                    kind,
                });
            }
        });
        path.clear();
    }
    edges.into_iter().collect()
}

/// Everything that a value refers to, with how.
pub fn references(value: &Value) -> Vec<(Reference, EdgeKind)> {
    let mut found = Vec::new();
    walk(value, &mut String::new(), &mut |_, to, kind| {
        found.push((to, kind));
    });
    found
}

fn walk(value: &Value, path: &mut String, see: &mut dyn FnMut(&str, Reference, EdgeKind)) {
    let length = path.len();
    match &value.kind {
        Kind::Unknown(unknown) => match &unknown.identity {
            Some(identity) => see(path, identity.clone(), EdgeKind::Reference),
            None => {
                for element in &unknown.elements {
                    walk(&element.value, path, see);
                }
                for reference in &unknown.refs {
                    see(path, reference.clone(), EdgeKind::Derived);
                }
            }
        },
        Kind::Instance(instance) => {
            let reference = Reference {
                instance: instance.id().clone(),
                path: Vec::new(),
            };
            see(path, reference, EdgeKind::Reference);
        }
        _ => {
            hops(&value.origin, path, see);
            for (at, item) in value.as_sequence().unwrap_or_default().iter().enumerate() {
                path.push_str(&format!("[{at}]"));
                walk(item, path, see);
                path.truncate(length);
            }
            for (key, item) in value.as_entries().into_iter().flat_map(|e| e.iter()) {
                match crate::address::is_identifier(key) {
                    true => path.push_str(&format!(".{key}")),
                    false => path.push_str(&format!("[{}]", quote(key))),
                }
                walk(item, path, see);
                path.truncate(length);
            }
        }
    }
}

/// Attributes of other instances that a known value came through: the nearest on each way.
fn hops(origin: &Origin, path: &str, see: &mut dyn FnMut(&str, Reference, EdgeKind)) {
    let mut pending = vec![(origin, EdgeKind::Reference)];
    // A value made of many parts may have a wide origin; the nearest ones tell.
    let mut budget = 256;
    while let Some((origin, kind)) = pending.pop() {
        let Origin::Via(hop) = origin else { continue };
        budget -= 1;
        if budget == 0 {
            return;
        }
        match &hop.kind {
            HopKind::Attribute(reference) => see(path, Reference::clone(reference), kind),
            HopKind::Condition | HopKind::Evidence(_) => {}
            HopKind::Expression => {
                let kind = match hop.from.len() {
                    1 => kind,
                    _ => EdgeKind::Derived,
                };
                pending.extend(hop.from.iter().rev().map(|from| (from, kind)));
            }
            _ => pending.extend(hop.from.iter().rev().map(|from| (from, kind))),
        }
    }
}

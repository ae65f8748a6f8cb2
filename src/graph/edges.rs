//! Edges, read off the values of attributes.

use std::collections::BTreeSet;

use crate::address::{InstanceId, Reference};
use crate::terraform::{EdgeKind, Instance, each_reference};

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
        each_reference(value, &mut path, &mut |via, to, kind| {
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

//! Instances and edges of both worlds in one graph.
//!
//! Invariants: edges come from evaluated values, never from text: an unknown that stands for an
//! attribute of an instance, an unknown made of such, or a known value that came from one. Order
//! is that of roots and addresses.

mod edges;
mod join;
mod secrets;
mod stats;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::address::{InstanceId, Mode, RootId};
use crate::terraform::{Instance, Project};

pub use stats::Stats;

pub use crate::terraform::{EdgeKind, references};
pub use edges::Edge;

/// Everything that was understood.
#[derive(Debug)]
pub struct Graph {
    /// All instances, by root and address.
    pub instances: Vec<Arc<Instance>>,
    /// All edges, by their first end, then by attribute.
    pub edges: Vec<Edge>,
    by_id: HashMap<InstanceId, usize>,
    by_type: BTreeMap<(Mode, Arc<str>), Vec<usize>>,
    /// Edges by the instance they end at.
    incoming: Vec<Vec<usize>>,
    literals: join::Literals,
}

impl Graph {
    /// The graph of a project.
    pub fn new(project: &Project) -> Graph {
        let mut instances: Vec<Arc<Instance>> = Vec::new();
        for root in &project.roots {
            instances.extend(root.instances.iter().cloned());
        }
        let by_id: HashMap<InstanceId, usize> = instances
            .iter()
            .enumerate()
            .map(|(at, instance)| (instance.id.clone(), at))
            .collect();
        let mut by_type: BTreeMap<(Mode, Arc<str>), Vec<usize>> = BTreeMap::new();
        for (at, instance) in instances.iter().enumerate() {
            let address = &instance.id.address;
            let key = (address.mode, address.kind.clone());
            by_type.entry(key).or_default().push(at);
        }
        let mut edges = Vec::new();
        let mut incoming = vec![Vec::new(); instances.len()];
        for instance in &instances {
            for edge in edges::of(instance) {
                if let Some(to) = by_id.get(&edge.to.instance)
                    && let Some(list) = incoming.get_mut(*to)
                {
                    list.push(edges.len());
                }
                edges.push(edge);
            }
        }
        let literals = join::Literals::new(&instances);
        Graph {
            instances,
            edges,
            by_id,
            by_type,
            incoming,
            literals,
        }
    }

    /// The instance called `id`.
    pub fn instance(&self, id: &InstanceId) -> Option<&Arc<Instance>> {
        self.by_id.get(id).and_then(|at| self.instances.get(*at))
    }

    /// Managed instances of a type, in order.
    pub fn managed(&self, kind: &str) -> impl Iterator<Item = &Arc<Instance>> {
        self.of(Mode::Managed, kind)
    }

    /// Data sources of a type, in order.
    pub fn data(&self, kind: &str) -> impl Iterator<Item = &Arc<Instance>> {
        self.of(Mode::Data, kind)
    }

    fn of(&self, mode: Mode, kind: &str) -> impl Iterator<Item = &Arc<Instance>> {
        let found = self.by_type.get(&(mode, Arc::from(kind)));
        let found = found.map(Vec::as_slice).unwrap_or_default();
        found.iter().filter_map(|at| self.instances.get(*at))
    }

    /// The types of managed resources that occur.
    pub fn managed_types(&self) -> impl Iterator<Item = &str> {
        let types = self.by_type.keys();
        types
            .filter(|(mode, _)| *mode == Mode::Managed)
            .map(|(_, kind)| &**kind)
    }

    /// Edges that end at an instance: who refers to it.
    pub fn incoming(&self, id: &InstanceId) -> impl Iterator<Item = &Edge> {
        let list = self.by_id.get(id).and_then(|at| self.incoming.get(*at));
        let list = list.map(Vec::as_slice).unwrap_or_default();
        list.iter().filter_map(|at| self.edges.get(*at))
    }

    /// Instances of one root.
    pub fn of_root(&self, root: RootId) -> impl Iterator<Item = &Arc<Instance>> {
        self.instances.iter().filter(move |i| i.id.root == root)
    }
}

//! Which roots make one system.
//!
//! A scan may hold systems that have nothing to do with each other: the examples of a module, the
//! services of a monorepo. Roots belong together when the configuration puts them into one
//! environment, when one reads the state of the other or both keep theirs in one place, or when a
//! resource of one refers to a resource of the other; and so on from root to root.

use std::collections::BTreeMap;

use crate::address::RootId;

use super::Facts;

/// Each root with the first of its system.
#[derive(Debug, Default)]
pub(super) struct Systems {
    first: BTreeMap<RootId, RootId>,
}

impl Systems {
    fn of(facts: &Facts<'_>) -> Systems {
        let mut systems = Systems::default();
        for (one, other) in &facts.project.links {
            systems.join(*one, *other);
        }
        for edge in &facts.graph.edges {
            if edge.from.root != edge.to.instance.root {
                systems.join(edge.from.root, edge.to.instance.root);
            }
        }
        systems
    }

    /// The first root of the system of `root`. Chains are halved as they are followed.
    fn find(&mut self, root: RootId) -> RootId {
        let mut at = root;
        while let Some(next) = self.first.get(&at).copied().filter(|next| *next != at) {
            let further = self.first.get(&next).copied().unwrap_or(next);
            self.first.insert(at, further);
            at = next;
        }
        at
    }

    fn join(&mut self, one: RootId, other: RootId) {
        let (one, other) = (self.find(one), self.find(other));
        self.first.insert(one.max(other), one.min(other));
    }

    fn settled(mut self) -> Systems {
        let roots: Vec<RootId> = self.first.keys().copied().collect();
        for root in roots {
            let first = self.find(root);
            self.first.insert(root, first);
        }
        self
    }
}

/// Whether two roots are of one system.
pub(super) fn together(facts: &Facts<'_>, one: RootId, other: RootId) -> bool {
    let systems = facts.systems.get_or_init(|| Systems::of(facts).settled());
    let first = |root: RootId| systems.first.get(&root).copied().unwrap_or(root);
    facts.environment.is_some() || first(one) == first(other)
}

//! Folds what is too much for one picture, and tells how much it folded.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::drawing::{
    Area, AreaKind, Count, Drawing, Edge, EdgeKind, Item, Node, NodeKind,
};

/// Nodes of one area that are drawn one by one.
const MOST_NODES: usize = 12;
/// Areas of one kind in one area that are drawn one by one.
const MOST_AREAS: usize = 6;
/// Names that a node which stands for several tells.
const NAMES_TOLD: usize = 3;

/// The drawing with every area holding a bounded number of others.
pub(super) fn bounded(drawing: Drawing) -> Drawing {
    let kept = areas(&drawing);
    fold(drawing, &kept)
}

/// Which areas stay: each kind has its first ones, in an area that stays.
fn areas(drawing: &Drawing) -> Vec<bool> {
    let mut counts: BTreeMap<(Option<usize>, AreaKind), usize> = BTreeMap::new();
    let mut kept: Vec<bool> = Vec::with_capacity(drawing.areas.len());
    for area in &drawing.areas {
        let inside = area.parent.is_none_or(|at| kept.get(at) == Some(&true));
        let count = counts.entry((area.parent, area.kind)).or_default();
        *count += 1;
        kept.push(inside && *count <= MOST_AREAS);
    }
    kept
}

/// What is drawn of the items of `before`.
struct Folding {
    areas: Vec<Area>,
    nodes: Vec<Node>,
    /// Where an area went: to an area, or to the node that stands for it.
    area_items: Vec<Item>,
    node_items: Vec<Item>,
    /// The nodes that stand for several, by area and by what they stand for.
    folded: BTreeMap<(Option<usize>, String), usize>,
}

fn fold(before: Drawing, kept: &[bool]) -> Drawing {
    let mut folding = Folding {
        areas: Vec::new(),
        nodes: Vec::new(),
        area_items: Vec::new(),
        node_items: Vec::new(),
        folded: BTreeMap::new(),
    };
    for (area, kept) in before.areas.into_iter().zip(kept) {
        folding.area(area, *kept);
    }
    let crowded = crowded(&before.nodes);
    for node in before.nodes {
        folding.node(node, &crowded);
    }
    let mut seen: BTreeSet<(Item, Item, EdgeKind)> = BTreeSet::new();
    let mut edges = Vec::new();
    for edge in before.edges {
        let (from, to) = (folding.item(edge.from), folding.item(edge.to));
        let (Some(from), Some(to)) = (from, to) else {
            continue;
        };
        if from != to && seen.insert((from, to, edge.kind)) {
            edges.push(Edge { from, to, ..edge });
        }
    }
    Drawing {
        environment: before.environment,
        areas: folding.areas,
        nodes: folding.nodes,
        edges,
    }
}

/// Kinds that are folded in an area, since it has too many nodes: the most frequent first, until
/// the rest fits.
fn crowded(nodes: &[Node]) -> BTreeSet<(Option<usize>, NodeKind)> {
    let mut counts: BTreeMap<Option<usize>, BTreeMap<NodeKind, usize>> = BTreeMap::new();
    for node in nodes {
        let kinds = counts.entry(node.area).or_default();
        *kinds.entry(node.kind).or_default() += 1;
    }
    let mut crowded = BTreeSet::new();
    for (area, kinds) in counts {
        let mut total: usize = kinds.values().sum();
        let mut kinds: Vec<(NodeKind, usize)> = kinds.into_iter().collect();
        kinds.sort_by_key(|(kind, count)| (std::cmp::Reverse(*count), *kind));
        for (kind, count) in kinds {
            if total <= MOST_NODES || count == 1 {
                break;
            }
            crowded.insert((area, kind));
            total -= count - 1;
        }
    }
    crowded
}

impl Folding {
    fn item(&self, before: Item) -> Option<Item> {
        match before {
            Item::Area(at) => self.area_items.get(at).copied(),
            Item::Node(at) => self.node_items.get(at).copied(),
        }
    }

    fn area(&mut self, area: Area, kept: bool) {
        let parent = area.parent.and_then(|at| self.area_items.get(at).copied());
        let item = match (parent, kept) {
            // What lies in a folded area is told by the same node.
            (Some(Item::Node(at)), _) => {
                let members = area.members.into_iter();
                let parts = area.parts.into_iter().flat_map(|part| part.members);
                if let Some(node) = self.nodes.get_mut(at) {
                    node.members.extend(members.chain(parts));
                }
                Item::Node(at)
            }
            (parent, true) => {
                let parent = match parent {
                    Some(Item::Area(at)) => Some(at),
                    _ => None,
                };
                self.areas.push(Area { parent, ..area });
                Item::Area(self.areas.len() - 1)
            }
            (parent, false) => {
                let parent = match parent {
                    Some(Item::Area(at)) => Some(at),
                    _ => None,
                };
                let members = area.members.into_iter();
                let parts = area.parts.into_iter().flat_map(|part| part.members);
                let node = Node {
                    kind: NodeKind::Folded,
                    title: format!("more: {}", area.kind.as_str()),
                    details: vec![format!("{} {}", area.title, area.detail).trim().to_owned()],
                    area: parent,
                    count: Count::Known(1),
                    certain: true,
                    members: members.chain(parts).collect(),
                };
                let key = (parent, format!("area {}", area.kind.as_str()));
                self.told_by(key, node)
            }
        };
        self.area_items.push(item);
    }

    fn node(&mut self, node: Node, crowded: &BTreeSet<(Option<usize>, NodeKind)>) {
        let before = node.area;
        let around = before.and_then(|at| self.area_items.get(at).copied());
        let item = match around {
            Some(Item::Node(at)) => {
                if let Some(folded) = self.nodes.get_mut(at) {
                    folded.members.extend(node.members);
                }
                Item::Node(at)
            }
            around => {
                let area = match around {
                    Some(Item::Area(at)) => Some(at),
                    _ => None,
                };
                let kind = node.kind;
                let node = Node { area, ..node };
                match crowded.contains(&(before, kind)) {
                    true => {
                        let names = vec![node.title.clone()];
                        let key = (area, format!("node {}", kind.as_str()));
                        let title = "several".to_owned();
                        let node = Node {
                            title,
                            details: names,
                            ..node
                        };
                        self.told_by(key, node)
                    }
                    false => {
                        self.nodes.push(node);
                        Item::Node(self.nodes.len() - 1)
                    }
                }
            }
        };
        self.node_items.push(item);
    }

    /// Adds `node`, or counts it with the one that stands for all of `key`.
    fn told_by(&mut self, key: (Option<usize>, String), node: Node) -> Item {
        let next = self.nodes.len();
        let at = *self.folded.entry(key).or_insert(next);
        match self.nodes.get_mut(at) {
            None => self.nodes.push(node),
            Some(known) => {
                known.count = match (known.count, node.count) {
                    (Count::Known(a), Count::Known(b)) => Count::Known(a.saturating_add(b)),
                    _ => Count::Any,
                };
                known.certain |= node.certain;
                known.members.extend(node.members);
                if known.details.len() < NAMES_TOLD {
                    known.details.extend(node.details.into_iter().take(1));
                } else if known.details.len() == NAMES_TOLD {
                    known.details.push("…".to_owned());
                }
            }
        }
        Item::Node(at)
    }
}

//! A drawing in the making: items by what they stand for, instances of one resource folded.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::address::InstanceId;
use crate::finding::Subject;
use crate::finding::drawing::{
    Area, AreaKind, Count, Drawing, Edge, EdgeKind, Item, Node, NodeKind, Part,
};
use crate::source::{FileId, Place, Span};
use crate::terraform::{Existence, Instance};

use super::super::Facts;
use super::super::answer::is_symbolic;
use super::super::environment::recovery_region;
use super::super::region::of_instance;
use super::words;

/// What makes an area the same: its kind, the area around it, and what tells it from others there.
type AreaKey = (Option<usize>, AreaKind, String);

/// What makes a node the same: area, kind, root, address without keys.
type NodeKey = (Option<usize>, NodeKind, Arc<str>, String);

/// Facts take the place of their call, which a drawing has none of.
const NOWHERE: Place = Place {
    file: FileId(u32::MAX),
    span: Span { start: 0, end: 0 },
};

/// Parts of an area that are told one by one.
const MOST_PARTS: usize = 64;

/// A drawing in the making.
pub(super) struct Sketch<'f, 'a> {
    pub facts: &'f Facts<'a>,
    drawing: Drawing,
    areas: BTreeMap<AreaKey, usize>,
    nodes: BTreeMap<NodeKey, usize>,
    edges: BTreeMap<(Item, Item, EdgeKind), usize>,
    items: HashMap<InstanceId, Item>,
    named: BTreeMap<(Arc<str>, Arc<str>), Item>,
}

impl<'f, 'a> Sketch<'f, 'a> {
    pub fn new(facts: &'f Facts<'a>) -> Sketch<'f, 'a> {
        Sketch {
            facts,
            drawing: Drawing::default(),
            areas: BTreeMap::new(),
            nodes: BTreeMap::new(),
            edges: BTreeMap::new(),
            items: HashMap::new(),
            named: BTreeMap::new(),
        }
    }

    /// The drawing as far as it is.
    pub fn drawing(&self) -> &Drawing {
        &self.drawing
    }

    pub fn finish(self) -> Drawing {
        self.drawing
    }

    /// The area of `kind` in `parent` that `key` tells from others; made when it is new.
    pub fn area(
        &mut self,
        parent: Option<usize>,
        kind: AreaKind,
        key: &str,
        make: impl FnOnce() -> (String, String),
    ) -> usize {
        let next = self.drawing.areas.len();
        let at = *self
            .areas
            .entry((parent, kind, key.to_owned()))
            .or_insert(next);
        if at == next {
            let (title, detail) = make();
            self.drawing.areas.push(Area {
                kind,
                title,
                detail,
                parent,
                members: Vec::new(),
                parts: Vec::new(),
            });
        }
        at
    }

    /// The region of an instance. One that the shell decides is told by its provider.
    pub fn region_of(&mut self, instance: &Arc<Instance>) -> usize {
        match of_instance(instance).as_str() {
            Some(region) => self.region(region),
            None => {
                let root = self.facts.root_name(instance.id.root);
                let provider = instance.provider.as_ref();
                let name = provider.map_or_else(|| "aws".to_owned(), |p| p.name.to_string());
                let key = format!("?{root}\u{0}{name}");
                self.area(None, AreaKind::Region, &key, || {
                    let detail = format!("that of provider {name} in {root}");
                    ("not decided".to_owned(), detail)
                })
            }
        }
    }

    /// The region called `name`.
    pub fn region(&mut self, name: &str) -> usize {
        let recovers = match recovery_region(self.facts, &[], NOWHERE) {
            Ok(region) => region.as_str() == Some(name),
            Err(_) => false,
        };
        self.area(None, AreaKind::Region, name, || {
            let detail = if recovers { "for recovery" } else { "" };
            (name.to_owned(), detail.to_owned())
        })
    }

    /// What CloudFront serves.
    pub fn edge_area(&mut self) -> usize {
        self.area(None, AreaKind::Edge, "", || {
            ("CloudFront, all locations".to_owned(), String::new())
        })
    }

    pub fn area_mut(&mut self, at: usize) -> Option<&mut Area> {
        self.drawing.areas.get_mut(at)
    }

    pub fn node_mut(&mut self, item: Item) -> Option<&mut Node> {
        match item {
            Item::Node(at) => self.drawing.nodes.get_mut(at),
            Item::Area(_) => None,
        }
    }

    /// Draws an instance in `area`, or counts it where its siblings stand already.
    pub fn instance(
        &mut self,
        instance: &Arc<Instance>,
        kind: NodeKind,
        area: Option<usize>,
    ) -> Item {
        let root = self.facts.root_name(instance.id.root);
        let base = words::without_keys(&instance.id.address);
        let key = (area, kind, root, base.clone());
        let next = self.drawing.nodes.len();
        let at = *self.nodes.entry(key).or_insert(next);
        let subject = self.subject(instance);
        let maybe = instance.existence != Existence::Certain;
        let count = match is_symbolic(instance) {
            true => Count::Any,
            false => Count::Known(1),
        };
        match self.drawing.nodes.get_mut(at) {
            Some(node) => {
                node.title = words::short(&instance.id.address);
                if let Some(address) = node.details.first_mut() {
                    *address = base;
                }
                node.count = more(node.count, count);
                node.certain |= !maybe;
                node.members.push(subject);
            }
            None => self.drawing.nodes.push(Node {
                kind,
                title: words::title(instance),
                details: vec![instance.id.to_string()],
                area,
                count,
                certain: !maybe,
                members: vec![subject],
            }),
        }
        let item = Item::Node(at);
        self.stands_for(instance, item);
        item
    }

    /// Draws what is no instance: a Kubernetes object, or what the files only name.
    pub fn node(&mut self, node: Node) -> Item {
        let at = self.drawing.nodes.len();
        for subject in &node.members {
            let name = (subject.root.clone(), subject.name.as_str().into());
            self.named.entry(name).or_insert(Item::Node(at));
        }
        self.drawing.nodes.push(node);
        Item::Node(at)
    }

    /// Counts an instance with others that are told by one node, called `title`.
    pub fn counted_with(&mut self, instance: &Arc<Instance>, item: Item, title: &str) {
        let subject = self.subject(instance);
        let symbolic = is_symbolic(instance);
        if let Some(node) = self.node_mut(item) {
            let count = match symbolic {
                true => Count::Any,
                false => Count::Known(1),
            };
            node.title = title.to_owned();
            node.details.clear();
            node.count = more(node.count, count);
            node.members.push(subject);
        }
        self.stands_for(instance, item);
    }

    /// An instance is told by `item`, which edges to it lead to.
    pub fn stands_for(&mut self, instance: &Instance, item: Item) {
        self.items.entry(instance.id.clone()).or_insert(item);
    }

    /// Results about `instance` are about `item`.
    pub fn belongs(&mut self, instance: &Arc<Instance>, item: Item) {
        let subject = self.subject(instance);
        let members = match item {
            Item::Area(at) => self.drawing.areas.get_mut(at).map(|a| &mut a.members),
            Item::Node(at) => self.drawing.nodes.get_mut(at).map(|n| &mut n.members),
        };
        if let Some(members) = members
            && !members.contains(&subject)
        {
            members.push(subject);
        }
    }

    /// An area consists of `instance` and its siblings.
    pub fn part(&mut self, area: usize, instance: &Arc<Instance>) {
        let subject = self.subject(instance);
        let title = words::short(&instance.id.address);
        let Some(area) = self.drawing.areas.get_mut(area) else {
            return;
        };
        // Siblings follow one another. More parts than are told are one.
        let most = area.parts.len() >= MOST_PARTS;
        let last = area.parts.last_mut();
        match last.filter(|part| most || part.title == title) {
            Some(part) => part.members.push(subject),
            None => area.parts.push(Part {
                title,
                members: vec![subject],
            }),
        }
    }

    /// What tells of `instance`.
    pub fn item(&self, id: &InstanceId) -> Option<Item> {
        self.items.get(id).copied()
    }

    /// What tells of the object called `name` in `root`.
    pub fn object(&self, root: &str, name: &str) -> Option<Item> {
        self.named.get(&(root.into(), name.into())).copied()
    }

    /// Draws an edge, once; a certain one wins.
    pub fn edge(&mut self, from: Item, to: Item, kind: EdgeKind, label: &str, certain: bool) {
        if from == to {
            return;
        }
        let next = self.drawing.edges.len();
        let at = *self.edges.entry((from, to, kind)).or_insert(next);
        match self.drawing.edges.get_mut(at) {
            Some(edge) => edge.certain |= certain,
            None => self.drawing.edges.push(Edge {
                from,
                to,
                kind,
                label: label.to_owned(),
                certain,
            }),
        }
    }

    fn subject(&self, instance: &Instance) -> Subject {
        Subject {
            root: self.facts.root_name(instance.id.root),
            name: instance.id.to_string(),
        }
    }
}

fn more(a: Count, b: Count) -> Count {
    match (a, b) {
        (Count::Known(a), Count::Known(b)) => Count::Known(a.saturating_add(b)),
        _ => Count::Any,
    }
}

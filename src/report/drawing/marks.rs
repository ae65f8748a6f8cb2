//! Which parts of a drawing the results are about.
//!
//! A result marks what it is about, and a failing one the path that proves it: what its evidence
//! names, and the edges between two of these.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::drawing::{AreaKind, Drawing, EdgeKind, Item, NodeKind};
use crate::finding::{Report, RuleResult, Verdict};

/// Clauses whose violations lie on the way from clients: isolation, firewall, certificates.
const WAY_IN: [&str; 3] = ["1", "3", "4"];

/// What the results say of one item.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Mark {
    /// The worst verdict about it; `None` when no rule is about it.
    pub verdict: Option<Verdict>,
    /// The rules that give it, for failures and undecided ones.
    pub rules: BTreeSet<Arc<str>>,
    /// Whether it lies on a path that proves a failure.
    pub on_path: bool,
}

impl Mark {
    /// Whether it is drawn in red.
    pub fn is_red(&self) -> bool {
        self.on_path || self.verdict == Some(Verdict::Fail)
    }

    fn add(&mut self, result: &RuleResult) {
        if self.verdict.is_none_or(|known| result.verdict < known) {
            self.verdict = Some(result.verdict);
            self.rules.clear();
        }
        let tells = matches!(result.verdict, Verdict::Fail | Verdict::Unknown);
        if tells && self.verdict == Some(result.verdict) {
            self.rules.insert(result.rule.clone());
        }
    }
}

/// The marks of a drawing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Marks {
    areas: Vec<Mark>,
    nodes: Vec<Mark>,
    edges: Vec<bool>,
    /// Rules that fail on something that is not drawn, with how often.
    pub elsewhere: BTreeMap<Arc<str>, usize>,
}

impl Marks {
    /// What `report` says of `drawing`.
    pub fn new(drawing: &Drawing, report: &Report) -> Marks {
        let names = Names::of(drawing);
        let mut marks = Marks {
            areas: vec![Mark::default(); drawing.areas.len()],
            nodes: vec![Mark::default(); drawing.nodes.len()],
            edges: vec![false; drawing.edges.len()],
            elsewhere: BTreeMap::new(),
        };
        let here = report.results.iter().filter(|result| {
            result.environment == drawing.environment && result.suppressed.is_none()
        });
        let mut paths: BTreeSet<BTreeSet<Item>> = BTreeSet::new();
        for result in here {
            let rule = report.rules.get(&result.rule);
            let about = match rule.is_some_and(|rule| rule.project) {
                true => BTreeSet::new(),
                false => names.about(result),
            };
            for item in &about {
                if let Some(mark) = marks.mark_mut(*item) {
                    mark.add(result);
                }
            }
            if result.verdict != Verdict::Fail {
                continue;
            }
            if about.is_empty() {
                *marks.elsewhere.entry(result.rule.clone()).or_default() += 1;
            }
            let mut path = names.proof(result);
            path.retain(|item| !about.contains(item) && may_be_on_path(drawing, *item));
            for item in &path {
                if let Some(mark) = marks.mark_mut(*item) {
                    mark.on_path = true;
                }
            }
            path.extend(about);
            let clauses = rule.map(|rule| rule.clauses.as_slice()).unwrap_or_default();
            if clauses.iter().any(|clause| WAY_IN.contains(&&**clause)) {
                path.extend(names.client);
            }
            paths.insert(path);
        }
        for path in &paths {
            for (edge, mark) in drawing.edges.iter().zip(&mut marks.edges) {
                // What guards a thing is no way to it.
                let counts = edge.kind != EdgeKind::Attachment;
                *mark |= counts && path.contains(&edge.from) && path.contains(&edge.to);
            }
        }
        marks
    }

    /// The mark of an item.
    pub fn of(&self, item: Item) -> Option<&Mark> {
        match item {
            Item::Area(at) => self.areas.get(at),
            Item::Node(at) => self.nodes.get(at),
        }
    }

    /// Whether the edge at this position lies on a path that proves a failure.
    pub fn edge(&self, at: usize) -> bool {
        self.edges.get(at).copied().unwrap_or_default()
    }

    fn mark_mut(&mut self, item: Item) -> Option<&mut Mark> {
        match item {
            Item::Area(at) => self.areas.get_mut(at),
            Item::Node(at) => self.nodes.get_mut(at),
        }
    }
}

/// A region or a network as a whole proves nothing.
fn may_be_on_path(drawing: &Drawing, item: Item) -> bool {
    let Item::Area(at) = item else { return true };
    let kind = drawing.areas.get(at).map(|area| area.kind);
    kind.is_some_and(|kind| kind.is_tier() || kind == AreaKind::Cluster)
}

/// The items by what results call them.
struct Names<'d> {
    by_root: BTreeMap<(&'d str, &'d str), BTreeSet<Item>>,
    /// Names that mean one item whatever the root.
    anywhere: BTreeMap<&'d str, Option<Item>>,
    client: Option<Item>,
}

impl<'d> Names<'d> {
    fn of(drawing: &'d Drawing) -> Names<'d> {
        let mut names = Names {
            by_root: BTreeMap::new(),
            anywhere: BTreeMap::new(),
            client: None,
        };
        for (at, area) in drawing.areas.iter().enumerate() {
            let parts = area.parts.iter().flat_map(|part| &part.members);
            for subject in area.members.iter().chain(parts) {
                names.add(&subject.root, &subject.name, Item::Area(at));
            }
        }
        for (at, node) in drawing.nodes.iter().enumerate() {
            for subject in &node.members {
                names.add(&subject.root, &subject.name, Item::Node(at));
            }
            if node.kind == NodeKind::Client {
                names.client = Some(Item::Node(at));
            }
        }
        names
    }

    fn add(&mut self, root: &'d str, name: &'d str, item: Item) {
        self.by_root.entry((root, name)).or_default().insert(item);
        self.anywhere
            .entry(name)
            .and_modify(|known| *known = known.filter(|known| *known == item))
            .or_insert(Some(item));
    }

    fn named(&self, root: &str, name: &str) -> BTreeSet<Item> {
        match self.by_root.get(&(root, name)) {
            Some(items) => items.clone(),
            None => {
                let one = self.anywhere.get(name).copied().flatten();
                one.into_iter().collect()
            }
        }
    }

    /// What a result is about.
    fn about(&self, result: &RuleResult) -> BTreeSet<Item> {
        let Some(subject) = &result.subject else {
            return BTreeSet::new();
        };
        let found = self.by_root.get(&(&*subject.root, &*subject.name));
        found.cloned().unwrap_or_default()
    }

    /// What the proof of a result goes through.
    fn proof(&self, result: &RuleResult) -> BTreeSet<Item> {
        let root = result.subject.as_ref().map_or("", |subject| &subject.root);
        let steps = result.evidence.iter().map(|step| step.message.as_str());
        let element = result.element.as_deref();
        let words = steps.chain(element).flat_map(str::split_whitespace);
        let names = words.map(|word| word.trim_matches(['`', ',', ';', ':', '(', ')']));
        names.flat_map(|name| self.named(root, name)).collect()
    }
}

//! Which sets of objects are applied to one cluster.
//!
//! The objects of one set are: those that one kustomization builds, those of one Terraform root, and
//! all plain manifests. Two sets may belong to one cluster as well, and do so here unless something
//! speaks against it: they hold the same thing (overlays of one base, roots that call one module,
//! so two environments of one system), their paths name different environments, or each makes a
//! cluster of its own.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::address::Mode;
use crate::kubernetes::Object;
use crate::language::{Reason, ReasonKind};
use crate::source::{FileId, path};
use crate::terraform::{Evaluation, Project};

use super::super::environment;
use super::pods;

/// All sets, by their roots.
#[derive(Default)]
pub(super) struct Sets<'o> {
    by_root: BTreeMap<&'o str, Set>,
}

struct Set {
    /// Sets of one family hold the same things.
    family: usize,
    environment: Option<&'static str>,
    /// Whether a plain manifest holds one of its things as well.
    beside_plain: bool,
    makes_cluster: bool,
}

/// What only one of several alternatives brings into a cluster.
#[derive(PartialEq, Eq, Hash)]
enum Thing<'o> {
    Id(&'o str, &'o str, &'o str),
    File(FileId),
}

impl<'o> Sets<'o> {
    /// The sets of `objects`, beside the clusters that `project` makes.
    pub fn new(objects: &[&'o Object], project: &'o Project) -> Sets<'o> {
        let mut families = Families::default();
        let mut holders: HashMap<Thing<'o>, usize> = HashMap::new();
        let mut plain: BTreeSet<(&str, &str, &str)> = BTreeSet::new();
        let mut numbers: BTreeMap<&'o str, usize> = BTreeMap::new();
        let runs_or_leads = |object: &&&Object| {
            let kind = &*object.id.kind;
            let runs = pods::KINDS.contains(&kind) && !pods::is_outside(kind);
            runs || matches!(kind, "Gateway" | "Ingress" | "Service")
        };
        for object in objects {
            let next = numbers.len();
            numbers.entry(&*object.root).or_insert(next);
        }
        for object in objects.iter().filter(runs_or_leads) {
            let id = id(object);
            if &*object.root == path::HERE {
                plain.extend(id);
                continue;
            }
            let Some(number) = numbers.get(&*object.root) else {
                continue;
            };
            let id = id.map(|(kind, namespace, name)| Thing::Id(kind, namespace, name));
            for thing in id.into_iter().chain([Thing::File(object.place.file)]) {
                let first = *holders.entry(thing).or_insert(*number);
                families.join(first, *number);
            }
        }
        let shared: BTreeSet<&str> = objects
            .iter()
            .filter(|object| id(object).is_some_and(|id| plain.contains(&id)))
            .map(|object| &*object.root)
            .collect();
        let makers = makers(project);
        let by_root = numbers.iter().map(|(root, number)| {
            let set = Set {
                family: families.find(*number),
                environment: environment::of_path(root),
                beside_plain: shared.contains(root),
                makes_cluster: makers.contains(root),
            };
            (*root, set)
        });
        Sets {
            by_root: by_root.collect(),
        }
    }

    /// Whether `one` and `other` may be applied to one cluster.
    pub fn together(&self, one: &Object, other: &Object) -> bool {
        if one.root == other.root {
            return true;
        }
        let (Some(a), Some(b)) = (self.by_root.get(&*one.root), self.by_root.get(&*other.root))
        else {
            return false;
        };
        let environment = |object: &Object, set: &Set| match &object.id.path {
            Some(path) => environment::of_path(path).or(set.environment),
            None => set.environment,
        };
        let environments = environment(one, a).zip(environment(other, b));
        if environments.is_some_and(|(one, other)| one != other) {
            return false;
        }
        let is_plain = |object: &Object| &*object.root == path::HERE;
        let alternatives = match (is_plain(one), is_plain(other)) {
            (true, _) => b.beside_plain,
            (_, true) => a.beside_plain,
            _ => a.family == b.family,
        };
        let apart = a.makes_cluster && b.makes_cluster;
        !(alternatives || apart)
    }

    /// What tells the sets apart that are alternatives to each other.
    pub fn family(&self, object: &Object) -> usize {
        let set = self.by_root.get(&*object.root);
        set.map_or(usize::MAX, |set| set.family)
    }
}

/// The name of something, if it has one.
fn id(object: &Object) -> Option<(&str, &str, &str)> {
    let (kind, name) = (&*object.id.kind, &*object.id.name);
    let namespace = super::index::namespace(object);
    (!name.is_empty()).then_some((kind, namespace, name))
}

/// The roots that make a cluster.
fn makers(project: &Project) -> BTreeSet<&str> {
    let makes = |root: &&Evaluation| {
        root.instances.iter().any(|instance| {
            let address = &instance.id.address;
            address.mode == Mode::Managed && &*address.kind == "aws_eks_cluster"
        })
    };
    let roots = project.roots.iter().filter(makes);
    roots.map(|root| &*root.dir).collect()
}

/// Those of `found`, which are alternatives to each other, that are meant by `near`: the ones whose
/// path has most in common with its own, else all of them, with why it may be another one.
pub(super) fn meant<'o>(near: &Object, found: Vec<&'o Object>) -> (Vec<&'o Object>, Vec<Reason>) {
    let own: BTreeSet<&str> = home(near).split('/').collect();
    let likeness = |object: &Object| {
        let words: BTreeSet<&str> = home(object).split('/').collect();
        words.intersection(&own).count()
    };
    let most = found.iter().map(|object| likeness(object)).max();
    let nearest = found.iter().filter(|object| Some(likeness(object)) == most);
    let nearest: Vec<&Object> = nearest.copied().collect();
    let homes: BTreeSet<&str> = nearest.iter().map(|object| home(object)).collect();
    if homes.len() <= 1 {
        return (nearest, Vec::new());
    }
    let homes: Vec<&str> = homes.into_iter().take(2).collect();
    let what = format!(
        "whether {} is applied with {}",
        near.name(),
        homes.join(" or ")
    );
    let doubt = Reason::new(ReasonKind::Schema, what, Some(near.place));
    (found, vec![doubt])
}

/// Where an object comes from: its set, or the directory of a plain manifest.
fn home(object: &Object) -> &str {
    let file = object.id.path.as_deref();
    match file.and_then(path::parent) {
        Some(directory) if &*object.root == path::HERE => directory,
        _ => &object.root,
    }
}

/// Numbers that were joined with each other.
#[derive(Default)]
struct Families(BTreeMap<usize, usize>);

impl Families {
    /// The first of the family of `number`. Chains are halved as they are followed.
    fn find(&mut self, number: usize) -> usize {
        let mut at = number;
        while let Some(next) = self.0.get(&at).copied().filter(|next| *next != at) {
            let further = self.0.get(&next).copied().unwrap_or(next);
            self.0.insert(at, further);
            at = next;
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.find(one), self.find(other));
        self.0.insert(one.max(other), one.min(other));
    }
}

#[cfg(test)]
mod tests;

//! Objects by kind and name, and what a name in one of them means.

use std::collections::BTreeMap;

use crate::kubernetes::Object;
use crate::language::{Reason, Value, same};
use crate::terraform::{Existence, Project};

use super::sets::{Sets, meant};

/// Objects by their root.
type ByRoot<'o> = BTreeMap<&'o str, Vec<&'o Object>>;

/// All objects, found without a walk over them.
pub(super) struct Index<'o> {
    /// Which of them are applied to one cluster.
    pub sets: Sets<'o>,
    by_kind: BTreeMap<&'o str, Vec<&'o Object>>,
    by_name: BTreeMap<&'o str, BTreeMap<&'o str, ByRoot<'o>>>,
}

impl<'o> Index<'o> {
    /// The index of `objects`, beside the clusters that `project` makes.
    pub fn new(objects: impl IntoIterator<Item = &'o Object>, project: &'o Project) -> Index<'o> {
        let objects: Vec<&Object> = objects.into_iter().collect();
        let mut index = Index {
            sets: Sets::new(&objects, project),
            by_kind: BTreeMap::new(),
            by_name: BTreeMap::new(),
        };
        for object in objects {
            let kind = &*object.id.kind;
            index.by_kind.entry(kind).or_default().push(object);
            let names = index.by_name.entry(kind).or_default();
            let named = names.entry(&*object.id.name).or_default();
            named.entry(&*object.root).or_default().push(object);
        }
        index
    }

    /// All objects of a kind, in report order.
    pub fn all(&self, kind: &str) -> &[&'o Object] {
        self.by_kind
            .get(kind)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// The object of a kind that `near` calls `name`, in its own namespace.
    pub fn beside(&self, near: &Object, kind: &str, name: &Value) -> Option<&'o Object> {
        let Some(text) = name.as_str() else {
            let beside = |o: &&&Object| o.root == near.root && namespace(o) == namespace(near);
            let mut all = self.all(kind).iter().filter(beside).take(MAX_LOOKS);
            return all.find(|o| is_called(o, name) == Some(true)).copied();
        };
        let meant = self.meant(near, kind, namespace(near), text);
        meant
            .doubts
            .is_empty()
            .then(|| meant.objects.first())?
            .copied()
    }

    /// What `near` means by `name` in `namespace_of`: objects of its own set, else of one that is
    /// applied with it.
    pub fn meant(&self, near: &Object, kind: &str, namespace_of: &str, name: &str) -> Meant<'o> {
        let inside = |o: &&Object| namespace(o) == namespace_of;
        let own = self.by_name.get(kind).and_then(|names| names.get(name));
        let own = own.and_then(|named| named.get(&*near.root)).into_iter();
        let own: Vec<&Object> = own.flatten().copied().filter(inside).collect();
        if !own.is_empty() {
            return Meant {
                objects: nearest(near, own),
                doubts: Vec::new(),
            };
        }
        let others = self.named(kind, name).copied().filter(inside);
        let others = others.filter(|o| self.sets.together(near, o));
        let (objects, doubts) = meant(near, others.collect());
        Meant { objects, doubts }
    }

    /// The object that `near` means, for what it says. Where several may be meant, they have to say
    /// the same.
    pub fn settled(
        &self,
        near: &Object,
        kind: &str,
        namespace_of: &str,
        name: &str,
    ) -> Result<Option<&'o Object>, Vec<Reason>> {
        let Meant { objects, doubts } = self.meant(near, kind, namespace_of, name);
        let mut all = objects.into_iter();
        let Some(first) = all.next() else {
            return Ok(None);
        };
        let told = |object: &'o Object| object.get(&["spec"]);
        let alike = |other: &'o Object| match (told(first), told(other)) {
            (Some(one), Some(other)) => same(one, other) == Some(true),
            (one, other) => one.is_none() && other.is_none(),
        };
        match doubts.is_empty() || all.all(alike) {
            true => Ok(Some(first)),
            false => Err(doubts),
        }
    }

    /// The same of what a cluster has once for all.
    pub fn shared(
        &self,
        near: &Object,
        kind: &str,
        name: &str,
    ) -> Result<Option<&'o Object>, Vec<Reason>> {
        self.settled(near, kind, "", name)
    }

    /// Objects of a kind and a name, wherever they are.
    pub fn named<'s>(&'s self, kind: &str, name: &str) -> impl Iterator<Item = &'s &'o Object> {
        let found = self.by_name.get(kind).and_then(|names| names.get(name));
        let all = found.into_iter().flat_map(|named| named.values().flatten());
        all.take(MAX_LOOKS)
    }
}

/// What a name means.
pub(super) struct Meant<'o> {
    /// The object; several where nothing tells which.
    pub objects: Vec<&'o Object>,
    /// Why it may be another one of them.
    pub doubts: Vec<Reason>,
}

/// Most objects that are gone through to find one by its name.
const MAX_LOOKS: usize = 1_000;

/// The namespace of an object; empty for those that are in none.
pub(super) fn namespace(object: &Object) -> &str {
    object.id.namespace.as_deref().unwrap_or("")
}

/// Whether `object` is called what `name` says.
pub(super) fn is_called(object: &Object, name: &Value) -> Option<bool> {
    match (object.get(&["metadata", "name"]), name.as_str()) {
        (_, Some(text)) if *object.id.name == *text => Some(true),
        (Some(own), _) => same(own, name),
        (None, _) => Some(false),
    }
}

/// Why `object` may not exist; empty when it does.
pub(super) fn doubts(object: &Object) -> &[Reason] {
    match &object.existence {
        Existence::Certain => &[],
        Existence::Maybe(reasons) => reasons,
    }
}

/// Those of `found` that stand nearest to `object` where objects share their ids: in its file, else
/// in its directory, else all.
pub(super) fn nearest<'o>(object: &Object, found: Vec<&'o Object>) -> Vec<&'o Object> {
    let Some(path) = &object.id.path else {
        return found;
    };
    let directory = |path: &str| crate::source::path::parent(path).map(str::to_owned);
    let file: Vec<&Object> = found
        .iter()
        .filter(|other| other.place.file == object.place.file)
        .copied()
        .collect();
    if !file.is_empty() {
        return file;
    }
    let beside: Vec<&Object> = found
        .iter()
        .filter(|other| {
            let other = other.id.path.as_deref().and_then(directory);
            other.is_some() && other == directory(path)
        })
        .copied()
        .collect();
    match beside.is_empty() {
        true => found,
        false => beside,
    }
}

//! Objects by kind and name.

use std::collections::BTreeMap;

use crate::kubernetes::Object;
use crate::language::{Reason, Value, same};
use crate::terraform::Existence;

/// All objects, found without a walk over them.
pub(super) struct Index<'o> {
    by_kind: BTreeMap<&'o str, Vec<&'o Object>>,
    by_name: BTreeMap<&'o str, BTreeMap<&'o str, Vec<&'o Object>>>,
}

impl<'o> Index<'o> {
    pub fn new(objects: impl IntoIterator<Item = &'o Object>) -> Index<'o> {
        let mut index = Index {
            by_kind: BTreeMap::new(),
            by_name: BTreeMap::new(),
        };
        for object in objects {
            let kind = &*object.id.kind;
            index.by_kind.entry(kind).or_default().push(object);
            let names = index.by_name.entry(kind).or_default();
            names.entry(&*object.id.name).or_default().push(object);
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

    /// The object of a kind that `near` calls `name`, in its own root and namespace.
    pub fn beside(&self, near: &Object, kind: &str, name: &Value) -> Option<&'o Object> {
        let beside = |o: &&&Object| o.root == near.root && namespace(o) == namespace(near);
        match name.as_str() {
            Some(text) => self.named(kind, text).find(beside).copied(),
            None => {
                let mut all = self.all(kind).iter().filter(beside).take(MAX_LOOKS);
                all.find(|o| is_called(o, name) == Some(true)).copied()
            }
        }
    }

    /// An object that a cluster has once for all: that of the root of `near`, else of any.
    pub fn shared(&self, near: &Object, kind: &str, name: &str) -> Option<&'o Object> {
        let here = self.named(kind, name).find(|o| o.root == near.root);
        here.or_else(|| self.named(kind, name).next()).copied()
    }

    /// Objects of a kind and a name, wherever they are.
    pub fn named<'s>(&'s self, kind: &str, name: &str) -> impl Iterator<Item = &'s &'o Object> {
        let found = self.by_name.get(kind).and_then(|names| names.get(name));
        found.into_iter().flatten().take(MAX_LOOKS)
    }
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

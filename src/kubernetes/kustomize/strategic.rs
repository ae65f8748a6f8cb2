//! Strategic merge patches, as kustomize applies them.
//!
//! Maps are merged, null removes, and lists are replaced but for those that Kubernetes' schema
//! gives a merge key: in these, equal elements are merged and new ones stand before the others.
//! Kinds that are not Kubernetes' own have no such lists.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::language::{Entries, Kind, Value, equal};

use super::super::edit::{like, part, text};

/// `base` with `patch` laid over it; `None` when the patch deletes it. `own` says that the kind is
/// one of Kubernetes' own.
pub(super) fn merge(base: &Value, patch: &Value, own: bool) -> Option<Value> {
    let mut path = Vec::new();
    Merger { own }.maps(base, patch, &mut path)
}

/// Lists with merge keys: the end of the path to them, and the keys.
const KEYED: &[(&[&str], &[&str])] = &[
    (&["spec", "containers"], &["name"]),
    (&["spec", "ephemeralContainers"], &["name"]),
    (&["spec", "hostAliases"], &["ip"]),
    (&["spec", "imagePullSecrets"], &["name"]),
    (&["spec", "initContainers"], &["name"]),
    (&["spec", "resourceClaims"], &["name"]),
    (&["spec", "schedulingGates"], &["name"]),
    (
        &["spec", "topologySpreadConstraints"],
        &["topologyKey", "whenUnsatisfiable"],
    ),
    (&["spec", "volumes"], &["name"]),
    (&["spec", "ports"], &["port", "protocol"]),
    (&["containers", "env"], &["name"]),
    (&["containers", "ports"], &["containerPort", "protocol"]),
    (&["containers", "volumeDevices"], &["devicePath"]),
    (&["containers", "volumeMounts"], &["mountPath"]),
    (&["metadata", "ownerReferences"], &["uid"]),
    (&["status", "conditions"], &["type"]),
    (&["secrets"], &["name"]),
    (&["webhooks"], &["name"]),
];

struct Merger {
    own: bool,
}

impl Merger {
    fn maps(&self, base: &Value, patch: &Value, path: &mut Vec<Arc<str>>) -> Option<Value> {
        match text(patch, &["$patch"]) {
            Some("delete") => return None,
            Some("replace") => return Some(without_directives(patch)),
            _ => {}
        }
        let (Some(old), Some(new)) = (base.as_entries(), patch.as_entries()) else {
            return Some(without_directives(patch));
        };
        let mut pairs: Vec<(Arc<str>, Value)> = Vec::with_capacity(old.len() + new.len());
        for (name, value) in old.iter() {
            if new.get(name).is_none() {
                pairs.push((name.clone(), value.clone()));
            }
        }
        for (name, value) in new.iter().filter(|(name, _)| !name.starts_with('$')) {
            if value.is_null() {
                continue;
            }
            path.push(name.clone());
            let merged = match old.get(name).filter(|old| !old.is_null()) {
                Some(old) => self.values(old, value, path),
                None => Some(without_directives(value)),
            };
            path.pop();
            pairs.extend(merged.map(|merged| (name.clone(), merged)));
        }
        Some(like(base, Kind::Object(Arc::new(Entries::new(pairs)))))
    }

    fn values(&self, base: &Value, patch: &Value, path: &mut Vec<Arc<str>>) -> Option<Value> {
        match (base.as_sequence(), patch.as_sequence()) {
            (Some(old), Some(new)) => {
                let keys = self.keys(path);
                Some(match keys {
                    Some(keys) => like(base, self.lists(old, new, keys, path)),
                    None => without_directives(patch),
                })
            }
            _ => self.maps(base, patch, path),
        }
    }

    fn keys(&self, path: &[Arc<str>]) -> Option<&'static [&'static str]> {
        let ends = |end: &[&str]| {
            let from = path.len().checked_sub(end.len());
            let tail = from.and_then(|from| path.get(from..)).unwrap_or_default();
            // Init containers have the lists of containers; lists at the top stand nowhere else.
            let alike = |a: &str, b: &str| a == b || (b == "containers" && a == "initContainers");
            let top = end.len() > 1 || path.len() == 1;
            top && !tail.is_empty() && tail.iter().zip(end).all(|(a, b)| alike(a, b))
        };
        let found = KEYED.iter().find(|(end, _)| self.own && ends(end));
        found.map(|(_, keys)| *keys)
    }

    fn lists(&self, old: &[Value], new: &[Value], keys: &[&str], path: &mut Vec<Arc<str>>) -> Kind {
        if new.iter().any(|item| is_directive(item, keys, "replace")) {
            let kept = new.iter().filter(|item| !is_bare_directive(item, keys));
            let kept = kept.map(without_directives);
            return Kind::Tuple(Arc::new(kept.collect()));
        }
        let mut taken = vec![false; new.len()];
        let mut merged = Vec::with_capacity(old.len() + new.len());
        let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, patch) in new.iter().enumerate() {
            by_key.entry(first_key(patch, keys)).or_default().push(at);
        }
        for item in old {
            let alike = by_key.get(&first_key(item, keys));
            let mut alike = alike.into_iter().flatten().copied();
            let found = alike.find_map(|at| {
                let patch = new.get(at)?;
                same_element(item, patch, keys).then_some((at, patch))
            });
            let Some((at, patch)) = found else {
                merged.push(item.clone());
                continue;
            };
            if let Some(taken) = taken.get_mut(at) {
                *taken = true;
            }
            merged.extend(self.maps(item, patch, path));
        }
        let added = new.iter().zip(taken).filter(|(patch, taken)| {
            let deletes = text(patch, &["$patch"]) == Some("delete");
            !taken && !deletes
        });
        let added = added.map(|(patch, _)| without_directives(patch));
        Kind::Tuple(Arc::new(added.chain(merged).collect()))
    }
}

/// What an element is found by.
fn first_key(item: &Value, keys: &[&str]) -> String {
    let key = keys.first().and_then(|key| part(item, &[key]));
    match key.map(|key| &key.kind) {
        Some(Kind::String(text)) => text.to_string(),
        Some(Kind::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// Whether two elements of a list are the same one: the first key decides, the others where both
/// have them.
fn same_element(a: &Value, b: &Value, keys: &[&str]) -> bool {
    let (Some(a), Some(b)) = (a.as_entries(), b.as_entries()) else {
        return equal(a, b) == Some(true);
    };
    keys.iter()
        .enumerate()
        .all(|(at, key)| match (a.get(key), b.get(key)) {
            (Some(a), Some(b)) => equal(a, b) == Some(true),
            _ => at > 0,
        })
}

/// Whether an element without a key says what to do with the whole list.
fn is_directive(item: &Value, keys: &[&str], what: &str) -> bool {
    is_bare_directive(item, keys) && text(item, &["$patch"]) == Some(what)
}

fn is_bare_directive(item: &Value, keys: &[&str]) -> bool {
    let keyed = keys.first().is_some_and(|key| text(item, &[key]).is_some());
    text(item, &["$patch"]).is_some() && !keyed
}

/// The patch as it stands where nothing was before: without what is meant for the merge alone.
fn without_directives(patch: &Value) -> Value {
    match (patch.as_sequence(), patch.as_entries()) {
        (Some(items), _) => {
            let kept = items
                .iter()
                .filter(|item| text(item, &["$patch"]) != Some("delete"));
            let kept = kept.map(without_directives).collect();
            like(patch, Kind::Tuple(Arc::new(kept)))
        }
        (_, Some(entries)) => {
            let kept = entries
                .iter()
                .filter(|(name, value)| !name.starts_with('$') && !value.is_null())
                .map(|(name, value)| (name.clone(), without_directives(value)));
            like(patch, Kind::Object(Arc::new(Entries::new(kept.collect()))))
        }
        _ => patch.clone(),
    }
}

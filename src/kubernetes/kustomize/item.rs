//! An object while kustomizations are built.

use crate::language::Value;
use crate::source::Place;

use super::super::edit::text;
use super::super::object::is_cluster_wide;
use super::select::Key;

/// An object, with the names it has had.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub value: Value,
    /// Where its document stands.
    pub place: Place,
    /// Names before the present one, oldest first.
    pub before: Vec<Name>,
    /// What was put before its name and after it, innermost first: objects that went the same way
    /// refer to each other.
    pub affixes: Vec<(String, String)>,
}

/// A namespace and a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Name {
    pub namespace: Option<String>,
    pub name: String,
}

impl Item {
    /// The object that `value` is, if it has a kind.
    pub fn new(value: Value, place: Place) -> Option<Item> {
        text(&value, &["kind"])?;
        Some(Item {
            value,
            place,
            before: Vec::new(),
            affixes: Vec::new(),
        })
    }

    pub fn kind(&self) -> &str {
        text(&self.value, &["kind"]).unwrap_or("")
    }

    pub fn group(&self) -> &str {
        let version = text(&self.value, &["apiVersion"]).unwrap_or("");
        version.split_once('/').map_or("", |(group, _)| group)
    }

    /// Its present name.
    pub fn name(&self) -> Name {
        let name = text(&self.value, &["metadata", "name"]).unwrap_or("");
        let namespace = text(&self.value, &["metadata", "namespace"]);
        Name {
            namespace: match is_cluster_wide(self.kind()) {
                true => None,
                false => Some(namespace.unwrap_or("default").to_owned()),
            },
            name: name.to_owned(),
        }
    }

    /// Its names, the present one first.
    pub fn names(&self) -> impl Iterator<Item = Name> {
        std::iter::once(self.name()).chain(self.before.iter().rev().cloned())
    }

    /// What it is found by, under all its names.
    pub fn keys(&self) -> impl Iterator<Item = Key> {
        self.names().map(|name| Key {
            group: self.group().to_owned(),
            kind: self.kind().to_owned(),
            namespace: name.namespace,
            name: name.name,
        })
    }

    /// Gives it another value, remembering the name it had.
    pub fn change(&mut self, value: Value) {
        let old = self.name();
        self.value = value;
        if old != self.name() {
            self.before.push(old);
        }
    }

    /// Whether its kind is one of Kubernetes' own, whose schema is known.
    pub fn is_own(&self) -> bool {
        OWN.contains(&self.group())
    }
}

/// The groups of Kubernetes' own kinds.
const OWN: &[&str] = &[
    "",
    "admissionregistration.k8s.io",
    "apiextensions.k8s.io",
    "apiregistration.k8s.io",
    "apps",
    "authentication.k8s.io",
    "authorization.k8s.io",
    "autoscaling",
    "batch",
    "certificates.k8s.io",
    "coordination.k8s.io",
    "discovery.k8s.io",
    "events.k8s.io",
    "extensions",
    "flowcontrol.apiserver.k8s.io",
    "networking.k8s.io",
    "node.k8s.io",
    "policy",
    "rbac.authorization.k8s.io",
    "resource.k8s.io",
    "scheduling.k8s.io",
    "storage.k8s.io",
];

//! Names of objects inside other objects follow when names change.
//!
//! The fields are those of kustomize's own configuration; custom resources are not among them.

use std::collections::{BTreeMap, BTreeSet};

use crate::language::Value;

use super::super::edit::{Missing, edit, part, text, with_entry};
use super::item::Item;
use super::select::by_key;

/// Fields of one kind that name objects of another.
struct Names {
    /// What is named.
    kind: &'static str,
    /// Whose field it is; `Pods` stands for all that have a pod specification.
    of: &'static str,
    path: &'static [&'static str],
}

const fn names(kind: &'static str, of: &'static str, path: &'static [&'static str]) -> Names {
    Names { kind, of, path }
}

/// Fields with the name of an object of a fixed kind.
const NAMES: &[Names] = &[
    names("ConfigMap", PODS, &["volumes", "configMap", "name"]),
    names(
        "ConfigMap",
        PODS,
        &["volumes", "projected", "sources", "configMap", "name"],
    ),
    names(
        "ConfigMap",
        PODS,
        &["containers", "env", "valueFrom", "configMapKeyRef", "name"],
    ),
    names(
        "ConfigMap",
        PODS,
        &[
            "initContainers",
            "env",
            "valueFrom",
            "configMapKeyRef",
            "name",
        ],
    ),
    names(
        "ConfigMap",
        PODS,
        &["containers", "envFrom", "configMapRef", "name"],
    ),
    names(
        "ConfigMap",
        PODS,
        &["initContainers", "envFrom", "configMapRef", "name"],
    ),
    names("Secret", PODS, &["volumes", "secret", "secretName"]),
    names(
        "Secret",
        PODS,
        &["volumes", "projected", "sources", "secret", "name"],
    ),
    names(
        "Secret",
        PODS,
        &["containers", "env", "valueFrom", "secretKeyRef", "name"],
    ),
    names(
        "Secret",
        PODS,
        &["initContainers", "env", "valueFrom", "secretKeyRef", "name"],
    ),
    names(
        "Secret",
        PODS,
        &["containers", "envFrom", "secretRef", "name"],
    ),
    names(
        "Secret",
        PODS,
        &["initContainers", "envFrom", "secretRef", "name"],
    ),
    names("Secret", PODS, &["imagePullSecrets", "name"]),
    names("ServiceAccount", PODS, &["serviceAccountName"]),
    names(
        "PersistentVolumeClaim",
        PODS,
        &["volumes", "persistentVolumeClaim", "claimName"],
    ),
    names("PriorityClass", PODS, &["priorityClassName"]),
    names("Secret", "Ingress", &["spec", "tls", "secretName"]),
    names("Secret", "ServiceAccount", &["secrets", "name"]),
    names("Secret", "ServiceAccount", &["imagePullSecrets", "name"]),
    names(
        "Service",
        "Ingress",
        &[
            "spec", "rules", "http", "paths", "backend", "service", "name",
        ],
    ),
    names(
        "Service",
        "Ingress",
        &["spec", "rules", "http", "paths", "backend", "serviceName"],
    ),
    names(
        "Service",
        "Ingress",
        &["spec", "defaultBackend", "service", "name"],
    ),
    names("Service", "Ingress", &["spec", "backend", "serviceName"]),
    names("Service", "StatefulSet", &["spec", "serviceName"]),
    names("Service", "APIService", &["spec", "service", "name"]),
    names(
        "Service",
        "MutatingWebhookConfiguration",
        &["webhooks", "clientConfig", "service", "name"],
    ),
    names(
        "Service",
        "ValidatingWebhookConfiguration",
        &["webhooks", "clientConfig", "service", "name"],
    ),
    names("IngressClass", "Ingress", &["spec", "ingressClassName"]),
    names(
        "PersistentVolume",
        "PersistentVolumeClaim",
        &["spec", "volumeName"],
    ),
    names(
        "StorageClass",
        "PersistentVolumeClaim",
        &["spec", "storageClassName"],
    ),
    names(
        "StorageClass",
        "StatefulSet",
        &["spec", "volumeClaimTemplates", "spec", "storageClassName"],
    ),
];

const PODS: &str = "Pods";

/// Objects with `kind` and `name` of the object they name.
const TYPED: &[(&str, &[&str])] = &[
    ("HorizontalPodAutoscaler", &["spec", "scaleTargetRef"]),
    ("RoleBinding", &["roleRef"]),
    ("ClusterRoleBinding", &["roleRef"]),
    ("RoleBinding", &["subjects"]),
    ("ClusterRoleBinding", &["subjects"]),
];

/// Where the specification of pods stands.
fn pods(kind: &str) -> Option<&'static [&'static str]> {
    Some(match kind {
        "Pod" => &["spec"],
        "DaemonSet"
        | "Deployment"
        | "Job"
        | "ReplicaSet"
        | "ReplicationController"
        | "StatefulSet" => &["spec", "template", "spec"],
        "PodTemplate" => &["template", "spec"],
        "CronJob" => &["spec", "jobTemplate", "spec", "template", "spec"],
        _ => return None,
    })
}

/// Rewrites all references to objects whose name changed.
pub(super) fn follow(items: &mut [Item]) {
    let renamed = items.iter().any(|item| !item.before.is_empty());
    if !renamed {
        return;
    }
    let index = Index {
        by_name: by_name(items),
        items: items.to_vec(),
    };
    for item in items.iter_mut() {
        let from = item.clone();
        let kind = from.kind();
        for field in NAMES {
            let inside = match field.of {
                PODS => pods(kind),
                of if of == kind => Some(&[][..]),
                _ => None,
            };
            let Some(inside) = inside else { continue };
            let path: Vec<&str> = inside.iter().chain(field.path).copied().collect();
            item.value = edit(&item.value, &path, Missing::Leave, &mut |old| {
                let old = old?;
                let found = old
                    .as_str()
                    .and_then(|name| index.find(&from, field.kind, name, None));
                Some(match found {
                    Some(target) => renamed_to(old, target),
                    None => old.clone(),
                })
            });
        }
        for (_, path) in TYPED.iter().filter(|(of, _)| *of == kind) {
            item.value = edit(&item.value, path, Missing::Leave, &mut |old| {
                Some(index.typed(&from, old?))
            });
        }
    }
}

/// Kind, name, and namespace that an object has or had; the group counts for nothing here.
type Named = (String, String, Option<String>);

fn by_name(items: &[Item]) -> BTreeMap<Named, Vec<usize>> {
    let mut found: BTreeMap<Named, Vec<usize>> = BTreeMap::new();
    for (key, places) in by_key(items) {
        let list = found
            .entry((key.kind, key.name, key.namespace))
            .or_default();
        list.extend(places);
        list.sort_unstable();
        list.dedup();
    }
    found
}

/// Most objects of one name that a reference is held against.
const MAX_CANDIDATES: usize = 64;

struct Index {
    by_name: BTreeMap<Named, Vec<usize>>,
    items: Vec<Item>,
}

impl Index {
    /// The object that `from` means by `name`: one of `kind` that has or had that name, in the
    /// namespace that `from` is or was in; of several, the one that went the same way as `from`.
    fn find(&self, from: &Item, kind: &str, name: &str, namespace: Option<&str>) -> Option<&Item> {
        let key = |namespace| (kind.to_owned(), name.to_owned(), namespace);
        let mut places: BTreeSet<usize> = BTreeSet::new();
        let mut see = |found: Option<&Vec<usize>>| places.extend(found.into_iter().flatten());
        see(self.by_name.get(&key(None)));
        let own: BTreeSet<Option<String>> = match namespace {
            Some(namespace) => [Some(namespace.to_owned())].into(),
            None => from.names().map(|name| name.namespace).collect(),
        };
        for namespace in own {
            match namespace {
                Some(namespace) => see(self.by_name.get(&key(Some(namespace)))),
                // What lives outside of namespaces may mean one in any.
                None => {
                    let all = self.by_name.range(key(None)..);
                    let all = all.take_while(|((k, n, _), _)| k == kind && n == name);
                    all.take(MAX_CANDIDATES)
                        .for_each(|(_, found)| see(Some(found)));
                }
            }
        }
        let mut found = places.iter().filter_map(|at| self.items.get(*at));
        let first = found.next()?;
        let rest: Vec<&Item> = found.collect();
        if rest.is_empty() {
            return Some(first);
        }
        let mut alike = std::iter::once(first).chain(rest).filter(|item| {
            let (short, long) = match item.affixes.len() <= from.affixes.len() {
                true => (&item.affixes, &from.affixes),
                false => (&from.affixes, &item.affixes),
            };
            long.ends_with(short)
        });
        let one = alike.next()?;
        alike.next().is_none().then_some(one)
    }

    /// A reference with `kind`, `name` and perhaps `namespace`.
    fn typed(&self, from: &Item, old: &Value) -> Value {
        let (Some(kind), Some(name)) = (text(old, &["kind"]), text(old, &["name"])) else {
            return old.clone();
        };
        let namespace = text(old, &["namespace"]);
        let Some(target) = self.find(from, kind, name, namespace) else {
            return old.clone();
        };
        let mut new = old.clone();
        if let Some(old) = old.as_entries().and_then(|entries| entries.get("name")) {
            new = with_entry(&new, "name", Some(renamed_to(old, target)));
        }
        // A service account that is found has its namespace written, whether it was or not.
        let old_namespace = part(old, &["namespace"]);
        let written = old_namespace.is_some() || kind == "ServiceAccount";
        if let (true, Some(present)) = (written, target.name().namespace) {
            let origin = &old_namespace.unwrap_or(old).origin;
            let present = Value::string(present).at(origin.clone());
            new = with_entry(&new, "namespace", Some(present));
        }
        new
    }
}

fn renamed_to(old: &Value, target: &Item) -> Value {
    let name = target.name().name;
    match old.as_str() == Some(&name) {
        true => old.clone(),
        false => Value::string(name).at(old.origin.clone()),
    }
}

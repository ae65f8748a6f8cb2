//! The pods that an object makes.

use crate::kubernetes::Object;
use crate::language::{Reason, Type, Unknown, Value, same};

use super::super::answer;
use super::index::Index;
use super::{machines, tasks};

/// Kinds that run pods.
pub(super) const KINDS: &[&str] = &[
    "CronJob",
    "DaemonSet",
    "Deployment",
    "Job",
    "Pod",
    "ReplicaSet",
    "ReplicationController",
    "Rollout",
    "StatefulSet",
    machines::KIND,
    tasks::KIND,
];

/// Whether an object of this kind has replicas.
pub(super) fn scales(kind: &str) -> bool {
    !matches!(kind, "CronJob" | "DaemonSet" | "Job" | "Pod") && !is_outside(kind)
}

/// Whether an object of this kind is outside of any cluster of Kubernetes.
pub(super) fn is_outside(kind: &str) -> bool {
    matches!(kind, machines::KIND | tasks::KIND)
}

/// The pods of one object.
#[derive(Clone, Copy)]
pub(super) struct Pods<'o> {
    /// What makes them.
    pub object: &'o Object,
    /// Their template: it has metadata and spec.
    template: Option<&'o Value>,
}

impl<'o> Pods<'o> {
    /// The pods of `object`. A Rollout may borrow the template of a Deployment.
    pub fn of(object: &'o Object, index: &Index<'o>) -> Pods<'o> {
        let template = match &*object.id.kind {
            "Pod" => Some(&object.value),
            "CronJob" => object.get(&["spec", "jobTemplate", "spec", "template"]),
            "Rollout" => object.get(&["spec", "template"]).or_else(|| {
                let name = object.get(&["spec", "workloadRef", "name"])?;
                let deployment = index.beside(object, "Deployment", name)?;
                deployment.get(&["spec", "template"])
            }),
            _ => object.get(&["spec", "template"]),
        };
        Pods { object, template }
    }

    /// The part of the template at `path`.
    pub fn get(&self, path: &[&str]) -> Option<&'o Value> {
        let mut value = self.template?;
        for name in path {
            value = value.as_entries()?.get(name)?;
        }
        Some(value).filter(|value| !value.is_null())
    }

    /// The main containers, as far as they are known, and why there may be others.
    pub fn containers(&self) -> (Vec<&'o Value>, Vec<Reason>) {
        let Some(containers) = self.get(&["spec", "containers"]) else {
            // A part on the way may be unknown as a whole.
            let unknown = self.template.or(Some(&self.object.value));
            let unknown = unknown.and_then(|value| {
                let spec = value.as_entries().and_then(|e| e.get("spec"));
                Unknown::from_parts(Type::Dynamic, [spec.unwrap_or(value)])
            });
            return (Vec::new(), unknown.map(|u| u.reasons).unwrap_or_default());
        };
        match (containers.as_sequence(), containers.as_unknown()) {
            (Some(items), _) => (items.iter().chain(self.sidecars()).collect(), Vec::new()),
            (_, Some(unknown)) => {
                let elements = unknown.elements.iter().map(|element| &element.value);
                (elements.collect(), unknown.reasons.clone())
            }
            _ => (Vec::new(), Vec::new()),
        }
    }

    /// Containers that start before the others and run beside them.
    fn sidecars(&self) -> impl Iterator<Item = &'o Value> {
        let first = self.get(&["spec", "initContainers"]);
        let first = first.and_then(Value::as_sequence).unwrap_or_default();
        first.iter().filter(|container| {
            let policy = container.as_entries().and_then(|c| c.get("restartPolicy"));
            policy.and_then(Value::as_str) == Some("Always")
        })
    }

    /// A label of the pods, or of the object that makes them.
    pub fn label(&self, name: &str) -> Option<&'o Value> {
        let own = self.object.get(&["metadata", "labels", name]);
        self.get(&["metadata", "labels", name]).or(own)
    }

    /// An annotation of the object, or of its pods.
    pub fn annotation(&self, name: &str) -> Option<&'o Value> {
        let own = self.object.annotation(name);
        own.or_else(|| self.get(&["metadata", "annotations", name]))
    }
}

/// Whether a selector of labels takes pods with these labels. Without a selector none are taken.
pub(super) fn selects(selector: &Value, pods: &Pods) -> Option<bool> {
    let wanted = selector.as_entries()?;
    if wanted.is_empty() {
        return Some(false);
    }
    let labels = pods.get(&["metadata", "labels"]);
    let mut taken = Some(true);
    for (name, value) in wanted.iter() {
        let own = labels.and_then(Value::as_entries).map(|own| own.get(name));
        let alike = match own {
            Some(Some(own)) => same(own, value),
            Some(None) => Some(false),
            None => labels.map_or(Some(false), |_| None),
        };
        match alike {
            Some(false) => return Some(false),
            None => taken = None,
            Some(true) => {}
        }
    }
    taken
}

/// Why it is not known what a selector takes.
pub(super) fn selection_doubts(selector: &Value, pods: &Pods) -> Vec<Reason> {
    let labels = pods.get(&["metadata", "labels"]);
    let mut doubts = answer::reasons(selector);
    doubts.extend(labels.map(answer::reasons).unwrap_or_default());
    doubts
}

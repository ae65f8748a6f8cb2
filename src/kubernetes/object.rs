//! One Kubernetes object.

use std::sync::Arc;

use crate::address::{InstanceId, ObjectId, Step};
use crate::language::{Origin, Value};
use crate::source::Place;
use crate::terraform::Existence;

use super::edit::{Missing, edit};

/// One object, of a manifest or of a Terraform resource.
#[derive(Clone, Debug)]
pub struct Object {
    /// Its id.
    pub id: ObjectId,
    /// The set it is applied with: the directory of the kustomization that builds it, that of the
    /// Terraform root, or `.` for plain manifests, which are taken as one set.
    pub root: Arc<str>,
    /// How it is written.
    pub form: Form,
    /// Whether it exists: a Terraform resource may not.
    pub existence: Existence,
    /// `apps/v1`
    pub api_version: Arc<str>,
    /// All of it. Every part has its place: of an entry, its key and (of a scalar) its value.
    pub value: Value,
    /// The line that names its kind.
    pub place: Place,
}

/// How an object is written.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Form {
    /// As a manifest, or built from manifests by kustomize.
    Manifest,
    /// As a resource of Terraform.
    Instance(InstanceId),
    /// Nowhere: something that is called so makes it, a chart or an operator. Only what decides
    /// roles and ways in is known of it.
    Made(Arc<str>),
}

/// Kinds that live outside of namespaces (`kubectl api-resources --namespaced=false`, and those of
/// the controllers that a cluster commonly runs).
const CLUSTER_WIDE: &[&str] = &[
    "APIService",
    "CertificateSigningRequest",
    "ClusterIssuer",
    "ClusterRole",
    "ClusterRoleBinding",
    "ComponentStatus",
    "CSIDriver",
    "CSINode",
    "CustomResourceDefinition",
    "EC2NodeClass",
    "FlowSchema",
    "GatewayClass",
    "IngressClass",
    "IngressClassParams",
    "MutatingWebhookConfiguration",
    "Namespace",
    "Node",
    "NodeClass",
    "NodeClaim",
    "NodePool",
    "PersistentVolume",
    "PodSecurityPolicy",
    "PriorityClass",
    "PriorityLevelConfiguration",
    "RuntimeClass",
    "StorageClass",
    "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding",
    "ValidatingWebhookConfiguration",
    "VolumeAttachment",
];

/// Whether objects of `kind` live outside of namespaces.
pub(super) fn is_cluster_wide(kind: &str) -> bool {
    CLUSTER_WIDE.contains(&kind)
}

impl Object {
    /// The object that `value` describes, if it has an `apiVersion` and a `kind`.
    pub(super) fn new(root: &Arc<str>, value: Value, fallback: Place) -> Option<Object> {
        let entries = value.as_entries()?;
        let text = |name: &str| entries.get(name).and_then(Value::as_str);
        let kind: Arc<str> = text("kind")?.into();
        let api_version: Arc<str> = text("apiVersion")?.into();
        let metadata = entries.get("metadata").and_then(Value::as_entries);
        let namespace = metadata.and_then(|m| m.get("namespace")).and_then(named);
        let metadata = |name: &str| metadata.and_then(|m| m.get(name)).and_then(Value::as_str);
        let name = metadata("name").or_else(|| metadata("generateName"));
        let namespace = match is_cluster_wide(&kind) {
            true => None,
            false => Some(namespace.unwrap_or_else(|| "default".into())),
        };
        let place = entries.get("kind").and_then(|v| v.origin.nearest());
        Some(Object {
            id: ObjectId {
                kind,
                namespace,
                name: name.unwrap_or("").into(),
                path: None,
            },
            root: root.clone(),
            form: Form::Manifest,
            existence: Existence::Certain,
            api_version,
            place: place.unwrap_or(fallback),
            value: without_secrets(value),
        })
    }

    /// How reports call it: the address of a Terraform resource, else its id.
    pub fn name(&self) -> String {
        match &self.form {
            Form::Manifest => self.id.to_string(),
            Form::Instance(id) => id.to_string(),
            Form::Made(name) => name.to_string(),
        }
    }

    /// The part at `path`; `None` where something on the way is absent or null.
    pub fn get(&self, path: &[&str]) -> Option<&Value> {
        let mut value = &self.value;
        for name in path {
            value = value.as_entries()?.get(name)?;
        }
        Some(value).filter(|value| !value.is_null())
    }

    /// Where the nearest part on the way along `path` is written, and the rest of the way.
    pub fn room_for<'p>(&self, path: &'p [&'p str]) -> (Place, &'p [&'p str]) {
        let mut value = &self.value;
        let mut room = (self.place, path);
        let mut rest = path;
        while let Some((name, further)) = rest.split_first() {
            let next = value.as_entries().and_then(|entries| entries.get(name));
            let Some(next) = next else { break };
            (value, rest) = (next, further);
            if let Some(place) = value
                .origin
                .nearest()
                .filter(|_| value.as_entries().is_some())
            {
                room = (place, rest);
            }
        }
        room
    }

    /// The text at `path`.
    pub fn text(&self, path: &[&str]) -> Option<&str> {
        self.get(path).and_then(Value::as_str)
    }

    /// The annotation `name`.
    pub fn annotation(&self, name: &str) -> Option<&Value> {
        self.get(&["metadata", "annotations", name])
    }

    /// The place of the part at `path`, or of the nearest part around it that is written.
    pub fn place_of(&self, path: &[Step]) -> Place {
        let mut value = &self.value;
        let mut place = self.place;
        for step in path {
            let next = match step {
                Step::Attr(name) | Step::Key(name) => {
                    value.as_entries().and_then(|entries| entries.get(name))
                }
                Step::Index(at) => {
                    let items = value.as_sequence();
                    items.and_then(|items| items.get(usize::try_from(*at).ok()?))
                }
            };
            let Some(next) = next else { break };
            value = next;
            if let Origin::At(at) = &value.origin {
                place = *at;
            }
        }
        place
    }

    /// The group of the API: `apps` of `apps/v1`, empty for the core.
    pub fn group(&self) -> &str {
        self.api_version
            .split_once('/')
            .map_or("", |(group, _)| group)
    }
}

/// A name; of an unknown one what it stands for, which tells equal ones.
pub(super) fn named(name: &Value) -> Option<Arc<str>> {
    match (name.as_str(), name.as_unknown()) {
        (Some(text), _) => Some(text.into()),
        (None, Some(unknown)) => {
            let what = unknown.reason().map_or("", |reason| &*reason.what);
            Some(format!("({what})").into())
        }
        (None, None) => None,
    }
}

/// The value of an object with the data of a Secret marked.
fn without_secrets(value: Value) -> Value {
    let is_secret = value.as_entries().and_then(|entries| entries.get("kind"));
    if is_secret.and_then(Value::as_str) != Some("Secret") {
        return value;
    }
    let mark = &mut |data: Option<&Value>| data.cloned().map(|data| data.marked(true));
    let value = edit(&value, &["data"], Missing::Leave, mark);
    edit(&value, &["stringData"], Missing::Leave, mark)
}

//! What a kustomization does to all objects at once.
//!
//! The fields are those of kustomize's own configuration (`api/internal/konfig/builtinpluginconsts`).

use std::sync::Arc;

use crate::language::{Kind, Origin, Value};

use super::super::edit::{Missing, edit, list, part, text, with_entry};
use super::super::object::is_cluster_wide;
use super::item::Item;
use super::page::Page;

/// A field of certain kinds.
pub(super) struct Field {
    /// The kinds; all when empty.
    kinds: &'static [&'static str],
    path: &'static [&'static str],
    /// Whether it is made where it is absent.
    make: bool,
}

const fn field(kinds: &'static [&'static str], path: &'static [&'static str], make: bool) -> Field {
    Field { kinds, path, make }
}

/// Kinds with a template of pods.
const TEMPLATED: &[&str] = &[
    "DaemonSet",
    "Deployment",
    "Job",
    "ReplicaSet",
    "ReplicationController",
    "StatefulSet",
];
const SELECTING: &[&str] = &["DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"];

const OWN: &[Field] = &[field(&[], &["metadata"], true)];

const TEMPLATES: &[Field] = &[
    field(TEMPLATED, &["spec", "template", "metadata"], true),
    field(&["CronJob"], &["spec", "jobTemplate", "metadata"], true),
    field(
        &["CronJob"],
        &["spec", "jobTemplate", "spec", "template", "metadata"],
        true,
    ),
];

const CLAIMS: &[Field] = &[field(
    &["StatefulSet"],
    &["spec", "volumeClaimTemplates", "metadata"],
    false,
)];

/// Selectors of labels, as whole maps.
const SELECTORS: &[Field] = &[
    field(
        &["Service", "ReplicationController"],
        &["spec", "selector"],
        true,
    ),
    field(SELECTING, &["spec", "selector", "matchLabels"], true),
    field(&["Job"], &["spec", "selector", "matchLabels"], false),
    field(
        &["CronJob"],
        &["spec", "jobTemplate", "spec", "selector", "matchLabels"],
        false,
    ),
    field(
        &["PodDisruptionBudget"],
        &["spec", "selector", "matchLabels"],
        false,
    ),
    field(
        &["NetworkPolicy"],
        &["spec", "podSelector", "matchLabels"],
        false,
    ),
    field(
        &["NetworkPolicy"],
        &["spec", "ingress", "from", "podSelector", "matchLabels"],
        false,
    ),
    field(
        &["NetworkPolicy"],
        &["spec", "egress", "to", "podSelector", "matchLabels"],
        false,
    ),
    field(
        &["Deployment", "StatefulSet"],
        &[
            "spec",
            "template",
            "spec",
            "affinity",
            "podAffinity",
            "preferredDuringSchedulingIgnoredDuringExecution",
            "podAffinityTerm",
            "labelSelector",
            "matchLabels",
        ],
        false,
    ),
    field(
        &["Deployment", "StatefulSet"],
        &[
            "spec",
            "template",
            "spec",
            "affinity",
            "podAffinity",
            "requiredDuringSchedulingIgnoredDuringExecution",
            "labelSelector",
            "matchLabels",
        ],
        false,
    ),
    field(
        &["Deployment", "StatefulSet"],
        &[
            "spec",
            "template",
            "spec",
            "affinity",
            "podAntiAffinity",
            "preferredDuringSchedulingIgnoredDuringExecution",
            "podAffinityTerm",
            "labelSelector",
            "matchLabels",
        ],
        false,
    ),
    field(
        &["Deployment", "StatefulSet"],
        &[
            "spec",
            "template",
            "spec",
            "affinity",
            "podAntiAffinity",
            "requiredDuringSchedulingIgnoredDuringExecution",
            "labelSelector",
            "matchLabels",
        ],
        false,
    ),
    field(
        &["Deployment", "StatefulSet"],
        &[
            "spec",
            "template",
            "spec",
            "topologySpreadConstraints",
            "labelSelector",
            "matchLabels",
        ],
        false,
    ),
];

/// All that a kustomization does to all objects, patches apart.
pub(super) fn namespace(page: &Page, items: &mut [Item]) {
    let Some(namespace) = page.text("namespace") else {
        return;
    };
    for item in items {
        let named = match item.kind() {
            "Namespace" => "name",
            kind if is_cluster_wide(kind) => continue,
            _ => "namespace",
        };
        let origin = Missing::Make(&namespace.origin);
        let path = ["metadata", named];
        let value = edit(&item.value, &path, origin, &mut |_| Some(namespace.clone()));
        item.change(value);
    }
}

/// `namePrefix` and `nameSuffix`.
pub(super) fn affixes(page: &Page, items: &mut [Item]) {
    let (prefix, suffix) = (page.text("namePrefix"), page.text("nameSuffix"));
    let (Some(origin), text) = (prefix.or(suffix).map(|v| &v.origin), Value::as_str) else {
        return;
    };
    let prefix = prefix.and_then(text).unwrap_or("");
    let suffix = suffix.and_then(text).unwrap_or("");
    for item in items {
        if matches!(
            item.kind(),
            "APIService" | "CustomResourceDefinition" | "Namespace"
        ) {
            continue;
        }
        let value = edit(
            &item.value,
            &["metadata", "name"],
            Missing::Leave,
            &mut |name| {
                let name = name?;
                let text = format!("{prefix}{}{suffix}", name.as_str()?);
                let origin = Origin::via(
                    crate::language::HopKind::Expression,
                    name.origin.nearest(),
                    vec![name.origin.clone(), origin.clone()],
                );
                Some(Value::string(text).at(origin))
            },
        );
        item.affixes.push((prefix.to_owned(), suffix.to_owned()));
        item.change(value);
    }
}

/// `commonLabels` and `labels`.
pub(super) fn labels(page: &Page, items: &mut [Item]) {
    let common = part(&page.value, &["commonLabels"]);
    if let Some(pairs) = common {
        for item in items.iter_mut() {
            for fields in [OWN, TEMPLATES, CLAIMS] {
                lay(item, fields, &["labels"], pairs);
            }
            lay(item, SELECTORS, &[], pairs);
        }
    }
    for entry in page.list("labels") {
        let Some(pairs) = part(entry, &["pairs"]) else {
            continue;
        };
        let set = |name: &str| part(entry, &[name]).and_then(Value::as_bool) == Some(true);
        for item in items.iter_mut() {
            lay(item, OWN, &["labels"], pairs);
            if set("includeSelectors") || set("includeTemplates") {
                lay(item, TEMPLATES, &["labels"], pairs);
            }
            if set("includeSelectors") {
                lay(item, CLAIMS, &["labels"], pairs);
                lay(item, SELECTORS, &[], pairs);
            }
            for field in list(entry, &["fields"]) {
                lay_written(item, field, pairs);
            }
        }
    }
}

/// `commonAnnotations`.
pub(super) fn annotations(page: &Page, items: &mut [Item]) {
    if let Some(pairs) = part(&page.value, &["commonAnnotations"]) {
        annotate(pairs, items);
    }
}

fn annotate(pairs: &Value, items: &mut [Item]) {
    for item in items {
        for fields in [OWN, TEMPLATES] {
            lay(item, fields, &["annotations"], pairs);
        }
    }
}

/// Lays `pairs` over the maps at `fields`, `below` them.
fn lay(item: &mut Item, fields: &[Field], below: &[&str], pairs: &Value) {
    for field in fields {
        if field.kinds.is_empty() || field.kinds.contains(&item.kind()) {
            let path: Vec<&str> = field.path.iter().chain(below).copied().collect();
            lay_at(item, &path, field.make, pairs);
        }
    }
}

/// As [`lay`], over a field that the kustomization itself names.
fn lay_written(item: &mut Item, field: &Value, pairs: &Value) {
    let fits = |name: &str, own: &str| text(field, &[name]).is_none_or(|text| text == own);
    if !fits("kind", item.kind()) || !fits("group", item.group()) {
        return;
    }
    let make = part(field, &["create"]).and_then(Value::as_bool) == Some(true);
    let path = text(field, &["path"]).unwrap_or("").replace("[]", "");
    let path: Vec<&str> = path.split('/').filter(|name| !name.is_empty()).collect();
    if !path.is_empty() {
        lay_at(item, &path, make, pairs);
    }
}

fn lay_at(item: &mut Item, path: &[&str], make: bool, pairs: &Value) {
    let missing = match make {
        true => Missing::Make(&pairs.origin),
        false => Missing::Leave,
    };
    item.value = edit(&item.value, path, missing, &mut |old| {
        Some(laid(old, pairs))
    });
}

/// `old` with the entries of `pairs`, each of which becomes text as in all labels.
fn laid(old: Option<&Value>, pairs: &Value) -> Value {
    let empty = || Value::object(Vec::new()).at(pairs.origin.clone());
    let old = old.filter(|old| old.as_entries().is_some());
    let entries = pairs.as_entries().into_iter().flat_map(|e| e.iter());
    entries.fold(old.cloned().unwrap_or_else(empty), |map, (name, value)| {
        with_entry(&map, name, Some(as_text(value)))
    })
}

/// A label or an annotation, which is text whatever is written.
pub(super) fn as_text(value: &Value) -> Value {
    let text: Arc<str> = match &value.kind {
        Kind::Bool(true) => "true".into(),
        Kind::Bool(false) => "false".into(),
        Kind::Number(number) => number.to_string().into(),
        _ => return value.clone(),
    };
    Value::string(text).at(value.origin.clone())
}

/// `replicas`.
pub(super) fn replicas(page: &Page, items: &mut [Item]) {
    for entry in page.list("replicas") {
        let (Some(name), Some(count)) = (text(entry, &["name"]), part(entry, &["count"])) else {
            continue;
        };
        for item in items.iter_mut() {
            let scales = matches!(
                item.kind(),
                "Deployment" | "ReplicaSet" | "ReplicationController" | "StatefulSet"
            );
            if scales && item.names().any(|known| known.name == name) {
                let missing = Missing::Make(&count.origin);
                let path = ["spec", "replicas"];
                item.value = edit(&item.value, &path, missing, &mut |_| Some(count.clone()));
            }
        }
    }
}

/// `images`.
pub(super) fn images(page: &Page, items: &mut [Item]) {
    for entry in page.list("images") {
        let Some(name) = text(entry, &["name"]) else {
            continue;
        };
        for item in items.iter_mut() {
            if item.kind() != "CustomResourceDefinition" {
                item.value = with_images(&item.value, name, entry);
            }
        }
    }
}

/// `value` with the images of all its containers, wherever they stand.
fn with_images(value: &Value, name: &str, entry: &Value) -> Value {
    let Some(entries) = value.as_entries() else {
        return match value.as_sequence() {
            Some(_) => super::super::edit::each_part(value, &|part| with_images(part, name, entry)),
            None => value.clone(),
        };
    };
    let mut changed = value.clone();
    for (key, part) in entries.iter() {
        if part.as_entries().is_none() && part.as_sequence().is_none() {
            continue;
        }
        let mut new = with_images(part, name, entry);
        if matches!(&**key, "containers" | "initContainers") && new.as_sequence().is_some() {
            new = edit(&new, &["image"], Missing::Leave, &mut |old| {
                let old = old?;
                Some(image(old, name, entry).unwrap_or_else(|| old.clone()))
            });
        }
        changed = with_entry(&changed, key, Some(new));
    }
    changed
}

/// The image `old` as `entry` wants it; `None` when it is another image.
fn image(old: &Value, name: &str, entry: &Value) -> Option<Value> {
    let rest = old.as_str()?.strip_prefix(name)?;
    let (tag, digest) = match rest.split_once('@') {
        Some((tag, digest)) => (tag, Some(digest)),
        None => (rest, None),
    };
    let tag = match tag.is_empty() {
        true => None,
        false => Some(tag.strip_prefix(':')?),
    };
    let new = |field: &str| part(entry, &[field]).map(as_text);
    let (new_name, new_tag, new_digest) = (new("newName"), new("newTag"), new("digest"));
    let suffix = new("tagSuffix");
    let known = |value: &Option<Value>| {
        let text = value.as_ref().and_then(Value::as_str);
        text.filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let name = known(&new_name).unwrap_or_else(|| name.to_owned());
    let mut text = name;
    if let Some(digest) = known(&new_digest) {
        if let Some(tag) = known(&new_tag) {
            text.push_str(&format!(":{tag}"));
        }
        text.push_str(&format!("@{digest}"));
    } else if let Some(tag) = known(&new_tag) {
        text.push_str(&format!(":{tag}"));
    } else {
        if let Some(tag) = tag {
            text.push_str(&format!(":{tag}"));
        }
        if let Some(suffix) = known(&suffix) {
            text.push_str(&suffix);
        }
        if let Some(digest) = digest {
            text.push_str(&format!("@{digest}"));
        }
    }
    let decisive = new_name.or(new_digest).or(new_tag).or(suffix)?;
    let from = vec![old.origin.clone()];
    let place = decisive.origin.nearest();
    let origin = Origin::via(crate::language::HopKind::Expression, place, from);
    Some(Value::string(text).at(origin))
}

//! The graph as JSON, for people and for comparison with `terraform plan`.

use serde_json::{Map, Value as Json, json};

use super::json::Location;
use crate::address::Mode;
use crate::graph::Graph;
use crate::kubernetes::{Manifests, Object};
use crate::language::{Kind, Unknown, Value};
use crate::source::Sources;
use crate::terraform::{Evaluation, Existence, Instance, Project};

/// The members of the document of `archlint graph --format json` beside `version` and
/// `diagnostics`.
pub fn members(
    project: &Project,
    graph: &Graph,
    manifests: &Manifests,
    sources: &Sources,
    show_sensitive: bool,
) -> Map<String, Json> {
    let roots: Vec<Json> = project
        .roots
        .iter()
        .map(|root| root_json(root, sources, show_sensitive))
        .collect();
    let edges: Vec<Json> = graph
        .edges
        .iter()
        .map(|edge| {
            json!({
                "from": edge.from.to_string(),
                "to": edge.to.instance.to_string(),
                "via": edge.via,
                "kind": edge.kind.as_str(),
            })
        })
        .collect();
    let mut document = Map::new();
    if let [root] = roots.as_slice() {
        for name in ["resources", "outputs"] {
            let part = root.get(name).cloned().unwrap_or(Json::Null);
            document.insert(name.into(), part);
        }
    }
    document.insert("roots".into(), Json::Array(roots));
    let objects: Map<String, Json> = manifests
        .objects
        .iter()
        .map(|object| {
            let entry = object_json(object, sources, show_sensitive);
            (object_key(object), entry)
        })
        .collect();
    document.insert("kubernetes".into(), Json::Object(objects));
    document.insert("edges".into(), Json::Array(edges));
    document
}

/// The id of an object; one that a kustomization builds has the directory before it.
fn object_key(object: &Object) -> String {
    match &*object.root {
        crate::source::path::HERE => object.id.to_string(),
        root => format!("{root}: {}", object.id),
    }
}

fn object_json(object: &Object, sources: &Sources, show_sensitive: bool) -> Json {
    let secret = &*object.id.kind == "Secret" && !show_sensitive;
    let mut manifest = value_json(&object.value, show_sensitive);
    for name in ["data", "stringData"] {
        if secret && let Some(part) = manifest.get_mut(name) {
            *part = json!({ "$sensitive": true });
        }
    }
    json!({
        "root": object.root,
        "manifest": manifest,
        "location": Location::new(object.place, sources),
    })
}

fn root_json(root: &Evaluation, sources: &Sources, show_sensitive: bool) -> Json {
    let mut resources = Map::new();
    for instance in &root.instances {
        let entry = instance_json(instance, sources, show_sensitive);
        resources.insert(instance.id.to_string(), entry);
    }
    let outputs: Map<String, Json> = root
        .outputs
        .iter()
        .map(|(name, value)| (name.to_string(), value_json(value, show_sensitive)))
        .collect();
    json!({ "path": root.name, "resources": resources, "outputs": outputs })
}

fn instance_json(instance: &Instance, sources: &Sources, show_sensitive: bool) -> Json {
    let address = &instance.id.address;
    let mut attributes = Map::new();
    for (name, value) in instance.written.iter().chain(instance.read.iter()) {
        attributes.insert(name.to_string(), value_json(value, show_sensitive));
    }
    let mode = match address.mode {
        Mode::Managed => "managed",
        Mode::Data => "data",
    };
    let mut entry = Map::new();
    entry.insert("mode".into(), json!(mode));
    entry.insert("type".into(), json!(address.kind));
    entry.insert("name".into(), json!(address.name));
    entry.insert("attrs".into(), Json::Object(attributes));
    if let Existence::Maybe(_) = instance.existence {
        entry.insert("exists".into(), json!("maybe"));
    }
    if let Some(region) = instance.region() {
        entry.insert("region".into(), value_json(region, show_sensitive));
    }
    let place = Location::new(instance.body.header(), sources);
    entry.insert("location".into(), json!(place));
    Json::Object(entry)
}

/// A value as JSON: unknown parts are `{"$unknown": reason, "refs": […]}` at the deepest place that
/// is known, secret ones `{"$sensitive": true}` unless they are asked for.
pub fn value_json(value: &Value, show_sensitive: bool) -> Json {
    if value.secrecy.hides() && !show_sensitive {
        return json!({ "$sensitive": true });
    }
    match &value.kind {
        Kind::Null(_) => Json::Null,
        Kind::Bool(b) => json!(b),
        Kind::Number(number) => match number.to_string().parse::<serde_json::Number>() {
            Ok(number) => Json::Number(number),
            Err(_) => json!(number.to_string()),
        },
        Kind::String(text) => json!(text),
        Kind::Instance(instance) => {
            let mut parts = Map::new();
            for (name, value) in instance.written().iter() {
                parts.insert(name.to_string(), value_json(value, show_sensitive));
            }
            if !parts.contains_key("id") {
                let id = instance.attribute("id");
                parts.insert("id".into(), value_json(&id, show_sensitive));
            }
            Json::Object(parts)
        }
        Kind::Unknown(unknown) => unknown_json(unknown, show_sensitive),
        _ => match (value.as_sequence(), value.as_entries()) {
            (Some(items), _) => {
                let items = items.iter().map(|item| value_json(item, show_sensitive));
                Json::Array(items.collect())
            }
            (_, Some(entries)) => {
                let entries = entries
                    .iter()
                    .map(|(name, item)| (name.to_string(), value_json(item, show_sensitive)));
                Json::Object(entries.collect())
            }
            _ => Json::Null,
        },
    }
}

fn unknown_json(unknown: &Unknown, show_sensitive: bool) -> Json {
    let reason = unknown.reason().map_or("error", |r| r.kind.as_str());
    let elements = &unknown.elements;
    let keyed = elements.iter().any(|e| e.key.is_some());
    let certain = !unknown.open && elements.iter().all(|e| e.is_certain());
    // Elements without a doubt between them would look like a value that Terraform knows.
    let doubtless = certain && elements.iter().all(|e| e.value.is_wholly_known());
    if keyed || doubtless || elements.is_empty() {
        let refs: Vec<String> = unknown.refs.iter().map(ToString::to_string).collect();
        return json!({ "$unknown": reason, "refs": refs });
    }
    let mut items: Vec<Json> = elements
        .iter()
        .map(|element| value_json(&element.value, show_sensitive))
        .collect();
    if !certain {
        items.push(json!({ "$unknown": reason, "rest": true }));
    }
    Json::Array(items)
}

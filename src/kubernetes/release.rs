//! Charts that are installed: what they make is unknown, but that they are there is not.

use std::sync::Arc;

use crate::address::Mode;
use crate::language::{Kind, Type, Unknown, Value};
use crate::source::Place;
use crate::terraform::{Existence, Instance, Project};

use super::edit::part;
use super::inline::document;
use super::object::Object;

/// Names of one setting, one in the other.
const MAX_DEPTH: usize = 64;

/// One installed chart: a `helm_release`, or a resource that Flux or Argo CD acts on.
#[derive(Clone, Debug)]
pub struct Release {
    /// How reports call it: its address or id.
    pub name: Arc<str>,
    /// The directory of its root.
    pub root: Arc<str>,
    /// The chart; null where a path or a repository stands in its place.
    pub chart: Value,
    /// The version of the chart; null when it is not pinned.
    pub version: Value,
    /// The namespace; null when it is not written.
    pub namespace: Value,
    /// The values that are written for it, weakest first: each is laid over those before it. Chart
    /// defaults are not among them.
    pub values: Vec<Value>,
    /// Whether it exists.
    pub existence: Existence,
    /// Its header line.
    pub place: Place,
}

impl Release {
    /// The release that a `helm_release` makes.
    fn of_instance(instance: &Instance, root: &Arc<str>) -> Option<Release> {
        if &*instance.id.address.kind != "helm_release" {
            return None;
        }
        let null = || Value::null(Type::Dynamic);
        let written = |name: &str| instance.written(name).cloned().unwrap_or_else(null);
        let texts = documents(&written("values"));
        let mut values: Vec<Value> = texts.iter().map(document).collect();
        for field in ["set", "set_list", "set_sensitive"] {
            values.extend(documents(&written(field)).iter().map(setting));
        }
        Some(Release {
            name: instance.id.to_string().into(),
            root: root.clone(),
            chart: written("chart"),
            version: written("version"),
            namespace: written("namespace"),
            values,
            existence: instance.existence.clone(),
            place: instance.header(),
        })
    }

    /// The release that Flux or Argo CD makes of an object.
    fn of_object(object: &Object) -> Option<Release> {
        let get = |path: &[&str]| {
            let found = object.get(path).cloned();
            found.unwrap_or_else(|| Value::null(Type::Dynamic))
        };
        let (chart, version, values) = match (&*object.id.kind, object.group()) {
            ("HelmRelease", "helm.toolkit.fluxcd.io") => {
                let chart = ["spec", "chart", "spec"];
                (
                    get(&[&chart[..], &["chart"]].concat()),
                    get(&[&chart[..], &["version"]].concat()),
                    get(&["spec", "values"]),
                )
            }
            ("Application", "argoproj.io") => {
                let source = ["spec", "source"];
                let text = get(&["spec", "source", "helm", "values"]);
                let written = get(&["spec", "source", "helm", "valuesObject"]);
                (
                    get(&[&source[..], &["chart"]].concat()),
                    get(&[&source[..], &["targetRevision"]].concat()),
                    match written.is_null() {
                        true => document(&text),
                        false => written,
                    },
                )
            }
            _ => return None,
        };
        Some(Release {
            name: object.name().into(),
            root: object.root.clone(),
            chart,
            version,
            namespace: get(&["spec", "targetNamespace"]),
            values: vec![values],
            existence: object.existence.clone(),
            place: object.place,
        })
    }

    /// The value at `path`, which is no map; `None` when it is not written, an unknown when it may
    /// be.
    pub fn value(&self, path: &[&str]) -> Option<Value> {
        let mut layers = self.values.iter().rev();
        layers.find_map(|layer| {
            let mut value = layer;
            for name in path {
                if value.is_unknown() {
                    break;
                }
                value = value.as_entries()?.get(name)?;
            }
            (!value.is_null()).then(|| value.clone())
        })
    }
}

/// The charts that are installed: by Terraform, and by what `objects` tell Flux and Argo CD.
pub fn releases(project: &Project, objects: &[Object]) -> Vec<Release> {
    let mut found = Vec::new();
    for root in &project.roots {
        let instances = root.instances.iter();
        let managed = instances.filter(|i| i.id.address.mode == Mode::Managed);
        found.extend(managed.filter_map(|i| Release::of_instance(i, &root.dir)));
    }
    found.extend(objects.iter().filter_map(Release::of_object));
    found
}

/// The elements of a list; an unknown one stands for itself.
fn documents(value: &Value) -> Vec<Value> {
    match (value.as_sequence(), &value.kind) {
        (Some(items), _) => items.to_vec(),
        (None, Kind::Null(_)) => Vec::new(),
        (None, _) => vec![value.clone()],
    }
}

/// What a block `set { name = "a.b", value = … }` says, as values. What cannot be told leaves all
/// unknown.
fn setting(setting: &Value) -> Value {
    let Some(name) = part(setting, &["name"]).and_then(Value::as_str) else {
        return match Unknown::from_parts(Type::Dynamic, [setting]) {
            Some(unknown) => Value::unknown(unknown).at(setting.origin.clone()),
            None => Value::object(Vec::new()),
        };
    };
    let written = part(setting, &["value"]).cloned();
    let new = written.unwrap_or_else(|| Value::null(Type::Dynamic));
    // Helm reads `true` as a boolean unless it is told that it is text.
    let text = part(setting, &["type"]).and_then(Value::as_str) == Some("string");
    let new = match (new.as_str(), text) {
        (Some("true"), false) => Value::bool(true).at(new.origin.clone()),
        (Some("false"), false) => Value::bool(false).at(new.origin.clone()),
        _ => new,
    };
    let path = name.replace("\\.", "\u{0}");
    let names = path.split('.').rev().take(MAX_DEPTH);
    names.fold(new, |inner, name| {
        let origin = inner.origin.clone();
        let name = name.replace('\u{0}', ".");
        Value::object(vec![(name.into(), inner)]).at(origin)
    })
}

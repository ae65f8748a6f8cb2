//! Charts that are installed: what they make is unknown, but that they are there is not.

use std::sync::Arc;

use crate::address::Mode;
use crate::language::{Kind, Reason, ReasonKind, Type, Unknown, Value};
use crate::source::Place;
use crate::terraform::{Existence, Instance, Project};

use super::edit::part;
use super::inline::document;
use super::object::Object;

/// Names of one setting, one in the other.
const MAX_DEPTH: usize = 64;

/// The kind of what tells kustomize to render a chart.
pub(super) const INFLATED: &str = "HelmChartInflationGenerator";

/// One installed chart: a `helm_release`, an entry of a kustomization's `helmCharts`, or a resource
/// that Flux or Argo CD acts on.
#[derive(Clone, Debug)]
pub struct Release {
    /// How reports call it: its address or id.
    pub name: Arc<str>,
    /// What Helm calls it; null where the chart's name stands in.
    pub called: Value,
    /// The directory of its root.
    pub root: Arc<str>,
    /// The chart; null where a path or a repository stands in its place.
    pub chart: Value,
    /// Where it is published: a URL, or the name of what says so; null when it is not written.
    pub repository: Value,
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
        let written = |name: &str| instance.written(name).cloned().unwrap_or_else(null);
        let texts = documents(&written("values"));
        let mut values: Vec<Value> = texts.iter().map(document).collect();
        for field in ["set", "set_list", "set_sensitive"] {
            values.extend(documents(&written(field)).iter().map(setting));
        }
        Some(Release {
            name: instance.id.to_string().into(),
            root: root.clone(),
            called: written("name"),
            chart: written("chart"),
            repository: written("repository"),
            version: written("version"),
            namespace: written("namespace"),
            values,
            existence: instance.existence.clone(),
            place: instance.header(),
        })
    }

    /// The releases that Flux or Argo CD makes of an object.
    fn of_object(object: &Object) -> Vec<Release> {
        match (&*object.id.kind, object.group()) {
            ("HelmRelease", "helm.toolkit.fluxcd.io") => vec![Release::of_flux(object)],
            (INFLATED, "") => vec![Release::of_kustomize(object)],
            ("Application", "argoproj.io") => {
                let sources = object
                    .get(&["spec", "sources"])
                    .and_then(Value::as_sequence);
                let all = object.get(&["spec", "source"]).into_iter();
                let all = all.chain(sources.unwrap_or_default());
                all.map(|source| Release::of_argo(object, source)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn of_flux(object: &Object) -> Release {
        let get = |path: &[&str]| object.get(path).cloned();
        let chart = get(&["spec", "chart", "spec", "chart"]).or_else(|| {
            let place = get(&["spec", "chartRef"])?.origin.nearest();
            let what = format!("the chart of {}", object.name());
            let reason = Reason::new(ReasonKind::Template, what, place);
            Some(Value::unknown_for(Type::String, reason))
        });
        let called = get(&["spec", "releaseName"]).or_else(|| get(&["metadata", "name"]));
        Release {
            name: object.name().into(),
            root: object.root.clone(),
            called: called.unwrap_or_else(null),
            chart: chart.unwrap_or_else(null),
            repository: get(&["spec", "chart", "spec", "sourceRef", "name"]).unwrap_or_else(null),
            version: get(&["spec", "chart", "spec", "version"]).unwrap_or_else(null),
            namespace: get(&["spec", "targetNamespace"])
                .or_else(|| get(&["metadata", "namespace"]))
                .unwrap_or_else(null),
            values: vec![get(&["spec", "values"]).unwrap_or_else(null)],
            existence: object.existence.clone(),
            place: object.place,
        }
    }

    fn of_kustomize(object: &Object) -> Release {
        let get = |name: &str| object.get(&["spec", name]).cloned();
        let files = ["valuesFile", "additionalValuesFiles"];
        let read = files.iter().filter_map(|name| get(name)).map(|file| {
            let what = format!("the values of {}", object.name());
            let reason = Reason::new(ReasonKind::Template, what, file.origin.nearest());
            Value::unknown_for(Type::Dynamic, reason)
        });
        Release {
            name: object.name().into(),
            root: object.root.clone(),
            called: get("releaseName").unwrap_or_else(null),
            chart: get("name").unwrap_or_else(null),
            repository: get("repo").unwrap_or_else(null),
            version: get("version").unwrap_or_else(null),
            namespace: object
                .get(&["metadata", "namespace"])
                .cloned()
                .unwrap_or_else(null),
            values: read.chain(get("valuesInline")).collect(),
            existence: object.existence.clone(),
            place: object.place,
        }
    }

    fn of_argo(object: &Object, source: &Value) -> Release {
        let get = |path: &[&str]| part(source, path).cloned();
        let text = get(&["helm", "values"]).map(|text| document(&text));
        let values = get(&["helm", "valuesObject"]).or(text);
        let parameters = part(source, &["helm", "parameters"]);
        let parameters = documents(parameters.unwrap_or(&null())).into_iter();
        let called = get(&["helm", "releaseName"]);
        let namespace = object.get(&["spec", "destination", "namespace"]).cloned();
        Release {
            name: object.name().into(),
            root: object.root.clone(),
            called: called
                .or_else(|| object.get(&["metadata", "name"]).cloned())
                .unwrap_or_else(null),
            chart: get(&["chart"]).unwrap_or_else(null),
            repository: get(&["repoURL"]).unwrap_or_else(null),
            version: get(&["targetRevision"]).unwrap_or_else(null),
            namespace: namespace.unwrap_or_else(null),
            values: values
                .into_iter()
                .chain(parameters.map(|parameter| setting(&parameter)))
                .collect(),
            existence: object.existence.clone(),
            place: object.place,
        }
    }

    /// What Helm calls it, as far as that is known.
    pub(super) fn called(&self) -> String {
        let known = self.called.as_str().or_else(|| {
            let chart = self.chart.as_str()?;
            chart.rsplit('/').next()
        });
        known.map_or_else(|| self.name.to_string(), str::to_owned)
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

    /// The map at `path` with the entries of all values; null when none is written, an unknown when
    /// one may be that is not known.
    pub(super) fn map(&self, path: &[&str]) -> Value {
        let mut found: Vec<(Arc<str>, Value)> = Vec::new();
        let mut origin = None;
        'layers: for layer in &self.values {
            let mut value = layer;
            for name in path {
                match value.as_entries().and_then(|entries| entries.get(name)) {
                    Some(inner) => value = inner,
                    None if value.is_unknown() => break,
                    None => continue 'layers,
                }
            }
            if value.is_unknown() {
                return value.clone();
            }
            for (name, entry) in value.as_entries().into_iter().flat_map(|e| e.iter()) {
                found.retain(|(known, _)| known != name);
                found.push((name.clone(), entry.clone()));
                origin = Some(value.origin.clone());
            }
        }
        match origin {
            Some(origin) => Value::object(found).at(origin),
            None => null(),
        }
    }
}

/// The charts that are installed: by Terraform, and by what `objects` tell kustomize, Flux and Argo
/// CD.
pub fn releases(project: &Project, objects: &[Object]) -> Vec<Release> {
    let mut found = Vec::new();
    for root in &project.roots {
        let instances = root.instances.iter();
        let managed = instances.filter(|i| i.id.address.mode == Mode::Managed);
        found.extend(managed.filter_map(|i| Release::of_instance(i, &root.dir)));
    }
    found.extend(objects.iter().flat_map(Release::of_object));
    found
}

fn null() -> Value {
    Value::null(Type::Dynamic)
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

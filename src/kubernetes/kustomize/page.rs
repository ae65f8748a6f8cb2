//! A kustomization as it is written.

use std::sync::Arc;

use crate::language::Value;
use crate::source::Place;

use super::super::edit::{list, part, text};
use super::super::files::Parsed;

/// The file of a kustomization.
#[derive(Debug)]
pub(super) struct Page {
    /// Inside the root.
    pub directory: String,
    pub file: Arc<Parsed>,
    /// Its mapping; null of an empty file.
    pub value: Value,
}

/// The names that kustomize looks for, in this order.
pub(super) const NAMES: [&str; 3] = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/// What only kustomize itself can do, in a kustomization.
pub(super) enum Beyond {
    /// A field that adds objects.
    Objects(String),
    /// A field that changes objects.
    Changes(String),
}

/// Fields that are understood, and those that change nothing that is looked at.
const FIELDS: &[&str] = &[
    "apiVersion",
    "bases",
    "buildMetadata",
    "commonAnnotations",
    "commonLabels",
    "components",
    "configMapGenerator",
    "crds",
    "generatorOptions",
    "helmGlobals",
    "images",
    "kind",
    "labels",
    "metadata",
    "namePrefix",
    "nameSuffix",
    "namespace",
    "patches",
    "patchesJson6902",
    "patchesStrategicMerge",
    "replicas",
    "resources",
    "secretGenerator",
    "sortOptions",
    "validators",
    "vars",
];

/// Fields that add objects nobody else can make.
const ADDING: &[&str] = &["generators", "helmChartInflationGenerator", "helmCharts"];

impl Page {
    /// Whether it is a component, which changes what others collect.
    pub fn is_component(&self) -> bool {
        text(&self.value, &["kind"]) == Some("Component")
    }

    /// The list called `name`.
    pub fn list(&self, name: &str) -> &[Value] {
        list(&self.value, &[name])
    }

    /// The text called `name`, unless it is empty.
    pub fn text(&self, name: &str) -> Option<&Value> {
        let found = part(&self.value, &[name])?;
        (!found.as_str()?.is_empty()).then_some(found)
    }

    /// Where it says `value`; the first line of the file without a place of its own.
    pub fn place(&self, value: &Value) -> Place {
        let place = value.origin.nearest();
        place.unwrap_or_else(|| self.file.start())
    }

    /// Directories and files it builds on, in the order kustomize takes them.
    pub fn resources(&self) -> impl Iterator<Item = &Value> {
        self.list("resources").iter().chain(self.list("bases"))
    }

    /// What of it archlint cannot do.
    pub fn beyond(&self) -> Vec<Beyond> {
        let entries = self.value.as_entries().into_iter().flat_map(|e| e.iter());
        let empty = |value: &Value| {
            value.is_null()
                || value.as_sequence().is_some_and(<[Value]>::is_empty)
                || value.as_entries().is_some_and(|entries| entries.is_empty())
        };
        entries
            .filter(|(name, value)| !FIELDS.contains(&&**name) && !empty(value))
            .map(|(name, _)| match ADDING.contains(&&**name) {
                true => Beyond::Objects(name.to_string()),
                false => Beyond::Changes(name.to_string()),
            })
            .collect()
    }
}

/// Whether a resource is one that kustomize would fetch.
pub(super) fn is_remote(name: &str) -> bool {
    let hosts = [
        "github.com/",
        "gitlab.com/",
        "bitbucket.org/",
        "git@",
        "git::",
    ];
    name.contains("://") || name.contains("?ref=") || hosts.iter().any(|h| name.starts_with(h))
}

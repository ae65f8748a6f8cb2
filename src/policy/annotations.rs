//! What the audit needs to know of Kubernetes objects: where they stand, and the annotations that
//! speak to archlint, `archlint.dev/ignore.DATA-003: "reason"`. These survive rendering, where
//! comments do not.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::kubernetes::Object;
use crate::source::{FileId, Place};

/// How the keys begin.
const PREFIX: &str = "archlint.dev/ignore.";

/// The objects of a run, of all its environments.
#[derive(Debug, Default)]
pub struct Marked {
    /// By file, where each stands, its root and its name.
    pub(super) standing: BTreeMap<FileId, BTreeMap<(Arc<str>, String), Place>>,
    /// By place and rule.
    pub(super) annotations: BTreeMap<(Place, String), Annotation>,
}

/// One annotation, and the objects that it stands on: a kustomization may build several of one.
#[derive(Debug)]
pub(super) struct Annotation {
    /// Its value, if it is a known text.
    pub value: Option<String>,
    /// Root and name of the objects.
    pub subjects: Vec<(Arc<str>, String)>,
}

impl Marked {
    /// Takes note of an object.
    pub fn add(&mut self, object: &Object) {
        let subject = (object.root.clone(), object.name());
        let standing = self.standing.entry(object.place.file).or_default();
        standing.insert(subject.clone(), object.place);
        let annotations = object.get(&["metadata", "annotations"]);
        let Some(entries) = annotations.and_then(|annotations| annotations.as_entries()) else {
            return;
        };
        for (name, value) in entries.iter() {
            let Some(rule) = name.strip_prefix(PREFIX) else {
                continue;
            };
            let place = value.origin.nearest().unwrap_or(object.place);
            let known = !value.is_sensitive_anywhere();
            let annotation = self
                .annotations
                .entry((place, rule.to_owned()))
                .or_insert_with(|| Annotation {
                    value: value.as_str().filter(|_| known).map(str::to_owned),
                    subjects: Vec::new(),
                });
            if !annotation.subjects.contains(&subject) {
                annotation.subjects.push(subject.clone());
            }
        }
    }
}

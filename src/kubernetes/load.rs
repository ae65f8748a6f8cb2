//! From files to objects.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::{Diagnostic, Level};
use crate::language::{Reason, ReasonKind, Value};
use crate::source::{FileId, Limits, Opened, Place, Root, Sources, path};

use super::files::{Files, Parsed};
use super::kustomize;
use super::object::Object;

/// All manifests of a scan.
#[derive(Debug, Default)]
pub struct Manifests {
    /// Their objects, by root, then id.
    pub objects: Vec<Object>,
    /// How many files held objects.
    pub file_count: usize,
    /// Documents that another program fills in first.
    pub templates: Vec<Place>,
    /// Kustomizations that only kustomize itself can build, whole or in part.
    pub skipped: Vec<Skipped>,
    /// YAML and JSON files that are no manifests.
    pub others: usize,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// A directory whose objects are not all known.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Skipped {
    /// The directory, inside the root.
    pub path: String,
    /// Why, with the way out, in one line.
    pub reason: String,
    /// What says so.
    pub place: Place,
}

/// Reads the YAML and JSON files among `inputs`, and builds the kustomizations among them. Files
/// that a kustomization names are read wherever they are in the root, and are judged as part of
/// what it builds only.
pub fn load(
    root: &Root,
    mut inputs: Vec<Opened>,
    sources: &mut Sources,
    limits: Limits,
) -> Manifests {
    let mut manifests = Manifests::default();
    let mut files = Files::read(root, &mut inputs, limits, sources);
    manifests.diagnostics.extend(files.unreadable());
    let built = kustomize::build(&mut files, inputs.iter().map(|opened| &opened.input));
    manifests.objects = built.objects;
    manifests.skipped = built.skipped;
    manifests.templates = built.templates;
    manifests.diagnostics.extend(built.diagnostics);
    manifests.file_count = built.files.len();
    manifests.others = files.others;
    let here: Arc<str> = path::HERE.into();
    for (path, parsed) in files.iter() {
        if !built.files.contains(path) {
            manifests.take(&here, parsed);
        }
    }
    manifests.name_apart(files.sources);
    manifests
}

/// Reads one stream of documents, as `kustomize build` and `helm template` write it. Reports call
/// it `name`.
pub fn load_stream(name: &str, text: &str, sources: &mut Sources) -> Manifests {
    let text: Arc<str> = text.into();
    let file = sources.add(name, text.clone());
    let mut manifests = Manifests::default();
    manifests.take(&path::HERE.into(), &Parsed::new(file, text, true));
    manifests.name_apart(sources);
    manifests
}

/// Whether both names begin a line, as in every manifest that people write.
fn looks_like_manifest(text: &str) -> bool {
    let begins = |name: &str| text.lines().any(|line| line.starts_with(name));
    begins("apiVersion:") && begins("kind:")
}

impl Manifests {
    /// Adds what another load found.
    pub fn join(&mut self, more: Manifests, sources: &Sources) {
        self.objects.extend(more.objects);
        self.file_count += more.file_count;
        self.templates.extend(more.templates);
        self.skipped.extend(more.skipped);
        self.others += more.others;
        self.diagnostics.extend(more.diagnostics);
        self.name_apart(sources);
    }

    /// Takes up a file that stands for itself.
    fn take(&mut self, root: &Arc<str>, parsed: &Parsed) {
        let before = self.objects.len();
        self.templates.extend(&parsed.templates);
        for document in &parsed.documents {
            for (value, place) in items(&document.value, document.place) {
                self.objects.extend(Object::new(root, value, place));
            }
        }
        let found = self.objects.len() > before;
        self.file_count += usize::from(found);
        self.others += usize::from(!found);
        // A file that is no manifest may be anything; it is not for archlint to say it is broken.
        let ours = found || parsed.explicit || looks_like_manifest(&parsed.text);
        if ours {
            self.diagnostics.extend(parsed.diagnostics.iter().cloned());
        }
    }

    /// Orders the objects, and gives those that share an id their paths.
    fn name_apart(&mut self, sources: &Sources) {
        let mut counts: BTreeMap<(Arc<str>, String), usize> = BTreeMap::new();
        for object in &self.objects {
            let key = (object.root.clone(), object.id.to_string());
            *counts.entry(key).or_default() += 1;
        }
        for object in &mut self.objects {
            let key = (object.root.clone(), object.id.to_string());
            if counts.get(&key).is_some_and(|count| *count > 1) {
                let file = sources.get(object.place.file);
                object.id.path = file.map(|file| file.path.clone());
            }
        }
        self.objects
            .sort_by(|a, b| (&a.root, &a.id, a.place).cmp(&(&b.root, &b.id, b.place)));
        self.templates.sort();
        self.templates.dedup();
        self.skipped.sort();
        self.skipped.dedup();
        self.diagnostics.sort();
        self.diagnostics.dedup();
    }

    /// Directories of kustomizations that were not built whole: more may be applied with what is
    /// known of them.
    pub fn open_roots(&self) -> Vec<(Arc<str>, Reason)> {
        let skipped = self.skipped.iter().map(|skipped| {
            let what = format!("what {} builds", skipped.path);
            let reason = Reason::new(ReasonKind::Template, what, Some(skipped.place));
            (skipped.path.as_str().into(), reason)
        });
        skipped.collect()
    }

    /// Files with templates among their documents.
    pub fn open_files(&self) -> Vec<(FileId, Reason)> {
        let templates = self.templates.iter();
        let reason = |place| Reason::new(ReasonKind::Template, "a template", Some(place));
        templates
            .map(|place| (place.file, reason(*place)))
            .collect()
    }

    /// Where the contents of Secrets are written.
    pub fn sensitive_places(&self) -> Vec<Place> {
        let secrets = self.objects.iter().filter(|o| &*o.id.kind == "Secret");
        let parts = secrets.flat_map(|secret| {
            let parts = ["data", "stringData"].into_iter();
            parts.filter_map(|name| secret.get(&[name])?.as_entries())
        });
        let values = parts.flat_map(|entries| entries.values());
        values.filter_map(|value| value.origin.nearest()).collect()
    }

    /// Whether something may be missing: a template, a kustomization that was not built whole, or a
    /// document that was not read.
    pub fn is_open(&self) -> bool {
        let broken = self.diagnostics.iter().any(|d| d.level == Level::Error);
        broken || !self.templates.is_empty() || !self.skipped.is_empty()
    }
}

/// The object that a document is, or those of a `List`, with their places.
pub(super) fn items(value: &Value, place: Place) -> Vec<(Value, Place)> {
    let listed = value.as_entries().and_then(|entries| {
        let kind = entries.get("kind")?.as_str()?;
        let items = entries.get("items")?.as_sequence()?;
        kind.ends_with("List").then_some(items)
    });
    match listed {
        Some(items) => items
            .iter()
            .map(|item| (item.clone(), item.origin.nearest().unwrap_or(place)))
            .collect(),
        None => vec![(value.clone(), place)],
    }
}

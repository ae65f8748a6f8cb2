//! From files to objects.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::finding::{Code, Diagnostic, Level};
use crate::language::Value;
use crate::source::{FileId, Input, Limits, Place, ReadError, Root, Sources, Span, path};
use crate::syntax::yaml::{self, Condition, Dialect};

use super::object::Object;
use super::value::value;

/// All manifests of a scan.
#[derive(Debug, Default)]
pub struct Manifests {
    /// Their objects, by root, then id.
    pub objects: Vec<Object>,
    /// How many files held objects.
    pub file_count: usize,
    /// Documents that another program fills in first.
    pub templates: Vec<Place>,
    /// YAML and JSON files that are no manifests.
    pub others: usize,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// One file, parsed.
struct Parsed {
    tree: yaml::Tree,
    diagnostics: Vec<Diagnostic>,
    explicit: bool,
}

/// Reads the YAML and JSON files among `inputs`.
pub fn load(root: &Root, inputs: &[Input], sources: &mut Sources, limits: Limits) -> Manifests {
    let texts: Vec<Result<String, ReadError>> = inputs
        .par_iter()
        .map(|input| root.read_text(&input.path, limits.source_bytes))
        .collect();
    let mut manifests = Manifests::default();
    let mut kept: Vec<(FileId, Arc<str>, bool)> = Vec::new();
    for (input, text) in inputs.iter().zip(texts) {
        match text {
            Ok(text) if input.explicit || may_be_manifest(&text) => {
                let text: Arc<str> = text.into();
                let file = sources.add(input.path.as_str(), text.clone());
                kept.push((file, text, input.explicit));
            }
            Ok(_) => manifests.others += 1,
            Err(error) => {
                let file = sources.add(input.path.as_str(), "");
                let place = Place::new(file, Span::new(0, 0));
                let code = match error {
                    ReadError::TooLarge { .. } => Code::Limit,
                    ReadError::NotUtf8 { .. } => Code::Parse,
                    _ => Code::Read,
                };
                let diagnostic = Diagnostic::error(code, place, error.to_string());
                manifests.diagnostics.push(diagnostic);
            }
        }
    }
    let parsed: Vec<Parsed> = kept
        .into_par_iter()
        .map(|(file, text, explicit)| {
            let (tree, diagnostics) = yaml::parse(file, text, Dialect::Kubernetes);
            Parsed {
                tree,
                diagnostics,
                explicit,
            }
        })
        .collect();
    let everything: Arc<str> = path::HERE.into();
    for parsed in parsed {
        manifests.take(&everything, parsed);
    }
    manifests.name_apart(sources);
    manifests
}

/// Whether a text has `apiVersion` and `kind` somewhere: most YAML and JSON has not, and is not
/// even parsed.
fn may_be_manifest(text: &str) -> bool {
    text.contains("apiVersion") && text.contains("kind")
}

/// Whether both names begin a line, as in every manifest that people write.
fn looks_like_manifest(text: &str) -> bool {
    let begins = |name: &str| text.lines().any(|line| line.starts_with(name));
    begins("apiVersion:") && begins("kind:")
}

impl Manifests {
    fn take(&mut self, root: &Arc<str>, parsed: Parsed) {
        let tree = &parsed.tree;
        let before = self.objects.len();
        for document in &tree.documents {
            let place = tree.place(document.span);
            match document.condition {
                Condition::Template => self.templates.push(place),
                Condition::Broken => {}
                Condition::Read => {
                    let value = value(tree, document.root);
                    self.add(root, value, place);
                }
            }
        }
        let found = self.objects.len() > before;
        self.file_count += usize::from(found);
        self.others += usize::from(!found);
        // A file that is no manifest may be anything; it is not for archlint to say it is broken.
        let ours = found || parsed.explicit || looks_like_manifest(&tree.text);
        if ours {
            self.diagnostics.extend(parsed.diagnostics);
        }
    }

    /// Adds the object that `value` is, or those of a `List`.
    fn add(&mut self, root: &Arc<str>, value: Value, place: Place) {
        let items = value.as_entries().and_then(|entries| {
            let kind = entries.get("kind")?.as_str()?;
            let items = entries.get("items")?.as_sequence()?;
            kind.ends_with("List").then(|| items.to_vec())
        });
        match items {
            Some(items) => {
                let objects = items.into_iter().filter_map(|item| {
                    let place = item.origin.nearest().unwrap_or(place);
                    Object::new(root, item, place)
                });
                self.objects.extend(objects);
            }
            None => self.objects.extend(Object::new(root, value, place)),
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
        self.diagnostics.sort();
        self.diagnostics.dedup();
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

    /// Whether something may be missing: a template, or a document that was not read.
    pub fn is_open(&self) -> bool {
        let broken = self.diagnostics.iter().any(|d| d.level == Level::Error);
        broken || !self.templates.is_empty()
    }
}

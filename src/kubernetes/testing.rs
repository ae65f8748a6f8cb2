//! Manifests written in tests.

use std::fs;

use tempfile::TempDir;

use super::load::{Manifests, load};
use super::object::Object;
use crate::language::{Kind, Value};
use crate::source::{Excludes, InputKind, Limits, Root, Sources, walk};

/// What was loaded, with its files.
pub struct Loaded {
    pub manifests: Manifests,
    pub sources: Sources,
}

/// Loads files, given with their texts, as `archlint check PATH` would.
pub fn loaded(path: &str, files: &[(&str, &str)]) -> Loaded {
    let scratch = TempDir::new().unwrap();
    for (name, text) in files {
        let file = scratch.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let root = Root::at(scratch.path()).unwrap();
    let limits = Limits::default();
    let found = walk(&root, &[path.into()], &Excludes::default(), &limits);
    let kinds = [InputKind::Yaml, InputKind::Json, InputKind::Kustomization];
    let inputs = found.inputs.into_iter();
    let inputs = inputs.filter(|i| kinds.contains(&i.kind)).map(Into::into);
    let mut sources = Sources::default();
    let manifests = load(&root, inputs.collect(), &mut sources, limits);
    Loaded { manifests, sources }
}

impl Loaded {
    /// The only object whose id begins so.
    pub fn object(&self, root: &str, id: &str) -> &Object {
        let mut found = self
            .manifests
            .objects
            .iter()
            .filter(|object| &*object.root == root && object.id.to_string().starts_with(id));
        let one = found.next();
        one.unwrap_or_else(|| panic!("no {id} in {root}: {:?}", self.ids()))
    }

    /// The roots and ids of all objects.
    pub fn ids(&self) -> Vec<String> {
        let objects = self.manifests.objects.iter();
        objects.map(|o| format!("{} {}", o.root, o.id)).collect()
    }

    /// All diagnostics, each with its place.
    pub fn diagnostics(&self) -> Vec<String> {
        let all = self.manifests.diagnostics.iter();
        all.map(|d| {
            let place = d.place.and_then(|place| self.sources.locate(place));
            let place = place.map(|(file, at, _)| format!("{file}:{}", at.line));
            format!("{}: {}", place.unwrap_or_default(), d.message)
        })
        .collect()
    }

    /// The part of an object at `path`, as JSON, and the line that says it.
    pub fn part(&self, object: &Object, path: &str) -> (String, String) {
        let mut value = &object.value;
        for name in path.split('/') {
            value = match value.as_sequence() {
                Some(items) => &items[name.parse::<usize>().unwrap()],
                None => value.as_entries().unwrap().get(name).unwrap(),
            };
        }
        let place = value.origin.nearest().unwrap();
        let (file, at, _) = self.sources.locate(place).unwrap();
        let place = format!("{file}:{}", at.line);
        (shown(value), place)
    }
}

/// A value as JSON; what is unknown by its reason.
pub fn shown(value: &Value) -> String {
    let joined = |parts: Vec<String>| parts.join(",");
    match &value.kind {
        Kind::Null(_) => "null".into(),
        Kind::Bool(b) => b.to_string(),
        Kind::Number(number) => number.to_string(),
        Kind::String(text) => format!("{text:?}"),
        Kind::Unknown(unknown) => format!("$unknown({})", unknown.reason().unwrap().what),
        _ => match value.as_sequence() {
            Some(items) => format!("[{}]", joined(items.iter().map(shown).collect())),
            None => {
                let entries = value.as_entries().unwrap().iter();
                let entries = entries.map(|(name, value)| format!("{name:?}:{}", shown(value)));
                format!("{{{}}}", joined(entries.collect()))
            }
        },
    }
}

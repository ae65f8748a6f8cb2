//! `configMapGenerator` and `secretGenerator`, without the hash that kustomize puts behind names.

use std::sync::Arc;

use crate::language::{Origin, Reason, ReasonKind, Type, Value};
use crate::source::{Place, ReadError};

use super::super::edit::{list, part, text, with_entry};
use super::super::files::Files;
use super::super::release::INFLATED;
use super::item::Item;
use super::page::Page;
use super::transform::as_text;

/// What an entry of a generator makes.
pub(super) struct Generated {
    pub value: Value,
    pub behavior: Behavior,
    /// Files that could not be read, by what names them.
    pub problems: Vec<(Value, ReadError)>,
    /// Files that were read.
    pub files: Vec<String>,
}

/// What becomes of an object that is there already.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Behavior {
    Create,
    Replace,
    Merge,
}

/// What kustomize's own generator of charts is told by an `entry` of `helmCharts`, as an object:
/// what it renders is not known, but which chart that is.
pub(super) fn chart(entry: &Value, place: Place) -> Option<Item> {
    let at = |text: &str| Value::string(text).at(entry.origin.clone());
    let name = part(entry, &["releaseName"]).or_else(|| part(entry, &["name"]))?;
    let mut metadata = vec![("name".into(), name.clone())];
    let namespace = part(entry, &["namespace"]).cloned();
    metadata.extend(namespace.map(|namespace| ("namespace".into(), namespace)));
    let object = Value::object(vec![
        ("apiVersion".into(), at("builtin")),
        ("kind".into(), at(INFLATED)),
        (
            "metadata".into(),
            Value::object(metadata).at(entry.origin.clone()),
        ),
        ("spec".into(), entry.clone()),
    ]);
    Item::new(object.at(entry.origin.clone()), place)
}

/// The object that `entry` of a generator of `kind` makes.
pub(super) fn object(page: &Page, files: &Files, kind: &str, entry: &Value) -> Generated {
    let origin = entry.origin.clone();
    let at = |text: &str| Value::string(text).at(origin.clone());
    let mut metadata: Vec<(Arc<str>, Value)> = Vec::new();
    for name in ["name", "namespace"] {
        if let Some(value) = part(entry, &[name]) {
            metadata.push((name.into(), value.clone()));
        }
    }
    for name in ["labels", "annotations"] {
        let general = part(&page.value, &["generatorOptions", name]);
        let special = part(entry, &["options", name]);
        let pairs: Vec<(Arc<str>, Value)> = [general, special]
            .into_iter()
            .flatten()
            .filter_map(Value::as_entries)
            .flat_map(|entries| entries.iter())
            .map(|(name, value)| (name.clone(), as_text(value)))
            .collect();
        if !pairs.is_empty() {
            metadata.push((name.into(), Value::object(pairs).at(origin.clone())));
        }
    }
    let mut data = Data {
        page,
        files,
        kind,
        pairs: Vec::new(),
        problems: Vec::new(),
        read: Vec::new(),
    };
    data.collect(entry);
    let mut pairs: Vec<(Arc<str>, Value)> = vec![
        ("apiVersion".into(), at("v1")),
        ("kind".into(), at(kind)),
        (
            "metadata".into(),
            Value::object(metadata).at(origin.clone()),
        ),
        ("data".into(), Value::object(data.pairs).at(origin.clone())),
    ];
    if kind == "Secret" {
        let written = part(entry, &["type"]).cloned();
        pairs.push(("type".into(), written.unwrap_or_else(|| at("Opaque"))));
    }
    Generated {
        value: Value::object(pairs).at(origin),
        behavior: match text(entry, &["behavior"]) {
            Some("merge") => Behavior::Merge,
            Some("replace") => Behavior::Replace,
            _ => Behavior::Create,
        },
        problems: data.problems,
        files: data.read,
    }
}

struct Data<'a> {
    page: &'a Page,
    files: &'a Files<'a>,
    kind: &'a str,
    pairs: Vec<(Arc<str>, Value)>,
    problems: Vec<(Value, ReadError)>,
    read: Vec<String>,
}

impl Data<'_> {
    fn collect(&mut self, entry: &Value) {
        for literal in list(entry, &["literals"]) {
            if let Some((key, text)) = literal.as_str().and_then(|text| text.split_once('=')) {
                self.set(key.trim(), unquoted(text), literal.origin.clone());
            }
        }
        let one = part(entry, &["env"]).into_iter();
        for name in one.chain(list(entry, &["envs"])) {
            let Some(text) = name.as_str().and_then(|path| self.text(name, path)) else {
                continue;
            };
            for line in text.lines().map(str::trim_start) {
                if line.is_empty() || line.starts_with('#') {
                    continue;
                }
                match line.split_once('=') {
                    Some((key, text)) => self.set(key, text, name.origin.clone()),
                    None => self.set_from_shell(line, name.origin.clone()),
                }
            }
        }
        for name in list(entry, &["files"]) {
            let Some(written) = name.as_str() else {
                continue;
            };
            let (key, path) = match written.split_once('=') {
                Some((key, path)) => (key, path),
                None => (crate::source::path::name(written), written),
            };
            if let Some(text) = self.text(name, path) {
                self.set(key, &text, name.origin.clone());
            }
        }
    }

    /// Data of a Secret is written in base 64, and nobody asks for it: it stays unread.
    fn set(&mut self, key: &str, text: &str, origin: Origin) {
        let value = match self.kind {
            "Secret" => {
                let what = format!("the secret {key}");
                let reason = Reason::new(ReasonKind::Computed, what, origin.nearest());
                Value::unknown_for(Type::String, reason).marked(true)
            }
            _ => Value::string(text),
        };
        self.pairs.push((key.into(), value.at(origin)));
    }

    /// A line without a value: kustomize takes it from its own environment.
    fn set_from_shell(&mut self, key: &str, origin: Origin) {
        let what = format!("${key} of the shell");
        let reason = Reason::new(ReasonKind::Dynamic, what, origin.nearest());
        let value = Value::unknown_for(Type::String, reason).marked(self.kind == "Secret");
        self.pairs.push((key.into(), value.at(origin)));
    }

    fn text(&mut self, name: &Value, path: &str) -> Option<String> {
        match self.files.text(&self.page.directory, path) {
            Ok((path, text)) => {
                self.read.push(path);
                Some(text)
            }
            // Bytes that are no text become binaryData.
            Err(ReadError::NotUtf8 { .. } | ReadError::Encrypted) => None,
            Err(error) => {
                self.problems.push((name.clone(), error));
                None
            }
        }
    }
}

fn unquoted(text: &str) -> &str {
    let inner = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    inner('"').or_else(|| inner('\'')).unwrap_or(text)
}

/// `old` with what `new` has beside its name.
pub(super) fn merged(old: &Item, new: &Value) -> Value {
    let lay = |value: Value, path: &[&str]| {
        let entries = part(new, path).and_then(Value::as_entries);
        let pairs: Vec<_> = entries
            .into_iter()
            .flat_map(|e| e.iter().cloned())
            .collect();
        if pairs.is_empty() {
            return value;
        }
        let origin = new.origin.clone();
        let missing = super::super::edit::Missing::Make(&origin);
        super::super::edit::edit(&value, path, missing, &mut |old| {
            let empty = Value::object(Vec::new()).at(origin.clone());
            let map = old.cloned().unwrap_or(empty);
            Some(pairs.iter().fold(map, |map, (name, value)| {
                with_entry(&map, name, Some(value.clone()))
            }))
        })
    };
    let value = lay(old.value.clone(), &["data"]);
    let value = lay(value, &["metadata", "labels"]);
    lay(value, &["metadata", "annotations"])
}

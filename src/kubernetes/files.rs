//! YAML and JSON files, read and parsed once each.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::finding::Diagnostic;
use crate::language::{Origin, Value};
use crate::source::{
    FileId, Input, InputKind, Limits, Opened, Place, ReadError, Root, Sources, Span,
};
use crate::syntax::yaml::{self, Condition, Dialect};

use super::value::value;

/// A file, parsed.
#[derive(Debug)]
pub(super) struct Parsed {
    pub file: FileId,
    pub text: Arc<str>,
    /// The documents that could be read.
    pub documents: Vec<Document>,
    /// Documents that another program fills in first.
    pub templates: Vec<Place>,
    pub diagnostics: Vec<Diagnostic>,
    /// The user named it.
    pub explicit: bool,
}

/// A document that could be read.
#[derive(Debug)]
pub(super) struct Document {
    pub value: Value,
    pub place: Place,
}

impl Parsed {
    pub fn new(file: FileId, text: Arc<str>, explicit: bool) -> Parsed {
        let (tree, diagnostics) = yaml::parse(file, text.clone(), Dialect::Kubernetes);
        let mut documents = Vec::new();
        let mut templates = Vec::new();
        for document in &tree.documents {
            let place = tree.place(document.span);
            match document.condition {
                Condition::Template => templates.push(place),
                Condition::Broken => {}
                Condition::Read => documents.push(Document {
                    value: value(&tree, document.root),
                    place,
                }),
            }
        }
        Parsed {
            file,
            text,
            documents,
            templates,
            diagnostics,
            explicit,
        }
    }

    /// The beginning of the file.
    pub fn start(&self) -> Place {
        let end = self.text.find(['\n', '\r']).unwrap_or(self.text.len());
        Place::new(self.file, Span::new(0, end as u32))
    }
}

/// The files of a scan, and those that they name.
pub(super) struct Files<'a> {
    root: &'a Root,
    limits: Limits,
    pub sources: &'a mut Sources,
    parsed: BTreeMap<String, Result<Arc<Parsed>, ReadError>>,
    /// Inputs that hold nothing a manifest has, and were not parsed.
    pub others: usize,
}

impl<'a> Files<'a> {
    /// Reads and parses `inputs`, those that cannot be manifests apart.
    pub fn read(
        root: &'a Root,
        inputs: &mut [Opened],
        limits: Limits,
        sources: &'a mut Sources,
    ) -> Files<'a> {
        let texts: Vec<Result<String, ReadError>> = inputs
            .par_iter_mut()
            .map(|opened| opened.text(root, limits.source_bytes))
            .collect();
        let mut files = Files {
            root,
            limits,
            sources,
            parsed: BTreeMap::new(),
            others: 0,
        };
        let mut kept: Vec<(&Input, FileId, Arc<str>)> = Vec::new();
        for (Opened { input, .. }, text) in inputs.iter().zip(texts) {
            let wanted = |text: &str| {
                let named = input.explicit || input.kind == InputKind::Kustomization;
                named || may_be_manifest(text)
            };
            match text {
                Ok(text) if wanted(&text) => {
                    let text: Arc<str> = text.into();
                    let file = files.sources.add(input.path.as_str(), text.clone());
                    kept.push((input, file, text));
                }
                Ok(_) => files.others += 1,
                Err(error) => {
                    files.parsed.insert(input.path.clone(), Err(error));
                }
            }
        }
        let parsed: Vec<(String, Arc<Parsed>)> = kept
            .into_par_iter()
            .map(|(input, file, text)| {
                let parsed = Parsed::new(file, text, input.explicit);
                (input.path.clone(), Arc::new(parsed))
            })
            .collect();
        let parsed = parsed.into_iter().map(|(path, parsed)| (path, Ok(parsed)));
        files.parsed.extend(parsed);
        files
    }

    /// The file that `name` means in `directory`, with its path inside the root.
    pub fn get(&mut self, directory: &str, name: &str) -> Result<(String, Arc<Parsed>), ReadError> {
        let path = self.root.resolve(directory, name)?;
        if let Some(known) = self.parsed.get(&path) {
            return known.clone().map(|parsed| (path, parsed));
        }
        let read = self.root.read_text(&path, self.limits.source_bytes);
        let parsed = read.map(|text| {
            let text: Arc<str> = text.into();
            let file = self.sources.add(path.as_str(), text.clone());
            Arc::new(Parsed::new(file, text, false))
        });
        self.parsed.insert(path.clone(), parsed.clone());
        parsed.map(|parsed| (path, parsed))
    }

    /// The text of the file that `name` means in `directory`, which is no manifest; its path.
    pub fn text(&self, directory: &str, name: &str) -> Result<(String, String), ReadError> {
        let path = self.root.resolve(directory, name)?;
        let text = self.root.read_text(&path, self.limits.source_bytes)?;
        Ok((path, text))
    }

    /// The directory that `name` means in `directory`; `None` where a file stands there.
    pub fn directory(&self, directory: &str, name: &str) -> Result<Option<String>, ReadError> {
        let path = self.root.resolve(directory, name)?;
        Ok(self.root.is_dir(&path).then_some(path))
    }

    /// Whether a file stands at `path`.
    pub fn is_file(&self, path: &str) -> bool {
        self.root.is_file(path)
    }

    /// All files that were parsed, with their paths, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Arc<Parsed>)> {
        self.parsed
            .iter()
            .filter_map(|(path, parsed)| Some((path.as_str(), parsed.as_ref().ok()?)))
    }

    /// The inputs that could not be read.
    pub fn unreadable(&mut self) -> Vec<Diagnostic> {
        let failed: Vec<(String, ReadError)> = self
            .parsed
            .iter()
            .filter_map(|(path, parsed)| Some((path.clone(), parsed.as_ref().err()?.clone())))
            .collect();
        let failed = failed
            .into_iter()
            .map(|(path, error)| Diagnostic::unread(&path, &error, self.sources));
        failed.collect()
    }
}

/// Whether a text has `apiVersion` and `kind` somewhere: most YAML and JSON has not, and is not
/// even parsed.
fn may_be_manifest(text: &str) -> bool {
    text.contains("apiVersion") && text.contains("kind")
}

/// Values read from `inner`, a text that stands in `outer` behind `from` with each line indented
/// alike, with their places in `outer`; with `fallback` where it does not stand so.
pub(super) struct Inline {
    /// Where each line begins inside, and outside.
    lines: Option<Vec<(u32, u32)>>,
    fallback: Place,
}

impl Inline {
    pub fn new(inner: &str, outer: &str, fallback: Place) -> Inline {
        Inline {
            lines: lines(inner, outer, fallback.span.start as usize),
            fallback,
        }
    }

    /// The place in the outer text.
    fn place(&self, place: Place) -> Place {
        let outer = |offset: u32| {
            let lines = self.lines.as_ref()?;
            let at = lines.partition_point(|(inner, _)| *inner <= offset);
            let (inner, outer) = lines.get(at.checked_sub(1)?)?;
            Some(outer + (offset - inner))
        };
        match (outer(place.span.start), outer(place.span.end)) {
            (Some(start), Some(end)) => Place::new(self.fallback.file, Span::new(start, end)),
            _ => self.fallback,
        }
    }

    /// `value` with its places in the outer text.
    pub fn relocate(&self, value: &Value) -> Value {
        let mut moved = super::edit::each_part(value, &|part| self.relocate(part));
        if let Origin::At(place) = &value.origin {
            moved.origin = Origin::At(self.place(*place));
        }
        moved
    }
}

/// Where the lines of `inner` begin, in it and in `outer` behind `from`.
fn lines(inner: &str, outer: &str, from: usize) -> Option<Vec<(u32, u32)>> {
    let begin = outer.get(..from)?.rfind('\n').map_or(0, |at| at + 1);
    let mut outer_lines = starts(outer, begin).skip_while(|(_, line)| {
        let first = inner.lines().next().unwrap_or("").trim();
        line.trim() != first
    });
    let mut found = Vec::new();
    for (at, line) in starts(inner, 0) {
        let Some((outer_at, outer_line)) = outer_lines.next() else {
            break;
        };
        let line = line.trim_end();
        let outer_line = outer_line.trim_end();
        let indent = outer_line.strip_suffix(line)?;
        if !indent.trim().is_empty() {
            return None;
        }
        found.push((at as u32, (outer_at + indent.len()) as u32));
    }
    (!found.is_empty()).then_some(found)
}

/// The lines of `text` behind `from`, with where they begin.
fn starts(text: &str, from: usize) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.get(from..).unwrap_or("").split_inclusive('\n');
    lines.scan(from, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    })
}

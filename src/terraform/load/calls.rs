//! Where the calls of modules lead: to what `terraform init` downloaded, to a directory inside the
//! root, to what stands in for a module, or nowhere that is read.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use super::super::models;
use super::super::module::{Module, Named};
use super::super::variables::literal;
use super::{Loader, Target};
use crate::finding::{Code, Diagnostic};
use crate::language::{Reason, ReasonKind};
use crate::source::{Place, ReadError};

impl Loader<'_> {
    /// Whether the user has `dir` read in place of another module.
    pub(super) fn stands_in(&self, dir: &Arc<str>) -> bool {
        self.layout.stand_ins.values().any(|other| other == dir)
    }

    /// The directory that is read in place of `source`: of git sources also by what stands before
    /// `?ref=…`.
    fn stand_in(&self, source: &str) -> Option<Arc<str>> {
        let versionless = source.split('?').next().unwrap_or(source);
        let named = |source: &str| self.layout.stand_ins.get(source).cloned();
        named(source).or_else(|| named(versionless))
    }

    /// Finds where the calls of a module lead; returns directories inside the root.
    pub(super) fn resolve_calls(&mut self, dir: &Arc<str>) -> Vec<Arc<str>> {
        let Some(module) = self.configuration.module(dir) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for call in &module.calls {
            let target = self.resolve_call(&module, call);
            if let Target::Directory(dir, _) = &target {
                found.push(dir.clone());
            }
            self.configuration.lead(dir, &call.name, target);
        }
        found
    }

    fn resolve_call(&mut self, module: &Module, call: &Named) -> Target {
        let header = call.body.header();
        let Some((tree, attribute)) = call.body.attribute("source") else {
            let message = format!("module \"{}\" has no source", call.name);
            let diagnostic = Diagnostic::error(Code::Evaluate, header, message);
            self.configuration.diagnostics.push(diagnostic);
            return Target::Opaque(Reason::new(ReasonKind::Module, &*call.name, Some(header)));
        };
        let place = tree.place(attribute.span);
        let Some(source) = literal(tree, attribute.expr).map(str::to_owned) else {
            let reason = Reason::new(ReasonKind::Module, &*call.name, Some(place));
            return Target::Opaque(reason);
        };
        let opaque = |kind| Target::Opaque(Reason::new(kind, source.as_str(), Some(header)));
        if let Some(dir) = self.stand_in(&source) {
            return Target::Directory(dir, true);
        }
        let key = (module.dir.clone(), call.name.clone());
        if let Some(dir) = self.downloaded.get(&key) {
            let inside = is_local(&source) && !dir.contains(".terraform/");
            return Target::Directory(dir.clone(), inside);
        }
        if is_local(&source) && call.body.attribute("version").is_some() {
            self.refuse(place, "only modules of a registry have versions");
        }
        if !is_local(&source) {
            if is_nowhere(&source) && !models::is_stand_in(&module.dir) {
                let message =
                    format!("{source:?} leads nowhere: a directory begins with ./ or ../");
                self.refuse(place, message);
            }
            let version = call.body.attribute("version");
            if version.is_some() && !is_registry(&source) && !models::is_stand_in(&module.dir) {
                self.refuse(place, "only modules of a registry have versions");
            }
            let version = version.and_then(|(tree, version)| literal(tree, version.expr));
            return match models::directory(&source, version) {
                Some(dir) => Target::Directory(dir.into(), false),
                None => opaque(ReasonKind::Module),
            };
        }
        if models::is_stand_in(&module.dir) {
            return match models::beside(&module.dir, &source) {
                Some(dir) => Target::Directory(dir.into(), false),
                None => opaque(ReasonKind::Module),
            };
        }
        match self.root.look(&module.dir, &source) {
            Ok(found) if found.kind == crate::source::Kind::Directory => {
                let inside = !found.path.contains(".terraform/");
                Target::Directory(found.path.into(), inside)
            }
            Ok(_) | Err(ReadError::Missing) => {
                let message = format!(
                    "module \"{}\" not analysed: there is no directory {source:?}",
                    call.name
                );
                self.configuration.diagnostics.push(Diagnostic::error(
                    Code::Module,
                    place,
                    message,
                ));
                opaque(ReasonKind::Module)
            }
            Err(ReadError::Outside) => {
                let message = format!(
                    "module \"{}\" not analysed: source is outside the scan root",
                    call.name
                );
                let diagnostic = Diagnostic::error(Code::Outside, place, message)
                    .with_help("scan from a directory that holds both, or name it with --root");
                self.configuration.diagnostics.push(diagnostic);
                opaque(ReasonKind::OutsideRoot)
            }
            Err(error) => {
                let message = format!("module \"{}\" not analysed: {error}", call.name);
                self.configuration.diagnostics.push(Diagnostic::error(
                    Code::Module,
                    place,
                    message,
                ));
                opaque(ReasonKind::Module)
            }
        }
    }

    fn refuse(&mut self, place: Place, message: impl Into<String>) {
        let diagnostic = Diagnostic::error(Code::Evaluate, place, message);
        self.configuration.diagnostics.push(diagnostic);
    }

    /// Reads `.terraform/modules/modules.json`, where `terraform init` says what it downloaded.
    pub(super) fn read_manifest(&mut self, dir: &Arc<str>) {
        let path = crate::source::path::join(dir, ".terraform/modules/modules.json");
        if !self.root.is_file(&path) {
            return;
        }
        let Ok(text) = self.root.read_text(&path, self.limits.source_bytes) else {
            return;
        };
        let Ok(manifest) = serde_json::from_str::<serde_json::Value>(&text) else {
            return;
        };
        let entries = manifest.get("Modules").and_then(|m| m.as_array());
        let mut dirs: BTreeMap<String, Arc<str>> = BTreeMap::new();
        for entry in entries.into_iter().flatten() {
            let text = |name: &str| entry.get(name).and_then(|v| v.as_str());
            if let (Some(key), Some(at)) = (text("Key"), text("Dir"))
                && let Ok(resolved) = self.root.resolve(dir, at)
            {
                dirs.insert(key.to_owned(), resolved.into());
            }
        }
        dirs.insert(String::new(), dir.clone());
        for (key, target) in &dirs {
            let (parent, name) = match key.rsplit_once('.') {
                Some((parent, name)) => (parent, name),
                None if key.is_empty() => continue,
                None => ("", key.as_str()),
            };
            if let Some(parent) = dirs.get(parent) {
                let key = (parent.clone(), Arc::from(name));
                self.downloaded.entry(key).or_insert(target.clone());
            }
        }
    }

    /// A module that calls itself, over whatever others, is an error at the call that closes the
    /// cycle, and that call is not followed.
    pub(super) fn refuse_cycles(&mut self) {
        let dirs: Vec<Arc<str>> = self.configuration.modules.keys().cloned().collect();
        let mut done: BTreeSet<Arc<str>> = BTreeSet::new();
        for start in dirs {
            if done.contains(&start) {
                continue;
            }
            let mut path: Vec<(Arc<str>, VecDeque<Arc<str>>)> =
                vec![(start.clone(), self.call_names(&start))];
            while let Some((dir, calls)) = path.last_mut() {
                let Some(call) = calls.pop_front() else {
                    done.insert(dir.clone());
                    path.pop();
                    continue;
                };
                let dir = dir.clone();
                let target = self.configuration.target(&dir, &call);
                let Some(Target::Directory(target, _)) = target.cloned() else {
                    continue;
                };
                match path.iter().position(|(dir, _)| *dir == target) {
                    Some(from) => {
                        let chain: Vec<&str> = path
                            .iter()
                            .skip(from)
                            .map(|(dir, _)| &**dir)
                            .chain([&*target])
                            .collect();
                        let message = format!("module cycle: {}", chain.join(" → "));
                        self.refuse_call(&dir, &call, message);
                    }
                    None if !done.contains(&target) => {
                        let calls = self.call_names(&target);
                        path.push((target, calls));
                    }
                    None => {}
                }
            }
        }
    }

    fn call_names(&self, dir: &str) -> VecDeque<Arc<str>> {
        match self.configuration.module(dir) {
            Some(module) => module.calls.iter().map(|c| c.name.clone()).collect(),
            None => VecDeque::new(),
        }
    }

    fn refuse_call(&mut self, dir: &Arc<str>, call: &Arc<str>, message: String) {
        let module = self.configuration.module(dir);
        let place = module.and_then(|m| Some(m.calls.get(m.call(call)?)?.body.header()));
        if let Some(place) = place {
            let diagnostic = Diagnostic::error(Code::Module, place, message.as_str());
            self.configuration.diagnostics.push(diagnostic);
        }
        let reason = Reason::new(ReasonKind::Error, message, place);
        self.configuration.lead(dir, call, Target::Opaque(reason));
    }
}

/// Whether a source is nothing that Terraform knows to get: no directory, no module of a registry,
/// and no host, archive or scheme.
fn is_nowhere(source: &str) -> bool {
    let first = source.split('/').next().unwrap_or(source);
    let plain = !source.contains([':', '@', '\\', '$']) && !first.contains('.');
    plain && !source.starts_with('/') && !is_registry(source)
}

/// Whether a source has the form of a registry's address: `[host/]namespace/name/provider`.
fn is_registry(source: &str) -> bool {
    let package = source.split("//").next().unwrap_or(source);
    let mut parts: Vec<&str> = package.split('/').collect();
    if parts.len() == 4 && parts.first().is_some_and(|host| host.contains(['.', ':'])) {
        parts.remove(0);
    }
    let [namespace, name, provider] = parts.as_slice() else {
        return false;
    };
    let word = |text: &str| {
        let edge = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        edge(text.chars().next()) && edge(text.chars().next_back()) && text.chars().all(inner)
    };
    let small = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    word(namespace) && word(name) && !provider.is_empty() && provider.chars().all(small)
}

fn is_local(source: &str) -> bool {
    source == "." || source == ".." || source.starts_with("./") || source.starts_with("../")
}

//! From files to modules: directories are parsed, sources of module calls resolved, roots found.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use rayon::prelude::*;

use crate::address::Mode;
use crate::finding::{Code, Diagnostic, Level};
use crate::language::{Reason, ReasonKind};
use crate::source::{FileId, Limits, Place, ReadError, Root, Sources, Span};
use crate::syntax::{hcl, json};

use super::models;
use super::module::{Module, Named};
use super::variables::literal;

/// All modules of a scan and how their calls resolve.
#[derive(Debug)]
pub struct Configuration {
    files: Arc<Root>,
    modules: BTreeMap<Arc<str>, Arc<Module>>,
    calls: BTreeMap<(Arc<str>, Arc<str>), Target>,
    variable_files: BTreeMap<Arc<str>, Vec<Arc<hcl::Tree>>>,
    /// Directories of root modules, sorted.
    pub roots: Vec<Arc<str>>,
    /// What is wrong with files and module sources.
    pub diagnostics: Vec<Diagnostic>,
    /// How many Terraform files were read.
    pub file_count: usize,
}

/// Where a call leads.
#[derive(Clone, Debug)]
enum Target {
    /// A directory; whether it belongs to the repository (is not downloaded).
    Directory(Arc<str>, bool),
    /// Nowhere that was loaded.
    Opaque(Reason),
}

/// A module that a call means.
pub enum ModuleSource {
    /// Loaded; whether its source belongs to the repository.
    Loaded(Arc<Module>, bool),
    /// Not loaded, and why.
    Opaque(Reason),
}

impl Configuration {
    /// The module in directory `dir`.
    pub fn module(&self, dir: &str) -> Option<Arc<Module>> {
        self.modules.get(dir).cloned()
    }

    /// All modules, by directory.
    pub fn modules(&self) -> impl Iterator<Item = &Arc<Module>> {
        self.modules.values()
    }

    /// The files of the scan.
    pub fn files(&self) -> &Root {
        &self.files
    }

    /// What the call `name` in `module` means.
    pub fn source(&self, module: &Module, name: &str) -> ModuleSource {
        let key = (module.dir.clone(), Arc::from(name));
        match self.calls.get(&key) {
            Some(Target::Directory(dir, inside)) => match self.modules.get(dir) {
                Some(module) => ModuleSource::Loaded(module.clone(), *inside),
                None => ModuleSource::Opaque(Reason::new(ReasonKind::Module, &**dir, None)),
            },
            Some(Target::Opaque(reason)) => ModuleSource::Opaque(reason.clone()),
            None => ModuleSource::Opaque(Reason::new(ReasonKind::Module, name, None)),
        }
    }

    /// The variables files that Terraform loads by itself in `dir`, in its order.
    pub fn automatic_variable_files(&self, dir: &str) -> Vec<Arc<hcl::Tree>> {
        self.variable_files.get(dir).cloned().unwrap_or_default()
    }
}

/// What the user says of modules, beside their files.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// By module source, the directory inside the root that is read in its place, whatever version
    /// is asked for. It is part of the repository, and need not take and give all that the module
    /// does.
    pub stand_ins: BTreeMap<Arc<str>, Arc<str>>,
    /// Which directories are root modules.
    pub roots: Roots,
}

/// Which of the directories of a scan are root modules.
#[derive(Clone, Debug)]
pub enum Roots {
    /// Those that no other module of the scan calls, and these.
    Uncalled(BTreeSet<Arc<str>>),
    /// These and no others.
    Named(BTreeSet<Arc<str>>),
}

impl Default for Roots {
    fn default() -> Self {
        Roots::Uncalled(BTreeSet::new())
    }
}

/// Loads the modules in `dirs` and all that they call inside the root.
pub fn load(
    root: &Arc<Root>,
    dirs: &BTreeSet<Arc<str>>,
    layout: &Layout,
    sources: &mut Sources,
    limits: Limits,
) -> Configuration {
    let mut loader = Loader {
        root,
        layout,
        sources,
        limits,
        configuration: Configuration {
            files: root.clone(),
            modules: BTreeMap::new(),
            calls: BTreeMap::new(),
            variable_files: BTreeMap::new(),
            roots: Vec::new(),
            diagnostics: Vec::new(),
            file_count: 0,
        },
        downloaded: BTreeMap::new(),
    };
    loader.load_all(dirs);
    loader.refuse_cycles();
    loader.find_roots(dirs);
    loader.load_variable_files();
    let mut configuration = loader.configuration;
    configuration.diagnostics.sort();
    configuration.diagnostics.dedup();
    configuration
}

struct Loader<'a> {
    root: &'a Arc<Root>,
    layout: &'a Layout,
    sources: &'a mut Sources,
    limits: Limits,
    configuration: Configuration,
    /// Calls that `.terraform/modules/modules.json` names: (directory, call) → directory.
    downloaded: BTreeMap<(Arc<str>, Arc<str>), Arc<str>>,
}

/// One file to parse.
struct Job {
    dir: Arc<str>,
    path: String,
    text: Result<String, ReadError>,
}

impl Loader<'_> {
    fn load_all(&mut self, dirs: &BTreeSet<Arc<str>>) {
        let mut wave: BTreeSet<Arc<str>> = dirs.clone();
        while !wave.is_empty() {
            for dir in &wave {
                self.read_manifest(dir);
            }
            self.parse_dirs(&wave);
            let mut next = BTreeSet::new();
            for dir in &wave {
                for target in self.resolve_calls(dir) {
                    if !self.configuration.modules.contains_key(&target) {
                        next.insert(target);
                    }
                }
            }
            wave = next;
        }
    }

    fn parse_dirs(&mut self, dirs: &BTreeSet<Arc<str>>) {
        let mut wanted: Vec<(Arc<str>, String)> = Vec::new();
        let mut embedded: Vec<Job> = Vec::new();
        for dir in dirs {
            if models::is_model(dir) {
                embedded.extend(models::files(dir).into_iter().map(|(path, text)| Job {
                    dir: dir.clone(),
                    path: format!("archlint:{path}"),
                    text: Ok(text.to_owned()),
                }));
                continue;
            }
            let Ok(entries) = self.root.list(dir) else {
                continue;
            };
            for entry in entries {
                let directory = matches!(
                    &entry.found,
                    Ok(found) if found.kind == crate::source::Kind::Directory
                );
                if is_terraform(&entry.name) && !directory {
                    wanted.push((dir.clone(), crate::source::path::join(dir, &entry.name)));
                }
            }
        }
        let root = self.root;
        let limit = self.limits.source_bytes;
        let mut jobs: Vec<Job> = wanted
            .into_par_iter()
            .map(|(dir, path)| Job {
                text: root.read_text(&path, limit),
                dir,
                path,
            })
            .collect();
        let own_files = jobs.iter().filter(|job| job.text.is_ok()).count();
        jobs.append(&mut embedded);
        let mut texts: Vec<(Arc<str>, String, FileId, Arc<str>)> = Vec::with_capacity(jobs.len());
        let mut broken: BTreeSet<Arc<str>> = BTreeSet::new();
        for job in jobs {
            match job.text {
                Ok(text) => {
                    let text: Arc<str> = text.into();
                    let file = self.sources.add(job.path.as_str(), text.clone());
                    texts.push((job.dir, job.path, file, text));
                }
                Err(error) => {
                    broken.insert(job.dir);
                    self.unreadable(&job.path, &error);
                }
            }
        }
        self.configuration.file_count += own_files;
        let parsed: Vec<(Arc<str>, String, hcl::Tree, Vec<Diagnostic>)> = texts
            .into_par_iter()
            .map(|(dir, path, file, text)| {
                let (tree, diagnostics) = parse(&path, file, text);
                (dir, path, tree, diagnostics)
            })
            .collect();
        let mut files: BTreeMap<Arc<str>, [Vec<Arc<hcl::Tree>>; 2]> = BTreeMap::new();
        for (dir, path, tree, diagnostics) in parsed {
            if diagnostics.iter().any(|d| d.level == Level::Error) {
                broken.insert(dir.clone());
            }
            self.configuration.diagnostics.extend(diagnostics);
            let [base, overrides] = files.entry(dir).or_default();
            match is_override(&path) {
                true => overrides.push(Arc::new(tree)),
                false => base.push(Arc::new(tree)),
            }
        }
        for dir in dirs {
            let [base, overrides] = files.remove(dir).unwrap_or_default();
            let mut module = Module::new(dir.clone(), base, overrides);
            module.broken = broken.contains(dir);
            module.stand_in = models::is_model(dir) || self.stands_in(dir);
            self.configuration
                .modules
                .insert(dir.clone(), Arc::new(module));
        }
    }

    /// A file that could not be read is an error without a line.
    fn unreadable(&mut self, path: &str, error: &ReadError) {
        let code = match error {
            ReadError::TooLarge { .. } | ReadError::TooMany { .. } => Code::Limit,
            ReadError::NotUtf8 { .. } => Code::Parse,
            ReadError::Outside => Code::Outside,
            _ => Code::Read,
        };
        let file = self.sources.add(path, "");
        let place = Place::new(file, Span::new(0, 0));
        let diagnostic = Diagnostic::error(code, place, error.to_string());
        self.configuration.diagnostics.push(diagnostic);
    }

    /// Whether the user has `dir` read in place of another module.
    fn stands_in(&self, dir: &Arc<str>) -> bool {
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
    fn resolve_calls(&mut self, dir: &Arc<str>) -> Vec<Arc<str>> {
        let Some(module) = self.configuration.module(dir) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for call in &module.calls {
            let target = self.resolve_call(&module, call);
            if let Target::Directory(dir, _) = &target {
                found.push(dir.clone());
            }
            let key = (dir.clone(), call.name.clone());
            self.configuration.calls.insert(key, target);
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
        if !is_local(&source) {
            let version = call.body.attribute("version");
            let version = version.and_then(|(tree, version)| literal(tree, version.expr));
            return match models::directory(&source, version) {
                Some(dir) => Target::Directory(dir.into(), false),
                None => opaque(ReasonKind::Module),
            };
        }
        if module.stand_in {
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

    /// Reads `.terraform/modules/modules.json`, where `terraform init` says what it downloaded.
    fn read_manifest(&mut self, dir: &Arc<str>) {
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
    fn refuse_cycles(&mut self) {
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
                let key = (dir.clone(), call);
                let Some(Target::Directory(target, _)) = self.configuration.calls.get(&key) else {
                    continue;
                };
                let target = target.clone();
                match path.iter().position(|(dir, _)| *dir == target) {
                    Some(from) => {
                        let chain: Vec<&str> = path
                            .iter()
                            .skip(from)
                            .map(|(dir, _)| &**dir)
                            .chain([&*target])
                            .collect();
                        let message = format!("module cycle: {}", chain.join(" → "));
                        self.refuse_call(key, message);
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

    fn refuse_call(&mut self, key: (Arc<str>, Arc<str>), message: String) {
        let module = self.configuration.module(&key.0);
        let call = module.and_then(|m| Some(m.calls.get(m.call(&key.1)?)?.body.header()));
        if let Some(place) = call {
            let diagnostic = Diagnostic::error(Code::Module, place, message.as_str());
            self.configuration.diagnostics.push(diagnostic);
        }
        let reason = Reason::new(ReasonKind::Error, message, call);
        self.configuration.calls.insert(key, Target::Opaque(reason));
    }

    fn find_roots(&mut self, dirs: &BTreeSet<Arc<str>>) {
        let mut called: BTreeSet<Arc<str>> = BTreeSet::new();
        for ((caller, _), target) in &self.configuration.calls {
            if let Target::Directory(dir, _) = target
                && dir != caller
            {
                called.insert(dir.clone());
            }
        }
        let is_root = |dir: &Arc<str>| match &self.layout.roots {
            Roots::Named(named) => named.contains(dir),
            Roots::Uncalled(named) => {
                named.contains(dir) || !called.contains(dir) && !self.stands_in(dir)
            }
        };
        let mut roots: Vec<Arc<str>> = dirs
            .iter()
            .filter(|dir| is_root(dir) && self.has_declarations(dir))
            .cloned()
            .collect();
        roots.sort();
        self.configuration.roots = roots;
    }

    fn has_declarations(&self, dir: &str) -> bool {
        self.configuration
            .module(dir)
            .is_some_and(|module| !module.trees.is_empty() || module.broken)
    }

    fn load_variable_files(&mut self) {
        let roots = self.configuration.roots.clone();
        for dir in roots {
            let Ok(entries) = self.root.list(&dir) else {
                continue;
            };
            let mut names: Vec<String> = entries
                .into_iter()
                .map(|entry| entry.name)
                .filter(|name| automatic_rank(name).is_some())
                .collect();
            names.sort_by_key(|name| (automatic_rank(name), name.clone()));
            let mut trees = Vec::new();
            for name in names {
                let path = crate::source::path::join(&dir, &name);
                if let Some(tree) = self.read_variables(&path) {
                    trees.push(tree);
                }
            }
            if !trees.is_empty() {
                self.configuration.variable_files.insert(dir, trees);
            }
        }
    }

    fn read_variables(&mut self, path: &str) -> Option<Arc<hcl::Tree>> {
        match self.root.read_text(path, self.limits.source_bytes) {
            Ok(text) => {
                let text: Arc<str> = text.into();
                let file = self.sources.add(path, text.clone());
                let (tree, diagnostics) = parse(path, file, text);
                self.configuration.diagnostics.extend(diagnostics);
                Some(Arc::new(tree))
            }
            Err(error) => {
                self.unreadable(path, &error);
                None
            }
        }
    }
}

/// Reads a variables file that a flag or the configuration names.
pub fn load_variables(
    root: &Root,
    path: &str,
    sources: &mut Sources,
    limits: Limits,
) -> Result<(Arc<hcl::Tree>, Vec<Diagnostic>), ReadError> {
    let text: Arc<str> = root.read_text(path, limits.source_bytes)?.into();
    let file = sources.add(path, text.clone());
    let (tree, diagnostics) = parse(path, file, text);
    Ok((Arc::new(tree), diagnostics))
}

fn parse(path: &str, file: FileId, text: Arc<str>) -> (hcl::Tree, Vec<Diagnostic>) {
    match path {
        p if p.ends_with(".tfvars.json") => {
            json::hcl::parse(file, text, &|_, _| json::hcl::Member::Literal)
        }
        p if p.ends_with(".json") => json::hcl::parse(file, text, &json_member),
        _ => hcl::parse(file, text),
    }
}

/// What the members of `.tf.json` files are.
fn json_member(path: &[&str], name: &str) -> json::hcl::Member {
    let labels = |labels| json::hcl::Member::Block { labels };
    match (path, name) {
        ([], "resource" | "data" | "ephemeral") => labels(2),
        ([], "variable" | "output" | "module" | "provider" | "check") => labels(1),
        ([], "locals" | "terraform" | "moved" | "import" | "removed") => labels(0),
        (["variable", _], "validation") => labels(0),
        (["variable", _], "type") => json::hcl::Member::Expression,
        (["variable", _], "default" | "description") => json::hcl::Member::Literal,
        (["module", _], "source" | "version") => json::hcl::Member::Literal,
        (["module", _], "depends_on") => json::hcl::Member::Expression,
        (["output", _], "depends_on") => json::hcl::Member::Expression,
        (["output" | "check", _], "precondition" | "assert") => labels(0),
        (["terraform"], "backend") => labels(1),
        (["terraform"], "required_providers" | "cloud") => labels(0),
        (["terraform", ..], _) => json::hcl::Member::Literal,
        (["resource" | "data", _, _], "depends_on" | "provider") => json::hcl::Member::Expression,
        (["resource" | "data", _, _], "lifecycle" | "connection") => labels(0),
        (["resource" | "data", _, _], "provisioner" | "dynamic") => labels(1),
        (["resource" | "data", _, _, "lifecycle"], "ignore_changes" | "replace_triggered_by") => {
            json::hcl::Member::Expression
        }
        _ => json::hcl::Member::Argument,
    }
}

/// Whether Terraform loads a file of that name: not backups, not hidden files.
fn is_terraform(name: &str) -> bool {
    let loaded = [".tf", ".tf.json", ".tofu", ".tofu.json"];
    let ignored = name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'));
    loaded.iter().any(|ending| name.ends_with(ending)) && !ignored
}

fn is_override(path: &str) -> bool {
    let name = crate::source::path::name(path);
    let stem = name.split('.').next().unwrap_or(name);
    stem == "override" || stem.ends_with("_override")
}

/// The order in which Terraform loads variables files by itself; `None` for the others.
fn automatic_rank(name: &str) -> Option<u8> {
    match name {
        "terraform.tfvars" => Some(0),
        "terraform.tfvars.json" => Some(1),
        _ if name.ends_with(".auto.tfvars") || name.ends_with(".auto.tfvars.json") => Some(2),
        _ => None,
    }
}

fn is_local(source: &str) -> bool {
    source == "." || source == ".." || source.starts_with("./") || source.starts_with("../")
}

/// Whether a resource of `kind` in `mode` is declared anywhere.
pub fn declares(module: &Module, mode: Mode, kind: &str) -> bool {
    let mut resources = module.resources.iter();
    resources.any(|r| r.mode == mode && &*r.kind == kind)
}

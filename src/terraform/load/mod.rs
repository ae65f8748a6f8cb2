//! From files to modules: directories are parsed, sources of module calls resolved, roots found.

mod calls;
mod file;
mod lock;
pub mod terragrunt;
mod variable_files;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::address::Mode;
use crate::finding::{Diagnostic, Level};
use crate::language::{Reason, ReasonKind};
use crate::source::{FileId, Limits, ReadError, Root, Sources};
use crate::syntax::hcl;

use super::models;
use super::module::Module;
use file::{is_override, is_terraform, parse};
pub use variable_files::load_variables;

/// All modules of a scan and how their calls resolve.
#[derive(Debug)]
pub struct Configuration {
    files: Arc<Root>,
    modules: BTreeMap<Arc<str>, Arc<Module>>,
    /// By directory and name of the call.
    calls: BTreeMap<Arc<str>, BTreeMap<Arc<str>, Target>>,
    variable_files: BTreeMap<Arc<str>, Vec<Arc<hcl::Tree>>>,
    /// Versions that `.terraform.lock.hcl` has: (directory, source of the provider) → version.
    locked: BTreeMap<(Arc<str>, String), String>,
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

    /// The version of the provider `source` that is locked in directory `dir`.
    pub fn locked(&self, dir: &Arc<str>, source: &str) -> Option<&str> {
        let key = (dir.clone(), source.to_owned());
        self.locked.get(&key).map(String::as_str)
    }

    /// The files of the scan.
    pub fn files(&self) -> &Root {
        &self.files
    }

    /// What the call `name` in `module` means.
    pub fn source(&self, module: &Module, name: &str) -> ModuleSource {
        match self.target(&module.dir, name) {
            Some(Target::Directory(dir, inside)) => match self.modules.get(dir) {
                Some(module) => ModuleSource::Loaded(module.clone(), *inside),
                None => ModuleSource::Opaque(Reason::new(ReasonKind::Module, &**dir, None)),
            },
            Some(Target::Opaque(reason)) => ModuleSource::Opaque(reason.clone()),
            None => ModuleSource::Opaque(Reason::new(ReasonKind::Module, name, None)),
        }
    }

    fn target(&self, dir: &str, call: &str) -> Option<&Target> {
        self.calls.get(dir)?.get(call)
    }

    fn lead(&mut self, dir: &Arc<str>, call: &Arc<str>, target: Target) {
        let calls = self.calls.entry(dir.clone()).or_default();
        calls.insert(call.clone(), target);
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
    /// Directories that another program adds files to before Terraform reads them.
    pub completed: BTreeSet<Arc<str>>,
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
            locked: BTreeMap::new(),
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
                self.read_lock(dir);
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
            if models::is_stand_in(dir) {
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
                    let unread = Diagnostic::unread(&job.path, &error, self.sources);
                    self.configuration.diagnostics.push(unread);
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
            module.completed = self.layout.completed.contains(dir);
            module.stand_in = models::is_stand_in(dir) || self.stands_in(dir);
            self.configuration
                .modules
                .insert(dir.clone(), Arc::new(module));
        }
    }

    fn find_roots(&mut self, dirs: &BTreeSet<Arc<str>>) {
        let mut called: BTreeSet<Arc<str>> = BTreeSet::new();
        for (caller, calls) in &self.configuration.calls {
            for target in calls.values() {
                if let Target::Directory(dir, _) = target
                    && dir != caller
                {
                    called.insert(dir.clone());
                }
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
}

/// Whether a resource of `kind` in `mode` is declared anywhere.
pub fn declares(module: &Module, mode: Mode, kind: &str) -> bool {
    let mut resources = module.resources.iter();
    resources.any(|r| r.mode == mode && &*r.kind == kind)
}

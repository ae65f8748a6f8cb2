//! In which environments a run evaluates the project, and with which variables files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::inputs::InputOptions;
use crate::config::{Config, RootInstance, names};
use crate::finding::{Code, Diagnostic, Level, nearest};
use crate::source::{Kind, Place, ReadError, Root, Sources, path};
use crate::syntax::hcl::Tree;
use crate::terraform::{self, Configuration, RootRun, Roots};

/// In which environments the project is evaluated.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Environments {
    /// In none: every root once, as its files alone say.
    Unnamed,
    /// In every one that is configured and has a root beneath the checked paths.
    Every,
    /// In this one.
    One(Arc<str>),
}

impl Environments {
    fn include(&self, name: &str) -> bool {
        match self {
            Environments::Unnamed => false,
            Environments::Every => true,
            Environments::One(wanted) => **wanted == *name,
        }
    }

    /// The environment called `wanted`, or what holds when none is asked for. The error is one line
    /// for the user.
    pub(super) fn choose(
        config: &Config,
        wanted: Option<&str>,
        otherwise: Environments,
    ) -> Result<Environments, String> {
        let Some(wanted) = wanted else {
            return Ok(otherwise);
        };
        let known = &config.project.environments;
        if let Some((name, _)) = known.get_key_value(wanted) {
            return Ok(Environments::One(name.clone()));
        }
        let hint = match nearest(wanted, known.keys().map(|name| &**name)) {
            Some(near) => format!("did you mean '{near}'?"),
            None if known.is_empty() => "[project.environments] configures none".to_owned(),
            None => {
                let names: Vec<&str> = known.keys().map(|name| &**name).collect();
                format!("there are {}", names.join(", "))
            }
        };
        Err(format!(
            "--env: no environment is called '{wanted}'; {hint}"
        ))
    }
}

/// Variables files of `environments` that are not there, though a root they are for is checked. A
/// run without them would find what is not meant.
pub(super) fn missing_files(
    config: &Config,
    environments: &Environments,
    root: &Root,
    paths: &[String],
) -> Vec<Diagnostic> {
    let project = &config.project;
    let wanted = project
        .environments
        .iter()
        .filter(|(name, _)| environments.include(name));
    let instances = wanted.flat_map(|(_, instances)| &instances.value);
    let checked = |dir: &str| {
        let meets = |path: &String| path::is_beneath(dir, path) || path::is_beneath(path, dir);
        paths.iter().any(meets)
    };
    let checked = instances.filter(|instance| checked(&instance.root.value));
    let files =
        checked.flat_map(|instance| instance.var_files.iter().map(move |file| (instance, file)));
    let missing = files.filter_map(|(instance, file)| {
        let error = match root.look(&project.base, &file.value) {
            Ok(found) if found.kind == Kind::File => return None,
            Ok(_) => ReadError::NotRegular,
            Err(error) => error,
        };
        let message = format!("var_files: {}: {error}", file.value);
        let problem = Diagnostic::error(Code::Config, file.place, message);
        let within = path::relative(&project.base, &instance.root.value);
        let within = path::join(&within, &file.value);
        Some(match root.look(&project.base, &within) {
            Ok(_) => problem.with_help(format!(
                "paths begin at the directory of archlint.toml: write {within}"
            )),
            Err(_) => problem,
        })
    });
    missing.collect()
}

/// What is evaluated together.
pub(super) struct Together {
    pub environment: Option<Arc<str>>,
    pub runs: Vec<RootRun>,
}

/// Which of the directories `dirs` are root modules.
pub(super) fn roots(config: &Config, dirs: &BTreeSet<Arc<str>>) -> Roots {
    let instances = config.project.environments.values();
    let instances = instances.flat_map(|environment| &environment.value);
    let mut named: BTreeSet<Arc<str>> = instances.map(|i| i.root.value.clone()).collect();
    if config.project.roots.is_none() {
        return Roots::Uncalled(named);
    }
    let globbed = dirs
        .iter()
        .filter(|dir| config.project.is_root(dir) == Some(true));
    named.extend(globbed.cloned());
    Roots::Named(named)
}

/// What is evaluated: the environments that are asked for, as far as their roots are read. Where
/// none has one beneath the checked paths, the project has no environment. The error is one line
/// for the user.
pub(super) fn together(
    options: &InputOptions,
    configuration: &Configuration,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Vec<Together>, String> {
    let known = &options.config.project.environments;
    let mut files = Files {
        options,
        sources,
        diagnostics,
        read: BTreeMap::new(),
    };
    let mut together = Vec::new();
    for (name, instances) in known {
        if !options.environments.include(name) {
            continue;
        }
        let runs = files.runs(configuration, &instances.value);
        if !runs.is_empty() {
            let environment = Some(name.clone());
            together.push(Together { environment, runs });
        }
    }
    match &options.environments {
        Environments::One(name) if together.is_empty() => {
            let paths = options.paths.join(", ");
            Err(format!("--env {name}: it has no root module in {paths}"))
        }
        _ if together.is_empty() => Ok(vec![Together {
            environment: None,
            runs: RootRun::each(configuration),
        }]),
        _ => {
            let apart = apart(&options.config, configuration);
            files.diagnostics.extend(apart);
            Ok(together)
        }
    }
}

/// Root modules that no environment names are not checked, and that is said.
fn apart(config: &Config, configuration: &Configuration) -> Option<Diagnostic> {
    let environments = &config.project.environments;
    let instances = environments
        .values()
        .flat_map(|environment| &environment.value);
    let named: BTreeSet<&str> = instances.map(|i| &*i.root.value).collect();
    let roots = configuration.roots.iter().map(|dir| &**dir);
    let apart: Vec<&str> = roots.filter(|dir| !named.contains(dir)).collect();
    if apart.is_empty() {
        return None;
    }
    let place = environments
        .values()
        .map(|environment| environment.place)
        .min()?;
    let shown = super::few(&apart);
    let message = format!("not checked, for no environment has it as a root: {shown}");
    Some(
        Diagnostic::error(Code::Config, place, message)
            .with_level(Level::Warning)
            .with_help("add it to an environment, or leave it out with [project] exclude or roots"),
    )
}

/// Variables files of environments, each read once.
struct Files<'a> {
    options: &'a InputOptions,
    sources: &'a mut Sources,
    diagnostics: &'a mut Vec<Diagnostic>,
    read: BTreeMap<String, Option<Arc<Tree>>>,
}

impl Files<'_> {
    /// The instances whose roots are read, by directory.
    fn runs(&mut self, configuration: &Configuration, instances: &[RootInstance]) -> Vec<RootRun> {
        let mut runs = Vec::new();
        for (instance, name) in instances.iter().zip(names(instances)) {
            let dir = &instance.root.value;
            if configuration.roots.contains(dir) {
                let files = &instance.var_files;
                let trees = files
                    .iter()
                    .filter_map(|file| self.tree(&file.value, file.place));
                runs.push(RootRun {
                    dir: dir.clone(),
                    name,
                    variable_files: trees.collect(),
                });
                continue;
            }
            let checked = self
                .options
                .paths
                .iter()
                .any(|path| path::is_beneath(dir, path));
            if checked {
                let message = format!("root: no Terraform file in {dir} is read");
                let problem = Diagnostic::error(Code::Config, instance.root.place, message);
                self.diagnostics.push(problem);
            }
        }
        // The sort is stable: instances of one directory stay in their order.
        runs.sort_by(|a, b| a.dir.cmp(&b.dir));
        runs
    }

    fn tree(&mut self, file: &str, place: Place) -> Option<Arc<Tree>> {
        if let Some(known) = self.read.get(file) {
            return known.clone();
        }
        let (root, limits) = (&self.options.root, self.options.limits);
        let base = &self.options.config.project.base;
        let read = root
            .resolve(base, file)
            .and_then(|inside| terraform::load_variables(root, &inside, self.sources, limits));
        let tree = match read {
            Ok((tree, wrong)) => {
                self.diagnostics.extend(wrong);
                Some(tree)
            }
            Err(error) => {
                let message = format!("var_files: {file}: {error}");
                self.diagnostics
                    .push(Diagnostic::error(Code::Config, place, message));
                None
            }
        };
        self.read.insert(file.to_owned(), tree.clone());
        tree
    }
}

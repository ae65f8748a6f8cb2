//! All roots of a scan, evaluated; `terraform_remote_state` joins them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::address::{InstanceId, Mode, RootId};
use crate::finding::Diagnostic;
use crate::language::{Entries, Kind, Reason, ReasonKind, Secrecy, Type, Value};
use crate::source::Limits;
use crate::syntax::hcl::Tree;

use super::constant;
use super::evaluation::{Evaluating, Evaluation};
use super::load::{Configuration, declares};
use super::module::{Module, Resource};
use super::plan::Plan;

/// A value for a root variable from outside its module.
#[derive(Clone, Debug)]
pub enum VariableSetting {
    /// A variables file.
    File(Arc<Tree>),
    /// `name=text`
    Flag(String, String),
}

/// One evaluation of a root module. The same module may have several, with other values.
#[derive(Clone, Debug)]
pub struct RootRun {
    /// Its directory, inside the scan root.
    pub dir: Arc<str>,
    /// What reports call it: its directory, and what tells it from other evaluations of the same.
    pub name: Arc<str>,
    /// Variables files of its own, in the order they apply: after those that Terraform loads by
    /// itself, before those of the command line.
    pub variable_files: Vec<Arc<Tree>>,
}

impl RootRun {
    /// Every root of `configuration` once.
    pub fn each(configuration: &Configuration) -> Vec<RootRun> {
        let runs = configuration.roots.iter().map(|dir| RootRun {
            dir: dir.clone(),
            name: dir.clone(),
            variable_files: Vec::new(),
        });
        runs.collect()
    }
}

/// How a project is evaluated.
#[derive(Clone, Debug)]
pub struct Options {
    /// Values for root variables, in the order of the command line.
    pub settings: Vec<VariableSetting>,
    /// `TF_VAR_*`, without the prefix; empty unless the user asks for it.
    pub environment: Vec<(String, String)>,
    /// `terraform.workspace`
    pub workspace: String,
    /// Counters.
    pub limits: Limits,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            settings: Vec::new(),
            environment: Vec::new(),
            workspace: "default".into(),
            limits: Limits::DEFAULT,
        }
    }
}

/// All roots, evaluated, in the order they were asked for.
#[derive(Debug)]
pub struct Project {
    /// One a root.
    pub roots: Vec<Evaluation>,
    /// Roots that belong together by their states: one reads that of the other, or both keep theirs
    /// in one place (a bucket, a storage account).
    pub links: Vec<(RootId, RootId)>,
}

/// What other roots of the scan have in their states.
pub(super) trait RemoteStates {
    /// The outputs that the state of `backend` with `config` holds, as one object.
    fn outputs(&mut self, backend: &str, config: &Entries) -> Result<Value, RemoteState>;
}

/// Why a remote state is unknown.
pub(super) enum RemoteState {
    /// No root of the scan writes it.
    Elsewhere,
    /// The configuration of the data source is unknown.
    Undecided,
    /// Several evaluations of one root write it.
    Several,
    /// Two roots read each other's state.
    Cycle,
}

impl Project {
    /// Evaluates `roots` of `configuration`: those that read no remote state on all cores, the
    /// others after what they read. A [`RootId`] counts them in the order given.
    pub fn evaluate(
        configuration: &Configuration,
        roots: &[RootRun],
        options: &Options,
    ) -> Project {
        let numbered = roots.iter().enumerate();
        let numbered = numbered.map(|(at, run)| (RootId(at as u32), run));
        let reads = reads_states(configuration);
        let (joined, alone): (Vec<_>, Vec<_>) =
            numbered.partition(|(_, run)| reads.contains(&run.dir));
        let mut done: BTreeMap<RootId, Evaluation> = alone
            .into_par_iter()
            .map(|(root, run)| {
                let mut none = NoStates;
                (root, evaluate(configuration, options, root, run, &mut none))
            })
            .collect::<Vec<_>>()
            .into_iter()
            .collect();
        let backends = backends(configuration, roots);
        let mut links = side_by_side(&backends);
        if !joined.is_empty() {
            let mut states = States {
                configuration,
                options,
                backends,
                done: &mut done,
                active: Vec::new(),
                links: &mut links,
            };
            for (root, run) in joined {
                states.ensure(root, run);
            }
        }
        Project {
            roots: done.into_values().collect(),
            links,
        }
    }

    /// Adds plans, each a root of its own, after the roots that are there.
    pub fn add_plans(&mut self, plans: &[Plan], limits: Limits) {
        let first = self.roots.len();
        let plans: Vec<(usize, &Plan)> = plans.iter().enumerate().collect();
        let evaluated = plans.into_par_iter().map(|(at, plan)| {
            let root = RootId((first + at) as u32);
            plan.evaluate(root, limits)
        });
        self.roots.extend(evaluated.collect::<Vec<_>>());
    }

    /// What is wrong in all roots.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.roots.iter().flat_map(|root| &root.diagnostics)
    }
}

fn evaluate(
    configuration: &Configuration,
    options: &Options,
    root: RootId,
    run: &RootRun,
    remote: &mut dyn RemoteStates,
) -> Evaluation {
    let evaluating = Evaluating {
        configuration,
        options,
        root,
        root_dir: run.dir.clone(),
        run,
        modules: Vec::new(),
        instances: Vec::new(),
        provider_instances: BTreeMap::new(),
        diagnostics: Vec::new(),
        told: BTreeSet::new(),
        opaque: Vec::new(),
        fuel: options.limits.fuel,
        settings: BTreeMap::new(),
        remote,
        looked_at: BTreeSet::new(),
        has_ephemeral: false,
    };
    evaluating.run()
}

/// Directories of roots whose modules read a remote state, by the text alone.
fn reads_states(configuration: &Configuration) -> BTreeSet<Arc<str>> {
    let mut reading: BTreeSet<Arc<str>> = BTreeSet::new();
    for module in configuration.modules() {
        if declares(module, Mode::Data, "terraform_remote_state") {
            reading.insert(module.dir.clone());
        }
    }
    // A root reads what a module that it calls, however deep, reads.
    loop {
        let before = reading.len();
        for module in configuration.modules() {
            let calls =
                module
                    .calls
                    .iter()
                    .any(|call| match configuration.source(module, &call.name) {
                        super::load::ModuleSource::Loaded(called, _) => {
                            reading.contains(&called.dir)
                        }
                        super::load::ModuleSource::Opaque(_) => false,
                    });
            if calls {
                reading.insert(module.dir.clone());
            }
        }
        if reading.len() == before {
            return reading;
        }
    }
}

/// A backend that a root declares: its type and its constant arguments.
struct Backend<'a> {
    root: RootId,
    run: &'a RootRun,
    kind: String,
    arguments: BTreeMap<String, String>,
}

fn backends<'a>(configuration: &Configuration, roots: &'a [RootRun]) -> Vec<Backend<'a>> {
    let mut all = Vec::new();
    for (at, run) in roots.iter().enumerate() {
        let Some(module) = configuration.module(&run.dir) else {
            continue;
        };
        let Some((kind, arguments)) = backend_of(&module) else {
            continue;
        };
        all.push(Backend {
            root: RootId(at as u32),
            run,
            kind,
            arguments,
        });
    }
    all
}

fn backend_of(module: &Module) -> Option<(String, BTreeMap<String, String>)> {
    let (tree, kind, body) = module.backend()?;
    let arguments = body.attributes.iter().filter_map(|attribute| {
        let value = constant::quietly(tree, attribute.expr)?;
        let name = tree.str(attribute.name).to_owned();
        Some((name, value.as_str()?.to_owned()))
    });
    Some((kind.to_owned(), arguments.collect()))
}

/// Roots that keep their states in one place: each with the first that does.
fn side_by_side(backends: &[Backend]) -> Vec<(RootId, RootId)> {
    let mut first: BTreeMap<(&str, Vec<&str>), RootId> = BTreeMap::new();
    let mut links = Vec::new();
    for backend in backends {
        // The last argument tells the states of one place apart.
        let Some((_, place)) = identifying(&backend.kind).split_last() else {
            continue;
        };
        let given = place.iter().map(|name| backend.arguments.get(*name));
        let given: Option<Vec<&str>> = given.map(|text| text.map(String::as_str)).collect();
        let Some(given) = given.filter(|given| !given.is_empty()) else {
            continue;
        };
        let other = first.entry((&backend.kind, given)).or_insert(backend.root);
        if *other != backend.root {
            links.push((*other, backend.root));
        }
    }
    links
}

/// The arguments that say which state it is, by backend type (the backends' documentation).
fn identifying(kind: &str) -> &'static [&'static str] {
    match kind {
        "s3" => &["bucket", "key"],
        "gcs" => &["bucket", "prefix"],
        "azurerm" => &["storage_account_name", "container_name", "key"],
        "local" => &["path"],
        "http" => &["address"],
        "consul" => &["path"],
        "kubernetes" => &["secret_suffix"],
        _ => &[],
    }
}

struct NoStates;

impl RemoteStates for NoStates {
    fn outputs(&mut self, _: &str, _: &Entries) -> Result<Value, RemoteState> {
        Err(RemoteState::Elsewhere)
    }
}

struct States<'a> {
    configuration: &'a Configuration,
    options: &'a Options,
    backends: Vec<Backend<'a>>,
    done: &'a mut BTreeMap<RootId, Evaluation>,
    active: Vec<RootId>,
    links: &'a mut Vec<(RootId, RootId)>,
}

impl States<'_> {
    fn ensure(&mut self, root: RootId, run: &RootRun) {
        if self.done.contains_key(&root) || self.active.contains(&root) {
            return;
        }
        self.active.push(root);
        let evaluation = evaluate(self.configuration, self.options, root, run, self);
        self.active.pop();
        self.done.insert(root, evaluation);
    }
}

impl RemoteStates for States<'_> {
    fn outputs(&mut self, kind: &str, config: &Entries) -> Result<Value, RemoteState> {
        let mut wanted: Vec<(&str, &str)> = Vec::new();
        for name in identifying(kind) {
            match config.get(name).map(|v| &v.kind) {
                Some(Kind::String(text)) => wanted.push((name, text)),
                Some(Kind::Null(_)) | None => {}
                Some(_) => return Err(RemoteState::Undecided),
            }
        }
        if wanted.is_empty() {
            return Err(RemoteState::Elsewhere);
        }
        let mut found = self.backends.iter().filter(|backend| {
            // What a partial backend configuration leaves out (often the bucket) cannot differ.
            let given = wanted
                .iter()
                .filter_map(|(name, text)| Some(backend.arguments.get(*name)?.as_str() == *text));
            let given: Vec<bool> = given.collect();
            let key = identifying(kind).last().copied().unwrap_or("");
            backend.kind == kind
                && backend.arguments.contains_key(key)
                && wanted.iter().any(|(name, _)| *name == key)
                && given.iter().all(|same| *same)
        });
        let Some(&Backend { root, run, .. }) = found.next() else {
            return Err(RemoteState::Elsewhere);
        };
        self.links
            .extend(self.active.last().map(|reader| (root, *reader)));
        if found.any(|other| other.run.dir == run.dir) {
            return Err(RemoteState::Several);
        }
        if self.active.contains(&root) {
            return Err(RemoteState::Cycle);
        }
        self.ensure(root, run);
        match self.done.get(&root) {
            Some(evaluation) => Ok(Value::object(evaluation.outputs.clone())),
            None => Err(RemoteState::Elsewhere),
        }
    }
}

impl Evaluating<'_> {
    /// The `outputs` of a `terraform_remote_state`: those of the root that writes that state, or of
    /// a state file inside the scan root that a literal `local` backend names.
    pub fn remote_state(
        &mut self,
        id: &InstanceId,
        resource: &Resource,
        written: &Entries,
    ) -> Value {
        let place = resource.body.header();
        let unknown = |what: String| {
            let reason = Reason::new(ReasonKind::RemoteState, what, Some(place));
            Value::unknown_for(Type::Dynamic, reason)
        };
        let backend = written.get("backend").and_then(Value::as_str);
        let empty = Entries::default();
        let config = match written.get("config").map(|c| (&c.kind, c.as_entries())) {
            Some((_, Some(entries))) => entries,
            Some((Kind::Unknown(_), _)) => return unknown(format!("{id}: its config is unknown")),
            _ => &empty,
        };
        let Some(backend) = backend else {
            return unknown(id.to_string());
        };
        let outputs = self.remote.outputs(backend, config);
        match outputs {
            Ok(outputs) => outputs,
            Err(RemoteState::Elsewhere) => match self.local_state(backend, config) {
                Some(outputs) => with_defaults(outputs, written.get("defaults")),
                None => unknown(format!("{id}: no root of the scan writes this state")),
            },
            Err(RemoteState::Undecided) => unknown(format!("{id}: its config is unknown")),
            Err(RemoteState::Several) => unknown(format!(
                "{id}: one root module writes this state for several sets of variables files"
            )),
            Err(RemoteState::Cycle) => unknown(format!("{id}: the roots read each other's states")),
        }
    }

    fn local_state(&mut self, backend: &str, config: &Entries) -> Option<Value> {
        if backend != "local" {
            return None;
        }
        let path = config.get("path").and_then(Value::as_str)?;
        let files = self.configuration.files();
        let path = files.resolve(&self.root_dir, path).ok()?;
        let limit = self.options.limits.source_bytes;
        let text = files.read_text(&path, limit).ok()?;
        let state: serde_json::Value = serde_json::from_str(&text).ok()?;
        let outputs = state.get("outputs")?.as_object()?;
        let pairs = outputs.iter().map(|(name, output)| {
            let value = output.get("value").unwrap_or(&serde_json::Value::Null);
            let value = crate::language::from_json(value);
            // What a state holds may be secret, whatever its outputs say of themselves.
            (name.as_str().into(), value.marked(Secrecy::HIDDEN))
        });
        Some(Value::object(pairs.collect()))
    }
}

/// The outputs of a state, and of `defaults` those that it lacks.
fn with_defaults(outputs: Value, defaults: Option<&Value>) -> Value {
    let Some(defaults) = defaults.and_then(Value::as_entries) else {
        return outputs;
    };
    let written = outputs.as_entries().into_iter().flat_map(Entries::iter);
    let pairs = defaults.iter().chain(written);
    Value::object(pairs.map(|(k, v)| (k.clone(), v.clone())).collect())
}

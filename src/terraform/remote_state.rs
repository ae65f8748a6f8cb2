//! `terraform_remote_state`: what another root of the scan, or a state file in it, gives.
//!
//! A state belongs to a root when its backend says so beyond doubt: type and identifying arguments
//! agree, no other root could mean the same state, and the workspace is the one that is evaluated.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::address::{InstanceId, Mode, RootId};
use crate::language::{Entries, Kind, Reason, ReasonKind, Secrecy, Type, Value};

use super::backend::{self, Arguments, Written, default, identifying, in_dir};
use super::evaluation::{Evaluating, Evaluation};
use super::load::{Configuration, ModuleSource, declares};
use super::module::Resource;
use super::project::{Options, RootRun, evaluate};

/// What other roots of the scan have in their states.
pub(super) trait RemoteStates {
    /// The outputs that the state of `backend` with `config` holds, as one object; `reader` is the
    /// directory of the root that asks.
    fn outputs(
        &mut self,
        backend: &str,
        config: &Entries,
        reader: &str,
    ) -> Result<Value, RemoteState>;
}

/// Why a remote state is unknown.
pub(super) enum RemoteState {
    /// No root of the scan writes it.
    Elsewhere,
    /// The configuration of the data source is unknown.
    Undecided,
    /// Several roots, or evaluations of one, may write it.
    Several,
    /// Two roots read each other's state.
    Cycle,
}

/// Directories of roots whose modules read a remote state, by the text alone.
pub(super) fn reads_states(configuration: &Configuration) -> BTreeSet<Arc<str>> {
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
                        ModuleSource::Loaded(called, _) => reading.contains(&called.dir),
                        ModuleSource::Opaque(_) => false,
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
pub(super) struct Backend<'a> {
    root: RootId,
    run: &'a RootRun,
    written: Written,
}

pub(super) fn backends<'a>(
    configuration: &Configuration,
    roots: &'a [RootRun],
) -> Vec<Backend<'a>> {
    let mut all = Vec::new();
    for (at, run) in roots.iter().enumerate() {
        let Some(module) = configuration.module(&run.dir) else {
            continue;
        };
        let Some(written) = backend::of(configuration, &module) else {
            continue;
        };
        all.push(Backend {
            root: RootId(at as u32),
            run,
            written,
        });
    }
    all
}

/// Roots that keep their states in one place: each with the first that does.
pub(super) fn side_by_side(backends: &[Backend]) -> Vec<(RootId, RootId)> {
    let mut first: BTreeMap<(&str, Vec<&str>), RootId> = BTreeMap::new();
    let mut links = Vec::new();
    for backend in backends {
        // The last argument tells the states of one place apart.
        let Written {
            kind, arguments, ..
        } = &backend.written;
        let Some((_, place)) = identifying(kind).split_last() else {
            continue;
        };
        let given = place.iter().map(|name| arguments.get(*name));
        let given: Option<Vec<&str>> = given.map(|text| text.map(String::as_str)).collect();
        let Some(given) = given.filter(|given| !given.is_empty()) else {
            continue;
        };
        let other = first.entry((kind, given)).or_insert(backend.root);
        if *other != backend.root {
            links.push((*other, backend.root));
        }
    }
    links
}

pub(super) struct NoStates;

impl RemoteStates for NoStates {
    fn outputs(&mut self, _: &str, _: &Entries, _: &str) -> Result<Value, RemoteState> {
        Err(RemoteState::Elsewhere)
    }
}

/// The roots that read states, while they are evaluated.
pub(super) struct States<'a> {
    pub configuration: &'a Configuration,
    pub options: &'a Options,
    pub backends: Vec<Backend<'a>>,
    pub done: &'a mut BTreeMap<RootId, Evaluation>,
    pub active: Vec<RootId>,
    pub links: &'a mut Vec<(RootId, RootId)>,
}

impl States<'_> {
    /// Evaluates `root` after the roots whose states it reads.
    pub fn ensure(&mut self, root: RootId, run: &RootRun) {
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
    fn outputs(
        &mut self,
        kind: &str,
        config: &Entries,
        reader: &str,
    ) -> Result<Value, RemoteState> {
        let mut wanted: Vec<(&str, String)> = Vec::new();
        for name in identifying(kind) {
            match argument(config, name).map(|v| &v.kind) {
                Some(Kind::String(text)) if kind == "local" => {
                    let path = in_dir(reader, text).ok_or(RemoteState::Elsewhere)?;
                    wanted.push((name, path));
                }
                Some(Kind::String(text)) => wanted.push((name, text.to_string())),
                Some(Kind::Null(_)) | None => {
                    wanted.extend(default(kind, name).map(|text| (*name, text.to_owned())));
                }
                Some(_) => return Err(RemoteState::Undecided),
            }
        }
        let key = identifying(kind).last().copied().unwrap_or("");
        if !wanted.iter().any(|(name, _)| *name == key) {
            return Err(RemoteState::Elsewhere);
        }
        let (mut whole, mut partial) = (Vec::new(), Vec::new());
        for backend in self.backends.iter().filter(|b| b.written.kind == kind) {
            let of = |arguments: &Arguments| agreement(arguments, &wanted, key);
            let Written {
                arguments,
                completed,
                ..
            } = &backend.written;
            match completed.iter().map(of).chain([of(arguments)]).max() {
                Some(Agreement::Whole) => whole.push((backend.root, backend.run)),
                Some(Agreement::Partial) => partial.push((backend.root, backend.run)),
                Some(Agreement::None) | None => {}
            }
        }
        let found = match whole.is_empty() {
            true => partial,
            false => whole,
        };
        let Some(&(root, run)) = found.first() else {
            return Err(RemoteState::Elsewhere);
        };
        let reading = self.active.last();
        let links = found.iter();
        let links = links.filter_map(|(root, _)| Some((*root, *reading?)));
        self.links.extend(links);
        if found.len() > 1 {
            return Err(RemoteState::Several);
        }
        if self.active.contains(&root) {
            return Err(RemoteState::Cycle);
        }
        self.ensure(root, run);
        match self.done.get(&root) {
            Some(evaluation) => Ok(stored(&evaluation.outputs)),
            None => Err(RemoteState::Elsewhere),
        }
    }
}

/// How far a backend is the one that is wanted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Agreement {
    None,
    /// What a partial configuration leaves out (often the bucket) does not differ.
    Partial,
    Whole,
}

fn agreement(arguments: &Arguments, wanted: &[(&str, String)], key: &str) -> Agreement {
    let given = wanted
        .iter()
        .filter_map(|(name, text)| Some(arguments.get(*name)? == text));
    let given: Vec<bool> = given.collect();
    match arguments.contains_key(key) && given.iter().all(|same| *same) {
        false => Agreement::None,
        true if given.len() == wanted.len() => Agreement::Whole,
        true => Agreement::Partial,
    }
}

/// An argument of a data source's `config`; `workspaces.name` is that of an object, or of a list
/// with one.
fn argument<'v>(config: &'v Entries, name: &str) -> Option<&'v Value> {
    let Some((object, name)) = name.split_once('.') else {
        return config.get(name);
    };
    let object = config.get(object)?;
    let object = match object.as_sequence() {
        Some([only]) => only,
        Some(_) => return None,
        None => object,
    };
    match object.as_entries() {
        Some(entries) => entries.get(name),
        // Unknown as a whole.
        None => Some(object),
    }
}

/// Outputs as a state gives them back: without those that are null, and without marks; what was
/// sensitive stays hidden.
fn stored(outputs: &[(Arc<str>, Value)]) -> Value {
    let kept = outputs.iter().filter(|(_, value)| !value.is_null());
    let pairs = kept.map(|(name, value)| {
        let hidden = match value.is_sensitive_anywhere() {
            true => value.unmarked().marked(Secrecy::HIDDEN),
            false => value.clone(),
        };
        (name.clone(), hidden)
    });
    Value::object(pairs.collect())
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
        // Which workspace Terraform runs in decides nothing here: only this argument does.
        let workspace = match written.get("workspace").map(|w| &w.kind) {
            Some(Kind::String(name)) => Some(&**name),
            Some(Kind::Null(_)) | None => Some("default"),
            Some(_) => None,
        };
        if workspace != Some(self.options.workspace.as_str()) {
            return unknown(format!("{id}: the state of another workspace"));
        }
        let defaults = written.get("defaults");
        if let Some(outputs) = self.local_state(backend, config) {
            return with_defaults(outputs, defaults);
        }
        let reader = self.root_dir.clone();
        match self.remote.outputs(backend, config, &reader) {
            Ok(outputs) => with_defaults(outputs, defaults),
            Err(RemoteState::Elsewhere) => {
                unknown(format!("{id}: no root of the scan writes this state"))
            }
            Err(RemoteState::Undecided) => unknown(format!("{id}: its config is unknown")),
            Err(RemoteState::Several) => unknown(format!(
                "{id}: several roots, or one for several sets of variables files, write this state"
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

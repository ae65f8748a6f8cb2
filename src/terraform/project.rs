//! All roots of a scan, evaluated.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::address::RootId;
use crate::finding::Diagnostic;
use crate::source::Limits;
use crate::syntax::hcl::Tree;

use super::doubt::{self, Assumed};
use super::evaluation::{Evaluating, Evaluation};
use super::load::Configuration;
use super::plan::Plan;
use super::remote_state::{NoStates, RemoteStates, States, backends, reads_states, side_by_side};

/// The workspace that Terraform begins with.
pub const DEFAULT_WORKSPACE: &str = "default";

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
    /// Whether the values of variables, locals and outputs are kept by their names.
    pub named: bool,
    /// Counters.
    pub limits: Limits,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            settings: Vec::new(),
            environment: Vec::new(),
            workspace: DEFAULT_WORKSPACE.into(),
            named: false,
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

/// Evaluates one root.
pub(super) fn evaluate(
    configuration: &Configuration,
    options: &Options,
    root: RootId,
    run: &RootRun,
    remote: &mut dyn RemoteStates,
) -> Evaluation {
    let mut evaluation = evaluate_without(None, configuration, options, root, run, remote);
    let module = configuration.module(&run.dir).unwrap_or_default();
    for assumed in doubt::assumed(&evaluation, &module, options) {
        let without = evaluate_without(Some(assumed), configuration, options, root, run, remote);
        doubt::settle(&mut evaluation, assumed, &without);
    }
    evaluation
}

/// Evaluates one root without what is `assumed`.
fn evaluate_without(
    assumed: Option<Assumed>,
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
        settled: BTreeSet::new(),
        looked_at: BTreeSet::new(),
        without: assumed,
        within: None,
        has_ephemeral: false,
        perhaps: false,
    };
    evaluating.run()
}

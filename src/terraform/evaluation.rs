//! One root module, evaluated: every term of every module instance, each once.
//!
//! A term is a declaration in one instance of a module. What its text names is evaluated before it,
//! which is the order Terraform's own graph gives; two modules may therefore feed each other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::address::{Reference, RootId};
use crate::finding::{Code, Diagnostic, Level};
use crate::language::{Dialect, Entries, Evaluator, HopKind, Origin, Reason, Value};
use crate::source::Place;
use crate::syntax::hcl::{ExprId, Tree};

use super::doubt::Assumed;
use super::expansion::Repetition;
use super::instance::{Instance, ProviderInstance};
use super::load::{Configuration, ModuleSource};
use super::models::is_stand_in;
use super::module::Module;
use super::module_instance::{ModuleId, ModuleInstance};
use super::named::NamedValue;
use super::names::is_undeclared;
use super::project::{Options, RootRun};
use super::scope::TermScope;
use super::terms::{Outputs, Term, TermKind};

/// Whether a thing exists: Terraform's `count` and `for_each` may be unknown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Existence {
    /// It does.
    Certain,
    /// It may, depending on what the reasons name.
    Maybe(Vec<Reason>),
}

impl Existence {
    /// Whether there is no doubt about it.
    pub fn is_certain(&self) -> bool {
        matches!(self, Existence::Certain)
    }

    /// The same, unless `doubts` say otherwise too.
    pub fn unless(self, doubts: Vec<Reason>) -> Existence {
        match (self, doubts.is_empty()) {
            (existence, true) => existence,
            (Existence::Certain, false) => Existence::Maybe(doubts),
            (Existence::Maybe(mut reasons), false) => {
                reasons.extend(doubts);
                Existence::Maybe(reasons)
            }
        }
    }
}

/// One root module, evaluated.
#[derive(Debug)]
pub struct Evaluation {
    /// Which root.
    pub root: RootId,
    /// Its directory, relative to the scan root.
    pub dir: Arc<str>,
    /// What reports call it: its directory, and what tells it from other evaluations of the same.
    pub name: Arc<str>,
    /// Instances of resources and data sources, in the order of their addresses.
    pub instances: Vec<Arc<Instance>>,
    /// Outputs of the root module, by name.
    pub outputs: Vec<(Arc<str>, Value)>,
    /// Variables, locals and outputs of all its modules; none unless [`Options::named`] asks.
    pub named: Vec<NamedValue>,
    /// What is wrong, in the order of places.
    pub diagnostics: Vec<Diagnostic>,
    /// Calls of modules that were not loaded, one for each instance of the call.
    pub opaque: Vec<OpaqueCall>,
    /// Why there may be more in it than is listed here.
    pub incomplete: Option<Reason>,
    /// Variables of the root module that nobody gives a value.
    pub unset: Vec<Arc<str>>,
}

/// An instance of a call whose module was not loaded.
#[derive(Clone, Debug)]
pub struct OpaqueCall {
    /// What the caller names it.
    pub name: Arc<str>,
    /// What it calls.
    pub source: Arc<str>,
    /// Where it stands.
    pub place: Place,
    /// What it is given a reference to, sorted: what it may add to.
    pub given: Vec<Reference>,
    /// What else it is given: the arguments that are no collections. Nobody asks for more of them,
    /// and contexts that are handed on to every module are a large part of all values.
    pub arguments: Entries,
    /// Whether it is made.
    pub existence: Existence,
}

/// The work in progress on one root.
pub(super) struct Evaluating<'a> {
    pub configuration: &'a Configuration,
    pub options: &'a Options,
    pub root: RootId,
    pub root_dir: Arc<str>,
    pub run: &'a RootRun,
    pub modules: Vec<ModuleInstance>,
    pub instances: Vec<Arc<Instance>>,
    pub provider_instances: BTreeMap<(ModuleId, u32), Arc<ProviderInstance>>,
    pub diagnostics: Vec<Diagnostic>,
    /// What is told once: counters that ran out, names that are not declared.
    pub told: BTreeSet<String>,
    /// Calls of modules that were not loaded, and the instances of modules that make them.
    pub opaque: Vec<(ModuleId, u32, Arc<str>)>,
    pub fuel: u64,
    pub settings: BTreeMap<Arc<str>, super::variables::Setting>,
    /// Outputs of other roots, for `terraform_remote_state`.
    pub remote: &'a mut dyn super::remote_state::RemoteStates,
    /// Outputs of calls, one by name or all, that have been evaluated of all instances.
    pub settled: BTreeSet<Outputs>,
    /// Headers of the resources and calls that have instances.
    pub looked_at: BTreeSet<Place>,
    /// What is unknown this time, although it is assumed otherwise.
    pub without: Option<Assumed>,
    /// The instance of a module that is being evaluated.
    pub within: Option<ModuleId>,
    /// Whether some variable is ephemeral.
    pub has_ephemeral: bool,
    /// Whether what is being evaluated may not exist: then what is wrong with it may not be.
    pub perhaps: bool,
}

impl<'a> Evaluating<'a> {
    /// Evaluates the whole root.
    pub fn run(mut self) -> Evaluation {
        let Some(module) = self.configuration.module(&self.root_dir) else {
            return self.finish(Vec::new());
        };
        self.settings = self.root_settings(&module);
        let root = self.add_module(ModuleInstance::root(module.clone()));
        self.evaluate_module(root);
        let mut next = 1;
        while let Some(id) = self.nth(next) {
            self.evaluate_module(id);
            next += 1;
        }
        let outputs = module.outputs.iter().enumerate().map(|(index, output)| {
            let term = Term {
                module: root,
                kind: TermKind::Output,
                index: index as u32,
            };
            (output.name.clone(), self.value(term))
        });
        let outputs = outputs.collect();
        self.finish(outputs)
    }

    fn nth(&self, index: usize) -> Option<ModuleId> {
        (index < self.modules.len()).then_some(ModuleId(index as u32))
    }

    fn finish(mut self, outputs: Vec<(Arc<str>, Value)>) -> Evaluation {
        let opaque = self.opaque_calls();
        self.validate_unevaluated();
        self.instances
            .sort_by(|a, b| a.id.address.cmp(&b.id.address));
        self.diagnostics.sort();
        self.diagnostics.dedup();
        let mut modules = self.modules.iter().map(|instance| &instance.module);
        let named = match self.options.named {
            true => self.named(),
            false => Vec::new(),
        };
        let broken = modules.find(|module| module.broken);
        let incomplete = broken.map(|module| module.unread());
        let unset = self.unset();
        Evaluation {
            root: self.root,
            dir: self.root_dir,
            name: self.run.name.clone(),
            instances: self.instances,
            outputs,
            named,
            diagnostics: self.diagnostics,
            opaque,
            incomplete,
            unset,
        }
    }

    /// Nobody can mend archlint's own stand-ins: what does not go together in one is told at the call,
    /// and as a warning, since the module itself may take it.
    fn told_at_call(&self, diagnostic: Diagnostic) -> Diagnostic {
        let instance = self.within.and_then(|id| self.instance(id));
        let instance = instance.filter(|instance| is_stand_in(&instance.module.dir));
        let call = instance.and_then(|instance| Some((instance, instance.called_at?)));
        match (call, diagnostic.place) {
            (Some((instance, call)), Some(place))
                if instance.module.trees.iter().any(|t| t.file == place.file) =>
            {
                Diagnostic {
                    place: Some(call),
                    message: format!("{}: {}", instance.path, diagnostic.message),
                    ..diagnostic.with_level(Level::Warning)
                }
            }
            _ => diagnostic,
        }
    }

    fn unset(&self) -> Vec<Arc<str>> {
        let module = self.configuration.module(&self.root_dir);
        let module = module.unwrap_or_default();
        let variables = module.variables.iter();
        let lacking = variables.filter(|variable| {
            variable.declared().default.is_none() && !self.settings.contains_key(&variable.name)
        });
        lacking.map(|variable| variable.name.clone()).collect()
    }

    /// Makes an instance of a module; its own diagnostics are said once.
    pub fn add_module(&mut self, instance: ModuleInstance) -> ModuleId {
        let said = self
            .modules
            .iter()
            .any(|m| Arc::ptr_eq(&m.module, &instance.module));
        if !said {
            self.say(instance.module.diagnostics.clone());
        }
        self.modules.push(instance);
        ModuleId(self.modules.len() as u32 - 1)
    }

    /// Evaluates every term of an instance, in the order of declaration kinds. Locals and outputs of
    /// archlint's own stand-ins, in whose text nobody looks for errors, wait for who asks for them.
    fn evaluate_module(&mut self, id: ModuleId) {
        let module = self.module(id);
        let on_demand = is_stand_in(&module.dir);
        let kinds = [
            (TermKind::Variable, module.variables.len()),
            (TermKind::Local, module.locals.len()),
            (TermKind::Provider, module.providers.len()),
            (TermKind::Resource, module.resources.len()),
            (TermKind::Call, module.calls.len()),
            (TermKind::Output, module.outputs.len()),
        ];
        for (kind, count) in kinds {
            if on_demand && matches!(kind, TermKind::Local | TermKind::Output) {
                continue;
            }
            for index in 0..count {
                self.ensure(Term {
                    module: id,
                    kind,
                    index: index as u32,
                });
            }
        }
        self.of_module(id, |this| {
            for index in 0..module.variables.len() {
                this.validate(id, index);
            }
        });
    }

    /// Does what is about an instance of a module.
    pub fn of_module<T>(&mut self, id: ModuleId, work: impl FnOnce(&mut Self) -> T) -> T {
        let certain = self.is_certain(id);
        let before = self.within.replace(id);
        let done = self.of_existing(certain, work);
        self.within = before;
        done
    }

    /// Whether an instance of a module certainly exists.
    pub fn is_certain(&self, module: ModuleId) -> bool {
        let instance = self.instance(module);
        instance.is_none_or(|instance| instance.existence.is_certain())
    }

    /// Does what is about something that certainly exists, or only perhaps. What is wrong with the
    /// latter is no error; validation tells what is wrong whatever the values.
    pub fn of_existing<T>(&mut self, certain: bool, work: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.perhaps, !certain);
        let done = work(self);
        self.perhaps = before;
        done
    }

    /// Evaluates an expression of a module without `each` and `count`.
    pub fn eval(&mut self, module: ModuleId, tree: &Arc<Tree>, expr: ExprId) -> Value {
        self.eval_with(module, &Repetition::default(), tree, expr)
    }

    /// Evaluates an expression of a module with the `each` or `count` of `repetition`.
    pub fn eval_with(
        &mut self,
        module: ModuleId,
        repetition: &Repetition,
        tree: &Arc<Tree>,
        expr: ExprId,
    ) -> Value {
        let dialect = self.dialect(module);
        let mut scope = TermScope {
            evaluating: self,
            module,
            repetition,
            iterators: &[],
        };
        let mut evaluator = Evaluator::new(tree, &mut scope, dialect);
        let value = evaluator.eval(expr);
        let diagnostics = std::mem::take(&mut evaluator.diagnostics);
        self.say(diagnostics);
        value
    }

    /// What the expressions of a module mean: Terraform has to suit the root as well.
    pub fn dialect(&self, module: ModuleId) -> Dialect {
        let asked = |id| {
            self.instance(id)
                .and_then(|instance| instance.module.dialect)
        };
        let newer = [ModuleId(0), module]
            .map(asked)
            .contains(&Some(Dialect::Terraform112));
        match newer {
            true => Dialect::Terraform112,
            false => Dialect::Terraform,
        }
    }

    /// Keeps diagnostics; the same ones of many instances are kept once. A counter that ran out and
    /// a name that is not declared are told where that is seen first.
    pub fn say(&mut self, diagnostics: Vec<Diagnostic>) {
        let is_error = |d: &Diagnostic| d.level == Level::Error && d.code == Code::Evaluate;
        for diagnostic in diagnostics {
            if self.perhaps && is_error(&diagnostic) {
                continue;
            }
            let diagnostic = self.told_at_call(diagnostic);
            let recent = self.diagnostics.iter().rev().take(8);
            let repeated = recent.into_iter().any(|d| *d == diagnostic);
            let once = diagnostic.code == Code::Limit || is_undeclared(&diagnostic.message);
            if !repeated && (!once || self.told.insert(diagnostic.message.clone())) {
                self.diagnostics.push(diagnostic);
            }
        }
    }

    /// Notes what Terraform would refuse.
    pub fn refuse(&mut self, place: Place, message: impl Into<String>) {
        let diagnostic = Diagnostic::error(Code::Evaluate, place, message);
        self.say(vec![diagnostic]);
    }

    /// The declarations of an instance's module.
    pub fn module(&self, id: ModuleId) -> Arc<Module> {
        match self.instance(id) {
            Some(instance) => instance.module.clone(),
            None => Arc::default(),
        }
    }

    pub fn instance(&self, id: ModuleId) -> Option<&ModuleInstance> {
        self.modules.get(id.0 as usize)
    }

    pub fn instance_mut(&mut self, id: ModuleId) -> Option<&mut ModuleInstance> {
        self.modules.get_mut(id.0 as usize)
    }

    /// Where a call's module is loaded from.
    pub fn source_of(&self, module: ModuleId, call: &super::module::Named) -> ModuleSource {
        self.configuration.source(&self.module(module), &call.name)
    }
}

/// `value` as handed on by `kind` at `place`.
pub(super) fn hop(value: Value, kind: HopKind, place: Place) -> Value {
    let from = [value.origin.clone()];
    value.at(Origin::via(kind, Some(place), from))
}

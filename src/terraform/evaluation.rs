//! One root module, evaluated: every term of every module instance, each once.
//!
//! A term is a declaration in one instance of a module. Before a term is evaluated, all terms its
//! text names are (an explicit stack, so chains may be as long as they like), which is the order
//! Terraform's own graph gives; two modules may therefore feed each other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::address::{InstanceKey, Mode, ModulePath, Reference, RootId};
use crate::finding::{Code, Diagnostic, Level};
use crate::language::{
    Dialect, Entries, Evaluator, HopKind, Origin, Reason, ReasonKind, Secrecy, Type, Value,
};
use crate::source::Place;
use crate::syntax::hcl::{ExprId, Tree};

use super::expansion::Repetition;
use super::instance::{Instance, ProviderInstance};
use super::load::{Configuration, ModuleSource};
use super::module::Module;
use super::names::is_undeclared;
use super::needs::Need;
use super::project::{Options, RootRun};
use super::scope::TermScope;

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

/// One instance of a module, by the order it was made in; 0 is the root.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct ModuleId(pub u32);

/// A declaration in an instance of a module.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Term {
    pub module: ModuleId,
    pub kind: TermKind,
    pub index: u32,
}

/// What a term is; its index counts in the module's list of that kind.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum TermKind {
    Variable,
    Local,
    Output,
    Resource,
    Call,
    Provider,
}

/// How far a term is.
#[derive(Clone, Debug, Default)]
pub(super) enum State {
    #[default]
    New,
    Active,
    Done(Value),
}

/// An instance of a module with the states of its terms.
#[derive(Debug)]
pub(super) struct ModuleInstance {
    pub path: ModulePath,
    pub module: Arc<Module>,
    /// The instance that calls it, and which of its calls.
    pub parent: Option<(ModuleId, u32)>,
    /// `each` and `count` of the call, for its arguments.
    pub repetition: Repetition,
    pub existence: Existence,
    /// Where the call stands, of the nearest caller whose source lies in the repository.
    pub called_at: Option<Place>,
    /// Provider names to configurations of other instances.
    pub providers: BTreeMap<Arc<str>, Term>,
    states: [Vec<State>; 6],
    /// The instances each call made, or why it made none.
    pub children: Vec<Children>,
    gathered: Vec<Gathered>,
}

/// The value of a call with all its instances, which are many to gather for each that names one.
#[derive(Clone, Debug, Default)]
struct Gathered {
    /// How many outputs of its instances have been evaluated.
    outputs: u64,
    /// The value, and how many there were for it.
    value: Option<(u64, Value)>,
}

/// What a module call became.
#[derive(Clone, Debug)]
pub(super) enum Children {
    /// Not looked at yet.
    None,
    /// Instances by key.
    Made(Vec<(InstanceKey, ModuleId)>),
    /// The module could not be loaded.
    Opaque(Reason),
}

struct Frame {
    term: Term,
    needs: Vec<Need>,
    next: usize,
    /// Outputs of calls that are among its needs.
    outputs: Vec<(ModuleId, u32, Option<String>)>,
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
    /// What is wrong, in the order of places.
    pub diagnostics: Vec<Diagnostic>,
    /// Calls of modules that were not loaded, one for each instance of the call.
    pub opaque: Vec<OpaqueCall>,
    /// Why there may be more in it than is listed here.
    pub incomplete: Option<Reason>,
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
    pub settled: BTreeSet<(ModuleId, u32, Option<String>)>,
    /// Headers of the resources and calls that have instances.
    pub looked_at: BTreeSet<Place>,
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
        let broken = modules.find(|module| module.broken);
        let incomplete = broken.map(|module| module.unread());
        Evaluation {
            root: self.root,
            dir: self.root_dir,
            name: self.run.name.clone(),
            instances: self.instances,
            outputs,
            diagnostics: self.diagnostics,
            opaque,
            incomplete,
        }
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

    /// Evaluates every term of an instance, in the order of declaration kinds.
    fn evaluate_module(&mut self, id: ModuleId) {
        let module = self.module(id);
        let kinds = [
            (TermKind::Variable, module.variables.len()),
            (TermKind::Local, module.locals.len()),
            (TermKind::Provider, module.providers.len()),
            (TermKind::Resource, module.resources.len()),
            (TermKind::Call, module.calls.len()),
            (TermKind::Output, module.outputs.len()),
        ];
        for (kind, count) in kinds {
            for index in 0..count {
                self.ensure(Term {
                    module: id,
                    kind,
                    index: index as u32,
                });
            }
        }
        let certain = self.is_certain(id);
        self.of_existing(certain, |this| {
            for index in 0..module.variables.len() {
                this.validate(id, index);
            }
        });
    }

    /// Evaluates `term` after all that it needs.
    pub fn ensure(&mut self, term: Term) {
        if !matches!(self.state(term), State::New) {
            return;
        }
        let mut stack = vec![self.frame(term)];
        while let Some(frame) = stack.last_mut() {
            let Some(need) = frame.needs.get(frame.next).cloned() else {
                let term = frame.term;
                self.settled.extend(std::mem::take(&mut frame.outputs));
                stack.pop();
                if matches!(self.state(term), State::Active) {
                    let value = self.compute(term);
                    self.set(term, State::Done(value));
                }
                continue;
            };
            frame.next += 1;
            match need {
                Need::Refused(place, message) => self.refuse(place, message),
                Need::Outputs(module, call, name) => {
                    let outputs = (module, call, name);
                    if !self.settled.contains(&outputs) {
                        let needs = self.outputs_of(module, call, outputs.2.as_deref());
                        frame.needs.extend(needs);
                        frame.outputs.push(outputs);
                    }
                }
                Need::Term(needed) => match self.state(needed) {
                    State::Done(_) => {}
                    State::New => {
                        let frame = self.frame(needed);
                        stack.push(frame);
                    }
                    State::Active => {
                        let from = stack.iter().position(|f| f.term == needed).unwrap_or(0);
                        let chain: Vec<Term> = stack.iter().skip(from).map(|f| f.term).collect();
                        self.cycle(&chain);
                    }
                },
            }
        }
    }

    fn frame(&mut self, term: Term) -> Frame {
        self.set(term, State::Active);
        Frame {
            term,
            needs: self.needs(term),
            next: 0,
            outputs: Vec::new(),
        }
    }

    /// A cycle: one error with its chain, and all its terms are unknown.
    fn cycle(&mut self, chain: &[Term]) {
        let mut names: Vec<String> = chain.iter().map(|term| self.name(*term)).collect();
        // A cycle has no beginning, so the report begins at its least name.
        let least = names
            .iter()
            .enumerate()
            .min_by_key(|(_, name)| (*name).clone());
        let least = least.map_or(0, |(at, _)| at);
        names.rotate_left(least);
        names.extend(names.first().cloned());
        let place = chain.get(least).and_then(|term| self.term_place(*term));
        let message = format!("reference cycle: {}", names.join(" → "));
        self.diagnostics.push(Diagnostic {
            place,
            level: Level::Error,
            code: Code::Evaluate,
            message: message.clone(),
            related: Vec::new(),
            help: Some("break the cycle: one of these must not refer to the next".into()),
        });
        for term in chain {
            let reason = Reason::new(ReasonKind::Error, message.as_str(), place);
            let value = Value::unknown_for(Type::Dynamic, reason);
            self.set(*term, State::Done(value));
        }
    }

    /// The value of `term`, all that it needs being known.
    fn compute(&mut self, term: Term) -> Value {
        let certain = self.is_certain(term.module);
        self.of_existing(certain, |this| this.evaluate_term(term))
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

    fn evaluate_term(&mut self, term: Term) -> Value {
        let module = self.module(term.module);
        let index = term.index as usize;
        match term.kind {
            TermKind::Variable => match module.variables.get(index) {
                Some(variable) => self.variable_value(term.module, variable),
                None => Value::null(Type::Dynamic),
            },
            TermKind::Local => match module.locals.get(index) {
                Some(local) => {
                    let value = self.eval(term.module, &local.tree, local.attribute.expr);
                    let place = local.tree.place(local.attribute.span);
                    hop(value, HopKind::Local(local.name.clone()), place)
                }
                None => Value::null(Type::Dynamic),
            },
            TermKind::Output => match module.outputs.get(index) {
                Some(output) => self.output_value(term.module, output),
                None => Value::null(Type::Dynamic),
            },
            TermKind::Resource => match module.resources.get(index) {
                Some(resource) => self.resource_value(term.module, resource),
                None => Value::null(Type::Dynamic),
            },
            TermKind::Call => match module.calls.get(index) {
                Some(call) => {
                    self.expand_call(term.module, term.index, call);
                    Value::null(Type::Dynamic)
                }
                None => Value::null(Type::Dynamic),
            },
            TermKind::Provider => {
                self.configure_provider(term.module, term.index);
                Value::null(Type::Dynamic)
            }
        }
    }

    fn output_value(&mut self, module: ModuleId, output: &super::module::Named) -> Value {
        let Some((tree, attribute)) = output.body.attribute("value") else {
            let message = format!("output \"{}\" has no value", output.name);
            self.refuse(output.body.header(), message);
            return Value::null(Type::Dynamic);
        };
        let value = self.eval(module, tree, attribute.expr);
        let mut flag = |name: &str| match output.body.attribute(name) {
            Some((tree, flag)) => self.eval(module, tree, flag.expr).as_bool() == Some(true),
            None => false,
        };
        let (sensitive, ephemeral) = (flag("sensitive"), flag("ephemeral"));
        let root = module == ModuleId(0);
        let secrecy = value.all_secrecy();
        if secrecy.is_ephemeral() && !ephemeral {
            let message = format!(
                "output \"{}\" stays, but its value is ephemeral",
                output.name
            );
            self.refuse(tree.place(tree.expr(attribute.expr).span), message);
        }
        if root && secrecy.is_sensitive() && !sensitive {
            let message = format!(
                "output \"{}\" shows a sensitive value; set sensitive = true",
                output.name
            );
            self.refuse(output.body.header(), message);
        }
        let place = tree.place(attribute.span);
        // To Terraform 1.11, who calls the module sees a value as it is.
        let mark = match (sensitive, root) {
            (true, true) => Secrecy::SENSITIVE,
            (true, false) => Secrecy::HIDDEN,
            (false, _) => Secrecy::NONE,
        };
        let ephemeral = match ephemeral {
            true => Secrecy::EPHEMERAL,
            false => Secrecy::NONE,
        };
        hop(value, HopKind::Output(output.name.clone()), place).marked(mark | ephemeral)
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

    fn state(&self, term: Term) -> State {
        let instance = self.modules.get(term.module.0 as usize);
        let states = instance.and_then(|m| m.states.get(term.kind as usize));
        match states.and_then(|states| states.get(term.index as usize)) {
            Some(state) => state.clone(),
            None => State::Done(Value::null(Type::Dynamic)),
        }
    }

    /// The value of a call with all its instances, where it has been gathered before and no more is
    /// known of it now.
    pub fn gathered(&self, module: ModuleId, call: usize) -> Option<Value> {
        let gathered = self.instance(module)?.gathered.get(call)?;
        let (outputs, value) = gathered.value.as_ref()?;
        (*outputs == gathered.outputs).then(|| value.clone())
    }

    /// Keeps the value of a call with all its instances.
    pub fn gather(&mut self, module: ModuleId, call: usize, value: &Value) {
        let instance = self.instance_mut(module);
        if let Some(gathered) = instance.and_then(|i| i.gathered.get_mut(call)) {
            gathered.value = Some((gathered.outputs, value.clone()));
        }
    }

    fn set(&mut self, term: Term, state: State) {
        if let (TermKind::Output, State::Done(_)) = (term.kind, &state)
            && let Some((caller, call)) = self.instance(term.module).and_then(|i| i.parent)
            && let Some(caller) = self.instance_mut(caller)
            && let Some(gathered) = caller.gathered.get_mut(call as usize)
        {
            gathered.outputs += 1;
        }
        let instance = self.modules.get_mut(term.module.0 as usize);
        let states = instance.and_then(|m| m.states.get_mut(term.kind as usize));
        if let Some(slot) = states.and_then(|states| states.get_mut(term.index as usize)) {
            *slot = state;
        }
    }

    /// The value of a term that has been evaluated. One that has not (a name that the text does not
    /// show, or a part of a cycle) is unknown.
    pub fn value(&self, term: Term) -> Value {
        match self.state(term) {
            State::Done(value) => value,
            _ => {
                let name = self.name(term);
                let place = self.term_place(term);
                let reason = Reason::new(ReasonKind::Error, name, place);
                Value::unknown_for(Type::Dynamic, reason)
            }
        }
    }

    /// The address of a term, for messages.
    fn name(&self, term: Term) -> String {
        let module = self.module(term.module);
        let index = term.index as usize;
        let local = match term.kind {
            TermKind::Variable => module
                .variables
                .get(index)
                .map(|v| format!("var.{}", v.name)),
            TermKind::Local => module
                .locals
                .get(index)
                .map(|l| format!("local.{}", l.name)),
            TermKind::Output => module
                .outputs
                .get(index)
                .map(|o| format!("output.{}", o.name)),
            TermKind::Call => module
                .calls
                .get(index)
                .map(|c| format!("module.{}", c.name)),
            TermKind::Provider => module
                .providers
                .get(index)
                .map(|p| format!("provider.{}", p.name)),
            TermKind::Resource => module.resources.get(index).map(|r| match r.mode {
                Mode::Managed => format!("{}.{}", r.kind, r.name),
                Mode::Data => format!("data.{}.{}", r.kind, r.name),
            }),
        };
        let local = local.unwrap_or_default();
        match self.instance(term.module) {
            Some(instance) if !instance.path.0.is_empty() => format!("{}.{local}", instance.path),
            _ => local,
        }
    }

    fn term_place(&self, term: Term) -> Option<Place> {
        let module = self.module(term.module);
        let index = term.index as usize;
        match term.kind {
            TermKind::Variable => module.variables.get(index).map(|v| v.body.header()),
            TermKind::Local => {
                let local = module.locals.get(index)?;
                Some(local.tree.place(local.attribute.span))
            }
            TermKind::Output => module.outputs.get(index).map(|o| o.body.header()),
            TermKind::Call => module.calls.get(index).map(|c| c.body.header()),
            TermKind::Provider => module.providers.get(index).map(|p| p.body.header()),
            TermKind::Resource => module.resources.get(index).map(|r| r.body.header()),
        }
    }

    /// Where a call's module is loaded from.
    pub fn source_of(&self, module: ModuleId, call: &super::module::Named) -> ModuleSource {
        self.configuration.source(&self.module(module), &call.name)
    }
}

impl ModuleInstance {
    /// The root module.
    pub fn root(module: Arc<Module>) -> ModuleInstance {
        ModuleInstance::new(ModulePath::default(), module)
    }

    /// An instance of `module` at `path`, without a caller yet.
    pub fn new(path: ModulePath, module: Arc<Module>) -> ModuleInstance {
        let states = |count: usize| vec![State::New; count];
        ModuleInstance {
            states: [
                states(module.variables.len()),
                states(module.locals.len()),
                states(module.outputs.len()),
                states(module.resources.len()),
                states(module.calls.len()),
                states(module.providers.len()),
            ],
            children: vec![Children::None; module.calls.len()],
            gathered: vec![Gathered::default(); module.calls.len()],
            path,
            module,
            parent: None,
            repetition: Repetition::default(),
            existence: Existence::Certain,
            called_at: None,
            providers: BTreeMap::new(),
        }
    }
}

/// `value` as handed on by `kind` at `place`.
pub(super) fn hop(value: Value, kind: HopKind, place: Place) -> Value {
    let from = [value.origin.clone()];
    value.at(Origin::via(kind, Some(place), from))
}

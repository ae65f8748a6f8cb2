//! Terms: the declarations in the instances of modules, each evaluated once.
//!
//! Before a term is evaluated, all terms that its text names are, on a stack of its own, so that
//! chains may be as long as they like.

use std::sync::Arc;

use crate::address::Mode;
use crate::finding::{Code, Diagnostic, Level};
use crate::language::{HopKind, Reason, ReasonKind, Secrecy, Type, Value};
use crate::source::Place;

use super::evaluation::{Evaluating, hop};
use super::module_instance::ModuleId;
use super::needs::Need;

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

struct Frame {
    term: Term,
    /// What it needs, each with the instance that it is needed in.
    needs: Vec<(ModuleId, Need)>,
    next: usize,
    /// Outputs of calls that are among its needs.
    outputs: Vec<Outputs>,
}

/// Outputs of the instances of a call: one by name, or all.
pub(super) type Outputs = (ModuleId, u32, Option<Arc<str>>);

impl Evaluating<'_> {
    /// Evaluates `term` after all that it needs.
    pub fn ensure(&mut self, term: Term) {
        if !matches!(self.state(term), Some(State::New)) {
            return;
        }
        let mut stack = vec![self.frame(term)];
        while let Some(frame) = stack.last_mut() {
            let Some((within, need)) = frame.needs.get(frame.next).cloned() else {
                let term = frame.term;
                self.settled.extend(std::mem::take(&mut frame.outputs));
                stack.pop();
                if matches!(self.state(term), Some(State::Active)) {
                    let value = self.compute(term);
                    self.set(term, State::Done(value));
                }
                continue;
            };
            frame.next += 1;
            match need {
                Need::Refused(place, message) => self.refuse(place, &*message),
                Need::Outputs(call, name) => {
                    let outputs = (within, call, name);
                    if !self.settled.contains(&outputs) {
                        frame.needs.extend(self.outputs_of(&outputs));
                        frame.outputs.push(outputs);
                    }
                }
                Need::Term(kind, index) => {
                    let needed = Term {
                        module: within,
                        kind,
                        index,
                    };
                    match self.state(needed) {
                        Some(State::Done(_)) | None => {}
                        Some(State::New) => {
                            let frame = self.frame(needed);
                            stack.push(frame);
                        }
                        Some(State::Active) => {
                            let from = stack.iter().position(|f| f.term == needed).unwrap_or(0);
                            let chain = stack.iter().skip(from).map(|f| f.term);
                            let chain: Vec<Term> = chain.collect();
                            self.cycle(&chain);
                        }
                    }
                }
            }
        }
    }

    /// Evaluates all that an argument of a call needs.
    pub fn ensure_argument(&mut self, caller: ModuleId, call: u32, name: &str) {
        self.ensure_all(self.argument_needs(caller, call, name));
    }

    fn ensure_all(&mut self, needs: Vec<(ModuleId, Need)>) {
        for (within, need) in needs {
            match need {
                Need::Term(kind, index) => self.ensure(Term {
                    module: within,
                    kind,
                    index,
                }),
                Need::Outputs(call, name) => {
                    self.ensure_all(self.outputs_of(&(within, call, name)));
                }
                // Whoever evaluates the argument says so.
                Need::Refused(..) => {}
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
        self.of_module(term.module, |this| this.evaluate_term(term))
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

    /// `None` for what is no term of the module.
    pub fn state(&self, term: Term) -> Option<&State> {
        let states = self.instance(term.module)?.states.get(term.kind as usize)?;
        states.get(term.index as usize)
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
            Some(State::Done(value)) => value.clone(),
            None => Value::null(Type::Dynamic),
            _ => {
                let name = self.name(term);
                let place = self.term_place(term);
                let reason = Reason::new(ReasonKind::Error, name, place);
                Value::unknown_for(Type::Dynamic, reason)
            }
        }
    }

    /// The address of a term, for messages.
    pub fn name(&self, term: Term) -> String {
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
}

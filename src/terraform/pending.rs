//! Which data sources Terraform reads only when it applies: those that wait for a managed resource
//! which the plan changes. Files alone have no state, so the plan makes every resource there is.
//!
//! A data source waits for the resources that its own text names, for all that is behind the names
//! of its `depends_on` and of those of the modules it stands in, and, with conditions of its own,
//! for all that it needs (`dependenciesHavePendingChanges` in Terraform). A name in between, of a
//! local or an output, is no reason to wait, unless it stands in `depends_on`.

use std::collections::BTreeSet;

use crate::address::Mode;
use crate::language::Kind;

use super::evaluation::Evaluating;
use super::module::Resource;
use super::module_instance::{Children, ModuleId};
use super::needs::Need;
use super::terms::{State, Term, TermKind};

impl Evaluating<'_> {
    /// The name of a resource that the data source `resource` waits for; none where it is read
    /// while planning.
    pub fn waits_for(&mut self, module: ModuleId, resource: &Resource) -> Option<String> {
        let declared = self.module(module);
        let (named, conditions) = declared.named_by(resource);
        let ordered = declared.order_needs(&resource.body);
        let in_module = |needs: Vec<Need>| needs.into_iter().map(move |need| (module, need));
        let mut behind: Vec<(ModuleId, Need)> = match conditions {
            true => in_module(named).chain(in_module(ordered)).collect(),
            false => {
                let resources = named.iter().chain(&ordered);
                for need in resources {
                    let found = self.managed(module, need).filter(|t| self.is_made(*t));
                    if let Some(term) = found {
                        return Some(self.name(term));
                    }
                }
                let resource = |need: &Need| matches!(need, Need::Term(TermKind::Resource, _));
                in_module(ordered)
                    .filter(|(_, need)| !resource(need))
                    .collect()
            }
        };
        let mut within = module;
        while let Some((caller, call)) = self.instance(within).and_then(|i| i.parent) {
            let called = self.module(caller);
            let ordered = called.calls.get(call as usize);
            let ordered = ordered.map(|call| called.order_needs(&call.body));
            behind.extend(ordered.into_iter().flatten().map(|need| (caller, need)));
            within = caller;
        }
        self.made_behind(behind).map(|term| self.name(term))
    }

    /// The first managed resource that exists among `needs` and all that they need.
    fn made_behind(&mut self, needs: Vec<(ModuleId, Need)>) -> Option<Term> {
        let mut pending = needs;
        let mut seen: BTreeSet<(ModuleId, u8, u32)> = BTreeSet::new();
        while let Some((module, need)) = pending.pop() {
            self.fuel = self.fuel.saturating_sub(1);
            match need {
                Need::Term(kind, index) => {
                    if !seen.insert((module, kind as u8, index)) {
                        continue;
                    }
                    let made = self.managed(module, &need).filter(|t| self.is_made(*t));
                    if made.is_some() {
                        return made;
                    }
                    let term = Term {
                        module,
                        kind,
                        index,
                    };
                    pending.extend(self.needs(term));
                    pending.extend(self.call_of(module));
                }
                Need::Outputs(call, Some(name)) => {
                    pending.extend(self.outputs_of(&(module, call, Some(name))));
                }
                // The module as a whole.
                Need::Outputs(call, None) => pending.extend(self.all_within(module, call)),
                Need::Refused(..) => {}
            }
        }
        None
    }

    /// What `need` names, where that is a managed resource.
    fn managed(&self, module: ModuleId, need: &Need) -> Option<Term> {
        let Need::Term(kind @ TermKind::Resource, index) = *need else {
            return None;
        };
        let declared = self.module(module);
        let resource = declared.resources.get(index as usize)?;
        (resource.mode == Mode::Managed).then_some(Term {
            module,
            kind,
            index,
        })
    }

    /// Whether a managed resource has instances, or may have.
    fn is_made(&mut self, term: Term) -> bool {
        let declared = self.module(term.module);
        let body = declared.resources.get(term.index as usize);
        let repeated = ["count", "for_each"];
        if !body.is_some_and(|r| repeated.iter().any(|name| r.body.attribute(name).is_some())) {
            return true;
        }
        self.ensure(term);
        match self.state(term) {
            Some(State::Done(value)) => match &value.kind {
                Kind::Tuple(instances) => !instances.is_empty(),
                Kind::Object(instances) => !instances.is_empty(),
                _ => true,
            },
            _ => true,
        }
    }

    /// The call that makes `module`: all in it waits for what the call needs.
    fn call_of(&self, module: ModuleId) -> Option<(ModuleId, Need)> {
        let (caller, call) = self.instance(module)?.parent?;
        Some((caller, Need::Term(TermKind::Call, call)))
    }

    /// All resources and calls in the instances of a call.
    fn all_within(&mut self, module: ModuleId, call: u32) -> Vec<(ModuleId, Need)> {
        self.ensure(Term {
            module,
            kind: TermKind::Call,
            index: call,
        });
        let children = self
            .instance(module)
            .and_then(|m| m.children.get(call as usize));
        let Some(Children::Made(children)) = children else {
            return Vec::new();
        };
        let mut all = Vec::new();
        for (_, child) in children {
            let declared = self.module(*child);
            let resources = 0..declared.resources.len() as u32;
            all.extend(resources.map(|index| (*child, Need::Term(TermKind::Resource, index))));
            let calls = 0..declared.calls.len() as u32;
            all.extend(calls.map(|index| (*child, Need::Outputs(index, None))));
        }
        all
    }
}

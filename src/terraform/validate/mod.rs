//! What Terraform refuses before it knows any value, where no evaluation looks: in bodies without
//! an instance, in conditions, provisioners and checks, and in blocks of Terraform's own.
//!
//! Data flow: [`shapes`] says what Terraform's blocks may hold, and [`resources`], [`provisioners`],
//! [`providers`], [`settings`], [`moves`], [`scoped`] and [`overriding`] what else their text decides, with
//! [`statics`]; [`sites`] lists the expressions that nothing has evaluated; [`names`] reads what
//! they name off their text, [`unknowns`] evaluates them.
//!
//! Invariants: this only adds diagnostics; every value is unknown here, as in Terraform's own
//! validation, so that what is refused is refused whatever the values turn out to be; what another
//! file may still declare is not refused.

mod moves;
mod names;
mod overriding;
mod providers;
mod provisioners;
mod resources;
mod scoped;
mod settings;
mod shapes;
mod sites;
mod statics;
mod unknowns;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::{Code, Diagnostic};
use crate::source::Place;

use super::evaluation::Evaluating;
use super::load::ModuleSource;
use super::module::Module;
use super::module_instance::{Children, ModuleInstance};

/// What is refused, each at its place.
type Refusals = Vec<(Place, String)>;

impl Evaluating<'_> {
    /// Checks all modules of the root, also those that have no instance.
    pub fn validate_unevaluated(&mut self) {
        let modules = self.reachable();
        let mut fuel = self.options.limits.fuel;
        let handed = providers::handed(modules.values(), self.configuration);
        let none = BTreeSet::new();
        for module in modules.values().filter(|module| !module.stand_in) {
            let instances = self.modules.iter();
            let made = |m: &&ModuleInstance| Arc::ptr_eq(&m.module, module);
            let (said, evaluated) = instances.filter(made).fold((false, false), |found, m| {
                (true, found.1 || m.existence.is_certain())
            });
            if !said {
                self.say(module.diagnostics.clone());
            }
            let mut refusals = shapes::check(module);
            refusals.extend(resources::check(module));
            refusals.extend(settings::check(module));
            if module.dir == self.root_dir {
                refusals.extend(settings::backend(module));
            }
            refusals.extend(overriding::check(module));
            let handed = handed.get(&module.dir).unwrap_or(&none);
            refusals.extend(providers::check(module, self.configuration, handed));
            refusals.extend(moves::check(module, self.configuration, evaluated));
            refusals.extend(scoped::check(module));
            refusals.extend(names::providerless(module));
            refusals.extend(sites::check_calls(module, self.configuration));
            let looked_at = |place: Place| evaluated && self.looked_at.contains(&place);
            let mut sites = sites::unevaluated(module, evaluated, &looked_at);
            let empty = self.empty_calls(module);
            if !empty.is_empty() {
                sites.extend(sites::about_nothing(module, &|name| empty.contains(name)));
            }
            let mut scope = unknowns::Unknowns::new(module, self.configuration, &mut fuel);
            for site in sites {
                if !scope.looks_at(&site) {
                    continue;
                }
                let named = names::refused(module, site.tree, site.expr, &site.iterators);
                match named.is_empty() {
                    true => refusals.extend(scope.refused(&site)),
                    false => refusals.extend(named),
                }
            }
            let errors = refusals.into_iter();
            let errors =
                errors.map(|(place, message)| Diagnostic::error(Code::Evaluate, place, message));
            self.say(errors.collect());
        }
    }

    /// The calls of an evaluated module that have no instance somewhere.
    fn empty_calls(&self, module: &Arc<Module>) -> BTreeSet<Arc<str>> {
        let instances = self.modules.iter();
        let instances = instances.filter(|m| Arc::ptr_eq(&m.module, module));
        let calls = instances.flat_map(|m| module.calls.iter().zip(&m.children));
        let empty =
            calls.filter(|(_, made)| matches!(made, Children::Made(made) if made.is_empty()));
        empty.map(|(call, _)| call.name.clone()).collect()
    }

    /// The modules of the root, by directory.
    fn reachable(&self) -> BTreeMap<Arc<str>, Arc<Module>> {
        let mut found = BTreeMap::new();
        let mut pending: Vec<Arc<Module>> = Vec::new();
        pending.extend(self.configuration.module(&self.root_dir));
        while let Some(module) = pending.pop() {
            if found.contains_key(&module.dir) {
                continue;
            }
            for call in &module.calls {
                if let ModuleSource::Loaded(called, _) =
                    self.configuration.source(&module, &call.name)
                {
                    pending.push(called);
                }
            }
            found.insert(module.dir.clone(), module);
        }
        found
    }
}

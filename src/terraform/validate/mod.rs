//! What Terraform refuses before it knows any value, where no evaluation looks: in bodies without
//! an instance, in conditions, provisioners and checks, and in blocks of Terraform's own.
//!
//! Data flow: [`shapes`] says what Terraform's blocks may hold; [`sites`] lists the expressions
//! that nothing has evaluated; [`names`] reads what they name off their text, [`unknowns`]
//! evaluates them.
//!
//! Invariants: this only adds diagnostics; every value is unknown here, as in Terraform's own
//! validation, so that what is refused is refused whatever the values turn out to be; what another
//! file may still declare is not refused.

mod moves;
mod names;
mod shapes;
mod sites;
mod unknowns;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::{Code, Diagnostic};
use crate::source::Place;

use super::evaluation::{Evaluating, ModuleInstance};
use super::load::ModuleSource;
use super::module::Module;

/// What is refused, each at its place.
type Refusals = Vec<(Place, String)>;

impl Evaluating<'_> {
    /// Checks all modules of the root, also those that have no instance.
    pub fn validate_unevaluated(&mut self) {
        let modules = self.reachable();
        let mut fuel = self.options.limits.fuel;
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
            refusals.extend(moves::check(module, self.configuration));
            refusals.extend(names::providerless(module));
            refusals.extend(sites::check_calls(module, self.configuration));
            let looked_at = |place: Place| evaluated && self.looked_at.contains(&place);
            let sites = sites::unevaluated(module, evaluated, &looked_at);
            let mut scope = unknowns::Unknowns::new(module, self.configuration, &mut fuel);
            for site in sites {
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

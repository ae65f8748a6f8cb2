//! From the names in an expression to the instances it stands for.
//!
//! A plan keeps of every expression the names that stand in it, and nothing else: not how a list
//! is indexed by a key that is not written out, not what a function makes of it, not what a local
//! holds. So a name is followed through variables, arguments of modules and outputs to attributes
//! of instances; `x.y[count.index]` and `x.y[each.key]` are taken for the instance with the same
//! key when both resources have the same keys; and what leads nowhere is said to be lost.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::configuration::Module;
use super::document::Part;
use super::planned::Planned;
use super::traversal::{key, steps};
use crate::address::{InstanceKey, Mode, ModulePath, ModuleStep, Step};

/// How far modules hand a value on.
const DEPTH: u32 = 128;

/// An attribute of an instance, or the instance as a whole.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Target {
    /// Which of the plan's instances.
    pub instance: usize,
    /// The way in; empty for the whole.
    pub path: Vec<Step>,
}

/// What the names of an expression lead to.
#[derive(Clone, Default, Debug)]
pub(super) struct Resolved {
    /// Instances, in the order of the names.
    pub targets: Vec<Target>,
    /// Whether something known is named too.
    pub constants: bool,
    /// Whether a name leads nowhere.
    pub lost: bool,
}

/// Where an expression stands.
#[derive(Clone)]
pub(super) struct Site<'a> {
    /// The module that holds it.
    pub module: ModulePath,
    /// The key of the resource or module call that it belongs to.
    pub key: InstanceKey,
    /// How many instances that has.
    pub siblings: usize,
    /// What its `each.value` is made from.
    pub for_each: Option<Part<'a>>,
}

/// Which instances a resource stands for that is named without a key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Take {
    /// All.
    All,
    /// The one with the key of the site: the expression holds that key.
    SameKey,
}

/// A variable or an output of one module instance.
type Name = (ModulePath, bool, String);

/// Follows names.
pub(super) struct Resolver<'a, 'p> {
    pub configuration: &'p Module<'a>,
    /// The variables of the root, with their values.
    pub variables: BTreeMap<&'a str, Part<'a>>,
    pub instances: &'p [Planned<'a>],
    /// Instances by resource.
    resources: BTreeMap<(&'p ModulePath, Mode, &'p str, &'p str), Vec<usize>>,
    /// Instances by module and the name of a call in it: the keys of that call.
    calls: BTreeMap<(ModulePath, Arc<str>), Vec<InstanceKey>>,
    known: BTreeMap<Name, Arc<Resolved>>,
    depth: u32,
    /// Names that may still be looked at.
    pub fuel: u64,
}

impl<'a, 'p> Resolver<'a, 'p> {
    pub fn new(configuration: &'p Module<'a>, instances: &'p [Planned<'a>], fuel: u64) -> Self {
        let mut resources: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        let mut calls: BTreeMap<(ModulePath, Arc<str>), Vec<InstanceKey>> = BTreeMap::new();
        for (at, planned) in instances.iter().enumerate() {
            let address = &*planned.address;
            let resource = (
                &address.module,
                address.mode,
                &*address.kind,
                &*address.name,
            );
            resources.entry(resource).or_default().push(at);
            for (depth, step) in address.module.0.iter().enumerate() {
                let parent = address.module.0.iter().take(depth).cloned().collect();
                let call = (ModulePath(parent), step.name.clone());
                let keys = calls.entry(call).or_default();
                // Instances come by address, so that one module's stand together.
                if keys.last() != Some(&step.key) {
                    keys.push(step.key.clone());
                }
            }
        }
        Resolver {
            configuration,
            variables: BTreeMap::new(),
            instances,
            resources,
            calls,
            known: BTreeMap::new(),
            depth: 0,
            fuel,
        }
    }

    /// Where the expressions of an instance stand.
    pub fn site(&self, planned: &Planned) -> Site<'a> {
        let address = &*planned.address;
        let resource = (
            &address.module,
            address.mode,
            &*address.kind,
            &*address.name,
        );
        let module = self.configuration.at(&address.module);
        let declared = module.and_then(|m| m.resource(address.mode, &address.kind, &address.name));
        Site {
            module: address.module.clone(),
            key: address.key.clone(),
            siblings: self.resources.get(&resource).map_or(0, Vec::len),
            for_each: declared.and_then(|declared| declared.for_each),
        }
    }

    /// What the names in `expression` lead to.
    pub fn resolve(&mut self, site: &Site<'a>, expression: Part<'a>) -> Resolved {
        let names = expression.get("references").into_iter();
        let mut names = names.flat_map(Part::items).filter_map(Part::str);
        let by_key = names.any(|name| name == "count.index" || name.starts_with("each."));
        let take = match by_key {
            true => Take::SameKey,
            false => Take::All,
        };
        self.follow(site, expression, take)
    }

    fn follow(&mut self, site: &Site<'a>, expression: Part<'a>, take: Take) -> Resolved {
        let mut all = Resolved::default();
        let names = expression.get("references");
        let Some(names) = names.filter(|names| names.is_array()) else {
            all.constants = true;
            return all;
        };
        if self.depth >= DEPTH {
            all.lost = true;
            return all;
        }
        self.depth += 1;
        let names = names.items().filter_map(Part::str);
        let mut before = "";
        for name in names {
            let shorter = before.strip_prefix(name);
            let repeats = shorter.is_some_and(|rest| rest.starts_with(['.', '[']));
            before = name;
            // `a.b[0].c` is followed by its beginnings.
            if repeats {
                continue;
            }
            let Some(fuel) = self.fuel.checked_sub(1) else {
                all.lost = true;
                break;
            };
            self.fuel = fuel;
            let mut found = match steps(name) {
                Some(steps) => self.name(site, &steps, take),
                None => lost(),
            };
            self.fuel = self.fuel.saturating_sub(found.targets.len() as u64);
            all.targets.append(&mut found.targets);
            all.constants |= found.constants;
            all.lost |= found.lost;
        }
        self.depth -= 1;
        all
    }

    /// Of all instances of one resource, that came as a list, the one with the key of `site`.
    fn pair(&self, site: &Site<'a>, mut found: Resolved, take: Take) -> Resolved {
        let whole = found.targets.len() == site.siblings && !found.lost && !found.constants;
        if take == Take::SameKey && whole && self.one_resource(&found.targets) {
            let key = |target: &Target| self.instances.get(target.instance).map(|i| &i.address.key);
            let same = found.targets.iter().find(|t| key(t) == Some(&site.key));
            if let Some(same) = same.cloned() {
                found.targets = vec![same];
            }
        }
        found
    }

    fn one_resource(&self, targets: &[Target]) -> bool {
        let resource = |target: &Target| {
            let address = &self.instances.get(target.instance)?.address;
            Some((&address.module, address.mode, &address.kind, &address.name))
        };
        let first = targets.first().and_then(resource);
        let mut targets = targets.iter();
        targets.all(|target| resource(target) == first && target.path.is_empty())
    }

    fn name(&mut self, site: &Site<'a>, steps: &[Step], take: Take) -> Resolved {
        let names: Vec<&str> = steps
            .iter()
            .map_while(|step| match step {
                Step::Attr(name) => Some(&**name),
                _ => None,
            })
            .collect();
        let rest = |from: usize| steps.get(from..).unwrap_or_default();
        match names.as_slice() {
            ["count", ..] | ["each", "key", ..] | ["path" | "terraform", ..] => Resolved::default(),
            ["each", "value", ..] => match site.for_each {
                Some(for_each) => {
                    let found = self.follow(site, for_each, Take::SameKey);
                    inside(found, rest(2))
                }
                None => lost(),
            },
            ["var", name, ..] => {
                let found = self.variable(&site.module, name);
                let found = self.pair(site, Resolved::clone(&found), take);
                inside(found, rest(2))
            }
            ["local" | "self", ..] => lost(),
            ["module", call, ..] => {
                let key = key(steps.get(2));
                let at = if key.is_some() { 3 } else { 2 };
                let Some(Step::Attr(output)) = steps.get(at) else {
                    return lost();
                };
                let module = site.module.child(call, key.unwrap_or_default());
                let found = self.output(module, output);
                let found = self.pair(site, Resolved::clone(&found), take);
                inside(found, rest(at + 1))
            }
            ["data", kind, name, ..] => {
                let resource = (&site.module, Mode::Data, *kind, *name);
                self.resource(site, resource, rest(3), take)
            }
            [kind, name, ..] => {
                let resource = (&site.module, Mode::Managed, *kind, *name);
                self.resource(site, resource, rest(2), take)
            }
            _ => lost(),
        }
    }

    fn resource(
        &self,
        site: &Site<'a>,
        resource: (&ModulePath, Mode, &str, &str),
        rest: &[Step],
        take: Take,
    ) -> Resolved {
        let found = self.resources.get(&resource);
        let found = found.map(Vec::as_slice).unwrap_or_default();
        let with_key = |key: &InstanceKey| {
            let key_of = |at: &usize| self.instances.get(*at).map(|i| &i.address.key);
            let at = found.binary_search_by(|at| key_of(at).cmp(&Some(key)));
            at.ok().and_then(|at| found.get(at..=at))
        };
        let (instances, path) = match key(rest.first()) {
            Some(key) => (with_key(&key), rest.get(1..).unwrap_or_default()),
            None if take == Take::SameKey && found.len() == site.siblings => {
                (with_key(&site.key).or(Some(found)), rest)
            }
            None => (Some(found), rest),
        };
        let targets = instances.unwrap_or_default().iter().map(|instance| Target {
            instance: *instance,
            path: path.to_vec(),
        });
        let targets: Vec<Target> = targets.collect();
        Resolved {
            // What has no instances is an empty list: the plan would have shown an error.
            constants: targets.is_empty(),
            targets,
            lost: false,
        }
    }

    /// What a variable is given by the call of its module.
    fn variable(&mut self, module: &ModulePath, name: &str) -> Arc<Resolved> {
        let constant = Resolved {
            constants: true,
            ..Resolved::default()
        };
        let Some((last, parents)) = module.0.split_last() else {
            return Arc::new(constant);
        };
        let call = self.configuration.call(module);
        let argument = call.and_then(|call| call.arguments.get(name).copied());
        let (Some(call), Some(argument)) = (call, argument) else {
            return Arc::new(constant);
        };
        let site = self.call_site(last, parents, call.for_each);
        self.once((module.clone(), false, name.to_owned()), &site, argument)
    }

    fn call_site(
        &self,
        last: &ModuleStep,
        parents: &[ModuleStep],
        for_each: Option<Part<'a>>,
    ) -> Site<'a> {
        let module = ModulePath(parents.to_vec());
        let keys = self.calls.get(&(module.clone(), last.name.clone()));
        Site {
            siblings: keys.map_or(0, Vec::len),
            module,
            key: last.key.clone(),
            for_each,
        }
    }

    /// What an output of a module is.
    fn output(&mut self, module: ModulePath, name: &str) -> Arc<Resolved> {
        let declared = self.configuration.at(&module);
        let Some(expression) = declared.and_then(|m| m.outputs.get(name).copied()) else {
            return Arc::new(lost());
        };
        let site = Site {
            module: module.clone(),
            key: InstanceKey::None,
            siblings: 0,
            for_each: None,
        };
        self.once((module, true, name.to_owned()), &site, expression)
    }

    /// Resolves a name once. While that goes on the name leads nowhere, so that a cycle ends.
    fn once(&mut self, name: Name, site: &Site<'a>, expression: Part<'a>) -> Arc<Resolved> {
        if let Some(known) = self.known.get(&name) {
            return known.clone();
        }
        self.known.insert(name.clone(), Arc::new(lost()));
        let resolved = Arc::new(self.resolve(site, expression));
        self.known.insert(name, resolved.clone());
        resolved
    }
}

fn lost() -> Resolved {
    Resolved {
        lost: true,
        ..Resolved::default()
    }
}

/// What stands at `path` in a value that is made of `found`.
fn inside(mut found: Resolved, path: &[Step]) -> Resolved {
    match (path, found.targets.as_mut_slice()) {
        ([], _) => {}
        // The element of a list of which each name is one element.
        ([Step::Index(index)], [_, _, ..]) if !found.lost && !found.constants => {
            let one = found.targets.get(*index as usize).cloned();
            found.targets = one.into_iter().collect();
        }
        // The attribute of an instance that is handed on as a whole.
        ([Step::Attr(_), ..], [one]) if one.path.is_empty() => one.path.extend_from_slice(path),
        // Some part of all this.
        _ => {}
    }
    found
}

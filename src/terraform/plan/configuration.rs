//! The `configuration` of a plan: which names each expression holds, by module.

use std::collections::BTreeMap;

use super::document::Part;
use crate::address::{Mode, ModulePath};

/// One module of the configuration, whose calls hold the others.
#[derive(Default)]
pub(super) struct Module<'a> {
    /// Expressions of outputs.
    pub outputs: BTreeMap<&'a str, Part<'a>>,
    /// Resources by their address without keys.
    resources: BTreeMap<&'a str, Resource<'a>>,
    /// Variables, with their defaults.
    pub variables: BTreeMap<&'a str, Part<'a>>,
    /// Calls of other modules.
    pub calls: BTreeMap<&'a str, Call<'a>>,
}

/// A resource before it is expanded.
pub(super) struct Resource<'a> {
    /// Its arguments and blocks.
    pub expressions: BTreeMap<&'a str, Part<'a>>,
    /// What `each.value` is made from.
    pub for_each: Option<Part<'a>>,
    /// Which entry of `provider_config` it belongs to.
    pub provider: Option<&'a str>,
}

/// A call of a module.
pub(super) struct Call<'a> {
    /// What it is given.
    pub arguments: BTreeMap<&'a str, Part<'a>>,
    /// What `each.value` is made from.
    pub for_each: Option<Part<'a>>,
    /// What it calls.
    pub module: Module<'a>,
}

impl<'a> Module<'a> {
    /// Reads a module and those that it calls. Nesting is bounded by that of the document.
    pub fn read(part: Part<'a>) -> Module<'a> {
        let resources = part.get("resources").into_iter().flat_map(Part::items);
        let resources = resources.filter_map(|resource| {
            let read = Resource {
                expressions: members(resource, "expressions"),
                for_each: resource.get("for_each_expression"),
                provider: resource.get("provider_config_key").and_then(Part::str),
            };
            Some((resource.get("address")?.str()?, read))
        });
        let outputs = part.get("outputs").into_iter().flat_map(Part::members);
        let calls = part.get("module_calls").into_iter().flat_map(Part::members);
        let calls = calls.map(|(name, call)| {
            let read = Call {
                arguments: members(call, "expressions"),
                for_each: call.get("for_each_expression"),
                module: call.get("module").map(Module::read).unwrap_or_default(),
            };
            (name, read)
        });
        Module {
            resources: resources.collect(),
            variables: members(part, "variables"),
            outputs: outputs
                .filter_map(|(name, output)| Some((name, output.get("expression")?)))
                .collect(),
            calls: calls.collect(),
        }
    }

    /// The module at `path`, whatever the keys.
    pub fn at(&self, path: &ModulePath) -> Option<&Module<'a>> {
        let mut module = self;
        for step in &path.0 {
            module = &module.calls.get(&*step.name)?.module;
        }
        Some(module)
    }

    /// The call that makes the module at `path`.
    pub fn call(&self, path: &ModulePath) -> Option<&Call<'a>> {
        let (last, parents) = path.0.split_last()?;
        let parent = self.at(&ModulePath(parents.to_vec()))?;
        parent.calls.get(&*last.name)
    }

    /// The resource `kind.name` of this module.
    pub fn resource(&self, mode: Mode, kind: &str, name: &str) -> Option<&Resource<'a>> {
        let address = match mode {
            Mode::Managed => format!("{kind}.{name}"),
            Mode::Data => format!("data.{kind}.{name}"),
        };
        self.resources.get(address.as_str())
    }
}

fn members<'a>(part: Part<'a>, name: &str) -> BTreeMap<&'a str, Part<'a>> {
    part.get(name).map(Part::index).unwrap_or_default()
}

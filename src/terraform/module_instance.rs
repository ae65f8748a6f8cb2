//! Instances of modules: one for the root, and one for each that a call makes.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::address::{InstanceKey, ModulePath};
use crate::language::{Reason, Value};
use crate::source::Place;

use super::evaluation::{Evaluating, Existence};
use super::expansion::Repetition;
use super::module::Module;
use super::terms::{State, Term};

/// One instance of a module, by the order it was made in; 0 is the root.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct ModuleId(pub u32);

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
    pub states: [Vec<State>; 6],
    /// The instances each call made, or why it made none.
    pub children: Vec<Children>,
    pub gathered: Vec<Gathered>,
}

/// The value of a call with all its instances, which are many to gather for each that names one.
#[derive(Clone, Debug, Default)]
pub(super) struct Gathered {
    /// How many outputs of its instances have been evaluated.
    pub outputs: u64,
    /// The value, and how many there were for it.
    pub value: Option<(u64, Value)>,
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

impl Evaluating<'_> {
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
}

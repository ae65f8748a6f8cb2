//! Variables, locals and outputs with their values, for those who ask for one by its name.

use std::fmt;
use std::sync::Arc;

use crate::address::ModulePath;
use crate::language::Value;

use super::evaluation::Evaluating;
use super::module_instance::ModuleId;
use super::terms::{State, Term, TermKind};

/// A variable, local or output in an instance of a module. It prints as Terraform calls it, from the
/// root module on: `var.env`, `module.db.local.days`, `module.db["eu"].endpoint`; an output of the
/// root module, which nothing in it can call, is `output.endpoint`.
#[derive(Clone, Debug)]
pub struct NamedValue {
    /// The module that declares it.
    pub module: ModulePath,
    /// What it is.
    pub kind: NameKind,
    /// What the module calls it.
    pub name: Arc<str>,
    /// Its value, with the way it came.
    pub value: Value,
}

/// What a name is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NameKind {
    /// `var.NAME`
    Variable,
    /// `local.NAME`
    Local,
    /// `output.NAME`, or `module.MODULE.NAME` from outside of the module.
    Output,
}

impl fmt::Display for NamedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let root = self.module.0.is_empty();
        if !root {
            write!(f, "{}.", self.module)?;
        }
        match self.kind {
            NameKind::Variable => write!(f, "var.{}", self.name),
            NameKind::Local => write!(f, "local.{}", self.name),
            NameKind::Output if root => write!(f, "output.{}", self.name),
            NameKind::Output => write!(f, "{}", self.name),
        }
    }
}

impl Evaluating<'_> {
    /// All that has been evaluated, in the order of modules and declarations.
    pub(super) fn named(&self) -> Vec<NamedValue> {
        let mut all = Vec::new();
        for (id, instance) in self.modules.iter().enumerate() {
            let module = &instance.module;
            let names = [
                (TermKind::Variable, NameKind::Variable),
                (TermKind::Local, NameKind::Local),
                (TermKind::Output, NameKind::Output),
            ];
            for (term, kind) in names {
                let names: Vec<&Arc<str>> = match kind {
                    NameKind::Variable => module.variables.iter().map(|v| &v.name).collect(),
                    NameKind::Local => module.locals.iter().map(|l| &l.name).collect(),
                    NameKind::Output => module.outputs.iter().map(|o| &o.name).collect(),
                };
                for (index, name) in names.into_iter().enumerate() {
                    let term = Term {
                        module: ModuleId(id as u32),
                        kind: term,
                        index: index as u32,
                    };
                    if let Some(State::Done(value)) = self.state(term) {
                        all.push(NamedValue {
                            module: instance.path.clone(),
                            kind,
                            name: name.clone(),
                            value: value.clone(),
                        });
                    }
                }
            }
        }
        all
    }
}

//! The declarations of one module directory, before any value is known.

mod body;
mod declare;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::address::Mode;
use crate::finding::Diagnostic;
use crate::language::{Dialect, Reason, ReasonKind};
use crate::source::Place;
use crate::syntax::hcl::{self, Tree};

use super::needs::Needs;
use super::variables::Variable;
pub use body::{BlockRef, Body, block_kind};

/// A `resource` or `data` block.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Managed or data.
    pub mode: Mode,
    /// The resource type.
    pub kind: Arc<str>,
    /// The resource name.
    pub name: Arc<str>,
    /// The block.
    pub body: Body,
}

/// A declaration with a name: output, module call.
#[derive(Clone, Debug)]
pub struct Named {
    /// The name.
    pub name: Arc<str>,
    /// The block.
    pub body: Body,
}

/// An entry of a `locals` block.
#[derive(Clone, Debug)]
pub struct Local {
    /// The name.
    pub name: Arc<str>,
    /// The file.
    pub tree: Arc<Tree>,
    /// The entry.
    pub attribute: hcl::Attribute,
}

/// A `provider` block.
#[derive(Clone, Debug)]
pub struct Provider {
    /// `aws`, or `aws.secondary` for an alias.
    pub name: Arc<str>,
    /// The block.
    pub body: Body,
}

/// One module directory. Lists are sorted by name, so that an index names a declaration.
#[derive(Clone, Debug, Default)]
pub struct Module {
    /// Relative to the scan root; `.` for the scan root itself.
    pub dir: Arc<str>,
    /// Its files, in the order Terraform reads them.
    pub trees: Vec<Arc<Tree>>,
    /// How many of them, the last ones, override what the others declare.
    pub overriding: usize,
    /// `variable`
    pub variables: Vec<Variable>,
    /// `locals`
    pub locals: Vec<Local>,
    /// `output`
    pub outputs: Vec<Named>,
    /// `resource` and `data`, by mode, type and name.
    pub resources: Vec<Resource>,
    /// `ephemeral`, by type and name, which have no values before a run: where each stands.
    pub ephemerals: BTreeMap<(Arc<str>, Arc<str>), Place>,
    /// `module`
    pub calls: Vec<Named>,
    /// `provider`
    pub providers: Vec<Provider>,
    /// Local provider names by what `required_providers` says of them; the value is the source.
    pub required_providers: BTreeMap<Arc<str>, Arc<str>>,
    /// The versions that `required_providers` allows, by local name.
    pub provider_versions: BTreeMap<Arc<str>, Arc<str>>,
    /// `terraform`
    pub settings: Vec<BlockRef>,
    /// What its expressions mean, by the version of Terraform that it asks for.
    pub dialect: Option<Dialect>,
    /// What is wrong with the declarations.
    pub diagnostics: Vec<Diagnostic>,
    /// Some file of the directory could not be parsed whole: absence proves nothing here.
    pub broken: bool,
    /// Another program adds files to it before Terraform reads it.
    pub completed: bool,
    /// Where each name was declared first, while the files are put together.
    declared: BTreeMap<String, Place>,
    /// It stands in for a registry module, and declares only what decides something.
    pub stand_in: bool,
    /// What its text needs, once that has been read.
    pub(super) needs: OnceLock<Needs>,
}

impl Module {
    /// Whether there may be declarations that no file here shows.
    pub fn is_partial(&self) -> bool {
        self.broken || self.completed
    }

    /// Why there may be more in it, when it is broken.
    pub fn unread(&self) -> Reason {
        let what = format!("a part of {}", self.dir);
        Reason::new(ReasonKind::Parse, what, None)
    }

    /// The `backend` block: its type and its body.
    pub fn backend(&self) -> Option<(&Arc<Tree>, &str, &hcl::Body)> {
        self.settings.iter().rev().find_map(|at| {
            let blocks = &at.block().body.blocks;
            let backend = blocks.iter().find(|b| at.tree.str(b.kind) == "backend")?;
            let kind = at.tree.chars(&backend.labels.first()?.text);
            Some((&at.tree, kind, &backend.body))
        })
    }

    /// The index of variable `name`.
    pub fn variable(&self, name: &str) -> Option<usize> {
        find_index(&self.variables, |v| (*v.name).cmp(name))
    }

    /// The index of local `name`.
    pub fn local(&self, name: &str) -> Option<usize> {
        find_index(&self.locals, |l| (*l.name).cmp(name))
    }

    /// The index of output `name`.
    pub fn output(&self, name: &str) -> Option<usize> {
        find_index(&self.outputs, |o| (*o.name).cmp(name))
    }

    /// The index of module call `name`.
    pub fn call(&self, name: &str) -> Option<usize> {
        find_index(&self.calls, |c| (*c.name).cmp(name))
    }

    /// The index of a resource.
    pub fn resource(&self, mode: Mode, kind: &str, name: &str) -> Option<usize> {
        find_index(&self.resources, |r| {
            (r.mode, &*r.kind, &*r.name).cmp(&(mode, kind, name))
        })
    }

    /// The index of provider configuration `name` (`aws`, `aws.alias`).
    pub fn provider(&self, name: &str) -> Option<usize> {
        find_index(&self.providers, |p| (*p.name).cmp(name))
    }
}

fn find_index<T>(list: &[T], order: impl Fn(&T) -> std::cmp::Ordering) -> Option<usize> {
    list.binary_search_by(order).ok()
}

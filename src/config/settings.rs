//! What `archlint.toml` says, each setting with its place.

use std::collections::BTreeMap;
use std::sync::Arc;

use globset::GlobSet;

use super::environment::RootInstance;
use super::pattern::Pattern;
use crate::finding::Severity;
use crate::source::{Excludes, Place};

/// A setting and where it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed<T> {
    /// The setting.
    pub value: T,
    /// Where it is written.
    pub place: Place,
}

/// All settings of a run. Without a file, nothing is set.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The file they come from, as reports name it.
    pub file: Option<Arc<str>>,
    /// `[project]`
    pub project: Project,
    /// `[rules]`
    pub rules: Rules,
    /// `[params]` by dotted name: `db.min_days`, `DATA-003.days`.
    pub params: BTreeMap<String, Placed<ParamValue>>,
    /// `[roles]`
    pub roles: Roles,
    /// `[modules]`: by source, the directory (inside the root) that stands in for it.
    pub modules: BTreeMap<Arc<str>, Placed<Arc<str>>>,
    /// `[externals]` that are not `false`: what another repository owns, and the reason if one is
    /// given.
    pub externals: BTreeMap<String, Placed<Option<String>>>,
    /// `[regions]`
    pub regions: Regions,
    /// `[[allow]]`, in order.
    pub allow: Vec<Allow>,
    /// `[[override]]`, in order.
    pub overrides: Vec<Override>,
}

/// What is checked.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// The directory (inside the root) that paths and globs begin at.
    pub base: Arc<str>,
    /// Globs of root modules as written; `None` when the file does not say.
    pub roots: Option<Vec<Placed<String>>>,
    pub(super) root_globs: GlobSet,
    /// Globs of what is not read, as written.
    pub exclude: Vec<Placed<String>>,
    /// The same, compiled, in the same order.
    pub excludes: Excludes,
    /// The file of known findings, as written.
    pub baseline: Option<Placed<String>>,
    /// Environments by name.
    pub environments: BTreeMap<Arc<str>, Placed<Vec<RootInstance>>>,
}

impl Project {
    /// Whether the file names the directory `dir` (inside the root) as a root module; `None` when
    /// it names none at all.
    pub fn is_root(&self, dir: &str) -> Option<bool> {
        self.roots.as_ref()?;
        Some(self.root_globs.is_match(dir))
    }
}

/// Which rules run, and how grave their findings are. Words are as written: whether such rules
/// exist is for those to say who know the rules.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// Directories (inside the root) with pages of the user's own rules.
    pub directories: Vec<Placed<Arc<str>>>,
    /// The rules that run; `None` for all.
    pub select: Option<Vec<Placed<String>>>,
    /// Rules that run as well.
    pub extend_select: Vec<Placed<String>>,
    /// Rules that do not.
    pub ignore: Vec<Placed<String>>,
    /// Rules whose findings nothing accepts.
    pub locked: Vec<Placed<String>>,
    /// Severities by code or name.
    pub severity: BTreeMap<String, Placed<Severity>>,
}

/// The value of a parameter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ParamValue {
    /// `true`, `false`
    Flag(bool),
    /// A whole number of 64 bits.
    Integer(i64),
    /// Any other number, as text in decimal notation: Terraform's numbers are exact.
    Decimal(String),
    /// A text.
    Text(String),
    /// A list of the others.
    List(Vec<ParamValue>),
}

/// Which part of the architecture something plays.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Role {
    /// A database.
    Database,
    /// Where metrics and logs are collected and shown.
    Metrics,
    /// A workload that answers clients.
    Api,
    /// A bucket or workload that serves the user interface.
    Ui,
}

impl Role {
    /// All roles, in the order they are looked for.
    pub const ALL: [Role; 4] = [Role::Database, Role::Metrics, Role::Api, Role::Ui];

    /// Its key in `[roles]`.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Database => "db",
            Role::Metrics => "metrics",
            Role::Api => "api",
            Role::Ui => "ui",
        }
    }
}

/// `[roles]`: globs of names.
#[derive(Clone, Debug, Default)]
pub struct Roles {
    pub(super) globs: BTreeMap<Role, Vec<Placed<Pattern>>>,
}

impl Roles {
    /// The role that is set for something with these names (a workload has its id
    /// `Deployment/shop/api` and its bare name `api`, a bucket its address and its name), and where
    /// that is written. The first role wins, in the order of [`Role::ALL`].
    pub fn of(&self, names: &[&str]) -> Option<Placed<Role>> {
        self.globs.iter().find_map(|(role, globs)| {
            let matches = |glob: &&Placed<Pattern>| names.iter().any(|n| glob.value.matches(n));
            let found = globs.iter().find(matches)?;
            Some(Placed {
                value: *role,
                place: found.place,
            })
        })
    }

    /// The globs of one role, in order.
    pub fn globs(&self, role: Role) -> &[Placed<Pattern>] {
        self.globs.get(&role).map(Vec::as_slice).unwrap_or_default()
    }
}

/// `[regions]`
#[derive(Clone, Debug, Default)]
pub struct Regions {
    /// The region that serves production.
    pub primary: Option<Placed<String>>,
    /// The region of disaster recovery.
    pub dr: Option<Placed<String>>,
}

/// One `[[allow]]`: findings that are accepted.
#[derive(Clone, Debug)]
pub struct Allow {
    /// Where it is written.
    pub place: Place,
    /// Code or name of the rule, as written.
    pub rule: Placed<String>,
    /// The subjects.
    pub subject: Placed<Pattern>,
    /// Glob of the root modules as written; `None` for all.
    pub root: Option<Placed<String>>,
    pub(super) roots: Excludes,
    /// Why.
    pub reason: String,
    /// The last day it holds: `2027-01-31`.
    pub until: Option<Placed<String>>,
}

impl Allow {
    /// Whether it is about root modules in the directory `dir` (inside the root).
    pub fn is_about_root(&self, dir: &str) -> bool {
        self.root.is_none() || self.roots.cover(dir)
    }
}

/// One `[[override]]`: what holds for some paths or environments only.
#[derive(Clone, Debug, Default)]
pub struct Override {
    /// Globs of files and root modules as written; `None` for all.
    pub paths: Option<Vec<Placed<String>>>,
    pub(super) path_globs: Excludes,
    /// Names of environments; `None` for all and none.
    pub environments: Option<Vec<Placed<String>>>,
    /// Rules that do not run there.
    pub ignore: Vec<Placed<String>>,
    /// Severities there, by code or name.
    pub severity: BTreeMap<String, Placed<Severity>>,
}

impl Override {
    /// Whether it holds for what lies in one of `paths` (inside the root).
    pub fn is_about_path(&self, paths: &[&str]) -> bool {
        self.paths.is_none() || paths.iter().any(|path| self.path_globs.cover(path))
    }

    /// Whether it holds in the environment called `name`.
    pub fn is_about_environment(&self, name: Option<&str>) -> bool {
        match &self.environments {
            None => true,
            Some(names) => names
                .iter()
                .any(|wanted| Some(wanted.value.as_str()) == name),
        }
    }
}

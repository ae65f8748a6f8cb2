//! Terraform configurations: modules are loaded, their terms evaluated, their resources expanded.
//!
//! Data flow: files → [`Module`] (declarations, no values) → [`Evaluation`] of a root (module
//! instances, terms on demand, each once) → [`Instance`]s.
//!
//! Invariants: knows no AWS; a parsed body is shared by all calls of its module; a term is
//! evaluated at most once, after all terms that its text names, so that chains of any length need
//! no stack; a cycle is an error with its chain; an unknown `count` or `for_each` gives one
//! symbolic instance.

mod arguments;
mod backend;
mod constant;
mod constraint;
mod data_source;
mod doubt;
mod evaluation;
mod expansion;
mod instance;
mod load;
mod models;
mod module;
mod module_instance;
mod named;
mod names;
mod needs;
mod pending;
mod plan;
mod project;
mod providers;
mod references;
mod remote_state;
mod resource;
mod scope;
mod terms;
mod validate;
mod variables;
mod version;
mod written;

pub use constraint::{Constraint, Defaults};
pub use evaluation::{Evaluation, Existence, OpaqueCall};
pub use instance::{Instance, ProviderInstance};
pub use load::{Configuration, Layout, ModuleSource, Roots, load, load_variables, terragrunt};
pub use models::is_stand_in;
pub use module::{BlockRef, Body, Module};
pub use named::{NameKind, NamedValue};
pub use plan::{Plan, load_plan_stream, load_plans};
pub use project::{Options, Project, RootRun, VariableSetting};
pub use references::{EdgeKind, each_reference, references};

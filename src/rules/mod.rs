//! Rules: pages in HCL that become verdicts.
//!
//! A page ([`read`]) is metadata, documentation and conditions at once; its names are checked when
//! it is loaded ([`names`]), its conditions are evaluated on the room `language` for each subject
//! that a [`World`] holds ([`judge`]), all rules of a run in parallel ([`run`]).
//! docs/rule-language.md tells how to write one.
//!
//! Invariants: no AWS names in this code; a rule that is wrong is a diagnostic and no verdict;
//! unknown is never folded into pass or fail; equal worlds give equal outcomes.

mod clauses;
mod evidence;
mod fixes;
mod infrastructure;
mod judge;
mod known;
mod library;
mod names;
mod page;
mod params;
mod places;
mod prepared;
mod read;
mod reader;
mod run;
mod scope;
mod text;
mod world;

#[cfg(test)]
mod tests;

pub use clauses::{clause, clauses, summarise};
pub use evidence::{provenance, without_stand_ins};
pub use infrastructure::Infrastructure;
pub use library::{Library, Settings};
pub use page::{Autofix, Edit, Param, Rule};
pub use params::ParamSettings;
pub use run::{Outcome, Passes, run};
pub use world::{Existence, Item, Subjects, World};

use scope::constant;

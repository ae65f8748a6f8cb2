//! `archlint.toml`: found, read and checked.
//!
//! Invariants:
//! - one file a run, inside the root unless the user names it; no includes, no environment, no
//!   file of the user's home directory;
//! - every key that is not defined and every value of a wrong kind is an error at its place;
//! - every setting keeps its place;
//! - reading, messages and the JSON Schema come from one table (`definition`).
//!
//! Whether a rule, a parameter or an external of that name exists is for the rooms to say that know
//! them.

mod check;
mod definition;
mod environment;
mod find;
mod pattern;
mod read;
mod schema;
mod settings;
mod toml;

#[cfg(test)]
mod tests;

pub use environment::{RootInstance, names};
pub use find::{NAME, Origin, load};
pub use pattern::Pattern;
pub use schema::schema;
pub use settings::{
    Allow, Config, Override, ParamValue, Placed, Project, Regions, Role, Roles, Rules,
};

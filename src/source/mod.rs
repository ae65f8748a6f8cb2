//! Files under one root, their identity, and places in them.
//!
//! Invariants:
//! - the only room that reads the disk, and never outside the root: a path that leads out is
//!   answered before anything out there is looked at;
//! - a file the user names on the command line is the one exception ([`read_named`]);
//! - nothing in the tree decides what is read: no ignore file, no link, no name;
//! - all that grows with the tree is counted against [`Limits`];
//! - results do not depend on the order in which the system lists or reads;
//! - a [`Span`] is a byte range of the file as it stands on disk (a byte-order mark counts);
//! - a [`FileId`] is valid for the [`Sources`] that made it.

mod error;
mod excludes;
mod file_set;
mod follow;
mod glob;
mod input;
mod limits;
mod load;
mod open;
mod opened;
pub mod path;
mod root;
mod sources;
mod span;
mod text;
mod walk;

pub use error::ReadError;
pub use excludes::Excludes;
pub use file_set::{FileSet, FileSetError};
pub use follow::{Entry, Found, Kind};
pub use input::InputKind;
pub use limits::{Limit, Limits, OF_STACK};
pub use load::load;
pub use open::read_named;
pub use opened::Opened;
pub use root::{Root, RootError};
pub use sources::{SourceFile, Sources};
pub use span::{FileId, LineColumn, LineIndex, Place, Span};
pub use text::{plan as decode_plan, utf8 as decode_utf8};
pub use walk::{Input, Problem, SkipReason, Skipped, Walk, directory, walk};

#[cfg(test)]
mod tests;

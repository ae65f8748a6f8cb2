//! Files under one root, their identity, and places in them.
//!
//! Invariants:
//! - the only room that reads the disk, and never outside the root;
//! - a [`Span`] is a byte range of the file as it stands on disk (a byte-order mark counts);
//! - a [`FileId`] is valid for the [`Sources`] that made it.

mod sources;
mod span;

pub use sources::{SourceFile, Sources};
pub use span::{FileId, LineColumn, LineIndex, Place, Span};

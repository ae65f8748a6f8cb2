//! YAML streams, as two readers understand them.
//!
//! Invariants:
//! - scalars keep their text and style; what they mean is decided by a [`Dialect`], because
//!   `0644` is 420 to Kubernetes and 644 to Terraform's `yamldecode`;
//! - a document that cannot be read is one diagnostic and hides none of its neighbours;
//! - documents, depth and what aliases stand for are counted, so a tree can be walked by
//!   recursion, aliases followed, in bounded time;
//! - cost is linear in the text, and deterministic.
//!
//! Deliberately absent: types of tags other than YAML's own (such a scalar is a string), and
//! values of mappings used as keys.

use crate::source::Limits;

mod build;
mod dialect;
mod document;
mod event;
mod kubernetes;
mod mapping;
mod number;
mod tabs;
mod terraform;
mod timestamp;
mod tree;

pub use build::parse;
pub use dialect::{Dialect, Resolved};
pub use tree::{Condition, Document, Entry, Node, NodeId, NodeKind, Style, Tag, Tree};

/// Documents of one stream that are kept.
pub fn max_documents() -> usize {
    usize::try_from(Limits::in_force().yaml_documents).unwrap_or(usize::MAX)
}
/// Unreadable documents of one stream after which the rest is not read: reading goes on behind each
/// of them anew, which costs a look at all of the rest.
pub const MAX_UNREADABLE: usize = 1_000;
/// Collections inside one another, aliases followed.
pub fn max_depth() -> u32 {
    u32::try_from(Limits::in_force().yaml_depth).unwrap_or(u32::MAX)
}
/// Nodes that the aliases and merges of one document may stand for together.
pub fn max_aliased_nodes() -> u32 {
    u32::try_from(Limits::in_force().yaml_alias_nodes).unwrap_or(u32::MAX)
}
/// Diagnostics about parts of one document. More of them would tell nobody more.
pub const MAX_FAULTS: usize = 100;

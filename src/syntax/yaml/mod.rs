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
mod terraform;
mod timestamp;
mod tree;

pub use build::parse;
pub use dialect::{Dialect, Resolved};
pub use tree::{Condition, Document, Entry, Node, NodeId, NodeKind, Style, Tag, Tree};

/// Documents of one stream that are kept.
pub const MAX_DOCUMENTS: usize = Limits::DEFAULT.yaml_documents as usize;
/// Unreadable documents of one stream after which the rest is not read: reading goes on behind each
/// of them anew, which costs a look at all of the rest.
pub const MAX_UNREADABLE: usize = 1_000;
/// Collections inside one another, aliases followed.
pub const MAX_DEPTH: u32 = Limits::DEFAULT.yaml_depth as u32;
/// Nodes that the aliases and merges of one document may stand for together.
pub const MAX_ALIASED_NODES: u32 = Limits::DEFAULT.yaml_alias_nodes as u32;
/// Diagnostics about parts of one document. More of them would tell nobody more.
pub const MAX_FAULTS: usize = 100;

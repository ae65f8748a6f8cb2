//! JSON texts (plans of Terraform), and the JSON syntax of HCL.
//!
//! Invariants: linear in the size of the text; no recursion without a counter; equal keys of an
//! object are all kept, in order; a string is copied only where it holds escapes. The grammar is
//! RFC 8259, as strict as Terraform's own reader: no comments, no trailing commas, no byte-order
//! mark.
//!
//! Deliberately absent: Kubernetes manifests in JSON (YAML holds JSON: `syntax::yaml` reads them,
//! with the same limits and duplicates as their neighbours).

mod reader;
mod string;
mod tree;

pub mod hcl;

pub use reader::{Upcoming, parse, parse_parts};
pub use tree::{Member, Node, NodeKind, Tree};

/// Objects and arrays inside one another.
pub const MAX_DEPTH: u32 = 256;

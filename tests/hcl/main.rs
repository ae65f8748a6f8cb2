//! The HCL native syntax, held against Terraform's own parser, its specification and hostile
//! input.

mod common;
mod limits;
mod properties;
mod recovery;
mod snippets;
mod strings;
mod terraform;
mod trees;

//! The HCL native syntax, held against Terraform's own parser, its specification and hostile
//! input.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "all of this crate is tests"
)]

mod common;
mod limits;
mod properties;
mod recovery;
mod snippets;
mod strings;
mod terraform;
mod trees;

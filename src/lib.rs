//! archlint tells a team whether its Terraform and Kubernetes code is the architecture that was
//! agreed.
//!
//! The rooms below stand in the order of their floors: each imports only rooms above it in this
//! list (a test enforces that). Data flows one way:
//! `files → spanned trees → evaluated modules → resources and edges → facts → verdicts → reports`.

pub mod source;

pub mod address;

pub mod finding;

pub mod syntax;

pub mod config;

pub mod language;

pub mod providers;

pub mod terraform;

pub mod kubernetes;

pub mod graph;

pub mod facts;

pub mod rules;

pub mod fix;

pub mod policy;

pub mod report;

pub mod cli;

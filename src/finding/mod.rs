//! What archlint says: diagnostics about inputs, verdicts about the architecture.
//!
//! Invariants: a finding cannot be built without a primary place; nothing here knows colours,
//! formats or the disk.

mod diagnostic;

pub use diagnostic::{Code, Diagnostic, Level};

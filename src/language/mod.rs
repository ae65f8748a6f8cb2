//! What Terraform files and rules share: values, unknowns, origins, expressions, functions.
//!
//! Invariants: knows no files and no providers; evaluation is pure, counted by fuel, and never
//! panics; an unknown is never folded into a known value.

mod convert;
mod number;
mod origin;
mod types;
mod unknown;
mod value;

pub mod functions;

pub use convert::{convert, unify};
pub use number::Number;
pub use origin::{Hop, HopKind, Origin};
pub use types::{ObjectAttribute, Type};
pub use unknown::{Element, Reason, ReasonKind, Unknown};
pub use value::{Entries, Instance, Kind, Typed, Value};

//! What Terraform files and rules share: values, unknowns, origins, expressions, functions.
//!
//! Invariants: knows no files and no providers; evaluation is pure, counted by fuel, and never
//! panics; an unknown is never folded into a known value.

mod attempt;
mod convert;
mod eval;
mod identity;
mod json;
mod lenient;
mod literals;
mod logic;
mod loops;
mod mismatch;
mod normal;
mod number;
mod operators;
mod order;
mod origin;
mod references;
mod scope;
mod secrecy;
mod set;
mod template;
mod traverse;
mod types;
mod unify;
mod unknown;
mod value;

pub mod functions;

pub use convert::{brought_together, convert};
pub use eval::{Evaluator, evaluate};
pub use identity::equal as same;
pub use json::from_json;
pub use literals::Literals;
pub use number::{Notation, Number};
pub use operators::parts;
pub use order::{compare, equal};
pub use origin::{Hop, HopKind, Origin};
pub use references::{Traversal, traversals};
pub use scope::{Dialect, Scope};
pub use secrecy::Secrecy;
pub use types::{ObjectAttribute, Type};
pub use unify::unify;
pub use unknown::{Element, Keyed, Piece, Presence, Reason, ReasonKind, Unknown};
pub use value::{Entries, Instance, Kind, Typed, Value};

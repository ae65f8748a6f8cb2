//! Manifests become objects.
//!
//! An object's value is what its file writes, with the places; what the Kubernetes API would fill in
//! is left to the facts, so that "absent" stays visible.
//!
//! Invariants: knows no AWS; objects that share an id in one root are told apart by their path; a
//! document that could not be read hides none of its neighbours.

mod load;
mod object;
mod value;

pub use load::{Manifests, load};
pub use object::Object;

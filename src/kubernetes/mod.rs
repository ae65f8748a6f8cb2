//! Manifests, and resources of Terraform that are objects, become objects; charts become releases,
//! and well-known ones the objects that they make.
//!
//! An object's value is what its file writes, with the places; what the Kubernetes API would fill in
//! is left to the facts, so that "absent" stays visible. Kustomizations are built here, as far as
//! they are plain; files that one names stand for nothing by themselves.
//!
//! Invariants: knows no AWS; objects that share an id in one root are told apart by their path; a
//! document that could not be read hides none of its neighbours.
//!
//! Deliberately absent: Helm templates, remote resources and plug-ins. What needs them is said, and
//! leaves the set of objects open.

mod charts;
mod edit;
mod files;
pub mod inline;
mod kustomize;
mod load;
mod object;
mod operators;
mod release;
mod terraform;
mod value;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use charts::UNKNOWN_CHART;
pub use inline::document as read_text;
pub use load::{Manifests, Skipped, load, load_stream};
pub use object::{Form, Object};
pub use release::{Release, releases};
pub use terraform::{Declared, declared};

/// What charts make of `releases`, and operators of `objects`, as far as it decides roles and ways
/// in.
pub fn made(releases: &[Release], objects: &[Object]) -> Vec<Object> {
    let mut all = charts::made(releases);
    all.extend(operators::made(objects));
    all
}

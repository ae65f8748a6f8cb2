//! Names of things as the user writes them: Terraform addresses, instance keys, Kubernetes ids.
//!
//! Invariants: immutable; `Display` is the user's own syntax; `Ord` is the order of reports.

mod kubernetes;
mod terraform;

pub use kubernetes::ObjectId;
pub use terraform::{
    Address, InstanceId, InstanceKey, Mode, ModulePath, ModuleStep, Reference, RootId, Step,
    is_identifier, quote,
};

//! IAM: policy documents, their statements, who holds them, and which roles pods take.

pub(super) mod account_roles;
pub(super) mod identities;
pub(super) mod policies;
pub(super) mod statements;
pub(super) mod trust;
pub(super) mod wildcard;

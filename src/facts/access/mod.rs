//! IAM: policy documents, their statements, and who holds them.

pub(super) mod identities;
pub(super) mod policies;
pub(super) mod statements;
pub(super) mod wildcard;

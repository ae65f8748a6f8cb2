//! What faces the internet: load balancers and other doors, listeners, certificates, web ACLs.
//!
//! Invariants: the inventory holds what Terraform makes and what controllers make of objects;
//! an attachment counts only where both of its ends are known.

pub(super) mod acl_attachments;
pub(super) mod certificates;
pub(super) mod containers;
pub(super) mod doors;
pub(super) mod listeners;
pub(super) mod load_balancers;
pub(super) mod web_acls;

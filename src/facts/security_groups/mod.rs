//! Security groups: their rules in all three forms, who owns them, what they let in.
//!
//! Invariants: a group's rules are the union of what is written in it and beside it; ranges are
//! judged as a union; a rule that is not known leaves the answer open.

pub(super) mod conflicts;
pub(super) mod database_port;
pub(super) mod entry;
pub(super) mod group_rules;
pub(super) mod groups;
pub(super) mod ingress;
pub(super) mod prefix_lists;

//! The network: which subnets are public and by which route, where things stand, in which zones.
//!
//! Invariants: a subnet is public only by a chain of places (subnet, association, table, route,
//! gateway); a zone that is not known is a token of its own and equal to itself only.

pub(super) mod addressability;
pub(super) mod discovery;
pub(super) mod exposure;
pub(super) mod firewall;
pub(super) mod looked_up_tables;
pub(super) mod network_tiers;
pub(super) mod nodes;
pub(super) mod placement;
pub(super) mod public_access;
pub(super) mod ranges;
pub(super) mod route_tables;
pub(super) mod routes;
pub(super) mod zones;

//! Data: databases with their members, copies and clients, backup plans, buckets.

pub(super) mod aurora;
pub(super) mod backup;
pub(super) mod bucket_access;
pub(super) mod buckets;
pub(super) mod clients;
pub(super) mod copies;
mod origins;
pub(super) mod selection;

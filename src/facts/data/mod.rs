//! Data: databases with their members and copies, backup plans, buckets.

pub(super) mod aurora;
pub(super) mod backup;
pub(super) mod bucket_access;
pub(super) mod buckets;
pub(super) mod copies;
pub(super) mod selection;

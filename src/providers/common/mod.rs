//! The tables of the providers that every configuration may use beside its cloud: `archive`,
//! `external`, `http`, `local`, `null`, `random`, `terraform`, `time`, `tls`.

/// The text of the tables.
pub(super) const TABLES: &[&str] = &[include_str!("tables.txt")];

//! The tables of providers beside the cloud's: `archive`, `cloudinit`, `external`, `helm`, `http`,
//! `kubectl`, `kubernetes` (its `kubernetes_manifest`), `local`, `null`, `random`, `template`,
//! `terraform`, `time`, `tls`.

/// The text of the tables.
pub(super) const TABLES: &[&str] = &[include_str!("tables.txt")];

//! Texts become spanned trees: HCL, JSON and YAML.
//!
//! Invariants: knows no Terraform and no Kubernetes; every node has a byte span inside its file
//! and on character boundaries; comments are kept with their places; parsing never fails, it
//! returns what it understood together with diagnostics.

pub mod hcl;

pub mod json;

pub mod yaml;

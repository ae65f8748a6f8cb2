//! What Terraform files and rules share: values, unknowns, origins, expressions, functions.
//!
//! Invariants: knows no files and no providers; evaluation is pure, counted by fuel, and never
//! panics; an unknown is never folded into a known value.

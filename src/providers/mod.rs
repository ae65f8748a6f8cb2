//! Attribute tables of providers and their pure data sources.
//!
//! Invariants: data first; here and in `facts` stand the only AWS names.

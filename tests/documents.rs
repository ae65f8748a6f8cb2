//! Pages of the documentation that are made from the code are those in the repository.
//! `UPDATE=1 cargo test --test documents` writes them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by them"
)]

use std::fs;
use std::path::Path;

#[track_caller]
fn same(path: &str, made: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, made).unwrap();
    }
    let written = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        written == made,
        "{path} is out of date: UPDATE=1 cargo test --test documents"
    );
}

#[test]
fn facts() {
    same("docs/facts.md", &archlint::facts::page::markdown());
}

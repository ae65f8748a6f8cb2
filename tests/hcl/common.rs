//! What the tests of this directory share.

use std::sync::Arc;

use archlint::finding::Diagnostic;
use archlint::source::{FileId, LineIndex};
use archlint::syntax::hcl::{self, Tree};

/// Parses a file.
pub fn parse(text: &str) -> (Tree, Vec<Diagnostic>) {
    hcl::parse(FileId(0), Arc::from(text))
}

/// Parses a file that must be good.
pub fn good(text: &str) -> Tree {
    let (tree, diagnostics) = parse(text);
    assert!(diagnostics.is_empty(), "{text}\n{diagnostics:#?}");
    tree
}

/// The diagnostics of a file as `line:column message`.
pub fn messages(text: &str) -> Vec<String> {
    let (_, diagnostics) = parse(text);
    let lines = LineIndex::new(text);
    let show = |diagnostic: &Diagnostic| {
        let place = diagnostic.place.unwrap();
        let at = lines.position(text, place.span.start);
        format!("{}:{} {}", at.line, at.column, diagnostic.message)
    };
    diagnostics.iter().map(show).collect()
}

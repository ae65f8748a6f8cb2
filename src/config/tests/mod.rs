//! Files as users write them: what they set, and what is said of those that are wrong.

mod finding;
mod mistakes;
mod settings;

use std::path::Path;

use super::{Config, NAME, Origin, load};
use crate::finding::Diagnostic;
use crate::source::{Limits, Root, Sources};

/// A repository with `archlint.toml` holding `text`, and some directories to name.
fn repository(text: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for directory in ["live", "network", "stand/ins/vpc"] {
        std::fs::create_dir_all(dir.path().join(directory)).unwrap();
    }
    std::fs::write(dir.path().join("live/main.tf"), "").unwrap();
    std::fs::write(dir.path().join(NAME), text).unwrap();
    dir
}

fn read(text: &str) -> (Config, Vec<Diagnostic>, Sources) {
    let dir = repository(text);
    load_at(dir.path(), Origin::Nearest(&[]))
}

fn load_at(dir: &Path, origin: Origin<'_>) -> (Config, Vec<Diagnostic>, Sources) {
    let root = Root::at(dir).unwrap();
    let mut sources = Sources::default();
    let (config, problems) = load(&root, origin, &mut sources, Limits::DEFAULT);
    (config, problems, sources)
}

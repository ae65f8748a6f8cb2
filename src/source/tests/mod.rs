//! The room on real trees, the hostile ones of the threat model among them.

#[cfg(unix)]
mod boundary;
mod file_set;
mod loading;
mod roots;
mod walking;

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{Excludes, Limits, Root, Walk};

/// A scratch directory with the root `in` and, beside it, `out`.
struct Tree {
    scratch: TempDir,
}

impl Tree {
    /// The files named, each holding its own name.
    fn new(files: &[&str]) -> Tree {
        let tree = Tree {
            scratch: tempfile::tempdir().unwrap(),
        };
        fs::create_dir(tree.scratch.path().join("out")).unwrap();
        fs::create_dir(tree.scratch.path().join("in")).unwrap();
        for file in files {
            tree.write(file, file.as_bytes());
        }
        tree
    }

    fn path(&self, inside: impl AsRef<Path>) -> PathBuf {
        self.scratch.path().join("in").join(inside)
    }

    fn write(&self, file: impl AsRef<Path>, content: &[u8]) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    #[cfg(unix)]
    fn link(&self, link: &str, target: impl AsRef<Path>) {
        let path = self.path(link);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(target, path).unwrap();
    }

    #[cfg(unix)]
    fn pipe(&self, name: &str) {
        let mut make = std::process::Command::new("mkfifo");
        assert!(make.arg(self.path(name)).status().unwrap().success());
    }

    fn root(&self) -> Root {
        Root::at(&self.path(".")).unwrap()
    }

    fn walk(&self) -> Walk {
        self.walk_without(&[])
    }

    fn walk_without(&self, excludes: &[&str]) -> Walk {
        let excludes = Excludes::new(excludes).unwrap();
        let start = [".".to_owned()];
        super::walk(&self.root(), &start, &excludes, &Limits::DEFAULT)
    }
}

/// `location`, or `location -> path` for a link.
fn inputs(walk: &Walk) -> Vec<String> {
    let shown = walk
        .inputs
        .iter()
        .map(|input| match input.location == input.path {
            true => input.path.clone(),
            false => format!("{} -> {}", input.location, input.path),
        });
    shown.collect()
}

/// `path: error` for each problem.
fn problems(walk: &Walk) -> Vec<String> {
    let problems = walk.problems.iter();
    problems
        .map(|problem| format!("{}: {}", problem.path, problem.error))
        .collect()
}

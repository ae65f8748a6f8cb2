//! Which directory is the root, and how paths are named in it.

use std::path::{Path, PathBuf};

use super::super::root::{Root, RootError};
use super::Tree;

fn root_of(tree: &Tree, paths: &[&str]) -> PathBuf {
    let paths: Vec<PathBuf> = paths.iter().map(|path| tree.path(path)).collect();
    let root = Root::find(&paths, None).unwrap();
    let base = tree.path(".").canonicalize().unwrap();
    root.directory().strip_prefix(base).unwrap().to_owned()
}

#[test]
fn the_repository_at_or_above_the_paths_is_the_root() {
    let tree = Tree::new(&[
        "a/.git/HEAD",
        "a/b/c/x.tf",
        "a/d/y.tf",
        "e/.git",
        "e/f/z.tf",
    ]);
    assert_eq!(root_of(&tree, &["a/b/c"]), Path::new("a"));
    assert_eq!(root_of(&tree, &["a/b/c/x.tf", "a/d"]), Path::new("a"));
    assert_eq!(root_of(&tree, &["a"]), Path::new("a"));
    // The `.git` of a linked work tree is a file.
    assert_eq!(root_of(&tree, &["e/f"]), Path::new("e"));
}

#[test]
fn without_a_repository_the_paths_bound_the_run() {
    let tree = Tree::new(&["a/b/x.tf", "a/c/y.tf"]);
    assert_eq!(root_of(&tree, &["a/b"]), Path::new("a/b"));
    assert_eq!(root_of(&tree, &["a/b/x.tf"]), Path::new("a/b"));
    assert_eq!(root_of(&tree, &["a/b", "a/c"]), Path::new("a"));
    assert_eq!(root_of(&tree, &["a/b", "a/b"]), Path::new("a/b"));
}

#[test]
fn a_root_that_is_named_must_hold_the_paths() {
    let tree = Tree::new(&["a/b/x.tf", "c/y.tf"]);
    let explicit = tree.path("a");
    let root = Root::find(&[tree.path("a/b")], Some(&explicit)).unwrap();
    assert_eq!(
        root.relative(&tree.path("a/b/x.tf")).unwrap(),
        "a/b/x.tf"[2..]
    );
    assert_eq!(root.relative(&explicit).unwrap(), ".");
    let error = Root::find(&[tree.path("c")], Some(&explicit)).unwrap_err();
    assert!(matches!(error, RootError::NotBeneath { .. }), "{error}");
    let error = Root::find(&[], Some(&tree.path("c/y.tf"))).unwrap_err();
    assert!(matches!(error, RootError::NotADirectory(_)), "{error}");
    let error = Root::find(&[tree.path("nope")], None).unwrap_err();
    assert!(error.to_string().ends_with("nope: no such file"), "{error}");
}

#[cfg(unix)]
#[test]
fn paths_without_a_common_directory_need_a_root() {
    let tree = Tree::new(&["x.tf"]);
    let error = Root::find(&[tree.path("."), PathBuf::from("/usr")], None).unwrap_err();
    assert_eq!(error, RootError::NothingInCommon);
}

#[test]
fn paths_are_shown_from_the_working_directory() {
    let tree = Tree::new(&["a/x.tf", "b/y.tf"]);
    let from = |working: &str| {
        let working = tree.path(working).canonicalize().unwrap();
        Root::seen_from(&tree.path("."), working).unwrap()
    };
    assert_eq!(from(".").display("a/x.tf"), "a/x.tf");
    assert_eq!(from(".").display("."), ".");
    assert_eq!(from("a").display("a/x.tf"), "x.tf");
    assert_eq!(from("a").display("b/y.tf"), "../b/y.tf");
    assert_eq!(from("a").display("."), "..");
    assert_eq!(from("..").display("a/x.tf"), "in/a/x.tf");
    let elsewhere = from("../out").display("a/x.tf");
    assert!(Path::new(&elsewhere).is_absolute(), "{elsewhere}");
}

//! No path leads out of the root, and no answer tells what is out there.

use std::fs;

use proptest::prelude::*;

use super::super::ReadError;
use super::Tree;

const LIMIT: u64 = 1 << 20;

/// A tree with something readable outside and every kind of way to it.
fn tree() -> Tree {
    let tree = Tree::new(&["a/b/x.txt", "a/y.txt", "z.txt"]);
    tree.write("../out/secret.txt", b"SENTINEL");
    tree.link("out.txt", "../out/secret.txt");
    tree.link("out-missing.txt", "../out/nothing.txt");
    tree.link("out", "../out");
    tree.link("absolute", tree.path("../out/secret.txt"));
    tree.link("process", "/proc/self/environ");
    tree.link("zero", "/dev/zero");
    tree.link("chain", "a/hop");
    tree.link("a/hop", "../out.txt");
    tree.link("a/up", "..");
    tree.link("a/b/over", "../../../in/z.txt");
    tree
}

#[test]
fn everything_outside_has_one_answer() {
    let tree = tree();
    let root = tree.root();
    let outside = [
        "../out/secret.txt",
        "../out/nothing.txt",
        "../in/z.txt",
        "a/../../out/secret.txt",
        "/etc/passwd",
        "/no/such/file",
        "/proc/self/environ",
        "/",
        "~/x",
        "~root/x",
        "out.txt",
        "out-missing.txt",
        "out/secret.txt",
        "out/nothing.txt",
        "out/../z.txt/../../out/secret.txt",
        "absolute",
        "process",
        "zero",
        "chain",
        "a/hop",
        "a/up/out.txt",
        "a/b/over",
    ];
    for path in outside {
        assert_eq!(root.resolve(".", path), Err(ReadError::Outside), "{path}");
    }
    for path in outside.iter().filter(|path| !path.starts_with('~')) {
        let error = root.read(path, LIMIT).unwrap_err();
        assert_eq!(error.to_string(), "outside the scan root", "{path}");
        assert_eq!(root.list(path).unwrap_err(), ReadError::Outside, "{path}");
        assert!(!root.exists(path), "{path}");
    }
}

#[test]
fn links_inside_lead_to_their_target() {
    let tree = Tree::new(&["a/b/x.txt", "a/y.txt"]);
    tree.link("a/c", "b");
    tree.link("a/d.txt", "c/x.txt");
    tree.link("a/b/up", "../..");
    tree.link("whole", tree.path("a/y.txt"));
    tree.link("canonical", tree.path("a/y.txt").canonicalize().unwrap());
    let root = tree.root();
    let cases = [
        ("a/c/x.txt", "a/b/x.txt"),
        ("a/d.txt", "a/b/x.txt"),
        ("a/b/up/a/b/up/a/y.txt", "a/y.txt"),
        ("whole", "a/y.txt"),
        ("canonical", "a/y.txt"),
        // Names first, links then, as Terraform cleans paths: not `a/b/..` but `a`.
        ("a/c/../y.txt", "a/y.txt"),
    ];
    for (path, wanted) in cases {
        assert_eq!(root.resolve(".", path).as_deref(), Ok(wanted), "{path}");
        assert_eq!(root.read(path, LIMIT).unwrap(), wanted.as_bytes(), "{path}");
    }
    assert_eq!(root.resolve("a/b", "../c").as_deref(), Ok("a/b"));
    let whole = tree.path("a/b").canonicalize().unwrap();
    assert_eq!(
        root.resolve("a", whole.to_str().unwrap()).as_deref(),
        Ok("a/b")
    );
    assert_eq!(root.resolve("a/b", "../..").as_deref(), Ok("."));
}

#[test]
fn what_is_missing_inside_is_told_apart() {
    let tree = Tree::new(&["x.txt"]);
    tree.link("dangling", "nothing.txt");
    tree.link("self", "self");
    tree.link("ping", "pong");
    tree.link("pong", "ping");
    tree.pipe("pipe");
    let root = tree.root();
    let long = "n".repeat(5000);
    let cases = [
        ("nothing.txt", "no such file"),
        ("x.txt/y", "no such file"),
        ("x\0y", "no such file"),
        (&long, "no such file"),
        ("dangling", "broken symlink"),
        ("self", "broken symlink"),
        ("ping", "broken symlink"),
        ("pipe", "not a regular file"),
        (".", "not a regular file"),
    ];
    for (path, wanted) in cases {
        let error = root.read(path, LIMIT).unwrap_err();
        assert_eq!(error.to_string(), wanted, "{path:.20}");
    }
    assert!(!root.is_file("pipe"));
    assert!(root.exists("pipe"));
    assert!(root.is_dir("."));
}

#[test]
fn a_listing_is_ordered_and_follows_links() {
    let tree = Tree::new(&["b.txt", "a.txt", "d/x"]);
    tree.link("c", "d");
    tree.link("e", "../out");
    tree.link("f", "nothing");
    tree.pipe("g");
    let entries = tree.root().list(".").unwrap();
    let found: Vec<String> = entries
        .iter()
        .map(|entry| match &entry.found {
            Ok(found) => format!("{}: {:?} {}", entry.name, found.kind, found.path),
            Err(error) => format!("{}: {error}", entry.name),
        })
        .collect();
    let wanted = [
        "a.txt: File a.txt",
        "b.txt: File b.txt",
        "c: Directory d",
        "d: Directory d",
        "e: outside the scan root",
        "f: broken symlink",
        "g: Other g",
    ];
    assert_eq!(found, wanted);
}

/// Targets of links, and paths: `@` stands for the directory that holds the root.
fn a_path() -> impl Strategy<Value = String> {
    let start = prop::sample::select(vec!["", "", "", "../", "../../", "d/../", "@/", "@/in/"]);
    let name = prop::sample::select(vec![
        "..",
        ".",
        "in",
        "out",
        "out/secret.txt",
        "secret.txt",
        "l0",
        "l1",
        "d/l2",
        "l2",
        "d",
        "f.txt",
    ]);
    let names = prop::collection::vec(name, 1..4);
    (start, names).prop_map(|(start, names)| format!("{start}{}", names.join("/")))
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// What resolves lies inside the root, is what the operating system finds there, and has no
    /// link left in it; reading never gives what lies outside, and no answer tells whether
    /// anything does.
    #[test]
    fn nothing_that_resolves_leaves_the_root(
        links in prop::array::uniform3(a_path()),
        paths in prop::collection::vec(a_path(), 24),
    ) {
        let tree = Tree::new(&["f.txt", "d/f.txt"]);
        tree.write("../out/secret.txt", b"SENTINEL");
        tree.write("../out/f.txt", b"SENTINEL");
        let above = tree.path("..").canonicalize().unwrap();
        let above = above.to_str().unwrap();
        for (name, target) in ["l0", "l1", "d/l2"].iter().zip(links) {
            tree.link(name, target.replace('@', above));
        }
        let root = tree.root();
        let base = root.directory();
        let paths: Vec<String> = paths.iter().map(|path| path.replace('@', above)).collect();
        let answers = || -> Vec<_> { paths.iter().map(|path| root.look(".", path)).collect() };
        let with = answers();
        for (path, answer) in paths.iter().zip(&with) {
            if let Ok(bytes) = root.read(path, LIMIT) {
                prop_assert!(bytes != b"SENTINEL", "{path}");
            }
            let Ok(found) = answer else {
                continue;
            };
            let real = fs::canonicalize(base.join(&found.path)).unwrap();
            prop_assert!(real.starts_with(base), "{path} is {real:?}");
            let inside = real.strip_prefix(base).unwrap().to_str().unwrap();
            let inside = if inside.is_empty() { "." } else { inside };
            prop_assert_eq!(inside, &found.path, "{}", path);
        }
        fs::remove_dir_all(tree.path("../out")).unwrap();
        prop_assert_eq!(answers(), with);
    }
}

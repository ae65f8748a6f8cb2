//! The hooks for pre-commit: what they run, and for which files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by them"
)]

use archlint::source::Sources;
use archlint::syntax::yaml::{self, Dialect, NodeId, Tree};
use regex::Regex;

fn text(tree: &Tree, hook: NodeId, key: &str) -> String {
    let entry = tree.get(hook, key).unwrap_or_else(|| panic!("no {key}"));
    tree.characters(entry.value).unwrap().to_owned()
}

#[test]
fn hooks_read_the_whole_root_once_when_an_input_changes() {
    let source = include_str!("../.pre-commit-hooks.yaml");
    let mut sources = Sources::default();
    let file = sources.add("hooks.yaml", source);
    let (tree, problems) = yaml::parse(file, source.into(), Dialect::Kubernetes);
    assert!(problems.is_empty());
    let hooks = tree.items(tree.documents[0].root);
    let ids: Vec<String> = hooks.iter().map(|hook| text(&tree, *hook, "id")).collect();
    assert_eq!(ids, ["archlint", "archlint-system"]);
    for (hook, language) in hooks.iter().zip(["rust", "system"]) {
        let of = |key: &str| text(&tree, *hook, key);
        assert_eq!(of("language"), language);
        assert_eq!(of("entry"), "archlint check");
        // A graph is judged as a whole, and by one process.
        assert_eq!(
            (of("pass_filenames").as_str(), of("require_serial").as_str()),
            ("false", "true")
        );
        let files = Regex::new(&of("files")).unwrap();
        for path in [
            "a/main.tf",
            "x.tofu",
            "x.tf.json",
            "prod.tfvars",
            "k/a.yaml",
            "a.yml",
        ] {
            assert!(files.is_match(path), "{path}");
        }
        for path in [
            "README.md",
            "main.tf.bak",
            "terraform.tfstate",
            "package.json",
        ] {
            assert!(!files.is_match(path), "{path}");
        }
    }
}

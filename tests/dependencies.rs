//! Every dependency has a licence that deny.toml allows, and none is banned there.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by them"
)]

use std::collections::BTreeSet;
use std::process::Command;

/// The strings of a list in deny.toml: `name = [ "a", "b" ]`.
fn listed(policy: &str, start: &str) -> BTreeSet<String> {
    let from = policy.find(start).expect("the list is there");
    let list = &policy[from..];
    let list = &list[..list.find("\n]").expect("the list ends")];
    let strings = list
        .lines()
        .filter(|line| !line.trim_start().starts_with('#'));
    strings
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .map(str::to_owned)
        .collect()
}

/// Whether an SPDX expression is satisfied by allowed licences: `A OR B`, `A AND B`, brackets.
fn satisfied(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let expression = expression.replace('/', " OR ");
    let any = |text: &str| {
        text.split(" OR ").any(|choice| {
            let choice = choice.trim().trim_matches(['(', ')']);
            choice.split(" AND ").all(|one| {
                let one = one.trim().trim_matches(['(', ')']);
                allowed.contains(one)
            })
        })
    };
    // Brackets occur only around alternatives that `AND` joins.
    expression
        .split(") AND ")
        .all(|part| part.split(" AND (").all(any))
        || any(&expression)
}

#[test]
fn licences_are_allowed_and_no_crate_is_banned() {
    let root = env!("CARGO_MANIFEST_DIR");
    let policy = std::fs::read_to_string(format!("{root}/deny.toml")).unwrap();
    let allowed = listed(&policy, "allow = [");
    let banned = listed(&policy, "deny = [");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root)
        .output()
        .unwrap();
    assert!(output.status.success());
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 20, "metadata lists the dependencies");
    for package in packages {
        let name = package["name"].as_str().unwrap();
        assert!(!banned.contains(name), "{name} is banned in deny.toml");
        let licence = package["license"].as_str().unwrap_or("none");
        assert!(
            satisfied(licence, &allowed),
            "{name} has the licence {licence}"
        );
    }
}

#[test]
fn expressions_are_understood() {
    let allowed: BTreeSet<String> = ["MIT", "Unicode-3.0"].map(str::to_owned).into();
    assert!(satisfied("MIT OR Apache-2.0", &allowed));
    assert!(satisfied("(MIT OR Apache-2.0) AND Unicode-3.0", &allowed));
    assert!(!satisfied("GPL-3.0", &allowed));
    assert!(!satisfied("MIT AND GPL-3.0", &allowed));
}

//! Configurations come to what Terraform makes of them.
//!
//! `tests/configurations/NAME/` is a configuration; `expected.json` in it holds what `terraform
//! plan` computes, `case.json` (where there is one) how it is called: `args`, `env` with
//! `TF_VAR_*`, `root` for the directory of the root module. A new configuration is a new
//! directory, and `cargo test --test configurations -- --ignored regenerate` where Terraform is
//! installed. `tests/configurations/known.txt` lists what is known to differ, with reasons.
//! `CONFIGURATIONS=DIRECTORY` takes another directory of such configurations instead, to try new
//! ones before they are kept; `CONFIGURATION=PREFIX` takes those alone whose name begins so.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]

mod oracle;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use oracle::verdict::{Score, Verdict, score, score_graph};
use serde_json::json;

use oracle::{Case, Outcome, ours, truth};

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/configurations")
}

/// The configurations that are asked for.
fn chosen() -> Vec<PathBuf> {
    let of = env::var_os("CONFIGURATIONS").map_or_else(directory, PathBuf::from);
    let prefix = env::var("CONFIGURATION").unwrap_or_default();
    let mut chosen = directories(&of);
    chosen.retain(|dir| {
        dir.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(&prefix))
    });
    chosen
}

fn directories(of: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(of).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    found.sort();
    found
}

fn compare(dir: &Path, expected: &Outcome) -> Score {
    let (got, graph) = ours::outcome(dir, &Case::read(dir));
    let mut all = score(expected, &got);
    let graph = score_graph(expected, &graph);
    let misses = graph.misses.into_iter();
    // What is wrong with the value is wrong in the graph too, and said once.
    let said: BTreeSet<String> = all.misses.iter().map(|(_, path, _)| path.clone()).collect();
    all.misses.extend(misses.filter(|(_, path, _)| {
        !said.iter().any(|said| {
            path.strip_prefix("graph ")
                .is_some_and(|p| p.starts_with(said))
        })
    }));
    all
}

/// What is known to differ: case, path and verdict, each with its reason.
struct Known(BTreeMap<(String, String, String), String>);

impl Known {
    /// Reads `NAME PATH VERDICT: REASON`, one a line.
    fn read() -> Known {
        let text = fs::read_to_string(directory().join("known.txt")).unwrap();
        let lines = text
            .lines()
            .filter(|l| !l.starts_with('#') && !l.is_empty());
        let entries = lines.map(|line| {
            let (what, reason) = line.split_once(": ").expect("a reason");
            let (name, rest) = what.split_once(' ').unwrap();
            let (path, verdict) = rest.rsplit_once(' ').unwrap();
            let key = (name.to_owned(), path.to_owned(), verdict.to_owned());
            (key, reason.to_owned())
        });
        Known(entries.collect())
    }
}

/// Compares all configurations in `dirs` and checks what differs against what is known to.
fn check(dirs: Vec<(PathBuf, Outcome)>) -> Score {
    let Known(mut known) = Known::read();
    let mut total = Score::default();
    let mut wrong = Vec::new();
    let mut names = BTreeSet::new();
    for (dir, expected) in dirs {
        let name = dir.file_name().unwrap().to_str().unwrap().to_owned();
        let score = compare(&dir, &expected);
        for (verdict, path, sides) in &score.misses {
            let key = (name.clone(), path.clone(), verdict.name().to_owned());
            if known.remove(&key).is_none() {
                wrong.push(format!("{name} {path} {}: {sides}", verdict.name()));
            }
        }
        total.add(score);
        names.insert(name);
    }
    println!("{}", total.line());
    assert!(wrong.is_empty(), "\n{}\n{}", wrong.join("\n"), total.line());
    known.retain(|(name, ..), _| names.contains(name));
    assert!(known.is_empty(), "no longer true: {known:?}");
    total
}

fn read(expected: &Path) -> Outcome {
    let text = fs::read_to_string(expected)
        .unwrap_or_else(|_| panic!("{} is missing: regenerate", expected.display()));
    serde_json::from_str(&text).unwrap()
}

#[test]
fn configurations_come_to_what_terraform_computes() {
    let cases = chosen().into_iter().map(|dir| {
        let expected = read(&dir.join("expected.json"));
        (dir, expected)
    });
    let total = check(cases.collect());
    let count = |verdict| total.counts.get(&verdict).copied().unwrap_or_default();
    let few = env::var_os("CONFIGURATIONS").is_some() || env::var_os("CONFIGURATION").is_some();
    assert!(few || count(Verdict::Right) > 300, "{}", total.line());
}

/// Configurations beside the repository, where there are any.
#[test]
fn other_configurations_come_to_what_terraform_computes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/oracle");
    if !root.is_dir() {
        println!("skipped: there is no {}", root.display());
        return;
    }
    let dirs = directories(&root.join("configs")).into_iter();
    let cases = dirs.map(|dir| {
        let name = dir.file_name().unwrap().to_str().unwrap();
        let mut expected = read(&root.join(format!("expected/{name}.json")));
        for resource in expected.resources.values_mut() {
            resource
                .attrs
                .retain(|name, _| !oracle::COMPUTED.contains(&name.as_str()));
        }
        (dir, expected)
    });
    check(cases.collect());
}

#[test]
#[ignore = "runs Terraform and rewrites expected.json"]
fn regenerate() {
    for dir in chosen() {
        let outcome = truth::outcome(&dir, &Case::read(&dir));
        // Mistakes that differ in their details alone are written once.
        let outcome: Outcome = serde_json::from_value(json!(outcome)).unwrap();
        let mut text = serde_json::to_string_pretty(&outcome).unwrap();
        text.push('\n');
        fs::write(dir.join("expected.json"), text).unwrap();
    }
}

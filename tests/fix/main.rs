//! `check --fix` and `--diff`: after a fix the finding is gone, `terraform fmt` has nothing to say,
//! and a second run changes nothing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by them, and says what it skips"
)]

mod manifests;
#[path = "../support/mod.rs"]
mod support;
mod terraform;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use support::{out, run, tree};

/// All files by path.
fn texts(dir: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![dir.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => open.push(path),
                false => {
                    let name = path.strip_prefix(dir).unwrap().to_str().unwrap().to_owned();
                    found.insert(name, fs::read_to_string(&path).unwrap());
                }
            }
        }
    }
    found
}

/// `RULE verdict` of what `rule` says, passes left out.
fn failing(dir: &Path, rule: &str) -> Vec<String> {
    let output = run(dir, &["check", "--format", "json", "--select", rule]);
    let report: Value = serde_json::from_str(out(&output)).unwrap();
    let results = report["results"].as_array().unwrap().iter();
    let bad = results.filter(|r| r["verdict"] == "fail" || r["verdict"] == "unknown");
    bad.map(|r| format!("{} {}", r["verdict"], r["message"]))
        .collect()
}

fn is_formatted(dir: &Path) {
    let line = ["fmt", "-check", "-recursive", "-diff"];
    let checked = Command::new("terraform")
        .current_dir(dir)
        .args(line)
        .output();
    match checked {
        Ok(output) => assert!(output.status.success(), "{}", out(&output)),
        Err(_) => eprintln!("skipped: terraform is not here to check the format"),
    }
}

/// What `--fix` says it leaves to people.
#[track_caller]
fn leaves(rule: &str, files: &[(&str, &str)], why: &str) {
    let dir = tree(files);
    let before = texts(dir.path());
    let fixed = run(dir.path(), &["check", "--fix", "--select", rule]);
    assert_eq!(texts(dir.path()), before);
    let said = std::str::from_utf8(&fixed.stderr).unwrap();
    assert!(said.contains("not fixed: ") && said.contains(why), "{said}");
    assert!(!failing(dir.path(), rule).is_empty());
}

/// Fixes what `rule` finds in `files`: `changed` are the files that change, and what they become.
#[track_caller]
fn fixes(rule: &str, files: &[(&str, &str)], changed: &[(&str, &str)]) {
    let dir = tree(files);
    let dir = dir.path();
    assert!(!failing(dir, rule).is_empty(), "nothing to fix");
    let before = texts(dir);
    let shown = run(dir, &["check", "--diff", "--select", rule]);
    assert_eq!(texts(dir), before, "--diff changes nothing");
    for (path, _) in changed {
        assert!(
            out(&shown).contains(&format!("+++ b/{path}\n")),
            "{}",
            out(&shown)
        );
    }
    let fixed = run(dir, &["check", "--fix", "--select", rule]);
    assert_eq!(fixed.status.code(), Some(0), "{}", out(&fixed));
    let mut wanted = before;
    wanted.extend(
        changed
            .iter()
            .map(|(path, text)| ((*path).into(), (*text).into())),
    );
    assert_eq!(texts(dir), wanted);
    assert_eq!(failing(dir, rule), [""; 0]);
    is_formatted(dir);
    run(dir, &["check", "--fix", "--select", rule]);
    assert_eq!(texts(dir), wanted, "a second run changes nothing");
    assert_eq!(out(&run(dir, &["check", "--diff", "--select", rule])), "");
}

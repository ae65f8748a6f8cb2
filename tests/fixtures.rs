//! Every rule on its own cases: `fixtures/<CODE-name>/<case>/`, with that rule alone.
//!
//! The line of a finding ends in `#~ CODE`, one that cannot be decided in `#? CODE`; a file
//! `expect` beside inputs that take no comments has lines `fail main.tf.json:12`. A case without
//! either has nothing to say. What a case expects is all that it may give.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by them"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use archlint::rules::Library;
use archlint::source::Sources;
use serde_json::Value;

/// Verdict, file and line.
type Expected = BTreeSet<(String, String, u64)>;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn names_in(dir: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(dir).unwrap_or_else(|error| panic!("{}: {error}", dir.display()));
    let dirs = entries.map(Result::unwrap).filter(|e| e.path().is_dir());
    dirs.map(|e| e.file_name().into_string().unwrap()).collect()
}

/// Code and directory name of every rule.
fn rules() -> BTreeMap<String, String> {
    let (library, problems) = Library::load(&mut Sources::default(), &[]);
    assert!(problems.is_empty(), "{problems:#?}");
    let rules = library.rules().iter();
    rules
        .map(|rule| {
            (
                rule.code.to_string(),
                format!("{}-{}", rule.code, rule.name),
            )
        })
        .collect()
}

fn expected(case: &Path, code: &str) -> Expected {
    let mut found = Expected::new();
    let mut todo = vec![case.to_path_buf()];
    while let Some(dir) = todo.pop() {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                todo.push(path);
                continue;
            }
            let file = path
                .strip_prefix(case)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            let text = fs::read_to_string(&path).unwrap();
            if file == "expect" {
                found.extend(text.lines().map(|line| {
                    let (verdict, place) = line.split_once(' ').expect("VERDICT FILE:LINE");
                    let (file, line) = place.rsplit_once(':').expect("VERDICT FILE:LINE");
                    (verdict.to_owned(), file.to_owned(), line.parse().unwrap())
                }));
                continue;
            }
            for (line, text) in (1..).zip(text.lines()) {
                for (mark, verdict) in [("#~", "fail"), ("#?", "unknown")] {
                    if text.trim_end().ends_with(&format!("{mark} {code}")) {
                        found.insert((verdict.to_owned(), file.clone(), line));
                    }
                }
            }
        }
    }
    found
}

/// What the rule says of a case, and how many subjects pass it.
struct Said {
    found: Expected,
    passed: usize,
    messages: Vec<String>,
    diagnostics: Vec<String>,
}

fn check(case: &Path, code: &str) -> Said {
    let output = Command::new(env!("CARGO_BIN_EXE_archlint"))
        .args(["check", "--format", "json", "--select", code, "--root"])
        .args([case, case])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let report: Value = serde_json::from_slice(&output.stdout).expect(&said);
    let results = report["results"].as_array().unwrap();
    let of = |verdict: &str| {
        let verdict = verdict.to_owned();
        results.iter().filter(move |r| r["verdict"] == *verdict)
    };
    let mut found = Expected::new();
    let mut messages = Vec::new();
    for verdict in ["fail", "unknown"] {
        for result in of(verdict) {
            let location = &result["location"];
            let file = location["file"].as_str().unwrap().to_owned();
            let line = location["start"]["line"].as_u64().unwrap();
            let text = result["message"].as_str().unwrap();
            messages.push(format!(
                "{verdict} {file}:{line} {text} {}",
                result["reasons"]
            ));
            found.insert((verdict.to_owned(), file, line));
        }
    }
    let errors = report["diagnostics"].as_array().unwrap().iter();
    let errors = errors.filter(|d| d["severity"] == "error");
    Said {
        found,
        passed: of("pass").count(),
        messages,
        diagnostics: errors.map(|d| d["message"].to_string()).collect(),
    }
}

#[test]
fn every_case_gives_what_its_lines_say() {
    let mut wrong = Vec::new();
    for (code, dir) in rules() {
        let dir = fixtures().join(dir);
        let (mut firing, mut undecided, mut passing) = (0, 0, 0);
        for name in names_in(&dir) {
            let case = dir.join(&name);
            let expected = expected(&case, &code);
            let said = check(&case, &code);
            let right = said.found == expected && said.diagnostics.is_empty();
            let title = format!("{code} {name}");
            if !right {
                let missing: Vec<_> = expected.difference(&said.found).collect();
                wrong.push(format!(
                    "{title}\n  missing {missing:?}\n  said    {:#?}\n  {:?}",
                    said.messages, said.diagnostics
                ));
            }
            let has = |verdict: &str| expected.iter().any(|e| e.0 == verdict);
            firing += usize::from(has("fail"));
            undecided += usize::from(has("unknown"));
            passing += usize::from(expected.is_empty() && said.passed > 0);
        }
        if [firing, undecided, passing].contains(&0) {
            wrong.push(format!(
                "{code} needs a case that fails ({firing}), one that passes ({passing}) and one \
                 that cannot be decided ({undecided})"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_directory_of_cases_belongs_to_a_rule() {
    let dirs: BTreeSet<String> = rules().into_values().collect();
    for name in names_in(&fixtures()) {
        assert!(
            dirs.contains(&name) || name == "architecture",
            "fixtures/{name} belongs to no rule"
        );
    }
}

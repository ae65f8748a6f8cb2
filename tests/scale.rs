//! What grows with a system grows linearly: with four times as many resources, everything that is
//! counted is four times as much. Counters tell, not clocks; benches/scale.rs tells how long it
//! takes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by them"
)]

mod generated;

use std::fs;
use std::process::{Command, Output, Stdio};

use generated::{Shape, system};
use serde_json::Value;
use tempfile::TempDir;

const SMALL: usize = 500;
const LARGE: usize = 4 * SMALL;

fn written(shape: Shape, size: usize) -> TempDir {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join(".git")).unwrap();
    for (path, text) in system(shape, size) {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    dir
}

fn check(dir: &TempDir, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_archlint"))
        .arg("check")
        .arg(dir.path())
        .args(arguments)
        .env("CI", "true")
        .env_remove("GITHUB_ACTIONS")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn report(dir: &TempDir, arguments: &[&str]) -> Value {
    let output = check(dir, &[&["--format", "json"], arguments].concat());
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Resources and objects that were read.
fn resources(report: &Value) -> u64 {
    let inputs = &report["inputs"];
    let count = |of: &Value| of.as_u64().unwrap();
    count(&inputs["terraform"]["resources"]) + count(&inputs["kubernetes"]["objects"])
}

fn verdicts(report: &Value) -> u64 {
    let summary = &report["summary"];
    let count = |of: &str| summary[of].as_u64().unwrap();
    count("pass") + count("fail") + count("unknown")
}

/// Whether `large` is what `small` is, four times.
#[track_caller]
fn fourfold(shape: Shape, what: &str, small: u64, large: u64) {
    let (least, most) = (small * 3, small * 4 + small / 2);
    assert!(
        (least..=most).contains(&large),
        "{}: {small} {what} of {SMALL} become {large} of {LARGE}",
        shape.name()
    );
}

#[test]
fn verdicts_grow_with_what_is_judged() {
    for shape in Shape::ALL {
        let reports = [SMALL, LARGE].map(|size| report(&written(shape, size), &[]));
        let [small, large] = &reports;
        for report in &reports {
            let said = report["diagnostics"].as_array().unwrap();
            assert!(said.is_empty(), "{}: {said:?}", shape.name());
        }
        fourfold(shape, "resources", resources(small), resources(large));
        if shape != Shape::Entries {
            fourfold(shape, "verdicts", verdicts(small), verdicts(large));
        }
    }
}

/// Steps that evaluation may take for each resource of a system.
const STEPS: usize = 60;

#[test]
fn evaluation_takes_as_many_steps_for_each_resource_of_any_number() {
    for shape in Shape::ALL {
        for size in [SMALL, LARGE] {
            let fuel = format!("fuel={}", size * STEPS);
            let report = report(&written(shape, size), &["--limit", &fuel]);
            let said = report["diagnostics"].as_array().unwrap();
            assert!(said.is_empty(), "{} of {size}: {said:?}", shape.name());
        }
    }
}

#[test]
fn reports_grow_with_results_until_their_consumers_limit() {
    let [small, large] = [SMALL, LARGE].map(|size| written(Shape::Failing, size));
    for format in [
        "json", "gitlab", "junit", "html", "concise", "markdown", "sarif", "github",
    ] {
        let length = |dir| check(dir, &["--format", format]).stdout.len() as u64;
        let (small, large) = (length(&small), length(&large));
        assert!(small > 1_000, "{format}: {small} bytes");
        assert!(
            large <= small * 4 + small / 2,
            "{format}: {small} bytes become {large}"
        );
    }
}

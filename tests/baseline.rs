//! Adopting archlint where the code does not conform yet.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by them"
)]

use std::fs;
use std::path::Path;

use serde_json::Value;

mod support;

use support::{err, out, run, status, tree};

/// `RULE subject` of what counts.
fn counting(dir: &Path, line: &[&str]) -> Vec<String> {
    let output = run(dir, &[&["check", "--format", "json"], line].concat());
    let report: Value = serde_json::from_str(out(&output)).unwrap();
    let results = report["results"].as_array().unwrap().iter();
    let bad = results.filter(|r| r["verdict"] == "fail" || r["verdict"] == "unknown");
    let open = bad.filter(|r| r["suppressed"].is_null());
    open.map(|r| format!("{} {}", r["rule"], r["subject"]).replace('"', ""))
        .collect()
}

const KEYS: &str = "\
resource \"aws_cloudfront_distribution\" \"ui\" {
  for_each = toset([\"a\", \"b\"])
  enabled  = true
}
";

const CONFIG: &str =
    "[project]\nbaseline = \"known.json\"\n[rules]\nselect = [\"EDGE-004\", \"META\"]\n";

fn adopted() -> tempfile::TempDir {
    let dir = tree(&[("main.tf", KEYS), ("archlint.toml", CONFIG)]);
    let created = run(dir.path(), &["baseline", "create"]);
    assert_eq!(status(&created), 0, "{}", err(&created));
    assert_eq!(out(&created), "2 findings known now: known.json\n");
    dir
}

#[test]
fn what_is_known_is_accepted_and_counted() {
    let dir = adopted();
    let output = run(dir.path(), &["check", "--format", "concise"]);
    let wanted =
        "architecture: accepted 3\n0 pass, 0 fail, 0 unknown, 2 suppressed (2 by baseline)\n";
    assert_eq!(out(&output), wanted);
    assert_eq!(status(&output), 0);
    let all = run(dir.path(), &["check", "--no-ignores"]);
    assert_eq!(status(&all), 1);
    let text = fs::read_to_string(dir.path().join("known.json")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4, "one a line: {text}");
    assert!(
        !text.contains("main.tf") && !text.contains("line"),
        "{text}"
    );
}

#[test]
fn a_moved_block_stays_known_and_a_new_instance_is_new() {
    let dir = adopted();
    fs::remove_file(dir.path().join("main.tf")).unwrap();
    let moved = format!("locals {{}}\n\n\n{KEYS}");
    fs::write(dir.path().join("ui.tf"), &moved).unwrap();
    assert_eq!(counting(dir.path(), &[]), [""; 0]);
    let more = moved.replace("\"b\"]", "\"b\", \"c\"]");
    fs::write(dir.path().join("ui.tf"), more).unwrap();
    assert_eq!(
        counting(dir.path(), &[]),
        ["EDGE-004 aws_cloudfront_distribution.ui[\\c\\]"]
    );
    // The same address in another root is another fault.
    fs::create_dir(dir.path().join("live")).unwrap();
    fs::rename(dir.path().join("ui.tf"), dir.path().join("live/ui.tf")).unwrap();
    assert_eq!(counting(dir.path(), &["--select", "EDGE-004"]).len(), 3);
}

#[test]
fn what_becomes_worse_is_new() {
    let undecided = "variable \"acl\" {}\nresource \"aws_cloudfront_distribution\" \"ui\" {\n  \
                     enabled    = true\n  web_acl_id = var.acl\n}\n";
    let dir = tree(&[("main.tf", undecided), ("archlint.toml", CONFIG)]);
    assert_eq!(status(&run(dir.path(), &["baseline", "create"])), 0);
    assert_eq!(counting(dir.path(), &[]), [""; 0]);
    let fails = undecided.replace("var.acl", "\"\"");
    fs::write(dir.path().join("main.tf"), &fails).unwrap();
    assert_eq!(
        counting(dir.path(), &[]).len(),
        1,
        "undecided, then failing"
    );
    assert_eq!(
        status(&run(dir.path(), &["baseline", "create", "--force"])),
        0
    );
    assert_eq!(counting(dir.path(), &[]), [""; 0]);
    let graver = format!("{CONFIG}severity = {{ EDGE-004 = \"critical\" }}\n");
    fs::write(dir.path().join("archlint.toml"), graver).unwrap();
    assert_eq!(counting(dir.path(), &[]).len(), 1, "graver than it was");
    let locked = format!("{CONFIG}locked = [\"EDGE\"]\n");
    fs::write(dir.path().join("archlint.toml"), locked).unwrap();
    assert_eq!(counting(dir.path(), &[]).len(), 1, "locked");
}

#[test]
fn what_is_gone_is_told_and_pruned() {
    let dir = adopted();
    fs::write(dir.path().join("main.tf"), KEYS.replace("\"a\", ", "")).unwrap();
    let output = run(dir.path(), &["check", "--format", "concise"]);
    assert!(
        out(&output).contains("META-006 low") && out(&output).contains("ui[\"a\"]"),
        "{}",
        out(&output)
    );
    // A run that sees a part cannot tell, and prunes nothing.
    let part = ["baseline", "prune", "--select", "NET"];
    assert_eq!(
        out(&run(dir.path(), &part)),
        "0 findings gone, 2 findings left: known.json\n"
    );
    let pruned = run(dir.path(), &["baseline", "prune"]);
    assert_eq!(out(&pruned), "1 finding gone, 1 finding left: known.json\n");
    assert_eq!(counting(dir.path(), &[]), [""; 0]);
    // It never adds.
    fs::write(dir.path().join("main.tf"), KEYS).unwrap();
    let pruned = run(dir.path(), &["baseline", "prune"]);
    assert_eq!(
        out(&pruned),
        "0 findings gone, 1 finding left: known.json\n"
    );
    assert_eq!(counting(dir.path(), &[]).len(), 1);
}

#[test]
fn a_baseline_is_never_made_of_a_part_nor_over_another() {
    let dir = adopted();
    let again = run(dir.path(), &["baseline", "create"]);
    assert_eq!(status(&again), 2);
    assert!(err(&again).contains("--force"), "{}", err(&again));
    fs::write(dir.path().join("broken.tf"), "resource {\n").unwrap();
    let before = fs::read_to_string(dir.path().join("known.json")).unwrap();
    for verb in [
        &["baseline", "create", "--force"][..],
        &["baseline", "prune"],
    ] {
        let output = run(dir.path(), verb);
        assert_eq!(status(&output), 2);
        assert!(err(&output).contains("broken.tf:1"), "{}", err(&output));
    }
    assert_eq!(
        fs::read_to_string(dir.path().join("known.json")).unwrap(),
        before
    );
}

#[test]
fn suppressed_findings_are_not_in_it() {
    let text = format!("# archlint:ignore EDGE-004 -- why\n{KEYS}");
    let dir = tree(&[("main.tf", &text)]);
    let created = run(dir.path(), &["baseline", "create", "--select", "EDGE-004"]);
    assert!(out(&created).starts_with("0 findings known now: archlint-baseline.json\n"));
    assert!(out(&created).contains("--baseline archlint-baseline.json"));
}

#[test]
fn a_baseline_that_is_wrong_is_told() {
    for (text, wanted) in [
        ("{", "EOF while parsing"),
        (
            "{\"version\": 2, \"findings\": []}",
            "version 2 is not known",
        ),
        (
            "{\"version\": 1, \"findings\": [], \"extends\": \"x\"}",
            "unknown field `extends`",
        ),
        (
            "{\"version\": 1, \"findings\": [{\"rule\": \"A\", \"root\": \".\", \"subject\": \"x\", \
             \"element\": null, \"verdict\": \"pass\", \"severity\": \"low\"}]}",
            "is no verdict",
        ),
        ("\u{feff}", "expected value"),
    ] {
        let dir = tree(&[
            ("main.tf", KEYS),
            ("archlint.toml", CONFIG),
            ("known.json", text),
        ]);
        let output = run(dir.path(), &["check", "--format", "concise"]);
        assert_eq!(status(&output), 2, "{text}");
        assert!(out(&output).contains(wanted), "{text}: {}", out(&output));
        let output = run(
            dir.path(),
            &["check", "--isolated", "--baseline", "known.json"],
        );
        assert_eq!(status(&output), 2, "{text}");
    }
    let dir = tree(&[("main.tf", KEYS), ("archlint.toml", CONFIG)]);
    let output = run(dir.path(), &["check"]);
    assert!(
        out(&output).contains("archlint baseline create"),
        "{}",
        out(&output)
    );
    assert_eq!(status(&output), 2);
    let output = run(
        dir.path(),
        &["check", "--isolated", "--baseline", "no.json"],
    );
    assert_eq!((status(&output), out(&output)), (2, ""));
}

#[cfg(unix)]
#[test]
fn a_link_is_replaced_and_not_followed() {
    let dir = adopted();
    let other = tempfile::tempdir().unwrap();
    let victim = other.path().join("victim");
    fs::write(&victim, "precious").unwrap();
    let known = other.path().join("known.json");
    std::os::unix::fs::symlink(&victim, &known).unwrap();
    let line = ["baseline", "create", "--baseline", known.to_str().unwrap()];
    assert_eq!(status(&run(dir.path(), &line)), 2);
    let created = run(dir.path(), &[&line[..], &["--force"]].concat());
    assert_eq!(status(&created), 0, "{}", err(&created));
    assert_eq!(fs::read_to_string(&victim).unwrap(), "precious");
    assert!(known.symlink_metadata().unwrap().is_file());
}

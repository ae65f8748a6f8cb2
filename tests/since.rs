//! `check --since`: only what a change brings counts, and a change of policy is told.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by them"
)]

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

mod support;

use support::{out, run, status, tree};

/// The report of the change, against a checkout and against a report of the other side; both say
/// the same.
#[track_caller]
fn change(before: &[(&str, &str)], after: &[(&str, &str)], more: &[&str]) -> (Value, i32) {
    let (before, after) = (tree(before), tree(after));
    let line = [&["check", "--format", "json"], more].concat();
    let base = run(before.path(), &line);
    let report = before.path().join(".git/report.json");
    fs::write(&report, &base.stdout).unwrap();
    let against = |since: &Path| {
        let line = [&line[..], &["--since", since.to_str().unwrap()]].concat();
        let output = run(after.path(), &line);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let report: Value = serde_json::from_slice(&output.stdout).expect(&said);
        (report, status(&output))
    };
    let (by_directory, ended) = against(before.path());
    let (by_report, ended_too) = against(&report);
    let counts = |report: &Value| {
        let since = &report["since"];
        json!([since["new"], since["same"], since["fixed"]])
    };
    if counting(&by_directory)
        .iter()
        .all(|r| !r.starts_with("META"))
    {
        assert_eq!(counts(&by_directory), counts(&by_report));
        assert_eq!(counting(&by_directory), counting(&by_report));
        assert_eq!(ended, ended_too);
    }
    (by_directory, ended)
}

/// `RULE subject` of what counts.
fn counting(report: &Value) -> Vec<String> {
    let results = report["results"].as_array().unwrap().iter();
    let bad = results.filter(|r| r["verdict"] == "fail" || r["verdict"] == "unknown");
    let open = bad.filter(|r| r["suppressed"].is_null());
    open.map(|r| {
        let text = |name: &str| r[name].as_str().unwrap_or_default().to_owned();
        match text("rule").starts_with("META") {
            true => format!("{} {}", text("rule"), text("message")),
            false => format!("{} {}", text("rule"), text("subject")),
        }
    })
    .collect()
}

const ONLY: [&str; 2] = ["--select", "EDGE-004,META"];

fn ui(name: &str, acl: &str) -> String {
    format!(
        "resource \"aws_cloudfront_distribution\" \"{name}\" {{\n  enabled    = true\n  \
         web_acl_id = {acl}\n}}\n"
    )
}

#[test]
fn new_fixed_and_still_there() {
    let acl = "\"arn:aws:wafv2:us-east-1:1:global/webacl/x/1\"";
    let before = [ui("old", "null"), ui("mended", "null"), ui("gone", "null")].concat();
    let after = [ui("mended", acl), ui("old", "null"), ui("fresh", "null")].concat();
    let (report, ended) = change(&[("main.tf", &before)], &[("main.tf", &after)], &ONLY);
    assert_eq!(
        counting(&report),
        ["EDGE-004 aws_cloudfront_distribution.fresh"]
    );
    assert_eq!(
        (&report["since"]["new"], &report["since"]["same"]),
        (&json!(1), &json!(1))
    );
    let fixed = report["since"]["fixed"].as_array().unwrap().iter();
    let fixed: Vec<&str> = fixed.map(|f| f["subject"].as_str().unwrap()).collect();
    let wanted = [
        "aws_cloudfront_distribution.gone",
        "aws_cloudfront_distribution.mended",
    ];
    assert_eq!(fixed, wanted);
    assert_eq!(ended, 1);
    let (report, ended) = change(&[("main.tf", &before)], &[("main.tf", &before)], &ONLY);
    assert_eq!((counting(&report).len(), ended), (0, 0));
}

#[test]
fn a_cause_in_an_unchanged_file_counts() {
    let module = "variable \"acl\" {}\nresource \"aws_cloudfront_distribution\" \"ui\" {\n  \
                  enabled    = true\n  web_acl_id = var.acl\n}\n";
    let call = |acl: &str| format!("module \"m\" {{\n  source = \"./m\"\n  acl = {acl}\n}}\n");
    let (good, bad) = (call("\"arn\""), call("\"\""));
    let files = |main: &'static str| [("main.tf", main), ("m/main.tf", module)];
    let (good, bad): (&'static str, &'static str) = (good.leak(), bad.leak());
    let (report, ended) = change(&files(good), &files(bad), &ONLY);
    let wanted = ["EDGE-004 module.m.aws_cloudfront_distribution.ui"];
    assert_eq!(
        (counting(&report), ended),
        (wanted.map(str::to_owned).to_vec(), 1)
    );
}

#[test]
fn what_becomes_worse_is_new() {
    let undecided = format!("variable \"acl\" {{}}\n{}", ui("ui", "var.acl"));
    let fails = ui("ui", "\"\"");
    let (before, after) = ([("main.tf", &*undecided)], [("main.tf", &*fails)]);
    assert_eq!(change(&before, &after, &ONLY).1, 1);
    let (report, ended) = change(&after, &before, &ONLY);
    assert_eq!((&report["since"]["same"], ended), (&json!(1), 0));
}

#[test]
fn texts_tell_the_change() {
    let (before, after) = (
        tree(&[("main.tf", &ui("a", "null"))]),
        tree(&[("main.tf", &ui("b", "null"))]),
    );
    let since = before.path().to_str().unwrap();
    for format in ["full", "concise", "markdown", "github"] {
        let output = run(
            after.path(),
            &[
                "check", "--select", "EDGE-004", "--format", format, "--since", since,
            ],
        );
        let text = out(&output);
        assert!(
            text.contains(": 1 new, 1 fixed, 0 still there\n"),
            "{format} {text}"
        );
        let fixed = text.contains("EDGE-004 aws_cloudfront_distribution.a");
        assert_eq!(
            fixed,
            matches!(format, "full" | "markdown"),
            "{format} {text}"
        );
    }
}

#[test]
fn who_compares_for_himself_gets_what_stands() {
    let files = tree(&[("main.tf", &ui("a", "null"))]);
    let since = files.path().to_str().unwrap();
    for (format, told) in [
        ("sarif", true),
        ("gitlab", true),
        ("github", false),
        ("markdown", false),
    ] {
        let line = [
            "check", "--select", "EDGE-004", "--since", since, "--format", format,
        ];
        let output = run(files.path(), &line);
        let found = out(&output).contains("aws_cloudfront_distribution.a");
        assert_eq!(
            (found, status(&output)),
            (told, 0),
            "{format} {}",
            out(&output)
        );
    }
}

#[test]
fn a_change_that_accepts_more_is_told() {
    let open = ui("ui", "null");
    let accepted = format!("# archlint:ignore EDGE-004 -- why\n{open}");
    let (report, ended) = change(&[("main.tf", &open)], &[("main.tf", &accepted)], &ONLY);
    let wanted = "META-001 EDGE-004 at aws_cloudfront_distribution.ui is accepted by comment: it \
                  accepts more";
    assert_eq!(counting(&report), [wanted]);
    assert_eq!(ended, 0, "medium, and in sight");
    assert_eq!(
        report["since"]["fixed"],
        json!([]),
        "accepted is not mended"
    );
    // Moved, it is the same.
    let moved = format!("locals {{}}\n\n{accepted}");
    let (report, _) = change(&[("main.tf", &accepted)], &[("other.tf", &moved)], &ONLY);
    assert_eq!(counting(&report), [""; 0]);
    // Taken away, what it covered is new.
    let (report, _) = change(&[("main.tf", &accepted)], &[("main.tf", &open)], &ONLY);
    assert_eq!(
        counting(&report),
        ["EDGE-004 aws_cloudfront_distribution.ui"]
    );
}

#[test]
fn a_configuration_that_asks_for_less_is_told() {
    let strict = "[params]\ndb.min_days = 35\n[rules]\nlocked = [\"EDGE-004\"]\n";
    for (config, wanted) in [
        (
            "[rules]\nlocked = [\"EDGE-004\"]\n[params]\ndb.min_days = 7\n",
            "with db.min_days = 35: it no longer asks",
        ),
        (
            "[params]\ndb.min_days = 35\n",
            "EDGE-004 is locked: it no longer asks",
        ),
        (
            "[params]\ndb.min_days = 35\n[rules]\nlocked = [\"EDGE-004\"]\nignore = [\"NET-001\"]\n",
            "NET-001 runs: it no longer asks",
        ),
        (
            "[params]\ndb.min_days = 35\n[rules]\nlocked = [\"EDGE-004\"]\nseverity = { NET-001 = \"low\" }\n",
            "NET-001 counts as high: it no longer asks",
        ),
        (
            "[params]\ndb.min_days = 35\n[rules]\nlocked = [\"EDGE-004\"]\n[externals]\nbudget = true\n",
            "owns the budget: it accepts more",
        ),
        (
            "[project]\nexclude = [\"x\"]\n[params]\ndb.min_days = 35\n[rules]\nlocked = [\"EDGE-004\"]\n",
            "x is excluded: it accepts more",
        ),
        (
            "[params]\ndb.min_days = 35\n[rules]\nlocked = [\"EDGE-004\"]\n[[override]]\npaths = [\"x\"]\nignore = [\"NET\"]\n",
            "NET does not run in x: it accepts more",
        ),
    ] {
        let ui = ui("ui", "\"x\"");
        let before = [("main.tf", &*ui), ("archlint.toml", strict)];
        let after = [("main.tf", &*ui), ("archlint.toml", config)];
        let (report, _) = change(&before, &after, &[]);
        let said = counting(&report);
        assert!(
            said.iter()
                .any(|s| s.starts_with("META-001") && s.contains(wanted)),
            "{said:?}"
        );
        // The other way round it asks for more.
        let (report, _) = change(&after, &before, &[]);
        let said = counting(&report);
        let tighter = said.iter().filter(|s| s.starts_with("META-001")).count();
        let changed = wanted.contains("db.min_days");
        assert_eq!(tighter > 0, changed, "{said:?}");
    }
}

#[test]
fn a_side_that_is_wrong_is_told() {
    let after = tree(&[("main.tf", &ui("ui", "null"))]);
    fs::write(after.path().join(".git/x.json"), "{\"version\": 7}").unwrap();
    for (since, wanted) in [
        ("nowhere", "no such file"),
        (".git/x.json", "no report"),
        ("main.tf", "no report"),
    ] {
        let output = run(after.path(), &["check", "--since", since]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((status(&output), out(&output)), (2, ""), "{since}");
        assert!(said.contains(wanted), "{since}: {said}");
    }
    // A broken other side hides nothing and is told.
    let broken = tree(&[("main.tf", "resource {\n")]);
    let since = broken.path().to_str().unwrap();
    let output = run(
        after.path(),
        &["check", "--select", "EDGE-004", "--since", since],
    );
    assert_eq!(status(&output), 1);
    assert!(
        out(&output).contains("could not be analysed whole"),
        "{}",
        out(&output)
    );
    // A path that the change adds has no other side.
    let empty = tree(&[("other/main.tf", "")]);
    fs::create_dir(after.path().join("live")).unwrap();
    fs::write(after.path().join("live/main.tf"), ui("ui", "null")).unwrap();
    let since = empty.path().to_str().unwrap();
    let output = run(
        after.path(),
        &["check", "live", "--select", "EDGE-004", "--since", since],
    );
    assert_eq!(status(&output), 1, "{}", out(&output));
}

#[test]
fn the_policy_of_the_other_side_may_hold_on_both() {
    let open = ui("ui", "null");
    let config =
        "[project]\nbaseline = \"known.json\"\n[rules]\nselect = [\"EDGE-004\", \"META\"]\n";
    let none = "{\"version\": 1, \"findings\": []}";
    let before = tree(&[("live/archlint.toml", config), ("live/known.json", none)]);
    fs::write(before.path().join("live/main.tf"), ui("ui", "\"arn\"")).unwrap();
    let all = "{\"version\": 1, \"findings\": [{\"rule\": \"EDGE-004\", \"root\": \"live\", \
               \"subject\": \"aws_cloudfront_distribution.ui\", \"element\": null, \"verdict\": \
               \"fail\", \"severity\": \"critical\"}]}";
    let after = tree(&[
        (
            "live/archlint.toml",
            "[project]\nbaseline = \"known.json\"\n[rules]\nselect = [\"EDGE-004\", \"META\"]\n[externals]\nbudget = true\n",
        ),
        ("live/known.json", all),
        ("live/main.tf", &open),
    ]);
    let since = before.path().to_str().unwrap();
    let check = |more: &[&str]| {
        let line = ["check", "live", "--format", "json", "--since", since];
        let output = run(after.path(), &[&line[..], more].concat());
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        (counting(&report), status(&output))
    };
    let (own, ended) = check(&[]);
    assert_eq!(ended, 0, "the change brings its baseline along");
    assert!(
        own.iter()
            .any(|said| said.contains("the baseline knows EDGE-004")),
        "{own:?}"
    );
    let (others, ended) = check(&["--policy", "since"]);
    assert_eq!(
        (others, ended),
        (
            vec!["EDGE-004 aws_cloudfront_distribution.ui".to_owned()],
            1
        )
    );
    fs::remove_file(before.path().join("live/archlint.toml")).unwrap();
    let (without, _) = check(&["--policy", "since", "--select", "EDGE-004"]);
    assert_eq!(
        without.len(),
        1,
        "the change's own file does not hold either"
    );
    let alone = run(after.path(), &["check", "--policy", "since"]);
    assert_eq!(status(&alone), 2);
}

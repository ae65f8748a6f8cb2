//! The JSON contract: names, shapes, and that nothing is left out.

use serde_json::{Value, json};

use super::sample::{Sample, sample};
use crate::report::{Format, Options};

fn document(sample: &Sample) -> Value {
    let text = Format::Json.render(&sample.report, &sample.sources, &Options::default());
    serde_json::from_str(&text).unwrap()
}

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn a_result_has_every_member() {
    let document = document(&sample());
    let result = &document["results"][0];
    let expected = json!({
        "rule": "DATA-003",
        "name": "aurora-backup-retention",
        "verdict": "fail",
        "severity": "high",
        "clause": "7",
        "clauses": ["7"],
        "root": ".",
        "element": null,
        "subject": "module.db.aws_rds_cluster.this",
        "message": "backups are kept for 5 days; the architecture asks for 35",
        "reason": null,
        "reasons": [],
        "location": {
            "file": "infra/modules/db/main.tf",
            "start": {"line": 3, "column": 3},
            "end": {"line": 3, "column": 42},
            "bytes": [86, 125],
        },
        "evidence": result["evidence"],
        "environment": null,
        "suppressed": null,
        "fix": {
            "message": "set backup_retention_period to 35",
            "safety": "safe",
            "edits": [{
                "location": {
                    "file": "infra/prod.tfvars",
                    "start": {"line": 1, "column": 13},
                    "end": {"line": 1, "column": 14},
                    "bytes": [12, 13],
                },
                "text": "35",
            }],
        },
        "fingerprint": sample().report.results[0].fingerprint(),
    });
    assert_eq!(*result, expected);
    assert_eq!(keys(result), keys(&expected));
    assert_eq!(
        result["evidence"][0]["location"]["file"],
        "infra/prod.tfvars"
    );
}

#[test]
fn an_undecided_result_says_why() {
    let document = document(&sample());
    let results = document["results"].as_array().unwrap();
    let unknown = results.iter().find(|r| r["verdict"] == "unknown").unwrap();
    assert_eq!(unknown["reason"], "variable");
    assert_eq!(unknown["reasons"][0]["location"]["start"]["line"], 6);
    assert!(
        unknown["reasons"][0]["message"]
            .as_str()
            .unwrap()
            .contains("--var")
    );
}

#[test]
fn blind_spots_say_what_would_help() {
    let document = document(&sample());
    let spots = document["blind_spots"].as_array().unwrap();
    let kinds: Vec<&str> = spots.iter().map(|s| s["kind"].as_str().unwrap()).collect();
    // What leaves most undecided comes first.
    assert_eq!(kinds, ["variable", "module", "parse", "skipped"]);
    let variable = json!({
        "kind": "variable",
        "message": "give `domain` a value with --var or a tfvars file",
        "remedy": null,
        "path": null,
        "location": spots[0]["location"],
        "undecided": 1,
        "rules": ["EDGE-011"],
    });
    assert_eq!(spots[0], variable);
    assert_eq!(spots[0]["location"]["start"]["line"], 6);
    assert_eq!(spots[1]["remedy"], "name a local stand-in in `[modules]`");
    assert_eq!(spots[3]["path"], "charts/api");
}

#[test]
fn everything_is_in() {
    let sample = sample();
    let document = document(&sample);
    let members = [
        "version",
        "tool",
        "results",
        "architecture",
        "blind_spots",
        "since",
        "suppressions",
        "inputs",
        "diagnostics",
        "summary",
    ];
    assert_eq!(keys(&document), members);
    assert_eq!(document["version"], 1);
    assert_eq!(
        document["results"].as_array().unwrap().len(),
        sample.report.results.len()
    );
    let data = &document["architecture"][6];
    let expected = json!({
        "clause": "7", "title": "Data", "verdict": "fail", "state": "violated",
        "rules": {"pass": 0, "fail": 1, "unknown": 0, "n/a": 0},
        "evidence": [{
            "rule": "DATA-003",
            "verdict": "fail",
            "subjects": {"pass": 0, "fail": 2, "unknown": 0, "suppressed": 0},
            "root": ".",
            "subject": "module.db.aws_rds_cluster.this",
            "location": document["results"][0]["location"],
        }],
    });
    assert_eq!(*data, expected);
    let inputs = json!({
        "terraform": {"roots": 1, "modules": 2, "files": 5, "resources": 7},
        "kubernetes": {"files": 1, "objects": 3},
        "skipped": [{
            "path": "charts/api",
            "reason": "needs rendering: helm template charts/api | archlint check -",
        }],
            "excluded": [],
    });
    assert_eq!(document["inputs"], inputs);
    let summary = json!({"pass": 1, "fail": 5, "unknown": 1, "suppressed": 1});
    assert_eq!(document["summary"], summary);
    let broken = &document["diagnostics"][0];
    assert_eq!(
        (&broken["code"], &broken["severity"]),
        (&json!("PARSE-001"), &json!("error"))
    );
    let suppressed = &document["results"][2]["suppressed"];
    assert_eq!(suppressed["kind"], "comment");
    let suppression = &document["suppressions"][0];
    assert_eq!(suppression["about"], "aws_cloudfront_distribution.preview");
    assert_eq!(
        (&suppression["results"], &suppression["until"]),
        (&json!(1), &json!(null))
    );
}

#[test]
fn the_least_severity_does_not_touch_it() {
    let sample = sample();
    let options = Options {
        min_severity: crate::finding::Severity::Critical,
        ..Options::default()
    };
    let all = Format::Json.render(&sample.report, &sample.sources, &Options::default());
    assert_eq!(
        Format::Json.render(&sample.report, &sample.sources, &options),
        all
    );
}

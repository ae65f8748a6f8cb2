//! SARIF against the official schema, against what GitHub takes, and against the source text.

use serde_json::Value;

use super::sample::{Sample, result, sample};
use super::{hostile, schema};
use crate::finding::{Code, Diagnostic, Level, Report, Severity, Verdict};
use crate::report::{Format, Options};

/// What GitHub keeps.
const SARIF_RESULTS: usize = 5_000;
use crate::source::Sources;

fn log(report: &Report, sources: &Sources) -> Value {
    let options = Options {
        category: "infra".into(),
        ..Options::default()
    };
    serde_json::from_str(&Format::Sarif.render(report, sources, &options)).unwrap()
}

fn of(sample: &Sample) -> Value {
    log(&sample.report, &sample.sources)
}

fn results(log: &Value) -> &Vec<Value> {
    log["runs"][0]["results"].as_array().unwrap()
}

fn rules(log: &Value) -> &Vec<Value> {
    log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap()
}

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

/// What GitHub refuses or drops: required fields, lengths, counts, one-line primary regions.
fn github_errors(log: &Value) -> Vec<String> {
    let mut errors = Vec::new();
    let mut demand = |holds: bool, what: &str, value: &Value| {
        if !holds {
            errors.push(format!("{what}: {value}"));
        }
    };
    let filled = |value: &Value, most: usize| {
        let text = value.as_str().unwrap_or("");
        !text.trim().is_empty() && text.chars().count() <= most
    };
    let long = usize::MAX;
    demand(filled(&log["$schema"], long), "$schema", log);
    demand(log["version"] == "2.1.0", "version", log);
    let run = &log["runs"][0];
    let category = run["automationDetails"]["id"].as_str().unwrap_or("");
    demand(
        category.starts_with("archlint/") && category.ends_with('/'),
        "category",
        run,
    );
    let rules = rules(log);
    for rule in rules {
        demand(filled(&rule["id"], long), "id", rule);
        demand(filled(&rule["name"], 255), "name", rule);
        demand(
            filled(&rule["shortDescription"]["text"], 1024),
            "shortDescription",
            rule,
        );
        demand(
            filled(&rule["fullDescription"]["text"], 1024),
            "fullDescription",
            rule,
        );
        demand(filled(&rule["help"]["text"], long), "help", rule);
        let tags = rule["properties"]["tags"].as_array().map_or(0, Vec::len);
        demand(tags <= 10, "tags", rule);
    }
    let results = results(log);
    demand(results.len() <= SARIF_RESULTS, "results", run);
    for result in results {
        let index = result["ruleIndex"].as_u64().unwrap_or(u64::MAX) as usize;
        let rule = rules.get(index).map_or(&Value::Null, |rule| &rule["id"]);
        demand(result["ruleId"] == *rule, "ruleIndex", result);
        demand(filled(&result["message"]["text"], 4096), "message", result);
        demand(
            result["partialFingerprints"]
                .get("primaryLocationLineHash")
                .is_none(),
            "hash",
            result,
        );
        for absent in ["fixes", "suppressions", "baselineState"] {
            demand(result.get(absent).is_none(), absent, result);
        }
        let open = result["kind"] == "open";
        demand(
            open == (result["level"] == "none"),
            "an open result has no level",
            result,
        );
        let unknown = result["ruleId"]
            .as_str()
            .unwrap_or("")
            .ends_with("/unknown");
        demand(
            open == unknown,
            "an open result has its own descriptor",
            result,
        );
        let locations = result["locations"].as_array().map_or(&[][..], |list| list);
        demand(locations.len() == 1, "one location", result);
        let related = result["relatedLocations"]
            .as_array()
            .map_or(&[][..], |list| list);
        demand(related.len() <= 100, "related", result);
        for location in locations.iter().chain(related) {
            let region = &location["physicalLocation"]["region"];
            let number = |name: &str| region[name].as_u64().unwrap_or(0);
            demand(number("startLine") >= 1, "startLine", location);
            demand(
                number("startLine") == number("endLine"),
                "one line",
                location,
            );
            demand(number("startColumn") >= 1, "startColumn", location);
            demand(
                number("endColumn") >= number("startColumn"),
                "endColumn",
                location,
            );
            let uri = location["physicalLocation"]["artifactLocation"]["uri"].as_str();
            let uri = uri.unwrap_or("/");
            demand(
                !uri.starts_with('/') && !uri.contains(".."),
                "uri",
                location,
            );
        }
    }
    errors
}

/// The text that a location names, read from the sources by line and code-point columns.
fn text_at(location: &Value, sources: &Sources) -> String {
    let physical = &location["physicalLocation"];
    let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
    let (_, file) = sources.iter().find(|(_, file)| *file.path == *uri).unwrap();
    let number = |name: &str| physical["region"][name].as_u64().unwrap() as usize;
    let line = file.text.lines().nth(number("startLine") - 1).unwrap();
    let (start, end) = (number("startColumn") - 1, number("endColumn") - 1);
    line.chars().skip(start).take(end - start).collect()
}

#[test]
fn the_sample_conforms() {
    let log = of(&sample());
    assert_eq!(schema::errors(&log, &schema::sarif()), [""; 0]);
    assert_eq!(github_errors(&log), [""; 0]);
}

#[test]
fn hostile_and_empty_reports_conform() {
    let schema = schema::sarif();
    let hostile = hostile::sample();
    for log in [
        log(&Report::default(), &Sources::default()),
        log(&hostile.report, &hostile.sources),
    ] {
        assert_eq!(schema::errors(&log, &schema), [""; 0]);
        assert_eq!(github_errors(&log), [""; 0]);
    }
}

#[test]
fn regions_name_the_text_they_are_about() {
    let sample = sample();
    let log = of(&sample);
    let primary = |rule: &str| {
        let result = results(&log).iter().find(|r| r["ruleId"] == rule).unwrap();
        text_at(&result["locations"][0], &sample.sources)
    };
    assert_eq!(
        primary("DATA-003"),
        "backup_retention_period = var.retention"
    );
    assert_eq!(primary("NET-001"), "resource \"aws_subnet\" \"db\"");
    assert_eq!(primary("EDGE-011/unknown"), "aliases = [var.domain]");
    let proof = results(&log)
        .iter()
        .find(|r| r["ruleId"] == "DATA-003")
        .unwrap();
    let flow = &proof["codeFlows"][0]["threadFlows"][0]["locations"];
    let steps: Vec<String> = flow
        .as_array()
        .unwrap()
        .iter()
        .map(|step| text_at(&step["location"], &sample.sources))
        .collect();
    let expected = [
        "retention = 5",
        "retention = var.retention",
        "backup_retention_period = var.retention",
    ];
    assert_eq!(steps, expected);
}

#[test]
fn every_rule_is_listed_also_on_a_clean_run() {
    let mut sample = sample();
    sample
        .report
        .results
        .retain(|result| result.verdict == Verdict::Pass);
    sample.report.diagnostics.clear();
    let rule = sample.report.rules.get_mut("EDGE-004").unwrap();
    rule.other_severities = vec![Severity::Low];
    let log = of(&sample);
    assert_eq!(results(&log).len(), 0);
    let ids: Vec<&str> = rules(&log).iter().map(id).collect();
    let expected = [
        "DATA-003",
        "DATA-003/unknown",
        "EDGE-004",
        "EDGE-004/low",
        "EDGE-004/unknown",
        "EDGE-011",
        "EDGE-011/unknown",
        "NET-001",
        "NET-001/unknown",
    ];
    assert_eq!(ids[..9], expected);
    assert_eq!(ids[9..], Code::ALL.map(Code::as_str));
    assert_eq!(
        log["runs"][0]["invocations"][0]["executionSuccessful"],
        true
    );
}

#[test]
fn each_severity_has_a_descriptor_of_its_own() {
    let log = of(&sample());
    let severity = |name: &str| {
        let rule = rules(&log).iter().find(|rule| id(rule) == name).unwrap();
        let level = rule["defaultConfiguration"]["level"]
            .as_str()
            .unwrap()
            .to_owned();
        (rule["properties"]["security-severity"].as_str(), level)
    };
    assert_eq!(severity("NET-001"), (Some("9.5"), "error".into()));
    assert_eq!(severity("DATA-003"), (Some("8.0"), "error".into()));
    assert_eq!(severity("DATA-003/medium"), (Some("5.5"), "warning".into()));
    assert_eq!(severity("EDGE-011/unknown").0, None);
    let medium = results(&log)
        .iter()
        .find(|r| r["ruleId"] == "DATA-003/medium")
        .unwrap();
    assert_eq!(medium["level"], "warning");
}

#[test]
fn passing_and_suppressed_results_are_left_out_and_errors_are_in() {
    let sample = sample();
    let log = of(&sample);
    let ids: Vec<&str> = results(&log)
        .iter()
        .map(|r| r["ruleId"].as_str().unwrap())
        .collect();
    let expected = [
        "PARSE-001",
        "NET-001",
        "DATA-003",
        "DATA-003/medium",
        "EDGE-011/unknown",
    ];
    assert_eq!(ids, expected);
    assert_eq!(
        log["runs"][0]["invocations"][0]["executionSuccessful"],
        false
    );
    let notes = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"];
    assert_eq!(notes.as_array().unwrap().len(), 2);
}

#[test]
fn an_error_without_a_place_is_a_result_all_the_same() {
    let diagnostic = Diagnostic {
        place: None,
        level: Level::Error,
        code: Code::Read,
        message: "no inputs".into(),
        related: Vec::new(),
        help: None,
    };
    let report = Report {
        diagnostics: vec![diagnostic],
        ..Report::default()
    };
    let log = log(&report, &Sources::default());
    assert_eq!(results(&log)[0]["ruleId"], "READ-001");
    assert_eq!(github_errors(&log), [""; 0]);
}

#[test]
fn a_message_cannot_make_a_link() {
    let mut sample = sample();
    sample.report.results.truncate(1);
    sample.report.results[0].message = "see [here](https://example.com) and a\\b".into();
    let log = of(&sample);
    let message = results(&log)[1]["message"]["text"].as_str().unwrap();
    assert!(message.contains("see \\[here\\](https"), "{message}");
    assert!(message.contains("a\\\\b"), "{message}");
}

#[test]
fn the_worst_5000_are_kept_and_the_rest_is_told() {
    let mut sample = sample();
    let place = sample.at(0, "variable");
    let many = (0..6_000).map(|at| {
        let severity = if at == 5_999 {
            Severity::Critical
        } else {
            Severity::Low
        };
        let subject = format!("aws_vpc.v{at:04}");
        let mut result = result("DATA-003", Verdict::Fail, severity, &subject, "x", None);
        // Different lines, so that they are different findings.
        result.place = (at == 5_999).then_some(place);
        result
    });
    sample.report.results = many.collect();
    sample.report.diagnostics.clear();
    let log = of(&sample);
    let results = results(&log);
    assert_eq!(results.len(), SARIF_RESULTS);
    assert_eq!(results[0]["ruleId"], "DATA-003/critical");
    let last = results.last().unwrap();
    assert_eq!(last["ruleId"], "LIMIT-001");
    assert!(
        last["message"]["text"]
            .as_str()
            .unwrap()
            .contains("1001 more"),
        "{last}"
    );
    assert_eq!(github_errors(&log), [""; 0]);
}

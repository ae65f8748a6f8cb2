//! Every format of one run over the example, broken in three ways; and no secret in any of them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by them"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use tempfile::TempDir;

mod support;

use support::copy;

const FORMATS: [&str; 9] = [
    "full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "html",
];

/// All formats of one run, by name, and its exit status.
fn check(dir: &Path, more: &[&str]) -> (BTreeMap<&'static str, String>, i32) {
    let documents = tempfile::tempdir().unwrap();
    let path = |format: &str| documents.path().join(format);
    let mut command = Command::new(env!("CARGO_BIN_EXE_archlint"));
    command
        .current_dir(dir)
        .env_remove("GITHUB_ACTIONS")
        .env("TF_VAR_from_environment", SENTINEL)
        .args(["check", "-v", "--root", "."])
        .args(more);
    for format in FORMATS {
        command.arg(format!("--format={format}={}", path(format).display()));
    }
    let output = command.stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((said.as_str(), output.stdout.len()), ("", 0));
    let read = |format| (format, fs::read_to_string(path(format)).unwrap());
    (FORMATS.map(read).into(), output.status.code().unwrap())
}

/// The example with a failure of a high severity, one of a critical one, and a file that is broken.
fn broken() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/architecture");
    copy(&example, dir.path());
    for (path, old, new) in [
        (
            "terraform/modules/database/main.tf",
            "backup_retention_period      = 35",
            "backup_retention_period      = 7",
        ),
        (
            "terraform/modules/network/main.tf",
            "  route_table_id = aws_route_table.database.id",
            "  route_table_id = aws_route_table.public.id",
        ),
        (
            "kubernetes/overlays/eu-west-1/autoscaler.yaml",
            "minReplicas: 9",
            "minReplicas: 1",
        ),
    ] {
        let path = dir.path().join(path);
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            text.contains(old),
            "{} no longer holds {old:?}",
            path.display()
        );
        fs::write(&path, text.replacen(old, new, 1)).unwrap();
    }
    dir
}

#[test]
fn every_format_tells_the_three_faults() {
    let dir = broken();
    let (documents, status) = check(dir.path(), &[]);
    assert_eq!(status, 1);
    for (format, text) in &documents {
        for rule in ["DATA-003", "NET-001", "K8S-003"] {
            assert!(text.contains(rule), "{format} lacks {rule}");
        }
    }
    let wanted = BTreeSet::from([
        (
            "terraform/modules/database/main.tf".to_owned(),
            "DATA-003".to_owned(),
        ),
        (
            "terraform/modules/database/main.tf".to_owned(),
            "NET-001".to_owned(),
        ),
        (
            "kubernetes/overlays/eu-west-1/autoscaler.yaml".to_owned(),
            "K8S-003".to_owned(),
        ),
    ]);
    let json = |format: &str| -> Value { serde_json::from_str(&documents[format]).unwrap() };
    let text = |value: &Value| value.as_str().unwrap().to_owned();

    let sarif = json("sarif");
    let run = &sarif["runs"][0];
    let results = run["results"].as_array().unwrap().iter();
    let found = results.map(|result| {
        let physical = &result["locations"][0]["physicalLocation"];
        let region = &physical["region"];
        assert_eq!(
            region["startLine"], region["endLine"],
            "or no annotation appears"
        );
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        assert!(result["partialFingerprints"]["primaryLocationLineHash"].is_null());
        (
            text(&physical["artifactLocation"]["uri"]),
            text(&result["ruleId"]),
        )
    });
    assert_eq!(found.collect::<BTreeSet<_>>(), wanted);
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert!(rules.len() > 10 && rules.len() < 25_000);
    for rule in rules {
        for member in ["shortDescription", "fullDescription"] {
            let said = rule[member]["text"].as_str().unwrap();
            assert!(!said.is_empty() && said.chars().count() <= 1_024);
        }
        assert!(!rule["help"]["text"].as_str().unwrap().is_empty());
        assert!(rule["name"].as_str().unwrap().chars().count() <= 255);
        let tags = rule["properties"]["tags"].as_array();
        assert!(tags.is_none_or(|tags| tags.len() <= 10));
    }

    let gitlab = json("gitlab");
    let issues = gitlab.as_array().unwrap().iter();
    let found = issues.map(|it| (text(&it["location"]["path"]), text(&it["check_name"])));
    assert_eq!(found.collect::<BTreeSet<_>>(), wanted);

    let github: Vec<&str> = documents["github"]
        .lines()
        .filter(|l| l.starts_with("::"))
        .collect();
    assert_eq!(github.len(), 3, "{github:?}");
    for (path, rule) in &wanted {
        let is = |line: &&&str| {
            line.starts_with(&format!("::error file={path},"))
                && line.contains(&format!("title={rule}"))
        };
        assert_eq!(github.iter().filter(is).count(), 1, "{rule} {github:?}");
    }

    let junit = roxmltree::Document::parse(&documents["junit"]).unwrap();
    let failures = junit.descendants().filter(|n| n.has_tag_name("failure"));
    let found = failures.map(|failure| {
        let case = failure.parent().unwrap();
        let attribute = |name| case.attribute(name).unwrap().to_owned();
        (attribute("file"), attribute("classname"))
    });
    assert_eq!(found.collect::<BTreeSet<_>>(), wanted);

    let code: Vec<String> = pulldown_cmark::Parser::new(&documents["markdown"])
        .filter_map(|event| match event {
            pulldown_cmark::Event::Code(text) => Some(text.into_string()),
            _ => None,
        })
        .collect();
    for (path, rule) in &wanted {
        assert!(code.iter().any(|c| c.starts_with(rule)), "{code:?}");
        assert!(code.iter().any(|c| c.starts_with(path)), "{code:?}");
    }
}

#[test]
fn the_whole_example_is_clean_in_every_format() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/architecture");
    let (documents, status) = check(&example, &[]);
    assert_eq!(status, 0);
    let json = |format: &str| -> Value { serde_json::from_str(&documents[format]).unwrap() };
    assert_eq!(json("gitlab"), Value::Array(Vec::new()));
    assert_eq!(
        json("sarif")["runs"][0]["results"],
        Value::Array(Vec::new())
    );
    assert!(!documents["github"].contains("::"));
    assert!(!documents["markdown"].contains("###"));
    let junit = roxmltree::Document::parse(&documents["junit"]).unwrap();
    let count = |name| {
        junit
            .root_element()
            .attribute(name)
            .unwrap()
            .parse::<usize>()
            .unwrap()
    };
    assert!(count("tests") > 20);
    assert_eq!(
        (count("failures"), count("errors"), count("skipped")),
        (0, 0, 0)
    );
}

const SENTINEL: &str = "S3ntinel-4711-xyz";

#[test]
fn no_secret_is_in_any_format() {
    let dir = tempfile::tempdir().unwrap();
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.txt"), SENTINEL).unwrap();
    let outside = outside.path().join("secret.txt");
    let encoded = STANDARD.encode(SENTINEL);
    let main = format!(
        "variable \"given\" {{\n  sensitive = true\n}}\n\
         variable \"plain\" {{}}\n\
         variable \"from_environment\" {{}}\n\
         resource \"aws_rds_cluster\" \"db\" {{\n  engine = \"aurora-mysql\"\n  \
         master_password = \"{SENTINEL}\"\n  master_username = var.given\n  \
         backup_retention_period = var.given\n}}\n\
         resource \"aws_cloudfront_distribution\" \"ui\" {{\n  comment = file(\"{}\")\n  \
         web_acl_id = sensitive(\"\")\n  enabled = var.from_environment\n}}\n\
         resource \"aws_db_instance\" \"x\" {{\n  password = var.plain\n  \
         name = sha256(var.given)\n}}\n",
        outside.display()
    );
    let secret = format!(
        "apiVersion: v1\nkind: Secret\nmetadata: {{name: s}}\ndata:\n  a: {encoded}\nstringData:\n  \
         b: {SENTINEL}\n  c: [\n"
    );
    let plan = format!(
        "{{\"format_version\": \"1.2\", \"terraform_version\": \"1.11.0\", \"planned_values\": \
         {{\"root_module\": {{\"resources\": [{{\"address\": \"aws_rds_cluster.p\", \"mode\": \
         \"managed\", \"type\": \"aws_rds_cluster\", \"name\": \"p\", \"provider_name\": \
         \"registry.terraform.io/hashicorp/aws\", \"schema_version\": 0, \"values\": \
         {{\"master_password\": \"{SENTINEL}\", \"backup_retention_period\": 1, \
         \"master_username\": \"{SENTINEL}\"}}, \"sensitive_values\": {{\"master_password\": true, \
         \"master_username\": true}}}}]}}}}, \"configuration\": {{\"root_module\": {{}}}}}}"
    );
    for (path, text) in [
        ("main.tf", main),
        (
            "terraform.tfvars",
            format!("given = \"{SENTINEL}\"\nplain = \"{SENTINEL}\"\n"),
        ),
        ("broken.auto.tfvars", format!("other = \"{SENTINEL}\n")),
        ("secret.yaml", secret),
        ("plan.json", plan),
        (
            "terraform.tfstate",
            format!("{{\"version\": 4, \"outputs\": {{\"x\": {{\"value\": \"{SENTINEL}\"}}}}}}"),
        ),
    ] {
        fs::write(dir.path().join(path), text).unwrap();
    }
    let hexadecimal: String = SENTINEL.bytes().map(|byte| format!("{byte:02x}")).collect();
    for more in [&[][..], &["--no-ignores", "--strict"]] {
        let (documents, status) = check(dir.path(), more);
        assert_eq!(status, 2);
        for (format, text) in documents {
            for form in [SENTINEL, &encoded, &hexadecimal] {
                let lower = text.to_lowercase();
                let at = lower.find(&form.to_lowercase());
                let around = at.map(|at| &text[at.saturating_sub(200)..at + 20]);
                assert_eq!(around, None, "{format} holds {form}");
            }
            assert!(text.contains("DATA-003"), "{format} looked at the cluster");
        }
    }
}

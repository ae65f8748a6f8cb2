//! `check --fix` and `--diff`: after a fix the finding is gone, `terraform fmt` has nothing to say,
//! and a second run changes nothing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by them, and says what it skips"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

mod support;

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

const CLUSTER: &str = "\
resource \"aws_rds_cluster\" \"db\" {
  engine                  = \"aurora-postgresql\"
  backup_retention_period = 7 # a week
}
";

#[test]
fn a_literal_changes_where_it_stands() {
    let fixed = CLUSTER.replace("= 7", "= 35");
    fixes("DATA-003", &[("main.tf", CLUSTER)], &[("main.tf", &fixed)]);
}

#[test]
fn an_absent_argument_is_added_in_the_style_of_the_block() {
    let text = "\
resource \"aws_rds_cluster\" \"db\" {
  engine             = \"aurora-postgresql\"
  cluster_identifier = \"db\"

  tags = {
    team = \"data\"
  }
}
";
    let fixed = "\
resource \"aws_rds_cluster\" \"db\" {
  engine                  = \"aurora-postgresql\"
  cluster_identifier      = \"db\"
  backup_retention_period = 35

  tags = {
    team = \"data\"
  }
}
";
    fixes("DATA-003", &[("main.tf", text)], &[("main.tf", fixed)]);
}

const MODULE: &str = "\
variable \"days\" {
  type    = number
  default = 7
}

resource \"aws_rds_cluster\" \"db\" {
  engine                  = \"aurora-postgresql\"
  backup_retention_period = var.days
}
";

#[test]
fn the_value_changes_where_it_comes_from() {
    let call = |days: &str| format!("module \"db\" {{\n  source = \"./db\"\n{days}}}\n");
    // The default of the module's variable,
    fixes(
        "DATA-003",
        &[("main.tf", &call("")), ("db/main.tf", MODULE)],
        &[("db/main.tf", &MODULE.replace("= 7", "= 35"))],
    );
    // the argument of the call,
    fixes(
        "DATA-003",
        &[("main.tf", &call("  days   = 8\n")), ("db/main.tf", MODULE)],
        &[("main.tf", &call("  days   = 35\n"))],
    );
    // and a file of variables, which is not quoted.
    let root = "variable \"days\" {\n  type = number\n}\n\n";
    let main = format!("{root}{}", call("  days   = var.days\n"));
    let values = "days = 9 # hunter2\n";
    let files = [
        ("main.tf", &*main),
        ("db/main.tf", MODULE),
        ("terraform.tfvars", values),
    ];
    let dir = tree(&files);
    let shown = run(dir.path(), &["check", "--diff", "--select", "DATA-003"]);
    assert!(out(&shown).contains("+days = 35"), "{}", out(&shown));
    assert!(!out(&shown).contains("hunter2"), "{}", out(&shown));
    fixes(
        "DATA-003",
        &files,
        &[("terraform.tfvars", "days = 35 # hunter2\n")],
    );
}

#[test]
fn a_call_of_a_downloaded_module_gets_the_argument() {
    let call = "\
module \"db\" {
  source  = \"terraform-aws-modules/rds-aurora/aws\"
  version = \"~> 9.0\"

  name   = \"db\"
  engine = \"aurora-postgresql\"
}
";
    let fixed = "\
module \"db\" {
  source  = \"terraform-aws-modules/rds-aurora/aws\"
  version = \"~> 9.0\"

  name                    = \"db\"
  engine                  = \"aurora-postgresql\"
  backup_retention_period = 35
}
";
    fixes("DATA-003", &[("main.tf", call)], &[("main.tf", fixed)]);
}

#[test]
fn manifests_are_fixed_too() {
    let manifest = |least: &str| {
        format!(
            "\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  labels: {{ archlint.dev/role: api }}
spec:
  selector: {{ matchLabels: {{ app: api }} }}
  template:
    metadata: {{ labels: {{ app: api }} }}
    spec:
      containers:
        - name: api
          image: shop/api:1
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: api
spec:
  scaleTargetRef: {{ apiVersion: apps/v1, kind: Deployment, name: api }}
  minReplicas: {least} # one is enough
  maxReplicas: 9
"
        )
    };
    let (before, after) = (manifest("1"), manifest("2"));
    fixes("K8S-003", &[("api.yaml", &before)], &[("api.yaml", &after)]);
}

#[test]
fn what_has_no_single_place_is_left_to_people() {
    let computed = CLUSTER.replace("= 7 # a week", "= 3 + 4");
    let dir = tree(&[("main.tf", &computed)]);
    let before = texts(dir.path());
    let fixed = run(dir.path(), &["check", "--fix", "--select", "DATA-003"]);
    assert_eq!(fixed.status.code(), Some(1));
    assert_eq!(texts(dir.path()), before);
}

#[test]
fn what_is_accepted_is_not_fixed() {
    let text = CLUSTER.replace(
        "# a week",
        "# archlint:ignore DATA-003 -- a copy of another database",
    );
    let dir = tree(&[("main.tf", &text)]);
    run(dir.path(), &["check", "--fix", "--select", "DATA-003"]);
    assert_eq!(texts(dir.path())["main.tf"], text);
}

#[test]
fn secrets_beside_a_change_are_not_shown() {
    let text = "\
resource \"aws_rds_cluster\" \"db\" {
  engine          = \"aurora-postgresql\"
  master_password = \"hunter2\"
}
";
    let dir = tree(&[("main.tf", text)]);
    let shown = run(dir.path(), &["check", "--diff", "--select", "DATA-003"]);
    assert!(
        out(&shown).contains("backup_retention_period = 35"),
        "{}",
        out(&shown)
    );
    assert!(!out(&shown).contains("hunter2"), "{}", out(&shown));
    run(dir.path(), &["check", "--fix", "--select", "DATA-003"]);
    assert!(texts(dir.path())["main.tf"].contains("\"hunter2\""));
}

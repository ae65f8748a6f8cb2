//! `archlint.toml` as users meet it: what it changes, and what is said when it is wrong.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by them"
)]

use std::path::Path;
use std::process::Output;

use serde_json::Value;

mod support;

use support::{archlint, err, json, out, run, status, tree};

fn run_with(dir: &Path, line: &[&str], environment: &[(&str, &str)]) -> Output {
    let environment = environment.iter().copied();
    archlint(dir).envs(environment).args(line).output().unwrap()
}

/// `rule verdict root environment` of all results that are about something.
fn verdicts(report: &Value) -> Vec<String> {
    let rows = report["results"].as_array().unwrap().iter();
    let rows = rows.filter(|row| row["verdict"] != "n/a").map(|row| {
        let text = |name: &str| row[name].as_str().unwrap_or("-").to_owned();
        [
            text("rule"),
            text("verdict"),
            text("root"),
            text("environment"),
        ]
        .join(" ")
    });
    rows.collect()
}

/// `file:line:column message` of all diagnostics.
fn said(report: &Value) -> Vec<String> {
    let rows = report["diagnostics"].as_array().unwrap().iter();
    let rows = rows.map(|row| {
        let start = &row["location"]["start"];
        let file = row["location"]["file"].as_str().unwrap_or("-");
        let message = row["message"].as_str().unwrap();
        format!("{file}:{}:{} {message}", start["line"], start["column"])
    });
    rows.collect()
}

const DATABASE: &str = r#"
variable "days" { default = 7 }
resource "aws_rds_cluster" "db" {
  cluster_identifier      = "db"
  engine                  = "aurora-postgresql"
  backup_retention_period = var.days
}
"#;

const BACKUPS: [&str; 2] = ["--select", "DATA-003"];

/// Row 40 of the bad inputs.
#[test]
fn a_wrong_configuration_stops_the_run_and_says_why() {
    let dir = tree(&[("main.tf", DATABASE)]);
    let file = dir.path().join("archlint.toml");
    std::fs::write(&file, "extends = \"/etc/passwd\"\n").unwrap();
    for format in ["full", "concise", "json", "sarif"] {
        let output = run(dir.path(), &["check", "--format", format]);
        assert_eq!(status(&output), 2, "{format}");
        let text = out(&output);
        assert!(text.contains("unknown field"), "{format}: {text}");
        assert!(!text.contains("root:"), "{format}: {text}");
        assert!(!text.contains("backups are kept"), "{format}: {text}");
        assert!(!text.contains("no findings"), "{format}: {text}");
    }
    let graph = run(dir.path(), &["graph"]);
    assert_eq!(status(&graph), 2);
    assert!(out(&graph).contains("unknown field"));

    std::fs::write(&file, "[project]\nexclude = [\"**\"]\n").unwrap();
    std::fs::write(dir.path().join("pod.yaml"), "kind: Pod\n").unwrap();
    let report = json(dir.path(), &[]);
    assert_eq!(
        said(&report),
        ["archlint.toml:2:12 no inputs: all 2 files excluded by archlint.toml:2"]
    );
    assert_eq!(report["inputs"]["excluded"][0]["files"], 2);
    let output = run(dir.path(), &["check"]);
    assert_eq!(status(&output), 2);
    assert!(
        out(&output).contains("all 2 files excluded by archlint.toml:2"),
        "{}",
        out(&output)
    );
}

#[test]
fn what_rules_do_not_know_is_told_at_its_place() {
    let dir = tree(&[("main.tf", DATABASE)]);
    let cases = [
        (
            "[rules]\nselect = [\"DATA-03\", \"DTAA\"]",
            "2:22 no rule is called 'DTAA'; `archlint rules` lists them",
        ),
        (
            "[rules]\nignore = [\"NET-O01\"]",
            "2:11 no rule is called 'NET-O01'; did you mean 'NET-001'?",
        ),
        (
            "[rules.severity]\nDATA-03 = \"low\"",
            "2:1 no rule is called 'DATA-03'; did you mean 'DATA-003'?",
        ),
        (
            "[params]\ndb.min_day = 3",
            "2:4 there is no parameter db.min_day; did you mean db.min_days?",
        ),
        (
            "[params]\ndb.min_days = \"many\"",
            "2:4 db.min_days needs a number",
        ),
        (
            "[externals]\nbudgets = true",
            "2:1 no rule asks whether another repository owns \"budgets\"; did you mean budget?",
        ),
    ];
    for (text, wanted) in cases {
        std::fs::write(dir.path().join("archlint.toml"), text).unwrap();
        let report = json(dir.path(), &[]);
        let said = said(&report);
        assert!(
            said.contains(&format!("archlint.toml:{wanted}")),
            "{text}: {said:?}"
        );
        assert_eq!(verdicts(&report), [""; 0]);
        assert_eq!(status(&run(dir.path(), &["check"])), 2, "{text}");
    }
}

#[test]
fn settings_reach_the_rules() {
    let dir = tree(&[("main.tf", DATABASE)]);
    let file = dir.path().join("archlint.toml");
    let failed = |report: &Value| {
        let rows = report["results"].as_array().unwrap().iter();
        let failed = rows.filter(|row| row["verdict"] == "fail");
        let shown = failed.map(|row| format!("{} {}", row["rule"], row["severity"]));
        shown.map(|row| row.replace('"', "")).collect::<Vec<_>>()
    };
    let with = |text: &str| {
        std::fs::write(&file, text).unwrap();
        failed(&json(dir.path(), &[]))
    };
    let usual = with("");
    assert!(usual.contains(&"DATA-003 high".to_owned()), "{usual:?}");
    assert!(usual.contains(&"COST-001 high".to_owned()), "{usual:?}");
    let set = with(
        "[params]\ndb.min_days = 7\n[externals]\nbudget = \"finance\"\n[rules]\nselect = [\"DATA-003\", \"COST\"]",
    );
    assert_eq!(set, [""; 0]);
    let graver = with(
        "[rules]\nselect = [\"DATA-003\"]\n[rules.severity]\naurora-backup-retention = \"critical\"",
    );
    assert_eq!(graver, ["DATA-003 critical"]);
    let fewer =
        with("[rules]\nselect = [\"DATA-003\"]\nextend_select = [\"COST\"]\nignore = [\"DATA\"]");
    assert_eq!(fewer, ["COST-001 high"]);
}

#[test]
fn the_command_line_wins_over_the_environment_and_that_over_the_file() {
    let dir = tree(&[
        ("main.tf", DATABASE),
        ("archlint.toml", "[rules]\nselect = [\"COST\"]"),
        (
            "other.toml",
            "[rules]\nselect = [\"EDGE\"]\nignore = [\"EDGE-012\"]",
        ),
    ]);
    let rules = |line: &[&str], environment: &[(&str, &str)]| {
        let line = [&["check", "--format", "json"], line].concat();
        let output = run_with(dir.path(), &line, environment);
        let report: Value = serde_json::from_str(out(&output)).unwrap();
        let rows = report["results"].as_array().unwrap().iter();
        let mut rules: Vec<String> = rows
            .map(|row| row["rule"].as_str().unwrap().into())
            .collect();
        rules.dedup();
        rules
    };
    let select = [("ARCHLINT_SELECT", "DATA-003,NET-001")];
    assert_eq!(rules(&[], &[]), ["COST-001"]);
    assert_eq!(rules(&[], &select), ["DATA-003", "NET-001"]);
    assert_eq!(rules(&["--select", "DATA-004"], &select), ["DATA-004"]);
    assert_eq!(
        rules(&["--extend-select", "DATA-003"], &[]),
        ["COST-001", "DATA-003"]
    );
    assert_eq!(
        rules(&["--ignore", "COST", "--extend-select", "DATA-003"], &[]),
        ["DATA-003"]
    );
    let other = [("ARCHLINT_CONFIG", "other.toml")];
    let edge = rules(&[], &other);
    assert!(
        edge.iter().all(|code| code.starts_with("EDGE-")),
        "{edge:?}"
    );
    assert!(
        edge.contains(&"EDGE-004".into()) && !edge.contains(&"EDGE-012".into()),
        "{edge:?}"
    );
    assert_eq!(rules(&["--config", "archlint.toml"], &other), ["COST-001"]);
    assert!(rules(&["--isolated"], &other).len() > 4);
    // What the file ignores, the command line may still name.
    assert_eq!(
        rules(&["--config", "other.toml", "--select", "EDGE-012"], &[]),
        ["EDGE-012"]
    );
}

const TWO_REGIONS: &str = r#"
[[project.environments.prod]]
root = "live"
var_files = ["common.tfvars", "live/eu.tfvars"]
[[project.environments.prod]]
root = "live"
var_files = ["common.tfvars", "live/us.tfvars"]
[[project.environments.prod]]
root = "network"
[project.environments]
dev = [{ root = "live", var_files = ["live/dev.tfvars"] }]
"#;

fn two_regions() -> tempfile::TempDir {
    tree(&[
        ("archlint.toml", TWO_REGIONS),
        ("common.tfvars", "days = 35\n"),
        ("live/main.tf", DATABASE),
        ("live/eu.tfvars", ""),
        ("live/us.tfvars", "days = 14\n"),
        ("live/dev.tfvars", "days = 1\n"),
        ("network/main.tf", DATABASE),
    ])
}

#[test]
fn the_project_is_judged_once_in_each_environment() {
    let dir = two_regions();
    let report = json(dir.path(), &BACKUPS);
    assert_eq!(said(&report), [""; 0]);
    assert_eq!(
        verdicts(&report),
        [
            "DATA-003 fail live dev",
            "DATA-003 pass live@eu prod",
            "DATA-003 fail live@us prod",
            "DATA-003 fail network prod",
        ]
    );
    assert_eq!(report["inputs"]["terraform"]["roots"], 2);
    let mut prints: Vec<&Value> = report["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["fingerprint"])
        .collect();
    prints.dedup();
    assert_eq!(prints.len(), 4);

    let one = json(dir.path(), &[&BACKUPS[..], &["--env", "dev"]].concat());
    assert_eq!(verdicts(&one), ["DATA-003 fail live dev"]);
    // A value of the command line wins over those of environments.
    let flag = json(dir.path(), &[&BACKUPS[..], &["--var", "days=35"]].concat());
    assert!(
        verdicts(&flag).iter().all(|row| row.contains("pass")),
        "{flag}"
    );
    // What is checked is the path: environments keep only roots beneath it.
    let part = json(dir.path(), &[&BACKUPS[..], &["network"]].concat());
    assert_eq!(verdicts(&part), ["DATA-003 fail network prod"]);
    let file = json(dir.path(), &[&BACKUPS[..], &["live/main.tf"]].concat());
    assert_eq!(verdicts(&file).len(), 3);
    let isolated = json(dir.path(), &[&BACKUPS[..], &["--isolated"]].concat());
    assert_eq!(
        verdicts(&isolated),
        ["DATA-003 fail live -", "DATA-003 fail network -"]
    );
    // Formats other than JSON tell equal results once.
    let text = run(
        dir.path(),
        &["check", "--select", "DATA-003", "--format", "concise"],
    );
    assert!(out(&text).contains("prod"), "{}", out(&text));
}

#[test]
fn the_graph_is_that_of_one_environment() {
    let dir = two_regions();
    let graph = |line: &[&str]| -> Vec<String> {
        let output = run(dir.path(), &[&["graph"], line].concat());
        let graph: Value = serde_json::from_str(out(&output)).unwrap();
        let roots = graph["roots"].as_array().unwrap().iter();
        roots
            .map(|root| root["path"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(graph(&[]), ["live", "network"]);
    assert_eq!(graph(&["--env", "prod"]), ["live@eu", "live@us", "network"]);
}

#[test]
fn environments_that_cannot_be_evaluated_are_told() {
    let dir = two_regions();
    let refused = run(dir.path(), &["check", "--env", "prd"]);
    assert_eq!(status(&refused), 2);
    assert!(err(&refused).contains("no environment is called 'prd'; did you mean 'prod'?"));
    let apart = run(dir.path(), &["check", "--env", "dev", "network"]);
    assert_eq!(status(&apart), 2);
    assert!(
        err(&apart).contains("it has no root module in network"),
        "{}",
        err(&apart)
    );

    std::fs::remove_file(dir.path().join("live/us.tfvars")).unwrap();
    let missing = json(dir.path(), &BACKUPS);
    assert_eq!(verdicts(&missing), [""; 0]);
    let other = json(dir.path(), &[&BACKUPS[..], &["--env", "dev"]].concat());
    assert_eq!(verdicts(&other).len(), 1);
    assert_eq!(
        said(&missing),
        ["archlint.toml:7:31 var_files: live/us.tfvars: no such file"]
    );

    let dir = tree(&[
        (
            "archlint.toml",
            "[project.environments]\na = [{ root = \"live\" }, { root = \"empty\" }]\n",
        ),
        ("live/main.tf", DATABASE),
        ("empty/README.md", ""),
        ("tools/main.tf", DATABASE),
    ]);
    let report = json(dir.path(), &BACKUPS);
    assert_eq!(
        said(&report),
        [
            "archlint.toml:2:1 not checked, for no environment has it as a root: tools",
            "archlint.toml:2:34 root: no Terraform file in empty is read",
        ]
    );
}

#[test]
fn several_evaluations_of_one_root_leave_its_state_undecided() {
    let network = "terraform {\n  backend \"s3\" {\n    key = \"network\"\n  }\n}\nvariable \"days\" { default = 35 }\noutput \"days\" { value = var.days }\n";
    let live = "data \"terraform_remote_state\" \"n\" {\n  backend = \"s3\"\n  config  = { key = \"network\" }\n}\nresource \"aws_rds_cluster\" \"db\" {\n  engine                  = \"aurora-postgresql\"\n  backup_retention_period = data.terraform_remote_state.n.outputs.days\n}\n";
    let once = "[project.environments]\na = [{ root = \"live\" }, { root = \"network\", var_files = [\"b.tfvars\"] }]\n";
    let twice = once.replace(
        "{ root = \"live\" }",
        "{ root = \"live\" }, { root = \"network\" }",
    );
    let dir = tree(&[
        ("live/main.tf", live),
        ("network/main.tf", network),
        ("b.tfvars", "days = 40"),
    ]);
    let mut found = Vec::new();
    for text in [once, &twice] {
        std::fs::write(dir.path().join("archlint.toml"), text).unwrap();
        found.extend(verdicts(&json(dir.path(), &BACKUPS)));
    }
    assert_eq!(found, ["DATA-003 fail live a", "DATA-003 unknown live a"]);
}

/// How an organization of HCP Terraform and a workspace of it are named.
const WORKSPACE: &str =
    "\n    organization = \"acme\"\n    workspaces {\n      name = \"net\"\n    }\n";

/// A state is another root's only where nothing else could be meant.
#[test]
fn remote_states_are_told_apart() {
    let output = "output \"days\" { value = 3 }\n";
    let reads = |config: &str| {
        format!(
            "data \"terraform_remote_state\" \"n\" {{\n{config}\n}}\nresource \"aws_rds_cluster\" \"db\" {{\n  engine                  = \"aurora-postgresql\"\n  backup_retention_period = data.terraform_remote_state.n.outputs.days\n}}\n"
        )
    };
    let s3 = |arguments: &str| {
        format!("terraform {{\n  backend \"s3\" {{\n    {arguments}\n  }}\n}}\n{output}")
    };
    let by_key = "backend = \"s3\"\nconfig = { bucket = \"b\", key = \"net\" }";
    let in_acme = "backend = \"remote\"\nconfig = {\n organization = \"acme\"\n workspaces = { name = \"net\" }\n}";
    type Files<'a> = &'a [(&'a str, String)];
    let cases: &[(&str, Files, &str)] = &[
        // A local state lies beside the root that writes it.
        (
            "backend = \"local\"\nconfig = { path = \"../net/terraform.tfstate\" }",
            &[
                ("net/main.tf", output.into()),
                ("other/main.tf", output.into()),
            ],
            "fail",
        ),
        (
            "backend = \"local\"\nconfig = { path = \"${path.module}/../net/x.tfstate\" }",
            &[(
                "net/main.tf",
                format!(
                    "terraform {{\n  backend \"local\" {{ path = \"./x.tfstate\" }}\n}}\n{output}"
                ),
            )],
            "fail",
        ),
        // The reader's own name for a file is not that of another root.
        (
            "backend = \"local\"\nconfig = { path = \"terraform.tfstate\" }",
            &[("net/main.tf", output.into())],
            "unknown",
        ),
        // Its own workspace alone is evaluated.
        (
            "backend = \"s3\"\nworkspace = \"prod\"\nconfig = { bucket = \"b\", key = \"net\" }",
            &[("net/main.tf", s3("bucket = \"b\"\n key = \"net\""))],
            "unknown",
        ),
        (by_key, &[("net/main.tf", s3("key = \"net\""))], "fail"),
        // Which of two roots means this bucket is not written.
        (
            by_key,
            &[
                ("net/main.tf", s3("key = \"net\"")),
                ("other/main.tf", s3("key = \"net\"")),
            ],
            "unknown",
        ),
        (
            by_key,
            &[
                ("net/main.tf", s3("bucket = \"b\"\n key = \"net\"")),
                (
                    "other/main.tf",
                    s3("key = \"net\"").replace('3', "30").replace("s30", "s3"),
                ),
            ],
            "fail",
        ),
        // A key that is built is a key.
        (
            "backend = \"s3\"\nconfig = { bucket = \"b\", key = local.key }\n}\nlocals {\n  env = terraform.workspace\n  key = \"${local.env}/net\"",
            &[("net/main.tf", s3("bucket = \"b\"\n key = \"default/net\""))],
            "fail",
        ),
        // What the block leaves out stands in one of the files that are there for it.
        (
            by_key,
            &[
                ("net/main.tf", s3("")),
                ("net/prod.tfbackend", "bucket = \"b\"\nkey = \"net\"".into()),
                ("net/dev.tfbackend", "bucket = \"d\"\nkey = \"net\"".into()),
            ],
            "fail",
        ),
        (
            by_key,
            &[
                ("net/main.tf", s3("")),
                (
                    "net/env/dev.tfbackend",
                    "bucket = \"d\"\nkey = \"net\"".into(),
                ),
            ],
            "unknown",
        ),
        // HCP Terraform, by either of its blocks.
        (
            in_acme,
            &[(
                "net/main.tf",
                format!("terraform {{\n  cloud {{{WORKSPACE}  }}\n}}\n{output}"),
            )],
            "fail",
        ),
        (
            in_acme,
            &[(
                "net/main.tf",
                format!("terraform {{\n  backend \"remote\" {{{WORKSPACE}  }}\n}}\n{output}"),
            )],
            "fail",
        ),
        (
            in_acme,
            &[(
                "net/main.tf",
                format!(
                    "terraform {{\n  cloud {{\n hostname = \"tfe.example\"{WORKSPACE}  }}\n}}\n{output}"
                ),
            )],
            "unknown",
        ),
    ];
    for (config, files, verdict) in cases {
        let mut all: Vec<(&str, &str)> = files.iter().map(|(p, t)| (*p, t.as_str())).collect();
        let live = reads(config);
        all.push(("live/main.tf", &live));
        let report = json(tree(&all).path(), &BACKUPS);
        let expected = format!("DATA-003 {verdict} live -");
        assert_eq!(verdicts(&report), [expected], "{config} {files:?}");
    }
}

#[test]
fn directories_stand_in_for_modules() {
    let caller = "module \"db\" {\n  source  = \"acme/aurora/aws\"\n  version = \"~> 3.0\"\n  days    = 3\n  more    = 1\n}\nmodule \"fork\" {\n  source = \"git::https://example.com/aurora.git?ref=v1\"\n  days   = 4\n}\n";
    let modules = "[modules]\n\"acme/aurora/aws\" = \"ins/aurora\"\n\"git::https://example.com/aurora.git\" = \"ins/aurora\"\n";
    // The directory calls one beneath it.
    let outer = "variable \"days\" {}\nmodule \"inner\" {\n  source = \"./inner\"\n  days   = var.days\n}\n";
    let dir = tree(&[
        ("infra/main.tf", caller),
        ("archlint.toml", modules),
        ("ins/aurora/main.tf", outer),
        ("ins/aurora/inner/main.tf", DATABASE),
    ]);
    let report = json(dir.path(), &BACKUPS);
    assert_eq!(
        verdicts(&report),
        ["DATA-003 fail infra -", "DATA-003 fail infra -"]
    );
    assert_eq!(said(&report), [""; 0]);
    // It counts as part of the repository: the attribute in it is the place.
    assert_eq!(
        report["results"][0]["location"]["file"],
        "ins/aurora/inner/main.tf"
    );
}

#[test]
fn roots_are_those_that_the_file_names() {
    let dir = tree(&[
        ("live/eu/main.tf", DATABASE),
        ("live/us/main.tf", DATABASE),
        ("examples/a/main.tf", DATABASE),
        (
            "archlint.toml",
            "[project]\nroots = [\"live/*\"]\nexclude = [\"us\"]\n",
        ),
    ]);
    let report = json(dir.path(), &BACKUPS);
    assert_eq!(verdicts(&report), ["DATA-003 fail live/eu -"]);
    assert_eq!(report["inputs"]["excluded"][0]["glob"], "us");
    let text = run(dir.path(), &["check"]);
    assert!(
        out(&text).contains("1 file excluded by the configuration"),
        "{}",
        out(&text)
    );
}

#[test]
fn settings_and_their_schema_are_shown() {
    let dir = tree(&[
        ("main.tf", ""),
        (
            "archlint.toml",
            "[params]\ndb.min_days = 21\n[roles]\ndb = [\"postgres*\"]\n[rules]\nignore = [\"COST\"]\n",
        ),
    ]);
    let shown = run(dir.path(), &["config", "show"]);
    assert_eq!(status(&shown), 0);
    let rows: Vec<Vec<&str>> = out(&shown)
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert!(
        rows.contains(&vec!["settings", "archlint.toml"]),
        "{rows:?}"
    );
    assert!(
        rows.contains(&vec!["db.min_days", "21", "archlint.toml:2"]),
        "{rows:?}"
    );
    assert!(
        rows.contains(&vec!["db.min_instances", "2", "default"]),
        "{rows:?}"
    );
    assert!(
        rows.contains(&vec!["db", "postgres*", "archlint.toml:4"]),
        "{rows:?}"
    );
    assert!(out(&shown).contains("fuel"));
    let isolated = run(dir.path(), &["config", "show", "--isolated"]);
    assert!(out(&isolated).contains("none: the defaults hold"));

    std::fs::write(dir.path().join("archlint.toml"), "[param]\n").unwrap();
    let wrong = run(dir.path(), &["config", "show"]);
    assert_eq!(status(&wrong), 2);
    assert!(
        err(&wrong).contains("archlint.toml:1: unknown field"),
        "{}",
        err(&wrong)
    );

    let schema = run(dir.path(), &["config", "schema"]);
    let schema: Value = serde_json::from_str(out(&schema)).unwrap();
    assert!(schema["properties"]["allow"]["items"]["required"].is_array());
}

#[test]
fn the_example_of_the_documentation_is_right() {
    let page = include_str!("../docs/configuration.md");
    let (_, example) = page.split_once("```toml\n").unwrap();
    let (example, _) = example.split_once("```").unwrap();
    let dir = tree(&[
        ("archlint.toml", example),
        ("live/main.tf", ""),
        ("network/main.tf", ""),
        ("stand-ins/aurora/main.tf", ""),
        ("policy/OWN-001-vpc-tagged.rule.hcl", OWN),
    ]);
    let shown = run(dir.path(), &["config", "show"]);
    assert_eq!((status(&shown), err(&shown)), (0, ""));
    assert!(out(&shown).contains("live with common.tfvars, eu.tfvars"));
}

const OWN: &str = r#"
rule "vpc-tagged" {
  code     = "OWN-001"
  clause   = "S2"
  severity = "low"
  title    = "Every VPC has an owner"
  why      = "Somebody has to be asked."
  fix      = "Add a tag."
  resource = "aws_vpc"
  assert   = self.tags != null
  message  = "nobody owns it"
}
"#;

#[test]
fn rules_of_ones_own_are_found_where_the_settings_say() {
    let dir = tree(&[
        (
            "archlint.toml",
            "[rules]\ndirectories = [\"policy\"]\nselect = [\"OWN\"]\n",
        ),
        ("policy/cost/OWN-001-vpc-tagged.rule.hcl", OWN),
        ("live/main.tf", "resource \"aws_vpc\" \"a\" {\n}\n"),
    ]);
    assert_eq!(
        verdicts(&json(dir.path(), &["live"])),
        ["OWN-001 fail live -"]
    );
    // The same directory may be named on the command line as well.
    let both = json(dir.path(), &["--rules", "policy", "live"]);
    assert_eq!(verdicts(&both), ["OWN-001 fail live -"]);
    let live = dir.path().join("live");
    for line in [&["rules"][..], &["explain", "OWN-001"]] {
        let told = run(&live, line);
        assert!(out(&told).contains("vpc-tagged"), "{}", err(&told));
    }
    let isolated = run(&live, &["explain", "OWN-001", "--isolated"]);
    assert_eq!(status(&isolated), 2);
}

#[test]
fn a_directory_without_rules_is_a_mistake() {
    let settings = "[rules]\ndirectories = [\"policy\"]\n";
    let tf = ("main.tf", "resource \"aws_vpc\" \"a\" {\n}\n");
    let dir = tree(&[("archlint.toml", settings), tf]);
    let missing = run(dir.path(), &["check", "--format", "concise"]);
    assert_eq!(status(&missing), 2);
    let said = out(&missing);
    assert!(said.starts_with("archlint.toml:2:16: CONFIG-001"), "{said}");
    std::fs::create_dir(dir.path().join("policy")).unwrap();
    let empty = run(dir.path(), &["check"]);
    assert_eq!(status(&empty), 2);
    let said = err(&empty);
    assert!(
        said.contains("[rules] directories: policy: no *.rule.hcl file"),
        "{said}"
    );
    std::fs::write(
        dir.path().join("policy/OWN-001-vpc-tagged.rule.hcl"),
        "rule {\n",
    )
    .unwrap();
    let broken = run(dir.path(), &["check", "--format", "concise"]);
    assert_eq!(status(&broken), 2);
    let said = out(&broken);
    assert!(
        said.contains("policy/OWN-001-vpc-tagged.rule.hcl:"),
        "{said}"
    );
}

//! The binary as users meet it: streams, exit status, misuse.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by them"
)]

use std::io::{Read, Write};
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;

mod support;

use support::{archlint, err, out, run, status, tree};

#[test]
fn misuse_is_2_and_says_what_is_meant() {
    let dir = tree(&[("main.tf", "")]);
    let cases: [(&[&str], &str); 9] = [
        (&["chek"], "'check'"),
        (&["check", "nowhere"], "nowhere: no such file"),
        (&["check", "--format", "jsn"], "json"),
        (&["check", "--fail-on", "severe"], "critical"),
        (&["check", "--select", "NET-O01"], "did you mean 'NET-001'"),
        (&["check", "--var", "x"], "NAME=VALUE"),
        (&["check", "--limit", "fuell=1"], "did you mean 'fuel'"),
        (
            &["check", "--format", "json", "--format", "sarif"],
            "both go to standard output",
        ),
        (&["explain", "NO-SUCH"], "archlint rules"),
    ];
    for (line, said) in cases {
        let output = run(dir.path(), line);
        assert_eq!(status(&output), 2, "{line:?}");
        assert!(err(&output).contains(said), "{line:?}: {}", err(&output));
        assert_eq!(out(&output), "", "{line:?}");
    }
}

#[test]
fn nothing_to_check_is_not_clean() {
    let dir = tree(&[("README.md", "x")]);
    let output = run(dir.path(), &["check"]);
    assert_eq!(status(&output), 2);
    assert!(out(&output).contains("no inputs"), "{}", out(&output));
}

#[test]
fn a_broken_file_is_2_in_every_format_and_the_rest_is_reported() {
    let dir = tree(&[
        ("a.tf", "resource \"aws_vpc\" {\n"),
        ("b.tf", "locals {}\n"),
    ]);
    let formats = "full concise json sarif github gitlab junit markdown";
    for format in formats.split(' ') {
        let output = run(dir.path(), &["check", "--format", format]);
        assert_eq!(status(&output), 2, "{format}");
        assert!(out(&output).contains("PARSE-001"), "{format}");
        assert_eq!(err(&output), "", "{format}");
    }
}

#[test]
fn one_run_feeds_all_formats() {
    let dir = tree(&[("main.tf", "locals {}\n")]);
    let line = [
        "check",
        "--format",
        "concise",
        "--format",
        "json=r.json",
        "--format=sarif=r.sarif",
    ];
    let output = run(dir.path(), &line);
    assert_eq!(err(&output), "");
    let read = |name: &str| -> Value {
        serde_json::from_slice(&std::fs::read(dir.path().join(name)).unwrap()).unwrap()
    };
    assert_eq!(read("r.json")["inputs"]["terraform"]["files"], 1);
    assert_eq!(read("r.sarif")["version"], "2.1.0");
    let again = run(dir.path(), &line);
    assert_eq!(again.stdout, output.stdout);
}

#[test]
fn an_output_that_cannot_be_written_is_2() {
    let dir = tree(&[("main.tf", "locals {}\n")]);
    let output = run(
        dir.path(),
        &["check", "--format", "json=no/such/dir/r.json"],
    );
    assert_eq!(status(&output), 2);
    assert!(
        err(&output).contains("no such file or directory"),
        "{}",
        err(&output)
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_2() {
    let dir = tree(&[("main.tf", "locals {}\n")]);
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = archlint(dir.path())
        .arg("check")
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(status(&output), 2);
    assert!(err(&output).contains("no space left"), "{}", err(&output));
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    // More than a pipe holds.
    let rules = ["explain", "--all", "--format", "json"];
    let dir = tree(&[("main.tf", &"variable \"x\" {}\n".repeat(3000))]);
    for line in [&rules[..], &["check", "--format", "json"][..]] {
        let mut child = archlint(dir.path())
            .args(line)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut said = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        child.wait().unwrap();
        assert_eq!(said, "", "{line:?}");
    }
}

#[test]
fn colours_only_on_request() {
    let dir = tree(&[("a.tf", "resource \"aws_vpc\" {\n")]);
    let plain = run(dir.path(), &["check"]);
    assert!(!out(&plain).contains('\u{1b}'));
    let painted = run(dir.path(), &["check", "--color", "always"]);
    assert!(out(&painted).contains('\u{1b}'));
    let usage = run(dir.path(), &["check", "--nope"]);
    assert!(!err(&usage).contains('\u{1b}'));
}

#[test]
fn the_runner_gets_a_frame_on_standard_output_only() {
    let dir = tree(&[("a.tf", "resource \"aws_vpc\" {\n")]);
    let output = archlint(dir.path())
        .env("GITHUB_ACTIONS", "true")
        .args(["check", "--format", "full", "--format", "concise=log.txt"])
        .output()
        .unwrap();
    assert!(out(&output).starts_with("::stop-commands::"));
    let file = std::fs::read_to_string(dir.path().join("log.txt")).unwrap();
    assert!(!file.contains("stop-commands"));
}

#[test]
fn hostile_arguments_come_back_as_one_line() {
    let dir = tree(&[("main.tf", "")]);
    for arg in ["--x\n::error::y", "y\n::error::z\u{1b}[2J", "##[error]x"] {
        let output = run(dir.path(), &["check", arg]);
        assert_eq!(status(&output), 2);
        assert_eq!(err(&output).lines().count(), 1, "{}", err(&output));
        assert!(!err(&output).contains('\u{1b}') && !err(&output).contains("##["));
    }
}

#[test]
fn deep_nesting_is_a_limit_and_no_crash() {
    let deep = format!(
        "locals {{\n  a = {}1{}\n}}\n",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let near = format!(
        "locals {{\n  a = {}1{}\n}}\n",
        "(".repeat(250),
        ")".repeat(250)
    );
    let dir = tree(&[("deep.tf", &deep), ("near.tf", &near)]);
    let output = run(dir.path(), &["check", "--format", "json"]);
    assert_eq!((status(&output), err(&output)), (2, ""));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["diagnostics"][0]["code"], "LIMIT-001");
    assert_eq!(report["inputs"]["terraform"]["files"], 2);
}

#[test]
fn the_root_bounds_and_names() {
    let dir = tree(&[
        ("repo/.git/HEAD", ""),
        ("repo/infra/main.tf", "locals {\n"),
        ("x.tf", ""),
    ]);
    let infra = dir.path().join("repo/infra");
    let json = run(&infra, &["check", "--format", "json"]);
    let report: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(
        report["diagnostics"][0]["location"]["file"],
        "infra/main.tf"
    );
    let text = run(&infra, &["check", "--format", "concise"]);
    assert!(out(&text).starts_with("main.tf:"), "{}", out(&text));
    let above = run(dir.path(), &["check", "repo/infra", "--format", "concise"]);
    assert!(
        out(&above).starts_with("repo/infra/main.tf:"),
        "{}",
        out(&above)
    );
    let outside = run(dir.path(), &["check", "--root", "repo", "x.tf"]);
    assert_eq!(status(&outside), 2);
    assert!(
        err(&outside).contains("not beneath the root"),
        "{}",
        err(&outside)
    );
    let whole = run(dir.path(), &["check", "--root", "repo", "--format", "json"]);
    let report: Value = serde_json::from_slice(&whole.stdout).unwrap();
    assert_eq!(report["inputs"]["terraform"]["files"], 1);
}

#[test]
fn variables_reach_the_graph_and_the_last_one_wins() {
    let text = "variable \"a\" {}\noutput \"a\" {\n  value = var.a\n}\n";
    let dir = tree(&[("main.tf", text), ("f.tfvars", "a = \"file\"\n")]);
    let value = |line: &[&str]| {
        let output = archlint(dir.path())
            .env("TF_VAR_a", "environment")
            .arg("graph")
            .args(line)
            .output()
            .unwrap();
        let graph: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(graph["version"], 1);
        graph["outputs"]["a"].clone()
    };
    assert_eq!(value(&[])["$unknown"], "variable");
    assert_eq!(value(&["--tf-vars-from-env"]), "environment");
    assert_eq!(
        value(&["--var", "a=flag", "--var-file", "f.tfvars"]),
        "file"
    );
    assert_eq!(
        value(&["--var-file", "f.tfvars", "--var", "a=flag"]),
        "flag"
    );
    let undeclared = run(
        dir.path(),
        &["check", "--var", "b=1", "--format", "concise"],
    );
    assert_eq!(status(&undeclared), 2);
    assert!(
        err(&undeclared).contains("no root module declares"),
        "{}",
        err(&undeclared)
    );
}

/// What could not be read may say anything: the default is no proof then.
#[test]
fn a_broken_file_of_variables_may_set_any() {
    let text = "variable \"a\" {\n  default = 1\n}\nvariable \"b\" {\n  default = 2\n}\n\
                output \"a\" {\n  value = var.a\n}\noutput \"b\" {\n  value = var.b\n}\n";
    let outputs = |files: &[(&str, &str)], line: &[&str]| {
        let dir = tree(&[&[("main.tf", text)], files].concat());
        let output = archlint(dir.path())
            .arg("graph")
            .args(line)
            .output()
            .unwrap();
        let graph: Value = serde_json::from_slice(&output.stdout).unwrap();
        let value = |name: &str| match &graph["outputs"][name]["$unknown"] {
            Value::Null => graph["outputs"][name].to_string(),
            unknown => unknown.as_str().unwrap().to_owned(),
        };
        (value("a"), value("b"))
    };
    let is = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    let broken = ("terraform.tfvars", "a = 3\nthis is none\n");
    assert_eq!(outputs(&[broken], &[]), is("3", "parse"));
    let later = ("later.auto.tfvars", "b = 4\n");
    assert_eq!(outputs(&[broken, later], &[]), is("3", "4"));
    assert_eq!(outputs(&[broken], &["--var", "b=5"]), is("3", "\"5\""));
    let json = ("terraform.tfvars.json", "{\"a\": 3,");
    assert_eq!(outputs(&[json], &[]), is("3", "parse"));
    let binary = ("terraform.tfvars", "\0");
    assert_eq!(outputs(&[binary], &[]), is("parse", "parse"));
    let flag = outputs(&[], &["--var", "a=[1,"]);
    assert_eq!(flag, is("\"[1,\"", "2"));
}

#[test]
fn blocks_of_types_without_a_table_are_open() {
    let files = r#"
resource "mesh_node" "a" {
  relay { name = "r" }
}
output "written" { value = mesh_node.a.relay[0].name }
output "computed" { value = mesh_node.a.relay[*].token }
output "wrong" { value = mesh_node.a.relay[0].name.x }
"#;
    let dir = tree(&[("main.tf", files)]);
    let output = run(dir.path(), &["graph", "--format", "json"]);
    let graph: Value = serde_json::from_str(out(&output)).unwrap();
    let outputs = &graph["outputs"];
    assert_eq!(outputs["written"], "r");
    assert_eq!(outputs["computed"][0]["$unknown"], "schema");
    let told = graph["diagnostics"].as_array().unwrap();
    let lines: Vec<&Value> = told
        .iter()
        .map(|d| &d["location"]["start"]["line"])
        .collect();
    assert_eq!(lines, [7], "{told:?}");
}

#[test]
fn the_graph_tells_the_regions_that_are_written() {
    let files = r#"
provider "aws" { region = "eu-west-1" }
resource "aws_vpc" "here" { cidr_block = "10.0.0.0/16" }
resource "aws_vpc" "there" {
  region     = "us-east-1"
  cidr_block = "10.1.0.0/16"
}
resource "terraform_data" "nowhere" {}
"#;
    let dir = tree(&[("main.tf", files)]);
    let output = run(dir.path(), &["graph", "--format", "json"]);
    let graph: Value = serde_json::from_str(out(&output)).unwrap();
    let region = |address: &str| graph["resources"][address]["region"].clone();
    assert_eq!(region("aws_vpc.here"), "eu-west-1");
    assert_eq!(region("aws_vpc.there"), "us-east-1");
    assert_eq!(region("terraform_data.nowhere"), Value::Null);
}

#[test]
fn rules_are_listed_and_explained() {
    let dir = tree(&[]);
    let table = run(dir.path(), &["rules"]);
    assert!(out(&table).contains("NET-001"));
    let json = run(dir.path(), &["rules", "--format", "json"]);
    let rules: Value = serde_json::from_slice(&json.stdout).unwrap();
    let rule = &rules["rules"][0];
    for member in [
        "code", "name", "clause", "severity", "title", "fixable", "params",
    ] {
        assert!(rule.get(member).is_some(), "{member}");
    }
    let page = run(dir.path(), &["explain", "net-001"]);
    assert_eq!((status(&page), err(&page)), (0, ""));
    assert!(out(&page).contains("db-subnets-private") && out(&page).contains("why\n"));
    let markdown = run(dir.path(), &["explain", "--all", "--format", "markdown"]);
    assert!(out(&markdown).starts_with("## "));
}

#[test]
fn settings_and_completions_are_shown() {
    let dir = tree(&[]);
    let shown = run(dir.path(), &["config", "show", "--limit", "fuel=12"]);
    let fuel = out(&shown)
        .lines()
        .find(|line| line.contains("fuel"))
        .unwrap();
    assert!(fuel.contains(" 12 "), "{fuel}");
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = run(dir.path(), &["completions", shell]);
        assert!(out(&script).contains("archlint"), "{shell}");
    }
}

#[test]
fn standard_input_is_taken_and_never_passed_off_as_clean() {
    let dir = tree(&[("main.tf", "locals {}\n")]);
    let mut child = archlint(dir.path())
        .args(["check", "-", "--stdin-filename", "pod.yaml"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(b"apiVersion: [\n")
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(status(&output), 2);
    assert!(out(&output).contains("pod.yaml"), "{}", out(&output));
}

#[test]
fn manifests_on_standard_input_are_judged() {
    let dir = tempfile::tempdir().unwrap();
    let service =
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: x\nspec:\n  type: LoadBalancer\n";
    let mut child = archlint(dir.path())
        .args(["check", "-", "--format", "concise"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), service.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.contains("stdin.yaml:2:1: NET-011 high: `Service/default/x`"),
        "{said}"
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn explain_value_says_what_a_default_is_and_no_secret() {
    let dir = tree(&[
        ("main.tf", "module \"db\" {\n  source = \"./m\"\n}\n"),
        (
            "m/main.tf",
            r#"variable "days" {
  default = 7
}
variable "password" {
  default = "hunter2"
}
variable "name" {
  default   = "hunter3"
  sensitive = true
}
resource "aws_rds_cluster" "x" {
  backup_retention_period = var.days
  master_password         = var.password
  database_name           = "db-${var.name}"
}
"#,
        ),
    ]);
    let of = |attribute: &str| {
        let value = format!("module.db.aws_rds_cluster.x.{attribute}");
        let output = run(dir.path(), &["explain-value", &value, "."]);
        assert_eq!(status(&output), 0, "{}", err(&output));
        out(&output).to_owned()
    };
    let told = of("backup_retention_period");
    assert!(
        told.contains("m/main.tf:2:3   default of var.days: 7"),
        "{told}"
    );
    for attribute in ["master_password", "database_name"] {
        let told = of(attribute);
        assert!(told.contains("default of var."), "{told}");
        assert!(!told.contains("hunter"), "{told}");
    }
}

/// The steps that `explain-value` tells of an attribute, without their columns.
fn way(dir: &Path, value: &str) -> Vec<String> {
    let output = run(dir, &["explain-value", value, "."]);
    assert_eq!(status(&output), 0, "{}", err(&output));
    let steps = out(&output).lines().skip(2);
    steps
        .map(|step| step.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn explain_value_goes_through_blocks_parts_and_keys() {
    let dir = tree(&[
        (
            "main.tf",
            r#"variable "rules" {
  default = {
    web = { port = 80 }
    api = { port = 8080 }
  }
}
variable "env" {
  type = string
}
locals {
  days = { prod = 35, dev = 1 }
}
resource "aws_security_group" "x" {
  dynamic "ingress" {
    for_each = var.rules
    content {
      from_port = ingress.value.port
      to_port   = 81
      protocol  = "tcp"
    }
  }
  egress {
    from_port = local.days[var.env]
    to_port   = 0
    protocol  = "-1"
  }
}
resource "aws_rds_cluster" "x" {
  backup_retention_period = local.days[var.env]
  cluster_identifier      = join("-", ["a", var.env])
}
resource "aws_instance" "x" {
  subnet_id = var.subnet
}
variable "subnet" {
  type = string
}
"#,
        ),
        ("terraform.tfvars", "env = \"prod\"\n"),
    ]);
    let way = |value| way(dir.path(), value);
    // In order of names, `api` is the first.
    assert_eq!(
        way("aws_security_group.x.ingress[0].from_port"),
        [
            "1 main.tf:4:20 set here",
            "2 main.tf:17:7 argument from_port of the block",
            "3 main.tf:14:3 aws_security_group.x.ingress",
        ]
    );
    assert_eq!(
        way("aws_security_group.x.egress[0].from_port"),
        [
            "1 main.tf:11:19 set here",
            "2 main.tf:11:3 local.days",
            "3 terraform.tfvars:1:7 value of var.env",
            "4 main.tf:23:5 argument from_port of the block",
            "5 main.tf:22:3 aws_security_group.x.egress",
        ]
    );
    assert_eq!(
        way("aws_rds_cluster.x.backup_retention_period"),
        [
            "1 main.tf:11:19 set here",
            "2 main.tf:11:3 local.days",
            "3 terraform.tfvars:1:7 value of var.env",
            "4 main.tf:29:3 aws_rds_cluster.x.backup_retention_period",
        ]
    );
    assert_eq!(
        way("aws_rds_cluster.x.cluster_identifier"),
        [
            "1 terraform.tfvars:1:7 value of var.env",
            "2 main.tf:30:3 aws_rds_cluster.x.cluster_identifier",
        ]
    );
    assert_eq!(
        way("aws_instance.x.subnet_id"),
        [
            "1 main.tf:35:1 var.subnet has no value",
            "2 main.tf:33:3 aws_instance.x.subnet_id",
            "undecided: var.subnet has no value: --var or --var-file gives it one",
        ]
    );
}

#[test]
fn explain_value_tells_of_all_instances_where_no_key_says_which() {
    let files = "resource \"aws_rds_cluster\" \"x\" {\n  for_each                = { a = 1, b = 2 }\n  backup_retention_period = each.value\n}\n";
    let dir = tree(&[("main.tf", files)]);
    let told = |value: &str| run(dir.path(), &["explain-value", value, "."]);
    let both = "aws_rds_cluster.x[\"a\"].backup_retention_period = 1\n";
    for value in ["aws_rds_cluster.x", "aws_rds_cluster.x[*]"] {
        let output = told(&format!("{value}.backup_retention_period"));
        assert!(out(&output).contains(both), "{}", err(&output));
        assert!(out(&output).contains("x[\"b\"]"), "{}", out(&output));
    }
    let missing = told("aws_rds_cluster.x[\"c\"].backup_retention_period");
    assert_eq!(status(&missing), 2);
    let whole = told("aws_rds_cluster.x[\"a\"]");
    assert!(
        err(&whole).contains("x[\"a\"].ATTRIBUTE"),
        "{}",
        err(&whole)
    );
}

#[test]
fn explain_value_takes_names_and_names_files() {
    let dir = tree(&[
        (
            "infra/main.tf",
            r#"variable "env" {
  default = "prod"
}
locals {
  conf = jsondecode(file("${path.module}/conf.json"))
  text = templatefile("m/name.tftpl", { env = var.env })
}
module "m" {
  source   = "./m"
  for_each = toset(["a", "b"])
  days     = local.conf.days
}
output "days" {
  value = module.m["a"].days
}
resource "aws_rds_cluster" "x" {
  database_name = local.text
}
"#,
        ),
        (
            "infra/m/main.tf",
            r#"variable "days" {
  type = number
}
locals {
  twice = var.days * 2
}
output "days" {
  value = local.twice
}
output "local" {
  value = { twice = "an output" }
}
"#,
        ),
        ("infra/conf.json", "{\"days\": 7}\n"),
        ("infra/m/name.tftpl", "x-${env}"),
    ]);
    let told = |value: &str| {
        let output = run(dir.path(), &["explain-value", value, "."]);
        assert_eq!(status(&output), 0, "{}", err(&output));
        out(&output).to_owned()
    };
    let way = |value| way(dir.path(), value);
    let conf = [
        "1 infra/main.tf:5:21 content of infra/conf.json",
        "2 infra/main.tf:5:3 local.conf",
        "3 infra/main.tf:11:3 argument days of the module call",
        "4 infra/m/main.tf:5:3 local.twice",
        "5 infra/m/main.tf:8:3 output days",
        "6 infra/main.tf:14:3 output days",
    ];
    assert_eq!(way("output.days"), conf);
    assert_eq!(way("module.m[\"b\"].days"), conf[..5]);
    assert_eq!(way("module.m[\"b\"].local.twice"), conf[..4]);
    assert_eq!(way("module.m[\"b\"].var.days"), conf[..3]);
    assert_eq!(way("local.conf[\"days\"]"), conf[..2]);
    assert_eq!(
        way("var.env"),
        ["1 infra/main.tf:2:3 default of var.env: \"prod\""]
    );
    assert_eq!(
        way("aws_rds_cluster.x.database_name"),
        [
            "1 infra/main.tf:2:3 default of var.env: \"prod\"",
            "2 infra/main.tf:6:10 content of infra/m/name.tftpl",
            "3 infra/main.tf:6:3 local.text",
            "4 infra/main.tf:17:3 aws_rds_cluster.x.database_name",
        ]
    );
    // Without a key all are meant, and a local is no part of an output that is called `local`.
    let both = told("module.m.local.twice");
    assert!(both.contains("module.m[\"a\"].local.twice = 14"), "{both}");
    assert!(both.contains("module.m[\"b\"].local.twice = 14"), "{both}");
    let missing = run(dir.path(), &["explain-value", "local.confs", "."]);
    assert!(err(&missing).contains("did you mean local.conf?"));
}

#[test]
fn explain_value_leaves_out_what_stand_ins_do_on_the_way() {
    let main = r#"module "vpc" {
  source          = "terraform-aws-modules/vpc/aws"
  version         = "~> 5.0"
  azs             = ["eu-west-1a"]
  private_subnets = ["10.0.1.0/24"]
}
"#;
    let dir = tree(&[("main.tf", main)]);
    assert_eq!(
        way(dir.path(), "module.vpc.aws_subnet.private[0].cidr_block"),
        [
            "1 main.tf:5:22 set here",
            "2 main.tf:5:3 argument private_subnets of the module call",
            "3 main.tf:5:3 module.vpc.aws_subnet.private[0].cidr_block",
        ]
    );
    // What begins there has no other beginning.
    let hostnames = way(
        dir.path(),
        "module.vpc.aws_vpc.this[0].enable_dns_hostnames",
    );
    assert!(hostnames[0].contains("default of var.enable_dns_hostnames"));
}

#[test]
fn what_terragrunt_adds_is_unknown_and_one_note_says_so() {
    let module =
        "resource \"aws_s3_bucket\" \"x\" {\n  bucket = \"b-${var.env}\"\n  tags = local.tags\n}\n";
    let unit = "include \"root\" {\n  path = find_in_parent_folders(\"root.hcl\")\n}\n\nterraform {\n  source = \"../../modules//bucket\"\n}\n";
    let dir = tree(&[
        ("modules/bucket/main.tf", module),
        ("live/bucket/terragrunt.hcl", unit),
        ("live/own/terragrunt.hcl", "inputs = {}\n"),
        (
            "live/own/main.tf",
            "output \"x\" {\n  value = var.region\n}\n",
        ),
    ]);
    let output = run(dir.path(), &["check", "--format", "json", "."]);
    assert_ne!(status(&output), 2, "{}", out(&output));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let told = report["diagnostics"].as_array().unwrap();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0]["severity"], "note");
    let message = told[0]["message"].as_str().unwrap();
    assert!(
        message.starts_with("Terragrunt adds files to live/own, modules/bucket"),
        "{message}"
    );
    // Where no unit leads, a name that is not declared is an error all the same.
    std::fs::remove_dir_all(dir.path().join("live/bucket")).unwrap();
    let output = run(dir.path(), &["check", "."]);
    assert_eq!(status(&output), 2);
    assert!(
        out(&output).contains("var.env is not declared"),
        "{}",
        out(&output)
    );
}

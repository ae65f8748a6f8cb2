//! What is wrong only by what is assumed: by a default in a module that waits for a caller, by the
//! workspace that nobody named, by a stand-in for a module that is not there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use support::{json, run, status, tree};

/// The exit status, and what is told of each line: its number and its severity.
fn told(configuration: &str) -> (i32, Vec<(u64, String)>) {
    let dir = tree(&[("main.tf", configuration)]);
    let report = json(dir.path(), &[]);
    let diagnostics = report["diagnostics"].as_array().unwrap().iter();
    let told = diagnostics.filter(|d| d["code"] == "EVAL-001").map(|d| {
        let line = d["location"]["start"]["line"].as_u64().unwrap();
        (line, d["severity"].as_str().unwrap().to_owned())
    });
    (status(&run(dir.path(), &["check"])), told.collect())
}

/// A role whose branch or environment the caller gives: neither by default.
const MODULE: &str = r#"
variable "org" { type = string }
variable "branch" { default = null }
locals {
  subject = "repo:${var.org}:${var.branch}"
}
"#;

#[test]
fn a_default_that_a_caller_may_replace_is_a_warning() {
    assert_eq!(told(MODULE), (0, vec![(5, "warning".into())]));
    let validated = r#"
variable "app" {}
variable "name" {
  default = ""
  validation {
    condition     = var.name != ""
    error_message = "It needs a name."
  }
}
"#;
    let (status, told) = told(validated);
    assert_eq!((status, told.len()), (0, 1));
    assert_eq!(told[0].1, "warning");
}

#[test]
fn what_no_caller_can_mend_is_an_error() {
    let wrong = format!("{MODULE}\nlocals {{\n  last = [1, 2][length([var.branch]) + 4]\n}}");
    let expected = vec![(5, "warning".into()), (9, "error".into())];
    assert_eq!(told(&wrong), (2, expected));
    let undeclared = format!("{MODULE}\nlocals {{\n  other = var.nope\n}}");
    let expected = vec![(5, "warning".into()), (9, "error".into())];
    assert_eq!(told(&undeclared), (2, expected));
}

#[test]
fn a_root_is_run_as_it_stands() {
    let error = vec![(5, "error".into())];
    let backend = format!("{MODULE}\nterraform {{\n  backend \"s3\" {{}}\n}}");
    assert_eq!(told(&backend), (2, error.clone()));
    let provider = format!("{MODULE}\nprovider \"aws\" {{\n  region = \"eu-west-1\"\n}}");
    assert_eq!(told(&provider), (2, error.clone()));
    let complete = MODULE.replace("{ type = string }", "{ default = \"acme\" }");
    assert_eq!(told(&complete), (2, error));
}

#[test]
fn an_error_of_the_workspace_names_the_flag() {
    let dir = tree(&[(
        "main.tf",
        r#"
locals {
  sizes = { production = 3 }
  size  = local.sizes[terraform.workspace]
  other = local.sizes["nope"]
}
"#,
    )]);
    let report = json(dir.path(), &[]);
    let help = |at: usize| report["diagnostics"][at]["help"].as_str();
    assert_eq!(
        help(0),
        Some("terraform.workspace is \"default\" here; --workspace NAME chooses another")
    );
    assert_eq!(help(1), None);
    assert_eq!(status(&run(dir.path(), &["check"])), 2);
    let named = json(dir.path(), &["--workspace", "production"]);
    let errors = named["diagnostics"].as_array().unwrap();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0]["location"]["start"]["line"], 5);
}

#[test]
fn what_fails_in_a_stand_in_is_told_at_the_call() {
    let call = r#"
module "network" {
  source         = "terraform-aws-modules/vpc/aws"
  version        = "~> 6.0"
  azs            = []
  public_subnets = ["10.0.1.0/24"]
}
"#;
    let dir = tree(&[("main.tf", call)]);
    let report = json(dir.path(), &[]);
    let told = report["diagnostics"].as_array().unwrap();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0]["severity"], "warning");
    assert_eq!(told[0]["location"]["file"], "main.tf");
    let message = told[0]["message"].as_str().unwrap();
    assert!(
        message.starts_with("module.network: element()"),
        "{message}"
    );
}

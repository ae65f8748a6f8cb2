//! Data sources that wait for resources: what they read is unknown until then; what follows from
//! their arguments alone is not. The configurations `data-waits-*` hold the former to Terraform.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by them")]

mod support;

use serde_json::{Value, json};

const MAIN: &str = r#"
resource "null_resource" "made" {}

resource "null_resource" "none" {
  count = 0
}

data "aws_iam_policy_document" "pure" {
  depends_on = [null_resource.made]

  statement {
    actions   = ["s3:GetObject"]
    resources = ["*"]
  }
}

data "template_file" "pure" {
  template   = "a"
  depends_on = [null_resource.made]
}

data "local_file" "waits" {
  filename   = "text"
  depends_on = [null_resource.made]
}

data "local_file" "waits_not" {
  filename   = "text"
  depends_on = [null_resource.none]
}

output "o" {
  value = {
    policy    = jsondecode(data.aws_iam_policy_document.pure.json).Statement[0].Action
    template  = data.template_file.pure.rendered
    waits     = data.local_file.waits.content
    waits_not = data.local_file.waits_not.content
    name      = data.local_file.waits.filename
  }
}
"#;

#[test]
fn what_is_read_outside_waits_and_what_is_pure_does_not() {
    let dir = support::tree(&[("main.tf", MAIN), ("text", "read")]);
    let graph = support::run(dir.path(), &["graph", "--format", "json", "."]);
    let graph: Value = serde_json::from_str(support::out(&graph)).unwrap();
    let output = graph.pointer("/roots/0/outputs/o").unwrap();
    assert_eq!(output["policy"], json!("s3:GetObject"));
    assert_eq!(output["template"], json!("a"));
    assert_eq!(output["waits_not"], json!("read"));
    assert_eq!(output["name"], json!("text"));
    assert_eq!(output["waits"]["$unknown"], json!("data-source"));
}

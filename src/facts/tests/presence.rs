//! What there is.

use crate::facts::testing::world;

#[test]
fn instances_of_a_type() {
    let world = world(
        r#"
variable "spare" {}
resource "aws_budgets_budget" "b" {
  count        = 2
  budget_type  = "COST"
  time_unit    = "MONTHLY"
}
resource "aws_budgets_budget" "none" {
  count        = 0
  budget_type  = "COST"
  time_unit    = "MONTHLY"
}
resource "aws_eip" "maybe" {
  count = var.spare ? 1 : 0
}
data "aws_vpc" "v" {
  default = true
}
"#,
    );
    assert_eq!(world.show("length(resources(\"aws_budgets_budget\"))"), "2");
    assert_eq!(world.show("length(resources(\"aws_s3_bucket\"))"), "0");
    assert_eq!(
        world.show("length(resources(\"aws_eip\")) == 0"),
        "unknown: var.spare"
    );
    assert_eq!(world.show("length(data(\"aws_vpc\"))"), "1");
    assert_eq!(
        world.show("[for b in resources(\"aws_budgets_budget\") : address(b)]"),
        "[\"aws_budgets_budget.b[0]\",\"aws_budgets_budget.b[1]\"]"
    );
    assert_eq!(world.show("kind(at(\"data.aws_vpc.v\"))"), "\"aws_vpc\"");
    assert_eq!(
        world.show("kind(at(\"data.aws_vpc.v\").arn)"),
        "\"aws_vpc\""
    );
}

#[test]
fn ignored_changes() {
    let world = world(
        r#"
resource "aws_vpc" "some" {
  cidr_block = "10.0.0.0/16"
  lifecycle {
    ignore_changes = [tags["x"], cidr_block]
  }
}
resource "aws_vpc" "all" {
  cidr_block = "10.0.0.0/16"
  lifecycle {
    ignore_changes = all
  }
}
resource "aws_vpc" "none" {
  cidr_block = "10.0.0.0/16"
}
"#,
    );
    let ignores = |name: &str, attribute: &str| {
        world.show(&format!("ignores_changes(aws_vpc.{name}, \"{attribute}\")"))
    };
    assert_eq!(ignores("some", "tags"), "true");
    assert_eq!(ignores("some", "cidr_block"), "true");
    assert_eq!(ignores("some", "region"), "false");
    assert_eq!(ignores("all", "region"), "true");
    assert_eq!(ignores("none", "tags"), "false");
    assert_eq!(
        world.proof("ignores_changes(aws_vpc.some, \"tags\")"),
        ["ignore_changes of aws_vpc.some (main.tf:5)"]
    );
}

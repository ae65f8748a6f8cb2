//! Regions: own argument, provider, module, literal ARN.

use crate::facts::testing::{World, world};

#[test]
fn the_provider_of_the_resource_decides() {
    let world = world(
        r#"
variable "home" {
  default = "eu-west-1"
}
provider "aws" {
  region = var.home
}
provider "aws" {
  alias  = "us"
  region = "us-east-1"
}
resource "aws_acm_certificate" "plain" {
  domain_name = "a.example"
}
resource "aws_acm_certificate" "alias" {
  provider    = aws.us
  domain_name = "b.example"
}
resource "aws_acm_certificate" "own" {
  region      = "us-east-1"
  domain_name = "c.example"
}
resource "aws_cloudfront_distribution" "d" {
  enabled = true
}
"#,
    );
    assert_eq!(
        world.show("region(aws_acm_certificate.plain)"),
        "\"eu-west-1\""
    );
    assert_eq!(
        world.show("region(aws_acm_certificate.plain.arn)"),
        "\"eu-west-1\""
    );
    assert_eq!(
        world.show("region(aws_acm_certificate.alias)"),
        "\"us-east-1\""
    );
    assert_eq!(
        world.show("region(aws_acm_certificate.own)"),
        "\"us-east-1\""
    );
    assert_eq!(
        world.show("region(aws_cloudfront_distribution.d)"),
        "\"us-east-1\""
    );
    assert_eq!(
        world.proof("region(aws_acm_certificate.plain)"),
        [
            "aws_acm_certificate.plain (main.tf:12)",
            "provider.aws (main.tf:5)"
        ]
    );
}

#[test]
fn modules_are_handed_their_providers() {
    let world = World::of(&[
        (
            "main.tf",
            r#"
provider "aws" {
  region = "eu-west-1"
}
provider "aws" {
  alias  = "us"
  region = "us-east-1"
}
module "here" {
  source = "./m"
}
module "there" {
  source    = "./m"
  providers = { aws = aws.us }
}
"#,
        ),
        (
            "m/main.tf",
            r#"
resource "aws_acm_certificate" "c" {
  domain_name = "a.example"
}
"#,
        ),
    ]);
    let region = |module: &str| {
        world.show(&format!(
            "region(at(\"module.{module}.aws_acm_certificate.c\"))"
        ))
    };
    assert_eq!(region("here"), "\"eu-west-1\"");
    assert_eq!(region("there"), "\"us-east-1\"");
}

/// An empty `provider` block asks for one to be handed down, as modules did before
/// `configuration_aliases`.
#[test]
fn empty_providers_of_modules_are_handed_one() {
    let world = World::of(&[
        (
            "main.tf",
            r#"
provider "aws" {
  region = "eu-west-1"
}
provider "aws" {
  alias  = "us"
  region = "us-east-1"
}
module "m" {
  source    = "./m"
  providers = { aws.peer = aws.us }
}
"#,
        ),
        (
            "m/main.tf",
            r#"
provider "aws" {}
provider "aws" {
  alias = "peer"
}
resource "aws_vpc" "own" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_vpc" "peer" {
  provider   = aws.peer
  cidr_block = "10.1.0.0/16"
}
module "inner" {
  source    = "../inner"
  providers = { aws = aws.peer }
}
"#,
        ),
        (
            "inner/main.tf",
            r#"
resource "aws_vpc" "own" {
  cidr_block = "10.0.0.0/16"
}
"#,
        ),
    ]);
    let region = |address: &str| world.show(&format!("region(at(\"{address}\"))"));
    assert_eq!(region("module.m.aws_vpc.own"), "\"eu-west-1\"");
    assert_eq!(region("module.m.aws_vpc.peer"), "\"us-east-1\"");
    assert_eq!(region("module.m.module.inner.aws_vpc.own"), "\"us-east-1\"");
}

#[test]
fn what_the_shell_decides_is_unknown() {
    let world = world(
        r#"
variable "region" {}
provider "aws" {
  alias  = "open"
  region = var.region
}
resource "aws_vpc" "shell" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_vpc" "open" {
  provider   = aws.open
  cidr_block = "10.0.0.0/16"
}
"#,
    );
    assert!(
        world
            .show("region(aws_vpc.shell)")
            .starts_with("unknown: the region of")
    );
    assert_eq!(world.show("region(aws_vpc.open)"), "unknown: var.region");
}

#[test]
fn arns_name_their_region() {
    let world = world(
        r#"
data "aws_ssm_parameter" "account" {
  name = "account"
}
resource "aws_lb_listener" "l" {
  load_balancer_arn = "x"
  certificate_arn   = "arn:aws:acm:us-east-1:${data.aws_ssm_parameter.account.insecure_value}:certificate/x"
  default_action {
    type = "fixed-response"
  }
}
"#,
    );
    let region = |text: &str| world.show(&format!("region({text})"));
    assert_eq!(
        region("\"arn:aws:acm:eu-west-1:1:certificate/x\""),
        "\"eu-west-1\""
    );
    assert_eq!(region("\"arn:aws:iam::1:role/x\""), "\"us-east-1\"");
    assert!(region("\"arn:aws:s3:::bucket\"").starts_with("unknown"));
    assert!(region("\"none\"").starts_with("unknown"));
    // The account is not known, the region is.
    assert_eq!(region("aws_lb_listener.l.certificate_arn"), "\"us-east-1\"");
}

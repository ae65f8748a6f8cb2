//! Arguments of resources are held to the types of their provider's table, and to nothing else.
//!
//! No provider is at hand to compare with: each line says what the provider's documentation does.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// The lines that an error stands at.
fn refused(configuration: &str) -> Vec<u64> {
    let scratch = TempDir::new().unwrap();
    fs::write(scratch.path().join("main.tf"), configuration).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_archlint"))
        .args(["check", ".", "--root", ".", "--format", "json"])
        .current_dir(scratch.path())
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let diagnostics = report["diagnostics"].as_array().unwrap().iter();
    let errors = diagnostics.filter(|d| d["severity"] == "error");
    let lines = errors.map(|d| d["location"]["start"]["line"].as_u64().unwrap());
    lines.collect()
}

/// Each line that ends in `#!` is refused, and no other.
#[track_caller]
fn check(configuration: &str) {
    let marked = configuration.lines().zip(1u64..);
    let marked = marked.filter(|(line, _)| line.ends_with("#!"));
    let expected: Vec<u64> = marked.map(|(_, number)| number).collect();
    assert_eq!(refused(configuration), expected, "{configuration}");
}

#[test]
fn values_that_cannot_be_converted_are_refused() {
    check(
        r#"
variable "days" { default = "7" }
variable "names" { default = ["a", "b"] }
resource "aws_db_instance" "wrong" {
  backup_retention_period = "thirty" #!
  multi_az                = "maybe" #!
  engine                  = ["postgres"] #!
  vpc_security_group_ids  = "sg-1" #!
  tags                    = { names = var.names } #!
  identifier              = var.names #!
}
resource "aws_db_instance" "right" {
  backup_retention_period = var.days
  multi_az                = "true"
  engine                  = 16
  vpc_security_group_ids  = ["sg-1", 2]
  tags                    = { days = 7, on = true, none = null }
  identifier              = null
  storage_encrypted       = null
}
resource "random_password" "a" {
  length = "long" #!
}
"#,
    );
}

#[test]
fn what_is_not_known_is_not_refused() {
    check(
        r#"
variable "any" {}
variable "list" { type = list(string) }
variable "each" { type = map(string) }
resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }
resource "aws_db_instance" "a" {
  backup_retention_period = var.any
  multi_az                = aws_vpc.a.tags_all["x"]
  vpc_security_group_ids  = var.list
  identifier              = var.list #!
}
resource "aws_security_group" "b" {
  for_each = var.each
  name     = each.key
  vpc_id   = each.value
}
resource "aws_security_group" "a" {
  dynamic "ingress" {
    for_each = var.each
    content {
      from_port   = ingress.key
      to_port     = "https"
      protocol    = ingress.value
      cidr_blocks = [ingress.value]
    }
  }
}
"#,
    );
}

/// `unknownBody` in HCL's `ext/dynblock`: the content of a `dynamic` block is evaluated for each
/// element of a known collection, and not at all for one that is not known.
#[test]
fn the_content_of_a_dynamic_block_is_looked_at_where_it_makes_one() {
    check(
        r#"
variable "open" { type = list(object({ name = string })) }
variable "none" { default = [] }
resource "aws_dynamodb_table" "a" {
  dynamic "attribute" {
    for_each = ["id"]
    content {
      name = attr.value.name #!
      type = attribute.type #!
    }
  }
  dynamic "replica" {
    for_each = var.none
    content {
      region_name = replica.region
      kms_key_arn = regions.value.key
    }
  }
  dynamic "ttl" {
    for_each = var.open
    content {
      attribute_name = ttl.value.name
      enabled        = ttl.value.name.first
      dynamic "inner" {
        for_each = outer.value #!
        content {
          name = inner.name
        }
      }
    }
  }
}
resource "aws_dynamodb_table" "none" {
  count = 0
  dynamic "attribute" {
    for_each = toset(["id"])
    content {
      name = attr.value.name #!
      type = attribute.type #!
    }
  }
  dynamic "replica" {
    for_each = var.none
    content {
      region_name = replica.region
      kms_key_arn = regions.value.key
    }
  }
  dynamic "ttl" {
    for_each = []
    content {
      attribute_name = ttl.name
      kms_key_arn    = regions.value.key
    }
  }
}
resource "aws_dynamodb_table" "perhaps" {
  for_each = toset(var.open[*].name)
  dynamic "attribute" {
    for_each = can(each.value.id) ? each.value.id : []
    content {
      name = attr.value.name
      type = attribute.type
    }
  }
}
"#,
    );
}

#[test]
fn of_what_may_not_exist_nothing_is_refused() {
    check(
        r#"
variable "on" {}
variable "days" { default = "many" }
resource "aws_db_instance" "a" {
  count                   = var.on ? 1 : 0
  backup_retention_period = var.days
}
"#,
    );
}

/// A provider may take one block as an object (`NestingSingle`) or as a list of one.
#[test]
fn a_block_of_a_type_without_a_table_may_be_an_object() {
    check(
        r#"
resource "example_account" "a" {
  auth {
    role {
      name = "reader"
    }
  }
  part { name = "first" }
  part { name = "second" }
}
locals {
  object = example_account.a.auth.role.name
  list   = example_account.a.auth[0].role[0].name
  many   = example_account.a.part.name #!
}
"#,
    );
}

#[test]
fn blocks_and_arguments_are_told_apart_where_the_table_does() {
    check(
        r#"
resource "aws_instance" "a" {
  tags { #!
    Name = "a"
  }
  root_block_device = "20" #!
  ebs_block_device  = []
  network_interface {
    device_index = "first" #!
  }
}
resource "aws_security_group" "a" {
  ingress = [{ from_port = 443 }]
  egress  = null
  unknown_argument = 1
  unknown_block {}
}
"#,
    );
}

#[test]
fn an_older_provider_may_take_them_otherwise() {
    let configuration = |version: &str| {
        format!(
            "terraform {{\n  required_providers {{\n    aws = {{ version = \"{version}\" }}\n  }}\n}}\n\
             resource \"aws_db_instance\" \"a\" {{\n  multi_az = \"maybe\"\n}}\n"
        )
    };
    assert!(refused(&configuration("~> 4.0")).is_empty());
    assert_eq!(refused(&configuration("~> 5.0")), [7]);
}

#[test]
fn providers_that_opentofu_multiplies_are_no_mistake() {
    check(
        r#"
provider "aws" {
  alias    = "by_region"
  for_each = toset(["eu-west-1"])
  region   = each.value
}
resource "aws_vpc" "a" {
  provider = aws.by_region["eu-west-1"]
}
resource "aws_vpc" "b" {
  provider = aws.west #!
}
resource "aws_vpc" "c" {
  provider = aws["west"] #!
}
"#,
    );
}

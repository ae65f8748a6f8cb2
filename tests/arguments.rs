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
      to_port     = "https" #!
      protocol    = ingress.value
      cidr_blocks = [ingress.value]
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

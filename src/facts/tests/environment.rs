//! Environments and the region that waits.

use crate::facts::testing::{World, world};

#[test]
fn tags_and_paths_name_an_environment() {
    let world = World::of(&[
        (
            "live/db/main.tf",
            r#"
provider "aws" {
  default_tags {
    tags = { Environment = "stg" }
  }
}
resource "aws_vpc" "tagged" {
}
"#,
        ),
        ("env-prod/main.tf", "resource \"aws_vpc\" \"placed\" {\n}\n"),
        ("live/dev/main.tf", "resource \"aws_vpc\" \"inside\" {\n}\n"),
        ("network/main.tf", "resource \"aws_vpc\" \"plain\" {\n}\n"),
    ]);
    assert_eq!(world.show("environment(aws_vpc.tagged)"), "\"staging\"");
    assert_eq!(
        world.proof("environment(aws_vpc.tagged)"),
        ["tag Environment of aws_vpc.tagged (live/db/main.tf:4)"]
    );
    assert_eq!(world.show("environment(aws_vpc.placed)"), "\"production\"");
    let inside = world.show("environment(aws_vpc.inside)");
    assert_eq!(inside, "\"development\"");
    assert_eq!(world.show("environment(aws_vpc.plain)"), "null");
}

const FOLLOWER: &str = r#"
provider "aws" {
  alias  = "there"
  region = "eu-central-1"
}
resource "aws_rds_global_cluster" "g" {
  global_cluster_identifier = "g"
}
resource "aws_rds_cluster" "first" {
  global_cluster_identifier = aws_rds_global_cluster.g.id
  master_username           = "root"
}
resource "aws_rds_cluster" "second" {
  provider                  = aws.there
  global_cluster_identifier = aws_rds_global_cluster.g.id
}
"#;

#[test]
fn the_database_that_follows_stands_where_recovery_is() {
    let first = world(FOLLOWER);
    assert_eq!(first.show("recovery_region()"), "\"eu-central-1\"");
    let none = world("resource \"aws_rds_cluster\" \"a\" {\n  master_username = \"root\"\n}\n");
    assert_eq!(none.show("recovery_region()"), "null");
    let unknown = FOLLOWER.replace("\"eu-central-1\"", "var.there") + "variable \"there\" {}\n";
    let unknown = world(&unknown);
    assert_eq!(unknown.show("recovery_region()"), "unknown: var.there");
    let third = r#"
resource "aws_rds_cluster" "third" {
  region                    = "us-east-1"
  global_cluster_identifier = aws_rds_global_cluster.g.id
}
"#;
    let several = world(&format!("{FOLLOWER}{third}"));
    assert_eq!(several.show("recovery_region()"), "null");
}

#[test]
fn copies_know_whether_they_stand_elsewhere() {
    let world = world(FOLLOWER);
    // Nobody says where the first is.
    assert_eq!(
        world.show("[for c in copies(aws_rds_cluster.first) : c.name]"),
        "[\"aws_rds_cluster.second\"]"
    );
    assert_eq!(
        world.show("copies(aws_rds_cluster.first)[0].elsewhere"),
        "unknown: the region of the default provider, which the shell decides,"
    );
    let none = world.show("copies(aws_rds_cluster.second)[0].name");
    assert_eq!(none, "\"aws_rds_cluster.first\"");
}

#[test]
fn a_global_cluster_of_too_many_members_ends() {
    let mut text = String::from("resource \"aws_rds_cluster\" \"many\" {\n  count = 200\n");
    text += "  global_cluster_identifier = \"g\"\n  master_username = \"root\"\n}\n";
    let shown = world(&text).show("length(copies(at(\"aws_rds_cluster.many[0]\")))");
    assert!(shown.contains("more than 32 copies"), "{shown}");
}

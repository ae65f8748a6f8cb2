//! Subnets of resources and users of subnet groups.

use crate::facts::testing::{World, world};

const GROUPS: &str = r#"
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_subnet" "b" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.2.0/24"
}
resource "aws_db_subnet_group" "used" {
  name       = "used"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
}
resource "aws_db_subnet_group" "idle" {
  name       = "idle"
  subnet_ids = toset([aws_subnet.a.id])
}
resource "aws_rds_cluster" "db" {
  engine               = "aurora-postgresql"
  db_subnet_group_name = aws_db_subnet_group.used.name
}
resource "aws_elasticache_subnet_group" "cache" {
  name       = "used"
  subnet_ids = [aws_subnet.b.id]
}
resource "aws_elasticache_replication_group" "cache" {
  replication_group_id = "cache"
  description          = "cache"
  subnet_group_name    = "used"
}
resource "aws_lb" "lb" {
  subnet_mapping {
    subnet_id = aws_subnet.a.id
  }
}
resource "aws_eks_cluster" "c" {
  name     = "c"
  role_arn = "r"
  vpc_config {
    subnet_ids = [aws_subnet.b.id]
  }
}
"#;

#[test]
fn subnets_by_list_block_and_group() {
    let world = world(GROUPS);
    let of = |thing: &str| world.show(&format!("[for s in subnets({thing}) : address(s)]"));
    let both = "[\"aws_subnet.a\",\"aws_subnet.b\"]";
    assert_eq!(of("aws_db_subnet_group.used"), both);
    assert_eq!(of("aws_db_subnet_group.idle"), "[\"aws_subnet.a\"]");
    assert_eq!(of("aws_rds_cluster.db"), both);
    assert_eq!(
        of("aws_elasticache_replication_group.cache"),
        "[\"aws_subnet.b\"]"
    );
    assert_eq!(of("aws_lb.lb"), "[\"aws_subnet.a\"]");
    assert_eq!(of("aws_eks_cluster.c"), "[\"aws_subnet.b\"]");
}

#[test]
fn databases_by_reference_and_by_name_of_the_same_type() {
    let world = world(GROUPS);
    let of = |group: &str| world.show(&format!("[for d in databases({group}) : address(d)]"));
    assert_eq!(of("aws_db_subnet_group.used"), "[\"aws_rds_cluster.db\"]");
    assert_eq!(of("aws_db_subnet_group.idle"), "[]");
    assert_eq!(
        of("aws_elasticache_subnet_group.cache"),
        "[\"aws_elasticache_replication_group.cache\"]"
    );
}

#[test]
fn names_join_within_one_root() {
    let database = r#"
resource "aws_rds_cluster" "db" {
  engine               = "aurora-postgresql"
  db_subnet_group_name = "g"
}"#;
    let group = r#"
resource "aws_db_subnet_group" "g" {
  name       = "g"
  subnet_ids = ["subnet-1", "subnet-2"]
}"#;
    let world = World::of(&[("a/main.tf", database), ("b/main.tf", group)]);
    assert_eq!(world.show("databases(aws_db_subnet_group.g)"), "[]");
    let world = World::of(&[("a/main.tf", database), ("a/group.tf", group)]);
    assert_eq!(world.show("length(databases(aws_db_subnet_group.g))"), "1");
}

#[test]
fn what_another_root_may_use_is_open() {
    let exported =
        format!("{GROUPS}\noutput \"group\" {{\n  value = aws_db_subnet_group.idle.name\n}}\n");
    let open = world(&exported).show("length(databases(aws_db_subnet_group.idle)) == 0");
    assert_eq!(open, "unknown: what reads output.group");
    let handed = format!(
        "{GROUPS}\nmodule \"db\" {{\n  source = \"example/db/aws\"\n  group  = \
         aws_db_subnet_group.idle.name\n}}\n"
    );
    let open = world(&handed).show("length(databases(aws_db_subnet_group.idle)) == 0");
    assert!(open.starts_with("unknown: "), "{open}");
}

#[test]
fn a_name_that_is_unknown_is_still_a_link() {
    let text = GROUPS.replace(
        "name       = \"used\"\n  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]",
        "name       = \"db-${var.suffix}\"\n  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]",
    );
    let world = world(&format!("variable \"suffix\" {{}}\n{text}"));
    assert_eq!(
        world.show("length(databases(aws_db_subnet_group.used))"),
        "1"
    );
    assert_eq!(
        world.show("length(databases(aws_db_subnet_group.idle))"),
        "0"
    );
    assert_eq!(world.show("length(subnets(aws_rds_cluster.db))"), "2");
}

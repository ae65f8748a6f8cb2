//! Compute nodes of databases.

use crate::facts::testing::world;

fn cluster(rest: &str) -> String {
    format!(
        r#"
resource "aws_rds_cluster" "db" {{
  cluster_identifier = "db"
  engine             = "aurora-postgresql"
  availability_zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
}}
{rest}"#
    )
}

fn count(text: &str) -> String {
    world(text).show("length(members(aws_rds_cluster.db))")
}

#[test]
fn zones_of_the_cluster_are_no_nodes() {
    assert_eq!(count(&cluster("")), "0");
    let one = cluster(
        r#"
resource "aws_rds_cluster_instance" "one" {
  cluster_identifier = aws_rds_cluster.db.id
}"#,
    );
    assert_eq!(count(&one), "1");
    assert_eq!(
        world(&one).proof("members(aws_rds_cluster.db)"),
        [
            "aws_rds_cluster.db (main.tf:2)",
            "aws_rds_cluster_instance.one (main.tf:8)"
        ]
    );
}

#[test]
fn count_and_for_each_are_expanded() {
    let text = |cluster_identifier: &str| {
        cluster(&format!(
            r#"
resource "aws_rds_cluster_instance" "n" {{
  count              = 2
  cluster_identifier = {cluster_identifier}
}}
resource "aws_rds_cluster_instance" "m" {{
  for_each           = {{ a = 1, b = 2 }}
  cluster_identifier = {cluster_identifier}
}}"#
        ))
    };
    assert_eq!(count(&text("aws_rds_cluster.db.id")), "4");
    assert_eq!(count(&text("aws_rds_cluster.db.cluster_identifier")), "4");
    assert_eq!(count(&text("\"db\"")), "4");
    assert_eq!(count(&text("\"other\"")), "0");
    assert_eq!(
        count(&text("\"${aws_rds_cluster.db.cluster_identifier}-copy\"")),
        "0"
    );
}

#[test]
fn an_unknown_count_is_open() {
    let text = cluster(
        r#"
variable "nodes" { type = number }
resource "aws_rds_cluster_instance" "n" {
  count              = var.nodes
  cluster_identifier = aws_rds_cluster.db.id
}"#,
    );
    let open = world(&text).show("length(members(aws_rds_cluster.db)) >= 2");
    assert_eq!(open, "unknown: var.nodes");
}

#[test]
fn autoscaling_adds_the_readers_that_are_missing() {
    let text = |least: &str, id: &str| {
        cluster(&format!(
            r#"
resource "aws_rds_cluster_instance" "n" {{
  cluster_identifier = aws_rds_cluster.db.id
}}
resource "aws_appautoscaling_target" "readers" {{
  service_namespace  = "rds"
  scalable_dimension = "rds:cluster:ReadReplicaCount"
  resource_id        = {id}
  min_capacity       = {least}
  max_capacity       = 15
}}"#
        ))
    };
    let by_name = "\"cluster:${aws_rds_cluster.db.cluster_identifier}\"";
    assert_eq!(count(&text("2", by_name)), "3");
    assert_eq!(count(&text("0", by_name)), "1");
    assert_eq!(count(&text("1000000", by_name)), "16");
    assert_eq!(count(&text("1", "\"cluster:db\"")), "2");
    assert_eq!(count(&text("1", "\"cluster:other\"")), "1");
    let unnamed = text("1", by_name).replace("  cluster_identifier = \"db\"\n", "");
    assert_eq!(count(&unnamed), "2");
    // Its writer and a reader are there already.
    let two = text("1", by_name).replace(
        "  cluster_identifier = aws_rds_cluster.db.id",
        "  count = 2\n  cluster_identifier = aws_rds_cluster.db.id",
    );
    assert_eq!(count(&two), "2");
}

#[test]
fn other_kinds_of_databases() {
    let world = world(
        r#"
resource "aws_rds_cluster" "multi" {
  engine                    = "postgres"
  db_cluster_instance_class = "db.m5d.large"
}
resource "aws_db_instance" "one" {
  engine         = "postgres"
  instance_class = "db.t4g.micro"
}
resource "aws_db_instance" "two" {
  engine         = "postgres"
  instance_class = "db.t4g.micro"
  multi_az       = true
}
resource "aws_db_instance" "copy" {
  instance_class      = "db.t4g.micro"
  replicate_source_db = aws_db_instance.one.identifier
}
resource "aws_db_instance" "elsewhere" {
  instance_class      = "db.t4g.micro"
  replicate_source_db = try(aws_db_instance.one.arn, null)
}
"#,
    );
    assert_eq!(world.show("length(members(aws_rds_cluster.multi))"), "3");
    assert_eq!(world.show("length(members(aws_db_instance.one))"), "1");
    assert_eq!(world.show("length(members(aws_db_instance.two))"), "2");
    assert_eq!(world.show("is_replica(aws_db_instance.one)"), "false");
    assert_eq!(world.show("is_replica(aws_db_instance.copy)"), "true");
    assert_eq!(world.show("is_replica(aws_db_instance.elsewhere)"), "true");
    assert_eq!(world.show("is_replica(aws_rds_cluster.multi)"), "false");
}

#[test]
fn members_of_a_global_cluster_follow_its_primary() {
    let world = world(
        r#"
resource "aws_rds_global_cluster" "g" {
  global_cluster_identifier = "g"
}
resource "aws_rds_cluster" "first" {
  engine                    = "aurora-postgresql"
  global_cluster_identifier = aws_rds_global_cluster.g.id
  master_username           = "admin"
}
resource "aws_rds_cluster" "second" {
  engine                    = "aurora-postgresql"
  global_cluster_identifier = aws_rds_global_cluster.g.id
}
resource "aws_rds_cluster" "alone" {
  engine = "aurora-postgresql"
}
resource "aws_rds_global_cluster" "from" {
  global_cluster_identifier    = "from"
  source_db_cluster_identifier = aws_rds_cluster.alone.arn
}
resource "aws_rds_cluster" "copy" {
  engine                        = "aurora-mysql"
  replication_source_identifier = aws_rds_cluster.alone.arn
}
"#,
    );
    for (name, secondary) in [
        ("first", false),
        ("second", true),
        ("alone", false),
        ("copy", true),
    ] {
        let answer = world.show(&format!("is_secondary(aws_rds_cluster.{name})"));
        assert_eq!(answer, secondary.to_string(), "{name}");
    }
}

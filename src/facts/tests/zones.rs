//! Availability Zones, literal and symbolic.

use crate::facts::testing::world;

fn group(azs: &str, zone: &str) -> String {
    format!(
        r#"
data "aws_availability_zones" "all" {{
  state = "available"
}}
locals {{
  azs = {azs}
}}
resource "aws_vpc" "main" {{
  cidr_block = "10.0.0.0/16"
}}
resource "aws_subnet" "db" {{
  count             = 3
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, count.index)
  availability_zone = {zone}
}}
resource "aws_db_subnet_group" "db" {{
  name       = "db"
  subnet_ids = aws_subnet.db[*].id
}}
resource "aws_rds_cluster" "db" {{
  engine               = "aurora-postgresql"
  db_subnet_group_name = aws_db_subnet_group.db.name
}}
resource "aws_rds_cluster_instance" "db" {{
  count              = 2
  cluster_identifier = aws_rds_cluster.db.id
}}"#
    )
}

fn count(text: &str, thing: &str) -> String {
    world(text).show(&format!("length(zones({thing}))"))
}

#[test]
fn the_same_zone_of_a_data_source_is_one_zone() {
    let all = "data.aws_availability_zones.all.names";
    let one = group(
        &format!("slice({all}, 0, 1)"),
        "element(local.azs, count.index)",
    );
    assert_eq!(count(&one, "aws_db_subnet_group.db"), "1");
    assert_eq!(count(&one, "aws_rds_cluster.db"), "1");
    let three = group(&format!("slice({all}, 0, 3)"), "local.azs[count.index]");
    assert_eq!(count(&three, "aws_db_subnet_group.db"), "3");
    assert_eq!(count(&three, "aws_rds_cluster.db"), "3");
    let direct = group("[]", &format!("{all}[count.index]"));
    assert_eq!(count(&direct, "aws_db_subnet_group.db"), "3");
}

#[test]
fn names_of_a_known_region_are_told_from_ids_by_a_pattern() {
    let name = "local.azs[count.index]";
    let told = |pattern: &str| {
        let zone = format!("length(regexall(\"{pattern}\", {name})) > 0 ? {name} : null");
        group("slice(data.aws_availability_zones.all.names, 0, 3)", &zone)
    };
    let region = "\nprovider \"aws\" {\n  region = \"eu-west-1\"\n}\n";
    let asked = "aws_db_subnet_group.db";
    let known = told("^[a-z]{2}-") + region;
    assert_eq!(count(&known, asked), "3");
    // Without a region nothing tells, and of what follows the region's name nothing is known.
    let unknown = told("^[a-z]{2}-");
    assert_ne!(count(&unknown, asked), "3");
    for pattern in ["^[a-z]{2}-[a-z]+-1$", "1\\\\b", "^us-"] {
        assert_ne!(count(&(told(pattern) + region), asked), "3", "{pattern}");
    }
}

#[test]
fn names_are_compared_and_local_zones_left_out() {
    let azs = r#"["eu-west-1a", "eu-west-1a", "eu-west-1b"]"#;
    assert_eq!(
        count(&group(azs, "local.azs[count.index]"), "aws_rds_cluster.db"),
        "2"
    );
    let azs = r#"["us-west-2a", "us-west-2-lax-1a", "us-west-2-wl1-las-wlz-1"]"#;
    assert_eq!(
        count(&group(azs, "local.azs[count.index]"), "aws_rds_cluster.db"),
        "1"
    );
}

#[test]
fn what_nothing_tells_apart_is_one_at_least() {
    let text = group("[]", "null");
    let world = world(&text);
    assert_eq!(world.show("length(zones(aws_rds_cluster.db)) >= 1"), "true");
    assert!(
        world
            .show("length(zones(aws_rds_cluster.db)) >= 2")
            .starts_with("unknown")
    );
    assert_eq!(world.show("length(zones(aws_rds_cluster.db)) <= 3"), "true");
}

const THREE: &str = "\"eu-west-1${[\"a\", \"b\", \"c\"][count.index]}\"";

#[test]
fn written_zones_of_nodes_win() {
    let text = group("[]", THREE).replace(
        "  cluster_identifier = aws_rds_cluster.db.id",
        "  cluster_identifier = aws_rds_cluster.db.id\n  availability_zone = \"eu-west-1a\"",
    );
    assert_eq!(count(&text, "aws_rds_cluster.db"), "1");
    assert_eq!(count(&text, "aws_db_subnet_group.db"), "3");
}

#[test]
fn a_group_outside_of_the_scan_covers_two_zones() {
    let text = group("[]", "null").replace("aws_db_subnet_group.db.name", "\"legacy\"");
    let world = world(&text);
    assert_eq!(world.show("length(zones(aws_rds_cluster.db)) >= 2"), "true");
    assert!(
        world
            .show("length(zones(aws_rds_cluster.db)) >= 3")
            .starts_with("unknown")
    );
}

#[test]
fn a_list_of_subnets_has_the_zones_of_its_subnets() {
    let text = group("[]", THREE);
    assert_eq!(count(&text, "subnets(aws_db_subnet_group.db)"), "3");
    assert_eq!(count(&text, "at(\"aws_subnet.db[0]\")"), "1");
}

#[test]
fn an_unknown_number_of_subnets_is_open() {
    let text = format!("variable \"n\" {{ type = number }}\n{}", group("[]", THREE))
        .replace("count             = 3", "count             = var.n");
    let open = world(&text).show("length(zones(aws_db_subnet_group.db)) >= 2");
    assert!(open.starts_with("unknown"), "{open}");
}

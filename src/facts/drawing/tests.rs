//! Drawings of small worlds.

use crate::facts::Facts;
use crate::facts::testing::{World, world};
use crate::finding::drawing::{AreaKind, Count, Drawing, EdgeKind, Item, NodeKind};

fn drawn(world: &World) -> Drawing {
    super::drawing(&Facts::new(&world.project, &world.graph), &[])
}

/// The areas around a node, innermost first.
fn around(drawing: &Drawing, kind: NodeKind) -> Vec<AreaKind> {
    let node = drawing.nodes.iter().find(|node| node.kind == kind).unwrap();
    let areas = std::iter::successors(node.area, |at| drawing.areas[*at].parent);
    areas.map(|at| drawing.areas[at].kind).collect()
}

fn count(drawing: &Drawing, kind: NodeKind) -> usize {
    drawing
        .nodes
        .iter()
        .filter(|node| node.kind == kind)
        .count()
}

const NETWORK: &str = r#"
provider "aws" { region = "eu-west-1" }
resource "aws_vpc" "this" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "this" { vpc_id = aws_vpc.this.id }
resource "aws_subnet" "public" {
  count             = 2
  vpc_id            = aws_vpc.this.id
  availability_zone = "eu-west-1${["a", "b"][count.index]}"
}
resource "aws_subnet" "private" {
  count  = 2
  vpc_id = aws_vpc.this.id
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.this.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.this.id
  }
}
resource "aws_route_table_association" "public" {
  count          = 2
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}
resource "aws_db_subnet_group" "this" { subnet_ids = aws_subnet.private[*].id }
resource "aws_rds_cluster" "this" {
  engine                 = "aurora-postgresql"
  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [aws_security_group.db.id]
}
resource "aws_rds_cluster_instance" "this" {
  count              = 2
  cluster_identifier = aws_rds_cluster.this.id
}
resource "aws_security_group" "db" { vpc_id = aws_vpc.this.id }
"#;

#[test]
fn subnets_stand_in_the_tier_of_their_routes() {
    let drawing = drawn(&world(NETWORK));
    let mut kinds: Vec<AreaKind> = drawing.areas.iter().map(|area| area.kind).collect();
    kinds.sort();
    let wanted = [
        AreaKind::Region,
        AreaKind::Vpc,
        AreaKind::Public,
        AreaKind::Isolated,
    ];
    assert_eq!(kinds, wanted);
    let public = drawing
        .areas
        .iter()
        .position(|a| a.kind == AreaKind::Public);
    let public = public.unwrap();
    assert_eq!(drawing.areas[public].detail, "2 subnets · eu-west-1a, b");
    assert_eq!(drawing.areas[public].parts[0].members.len(), 2);
    assert_eq!(
        around(&drawing, NodeKind::Aurora),
        [AreaKind::Isolated, AreaKind::Vpc, AreaKind::Region]
    );
    let route = drawing.edges.iter().find(|e| e.kind == EdgeKind::Route);
    assert_eq!(route.unwrap().from, Item::Area(public));
}

#[test]
fn a_database_stands_in_its_most_public_subnet() {
    let text = NETWORK.replace(
        "subnet_ids = aws_subnet.private[*].id",
        "subnet_ids = [aws_subnet.private[0].id, aws_subnet.public[0].id]",
    );
    let drawing = drawn(&world(&text));
    assert_eq!(around(&drawing, NodeKind::Aurora)[0], AreaKind::Public);
}

#[test]
fn routes_that_are_not_decided_make_a_tier_of_their_own() {
    let text = NETWORK.replace(
        "route_table_id = aws_route_table.public.id",
        "route_table_id = var.table",
    );
    let text = format!("{text}\nvariable \"table\" {{ type = string }}\n");
    let drawing = drawn(&world(&text));
    let kinds: Vec<AreaKind> = drawing.areas.iter().map(|area| area.kind).collect();
    assert!(kinds.contains(&AreaKind::Undecided), "{kinds:?}");
    assert!(!kinds.contains(&AreaKind::Public), "{kinds:?}");
}

#[test]
fn members_of_a_database_belong_to_its_node() {
    let drawing = drawn(&world(NETWORK));
    let aurora = drawing.nodes.iter().find(|n| n.kind == NodeKind::Aurora);
    let aurora = aurora.unwrap();
    let names: Vec<&str> = aurora.members.iter().map(|m| m.name.as_str()).collect();
    for name in [
        "aws_rds_cluster.this",
        "aws_rds_cluster_instance.this[1]",
        "aws_db_subnet_group.this",
    ] {
        assert!(names.contains(&name), "{names:?}");
    }
    assert_eq!(aurora.details[1], "aurora-postgresql · 2 instances");
}

#[test]
fn a_cluster_reaches_the_database_that_lets_its_nodes_in() {
    let text = format!(
        r#"{NETWORK}
resource "aws_security_group" "nodes" {{ vpc_id = aws_vpc.this.id }}
resource "aws_vpc_security_group_ingress_rule" "db" {{
  security_group_id            = aws_security_group.db.id
  referenced_security_group_id = aws_security_group.nodes.id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}}
resource "aws_eks_cluster" "this" {{
  name = "shop"
  vpc_config {{ subnet_ids = aws_subnet.private[*].id }}
}}
resource "aws_launch_template" "this" {{ vpc_security_group_ids = [aws_security_group.nodes.id] }}
resource "aws_eks_node_group" "this" {{
  cluster_name = aws_eks_cluster.this.name
  subnet_ids   = aws_subnet.private[*].id
  launch_template {{
    id      = aws_launch_template.this.id
    version = "1"
  }}
}}
"#
    );
    let drawing = drawn(&world(&text));
    let cluster = drawing
        .areas
        .iter()
        .position(|a| a.kind == AreaKind::Cluster);
    let cluster = cluster.unwrap();
    let tier = drawing.areas[cluster].parent.unwrap();
    assert_eq!(drawing.areas[tier].kind, AreaKind::Isolated);
    let edge = drawing.edges.iter().find(|e| e.from == Item::Area(cluster));
    assert_eq!(edge.unwrap().label, "5432");
}

#[test]
fn the_way_in_leads_through_what_stands_first() {
    let drawing = drawn(&world(
        r#"
provider "aws" { region = "eu-west-1" }
resource "aws_lb" "behind" { name = "behind" }
resource "aws_lb" "alone" { name = "alone" }
resource "aws_lb" "inner" {
  name     = "inner"
  internal = true
}
resource "aws_s3_bucket" "ui" { bucket = "ui" }
resource "aws_s3_bucket" "logs" {
  count  = 3
  bucket = "logs-${count.index}"
}
resource "aws_wafv2_web_acl" "this" {
  name  = "guard"
  scope = "CLOUDFRONT"
}
resource "aws_cloudfront_distribution" "this" {
  web_acl_id = aws_wafv2_web_acl.this.arn
  origin {
    origin_id   = "ui"
    domain_name = aws_s3_bucket.ui.bucket_regional_domain_name
  }
  origin {
    origin_id   = "api"
    domain_name = aws_lb.behind.dns_name
  }
}
"#,
    ));
    let title = |item: Item| match item {
        Item::Node(at) => drawing.nodes[at].title.as_str(),
        Item::Area(_) => "area",
    };
    let mut edges: Vec<String> = drawing
        .edges
        .iter()
        .map(|e| format!("{} {} {}", title(e.from), e.kind.as_str(), title(e.to)))
        .collect();
    edges.sort();
    assert_eq!(
        edges,
        [
            "guard attached this",
            "the internet requests alone",
            "the internet requests this",
            "this requests behind",
            "this requests ui",
        ]
    );
    let logs = drawing.nodes.iter().find(|n| n.title == "other buckets");
    assert_eq!(logs.unwrap().count, Count::Known(3));
    assert_eq!(around(&drawing, NodeKind::WebAcl), [AreaKind::Edge]);
}

#[test]
fn instances_of_one_resource_are_one_node() {
    let drawing = drawn(&world(
        r#"
provider "aws" { region = "eu-west-1" }
variable "many" { type = number }
resource "aws_instance" "two" { count = 2 }
resource "aws_instance" "some" { count = var.many }
"#,
    ));
    let counts: Vec<Count> = drawing.nodes.iter().map(|node| node.count).collect();
    assert_eq!(counts, [Count::Any, Count::Known(2)]);
}

#[test]
fn a_secret_is_no_title() {
    let drawing = drawn(&world(
        r#"
variable "name" {
  default   = "hunter2"
  sensitive = true
}
resource "aws_lb" "this" { name = var.name }
"#,
    ));
    assert!(!format!("{drawing:?}").contains("hunter2"));
}

#[test]
fn a_big_system_is_folded() {
    let mut text = String::from("provider \"aws\" { region = \"eu-west-1\" }\n");
    for at in 0..400 {
        text.push_str(&format!(
            "resource \"aws_instance\" \"i{at}\" {{}}\n\
             resource \"aws_vpc\" \"v{at}\" {{ cidr_block = \"10.0.0.0/16\" }}\n\
             resource \"aws_subnet\" \"s{at}\" {{ vpc_id = aws_vpc.v{at}.id }}\n"
        ));
    }
    let drawing = drawn(&world(&text));
    assert!(drawing.areas.len() < 20, "{}", drawing.areas.len());
    assert!(drawing.nodes.len() < 20, "{}", drawing.nodes.len());
    assert_eq!(count(&drawing, NodeKind::Machine), 1);
    let told = drawing.nodes.iter().filter(|n| n.kind == NodeKind::Folded);
    let told: Vec<Count> = told.map(|node| node.count).collect();
    assert_eq!(told, [Count::Known(394)]);
    let members: usize = drawing.nodes.iter().map(|node| node.members.len()).sum();
    assert!(members > 1000, "what is folded is still known: {members}");
}

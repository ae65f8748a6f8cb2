//! The inventory of load balancers.

use crate::facts::testing::{World, world};

#[test]
fn kinds_schemes_and_targets() {
    let world = world(
        r#"
variable "inside" {}
resource "aws_lb" "alb" {}
resource "aws_alb" "inner" {
  internal = true
}
resource "aws_lb" "nlb" {
  load_balancer_type = "network"
  internal           = false
}
resource "aws_lb" "open" {
  load_balancer_type = "network"
  internal           = var.inside
}
resource "aws_elb" "old" {
  listener {
    instance_port     = 80
    instance_protocol = "http"
    lb_port           = 80
    lb_protocol       = "http"
  }
}
resource "aws_lb" "gwlb" {
  load_balancer_type = "gateway"
}
resource "aws_lb_target_group" "alb" {
  target_type = "alb"
}
resource "aws_lb_listener" "nlb" {
  load_balancer_arn = aws_lb.nlb.arn
  default_action {
    type = "forward"
    forward {
      target_group {
        arn = aws_lb_target_group.alb.arn
      }
    }
  }
}
"#,
    );
    assert_eq!(
        world.show(
            "[for b in subjects(\"load_balancer\") : [b.name, b.kind, b.scheme, b.before_alb]]"
        ),
        concat!(
            "[[\"aws_alb.inner\",\"application\",\"internal\",false],",
            "[\"aws_elb.old\",\"classic\",\"internet-facing\",false],",
            "[\"aws_lb.alb\",\"application\",\"internet-facing\",false],",
            "[\"aws_lb.gwlb\",\"gateway\",\"internal\",false],",
            "[\"aws_lb.nlb\",\"network\",\"internet-facing\",true],",
            "[\"aws_lb.open\",\"network\",unknown: var.inside,false]]"
        )
    );
    let nearest = |at: u8| {
        let scheme = world.value(&format!("subjects(\"load_balancer\")[{at}].scheme"));
        let place = scheme.origin.nearest().unwrap();
        world.sources.locate(place).unwrap().1.line
    };
    assert_eq!(nearest(4), 9);
    assert_eq!(nearest(0), 5);
}

/// Two subnets of a tier each, and an Ingress in front of them.
fn placed(ingress: &str, more: &str) -> String {
    let network = r#"
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "public" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  availability_zone = ["eu-west-1a", "eu-west-1b"][count.index]
  tags = {
    Name                     = "public-${count.index}"
    "kubernetes.io/role/elb" = 1
  }
}
resource "aws_subnet" "private" {
  vpc_id = aws_vpc.main.id
  tags   = { "kubernetes.io/role/internal-elb" = "" }
}
resource "aws_eks_cluster" "c" {
  name     = "c"
  role_arn = "arn:aws:iam::123456789012:role/c"
  vpc_config { subnet_ids = [aws_subnet.private.id] }
}
"#;
    let yaml = format!(
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: edge\n  annotations: \
         {{{ingress}}}\nspec: {{ingressClassName: alb}}\n"
    );
    let files = [
        ("main.tf", format!("{network}{more}")),
        ("k8s/i.yaml", yaml),
    ];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    let found =
        World::of(&files).show("[for s in subnets(subjects(\"load_balancer\")[0]) : address(s)]");
    found.replace("aws_subnet.", "")
}

#[test]
fn controllers_discover_subnets_by_their_roles() {
    let scheme = |scheme: &str| format!("alb.ingress.kubernetes.io/scheme: {scheme}");
    let both = "[\"public[0]\",\"public[1]\"]";
    assert_eq!(placed(&scheme("internet-facing"), ""), both);
    assert_eq!(placed(&scheme("internal"), ""), "[\"private\"]");
    // Those of another VPC are not meant, unless no cluster tells which.
    let other = "resource \"aws_vpc\" \"other\" { cidr_block = \"10.1.0.0/16\" }\nresource \
                 \"aws_subnet\" \"other\" {\n  vpc_id = aws_vpc.other.id\n  tags = { \
                 \"kubernetes.io/role/elb\" = \"1\" }\n}\n";
    assert_eq!(placed(&scheme("internet-facing"), other), both);
    let hidden = "variable \"tags\" { type = map(string) }\nresource \"aws_subnet\" \"third\" {\n  \
                  vpc_id = aws_vpc.main.id\n  tags = var.tags\n}\n";
    let open = placed(&scheme("internet-facing"), hidden);
    assert!(open.starts_with("unknown: var.tags"), "{open}");
}

#[test]
fn annotations_name_subnets_by_id_and_by_name() {
    let named = |names: &str| placed(&format!("alb.ingress.kubernetes.io/subnets: '{names}'"), "");
    assert_eq!(named("public-1, public-0"), "[\"public[1]\",\"public[0]\"]");
    assert_eq!(named("subnet-0a1b"), "[\"subnet-0a1b\"]");
    let open = named("elsewhere");
    assert!(
        open.starts_with("unknown: the subnets of Ingress/default/edge"),
        "{open}"
    );
}

//! The inventory of load balancers.

use crate::facts::testing::world;

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

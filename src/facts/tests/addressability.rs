//! Who has an address that the internet can send to.

use crate::facts::testing::world;

/// A public subnet `open` and an isolated one `closed`, and whatever `rest` adds.
fn asked(rest: &str, resource: &str, subnet: &str) -> String {
    let text = format!(
        r#"
resource "aws_vpc" "main" {{
  cidr_block = "10.0.0.0/16"
}}
resource "aws_internet_gateway" "igw" {{
  vpc_id = aws_vpc.main.id
}}
resource "aws_subnet" "open" {{
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.1.0/24"
  map_public_ip_on_launch = true
}}
resource "aws_subnet" "plain" {{
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.2.0/24"
}}
resource "aws_subnet" "closed" {{
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.3.0/24"
  map_public_ip_on_launch = true
}}
resource "aws_route_table" "public" {{
  vpc_id = aws_vpc.main.id
  route {{
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.igw.id
  }}
}}
resource "aws_route_table_association" "open" {{
  subnet_id      = aws_subnet.open.id
  route_table_id = aws_route_table.public.id
}}
resource "aws_route_table_association" "plain" {{
  subnet_id      = aws_subnet.plain.id
  route_table_id = aws_route_table.public.id
}}
{rest}"#
    );
    world(&text).show(&format!("publicly_addressed({resource}, {subnet})"))
}

#[test]
fn the_subnet_gives_instances_an_address_unless_they_refuse_it() {
    let instance = |more: &str| format!("resource \"aws_instance\" \"i\" {{\n{more}\n}}");
    for (more, subnet, wanted) in [
        ("", "aws_subnet.open", "true"),
        (
            "associate_public_ip_address = false",
            "aws_subnet.open",
            "false",
        ),
        ("", "aws_subnet.plain", "false"),
        (
            "associate_public_ip_address = true",
            "aws_subnet.plain",
            "true",
        ),
        (
            "associate_public_ip_address = true",
            "aws_subnet.closed",
            "false",
        ),
        ("", "aws_subnet.closed", "false"),
    ] {
        assert_eq!(
            asked(&instance(more), "aws_instance.i", subnet),
            wanted,
            "{more} {subnet}"
        );
    }
    let variable = "variable \"public\" {}\n";
    let text = format!(
        "{variable}{}",
        instance("associate_public_ip_address = var.public")
    );
    assert_eq!(
        asked(&text, "aws_instance.i", "aws_subnet.plain"),
        "unknown: var.public"
    );
    assert_eq!(asked(&text, "aws_instance.i", "aws_subnet.closed"), "false");
}

#[test]
fn elastic_addresses_and_launch_templates_count() {
    let elastic = r#"
resource "aws_instance" "i" {}
resource "aws_eip" "ip" {}
resource "aws_eip_association" "ip" {
  instance_id   = aws_instance.i.id
  allocation_id = aws_eip.ip.id
}"#;
    assert_eq!(asked(elastic, "aws_instance.i", "aws_subnet.plain"), "true");
    assert_eq!(
        asked(elastic, "aws_instance.i", "aws_subnet.closed"),
        "false"
    );
    let template = |asks: &str| {
        format!(
            r#"
resource "aws_launch_template" "t" {{
  network_interfaces {{
    associate_public_ip_address = {asks}
  }}
}}
resource "aws_autoscaling_group" "g" {{
  launch_template {{
    id = aws_launch_template.t.id
  }}
}}"#
        )
    };
    for (asks, subnet, wanted) in [
        ("true", "aws_subnet.plain", "true"),
        ("\"true\"", "aws_subnet.plain", "true"),
        ("false", "aws_subnet.open", "false"),
        ("null", "aws_subnet.open", "true"),
    ] {
        let found = asked(&template(asks), "aws_autoscaling_group.g", subnet);
        assert_eq!(found, wanted, "{asks} {subnet}");
    }
}

#[test]
fn services_have_an_address_only_when_they_ask() {
    let rest = r#"
resource "aws_lambda_function" "f" {}
resource "aws_ecs_service" "s" {
  network_configuration {
    subnets          = []
    assign_public_ip = true
  }
}
resource "aws_db_instance" "d" {
  publicly_accessible = true
}"#;
    assert_eq!(
        asked(rest, "aws_lambda_function.f", "aws_subnet.open"),
        "false"
    );
    assert_eq!(asked(rest, "aws_ecs_service.s", "aws_subnet.plain"), "true");
    assert_eq!(asked(rest, "aws_db_instance.d", "aws_subnet.plain"), "true");
    assert_eq!(
        asked(rest, "aws_db_instance.d", "aws_subnet.closed"),
        "false"
    );
}

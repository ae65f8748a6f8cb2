//! Which subnets the internet reaches.

use crate::facts::testing::{World, world};

/// A VPC with an internet gateway and a subnet of it, called `a`.
const VPC: &str = r#"
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_internet_gateway" "igw" {
  vpc_id = aws_vpc.main.id
}
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
  tags       = { Name = "private-a", Tier = "private" }
}
"#;

/// The same, with a table that the subnet is associated with.
fn with_table(rest: &str) -> String {
    format!(
        "{VPC}
resource \"aws_route_table\" \"t\" {{
  vpc_id = aws_vpc.main.id
}}
resource \"aws_route_table_association\" \"a\" {{
  subnet_id      = aws_subnet.a.id
  route_table_id = aws_route_table.t.id
}}
{rest}"
    )
}

fn internet(text: &str) -> String {
    world(text).show("[for r in internet_routes(aws_subnet.a) : r.path]")
}

fn nat(text: &str) -> String {
    world(text).show("[for r in nat_routes(aws_subnet.a) : r.path]")
}

#[test]
fn main_table_leads_to_the_internet_whatever_the_names_say() {
    let text = format!(
        "{VPC}
resource \"aws_default_route_table\" \"main\" {{
  default_route_table_id = aws_vpc.main.default_route_table_id
  route {{
    cidr_block = \"0.0.0.0/0\"
    gateway_id = aws_internet_gateway.igw.id
  }}
}}"
    );
    let world = world(&text);
    assert_eq!(
        world.show("internet_routes(aws_subnet.a)[0].path"),
        "\"aws_subnet.a → (no association, main table) aws_default_route_table.main → 0.0.0.0/0 \
         → aws_internet_gateway.igw\""
    );
    assert_eq!(
        world.proof("internet_routes(aws_subnet.a)[0]"),
        [
            "aws_subnet.a (main.tf:8)",
            "no association, so the main table (main.tf:8)",
            "aws_default_route_table.main (main.tf:14)",
            "route 0.0.0.0/0 → aws_internet_gateway.igw (main.tf:16)",
            "aws_internet_gateway.igw (main.tf:5)",
        ]
    );
    assert_eq!(
        world.show("internet_routes(aws_subnet.a)[0].table"),
        "aws_default_route_table.main"
    );
}

#[test]
fn implicit_main_table_has_the_routes_that_are_added_to_it() {
    assert_eq!(internet(VPC), "[]");
    let text = format!(
        "{VPC}
resource \"aws_route\" \"out\" {{
  route_table_id         = aws_vpc.main.main_route_table_id
  destination_cidr_block = \"0.0.0.0/0\"
  gateway_id             = aws_internet_gateway.igw.id
}}"
    );
    assert_eq!(
        internet(&text),
        "[\"aws_subnet.a → (no association, main table) the main table of aws_vpc.main → \
         0.0.0.0/0 → aws_internet_gateway.igw\"]"
    );
}

#[test]
fn a_main_association_replaces_the_default_table() {
    let text = format!(
        "{VPC}
resource \"aws_default_route_table\" \"main\" {{
  default_route_table_id = aws_vpc.main.default_route_table_id
  route {{
    cidr_block = \"0.0.0.0/0\"
    gateway_id = aws_internet_gateway.igw.id
  }}
}}
resource \"aws_route_table\" \"closed\" {{
  vpc_id = aws_vpc.main.id
}}
resource \"aws_main_route_table_association\" \"main\" {{
  vpc_id         = aws_vpc.main.id
  route_table_id = aws_route_table.closed.id
}}"
    );
    assert_eq!(internet(&text), "[]");
}

#[test]
fn nat_leads_out_only() {
    let text = with_table(
        r#"
resource "aws_nat_gateway" "nat" {
  subnet_id = aws_subnet.a.id
}
resource "aws_route" "out" {
  route_table_id         = aws_route_table.t.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.nat.id
}"#,
    );
    assert_eq!(internet(&text), "[]");
    assert_eq!(
        nat(&text),
        "[\"aws_subnet.a → aws_route_table_association.a → aws_route_table.t → 0.0.0.0/0 → \
         aws_nat_gateway.nat\"]"
    );
    // d2: the API takes the id of a NAT gateway as gateway_id.
    let text = text.replace("nat_gateway_id ", "gateway_id ");
    assert_eq!(internet(&text), "[]");
}

#[test]
fn ipv6_counts_where_the_subnet_has_it() {
    let text = with_table(
        r#"
resource "aws_egress_only_internet_gateway" "six" {
  vpc_id = aws_vpc.main.id
}
resource "aws_route" "six" {
  route_table_id              = aws_route_table.t.id
  destination_ipv6_cidr_block = "::/0"
  gateway_id                  = aws_internet_gateway.igw.id
}"#,
    );
    assert_eq!(internet(&text), "[]");
    let six = text.replace(
        "cidr_block = \"10.0.1.0/24\"",
        "cidr_block = \"10.0.1.0/24\"\n  ipv6_cidr_block = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, 1)",
    );
    assert!(internet(&six).contains("::/0 → aws_internet_gateway.igw"));
    let out = six.replace(
        "gateway_id                  = aws_internet_gateway.igw.id",
        "egress_only_gateway_id = aws_egress_only_internet_gateway.six.id",
    );
    assert_eq!(internet(&out), "[]");
    assert!(nat(&out).contains("aws_egress_only_internet_gateway.six"));
}

#[test]
fn halves_of_the_internet_are_the_internet() {
    let text = with_table(
        r#"
resource "aws_route" "low" {
  for_each               = toset(["0.0.0.0/1", "128.0.0.0/1"])
  route_table_id         = aws_route_table.t.id
  destination_cidr_block = each.value
  gateway_id             = aws_internet_gateway.igw.id
}"#,
    );
    let world = world(&text);
    assert_eq!(world.show("length(internet_routes(aws_subnet.a))"), "2");
}

#[test]
fn prefix_lists_are_expanded() {
    let text = |cidr: &str| {
        with_table(&format!(
            r#"
resource "aws_ec2_managed_prefix_list" "p" {{
  name           = "p"
  address_family = "IPv4"
  max_entries    = 2
  entry {{
    cidr = "10.0.0.0/8"
  }}
}}
resource "aws_ec2_managed_prefix_list_entry" "e" {{
  prefix_list_id = aws_ec2_managed_prefix_list.p.id
  cidr           = "{cidr}"
}}
resource "aws_route" "r" {{
  route_table_id             = aws_route_table.t.id
  destination_prefix_list_id = aws_ec2_managed_prefix_list.p.id
  gateway_id                 = aws_internet_gateway.igw.id
}}"#
        ))
    };
    assert_eq!(internet(&text("172.16.0.0/12")), "[]");
    assert!(internet(&text("0.0.0.0/1")).contains("aws_internet_gateway.igw"));
    let elsewhere = with_table(
        r#"
resource "aws_route" "r" {
  route_table_id             = aws_route_table.t.id
  destination_prefix_list_id = "pl-0123"
  gateway_id                 = "igw-0123"
}"#,
    );
    assert_eq!(internet(&elsewhere), "unknown: the prefix list pl-0123");
}

#[test]
fn private_networks_are_not_the_internet() {
    for target in [
        "transit_gateway_id = \"tgw-1\"",
        "gateway_id = \"vgw-1\"",
        "gateway_id = \"local\"",
        "vpc_peering_connection_id = \"pcx-1\"",
        "core_network_arn = \"arn:aws:networkmanager::1:core-network/x\"",
    ] {
        let text = with_table(&format!(
            r#"
resource "aws_route" "r" {{
  route_table_id         = aws_route_table.t.id
  destination_cidr_block = "0.0.0.0/0"
  {target}
}}"#
        ));
        assert_eq!(internet(&text), "[]", "{target}");
        assert_eq!(nat(&text), "[]", "{target}");
    }
}

#[test]
fn a_gateway_that_nothing_decides_is_unknown() {
    let text = with_table(
        r#"
variable "gateway" {}
resource "aws_route" "r" {
  route_table_id         = aws_route_table.t.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = var.gateway
}"#,
    );
    assert_eq!(internet(&text), "unknown: var.gateway");
}

#[test]
fn a_firewall_endpoint_is_public_if_the_gateway_routes_back() {
    let one_way = with_table(
        r#"
resource "aws_vpc_endpoint" "firewall" {
  vpc_id            = aws_vpc.main.id
  vpc_endpoint_type = "GatewayLoadBalancer"
}
resource "aws_route" "r" {
  route_table_id         = aws_route_table.t.id
  destination_cidr_block = "0.0.0.0/0"
  vpc_endpoint_id        = aws_vpc_endpoint.firewall.id
}
resource "aws_route_table" "edge" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block      = aws_subnet.a.cidr_block
    vpc_endpoint_id = aws_vpc_endpoint.firewall.id
  }
}"#,
    );
    assert_eq!(internet(&one_way), "[]");
    let both = format!(
        "{one_way}
resource \"aws_route_table_association\" \"edge\" {{
  gateway_id     = aws_internet_gateway.igw.id
  route_table_id = aws_route_table.edge.id
}}"
    );
    assert_eq!(
        internet(&both),
        "[\"aws_subnet.a → aws_route_table_association.a → aws_route_table.t → 0.0.0.0/0 → \
         aws_vpc_endpoint.firewall → aws_internet_gateway.igw\"]"
    );
    let other = both.replace("aws_subnet.a.cidr_block", "\"10.0.9.0/24\"");
    assert_eq!(internet(&other), "[]");
}

const PUBLIC: &str = r#"
provider "aws" {
  region = "eu-west-1"
}
resource "aws_route" "r" {
  route_table_id         = aws_route_table.t.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.igw.id
}
"#;

#[test]
fn public_access_can_be_blocked() {
    let block = r#"
resource "aws_vpc_block_public_access_options" "all" {
  internet_gateway_block_mode = "block-bidirectional"
}"#;
    let text = with_table(&format!("{PUBLIC}{block}"));
    assert_eq!(internet(&text), "[]");
    let blocked = |text: &str| world(text).show("length(blocked_internet_routes(aws_subnet.a))");
    assert_eq!(blocked(&text), "1");
    assert_eq!(blocked(&with_table(PUBLIC)), "0");
    let inbound = text.replace("block-bidirectional", "block-ingress");
    assert_eq!(blocked(&inbound), "0");
    assert!(internet(&inbound).contains("aws_internet_gateway.igw"));
    let excluded = format!(
        "{text}
resource \"aws_vpc_block_public_access_exclusion\" \"a\" {{
  subnet_id                       = aws_subnet.a.id
  internet_gateway_exclusion_mode = \"allow-bidirectional\"
}}"
    );
    assert!(internet(&excluded).contains("aws_internet_gateway.igw"));
    let elsewhere = text.replace("\"all\" {", "\"all\" {\n  region = \"us-east-1\"");
    assert!(internet(&elsewhere).contains("aws_internet_gateway.igw"));
}

/// The root `network` of a public subnet, and the root `account` that blocks public access.
fn two_roots(network: &str, account: &str) -> String {
    let (_, route) = PUBLIC.split_once("}\n").unwrap();
    let network = format!("{}{network}", with_table(route));
    let account = format!(
        "{account}
resource \"aws_vpc_block_public_access_options\" \"all\" {{
  internet_gateway_block_mode = \"block-bidirectional\"
}}"
    );
    let files = [
        ("account/main.tf", account.as_str()),
        ("network/main.tf", network.as_str()),
    ];
    World::of(&files).show("[for r in internet_routes(aws_subnet.a) : r.destination]")
}

#[test]
fn the_block_of_another_system_does_not_count() {
    let open = "[\"0.0.0.0/0\"]";
    let provider =
        |more: &str| format!("provider \"aws\" {{\n  region = \"eu-west-1\"\n{more}\n}}\n");
    assert_eq!(two_roots("", ""), open);
    assert_eq!(two_roots(&provider(""), &provider("")), open);
    let stored = |bucket: &str, key: &str| {
        format!(
            "terraform {{\n  backend \"s3\" {{\n    bucket = \"{bucket}\"\n    key = \"{key}\"\n  }}\n}}\n{}",
            provider("")
        )
    };
    let undecided = two_roots(&stored("states", "network"), &stored("states", "account"));
    assert!(
        undecided.starts_with("unknown: the account and region of"),
        "{undecided}"
    );
    assert_eq!(
        two_roots(&stored("one", "network"), &stored("another", "account")),
        open
    );
    let reads = format!(
        "{}data \"terraform_remote_state\" \"account\" {{\n  backend = \"s3\"\n  config = {{\n    \
         bucket = \"another\"\n    key = \"account\"\n  }}\n}}\n",
        stored("one", "network")
    );
    let undecided = two_roots(&reads, &stored("another", "account"));
    assert!(
        undecided.starts_with("unknown: the account and region of"),
        "{undecided}"
    );
    let of = |account: &str| provider(&format!("  allowed_account_ids = [\"{account}\"]"));
    assert_eq!(two_roots(&of("111122223333"), &of("111122223333")), "[]");
    assert_eq!(two_roots(&of("111122223333"), &of("444455556666")), open);
    let profile = provider("  profile = \"production\"");
    assert_eq!(two_roots(&profile, &profile), "[]");
}

#[test]
fn an_unknown_count_leaves_a_route_open() {
    let text = with_table(
        r#"
variable "public" {}
resource "aws_route" "r" {
  count                  = var.public ? 1 : 0
  route_table_id         = aws_route_table.t.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.igw.id
}"#,
    );
    assert_eq!(internet(&text), "unknown: var.public");
    let none = text.replace("\"public\" {}", "\"public\" {\n  default = false\n}");
    assert_eq!(internet(&none), "[]");
}

#[test]
fn subnets_outside_of_the_scan_are_unknown() {
    let text = r#"
data "aws_subnets" "private" {
  tags = { Tier = "private" }
}
resource "aws_db_subnet_group" "g" {
  name       = "g"
  subnet_ids = data.aws_subnets.private.ids
}
resource "aws_db_subnet_group" "h" {
  name       = "h"
  subnet_ids = ["subnet-0123"]
}"#;
    let world = world(text);
    let open = "length(subnets(aws_db_subnet_group.g)) == 0";
    assert_eq!(world.show(open), "unknown: data.aws_subnets.private.ids");
    assert_eq!(
        world.show("[for s in subnets(aws_db_subnet_group.h) : length(internet_routes(s)) == 0]"),
        "[unknown: the subnet subnet-0123]"
    );
}

#[test]
fn a_module_that_takes_the_table_may_add_to_it() {
    let text = with_table(
        r#"
module "routes" {
  source         = "example/routes/aws"
  route_table_id = aws_route_table.t.id
}"#,
    );
    assert!(
        internet(&text).starts_with("unknown: "),
        "{}",
        internet(&text)
    );
}

#[test]
fn tables_and_associations_by_for_each_join_by_key() {
    let text = format!(
        "{VPC}
resource \"aws_subnet\" \"db\" {{
  for_each   = toset([\"a\", \"b\"])
  vpc_id     = aws_vpc.main.id
  cidr_block = each.key == \"a\" ? \"10.0.8.0/24\" : \"10.0.9.0/24\"
}}
resource \"aws_route_table\" \"t\" {{
  for_each = aws_subnet.db
  vpc_id   = aws_vpc.main.id
  route {{
    cidr_block = each.key == \"a\" ? \"0.0.0.0/0\" : \"10.9.0.0/16\"
    gateway_id = aws_internet_gateway.igw.id
  }}
}}
resource \"aws_route_table_association\" \"t\" {{
  for_each       = aws_subnet.db
  subnet_id      = each.value.id
  route_table_id = aws_route_table.t[each.key].id
}}"
    );
    let world = world(&text);
    let count = |key: &str| {
        let address = format!("aws_subnet.db[\\\"{key}\\\"]");
        world.show(&format!("length(internet_routes(at(\"{address}\")))"))
    };
    assert_eq!(count("a"), "1");
    assert_eq!(count("b"), "0");
}

#[test]
fn an_unknown_number_of_subnets_is_judged_by_one_that_stands_for_all() {
    let text = format!(
        "{VPC}
variable \"zones\" {{ type = number }}
resource \"aws_subnet\" \"db\" {{
  count      = var.zones
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
}}
resource \"aws_route_table\" \"db\" {{
  vpc_id = aws_vpc.main.id
}}
resource \"aws_route_table_association\" \"db\" {{
  count          = var.zones
  subnet_id      = aws_subnet.db[count.index].id
  route_table_id = aws_route_table.db.id
}}"
    );
    let world = world(&text);
    assert_eq!(
        world.show("internet_routes(at(\"aws_subnet.db[*]\"))"),
        "[]"
    );
}

#[test]
fn a_default_vpc_comes_with_a_way_in() {
    let text = r#"
resource "aws_default_subnet" "a" {
  availability_zone = "eu-west-1a"
}"#;
    let path = world(text).show("internet_routes(aws_default_subnet.a)[0].path");
    assert!(
        path.contains("the internet gateway of the default VPC"),
        "{path}"
    );
}

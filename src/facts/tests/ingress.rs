//! What security groups let in.

use crate::facts::testing::world;

/// A database with a group called `db`, and whatever `rest` adds.
fn database(rest: &str) -> String {
    format!(
        r#"
resource "aws_vpc" "main" {{
  cidr_block = "52.10.0.0/16"
}}
resource "aws_security_group" "db" {{
  vpc_id = aws_vpc.main.id
}}
resource "aws_rds_cluster" "db" {{
  engine                 = "aurora-postgresql"
  vpc_security_group_ids = [aws_security_group.db.id]
}}
{rest}"#
    )
}

/// A rule of the new form that lets `source` in at 5432.
fn rule(name: &str, source: &str) -> String {
    format!(
        r#"
resource "aws_vpc_security_group_ingress_rule" "{name}" {{
  security_group_id = aws_security_group.db.id
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
  {source}
}}"#
    )
}

fn asked(field: &str, rest: &str) -> String {
    let ingress =
        "ingress(aws_rds_cluster.db, database_port(aws_rds_cluster.db), [\"203.0.113.0/24\"])";
    world(&database(rest)).show(&format!("{ingress}.{field}"))
}

#[test]
fn a_group_without_rules_lets_nothing_in() {
    assert_eq!(asked("internet", ""), "false");
    assert_eq!(asked("public", ""), "false");
    assert_eq!(asked("range", ""), "null");
    assert_eq!(asked("sources", ""), "[]");
}

#[test]
fn the_whole_way_is_told() {
    let rest = rule("all", "cidr_ipv4 = \"0.0.0.0/0\"");
    assert_eq!(
        asked("path", &rest),
        "\"aws_rds_cluster.db → aws_security_group.db → \
         aws_vpc_security_group_ingress_rule.all → 0.0.0.0/0\""
    );
    let world = world(&database(&rest));
    assert_eq!(
        world.proof("ingress(aws_rds_cluster.db, 5432, []).internet"),
        [
            "aws_rds_cluster.db (main.tf:8)",
            "vpc_security_group_ids of aws_rds_cluster.db (main.tf:10)",
            "aws_security_group.db (main.tf:5)",
            "aws_vpc_security_group_ingress_rule.all (main.tf:13)",
            "lets in 0.0.0.0/0 (main.tf:18)",
        ]
    );
}

#[test]
fn every_form_counts_and_protocols_have_several_names() {
    let old = |protocol: &str, ports: &str, kind: &str| {
        format!(
            r#"
resource "aws_security_group_rule" "r" {{
  type              = "{kind}"
  security_group_id = aws_security_group.db.id
  protocol          = {protocol}
  {ports}
  cidr_blocks       = ["0.0.0.0/0"]
}}"#
        )
    };
    let zero = "from_port = 0\nto_port = 0";
    let around = "from_port = 5000\nto_port = 6000";
    let beside = "from_port = 443\nto_port = 443";
    for (protocol, ports, kind, open) in [
        ("\"-1\"", zero, "ingress", true),
        ("-1", zero, "ingress", true),
        ("\"all\"", zero, "ingress", true),
        ("\"tcp\"", around, "ingress", true),
        ("6", around, "ingress", true),
        ("\"TCP\"", around, "ingress", true),
        ("\"tcp\"", zero, "ingress", false),
        ("\"tcp\"", beside, "ingress", false),
        ("\"udp\"", around, "ingress", false),
        ("17", around, "ingress", false),
        ("\"-1\"", zero, "egress", false),
    ] {
        let text = old(protocol, ports, kind);
        assert_eq!(asked("internet", &text), open.to_string(), "{text}");
    }
    let all = r#"
resource "aws_vpc_security_group_ingress_rule" "r" {
  security_group_id = aws_security_group.db.id
  ip_protocol       = "-1"
  cidr_ipv6         = "::/0"
}"#;
    assert_eq!(asked("internet", all), "true");
}

#[test]
fn inline_rules_of_blocks_and_of_a_list_count() {
    let inline = |rules: &str| {
        world(&format!(
            r#"
resource "aws_security_group" "db" {{
{rules}
}}
resource "aws_db_instance" "db" {{
  engine                 = "postgres"
  vpc_security_group_ids = [aws_security_group.db.id]
}}"#
        ))
    };
    let blocks = inline(
        r#"
  ingress {
    self      = true
    protocol  = "-1"
    from_port = 0
    to_port   = 0
  }
  ingress {
    protocol         = "tcp"
    from_port        = 5432
    to_port          = 5432
    description      = "all"
    cidr_blocks      = ["10.0.0.0/8"]
    ipv6_cidr_blocks = ["::/0"]
  }"#,
    );
    let ingress = "ingress(aws_db_instance.db, 5432, [])";
    assert_eq!(
        blocks.show(&format!("[for s in {ingress}.sources : s.kind]")),
        "[\"self\",\"private\",\"internet\"]"
    );
    let proof = blocks.proof(&format!("{ingress}.internet"));
    assert_eq!(proof.last().unwrap(), "lets in ::/0 (main.tf:16)");
    let list = inline(
        r#"
  ingress = [{
    protocol         = "tcp"
    from_port        = 0
    to_port          = 65535
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = []
    prefix_list_ids  = []
    security_groups  = []
    self             = false
    description      = ""
  }]"#,
    );
    assert_eq!(list.show(&format!("{ingress}.internet")), "true");
    let dynamic = inline(
        r#"
  dynamic "ingress" {
    for_each = [443, 5432]
    content {
      protocol    = "tcp"
      from_port   = ingress.value
      to_port     = ingress.value
      cidr_blocks = ["0.0.0.0/0"]
    }
  }"#,
    );
    assert_eq!(dynamic.show(&format!("{ingress}.internet")), "true");
    assert_eq!(
        dynamic.show("ingress(aws_db_instance.db, 80, []).internet"),
        "false"
    );
    let proof = dynamic.proof(&format!("{ingress}.internet"));
    assert_eq!(proof.last().unwrap(), "lets in 0.0.0.0/0 (main.tf:10)");
}

#[test]
fn ranges_count_as_a_whole_over_all_rules_and_groups() {
    let halves = format!(
        "{}{}",
        rule("low", "cidr_ipv4 = \"0.0.0.0/1\""),
        rule("high", "cidr_ipv4 = \"128.0.0.0/1\"")
    );
    assert_eq!(asked("internet", &halves), "true");
    assert_eq!(asked("range", &halves), "\"128.0.0.0/1, 0.0.0.0/1\"");
    let neighbours =
        |first: &str, second: &str| format!("{}{}", rule("a", first), rule("b", second));
    let whole = neighbours("cidr_ipv4 = \"2.0.0.0/8\"", "cidr_ipv4 = \"3.0.0.0/8\"");
    assert_eq!(asked("internet", &whole), "true");
    let apart = neighbours("cidr_ipv4 = \"3.0.0.0/8\"", "cidr_ipv4 = \"4.0.0.0/8\"");
    assert_eq!(asked("internet", &apart), "false");
    assert_eq!(asked("public", &apart), "true");
    // A private half makes nothing public.
    let private = neighbours("cidr_ipv4 = \"10.0.0.0/8\"", "cidr_ipv4 = \"11.0.0.0/8\"");
    assert_eq!(asked("internet", &private), "false");
}

#[test]
fn private_ranges_and_those_of_the_vpc_and_allowed_ones_are_not_public() {
    for source in [
        "cidr_ipv4 = \"10.0.0.0/8\"",
        "cidr_ipv4 = \"100.64.0.0/10\"",
        "cidr_ipv6 = \"fd00::/8\"",
        "cidr_ipv4 = \"52.10.4.0/24\"",
        "cidr_ipv4 = aws_vpc.main.cidr_block",
        "cidr_ipv6 = aws_vpc.main.ipv6_cidr_block",
        "cidr_ipv4 = \"203.0.113.7/32\"",
        "referenced_security_group_id = aws_security_group.db.id",
    ] {
        assert_eq!(asked("public", &rule("r", source)), "false", "{source}");
    }
    let more = r#"
data "aws_vpc" "peer" {
  id = "vpc-0123456789abcdef0"
}"#;
    let peer = rule("r", "cidr_ipv4 = data.aws_vpc.peer.cidr_block");
    assert_eq!(asked("public", &format!("{more}{peer}")), "false");
    let office = rule("r", "cidr_ipv4 = \"198.51.100.0/24\"");
    assert_eq!(asked("public", &office), "true");
    assert_eq!(asked("internet", &office), "false");
}

#[test]
fn prefix_lists_stand_for_their_entries_and_cloudfront_for_itself() {
    let own = |entry: &str| {
        format!(
            r#"
resource "aws_ec2_managed_prefix_list" "own" {{
  name           = "own"
  address_family = "IPv4"
  max_entries    = 5
  entry {{
    cidr = "10.1.0.0/16"
  }}
}}
{entry}
{}"#,
            rule("r", "prefix_list_id = aws_ec2_managed_prefix_list.own.id")
        )
    };
    assert_eq!(asked("public", &own("")), "false");
    let more = r#"
resource "aws_ec2_managed_prefix_list_entry" "all" {
  prefix_list_id = aws_ec2_managed_prefix_list.own.id
  cidr           = "0.0.0.0/0"
}"#;
    assert_eq!(asked("internet", &own(more)), "true");
    let data = |name: &str| {
        format!(
            r#"
data "aws_ec2_managed_prefix_list" "aws" {{
  name = "{name}"
}}
{}"#,
            rule(
                "r",
                "prefix_list_id = data.aws_ec2_managed_prefix_list.aws.id"
            )
        )
    };
    let cloudfront = data("com.amazonaws.global.cloudfront.origin-facing");
    assert_eq!(asked("cloudfront", &cloudfront), "true");
    assert_eq!(asked("internet", &cloudfront), "false");
    assert_eq!(asked("public", &cloudfront), "true");
    let other = data("com.amazonaws.eu-west-1.s3");
    assert!(asked("internet", &other).starts_with("unknown: "));
}

#[test]
fn what_no_file_tells_is_unknown_unless_something_known_decides() {
    let variable = "variable \"from\" {}\n";
    let unknown = format!("{variable}{}", rule("r", "cidr_ipv4 = var.from"));
    assert_eq!(asked("internet", &unknown), "unknown: var.from");
    assert_eq!(asked("public", &unknown), "unknown: var.from");
    let and_known = format!("{unknown}{}", rule("all", "cidr_ipv4 = \"0.0.0.0/0\""));
    assert_eq!(asked("internet", &and_known), "true");
    let perhaps = format!(
        "variable \"on\" {{}}\n{}",
        rule("r", "cidr_ipv4 = \"0.0.0.0/0\"\n  count = var.on ? 1 : 0")
    );
    assert_eq!(asked("internet", &perhaps), "unknown: var.on");
    let port = format!(
        "variable \"port\" {{}}\n{}",
        rule("r", "cidr_ipv4 = \"0.0.0.0/0\"").replace("= 5432", "= var.port")
    );
    assert_eq!(asked("internet", &port), "unknown: var.port");
    // A half that may be there makes the internet with one that is.
    let half = format!(
        "variable \"on\" {{}}\n{}{}",
        rule("low", "cidr_ipv4 = \"2.0.0.0/8\""),
        rule(
            "high",
            "cidr_ipv4 = \"3.0.0.0/8\"\n  count = var.on ? 1 : 0"
        )
    );
    assert_eq!(asked("internet", &half), "unknown: var.on");
    assert_eq!(asked("public", &half), "true");
    let elsewhere = r#"
resource "aws_db_instance" "other" {
  engine                 = "postgres"
  vpc_security_group_ids = ["sg-0123456789abcdef0"]
}"#;
    let world = world(&database(elsewhere));
    assert_eq!(
        world.show("ingress(aws_db_instance.other, 5432, []).internet"),
        "unknown: the security group sg-0123456789abcdef0"
    );
}

#[test]
fn without_a_group_that_of_the_vpc_counts() {
    let default = |more: &str| {
        world(&format!(
            r#"
resource "aws_vpc" "main" {{
  cidr_block = "10.0.0.0/16"
}}
resource "aws_subnet" "a" {{
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}}
resource "aws_db_subnet_group" "db" {{
  subnet_ids = [aws_subnet.a.id]
}}
resource "aws_db_instance" "db" {{
  engine               = "postgres"
  db_subnet_group_name = aws_db_subnet_group.db.name
}}
{more}"#
        ))
    };
    let asked = "ingress(aws_db_instance.db, 5432, [])";
    assert_eq!(default("").show(&format!("{asked}.internet")), "false");
    let separate = r#"
resource "aws_security_group_rule" "all" {
  type              = "ingress"
  security_group_id = aws_vpc.main.default_security_group_id
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  cidr_blocks       = ["0.0.0.0/0"]
}"#;
    assert_eq!(
        default(separate).show(&format!("{asked}.path")),
        "\"aws_db_instance.db → the default security group of aws_vpc.main → \
         aws_security_group_rule.all → 0.0.0.0/0\""
    );
    let adopted = r#"
resource "aws_default_security_group" "default" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}"#;
    assert_eq!(
        default(adopted).show(&format!("{asked}.path")),
        "\"aws_db_instance.db → aws_default_security_group.default → 0.0.0.0/0\""
    );
    assert_eq!(
        default(adopted).show("security_groups(aws_db_instance.db)"),
        "[aws_default_security_group.default]"
    );
}

#[test]
fn groups_are_owned_by_what_carries_them() {
    let text = r#"
resource "aws_security_group" "nodes" {}
resource "aws_launch_template" "node" {
  vpc_security_group_ids = [aws_security_group.nodes.id]
}
resource "aws_eks_node_group" "general" {
  launch_template {
    id = aws_launch_template.node.id
  }
}
resource "aws_security_group" "web" {}
resource "aws_network_interface" "eni" {
  subnet_id       = "subnet-1"
  security_groups = [aws_security_group.web.id]
}
resource "aws_instance" "host" {
  network_interface {
    device_index         = 0
    network_interface_id = aws_network_interface.eni.id
  }
}
resource "aws_instance" "plain" {
  vpc_security_group_ids = [aws_security_group.web.id]
}
resource "aws_security_group" "more" {}
resource "aws_network_interface_sg_attachment" "more" {
  security_group_id    = aws_security_group.more.id
  network_interface_id = aws_instance.plain.primary_network_interface_id
}
"#;
    let world = world(text);
    assert_eq!(
        world.show("owners(aws_security_group.nodes)"),
        "[aws_eks_node_group.general,aws_launch_template.node]"
    );
    assert_eq!(
        world.show("owners(aws_security_group.web)"),
        "[aws_instance.host,aws_instance.plain,aws_network_interface.eni]"
    );
    assert_eq!(
        world.show("security_groups(aws_instance.plain)"),
        "[aws_security_group.web,aws_security_group.more]"
    );
}

#[test]
fn the_internet_is_seen_behind_one_load_balancer() {
    let rest = format!(
        r#"
resource "aws_security_group" "lb" {{
  vpc_id = aws_vpc.main.id
}}
resource "aws_lb" "public" {{
  security_groups = [aws_security_group.lb.id]
}}
resource "aws_lb" "inside" {{
  internal        = true
  security_groups = [aws_security_group.lb.id]
}}
{}"#,
        rule(
            "r",
            "referenced_security_group_id = aws_security_group.lb.id"
        )
    );
    assert_eq!(asked("internet", &rest), "false");
    assert_eq!(asked("sources[0].kind", &rest), "\"group\"");
    assert_eq!(asked("sources[0].group", &rest), "aws_security_group.lb");
    assert_eq!(asked("sources[0].balancers", &rest), "[aws_lb.public]");
}

#[test]
fn databases_listen_where_they_say_or_where_their_engine_does() {
    let text = r#"
variable "engine" {}
resource "aws_rds_cluster" "written" {
  engine = "aurora-mysql"
  port   = 6000
}
resource "aws_rds_cluster" "mysql" {
  engine = "aurora-mysql"
}
resource "aws_db_proxy" "proxy" {
  name          = "proxy"
  engine_family = "POSTGRESQL"
}
resource "aws_redshift_cluster" "dwh" {
  cluster_identifier = "dwh"
}
resource "aws_db_instance" "unknown" {
  engine = var.engine
}"#;
    let world = world(text);
    for (database, port) in [
        ("aws_rds_cluster.written", "6000"),
        ("aws_rds_cluster.mysql", "3306"),
        ("aws_db_proxy.proxy", "5432"),
        ("aws_redshift_cluster.dwh", "5439"),
        ("aws_db_instance.unknown", "unknown: var.engine"),
    ] {
        assert_eq!(world.show(&format!("database_port({database})")), port);
    }
}

#[test]
fn rules_that_are_written_twice_are_told() {
    let told = |text: &str| {
        let world = world(text);
        let told = world.oddities();
        let texts = told.iter().map(|d| d.message.clone()).collect::<Vec<_>>();
        texts.join("\n")
    };
    let block = |direction: &str| {
        format!(
            "  {direction} {{\n    from_port = 0\n    to_port = 0\n    protocol = \"-1\"\n    self = true\n  }}\n"
        )
    };
    let group = |body: &str| {
        format!("resource \"aws_security_group\" \"g\" {{\n  vpc_id = \"vpc-1\"\n{body}}}\n")
    };
    let rule = "resource \"aws_vpc_security_group_ingress_rule\" \"r\" {\n  security_group_id = \
                aws_security_group.g.id\n  ip_protocol = \"-1\"\n  cidr_ipv4 = \"10.0.0.0/8\"\n}\n";
    let both = group(&block("ingress")) + rule;
    let message = told(&both);
    assert!(
        message.starts_with("aws_security_group.g has ingress rules of its own"),
        "{message}"
    );
    assert!(
        message.ends_with("and aws_vpc_security_group_ingress_rule.r beside them"),
        "{message}"
    );
    let ignored = "  lifecycle {\n    ignore_changes = [ingress]\n  }\n";
    for text in [
        group("") + rule,
        group(&block("egress")) + rule,
        group(&block("ingress")),
        group(&(block("ingress") + ignored)) + rule,
    ] {
        assert_eq!(told(&text), "", "{text}");
    }
    let adopted = "resource \"aws_default_security_group\" \"g\" {\n  vpc_id = \"vpc-1\"\n}\n"
        .to_owned()
        + &rule.replace("aws_security_group.g", "aws_default_security_group.g");
    assert!(told(&adopted).starts_with("aws_default_security_group.g has ingress"));
}

//! What AWS Backup keeps.

use crate::facts::testing::world;

fn plan(selection: &str) -> String {
    format!(
        r#"
provider "aws" {{
  region = "eu-west-1"
  default_tags {{
    tags = {{ Project = "orders" }}
  }}
}}
provider "aws" {{
  alias  = "far"
  region = "us-west-2"
}}
resource "aws_rds_cluster" "db" {{
  cluster_identifier      = "db"
  engine                  = "aurora-postgresql"
  backup_retention_period = 7
  tags                    = {{ Backup = "yes" }}
}}
resource "aws_rds_cluster" "other" {{
  engine = "aurora-postgresql"
}}
resource "aws_backup_vault" "far" {{
  provider = aws.far
  name     = "far"
}}
resource "aws_backup_plan" "p" {{
  name = "p"
  rule {{
    rule_name                = "r"
    target_vault_name        = "v"
    enable_continuous_backup = true
    lifecycle {{
      delete_after = 35
    }}
    copy_action {{
      destination_vault_arn = aws_backup_vault.far.arn
    }}
  }}
}}
resource "aws_backup_selection" "s" {{
  name         = "s"
  plan_id      = aws_backup_plan.p.id
  iam_role_arn = "arn:aws:iam::1:role/backup"
  {selection}
}}"#
    )
}

fn selected(selection: &str) -> String {
    world(&plan(selection)).show("length(backup_rules(aws_rds_cluster.db))")
}

#[test]
fn a_selected_database_has_the_rules_of_the_plan() {
    let world = world(&plan("resources = [aws_rds_cluster.db.arn]"));
    let rule = "backup_rules(aws_rds_cluster.db)[0]";
    assert_eq!(world.show(&format!("{rule}.days")), "35");
    assert_eq!(world.show(&format!("{rule}.continuous")), "true");
    assert_eq!(world.show(&format!("{rule}.daily")), "true");
    assert_eq!(
        world.show(&format!("{rule}.regions")),
        "[\"eu-west-1\",\"us-west-2\"]"
    );
    assert_eq!(
        world.show(&format!("address({rule}.plan)")),
        "\"aws_backup_plan.p\""
    );
    assert_eq!(
        world.show("length(backup_rules(aws_rds_cluster.other))"),
        "0"
    );
    assert_eq!(
        world.proof(rule),
        [
            "aws_backup_selection.s (main.tf:39)",
            "aws_backup_plan.p (main.tf:25)",
            "rule r (main.tf:27)",
            "aws_rds_cluster.db (main.tf:12)",
        ]
    );
}

#[test]
fn patterns_and_exceptions() {
    for (selection, count) in [
        (r#"resources = ["*"]"#, "1"),
        (r#"resources = ["arn:aws:rds:*:*:cluster:*"]"#, "1"),
        (r#"resources = ["arn:aws:rds:eu-west-1:*:cluster:db"]"#, "1"),
        (r#"resources = ["arn:aws:rds:us-east-1:*:cluster:*"]"#, "0"),
        (r#"resources = ["arn:aws:rds:*:*:db:*"]"#, "0"),
        (r#"resources = ["arn:aws:ec2:*:*:volume/*"]"#, "0"),
        ("resources = [aws_rds_cluster.other.arn]", "0"),
        ("resources = []", "1"),
        (
            "resources = [\"*\"]\n  not_resources = [aws_rds_cluster.db.arn]",
            "0",
        ),
        (
            "resources = [\"*\"]\n  not_resources = [\"arn:aws:rds:*:*:cluster:*\"]",
            "0",
        ),
    ] {
        assert_eq!(selected(selection), count, "{selection}");
    }
    let open = selected(r#"resources = ["arn:aws:rds:*:123456789012:cluster:*"]"#);
    assert!(open.starts_with("unknown"), "{open}");
}

#[test]
fn tags_select_by_any_and_conditions_by_all() {
    let tag = |key: &str, value: &str| {
        format!(
            "  selection_tag {{\n    type = \"STRINGEQUALS\"\n    key = \"{key}\"\n    value = \
             \"{value}\"\n  }}\n"
        )
    };
    let condition = |test: &str, key: &str, value: &str| {
        format!(
            "  condition {{\n    {test} {{\n      key = \"aws:ResourceTag/{key}\"\n      value = \
             \"{value}\"\n    }}\n  }}\n"
        )
    };
    for (selection, count) in [
        (tag("Backup", "yes"), "1"),
        (tag("Backup", "no"), "0"),
        (tag("Project", "orders"), "1"),
        (tag("Backup", "no") + &tag("Project", "orders"), "1"),
        (condition("string_equals", "Backup", "yes"), "1"),
        (condition("string_like", "Project", "ord*"), "1"),
        (condition("string_not_equals", "Backup", "yes"), "0"),
        (condition("string_equals", "None", "yes"), "0"),
        (
            tag("Backup", "yes") + "  resources = [aws_rds_cluster.other.arn]\n",
            "0",
        ),
    ] {
        assert_eq!(selected(&selection), count, "{selection}");
    }
}

#[test]
fn plans_reach_their_own_region() {
    let text = plan("resources = [\"*\"]").replace(
        "resource \"aws_backup_plan\" \"p\" {",
        "resource \"aws_backup_plan\" \"p\" {\n  provider = aws.far",
    );
    assert_eq!(
        world(&text).show("length(backup_rules(aws_rds_cluster.db))"),
        "0"
    );
}

#[test]
fn an_unknown_selection_is_open() {
    let text = format!("variable \"arns\" {{}}\n{}", plan("resources = var.arns"));
    let open = world(&text).show("length(backup_rules(aws_rds_cluster.db)) == 0");
    assert_eq!(open, "unknown: var.arns");
}

#[test]
fn kept_for_ever_without_an_end() {
    let text = plan("resources = [\"*\"]")
        .replace(
            "enable_continuous_backup = true",
            "schedule = \"cron(0 5 ? * 1 *)\"",
        )
        .replace("delete_after = 35", "cold_storage_after = 30");
    let world = world(&text);
    assert_eq!(
        world.show("backup_rules(aws_rds_cluster.db)[0].days"),
        "36500"
    );
    assert_eq!(
        world.show("backup_rules(aws_rds_cluster.db)[0].daily"),
        "false"
    );
}

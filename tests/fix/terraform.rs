//! Values of Terraform: literals where they come from, arguments, blocks; what is left to people.

use super::{failing, fixes, leaves, out, run, texts, tree};

const CLUSTER: &str = "\
resource \"aws_rds_cluster\" \"db\" {
  engine                  = \"aurora-postgresql\"
  backup_retention_period = 7 # a week
}
";

#[test]
fn a_literal_changes_where_it_stands() {
    let fixed = CLUSTER.replace("= 7", "= 35");
    fixes("DATA-003", &[("main.tf", CLUSTER)], &[("main.tf", &fixed)]);
}

#[test]
fn an_absent_argument_is_added_in_the_style_of_the_block() {
    let text = "\
resource \"aws_rds_cluster\" \"db\" {
  engine             = \"aurora-postgresql\"
  cluster_identifier = \"db\"

  tags = {
    team = \"data\"
  }
}
";
    let fixed = "\
resource \"aws_rds_cluster\" \"db\" {
  engine                  = \"aurora-postgresql\"
  cluster_identifier      = \"db\"
  backup_retention_period = 35

  tags = {
    team = \"data\"
  }
}
";
    fixes("DATA-003", &[("main.tf", text)], &[("main.tf", fixed)]);
}

const MODULE: &str = "\
variable \"days\" {
  type    = number
  default = 7
}

resource \"aws_rds_cluster\" \"db\" {
  engine                  = \"aurora-postgresql\"
  backup_retention_period = var.days
}
";

#[test]
fn the_value_changes_where_it_comes_from() {
    let call = |days: &str| format!("module \"db\" {{\n  source = \"./db\"\n{days}}}\n");
    // The default of the module's variable,
    fixes(
        "DATA-003",
        &[("main.tf", &call("")), ("db/main.tf", MODULE)],
        &[("db/main.tf", &MODULE.replace("= 7", "= 35"))],
    );
    // the argument of the call,
    fixes(
        "DATA-003",
        &[("main.tf", &call("  days   = 8\n")), ("db/main.tf", MODULE)],
        &[("main.tf", &call("  days   = 35\n"))],
    );
    // and a file of variables, which is not quoted.
    let root = "variable \"days\" {\n  type = number\n}\n\n";
    let main = format!("{root}{}", call("  days   = var.days\n"));
    let values = "days = 9 # hunter2\n";
    let files = [
        ("main.tf", &*main),
        ("db/main.tf", MODULE),
        ("terraform.tfvars", values),
    ];
    let dir = tree(&files);
    let shown = run(dir.path(), &["check", "--diff", "--select", "DATA-003"]);
    assert!(out(&shown).contains("+days = 35"), "{}", out(&shown));
    assert!(!out(&shown).contains("hunter2"), "{}", out(&shown));
    fixes(
        "DATA-003",
        &files,
        &[("terraform.tfvars", "days = 35 # hunter2\n")],
    );
}

#[test]
fn a_call_of_a_downloaded_module_gets_the_argument() {
    let call = "\
module \"db\" {
  source  = \"terraform-aws-modules/rds-aurora/aws\"
  version = \"~> 9.0\"

  name   = \"db\"
  engine = \"aurora-postgresql\"
}
";
    let fixed = "\
module \"db\" {
  source  = \"terraform-aws-modules/rds-aurora/aws\"
  version = \"~> 9.0\"

  name                    = \"db\"
  engine                  = \"aurora-postgresql\"
  backup_retention_period = 35
}
";
    fixes("DATA-003", &[("main.tf", call)], &[("main.tf", fixed)]);
}

#[test]
fn what_has_no_single_place_is_left_to_people() {
    let computed = CLUSTER.replace("= 7 # a week", "= 3 + 4");
    let dir = tree(&[("main.tf", &computed)]);
    let before = texts(dir.path());
    let fixed = run(dir.path(), &["check", "--fix", "--select", "DATA-003"]);
    assert_eq!(fixed.status.code(), Some(1));
    assert_eq!(texts(dir.path()), before);
}

#[test]
fn what_is_accepted_is_not_fixed() {
    let text = CLUSTER.replace(
        "# a week",
        "# archlint:ignore DATA-003 -- a copy of another database",
    );
    let dir = tree(&[("main.tf", &text)]);
    run(dir.path(), &["check", "--fix", "--select", "DATA-003"]);
    assert_eq!(texts(dir.path())["main.tf"], text);
}

#[test]
fn secrets_beside_a_change_are_not_shown() {
    let text = "\
resource \"aws_rds_cluster\" \"db\" {
  engine          = \"aurora-postgresql\"
  master_password = \"hunter2\"
}
";
    let dir = tree(&[("main.tf", text)]);
    let shown = run(dir.path(), &["check", "--diff", "--select", "DATA-003"]);
    assert!(
        out(&shown).contains("backup_retention_period = 35"),
        "{}",
        out(&shown)
    );
    assert!(!out(&shown).contains("hunter2"), "{}", out(&shown));
    run(dir.path(), &["check", "--fix", "--select", "DATA-003"]);
    assert!(texts(dir.path())["main.tf"].contains("\"hunter2\""));
}

#[test]
fn each_instance_has_its_own_value() {
    let text = "\
locals {
  dbs = {
    a = { days = 7 }
    b = { days = 35 }
  }
}

resource \"aws_rds_cluster\" \"db\" {
  for_each                = local.dbs
  engine                  = \"aurora-postgresql\"
  backup_retention_period = each.value.days
}

resource \"aws_rds_cluster\" \"other\" {
  count                   = 2
  engine                  = \"aurora-postgresql\"
  backup_retention_period = [35, 5][count.index]
}
";
    let fixed = text.replace("= 7 }", "= 35 }").replace("5][", "35][");
    let fixed = fixed.replace("[35, 335]", "[35, 35]");
    fixes("DATA-003", &[("main.tf", text)], &[("main.tf", &fixed)]);
    // All instances of one argument that is not there.
    let text = "\
resource \"aws_rds_cluster\" \"db\" {
  count  = 3
  engine = \"aurora-postgresql\"
}
";
    let fixed = "\
resource \"aws_rds_cluster\" \"db\" {
  count                   = 3
  engine                  = \"aurora-postgresql\"
  backup_retention_period = 35
}
";
    fixes("DATA-003", &[("main.tf", text)], &[("main.tf", fixed)]);
}

#[test]
fn an_override_is_where_the_value_stands() {
    let main = CLUSTER.replace("7", "35");
    let file = |days: &str| {
        format!("resource \"aws_rds_cluster\" \"db\" {{\n  backup_retention_period = {days}\n}}\n")
    };
    fixes(
        "DATA-003",
        &[("main.tf", &main), ("main_override.tf", &file("3"))],
        &[("main_override.tf", &file("35"))],
    );
}

#[test]
fn terraform_in_json_is_fixed_too() {
    let text = |days: &str| {
        format!(
            "\
{{
  \"resource\": {{
    \"aws_rds_cluster\": {{
      \"db\": {{
        \"engine\": \"aurora-postgresql\"{days}
      }}
    }}
  }}
}}
"
        )
    };
    let wanted = text(",\n        \"backup_retention_period\": 35");
    let low = text(",\n        \"backup_retention_period\": 4");
    for before in [text(""), low] {
        fixes(
            "DATA-003",
            &[("main.tf.json", &before)],
            &[("main.tf.json", &wanted)],
        );
    }
}

#[test]
fn variables_are_set_where_they_are_set() {
    let main = CLUSTER.replace("7 # a week", "var.days");
    let main = format!("variable \"days\" {{\n  type    = number\n  default = 35\n}}\n\n{main}");
    for (file, before, after) in [
        ("terraform.tfvars", "days=7\n", "days=35\n"),
        (
            "terraform.tfvars.json",
            "{\n  \"days\": 7\n}\n",
            "{\n  \"days\": 35\n}\n",
        ),
        ("prod.auto.tfvars", "days = \"7\"\n", "days = \"35\"\n"),
    ] {
        let dir = tree(&[("main.tf", &main), (file, before)]);
        run(dir.path(), &["check", "--fix", "--select", "DATA-003"]);
        assert_eq!(texts(dir.path())[file], after);
        assert_eq!(failing(dir.path(), "DATA-003"), [""; 0]);
    }
    // What the command line sets is in no file.
    let dir = tree(&[("main.tf", &main)]);
    let line = ["check", "--fix", "--select", "DATA-003", "--var", "days=7"];
    let fixed = run(dir.path(), &line);
    assert_eq!(fixed.status.code(), Some(1));
    assert_eq!(texts(dir.path())["main.tf"], main);
}

#[test]
fn texts_keep_their_line_ends() {
    let crlf = CLUSTER.replace('\n', "\r\n");
    let fixed = crlf.replace("= 7", "= 35");
    let dir = tree(&[("main.tf", &crlf)]);
    run(dir.path(), &["check", "--fix", "--select", "DATA-003"]);
    assert_eq!(texts(dir.path())["main.tf"], fixed);
    // A last line without an end stays one.
    let open = "resource \"aws_rds_cluster\" \"db\" {\n  engine = \"aurora-postgresql\"\n}";
    let dir = tree(&[("main.tf", open)]);
    run(dir.path(), &["check", "--fix", "--select", "DATA-003"]);
    assert_eq!(
        texts(dir.path())["main.tf"],
        "resource \"aws_rds_cluster\" \"db\" {\n  engine                  = \"aurora-postgresql\"\n  backup_retention_period = 35\n}"
    );
}

#[test]
fn suggestions_are_made_only_when_asked_for() {
    let text = "\
resource \"aws_db_instance\" \"db\" {
  engine              = \"postgres\"
  publicly_accessible = true
}
";
    let dir = tree(&[("main.tf", text)]);
    let fixed = run(dir.path(), &["check", "--fix", "--select", "NET-002"]);
    assert_eq!(texts(dir.path())["main.tf"], text);
    let said = std::str::from_utf8(&fixed.stderr).unwrap();
    assert!(
        said.contains("1 finding more with --unsafe-fixes"),
        "{said}"
    );
    let line = ["check", "--fix", "--unsafe-fixes", "--select", "NET-002"];
    assert_eq!(run(dir.path(), &line).status.code(), Some(0));
    assert_eq!(texts(dir.path())["main.tf"], text.replace("true", "false"));
    // Of a module of the registry the call changes.
    let call = |more: &str| {
        format!(
            "\
module \"db\" {{
  source  = \"terraform-aws-modules/rds-aurora/aws\"
  version = \"~> 9.0\"

  name                = \"db\"
  engine              = \"aurora-postgresql\"
  publicly_accessible = {more}

  instances = {{ one = {{}} }}
}}
"
        )
    };
    let dir = tree(&[("main.tf", &call("true"))]);
    assert_eq!(run(dir.path(), &line).status.code(), Some(0));
    assert_eq!(texts(dir.path())["main.tf"], call("false"));
}

const BUCKET: &str = "\
resource \"aws_s3_bucket\" \"ui\" {
  bucket = \"shop-ui\"

  website {
    index_document = \"index.html\"
  }
";

#[test]
fn buckets_keep_versions_by_either_way_of_writing() {
    let block = |status: &str| {
        format!(
            "{BUCKET}}}

resource \"aws_s3_bucket_versioning\" \"ui\" {{
  bucket = aws_s3_bucket.ui.id

  versioning_configuration {{
    status = \"{status}\"
  }}
}}
"
        )
    };
    let (before, after) = (block("Suspended"), block("Enabled"));
    fixes("DATA-008", &[("main.tf", &before)], &[("main.tf", &after)]);
    let own = |inside: &str| format!("{BUCKET}\n  versioning {{{inside}}}\n}}\n");
    let after = own("\n    enabled = true\n  ");
    for before in [own(""), own("\n    enabled = false\n  ")] {
        fixes("DATA-008", &[("main.tf", &before)], &[("main.tf", &after)]);
    }
    // Who has none has to choose a name first: a text to start from is offered.
    let none = format!("{BUCKET}}}\n");
    let dir = tree(&[("main.tf", &none)]);
    let told = run(dir.path(), &["check", "-v", "--select", "DATA-008"]);
    let offered = "start from";
    assert!(out(&told).contains(offered), "{}", out(&told));
    assert!(out(&told).contains("resource \"aws_s3_bucket_versioning\" \"ui\" {"));
    for (format, offered) in [("html", "To start from"), ("sarif", "**To start from**")] {
        let line = ["check", "--select", "DATA-008", "--format", format];
        let told = run(dir.path(), &line);
        assert!(out(&told).contains(offered), "{format}: {}", out(&told));
    }
}

#[test]
fn what_is_left_to_people_says_why() {
    let file = |value: &str| CLUSTER.replace("7 # a week", value);
    for (value, why) in [
        ("3 + 4", "the value is made of several"),
        ("var.prod ? 35 : 7", "a condition chooses the value"),
        ("length(\"seven..\")", "not stand there as a plain literal"),
    ] {
        let text = format!(
            "variable \"prod\" {{\n  default = false\n}}\n\n{}",
            file(value)
        );
        leaves("DATA-003", &[("main.tf", &text)], why);
    }
    let module = "resource \"aws_rds_cluster\" \"db\" {\n  engine = \"aurora-postgresql\"\n  backup_retention_period = 7\n}\n";
    let installed = "{\"Modules\":[{\"Key\":\"\",\"Source\":\"\",\"Dir\":\".\"},{\"Key\":\"db\",\"Source\":\"registry.terraform.io/x/y/z\",\"Version\":\"1.0.0\",\"Dir\":\".terraform/modules/db\"}]}";
    let files = [
        (
            "main.tf",
            "module \"db\" {\n  source  = \"x/y/z\"\n  version = \"1.0.0\"\n}\n",
        ),
        (".terraform/modules/modules.json", installed),
        (".terraform/modules/db/main.tf", module),
    ];
    leaves("DATA-003", &files, "the file is not one of the project");
}

#[test]
fn subjects_that_share_a_value_and_want_different_ones_leave_it() {
    let rule = "\
rule \"retention-of-engine\" {
  code     = \"OWN-001\"
  clause   = \"7\"
  severity = \"high\"
  title    = \"Backups are kept as the engine asks for\"
  why      = \"Because.\"
  fix      = \"Set it.\"
  resource = \"aws_rds_cluster\"
  assert   = self.backup_retention_period == (self.engine == \"aurora-mysql\" ? 14 : 35)
  at       = self.backup_retention_period
  message  = \"backups are kept for ${self.backup_retention_period} day(s)\"

  autofix {
    set    = self.backup_retention_period
    to     = self.engine == \"aurora-mysql\" ? 14 : 35
    safety = \"safe\"
  }
}
";
    let cluster = |name: &str, engine: &str| {
        format!(
            "resource \"aws_rds_cluster\" \"{name}\" {{\n  engine                  = \"{engine}\"\n  backup_retention_period = local.days\n}}\n"
        )
    };
    let (one, other) = (
        cluster("a", "aurora-mysql"),
        cluster("b", "aurora-postgresql"),
    );
    let text = format!("locals {{\n  days = 7\n}}\n\n{one}\n{other}");
    let dir = tree(&[
        ("main.tf", &text),
        ("own/OWN-001-retention-of-engine.rule.hcl", rule),
    ]);
    let line = ["check", "--fix", "--rules", "own", "--select", "OWN-001"];
    let fixed = run(dir.path(), &line);
    let said = std::str::from_utf8(&fixed.stderr).unwrap();
    assert!(
        said.contains("subjects that share it ask for different values"),
        "{said}"
    );
    assert_eq!(texts(dir.path())["main.tf"], text);
    // One of them alone has its wish.
    let alone = format!("locals {{\n  days = 7\n}}\n\n{one}");
    std::fs::write(dir.path().join("main.tf"), &alone).unwrap();
    assert_eq!(run(dir.path(), &line).status.code(), Some(0));
    assert_eq!(texts(dir.path())["main.tf"], alone.replace("= 7", "= 14"));
}

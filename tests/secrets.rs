//! Every command on a project full of secrets and of hostile names: no output holds the secret, and
//! none holds what a terminal or a runner would obey.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by them"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

mod support;

use support::{archlint, copy, tree};

const SENTINEL: &str = "S3ntinel-4711-xyz";

const FORMATS: [&str; 9] = [
    "full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "html",
];

/// What one command says and writes, by what it is.
fn said(dir: &Path, line: &[&str]) -> Vec<(String, String)> {
    let command = line.join(" ");
    let output = archlint(dir)
        .env("TF_VAR_given", SENTINEL)
        .args(line)
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    vec![
        (format!("{command} (out)"), text(&output.stdout)),
        (format!("{command} (err)"), text(&output.stderr)),
    ]
}

/// What all commands say and write about the project in `dir`, of which `base` is an older state.
fn everything(dir: &Path, base: &Path, values: &[&str]) -> Vec<(String, String)> {
    let base = base.to_str().unwrap();
    let mut all = Vec::new();
    for format in FORMATS {
        for more in [&[][..], &["-v", "--no-ignores"], &["--since", base]] {
            let line = [&["check", "--format", format], more].concat();
            all.extend(said(dir, &line));
        }
    }
    for format in ["json", "svg", "dot", "mermaid"] {
        all.extend(said(dir, &["graph", "--format", format]));
    }
    all.extend(said(dir, &["graph", "--stats"]));
    for value in values {
        all.extend(said(dir, &["explain-value", value]));
    }
    all.extend(said(dir, &["config", "show"]));
    all.extend(said(dir, &["check", "--diff", "--no-ignores"]));
    all.extend(said(
        dir,
        &["baseline", "create", "--baseline", "known.json"],
    ));
    let known = fs::read_to_string(dir.join("known.json")).unwrap();
    all.push(("the baseline".into(), known));
    let report = ["check", "--format", "json=report.json"];
    all.extend(said(dir, &report));
    all.extend(said(dir, &["check", "--since", "report.json"]));
    all.extend(said(dir, &["check", "--baseline", "known.json", "-v"]));
    let scratch = tempfile::tempdir().unwrap();
    copy(dir, scratch.path());
    let fix = ["check", "--fix", "--unsafe-fixes", "--no-ignores"];
    all.extend(said(scratch.path(), &fix));
    assert!(
        all.iter().any(|(_, text)| text.contains("fixed: ")),
        "it fixes something"
    );
    all
}

#[test]
fn no_command_tells_a_secret() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.txt"), SENTINEL).unwrap();
    let outside = outside.path().join("secret.txt");
    let encoded = STANDARD.encode(SENTINEL);
    let main = format!(
        "variable \"given\" {{\n  sensitive = true\n}}\n\
         variable \"days\" {{\n  type = number\n}}\n\
         variable \"options\" {{\n  sensitive = true\n  default   = {{ name = \"{SENTINEL}\", days = 3 }}\n}}\n\
         resource \"aws_rds_cluster\" \"db\" {{\n  engine                  = \"aurora-mysql\"\n  \
         master_password         = \"{SENTINEL}\"\n  backup_retention_period = 7\n  \
         cluster_identifier      = var.given\n}}\n\
         resource \"aws_rds_cluster\" \"other\" {{\n  engine                  = \"aurora-mysql\"\n  \
         backup_retention_period = var.days\n  master_password = <<-EOT\n    {SENTINEL}\n  EOT\n}}\n\
         resource \"aws_rds_cluster\" \"optional\" {{\n  engine                  = \"aurora-mysql\"\n  \
         cluster_identifier = var.options.name\n  backup_retention_period = var.options.days\n}}\n\
         resource \"aws_s3_bucket\" \"ui\" {{\n  bucket = \"ui-${{var.given}}\"\n  \
         website {{\n    index_document = \"index.html\"\n  }}\n}}\n\
         resource \"aws_cloudfront_distribution\" \"ui\" {{\n  comment    = file(\"{}\")\n  \
         web_acl_id = sensitive(\"{SENTINEL}\")\n  enabled    = true\n  aliases    = [sensitive(\"{SENTINEL}\")]\n  \
         origin {{\n    origin_id   = \"x\"\n    domain_name = aws_s3_bucket.ui.bucket_regional_domain_name\n  }}\n}}\n",
        outside.display()
    );
    let secret = format!(
        "apiVersion: v1\nkind: Secret\nmetadata: {{name: s}}\ndata:\n  a: {encoded}\nstringData:\n  \
         b: {SENTINEL}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\n  labels: \
         {{archlint.dev/role: api}}\nspec:\n  selector: {{matchLabels: {{app: api}}}}\n  template:\n    \
         metadata: {{labels: {{app: api}}}}\n    spec:\n      containers: [{{name: api, image: \"a:1\"}}]\n"
    );
    let values = format!("given = \"{SENTINEL}\"\ndays  = 3 # {SENTINEL}\n");
    let state =
        format!("{{\"version\": 4, \"outputs\": {{\"x\": {{\"value\": \"{SENTINEL}\"}}}}}}");
    let files = [
        ("main.tf", &*main),
        ("terraform.tfvars", &values),
        ("secret.yaml", &secret),
        ("terraform.tfstate", &state),
    ];
    let (dir, base) = (tree(&files), tree(&[("main.tf", "locals {}\n")]));
    let asked = [
        "aws_rds_cluster.db.master_password",
        "aws_rds_cluster.db.cluster_identifier",
        "aws_rds_cluster.other.master_password",
        "aws_rds_cluster.optional.backup_retention_period",
        "aws_s3_bucket.ui.bucket",
        "aws_cloudfront_distribution.ui.web_acl_id",
        "aws_cloudfront_distribution.ui.comment",
        "aws_cloudfront_distribution.ui.aliases[0]",
        S3_WRONG,
    ];
    let hexadecimal: String = SENTINEL.bytes().map(|byte| format!("{byte:02x}")).collect();
    for (what, text) in everything(dir.path(), base.path(), &asked) {
        let lower = text.to_lowercase();
        for form in [SENTINEL, &encoded, &hexadecimal] {
            let at = lower.find(&form.to_lowercase());
            let around = at.map(|at| &lower[at.saturating_sub(200)..at + 20]);
            assert_eq!(around, None, "{what}");
        }
    }
}

/// An attribute that is not there.
const S3_WRONG: &str = "aws_s3_bucket.ui.nothing";

/// What a terminal obeys instead of showing it.
fn obeyed(c: char) -> bool {
    let invisible = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    (c.is_control() && c != '\n' && c != '\t') || invisible
}

#[test]
fn no_command_passes_on_what_names_ask_for() {
    let trick =
        "a\\n::error::x\\u001b]8;;http://x\\u0007\\u202e##[set-output name=a]b<img src=x>|`";
    let main = format!(
        "resource \"aws_rds_cluster\" \"db\" {{\n  for_each                = {{ \"{trick}\" = 7 }}\n  \
         engine                  = \"aurora-mysql\"\n  cluster_identifier      = each.key\n  \
         backup_retention_period = each.value\n  # ::error::in a comment ##[error]x\n}}\n"
    );
    let manifest = format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: \"{trick}\"\n  labels: \
         {{archlint.dev/role: api}}\nspec:\n  selector: {{matchLabels: {{app: api}}}}\n  template:\n    \
         metadata: {{labels: {{app: api}}}}\n    spec:\n      containers: [{{name: api, image: \"a:1\"}}]\n"
    );
    let name = "k\n::error::x\u{1b}[31m\u{202e}##[error]y/api.yaml";
    let files = [("main.tf", &*main), (name, &*manifest)];
    let (dir, base) = (tree(&files), tree(&[("main.tf", "locals {}\n")]));
    let asked = format!("aws_rds_cluster.db[\"{trick}\"].cluster_identifier");
    let mut seen = BTreeMap::new();
    for (what, text) in everything(dir.path(), base.path(), &[&asked]) {
        let bad: Vec<char> = text.chars().filter(|c| obeyed(*c)).collect();
        assert!(bad.is_empty(), "{what}: {bad:?}");
        let lines = text.lines().map(str::trim_start);
        let commands: Vec<&str> = lines
            .filter(|line| line.starts_with("::") || line.contains("##["))
            .collect();
        // Annotations are meant, and nothing else.
        let meant = |line: &&str| {
            what.contains("--format github")
                && [
                    "::error file=",
                    "::warning file=",
                    "::notice file=",
                    "::error title=",
                    "::warning title=",
                    "::notice title=",
                ]
                .iter()
                .any(|command| line.starts_with(command))
        };
        let stray: Vec<&&str> = commands.iter().filter(|line| !meant(line)).collect();
        assert!(stray.is_empty(), "{what}: {stray:?}");
        *seen
            .entry(what.split(' ').next().unwrap().to_owned())
            .or_insert(0) += usize::from(text.contains("set-output"));
    }
    assert!(
        seen["check"] > 5 && seen["graph"] > 2 && seen["explain-value"] > 0,
        "{seen:?}"
    );
}

/// A line of a text of Terraform may begin as a command does.
#[test]
fn texts_for_people_are_framed_where_a_runner_reads() {
    let main = "resource \"aws_rds_cluster\" \"db\" {\n  tags = {\n    a = <<EOT\n::error::x\nEOT\n  }\n  engine                  = \"aurora-mysql\"\n  backup_retention_period = 7\n}\n";
    let dir = tree(&[("main.tf", main)]);
    for line in [
        &["check", "--diff", "--select", "DATA-003"][..],
        &["explain-value", "aws_rds_cluster.db.tags[\"a\"]"],
        &["explain", "DATA-003"],
        &["rules"],
        &["config", "show"],
    ] {
        let mut command = archlint(dir.path());
        let output = command
            .env("GITHUB_ACTIONS", "true")
            .args(line)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let token = text
            .strip_prefix("::stop-commands::")
            .and_then(|t| t.lines().next());
        let token = token.unwrap_or_else(|| panic!("{line:?}: {text}"));
        assert!(
            text.ends_with(&format!("::{token}::\n")),
            "{line:?}: {text}"
        );
    }
}

//! The example architecture conforms; broken in one way it gives exactly that finding, with the
//! line at fault. Breaks are edits of one file, so that the example stays one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by them"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

mod support;

use support::copy;

fn example() -> TempDir {
    let dir = TempDir::new().unwrap();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/architecture");
    copy(&example, dir.path());
    dir
}

fn check(dir: &Path) -> (i32, Value) {
    let output = Command::new(env!("CARGO_BIN_EXE_archlint"))
        .args(["check", "--format", "json", "--root"])
        .arg(dir)
        .arg(dir)
        .output()
        .unwrap();
    let report = serde_json::from_slice(&output.stdout).expect("the report is JSON");
    (output.status.code().unwrap(), report)
}

/// The failing and undecided results: rule, verdict, file and text of the line.
fn findings(dir: &Path, report: &Value) -> BTreeSet<(String, String, String, String)> {
    let results = report["results"].as_array().unwrap();
    let bad = results
        .iter()
        .filter(|r| r["verdict"] == "fail" || r["verdict"] == "unknown");
    bad.map(|result| {
        let location = &result["location"];
        let file = location["file"].as_str().unwrap();
        let line = location["start"]["line"].as_u64().unwrap() as usize;
        let text = fs::read_to_string(dir.join(file)).unwrap();
        let line = text.lines().nth(line - 1).unwrap().trim().to_owned();
        let word = |name: &str| result[name].as_str().unwrap().to_owned();
        assert!(
            result["verdict"] == "unknown" || !result["message"].as_str().unwrap().is_empty(),
            "a finding says something"
        );
        (word("rule"), word("verdict"), file.to_owned(), line)
    })
    .collect()
}

/// Breaks the example and expects one finding: `rule` at the line of `file` that reads `line`.
#[track_caller]
fn broken(path: &str, old: &str, new: &str, rule: &str, file: &str, line: &str) {
    let dir = example();
    edit(dir.path(), path, old, new);
    gives(dir.path(), rule, file, line);
}

#[track_caller]
fn edit(dir: &Path, path: &str, old: &str, new: &str) {
    let target = dir.join(path);
    let text = fs::read_to_string(&target).unwrap();
    assert!(text.contains(old), "{path} no longer holds {old:?}");
    fs::write(&target, text.replacen(old, new, 1)).unwrap();
}

#[track_caller]
fn gives(dir: &Path, rule: &str, file: &str, line: &str) {
    let (status, report) = check(dir);
    let wanted = (
        rule.to_owned(),
        "fail".to_owned(),
        file.to_owned(),
        line.to_owned(),
    );
    assert_eq!(findings(dir, &report), BTreeSet::from([wanted]));
    // What is half done is a finding, but does not fail a run.
    let results = report["results"].as_array().unwrap().iter();
    let mut failed = results.filter(|r| r["verdict"] == "fail");
    let grave = failed.any(|r| r["severity"] == "high" || r["severity"] == "critical");
    assert_eq!(status, i32::from(grave));
}

#[test]
fn the_example_conforms() {
    let dir = example();
    let (status, report) = check(dir.path());
    assert_eq!(findings(dir.path(), &report), BTreeSet::new());
    assert_eq!(report["summary"]["unknown"], 0);
    assert_eq!(
        report["diagnostics"].as_array().unwrap().len(),
        0,
        "{report:#}"
    );
    assert_eq!(status, 0);
}

#[test]
fn backups_kept_for_a_week() {
    broken(
        "terraform/modules/database/main.tf",
        "backup_retention_period      = 35",
        "backup_retention_period      = 7",
        "DATA-003",
        "terraform/modules/database/main.tf",
        "backup_retention_period      = 7",
    );
}

#[test]
fn database_on_one_instance() {
    broken(
        "terraform/modules/database/main.tf",
        "instances = { for tier, zone in var.instance_zones : zone => tier }",
        "instances = { for tier, zone in var.instance_zones : zone => tier if tier == 0 }",
        "DATA-004",
        "terraform/modules/database/main.tf",
        "resource \"aws_rds_cluster\" \"this\" {",
    );
}

#[test]
fn nodes_in_one_zone() {
    broken(
        "terraform/primary/main.tf",
        "subnet_ids         = module.network.private_subnet_ids",
        "subnet_ids         = [module.network.private_subnet_ids[0]]",
        "DR-001",
        "terraform/modules/cluster/nodes.tf",
        "subnet_ids      = var.subnet_ids",
    );
}

#[test]
fn databases_in_one_zone() {
    broken(
        "terraform/modules/database/main.tf",
        "subnet_ids = var.subnet_ids",
        "subnet_ids = [var.subnet_ids[0]]",
        "DR-001",
        "terraform/modules/database/main.tf",
        "subnet_ids = [var.subnet_ids[0]]",
    );
}

#[test]
fn load_balancer_in_one_zone() {
    broken(
        "terraform/modules/api/load_balancer.tf",
        "subnets                    = var.public_subnet_ids",
        "subnets                    = [var.public_subnet_ids[0]]",
        "DR-001",
        "terraform/modules/api/load_balancer.tf",
        "subnets                    = [var.public_subnet_ids[0]]",
    );
}

#[test]
fn database_without_a_second_region() {
    broken(
        "terraform/modules/database/main.tf",
        "global_cluster_identifier = var.global_cluster_identifier",
        "global_cluster_identifier = null",
        "DATA-005",
        "terraform/modules/database/main.tf",
        "global_cluster_identifier = null",
    );
}

#[test]
fn both_members_of_the_global_database_in_one_region() {
    broken(
        "terraform/recovery/providers.tf",
        "region              = var.region",
        "region              = \"eu-west-1\"",
        "DATA-005",
        "terraform/modules/database/main.tf",
        "global_cluster_identifier = var.global_cluster_identifier",
    );
}

#[test]
fn memory_of_the_database_unwatched() {
    broken(
        "terraform/modules/database/alarms.tf",
        "metric      = \"FreeableMemory\"",
        "metric      = \"DatabaseConnections\"",
        "OBS-004",
        "terraform/modules/database/main.tf",
        "resource \"aws_rds_cluster\" \"this\" {",
    );
}

#[test]
fn requests_for_the_ui_watched_from_the_wrong_region() {
    broken(
        "terraform/edge/alarms.tf",
        "for_each = local.ui_alarms\n",
        "for_each = local.ui_alarms\n  region   = \"eu-west-1\"\n",
        "OBS-004",
        "terraform/edge/distribution.tf",
        "resource \"aws_cloudfront_distribution\" \"ui\" {",
    );
}

#[test]
fn database_subnets_beside_the_public_ones() {
    broken(
        "terraform/modules/network/main.tf",
        "  route_table_id = aws_route_table.database.id",
        "  route_table_id = aws_route_table.public.id",
        "NET-001",
        "terraform/modules/database/main.tf",
        "subnet_ids = var.subnet_ids",
    );
}

#[test]
fn nodes_in_public_subnets() {
    broken(
        "terraform/primary/main.tf",
        "subnet_ids         = module.network.private_subnet_ids",
        "subnet_ids         = module.network.public_subnet_ids",
        "NET-005",
        "terraform/modules/cluster/nodes.tf",
        "subnet_ids      = var.subnet_ids",
    );
}

#[test]
fn host_in_a_public_subnet() {
    broken(
        "terraform/modules/network/main.tf",
        "# Private tier",
        "resource \"aws_instance\" \"jump\" {\n  ami           = \"ami-0123456789abcdef0\"\n  \
         instance_type = \"t4g.nano\"\n  subnet_id     = \
         values(aws_subnet.public)[0].id\n}\n\n# Private tier",
        "NET-009",
        "terraform/modules/network/main.tf",
        "subnet_id     = values(aws_subnet.public)[0].id",
    );
}

#[test]
fn database_group_open_to_the_internet() {
    broken(
        "terraform/modules/database/main.tf",
        "referenced_security_group_id = var.client_security_group_id",
        "cidr_ipv4                    = \"0.0.0.0/0\"",
        "NET-003",
        "terraform/modules/database/main.tf",
        "cidr_ipv4                    = \"0.0.0.0/0\"",
    );
}

#[test]
fn database_that_asks_for_a_public_address() {
    broken(
        "terraform/modules/database/main.tf",
        "publicly_accessible  = false",
        "publicly_accessible  = true",
        "NET-002",
        "terraform/modules/database/main.tf",
        "publicly_accessible  = true",
    );
}

#[test]
fn distribution_without_firewall() {
    broken(
        "terraform/edge/distribution.tf",
        "web_acl_id          = module.web_acl.arn",
        "web_acl_id          = \"\"",
        "EDGE-004",
        "terraform/edge/distribution.tf",
        "web_acl_id          = \"\"",
    );
}

#[test]
fn certificate_in_the_wrong_region() {
    broken(
        "terraform/foundation/dns.tf",
        "resource \"aws_acm_certificate\" \"ui\" {\n  provider = aws.us_east_1\n",
        "resource \"aws_acm_certificate\" \"ui\" {\n",
        "EDGE-012",
        "terraform/edge/distribution.tf",
        "acm_certificate_arn      = local.foundation.ui_certificate_arn",
    );
}

#[test]
fn budget_of_usage_only() {
    broken(
        "terraform/foundation/cost.tf",
        "budget_type  = \"COST\"",
        "budget_type  = \"USAGE\"",
        "COST-001",
        "terraform/modules/network/main.tf",
        "resource \"aws_vpc\" \"this\" {",
    );
}

#[test]
fn autoscaler_down_to_one() {
    broken(
        "kubernetes/overlays/eu-west-1/autoscaler.yaml",
        "minReplicas: 9",
        "minReplicas: 1",
        "K8S-003",
        "kubernetes/overlays/eu-west-1/autoscaler.yaml",
        "minReplicas: 1",
    );
}

#[test]
fn update_that_stops_the_api() {
    broken(
        "kubernetes/base/api/deployment.yaml",
        "type: RollingUpdate\n    rollingUpdate:\n      maxUnavailable: 0\n      maxSurge: 25%",
        "type: Recreate",
        "K8S-005",
        "kubernetes/base/api/deployment.yaml",
        "type: Recreate",
    );
}

#[test]
fn update_that_takes_all_replicas_at_once() {
    broken(
        "kubernetes/base/api/deployment.yaml",
        "maxUnavailable: 0",
        "maxUnavailable: 100%",
        "K8S-005",
        "kubernetes/base/api/deployment.yaml",
        "maxUnavailable: 100%",
    );
}

#[test]
fn metrics_behind_the_load_balancer() {
    broken(
        "kubernetes/base/metrics/grafana.yaml",
        "apiVersion: v1\nkind: ServiceAccount",
        "apiVersion: elbv2.k8s.aws/v1beta1\nkind: TargetGroupBinding\nmetadata:\n  name: grafana\n  \
         namespace: metrics\nspec:\n  targetGroupName: orders-api\n  serviceRef:\n    name: grafana\n    \
         port: http\n---\napiVersion: v1\nkind: ServiceAccount",
        "NET-007",
        "kubernetes/base/metrics/grafana.yaml",
        "name: grafana",
    );
}

#[test]
fn network_load_balancer_in_public() {
    broken(
        "terraform/modules/api/load_balancer.tf",
        "load_balancer_type         = \"application\"",
        "load_balancer_type         = \"network\"",
        "NET-011",
        "terraform/modules/api/load_balancer.tf",
        "internal                   = false",
    );
}

#[test]
fn service_that_opens_a_load_balancer() {
    broken(
        "kubernetes/base/api/service.yaml",
        "type: ClusterIP",
        "type: LoadBalancer",
        "NET-011",
        "kubernetes/base/api/service.yaml",
        // The controller's webhook is off, so that a Service without a scheme is public: nothing
        // that is written decides it.
        "kind: Service",
    );
}

#[test]
fn load_balancers_without_firewall() {
    broken(
        "terraform/modules/api/load_balancer.tf",
        "resource_arn = aws_lb.this.arn",
        "count        = 0\n  resource_arn = aws_lb.this.arn",
        "EDGE-005",
        "terraform/modules/api/load_balancer.tf",
        "resource \"aws_lb\" \"this\" {",
    );
}

#[test]
fn api_on_an_ingress_that_nobody_guards() {
    broken(
        "kubernetes/base/api/service.yaml",
        "apiVersion: v1",
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: api\n  namespace: \
         orders\n  annotations:\n    alb.ingress.kubernetes.io/scheme: internet-facing\n    \
         alb.ingress.kubernetes.io/certificate-arn: arn:aws:acm:eu-west-1:111122223333:certificate/a\n\
         spec:\n  ingressClassName: alb\n---\napiVersion: v1",
        "EDGE-005",
        "kubernetes/base/api/service.yaml",
        "kind: Ingress",
    );
}

#[test]
fn firewall_of_the_ui_made_for_a_region() {
    broken(
        "terraform/edge/main.tf",
        "scope                  = \"CLOUDFRONT\"",
        "scope                  = \"REGIONAL\"",
        "EDGE-006",
        "terraform/edge/distribution.tf",
        "web_acl_id          = module.web_acl.arn",
    );
}

#[test]
fn ui_under_the_name_of_cloudfront() {
    broken(
        "terraform/edge/distribution.tf",
        "acm_certificate_arn      = local.foundation.ui_certificate_arn",
        "cloudfront_default_certificate = true",
        "EDGE-011",
        "terraform/edge/distribution.tf",
        "cloudfront_default_certificate = true",
    );
}

#[test]
fn api_in_plain_http() {
    broken(
        "terraform/modules/api/load_balancer.tf",
        "      protocol    = \"HTTPS\"\n",
        "",
        "EDGE-015",
        "terraform/modules/api/load_balancer.tf",
        "protocol          = \"HTTP\"",
    );
}

#[test]
fn database_in_a_pod() {
    broken(
        "kubernetes/base/api/deployment.yaml",
        "      containers:\n",
        "      containers:\n        - name: store\n          image: postgres:17\n",
        "DATA-001",
        "kubernetes/base/api/deployment.yaml",
        "image: postgres:17",
    );
}

#[test]
fn api_that_may_do_everything() {
    broken(
        "terraform/modules/api/identity.tf",
        "    actions   = [\"ssm:GetParametersByPath\"]\n    resources = [\"arn:aws:ssm:${var.region}:${var.account_id}:parameter/${var.service}/*\"]",
        "    actions   = [\"*\"]\n    resources = [\"*\"]",
        "IAM-001",
        "terraform/modules/api/identity.tf",
        "policy = data.aws_iam_policy_document.this.json",
    );
}

#[test]
fn database_by_chart() {
    broken(
        "terraform/modules/cluster/controllers.tf",
        "# Keeps the load balancer's",
        "resource \"helm_release\" \"store\" {\n  name  = \"store\"\n  chart = \
         \"oci://registry-1.docker.io/bitnamicharts/postgresql\"\n}\n\n# Keeps the load balancer's",
        "DATA-001",
        "terraform/modules/cluster/controllers.tf",
        "chart = \"oci://registry-1.docker.io/bitnamicharts/postgresql\"",
    );
}

#[test]
fn agent_that_administers_the_account() {
    broken(
        "terraform/modules/cluster/pod_identity.tf",
        "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
        "arn:aws:iam::aws:policy/AdministratorAccess",
        "IAM-001",
        "terraform/modules/cluster/pod_identity.tf",
        "policy_arn = \"arn:aws:iam::aws:policy/AdministratorAccess\"",
    );
}

/// The account blocks public access as well: only without both can everybody read.
#[test]
fn ui_bucket_that_everybody_reads() {
    let dir = example();
    edit(
        dir.path(),
        "terraform/foundation/access.tf",
        "resource \"aws_s3_account_public_access_block\" \"this\" {",
        "resource \"aws_s3_account_public_access_block\" \"this\" {\n  count = 0",
    );
    edit(
        dir.path(),
        "terraform/edge/ui.tf",
        "  block_public_acls       = true\n  block_public_policy     = true\n  \
         ignore_public_acls      = true\n  restrict_public_buckets = true\n}",
        "  block_public_policy     = true\n  restrict_public_buckets = true\n}\n\nresource \
         \"aws_s3_bucket_acl\" \"ui\" {\n  bucket = aws_s3_bucket.ui[\"primary\"].id\n  acl    = \
         \"public-read\"\n}",
    );
    let line = "acl    = \"public-read\"";
    gives(dir.path(), "EDGE-002", "terraform/edge/ui.tf", line);
}

#[test]
fn ui_releases_overwritten() {
    broken(
        "terraform/edge/ui.tf",
        "    status = \"Enabled\"",
        "    status = \"Suspended\"",
        "DATA-008",
        "terraform/edge/ui.tf",
        "status = \"Suspended\"",
    );
}

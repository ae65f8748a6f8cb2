//! Systems of any size, for what must stay linear in it.
//!
//! A system is a list of files, each with its path. [`Shape`] says how its parts hang together:
//! what is quadratic shows where many things name one, where each names the next, or where nobody
//! knows what is named. A size counts resources and Kubernetes objects, roughly.

#![allow(dead_code, reason = "each of its users takes what it needs")]

use std::fmt::Write;

/// How the parts of a system hang together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// Many small systems of every kind that rules look at, in one root.
    Cells,
    /// Nearly as good a system, with everything of a kind attached to one thing.
    Star,
    /// Security groups of which each lets the next in, locals and modules of which each needs the
    /// next.
    Chain,
    /// What names another names something that no file tells.
    Loose,
    /// Everything that can fail fails.
    Failing,
    /// Small roots.
    Roots,
    /// Calls of one module, one by one and by the keys of a map, that take from each other.
    Modules,
    /// One `for_each` over a map of a variables file.
    Entries,
    /// One stream of Kubernetes objects.
    Stream,
}

impl Shape {
    /// All of them.
    pub const ALL: [Shape; 9] = [
        Shape::Cells,
        Shape::Star,
        Shape::Chain,
        Shape::Loose,
        Shape::Failing,
        Shape::Roots,
        Shape::Modules,
        Shape::Entries,
        Shape::Stream,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Shape::Cells => "cells",
            Shape::Star => "star",
            Shape::Chain => "chain",
            Shape::Loose => "loose",
            Shape::Failing => "failing",
            Shape::Roots => "roots",
            Shape::Modules => "modules",
            Shape::Entries => "entries",
            Shape::Stream => "stream",
        }
    }
}

/// A file of a system: its path and its text.
pub type File = (String, String);

const CELL: &str = include_str!("cell.tf");
const OBJECTS: &str = include_str!("cell.yaml");
/// Instances and objects of a cell.
const CELL_SIZE: usize = 62;

const PROVIDERS: &str = r#"provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "global"
  region = "us-east-1"
}
"#;

/// A system of `size` resources and objects.
pub fn system(shape: Shape, size: usize) -> Vec<File> {
    match shape {
        Shape::Cells => cells(size, "35"),
        Shape::Failing => failing(size),
        Shape::Star => star(size),
        Shape::Chain => chain(size),
        Shape::Loose => loose(size),
        Shape::Roots => roots(size),
        Shape::Modules => modules(size),
        Shape::Entries => entries(size),
        Shape::Stream => vec![("all.yaml".into(), stream(size))],
    }
}

fn cell(at: usize, days: &str) -> String {
    let text = CELL.replace("@days", days).replace("@@", "\0");
    text.replace('@', &at.to_string()).replace('\0', "@")
}

fn objects(at: usize) -> String {
    OBJECTS.replace('@', &at.to_string())
}

fn cells(size: usize, days: &str) -> Vec<File> {
    let mut files = vec![("terraform/providers.tf".into(), PROVIDERS.into())];
    for at in 0..size.div_ceil(CELL_SIZE) {
        files.push((format!("terraform/cell_{at}.tf"), cell(at, days)));
        // Every tenth stands in two overlays.
        let dir = format!("kubernetes/cell_{at}");
        match at % 10 {
            0 => {
                let base = "resources: [all.yaml]\n";
                files.push((format!("{dir}/base/all.yaml"), objects(at)));
                files.push((format!("{dir}/base/kustomization.yaml"), base.into()));
                for region in ["west", "central"] {
                    let path = format!("{dir}/overlays/{region}/kustomization.yaml");
                    let overlay = format!(
                        "resources: [../../base]\nimages:\n  - name: registry.example.com/api\n    newName: {region}.example.com/api\n"
                    );
                    files.push((path, overlay));
                }
            }
            _ => files.push((format!("{dir}.yaml"), objects(at))),
        }
    }
    files
}

fn failing(size: usize) -> Vec<File> {
    let mut files = cells(size, "1");
    for (path, text) in &mut files {
        if path.ends_with(".yaml") {
            *text = text
                .replace("maxUnavailable: 0", "maxUnavailable: 2")
                .replace("minReplicas: 3", "minReplicas: 1")
                .replace("scheme: internal", "scheme: internet-facing")
                .replace(
                    "  selector:\n    app: ",
                    "  type: LoadBalancer\n  selector:\n    app: ",
                );
        } else {
            *text = text
                .replace("nat_gateway_id         = aws_nat_gateway", "gateway_id = aws_internet_gateway")
                .replace("referenced_security_group_id = aws_security_group.nodes", "cidr_ipv4 = \"0.0.0.0/0\" # ")
                .replace("web_acl_id ", "# ")
                .replace("resource_arn = ", "resource_arn = null # ")
                .replace("= \"Enabled\"", "= \"Suspended\"")
                .replace("block_public_policy     = true", "block_public_policy     = false")
                .replace("Service\"\n      identifiers = [\"cloudfront", "AWS\"\n      identifiers = [\"*\"] # ")
                .replace("    condition {\n      test     = \"StringEquals\"\n      variable = \"aws:SourceArn\"\n      values   = [aws_cloudfront_distribution", "    # condition {\n      # test     = \"StringEquals\"\n      # variable = \"aws:SourceArn\"\n      # values   = [aws_cloudfront_distribution")
                .replace(".arn]\n    }\n  }\n}\n\nresource \"aws_cloudfront_origin", ".arn]\n    # }\n  }\n}\n\nresource \"aws_cloudfront_origin")
                .replace("Action = [\"s3:GetObject\"], Resource = [", "Action = [\"*\"], Resource = [\"*\", ")
                .replace("provider          = aws.global", "# no provider")
                .replace("COST", "USAGE");
        }
    }
    files
}

/// Texts that one file holds: few enough for what a file may be long.
const A_FILE: usize = 500;

/// `count` texts, each with its number.
fn each(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).map(text).collect()
}

/// The same in files called `name`, of which none is too long.
fn in_files(name: &str, count: usize, text: impl Fn(usize) -> String) -> Vec<File> {
    let (stem, ending) = name.split_once('.').unwrap_or((name, ""));
    (0..count.div_ceil(A_FILE))
        .map(|file| {
            let end = count.min((file + 1) * A_FILE);
            let text = (file * A_FILE..end).map(&text).collect();
            (format!("{stem}_{file}.{ending}"), text)
        })
        .collect()
}

fn star(size: usize) -> Vec<File> {
    // Of which each of the kinds below gets a share.
    let n = size / 24;
    let text = format!("{PROVIDERS}{}", cell(0, "35"));
    let mut files = vec![
        ("terraform/main.tf".into(), text),
        ("kubernetes/main.yaml".into(), objects(0)),
    ];
    files.extend(in_files("terraform/more.tf", n, |at| {
        format!(
            r#"
resource "aws_subnet" "more{at}" {{
  vpc_id            = aws_vpc.c0.id
  cidr_block        = "10.1.0.0/24"
  availability_zone = "eu-west-1a"
}}
resource "aws_route_table_association" "more{at}" {{
  subnet_id      = aws_subnet.more{at}.id
  route_table_id = aws_route_table.private0.id
}}
resource "aws_route" "more{at}" {{
  route_table_id         = aws_route_table.private0.id
  destination_cidr_block = "172.16.0.0/24"
  nat_gateway_id         = aws_nat_gateway.c0.id
}}
resource "aws_security_group_rule" "more{at}" {{
  type              = "ingress"
  security_group_id = aws_security_group.nodes0.id
  cidr_blocks       = ["10.2.0.0/16"]
  from_port         = {at}
  to_port           = {at}
  protocol          = "tcp"
}}
resource "aws_vpc_security_group_ingress_rule" "more{at}" {{
  security_group_id            = aws_security_group.database0.id
  referenced_security_group_id = aws_security_group.nodes0.id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}}
resource "aws_instance" "more{at}" {{
  ami                    = "ami-1"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.private0["a"].id
  vpc_security_group_ids = [aws_security_group.nodes0.id]
}}
resource "aws_lb_listener" "more{at}" {{
  load_balancer_arn = aws_lb.c0.arn
  port              = {at}
  protocol          = "HTTPS"
  certificate_arn   = aws_acm_certificate.c0.arn
  default_action {{
    type             = "forward"
    target_group_arn = aws_lb_target_group.c0.arn
  }}
}}
resource "aws_lb_listener_rule" "more{at}" {{
  listener_arn = aws_lb_listener.https0.arn
  condition {{
    path_pattern {{
      values = ["/{at}"]
    }}
  }}
  action {{
    type             = "forward"
    target_group_arn = aws_lb_target_group.c0.arn
  }}
}}
resource "aws_lb_listener_certificate" "more{at}" {{
  listener_arn    = aws_lb_listener.https0.arn
  certificate_arn = aws_acm_certificate.c0.arn
}}
resource "aws_lb" "more{at}" {{
  subnets         = [for subnet in aws_subnet.public0 : subnet.id]
  security_groups = [aws_security_group.balancer0.id]
}}
resource "aws_wafv2_web_acl_association" "more{at}" {{
  resource_arn = aws_lb.more{at}.arn
  web_acl_arn  = aws_wafv2_web_acl.c0.arn
}}
resource "aws_rds_cluster_instance" "more{at}" {{
  cluster_identifier = aws_rds_cluster.c0.id
  engine             = "aurora-postgresql"
  instance_class     = "db.r6g.large"
}}
resource "aws_rds_cluster" "more{at}" {{
  engine                  = "aurora-postgresql"
  db_subnet_group_name    = aws_db_subnet_group.c0.name
  vpc_security_group_ids  = [aws_security_group.database0.id]
  backup_retention_period = 35
}}
resource "aws_backup_selection" "more{at}" {{
  plan_id      = aws_backup_plan.c0.id
  iam_role_arn = aws_iam_role.c0.arn
  resources    = [aws_rds_cluster.c0.arn]
}}
resource "aws_eks_node_group" "more{at}" {{
  cluster_name  = aws_eks_cluster.c0.name
  node_role_arn = aws_iam_role.c0.arn
  subnet_ids    = [for subnet in aws_subnet.private0 : subnet.id]
}}
resource "aws_iam_role_policy" "more{at}" {{
  role   = aws_iam_role.c0.id
  policy = data.aws_iam_policy_document.ui0.json
}}
resource "aws_s3_object" "more{at}" {{
  bucket = aws_s3_bucket.ui0.id
  key    = "{at}.html"
}}
resource "aws_cloudfront_distribution" "more{at}" {{
  enabled    = true
  web_acl_id = aws_wafv2_web_acl.ui0.arn
  origin {{
    origin_id                = "ui"
    domain_name              = aws_s3_bucket.ui0.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.c0.id
  }}
  viewer_certificate {{
    acm_certificate_arn = aws_acm_certificate.ui0.arn
  }}
}}
resource "aws_cloudwatch_metric_alarm" "more{at}" {{
  namespace           = "AWS/RDS"
  metric_name         = "CPUUtilization"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 5
}}
"#
        )
    }));
    files.extend(in_files("kubernetes/more.yaml", n, |at| {
        format!(
            r#"---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: more-{at}
  namespace: team-0
spec:
  replicas: 3
  selector:
    matchLabels:
      app: api
  template:
    metadata:
      labels:
        app: api
    spec:
      containers:
        - name: api
          image: registry.example.com/api:1
---
apiVersion: v1
kind: Service
metadata:
  name: more-{at}
  namespace: team-0
spec:
  selector:
    app: other-{at}
  ports:
    - port: 80
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: more-{at}
  namespace: team-0
  annotations:
    alb.ingress.kubernetes.io/group.name: one
    alb.ingress.kubernetes.io/scheme: internal
spec:
  ingressClassName: alb
  rules:
    - http:
        paths:
          - path: /{at}
            pathType: Prefix
            backend:
              service:
                name: api
                port:
                  number: 80
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: more-{at}
  namespace: team-0
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: api
  minReplicas: 3
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: more-{at}
  namespace: team-0
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: api
"#
        )
    }));
    files
}

fn chain(size: usize) -> Vec<File> {
    let n = size / 4;
    let mut text = format!("{PROVIDERS}{}", cell(0, "35"));
    let links = in_files("links.tf", n, |at| {
        let next = at + 1;
        format!(
            r#"
resource "aws_security_group" "link{at}" {{
  vpc_id = aws_vpc.c0.id
  tags   = local.link{at}
}}
resource "aws_vpc_security_group_ingress_rule" "link{at}" {{
  security_group_id            = aws_security_group.link{at}.id
  referenced_security_group_id = aws_security_group.link{next}.id
  ip_protocol                  = "-1"
}}
resource "aws_instance" "link{at}" {{
  ami                    = "ami-1"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.private0["a"].id
  vpc_security_group_ids = [aws_security_group.link{at}.id]
  user_data              = aws_instance.link{next}.private_ip
}}
resource "aws_db_instance" "link{at}" {{
  engine                 = "postgres"
  db_subnet_group_name   = aws_db_subnet_group.c0.name
  vpc_security_group_ids = [aws_security_group.link{at}.id]
  replicate_source_db    = aws_db_instance.link{next}.arn
}}
locals {{
  link{at} = local.link{next}
}}
"#
        )
    });
    let _ = write!(
        text,
        r#"
locals {{
  link{n} = {{ end = "true" }}
}}
resource "aws_security_group" "link{n}" {{
  vpc_id = aws_vpc.c0.id
}}
resource "aws_instance" "link{n}" {{
  ami = "ami-1"
}}
resource "aws_db_instance" "link{n}" {{
  engine = "postgres"
}}
"#
    );
    [vec![("main.tf".into(), text)], links].concat()
}

fn loose(size: usize) -> Vec<File> {
    let n = size / 16;
    let text = format!(
        "{PROVIDERS}\nvariable \"it\" {{}}\nvariable \"list\" {{\n  type = list(string)\n}}\n"
    );
    let parts = in_files("parts.tf", n, |at| {
        format!(
            r#"
resource "aws_vpc" "l{at}" {{
  cidr_block = var.it
}}
resource "aws_subnet" "l{at}" {{
  vpc_id            = var.it
  availability_zone = var.it
}}
resource "aws_route_table" "l{at}" {{
  vpc_id = var.it
}}
resource "aws_route" "l{at}" {{
  route_table_id         = var.it
  destination_cidr_block = var.it
  gateway_id             = var.it
}}
resource "aws_route_table_association" "l{at}" {{
  subnet_id      = var.it
  route_table_id = var.it
}}
resource "aws_security_group" "l{at}" {{
  vpc_id = var.it
}}
resource "aws_security_group_rule" "l{at}" {{
  type              = "ingress"
  security_group_id = var.it
  cidr_blocks       = var.list
  from_port         = var.it
  to_port           = var.it
  protocol          = var.it
}}
resource "aws_lb" "l{at}" {{
  internal        = var.it
  subnets         = var.list
  security_groups = var.list
}}
resource "aws_lb_listener" "l{at}" {{
  load_balancer_arn = var.it
  protocol          = var.it
}}
resource "aws_wafv2_web_acl_association" "l{at}" {{
  resource_arn = var.it
  web_acl_arn  = var.it
}}
resource "aws_db_subnet_group" "l{at}" {{
  subnet_ids = var.list
}}
resource "aws_rds_cluster" "l{at}" {{
  engine                  = "aurora-postgresql"
  db_subnet_group_name    = var.it
  vpc_security_group_ids  = var.list
  backup_retention_period = var.it
}}
resource "aws_eks_node_group" "l{at}" {{
  cluster_name = var.it
  subnet_ids   = var.list
}}
resource "aws_s3_bucket" "l{at}" {{
  bucket = var.it
}}
resource "aws_s3_bucket_policy" "l{at}" {{
  bucket = var.it
  policy = var.it
}}
resource "aws_cloudwatch_metric_alarm" "l{at}" {{
  namespace   = var.it
  metric_name = var.it
}}
"#
        )
    });
    [vec![("main.tf".into(), text)], parts].concat()
}

fn roots(size: usize) -> Vec<File> {
    let mut files = Vec::new();
    for at in 0..size.div_ceil(CELL_SIZE) {
        let text = format!("{PROVIDERS}{}", cell(at, "35"));
        files.push((format!("roots/{at}/main.tf"), text));
        files.push((format!("roots/{at}/all.yaml"), objects(at)));
    }
    files
}

fn modules(size: usize) -> Vec<File> {
    // A database with its alarms.
    let module = r#"
variable "name" {}
variable "days" { default = 35 }
resource "aws_rds_cluster" "this" {
  cluster_identifier      = var.name
  engine                  = "aurora-postgresql"
  backup_retention_period = var.days
}
resource "aws_rds_cluster_instance" "this" {
  count              = 2
  cluster_identifier = aws_rds_cluster.this.id
  engine             = "aurora-postgresql"
  instance_class     = "db.r6g.large"
}
resource "aws_cloudwatch_metric_alarm" "this" {
  for_each            = toset(["CPUUtilization", "FreeableMemory"])
  namespace           = "AWS/RDS"
  metric_name         = each.value
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 5
  dimensions          = { DBClusterIdentifier = aws_rds_cluster.this.id }
}
output "id" { value = aws_rds_cluster.this.id }
output "arn" { value = aws_rds_cluster.this.arn }
"#;
    let keyed = size / 20;
    let keys = each(keyed, |at| format!("\"k{at}\", "));
    let by_keys = format!(
        r#"
locals {{
  keys = toset([{keys}])
}}
module "first" {{
  source   = "./modules/db"
  for_each = local.keys
  name     = each.key
}}
module "second" {{
  source   = "./modules/db"
  for_each = local.keys
  name     = module.first[each.key].id
}}
"#
    );
    let calls = each(size / 10, |at| {
        format!("module \"db{at}\" {{\n  source = \"./modules/db\"\n  name   = \"db-{at}\"\n}}\n")
    });
    let outputs = each(size / 10, |at| {
        format!("output \"db{at}\" {{\n  value = module.db{at}.id\n}}\n")
    });
    vec![
        (
            "main.tf".into(),
            format!("{PROVIDERS}{by_keys}{calls}{outputs}"),
        ),
        ("modules/db/main.tf".into(), module.into()),
    ]
}

fn entries(size: usize) -> Vec<File> {
    let text = format!(
        "{PROVIDERS}\n{}",
        r#"
variable "queues" {
  type = map(object({ days = number, name = string, tags = optional(map(string), {}) }))
}
resource "aws_sqs_queue" "this" {
  for_each                  = { for key, queue in var.queues : key => queue if queue.days > 12 }
  name                      = each.value.name
  message_retention_seconds = each.value.days * 86400
}
"#
    );
    let entries = each(size, |at| {
        format!(
            "  q{at} = {{ days = {}, name = \"queue-{at}\" }}\n",
            at % 14
        )
    });
    vec![
        ("main.tf".into(), text),
        (
            "terraform.tfvars".into(),
            format!("queues = {{\n{entries}}}\n"),
        ),
    ]
}

/// Small documents, so that as many as one file may have are no more bytes than it may have.
fn stream(size: usize) -> String {
    each(size / 2, |at| {
        format!(
            r#"---
apiVersion: apps/v1
kind: Deployment
metadata: {{ name: api-{at}, namespace: team }}
spec:
  replicas: 3
  template: {{ metadata: {{ labels: {{ app: api-{at} }} }}, spec: {{ containers: [{{ name: api, image: api }}] }} }}
---
apiVersion: v1
kind: Service
metadata: {{ name: api-{at}, namespace: team }}
spec: {{ selector: {{ app: api-{at} }}, ports: [{{ port: 80 }}] }}
"#
        )
    })
}

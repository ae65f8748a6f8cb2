//! How fast the HCL native syntax is read: `cargo bench --bench syntax`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by them"
)]

use std::fmt::Write;
use std::hint::black_box;
use std::sync::Arc;

use archlint::source::FileId;
use archlint::syntax::hcl;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// Variables, as modules declare them.
fn variables(index: usize) -> String {
    format!(
        r#"variable "subnet_tags_{index}" {{
  description = "Additional tags for the private subnets of tier {index}, merged over the common ones"
  type        = map(string)
  default     = {{}}
}}

variable "settings_{index}" {{
  description = "Settings of the service, see the documentation of each attribute below"
  type = object({{
    enabled           = optional(bool, true)
    retention_in_days = optional(number, 7)
    allowed_cidrs     = optional(list(string), ["10.0.0.0/8"])
  }})
  default  = null
  nullable = true

  validation {{
    condition     = var.settings_{index} == null || var.settings_{index}.retention_in_days >= 1
    error_message = "The retention must be at least one day."
  }}
}}

"#
    )
}

/// Resources and a module call.
fn resources(index: usize) -> String {
    format!(
        r#"################################################################################
# Database {index}
################################################################################

resource "aws_db_instance" "this_{index}" {{
  count = local.create && var.create_database ? 1 : 0

  identifier              = "${{var.name}}-${{local.environment}}-{index}"
  engine                  = "postgres"
  instance_class          = try(var.settings_{index}.instance_class, "db.t4g.medium")
  allocated_storage       = 100
  multi_az                = true
  db_subnet_group_name    = aws_db_subnet_group.this[0].name
  vpc_security_group_ids  = concat([aws_security_group.database.id], var.security_group_ids)
  backup_retention_period = 7 # days
  storage_encrypted       = true
  kms_key_id              = module.key.arn

  dynamic "restore_to_point_in_time" {{
    for_each = var.restore != null ? [var.restore] : []

    content {{
      restore_time                  = lookup(restore_to_point_in_time.value, "restore_time", null)
      source_db_instance_identifier = restore_to_point_in_time.value.source
    }}
  }}

  tags = merge(
    local.tags,
    {{
      Name = format("%s-%s", var.name, "database")
      Tier = "data"
    }},
    var.subnet_tags_{index},
  )

  lifecycle {{
    ignore_changes = [password, tags["LastModified"]]
  }}
}}

module "service_{index}" {{
  source  = "registry.example.com/platform/service/aws"
  version = "~> 4.2"

  name        = var.name
  subnet_ids  = module.vpc.private_subnets
  environment = [for name, value in var.environment : {{ name = name, value = value }} if value != ""]

  containers = {{
    web = {{
      image = "${{local.registry}}/web:${{var.image_tag}}"
      ports = [{{ container = 8080, protocol = "tcp" }}]
      cpu   = 256 * 2
    }}
    proxy = {{
      image     = "envoy:1.30"
      essential = false
    }}
  }}
}}

"#
    )
}

/// Locals, outputs and a policy in a heredoc.
fn expressions(index: usize) -> String {
    format!(
        r#"locals {{
  azs_{index} = slice(data.aws_availability_zones.available.names, 0, 3)
  # Every subnet by its zone.
  subnets_{index} = {{
    for key, subnet in var.subnets : key => merge(subnet, {{
      cidr = cidrsubnet(var.cidr, 4, index(keys(var.subnets), key))
    }}) if subnet.enabled
  }}
  ids_{index} = aws_subnet.private.*.id
}}

resource "aws_iam_policy" "this_{index}" {{
  name   = "policy-{index}"
  policy = <<-EOT
    {{
      "Version": "2012-10-17",
      "Statement": [
        {{
          "Effect": "Allow",
          "Action": ["s3:GetObject", "s3:PutObject"],
          "Resource": "${{aws_s3_bucket.this.arn}}/*"
        }}
      ]
    }}
  EOT
}}

output "database_endpoint_{index}" {{
  description = "The address that the applications connect to"
  value       = try(aws_db_instance.this_{index}[0].endpoint, null)
  sensitive   = false
}}

"#
    )
}

/// About `bytes` of Terraform as people write it.
fn realistic(bytes: usize) -> Arc<str> {
    let mut text = String::new();
    for index in 0.. {
        let part = match index % 3 {
            0 => variables(index),
            1 => resources(index),
            _ => expressions(index),
        };
        let _ = text.write_str(&part);
        if text.len() >= bytes {
            break;
        }
    }
    Arc::from(text)
}

fn parsing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("hcl");
    let chain = format!("a = 1{}\n", " + 1".repeat(50_000));
    let keys: String = (0..20_000)
        .map(|key| format!("  key{key} = {key}\n"))
        .collect();
    let texts = [
        ("file of 4 KB", realistic(4_000)),
        ("file of 1 MB", realistic(1_000_000)),
        ("chain of operators", Arc::from(chain)),
        (
            "object of 20,000 keys",
            Arc::from(format!("a = {{\n{keys}}}\n")),
        ),
    ];
    for (name, text) in texts {
        let (_, diagnostics) = hcl::parse(FileId(0), text.clone());
        assert!(diagnostics.is_empty(), "{name}: {diagnostics:?}");
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| hcl::parse(FileId(0), black_box(text.clone())));
        });
    }
    group.finish();
}

criterion_group!(benches, parsing);
criterion_main!(benches);

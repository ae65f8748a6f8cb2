//! Speed of evaluation, on the two kinds of configuration that cost differently: many small root
//! modules, and one with thousands of `for_each` instances. Both should grow linearly.
#![allow(missing_docs, reason = "criterion's macros make undocumented items")]
#![allow(
    clippy::unwrap_used,
    reason = "a scratch tree that cannot be made ends the benchmark"
)]

use std::collections::BTreeSet;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use archlint::graph::Graph;
use archlint::source::{Limits, Root, Sources};
use archlint::terraform::{Configuration, Layout, Options, Project, RootRun, load};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

/// A root module as teams write it: variables, locals, a VPC with its subnets.
const SMALL: &str = r#"
variable "cidr" {
  type    = string
  default = "10.0.0.0/16"
}
variable "zones" {
  type    = list(string)
  default = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
}
locals {
  subnets = { for i, zone in var.zones : zone => cidrsubnet(var.cidr, 8, i) }
  tags    = merge({ Project = "x" }, { Name = "main-${terraform.workspace}" })
}
resource "aws_vpc" "main" {
  cidr_block = var.cidr
  tags       = local.tags
}
resource "aws_subnet" "private" {
  for_each          = local.subnets
  vpc_id            = aws_vpc.main.id
  cidr_block        = each.value
  availability_zone = each.key
  tags              = merge(local.tags, { Tier = "private" })
}
output "subnet_ids" {
  value = values(aws_subnet.private)[*].id
}
"#;

/// A module with `count` × 100 instances of one resource.
fn wide(count: usize) -> String {
    format!(
        r#"
locals {{
  many = {{ for i, p in setproduct(range({count}), range(100)) : format("n%05d", i) => i }}
}}
resource "aws_vpc" "main" {{
  cidr_block = "10.0.0.0/8"
}}
resource "aws_subnet" "many" {{
  for_each   = local.many
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet("10.0.0.0/8", 16, each.value)
}}
"#
    )
}

fn loaded(dir: &Path, modules: &[String]) -> Configuration {
    let root = Arc::new(Root::at(dir).unwrap());
    let dirs: BTreeSet<Arc<str>> = modules.iter().map(|m| m.as_str().into()).collect();
    let mut sources = Sources::default();
    load(
        &root,
        &dirs,
        &Layout::default(),
        &mut sources,
        Limits::DEFAULT,
    )
}

fn evaluate(configuration: &Configuration) -> usize {
    let runs: Vec<RootRun> = RootRun::each(configuration);
    let project = Project::evaluate(configuration, &runs, &Options::default());
    Graph::new(&project).instances.len()
}

fn small_roots(c: &mut Criterion) {
    let mut group = c.benchmark_group("small roots");
    for count in [100, 200, 400] {
        let scratch = tempfile::tempdir().unwrap();
        let modules: Vec<String> = (0..count).map(|n| format!("m{n:03}")).collect();
        for module in &modules {
            fs::create_dir(scratch.path().join(module)).unwrap();
            fs::write(scratch.path().join(module).join("main.tf"), SMALL).unwrap();
        }
        let configuration = loaded(scratch.path(), &modules);
        assert_eq!(evaluate(&configuration), count * 4);
        group.bench_with_input(BenchmarkId::from_parameter(count), &(), |b, ()| {
            b.iter(|| black_box(evaluate(&configuration)));
        });
    }
}

fn many_instances(c: &mut Criterion) {
    let mut group = c.benchmark_group("for_each");
    for count in [25, 50, 100] {
        let scratch = tempfile::tempdir().unwrap();
        fs::write(scratch.path().join("main.tf"), wide(count)).unwrap();
        let configuration = loaded(scratch.path(), &[".".to_owned()]);
        assert_eq!(evaluate(&configuration), count * 100 + 1);
        group.bench_with_input(BenchmarkId::from_parameter(count * 100), &(), |b, ()| {
            b.iter(|| black_box(evaluate(&configuration)));
        });
    }
}

criterion_group!(benches, small_roots, many_instances);
criterion_main!(benches);

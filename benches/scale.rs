//! Whole checks of generated systems, every rule on. The time for each resource should be the same
//! whatever the size and however the parts hang together.
#![allow(missing_docs, reason = "criterion's macros make undocumented items")]
#![allow(
    clippy::unwrap_used,
    reason = "a scratch tree that cannot be made ends the benchmark"
)]

#[path = "../tests/generated/mod.rs"]
mod generated;

use std::fs;
use std::process::{Command, Stdio};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use generated::{Shape, system};

fn checks(c: &mut Criterion) {
    for shape in Shape::ALL {
        let mut group = c.benchmark_group(shape.name());
        group.sample_size(10);
        for size in [2_500, 5_000, 10_000, 20_000] {
            let scratch = tempfile::tempdir().unwrap();
            fs::create_dir(scratch.path().join(".git")).unwrap();
            for (path, text) in system(shape, size) {
                let path = scratch.path().join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            group.throughput(Throughput::Elements(size as u64));
            group.bench_function(BenchmarkId::from_parameter(size), |b| {
                b.iter(|| {
                    let mut check = Command::new(env!("CARGO_BIN_EXE_archlint"));
                    check.arg("check").arg(scratch.path());
                    let check = check.args(["--format", "json"]).env("CI", "true");
                    check.stdout(Stdio::null()).stderr(Stdio::null());
                    check.status().unwrap()
                });
            });
        }
    }
}

criterion_group!(benches, checks);
criterion_main!(benches);

//! Speed of the walk and of reading, on the size of tree the whole program is measured with:
//! 1,800 files of Terraform, 4.9 MB. Both together should stay well under 50 ms of CPU.
#![allow(missing_docs, reason = "criterion's macros make undocumented items")]
#![allow(
    clippy::unwrap_used,
    reason = "a scratch tree that cannot be made ends the benchmark"
)]

use std::fs;
use std::hint::black_box;

use archlint::source::{Excludes, Limits, Root, Sources, load, walk};
use criterion::{Criterion, criterion_group, criterion_main};

const MODULES: usize = 450;
const FILES: [&str; 4] = ["main.tf", "outputs.tf", "variables.tf", "versions.tf"];
const FILE_BYTES: usize = 4_900_000 / (MODULES * FILES.len());

fn a_tree(c: &mut Criterion) {
    let scratch = tempfile::tempdir().unwrap();
    let text = "# a line of Terraform\n".repeat(FILE_BYTES / 22);
    for module in 0..MODULES {
        let directory = scratch.path().join(format!("modules/m{module:03}/aws"));
        fs::create_dir_all(&directory).unwrap();
        for file in FILES {
            fs::write(directory.join(file), &text).unwrap();
        }
    }
    let root = Root::at(scratch.path()).unwrap();
    let start = [".".to_owned()];
    let excludes = Excludes::default();
    let find = || walk(&root, &start, &excludes, &Limits::DEFAULT);
    let inputs = find().inputs;
    assert_eq!(inputs.len(), MODULES * FILES.len());
    c.bench_function("walk", |bencher| bencher.iter(|| black_box(find())));
    c.bench_function("load", |bencher| {
        bencher.iter(|| {
            let mut sources = Sources::default();
            load(&root, &inputs, &Limits::DEFAULT, &mut sources);
            black_box(sources)
        });
    });
}

criterion_group!(benches, a_tree);
criterion_main!(benches);

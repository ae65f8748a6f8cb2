//! The stand-ins for registry modules: each is evaluated without arguments, and with typical ones
//! in `tests/models/`.
//!
//! Comments in those files say what must come of the calls beside them:
//!
//! ```text
//! #= 2 module.vpc.aws_nat_gateway.this                           how many instances there are
//! #= module.vpc.aws_subnet.public[0].availability_zone = "a"     a value, in JSON
//! #= module.vpc.aws_subnet.public[0].vpc_id -> aws_vpc.x.id      a reference
//! ```

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by them"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use serde_json::Value;
use tempfile::TempDir;

fn beneath(directory: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(directory)
}

/// What archlint understands of the Terraform files in `root`, without any error; one in a stand-in
/// is a warning.
fn graph(root: &Path) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_archlint"))
        .args(["graph", "--format", "json", "--color", "never", "--root"])
        .args([root, root])
        .output()
        .unwrap();
    let graph: Value = serde_json::from_slice(&output.stdout).unwrap();
    let wrong: Vec<&Value> = graph["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|diagnostic| diagnostic["severity"] == "error" || diagnostic["code"] == "EVAL-001")
        .collect();
    assert!(wrong.is_empty(), "{}: {wrong:#?}", root.display());
    graph
}

/// All directories at or below `directory` that hold Terraform files, relative to the first.
fn modules(base: &Path, directory: &Path, found: &mut BTreeSet<String>) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() {
            modules(base, &path, found)?;
        } else if path.extension().is_some_and(|ending| ending == "tf") {
            let relative = directory.strip_prefix(base).unwrap();
            found.insert(relative.to_str().unwrap().replace('\\', "/"));
        }
    }
    Ok(())
}

/// A call without arguments, and a use of all outputs, of every stand-in.
#[test]
fn stand_ins_do_without_arguments() {
    let mut found = BTreeSet::new();
    modules(&beneath("models"), &beneath("models"), &mut found).unwrap();
    let mut text = String::new();
    for (at, path) in found.iter().enumerate() {
        let names: Vec<&str> = path.split('/').collect();
        let [namespace, name, provider, major, inside @ ..] = &names[..] else {
            panic!("{path} is not <namespace>/<name>/<provider>/<major>");
        };
        let inside = match inside {
            [] => String::new(),
            names => format!("//{}", names.join("/")),
        };
        writeln!(
            text,
            "module \"m{at}\" {{\n  source  = \"{namespace}/{name}/{provider}{inside}\"\n  \
             version = \"~> {major}.0\"\n}}\noutput \"m{at}\" {{\n  value = module.m{at}\n  sensitive = true\n}}"
        )
        .unwrap();
    }
    let directory = TempDir::new().unwrap();
    fs::write(directory.path().join("main.tf"), &text).unwrap();
    let graph = graph(directory.path());
    for (at, path) in found.iter().enumerate() {
        let outputs = &graph["outputs"][format!("m{at}")];
        assert!(
            outputs.is_object() && outputs["$unknown"].is_null(),
            "{path} was not read: {outputs}"
        );
    }
}

#[test]
fn stand_ins_declare_what_the_modules_would() {
    let mut said = 0;
    let mut wrong = String::new();
    for entry in fs::read_dir(beneath("tests/models")).unwrap() {
        let root = entry.unwrap().path();
        let graph = graph(&root);
        for entry in fs::read_dir(&root).unwrap() {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            for (at, line) in text.lines().enumerate() {
                if let Some(expected) = line.trim_start().strip_prefix("#=") {
                    said += 1;
                    if let Err(got) = holds(&graph, expected.trim()) {
                        let place = format!("{}:{}", path.display(), at + 1);
                        writeln!(wrong, "{place}: {expected}\n  but {got}").unwrap();
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(said > 0);
}

/// Whether what a comment says is so; else what is.
fn holds(graph: &Value, expected: &str) -> Result<(), String> {
    let resources = graph["resources"].as_object().unwrap();
    if let Some((count, address)) = expected.split_once(' ')
        && let Ok(count) = count.parse::<usize>()
    {
        let of = |found: &&String| {
            let rest = found.strip_prefix(address);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
        };
        let there: Vec<&String> = resources.keys().filter(of).collect();
        let perhaps = there.iter().any(|name| name.ends_with("[*]"));
        return match there.len() == count && !perhaps {
            true => Ok(()),
            false => Err(format!("there are {there:?}")),
        };
    }
    let (subject, value) = match (expected.split_once(" = "), expected.split_once(" -> ")) {
        (Some((subject, value)), None) => (subject, serde_json::from_str(value).unwrap()),
        (None, Some((subject, reference))) => (subject, Value::from(reference)),
        _ => panic!("neither a value nor a reference: {expected}"),
    };
    let address = resources
        .keys()
        .filter(|address| {
            subject
                .strip_prefix(address.as_str())
                .is_some_and(|rest| rest.starts_with('.'))
        })
        .max_by_key(|address| address.len())
        .ok_or("there is no such resource")?;
    let mut got = &resources[address]["attrs"];
    for step in subject[address.len() + 1..].split('.') {
        let (name, indexes) = step.split_once('[').unwrap_or((step, ""));
        got = &got[name];
        for index in indexes.split(['[', ']']).filter(|index| !index.is_empty()) {
            got = &got[index.parse::<usize>().unwrap()];
        }
    }
    let got = match (got["refs"].as_array(), expected.contains(" -> ")) {
        (Some(refs), true) if refs.len() == 1 => &refs[0],
        _ => got,
    };
    match *got == value {
        true => Ok(()),
        false => Err(format!("it is {got}")),
    }
}

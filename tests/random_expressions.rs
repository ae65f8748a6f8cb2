//! Random expressions come to what Terraform makes of them.
//!
//! `RANDOM_EXPRESSIONS=N` sets how many (a few by default, none without Terraform), and
//! `RANDOM_SEED=S` where they start. What fails is made smaller before it is shown.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]

mod oracle;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use oracle::expressions::{WORLD, Want, Writer, world};
use oracle::random::{Node, Random};
use oracle::verdict::{self, Verdict};
use oracle::{Case, Outcome, ours, truth};

/// Expressions in one configuration.
const BATCH: usize = 150;

/// What stands in for a part that is taken out.
const LEAVES: [&str; 8] = [
    "1",
    "\"a\"",
    "true",
    "null",
    "local.u_text",
    "local.u_any",
    "[]",
    "{}",
];

#[test]
fn random_expressions_come_to_what_terraform_computes() {
    if !truth::terraform_exists() {
        println!("skipped: there is no terraform");
        return;
    }
    let number = |name: &str, default: u64| {
        let set = env::var(name).ok();
        set.map_or(default, |text| text.parse().unwrap())
    };
    let count = number("RANDOM_EXPRESSIONS", 60) as usize;
    let mut random = Random::new(number("RANDOM_SEED", 1));
    let names = world();
    let scratch = scratch();
    let mut left = count;
    let mut failures: BTreeMap<String, String> = BTreeMap::new();
    while left > 0 {
        let batch = left.min(BATCH);
        left -= batch;
        let nodes: Vec<Node> = (0..batch)
            .map(|_| Writer::new(&mut random, &names).write(Want::Any, 4))
            .collect();
        for (at, what) in differences(scratch.path(), &nodes) {
            let (node, what) = shrunk(scratch.path(), nodes[at].clone(), what);
            if failures.insert(node.text(), what.clone()).is_none() {
                println!("{}\n    {what}", node.text());
            }
        }
    }
    let mut text = String::new();
    for (expression, what) in &failures {
        writeln!(text, "{expression}\n    {what}").unwrap();
    }
    assert!(failures.is_empty(), "\n{text}");
}

fn scratch() -> tempfile::TempDir {
    let scratch = tempfile::tempdir().unwrap();
    fs::write(scratch.path().join("main.tf"), WORLD).unwrap();
    scratch
}

/// The smallest expression found that still differs.
fn shrunk(scratch: &Path, mut node: Node, mut what: String) -> (Node, String) {
    for _ in 0..12 {
        let mut candidates = node.smaller(&LEAVES);
        candidates.truncate(BATCH);
        if candidates.is_empty() {
            break;
        }
        let found = differences(scratch, &candidates).into_iter().next();
        let Some((at, said)) = found else {
            break;
        };
        node = candidates[at].clone();
        what = said;
    }
    (node, what)
}

/// Which of `nodes` come to something else here, in their order.
fn differences(scratch: &Path, nodes: &[Node]) -> BTreeMap<usize, String> {
    let texts: Vec<String> = nodes.iter().map(Node::text).collect();
    let mut refused: BTreeSet<usize> = BTreeSet::new();
    let (wanted, said) = loop {
        write(scratch, &texts, &refused);
        let outcome = truth::plan(scratch, "", &Case::default());
        if outcome.ok {
            break (outcome, Vec::new());
        }
        let before = refused.len();
        refused.extend(lines(&outcome));
        if refused.len() == before {
            // Infinite numbers cannot be written to a plan, and no place is said.
            if outcome.errors.iter().any(|e| e.detail.contains("infinity")) {
                return BTreeMap::new();
            }
            let said: Vec<String> = outcome.errors.iter().map(|e| format!("{e:?}")).collect();
            break (Outcome::default(), said);
        }
    };
    let mut differences = BTreeMap::new();
    if !said.is_empty() {
        differences.insert(0, format!("Terraform says something odd: {said:?}"));
        return differences;
    }
    write(scratch, &texts, &BTreeSet::new());
    let (got, _) = ours::outcome(scratch, &Case::default());
    let wrong = lines(&got);
    // What Terraform refuses before it knows any value, archlint follows only where nothing is
    // evaluated.
    let by_validation = match refused.is_subset(&wrong) {
        true => BTreeSet::new(),
        false => lines(&Outcome {
            errors: truth::validation(scratch, "", &Case::default()),
            ..Outcome::default()
        }),
    };
    for (at, text) in texts.iter().enumerate() {
        match (refused.contains(&at), wrong.contains(&at)) {
            (true, true) => {}
            (true, false) if by_validation.contains(&at) => {}
            (true, false) => {
                differences.insert(at, "Terraform refuses it".into());
            }
            (false, true) => {
                let error = got.errors.iter().find(|e| e.line == Some(line_of(at)));
                let message = error.map(|e| e.summary.clone()).unwrap_or_default();
                differences.insert(at, format!("refused here: {message}"));
            }
            (false, false) => {
                if let Some(what) = difference(at, text, &wanted, &got) {
                    differences.insert(at, what);
                }
            }
        }
    }
    differences
}

fn difference(at: usize, text: &str, wanted: &Outcome, got: &Outcome) -> Option<String> {
    let only = |outcome: &Outcome| Outcome {
        ok: true,
        outputs: outcome
            .outputs
            .get_key_value(&format!("e{at}"))
            .map(|(name, output)| (name.clone(), output.clone()))
            .into_iter()
            .collect(),
        resources: outcome
            .resources
            .get_key_value(&format!("terraform_data.e{at}"))
            .map(|(name, resource)| (name.clone(), resource.clone()))
            .into_iter()
            .collect(),
        ..Outcome::default()
    };
    let score = verdict::score(&only(wanted), &only(got));
    // A set with unknown elements is unknown here: it may turn out smaller than its plan.
    let sets = text.contains("set");
    let forgiven = |v: Verdict| sets && matches!(v, Verdict::Vague | Verdict::WrongType);
    let mut misses = score.misses.iter();
    let miss = misses.find(|(verdict, ..)| !forgiven(*verdict));
    miss.map(|(verdict, path, sides)| format!("{path} {}: {sides}", verdict.name()))
}

/// The line of an expression, which stands alone on it.
fn line_of(at: usize) -> u64 {
    2 + 4 * at as u64
}

/// Which expressions the errors of `outcome` are about.
fn lines(outcome: &Outcome) -> BTreeSet<usize> {
    let of_expressions = outcome.errors.iter().filter(|e| {
        e.file
            .as_deref()
            .is_some_and(|file| file.ends_with(".tf") && file != "main.tf")
    });
    of_expressions
        .filter_map(|error| Some((error.line? as usize).checked_sub(1)? / 4))
        .collect()
}

/// Each expression as an output, which shows types, and as an argument, which shows marks.
fn write(scratch: &Path, texts: &[String], refused: &BTreeSet<usize>) {
    let mut outputs = String::new();
    let mut resources = String::new();
    for (at, text) in texts.iter().enumerate() {
        let text = match refused.contains(&at) {
            true => "null",
            false => text,
        };
        writeln!(
            outputs,
            "output \"e{at}\" {{\n  value = {text}\n  sensitive = true\n}}"
        )
        .unwrap();
        writeln!(
            resources,
            "resource \"terraform_data\" \"e{at}\" {{\n  input = {text}\n\n}}"
        )
        .unwrap();
    }
    fs::write(scratch.join("outputs.tf"), outputs).unwrap();
    fs::write(scratch.join("resources.tf"), resources).unwrap();
}

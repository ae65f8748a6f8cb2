//! Random configurations come to what Terraform plans.
//!
//! `RANDOM_CONFIGURATIONS=N` sets how many (a few by default, none without Terraform), and
//! `RANDOM_SEED=S` the seed of the first; each has the seed after the one before. What fails is
//! made smaller before it is shown.
//!
//! Two things may differ. What Terraform's validation refuses before it knows any value is passed
//! over here, for archlint follows it only where nothing is evaluated. And what a plan makes of the
//! elements of a set of which some are unknown is not taken for known, since the plan has them in an
//! order, and of a number, that the apply corrects; so it may be vaguer than Terraform has it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]

mod oracle;

use std::collections::BTreeSet;
use std::env;
use std::fmt::Write as _;

use oracle::configurations::Configuration;
use oracle::random::Random;
use oracle::verdict::{self, Verdict};
use oracle::{Mistake, Outcome, ours, truth};

/// How often what Terraform refuses is replaced before a configuration is given up.
const ROUNDS: usize = 25;

/// How many smaller configurations are tried, unless `RANDOM_ATTEMPTS` says otherwise.
const ATTEMPTS: u64 = 300;

#[test]
fn random_configurations_come_to_what_terraform_plans() {
    if !truth::terraform_exists() {
        println!("skipped: there is no terraform");
        return;
    }
    let first = number("RANDOM_SEED", 1);
    let count = number("RANDOM_CONFIGURATIONS", 8);
    let mut failures = String::new();
    let (mut leaves, mut by_validation) = (0, 0);
    for seed in first..first + count {
        let configuration = Configuration::random(&mut Random::new(seed));
        let found = mended(configuration);
        leaves += found.leaves;
        by_validation += found.by_validation;
        let Some((configuration, miss)) = found.difference else {
            continue;
        };
        println!("seed {seed}: {}", miss.what);
        let (configuration, what) = shrunk(configuration, &miss.kind);
        let text = configuration.text();
        println!("seed {seed}: {what}\n{text}");
        writeln!(failures, "seed {seed}: {what}\n{text}").unwrap();
    }
    println!(
        "{count} configurations, {leaves} values, {by_validation} errors of validation passed over"
    );
    assert!(failures.is_empty(), "\n{failures}");
}

fn number(name: &str, default: u64) -> u64 {
    let set = env::var(name).ok();
    set.map_or(default, |text| text.parse().unwrap())
}

/// What came of a configuration.
struct Found {
    /// The configuration and its first difference.
    difference: Option<(Configuration, Miss)>,
    /// How many values were compared.
    leaves: u64,
    /// How many errors of validation were passed over.
    by_validation: usize,
}

/// A difference.
struct Miss {
    /// Its verdict, and for an error what is refused.
    kind: String,
    /// All that is to be told of it.
    what: String,
}

/// Compares `configuration`, and again with other values for what Terraform refuses, until it
/// refuses nothing.
fn mended(mut configuration: Configuration) -> Found {
    let (mut leaves, mut by_validation) = (0, 0);
    for _ in 0..ROUNDS {
        let compared = compare(&configuration);
        leaves += compared.leaves;
        by_validation += compared.by_validation;
        if let Some(miss) = compared.misses.into_iter().next() {
            let difference = Some((configuration, miss));
            return Found {
                difference,
                leaves,
                by_validation,
            };
        }
        let mut changed = false;
        for (file, steps) in compared.refused {
            changed |= configuration.spare(&file, &steps);
        }
        if !changed {
            break;
        }
    }
    Found {
        difference: None,
        leaves,
        by_validation,
    }
}

/// The smallest configuration found with a difference of this kind.
fn shrunk(mut configuration: Configuration, kind: &str) -> (Configuration, String) {
    let mut attempts = number("RANDOM_ATTEMPTS", ATTEMPTS);
    let of_kind = |candidate: &Configuration| {
        let misses = compare(candidate).misses;
        misses.into_iter().find(|miss| miss.kind == kind)
    };
    let mut still = |candidate: &Configuration| {
        attempts = attempts.saturating_sub(1);
        attempts > 0 && of_kind(candidate).is_some()
    };
    // Many entries at once, then fewer, then each.
    let mut length = configuration.places().len() / 2;
    while length > 0 {
        let mut end = configuration.places().len();
        while end > 0 {
            let start = end.saturating_sub(length);
            let places = configuration.places();
            let candidate = configuration.without(&places[start..end.min(places.len())]);
            if still(&candidate) {
                configuration = candidate;
            }
            end = start;
        }
        length /= 2;
    }
    while let Some(simpler) = configuration.simpler().into_iter().find(&mut still) {
        configuration = simpler;
    }
    let what = of_kind(&configuration).map(|miss| miss.what);
    (configuration, what.unwrap_or_default())
}

/// One comparison.
struct Compared {
    misses: Vec<Miss>,
    /// The arguments that Terraform refuses.
    refused: BTreeSet<(String, Vec<usize>)>,
    leaves: u64,
    /// How many errors archlint passes over that Terraform finds by types alone, as it does also
    /// in what has no instance and in the branch that is not taken.
    by_validation: usize,
}

fn compare(configuration: &Configuration) -> Compared {
    let scratch = tempfile::tempdir().unwrap();
    let lines = configuration.write(scratch.path());
    let case = configuration.case();
    let (got, _) = ours::outcome(scratch.path(), &case);
    let mut wanted = truth::plan(scratch.path(), "", &case);
    let places = wanted.errors.iter().filter_map(|error| {
        let place = (error.file.clone()?, error.line?);
        let steps = lines.get(&place)?;
        Some((place.0, steps.clone()))
    });
    let refused = places.collect();
    wanted.errors.retain(|error| !is_passed_over(error, &got));
    let before = wanted.errors.len();
    if verdict::score(&wanted, &got).has_missed_errors() {
        let validation = truth::validation(scratch.path(), "", &case);
        let places: BTreeSet<Place> = got.errors.iter().map(place).collect();
        wanted
            .errors
            .retain(|error| places.contains(&place(error)) || !validation.contains(error));
    }
    let by_validation = before - wanted.errors.len();
    let score = verdict::score(&wanted, &got);
    let misses = score.misses.iter();
    let sets = configuration.text().contains("set(");
    let misses = misses.filter(|(verdict, ..)| *verdict != Verdict::Vague || !sets);
    let misses = misses.map(|(verdict, path, sides)| Miss {
        kind: kind(*verdict, sides),
        what: format!("{path} {}: {sides}", verdict.name()),
    });
    Compared {
        misses: misses.collect(),
        refused,
        leaves: score.counts.values().sum(),
        by_validation,
    }
}

type Place<'e> = (Option<&'e str>, Option<u64>);

fn place(error: &Mistake) -> Place<'_> {
    (error.file.as_deref(), error.line)
}

fn kind(verdict: Verdict, sides: &str) -> String {
    let about = match verdict {
        Verdict::ErrorMissed | Verdict::ErrorElsewhere => sides.split(", got ").next(),
        Verdict::ErrorInvented => sides.split(", got ").nth(1),
        _ => None,
    };
    format!("{} {}", verdict.name(), about.unwrap_or_default())
}

/// Whether archlint passes over an error of Terraform's, or tells it elsewhere, on purpose.
fn is_passed_over(error: &Mistake, got: &Outcome) -> bool {
    match &*error.summary {
        // What is unknown from the files alone is no error.
        "Invalid count argument" | "Invalid for_each argument" => {
            error.detail.contains("until apply")
        }
        // Told at the argument, also where the variable is sensitive.
        "Invalid value for input variable" => {
            got.errors.iter().any(|e| e.summary.starts_with("var."))
        }
        // Numbers that no plan file can hold.
        summary => summary.contains("infinity") || summary == "Failed to write plan file",
    }
}

//! Runs Terraform.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output as Finished};

use serde_json::{Value as Json, json};

use super::{COMPUTED, Case, Mistake, Outcome, Output, Resource, unknown};

/// Whether there is a Terraform to run.
pub fn terraform_exists() -> bool {
    let version = Command::new("terraform").arg("version").output();
    version.is_ok_and(|finished| finished.status.success())
}

/// What Terraform makes of the configuration in `dir`.
pub fn outcome(dir: &Path, case: &Case) -> Outcome {
    let scratch = tempfile::tempdir().unwrap();
    copy(dir, scratch.path());
    let root = case.root.clone().unwrap_or_default();
    plan(scratch.path(), &root, case)
}

/// The same in a directory that may be written to.
pub fn plan(scratch: &Path, root: &str, case: &Case) -> Outcome {
    let run = |arguments: &[&str]| run(&scratch.join(root), arguments, case);
    let init = run(&["init", "-json", "-input=false", "-backend=false"]);
    let mut errors = mistakes(&init, root);
    if init.status.success() {
        let mut arguments = vec!["plan", "-json", "-input=false", "-out=plan"];
        arguments.extend(case.args.iter().map(String::as_str));
        let plan = run(&arguments);
        errors = mistakes(&plan, root);
        if plan.status.success() {
            let shown = run(&["show", "-json", "plan"]);
            return read_plan(&serde_json::from_slice(&shown.stdout).unwrap());
        }
    } else if errors.is_empty() {
        errors = validation(&scratch.join(root), root, case);
    }
    assert!(!errors.is_empty(), "no errors: {init:?}");
    // One that names no place says that there are others.
    if errors.iter().any(|error| error.file.is_some()) {
        errors.retain(|error| error.file.is_some());
    }
    Outcome {
        errors,
        ..Outcome::default()
    }
}

/// What Terraform refuses in a directory that it has planned in, before it knows any value.
pub fn validation(dir: &Path, root: &str, case: &Case) -> BTreeSet<Mistake> {
    let checked = run(dir, &["validate", "-json"], case);
    let document: Json = serde_json::from_slice(&checked.stdout).unwrap_or_default();
    let listed = document["diagnostics"].as_array().into_iter().flatten();
    listed.filter_map(|d| mistake(d, root)).collect()
}

fn run(dir: &Path, arguments: &[&str], case: &Case) -> Finished {
    Command::new("terraform")
        .args(arguments)
        .current_dir(dir)
        .env("TF_CLI_CONFIG_FILE", "/dev/null")
        .env("CHECKPOINT_DISABLE", "1")
        .envs(&case.env)
        .output()
        .unwrap()
}

fn mistakes(finished: &Finished, root: &str) -> BTreeSet<Mistake> {
    let text = String::from_utf8_lossy(&finished.stdout);
    let lines = text.lines().filter_map(|line| {
        let entry: Json = serde_json::from_str(line).ok()?;
        mistake(&entry["diagnostic"], root)
    });
    lines.collect()
}

fn mistake(diagnostic: &Json, root: &str) -> Option<Mistake> {
    if diagnostic["severity"] != "error" {
        return None;
    }
    let range = &diagnostic["range"];
    Some(Mistake {
        file: range["filename"].as_str().map(|name| joined(root, name)),
        line: range["start"]["line"].as_u64(),
        summary: diagnostic["summary"].as_str().unwrap_or_default().into(),
        detail: diagnostic["detail"].as_str().unwrap_or_default().into(),
    })
}

/// `name` in `root`, without the steps that lead back.
fn joined(root: &str, name: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    for step in root.split('/').chain(name.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn read_plan(plan: &Json) -> Outcome {
    let mut outcome = Outcome {
        ok: true,
        ..Outcome::default()
    };
    let planned = &plan["planned_values"]["outputs"];
    for (name, change) in plan["output_changes"].as_object().into_iter().flatten() {
        let output = Output {
            value: merged(&change["after"], &change["after_unknown"]),
            ty: planned[name].get("type").cloned(),
            sensitive: planned[name]["sensitive"] == json!(true),
        };
        outcome.outputs.insert(name.clone(), output);
    }
    for entry in plan["resource_changes"].as_array().into_iter().flatten() {
        let change = &entry["change"];
        let values = merged(&change["after"], &change["after_unknown"]);
        let sensitive = change["after_sensitive"].clone();
        add(&mut outcome, entry, values, sensitive);
    }
    read_data(&plan["prior_state"]["values"]["root_module"], &mut outcome);
    outcome
}

/// Data sources that were read stand in the state before the plan.
fn read_data(module: &Json, outcome: &mut Outcome) {
    for entry in module["resources"].as_array().into_iter().flatten() {
        let sensitive = entry["sensitive_values"].clone();
        add(outcome, entry, entry["values"].clone(), sensitive);
    }
    for child in module["child_modules"].as_array().into_iter().flatten() {
        read_data(child, outcome);
    }
}

fn add(outcome: &mut Outcome, entry: &Json, values: Json, sensitive: Json) {
    let address = entry["address"].as_str().unwrap().to_owned();
    let attrs = values.as_object().cloned().unwrap_or_default();
    let attrs = attrs
        .into_iter()
        .filter(|(name, _)| !COMPUTED.contains(&name.as_str()));
    let resource = Resource {
        attrs: attrs.collect(),
        sensitive: Some(super::verdict::places(&sensitive)),
    };
    outcome.resources.insert(address, resource);
}

/// A planned value with [`unknown`] where `mask` says so.
pub fn merged(value: &Json, mask: &Json) -> Json {
    match mask {
        Json::Bool(true) => unknown(),
        Json::Array(items) => {
            let items = items.iter().enumerate();
            items.map(|(at, item)| merged(&value[at], item)).collect()
        }
        Json::Object(entries) => {
            let mut whole = value.as_object().cloned().unwrap_or_default();
            for (key, item) in entries {
                let part = merged(&value[key], item);
                whole.insert(key.clone(), part);
            }
            whole.into()
        }
        _ => value.clone(),
    }
}

/// Copies a configuration, what Terraform left in it apart.
pub fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        let name = entry.file_name();
        match entry.file_type().unwrap().is_dir() {
            true if name == ".terraform" => {}
            true => {
                fs::create_dir(&target).unwrap();
                copy(&entry.path(), &target);
            }
            false => {
                fs::copy(entry.path(), target).unwrap();
            }
        }
    }
}

//! One file: whether Terraform loads it, and how it is parsed.

use std::sync::Arc;

use crate::finding::Diagnostic;
use crate::source::FileId;
use crate::syntax::{hcl, json};

pub(super) fn parse(path: &str, file: FileId, text: Arc<str>) -> (hcl::Tree, Vec<Diagnostic>) {
    match path {
        p if p.ends_with(".tfvars.json") => {
            json::hcl::parse(file, text, &|_, _| json::hcl::Member::Literal)
        }
        p if p.ends_with(".json") => json::hcl::parse(file, text, &json_member),
        _ => hcl::parse(file, text),
    }
}

/// What the members of `.tf.json` files are.
fn json_member(path: &[&str], name: &str) -> json::hcl::Member {
    let labels = |labels| json::hcl::Member::Block { labels };
    match (path, name) {
        ([], "resource" | "data" | "ephemeral") => labels(2),
        ([], "variable" | "output" | "module" | "provider" | "check") => labels(1),
        ([], "locals" | "terraform" | "moved" | "import" | "removed") => labels(0),
        (["variable", _], "validation") => labels(0),
        (["variable", _], "type") => json::hcl::Member::Expression,
        (["variable", _], "default" | "description") => json::hcl::Member::Literal,
        (["module", _], "source" | "version") => json::hcl::Member::Literal,
        (["module", _], "depends_on") => json::hcl::Member::Expression,
        (["output", _], "depends_on") => json::hcl::Member::Expression,
        (["output" | "check", _], "precondition" | "assert") => labels(0),
        (["terraform"], "backend") => labels(1),
        (["terraform"], "required_providers" | "cloud") => labels(0),
        (["terraform", ..], _) => json::hcl::Member::Literal,
        (["resource" | "data", _, _], "depends_on" | "provider") => json::hcl::Member::Expression,
        (["resource" | "data", _, _], "lifecycle" | "connection") => labels(0),
        (["resource" | "data", _, _], "provisioner" | "dynamic") => labels(1),
        (["resource", _, _, "provisioner", _], "connection") => labels(0),
        ([.., "lifecycle"], "precondition" | "postcondition") => labels(0),
        (["removed"], "lifecycle") => labels(0),
        (["removed"], "provisioner") => labels(1),
        (["check", _], "data") => labels(2),
        (["resource" | "data", _, _, "lifecycle"], "ignore_changes" | "replace_triggered_by") => {
            json::hcl::Member::Expression
        }
        _ => json::hcl::Member::Argument,
    }
}

/// Whether Terraform loads a file of that name: not backups, not hidden files.
pub(super) fn is_terraform(name: &str) -> bool {
    let loaded = [".tf", ".tf.json", ".tofu", ".tofu.json"];
    let ignored = name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'));
    loaded.iter().any(|ending| name.ends_with(ending)) && !ignored
}

pub(super) fn is_override(path: &str) -> bool {
    let name = crate::source::path::name(path);
    let stem = name.split('.').next().unwrap_or(name);
    stem == "override" || stem.ends_with("_override")
}

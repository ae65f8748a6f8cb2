//! `terraform` blocks: versions, backends and `required_providers`.

use std::sync::Arc;

use crate::language::{Type, Value, convert};
use crate::source::Place;
use crate::syntax::hcl::{Attribute, Block, ExprId, ExprKind, ObjectItem, Tree};

use super::super::constant::quietly;
use super::super::module::Module;
use super::super::version::is_constraint;
use super::Refusals;
use super::shapes::Check;
use super::statics::{self, STATIC, attribute, is_json, is_static};

/// Where states are kept, by Terraform 1.0 to 1.14 and OpenTofu.
pub const BACKENDS: [&str; 19] = [
    "artifactory",
    "atlas",
    "azurerm",
    "consul",
    "cos",
    "etcd",
    "etcdv3",
    "gcs",
    "http",
    "inmem",
    "kubernetes",
    "local",
    "manta",
    "oci",
    "oss",
    "pg",
    "remote",
    "s3",
    "swift",
];

/// What is wrong with the `terraform` blocks of `module`.
pub fn check(module: &Module) -> Refusals {
    let mut check = Check::of(module);
    let own = module.trees.len().saturating_sub(module.overriding);
    let mut single: Vec<(&str, Place)> = Vec::new();
    for (at, tree) in module.trees.iter().enumerate() {
        let blocks = tree.body.blocks.iter();
        for block in blocks.filter(|block| tree.str(block.kind) == "terraform") {
            if let Some(version) = attribute(tree, block, "required_version") {
                constraint(&mut check, tree, version.expr);
            }
            for inner in &block.body.blocks {
                let kind = tree.str(inner.kind);
                if kind == "required_providers" {
                    required(&mut check, tree, inner);
                }
                if at < own && kind != "provider_meta" {
                    single.push((kind, tree.place(inner.header)));
                }
            }
        }
    }
    single.sort();
    for pair in single.windows(2) {
        if let [(kind, _), (again, place)] = pair
            && kind == again
        {
            check.refuse(*place, format!("a module has one {kind} block at most"));
        }
    }
    let first = |kind| single.iter().find(|(found, _)| *found == kind);
    if let (Some((_, place)), Some(_)) = (first("backend"), first("cloud")) {
        check.refuse(*place, "a module has a backend or a cloud block, not both");
    }
    check.refusals
}

/// A version constraint: a text that `hashicorp/go-version` takes.
pub fn constraint(check: &mut Check, tree: &Arc<Tree>, expr: ExprId) {
    // What OpenTofu computes is not looked at.
    let Some(value) = quietly(tree, expr) else {
        return;
    };
    let text = convert(&value, &Type::String).ok();
    let fits = text
        .as_ref()
        .and_then(Value::as_str)
        .is_some_and(is_constraint);
    if !fits {
        let place = tree.place(tree.expr(expr).span);
        check.refuse(
            place,
            "this is no version constraint, as \">= 1.5, < 2.0\" is",
        );
    }
}

/// What is wrong with the backend of a root module; those of others are not looked at.
pub fn backend(module: &Module) -> Refusals {
    let mut check = Check::of(module);
    let blocks = module.settings.iter();
    let blocks = blocks.flat_map(|at| at.block().body.blocks.iter().map(|block| (&at.tree, block)));
    for (tree, block) in blocks.filter(|(tree, block)| tree.str(block.kind) == "backend") {
        let kind = block.labels.first().map(|label| tree.chars(&label.text));
        if let Some(kind) = kind.filter(|kind| !BACKENDS.contains(kind)) {
            let message = format!("Terraform has no backend {kind:?}");
            check.refuse(tree.place(block.header), message);
        }
    }
    check.refusals
}

fn required(check: &mut Check, tree: &Arc<Tree>, block: &Block) {
    for inner in &block.body.blocks {
        let message = "required_providers holds name = { source, version } only";
        check.refuse(tree.place(inner.header), message);
    }
    for provider in &block.body.attributes {
        let name = tree.str(provider.name);
        local_name(check, name, tree.place(provider.name));
        let place = tree.place(tree.expr(provider.expr).span);
        match &tree.expr(provider.expr).kind {
            ExprKind::Object(items) => entry(check, tree, provider, items),
            // The form of Terraform 0.12.
            ExprKind::String(_) => constraint(check, tree, provider.expr),
            ExprKind::Invalid => {}
            _ => check.refuse(place, "a required provider is { source, version }"),
        }
    }
}

/// How the configuration calls a provider.
pub fn local_name(check: &mut Check, name: &str, place: Place) {
    let letters = name.chars().all(|c| c.is_alphanumeric() || c == '-');
    let edges = name.starts_with('-') || name.ends_with('-') || name.is_empty();
    if !letters || edges {
        let message = format!(
            "{name:?} is no name of a provider: it holds letters, digits and dashes only, no dash \
             at its ends"
        );
        check.refuse(place, message);
    } else if name.chars().any(char::is_uppercase) {
        check.refuse(place, format!("names of providers are small: {name:?}"));
    }
}

fn entry(check: &mut Check, tree: &Arc<Tree>, provider: &Attribute, items: &[ObjectItem]) {
    let name = tree.str(provider.name);
    let mut source = None;
    for item in items {
        let place = tree.place(tree.expr(item.value).span);
        let text = match &tree.expr(item.value).kind {
            ExprKind::Invalid => continue,
            ExprKind::String(text) => Some(tree.chars(text)),
            _ => None,
        };
        match (statics::keyword(tree, item.key).unwrap_or_default(), text) {
            ("source", Some(text)) => {
                source = Some(text);
                if let Some(message) = wrong_source(text) {
                    check.refuse(place, message);
                }
            }
            ("version", Some(_)) => constraint(check, tree, item.value),
            ("source" | "version", None) => check.refuse(place, "this is a text, written out"),
            ("configuration_aliases", _) => aliases(check, tree, name, item.value),
            (other, _) => {
                let message = format!(
                    "a required provider has source, version and configuration_aliases, no \
                     {other:?}"
                );
                check.refuse(tree.place(tree.expr(item.key).span), message);
            }
        }
    }
    let mut items = items.iter();
    let version = items.find(|item| statics::keyword(tree, item.key) == Some("version"));
    if let (Some("terraform.io/builtin/terraform"), Some(version)) = (source, version) {
        let message = "this provider is a part of Terraform and has no versions";
        check.refuse(tree.place(tree.expr(version.value).span), message);
    }
}

/// `[host/][namespace/]name`
fn wrong_source(text: &str) -> Option<&'static str> {
    let parts: Vec<&str> = text.split('/').collect();
    if parts.len() > 3 || parts.iter().any(|part| part.is_empty()) {
        return Some("the source of a provider is [host/][namespace/]name");
    }
    let name = parts.last()?;
    name.starts_with("terraform-provider-")
        .then_some("the source of a provider names it without \"terraform-provider-\"")
}

fn aliases(check: &mut Check, tree: &Arc<Tree>, provider: &str, expr: ExprId) {
    for alias in statics::list(tree, expr).unwrap_or_default() {
        let place = tree.place(tree.expr(*alias).span);
        if !is_static(tree, *alias) {
            check.refuse(place, STATIC);
        } else if !is_json(tree)
            && let Some((root, _)) = statics::name(tree, *alias)
            && root != provider
        {
            let message = format!("aliases of this provider are called {provider}.…");
            check.refuse(place, message);
        }
    }
}

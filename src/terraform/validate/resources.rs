//! Resources and data sources: `lifecycle`, provisioners and connections, and the arguments of the
//! types that Terraform itself provides.

use std::sync::Arc;

use crate::address::{Mode, is_identifier};
use crate::language::traversals;
use crate::syntax::hcl::{Block, ExprId, ExprKind, Tree};

use super::super::module::{Module, Resource, block_kind};
use super::super::names::{Name, arguments_of, attributes_of, is_built_in};
use super::super::variables::literal;
use super::settings::BACKENDS;
use super::shapes::{CONDITION, Check, LIFECYCLE};
use super::statics::{self, LISTED, STATIC, attribute, is_static, keyword};
use super::{Refusals, names, provisioners};

/// What is wrong with the resources and data sources of `module`.
pub fn check(module: &Module) -> Refusals {
    let mut check = Check::of(module);
    for resource in &module.resources {
        let header = resource.body.header();
        check.name("resource", &resource.name, header);
        if !is_identifier(&resource.kind) {
            let message = format!("{:?} is no type of a resource", resource.kind);
            check.refuse(header, message);
        }
        built_in(&mut check, module, resource);
        blocks(&mut check, module, resource);
        if resource.body.base.inner.is_some() {
            for (tree, attribute) in resource.body.attributes() {
                let name = tree.str(attribute.name);
                if matches!(name, "count" | "for_each") {
                    let message = format!("a data source inside a check takes no {name}");
                    check.refuse(tree.place(attribute.name), message);
                }
            }
        }
    }
    for ((kind, _), header) in &module.ephemerals {
        if is_built_in(kind) && !module.required_providers.contains_key("terraform") {
            check.refuse(*header, format!("Terraform has no such type: {kind}"));
        }
    }
    check.refusals
}

/// The type, and the arguments of a type that Terraform itself provides.
fn built_in(check: &mut Check, module: &Module, resource: &Resource) {
    const META: [&str; 4] = ["count", "for_each", "provider", "depends_on"];
    const META_BLOCKS: [&str; 4] = ["_", "lifecycle", "provisioner", "connection"];
    let kind = &resource.kind;
    let Some(own) = arguments_of(resource.mode, kind) else {
        let elsewhere = resource.body.attribute("provider").is_some()
            || module.required_providers.contains_key("terraform");
        if is_built_in(kind) && !elsewhere {
            let message = format!("Terraform has no such type: {kind}");
            check.refuse(resource.body.header(), message);
        }
        return;
    };
    // What an override adds is not looked at unless it is known.
    let base = &resource.body.base;
    for attribute in &base.block().body.attributes {
        let name = base.tree.str(attribute.name);
        if !META.contains(&name) && !own.contains(&name) {
            let place = base.tree.place(attribute.name);
            check.refuse(place, format!("{kind} takes no argument {name:?}"));
        }
    }
    for block in &base.block().body.blocks {
        let name = block_kind(&base.tree, block);
        if !META_BLOCKS.contains(&name) {
            let place = base.tree.place(block.header);
            check.refuse(place, format!("{kind} takes no block {name:?}"));
        }
    }
    if resource.mode == Mode::Data {
        remote_state(check, resource);
    }
}

fn remote_state(check: &mut Check, resource: &Resource) {
    match resource.body.attribute("backend") {
        None => check.refuse(resource.body.header(), "a remote state needs backend"),
        Some((tree, backend)) => {
            let name = literal(tree, backend.expr);
            if let Some(name) = name.filter(|name| !BACKENDS.contains(name)) {
                let place = tree.place(tree.expr(backend.expr).span);
                check.refuse(place, format!("Terraform has no backend {name:?}"));
            }
        }
    }
    if let Some((tree, config)) = resource.body.attribute("config")
        && literal(tree, config.expr).is_some()
    {
        let place = tree.place(tree.expr(config.expr).span);
        check.refuse(place, "config is an object, not a text");
    }
}

fn blocks(check: &mut Check, module: &Module, resource: &Resource) {
    let mut seen: Vec<&str> = Vec::new();
    for (tree, block) in resource.body.blocks() {
        let kind = tree.str(block.kind);
        let place = tree.place(block.header);
        match kind {
            "lifecycle" => lifecycle(check, module, resource, tree, block),
            "provisioner" if resource.mode == Mode::Data => {
                check.refuse(place, "a data source takes no provisioners");
            }
            "provisioner" => provisioners::check(check, resource, tree, block),
            "connection" if resource.mode == Mode::Managed => {}
            _ => continue,
        }
        if kind != "provisioner" && seen.contains(&kind) {
            check.refuse(place, format!("a resource takes one {kind} block at most"));
        }
        seen.push(kind);
    }
}

fn lifecycle(
    check: &mut Check,
    module: &Module,
    resource: &Resource,
    tree: &Arc<Tree>,
    block: &Block,
) {
    check.block(&LIFECYCLE, "lifecycle", tree, block);
    for inner in &block.body.blocks {
        let kind = tree.str(inner.kind);
        if matches!(kind, "precondition" | "postcondition") {
            check.block(&CONDITION, kind, tree, inner);
            for attribute in &inner.body.attributes {
                itself(check, resource, tree, attribute.expr);
            }
        }
    }
    const MANAGED: [&str; 4] = [
        "create_before_destroy",
        "ignore_changes",
        "prevent_destroy",
        "replace_triggered_by",
    ];
    for attribute in &block.body.attributes {
        let name = tree.str(attribute.name);
        if resource.mode == Mode::Data && MANAGED.contains(&name) {
            let message = format!("a data source takes no {name}");
            check.refuse(tree.place(attribute.name), message);
            continue;
        }
        let items = statics::list(tree, attribute.expr);
        let place = tree.place(tree.expr(attribute.expr).span);
        match (name, items) {
            ("ignore_changes", Some(items)) => ignored(check, resource, tree, items),
            ("ignore_changes", None) if is_all(tree, attribute.expr) => {}
            ("replace_triggered_by", Some(items)) => triggers(check, module, tree, items),
            ("ignore_changes" | "replace_triggered_by", None) => check.refuse(place, LISTED),
            _ => {}
        }
    }
}

/// The word `all`, without quotes.
fn is_all(tree: &Tree, expr: ExprId) -> bool {
    let all = matches!(tree.expr(expr).kind, ExprKind::Root | ExprKind::Invalid);
    all && keyword(tree, expr).is_none_or(|word| word == "all")
}

/// The conditions of a resource speak of it as `self`.
fn itself(check: &mut Check, resource: &Resource, tree: &Arc<Tree>, expr: ExprId) {
    for traversal in traversals(tree, expr) {
        let root = tree.str(tree.expr(traversal.root).span);
        let named = Name::read(tree, &traversal);
        let own = match (resource.mode, named.path.as_slice()) {
            (Mode::Managed, [name, ..]) => *root == *resource.kind && **name == *resource.name,
            (Mode::Data, [kind, name, ..]) => {
                root == "data" && **kind == *resource.kind && **name == *resource.name
            }
            _ => false,
        };
        if own && !traversal.bound {
            let message = "a condition speaks of its own resource as self";
            check.refuse(named.place, message);
        }
    }
}

fn ignored(check: &mut Check, resource: &Resource, tree: &Arc<Tree>, items: &[ExprId]) {
    let attributes = attributes_of(resource.mode, &resource.kind);
    for item in items {
        let place = tree.place(tree.expr(*item).span);
        if let ExprKind::String(text) = &tree.expr(*item).kind {
            if tree.chars(text) == "*" {
                let message = "all changes are ignored by ignore_changes = all";
                check.refuse(place, message);
            }
            continue;
        }
        if !is_static(tree, *item) {
            check.refuse(place, STATIC);
            continue;
        }
        let Some((root, _)) = statics::name(tree, *item) else {
            continue;
        };
        let unknown = attributes.is_some_and(|all| !all.contains(&root));
        if unknown || root == &*resource.kind || matches!(root, "var" | "self") {
            let message = format!("{} has no attribute {root:?}", resource.kind);
            check.refuse(place, message);
        }
    }
}

fn triggers(check: &mut Check, module: &Module, tree: &Arc<Tree>, items: &[ExprId]) {
    for item in items {
        if let ExprKind::String(_) = tree.expr(*item).kind {
            let message = "replace_triggered_by takes names of resources, not in quotes";
            check.refuse(tree.place(tree.expr(*item).span), message);
        }
        for traversal in traversals(tree, *item) {
            let root = tree.str(tree.expr(traversal.root).span);
            let whole = tree.place(tree.expr(traversal.whole).span);
            match root {
                "each" | "count" => {}
                "var" | "local" | "module" | "data" | "path" | "self" | "terraform" => {
                    let message = format!(
                        "replace_triggered_by takes managed resources and their attributes, \
                         not {root}"
                    );
                    check.refuse(whole, message);
                }
                _ => check
                    .refusals
                    .extend(names::undeclared(module, tree, *item)),
            }
        }
    }
}

/// The blocks that hold the connection of a provisioner: its own, else the resource's.
pub fn connection<'b>(
    resource: &'b Resource,
    tree: &'b Arc<Tree>,
    provisioner: &'b Block,
) -> Vec<(&'b Arc<Tree>, &'b Block)> {
    let own = provisioner.body.blocks.iter();
    let own = own.filter(|block| tree.str(block.kind) == "connection");
    let outer = resource.body.blocks_of("connection");
    outer.chain(own.map(|block| (tree, block))).collect()
}

/// The attribute `name` in any of these blocks.
pub fn given(blocks: &[(&Arc<Tree>, &Block)], name: &str) -> bool {
    let mut blocks = blocks.iter();
    blocks.any(|(tree, block)| attribute(tree, block, name).is_some())
}

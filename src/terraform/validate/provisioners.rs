//! Provisioners and their connections, as the three that Terraform has take them.

use std::sync::Arc;

use crate::language::{Type, traversals};
use crate::syntax::hcl::{Block, ExprId, Tree};

use super::super::module::Resource;
use super::super::names::Name;
use super::resources::{connection, given};
use super::shapes::Check;
use super::statics::{attribute, keyword};

/// The arguments of a provisioner; `None` for one that a plugin brings.
fn arguments(kind: &str) -> Option<&'static [&'static str]> {
    match kind {
        "local-exec" => Some(&[
            "command",
            "environment",
            "interpreter",
            "quiet",
            "working_dir",
        ]),
        "file" => Some(&["content", "destination", "source"]),
        "remote-exec" => Some(&["inline", "script", "scripts"]),
        _ => None,
    }
}

/// What an argument of a provisioner takes; `None` where nothing is known of it.
pub fn type_of(kind: &str, argument: &str) -> Option<Type> {
    Some(match (kind, argument) {
        ("local-exec", "command" | "working_dir") => Type::String,
        ("local-exec", "environment") => Type::map(Type::String),
        ("local-exec", "interpreter") => Type::list(Type::String),
        ("local-exec", "quiet") => Type::Bool,
        ("file", "content" | "destination" | "source") => Type::String,
        ("remote-exec", "inline" | "scripts") => Type::list(Type::String),
        ("remote-exec", "script") => Type::String,
        _ => return None,
    })
}

/// What a connection may hold.
const CONNECTION: [&str; 29] = [
    "agent",
    "agent_identity",
    "bastion_certificate",
    "bastion_host",
    "bastion_host_key",
    "bastion_password",
    "bastion_port",
    "bastion_private_key",
    "bastion_user",
    "cacert",
    "certificate",
    "host",
    "host_key",
    "https",
    "insecure",
    "password",
    "port",
    "private_key",
    "proxy_host",
    "proxy_port",
    "proxy_scheme",
    "proxy_user_name",
    "proxy_user_password",
    "script_path",
    "target_platform",
    "timeout",
    "type",
    "use_ntlm",
    "user",
];

/// The provisioners that Terraform no longer has.
const REMOVED: [&str; 4] = ["chef", "habitat", "puppet", "salt-masterless"];

/// What is wrong with a provisioner of `resource`.
pub fn check(check: &mut Check, resource: &Resource, tree: &Arc<Tree>, block: &Block) {
    let header = tree.place(block.header);
    let Some(label) = block.labels.first() else {
        check.refuse(header, "a provisioner block takes 1 label");
        return;
    };
    let kind = tree.chars(&label.text);
    if REMOVED.contains(&kind) {
        check.refuse(header, format!("Terraform has no provisioner {kind:?}"));
    }
    keywords(check, tree, block);
    let own = block.body.blocks.iter();
    let own = own.filter(|inner| tree.str(inner.kind) == "connection");
    for again in own.skip(1) {
        let message = "a provisioner takes one connection block at most";
        check.refuse(tree.place(again.header), message);
    }
    if let Some(known) = arguments(kind) {
        holds(check, tree, block, known);
        required(check, kind, tree, block);
        connected(check, &connection(resource, tree, block));
    }
    let when = attribute(tree, block, "when");
    if when.and_then(|when| keyword(tree, when.expr)) != Some("destroy") {
        return;
    }
    let inner = block.body.blocks.iter().flat_map(|b| &b.body.attributes);
    for attribute in block.body.attributes.iter().chain(inner) {
        if !matches!(tree.str(attribute.name), "when" | "on_failure") {
            after_all(check, tree, attribute.expr);
        }
    }
}

fn keywords(check: &mut Check, tree: &Arc<Tree>, block: &Block) {
    let words: [(&str, [&str; 2]); 2] = [
        ("when", ["create", "destroy"]),
        ("on_failure", ["continue", "fail"]),
    ];
    for (name, allowed) in words {
        let Some(written) = attribute(tree, block, name) else {
            continue;
        };
        let word = keyword(tree, written.expr);
        if word.is_none_or(|word| !allowed.contains(&word)) {
            let place = tree.place(tree.expr(written.expr).span);
            check.refuse(place, format!("{name} is {}", allowed.join(" or ")));
        }
    }
}

fn holds(check: &mut Check, tree: &Arc<Tree>, block: &Block, known: &[&str]) {
    for attribute in &block.body.attributes {
        let name = tree.str(attribute.name);
        if !matches!(name, "when" | "on_failure") && !known.contains(&name) {
            let message = format!("this provisioner takes no argument {name:?}");
            check.refuse(tree.place(attribute.name), message);
        }
    }
    for inner in &block.body.blocks {
        let name = tree.str(inner.kind);
        if !matches!(name, "connection" | "dynamic" | "_") {
            let message = format!("this provisioner takes no block {name:?}");
            check.refuse(tree.place(inner.header), message);
        }
    }
}

fn required(check: &mut Check, kind: &str, tree: &Arc<Tree>, block: &Block) {
    let has = |name: &&&str| attribute(tree, block, name).is_some();
    let mut needs = |names: &[&str], least: usize| {
        let count = names.iter().filter(has).count();
        if count < least || count > 1 {
            let one = if names.len() > 1 { "one of " } else { "" };
            let message = format!("this provisioner needs {one}{}", names.join(", "));
            check.refuse(tree.place(block.header), message);
        }
    };
    match kind {
        "local-exec" => needs(&["command"], 1),
        "file" => {
            needs(&["destination"], 1);
            needs(&["source", "content"], 1);
        }
        "remote-exec" => needs(&["inline", "script", "scripts"], 1),
        _ => {}
    }
}

/// A connection says where to: the provisioner's own adds to that of its resource, and what is
/// unknown in an addition is not looked at.
fn connected(check: &mut Check, blocks: &[(&Arc<Tree>, &Block)]) {
    let Some((tree, block)) = blocks.first() else {
        return;
    };
    for attribute in &block.body.attributes {
        let name = tree.str(attribute.name);
        if !CONNECTION.contains(&name) {
            let message = format!("a connection takes no argument {name:?}");
            check.refuse(tree.place(attribute.name), message);
        }
    }
    if !given(blocks, "host") {
        check.refuse(tree.place(block.header), "a connection needs host");
    }
}

/// When a resource is destroyed, nothing but itself is known.
fn after_all(check: &mut Check, tree: &Arc<Tree>, expr: ExprId) {
    for traversal in traversals(tree, expr) {
        let root = tree.str(tree.expr(traversal.root).span);
        let path = Name::read(tree, &traversal).path;
        let fine = match (root, path.first()) {
            ("self" | "path" | "terraform", _) => true,
            ("count", Some(&"index")) | ("each", Some(&"key")) => true,
            _ => traversal.bound,
        };
        if !fine {
            let message = "a provisioner that runs on destroy knows self, count.index and each.key \
                           only";
            check.refuse(tree.place(tree.expr(traversal.whole).span), message);
        }
    }
}

//! What the blocks of Terraform's own may hold, as its documentation lists it for 1.11, with what
//! later versions and OpenTofu added, which is no mistake.

use std::sync::Arc;

use crate::language::{Type, convert};
use crate::source::Place;
use crate::syntax::hcl::{Attribute, Block, ExprId, ExprKind, Tree};

use super::super::constant::quietly;
use super::super::module::{Body, Module, Resource};
use super::super::names::{arguments_of, attributes_of};
use super::super::needs::Named;
use super::{Refusals, names};
use crate::address::Mode;
use crate::language::traversals;

/// What a block may hold.
#[derive(Debug)]
struct Shape {
    /// Arguments that may stand in it; `None` where a plugin decides.
    arguments: Option<&'static [&'static str]>,
    /// Those that must.
    required: &'static [&'static str],
    /// Those that are `true` or `false`, written out.
    flags: &'static [&'static str],
    /// Blocks that may stand in it, and how many of each; `None` where a plugin decides.
    blocks: Option<&'static [(&'static str, Amount)]>,
}

/// How many blocks of a type may stand in another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Amount {
    One,
    Any,
}

const VARIABLE: Shape = Shape {
    arguments: Some(&[
        "const",
        "default",
        "deprecated",
        "description",
        "ephemeral",
        "nullable",
        "sensitive",
        "type",
    ]),
    required: &[],
    flags: &["ephemeral", "nullable", "sensitive"],
    blocks: Some(&[("validation", Amount::Any)]),
};

const OUTPUT: Shape = Shape {
    arguments: Some(&[
        "depends_on",
        "deprecated",
        "description",
        "ephemeral",
        "sensitive",
        "type",
        "value",
    ]),
    required: &[],
    flags: &[],
    blocks: Some(&[("precondition", Amount::Any)]),
};

const CONDITION: Shape = Shape {
    arguments: Some(&["condition", "error_message"]),
    required: &["condition", "error_message"],
    flags: &[],
    blocks: Some(&[]),
};

const LOCALS: Shape = Shape {
    arguments: None,
    required: &[],
    flags: &[],
    blocks: Some(&[]),
};

const CALL: Shape = Shape {
    arguments: None,
    required: &[],
    flags: &[],
    blocks: Some(&[("_", Amount::One), ("lifecycle", Amount::One)]),
};

const LIFECYCLE: Shape = Shape {
    arguments: Some(&[
        "create_before_destroy",
        "destroy",
        "enabled",
        "ignore_changes",
        "prevent_destroy",
        "replace_triggered_by",
    ]),
    required: &[],
    flags: &["create_before_destroy", "prevent_destroy"],
    blocks: Some(&[
        ("action_trigger", Amount::Any),
        ("postcondition", Amount::Any),
        ("precondition", Amount::Any),
    ]),
};

const MOVED: Shape = Shape {
    arguments: Some(&["from", "to"]),
    required: &["from", "to"],
    flags: &[],
    blocks: Some(&[]),
};

const IMPORT: Shape = Shape {
    arguments: Some(&["for_each", "id", "identity", "provider", "to"]),
    required: &["to"],
    flags: &[],
    blocks: Some(&[]),
};

const REMOVED: Shape = Shape {
    arguments: Some(&["from"]),
    required: &["from"],
    flags: &[],
    blocks: Some(&[
        ("connection", Amount::One),
        ("lifecycle", Amount::One),
        ("provisioner", Amount::Any),
    ]),
};

const CHECK: Shape = Shape {
    arguments: Some(&[]),
    required: &[],
    flags: &[],
    blocks: Some(&[("assert", Amount::Any), ("data", Amount::One)]),
};

const SETTINGS: Shape = Shape {
    arguments: Some(&["experiments", "language", "required_version"]),
    required: &[],
    flags: &[],
    blocks: Some(&[
        ("backend", Amount::One),
        ("cloud", Amount::One),
        ("encryption", Amount::One),
        ("provider_meta", Amount::Any),
        ("required_providers", Amount::One),
        ("state_store", Amount::One),
    ]),
};

/// What is wrong with the blocks of `module`.
pub fn check(module: &Module) -> Refusals {
    let mut check = Check {
        refusals: Vec::new(),
        partial: module.is_partial(),
    };
    for variable in &module.variables {
        let what = format!("variable \"{}\"", variable.name);
        check.name("variable", &variable.name, variable.body.header());
        check.body(&VARIABLE, &what, &variable.body);
        for (tree, block) in variable.body.blocks_of("validation") {
            check.block(&CONDITION, "validation", tree, block);
            check.looks_at(&variable.name, tree, block);
        }
    }
    for output in &module.outputs {
        check.name("output", &output.name, output.body.header());
        check.body(
            &OUTPUT,
            &format!("output \"{}\"", output.name),
            &output.body,
        );
        for (tree, block) in output.body.blocks_of("precondition") {
            check.block(&CONDITION, "precondition", tree, block);
        }
    }
    for call in &module.calls {
        check.name("module", &call.name, call.body.header());
        check.body(&CALL, &format!("module \"{}\"", call.name), &call.body);
    }
    for resource in &module.resources {
        check.name("resource", &resource.name, resource.body.header());
        check.resource(module, resource);
    }
    let own = module.trees.len().saturating_sub(module.overriding);
    let mut settings: Vec<(&str, Place)> = Vec::new();
    for (at, tree) in module.trees.iter().enumerate() {
        for block in &tree.body.blocks {
            let kind = tree.str(block.kind);
            let shape = match kind {
                "locals" => &LOCALS,
                "moved" => &MOVED,
                "import" => &IMPORT,
                "removed" => &REMOVED,
                "check" => &CHECK,
                "terraform" => &SETTINGS,
                _ => continue,
            };
            check.block(shape, kind, tree, block);
            match kind {
                "check" => check.asserts(tree, block),
                "terraform" => {
                    check.version(tree, block);
                    let single = block.body.blocks.iter().filter(|_| at < own);
                    let single = single.map(|b| (tree.str(b.kind), tree.place(b.header)));
                    settings.extend(single.filter(|(kind, _)| *kind != "provider_meta"));
                }
                _ => {}
            }
        }
    }
    settings.sort();
    for pair in settings.windows(2) {
        if let [(kind, _), (again, place)] = pair
            && kind == again
        {
            check.refuse(*place, format!("a module has one {kind} block at most"));
        }
    }
    check.refusals
}

struct Check {
    refusals: Refusals,
    /// Whether there is text that could not be read: what is missing may stand in it.
    partial: bool,
}

impl Check {
    fn refuse(&mut self, place: Place, message: impl Into<String>) {
        self.refusals.push((place, message.into()));
    }

    fn body(&mut self, shape: &Shape, what: &str, body: &Body) {
        let (attributes, blocks) = (body.attributes(), body.blocks());
        self.holds(shape, what, &attributes, &blocks, body.header());
    }

    fn block(&mut self, shape: &Shape, what: &str, tree: &Arc<Tree>, block: &Block) {
        let attributes: Vec<_> = block.body.attributes.iter().map(|a| (tree, a)).collect();
        let blocks: Vec<_> = block.body.blocks.iter().map(|b| (tree, b)).collect();
        let what = format!("this {what} block");
        self.holds(shape, &what, &attributes, &blocks, tree.place(block.header));
    }

    fn holds(
        &mut self,
        shape: &Shape,
        what: &str,
        attributes: &[(&Arc<Tree>, &Attribute)],
        blocks: &[(&Arc<Tree>, &Block)],
        header: Place,
    ) {
        for (tree, attribute) in attributes {
            let name = tree.str(attribute.name);
            // In JSON, blocks look like arguments.
            let mut blocks = shape.blocks.into_iter().flatten();
            if blocks.any(|(block, _)| *block == name) {
                continue;
            }
            if shape.arguments.is_some_and(|all| !all.contains(&name)) {
                let place = tree.place(attribute.name);
                self.refuse(place, format!("{what} takes no argument {name:?}"));
            } else if shape.flags.contains(&name) && !is_flag(tree, attribute.expr) {
                let place = tree.place(tree.expr(attribute.expr).span);
                self.refuse(place, format!("{name} is true or false, written out"));
            }
        }
        for name in shape.required {
            let mut given = attributes.iter();
            if !self.partial && !given.any(|(tree, attribute)| tree.str(attribute.name) == *name) {
                self.refuse(header, format!("{what} needs {name}"));
            }
        }
        let Some(allowed) = shape.blocks else {
            return;
        };
        let mut seen: Vec<&str> = Vec::new();
        for (tree, block) in blocks {
            let kind = tree.str(block.kind);
            let place = tree.place(block.header);
            match allowed.iter().find(|(name, _)| *name == kind) {
                None => self.refuse(place, format!("{what} takes no block {kind:?}")),
                Some((_, Amount::One)) if seen.contains(&kind) => {
                    self.refuse(place, format!("{what} takes one {kind} block at most"));
                }
                Some(_) => seen.push(kind),
            }
        }
    }

    /// A name that is no identifier.
    fn name(&mut self, what: &str, name: &str, place: Place) {
        let mut letters = name.chars();
        let begins = letters
            .next()
            .is_some_and(|c| c.is_alphabetic() || c == '_');
        if !begins || !letters.all(|c| c.is_alphanumeric() || c == '_' || c == '-') {
            let message = format!(
                "{name:?} is no name of a {what}: it begins with a letter or underscore and \
                 holds letters, digits, underscores and dashes only"
            );
            self.refuse(place, message);
        }
    }

    /// A validation must look at the variable that it validates.
    fn looks_at(&mut self, variable: &str, tree: &Arc<Tree>, block: &Block) {
        let mut attributes = block.body.attributes.iter();
        let condition = attributes.find(|a| tree.str(a.name) == "condition");
        let Some(condition) = condition else {
            return;
        };
        let looks = traversals(tree, condition.expr).iter().any(|traversal| {
            let root = tree.str(tree.expr(traversal.root).span);
            root == "var" && Named::read(tree, traversal).path.first() == Some(&variable)
        });
        if !looks {
            let place = tree.place(tree.expr(condition.expr).span);
            self.refuse(
                place,
                format!("this condition does not look at var.{variable}"),
            );
        }
    }

    fn asserts(&mut self, tree: &Arc<Tree>, block: &Block) {
        let mut any = false;
        for inner in &block.body.blocks {
            if tree.str(inner.kind) == "assert" {
                any = true;
                self.block(&CONDITION, "assert", tree, inner);
            }
        }
        if !any {
            self.refuse(tree.place(block.header), "a check asserts something");
        }
    }

    fn version(&mut self, tree: &Arc<Tree>, block: &Block) {
        let mut attributes = block.body.attributes.iter();
        let version = attributes.find(|a| tree.str(a.name) == "required_version");
        if let Some(version) = version
            && let ExprKind::String(text) = &tree.expr(version.expr).kind
            && !is_constraint(tree.chars(text))
        {
            let place = tree.place(tree.expr(version.expr).span);
            self.refuse(
                place,
                "this is no version constraint, as \">= 1.5, < 2.0\" is",
            );
        }
    }

    fn resource(&mut self, module: &Module, resource: &Resource) {
        let body = &resource.body;
        if let Some(own) = arguments_of(resource.mode, &resource.kind) {
            self.built_in(resource, own);
        }
        let mut lifecycles = 0;
        for (tree, block) in body.blocks() {
            match tree.str(block.kind) {
                "lifecycle" => {
                    lifecycles += 1;
                    if lifecycles > 1 {
                        let place = tree.place(block.header);
                        self.refuse(place, "a resource takes one lifecycle block at most");
                    }
                    self.lifecycle(module, resource, tree, block);
                }
                "provisioner" => self.provisioner(tree, block),
                _ => {}
            }
        }
    }

    /// The arguments of a type that Terraform itself provides.
    fn built_in(&mut self, resource: &Resource, own: &[&str]) {
        const META: [&str; 4] = ["count", "for_each", "provider", "depends_on"];
        const META_BLOCKS: [&str; 4] = ["_", "lifecycle", "provisioner", "connection"];
        let kind = &resource.kind;
        for (tree, attribute) in resource.body.attributes() {
            let name = tree.str(attribute.name);
            if !META.contains(&name) && !own.contains(&name) {
                let place = tree.place(attribute.name);
                self.refuse(place, format!("{kind} takes no argument {name:?}"));
            }
        }
        for (tree, block) in resource.body.blocks() {
            let name = super::super::module::block_kind(tree, block);
            if !META_BLOCKS.contains(&name) {
                let place = tree.place(block.header);
                self.refuse(place, format!("{kind} takes no block {name:?}"));
            }
        }
        if resource.mode == Mode::Data && resource.body.attribute("backend").is_none() {
            self.refuse(resource.body.header(), format!("{kind} needs backend"));
        }
    }

    fn lifecycle(&mut self, module: &Module, resource: &Resource, tree: &Arc<Tree>, block: &Block) {
        self.block(&LIFECYCLE, "lifecycle", tree, block);
        for inner in &block.body.blocks {
            if matches!(tree.str(inner.kind), "precondition" | "postcondition") {
                self.block(&CONDITION, tree.str(inner.kind), tree, inner);
            }
        }
        for attribute in &block.body.attributes {
            let ExprKind::Tuple(items) = &tree.expr(attribute.expr).kind else {
                continue;
            };
            match tree.str(attribute.name) {
                "ignore_changes" => self.ignored(resource, tree, items),
                "replace_triggered_by" => self.triggers(module, tree, items),
                _ => {}
            }
        }
    }

    fn ignored(&mut self, resource: &Resource, tree: &Arc<Tree>, items: &[ExprId]) {
        let Some(attributes) = attributes_of(resource.mode, &resource.kind) else {
            return;
        };
        for item in items {
            let span = tree.expr(*item).span;
            if let ExprKind::Root = tree.expr(*item).kind
                && !attributes.contains(&tree.str(span))
            {
                let message = format!("{} has no attribute {:?}", resource.kind, tree.str(span));
                self.refuse(tree.place(span), message);
            }
        }
    }

    fn triggers(&mut self, module: &Module, tree: &Arc<Tree>, items: &[ExprId]) {
        for item in items {
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
                        self.refuse(whole, message);
                    }
                    _ => self.refusals.extend(names::undeclared(module, tree, *item)),
                }
            }
        }
    }

    fn provisioner(&mut self, tree: &Arc<Tree>, block: &Block) {
        let kind = block.labels.first().map(|label| tree.chars(&label.text));
        let required = match kind {
            Some("local-exec") => "command",
            Some("file") => "destination",
            _ => return,
        };
        let has = |name: &str| {
            let mut attributes = block.body.attributes.iter();
            attributes.find(|a| tree.str(a.name) == name)
        };
        if has(required).is_none() {
            let message = format!("this provisioner needs {required}");
            self.refuse(tree.place(block.header), message);
        }
        let when = has("when").map(|when| tree.str(tree.expr(when.expr).span));
        if when != Some("destroy") {
            return;
        }
        let inner = block.body.blocks.iter().flat_map(|b| &b.body.attributes);
        for attribute in block.body.attributes.iter().chain(inner) {
            if !matches!(tree.str(attribute.name), "when" | "on_failure") {
                self.after_all(tree, attribute.expr);
            }
        }
    }

    /// When a resource is destroyed, nothing but itself is known.
    fn after_all(&mut self, tree: &Arc<Tree>, expr: ExprId) {
        for traversal in traversals(tree, expr) {
            let root = tree.str(tree.expr(traversal.root).span);
            let path = Named::read(tree, &traversal).path;
            let fine = match (root, path.first()) {
                ("self" | "path" | "terraform", _) => true,
                ("count", Some(&"index")) | ("each", Some(&"key")) => true,
                _ => traversal.bound,
            };
            if !fine {
                let message = "a provisioner that runs on destroy knows self, count.index and \
                               each.key only";
                self.refuse(tree.place(tree.expr(traversal.whole).span), message);
            }
        }
    }
}

fn is_flag(tree: &Tree, expr: ExprId) -> bool {
    if let ExprKind::Invalid = tree.expr(expr).kind {
        return true;
    }
    let value = quietly(tree, expr);
    value.is_some_and(|value| convert(&value, &Type::Bool).is_ok())
}

/// Whether `text` is what `hashicorp/go-version` takes for constraints.
fn is_constraint(text: &str) -> bool {
    text.split(',').all(|part| {
        let part = part.trim();
        let operators = ["~>", ">=", "<=", "!=", "=", ">", "<"];
        let version = operators.iter().find_map(|sign| part.strip_prefix(sign));
        let version = version.unwrap_or(part).trim_start();
        let version = version.strip_prefix('v').unwrap_or(version);
        let numbers = version.split(['-', '+']).next().unwrap_or_default();
        numbers
            .split('.')
            .all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    })
}

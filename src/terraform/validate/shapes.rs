//! What the blocks of Terraform's own may hold, as its documentation lists it for 1.11, with what
//! later versions and OpenTofu added, which is no mistake.

use std::sync::Arc;

use crate::address::is_identifier;
use crate::language::{Type, convert, traversals};
use crate::source::Place;
use crate::syntax::hcl::{Attribute, Block, ExprId, ExprKind, Tree};

use super::super::constant::quietly;
use super::super::module::{Body, Module};
use super::super::names::Name;
use super::Refusals;
use super::settings::constraint;

/// What a block may hold.
#[derive(Debug)]
pub struct Shape {
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
pub enum Amount {
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

pub const CONDITION: Shape = Shape {
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

pub const LIFECYCLE: Shape = Shape {
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

pub const SETTINGS: Shape = Shape {
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
    let mut check = Check::of(module);
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
        if let Some((tree, version)) = call.body.attribute("version") {
            constraint(&mut check, tree, version.expr);
        }
    }
    for tree in &module.trees {
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
            if kind == "check" {
                check.asserts(tree, block);
            }
        }
    }
    check.refusals
}

/// What is wrong so far.
pub struct Check {
    pub refusals: Refusals,
    /// Whether there is text that could not be read: what is missing may stand in it.
    partial: bool,
}

impl Check {
    /// Nothing yet.
    pub fn of(module: &Module) -> Check {
        Check {
            refusals: Vec::new(),
            partial: module.is_partial(),
        }
    }

    pub fn refuse(&mut self, place: Place, message: impl Into<String>) {
        self.refusals.push((place, message.into()));
    }

    fn body(&mut self, shape: &Shape, what: &str, body: &Body) {
        let (attributes, blocks) = (body.attributes(), body.blocks());
        self.holds(shape, what, &attributes, &blocks, body.header());
    }

    /// What a block may not hold.
    pub fn block(&mut self, shape: &Shape, what: &str, tree: &Arc<Tree>, block: &Block) {
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
            } else if let Some(ty) = constant_type(shape, name) {
                self.constant(tree, attribute, &ty);
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
            let given = block.labels.len();
            let known = allowed.iter().any(|(name, _)| *name == kind);
            if let Some(labels) = labels_of(kind).filter(|labels| known && *labels != given) {
                let message = format!("a {kind} block takes {labels} labels, this one has {given}");
                self.refuse(place, message);
            }
        }
    }

    /// A constant of the wrong type; what is none is for the evaluation to tell.
    fn constant(&mut self, tree: &Arc<Tree>, attribute: &Attribute, ty: &Type) {
        let value = quietly(tree, attribute.expr);
        if let Some(Err(message)) = value.map(|value| convert(&value, ty)) {
            let place = tree.place(tree.expr(attribute.expr).span);
            let name = tree.str(attribute.name);
            self.refuse(place, format!("{name}: {message}"));
        }
    }

    /// A name that is no identifier.
    pub fn name(&mut self, what: &str, name: &str, place: Place) {
        if !is_identifier(name) {
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
            root == "var" && Name::read(tree, traversal).path.first() == Some(&variable)
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
}

/// The type of an argument that is a constant, where it is not one of the shape's flags.
fn constant_type(shape: &Shape, name: &str) -> Option<Type> {
    match name {
        _ if shape.arguments.is_none() || shape.flags.contains(&name) => None,
        "description" => Some(Type::String),
        "sensitive" | "ephemeral" => Some(Type::Bool),
        _ => None,
    }
}

/// How many labels a block inside one of Terraform's own has, where that is settled.
fn labels_of(kind: &str) -> Option<usize> {
    match kind {
        "backend" | "provider_meta" | "provisioner" => Some(1),
        "data" => Some(2),
        "encryption" | "state_store" | "action_trigger" => None,
        _ => Some(0),
    }
}

fn is_flag(tree: &Tree, expr: ExprId) -> bool {
    if let ExprKind::Invalid = tree.expr(expr).kind {
        return true;
    }
    let value = quietly(tree, expr);
    value.is_some_and(|value| !value.is_null() && convert(&value, &Type::Bool).is_ok())
}

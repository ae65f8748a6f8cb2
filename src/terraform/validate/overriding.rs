//! What override files may not say.

use std::sync::Arc;

use crate::syntax::hcl::{Block, Tree};

use super::super::module::Module;
use super::Refusals;
use super::shapes::Check;
use super::statics::{self, attribute};

/// What is wrong in the override files of `module`.
pub fn check(module: &Module) -> Refusals {
    let mut check = Check::of(module);
    let own = module.trees.len().saturating_sub(module.overriding);
    for tree in module.trees.iter().skip(own) {
        for block in &tree.body.blocks {
            match tree.str(block.kind) {
                kind @ ("moved" | "import" | "check") => {
                    let message = format!("{kind} blocks do not stand in override files");
                    check.refuse(tree.place(block.header), message);
                }
                "locals" => locals(&mut check, module, tree, block),
                "resource" | "data" | "module" | "output" => depends(&mut check, tree, block),
                _ => {}
            }
        }
    }
    check.refusals
}

/// An override changes what is there.
fn locals(check: &mut Check, module: &Module, tree: &Arc<Tree>, block: &Block) {
    for attribute in &block.body.attributes {
        let name = tree.str(attribute.name);
        if module.local(name).is_none() && !module.is_partial() {
            let message = format!("this override changes nothing: there is no local.{name}");
            check.refuse(tree.place(attribute.name), message);
        }
    }
}

fn depends(check: &mut Check, tree: &Arc<Tree>, block: &Block) {
    let depends = attribute(tree, block, "depends_on");
    let items = depends.and_then(|depends| statics::list(tree, depends.expr));
    if let Some(first) = items.and_then(<[_]>::first) {
        let place = tree.place(tree.expr(*first).span);
        check.refuse(place, "depends_on cannot be overridden");
    }
}

//! A data source inside a `check` is known in that check alone.

use std::sync::Arc;

use crate::language::traversals;
use crate::syntax::hcl::{Block, Tree};

use super::super::module::{Module, Resource};
use super::super::names::Name;
use super::Refusals;

/// The names of such data sources elsewhere in `module`.
pub fn check(module: &Module) -> Refusals {
    let mut refusals = Vec::new();
    let resources = module.resources.iter();
    let scoped: Vec<&Resource> = resources.filter(|r| r.body.base.inner.is_some()).collect();
    if scoped.is_empty() {
        return refusals;
    }
    for tree in &module.trees {
        for (index, block) in tree.body.blocks.iter().enumerate() {
            let elsewhere = |one: &&Resource| {
                let own = Arc::ptr_eq(&one.body.base.tree, tree) && one.body.base.index == index;
                !own
            };
            let hidden: Vec<&Resource> = scoped.iter().copied().filter(elsewhere).collect();
            names(tree, block, &hidden, &mut refusals);
        }
    }
    refusals
}

fn names(tree: &Arc<Tree>, block: &Block, hidden: &[&Resource], refusals: &mut Refusals) {
    let mut pending = vec![block];
    while let Some(block) = pending.pop() {
        pending.extend(&block.body.blocks);
        for attribute in &block.body.attributes {
            for traversal in traversals(tree, attribute.expr) {
                let root = tree.str(tree.expr(traversal.root).span);
                let named = Name::read(tree, &traversal);
                let mut hidden = hidden.iter();
                let is = |one: &&&Resource| match named.path.as_slice() {
                    [kind, name, ..] => **kind == *one.kind && **name == *one.name,
                    _ => false,
                };
                if let Some(one) = hidden.find(is).filter(|_| root == "data") {
                    let message = format!(
                        "data.{}.{} is known only inside its check",
                        one.kind, one.name
                    );
                    refusals.push((named.place, message));
                }
            }
        }
    }
}

//! What the text of an expression names, and may not.

use std::sync::Arc;

use crate::language::traversals;
use crate::syntax::hcl::{ExprId, ExprKind, Tree};

use super::super::evaluation::TermKind;
use super::super::module::Module;
use super::super::names::{Meaning, meaning};
use super::super::needs::Named;
use super::Refusals;

/// The names in `expr` that mean nothing in `module`; `iterators` are those that `dynamic` blocks
/// around it bind.
pub fn refused(module: &Module, tree: &Arc<Tree>, expr: ExprId, iterators: &[&str]) -> Refusals {
    let mut refusals = Vec::new();
    for traversal in traversals(tree, expr) {
        let root = tree.str(tree.expr(traversal.root).span);
        if traversal.bound || iterators.contains(&root) {
            continue;
        }
        let named = Named::read(tree, &traversal);
        match meaning(module, root, &named.path) {
            Ok(Meaning::Term(TermKind::Resource, index, used)) => {
                refusals.extend(named.misused(module, index as u32, used));
            }
            Ok(_) => {}
            Err(message) => refusals.push((named.place, message)),
        }
    }
    refusals
}

/// The names in `expr` that are not declared in `module`, however they are used.
pub fn undeclared(module: &Module, tree: &Arc<Tree>, expr: ExprId) -> Refusals {
    let mut refusals = Vec::new();
    for traversal in traversals(tree, expr) {
        let root = tree.str(tree.expr(traversal.root).span);
        let named = Named::read(tree, &traversal);
        if let Err(message) = meaning(module, root, &named.path) {
            refusals.push((named.place, message));
        }
    }
    refusals
}

/// Calls of functions of providers that `module` does not require.
pub fn providerless(module: &Module) -> Refusals {
    let mut refusals = Vec::new();
    if module.is_partial() {
        return refusals;
    }
    for tree in &module.trees {
        for expr in tree.exprs() {
            let ExprKind::Call { name, .. } = &expr.kind else {
                continue;
            };
            let provider = tree.str(*name).strip_prefix("provider::");
            let provider = provider.and_then(|rest| rest.split("::").next());
            if let Some(provider) = provider
                && !module.required_providers.contains_key(provider)
            {
                let message = format!("required_providers does not name {provider:?}");
                refusals.push((tree.place(*name), message));
            }
        }
    }
    refusals
}

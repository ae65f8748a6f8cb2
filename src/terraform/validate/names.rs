//! What the text of an expression names, and may not.

use std::sync::Arc;

use crate::language::traversals;
use crate::syntax::hcl::{ExprId, ExprKind, Tree};

use super::super::module::Module;
use super::super::names::{Meaning, Name, meaning};
use super::super::terms::TermKind;
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
        let named = Name::read(tree, &traversal);
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
        let named = Name::read(tree, &traversal);
        if let Err(message) = meaning(module, root, &named.path) {
            refusals.push((named.place, message));
        }
    }
    refusals
}

/// The provider that is a part of Terraform, and its functions.
const BUILT_IN: &str = "terraform.io/builtin/terraform";
const FUNCTIONS: [&str; 3] = ["decode_tfvars", "encode_expr", "encode_tfvars"];

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
            let called = tree.str(*name).strip_prefix("provider::");
            let Some((provider, function)) = called.and_then(|rest| rest.split_once("::")) else {
                continue;
            };
            let message = match module.required_providers.get(provider) {
                None => format!("required_providers does not name {provider:?}"),
                Some(source) if **source == *BUILT_IN && !FUNCTIONS.contains(&function) => {
                    format!("Terraform's own provider has no function {function:?}")
                }
                Some(_) => continue,
            };
            refusals.push((tree.place(*name), message));
        }
    }
    refusals
}

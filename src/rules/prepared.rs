//! What is known of a rule before its subjects are: the values that do not depend on them.
//!
//! A rule that asks for all resources of a type asks the same of each subject: that is answered
//! once. What is wrong with such an expression is not known here, so that each subject is told.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::language::{Literals, Value, traversals};
use crate::syntax::hcl::{ExprId, ExprKind};

use super::page::Rule;
use super::scope::RuleScope;
use super::world::World;

/// Most expressions of a page that are looked at for values of their own.
const MOST: usize = 10_000;

/// A rule, ready to judge many subjects.
pub(super) struct Prepared<'a> {
    pub rule: &'a Rule,
    /// Its literals, and whatever else is the same for all subjects.
    pub literals: Cow<'a, Literals>,
}

impl<'a> Prepared<'a> {
    /// `rule`, for so many `subjects` of `world`.
    pub fn of(rule: &'a Rule, world: &dyn World, subjects: usize) -> Prepared<'a> {
        let mut literals = Cow::Borrowed(&rule.literals);
        if subjects > 1 && rule.tree.exprs.len() <= MOST {
            for (expr, value) in shared(rule, world) {
                literals.to_mut().set(expr, value);
            }
        }
        Prepared { rule, literals }
    }
}

/// Calls, loops and parameters of `rule`, which do not depend on its subject, with their values.
fn shared(rule: &Rule, world: &dyn World) -> Vec<(ExprId, Value)> {
    let tree = &rule.tree;
    let checks = rule.checks.iter();
    let checks = checks.flat_map(|c| [Some(c.assert), Some(c.message), c.at, c.when]);
    let notes = rule.notes.iter();
    let notes = notes.flat_map(|note| [Some(note.when), Some(note.message)]);
    let fixes = rule.autofixes.iter().map(|fix| fix.when);
    let whole = checks.chain(notes).chain(fixes);
    let whole = whole.chain([rule.when, rule.for_each]);
    let mut pending: Vec<ExprId> = whole.flatten().collect();
    // A loop may call its items as parameters are called.
    let names = pending.iter().flat_map(|expr| traversals(tree, *expr));
    let bound = names.filter(|name| name.bound).map(|name| name.root);
    let bound: BTreeSet<ExprId> = bound.collect();
    let mut found = Vec::new();
    while let Some(expr) = pending.pop() {
        let makes = matches!(
            tree.expr(expr).kind,
            ExprKind::Call { .. }
                | ExprKind::For(_)
                | ExprKind::Splat { .. }
                | ExprKind::Attr { .. }
        );
        if makes
            && is_shared(rule, expr, &bound)
            && let Some(value) = value_of(rule, world, expr)
        {
            found.push((expr, value));
        } else {
            pending.extend(tree.children(expr));
        }
    }
    found
}

/// Whether `expr` names nothing but parameters, and what it binds itself; the names `bound` are
/// bound by some loop.
fn is_shared(rule: &Rule, expr: ExprId, bound: &BTreeSet<ExprId>) -> bool {
    let tree = &rule.tree;
    let mut names = traversals(tree, expr)
        .into_iter()
        .filter(|name| !name.bound);
    names.all(|name| {
        let named = tree.str(tree.expr(name.root).span);
        named == "param" && !bound.contains(&name.root)
    })
}

/// The value of `expr` for any subject; `None` when something is wrong with it.
fn value_of(rule: &Rule, world: &dyn World, expr: ExprId) -> Option<Value> {
    let mut scope = RuleScope::of(rule);
    scope.world = Some(world);
    let mut evaluator = scope.evaluator();
    let value = evaluator.eval(expr);
    evaluator.diagnostics.is_empty().then_some(value)
}

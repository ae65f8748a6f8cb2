//! Where a finding points: `at`, a traversal used for its place.

use crate::address::Step;
use crate::language::{Kind, Value};
use crate::source::Place;
use crate::syntax::hcl::{ExprId, ExprKind};

use super::scope::RuleScope;

/// The place of the attribute that `at` names; none where nothing is known of it.
pub(super) fn of(scope: &mut RuleScope, at: ExprId) -> Option<Place> {
    let rule = scope.rule;
    let tree = &*rule.tree;
    match &tree.expr(at).kind {
        ExprKind::Paren(inner) => return of(scope, *inner),
        ExprKind::Conditional { condition, yes, no } => {
            let chosen = scope.evaluator().eval(*condition).as_bool()?;
            return of(scope, if chosen { *yes } else { *no });
        }
        _ => {}
    }
    let (bottom, steps) = steps(scope, at)?;
    let whole = scope.evaluator().eval(bottom);
    find(scope, &whole, &steps)
}

/// What the traversal `at` begins at, and the steps from there; `None` where a key is not known.
pub(super) fn steps(scope: &mut RuleScope, at: ExprId) -> Option<(ExprId, Vec<Step>)> {
    let rule = scope.rule;
    let tree = &*rule.tree;
    let mut steps = Vec::new();
    let mut bottom = at;
    loop {
        // `each.value` is a name, not a step into something.
        let each = |source: &ExprId| {
            let expr = tree.expr(*source);
            matches!(expr.kind, ExprKind::Root) && tree.str(expr.span) == "each"
        };
        match &tree.expr(bottom).kind {
            ExprKind::Attr { source, name } if !each(source) => {
                steps.push(Step::Attr(tree.str(*name).into()));
                bottom = *source;
            }
            ExprKind::Index { source, key } => {
                steps.push(step(&scope.evaluator().eval(*key))?);
                bottom = *source;
            }
            _ => break,
        }
    }
    steps.reverse();
    Some((bottom, steps))
}

fn step(key: &Value) -> Option<Step> {
    match &key.kind {
        Kind::Number(number) => {
            let index = u64::try_from(number.to_i64()?).ok()?;
            Some(Step::Index(index))
        }
        Kind::String(text) => Some(Step::Key(text.clone())),
        _ => None,
    }
}

/// What is written knows its places; a record has those of its fields' origins.
fn find(scope: &RuleScope, whole: &Value, steps: &[Step]) -> Option<Place> {
    let page = scope.rule.tree.file;
    let asked = scope.world.and_then(|world| world.place(whole, steps));
    let by_origin = || {
        whole
            .origin
            .nearest()
            .filter(|place| place.file != page && steps.is_empty())
    };
    let inside = || {
        let (first, rest) = steps.split_first()?;
        let part = match first {
            Step::Attr(name) | Step::Key(name) => whole.as_entries()?.get(name)?,
            Step::Index(index) => {
                let at = usize::try_from(*index).ok()?;
                whole.as_sequence()?.get(at)?
            }
        };
        find(scope, part, rest)
    };
    asked.or_else(inside).or_else(by_origin)
}

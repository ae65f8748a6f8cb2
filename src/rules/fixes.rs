//! The change that would make a failure vanish, as the rule's `autofix` names it.
//!
//! The value of the attribute is followed to where it is written: the line of a variables file, the
//! argument of a module call, the default of a variable, the attribute itself. Where nothing is
//! written, the resource's block gets the argument; of a module outside of the repository, the call
//! gets it, if the module takes it from there.

use std::sync::Arc;

use crate::finding::{Change, Fix, Scalar};
use crate::language::{Dialect, Evaluator, HopKind, Kind, Origin, Value};
use crate::source::Place;
use crate::syntax::hcl::{ExprId, ExprKind};

use super::page::Edit;
use super::scope::RuleScope;

/// The fix of the rule in `scope` for the subject in it; `None` when it has none, or none that can
/// be placed.
pub(super) fn of(scope: &mut RuleScope) -> Option<Fix> {
    let autofix = scope.rule.autofix.as_ref()?;
    let Edit::Set { attribute, to } = autofix.edit else {
        return None;
    };
    let to = scalar(&eval(scope, to))?;
    let (name, holder) = named(scope, attribute)?;
    // The field of a record comes its own way; the record's proves something else.
    let field = holder.as_entries().and_then(|fields| fields.get(&name));
    let value = match field {
        Some(field) => field.clone(),
        None => eval(scope, attribute),
    };
    if value.is_sensitive_anywhere() {
        return None;
    }
    let written = source(&value.origin);
    let in_call = written.as_ref().and_then(|written| {
        let (name, default) = written.default.clone()?;
        let block = scope.world?.call_with(&holder, default)?;
        Some((block, "module", name))
    });
    let change = match (in_call, written) {
        (Some((block, kind, name)), _) => Change::Argument {
            block,
            kind,
            name,
            to: to.clone(),
        },
        (None, Some(Written { place, .. })) => Change::Literal {
            place,
            from: scalar(&value)?,
            to: to.clone(),
        },
        (None, None) => Change::Argument {
            block: scope.world?.place(&holder, &[])?,
            kind: "resource",
            name: name.clone(),
            to: to.clone(),
        },
    };
    Some(Fix {
        message: format!("set {name} to {}", to.as_str()),
        safety: autofix.safety,
        change,
    })
}

fn eval(scope: &mut RuleScope, expr: ExprId) -> Value {
    Evaluator::new(&scope.rule.tree, scope, Dialect::Rules).eval(expr)
}

/// The name of the attribute, and what has it.
fn named(scope: &mut RuleScope, attribute: ExprId) -> Option<(Arc<str>, Value)> {
    let tree = &scope.rule.tree;
    let ExprKind::Attr { source, name } = &tree.expr(attribute).kind else {
        return None;
    };
    let name = tree.str(*name).into();
    Some((name, eval(scope, *source)))
}

fn scalar(value: &Value) -> Option<Scalar> {
    match &value.kind {
        Kind::Number(number) => Some(Scalar::Bare(number.to_string())),
        Kind::Bool(bool) => Some(Scalar::Bare(bool.to_string())),
        Kind::String(text) => Some(Scalar::Text(text.to_string())),
        _ => None,
    }
}

/// Where a value is written.
struct Written {
    place: Place,
    /// The variable whose default it is, and the place of that.
    default: Option<(Arc<str>, Place)>,
}

/// The one literal that a value is, unchanged; `None` when it is made of several, or of none.
fn source(origin: &Origin) -> Option<Written> {
    let mut origin = origin;
    let mut default = None;
    loop {
        match origin {
            Origin::None => return None,
            Origin::At(place) => {
                let place = *place;
                return Some(Written { place, default });
            }
            Origin::Via(hop) => {
                if let (HopKind::Default(name, _), Some(place)) = (&hop.kind, hop.place) {
                    default = Some((name.clone(), place));
                }
                let [only] = hop.from.as_slice() else {
                    return None;
                };
                origin = only;
            }
        }
    }
}

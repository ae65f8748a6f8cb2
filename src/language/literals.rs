//! The values of literals.

use crate::syntax::hcl::{Expr, ExprId, ExprKind, Tree};

use super::number::Number;
use super::origin::Origin;
use super::types::Type;
use super::value::Value;

/// The values of all literals of a tree, read once for expressions that are evaluated over and
/// over.
#[derive(Clone, Debug, Default)]
pub struct Literals(Vec<Option<Value>>);

impl Literals {
    /// Those of `tree`.
    pub fn of(tree: &Tree) -> Literals {
        let values = tree.exprs().map(|expr| read(tree, expr));
        Literals(values.collect())
    }

    /// The same, where the expression `id` of the same tree is known to have `value` whenever it is
    /// evaluated.
    pub fn set(&mut self, id: ExprId, value: Value) {
        if let Some(known) = self.0.get_mut(id.0 as usize) {
            *known = Some(value);
        }
    }

    /// The value of the literal `id`; `None` of any other expression.
    pub(super) fn get(&self, id: ExprId) -> Option<&Value> {
        self.0.get(id.0 as usize)?.as_ref()
    }
}

/// The value of `expr` if it is a literal, with its place.
pub(super) fn read(tree: &Tree, expr: &Expr) -> Option<Value> {
    let value = match &expr.kind {
        ExprKind::Null => Value::null(Type::Dynamic),
        ExprKind::Bool(value) => Value::bool(*value),
        ExprKind::Number => Value::number(Number::parse(tree.str(expr.span))?),
        ExprKind::String(text) => Value::string(tree.chars(text)),
        _ => return None,
    };
    Some(value.at(Origin::At(tree.place(expr.span))))
}

//! `try` and `can`: the functions that look at expressions rather than values.

use std::sync::Arc;

use crate::source::Place;
use crate::syntax::hcl::{ExprId, ExprKind};

use super::eval::Evaluator;
use super::operators::parts;
use super::origin::Origin;
use super::references::traversals;
use super::scope::Dialect;
use super::types::Type;
use super::value::{Kind, Value};

impl Evaluator<'_> {
    /// `try(a, b, …)`: the first argument without an error. An argument that looks at anything
    /// unknown makes the result unknown, as it may fail yet. In Terraform files it keeps what the
    /// argument stands for, so that edges are found; rules claim nothing of it.
    pub(super) fn try_call(&mut self, args: &[ExprId], place: Place) -> Value {
        let mut last_errors = Vec::new();
        for arg in args {
            let (value, errors) = self.attempt(*arg);
            let undecided = match self.dialect {
                Dialect::Terraform => self.depends_on_unknown(*arg),
                Dialect::Rules => !value.is_wholly_known() || self.depends_on_unknown(*arg),
            };
            if undecided && errors.is_empty() && self.dialect == Dialect::Terraform {
                return dynamic(value);
            }
            if undecided {
                let mut parts: Vec<Value> = self.looked_at(*arg);
                parts.push(value);
                let unknown = self.unknown_of(Type::Dynamic, &parts);
                return Value::unknown(unknown).at(Origin::At(place));
            }
            if errors.is_empty() {
                return value;
            }
            last_errors = errors;
        }
        let detail = last_errors
            .first()
            .map(|d| format!(": {}", d.message))
            .unwrap_or_default();
        self.error(place, format!("no argument of try() has a value{detail}"))
    }

    /// `can(a)`: whether `a` has a value.
    pub(super) fn can_call(&mut self, args: &[ExprId], place: Place) -> Value {
        let [arg] = args else {
            return self.error(place, "can() takes one argument");
        };
        let (value, errors) = self.attempt(*arg);
        let undecided = match self.dialect {
            Dialect::Terraform => self.depends_on_unknown(*arg),
            Dialect::Rules => !value.is_wholly_known() || self.depends_on_unknown(*arg),
        };
        if undecided {
            let mut parts: Vec<Value> = self.looked_at(*arg);
            parts.push(value);
            let unknown = self.unknown_of(Type::Bool, &parts).not_null();
            return Value::unknown(unknown).at(Origin::At(place));
        }
        Value::bool(errors.is_empty()).at(Origin::At(place))
    }

    /// The value of an expression, and its errors set apart. A counter that ran out is not a
    /// failure of the expression: it stays a diagnostic of the whole.
    pub(super) fn attempt(&mut self, arg: ExprId) -> (Value, Vec<crate::finding::Diagnostic>) {
        use crate::finding::{Code, Level};
        let said = self.diagnostics.len();
        let value = self.eval(arg);
        let new = self.diagnostics.split_off(said.min(self.diagnostics.len()));
        let (errors, others) = new
            .into_iter()
            .partition(|d| d.level == Level::Error && d.code == Code::Evaluate);
        self.diagnostics.extend::<Vec<_>>(others);
        (value, errors)
    }

    /// Whether any traversal in `arg` ends at something unknown.
    fn depends_on_unknown(&mut self, arg: ExprId) -> bool {
        let rules = self.dialect == Dialect::Rules;
        self.looked_at(arg).iter().any(|value| match &value.kind {
            // Terraform knows an instance as an object of which the computed part is unknown; a
            // rule that hands one to a fact has an answer or has none.
            Kind::Instance(_) => !rules,
            _ => !value.is_wholly_known(),
        })
    }

    /// The values of all traversals in `arg` that do not fail.
    fn looked_at(&mut self, arg: ExprId) -> Vec<Value> {
        let tree = self.tree;
        let bound: Vec<Arc<str>> = self.bound.iter().map(|(name, _)| name.clone()).collect();
        let mut values = Vec::new();
        for id in traversals(tree, arg) {
            if let ExprKind::Root = tree.expr(id.root).kind {
                let name = tree.str(tree.expr(id.root).span);
                if id.bound && !bound.iter().any(|b| **b == *name) {
                    continue;
                }
            }
            let (value, errors) = self.attempt(id.whole);
            if errors.is_empty() {
                values.push(value);
            }
        }
        values
    }
}

/// The same unknown without its type, as `try` gives it: which argument will count is not known,
/// so neither is the type.
fn dynamic(value: Value) -> Value {
    let Kind::Unknown(unknown) = &value.kind else {
        return value;
    };
    let (elements, open) = parts(&value);
    let mut loose = super::unknown::Unknown::clone(unknown).with_elements(elements, open);
    loose.ty = Type::Dynamic;
    loose.not_null = false;
    loose.prefix = None;
    loose.bounds = None;
    Value::unknown(loose)
        .at(value.origin.clone())
        .marked(value.sensitive)
}

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
use super::unknown::Unknown;
use super::value::{Kind, Value};

impl Evaluator<'_> {
    /// `try(a, b, …)`: the first argument without an error. One that is not wholly known makes the
    /// result unknown, as it may fail yet. In Terraform files it keeps what the argument stands
    /// for, so that edges are found; rules claim nothing of it.
    pub(super) fn try_call(&mut self, args: &[ExprId], place: Place) -> Value {
        let mut last_errors = Vec::new();
        for arg in args {
            let (value, errors) = self.attempt(*arg);
            if self.decided(*arg, &value, errors.is_empty()) {
                if errors.is_empty() {
                    return value;
                }
                last_errors = errors;
                continue;
            }
            if self.dialect.is_terraform() {
                return self.dynamic(&value);
            }
            let mut parts: Vec<Value> = self.looked_at(*arg);
            parts.push(value);
            let unknown = self.unknown_of(Type::Dynamic, &parts);
            return Value::unknown(unknown).at(Origin::At(place));
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
        if !self.decided(*arg, &value, errors.is_empty()) {
            let mut parts: Vec<Value> = self.looked_at(*arg);
            parts.push(value);
            let unknown = self.unknown_of(Type::Bool, &parts);
            return Value::unknown(unknown).at(Origin::At(place));
        }
        Value::bool(errors.is_empty()).at(Origin::At(place))
    }

    /// Whether `arg`, which came to `value`, will come to it (or fail) whatever is unknown now. To
    /// Terraform an error is for ever, and a value that is wholly known too.
    fn decided(&mut self, arg: ExprId, value: &Value, succeeded: bool) -> bool {
        let final_here = !succeeded || value.is_wholly_known();
        match self.dialect {
            Dialect::Terraform | Dialect::Terraform112 => final_here,
            Dialect::Rules => final_here && !self.depends_on_unknown(arg),
        }
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

    /// Whether any traversal in `arg` ends at something unknown. An instance is none: a rule that
    /// hands one to a fact has an answer or has none.
    fn depends_on_unknown(&mut self, arg: ExprId) -> bool {
        self.looked_at(arg).iter().any(|value| {
            let instance = matches!(value.kind, Kind::Instance(_));
            !instance && !value.is_wholly_known()
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

    /// A value of `try` that is not wholly known: which argument will count is not known, so
    /// neither is the type.
    fn dynamic(&self, value: &Value) -> Value {
        let unknown = match &value.kind {
            Kind::Unknown(unknown) => Unknown::clone(unknown),
            Kind::Instance(instance) => Unknown::of_instance(instance.as_ref()),
            _ => self.unknown_of(Type::Dynamic, std::slice::from_ref(value)),
        };
        let (elements, open) = parts(value);
        let loose = Unknown {
            ty: Type::Dynamic,
            not_null: false,
            prefix: None,
            bounds: None,
            ..unknown
        };
        // Terraform loses the marks of what it does not know in full.
        let secrecy = match value.is_left_to_apply() {
            true => value.secrecy.lost(),
            false => value.secrecy,
        };
        Value::unknown(loose.with_elements(elements, open))
            .at(value.origin.clone())
            .marked(secrecy)
    }
}

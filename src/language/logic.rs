//! `&&` and `||` of Terraform from 1.12 on: one side can be enough.
//!
//! Both sides are evaluated all the same, as Terraform does. Where one of them is enough, what is
//! wrong with the other does not count, nor what is unknown in it (HCL, `Operation.ShortCircuit`).
//! Earlier versions refuse what is wrong with either; they are told of the way out.

use crate::finding::{Code, Diagnostic, Level};
use crate::syntax::hcl::BinaryOp;

use super::Evaluator;
use super::operators::{Operand, operand, unknown};
use super::scope::Dialect;
use super::types::Type;
use super::value::Value;

/// What is said to those whose Terraform takes no side.
const WAY_OUT: &str = "Terraform evaluates both sides before version 1.12: choose with a condition, \
                       as in (x == null ? true : x.y), or ask for a later one: required_version = \
                       \">= 1.12\"";

impl Evaluator<'_> {
    /// The result of `left op right`, if one side is enough for it: then no error of the other one
    /// is left. The errors of the left side begin at the first place of `said`, those of the right
    /// side at the second.
    pub(super) fn one_side(
        &mut self,
        op: BinaryOp,
        left: &Value,
        right: &Value,
        said: [usize; 2],
    ) -> Option<Value> {
        let [before, between] = said;
        match self.dialect {
            Dialect::Terraform112 => {
                let mut of_right = self.diagnostics.split_off(between);
                let mut of_left = self.diagnostics.split_off(before);
                let enough = enough(op, left, right, of_left.iter().any(is_failure));
                match &enough {
                    Some((_, Side::Left)) => of_right.retain(|d| !is_failure(d)),
                    Some((_, Side::Right)) => of_left.retain(|d| !is_failure(d)),
                    None => {}
                }
                self.diagnostics.extend(of_left);
                self.diagnostics.extend(of_right);
                Some(enough?.0)
            }
            Dialect::Terraform => {
                let of_right = self.diagnostics.get_mut(between..).unwrap_or_default();
                let decides = decisive(op)?;
                if left.as_bool() == Some(decides) {
                    let failures = of_right.iter_mut().filter(|d| is_failure(d));
                    failures.for_each(|failure| failure.help = Some(WAY_OUT.into()));
                }
                None
            }
            Dialect::Rules => None,
        }
    }
}

enum Side {
    Left,
    Right,
}

/// The side that decides alone; `None` for other operators.
fn decisive(op: BinaryOp) -> Option<bool> {
    match op {
        BinaryOp::Or => Some(true),
        BinaryOp::And => Some(false),
        _ => None,
    }
}

fn is_failure(diagnostic: &Diagnostic) -> bool {
    diagnostic.level == Level::Error && diagnostic.code == Code::Evaluate
}

/// What one side is enough for, and which one it is. `left_failed` says whether the left side has
/// errors.
fn enough(op: BinaryOp, left: &Value, right: &Value, left_failed: bool) -> Option<(Value, Side)> {
    let decides = decisive(op)?;
    let secrecy = left.all_secrecy() | right.all_secrecy();
    let left = operand(left, &Type::Bool, Operand::Left).ok()?;
    let right = operand(right, &Type::Bool, Operand::Right).ok()?;
    let (value, side) = match (left.as_bool(), right.as_bool()) {
        (Some(side), _) if side == decides => (Value::bool(decides), Side::Left),
        (_, Some(side)) if side == decides => (Value::bool(decides), Side::Right),
        (None, None) if left_failed => return None,
        (None, _) => (unknown(Type::Bool, &left, &right), Side::Left),
        (Some(_), None) => (unknown(Type::Bool, &left, &right), Side::Right),
        (Some(_), Some(_)) => return None,
    };
    Some((value.marked(secrecy), side))
}

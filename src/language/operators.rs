//! The operators on values.

use std::cmp::Ordering;

use crate::source::Place;
use crate::syntax::hcl::BinaryOp;

use super::convert::convert;
use super::identity;
use super::number::Number;
use super::order::equal;
use super::origin::{HopKind, Origin};
use super::scope::Dialect;
use super::secrecy::Secrecy;
use super::types::Type;
use super::unify::unify;
use super::unknown::{Element, Presence, Reason, ReasonKind, Unknown};
use super::value::{Kind, Value};

/// Which operand an error is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Operand {
    Left,
    Right,
    /// The operation as a whole.
    Both,
}

/// What is wrong with an operation.
pub(super) struct OperatorError {
    pub operand: Operand,
    pub message: String,
}

/// `left op right`.
pub(super) fn binary(
    op: BinaryOp,
    left: &Value,
    right: &Value,
    dialect: Dialect,
) -> Result<Value, OperatorError> {
    if let Some(answer) = answer(op, left, right, dialect) {
        return Ok(answer.into());
    }
    let secrecy = left.all_secrecy() | right.all_secrecy();
    let value = match op {
        BinaryOp::Equal | BinaryOp::NotEqual => unknown(Type::Bool, left, right),
        BinaryOp::And | BinaryOp::Or => {
            let value = logical(op, left, right, dialect)?;
            // Terraform loses the marks of what it cannot decide.
            let lost = dialect.is_terraform() && value.is_left_to_apply();
            return Ok(value.marked(match lost {
                true => secrecy.lost(),
                false => secrecy,
            }));
        }
        _ => arithmetic(op, left, right, dialect)?,
    };
    Ok(value.marked(secrecy))
}

/// What a comparison or a logical operation says, with its marks. It is smaller than a value: a rule
/// asks little else, of very many subjects.
#[derive(Clone, Copy)]
pub(super) struct Answer {
    holds: bool,
    secrecy: Secrecy,
}

impl From<Answer> for Value {
    fn from(answer: Answer) -> Value {
        Value::bool(answer.holds).marked(answer.secrecy)
    }
}

/// The answer to a comparison or a logical operation, as far as that takes no conversion; `None`
/// where something unknown decides, and of other operations.
pub(super) fn answer(
    op: BinaryOp,
    left: &Value,
    right: &Value,
    dialect: Dialect,
) -> Option<Answer> {
    let same = || match dialect {
        Dialect::Rules => identity::equal(left, right),
        _ => equal(left, right),
    };
    let order = || Some(left.as_number()?.compare(right.as_number()?));
    let sides = || Some((left.as_bool()?, right.as_bool()?));
    let holds = match op {
        BinaryOp::Equal => same(),
        BinaryOp::NotEqual => same().map(|same| !same),
        BinaryOp::And => sides().map(|(left, right)| left && right),
        BinaryOp::Or => sides().map(|(left, right)| left || right),
        BinaryOp::Less => order().map(Ordering::is_lt),
        BinaryOp::LessEqual => order().map(Ordering::is_le),
        BinaryOp::Greater => order().map(Ordering::is_gt),
        BinaryOp::GreaterEqual => order().map(Ordering::is_ge),
        BinaryOp::Add
        | BinaryOp::Subtract
        | BinaryOp::Multiply
        | BinaryOp::Divide
        | BinaryOp::Modulo => None,
    }?;
    let secrecy = left.all_secrecy() | right.all_secrecy();
    Some(Answer { holds, secrecy })
}

pub(super) fn unknown(ty: Type, left: &Value, right: &Value) -> Value {
    let parts = [left.clone(), right.clone()];
    let unknown = Unknown::from_parts(ty.clone(), &parts)
        .unwrap_or_else(|| Unknown::new(ty, Reason::new(ReasonKind::Error, "", None)));
    Value::unknown(unknown.not_null())
}

pub(super) fn operand(value: &Value, ty: &Type, operand: Operand) -> Result<Value, OperatorError> {
    if value.is_null() {
        let message = format!("this is null, but a {} is needed", ty.friendly());
        let operand = Operand::Both;
        return Err(OperatorError { operand, message });
    }
    convert(value, ty).map_err(|message| OperatorError { operand, message })
}

/// Rules let one side decide. Terraform 1.11 has `false && unknown` unknown where the provider
/// computes the unknown; what it reads before it plans it will know, so that one side decides too.
fn logical(
    op: BinaryOp,
    left: &Value,
    right: &Value,
    dialect: Dialect,
) -> Result<Value, OperatorError> {
    let decides = op == BinaryOp::Or;
    let left = operand(left, &Type::Bool, Operand::Left);
    let right = operand(right, &Type::Bool, Operand::Right);
    if dialect == Dialect::Rules {
        let decided = |side: &Result<Value, OperatorError>| matches!(side, Ok(value) if value.as_bool() == Some(decides));
        if decided(&left) || decided(&right) {
            return Ok(Value::bool(decides));
        }
        match (&left, &right) {
            (Ok(value), Err(_)) | (Err(_), Ok(value)) if value.is_unknown() => {
                return Ok(value.clone());
            }
            _ => {}
        }
    }
    let (left, right) = (left?, right?);
    if let Some(answer) = answer(op, &left, &right, dialect) {
        return Ok(answer.into());
    }
    Ok(match (left.as_bool(), right.as_bool()) {
        (Some(side), None) if side == decides && is_read_to_plan(&right) => Value::bool(decides),
        (None, Some(side)) if side == decides && is_read_to_plan(&left) => Value::bool(decides),
        _ => unknown(Type::Bool, &left, &right),
    })
}

fn is_read_to_plan(value: &Value) -> bool {
    matches!(&value.kind, Kind::Unknown(unknown) if unknown.is_read_to_plan())
}

fn arithmetic(
    op: BinaryOp,
    left: &Value,
    right: &Value,
    dialect: Dialect,
) -> Result<Value, OperatorError> {
    let left = operand(left, &Type::Number, Operand::Left)?;
    let right = operand(right, &Type::Number, Operand::Right)?;
    if let Some(answer) = answer(op, &left, &right, dialect) {
        return Ok(answer.into());
    }
    match (left.as_number(), right.as_number()) {
        (Some(a), Some(b)) => calculate(op, a, b),
        _ => Ok(compare_bounds(op, &left, &right, dialect)),
    }
}

fn calculate(op: BinaryOp, a: &Number, b: &Number) -> Result<Value, OperatorError> {
    // Terraform divides by zero (`1 / 0` is infinite), but for what no number would be.
    let number = |result: Option<Number>, message: &str| {
        let message = message.to_owned();
        let operand = Operand::Both;
        result
            .map(Value::number)
            .ok_or(OperatorError { operand, message })
    };
    Ok(match op {
        BinaryOp::Add => number(a.add(b), "can't compute sum of opposing infinities")?,
        BinaryOp::Subtract => number(a.subtract(b), "can't subtract infinity from itself")?,
        BinaryOp::Multiply => number(a.multiply(b), "can't multiply zero by infinity")?,
        BinaryOp::Divide => number(
            a.divide(b),
            "can't divide zero by zero or infinity by infinity",
        )?,
        _ => number(a.modulo(b), "can't use modulo with zero and infinity")?,
    })
}

/// A comparison that the bounds of an unknown number decide, else unknown. Rules look at the bounds
/// as they are (`length(x) >= 0`); Terraform takes all for exclusive, and `<=` for `<` or `==`.
fn compare_bounds(op: BinaryOp, left: &Value, right: &Value, dialect: Dialect) -> Value {
    let ty = match op {
        BinaryOp::Less | BinaryOp::LessEqual | BinaryOp::Greater | BinaryOp::GreaterEqual => {
            Type::Bool
        }
        _ => return unknown(Type::Number, left, right),
    };
    // `a > b` is `b < a`.
    let (a, b) = match op {
        BinaryOp::Greater | BinaryOp::GreaterEqual => (right, left),
        _ => (left, right),
    };
    let or_equal = matches!(op, BinaryOp::LessEqual | BinaryOp::GreaterEqual);
    let below = |high: Option<Number>, low: Option<Number>| {
        let pair = high.zip(low);
        pair.is_some_and(|(high, low)| match or_equal && dialect == Dialect::Rules {
            true => high <= low,
            false => high < low,
        })
    };
    let above = |low: Option<Number>, high: Option<Number>| {
        let pair = low.zip(high);
        pair.is_some_and(|(low, high)| match !or_equal && dialect == Dialect::Rules {
            true => low >= high,
            false => low > high,
        })
    };
    let limits = |value: &Value| match (value.as_number(), bounds(value)) {
        (Some(number), _) => (Some(number.clone()), Some(number.clone())),
        (None, (least, most)) => (least.map(Number::from), most.map(Number::from)),
    };
    let (low_a, high_a) = limits(a);
    let (low_b, high_b) = limits(b);
    let decided = match (below(high_a, low_b), above(low_a, high_b)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    };
    let decided = match dialect {
        Dialect::Terraform | Dialect::Terraform112 if or_equal => {
            decided.filter(|_| equal(a, b).is_some())
        }
        _ => decided,
    };
    match decided {
        Some(answer) => Value::bool(answer),
        None => unknown(ty, left, right),
    }
}

/// The least and the greatest that a number can be, where that is known.
pub(super) fn bounds(value: &Value) -> (Option<i64>, Option<i64>) {
    match &value.kind {
        Kind::Number(number) => (number.to_i64(), number.to_i64()),
        Kind::Unknown(unknown) if unknown.ty == Type::Number => match unknown.bounds {
            Some((least, most)) => (Some(least), most),
            None => (None, None),
        },
        _ => (None, None),
    }
}

/// The origin of a result: of the operand that decided, where one side of `&&` or `||` did.
pub(super) fn decisive(op: BinaryOp, left: &Value, right: &Value, place: Place) -> Origin {
    let decides = |value: &Value| value.as_bool() == Some(op == BinaryOp::Or);
    let from = match op {
        BinaryOp::And | BinaryOp::Or if decides(left) => vec![left.origin.clone()],
        BinaryOp::And | BinaryOp::Or if decides(right) => vec![right.origin.clone()],
        _ => vec![left.origin.clone(), right.origin.clone()],
    };
    Origin::via(HopKind::Expression, Some(place), from)
}

/// `condition ? yes : no`, the condition being a boolean. Both sides have been evaluated, as
/// Terraform does, and the chosen one is converted to the type both share.
pub(super) fn conditional(
    condition: &Value,
    yes: &Value,
    no: &Value,
    dialect: Dialect,
) -> Result<Value, String> {
    // One that is secret takes no other's type.
    let untyped_null = |v: &Value| {
        let secret = v.secrecy.is_sensitive() || v.secrecy.is_ephemeral();
        matches!(v.kind, Kind::Null(Type::Dynamic)) && !secret
    };
    let (yes_ty, no_ty) = (yes.ty(), no.ty());
    let ty = if untyped_null(yes) {
        no_ty.clone()
    } else if untyped_null(no) {
        yes_ty.clone()
    } else {
        let open = yes_ty == Type::Dynamic || no_ty == Type::Dynamic;
        match unify(&[yes_ty.clone(), no_ty.clone()]) {
            // What may be anything may be what the other is, and is not converted to it.
            _ if open => Type::Dynamic,
            Some(ty) => ty,
            None if dialect == Dialect::Rules => Type::Dynamic,
            None => {
                return Err(format!(
                    "both results of a condition must have one type; these are {} and {}",
                    yes_ty.friendly(),
                    no_ty.friendly()
                ));
            }
        }
    };
    // Terraform marks the result by both sides, whichever is chosen.
    let secrecy = match dialect {
        Dialect::Terraform | Dialect::Terraform112 => condition.secrecy | yes.secrecy | no.secrecy,
        Dialect::Rules => condition.secrecy,
    };
    if let Some(condition_value) = condition.as_bool() {
        let chosen = if condition_value { yes } else { no };
        let converted = match convert(chosen, &ty) {
            // What both have in common is looked for in steps, of which each looks at what is known.
            Err(_) if chosen.as_unknown().is_some_and(|u| u.listed().is_none()) => {
                let unknown = Unknown::from_parts(ty.clone(), [chosen]);
                unknown.map_or_else(|| Value::null(ty), Value::unknown)
            }
            Err(_) if chosen.is_null() => Value::null(ty).at(chosen.origin.clone()),
            converted => converted?,
        };
        return Ok(converted.marked(secrecy));
    }
    if yes.is_null() && no.is_null() {
        return Ok(Value::null(ty).at(yes.origin.clone()).marked(secrecy));
    }
    // One that does not convert is no error yet.
    let yes = convert(yes, &ty).unwrap_or_else(|_| yes.clone());
    let no = convert(no, &ty).unwrap_or_else(|_| no.clone());
    let secrecy = secrecy | yes.secrecy | no.secrecy;
    let same = match (&yes.kind, &no.kind) {
        (Kind::Number(a), Kind::Number(b)) => a == b,
        _ => dialect == Dialect::Rules && identity::equal(&yes, &no) == Some(true),
    };
    if same {
        return Ok(yes.marked(secrecy));
    }
    let parts = [condition.clone(), yes, no];
    let mut unknown = match Unknown::from_parts(ty.clone(), &parts) {
        Some(unknown) => unknown,
        None => return Ok(parts.into_iter().nth(1).unwrap_or_else(|| Value::null(ty))),
    };
    let [_, yes, no] = &parts;
    unknown.not_null = definitely_not_null(yes) && definitely_not_null(no);
    let (elements, open) = either(yes, no);
    let mut unknown = unknown.with_elements(elements, open);
    unknown.bounds = match ty {
        Type::Number => either_bounds(bounds(yes), bounds(no)),
        _ if yes_ty == no_ty || dialect == Dialect::Rules => {
            match (length_bounds(yes), length_bounds(no)) {
                (Some(yes), Some(no)) => either_bounds(yes, no),
                _ => None,
            }
        }
        _ => None,
    };
    Ok(unknown.settled().marked(secrecy))
}

type Bounds = (Option<i64>, Option<i64>);

fn either_bounds((low_a, high_a): Bounds, (low_b, high_b): Bounds) -> Option<(i64, Option<i64>)> {
    let least = low_a.zip(low_b).map(|(a, b)| a.min(b))?;
    let most = high_a.zip(high_b).map(|(a, b)| a.max(b));
    Some((least, most))
}

/// The least and the greatest length of a list, set or map.
fn length_bounds(value: &Value) -> Option<Bounds> {
    let exactly = |length: usize| {
        let length = i64::try_from(length).ok();
        Some((length, length))
    };
    match &value.kind {
        Kind::List(list) | Kind::Set(list) => exactly(list.items.len()),
        Kind::Map(map) => exactly(map.items.len()),
        Kind::Unknown(unknown) if unknown.ty.element().is_some() => match unknown.bounds {
            Some((least, most)) => Some((Some(least), most)),
            None => Some((Some(0), None)),
        },
        _ => None,
    }
}

/// Whether `value` can be shown not to be null.
pub(super) fn definitely_not_null(value: &Value) -> bool {
    match &value.kind {
        Kind::Null(_) => false,
        Kind::Unknown(unknown) => unknown.not_null,
        _ => true,
    }
}

/// What a collection that is one of two certainly and possibly holds, and whether there may be
/// more than that.
fn either(yes: &Value, no: &Value) -> (Vec<Element>, bool) {
    let (mut elements, open_yes) = parts(yes);
    let (others, open_no) = parts(no);
    let same = |a: &Element, b: &Element| {
        a.key == b.key && identity::equal(&a.value, &b.value) == Some(true)
    };
    // Quadratic work is cut off: beyond it, everything is merely possible.
    let comparable = elements.len().saturating_mul(others.len()) <= 1 << 16;
    // One element of the one side answers for one of the other, and positions may differ.
    let mut answered = vec![false; others.len()];
    for element in &mut elements {
        let mut there = Presence::Perhaps;
        for (other, answered) in others.iter().zip(&mut answered) {
            if comparable && !*answered && same(element, other) {
                *answered = true;
                there = Presence::Held.and(other.presence);
                break;
            }
        }
        element.presence = element.presence.and(there);
    }
    for (other, answered) in others.into_iter().zip(answered) {
        if !answered {
            elements.push(Element {
                presence: other.presence.and(Presence::Perhaps),
                ..other
            });
        }
    }
    (elements, open_yes || open_no)
}

/// The elements of a collection, known or not, as a list of them has them, and whether there may be
/// more.
pub fn parts(value: &Value) -> (Vec<Element>, bool) {
    let element = |key, value: &Value| Element {
        key,
        value: value.clone(),
        presence: Presence::Certain,
    };
    match &value.kind {
        Kind::Null(_) => (Vec::new(), false),
        Kind::Unknown(unknown) if matches!(unknown.ty, Type::Set(_)) => {
            let mut elements = unknown.elements.clone();
            // A set has no order, and its elements may turn out to be one.
            elements.iter_mut().for_each(Element::blur);
            (elements, unknown.open)
        }
        Kind::Unknown(unknown) => (unknown.elements.clone(), unknown.open),
        _ => match (value.as_sequence(), value.as_entries()) {
            (Some(items), _) => (items.iter().map(|v| element(None, v)).collect(), false),
            (_, Some(entries)) => (
                entries
                    .iter()
                    .map(|(k, v)| element(Some(k.clone()), v))
                    .collect(),
                false,
            ),
            _ => (Vec::new(), true),
        },
    }
}

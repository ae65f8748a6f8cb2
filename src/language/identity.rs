//! Equality in rules: as Terraform's, and beyond it by what unknown values stand for.

use super::order;
use super::types::Type;
use super::unknown::Unknown;
use super::value::{Kind, Value};

/// Attributes by which every instance of any resource differs from every other.
const UNIQUE: [&str; 2] = ["id", "arn"];

/// Whether two values are equal: references are equal when they name the same attribute of the
/// same instance, and different when they are the `id` or `arn` of two instances; texts are different
/// when they are known to begin differently; else as [`order::equal`].
pub fn equal(a: &Value, b: &Value) -> Option<bool> {
    match (&a.kind, &b.kind) {
        (Kind::Unknown(a), Kind::Unknown(b)) => references(a, b),
        (Kind::Instance(a), Kind::Instance(b)) => match a.id() == b.id() {
            true => Some(true),
            false if symbolic(a.id()) || symbolic(b.id()) => None,
            false => Some(false),
        },
        (Kind::Unknown(unknown), _) => with_unknown(unknown, a, b),
        (_, Kind::Unknown(unknown)) => with_unknown(unknown, b, a),
        (Kind::Null(_) | Kind::Bool(_) | Kind::Number(_) | Kind::String(_), _) => {
            order::equal(a, b)
        }
        _ => match (
            a.as_sequence(),
            b.as_sequence(),
            a.as_entries(),
            b.as_entries(),
        ) {
            (Some(a), Some(b), ..) => match a.len() == b.len() {
                true => all(a.iter().zip(b)),
                false => Some(false),
            },
            (_, _, Some(a), Some(b)) => {
                let same_keys =
                    a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a.0 == b.0);
                match same_keys {
                    true => all(a.values().zip(b.values())),
                    false => Some(false),
                }
            }
            _ => order::equal(a, b),
        },
    }
}

/// An unknown and a value that is none. Rules compare collections by what they hold, whatever
/// Terraform calls their types, so of an unknown one only the length can tell.
fn with_unknown(unknown: &Unknown, whole: &Value, other: &Value) -> Option<bool> {
    let length = match (other.as_sequence(), other.as_entries()) {
        (Some(items), _) => items.len(),
        (_, Some(entries)) => entries.len(),
        _ => return order::equal(whole, other),
    };
    if unknown.ty.is_primitive() {
        return Some(false);
    }
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let (least, most) = unknown.bounds.filter(|_| unknown.ty.element().is_some())?;
    let outside = length < least || most.is_some_and(|most| length > most);
    outside.then_some(false)
}

fn references(a: &Unknown, b: &Unknown) -> Option<bool> {
    if begin_apart(a, b) {
        return Some(false);
    }
    let (a, b) = (a.identity.as_ref()?, b.identity.as_ref()?);
    if symbolic(&a.instance) || symbolic(&b.instance) {
        return None;
    }
    if a == b {
        return Some(true);
    }
    let unique = a.path.len() == 1
        && a.path == b.path
        && a.attribute().is_some_and(|name| UNIQUE.contains(&name))
        && a.instance.address.kind == b.instance.address.kind;
    unique.then_some(false)
}

/// Whether two texts are known to begin differently.
fn begin_apart(a: &Unknown, b: &Unknown) -> bool {
    match (&a.prefix, &b.prefix) {
        (Some(one), Some(other)) if a.ty == Type::String && b.ty == Type::String => {
            a.not_null && b.not_null && !one.starts_with(&**other) && !other.starts_with(&**one)
        }
        _ => false,
    }
}

/// Whether an instance stands for several (`aws_x.y[*]`, or in `module.m[*]`): two such are not
/// known to be the same.
fn symbolic(id: &crate::address::InstanceId) -> bool {
    use crate::address::InstanceKey::Any;
    id.address.key == Any || id.address.module.0.iter().any(|step| step.key == Any)
}

fn all<'a>(pairs: impl Iterator<Item = (&'a Value, &'a Value)>) -> Option<bool> {
    let mut result = Some(true);
    for (a, b) in pairs {
        match equal(a, b) {
            Some(true) => {}
            Some(false) => return Some(false),
            None => result = None,
        }
    }
    result
}

//! Equality and order of known values, as sets need them.

use std::cmp::Ordering;

use super::number::Number;
use super::types::{ObjectAttribute, Type};
use super::unknown::{Element, Unknown};
use super::value::{Entries, Kind, Value};

/// Whether two values are equal, as Terraform's `==` has it, types included (`1` is not `"1"`;
/// null equals null); `None` when an unknown part decides (`cty`'s `Value.Equals`).
pub fn equal(a: &Value, b: &Value) -> Option<bool> {
    let instance = |value: &Value| matches!(value.kind, Kind::Instance(_));
    if instance(a) || instance(b) {
        // Not what is in them, which may be as deep as instances follow each other.
        return equal_whole(&a.clone().opened(), &b.clone().opened());
    }
    equal_whole(a, b)
}

fn equal_whole(a: &Value, b: &Value) -> Option<bool> {
    let structured = |value: &Value| value.as_sequence().is_some() || value.as_entries().is_some();
    if structured(a) && structured(b) {
        let same_type = match (type_of(a), type_of(b)) {
            (Some(a), Some(b)) => a == b,
            // A part of unknown type may yet become what it is compared with.
            _ => {
                let (a, b) = (a.ty(), b.ty());
                conforms(&a, &b) || conforms(&b, &a)
            }
        };
        if !same_type {
            return Some(false);
        }
    }
    equal_parts(a, b)
}

/// The type of a value, if it is known to its leaves.
fn type_of(value: &Value) -> Option<Type> {
    let mut whole = true;
    value.each_unknown(&mut |unknown| whole &= unknown.ty.is_whole());
    whole.then(|| value.ty())
}

/// Whether a value of type `given` is one of type `wanted`, where that has types left open.
pub(super) fn conforms(given: &Type, wanted: &Type) -> bool {
    match (given, wanted) {
        (Type::Dynamic, _) | (_, Type::Dynamic) => true,
        (Type::List(a), Type::List(b))
        | (Type::Set(a), Type::Set(b))
        | (Type::Map(a), Type::Map(b)) => conforms(a, b),
        (Type::Tuple(a), Type::Tuple(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| conforms(a, b))
        }
        (Type::Object(a), Type::Object(b)) => {
            let same = |(a, b): (&ObjectAttribute, &ObjectAttribute)| {
                a.name == b.name && conforms(&a.ty, &b.ty)
            };
            a.len() == b.len() && a.iter().zip(b.iter()).all(same)
        }
        (a, b) => a == b,
    }
}

fn equal_parts(a: &Value, b: &Value) -> Option<bool> {
    match (&a.kind, &b.kind) {
        // A set that Terraform lists is known to it, and so is its type.
        (Kind::Unknown(x), Kind::Unknown(y)) if x.listed().is_some() != y.listed().is_some() => {
            (!conforms(&x.ty, &y.ty)).then_some(false)
        }
        (Kind::Unknown(_), Kind::Unknown(_)) => None,
        (Kind::Unknown(unknown), _) => equal_unknown(unknown, b),
        (_, Kind::Unknown(unknown)) => equal_unknown(unknown, a),
        (Kind::Instance(_), Kind::Null(_)) | (Kind::Null(_), Kind::Instance(_)) => Some(false),
        (Kind::Instance(a), Kind::Instance(b)) if a.id() == b.id() => Some(true),
        (Kind::Instance(_), _) | (_, Kind::Instance(_)) => None,
        (Kind::Null(_), Kind::Null(_)) => Some(true),
        (Kind::Null(_), _) | (_, Kind::Null(_)) => Some(false),
        (Kind::Bool(a), Kind::Bool(b)) => Some(a == b),
        (Kind::Number(a), Kind::Number(b)) => Some(a == b),
        (Kind::String(a), Kind::String(b)) => Some(a == b),
        (Kind::Set(a), Kind::Set(b)) => equal_sequences(&a.items, &b.items),
        (Kind::List(a), Kind::List(b)) => equal_sequences(&a.items, &b.items),
        (Kind::Tuple(a), Kind::Tuple(b)) => equal_sequences(a, b),
        (Kind::Map(a), Kind::Map(b)) => equal_entries(&a.items, &b.items),
        (Kind::Object(a), Kind::Object(b)) => equal_entries(a, b),
        _ => Some(false),
    }
}

/// What is known of an unknown may exclude what it is compared with.
fn equal_unknown(unknown: &Unknown, other: &Value) -> Option<bool> {
    let excluded = match &other.kind {
        Kind::Null(_) => unknown.not_null,
        Kind::Instance(_) => false,
        _ if !conforms(&other.ty(), &unknown.ty) => true,
        Kind::String(text) => match &unknown.prefix {
            Some(prefix) => !text.starts_with(&**prefix),
            None => false,
        },
        Kind::Number(number) => match unknown.bounds {
            Some((least, most)) => {
                *number < Number::from(least)
                    || most.is_some_and(|most| *number > Number::from(most))
            }
            None => false,
        },
        // Terraform looks at the elements of a set it lists, and at no unknown one.
        Kind::Set(_) if unknown.listed().is_some_and(any_unknown) => false,
        Kind::List(_) | Kind::Set(_) | Kind::Map(_) => match (unknown.bounds, length(other)) {
            (Some((least, most)), Some(length)) => {
                length < least || most.is_some_and(|most| length > most)
            }
            _ => false,
        },
        _ => false,
    };
    excluded.then_some(false)
}

fn any_unknown(elements: &[Element]) -> bool {
    elements.iter().any(|element| element.value.is_unknown())
}

fn length(value: &Value) -> Option<i64> {
    let length = match (value.as_sequence(), value.as_entries()) {
        (Some(items), _) => items.len(),
        (_, Some(entries)) => entries.len(),
        _ => return None,
    };
    i64::try_from(length).ok()
}

/// The first pair that differs or is undecided tells.
fn equal_sequences(a: &[Value], b: &[Value]) -> Option<bool> {
    if a.len() != b.len() {
        return Some(false);
    }
    let mut pairs = a.iter().zip(b).map(|(a, b)| equal_parts(a, b));
    pairs.find(|same| *same != Some(true)).unwrap_or(Some(true))
}

/// One certain difference decides, else one undecided pair leaves it open: Terraform looks at
/// entries in no order of its own.
fn equal_entries(a: &Entries, b: &Entries) -> Option<bool> {
    let same_keys = a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a.0 == b.0);
    if !same_keys {
        return Some(false);
    }
    let mut result = Some(true);
    for (a, b) in a.values().zip(b.values()) {
        match equal_parts(a, b) {
            Some(true) => {}
            Some(false) => return Some(false),
            None => result = None,
        }
    }
    result
}

/// A total order: texts bytewise, numbers by value, `false` first, and an arbitrary fixed one
/// beyond. That of Terraform's sets is another ([`super::set`]).
pub fn compare(a: &Value, b: &Value) -> Ordering {
    fn rank(kind: &Kind) -> u8 {
        match kind {
            // A null comes after what is known.
            Kind::Null(_) => 11,
            Kind::Bool(_) => 1,
            Kind::Number(_) => 2,
            Kind::String(_) => 3,
            Kind::List(_) => 4,
            Kind::Set(_) => 5,
            Kind::Tuple(_) => 6,
            Kind::Map(_) => 7,
            Kind::Object(_) => 8,
            Kind::Instance(_) => 9,
            Kind::Unknown(_) => 10,
        }
    }
    fn sequences(a: &[Value], b: &[Value]) -> Ordering {
        a.iter()
            .zip(b)
            .map(|(a, b)| compare(a, b))
            .find(|o| o.is_ne())
            .unwrap_or_else(|| a.len().cmp(&b.len()))
    }
    fn entries(a: &Entries, b: &Entries) -> Ordering {
        a.iter()
            .zip(b.iter())
            .map(|(a, b)| a.0.cmp(&b.0).then_with(|| compare(&a.1, &b.1)))
            .find(|o| o.is_ne())
            .unwrap_or_else(|| a.len().cmp(&b.len()))
    }
    match (&a.kind, &b.kind) {
        (Kind::Bool(a), Kind::Bool(b)) => a.cmp(b),
        (Kind::Number(a), Kind::Number(b)) => a.cmp(b),
        (Kind::String(a), Kind::String(b)) => a.cmp(b),
        (Kind::List(a), Kind::List(b)) | (Kind::Set(a), Kind::Set(b)) => {
            sequences(&a.items, &b.items)
        }
        (Kind::Tuple(a), Kind::Tuple(b)) => sequences(a, b),
        (Kind::Map(a), Kind::Map(b)) => entries(&a.items, &b.items),
        (Kind::Object(a), Kind::Object(b)) => entries(a, b),
        (Kind::Instance(a), Kind::Instance(b)) => a.id().cmp(b.id()),
        (Kind::Unknown(a), Kind::Unknown(b)) => (&a.refs, &a.reasons).cmp(&(&b.refs, &b.reasons)),
        (a, b) => rank(a).cmp(&rank(b)),
    }
}

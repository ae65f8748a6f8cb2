//! What is said of values that do not convert.

use std::sync::Arc;

use super::types::{ObjectAttribute, Type};
use super::unify::converts;

/// Why no value of type `from` converts to `to`.
pub(super) fn mismatch(from: &Type, to: &Type) -> String {
    let part = |step: String, from: &Type, to: &Type| match converts(from, to, true) {
        true => None,
        false => Some(inside(step, mismatch(from, to))),
    };
    let first = match (from, to) {
        (Type::Object(_), Type::Object(wanted)) => {
            let given = |a: &&ObjectAttribute| from.attribute(&a.name).is_some();
            let missing = wanted.iter().filter(|a| !a.optional && !given(a));
            let missing: Vec<Arc<str>> = missing.map(|a| a.name.clone()).collect();
            if !missing.is_empty() {
                return are_required(&missing);
            }
            wanted.iter().find_map(|a| {
                let given = from.attribute(&a.name)?;
                part(format!("attribute {:?}", a.name), &given.ty, &a.ty)
            })
        }
        (Type::Tuple(given), Type::Tuple(wanted)) if given.len() != wanted.len() => {
            return format!("tuple of {} elements required", wanted.len());
        }
        (Type::Tuple(given), Type::Tuple(wanted)) => {
            let mut pairs = given.iter().zip(wanted.iter()).enumerate();
            pairs.find_map(|(at, (from, to))| part(format!("element {at}"), from, to))
        }
        (Type::Tuple(items), Type::List(element) | Type::Set(element)) => {
            let mut items = items.iter().enumerate();
            let first = items.find_map(|(at, from)| part(format!("element {at}"), from, element));
            Some(first.unwrap_or_else(|| differ(kind_of(to))))
        }
        (Type::Object(attributes), Type::Map(element)) => {
            let mut attributes = attributes.iter();
            let first =
                attributes.find_map(|a| part(format!("element {:?}", a.name), &a.ty, element));
            Some(first.unwrap_or_else(|| differ("map")))
        }
        (Type::List(from) | Type::Set(from), Type::List(element) | Type::Set(element))
        | (Type::Map(from), Type::Map(element)) => {
            part(format!("its {} elements", kind_of(to)), from, element)
        }
        (Type::Map(from), Type::Object(wanted)) => wanted
            .iter()
            .find_map(|a| part(format!("attribute {:?}", a.name), from, &a.ty)),
        _ => None,
    };
    first.unwrap_or_else(|| required(to))
}

pub(super) fn kind_of(ty: &Type) -> &'static str {
    match ty {
        Type::Set(_) => "set",
        Type::Map(_) => "map",
        _ => "list",
    }
}

pub(super) fn required(ty: &Type) -> String {
    format!("{} required", ty.friendly())
}

pub(super) fn differ(what: &str) -> String {
    format!("all {what} elements must have the same type")
}

pub(super) fn inside(step: String, error: String) -> String {
    format!("{step}: {error}")
}

pub(super) fn are_required(missing: &[Arc<str>]) -> String {
    let names: Vec<String> = missing.iter().map(|name| format!("{name:?}")).collect();
    match names.as_slice() {
        [one] => format!("attribute {one} is required"),
        [first @ .., last] => format!("attributes {} and {last} are required", first.join(", ")),
        [] => String::new(),
    }
}

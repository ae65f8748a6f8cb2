//! Functions that leave elements of a list out.

use super::super::convert::convert;
use super::super::order::equal;
use super::super::types::Type;
use super::super::unify::unify;
use super::super::value::Value;
use super::arguments::{any, sequence};
use super::call::undecided;
use super::{Context, Error, Function, Parameter, keep};
use crate::source::Place;

pub(super) fn functions() -> Vec<Function> {
    let anything = || Type::list(Type::Dynamic);
    vec![
        Function::new(
            "compact",
            vec![Parameter::new("list", Type::list(Type::String))],
            |_| Ok(Type::list(Type::String)),
            compact,
        )
        .keeps(keep::not_empty),
        Function::new(
            "distinct",
            vec![Parameter::new("list", anything())],
            |arguments| Ok(any(arguments, 0)?.ty()),
            distinct,
        )
        .keeps(keep::distinct),
        Function::new(
            "matchkeys",
            vec![
                Parameter::new("values", anything()),
                Parameter::new("keys", anything()),
                Parameter::new("searchset", anything()),
            ],
            matchkeys_type,
            matchkeys,
        )
        .keeps(keep::first_perhaps),
    ]
}

fn compact(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let items = sequence(arguments, 0)?;
    if !items.iter().all(Value::is_wholly_known) {
        return undecided(context, Type::list(Type::String), arguments);
    }
    let kept = items
        .iter()
        .filter(|item| item.as_str().is_some_and(|text| !text.is_empty()))
        .cloned();
    Ok(Value::list(Type::String, kept.collect()))
}

fn distinct(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let list = any(arguments, 0)?;
    if !list.is_wholly_known() {
        return undecided(context, list.ty(), arguments);
    }
    let element = list.ty().element().cloned().unwrap_or(Type::Dynamic);
    let kept = keep::distinct(arguments).0;
    let items = kept.into_iter().map(|element| element.value).collect();
    Ok(Value::list(element, items))
}

/// The list type of the keys and of what is searched for.
fn matchkeys_common(arguments: &[Value]) -> Result<Type, Error> {
    unify(&[any(arguments, 1)?.ty(), any(arguments, 2)?.ty()])
        .ok_or_else(|| Error::refused("keys and searchset must be of the same type"))
}

fn matchkeys_type(arguments: &[Value]) -> Result<Type, Error> {
    matchkeys_common(arguments)?;
    Ok(any(arguments, 0)?.ty())
}

fn matchkeys(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let ty = any(arguments, 0)?.ty();
    let common = matchkeys_common(arguments)?;
    let values = sequence(arguments, 0)?;
    if values.len() != sequence(arguments, 1)?.len() {
        return Err(Error::refused("length of keys and values should be equal"));
    }
    let converted = |at: usize| {
        convert(any(arguments, at)?, &common).map_err(|message| Error::argument(at, message))
    };
    let (keys, wanted) = (converted(1)?, converted(2)?);
    let keys = keys.as_sequence().unwrap_or_default();
    let wanted = wanted.as_sequence().unwrap_or_default();
    let mut found = Vec::new();
    let known = |values: &[Value]| values.iter().all(Value::is_wholly_known);
    if !(wanted.is_empty() || known(values) && known(keys)) {
        return undecided(context, ty, arguments);
    }
    context.spend((keys.len() as u64).saturating_mul(wanted.len() as u64))?;
    for (key, value) in keys.iter().zip(values) {
        for candidate in wanted {
            match equal(key, candidate) {
                Some(true) => {
                    found.push(value.clone());
                    break;
                }
                Some(false) => {}
                // Terraform gives up with an empty list here; an unknown is the honest answer.
                None => return undecided(context, ty, arguments),
            }
        }
    }
    Ok(Value::list(
        ty.element().cloned().unwrap_or(Type::Dynamic),
        found,
    ))
}

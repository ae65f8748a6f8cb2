//! Functions that ask a collection one question, or choose one of several values.

use unicode_segmentation::UnicodeSegmentation;

use super::super::convert::convert;
use super::super::order::equal;
use super::super::types::Type;
use super::super::unify::unify;
use super::super::value::{Kind, Value};
use super::arguments::{any, sequence, whole};
use super::call::{friendly, undecided};
use super::{Context, Error, Function, Parameter, keep};
use crate::source::Place;

pub(super) fn functions() -> Vec<Function> {
    let bools = || Parameter::new("list", Type::list(Type::Bool));
    let choices = || Parameter::any("vals").unknown().dynamic().null();
    vec![
        Function::new("alltrue", vec![bools()], |_| Ok(Type::Bool), all_true),
        Function::new("anytrue", vec![bools()], |_| Ok(Type::Bool), any_true),
        Function::new("coalesce", vec![], coalesce_type, coalesce)
            .variadic(choices().instance())
            .picks(keep::first_set),
        Function::new("coalescelist", vec![], coalescelist_type, coalescelist)
            .variadic(choices())
            .keeps(keep::all_perhaps),
        Function::new(
            "contains",
            vec![
                Parameter::any("list").unknown(),
                Parameter::any("value").instance(),
            ],
            |_| Ok(Type::Bool),
            contains,
        ),
        Function::new(
            "element",
            vec![
                Parameter::any("list").marked(),
                Parameter::new("index", Type::Number),
            ],
            element_type,
            element,
        )
        .nullable()
        .picks(keep::nth),
        Function::new(
            "index",
            vec![Parameter::any("list"), Parameter::any("value").instance()],
            index_type,
            index,
        ),
        Function::new(
            "length",
            vec![Parameter::any("value").dynamic().unknown().marked()],
            |_| Ok(Type::Number),
            length,
        ),
        Function::new("one", vec![Parameter::any("list")], one_type, one).nullable(),
    ]
}

fn all_true(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    for item in sequence(arguments, 0)? {
        match item.kind {
            Kind::Bool(true) => {}
            Kind::Unknown(_) => return undecided(context, Type::Bool, arguments),
            _ => return Ok(Value::bool(false)),
        }
    }
    Ok(Value::bool(true))
}

fn any_true(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let items = sequence(arguments, 0)?;
    if items.iter().any(|item| item.as_bool() == Some(true)) {
        return Ok(Value::bool(true));
    }
    match items.iter().any(Value::is_unknown) {
        true => undecided(context, Type::Bool, arguments),
        false => Ok(Value::bool(false)),
    }
}

fn coalesce_type(arguments: &[Value]) -> Result<Type, Error> {
    // An untyped null takes the type of the others.
    let types: Vec<Type> = arguments.iter().map(Value::ty).collect();
    unify(&types).ok_or_else(|| Error::refused("all arguments must have the same type"))
}

fn coalesce(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let ty = coalesce_type(arguments)?;
    for (at, argument) in arguments.iter().enumerate() {
        let value = convert(argument, &ty).map_err(|message| Error::argument(at, message))?;
        match &value.kind {
            Kind::Unknown(_) => return undecided(context, ty, arguments),
            Kind::Null(_) => {}
            Kind::String(text) if text.is_empty() => {}
            _ => return Ok(value),
        }
    }
    Err(Error::refused("no non-null, non-empty-string arguments"))
}

fn coalescelist_type(arguments: &[Value]) -> Result<Type, Error> {
    if arguments.is_empty() {
        return Err(Error::refused("at least one argument is required"));
    }
    let mut first: Option<Type> = None;
    let mut same = true;
    for argument in arguments {
        let unknown = argument.as_unknown();
        if unknown.is_some_and(|unknown| unknown.listed().is_none()) {
            return Ok(Type::Dynamic);
        }
        let ty = argument.ty();
        if !matches!(ty, Type::List(_) | Type::Tuple(_)) {
            return Err(Error::refused(
                "coalescelist arguments must be lists or tuples",
            ));
        }
        same &= first.as_ref().is_none_or(|first| *first == ty);
        first.get_or_insert(ty);
    }
    Ok(first.filter(|_| same).unwrap_or(Type::Dynamic))
}

fn coalescelist(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let ty = coalescelist_type(arguments)?;
    for argument in arguments {
        match argument.as_sequence() {
            Some([]) => {}
            Some(_) => return Ok(argument.clone()),
            None if argument.is_null() => {}
            None => return undecided(context, ty, arguments),
        }
    }
    Err(Error::refused("no non-null arguments"))
}

fn contains(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let (list, wanted) = (any(arguments, 0)?, any(arguments, 1)?);
    if let Kind::Unknown(unknown) = &list.kind {
        // What a set lists it will hold, whatever else turns out to be one with it.
        let listed = unknown.listed().unwrap_or_default();
        let found = listed.iter().any(|e| equal(wanted, &e.value) == Some(true));
        return match found {
            true => Ok(Value::bool(true)),
            false => undecided(context, Type::Bool, arguments),
        };
    }
    let Some(items) = list.as_sequence() else {
        return Err(Error::refused("argument must be list, tuple, or set"));
    };
    let mut decided = true;
    for item in items {
        match equal(wanted, item) {
            Some(true) => return Ok(Value::bool(true)),
            Some(false) => {}
            None => decided = false,
        }
    }
    match decided {
        true => Ok(Value::bool(false)),
        false => undecided(context, Type::Bool, arguments),
    }
}

fn empty_list() -> Error {
    Error::refused("cannot use element function with an empty list")
}

fn element_type(arguments: &[Value]) -> Result<Type, Error> {
    match any(arguments, 0)?.ty() {
        Type::List(element) => Ok(Type::clone(&element)),
        Type::Tuple(_) if any(arguments, 1)?.is_unknown() => Ok(Type::Dynamic),
        Type::Tuple(items) => {
            let index = tuple_index(whole(arguments, 1)?, items.len())?;
            Ok(items.get(index).cloned().unwrap_or(Type::Dynamic))
        }
        _ => Err(not_readable(any(arguments, 0)?)),
    }
}

fn not_readable(value: &Value) -> Error {
    Error::refused(format!("cannot read elements from {}", friendly(value)))
}

/// Terraform 1.11 takes negative indices of lists, and not of tuples.
fn tuple_index(index: i64, length: usize) -> Result<usize, Error> {
    if length == 0 {
        return Err(empty_list());
    }
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    usize::try_from(index % length)
        .map_err(|_| Error::argument(1, "index must not be less than zero"))
}

fn element(_: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let list = any(arguments, 0)?;
    let (Kind::List(_) | Kind::Tuple(_), Some(items)) = (&list.kind, list.as_sequence()) else {
        return Err(not_readable(list));
    };
    let index = whole(arguments, 1)?;
    let at = match &list.kind {
        Kind::Tuple(_) => tuple_index(index, items.len())?,
        _ if items.is_empty() => return Err(empty_list()),
        _ => {
            let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
            usize::try_from(index.rem_euclid(length)).unwrap_or(0)
        }
    };
    let item = items.get(at).ok_or_else(empty_list)?;
    Ok(item.clone().marked(list.secrecy))
}

fn index(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let (list, wanted) = (any(arguments, 0)?, any(arguments, 1)?);
    let (Kind::List(_) | Kind::Tuple(_), Some(items)) = (&list.kind, list.as_sequence()) else {
        return Err(Error::refused("argument must be a list or tuple"));
    };
    if items.is_empty() {
        return Err(Error::refused("cannot search an empty list"));
    }
    for (at, item) in items.iter().enumerate() {
        match equal(item, wanted) {
            Some(true) => return Ok(Value::int(at as i64)),
            Some(false) => {}
            None => return undecided(context, Type::Number, arguments),
        }
    }
    Err(Error::refused("item not found"))
}

/// A set that is listed is no list, whatever is unknown in it.
fn index_type(arguments: &[Value]) -> Result<Type, Error> {
    match any(arguments, 0)?.as_unknown().and_then(|set| set.listed()) {
        None => Ok(Type::Number),
        Some(_) => Err(Error::argument(0, "argument must be a list or tuple")),
    }
}

fn length(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let value = any(arguments, 0)?;
    let known = match &value.kind {
        Kind::Tuple(items) => items.len(),
        Kind::List(list) | Kind::Set(list) => list.items.len(),
        Kind::Map(map) => map.items.len(),
        Kind::Object(entries) => entries.len(),
        Kind::String(text) => {
            context.spend(text.len() as u64 / 16)?;
            UnicodeSegmentation::graphemes(&**text, true).count()
        }
        Kind::Unknown(unknown) => match &unknown.ty {
            Type::Tuple(items) => items.len(),
            Type::Object(attributes) => attributes.len(),
            Type::Bool | Type::Number => return Err(no_length()),
            _ => match unknown.bounds {
                Some((least, Some(most))) if least == most && unknown.not_null => {
                    usize::try_from(least).unwrap_or(0)
                }
                bounds => {
                    let prefix = unknown.prefix.as_deref();
                    let prefix = prefix.filter(|_| unknown.ty == Type::String);
                    let prefix = prefix.unwrap_or_default();
                    let least = UnicodeSegmentation::graphemes(prefix, true).count();
                    let least = i64::try_from(least).unwrap_or(0);
                    let mut number = undecided(context, Type::Number, arguments)?;
                    if let Kind::Unknown(unknown) = &mut number.kind {
                        std::sync::Arc::make_mut(unknown).bounds = bounds.or(Some((least, None)));
                    }
                    return Ok(number.marked(value.secrecy));
                }
            },
        },
        _ => return Err(no_length()),
    };
    let length = i64::try_from(known).unwrap_or(i64::MAX);
    Ok(Value::int(length).marked(value.secrecy))
}

fn no_length() -> Error {
    Error::refused("argument must be a string, a collection type, or a structural type")
}

fn not_one() -> Error {
    Error::argument(
        0,
        "must be a list, set, or tuple value with either zero or one elements",
    )
}

fn one_type(arguments: &[Value]) -> Result<Type, Error> {
    match any(arguments, 0)?.ty() {
        Type::List(element) | Type::Set(element) => Ok(Type::clone(&element)),
        Type::Tuple(items) => match &*items {
            [] => Ok(Type::Dynamic),
            [item] => Ok(item.clone()),
            _ => Err(not_one()),
        },
        _ => Err(not_one()),
    }
}

fn one(_: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    match any(arguments, 0)?.as_sequence() {
        Some([]) => Ok(Value::null(one_type(arguments)?)),
        Some([item]) => Ok(item.clone()),
        _ => Err(not_one()),
    }
}

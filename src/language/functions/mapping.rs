//! Functions of maps and objects.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::convert::convert;
use super::super::secrecy::Secrecy;
use super::super::types::Type;
use super::super::value::{Entries, Kind, Value};
use super::arguments::{any, sequence};
use super::call::{friendly, undecided, weigh_all};
use super::{Context, Error, Function, Parameter, check_elements, keep};
use crate::source::Place;

pub(super) fn functions() -> Vec<Function> {
    vec![
        Function::new(
            "keys",
            vec![Parameter::any("inputMap").unknown().marked()],
            keys_type,
            keys,
        )
        .keeps(keep::keys),
        Function::new(
            "values",
            vec![Parameter::any("mapping").marked()],
            values_type,
            values,
        )
        .keeps(keep::unkeyed),
        Function::new(
            "lookup",
            vec![
                Parameter::any("inputMap").unknown().marked().instance(),
                Parameter::new("key", Type::String).unknown().marked(),
            ],
            lookup_type,
            lookup,
        )
        .variadic(
            Parameter::any("default")
                .unknown()
                .dynamic()
                .null()
                .marked()
                .instance(),
        )
        .nullable(),
        Function::new("merge", vec![], merge_type, merge)
            .variadic(Parameter::any("maps").dynamic().null().marked())
            .keeps(keep::merged),
        Function::new(
            "transpose",
            vec![Parameter::new(
                "values",
                Type::map(Type::list(Type::String)),
            )],
            |_| Ok(Type::map(Type::list(Type::String))),
            transpose,
        ),
        Function::new(
            "zipmap",
            vec![
                Parameter::new("keys", Type::list(Type::String)).marked(),
                Parameter::any("values").marked(),
            ],
            zipmap_type,
            zipmap,
        ),
    ]
}

fn keys_type(arguments: &[Value]) -> Result<Type, Error> {
    match any(arguments, 0)?.ty() {
        Type::Map(_) => Ok(Type::list(Type::String)),
        Type::Object(attributes) => Ok(Type::Tuple(
            attributes.iter().map(|_| Type::String).collect(),
        )),
        _ => Err(Error::argument(0, "must have map or object type")),
    }
}

fn keys(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let map = any(arguments, 0)?;
    let names: Vec<Value> = match &map.kind {
        Kind::Map(map) => map.items.iter().map(|(k, _)| key_value(k)).collect(),
        Kind::Object(entries) => entries.iter().map(|(k, _)| key_value(k)).collect(),
        Kind::Unknown(unknown) => match &unknown.ty {
            // The names of an object stand in its type.
            Type::Object(attributes) => attributes.iter().map(|a| key_value(&a.name)).collect(),
            _ => {
                let ty = keys_type(arguments)?;
                return Ok(undecided(context, ty, arguments)?.marked(map.secrecy));
            }
        },
        _ => return Err(Error::argument(0, "must have map or object type")),
    };
    context.spend(names.len() as u64)?;
    let value = match &map.kind {
        Kind::Map(_) => Value::list(Type::String, names),
        _ => Value::tuple(names),
    };
    Ok(value.marked(map.secrecy))
}

fn key_value(key: &Arc<str>) -> Value {
    Value::string(key.clone())
}

fn values_type(arguments: &[Value]) -> Result<Type, Error> {
    match any(arguments, 0)?.ty() {
        Type::Map(element) => Ok(Type::List(element)),
        Type::Object(attributes) => Ok(Type::Tuple(
            attributes.iter().map(|a| a.ty.clone()).collect(),
        )),
        _ => Err(Error::refused(
            "values() requires a map as the first argument",
        )),
    }
}

fn values(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let map = any(arguments, 0)?;
    let Some(entries) = map.as_entries() else {
        return Err(Error::refused(
            "values() requires a map as the first argument",
        ));
    };
    context.spend(entries.len() as u64)?;
    let items = entries.values().cloned().collect();
    let value = match &map.kind {
        Kind::Map(map) => Value::list(map.element.clone(), items),
        _ => Value::tuple(items),
    };
    Ok(value.marked(map.secrecy))
}

fn check_lookup(arguments: &[Value]) -> Result<(), Error> {
    match arguments.len() {
        ..=3 => Ok(()),
        given => Err(Error::refused(format!(
            "lookup() takes two or three arguments, got {given}"
        ))),
    }
}

fn lookup_type(arguments: &[Value]) -> Result<Type, Error> {
    check_lookup(arguments)?;
    let ty = any(arguments, 0)?.ty();
    match &ty {
        Type::Object(_) => {
            let Some(key) = any(arguments, 1)?.as_str() else {
                return Ok(Type::Dynamic);
            };
            match (ty.attribute(key), arguments.get(2)) {
                (Some(attribute), _) => Ok(attribute.ty.clone()),
                (None, Some(default)) => Ok(default.ty()),
                (None, None) => Err(no_attribute(key)),
            }
        }
        Type::Map(element) => {
            if let Some(default) = arguments.get(2) {
                convert_default(default, element)?;
            }
            Ok(Type::clone(element))
        }
        _ => Err(not_a_map()),
    }
}

fn no_attribute(key: &str) -> Error {
    Error::argument(0, format!("the given object has no attribute {key:?}"))
}

fn not_a_map() -> Error {
    Error::argument(0, "lookup() requires a map as the first argument")
}

fn convert_default(default: &Value, element: &Type) -> Result<Value, Error> {
    convert(default, element).map_err(|_| {
        Error::argument(
            2,
            "the default value must have the same type as the map elements",
        )
    })
}

fn lookup(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    check_lookup(arguments)?;
    let (map, key) = (any(arguments, 0)?, any(arguments, 1)?);
    let secrecy = map.secrecy | key.secrecy;
    if map.is_unknown() || key.is_unknown() {
        weigh_all(context, arguments.iter())?;
        let ty = lookup_type(arguments)?;
        return Ok(undecided(context, ty, arguments)?.marked(secrecy));
    }
    let name = key
        .as_str()
        .ok_or_else(|| Error::argument(1, "a string is required"))?;
    let (found, default) = match (&map.kind, arguments.get(2)) {
        (Kind::Map(map), default) => {
            // A default of the wrong type is refused even where it is not needed.
            let default = default.map(|default| convert_default(default, &map.element));
            (map.items.get(name).cloned(), default.transpose()?)
        }
        (Kind::Object(entries), default) => (entries.get(name).cloned(), default.cloned()),
        (Kind::Instance(instance), default) => {
            let names = instance.names();
            let there = names.is_none_or(|all| all.contains(&name));
            (there.then(|| instance.attribute(name)), default.cloned())
        }
        _ => return Err(not_a_map()),
    };
    match (found.or(default), &map.kind) {
        (Some(value), _) => Ok(value.marked(secrecy)),
        (None, Kind::Object(_) | Kind::Instance(_)) => Err(no_attribute(name)),
        (None, _) if key.secrecy.hides() => Err(Error::refused(
            "lookup failed to find key (sensitive value)",
        )),
        (None, _) => Err(Error::refused(format!(
            "lookup failed to find key {name:?}"
        ))),
    }
}

fn not_mergeable(value: &Value) -> Error {
    Error::refused(format!(
        "arguments must be maps or objects, got {:?}",
        friendly(value)
    ))
}

fn merge_type(arguments: &[Value]) -> Result<Type, Error> {
    let mut attributes: BTreeMap<Arc<str>, Type> = BTreeMap::new();
    let mut known = true;
    let mut first: Option<Type> = None;
    let mut matching = true;
    for argument in arguments {
        let ty = argument.ty();
        match (&ty, argument.as_entries()) {
            (Type::Dynamic, _) => return Ok(Type::Dynamic),
            (Type::Map(_) | Type::Object(_), _) if argument.is_null() => {}
            (Type::Object(more), _) => {
                attributes.extend(more.iter().map(|a| (a.name.clone(), a.ty.clone())));
            }
            (Type::Map(element), Some(entries)) => attributes.extend(
                entries
                    .iter()
                    .map(|(name, _)| (name.clone(), Type::clone(element))),
            ),
            (Type::Map(_), None) => known = false,
            _ => return Err(not_mergeable(argument)),
        }
        matching &= first.as_ref().is_none_or(|first| *first == ty);
        first.get_or_insert(ty);
    }
    Ok(match first {
        Some(first) if matching => first,
        _ if known => Type::object(attributes),
        _ => Type::Dynamic,
    })
}

fn merge(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let mut total = 0u128;
    let mut element: Option<Type> = None;
    let mut one_map_type = !arguments.is_empty();
    let mut untyped = false;
    for argument in arguments {
        let map_element = match &argument.kind {
            Kind::Map(map) => {
                total += map.items.len() as u128;
                Some(map.element.clone())
            }
            Kind::Object(entries) => {
                total += entries.len() as u128;
                None
            }
            Kind::Null(Type::Map(element)) => Some(Type::clone(element)),
            Kind::Null(Type::Dynamic) => {
                untyped = true;
                None
            }
            Kind::Null(Type::Object(_)) => None,
            // Behind an argument without a type Terraform looks at no other's, and goes through what
            // it has.
            _ if untyped && argument.as_sequence().is_some_and(<[Value]>::is_empty) => None,
            _ => return Err(not_mergeable(argument)),
        };
        one_map_type &= match (&element, &map_element) {
            (Some(first), Some(next)) => first == next,
            (None, Some(_)) => true,
            _ => false,
        };
        element = element.or(map_element);
    }
    check_elements("merge", total)?;
    context.spend(total as u64)?;
    // Terraform passes over a null with its marks.
    let marks = arguments.iter().map(|argument| match argument.is_null() {
        true => argument.secrecy.lost(),
        false => argument.secrecy,
    });
    let secrecy: Secrecy = marks.collect();
    let pairs = arguments
        .iter()
        .filter_map(Value::as_entries)
        .flat_map(Entries::iter)
        .cloned()
        .collect();
    let value = match element {
        Some(element) if one_map_type => Value::map(element, pairs),
        _ => Value::object(pairs),
    };
    Ok(value.marked(secrecy))
}

fn transpose(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let ty = Type::list(Type::String);
    let map = any(arguments, 0)?;
    if !map.is_wholly_known() {
        return undecided(context, Type::map(ty), arguments);
    }
    let mut turned: BTreeMap<Arc<str>, Vec<Value>> = BTreeMap::new();
    for (key, list) in map.as_entries().into_iter().flat_map(Entries::iter) {
        let Some(items) = list.as_sequence() else {
            return Err(Error::refused("input must not contain null list"));
        };
        for item in items {
            context.spend(1)?;
            let Kind::String(text) = &item.kind else {
                return Err(Error::refused("input list must not contain null string"));
            };
            // Keys come in order, so the lists are sorted as they grow.
            turned.entry(text.clone()).or_default().push(key_value(key));
        }
    }
    let pairs = turned
        .into_iter()
        .map(|(key, items)| (key, Value::list(Type::String, items)));
    Ok(Value::map(ty, pairs.collect()))
}

fn different_lengths(keys: usize, values: usize) -> Error {
    Error::refused(format!(
        "number of keys ({keys}) does not match number of values ({values})"
    ))
}

fn null_key(at: usize) -> Error {
    Error::refused(format!("keys list has null value at index {at}"))
}

fn zipmap_type(arguments: &[Value]) -> Result<Type, Error> {
    let (keys, values) = (any(arguments, 0)?, any(arguments, 1)?);
    let items = match values.ty() {
        Type::List(element) => return Ok(Type::Map(element)),
        Type::Tuple(items) => items,
        _ => {
            return Err(Error::refused(
                "values argument must be a list or tuple value",
            ));
        }
    };
    let Some(keys) = keys.as_sequence().filter(|_| keys.is_wholly_known()) else {
        return Ok(Type::Dynamic);
    };
    if keys.len() != items.len() {
        return Err(different_lengths(keys.len(), items.len()));
    }
    let mut attributes: BTreeMap<Arc<str>, Type> = BTreeMap::new();
    for (at, (key, item)) in keys.iter().zip(items.iter()).enumerate() {
        let Kind::String(key) = &key.kind else {
            return Err(null_key(at));
        };
        attributes.insert(key.clone(), item.clone());
    }
    Ok(Type::object(attributes))
}

fn zipmap(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let (keys, values) = (any(arguments, 0)?, any(arguments, 1)?);
    let (Kind::List(_) | Kind::Tuple(_), Some(items)) = (&values.kind, values.as_sequence()) else {
        return Err(Error::refused(
            "values argument must be a list or tuple value",
        ));
    };
    let mut secrecy = keys.secrecy | values.secrecy;
    let names = sequence(arguments, 0)?;
    if !keys.is_wholly_known() {
        weigh_all(context, arguments.iter())?;
        let ty = zipmap_type(arguments)?;
        return Ok(undecided(context, ty, arguments)?.marked(secrecy));
    }
    if names.len() != items.len() {
        return Err(different_lengths(names.len(), items.len()));
    }
    context.spend(names.len() as u64)?;
    let mut pairs = Vec::with_capacity(names.len());
    for (at, (name, item)) in names.iter().zip(items).enumerate() {
        let Kind::String(key) = &name.kind else {
            return Err(null_key(at));
        };
        secrecy |= name.secrecy;
        pairs.push((key.clone(), item.clone()));
    }
    let value = match &values.kind {
        Kind::List(list) => Value::map(list.element.clone(), pairs),
        _ => Value::object(pairs),
    };
    Ok(value.marked(secrecy))
}

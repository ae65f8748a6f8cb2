//! Functions of sets. Lists and tuples are taken as sets where the parameter is one.

use super::super::convert::{convert, has_hidden_types};
use super::super::operators::parts;
use super::super::secrecy::Secrecy;
use super::super::set::in_set;
use super::super::types::Type;
use super::super::unify::unify;
use super::super::value::{Kind, Value};
use super::call::{undecided, weigh_all};
use super::{Context, Error, Function, Parameter, check_elements, keep};
use crate::source::Place;

pub(super) fn functions() -> Vec<Function> {
    let set = |name| Parameter::new(name, Type::set(Type::Dynamic)).dynamic();
    vec![
        Function::new(
            "setunion",
            vec![set("first_set").unknown()],
            common_type,
            union,
        )
        .variadic(set("other_sets").unknown())
        .keeps(keep::all),
        Function::new(
            "setintersection",
            vec![set("first_set")],
            common_type,
            intersection,
        )
        .variadic(set("other_sets"))
        .keeps(keep::first_perhaps),
        Function::new(
            "setsubtract",
            vec![set("a"), set("b")],
            common_type,
            subtract,
        )
        .keeps(keep::first_perhaps),
        Function::new("setproduct", vec![], product_type, product)
            .variadic(Parameter::any("sets").marked().unknown()),
    ]
}

/// The set type that all arguments share. Empty sets of no type share any.
fn common_type(arguments: &[Value]) -> Result<Type, Error> {
    let mut elements = Vec::with_capacity(arguments.len());
    for argument in arguments {
        let element = argument.ty().element().cloned().unwrap_or(Type::Dynamic);
        let empty = argument.as_sequence().is_some_and(<[Value]>::is_empty);
        if !(empty && element == Type::Dynamic) {
            elements.push(element);
        }
    }
    if elements.is_empty() {
        return Ok(Type::set(Type::Dynamic));
    }
    unify(&elements)
        .map(Type::set)
        .ok_or_else(|| Error::refused("given sets must all have compatible element types"))
}

/// The arguments as sets of one type, with that type's elements.
fn as_sets(arguments: &[Value]) -> Result<(Type, Vec<Value>), Error> {
    let ty = common_type(arguments)?;
    let mut sets = Vec::with_capacity(arguments.len());
    for (at, argument) in arguments.iter().enumerate() {
        sets.push(convert(argument, &ty).map_err(|message| Error::argument(at, message))?);
    }
    Ok((ty.element().cloned().unwrap_or(Type::Dynamic), sets))
}

fn union(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let (element, sets) = as_sets(arguments)?;
    let mut items = Vec::new();
    for set in &sets {
        // A set is unknown as soon as an element is; what counts is whether all are listed.
        let unknown = set.as_unknown();
        if unknown.is_some_and(|unknown| unknown.listed().is_none()) {
            return undecided(context, Type::set(element), &sets);
        }
        let (parts, _) = parts(set);
        check_elements("setunion", (items.len() + parts.len()) as u128)?;
        context.spend(parts.len() as u64)?;
        items.extend(parts.into_iter().map(|part| part.value));
    }
    Ok(Value::set(element, items))
}

fn intersection(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    pick(context, arguments, |in_first, in_other| {
        in_first && in_other
    })
}

fn subtract(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    pick(context, arguments, |in_first, in_other| {
        in_first && !in_other
    })
}

/// The elements of the first set of which `keeps` is true for every other set.
fn pick(
    context: &mut dyn Context,
    arguments: &[Value],
    keeps: fn(bool, bool) -> bool,
) -> Result<Value, Error> {
    let (element, sets) = as_sets(arguments)?;
    if !sets.iter().all(Value::is_wholly_known) {
        return undecided(context, Type::set(element), &sets);
    }
    let Some((first, others)) = sets.split_first() else {
        return Err(Error::argument(0, "argument is missing"));
    };
    let mut items = first.as_sequence().unwrap_or_default().to_vec();
    for other in others {
        let other = other.as_sequence().unwrap_or_default();
        context.spend((items.len() + other.len()) as u64)?;
        // Sets are sorted.
        items.retain(|item| keeps(true, other.binary_search_by(|x| in_set(x, item)).is_ok()));
    }
    Ok(Value::set(element, items))
}

/// The element type of one factor, and whether it is ordered.
fn factor(at: usize, ty: &Type) -> Result<(Type, bool), Error> {
    match ty {
        Type::Set(element) => Ok((Type::clone(element), false)),
        Type::List(element) => Ok((Type::clone(element), true)),
        Type::Tuple(items) if items.is_empty() => Ok((Type::Dynamic, true)),
        Type::Tuple(items) => unify(items)
            .map(|element| (element, true))
            .ok_or_else(|| Error::argument(at, "all elements must be of the same type")),
        _ => Err(Error::argument(at, "a set or a list is required")),
    }
}

/// The types of the parts of each combination, and whether combinations are ordered.
fn factors(arguments: &[Value]) -> Result<(Vec<Type>, bool), Error> {
    if arguments.len() < 2 {
        return Err(Error::refused("at least two arguments are required"));
    }
    let mut types = Vec::with_capacity(arguments.len());
    let mut ordered = true;
    for (at, argument) in arguments.iter().enumerate() {
        let (ty, list) = factor(at, &argument.ty())?;
        types.push(ty);
        ordered &= list;
    }
    Ok((types, ordered))
}

fn product_type(arguments: &[Value]) -> Result<Type, Error> {
    let (types, ordered) = factors(arguments)?;
    let combination = Type::Tuple(types.into());
    Ok(match ordered {
        true => Type::list(combination),
        false => Type::set(combination),
    })
}

/// The elements of a factor that is known, or a set of just one.
fn items(factor: &Value) -> Option<&[Value]> {
    let only = factor.sole_listed().map(std::slice::from_ref);
    factor.as_sequence().or(only)
}

/// The greatest length of a factor. Terraform knows none of a set with an unknown element, which
/// is unknown here and lists all its elements.
fn most(factor: &Value) -> Option<u128> {
    match (&factor.kind, items(factor)) {
        (_, Some(items)) => Some(items.len() as u128),
        (Kind::Unknown(unknown), _) => match (&unknown.ty, unknown.bounds) {
            (Type::Tuple(items), _) => Some(items.len() as u128),
            (_, Some((_, Some(most)))) if unknown.open => u128::try_from(most).ok(),
            _ => None,
        },
        _ => None,
    }
}

fn product(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    weigh_all(context, arguments.iter())?;
    let (types, ordered) = factors(arguments)?;
    let secrecy: Secrecy = arguments.iter().map(|argument| argument.secrecy).collect();
    let combination = Type::Tuple(types.iter().cloned().collect());
    let make = |items: Vec<Value>| match ordered {
        true => Value::list(combination.clone(), items),
        false => Value::set(combination.clone(), items),
    };
    let mut total = Some(1u128);
    for argument in arguments {
        total = total.zip(most(argument)).map(|(a, b)| a.saturating_mul(b));
    }
    if arguments.iter().any(|argument| items(argument).is_none()) {
        // Terraform tracks the bounds of small products only, and none of known lists.
        let tracked = |a: &Value| matches!(a.kind, Kind::Tuple(_) | Kind::Unknown(_));
        let most = total.filter(|total| *total <= 2048 && arguments.iter().all(tracked));
        if most == Some(0) {
            return Ok(make(Vec::new()).marked(secrecy));
        }
        let mut value = undecided(context, product_type(arguments)?, arguments)?;
        if let (Some(most), Kind::Unknown(unknown)) = (most, &mut value.kind) {
            std::sync::Arc::make_mut(unknown).bounds = Some((1, Some(most as i64)));
        }
        return Ok(value.marked(secrecy));
    }
    let total = total.unwrap_or(u128::MAX);
    check_elements("setproduct", total)?;
    context.spend((total as u64).saturating_mul(arguments.len() as u64))?;
    let mut factors = Vec::with_capacity(arguments.len());
    for (at, (argument, ty)) in arguments.iter().zip(&types).enumerate() {
        let converted: Result<Vec<Value>, String> = items(argument)
            .unwrap_or_default()
            .iter()
            .map(|item| convert(item, ty))
            .collect();
        let converted = converted.map_err(|message| Error::argument(at, message))?;
        // Terraform makes no one type of what has none, and cannot list what differs.
        let mut types: Vec<Type> = converted.iter().map(Value::ty).collect();
        types.dedup();
        if total > 0 && types.len() > 1 && !converted.iter().any(has_hidden_types) {
            return Err(Error::argument(at, "all elements must be of the same type"));
        }
        factors.push(converted);
    }
    let mut combinations: Vec<Vec<Value>> = match total {
        0 => Vec::new(),
        _ => vec![Vec::new()],
    };
    for factor in &factors {
        combinations = combinations
            .iter()
            .flat_map(|head| {
                factor.iter().map(|item| {
                    let mut longer = head.clone();
                    longer.push(item.clone());
                    longer
                })
            })
            .collect();
    }
    let items = combinations.into_iter().map(Value::tuple).collect();
    Ok(make(items).marked(secrecy))
}

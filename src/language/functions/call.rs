//! The rules of every call, which are `cty`'s (`function.Function.Call`) and HCL's.

use std::sync::Arc;

use crate::source::Place;

use super::super::convert::convert;
use super::super::origin::{HopKind, Origin};
use super::super::secrecy::Secrecy;
use super::super::types::Type;
use super::super::unknown::{Element, Reason, ReasonKind, Unknown};
use super::super::value::{Kind, Value};
use super::{Context, Error, ErrorKind, Function};

/// Calls `function` with `arguments`; `place` is the call.
///
/// Arguments are counted, converted, checked for null and freed of marks; a call with an unknown
/// argument is not run unless its parameter says so. The result comes from the arguments, or,
/// where it is one of them or a part of one, from that alone.
pub fn call(
    context: &mut dyn Context,
    function: &Function,
    arguments: Vec<Value>,
    place: Place,
) -> Result<Value, Error> {
    check_count(function, arguments.len())?;
    context.spend(1)?;
    let origins: Vec<Origin> = arguments.iter().map(|a| a.origin.clone()).collect();
    let mut secrecy = Secrecy::NONE;
    let mut prepared = Vec::with_capacity(arguments.len());
    let mut unknown = false;
    let mut dynamic = false;
    for (at, argument) in arguments.into_iter().enumerate() {
        let Some(parameter) = function.parameter(at) else {
            continue;
        };
        let mut argument = match parameter.instance {
            true => argument,
            false => argument.opened(),
        };
        if let Kind::Instance(instance) = &argument.kind
            && !parameter.instance
        {
            argument.kind = Kind::Unknown(Arc::new(Unknown::of_instance(instance.as_ref())));
        }
        if !parameter.marked || parameter.ty != Type::Dynamic {
            weigh(context, &argument)?;
        }
        if parameter.ty != Type::Dynamic {
            argument = convert(&argument, &parameter.ty).map_err(|m| Error::argument(at, m))?;
        }
        if !parameter.marked && argument.is_sensitive_anywhere() {
            secrecy |= argument.all_secrecy();
            argument = argument.unmarked();
        }
        // Behind an argument of unknown type `cty` looks at no other.
        if argument.is_null() && !parameter.null && !dynamic {
            return Err(Error::argument(at, "argument must not be null"));
        }
        dynamic |= !parameter.dynamic && is_dynamic(&argument);
        unknown |= !parameter.unknown && argument.is_unknown();
        prepared.push(argument);
    }
    let mut result = if dynamic || unknown {
        let ty = match dynamic {
            true => Type::Dynamic,
            false => {
                weigh_all(context, prepared.iter())?;
                (function.returns)(&prepared)?
            }
        };
        let value = undecided(context, ty, &prepared)?;
        // The function would have seen to these marks; `cty` drops them here, which is no reason to
        // show what they are on.
        match prepared
            .iter()
            .any(|argument| argument.all_secrecy().hides())
        {
            true => value.marked(Secrecy::HIDDEN),
            false => value,
        }
    } else {
        let secret = secrecy.hides() || prepared.iter().any(|argument| argument.secrecy.hides());
        (function.run)(context, &prepared, place).map_err(|error| match secret {
            true => redacted(error),
            false => error,
        })?
    };
    if let Kind::Unknown(unknown) = &mut result.kind {
        refine(function, unknown, &prepared);
        if let Some(list) = super::keep::planned(unknown) {
            result = list.marked(result.secrecy).at(result.origin);
        }
    }
    result.origin = match result.origin {
        Origin::None => {
            let mut from = origins;
            let is_text = matches!(result.kind, Kind::String(_));
            if is_text {
                from.extend(prepared.iter().flat_map(parts).take(PARTS));
            }
            Origin::via(HopKind::Expression, Some(place), from)
        }
        found if function.name == "lookup" => taken(found, origins, 2, place),
        // A position says nothing that the address of the instance does not say.
        found if function.name == "element" => taken(found, origins, 1, place),
        chosen => Origin::via(HopKind::Expression, Some(place), vec![chosen]),
    };
    if function.reads_file
        && !secrecy.hides()
        && !result.is_unknown()
        && let Some(path) = prepared.first().and_then(Value::as_str)
    {
        let file = HopKind::File(context.cited(path).into());
        result.origin = Origin::via(file, Some(place), [result.origin]);
    }
    Ok(result.marked(secrecy))
}

/// Most parts of arguments that a text is said to be made of.
const PARTS: usize = 8;

/// The ways of the parts of a collection, without those that stand where it stands itself.
fn parts(argument: &Value) -> impl Iterator<Item = Origin> {
    let items = argument.as_sequence().unwrap_or_default().iter();
    let entries = argument.as_entries().into_iter().flat_map(|e| e.values());
    let came = |part: &&Value| matches!(part.origin, Origin::Via(_));
    items
        .chain(entries)
        .filter(came)
        .map(|part| part.origin.clone())
}

/// The origin of what was found in the first argument: the first `telling` arguments chose it, where
/// they came from elsewhere.
fn taken(found: Origin, mut arguments: Vec<Origin>, telling: usize, place: Place) -> Origin {
    arguments.truncate(telling);
    arguments.retain(|origin| matches!(origin, Origin::Via(_)));
    match arguments.is_empty() {
        true => Origin::via(HopKind::Expression, Some(place), vec![found]),
        false => {
            let chosen_by = Origin::via(HopKind::Condition, None, arguments);
            Origin::via(HopKind::Element, Some(place), vec![found, chosen_by])
        }
    }
}

/// Messages quote what they are about; of a secret they must not.
fn redacted(error: Error) -> Error {
    match error.kind {
        ErrorKind::Refused => Error {
            message: "fails, for a reason that is not shown: an argument is sensitive".into(),
            ..error
        },
        _ => error,
    }
}

/// What `function` promises of its results, and the elements that it keeps.
fn refine(function: &Function, unknown: &mut Arc<Unknown>, arguments: &[Value]) {
    let not_null = !function.nullable && unknown.ty != Type::Dynamic && !unknown.not_null;
    let keeps = function.keeps.filter(|_| unknown.elements.is_empty());
    let picked = function.picks.and_then(|picks| picks(arguments));
    if !not_null && keeps.is_none() && picked.is_none() {
        return;
    }
    let unknown = Arc::make_mut(unknown);
    // What the result stands for; that it is unknown stays so.
    if let Some(Kind::Unknown(picked)) = picked.map(|picked| picked.kind) {
        unknown.identity = picked.identity.clone();
        unknown.refs = picked.refs.clone();
        unknown.not_null |= picked.not_null;
    }
    unknown.not_null |= not_null;
    if let Some(keeps) = keeps {
        let (elements, open) = keeps(arguments);
        *unknown = unknown.clone().with_elements(elements, open);
        if matches!(unknown.ty, Type::Set(_)) {
            unknown.elements.iter_mut().for_each(Element::blur);
        }
    }
}

fn check_count(function: &Function, given: usize) -> Result<(), Error> {
    let wanted = function.parameters.len();
    let name = function.name;
    if let Some(missing) = function.parameters.get(given) {
        let least = match function.variadic {
            Some(_) => " at least",
            None => "",
        };
        return Err(Error::refused(format!(
            "function \"{name}\" expects{least} {wanted} argument(s); missing value for \"{}\"",
            missing.name
        )));
    }
    if given > wanted && function.variadic.is_none() {
        return Err(Error::refused(format!(
            "function \"{name}\" expects only {wanted} argument(s)"
        )));
    }
    Ok(())
}

/// Whether nothing is known of the type of `value`.
pub(super) fn is_dynamic(value: &Value) -> bool {
    match &value.kind {
        Kind::Null(ty) => *ty == Type::Dynamic,
        Kind::Unknown(unknown) => unknown.ty == Type::Dynamic,
        _ => false,
    }
}

/// An unknown of type `ty` made from the unknown parts of `arguments`.
pub(super) fn undecided(
    context: &mut dyn Context,
    ty: Type,
    arguments: &[Value],
) -> Result<Value, Error> {
    weigh_all(context, arguments.iter())?;
    let unknown = Unknown::from_parts(ty.clone(), arguments).unwrap_or_else(|| {
        let reason = Reason::new(ReasonKind::Dynamic, "a value of unknown type", None);
        Unknown::new(ty, reason)
    });
    Ok(Value::unknown(unknown))
}

/// What messages call the type of `value`, without a walk over it.
pub(super) fn friendly(value: &Value) -> String {
    match &value.kind {
        Kind::Tuple(_) => "tuple".into(),
        Kind::Object(_) | Kind::Instance(_) => "object".into(),
        _ => value.ty().friendly(),
    }
}

/// Pays for a walk over all of `value`. Values share their parts, so that a small program can make
/// one whose walk never ends: whoever walks pays first.
pub(super) fn weigh(context: &mut dyn Context, value: &Value) -> Result<(), Error> {
    match &value.kind {
        Kind::List(list) | Kind::Set(list) => weigh_all(context, list.items.iter()),
        Kind::Tuple(items) => weigh_all(context, items.iter()),
        Kind::Map(map) => weigh_all(context, map.items.values()),
        Kind::Object(entries) => weigh_all(context, entries.values()),
        Kind::String(text) if text.len() >= 256 => context.spend(text.len() as u64 / 256),
        _ => Ok(()),
    }
}

/// Pays for a walk over all of `values`.
pub(super) fn weigh_all<'a>(
    context: &mut dyn Context,
    values: impl Iterator<Item = &'a Value>,
) -> Result<(), Error> {
    for value in values {
        context.spend(1)?;
        weigh(context, value)?;
    }
    Ok(())
}

/// The result of `what`, a call whose value no reading of the files tells.
pub(super) fn varying(ty: Type, what: &str, place: Place) -> Value {
    Value::unknown_for(ty, Reason::new(ReasonKind::Dynamic, what, Some(place)))
}

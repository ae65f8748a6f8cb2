//! Conversions, and the marks of secrets.

use std::sync::Arc;

use super::super::convert::convert;
use super::super::secrecy::Secrecy;
use super::super::types::Type;
use super::super::unknown::Unknown;
use super::super::value::{Entries, Kind, Typed, Value};
use super::arguments::any;
use super::call::{friendly, undecided, weigh};
use super::{Context, Error, Function, Parameter, Run};
use crate::source::Place;

pub(super) fn functions() -> Vec<Function> {
    // These take everything, so they are always run and their type is the argument's.
    let free = |name, parameter: &'static str, run: Run| {
        let parameter = Parameter::any(parameter)
            .null()
            .marked()
            .dynamic()
            .unknown();
        let returns = |arguments: &[Value]| Ok(any(arguments, 0)?.ty());
        Function::new(name, vec![parameter], returns, run).nullable()
    };
    let whole = |name, run: Run| {
        let mut function = free(name, "value", run);
        function.parameters = function
            .parameters
            .into_iter()
            .map(Parameter::instance)
            .collect();
        function
    };
    vec![
        free("tobool", "v", |c, a, _| to(c, a, &Type::Bool)),
        free("tonumber", "v", |c, a, _| to(c, a, &Type::Number)),
        free("tostring", "v", |c, a, _| to(c, a, &Type::String)),
        free("tolist", "v", |c, a, _| {
            to(c, a, &Type::list(Type::Dynamic))
        }),
        free("toset", "v", |c, a, _| to(c, a, &Type::set(Type::Dynamic))),
        free("tomap", "v", |c, a, _| to(c, a, &Type::map(Type::Dynamic))),
        whole("sensitive", sensitive),
        whole("nonsensitive", nonsensitive),
        whole("issensitive", issensitive),
        whole("ephemeralasnull", ephemeralasnull),
    ]
}

fn to(context: &mut dyn Context, arguments: &[Value], wanted: &Type) -> Result<Value, Error> {
    let value = any(arguments, 0)?;
    weigh(context, value)?;
    let converted = convert(value, wanted).map_err(|_| cannot_convert(value, wanted))?;
    // Terraform knows nothing of what is unknown but the type that was asked for. A set of which all
    // elements are listed is none of that to it.
    let kind = match &value.kind {
        Kind::Unknown(given) if given.listed().is_none() => {
            let known = converted.as_unknown().unwrap_or(given);
            Kind::Unknown(Arc::new(Unknown {
                ty: wanted.clone(),
                not_null: false,
                prefix: None,
                bounds: None,
                ..Unknown::clone(known)
            }))
        }
        _ => converted.kind,
    };
    let secrecy = converted.secrecy;
    Ok(Value::from(kind).at(converted.origin).marked(secrecy))
}

/// What Terraform says of an explicit conversion that fails.
fn cannot_convert(value: &Value, wanted: &Type) -> Error {
    let given = friendly(value);
    let to = match wanted {
        Type::List(_) => "list of any single type".into(),
        Type::Set(_) => "set of any single type".into(),
        Type::Map(_) => "map of any single type".into(),
        other => other.friendly(),
    };
    let message = match (&value.kind, wanted) {
        _ if value.is_sensitive_anywhere() => {
            format!("cannot convert this sensitive {given} to {to}")
        }
        (Kind::String(text), Type::Bool) => format!(
            "cannot convert {text:?} to bool; only the strings \"true\" or \"false\" are allowed"
        ),
        (Kind::String(text), Type::Number) => format!(
            "cannot convert {text:?} to number; given string must be a decimal representation of \
             a number"
        ),
        _ => format!("cannot convert {given} to {to}"),
    };
    Error::argument(0, message)
}

fn sensitive(_: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    Ok(any(arguments, 0)?.clone().marked(true))
}

fn nonsensitive(_: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let mut value = any(arguments, 0)?.clone();
    value.secrecy = match value.secrecy.is_ephemeral() {
        true => Secrecy::EPHEMERAL,
        false => Secrecy::NONE,
    };
    Ok(value)
}

fn issensitive(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let value = any(arguments, 0)?;
    let unknown = value.as_unknown().is_some_and(|u| u.listed().is_none());
    match (value.secrecy.is_sensitive(), unknown) {
        (true, _) => Ok(Value::bool(true)),
        (false, true) => undecided(context, Type::Bool, arguments),
        (false, false) => Ok(Value::bool(false)),
    }
}

fn ephemeralasnull(
    context: &mut dyn Context,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let value = any(arguments, 0)?;
    weigh(context, value)?;
    Ok(match value.all_secrecy().is_ephemeral() {
        true => without_ephemeral(value),
        false => value.clone(),
    })
}

/// `value` with null for all that is ephemeral.
fn without_ephemeral(value: &Value) -> Value {
    if value.secrecy.is_ephemeral() {
        return Value::null(value.ty()).at(value.origin.clone());
    }
    let all = |items: &[Value]| items.iter().map(without_ephemeral).collect::<Vec<_>>();
    let entries = |entries: &Entries| {
        let pairs = entries.iter();
        let pairs = pairs.map(|(key, value)| (key.clone(), without_ephemeral(value)));
        Entries::new(pairs.collect())
    };
    let kind = match &value.kind {
        Kind::List(list) => Kind::List(Arc::new(Typed {
            element: list.element.clone(),
            items: all(&list.items),
        })),
        Kind::Tuple(items) => Kind::Tuple(Arc::new(all(items))),
        Kind::Map(map) => Kind::Map(Arc::new(Typed {
            element: map.element.clone(),
            items: entries(&map.items),
        })),
        Kind::Object(object) => Kind::Object(Arc::new(entries(object))),
        // A set is marked as a whole.
        other => other.clone(),
    };
    Value::from(kind)
        .at(value.origin.clone())
        .marked(value.secrecy)
}

//! Functions of numbers.

use super::super::convert::convert;
use super::super::number::{Number, log, pow};
use super::super::operators::bounds;
use super::super::types::Type;
use super::super::value::{Kind, Value};
use super::arguments::{any, sequence, text, whole};
use super::call::undecided;
use super::quote::quoted;
use super::{Context, Error, Function, Parameter};
use crate::source::Place;

pub(super) fn functions() -> Vec<Function> {
    let number = |name| Parameter::new(name, Type::Number);
    let function =
        |name, parameters, run| Function::new(name, parameters, |_| Ok(Type::Number), run);
    vec![
        function("abs", vec![number("num")], |_, a, _| of(a, Number::abs)),
        function("ceil", vec![number("num")], |_, a, _| of(a, Number::ceil)),
        function("floor", vec![number("num")], |_, a, _| of(a, Number::floor)),
        function("log", vec![number("num"), number("base")], |_, a, _| {
            of_doubles(a, |num, base| log(num) / log(base))
        }),
        function("max", vec![], |c, a, _| extreme(c, a, true))
            .variadic(number("numbers").unknown()),
        function("min", vec![], |c, a, _| extreme(c, a, false))
            .variadic(number("numbers").unknown()),
        Function::new(
            "parseint",
            vec![Parameter::any("number"), number("base")],
            parseint_type,
            parseint,
        ),
        function("pow", vec![number("num"), number("power")], |_, a, _| {
            of_doubles(a, pow)
        }),
        function("signum", vec![number("num")], |_, a, _| {
            Ok(Value::int(whole(a, 0)?.signum()))
        }),
        function("sum", vec![Parameter::any("list")], sum),
    ]
}

/// The decimals of `number`, as Terraform writes it in a string.
pub(super) fn decimals(number: &Number) -> Result<String, Error> {
    number.to_text().ok_or_else(too_great)
}

/// A number has more decimals than are written.
pub(super) fn too_great() -> Error {
    Error::limit("number longer than 2500 digits")
}

fn number(arguments: &[Value], at: usize) -> Result<&Number, Error> {
    any(arguments, at)?
        .as_number()
        .ok_or_else(|| Error::argument(at, "a number is required"))
}

fn of(arguments: &[Value], f: fn(&Number) -> Number) -> Result<Value, Error> {
    Ok(Value::number(f(number(arguments, 0)?)))
}

/// Terraform computes powers and logarithms in doubles.
fn of_doubles(arguments: &[Value], f: fn(f64, f64) -> f64) -> Result<Value, Error> {
    let double = |at| {
        let number = number(arguments, at)?;
        let double = number.to_f64();
        if double.is_infinite() && !number.is_infinite() {
            let (least, most) = (f64::MIN, f64::MAX);
            return Err(Error::argument(
                at,
                format!("value must be between {least:.6} and {most:.6} inclusive"),
            ));
        }
        Ok(double)
    };
    Number::from_f64(f(double(0)?, double(1)?))
        .map(Value::number)
        .ok_or_else(|| Error::refused("result is not a number"))
}

/// The greatest or least argument, the first of equal ones.
fn extreme(context: &mut dyn Context, arguments: &[Value], greatest: bool) -> Result<Value, Error> {
    if arguments.iter().any(Value::is_unknown) {
        let mut number = undecided(context, Type::Number, arguments)?;
        // Terraform thinks of no bounds of what it computes; what it reads it will know.
        if let Kind::Unknown(unknown) = &mut number.kind
            && unknown.is_read_to_plan()
        {
            std::sync::Arc::make_mut(unknown).bounds = extreme_bounds(arguments, greatest);
        }
        return Ok(number);
    }
    let mut best: Option<(&Value, &Number)> = None;
    for (at, value) in arguments.iter().enumerate() {
        let number = number(arguments, at)?;
        let better = best.is_none_or(|(_, best)| match greatest {
            true => number.compare(best).is_gt(),
            false => number.compare(best).is_lt(),
        });
        if better {
            best = Some((value, number));
        }
    }
    best.map(|(value, _)| value.clone())
        .ok_or_else(|| Error::refused("must pass at least one number"))
}

/// Between which bounds the greatest or the least of numbers is: `min(3, n)` is at least 2 where `n`
/// is.
fn extreme_bounds(arguments: &[Value], greatest: bool) -> Option<(i64, Option<i64>)> {
    let all = || arguments.iter().map(bounds);
    // The least of all is above what all are above, and below what any is below.
    let (low, high) = match greatest {
        true => (
            all().filter_map(|(low, _)| low).max(),
            all().map(|(_, high)| high).collect::<Option<Vec<_>>>(),
        ),
        false => (
            all()
                .map(|(low, _)| low)
                .collect::<Option<Vec<_>>>()
                .and_then(|lows| lows.into_iter().min()),
            all().filter_map(|(_, high)| high).min().map(|h| vec![h]),
        ),
    };
    Some((low?, high.and_then(|highs| highs.into_iter().max())))
}

fn parseint_type(arguments: &[Value]) -> Result<Type, Error> {
    match any(arguments, 0)?.ty() {
        Type::String => Ok(Type::Number),
        ty => Err(Error::argument(
            0,
            format!("first argument must be a string, not {}", ty.friendly()),
        )),
    }
}

fn parseint(_: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    parseint_type(arguments)?;
    let text = text(arguments, 0)?;
    let base = match u32::try_from(whole(arguments, 1)?) {
        Ok(base @ 2..=62) => base,
        _ => {
            return Err(Error::argument(
                1,
                "base must be a whole number between 2 and 62 inclusive",
            ));
        }
    };
    if text.len() > Number::LONGEST {
        return Err(Error::limit(format!(
            "number longer than {} digits",
            Number::LONGEST
        )));
    }
    Number::parse_int(text, base)
        .map(Value::number)
        .ok_or_else(|| {
            let text = quoted(text);
            Error::argument(0, format!("cannot parse {text} as a base {base} integer"))
        })
}

fn sum(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let list = any(arguments, 0)?;
    let length = match &list.kind {
        Kind::Map(map) => map.items.len(),
        Kind::Object(entries) => entries.len(),
        _ => match list.as_sequence() {
            Some(items) => items.len(),
            None => return Err(Error::argument(0, "cannot sum noniterable")),
        },
    };
    if length == 0 {
        return Err(Error::argument(0, "cannot sum an empty list"));
    }
    if list.as_entries().is_some() {
        let ty = list.ty().friendly();
        return Err(Error::argument(
            0,
            format!("argument must be list, set, or tuple. Received {ty}"),
        ));
    }
    if !list.is_wholly_known() {
        return undecided(context, Type::Number, arguments);
    }
    let no_number = || Error::argument(0, "argument must be list, set, or tuple of number values");
    let mut total: Option<Number> = None;
    for item in sequence(arguments, 0)? {
        let item = convert(item, &Type::Number).map_err(|_| no_number())?;
        let number = item.as_number().ok_or_else(no_number)?;
        total = Some(match total {
            None => number.clone(),
            Some(total) => total
                .add(number)
                .ok_or_else(|| Error::refused("can't compute sum of opposing infinities"))?,
        });
    }
    total.map(Value::number).ok_or_else(no_number)
}

//! `format` and `formatlist`, verb for verb as `cty` has them.

use unicode_segmentation::UnicodeSegmentation;

use super::super::convert::convert;
use super::super::number::{Notation, Number};
use super::super::types::Type;
use super::super::unknown::Unknown;
use super::super::value::{Kind, Value};
use super::arguments::text;
use super::call::{undecided, weigh};
use super::json::{encode, quote};
use super::numeric::too_great;
use super::quote::{quoted, quoted_char};
use super::string::made;
use super::verb::{Verb, literal_start, verbs};
use super::{Context, Error, ErrorKind, Function, Parameter, check_elements, check_string};
use crate::source::Place;

pub(super) fn functions() -> Vec<Function> {
    let parameters = || vec![Parameter::new("format", Type::String)];
    // Until cty 1.16.1 a null without a type made the result unknown, and so it does here.
    let arguments = || Parameter::any("args").null().unknown();
    vec![
        Function::new("format", parameters(), |_| Ok(Type::String), format).variadic(arguments()),
        Function::new(
            "formatlist",
            parameters(),
            |_| Ok(Type::list(Type::String)),
            formatlist,
        )
        .variadic(arguments()),
    ]
}

fn format(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let spec = text(arguments, 0)?;
    let values = arguments.get(1..).unwrap_or_default();
    if !values.iter().all(Value::is_wholly_known) {
        let result = undecided(context, Type::String, arguments)?;
        return Ok(match result.kind {
            Kind::Unknown(unknown) => {
                Value::unknown(Unknown::clone(&unknown).starting(literal_start(spec)))
            }
            _ => result,
        });
    }
    let values: Vec<&Value> = values.iter().collect();
    let out = fill(spec, &values)?;
    made(context, out)
}

/// One of the arguments of `formatlist`.
enum Source<'a> {
    /// One for each round.
    Each(&'a [Value]),
    /// The same in every round.
    Same(&'a Value),
}

fn formatlist(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let spec = text(arguments, 0)?;
    let values = arguments.get(1..).unwrap_or_default();
    let mut sources = Vec::with_capacity(values.len());
    // How many rounds, and the argument that says so, from 1.
    let mut rounds: Option<(usize, usize)> = None;
    let mut undecidable = false;
    for (at, value) in values.iter().enumerate() {
        let length = match (&value.kind, value.as_sequence()) {
            (_, Some(items)) => {
                sources.push(Source::Each(items));
                items.len()
            }
            // An unknown tuple has a length all the same.
            (Kind::Unknown(unknown), _) => match &unknown.ty {
                Type::Tuple(items) => {
                    undecidable = true;
                    items.len()
                }
                Type::List(_) | Type::Set(_) | Type::Dynamic => {
                    undecidable = true;
                    continue;
                }
                _ => {
                    sources.push(Source::Same(value));
                    continue;
                }
            },
            _ => {
                sources.push(Source::Same(value));
                continue;
            }
        };
        let at = at + 1;
        match rounds {
            None => rounds = Some((length, at)),
            Some((expected, _)) if expected == length => {}
            Some((expected, first)) => {
                return Err(Error::argument(
                    at,
                    format!(
                        "argument {at} has length {length}, which is inconsistent with \
                         argument {first} of length {expected}"
                    ),
                ));
            }
        }
    }
    let result = Type::list(Type::String);
    if undecidable {
        return undecided(context, result, arguments);
    }
    let rounds = rounds.map_or(1, |(rounds, _)| rounds);
    check_elements("formatlist", rounds as u128)?;
    context.spend((rounds as u64).saturating_mul(1 + spec.len() as u64 / 64))?;
    let mut items = Vec::with_capacity(rounds);
    // Terraform leaves a round at the first unknown it meets, and does not go on in the lists
    // behind it: their further elements are one late, until they are known in the apply.
    let mut late: Option<&Value> = None;
    for round in 0..rounds {
        let values = || {
            sources.iter().filter_map(move |source| match source {
                Source::Each(items) => items.get(round),
                Source::Same(value) => Some(value),
            })
        };
        let all: Vec<&Value> = values().chain(late).collect();
        items.push(item(context, spec, &all, round)?);
        let each = sources.iter().filter_map(|source| match source {
            Source::Each(items) => items.get(round),
            Source::Same(_) => None,
        });
        let each: Vec<&Value> = each.collect();
        let behind = each.split_last().map_or(&[][..], |(_, before)| before);
        late = late.or(behind.iter().find(|v| !v.is_wholly_known()).copied());
    }
    Ok(Value::list(Type::String, items))
}

fn item(
    context: &mut dyn Context,
    spec: &str,
    values: &[&Value],
    round: usize,
) -> Result<Value, Error> {
    for value in values {
        weigh(context, value)?;
    }
    if let Some(unknown) = Unknown::from_parts(Type::String, values.iter().copied()) {
        return Ok(Value::unknown(unknown.not_null()));
    }
    let out = fill(spec, values).map_err(|error| match error.kind {
        ErrorKind::Limit => error,
        _ => Error::refused(format!(
            "error on format iteration {round}: {}",
            error.message
        )),
    })?;
    made(context, out)
}

/// Fills known `values` into the verbs of `spec`.
fn fill(spec: &str, values: &[&Value]) -> Result<String, Error> {
    let mut out = String::new();
    let mut used = 0;
    verbs(spec, &mut out, |verb, out| {
        used = used.max(verb.argument);
        let Some(value) = values.get(verb.argument - 1) else {
            return Err(Error::refused(format!(
                "not enough arguments for {} at {}: need index {} but have {} total",
                quoted(verb.raw),
                verb.offset,
                verb.argument,
                values.len()
            )));
        };
        write(verb, value, out)?;
        check_string(out.len())
    })?;
    check_string(out.len())?;
    if used >= values.len() {
        return Ok(out);
    }
    let message = match used {
        0 => "too many arguments; no verbs in format string".to_owned(),
        _ => format!("too many arguments; only {used} used by format string"),
    };
    Err(Error::argument(used + 1, message))
}

fn unsupported(verb: &Verb, why: &str) -> Error {
    Error::refused(format!(
        "unsupported value for {} at {}: {why}",
        quoted(verb.raw),
        verb.offset
    ))
}

fn write(verb: &Verb, value: &Value, out: &mut String) -> Result<(), Error> {
    if verb.mode != 'v' && value.is_null() {
        return Err(unsupported(verb, "null value cannot be formatted"));
    }
    let converted = |ty: &Type| convert(value, ty).map_err(|why| unsupported(verb, &why));
    match verb.mode {
        'v' => pad(verb, &plain(verb, value)?, out),
        't' => {
            let value = converted(&Type::Bool)?;
            out.push_str(if value.as_bool() == Some(true) {
                "true"
            } else {
                "false"
            });
            Ok(())
        }
        'b' | 'd' | 'o' | 'x' | 'X' => {
            let value = converted(&Type::Number)?;
            integer(verb, value.as_number(), out)
        }
        'e' | 'E' | 'f' | 'g' | 'G' => {
            let value = converted(&Type::Number)?;
            float(verb, value.as_number(), out)
        }
        's' | 'q' => {
            let value = converted(&Type::String)?;
            let text = cut(verb, value.as_str().unwrap_or(""));
            if verb.mode == 's' {
                return pad(verb, text, out);
            }
            let mut json = String::new();
            quote(text, &mut json)?;
            pad(verb, &json, out)
        }
        mode => Err(Error::refused(format!(
            "unsupported format verb {} in {} at offset {}",
            quoted_char(mode),
            quoted(verb.raw),
            verb.offset
        ))),
    }
}

/// `%v`: strings and numbers as they are, all else, and with `#` these too, as JSON.
fn plain(verb: &Verb, value: &Value) -> Result<String, Error> {
    match &value.kind {
        Kind::String(text) if !verb.sharp => Ok(text.to_string()),
        Kind::Number(number) if !verb.sharp => {
            number.format(Notation::General, None).ok_or_else(too_great)
        }
        _ => {
            let mut json = String::new();
            encode(value, &mut json).map_err(|error| match error.kind {
                ErrorKind::Limit => error,
                _ => unsupported(verb, &error.message),
            })?;
            Ok(json)
        }
    }
}

/// The characters that a precision leaves of a string; none or zero leaves all.
fn cut<'a>(verb: &Verb, text: &'a str) -> &'a str {
    match verb.precision {
        None | Some(0) => text,
        Some(count) => text
            .grapheme_indices(true)
            .nth(count)
            .and_then(|(at, _)| text.get(..at))
            .unwrap_or(text),
    }
}

/// Pads to the width, in characters as people see them, with zeros even on the right.
fn pad(verb: &Verb, text: &str, out: &mut String) -> Result<(), Error> {
    let missing = match verb.width {
        None => 0,
        Some(width) => width.saturating_sub(text.graphemes(true).count()),
    };
    let fill = if verb.zero { "0" } else { " " };
    check_string(out.len().saturating_add(text.len()).saturating_add(missing))?;
    match verb.minus {
        true => out.extend([text, &fill.repeat(missing)]),
        false => out.extend([&fill.repeat(missing), text]),
    }
    Ok(())
}

/// As Go's `big.Int.Format`.
fn integer(verb: &Verb, number: Option<&Number>, out: &mut String) -> Result<(), Error> {
    let number = number
        .filter(|number| number.is_whole())
        .ok_or_else(|| unsupported(verb, "an integer is required"))?;
    let (base, prefix) = match verb.mode {
        'b' => (2, "0b"),
        'o' => (8, "0"),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        _ => (10, ""),
    };
    let digits = number.abs().to_radix(base).ok_or_else(too_great)?;
    let digits = match verb.mode {
        'X' => digits.to_uppercase(),
        _ => digits,
    };
    let sign = sign(verb, number.sign().is_lt());
    let prefix = if verb.sharp { prefix } else { "" };
    if verb.precision == Some(0) && digits == "0" {
        return Ok(());
    }
    let mut zeros = verb.precision.unwrap_or(0).saturating_sub(digits.len());
    let length = (sign.len() + prefix.len() + digits.len()).saturating_add(zeros);
    let missing = verb.width.unwrap_or(0).saturating_sub(length);
    check_string(out.len().saturating_add(length).saturating_add(missing))?;
    let (mut left, mut right) = (0, 0);
    match (verb.minus, verb.zero && verb.precision.is_none()) {
        (true, _) => right = missing,
        (false, true) => zeros = missing,
        (false, false) => left = missing,
    }
    out.push_str(&" ".repeat(left));
    out.extend([sign, prefix]);
    out.push_str(&"0".repeat(zeros));
    out.push_str(&digits);
    out.push_str(&" ".repeat(right));
    Ok(())
}

/// As Go's `big.Float.Format`.
fn float(verb: &Verb, number: Option<&Number>, out: &mut String) -> Result<(), Error> {
    let number = number.ok_or_else(|| unsupported(verb, "a number is required"))?;
    let (notation, usual) = match verb.mode {
        'f' => (Notation::Fixed, Some(6)),
        'e' | 'E' => (Notation::Exponent, Some(6)),
        _ => (Notation::General, None),
    };
    let precision = verb.precision.or(usual);
    check_string(out.len().saturating_add(precision.unwrap_or(0)))?;
    let text = number.format(notation, precision).ok_or_else(too_great)?;
    let text = match verb.mode {
        'E' | 'G' => text.replace('e', "E"),
        _ => text,
    };
    let digits = text.trim_start_matches(['-', '+']);
    let sign = match (number.is_infinite(), number.is_negative()) {
        (true, false) if !verb.space => "+",
        (_, negative) => sign(verb, negative),
    };
    let length = sign.len() + digits.len();
    let missing = verb.width.unwrap_or(0).saturating_sub(length);
    check_string(out.len().saturating_add(length).saturating_add(missing))?;
    match (verb.zero && !number.is_infinite(), verb.minus) {
        (true, _) => out.extend([sign, &"0".repeat(missing), digits]),
        (false, true) => out.extend([sign, digits, &" ".repeat(missing)]),
        (false, false) => out.extend([&" ".repeat(missing), sign, digits]),
    }
    Ok(())
}

fn sign(verb: &Verb, negative: bool) -> &'static str {
    match (negative, verb.plus, verb.space) {
        (true, _, _) => "-",
        (false, true, _) => "+",
        (false, false, true) => " ",
        (false, false, false) => "",
    }
}

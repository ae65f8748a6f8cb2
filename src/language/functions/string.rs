//! Functions of strings that need no pattern.

use unicode_segmentation::UnicodeSegmentation;

use super::super::types::Type;
use super::super::value::{Kind, Value};
use super::arguments::{any, sequence, text, whole};
use super::call::undecided;
use super::case;
use super::{Context, Error, Function, Parameter, check_elements, check_string};
use crate::source::Place;

pub(super) fn functions() -> Vec<Function> {
    let string = |name| Parameter::new(name, Type::String);
    let number = |name| Parameter::new(name, Type::Number);
    let function =
        |name, parameters, run| Function::new(name, parameters, |_| Ok(Type::String), run);
    let test = |name, parameters, run| Function::new(name, parameters, |_| Ok(Type::Bool), run);
    vec![
        function("chomp", vec![string("str")], |context, a, _| {
            made(context, text(a, 0)?.trim_end_matches(['\r', '\n']).into())
        }),
        test(
            "endswith",
            vec![string("str"), string("suffix")],
            |_, a, _| Ok(Value::bool(text(a, 0)?.ends_with(text(a, 1)?))),
        ),
        function("indent", vec![number("spaces"), string("str")], indent),
        function("join", vec![string("separator")], join)
            .variadic(Parameter::new("lists", Type::list(Type::String))),
        function("lower", vec![string("str")], |context, a, _| {
            made(context, case::lower(text(a, 0)?))
        }),
        Function::new(
            "split",
            vec![string("separator"), string("str")],
            |_| Ok(Type::list(Type::String)),
            split,
        ),
        test(
            "startswith",
            vec![string("str").unknown(), string("prefix")],
            startswith,
        ),
        test(
            "strcontains",
            vec![string("str"), string("substr")],
            |_, a, _| Ok(Value::bool(text(a, 0)?.contains(text(a, 1)?))),
        )
        .nullable(),
        function("strrev", vec![string("str")], |context, a, _| {
            made(context, text(a, 0)?.graphemes(true).rev().collect())
        }),
        function(
            "substr",
            vec![string("str"), number("offset"), number("length")],
            substr,
        ),
        function("title", vec![string("str")], |context, a, _| {
            made(context, case::title(text(a, 0)?))
        }),
        function("trim", vec![string("str"), string("cutset")], trim),
        function(
            "trimprefix",
            vec![string("str"), string("prefix")],
            |context, a, _| {
                let (text, prefix) = (text(a, 0)?, text(a, 1)?);
                made(context, text.strip_prefix(prefix).unwrap_or(text).into())
            },
        ),
        function("trimspace", vec![string("str")], |context, a, _| {
            made(context, text(a, 0)?.trim().into())
        }),
        function(
            "trimsuffix",
            vec![string("str"), string("suffix")],
            |context, a, _| {
                let (text, suffix) = (text(a, 0)?, text(a, 1)?);
                made(context, text.strip_suffix(suffix).unwrap_or(text).into())
            },
        ),
        function("upper", vec![string("str")], |context, a, _| {
            made(context, case::upper(text(a, 0)?))
        }),
    ]
}

/// A string that a function made, paid for and not too long.
pub(super) fn made(context: &mut dyn Context, text: String) -> Result<Value, Error> {
    check_string(text.len())?;
    context.spend(text.len() as u64 / 256)?;
    Ok(Value::string(text))
}

/// `text` with every `old` replaced; an empty `old` stands before, between and behind all
/// characters.
pub(super) fn replace_all(
    context: &mut dyn Context,
    text: &str,
    old: &str,
    new: &str,
) -> Result<Value, Error> {
    let count = match old.is_empty() {
        true => text.chars().count() + 1,
        false => text.matches(old).count(),
    };
    let kept = text.len().saturating_sub(count.saturating_mul(old.len()));
    check_string(kept.saturating_add(count.saturating_mul(new.len())))?;
    made(context, text.replace(old, new))
}

fn indent(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let spaces = usize::try_from(whole(arguments, 0)?)
        .map_err(|_| Error::argument(0, "number of spaces must not be negative"))?;
    let text = text(arguments, 1)?;
    let lines = text.matches('\n').count();
    check_string(text.len().saturating_add(lines.saturating_mul(spaces)))?;
    if lines == 0 {
        return made(context, text.into());
    }
    made(context, text.replace('\n', &format!("\n{:spaces$}", "")))
}

fn join(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let separator = text(arguments, 0)?;
    let lists = arguments.get(1..).unwrap_or_default();
    if lists.is_empty() {
        return Err(Error::refused("at least one list is required"));
    }
    if !lists.iter().all(Value::is_wholly_known) {
        return undecided(context, Type::String, arguments);
    }
    let mut out = String::new();
    let mut first = true;
    for at in 1..arguments.len() {
        for (index, item) in sequence(arguments, at)?.iter().enumerate() {
            let Some(item) = item.as_str() else {
                let of = match lists.len() {
                    1 => String::new(),
                    _ => format!(" of list {at}"),
                };
                return Err(Error::argument(
                    at,
                    format!("element {index}{of} is null; cannot concatenate null values"),
                ));
            };
            check_string(out.len() + separator.len() + item.len())?;
            if !first {
                out.push_str(separator);
            }
            first = false;
            out.push_str(item);
        }
    }
    made(context, out)
}

fn split(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let (separator, text) = (text(arguments, 0)?, text(arguments, 1)?);
    let count = match separator.is_empty() {
        true => text.chars().count(),
        false => text.matches(separator).count() + 1,
    };
    check_elements("split", count as u128)?;
    context.spend(count as u64)?;
    let items = match separator.is_empty() {
        true => text.chars().map(|c| Value::string(c.to_string())).collect(),
        false => text.split(separator).map(Value::string).collect(),
    };
    Ok(Value::list(Type::String, items))
}

/// The known beginning of an unknown string may decide.
fn startswith(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let prefix = text(arguments, 1)?;
    let Kind::Unknown(unknown) = &any(arguments, 0)?.kind else {
        return Ok(Value::bool(text(arguments, 0)?.starts_with(prefix)));
    };
    let known = unknown.prefix.as_deref().unwrap_or("");
    if known.starts_with(prefix) {
        return Ok(Value::bool(true));
    }
    if known.len() >= prefix.len() {
        return Ok(Value::bool(false));
    }
    undecided(context, Type::Bool, arguments)
}

/// Counts characters as people see them (grapheme clusters). A negative offset counts from the
/// end; a negative length means all the rest, as does, behind a negative offset, zero.
fn substr(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let text = text(arguments, 0)?;
    let (mut offset, length) = (whole(arguments, 1)?, whole(arguments, 2)?);
    if offset >= 0 && length == 0 {
        return made(context, String::new());
    }
    if offset < 0 {
        offset = offset.saturating_add(text.graphemes(true).count() as i64);
    }
    let rest = skip(text, offset);
    let taken = match length {
        ..=0 => rest,
        _ => rest.strip_suffix(skip(rest, length)).unwrap_or(rest),
    };
    made(context, taken.into())
}

/// What follows the first `count` characters.
fn skip(text: &str, count: i64) -> &str {
    let Ok(count) = usize::try_from(count) else {
        return text;
    };
    text.grapheme_indices(true)
        .nth(count)
        .and_then(|(at, _)| text.get(at..))
        .unwrap_or("")
}

fn trim(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let (text, cutset) = (text(arguments, 0)?, text(arguments, 1)?);
    let cutset: std::collections::BTreeSet<char> = cutset.chars().collect();
    made(
        context,
        text.trim_matches(|c| cutset.contains(&c)).to_owned(),
    )
}

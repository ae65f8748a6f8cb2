//! Functions of time. What the clock decides is unknown.

use super::super::types::Type;
use super::super::value::Value;
use super::arguments::text;
use super::call::varying;
use super::quote::quoted;
use super::string::made;
use super::timestamp::{Timestamp, duration};
use super::{Context, Error, Function, Parameter};
use crate::source::Place;

pub(super) fn functions() -> Vec<Function> {
    let string = |name| Parameter::new(name, Type::String);
    let function =
        |name, parameters, run| Function::new(name, parameters, |_| Ok(Type::String), run);
    vec![
        function(
            "formatdate",
            vec![string("format"), string("time")],
            formatdate,
        ),
        function("plantimestamp", vec![], |_, _, place| {
            Ok(varying(Type::String, "plantimestamp()", place))
        })
        .nullable(),
        function(
            "timeadd",
            vec![string("timestamp"), string("duration")],
            timeadd,
        )
        .nullable(),
        Function::new(
            "timecmp",
            vec![string("timestamp_a"), string("timestamp_b")],
            |_| Ok(Type::Number),
            timecmp,
        ),
        function("timestamp", vec![], |_, _, place| {
            Ok(varying(Type::String, "timestamp()", place))
        }),
    ]
}

fn timeadd(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let time = Timestamp::parse_strict(text(arguments, 0)?).map_err(Error::refused)?;
    let duration = duration(text(arguments, 1)?).map_err(Error::refused)?;
    made(context, time.plus(duration).to_string())
}

fn timecmp(_: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let time =
        |at| Timestamp::parse(text(arguments, at)?).map_err(|message| Error::argument(at, message));
    let order = time(0)?.instant().cmp(&time(1)?.instant());
    Ok(Value::int(order as i64))
}

fn formatdate(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let format = text(arguments, 0)?;
    let time = Timestamp::parse_strict(text(arguments, 1)?)
        .map_err(|message| Error::argument(1, message))?;
    let mut out = String::new();
    let mut rest = format;
    while let Some(first) = rest.chars().next() {
        let token = match first {
            '\'' => literal(rest, &mut out)?,
            c if c.is_ascii_alphabetic() => {
                let end = rest.find(|other| other != c).unwrap_or(rest.len());
                let verb = rest.get(..end).unwrap_or(rest);
                out.push_str(&part(verb, &time).map_err(|what| {
                    let verb = quoted(verb);
                    Error::argument(0, format!("invalid date format verb {verb}{what}"))
                })?);
                verb
            }
            _ => {
                let verb = |c: char| c == '\'' || c.is_ascii_alphabetic();
                let end = rest.find(verb).unwrap_or(rest.len());
                let plain = rest.get(..end).unwrap_or(rest);
                out.push_str(plain);
                plain
            }
        };
        rest = rest.get(token.len()..).unwrap_or("");
    }
    made(context, out)
}

/// Copies the text that `rest` begins with in single quotes; returns it with its quotes. Two
/// quotes stand for one.
fn literal<'a>(rest: &'a str, out: &mut String) -> Result<&'a str, Error> {
    if rest.starts_with("''") {
        out.push('\'');
        return Ok(rest.get(..2).unwrap_or(rest));
    }
    let mut characters = rest.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if character == '\'' && characters.next_if(|(_, next)| *next == '\'').is_none() {
            return Ok(rest.get(..=at).unwrap_or(rest));
        }
        out.push(character);
    }
    // At the end of the format two quotes may be one and the closing one.
    match rest.len() > 1 && rest.ends_with('\'') {
        true => Ok(rest),
        false => Err(Error::argument(0, "unterminated literal '")),
    }
}

/// The part of `time` that `verb` stands for; what is wrong with the verb if it is none.
fn part(verb: &str, time: &Timestamp) -> Result<String, &'static str> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    const DAYS: [&str; 7] = [
        "Sunday",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
    ];
    let civil = time.civil();
    let month = MONTHS.get(civil.month as usize - 1).copied().unwrap_or("");
    let day = DAYS.get(civil.weekday as usize).copied().unwrap_or("");
    let short = |name: &str| name.get(..3).unwrap_or(name).to_owned();
    let twelve = match civil.hour % 12 {
        0 => 12,
        hour => hour,
    };
    let half = if civil.hour < 12 { "am" } else { "pm" };
    let padded = |number: u32| format!("{number:02}");
    Ok(match verb {
        "YY" => format!("{:02}", civil.year % 100),
        "YYYY" => format!("{:04}", civil.year),
        "M" => civil.month.to_string(),
        "MM" => padded(civil.month),
        "MMM" => short(month),
        "MMMM" => month.to_owned(),
        "D" => civil.day.to_string(),
        "DD" => padded(civil.day),
        "EEE" => short(day),
        "EEEE" => day.to_owned(),
        "h" => civil.hour.to_string(),
        "hh" => padded(civil.hour),
        "H" => twelve.to_string(),
        "HH" => padded(twelve),
        "AA" => half.to_uppercase(),
        "aa" => half.to_owned(),
        "m" => civil.minute.to_string(),
        "mm" => padded(civil.minute),
        "s" => civil.second.to_string(),
        "ss" => padded(civil.second),
        "Z" => time.zone("Z", ":"),
        "ZZZ" => time.zone("UTC", ""),
        "ZZZZ" => time.zone("+0000", ""),
        "ZZZZZ" => time.zone("+00:00", ":"),
        _ => {
            return Err(match verb.as_bytes().first() {
                Some(b'Y') => ": year must either be \"YY\" or \"YYYY\"",
                Some(b'M') => ": month must be \"M\", \"MM\", \"MMM\", or \"MMMM\"",
                Some(b'D') => ": day of month must either be \"D\" or \"DD\"",
                Some(b'E') => ": day of week must either be \"EEE\" or \"EEEE\"",
                Some(b'h') => ": 24-hour must either be \"h\" or \"hh\"",
                Some(b'H') => ": 12-hour must either be \"H\" or \"HH\"",
                Some(b'A') => ": must be \"AA\"",
                Some(b'a') => ": must be \"aa\"",
                Some(b'm') => ": minute must either be \"m\" or \"mm\"",
                Some(b's') => ": second must either be \"s\" or \"ss\"",
                Some(b'Z') => ": timezone must be Z, ZZZZ, or ZZZZZ",
                _ => "",
            });
        }
    })
}

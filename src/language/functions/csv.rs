//! `csvdecode`: RFC 4180 as Go's `encoding/csv` reads it, which is stricter with quotes than most.

use std::sync::Arc;

use super::super::types::Type;
use super::super::value::Value;
use super::arguments::text;
use super::{Context, Error, Function, Parameter, check_elements};
use crate::source::Place;

pub(super) fn functions() -> Vec<Function> {
    vec![Function::new(
        "csvdecode",
        vec![Parameter::new("str", Type::String)],
        |_| Ok(Type::Dynamic),
        csvdecode,
    )]
}

fn csvdecode(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let source = text(arguments, 0)?;
    context.spend(source.len() as u64 / 16)?;
    let mut reader = Reader {
        rest: source,
        line: 0,
    };
    let Some(header) = reader.record()? else {
        return Err(Error::refused("missing header line"));
    };
    let names: Vec<Arc<str>> = header.into_iter().map(Arc::from).collect();
    let mut sorted: Vec<&Arc<str>> = names.iter().collect();
    sorted.sort();
    for pair in sorted.windows(2) {
        if let [a, b] = pair
            && a == b
        {
            return Err(Error::refused(format!("duplicate column name {a:?}")));
        }
    }
    let mut rows = Vec::new();
    let mut cells = 0u128;
    while let Some(record) = reader.record()? {
        if record.len() != names.len() {
            return Err(reader.error("wrong number of fields"));
        }
        cells += record.len() as u128;
        check_elements("csvdecode", cells)?;
        let fields = record.into_iter().map(Value::string);
        rows.push(Value::object(names.iter().cloned().zip(fields).collect()));
    }
    let row = Type::object(names.into_iter().map(|name| (name, Type::String)));
    Ok(Value::list(row, rows))
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Reader<'a> {
    fn error(&self, what: &str) -> Error {
        Error::refused(format!("CSV parse error on line {}: {what}", self.line))
    }

    /// The next line without its ending, and whether it had one; none at the end.
    fn next_line(&mut self) -> Option<(&'a str, bool)> {
        if self.rest.is_empty() {
            return None;
        }
        self.line += 1;
        let (line, rest, ended) = match self.rest.split_once('\n') {
            Some((line, rest)) => (line, rest, true),
            None => (self.rest, "", false),
        };
        self.rest = rest;
        Some((line.strip_suffix('\r').unwrap_or(line), ended))
    }

    /// The fields of the next line that is not empty; none at the end.
    fn record(&mut self) -> Result<Option<Vec<String>>, Error> {
        let mut line = loop {
            match self.next_line() {
                None => return Ok(None),
                Some(("", _)) => {}
                Some((line, ended)) => break (line, ended),
            }
        };
        let mut fields = Vec::new();
        loop {
            let Some(quoted) = line.0.strip_prefix('"') else {
                let (field, rest) = match line.0.split_once(',') {
                    Some((field, rest)) => (field, Some(rest)),
                    None => (line.0, None),
                };
                if field.contains('"') {
                    return Err(self.error("bare \" in non-quoted-field"));
                }
                fields.push(field.to_owned());
                match rest {
                    Some(rest) => line.0 = rest,
                    None => return Ok(Some(fields)),
                }
                continue;
            };
            line.0 = quoted;
            let (field, more) = self.quoted(&mut line)?;
            fields.push(field);
            if !more {
                return Ok(Some(fields));
            }
        }
    }

    /// The rest of a quoted field, over line ends, and whether another field follows it.
    fn quoted(&mut self, line: &mut (&'a str, bool)) -> Result<(String, bool), Error> {
        let mut field = String::new();
        loop {
            let Some((before, after)) = line.0.split_once('"') else {
                field.push_str(line.0);
                if line.1 {
                    field.push('\n');
                }
                *line = self
                    .next_line()
                    .ok_or_else(|| self.error("extraneous or missing \" in quoted-field"))?;
                continue;
            };
            field.push_str(before);
            line.0 = after;
            if let Some(rest) = after.strip_prefix('"') {
                field.push('"');
                line.0 = rest;
            } else if let Some(rest) = after.strip_prefix(',') {
                line.0 = rest;
                return Ok((field, true));
            } else if after.is_empty() {
                return Ok((field, false));
            } else {
                return Err(self.error("extraneous or missing \" in quoted-field"));
            }
        }
    }
}

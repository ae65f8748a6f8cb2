//! `jsonencode` and `jsondecode`, byte for byte as Go writes and as strictly as Go reads.

use std::fmt::Write;
use std::sync::Arc;

use super::super::number::Number;
use super::super::types::Type;
use super::super::value::{Entries, Kind, Value};
use super::arguments::{any, text};
use super::call::undecided;
use super::numeric::decimals;
use super::{Context, Error, Function, Parameter, check_elements, check_string};
use crate::finding::Code;
use crate::source::{FileId, Place};
use crate::syntax::json::{Node, NodeKind, Tree, parse};

pub(super) fn functions() -> Vec<Function> {
    vec![
        Function::new(
            "jsonencode",
            vec![Parameter::any("val").unknown().dynamic().null()],
            |_| Ok(Type::String),
            jsonencode,
        ),
        Function::new(
            "jsondecode",
            vec![Parameter::new("str", Type::String)],
            decoded_type,
            jsondecode,
        )
        .nullable(),
    ]
}

fn jsonencode(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let value = any(arguments, 0)?;
    if !value.is_wholly_known() {
        let mut encoded = undecided(context, Type::String, arguments)?;
        if let Kind::Unknown(unknown) = &mut encoded.kind {
            let unknown = Arc::make_mut(unknown);
            unknown.prefix = known_start(value).map(Into::into);
            unknown.document = Some(Arc::new(value.clone()));
        }
        return Ok(encoded);
    }
    let mut encoded = String::new();
    encode(value, &mut encoded)?;
    Ok(Value::string(encoded))
}

/// The first character of the encoding of a value that is not known in full.
fn known_start(value: &Value) -> Option<&'static str> {
    let ty = match &value.kind {
        Kind::Unknown(unknown) if !unknown.not_null => return None,
        Kind::Unknown(unknown) => &unknown.ty,
        Kind::List(_) | Kind::Set(_) | Kind::Tuple(_) => return Some("["),
        Kind::Map(_) | Kind::Object(_) => return Some("{"),
        _ => return None,
    };
    match ty {
        Type::String => Some("\""),
        Type::Object(_) | Type::Map(_) => Some("{"),
        Type::Tuple(_) | Type::List(_) | Type::Set(_) => Some("["),
        _ => None,
    }
}

/// Appends the encoding of `value`, which must be wholly known.
pub(super) fn encode(value: &Value, out: &mut String) -> Result<(), Error> {
    check_string(out.len())?;
    match &value.kind {
        Kind::Null(_) => out.push_str("null"),
        Kind::Bool(true) => out.push_str("true"),
        Kind::Bool(false) => out.push_str("false"),
        Kind::Number(number) => encode_number(number, out)?,
        Kind::String(text) => quote(text, out)?,
        Kind::List(list) | Kind::Set(list) => encode_all(&list.items, out)?,
        Kind::Tuple(items) => encode_all(items, out)?,
        Kind::Map(map) => encode_entries(&map.items, out)?,
        Kind::Object(entries) => encode_entries(entries, out)?,
        Kind::Instance(_) | Kind::Unknown(_) => return Err(Error::refused("value is not known")),
    }
    check_string(out.len())
}

fn encode_number(number: &Number, out: &mut String) -> Result<(), Error> {
    if number.is_infinite() {
        return Err(Error::refused("cannot serialize infinity as JSON"));
    }
    out.push_str(&decimals(number)?);
    Ok(())
}

fn encode_all(items: &[Value], out: &mut String) -> Result<(), Error> {
    out.push('[');
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        encode(item, out)?;
    }
    out.push(']');
    Ok(())
}

fn encode_entries(entries: &Entries, out: &mut String) -> Result<(), Error> {
    out.push('{');
    for (at, (key, value)) in entries.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        quote(key, out)?;
        out.push(':');
        encode(value, out)?;
    }
    out.push('}');
    Ok(())
}

/// Appends `text` in quotes. Go escapes what HTML and JavaScript would stumble over.
pub(super) fn quote(text: &str, out: &mut String) -> Result<(), Error> {
    check_string(out.len().saturating_add(text.len()))?;
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => {
                // Writing to a string does not fail.
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
    Ok(())
}

/// What the first character of an unknown document says of its type.
fn decoded_type(arguments: &[Value]) -> Result<Type, Error> {
    let Kind::Unknown(unknown) = &any(arguments, 0)?.kind else {
        return Ok(Type::Dynamic);
    };
    let prefix = unknown.prefix.as_deref().unwrap_or_default();
    match prefix.trim().chars().next() {
        None | Some('{' | '[' | 'n') => Ok(Type::Dynamic),
        Some('"') => Ok(Type::String),
        Some('t' | 'f') => Ok(Type::Bool),
        Some('-' | '.' | '0'..='9') => Ok(Type::Number),
        Some(other) => Err(Error::argument(
            0,
            format!("a JSON document cannot begin with the character {other:?}"),
        )),
    }
}

fn jsondecode(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let source = text(arguments, 0)?;
    context.spend(source.len() as u64 / 16)?;
    // The text is no file of its own: what is wrong with it is told at the call.
    let (tree, diagnostics) = parse(FileId(0), source.into());
    if let Some(error) = diagnostics.first() {
        let start = error.place.map_or(0, |place| place.span.start as usize);
        let before = source.get(..start);
        let line = before.unwrap_or("").matches('\n').count() + 1;
        let message = format!("invalid JSON in line {line}: {}", error.message);
        return Err(match error.code {
            Code::Limit => Error::limit(message),
            _ => Error::argument(0, message),
        });
    }
    let mut decoder = Decoder {
        tree: &tree,
        elements: 0,
    };
    decoder.decode(&tree.root)
}

struct Decoder<'a> {
    tree: &'a Tree,
    elements: u128,
}

impl Decoder<'_> {
    /// Depth is bounded by the reader. Numbers keep all their digits; of equal keys the last one
    /// counts.
    fn decode(&mut self, node: &Node) -> Result<Value, Error> {
        self.elements += 1;
        check_elements("jsondecode", self.elements)?;
        let invalid = || Error::argument(0, "invalid JSON");
        Ok(match &node.kind {
            NodeKind::Null => Value::null(Type::Dynamic),
            NodeKind::Bool(value) => Value::bool(*value),
            NodeKind::Number => {
                let digits = node.span.text(&self.tree.text);
                Value::number(Number::parse(digits).ok_or_else(invalid)?)
            }
            NodeKind::String(text) => Value::string(self.tree.chars(text)),
            NodeKind::Array(items) => {
                let items: Result<Vec<Value>, Error> =
                    items.iter().map(|item| self.decode(item)).collect();
                Value::tuple(items?)
            }
            NodeKind::Object(members) => {
                let mut pairs: Vec<(Arc<str>, Value)> = Vec::with_capacity(members.len());
                for member in members {
                    let key = self.tree.chars(&member.key).into();
                    pairs.push((key, self.decode(&member.value)?));
                }
                Value::object(pairs)
            }
            NodeKind::Invalid => return Err(invalid()),
        })
    }
}

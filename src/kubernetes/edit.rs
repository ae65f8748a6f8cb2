//! Parts of values made anew: everything around a changed part is a copy that keeps its places.

use std::sync::Arc;

use crate::language::{Entries, Kind, Origin, Type, Value};

/// The part at `path`; `None` where something on the way is absent or null.
pub(super) fn part<'v>(value: &'v Value, path: &[&str]) -> Option<&'v Value> {
    let mut value = value;
    for name in path {
        value = value.as_entries()?.get(name)?;
    }
    Some(value).filter(|value| !value.is_null())
}

/// The text at `path`.
pub(super) fn text<'v>(value: &'v Value, path: &[&str]) -> Option<&'v str> {
    part(value, path).and_then(Value::as_str)
}

/// The elements of the list at `path`; none of anything else.
pub(super) fn list<'v>(value: &'v Value, path: &[&str]) -> &'v [Value] {
    let found = part(value, path).and_then(Value::as_sequence);
    found.unwrap_or_default()
}

/// `value` with `name` set, or without it.
pub(super) fn with_entry(value: &Value, name: &str, part: Option<Value>) -> Value {
    let Some(entries) = value.as_entries() else {
        return value.clone();
    };
    let mut pairs: Vec<(Arc<str>, Value)> = entries
        .iter()
        .filter(|(key, _)| **key != *name)
        .cloned()
        .collect();
    pairs.extend(part.map(|part| (name.into(), part)));
    like(value, Kind::Object(Arc::new(Entries::new(pairs))))
}

/// What to do where the way to a part is not there.
#[derive(Clone, Copy)]
pub(super) enum Missing<'o> {
    /// Nothing.
    Leave,
    /// Make it, from this origin.
    Make(&'o Origin),
}

/// `value` with the part at `path` made anew by `change`, which is given what stands there and
/// answers with what shall; lists on the way are gone through.
pub(super) fn edit(
    value: &Value,
    path: &[&str],
    missing: Missing,
    change: &mut dyn FnMut(Option<&Value>) -> Option<Value>,
) -> Value {
    let Some((name, rest)) = path.split_first() else {
        let changed = change(Some(value));
        return changed.unwrap_or_else(|| Value::null(Type::Dynamic));
    };
    if let Some(items) = value.as_sequence() {
        let items = items
            .iter()
            .map(|item| edit(item, path, missing, change))
            .collect();
        return like(value, Kind::Tuple(Arc::new(items)));
    }
    let Some(entries) = value.as_entries() else {
        return value.clone();
    };
    let old = entries.get(name).filter(|old| !old.is_null());
    let new = match (old, missing) {
        (None, Missing::Leave) => return value.clone(),
        (old, _) if rest.is_empty() => change(old),
        (Some(old), missing) => Some(edit(old, rest, missing, change)),
        (None, Missing::Make(origin)) => {
            let empty = Value::object(Vec::new()).at(origin.clone());
            Some(edit(&empty, rest, missing, change))
        }
    };
    with_entry(value, name, new)
}

/// A value of another kind in the place of `value`.
pub(super) fn like(value: &Value, kind: Kind) -> Value {
    let like = Value::from(kind).at(value.origin.clone());
    like.marked(value.secrecy)
}

/// `value` with every text in it made anew by `change`, which leaves it with `None`.
pub(super) fn each_text(value: &Value, change: &dyn Fn(&str, &Value) -> Option<Value>) -> Value {
    match &value.kind {
        Kind::String(text) => change(text, value).unwrap_or_else(|| value.clone()),
        _ => each_part(value, &|part| each_text(part, change)),
    }
}

/// `value` with each of its elements or entries made anew.
pub(super) fn each_part(value: &Value, change: &dyn Fn(&Value) -> Value) -> Value {
    match (value.as_sequence(), value.as_entries()) {
        (Some(items), _) => {
            let items = items.iter().map(change).collect();
            like(value, Kind::Tuple(Arc::new(items)))
        }
        (_, Some(entries)) => {
            let pairs = entries
                .iter()
                .map(|(name, part)| (name.clone(), change(part)));
            like(value, Kind::Object(Arc::new(Entries::new(pairs.collect()))))
        }
        _ => value.clone(),
    }
}

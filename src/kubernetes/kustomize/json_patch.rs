//! JSON patches (RFC 6902).

use std::sync::Arc;

use crate::language::{Kind, Type, Value, equal};

use super::super::edit::{like, part, text, with_entry};

/// `value` after all `operations`, a list of `{op, path, value, from}`. The error is one line.
pub(super) fn apply(value: &Value, operations: &Value) -> Result<Value, String> {
    let list = operations.as_sequence();
    let list = list.ok_or("a JSON patch is a list of operations")?;
    list.iter().try_fold(value.clone(), |value, operation| {
        one(&value, operation).map_err(|error| match text(operation, &["path"]) {
            Some(path) => format!("{path}: {error}"),
            None => error,
        })
    })
}

fn one(value: &Value, operation: &Value) -> Result<Value, String> {
    let path = pointer(text(operation, &["path"]).ok_or("an operation without a path")?)?;
    let given = operation
        .as_entries()
        .and_then(|entries| entries.get("value"));
    let new = || given.cloned().unwrap_or_else(|| Value::null(Type::Dynamic));
    let from = || -> Result<Vec<String>, String> {
        pointer(text(operation, &["from"]).ok_or("an operation without from")?)
    };
    match text(operation, &["op"]) {
        Some("add") => put(value, &path, new(), Put::Add),
        Some("replace") => put(value, &path, new(), Put::Replace),
        Some("remove") => remove(value, &path),
        Some("copy") => {
            let copied = find(value, &from()?)
                .ok_or("nothing stands at `from`")?
                .clone();
            put(value, &path, copied, Put::Add)
        }
        Some("move") => {
            let from = from()?;
            let moved = find(value, &from)
                .ok_or("nothing stands at `from`")?
                .clone();
            put(&remove(value, &from)?, &path, moved, Put::Add)
        }
        Some("test") => {
            let holds = find(value, &path).and_then(|found| equal(found, &new()));
            match holds {
                Some(true) => Ok(value.clone()),
                _ => Err("the test does not hold".into()),
            }
        }
        _ => Err("an operation is add, remove, replace, move, copy or test".into()),
    }
}

/// The names of a JSON pointer (RFC 6901).
fn pointer(path: &str) -> Result<Vec<String>, String> {
    if path.is_empty() {
        return Ok(Vec::new());
    }
    let names = path.strip_prefix('/').ok_or("a path begins with `/`")?;
    let unescape = |name: &str| name.replace("~1", "/").replace("~0", "~");
    Ok(names.split('/').map(unescape).collect())
}

fn find<'v>(value: &'v Value, path: &[String]) -> Option<&'v Value> {
    let Some((name, rest)) = path.split_first() else {
        return Some(value);
    };
    let next = match value.as_sequence() {
        Some(items) => items.get(name.parse::<usize>().ok()?)?,
        None => value.as_entries()?.get(name)?,
    };
    find(next, rest)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Put {
    Add,
    Replace,
}

fn put(value: &Value, path: &[String], new: Value, how: Put) -> Result<Value, String> {
    let Some((name, rest)) = path.split_first() else {
        return Ok(new);
    };
    if let Some(items) = value.as_sequence() {
        let mut items = items.to_vec();
        let length = items.len();
        if rest.is_empty() && how == Put::Add {
            let at = match name.as_str() {
                "-" => length,
                name => index(name, length + 1)?,
            };
            items.insert(at, new);
        } else {
            let at = index(name, length)?;
            if let Some(item) = items.get_mut(at) {
                *item = put(item, rest, new, how)?;
            }
        }
        return Ok(like(value, Kind::Tuple(Arc::new(items))));
    }
    if value.as_entries().is_none() {
        return Err("nothing stands there".into());
    }
    let old = part(value, &[name]);
    let new = match (old, rest.is_empty()) {
        // kustomize replaces what is not there, too.
        (_, true) => new,
        (Some(old), false) => put(old, rest, new, how)?,
        (None, false) if how == Put::Add => return Err(format!("there is no {name}")),
        (None, false) => return Err("nothing stands there".into()),
    };
    Ok(with_entry(value, name, Some(new)))
}

fn remove(value: &Value, path: &[String]) -> Result<Value, String> {
    let Some((name, rest)) = path.split_first() else {
        return Ok(Value::null(Type::Dynamic));
    };
    if let Some(items) = value.as_sequence() {
        let at = index(name, items.len())?;
        let mut items = items.to_vec();
        match (rest.is_empty(), items.get_mut(at)) {
            (false, Some(item)) => *item = remove(item, rest)?,
            _ => drop(items.remove(at)),
        }
        return Ok(like(value, Kind::Tuple(Arc::new(items))));
    }
    let old = value.as_entries().and_then(|entries| entries.get(name));
    let old = old.ok_or("nothing stands there")?;
    let rest = match rest.is_empty() {
        true => None,
        false => Some(remove(old, rest)?),
    };
    Ok(with_entry(value, name, rest))
}

/// An index into a list of `length` elements.
fn index(name: &str, length: usize) -> Result<usize, String> {
    let at: usize = name.parse().map_err(|_| format!("{name} is no index"))?;
    match at < length {
        true => Ok(at),
        false => Err(format!("{name} is beyond the end of the list")),
    }
}

//! Functions of files and paths. Files are read through the [`Context`], which keeps to the root.
//!
//! Paths are those of Unix, whatever archlint runs on: the same files give the same report
//! everywhere.

use std::sync::Arc;

use super::super::convert::convert;
use super::super::types::Type;
use super::super::value::{Kind, Value};
use super::arguments::{any, text};
use super::call::varying;
use super::encoding::base64;
use super::{Context, Error, ErrorKind, Function, Parameter, check_elements, check_string};
use crate::source::Place;

pub(super) fn functions() -> Vec<Function> {
    let string = |name| Parameter::new(name, Type::String);
    let function =
        |name, parameters, run| Function::new(name, parameters, |_| Ok(Type::String), run);
    let path = || vec![string("path")];
    vec![
        function("abspath", path(), abspath),
        function("basename", path(), |_, a, _| {
            Ok(Value::string(base(text(a, 0)?)))
        }),
        function("dirname", path(), |_, a, _| {
            Ok(Value::string(dir(text(a, 0)?)))
        }),
        function("pathexpand", path(), pathexpand),
        function("file", path(), file).reads_file(),
        function("filebase64", path(), |c, a, _| base64(&read(c, a)?)).reads_file(),
        Function::new(
            "fileexists",
            path(),
            |_| Ok(Type::Bool),
            |c, a, _| {
                inside(text(a, 0)?)?;
                Ok(Value::bool(c.file_exists(text(a, 0)?)?))
            },
        ),
        Function::new(
            "fileset",
            vec![string("path"), string("pattern")],
            |_| Ok(Type::set(Type::String)),
            fileset,
        ),
        Function::new(
            "templatefile",
            vec![string("path"), Parameter::any("vars")],
            |_| Ok(Type::Dynamic),
            templatefile,
        )
        // Never null, yet Terraform does not say so of one that is unknown.
        .nullable()
        .reads_file(),
        Function::new(
            "templatestring",
            vec![string("template"), Parameter::any("vars")],
            |_| Ok(Type::String),
            templatestring,
        ),
    ]
}

/// A home directory is outside every root.
fn inside(path: &str) -> Result<(), Error> {
    match path.starts_with('~') {
        false => Ok(()),
        true => Err(Error {
            kind: ErrorKind::Outside,
            argument: Some(0),
            message: "path is outside the scan root; value unknown".into(),
        }),
    }
}

/// The bytes of the file that argument 0 names.
pub(super) fn read(context: &mut dyn Context, arguments: &[Value]) -> Result<Arc<[u8]>, Error> {
    let path = text(arguments, 0)?;
    inside(path)?;
    let bytes = context.read_file(path)?;
    context.spend(bytes.len() as u64 / 256)?;
    Ok(bytes)
}

/// The text of the file that argument 0 names.
fn read_text(context: &mut dyn Context, arguments: &[Value]) -> Result<String, Error> {
    let bytes = read(context, arguments)?;
    check_string(bytes.len())?;
    String::from_utf8(bytes.to_vec()).map_err(|_| {
        Error::argument(
            0,
            "contents of the file are not valid UTF-8; filebase64 gives them in Base64",
        )
    })
}

fn file(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    Ok(Value::string(read_text(context, arguments)?))
}

fn fileset(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let (path, pattern) = (text(arguments, 0)?, text(arguments, 1)?);
    inside(path)?;
    let files = context.file_set(path, pattern)?;
    check_elements("fileset", files.len() as u128)?;
    context.spend(files.len() as u64)?;
    let items = files.into_iter().map(Value::string).collect();
    Ok(Value::set(Type::String, items))
}

fn templatefile(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let variables = variables(arguments)?;
    let template = read_text(context, arguments)?;
    rendered(context.render(text(arguments, 0)?, &template, variables)?)
}

/// What a template gives, which is never null.
fn rendered(value: Value) -> Result<Value, Error> {
    match value.is_null() {
        true => Err(Error::refused("template result is null")),
        false => Ok(value),
    }
}

fn templatestring(
    context: &mut dyn Context,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let variables = variables(arguments)?;
    let name = "<templatestring argument>";
    let value = rendered(context.render(name, text(arguments, 0)?, variables)?)?;
    convert(&value, &Type::String)
        .map_err(|wrong| Error::refused(format!("invalid template result: {wrong}")))
}

/// Argument 1, if its keys can be the variables of a template.
fn variables(arguments: &[Value]) -> Result<&Value, Error> {
    let variables = any(arguments, 1)?;
    let Some(entries) = variables.as_entries() else {
        return Err(Error::argument(1, "invalid vars value: must be a map"));
    };
    for (name, _) in entries.iter() {
        let mut characters = name.chars();
        let starts = characters
            .next()
            .is_some_and(|c| c.is_alphabetic() || c == '_');
        if !starts || !characters.all(|c| c.is_alphanumeric() || c == '_' || c == '-') {
            return Err(Error::argument(
                1,
                format!(
                    "invalid template variable name {name:?}: must start with a letter, followed \
                     by zero or more letters, digits, and underscores"
                ),
            ));
        }
    }
    Ok(variables)
}

fn abspath(_: &mut dyn Context, arguments: &[Value], place: Place) -> Result<Value, Error> {
    let path = text(arguments, 0)?;
    Ok(match path.starts_with('/') {
        true => Value::string(clean(path)),
        // Where Terraform will run is not written in the files.
        false => rooted(varying(Type::String, "abspath()", place)),
    })
}

fn pathexpand(_: &mut dyn Context, arguments: &[Value], place: Place) -> Result<Value, Error> {
    let path = text(arguments, 0)?;
    match path.strip_prefix('~') {
        None => Ok(Value::string(path)),
        Some(rest) if rest.is_empty() || rest.starts_with(['/', '\\']) => {
            Ok(varying(Type::String, "pathexpand()", place))
        }
        Some(_) => Err(Error::refused("cannot expand user-specific home dir")),
    }
}

/// An unknown path that is absolute.
fn rooted(mut value: Value) -> Value {
    if let Kind::Unknown(unknown) = &mut value.kind {
        Arc::make_mut(unknown).prefix = Some("/".into());
    }
    value
}

/// The last part of a path, as Go's `filepath.Base` has it.
fn base(path: &str) -> &str {
    let trimmed = path.trim_end_matches('/');
    match (path, trimmed) {
        ("", _) => ".",
        (_, "") => "/",
        _ => trimmed.rsplit('/').next().unwrap_or(trimmed),
    }
}

/// All but the last part of a path, as Go's `filepath.Dir` has it.
fn dir(path: &str) -> String {
    match path.rfind('/') {
        Some(at) => clean(path.get(..=at).unwrap_or_default()),
        None => ".".into(),
    }
}

/// The shortest spelling of a path, as Go's `filepath.Clean` has it.
fn clean(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => match parts.last() {
                Some(&"..") | None if !rooted => parts.push(".."),
                _ => {
                    parts.pop();
                }
            },
            _ => parts.push(part),
        }
    }
    let joined = parts.join("/");
    match (rooted, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".into(),
        (false, false) => joined,
    }
}

//! The functions of Terraform's built-in provider. Those of other providers, but for Kubernetes'
//! ([`manifest`](super::manifest)), are for the evaluator to leave unknown.

use std::sync::Arc;

use super::super::eval::evaluate;
use super::super::scope::{Dialect, Scope};
use super::super::types::Type;
use super::super::value::{Kind, Value};
use super::arguments::{any, text};
use super::call::undecided;
use super::{Context, Error, Function, Parameter, native};
use crate::finding::{Code, Diagnostic};
use crate::source::{FileId, Place};
use crate::syntax::hcl::{ExprKind, parse};

pub(super) fn functions() -> Vec<Function> {
    vec![
        Function::new(
            "provider::terraform::decode_tfvars",
            vec![Parameter::new("src", Type::String)],
            |_| Ok(Type::Dynamic),
            decode_tfvars,
        ),
        Function::new(
            "provider::terraform::encode_expr",
            vec![Parameter::any("value").unknown().dynamic()],
            |_| Ok(Type::String),
            encode_expr,
        ),
        Function::new(
            "provider::terraform::encode_tfvars",
            vec![Parameter::any("value").dynamic()],
            |_| Ok(Type::String),
            encode_tfvars,
        ),
    ]
}

/// What a variables file sees: nothing.
struct Nothing<'a>(&'a mut dyn Context);

impl Context for Nothing<'_> {
    fn spend(&mut self, steps: u64) -> Result<(), Error> {
        self.0.spend(steps)
    }

    fn read_file(&mut self, path: &str) -> Result<Arc<[u8]>, Error> {
        self.0.read_file(path)
    }

    fn file_exists(&mut self, path: &str) -> Result<bool, Error> {
        self.0.file_exists(path)
    }

    fn file_set(&mut self, path: &str, pattern: &str) -> Result<Vec<String>, Error> {
        self.0.file_set(path, pattern)
    }

    fn render(&mut self, path: &str, template: &str, variables: &Value) -> Result<Value, Error> {
        self.0.render(path, template, variables)
    }
}

impl Scope for Nothing<'_> {
    fn lookup(&mut self, name: &str, _: &[&str], _: Place) -> Result<(Value, usize), String> {
        Err(format!(
            "variables may not be used here, so there is no {name:?}"
        ))
    }

    fn call(&mut self, _: &str, _: &[Value], _: Place) -> Option<Result<Value, Error>> {
        None
    }
}

fn decode_tfvars(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let source = text(arguments, 0)?;
    context.spend(source.len() as u64 / 16)?;
    // The text is no file of its own: what is wrong with it is told at the call.
    let (tree, diagnostics) = parse(FileId(0), source.into());
    if let Some(error) = diagnostics.first() {
        return Err(invalid("invalid tfvars syntax", error));
    }
    if !tree.body.blocks.is_empty() {
        return Err(Error::refused(
            "invalid tfvars content: blocks are not allowed",
        ));
    }
    let calls = |kind: &ExprKind| matches!(kind, ExprKind::Call { .. });
    if tree.exprs.iter().any(|expr| calls(&expr.kind)) {
        return Err(Error::refused(
            "invalid tfvars content: functions may not be called here",
        ));
    }
    let mut pairs: Vec<(Arc<str>, Value)> = Vec::with_capacity(tree.body.attributes.len());
    for attribute in &tree.body.attributes {
        let mut nothing = Nothing(context);
        let (value, diagnostics) =
            evaluate(&tree, attribute.expr, &mut nothing, Dialect::Terraform);
        if let Some(error) = diagnostics.first() {
            return Err(invalid("invalid expression", error));
        }
        pairs.push((tree.str(attribute.name).into(), value));
    }
    Ok(Value::object(pairs))
}

fn invalid(what: &str, diagnostic: &Diagnostic) -> Error {
    let message = format!("{what}: {}", diagnostic.message);
    match diagnostic.code {
        Code::Limit => Error::limit(message),
        _ => Error::refused(message),
    }
}

/// Of a value that is not known in full, the first character is.
fn encode_expr(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let value = any(arguments, 0)?;
    if value.is_wholly_known() {
        return native::expression(value).map(Value::string);
    }
    let start = match value.ty() {
        _ if value.as_unknown().is_some_and(|unknown| !unknown.not_null) => None,
        Type::Object(_) | Type::Map(_) => Some("{"),
        Type::Tuple(_) | Type::List(_) | Type::Set(_) => Some("["),
        Type::String => Some("\""),
        _ => None,
    };
    let mut encoded = undecided(context, Type::String, arguments)?;
    if let (Some(start), Kind::Unknown(unknown)) = (start, &mut encoded.kind) {
        Arc::make_mut(unknown).prefix = Some(start.into());
    }
    Ok(encoded)
}

fn encode_tfvars(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let value = any(arguments, 0)?;
    if !value.is_wholly_known() {
        return undecided(context, Type::String, arguments);
    }
    match value.as_entries() {
        Some(entries) => native::arguments(entries).map(Value::string),
        None => Err(Error::argument(
            0,
            "invalid value to encode: must be an object whose attribute names will become the \
             encoded variable names",
        )),
    }
}

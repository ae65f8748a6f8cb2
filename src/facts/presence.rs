//! Which instances there are, and what they are called.

use crate::language::functions::Error;
use crate::language::{HopKind, Instance as _, Kind, Origin, Type, Value};
use crate::source::Place;
use crate::syntax::hcl::{ExprId, ExprKind, Tree};
use crate::terraform::Instance;

use super::Facts;
use super::answer::{Listing, Step, field, instance_value, proof, reasons, unknown};

/// `resources(type)`
pub(super) fn resources(facts: &Facts<'_>, arguments: &[Value], _: Place) -> Result<Value, Error> {
    Ok(all(arguments, |kind, list| {
        for instance in facts.graph.managed(kind) {
            list.push_instance(instance, instance_value(instance), &[]);
        }
    }))
}

/// `data(type)`
pub(super) fn data(facts: &Facts<'_>, arguments: &[Value], _: Place) -> Result<Value, Error> {
    Ok(all(arguments, |kind, list| {
        for instance in facts.graph.data(kind) {
            list.push_instance(instance, instance_value(instance), &[]);
        }
    }))
}

fn all(arguments: &[Value], fill: impl Fn(&str, &mut Listing)) -> Value {
    let mut list = Listing::default();
    if let Some(kind) = arguments.first().and_then(Value::as_str) {
        fill(kind, &mut list);
    }
    list.into_value(Origin::None)
}

/// `address(thing)`
pub(super) fn address(facts: &Facts<'_>, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let Some(thing) = arguments.first() else {
        return Err(Error::refused("address() takes one argument"));
    };
    if let Some(instance) = facts.asked(thing, &[]) {
        return Ok(Value::string(instance.id.to_string()).at(proof([&Step::of(instance)])));
    }
    if let Some(object) = thing.as_entries() {
        let name = match object.get("name") {
            Some(name) => name.clone(),
            None => object_name(thing),
        };
        return Ok(name);
    }
    Ok(match &thing.kind {
        Kind::String(_) => thing.clone(),
        // What it stands for has an address, if nothing else.
        Kind::Unknown(unknown) => match &unknown.identity {
            Some(reference) => Value::string(reference.to_string()).at(thing.origin.clone()),
            None => unknown_text(thing),
        },
        _ => unknown_text(thing),
    })
}

/// `Kind/namespace/name` of a Kubernetes object.
fn object_name(object: &Value) -> Value {
    let metadata = field(object, "metadata");
    let parts = [
        field(object, "kind"),
        field(&metadata, "namespace"),
        field(&metadata, "name"),
    ];
    let texts: Vec<&str> = parts.iter().filter_map(Value::as_str).collect();
    Value::string(texts.join("/")).at(object.origin.clone())
}

fn unknown_text(thing: &Value) -> Value {
    unknown(Type::String, reasons(thing)).at(thing.origin.clone())
}

/// `kind(thing)`
pub(super) fn kind(facts: &Facts<'_>, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let Some(thing) = arguments.first() else {
        return Err(Error::refused("kind() takes one argument"));
    };
    if let Some(instance) = facts.asked(thing, &[]) {
        let kind = Value::string(instance.id.address.kind.clone());
        return Ok(kind.at(proof([&Step::of(instance)])));
    }
    if thing.as_entries().is_some() {
        return Ok(field(thing, "kind"));
    }
    let identity = thing.as_unknown().and_then(|u| u.identity.as_ref());
    Ok(match identity {
        Some(reference) => Value::string(reference.instance.address.kind.clone()),
        None => unknown_text(thing),
    })
}

/// `ignores_changes(resource, attribute)`
pub(super) fn ignores_changes(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let [resource, attribute] = arguments else {
        return Err(Error::refused("ignores_changes() takes two arguments"));
    };
    let name = attribute.as_str();
    let (Some(instance), Some(name)) = (facts.asked(resource, &[]), name) else {
        return Ok(unknown(Type::Bool, reasons(resource)));
    };
    let ignored = instance
        .body
        .blocks_of("lifecycle")
        .find_map(|(tree, block)| {
            let mut attributes = block.body.attributes.iter();
            let list = attributes.find(|a| tree.str(a.name) == "ignore_changes")?;
            names(tree, list.expr, name).then(|| tree.place(list.span))
        });
    Ok(match ignored {
        Some(place) => {
            let text = format!("ignore_changes of {}", instance.id);
            let place = instance.called_at.unwrap_or(place);
            let origin = Origin::via(HopKind::Evidence(text.into()), Some(place), Vec::new());
            Value::bool(true).at(origin)
        }
        None => Value::bool(false).at(proof([&Step::of(instance)])),
    })
}

/// Whether `ignore_changes = …` names `attribute`, or is `all`.
fn names(tree: &Tree, expr: ExprId, attribute: &str) -> bool {
    let first_name = |expr: ExprId| {
        let mut at = expr;
        loop {
            match &tree.expr(at).kind {
                ExprKind::Attr { source, .. } | ExprKind::Index { source, .. } => at = *source,
                ExprKind::Root => return tree.str(tree.expr(at).span) == attribute,
                // An old style: names as strings.
                ExprKind::String(text) => {
                    return tree.chars(text).split(['.', '[']).next() == Some(attribute);
                }
                _ => return false,
            }
        }
    };
    match &tree.expr(expr).kind {
        ExprKind::Tuple(items) => items.iter().any(|item| first_name(*item)),
        ExprKind::Root => tree.str(tree.expr(expr).span) == "all",
        ExprKind::String(text) => tree.chars(text) == "all",
        _ => false,
    }
}

/// An attribute of an instance, as rules see it.
pub(super) fn attribute(instance: &Instance, name: &str) -> Value {
    instance.attribute(name)
}

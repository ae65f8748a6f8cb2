//! Conversions of values, as `cty/convert` does them.
//!
//! Terraform first asks whether the types convert ([`converts`]), and only then looks at values. So a
//! value is refused for the type of a part, even of one that the conversion would drop. What has a
//! type to Terraform that is not known here is left out of that question.

use std::sync::Arc;

use super::mismatch::{are_required, differ, inside, kind_of, mismatch, required};
use super::number::Number;
use super::secrecy::Secrecy;
use super::types::{ObjectAttribute, Type};
use super::unify::{converts, element_type, filled, unify, unify_by};
use super::unknown::{Element, Reason, ReasonKind, Unknown};
use super::value::{Entries, Kind, Typed, Value};

/// `value` as `ty`. Known, null and unknown values convert alike; parts of [`Type::Dynamic`] stay
/// as they are. The error says what is wrong in Terraform's words (`a number is required`).
pub fn convert(value: &Value, ty: &Type) -> Result<Value, String> {
    let from = value.ty();
    match converts(&from, ty, true) || has_hidden_types(value) {
        true => apply(value, ty),
        false => Err(mismatch(&from, ty)),
    }
}

/// `values` in one collection, each converted to the type that all have in common, and that type
/// (`cty/convert.UnifyUnsafe` with its conversions). `None` where there is none, or one does not
/// convert.
pub fn brought_together(values: &[Value]) -> Option<(Type, Vec<Value>)> {
    let types: Vec<Type> = values.iter().map(Value::ty).collect();
    let element = unify(&types)?;
    let typed = |ty: &Type| *ty != Type::Dynamic;
    let primitive = types.iter().any(Type::is_primitive);
    let kept = element != Type::Dynamic || primitive || !types.iter().any(typed);
    let kept = kept || values.iter().any(has_hidden_types);
    let converted = values.iter().map(|value| match kept {
        true => apply(value, &element),
        // Of a structure and what has no type Terraform forgets both.
        false => {
            let reason = Reason::new(ReasonKind::Dynamic, "a null without a type", None);
            let unknown = Unknown::from_parts(Type::Dynamic, [value]);
            let unknown = unknown.unwrap_or_else(|| Unknown::new(Type::Dynamic, reason));
            Ok(Value::unknown(unknown).marked(value.all_secrecy()))
        }
    });
    let converted: Result<Vec<Value>, String> = converted.collect();
    Some((element, converted.ok()?))
}

/// Whether Terraform knows the type of a part of it that is open here: of an instance, of a variable
/// without a value.
pub(super) fn has_hidden_types(value: &Value) -> bool {
    let any = |items: &[Value]| items.iter().any(has_hidden_types);
    match &value.kind {
        Kind::Null(_) | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => false,
        Kind::List(list) | Kind::Set(list) => any(&list.items),
        Kind::Tuple(items) => any(items),
        Kind::Map(map) => map.items.values().any(has_hidden_types),
        Kind::Object(entries) => entries.more().is_some() || entries.values().any(has_hidden_types),
        Kind::Instance(_) => true,
        Kind::Unknown(unknown) => unknown.has_hidden_type(),
    }
}

fn apply(value: &Value, ty: &Type) -> Result<Value, String> {
    let kind = kind_as(value, ty)?;
    // Terraform keeps no marks inside a set: one secret element makes the whole secret.
    let inside = match ty {
        Type::Set(_) => match value.as_sequence() {
            Some(items) => items.iter().map(|item| bare(item).all_secrecy()).collect(),
            None => value.all_secrecy(),
        },
        _ => Secrecy::NONE,
    };
    let converted = Value::from(kind).at(value.origin.clone());
    Ok(converted.marked(value.secrecy | inside))
}

fn kind_as(value: &Value, ty: &Type) -> Result<Kind, String> {
    match (&value.kind, ty) {
        (kind, Type::Dynamic) => Ok(kind.clone()),
        (Kind::Null(from), _) => match converts(from, ty, true) {
            true => Ok(Kind::Null(filled(from, &ty.without_optional()))),
            false => Err(mismatch(from, ty)),
        },
        (Kind::Unknown(unknown), Type::Set(element)) if unknown.listed().is_some() => {
            let listed = unknown.listed().unwrap_or_default();
            let items: Vec<Value> = listed.iter().map(|item| item.value.clone()).collect();
            let (element, items) = one_type(each(&items, element)?, "set")?;
            Ok(Value::set(element, items).kind)
        }
        (Kind::Unknown(_), Type::List(element)) if value.sole_listed().is_some() => {
            let items: Vec<Value> = value.sole_listed().cloned().into_iter().collect();
            let (element, items) = one_type(each(&items, element)?, "list")?;
            Ok(Value::list(element, items).kind)
        }
        (Kind::Unknown(unknown), _) => unknown_as(unknown, ty),
        (Kind::Bool(_), Type::Bool)
        | (Kind::Number(_), Type::Number)
        | (Kind::String(_), Type::String) => Ok(value.kind.clone()),
        (Kind::Bool(b), Type::String) => Ok(Kind::String(if *b { "true" } else { "false" }.into())),
        (Kind::Number(n), Type::String) => n
            .to_text()
            .map(|text| Kind::String(text.into()))
            .ok_or_else(|| "number longer than 2500 digits".into()),
        (Kind::String(s), Type::Number) => Number::parse(s)
            .map(Kind::Number)
            .ok_or_else(|| "a number is required".into()),
        (Kind::String(s), Type::Bool) => match &**s {
            "true" | "1" => Ok(Kind::Bool(true)),
            "false" | "0" => Ok(Kind::Bool(false)),
            _ => Err("a bool is required".into()),
        },
        (Kind::List(list) | Kind::Set(list), Type::List(to) | Type::Set(to)) => {
            let (element, items) = match list.items.is_empty() {
                true => (of_none(&list.element, to), Vec::new()),
                false => {
                    let items = each(&list.items, to)?;
                    one_type(items.iter().map(bare).collect(), kind_of(ty))?
                }
            };
            Ok(sequence(ty, element, items))
        }
        (Kind::Tuple(items), Type::List(to) | Type::Set(to)) => {
            if items.is_empty() {
                return Ok(sequence(ty, to.without_optional(), Vec::new()));
            }
            let what = kind_of(ty);
            let items = match element_type(&value.ty(), to, true) {
                Some(element) => each(items, &element)?,
                None => one_type_hidden(items.to_vec(), what)?.1,
            };
            let items = match ty {
                Type::List(_) => leveled(items, true, what)?,
                _ => items.iter().map(bare).collect(),
            };
            let (element, items) = one_type(items, what)?;
            Ok(sequence(ty, element, items))
        }
        (Kind::Tuple(items), Type::Tuple(types)) => {
            if items.len() != types.len() {
                return Err(mismatch(&value.ty(), ty));
            }
            let mut converted = Vec::with_capacity(items.len());
            for (at, (item, ty)) in items.iter().zip(types.iter()).enumerate() {
                converted.push(apply(item, ty).map_err(|e| inside(format!("element {at}"), e))?);
            }
            Ok(Kind::Tuple(Arc::new(converted)))
        }
        (Kind::Instance(instance), Type::Map(_)) if instance.names().is_some() => {
            kind_as(&value.clone().opened(), ty)
        }
        (Kind::Instance(instance), Type::Map(_)) => {
            let mut unknown = Unknown::of_instance(instance.as_ref());
            unknown.ty = ty.clone();
            Ok(Kind::Unknown(Arc::new(unknown)))
        }
        (Kind::Map(map), Type::Map(to)) => match map.items.is_empty() {
            true => Ok(Value::map(of_none(&map.element, to), Vec::new()).kind),
            // Here alone Terraform takes no conversion that may fail.
            false => map_of(&map.items, to, false),
        },
        (Kind::Object(entries), Type::Map(to)) => match entries.is_empty() {
            true => Ok(Value::map(to.without_optional(), Vec::new()).kind),
            false => match element_type(&value.ty(), to, true) {
                Some(element) => map_of(entries, &element, true),
                None => map_of(entries, to, true),
            },
        },
        (Kind::Instance(instance), Type::Object(attributes)) => {
            let names = instance.names();
            object_of(attributes, |name| {
                let there = names.is_none_or(|all| all.contains(&name));
                there.then(|| instance.attribute(name))
            })
        }
        (Kind::Map(_) | Kind::Object(_), Type::Object(attributes)) => {
            let entries = value.as_entries().ok_or_else(|| required(ty))?;
            let more = |name: &str| {
                let reason = entries.more()?.clone();
                let known = attributes.iter().find(|a| *a.name == *name);
                let ty = known.map_or(Type::Dynamic, |a| a.ty.without_optional());
                Some(Value::unknown_for(ty, reason))
            };
            object_of(attributes, |name| {
                entries.get(name).cloned().or_else(|| more(name))
            })
        }
        _ => Err(mismatch(&value.ty(), ty)),
    }
}

fn sequence(ty: &Type, element: Type, items: Vec<Value>) -> Kind {
    match ty {
        Type::Set(_) => Value::set(element, items).kind,
        _ => Kind::List(Arc::new(Typed { element, items })),
    }
}

/// The element type of an empty collection of `from` that becomes one of `wanted`.
fn of_none(from: &Type, wanted: &Type) -> Type {
    match wanted {
        Type::Dynamic => from.clone(),
        wanted => wanted.without_optional(),
    }
}

/// A null loses its marks where Terraform takes the optional attributes out of its type.
fn bare(value: &Value) -> Value {
    let mut value = value.clone();
    if value.is_null() {
        value.secrecy = value.secrecy.lost();
    }
    value
}

fn each(items: &[Value], element: &Type) -> Result<Vec<Value>, String> {
    let items = items.iter().enumerate();
    let converted = items
        .map(|(at, item)| apply(item, element).map_err(|e| inside(format!("element {at}"), e)));
    converted.collect()
}

/// Brings values that still differ, where their element type says `any`, to one type.
fn leveled(values: Vec<Value>, lossy: bool, what: &str) -> Result<Vec<Value>, String> {
    let types: Vec<Type> = values.iter().map(Value::ty).collect();
    match unify_by(&types, lossy) {
        Some(Type::Dynamic) => Ok(values),
        Some(ty) => values.iter().map(|value| apply(value, &ty)).collect(),
        None if values.iter().any(has_hidden_types) => Ok(values),
        None => Err(differ(what)),
    }
}

/// The type of all `values`, where they have one; those without a type take it.
fn one_type(values: Vec<Value>, what: &str) -> Result<(Type, Vec<Value>), String> {
    if values.iter().any(has_hidden_types) {
        return one_type_hidden(values, what);
    }
    let types: Vec<Type> = values.iter().map(Value::ty).collect();
    let mut typed = types.iter().filter(|ty| **ty != Type::Dynamic);
    let Some(element) = typed.next() else {
        return Ok((Type::Dynamic, values));
    };
    if !typed.all(|ty| ty == element) {
        return Err(differ(what));
    }
    let element = element.clone();
    let values: Result<Vec<Value>, String> = values.iter().map(|v| apply(v, &element)).collect();
    Ok((element, values?))
}

/// The same for values of which some have a type to Terraform that is not known here.
fn one_type_hidden(values: Vec<Value>, what: &str) -> Result<(Type, Vec<Value>), String> {
    if !values.iter().any(has_hidden_types) {
        return Err(differ(what));
    }
    let types: Vec<Type> = values.iter().map(Value::ty).collect();
    let unified = unify_by(&types, true).ok_or_else(|| differ(what))?;
    if unified == Type::Dynamic {
        return Ok((unified, values));
    }
    let values: Result<Vec<Value>, String> = values.iter().map(|v| apply(v, &unified)).collect();
    Ok((unified, values?))
}

fn map_of(entries: &Entries, element: &Type, lossy: bool) -> Result<Kind, String> {
    let mut values = Vec::with_capacity(entries.len());
    for (key, value) in entries.iter() {
        values.push(apply(value, element).map_err(|e| inside(format!("element {key:?}"), e))?);
    }
    let levels = element.element().is_some() || matches!(element, Type::Object(_));
    let values = match levels {
        true => leveled(values, lossy, "map")?,
        false => values,
    };
    let (element, values) = one_type(values, "map")?;
    let pairs = entries.iter().map(|(key, _)| key.clone()).zip(values);
    Ok(Value::map(element, pairs.collect()).kind)
}

fn object_of(
    attributes: &[ObjectAttribute],
    get: impl Fn(&str) -> Option<Value>,
) -> Result<Kind, String> {
    let mut pairs = Vec::with_capacity(attributes.len());
    let mut missing = Vec::new();
    for attribute in attributes {
        let name = attribute.name.clone();
        match get(&name) {
            Some(value) => {
                // The elements of a map may not convert to what is optional.
                let value = convert(&value, &attribute.ty)
                    .map_err(|e| inside(format!("attribute {name:?}"), e))?;
                pairs.push((name, bare(&value)));
            }
            None if attribute.optional => {
                pairs.push((name, Value::null(attribute.ty.without_optional())));
            }
            None => missing.push(name),
        }
    }
    match missing.is_empty() {
        true => Ok(Kind::Object(Arc::new(Entries::new(pairs)))),
        false => Err(are_required(&missing)),
    }
}

/// An unknown stays itself under another type: reasons, references and elements are kept.
fn unknown_as(unknown: &Arc<Unknown>, ty: &Type) -> Result<Kind, String> {
    if unknown.ty == *ty {
        return Ok(Kind::Unknown(unknown.clone()));
    }
    if !converts(&unknown.ty, ty, true) && !unknown.has_hidden_type() {
        return Err(mismatch(&unknown.ty, ty));
    }
    let mut converted = Unknown::clone(unknown);
    converted.keyed = None;
    if !matches!(
        (&unknown.ty, ty),
        (Type::Dynamic | Type::String, Type::String)
    ) {
        converted.prefix = None;
    }
    // Elements that do not convert are not elements of the converted collection.
    if let Some(element) = ty.element() {
        converted
            .elements
            .retain_mut(|e| match convert(&e.value, element) {
                Ok(value) => {
                    e.value = value;
                    true
                }
                Err(_) => false,
            });
        converted.open |= converted.elements.len() < unknown.elements.len();
    }
    converted.ty = filled(&unknown.ty, &ty.without_optional());
    converted.bounds = bounds_as(unknown, ty);
    match (&unknown.ty, ty) {
        // A set has no order, and elements of a list may turn out to be one in it.
        (Type::Set(own), Type::List(_)) => {
            converted.elements.iter_mut().for_each(Element::blur);
            // Of a set that it lists Terraform then knows nothing more, and converts no element.
            if unknown.listed().is_some() {
                converted.ty = Type::list(Type::clone(own));
                converted.not_null = false;
                converted.bounds = None;
            }
        }
        (Type::List(_) | Type::Tuple(_) | Type::Dynamic, Type::Set(_)) => {
            converted.elements.iter_mut().for_each(Element::blur);
        }
        _ => {}
    }
    // What is known here of the elements is more than that they are so many.
    Ok(match converted.elements.is_empty() {
        true => converted.settled().kind,
        false => Kind::Unknown(Arc::new(converted)),
    })
}

/// The length of what is converted to a collection (`cty/convert`'s `prepareUnknownResult`).
fn bounds_as(unknown: &Unknown, ty: &Type) -> Option<(i64, Option<i64>)> {
    let exactly = |parts: usize| i64::try_from(parts).ok().map(|n| (n, Some(n)));
    let in_set = |(least, most): (i64, Option<i64>)| (least.min(1), most);
    match (&unknown.ty, ty) {
        (Type::Object(attributes), Type::Map(_)) => exactly(attributes.len()),
        (Type::Tuple(items), Type::List(_)) => exactly(items.len()),
        (Type::Tuple(items), Type::Set(_)) => exactly(items.len()).map(in_set),
        (Type::List(_) | Type::Set(_) | Type::Map(_) | Type::Dynamic, Type::Set(_)) => {
            unknown.bounds.map(in_set)
        }
        (Type::List(_) | Type::Set(_) | Type::Map(_) | Type::Dynamic, _) => unknown.bounds,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(items: &[&str]) -> Value {
        Value::tuple(items.iter().map(|s| Value::string(*s)).collect())
    }

    #[test]
    fn primitives_convert_as_in_terraform() {
        let text = |v: &Value| {
            convert(v, &Type::String)
                .unwrap()
                .as_str()
                .unwrap()
                .to_owned()
        };
        assert_eq!(text(&Value::int(5)), "5");
        assert_eq!(text(&Value::bool(true)), "true");
        assert_eq!(
            convert(&Value::string("x"), &Type::Number).unwrap_err(),
            "a number is required"
        );
        assert!(convert(&Value::int(1), &Type::Bool).is_err());
        assert_eq!(
            convert(&Value::string("1"), &Type::Bool).unwrap().as_bool(),
            Some(true)
        );
    }

    #[test]
    fn a_list_of_any_takes_one_type() {
        let mixed = Value::tuple(vec![Value::int(1), Value::string("a")]);
        let list = convert(&mixed, &Type::list(Type::Dynamic)).unwrap();
        assert_eq!(list.ty(), Type::list(Type::String));
        let bad = Value::tuple(vec![Value::int(1), Value::bool(true)]);
        assert!(convert(&bad, &Type::list(Type::Dynamic)).is_err());
    }

    #[test]
    fn objects_drop_what_is_not_declared_and_fill_what_is_optional() {
        let ty = Type::Object(
            vec![
                ObjectAttribute {
                    name: "a".into(),
                    ty: Type::Number,
                    optional: false,
                },
                ObjectAttribute {
                    name: "b".into(),
                    ty: Type::String,
                    optional: true,
                },
            ]
            .into(),
        );
        let value = Value::object(vec![
            ("a".into(), Value::string("1")),
            ("z".into(), Value::int(2)),
        ]);
        let converted = convert(&value, &ty).unwrap();
        let entries = converted.as_entries().unwrap();
        assert_eq!(entries.len(), 2);
        assert!(entries.get("b").unwrap().is_null());
        assert!(
            convert(&Value::object(vec![]), &ty)
                .unwrap_err()
                .contains("\"a\" is required")
        );
    }

    #[test]
    fn types_unify_as_in_cty() {
        let number_and_string = [Type::Number, Type::String];
        assert_eq!(unify(&number_and_string), Some(Type::String));
        assert_eq!(unify(&[Type::Number, Type::Bool]), None);
        assert_eq!(unify(&[Type::Dynamic, Type::Bool]), Some(Type::Bool));
        let open = Type::list(Type::Dynamic);
        assert_eq!(unify(&[Type::Dynamic, open]), Some(Type::Dynamic));
        let a = Type::object([("a".into(), Type::Number)]);
        let b = Type::object([("b".into(), Type::String)]);
        assert_eq!(unify(&[a, b]), Some(Type::map(Type::String)));
        assert_eq!(
            unify(&[strings(&["a"]).ty(), strings(&["a", "b"]).ty()]),
            Some(Type::list(Type::String))
        );
    }

    #[test]
    fn a_set_with_an_unknown_element_is_unknown_but_keeps_it() {
        use crate::language::{Reason, ReasonKind};
        let unknown = Value::unknown_for(
            Type::String,
            Reason::new(ReasonKind::Variable, "var.x", None),
        );
        let tuple = Value::tuple(vec![Value::string("a"), unknown]);
        let set = convert(&tuple, &Type::set(Type::String)).unwrap();
        let unknown = set.as_unknown().unwrap();
        assert_eq!(unknown.elements.len(), 2);
        assert_eq!(unknown.bounds, Some((1, Some(2))));
    }
}

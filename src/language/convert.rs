//! Conversions between types, as `cty/convert` does them.

use std::cmp::Ordering;
use std::sync::Arc;

use super::number::Number;
use super::order::conforms;
use super::secrecy::Secrecy;
use super::types::{ObjectAttribute, Type};
use super::unknown::{Element, Unknown};
use super::value::{Entries, Kind, Typed, Value};

/// `value` as `ty`. Known, null and unknown values convert alike; parts of [`Type::Dynamic`] stay
/// as they are. The error says what is wrong in Terraform's words (`a number is required`).
pub fn convert(value: &Value, ty: &Type) -> Result<Value, String> {
    let kind = convert_kind(value, ty)?;
    // Terraform keeps no marks inside a set: one secret element makes the whole secret.
    let inside = match ty {
        Type::Set(_) => value.all_secrecy(),
        _ => Secrecy::NONE,
    };
    let converted = Value::from(kind).at(value.origin.clone());
    Ok(converted.marked(value.secrecy | inside))
}

fn convert_kind(value: &Value, ty: &Type) -> Result<Kind, String> {
    match (&value.kind, ty) {
        (kind, Type::Dynamic) => Ok(kind.clone()),
        // What no element would say, the types do.
        (Kind::List(list) | Kind::Set(list), Type::List(element) | Type::Set(element))
            if list.items.is_empty() && !converts(&list.element, element, true) =>
        {
            Err(required(ty))
        }
        (Kind::Map(map), Type::Map(element))
            if map.items.is_empty() && !converts(&map.element, element, true) =>
        {
            Err(required(ty))
        }
        (Kind::Null(from), _) => match converts(from, ty, true) {
            true => Ok(Kind::Null(ty.clone())),
            false => Err(required(ty)),
        },
        (Kind::Unknown(_), Type::List(to) | Type::Set(to)) if value.sole_listed().is_some() => {
            let to = match (to.as_ref(), value.ty().element()) {
                (Type::Dynamic, Some(element)) => element.clone(),
                (to, _) => to.clone(),
            };
            let items: Vec<Value> = value.sole_listed().cloned().into_iter().collect();
            let (element, items) = convert_elements(&items, &to, &ty.friendly())?;
            Ok(match ty {
                Type::Set(_) => Value::set(element, items).kind,
                _ => Value::list(element, items).kind,
            })
        }
        (Kind::Unknown(unknown), _) => convert_unknown(unknown, ty),
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
        (_, Type::List(element)) => {
            let items = elements(value).ok_or_else(|| required(ty))?;
            let element = &element_type(value, element);
            let (element, items) = convert_elements(items, element, "list")?;
            Ok(Kind::List(Arc::new(Typed { element, items })))
        }
        (_, Type::Set(element)) => {
            let items = elements(value).ok_or_else(|| required(ty))?;
            let element = &element_type(value, element);
            let (element, items) = convert_elements(items, element, "set")?;
            Ok(Value::set(element, items).kind)
        }
        (Kind::Tuple(items), Type::Tuple(types)) => {
            if items.len() != types.len() {
                return Err(format!("tuple of {} elements required", types.len()));
            }
            let mut converted = Vec::with_capacity(items.len());
            for (at, (item, ty)) in items.iter().zip(types.iter()).enumerate() {
                converted.push(convert(item, ty).map_err(|e| inside(format!("element {at}"), e))?);
            }
            Ok(Kind::Tuple(Arc::new(converted)))
        }
        (Kind::Instance(instance), Type::Map(_)) => {
            let mut unknown = Unknown::of_instance(instance.as_ref());
            unknown.ty = ty.clone();
            Ok(Kind::Unknown(Arc::new(unknown)))
        }
        (_, Type::Map(element)) => {
            let entries = value.as_entries().ok_or_else(|| required(ty))?;
            convert_to_map(entries, &element_type(value, element))
        }
        (Kind::Instance(instance), Type::Object(attributes)) => {
            convert_to_object(attributes, |name| Some(instance.attribute(name)))
        }
        (_, Type::Object(attributes)) => {
            let entries = value.as_entries().ok_or_else(|| required(ty))?;
            convert_to_object(attributes, |name| entries.get(name).cloned())
        }
        _ => Err(required(ty)),
    }
}

/// What the elements of `value` become: where `wanted` leaves the type open, they keep the one they
/// have, even if there are none.
fn element_type(value: &Value, wanted: &Type) -> Type {
    match (&value.kind, wanted) {
        (Kind::List(list) | Kind::Set(list), Type::Dynamic) => list.element.clone(),
        (Kind::Map(map), Type::Dynamic) => map.element.clone(),
        _ => wanted.clone(),
    }
}

/// The elements of a sequence; none for an object that merely looks like one.
fn elements(value: &Value) -> Option<&[Value]> {
    value.as_sequence()
}

fn convert_elements(
    items: &[Value],
    element: &Type,
    what: &str,
) -> Result<(Type, Vec<Value>), String> {
    let mut converted = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        converted.push(convert(item, element).map_err(|e| inside(format!("element {at}"), e))?);
    }
    if element.is_whole() {
        return Ok((element.clone(), converted));
    }
    if what == "set" && *element != Type::Dynamic && !have_one_type(&converted) {
        return Err("all set elements must have the same type".into());
    }
    let (element, converted) = level(converted, element)
        .ok_or_else(|| format!("all {what} elements must have the same type"))?;
    Ok((element, converted))
}

/// Whether all values may have one type as they are. Terraform brings what differs where `any` stands
/// inside a type to one type in lists and in most maps, and nowhere else.
fn have_one_type(values: &[Value]) -> bool {
    let types: Vec<Type> = values.iter().map(Value::ty).collect();
    let same = |a: &Type, b: &Type| conforms(a, b) || conforms(b, a);
    types
        .windows(2)
        .all(|pair| matches!(pair, [a, b] if same(a, b)))
}

/// Brings values that differ where `element` says `any` to one type.
fn level(values: Vec<Value>, element: &Type) -> Option<(Type, Vec<Value>)> {
    if values.is_empty() {
        return Some((element.clone(), values));
    }
    let mut types: Vec<Type> = values.iter().map(Value::ty).collect();
    types.sort();
    types.dedup();
    let unified = unify(&types)?;
    if unified == Type::Dynamic {
        // Terraform gives no type to structures among untyped nulls. What is unknown here, or an
        // instance, may well have a type to it.
        let open = |value: &Value| matches!(value.kind, Kind::Instance(_) | Kind::Unknown(_));
        let refused = types.len() > 1 && !values.iter().any(open);
        return (!refused).then_some((unified, values));
    }
    let converted: Result<Vec<Value>, String> =
        values.iter().map(|v| convert(v, &unified)).collect();
    Some((unified, converted.ok()?))
}

/// The same for a map, in which an untyped null takes the type of the others.
fn level_nulls(values: Vec<Value>, element: &Type) -> Option<(Type, Vec<Value>)> {
    let untyped = |value: &Value| matches!(value.kind, Kind::Null(Type::Dynamic));
    let typed: Vec<Value> = values.iter().filter(|v| !untyped(v)).cloned().collect();
    if typed.is_empty() || typed.len() == values.len() {
        return level(values, element);
    }
    let (ty, typed) = level(typed, element)?;
    let mut typed = typed.into_iter();
    let values = values
        .into_iter()
        .filter_map(|value| match untyped(&value) {
            true => Some(
                Value::null(ty.clone())
                    .at(value.origin)
                    .marked(value.secrecy),
            ),
            false => typed.next(),
        });
    let values = values.collect();
    Some((ty, values))
}

fn convert_to_map(entries: &Entries, element: &Type) -> Result<Kind, String> {
    let mut values = Vec::with_capacity(entries.len());
    for (key, value) in entries.iter() {
        values.push(convert(value, element).map_err(|e| inside(format!("element {key:?}"), e))?);
    }
    if matches!(element, Type::Tuple(_)) && !element.is_whole() && !have_one_type(&values) {
        return Err("all map elements must have the same type".into());
    }
    let (element, values) = match element.is_whole() {
        true => (element.clone(), values),
        false => level_nulls(values, element)
            .ok_or_else(|| String::from("all map elements must have the same type"))?,
    };
    let pairs = entries.iter().map(|(key, _)| key.clone()).zip(values);
    Ok(Value::map(element, pairs.collect()).kind)
}

fn convert_to_object(
    attributes: &[ObjectAttribute],
    get: impl Fn(&str) -> Option<Value>,
) -> Result<Kind, String> {
    let mut pairs = Vec::with_capacity(attributes.len());
    let mut missing = Vec::new();
    for attribute in attributes {
        let name = attribute.name.clone();
        match get(&name) {
            Some(value) => {
                let value = convert(&value, &attribute.ty)
                    .map_err(|e| inside(format!("attribute {name:?}"), e))?;
                pairs.push((name, value));
            }
            None if attribute.optional => {
                pairs.push((name, Value::null(attribute.ty.clone())));
            }
            None => missing.push(format!("{name:?}")),
        }
    }
    match missing.as_slice() {
        [] => Ok(Kind::Object(Arc::new(Entries::new(pairs)))),
        [one] => Err(format!("attribute {one} is required")),
        [first @ .., last] => Err(format!(
            "attributes {} and {last} are required",
            first.join(", ")
        )),
    }
}

/// An unknown stays itself under another type: reasons, references and elements are kept.
fn convert_unknown(unknown: &Arc<Unknown>, ty: &Type) -> Result<Kind, String> {
    if unknown.ty == *ty {
        return Ok(Kind::Unknown(unknown.clone()));
    }
    if !converts(&unknown.ty, ty, true) {
        return Err(required(ty));
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
    converted.ty = becomes(&unknown.ty, ty);
    match (&unknown.ty, ty) {
        // A set has no order, and elements of a list may turn out to be one in it.
        (Type::Set(_), Type::List(_)) => {
            converted.elements.iter_mut().for_each(Element::blur);
            // Of a set that it lists Terraform then knows nothing more.
            if unknown.listed().is_some() {
                converted.not_null = false;
                converted.bounds = None;
            }
        }
        // It does not look for the type of the elements, and forgets the rest.
        (Type::Object(_), Type::Map(element)) if **element == Type::Dynamic => {
            converted.ty = ty.clone();
            converted.not_null = false;
        }
        (Type::List(_) | Type::Tuple(_) | Type::Dynamic, Type::Set(_)) => {
            converted.elements.iter_mut().for_each(Element::blur);
            converted.bounds = converted.bounds.map(|(least, most)| (least.min(1), most));
        }
        _ => {}
    }
    Ok(Kind::Unknown(Arc::new(converted)))
}

/// The type of what has type `from` and is converted to `wanted`, of which parts may be open.
fn becomes(from: &Type, wanted: &Type) -> Type {
    let element = |parts: &[Type], wanted: &Type| {
        let parts: Vec<Type> = parts.iter().map(|part| becomes(part, wanted)).collect();
        unify(&parts).unwrap_or_else(|| wanted.clone())
    };
    match (from, wanted) {
        (_, Type::Dynamic) => from.clone(),
        (_, wanted) if wanted.is_whole() => wanted.clone(),
        (Type::List(from) | Type::Set(from), Type::List(to)) => Type::list(becomes(from, to)),
        (Type::List(from) | Type::Set(from), Type::Set(to)) => Type::set(becomes(from, to)),
        (Type::Tuple(from), Type::List(to)) => Type::list(element(from, to)),
        (Type::Tuple(from), Type::Set(to)) => Type::set(element(from, to)),
        (Type::Map(from), Type::Map(to)) => Type::map(becomes(from, to)),
        (Type::Object(from), Type::Map(to)) => {
            let parts: Vec<Type> = from.iter().map(|attribute| attribute.ty.clone()).collect();
            Type::map(element(&parts, to))
        }
        (Type::Tuple(from), Type::Tuple(to)) => {
            let pairs = from.iter().zip(to.iter());
            Type::Tuple(pairs.map(|(from, to)| becomes(from, to)).collect())
        }
        (Type::Object(_), Type::Object(to)) => {
            let attributes = to.iter().map(|attribute| {
                let ty = match from.attribute(&attribute.name) {
                    Some(from) => becomes(&from.ty, &attribute.ty),
                    None => attribute.ty.clone(),
                };
                (attribute.name.clone(), ty)
            });
            Type::object(attributes)
        }
        _ => wanted.clone(),
    }
}

fn required(ty: &Type) -> String {
    format!("{} required", ty.friendly())
}

fn inside(step: String, error: String) -> String {
    format!("{step}: {error}")
}

/// Whether a value of type `from` may convert to `to`. With `lossy`, conversions that fail for
/// some values count (string to number), as in `cty`'s unsafe conversions.
fn converts(from: &Type, to: &Type, lossy: bool) -> bool {
    match (from, to) {
        (_, Type::Dynamic) => true,
        (Type::Dynamic, _) => lossy,
        (Type::Bool | Type::Number | Type::String, Type::String)
        | (Type::Bool, Type::Bool)
        | (Type::Number, Type::Number) => true,
        (Type::String, Type::Bool | Type::Number) => lossy,
        (Type::List(a) | Type::Set(a), Type::List(b) | Type::Set(b)) => converts(a, b, lossy),
        (Type::Map(a), Type::Map(b)) => converts(a, b, lossy),
        (Type::Tuple(items), Type::List(b) | Type::Set(b)) => match **b {
            Type::Dynamic => items.is_empty() || unify(items).is_some(),
            _ => items.iter().all(|a| converts(a, b, lossy)),
        },
        (Type::Tuple(a), Type::Tuple(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| converts(a, b, lossy))
        }
        (Type::Object(a), Type::Map(b)) => match **b {
            Type::Dynamic => {
                let types: Vec<Type> = a.iter().map(|a| a.ty.clone()).collect();
                types.is_empty() || unify(&types).is_some()
            }
            _ => a.iter().all(|a| converts(&a.ty, b, lossy)),
        },
        (Type::Object(_), Type::Object(b)) => b.iter().all(|b| match from.attribute(&b.name) {
            Some(a) => converts(&a.ty, &b.ty, lossy),
            None => b.optional,
        }),
        (Type::Map(a), Type::Object(b)) => lossy && b.iter().all(|b| converts(a, &b.ty, lossy)),
        _ => false,
    }
}

/// The one type that values of all `types` convert to, if there is one; conversions that fail for
/// some values count (`cty/convert.UnifyUnsafe`). [`Type::Dynamic`] when that depends on a type that
/// is not known yet.
pub fn unify(types: &[Type]) -> Option<Type> {
    let first = types.first()?;
    if types.iter().all(|ty| ty == first) {
        return Some(first.clone());
    }
    let count = |is: fn(&Type) -> bool| types.iter().filter(|ty| is(ty)).count();
    let dynamic = count(|ty| *ty == Type::Dynamic);
    let lists = count(|ty| matches!(ty, Type::List(_)));
    let sets = count(|ty| matches!(ty, Type::Set(_)));
    let maps = count(|ty| matches!(ty, Type::Map(_)));
    let objects = count(|ty| matches!(ty, Type::Object(_)));
    let tuples = count(|ty| matches!(ty, Type::Tuple(_)));
    let known = types.len() - dynamic;
    // Of one kind, but one of which even the kind is open.
    let open = dynamic > 0 && [lists, sets, maps, objects, tuples].contains(&known);
    if known > 0 && open {
        return Some(Type::Dynamic);
    }
    if maps > 0 && maps == known {
        return unify_into(types, Type::map);
    }
    if lists > 0 && lists == known {
        return unify_into(types, Type::list);
    }
    if sets > 0 && sets == known {
        return unify_into(types, Type::set);
    }
    if objects > 0 && objects == known {
        return unify_objects(types);
    }
    if tuples > 0 && tuples == known {
        return unify_tuples(types);
    }
    if objects > 0 && tuples > 0 {
        return None;
    }
    let mixed = match (maps + objects == known, lists + tuples == known) {
        (true, _) if maps > 0 => unify_as(types, Type::map, |ty| matches!(ty, Type::Object(_))),
        (_, true) if lists > 0 => unify_as(types, Type::list, |ty| matches!(ty, Type::Tuple(_))),
        _ => None,
    };
    mixed.or_else(|| preferred(types))
}

/// Objects among maps are taken for maps, tuples among lists for lists.
fn unify_as(
    types: &[Type],
    collection: fn(Type) -> Type,
    structural: fn(&Type) -> bool,
) -> Option<Type> {
    let structures: Vec<Type> = types.iter().filter(|ty| structural(ty)).cloned().collect();
    let as_collection = unify_into(&structures, collection)?;
    let types: Vec<Type> = types
        .iter()
        .map(|ty| match structural(ty) {
            true => as_collection.clone(),
            false => ty.clone(),
        })
        .collect();
    unify(&types).filter(|ty| ty.element().is_some())
}

/// A collection whose element type all parts of `types` convert to.
fn unify_into(types: &[Type], collection: fn(Type) -> Type) -> Option<Type> {
    let mut parts = Vec::new();
    for ty in types {
        match ty {
            Type::List(e) | Type::Set(e) | Type::Map(e) => parts.push(Type::clone(e)),
            Type::Tuple(items) => parts.extend(items.iter().cloned()),
            Type::Object(attributes) => parts.extend(attributes.iter().map(|a| a.ty.clone())),
            _ => return None,
        }
    }
    parts.sort();
    parts.dedup();
    unify(&parts).map(collection)
}

fn unify_objects(types: &[Type]) -> Option<Type> {
    let Type::Object(first) = types.first()? else {
        return None;
    };
    let same_names = |ty: &Type| match ty {
        Type::Object(a) => a.iter().map(|a| &a.name).eq(first.iter().map(|a| &a.name)),
        _ => false,
    };
    if !types.iter().all(same_names) {
        return unify_into(types, Type::map);
    }
    let mut unified = Vec::with_capacity(first.len());
    for attribute in first.iter() {
        let mut parts = Vec::with_capacity(types.len());
        for ty in types {
            parts.push(ty.attribute(&attribute.name)?.ty.clone());
        }
        unified.push((attribute.name.clone(), unify(&parts)?));
    }
    Some(Type::object(unified))
}

fn unify_tuples(types: &[Type]) -> Option<Type> {
    let Type::Tuple(first) = types.first()? else {
        return None;
    };
    let same_length = |ty: &Type| matches!(ty, Type::Tuple(items) if items.len() == first.len());
    if !types.iter().all(same_length) {
        return unify_into(types, Type::list);
    }
    let mut unified = Vec::with_capacity(first.len());
    for at in 0..first.len() {
        let mut parts = Vec::with_capacity(types.len());
        for ty in types {
            if let Type::Tuple(items) = ty {
                parts.push(items.get(at)?.clone());
            }
        }
        unified.push(unify(&parts)?);
    }
    Some(Type::Tuple(unified.into()))
}

/// The first of `types`, the more general ones before the others, that all others convert to.
fn preferred(types: &[Type]) -> Option<Type> {
    let mut distinct: Vec<&Type> = Vec::new();
    for ty in types {
        if !distinct.contains(&ty) {
            distinct.push(ty);
        }
    }
    let mut ordered: Vec<&Type> = Vec::with_capacity(distinct.len());
    while !distinct.is_empty() {
        // One that nothing left is more general than; in a cycle, the first.
        let next = distinct.iter().position(|ty| {
            let above = |other: &&Type| generality(other, ty).is_lt();
            !distinct.iter().any(above)
        });
        ordered.push(distinct.remove(next.unwrap_or(0)));
    }
    let takes_all = |want: &&Type| {
        let mut types = types.iter();
        types.all(|ty| ty == *want || converts(ty, want, true))
    };
    ordered.into_iter().find(takes_all).cloned()
}

/// Which of two types is the more general, as far as that can be told: it comes first
/// (`cty/convert`'s `compareTypes`).
fn generality(a: &Type, b: &Type) -> Ordering {
    let all = |pairs: &mut dyn Iterator<Item = Ordering>| {
        let mut result = Ordering::Equal;
        for order in pairs.filter(|order| order.is_ne()) {
            if result.is_ne() && result != order {
                return Ordering::Equal;
            }
            result = order;
        }
        result
    };
    match (a, b) {
        (Type::Dynamic, Type::Dynamic) => Ordering::Equal,
        (_, Type::Dynamic) => Ordering::Less,
        (Type::Dynamic, _) => Ordering::Greater,
        (Type::String, Type::Bool | Type::Number) => Ordering::Less,
        (Type::Bool | Type::Number, Type::String) => Ordering::Greater,
        (Type::List(a), Type::List(b))
        | (Type::Set(a), Type::Set(b))
        | (Type::Map(a), Type::Map(b)) => generality(a, b),
        (Type::List(_) | Type::Tuple(_), Type::Set(_))
        | (Type::List(_), Type::Tuple(_))
        | (Type::Map(_), Type::Object(_)) => Ordering::Less,
        (Type::Set(_), Type::List(_) | Type::Tuple(_))
        | (Type::Tuple(_), Type::List(_))
        | (Type::Object(_), Type::Map(_)) => Ordering::Greater,
        (Type::Object(a), Type::Object(b))
            if a.iter().map(|a| &a.name).eq(b.iter().map(|b| &b.name)) =>
        {
            let pairs = a.iter().zip(b.iter());
            all(&mut pairs.map(|(a, b)| generality(&a.ty, &b.ty)))
        }
        (Type::Tuple(a), Type::Tuple(b)) if a.len() == b.len() => {
            all(&mut a.iter().zip(b.iter()).map(|(a, b)| generality(a, b)))
        }
        _ => Ordering::Equal,
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

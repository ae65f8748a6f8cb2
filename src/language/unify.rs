//! Which types convert to which, and the one type that values of several types convert to, as
//! `cty/convert` has it. Types alone decide; what a value makes of it is said in
//! [`convert`](super::convert).
//!
//! A conversion is lossy when some values of the type fail (a text as a number), or lose something
//! (the order of a list in a set). Terraform takes those too, all but once.

use std::cmp::Ordering;

use super::types::Type;

/// Whether a value of type `from` may convert to `to`; with `lossy`, also where only some do.
pub(super) fn converts(from: &Type, to: &Type, lossy: bool) -> bool {
    if from == to {
        return true;
    }
    match (from, to) {
        (_, Type::Dynamic) => true,
        (Type::Dynamic, _) => lossy,
        (Type::Bool | Type::Number, Type::String) => true,
        (Type::String, Type::Bool | Type::Number) => lossy,
        (Type::List(a), Type::Set(b)) => lossy && converts(a, b, lossy),
        (Type::List(a) | Type::Set(a), Type::List(b)) | (Type::Set(a), Type::Set(b)) => {
            converts(a, b, lossy)
        }
        (Type::Map(a), Type::Map(b)) => converts(a, b, lossy),
        (Type::Tuple(_), Type::List(wanted) | Type::Set(wanted))
        | (Type::Object(_), Type::Map(wanted)) => {
            let parts = parts(from);
            parts.is_empty()
                || element_type(from, wanted, lossy)
                    .is_some_and(|element| parts.iter().all(|a| converts(a, &element, lossy)))
        }
        (Type::Tuple(a), Type::Tuple(b)) => {
            let mut pairs = a.iter().zip(b.iter());
            a.len() == b.len() && pairs.all(|(a, b)| converts(a, b, lossy))
        }
        (Type::Object(_), Type::Object(b)) => b.iter().all(|b| match from.attribute(&b.name) {
            Some(a) => converts(&a.ty, &b.ty, lossy),
            None => b.optional,
        }),
        // The map may turn out not to have what is optional.
        (Type::Map(a), Type::Object(b)) => {
            lossy && b.iter().all(|b| b.optional || converts(a, &b.ty, lossy))
        }
        _ => false,
    }
}

/// What the elements become of a tuple or object that is converted to a collection whose elements
/// are `wanted`: where that is open, the one type of all. Parts of which the type is open leave a
/// list and a set without one, unless all do.
pub(super) fn element_type(from: &Type, wanted: &Type, lossy: bool) -> Option<Type> {
    if *wanted != Type::Dynamic {
        return Some(wanted.clone());
    }
    let parts = parts(from);
    let element = unify_by(&parts, lossy)?;
    let open = element == Type::Dynamic && parts.iter().any(|part| *part != Type::Dynamic);
    match from {
        Type::Tuple(_) if open => None,
        _ => Some(element),
    }
}

/// The types of the parts of a tuple or an object.
fn parts(ty: &Type) -> Vec<Type> {
    match ty {
        Type::Tuple(items) => items.to_vec(),
        Type::Object(attributes) => attributes.iter().map(|a| a.ty.clone()).collect(),
        _ => Vec::new(),
    }
}

/// `wanted`, which has no optional attributes, with the types in the places where it leaves them
/// open that a null or unknown value of type `from` has there (`cty/convert`'s `dynamicReplace`).
pub(super) fn filled(from: &Type, wanted: &Type) -> Type {
    let common = |wanted: &Type| match unify(&parts(from)) {
        Some(element) => filled(&element, wanted),
        None => wanted.clone(),
    };
    match (from, wanted) {
        (Type::Dynamic, _) => wanted.clone(),
        (_, Type::Dynamic) => from.clone(),
        (Type::List(from) | Type::Set(from), Type::List(to)) => Type::list(filled(from, to)),
        (Type::List(from) | Type::Set(from), Type::Set(to)) => Type::set(filled(from, to)),
        (Type::Tuple(_), Type::List(to)) => Type::list(common(to)),
        (Type::Tuple(_), Type::Set(to)) => Type::set(common(to)),
        (Type::Map(from), Type::Map(to)) => Type::map(filled(from, to)),
        (Type::Object(_), Type::Map(to)) => Type::map(common(to)),
        (Type::Tuple(from), Type::Tuple(to)) => {
            let pairs = from.iter().zip(to.iter());
            Type::Tuple(pairs.map(|(from, to)| filled(from, to)).collect())
        }
        (_, Type::Object(to)) => {
            let attributes = to.iter().filter_map(|attribute| {
                let ty = match from {
                    Type::Map(from) => filled(from, &attribute.ty),
                    Type::Object(_) => match from.attribute(&attribute.name) {
                        Some(from) => filled(&from.ty, &attribute.ty),
                        None => attribute.ty.clone(),
                    },
                    // An optional attribute that the elements of the map do not convert to.
                    _ => return None,
                };
                Some((attribute.name.clone(), ty))
            });
            Type::object(attributes)
        }
        _ => wanted.clone(),
    }
}

/// The one type that values of all `types` convert to, if there is one; conversions that fail for
/// some values count (`cty/convert.UnifyUnsafe`). [`Type::Dynamic`] when that depends on a type that
/// is not known yet.
pub fn unify(types: &[Type]) -> Option<Type> {
    unify_by(types, true)
}

/// The same, by lossy conversions or without them.
pub(super) fn unify_by(types: &[Type], lossy: bool) -> Option<Type> {
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
    let kinds = [lists, sets, maps, objects, tuples];
    if known > 0 && dynamic > 0 && kinds.contains(&known) {
        return Some(Type::Dynamic);
    }
    let attempt = match known {
        _ if maps > 0 && maps == known => return of_elements(types, Type::map, lossy),
        _ if maps > 0 && maps + objects == known => {
            as_collections(types, Type::map, |ty| matches!(ty, Type::Object(_)), lossy)
        }
        _ if lists > 0 && lists == known => return of_elements(types, Type::list, lossy),
        _ if lists > 0 && lists + tuples == known => {
            as_collections(types, Type::list, |ty| matches!(ty, Type::Tuple(_)), lossy)
        }
        _ if sets > 0 && sets == known => return of_elements(types, Type::set, lossy),
        _ if objects > 0 && objects == known => return of_objects(types, lossy),
        _ if tuples > 0 && tuples == known => return of_tuples(types, lossy),
        _ if objects > 0 && tuples > 0 => return None,
        _ => None,
    };
    attempt.or_else(|| preferred(types, lossy))
}

/// Objects among maps are taken for maps, tuples among lists for lists.
fn as_collections(
    types: &[Type],
    collection: fn(Type) -> Type,
    structural: fn(&Type) -> bool,
    lossy: bool,
) -> Option<Type> {
    let structures: Vec<Type> = types.iter().filter(|ty| structural(ty)).cloned().collect();
    let as_collection = match structures.is_empty() {
        true => return None,
        false => of_elements(&structures, collection, lossy)?,
    };
    let types: Vec<Type> = types
        .iter()
        .map(|ty| match structural(ty) {
            true => as_collection.clone(),
            false => ty.clone(),
        })
        .collect();
    unify_by(&types, lossy).filter(|ty| ty.element().is_some())
}

/// A collection whose element type all parts of `types` convert to.
fn of_elements(types: &[Type], collection: fn(Type) -> Type, lossy: bool) -> Option<Type> {
    let mut elements = Vec::new();
    for ty in types {
        match ty.element() {
            Some(element) => elements.push(element.clone()),
            None => elements.extend(parts(ty)),
        }
    }
    let ty = collection(unify_by(&elements, lossy)?);
    all_convert(types, &ty, lossy).then_some(ty)
}

fn all_convert(types: &[Type], to: &Type, lossy: bool) -> bool {
    types.iter().all(|ty| converts(ty, to, lossy))
}

fn of_objects(types: &[Type], lossy: bool) -> Option<Type> {
    let Type::Object(first) = types.first()? else {
        return None;
    };
    let same_names = |ty: &Type| match ty {
        Type::Object(a) => a.iter().map(|a| &a.name).eq(first.iter().map(|a| &a.name)),
        _ => false,
    };
    if !types.iter().all(same_names) {
        return of_elements(types, Type::map, lossy);
    }
    let mut unified = Vec::with_capacity(first.len());
    for (at, attribute) in first.iter().enumerate() {
        let across = types.iter().filter_map(|ty| match ty {
            Type::Object(attributes) => attributes.get(at).map(|a| a.ty.clone()),
            _ => None,
        });
        let across: Vec<Type> = across.collect();
        unified.push((attribute.name.clone(), unify_by(&across, lossy)?));
    }
    let ty = Type::object(unified);
    match all_convert(types, &ty, lossy) {
        true => Some(ty),
        false => of_elements(types, Type::map, lossy),
    }
}

fn of_tuples(types: &[Type], lossy: bool) -> Option<Type> {
    let Type::Tuple(first) = types.first()? else {
        return None;
    };
    let same_length = |ty: &Type| matches!(ty, Type::Tuple(items) if items.len() == first.len());
    if !types.iter().all(same_length) {
        return of_elements(types, Type::list, lossy);
    }
    let mut unified = Vec::with_capacity(first.len());
    for at in 0..first.len() {
        let across = types.iter().filter_map(|ty| match ty {
            Type::Tuple(items) => items.get(at).cloned(),
            _ => None,
        });
        let across: Vec<Type> = across.collect();
        unified.push(unify_by(&across, lossy)?);
    }
    let ty = Type::Tuple(unified.into());
    match all_convert(types, &ty, lossy) {
        true => Some(ty),
        false => of_elements(types, Type::list, lossy),
    }
}

/// The first of `types`, the more general ones before the others, that all others convert to.
fn preferred(types: &[Type], lossy: bool) -> Option<Type> {
    let open = types.contains(&Type::Dynamic);
    let primitive = |ty: &&Type| ty.is_primitive();
    let structural = |ty: &&Type| !ty.is_primitive() && **ty != Type::Dynamic;
    if types.iter().any(|ty| primitive(&ty)) && types.iter().any(|ty| structural(&ty)) {
        // Nothing converts between the two.
        return open.then_some(Type::Dynamic);
    }
    let takes_all = |want: &&Type| all_convert(types, want, lossy);
    by_generality(types).into_iter().find(takes_all).cloned()
}

/// The different ones of `types`, each behind all that are more general (`cty/convert`'s
/// `sortTypes`); where each of several is more general than another of them, the first type alone is
/// left to try.
fn by_generality(types: &[Type]) -> Vec<&Type> {
    let mut distinct: Vec<&Type> = Vec::new();
    let mut class: Vec<usize> = Vec::with_capacity(types.len());
    for ty in types {
        let known = distinct.iter().position(|other| *other == ty);
        class.push(known.unwrap_or(distinct.len()));
        if known.is_none() {
            distinct.push(ty);
        }
    }
    // How many, each time it is written, are more general.
    let above = |ty: &Type| {
        let is_above = |at: &&usize| {
            let other = distinct.get(**at);
            other.is_some_and(|other| generality(other, ty).is_lt())
        };
        class.iter().filter(is_above).count()
    };
    let mut waiting: Vec<usize> = distinct.iter().map(|ty| above(ty)).collect();
    let free = |waiting: &[usize], at: usize| waiting.get(at) == Some(&0);
    let mut queue: Vec<usize> = class
        .iter()
        .copied()
        .filter(|at| free(&waiting, *at))
        .collect();
    let mut ordered: Vec<&Type> = Vec::with_capacity(distinct.len());
    let mut next = 0;
    while let Some(ty) = queue.get(next).and_then(|at| distinct.get(*at)).copied() {
        next += 1;
        if !ordered.contains(&ty) {
            ordered.push(ty);
        }
        for (at, below) in distinct.iter().enumerate() {
            if !generality(ty, below).is_lt() {
                continue;
            }
            if let Some(count) = waiting.get_mut(at) {
                *count = count.saturating_sub(1);
            }
            if free(&waiting, at) {
                queue.extend(class.iter().copied().filter(|class| *class == at));
            }
        }
    }
    match types.first() {
        Some(first) if ordered.len() < distinct.len() => ordered.push(first),
        _ => {}
    }
    ordered
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

//! The functions that rules read more precisely than Terraform: over collections that are known
//! in part, one certain witness decides.

use crate::source::Place;

use super::identity;
use super::operators::parts;
use super::origin::{HopKind, Origin};
use super::types::Type;
use super::unknown::{Element, Presence, Unknown};
use super::value::{Kind, Value};

/// The value of `name(arguments)` where rules differ from Terraform; `None` where they do not.
pub(super) fn call(name: &str, arguments: &[Value], place: Place) -> Option<Value> {
    match (name, arguments) {
        ("alltrue", [list]) => quantify(list, false, place),
        ("anytrue", [list]) => quantify(list, true, place),
        ("contains", [list, wanted]) => contains(list, wanted, place),
        ("length", [list]) => length(list, place),
        _ => None,
    }
}

/// `anytrue` is decided by one certain true, `alltrue` by one certain false; the origin of the
/// result is that of the witness.
fn quantify(list: &Value, witness: bool, place: Place) -> Option<Value> {
    let (elements, open) = sequence(list)?;
    let found = elements
        .iter()
        .find(|e| e.is_certain() && e.value.as_bool() == Some(witness));
    if let Some(element) = found {
        let origin = via(place, &element.value);
        return Some(Value::bool(witness).at(origin));
    }
    let undecided = open || elements.iter().any(|e| e.value.as_bool() != Some(!witness));
    match undecided {
        false => Some(Value::bool(!witness).at(via(place, list))),
        true => unknown(Type::Bool, [list], place),
    }
}

fn contains(list: &Value, wanted: &Value, place: Place) -> Option<Value> {
    let (elements, mut undecided) = sequence(list)?;
    for element in &elements {
        match identity::equal(&element.value, wanted) {
            Some(true) if element.is_certain() => {
                return Some(Value::bool(true).at(via(place, &element.value)));
            }
            Some(false) => {}
            _ => undecided = true,
        }
    }
    match undecided {
        false => Some(Value::bool(false).at(via(place, list))),
        true => unknown(Type::Bool, [list, wanted], place),
    }
}

/// The number of elements of a collection known in part, as a number with bounds.
fn length(list: &Value, place: Place) -> Option<Value> {
    let Kind::Unknown(source) = &list.kind else {
        return None;
    };
    if source.elements.is_empty() && source.open {
        return None;
    }
    let (elements, open) = parts(list);
    let of = |presence| elements.iter().filter(|e| e.presence == presence).count() as i64;
    // Elements without a position may turn out to be others.
    let least = of(Presence::Certain).max(of(Presence::Held).min(1));
    let endless = open || of(Presence::Any) > 0;
    let most = (!endless).then_some(elements.len() as i64);
    let (least, most) = match source.bounds {
        Some((low, high)) => (least.max(low), most.into_iter().chain(high).min()),
        None => (least, most),
    };
    let origin = via(place, list);
    if Some(least) == most {
        return Some(Value::int(least).at(origin));
    }
    let mut number = Unknown::from_parts(Type::Number, [list])?.not_null();
    number.bounds = Some((least, most));
    Some(Value::unknown(number).at(origin))
}

fn sequence(list: &Value) -> Option<(Vec<Element>, bool)> {
    match &list.kind {
        Kind::List(_) | Kind::Set(_) | Kind::Tuple(_) | Kind::Unknown(_) => Some(parts(list)),
        _ => None,
    }
}

fn unknown<'a>(
    ty: Type,
    values: impl IntoIterator<Item = &'a Value>,
    place: Place,
) -> Option<Value> {
    let unknown = Unknown::from_parts(ty, values)?.not_null();
    Some(Value::unknown(unknown).at(Origin::At(place)))
}

fn via(place: Place, value: &Value) -> Origin {
    Origin::via(HopKind::Expression, Some(place), [value.origin.clone()])
}

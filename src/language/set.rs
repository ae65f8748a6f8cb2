//! Sets, whose elements Terraform keeps in an order of its own, and with them those it does not
//! know yet.
//!
//! A set with an element that is not wholly known is unknown here: the element may turn out to be
//! another one of the set, so that neither how many there are is known nor which comes first.
//! Terraform's plan lists it all the same, and goes through it as if no two of its elements could
//! be one, which the apply then refuses or the next plan corrects. So what it lists is told
//! ([`Unknown::listed`]), and what it makes of the list only where no such surprise could change
//! it.

use std::cmp::Ordering;
use std::sync::Arc;

use super::functions::quote::quoted;
use super::number::Notation;
use super::order::compare;
use super::secrecy::Secrecy;
use super::types::Type;
use super::unknown::{Element, Presence, Unknown};
use super::value::{Entries, Kind, Typed, Value};

impl Value {
    /// A set of elements that all have type `element`, in Terraform's order. Repetitions go; an
    /// element that is not wholly known makes the set unknown, since it may repeat another, but
    /// the set lists all.
    pub fn set(element: Type, mut items: Vec<Value>) -> Value {
        // Terraform keeps no marks inside a set: one secret element makes the whole secret.
        let secrecy: Secrecy = items.iter().map(Value::all_secrecy).collect();
        sort(&mut items);
        items.dedup_by(|a, b| {
            a.is_wholly_known() && b.is_wholly_known() && compare(a, b) == Ordering::Equal
        });
        if items.iter().all(Value::is_wholly_known) {
            let set: Value = Kind::Set(Arc::new(Typed { element, items })).into();
            return set.marked(secrecy);
        }
        let ty = Type::set(element);
        let most = items.len() as i64;
        let Some(unknown) = Unknown::from_parts(ty, &items) else {
            return Value::null(Type::Dynamic);
        };
        let elements = items.into_iter().map(|value| Element {
            key: None,
            value,
            presence: Presence::Certain,
        });
        let mut unknown = unknown.not_null().with_elements(elements.collect(), false);
        unknown.bounds = Some((1, Some(most)));
        Value::unknown(unknown).marked(secrecy)
    }

    /// The element of a set that has just one, known or not: a loop over it goes round once.
    pub(super) fn sole_listed(&self) -> Option<&Value> {
        match self.as_unknown()?.listed()? {
            [only] => Some(&only.value),
            _ => None,
        }
    }
}

impl Unknown {
    /// The elements of a set that Terraform lists in its plan though some are unknown: all are
    /// there, and only whether some are one is open. `None` for what is unknown to it as a whole.
    pub fn listed(&self) -> Option<&[Element]> {
        let whole = matches!(self.ty, Type::Set(_)) && self.not_null && !self.open;
        let elements = &self.elements;
        let listed = whole
            && elements.iter().all(|e| e.presence == Presence::Certain)
            && elements.iter().any(|e| !e.value.is_wholly_known());
        listed.then_some(elements)
    }
}

/// Sorts as [`in_set`] does.
fn sort(items: &mut [Value]) {
    match items.iter().any(|item| text(item).is_some()) {
        true => items.sort_by_cached_key(|item| Place {
            rank: rank(item),
            text: text(item),
            value: item.clone(),
        }),
        false => items.sort_by(in_set),
    }
}

/// What decides where an element stands, made once for each.
struct Place {
    rank: u8,
    text: Option<String>,
    value: Value,
}

impl Place {
    fn compare(&self, other: &Place) -> Ordering {
        self.rank
            .cmp(&other.rank)
            .then_with(|| self.text.cmp(&other.text))
            .then_with(|| among_equals(&self.value, &other.value))
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Place) -> bool {
        self.compare(other).is_eq()
    }
}

impl Eq for Place {}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Place) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Place) -> Ordering {
        self.compare(other)
    }
}

/// The order in which Terraform goes through a set (`cty`'s `setRules.Less`): what is known, what
/// is not, null; texts bytewise, numbers by value, `false` first, and collections by a text of
/// theirs, so that `{ port = 80 }` comes after `{ port = 443 }`.
pub(super) fn in_set(a: &Value, b: &Value) -> Ordering {
    rank(a)
        .cmp(&rank(b))
        .then_with(|| text(a).cmp(&text(b)))
        .then_with(|| among_equals(a, b))
}

fn among_equals(a: &Value, b: &Value) -> Ordering {
    match a.is_wholly_known() && b.is_wholly_known() {
        true => compare(a, b),
        // Those keep the order in which they came.
        false => Ordering::Equal,
    }
}

fn rank(value: &Value) -> u8 {
    match &value.kind {
        Kind::Null(_) => 2,
        Kind::Unknown(unknown) if unknown.listed().is_none() => 1,
        _ => 0,
    }
}

/// The text that a collection is sorted by (`cty`'s `makeSetHashBytes`).
fn text(value: &Value) -> Option<String> {
    let collection = value.as_sequence().is_some()
        || value.as_entries().is_some()
        || matches!(&value.kind, Kind::Unknown(unknown) if unknown.listed().is_some());
    collection.then(|| {
        let mut out = String::new();
        push(value, &mut out);
        out
    })
}

fn push(value: &Value, out: &mut String) {
    match &value.kind {
        Kind::Null(_) => out.push('~'),
        Kind::Bool(value) => out.push(if *value { 'T' } else { 'F' }),
        Kind::Number(number) => {
            // Ten digits of it count.
            let text = number.format(Notation::General, Some(10));
            out.push_str(&text.unwrap_or_default());
        }
        Kind::String(text) => out.push_str(&quoted(text)),
        Kind::List(list) | Kind::Set(list) => push_all("[", list.items.iter(), "]", out),
        Kind::Tuple(items) => push_all("<", items.iter(), ">", out),
        Kind::Object(entries) => push_all("<", entries.values(), ">", out),
        Kind::Map(map) => push_map(&map.items, out),
        Kind::Unknown(unknown) => match unknown.listed() {
            Some(elements) => push_all("[", elements.iter().map(|e| &e.value), "]", out),
            None => out.push('?'),
        },
        Kind::Instance(_) => out.push('?'),
    }
}

fn push_all<'v>(
    opening: &str,
    items: impl Iterator<Item = &'v Value>,
    closing: &str,
    out: &mut String,
) {
    out.push_str(opening);
    for item in items {
        push(item, out);
        out.push(';');
    }
    out.push_str(closing);
}

fn push_map(entries: &Entries, out: &mut String) {
    out.push('{');
    for (key, value) in entries.iter() {
        out.push_str(&quoted(key));
        out.push(':');
        push(value, out);
        out.push(';');
    }
    out.push('}');
}

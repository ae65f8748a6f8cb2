//! What an unknown collection holds all the same. Terraform forgets it; the graph needs it, since
//! `concat(aws_subnet.a[*].id, var.more)` certainly refers to those subnets.
//!
//! An element is *certain* when every value the unknown can take holds it. Functions here never
//! claim certainty of what another argument could remove or replace.

use std::sync::Arc;

use super::super::identity;
use super::super::operators::parts;
use super::super::order::{compare, equal};
use super::super::traverse::step_into;
use super::super::types::Type;
use super::super::unknown::{Element, Presence, Reason, ReasonKind, Unknown};
use super::super::value::{Kind, Value};

/// Elements, and whether there may be more.
type Kept = (Vec<Element>, bool);

/// The elements of all arguments in order: `concat`, `setunion`, conversions.
pub(super) fn all(arguments: &[Value]) -> Kept {
    let mut elements = Vec::new();
    let mut open = false;
    for argument in arguments {
        let (more, more_open) = parts(argument);
        elements.extend(more);
        open |= more_open;
    }
    (elements, open)
}

/// The same, without the keys: `values`.
pub(super) fn unkeyed(arguments: &[Value]) -> Kept {
    let (mut elements, open) = all(arguments);
    elements.iter_mut().for_each(|element| element.key = None);
    (elements, open)
}

/// The keys as strings: `keys`.
pub(super) fn keys(arguments: &[Value]) -> Kept {
    let (elements, open) = all(arguments);
    let keys = elements.into_iter().filter_map(|element| {
        Some(Element {
            value: Value::string(element.key?),
            key: None,
            presence: element.presence,
        })
    });
    (keys.collect(), open)
}

/// The elements of the first argument in reverse order.
pub(super) fn reversed(arguments: &[Value]) -> Kept {
    let (mut elements, open) = first(arguments);
    elements.reverse();
    (elements, open)
}

/// The elements of the first argument.
pub(super) fn first(arguments: &[Value]) -> Kept {
    arguments.first().map(parts).unwrap_or_default()
}

/// The elements of the first argument, of which any may be left out: `setsubtract`.
pub(super) fn first_perhaps(arguments: &[Value]) -> Kept {
    perhaps(first(arguments))
}

/// The elements of the first argument between two known indexes; of a list that stands for an
/// attribute, the parts of that: `slice`. That there are so many follows from the call, which
/// Terraform refuses otherwise.
pub(super) fn sliced(arguments: &[Value]) -> Kept {
    let index = |at: usize| usize::try_from(arguments.get(at)?.as_number()?.to_i64()?).ok();
    let (Some(list), Some(start), Some(end)) = (arguments.first(), index(1), index(2)) else {
        return first_perhaps(arguments);
    };
    // The elements of an unknown list are what it holds, not where: only the parts of what the
    // list stands for have places.
    match &list.kind {
        Kind::Unknown(unknown) if unknown.identity.is_some() && end <= start + SLICED => {
            let nth = (start..end).map(|at| Element {
                key: None,
                value: nth_of(unknown, at as u64),
                presence: Presence::Certain,
            });
            (nth.collect(), false)
        }
        _ => first_perhaps(arguments),
    }
}

/// A list that only data sources leave unknown, and whose elements are known one by one: Terraform
/// reads data sources before it plans, so it has such a list, and counts over it, known. It is what
/// `slice(data.aws_availability_zones.x.names, 0, 3)` gives: three zones.
pub(super) fn planned(unknown: &Unknown) -> Option<Value> {
    let Type::List(element) = &unknown.ty else {
        return None;
    };
    let read = |reason: &Reason| reason.kind == ReasonKind::DataSource;
    let closed = !unknown.open && unknown.elements.iter().all(Element::is_certain);
    if unknown.elements.is_empty() || !closed || !unknown.reasons.iter().all(read) {
        return None;
    }
    let items = unknown.elements.iter().map(|e| e.value.clone());
    Some(Value::list(Type::clone(element), items.collect()))
}

/// Most parts that a slice of an unknown list is taken apart into.
const SLICED: usize = 1024;

/// The element that `element` gives of a list that stands for an attribute, where the list is known
/// to be long enough: a longer count begins anew, and where is not known. The first always is.
pub(super) fn nth(arguments: &[Value]) -> Option<Value> {
    let list = arguments.first()?;
    let at = arguments.get(1)?.as_number()?.to_i64()?;
    match &list.kind {
        Kind::Unknown(unknown) if unknown.identity.is_some() => {
            let least = unknown.bounds.map_or(1, |(least, _)| least.max(1));
            let at = u64::try_from(at).ok().filter(|_| at < least)?;
            Some(nth_of(unknown, at))
        }
        _ => None,
    }
}

/// The argument that `coalesce` gives where the first that is set stands for what its provider makes
/// of every resource, and so is never null.
pub(super) fn first_set(arguments: &[Value]) -> Option<Value> {
    const MADE: [&str; 3] = ["arn", "id", "name"];
    let unset = |value: &&Value| value.is_null() || value.as_str() == Some("");
    let first = arguments.iter().find(|value| !unset(value))?;
    let stands_for = first.as_unknown()?.identity.as_ref()?;
    let made = stands_for.path.len() == 1 && MADE.contains(&stands_for.attribute()?);
    made.then(|| first.clone())
}

fn nth_of(list: &Unknown, at: u64) -> Value {
    let ty = list.ty.element().cloned().unwrap_or(Type::Dynamic);
    step_into(list, ty, crate::address::Step::Index(at))
}

/// The elements of all arguments, of which any may be left out: `coalescelist`.
pub(super) fn all_perhaps(arguments: &[Value]) -> Kept {
    perhaps(all(arguments))
}

fn perhaps((mut elements, open): Kept) -> Kept {
    elements
        .iter_mut()
        .for_each(|element| element.presence = element.presence.and(Presence::Perhaps));
    (elements, open)
}

/// The elements of the first argument, each known value once: `distinct`.
pub(super) fn distinct(arguments: &[Value]) -> Kept {
    let (elements, open) = first(arguments);
    // Repetitions are found by sorting; the order of first appearance stays.
    let mut order: Vec<usize> = (0..elements.len()).collect();
    let value = |at: &usize| elements.get(*at).map(|element| &element.value);
    order.sort_by(|a, b| match (value(a), value(b)) {
        (Some(x), Some(y)) => compare(x, y).then(a.cmp(b)),
        _ => a.cmp(b),
    });
    let mut repeated = vec![false; elements.len()];
    for pair in order.windows(2) {
        if let [a, b] = pair
            && let (Some(x), Some(y)) = (value(a), value(b))
            && equal(x, y) == Some(true)
            && let Some(mark) = repeated.get_mut(*b)
        {
            *mark = true;
        }
    }
    let mut kept: Vec<Element> = elements
        .into_iter()
        .zip(repeated)
        .filter(|(_, repeated)| !repeated)
        .map(|(element, _)| element)
        .collect();
    // What may turn out to be one of those before it has no place of its own.
    let mut alone = vec![true; kept.len()];
    for (at, alone) in alone.iter_mut().enumerate().skip(1) {
        let others = kept.get(..at).unwrap_or_default();
        let different =
            |a: &Element, b: &Element| identity::equal(&a.value, &b.value) == Some(false);
        *alone = match kept.get(at) {
            Some(element) if at < COMPARED => others.iter().all(|other| different(other, element)),
            _ => false,
        };
    }
    for (element, alone) in kept.iter_mut().zip(alone) {
        if !alone {
            element.presence = element.presence.and(Presence::Held);
        }
    }
    (kept, open)
}

/// Elements that are compared each with each; the work is quadratic.
const COMPARED: usize = 256;

/// The strings of the first argument that are not empty, and those that may be: `compact`.
pub(super) fn not_empty(arguments: &[Value]) -> Kept {
    let (elements, open) = first(arguments);
    let kept = elements
        .into_iter()
        .filter_map(|element| match &element.value.kind {
            Kind::Null(_) => None,
            Kind::String(text) => (!text.is_empty()).then_some(element),
            _ => Some(Element {
                presence: element
                    .presence
                    .and(Presence::certain_if(never_empty(&element.value))),
                ..element
            }),
        });
    (kept.collect(), open)
}

/// A string that begins with something is not empty; nor is the `id` of an instance, since to
/// Terraform an empty one means that the instance is gone.
fn never_empty(value: &Value) -> bool {
    let Kind::Unknown(unknown) = &value.kind else {
        return false;
    };
    let text = unknown.ty == Type::String;
    let prefixed = text && unknown.prefix.as_ref().is_some_and(|p| !p.is_empty());
    let id = unknown.identity.as_ref().is_some_and(|reference| {
        matches!(reference.path.as_slice(), [crate::address::Step::Attr(name)] if &**name == "id")
    });
    prefixed || id
}

/// The leaves of nested sequences: `flatten`.
pub(super) fn leaves(arguments: &[Value]) -> Kept {
    let mut elements = Vec::new();
    let mut open = false;
    if let Some(value) = arguments.first() {
        open |= push_leaves(value, Presence::Certain, &mut elements);
    }
    (elements, open)
}

fn push_leaves(value: &Value, presence: Presence, elements: &mut Vec<Element>) -> bool {
    let (parts, mut open) = parts(value);
    for part in parts {
        let presence = presence.and(part.presence);
        let nested = match &part.value.kind {
            Kind::List(_) | Kind::Set(_) | Kind::Tuple(_) => true,
            Kind::Unknown(unknown) => match &unknown.ty {
                Type::List(_) | Type::Set(_) | Type::Tuple(_) => true,
                Type::Dynamic => {
                    // It may be a leaf or a sequence of leaves.
                    open = true;
                    !unknown.elements.is_empty()
                }
                _ => false,
            },
            _ => false,
        };
        if nested {
            open |= push_leaves(&part.value, presence, elements);
        } else {
            let decided = !matches!(&part.value.kind, Kind::Unknown(u) if u.ty == Type::Dynamic);
            elements.push(Element {
                key: None,
                presence: match decided {
                    true => presence,
                    false => Presence::Any,
                },
                value: part.value,
            });
        }
    }
    open
}

/// The entries of all arguments: of equal keys the last certain one counts, and none is certain
/// that an open argument after it may replace: `merge`.
pub(super) fn merged(arguments: &[Value]) -> Kept {
    let mut kept: Vec<Element> = Vec::new();
    let mut open = false;
    for argument in arguments {
        let (more, more_open) = parts(argument);
        if more_open {
            kept = perhaps((kept, false)).0;
        }
        open |= more_open;
        kept.extend(more);
    }
    // By key, later ones first within a key: what follows a certain one is replaced by it.
    let mut kept: Vec<(usize, Element)> = kept.into_iter().enumerate().collect();
    kept.sort_by(|(a, x), (b, y)| x.key.cmp(&y.key).then(b.cmp(a)));
    let mut merged: Vec<Element> = Vec::with_capacity(kept.len());
    let mut replaced: Option<Arc<str>> = None;
    let mut doubted: Option<Arc<str>> = None;
    for (_, mut element) in kept {
        let Some(key) = element.key.clone() else {
            merged.push(element);
            continue;
        };
        if replaced.as_ref() == Some(&key) {
            continue;
        }
        if doubted.as_ref() == Some(&key) {
            let certain = element.is_certain();
            element.presence = element.presence.and(Presence::Perhaps);
            if certain {
                replaced = Some(key);
            }
        } else if element.is_certain() {
            replaced = Some(key);
        } else {
            doubted = Some(key);
        }
        merged.push(element);
    }
    (merged, open)
}

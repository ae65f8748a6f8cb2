//! What a value refers to: read off the value and the way it came, never off text.

use std::fmt::Write;

use crate::address::{Reference, is_identifier, quote};
use crate::language::{HopKind, Kind, Origin, Value};

/// How one instance refers to another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EdgeKind {
    /// The attribute is that attribute of the other.
    Reference,
    /// The attribute is made from it.
    Derived,
}

impl EdgeKind {
    /// The word of the JSON format.
    pub fn as_str(self) -> &'static str {
        match self {
            EdgeKind::Reference => "reference",
            EdgeKind::Derived => "derived",
        }
    }
}

/// Everything that a value refers to, with how.
pub fn references(value: &Value) -> Vec<(Reference, EdgeKind)> {
    let mut found = Vec::new();
    each_reference(value, &mut String::new(), &mut |_, to, kind| {
        found.push((to, kind));
    });
    found
}

/// Calls `see` for everything that a value refers to: by which of its parts (a path that begins with
/// `path`), to what, and how.
pub fn each_reference(
    value: &Value,
    path: &mut String,
    see: &mut dyn FnMut(&str, Reference, EdgeKind),
) {
    let length = path.len();
    match &value.kind {
        Kind::Unknown(unknown) => match &unknown.identity {
            Some(identity) => see(path, identity.clone(), EdgeKind::Reference),
            None => {
                for element in &unknown.elements {
                    each_reference(&element.value, path, see);
                }
                for reference in &unknown.refs {
                    see(path, reference.clone(), EdgeKind::Derived);
                }
            }
        },
        Kind::Instance(instance) => {
            let reference = Reference {
                instance: instance.id().clone(),
                path: Vec::new(),
            };
            see(path, reference, EdgeKind::Reference);
        }
        _ => {
            hops(&value.origin, path, see);
            for (at, item) in value.as_sequence().unwrap_or_default().iter().enumerate() {
                let _ = write!(path, "[{at}]");
                each_reference(item, path, see);
                path.truncate(length);
            }
            for (key, item) in value.as_entries().into_iter().flat_map(|e| e.iter()) {
                let _ = match is_identifier(key) {
                    true => write!(path, ".{key}"),
                    false => write!(path, "[{}]", quote(key)),
                };
                each_reference(item, path, see);
                path.truncate(length);
            }
        }
    }
}

/// Attributes of other instances that a known value came through: the nearest on each way.
fn hops(origin: &Origin, path: &str, see: &mut dyn FnMut(&str, Reference, EdgeKind)) {
    let mut pending = vec![(origin, EdgeKind::Reference)];
    // A value made of many parts may have a wide origin; the nearest ones tell.
    let mut budget = 256;
    while let Some((origin, kind)) = pending.pop() {
        let Origin::Via(hop) = origin else { continue };
        budget -= 1;
        if budget == 0 {
            return;
        }
        match &hop.kind {
            HopKind::Attribute(reference) => see(path, Reference::clone(reference), kind),
            HopKind::Condition | HopKind::Evidence(_) => {}
            HopKind::Expression | HopKind::File(_) => {
                let kind = match hop.from.len() {
                    1 => kind,
                    _ => EdgeKind::Derived,
                };
                pending.extend(hop.from.iter().rev().map(|from| (from, kind)));
            }
            _ => pending.extend(hop.from.iter().rev().map(|from| (from, kind))),
        }
    }
}

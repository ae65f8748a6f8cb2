//! The change that would make a failure vanish, as the `autofix` blocks of its rule name it.
//!
//! The value of the attribute is followed to where it is written: the line of a variables file, the
//! argument of a module call, the default of a variable, the attribute itself, the line of a
//! manifest. Where nothing is written, what holds the attribute gets it: the resource's block, the
//! object that leaves it out; of a module outside of the repository, the call, if the module takes
//! it from there. What comes from no single place is left to people, and says so.

use std::sync::Arc;

use crate::address::Step;
use crate::finding::{Change, Fix, FixSafety, Holder, Scalar};
use crate::language::{HopKind, Kind, Origin, Value};
use crate::source::Place;
use crate::syntax::hcl::ExprId;

use super::page::Edit;
use super::places;
use super::scope::RuleScope;

/// The fix of the rule in `scope` for the subject in it; `None` when it has none for it.
pub(super) fn of(scope: &mut RuleScope) -> Option<Fix> {
    let rule = scope.rule;
    let mut fix = Fix {
        message: String::new(),
        safety: FixSafety::Safe,
        changes: Vec::new(),
        by_hand: None,
    };
    for autofix in &rule.autofixes {
        let Edit::Set { attribute, to } = autofix.edit else {
            continue;
        };
        if let Some(when) = autofix.when
            && eval(scope, when).as_bool() != Some(true)
        {
            continue;
        }
        let to = scalar(&eval(scope, to))?;
        let Wish { name, change } = wish(scope, attribute, &to)?;
        let and = if fix.message.is_empty() {
            "set"
        } else {
            " and"
        };
        fix.message
            .push_str(&format!("{and} {name} to {}", to.as_str()));
        fix.safety = fix.safety.max(autofix.safety);
        match change {
            Ok(change) => fix.changes.push(change),
            Err(why) => fix.by_hand = Some(why),
        }
    }
    if fix.by_hand.is_some() {
        fix.changes.clear();
    }
    (!fix.message.is_empty()).then_some(fix)
}

/// What an attribute is called where it is written, and how it changes.
struct Wish {
    name: Arc<str>,
    change: Result<Change, &'static str>,
}

/// How `attribute` becomes `to`; `None` where nothing is known of it.
fn wish(scope: &mut RuleScope, attribute: ExprId, to: &Scalar) -> Option<Wish> {
    let Found {
        name,
        value,
        instance,
        holder,
    } = find(scope, attribute)?;
    let to = to.clone();
    if value.is_sensitive_anywhere() {
        let change = Err("the value is secret");
        return Some(Wish { name, change });
    }
    let change = match source(&value.origin) {
        Source::Several => Err("the value is made of several"),
        Source::Chosen => Err("a condition chooses the value"),
        Source::Written(place, default) => {
            let call = default.and_then(|(variable, place)| {
                let call = scope.world?.call_with(instance.as_ref()?, place)?;
                Some((call, variable))
            });
            Ok(match call {
                Some((at, variable)) => Change::Entry {
                    at,
                    holder: Holder::Module,
                    path: vec![variable],
                    to,
                },
                None => Change::Literal {
                    place,
                    from: scalar(&value)?,
                    to,
                },
            })
        }
        Source::Absent(at, path) => {
            let name = path.last().cloned().unwrap_or(name);
            let change = Ok(Change::Entry {
                at,
                holder: Holder::Object,
                path: path.to_vec(),
                to,
            });
            return Some(Wish { name, change });
        }
        Source::Nothing => match holder {
            Some((at, holder, path)) => Ok(Change::Entry {
                at,
                holder,
                path,
                to,
            }),
            None => Err("what holds it is computed, or stands in a text"),
        },
    };
    Some(Wish { name, change })
}

/// An attribute that a rule names.
struct Found {
    /// Its own name.
    name: Arc<str>,
    value: Value,
    /// The resource on the way to it.
    instance: Option<Value>,
    /// What is written on the way to it, and the rest of the way.
    holder: Option<(Place, Holder, Vec<Arc<str>>)>,
}

/// Walks to an attribute. The field of a record comes its own way; the record proves something
/// else.
fn find(scope: &mut RuleScope, attribute: ExprId) -> Option<Found> {
    let (bottom, steps) = places::steps(scope, attribute)?;
    let page = scope.rule.tree.file;
    let mut found = Found {
        name: "".into(),
        value: eval(scope, bottom),
        instance: None,
        holder: None,
    };
    for step in steps {
        let (name, next) = match step {
            Step::Index(at) => {
                let items = found.value.as_sequence();
                let item = items.and_then(|items| items.get(usize::try_from(at).ok()?));
                // Only the first block may be missing, since others stand before the second.
                let missing = (at == 0).then(|| Value::null(crate::language::Type::Dynamic));
                found.value = item.cloned().or(missing)?;
                continue;
            }
            Step::Attr(name) | Step::Key(name) => {
                let null = || Value::null(crate::language::Type::Dynamic);
                let entry = found.value.as_entries().and_then(|e| e.get(&name)).cloned();
                let next = match &found.value.kind {
                    Kind::Instance(instance) => {
                        let header = scope.world.and_then(|world| world.place(&found.value, &[]));
                        let holder = header.map(|at| (at, Holder::Resource, Vec::new()));
                        let next = instance.attribute(&name);
                        found.holder = holder;
                        found.instance = Some(found.value.clone());
                        next
                    }
                    _ => entry.unwrap_or_else(null),
                };
                (name, next)
            }
        };
        if let Some((_, _, path)) = &mut found.holder {
            path.push(name.clone());
        }
        let is_resource = matches!(&found.holder, Some((_, Holder::Resource, _)));
        if !is_resource && next.as_entries().is_some() {
            let place = next.origin.nearest().filter(|place| place.file != page);
            found.holder = place.map(|at| (at, Holder::Object, Vec::new()));
        }
        (found.name, found.value) = (name, next);
    }
    Some(found)
}

fn eval(scope: &mut RuleScope, expr: ExprId) -> Value {
    scope.evaluator().eval(expr)
}

fn scalar(value: &Value) -> Option<Scalar> {
    match &value.kind {
        Kind::Number(number) => Some(Scalar::Bare(number.to_string())),
        Kind::Bool(bool) => Some(Scalar::Bare(bool.to_string())),
        Kind::String(text) => Some(Scalar::Text(text.to_string())),
        _ => None,
    }
}

/// Where a value is written.
enum Source {
    /// As one literal, there; with the variable whose default it is, and the place of that.
    Written(Place, Option<(Arc<str>, Place)>),
    /// Nowhere: what stands there leaves out what this path leads to.
    Absent(Place, Arc<[Arc<str>]>),
    /// Nowhere.
    Nothing,
    /// In several places.
    Several,
    /// In a branch of a condition: what stands there was meant to differ.
    Chosen,
}

/// Where a value is written that came this way unchanged.
fn source(origin: &Origin) -> Source {
    let mut origin = origin;
    let mut default = None;
    loop {
        match origin {
            Origin::None => return Source::Nothing,
            Origin::At(place) => return Source::Written(*place, default),
            Origin::Via(hop) => {
                if let (HopKind::Default(name, _), Some(place)) = (&hop.kind, hop.place) {
                    default = Some((name.clone(), place));
                }
                origin = match (&hop.kind, hop.from.as_slice()) {
                    (HopKind::Absent(place, path), _) => {
                        return Source::Absent(*place, path.clone());
                    }
                    // What is written is the name of the file.
                    (HopKind::File(_), _) => return Source::Nothing,
                    // Its own way comes first, then that of the whole.
                    (HopKind::Element, [own, _, ..]) => own,
                    (_, [only]) => only,
                    (_, [_, Origin::Via(by)]) if by.kind == HopKind::Condition => {
                        return Source::Chosen;
                    }
                    (_, []) => return Source::Nothing,
                    (_, _) => return Source::Several,
                };
            }
        }
    }
}

//! Loops: `[for …]`, `{for …}`, and the rounds of `%{for}` in templates.

use std::sync::Arc;

use crate::source::Place;
use crate::syntax::hcl::{ForExpr, Name};

use super::eval::Evaluator;
use super::functions::{self, max_elements};
use super::operators::parts;
use super::origin::{HopKind, Origin};
use super::scope::Dialect;
use super::secrecy::Secrecy;
use super::types::Type;
use super::unknown::{Element, Presence, Reason, ReasonKind, Unknown};
use super::value::{Kind, Value};

impl Evaluator<'_> {
    /// The rounds of a loop over `collection`: key and value of each; `None` when it is unknown.
    pub(super) fn rounds(
        &mut self,
        collection: &Value,
        place: Place,
    ) -> Result<Option<Vec<(Value, Value)>>, Value> {
        let origin = || collection.origin.clone();
        let rounds: Vec<(Value, Value)> = match &collection.kind {
            Kind::Unknown(unknown) if unknown.ty.is_primitive() => {
                let message = format!("a {} cannot be iterated", unknown.ty.friendly());
                return Err(self.error(place, message));
            }
            Kind::Unknown(unknown) => match unknown.listed() {
                Some(listed) if self.dialect != Dialect::Rules || listed.len() == 1 => {
                    let values = listed.iter().map(|element| &element.value);
                    values.map(|v| (v.clone(), v.clone())).collect()
                }
                _ => return Ok(None),
            },
            Kind::Instance(_) => return Ok(None),
            Kind::Set(set) => set.items.iter().map(|v| (v.clone(), v.clone())).collect(),
            Kind::List(_) | Kind::Tuple(_) => {
                let items = collection.as_sequence().unwrap_or_default();
                let keyed = items.iter().enumerate();
                keyed
                    .map(|(at, v)| (Value::int(at as i64).at(origin()), v.clone()))
                    .collect()
            }
            Kind::Map(_) | Kind::Object(_) => match collection.as_entries() {
                Some(entries) => entries
                    .iter()
                    .map(|(k, v)| (Value::string(k.clone()).at(origin()), v.clone()))
                    .collect(),
                None => Vec::new(),
            },
            Kind::Null(_) => {
                return Err(self.error(place, "this is null and cannot be iterated"));
            }
            _ => {
                let message = format!("a {} cannot be iterated", collection.ty().friendly());
                return Err(self.error(place, message));
            }
        };
        let chained = matches!(collection.origin, Origin::Via(_));
        let rounds = rounds.into_iter().map(|(key, value)| {
            let value = match (chained, &value.origin) {
                (true, Origin::None) => value.at(origin()),
                (true, _) => {
                    let from = vec![value.origin.clone(), origin()];
                    value.at(Origin::via(HopKind::Element, None, from))
                }
                _ => value,
            };
            (
                key.marked(collection.secrecy),
                value.marked(collection.secrecy),
            )
        });
        Ok(Some(rounds.collect()))
    }

    /// Binds the names of a round; returns how many.
    pub(super) fn bind(
        &mut self,
        key_name: Option<Name>,
        value_name: Name,
        key: Value,
        value: Value,
    ) -> usize {
        let name = |this: &Self, span| Arc::<str>::from(this.tree.str(span));
        let mut bound = 1;
        if let Some(span) = key_name {
            let name = name(self, span);
            self.bound.push((name, key));
            bound = 2;
        }
        let name = name(self, value_name);
        self.bound.push((name, value));
        bound
    }

    pub(super) fn unbind(&mut self, count: usize) {
        let left = self.bound.len().saturating_sub(count);
        self.bound.truncate(left);
    }

    /// `[for … ]` and `{for … }`.
    pub(super) fn for_expr(&mut self, expr: &ForExpr, place: Place) -> Value {
        let collection_place = self.place(expr.collection);
        let collection = self.eval(expr.collection).opened();
        let rounds = match self.rounds(&collection, collection_place) {
            Err(error) => return error,
            Ok(rounds) => rounds,
        };
        let of_condition = match self.tried_condition(expr, &collection) {
            Err(error) => return error,
            Ok(secrecy) => secrecy,
        };
        let rounds = match rounds {
            None => {
                let made = self.for_unknown(expr, &collection, place);
                return made.marked(of_condition);
            }
            Some(rounds) => rounds,
        };
        let certain = rounds
            .into_iter()
            .map(|(key, value)| (key, value, Presence::Certain));
        let before = Rounds {
            blurred: is_blurred(&collection).then(|| collection.clone()),
            ..Rounds::default()
        };
        let made = self.for_rounds(expr, certain.collect(), before);
        let secrecy = collection.secrecy | made.secrecy;
        let origin = Origin::via(
            HopKind::Expression,
            Some(place),
            [collection.origin.clone()],
        );
        let value = match made.undecided.is_empty() {
            true if expr.key.is_some() => Value::object(
                made.elements
                    .into_iter()
                    .filter_map(|e| Some((e.key?, e.value)))
                    .collect(),
            ),
            true => self.looped(made.elements, made.blurred.as_ref()),
            false => {
                let unknown = self.unknown_of(Type::Dynamic, &made.undecided);
                let mut elements = made.elements;
                if made.blurred.is_some() && expr.key.is_none() {
                    elements.iter_mut().for_each(Element::blur);
                }
                Value::unknown(unknown.with_elements(elements, made.open))
            }
        };
        value.at(origin).marked(secrecy)
    }

    /// What a loop made, in order. Of several elements of a `blurred` set neither the order nor the
    /// number is known, though Terraform's plan tells both.
    fn looped(&self, mut elements: Vec<Element>, blurred: Option<&Value>) -> Value {
        let Some(set) = blurred.filter(|_| elements.len() > 1) else {
            return Value::tuple(elements.into_iter().map(|e| e.value).collect());
        };
        elements.iter_mut().for_each(Element::blur);
        let of = elements.iter().map(|element| element.value.clone());
        let of: Vec<Value> = of.chain([set.clone()]).collect();
        let unknown = self.unknown_of(Type::Dynamic, &of).not_null();
        // What is made of the whole has the marks of all.
        let marks = elements.iter().map(|element| element.value.all_secrecy());
        let all = elements.iter().all(|e| e.value.secrecy.is_sensitive());
        let marks: Secrecy = marks.collect();
        Value::unknown(unknown.with_elements(elements, false)).marked(match all {
            true => marks,
            false => marks.lost(),
        })
    }

    /// The marks of the condition of a loop, or what is wrong with it, whatever it loops over:
    /// Terraform tries it first with names that stand for anything.
    fn tried_condition(&mut self, expr: &ForExpr, collection: &Value) -> Result<Secrecy, Value> {
        let Some(condition) = expr.condition else {
            return Ok(Secrecy::NONE);
        };
        if self.dialect == Dialect::Rules || matches!(collection.ty(), Type::Dynamic) {
            return Ok(Secrecy::NONE);
        }
        let anything = || {
            let reason = Reason::new(ReasonKind::Computed, "an element", None);
            Value::unknown_for(Type::Dynamic, reason)
        };
        let place = self.place(condition);
        let bound = self.bind(expr.key_name, expr.value_name, anything(), anything());
        let (value, errors) = self.attempt(condition);
        self.unbind(bound);
        if let Some(first) = errors.first() {
            let reason = Reason::new(ReasonKind::Error, first.message.as_str(), Some(place));
            self.diagnostics.extend(errors);
            return Err(Value::unknown_for(Type::Dynamic, reason));
        }
        self.expect(&value, &Type::Bool, place)?;
        Ok(value.secrecy)
    }

    /// A loop over an unknown collection is unknown; what is known of the collection's elements is
    /// known of the result's.
    fn for_unknown(&mut self, expr: &ForExpr, collection: &Value, place: Place) -> Value {
        let source = [collection.clone()];
        let (elements, open) = parts(collection);
        // Terraform does not look into the body here, so nothing is said about it either.
        let said = self.diagnostics.len();
        let rounds = elements.into_iter().map(|element| {
            let key = match (element.key, &element.value) {
                (Some(key), _) => Value::string(key),
                (None, value) if matches!(collection.ty(), Type::Set(_)) => value.clone(),
                _ => Value::unknown(self.unknown_of(Type::Dynamic, &source)),
            };
            (key, element.value, element.presence)
        });
        let rounds = rounds.collect();
        let before = Rounds {
            undecided: vec![collection.clone()],
            open,
            ..Rounds::default()
        };
        let made = self.for_rounds(expr, rounds, before);
        self.diagnostics.truncate(said);
        let mut unknown = self
            .unknown_of(Type::Dynamic, &source)
            .with_elements(made.elements, made.open);
        // No loop is null, but Terraform does not think of that.
        unknown.not_null = self.dialect == Dialect::Rules;
        let values: Vec<Value> = unknown.elements.iter().map(|e| e.value.clone()).collect();
        if let Some(inner) = Unknown::from_parts(Type::Dynamic, &values) {
            unknown.refs.extend(inner.refs);
            unknown.refs.sort();
            unknown.refs.dedup();
        }
        let origin = Origin::via(
            HopKind::Expression,
            Some(place),
            [collection.origin.clone()],
        );
        Value::unknown(unknown)
            .at(origin)
            .marked(loop_secrecy(collection))
    }

    fn for_rounds(
        &mut self,
        expr: &ForExpr,
        rounds: Vec<(Value, Value, Presence)>,
        mut made: Rounds,
    ) -> Rounds {
        let mut groups: Vec<(Arc<str>, Vec<Element>)> = Vec::new();
        let mut seen = std::collections::BTreeMap::<Arc<str>, usize>::new();
        for (key, value, presence) in rounds {
            let bound = self.bind(expr.key_name, expr.value_name, key, value);
            self.for_round(expr, presence, &mut made, &mut groups, &mut seen);
            self.unbind(bound);
            if made.elements.len() > max_elements() {
                let place = self.place(expr.value);
                let message = format!("more than {} elements", max_elements());
                let error = functions::Error::limit(message);
                let error = self.call_error(&error, place, &[]);
                made.undecided.push(error);
                made.open = true;
                break;
            }
        }
        for (key, values) in groups {
            let group = self.group(key, values, &made);
            made.elements.push(group);
        }
        made
    }

    /// The values of one key. Where a round or a key is not decided, there may be more of them.
    fn group(&self, key: Arc<str>, values: Vec<Element>, made: &Rounds) -> Element {
        let presence = match values.iter().any(Element::is_certain) {
            true => Presence::Certain,
            false => Presence::Perhaps,
        };
        let whole = !made.open && values.iter().all(|e| e.presence == Presence::Certain);
        let value = match whole || self.dialect != Dialect::Rules {
            true => self.looped(values, made.blurred.as_ref()),
            false => {
                let unknown = self.unknown_of(Type::Dynamic, &made.undecided);
                Value::unknown(unknown.not_null().with_elements(values, made.open))
            }
        };
        Element {
            key: Some(key),
            value,
            presence,
        }
    }

    fn for_round(
        &mut self,
        expr: &ForExpr,
        mut presence: Presence,
        made: &mut Rounds,
        groups: &mut Vec<(Arc<str>, Vec<Element>)>,
        seen: &mut std::collections::BTreeMap<Arc<str>, usize>,
    ) {
        if let Some(condition) = expr.condition {
            let place = self.place(condition);
            let value = self.eval(condition);
            made.secrecy |= value.secrecy;
            let said = self.diagnostics.len();
            let checked = match value.is_unknown() && expr.key.is_none() {
                true => Ok(value),
                false => self.expect(&value, &Type::Bool, place),
            };
            let value = match checked {
                Ok(value) => value,
                Err(error) => {
                    // Terraform says no more of a loop that is undecided already.
                    if !made.undecided.is_empty() {
                        self.diagnostics.truncate(said);
                    }
                    return made.wrong(error);
                }
            };
            match value.as_bool() {
                Some(true) => {}
                Some(false) => return,
                None => {
                    made.undecided.push(value);
                    presence = presence.and(Presence::Perhaps);
                }
            }
        }
        // What is wrong with an element that may not exist is not an error.
        let said = self.diagnostics.len();
        let quiet = presence != Presence::Certain;
        let key = expr.key.map(|id| (self.place(id), self.eval(id)));
        let said_of_key = self.diagnostics.len();
        let value = self.eval(expr.value);
        if quiet {
            self.diagnostics.truncate(said);
        }
        // Terraform does not look at the value of a key that is not known.
        if key.as_ref().is_some_and(|(_, key)| key.is_unknown()) {
            self.diagnostics.truncate(said_of_key);
        }
        let Some((key_place, key)) = key else {
            made.elements.push(Element {
                key: None,
                value,
                presence,
            });
            return;
        };
        made.secrecy |= key.secrecy;
        let said = self.diagnostics.len();
        let checked = match key.is_unknown() {
            true => Ok(key),
            false => self.expect(&key, &Type::String, key_place),
        };
        let key = match checked {
            Ok(key) => key,
            Err(error) => {
                // As with conditions.
                if !made.undecided.is_empty() {
                    self.diagnostics.truncate(said);
                }
                return made.wrong(error);
            }
        };
        let Some(text) = key.as_str().map(Arc::<str>::from) else {
            made.undecided.push(key);
            made.open = true;
            return;
        };
        if expr.group {
            let at = *seen.entry(text.clone()).or_insert_with(|| {
                groups.push((text.clone(), Vec::new()));
                groups.len() - 1
            });
            if let Some((_, values)) = groups.get_mut(at) {
                values.push(Element {
                    key: None,
                    value,
                    presence,
                });
            }
            return;
        }
        if seen.insert(text.clone(), 0).is_some() && presence == Presence::Certain {
            let message = format!(
                "two elements have the key {text:?}; write `...` after the value to group them"
            );
            let error = self.error(key_place, message);
            // Terraform goes on with the first.
            return match self.dialect {
                Dialect::Rules => made.wrong(error),
                Dialect::Terraform | Dialect::Terraform112 => {}
            };
        }
        made.elements.push(Element {
            key: Some(text),
            value,
            presence,
        });
    }
}

/// What the rounds of a loop made.
#[derive(Default)]
struct Rounds {
    elements: Vec<Element>,
    /// Conditions and keys that are unknown: with any, Terraform has the whole unknown.
    undecided: Vec<Value>,
    /// Whether there may be elements beyond `elements`.
    open: bool,
    secrecy: Secrecy,
    /// The set that is looped over, where two of its elements may turn out to be one.
    blurred: Option<Value>,
}

/// The marks that a loop over `collection` has of it. Where Terraform does not even know the type, it
/// loses them.
fn loop_secrecy(collection: &Value) -> Secrecy {
    match &collection.kind {
        Kind::Unknown(unknown) if unknown.ty == Type::Dynamic && !unknown.has_hidden_type() => {
            collection.secrecy.lost()
        }
        _ => collection.secrecy,
    }
}

/// Whether `collection` is a set of several elements that Terraform lists, some unknown.
pub(super) fn is_blurred(collection: &Value) -> bool {
    let unknown = collection.as_unknown();
    let listed = unknown.and_then(|unknown| unknown.listed());
    listed.is_some_and(|listed| listed.len() > 1)
}

impl Rounds {
    /// A round that is wrong would have made an element, had it been right.
    fn wrong(&mut self, error: Value) {
        self.undecided.push(error);
        self.open = true;
    }
}

//! Templates and `for` expressions: what repeats and what is put together.

use std::sync::Arc;

use crate::source::Place;
use crate::syntax::hcl::{ForExpr, Name, TemplatePart};

use super::convert::convert;
use super::eval::Evaluator;
use super::functions::{self, max_elements, max_string};
use super::operators::parts;
use super::origin::{HopKind, Origin};
use super::scope::Dialect;
use super::secrecy::Secrecy;
use super::types::Type;
use super::unknown::{Element, Piece, Presence, Reason, ReasonKind, Unknown};
use super::value::{Kind, Value};

/// A template while it is put together.
#[derive(Default)]
struct Assembly {
    /// What comes before the first unknown part, all that Terraform knows of it.
    text: String,
    unknown: Vec<Value>,
    /// From the first unknown part on: what is not known, and the text behind it.
    rest: Vec<(Option<Value>, String)>,
    /// How long the text in `rest` is.
    rest_length: usize,
    origins: Vec<Origin>,
    secrecy: Secrecy,
    failed: Option<Value>,
}

/// Most parts of a text that are told apart once one of them is unknown.
const MAX_PIECES: usize = 512;

impl Assembly {
    fn push(&mut self, text: &str) {
        if self.unknown.is_empty() {
            self.text.push_str(text);
            return;
        }
        self.rest_length = self.rest_length.saturating_add(text.len());
        if let Some((_, behind)) = self.rest.last_mut()
            && self.rest_length <= max_string()
        {
            behind.push_str(text);
        }
    }

    /// Adds a part that is not known. What its own parts are is told in its place.
    fn push_unknown(&mut self, value: Value) {
        let pieces = value.as_unknown().and_then(|own| own.pieces.clone());
        self.unknown.push(value.clone());
        match pieces {
            None => self.piece(Some(value), ""),
            Some(pieces) => {
                for piece in pieces.iter() {
                    match piece {
                        Piece::Text(text) => self.piece(None, text),
                        Piece::Unknown(value) => self.piece(Some(value.clone()), ""),
                    }
                }
            }
        }
    }

    fn piece(&mut self, unknown: Option<Value>, behind: &str) {
        self.rest_length = self.rest_length.saturating_add(behind.len());
        if self.rest.len() <= MAX_PIECES && self.rest_length <= max_string() {
            self.rest.push((unknown, behind.to_owned()));
        }
    }

    /// The parts of a text of several lines, of one that begins as an ARN or a document does, of one
    /// that ends in a name after a colon (`ISSUER:sub`), and of one that ends in a letter alone, as
    /// zones do (`REGIONa`); of others nobody asks.
    fn pieces(&self) -> Option<Arc<[Piece]>> {
        let all = self.rest.len() <= MAX_PIECES && self.rest_length <= max_string();
        let lines = || self.rest.iter().any(|(_, text)| text.contains('\n'));
        let asked = self.text.starts_with("arn:") || self.text.starts_with('{');
        let named = || {
            self.rest
                .last()
                .is_some_and(|(_, text)| text.starts_with(':'))
        };
        let lettered = || {
            let letter = |text: &str| matches!(text.as_bytes(), [b'a'..=b'z']);
            matches!(self.rest.as_slice(), [(Some(_), text)] if self.text.is_empty() && letter(text))
        };
        if !all || !(asked || named() || lettered() || self.text.contains('\n') || lines()) {
            return None;
        }
        let mut pieces = vec![Piece::Text(self.text.as_str().into())];
        for (unknown, behind) in &self.rest {
            pieces.extend(unknown.clone().map(Piece::Unknown));
            pieces.push(Piece::Text(behind.as_str().into()));
        }
        Some(pieces.into())
    }

    /// Takes in a part that was put together apart: of one that is unknown, Terraform knows no
    /// beginning.
    fn take(&mut self, part: Assembly) {
        match part.unknown.is_empty() {
            true => self.push(&part.text),
            false => {
                self.unknown.extend(part.unknown);
                self.piece(None, &part.text);
                for (unknown, behind) in part.rest {
                    self.piece(unknown, &behind);
                }
            }
        }
        self.origins.extend(part.origins);
        self.secrecy |= part.secrecy;
        self.failed = self.failed.take().or(part.failed);
    }
}

impl Evaluator<'_> {
    /// A quoted string or heredoc with interpolations.
    pub(super) fn template(&mut self, parts: &[TemplatePart], place: Place) -> Value {
        let mut assembly = Assembly::default();
        self.template_parts(parts, place, &mut assembly);
        if let Some(failed) = assembly.failed {
            // It would have been a text.
            let failed = convert(&failed, &Type::String).unwrap_or(failed);
            return failed.marked(assembly.secrecy);
        }
        let mut from = vec![Origin::At(place)];
        from.append(&mut assembly.origins);
        let origin = match from.len() {
            1 => Origin::At(place),
            _ => Origin::via(HopKind::Expression, Some(place), from),
        };
        let value = match assembly.unknown.is_empty() {
            true => Value::string(assembly.text),
            false => {
                let mut unknown = self.unknown_of(Type::String, &assembly.unknown);
                // Rules look at texts as a whole only.
                if self.dialect == Dialect::Terraform {
                    unknown.pieces = assembly.pieces();
                }
                Value::unknown(unknown.not_null().starting(&assembly.text))
            }
        };
        value.at(origin).marked(assembly.secrecy)
    }

    fn template_parts(&mut self, parts: &[TemplatePart], place: Place, out: &mut Assembly) {
        for part in parts {
            if out.failed.is_some() {
                return;
            }
            match part {
                TemplatePart::Literal(text) => {
                    let tree = self.tree;
                    out.push(tree.chars(text));
                }
                TemplatePart::Interpolation(id) => {
                    let value = self.eval(*id);
                    let part_place = self.place(*id);
                    self.interpolate(&value, part_place, out);
                }
                TemplatePart::If {
                    condition, yes, no, ..
                } => {
                    let condition_place = self.place(*condition);
                    let value = self.eval(*condition);
                    out.secrecy |= value.secrecy;
                    let checked = match value.is_unknown() {
                        true => Ok(value),
                        false => self.expect(&value, &Type::Bool, condition_place),
                    };
                    match checked {
                        Err(error) => out.failed = Some(error),
                        Ok(value) => {
                            let chosen = match value.as_bool() {
                                Some(true) => self.branches(yes, no, place),
                                Some(false) => self.branches(no, yes, place),
                                None => self.undecided(value, yes, no, place),
                            };
                            out.take(chosen);
                        }
                    }
                }
                TemplatePart::For {
                    key_name,
                    value_name,
                    collection,
                    body,
                    ..
                } => {
                    let collection_place = self.place(*collection);
                    let collection = self.eval(*collection);
                    out.secrecy |= collection.secrecy;
                    match self.rounds(&collection, collection_place) {
                        Err(error) => out.failed = Some(error),
                        Ok(None) => out.push_unknown(collection),
                        Ok(Some(rounds)) => {
                            let mut looped = Assembly::default();
                            for (key, value) in rounds {
                                let bound = self.bind(*key_name, *value_name, key, value);
                                self.template_parts(body, place, &mut looped);
                                self.unbind(bound);
                                self.limit(place, &mut looped);
                                if looped.failed.is_some() {
                                    break;
                                }
                            }
                            match looped.failed.is_none() && is_blurred(&collection) {
                                true => out.push_unknown(collection),
                                false => out.take(looped),
                            }
                        }
                    }
                }
            }
            self.limit(place, out);
        }
    }

    /// The parts that a condition chose. Those it did not choose are evaluated too: what is secret
    /// in them is secret in the whole.
    fn branches(
        &mut self,
        chosen: &[TemplatePart],
        other: &[TemplatePart],
        place: Place,
    ) -> Assembly {
        let mut out = Assembly::default();
        self.template_parts(chosen, place, &mut out);
        let said = self.diagnostics.len();
        let mut passed_over = Assembly::default();
        self.template_parts(other, place, &mut passed_over);
        self.diagnostics.truncate(said);
        out.secrecy |= passed_over.secrecy;
        out
    }

    /// One of two, which is unknown: what is wrong in either is not wrong yet.
    fn undecided(
        &mut self,
        condition: Value,
        yes: &[TemplatePart],
        no: &[TemplatePart],
        place: Place,
    ) -> Assembly {
        let said = self.diagnostics.len();
        let mut out = Assembly::default();
        out.unknown.push(condition);
        for branch in [yes, no] {
            let mut parts = Assembly::default();
            self.template_parts(branch, place, &mut parts);
            out.unknown.extend(parts.unknown);
            out.secrecy |= parts.secrecy;
        }
        let either = self.unknown_of(Type::String, &out.unknown);
        out.piece(Some(Value::unknown(either)), "");
        self.diagnostics.truncate(said);
        out
    }

    fn limit(&mut self, place: Place, out: &mut Assembly) {
        if out.text.len() > max_string() {
            let error = functions::too_long();
            out.failed = Some(self.call_error(&error, place, &[]));
        }
    }

    fn interpolate(&mut self, value: &Value, place: Place, out: &mut Assembly) {
        out.secrecy |= value.all_secrecy();
        if !matches!(value.origin, Origin::At(_) | Origin::None) {
            out.origins.push(value.origin.clone());
        }
        if value.is_null() {
            let message = "this is null and cannot stand in a string";
            out.failed = Some(self.error(place, message));
            return;
        }
        if let Kind::Unknown(unknown) = &value.kind {
            // What an unknown part is known to begin with, the whole begins with too; Terraform
            // does not look so far, nor at the type.
            if self.dialect == Dialect::Rules
                && out.unknown.is_empty()
                && let Some(prefix) = &unknown.prefix
            {
                out.text.push_str(prefix);
            }
            out.push_unknown(value.clone());
            return;
        }
        match self.expect(value, &Type::String, place) {
            Err(error) => out.failed = Some(error),
            Ok(text) => match &text.kind {
                Kind::String(text) => out.push(text),
                _ => out.push_unknown(text),
            },
        }
    }

    /// The rounds of a loop over `collection`: key and value of each; `None` when it is unknown.
    fn rounds(
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
                Some(listed) if self.dialect == Dialect::Terraform || listed.len() == 1 => {
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
    fn bind(
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

    fn unbind(&mut self, count: usize) {
        let left = self.bound.len().saturating_sub(count);
        self.bound.truncate(left);
    }

    /// `[for … ]` and `{for … }`.
    pub(super) fn for_expr(&mut self, expr: &ForExpr, place: Place) -> Value {
        let collection_place = self.place(expr.collection);
        let collection = self.eval(expr.collection);
        let rounds = match self.rounds(&collection, collection_place) {
            Err(error) => return error,
            Ok(rounds) => rounds,
        };
        if let Some(error) = self.refused_condition(expr, &collection) {
            return error;
        }
        let rounds = match rounds {
            None => return self.for_unknown(expr, &collection, place),
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
        Value::unknown(unknown.with_elements(elements, false))
    }

    /// What is wrong with the condition of a loop whatever it loops over: Terraform tries it first
    /// with names that stand for anything.
    fn refused_condition(&mut self, expr: &ForExpr, collection: &Value) -> Option<Value> {
        let condition = expr.condition?;
        if self.dialect == Dialect::Rules || matches!(collection.ty(), Type::Dynamic) {
            return None;
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
            return Some(Value::unknown_for(Type::Dynamic, reason));
        }
        self.expect(&value, &Type::Bool, place).err()
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
            .marked(collection.secrecy)
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
        let value = match whole || self.dialect == Dialect::Terraform {
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
            return made.wrong(error);
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

/// Whether `collection` is a set of several elements that Terraform lists, some unknown.
fn is_blurred(collection: &Value) -> bool {
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

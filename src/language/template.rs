//! Templates: texts that are put together.

use std::sync::Arc;

use crate::source::Place;
use crate::syntax::hcl::TemplatePart;

use super::convert::convert;
use super::eval::Evaluator;
use super::functions::{self, max_string};
use super::loops::is_blurred;
use super::origin::{HopKind, Origin};
use super::scope::Dialect;
use super::secrecy::Secrecy;
use super::types::Type;
use super::unknown::Piece;
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
    /// Notes that a part is wrong. The others are looked at for what is wrong with them.
    fn fail(&mut self, error: Value) {
        self.failed.get_or_insert(error);
    }

    fn push(&mut self, text: &str) {
        if self.failed.is_some() {
            return;
        }
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
    /// that has a name behind a slash or a colon (`ISSUER:sub`, `REGISTRY/app`, `IMAGE:TAG`), and of
    /// one that ends in a letter alone, as zones do (`REGIONa`); of others nobody asks.
    fn pieces(&self) -> Option<Arc<[Piece]>> {
        let all = self.rest.len() <= MAX_PIECES && self.rest_length <= max_string();
        let lines = || self.rest.iter().any(|(_, text)| text.contains('\n'));
        let asked = self.text.starts_with("arn:") || self.text.starts_with('{');
        let named = || self.rest.iter().any(|(_, text)| text.contains([':', '/']));
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
                if self.dialect != Dialect::Rules {
                    unknown.pieces = assembly.pieces();
                }
                Value::unknown(unknown.not_null().starting(&assembly.text))
            }
        };
        value.at(origin).marked(assembly.secrecy)
    }

    fn template_parts(&mut self, parts: &[TemplatePart], place: Place, out: &mut Assembly) {
        for part in parts {
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
                    let unknown = value.as_unknown().is_some_and(|u| u.listed().is_none());
                    let checked = match unknown {
                        true => Ok(value),
                        false => self.expect(&value, &Type::Bool, condition_place),
                    };
                    match checked {
                        Err(error) => out.fail(error),
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
                    match self.rounds(&collection, collection_place) {
                        Err(error) => out.fail(error),
                        // Terraform loses the marks of what it cannot go through.
                        Ok(None) => {
                            out.secrecy |= match collection.is_left_to_apply() {
                                true => collection.secrecy.lost(),
                                false => collection.secrecy,
                            };
                            out.push_unknown(collection);
                        }
                        Ok(Some(rounds)) => {
                            out.secrecy |= collection.secrecy;
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
                            // And those of the rounds, as soon as one is unknown.
                            if looped.unknown.iter().any(Value::is_left_to_apply) {
                                looped.secrecy = looped.secrecy.lost();
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
            out.fail(self.call_error(&error, place, &[]));
        }
    }

    fn interpolate(&mut self, value: &Value, place: Place, out: &mut Assembly) {
        out.secrecy |= value.all_secrecy();
        if !matches!(value.origin, Origin::At(_) | Origin::None) {
            out.origins.push(value.origin.clone());
        }
        if value.is_null() {
            let message = "this is null and cannot stand in a string";
            out.fail(self.error(place, message));
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
            Err(error) => out.fail(error),
            Ok(text) => match &text.kind {
                Kind::String(text) => out.push(text),
                _ => out.push_unknown(text),
            },
        }
    }
}

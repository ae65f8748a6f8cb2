//! YAML, or JSON, that stands in a string of Terraform, known as a whole or in part.

use std::sync::Arc;

use crate::language::{
    Element, Entries, Keyed, Kind, Piece, Presence, Reason, ReasonKind, Type, Unknown, Value,
};
use crate::source::FileId;
use crate::syntax::yaml::{Condition, Dialect, parse};

use super::edit::{each_part, like};
use super::value::value;

/// Stand around the number of an unknown part while the text around it is read: characters for
/// private use, which no manifest has.
const MARKS: [char; 2] = ['\u{e000}', '\u{e001}'];

/// What the first document of `text` says, an empty mapping if there is none; unknown parts of the
/// text leave unknown what they stand for.
pub fn document(text: &Value) -> Value {
    if let Some(written) = text.as_str() {
        let broken = || Reason::new(ReasonKind::Parse, "this text", text.origin.nearest());
        return read(written, text).unwrap_or_else(|| Value::unknown_for(Type::Dynamic, broken()));
    }
    let Kind::Unknown(unknown) = &text.kind else {
        return text.clone();
    };
    let parts = || {
        if let Some(document) = &unknown.document {
            return Some(Value::clone(document));
        }
        let (written, holes) = with_holes(unknown.pieces.as_deref()?)?;
        Some(filled(&read(&written, text)?, &holes))
    };
    parts().unwrap_or_else(|| {
        let unknown = Unknown {
            ty: Type::Dynamic,
            ..Unknown::clone(unknown)
        };
        Value::unknown(unknown).at(text.origin.clone())
    })
}

/// The first document of `written`, with the places of `text`; `None` where it is no YAML.
fn read(written: &str, text: &Value) -> Option<Value> {
    let (tree, _) = parse(FileId(0), written.into(), Dialect::Kubernetes);
    match tree.documents.first() {
        None => Some(Value::object(Vec::new())),
        Some(document) if document.condition == Condition::Read => {
            Some(written_at(&value(&tree, document.root), text))
        }
        Some(_) => None,
    }
}

/// A value that was read from `text`, which is no file of its own.
fn written_at(value: &Value, text: &Value) -> Value {
    let part = each_part(value, &|part| written_at(part, text));
    part.at(text.origin.clone()).marked(text.secrecy)
}

/// An unknown part of a text.
struct Hole<'v> {
    value: &'v Value,
    /// It stands alone between quotes, so that it is a string whatever it holds.
    quoted: bool,
}

/// The text with a mark for each unknown part, and these parts.
fn with_holes(pieces: &[Piece]) -> Option<(String, Vec<Hole<'_>>)> {
    let [open, close] = MARKS;
    let mut text = String::new();
    let mut holes = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text(known) if known.contains(MARKS) => return None,
            Piece::Text(known) => text.push_str(known),
            Piece::Unknown(value) => {
                let closed = |next: &Piece| matches!(next, Piece::Text(t) if t.starts_with('"'));
                let quoted = text.ends_with('"') && pieces.get(at + 1).is_some_and(closed);
                text.push_str(&format!("{open}{}{close}", holes.len()));
                holes.push(Hole { value, quoted });
            }
        }
    }
    Some((text, holes))
}

/// `value` with its marks replaced by what they stand for.
fn filled(value: &Value, holes: &[Hole<'_>]) -> Value {
    if let Kind::String(text) = &value.kind {
        return match text.contains(MARKS) {
            true => filled_text(text, value, holes),
            false => value.clone(),
        };
    }
    let filled_parts = each_part(value, &|part| filled(part, holes));
    match filled_parts.as_entries() {
        Some(entries) if entries.iter().any(|(name, _)| name.contains(MARKS)) => {
            with_open_keys(&filled_parts, entries, holes)
        }
        _ => filled_parts,
    }
}

/// A text that holds marks: the part itself where it is the whole text, else a text of which the
/// beginning is known.
fn filled_text(text: &str, value: &Value, holes: &[Hole<'_>]) -> Value {
    let inside = inside(text, holes);
    let whole = text
        .strip_prefix(MARKS[0])
        .and_then(|t| t.strip_suffix(MARKS[1]));
    let whole = whole.is_some_and(|number| number.parse::<usize>().is_ok());
    let unknown = match (whole, inside.as_slice()) {
        (true, [only]) => only.value.as_unknown().map(|own| Unknown {
            ty: match only.quoted {
                true => Type::String,
                false => Type::Dynamic,
            },
            pieces: None,
            ..Unknown::clone(own)
        }),
        _ => Unknown::from_parts(Type::String, values(&inside)).map(|unknown| {
            let before = text.split(MARKS[0]).next().unwrap_or("");
            let unknown = unknown.not_null().starting(before);
            Unknown {
                pieces: Some(pieces(text, holes)),
                ..unknown
            }
        }),
    };
    let sensitive = values(&inside).any(|part| part.is_sensitive_anywhere());
    match unknown {
        Some(unknown) => like(value, Kind::Unknown(Arc::new(unknown))).marked(sensitive),
        None => value.clone(),
    }
}

/// A mapping with keys that are not known: its other entries are. No two keys of a document are the
/// same.
fn with_open_keys(value: &Value, entries: &Entries, holes: &[Hole<'_>]) -> Value {
    let (open, known): (Vec<_>, Vec<_>) =
        entries.iter().partition(|(name, _)| name.contains(MARKS));
    let unknown: Vec<&Hole<'_>> = open
        .iter()
        .flat_map(|(name, _)| inside(name, holes))
        .collect();
    let unknown = Unknown::from_parts(Type::Dynamic, values(&unknown));
    let Some(unknown) = unknown else {
        return value.clone();
    };
    let known = known.into_iter().map(|(name, part)| Element {
        key: Some(name.clone()),
        value: part.clone(),
        presence: Presence::Certain,
    });
    let keyed = open.iter().map(|(name, part)| Keyed {
        key: filled_text(name, &Value::string(name.clone()), holes),
        value: part.clone(),
        presence: Presence::Certain,
    });
    let keyed = keyed.collect();
    let mut unknown = unknown.not_null().with_elements(known.collect(), true);
    unknown.keyed = Some(keyed);
    like(value, Kind::Unknown(Arc::new(unknown)))
}

/// A text taken apart at its marks.
fn pieces(text: &str, holes: &[Hole<'_>]) -> Arc<[Piece]> {
    let mut pieces = Vec::new();
    for (at, part) in text.split(MARKS[0]).enumerate() {
        let (hole, known) = match part.split_once(MARKS[1]) {
            Some((number, known)) if at > 0 => {
                let number = number.parse::<usize>().ok();
                (number.and_then(|number| holes.get(number)), known)
            }
            _ => (None, part),
        };
        pieces.extend(hole.map(|hole| Piece::Unknown(hole.value.clone())));
        pieces.push(Piece::Text(known.into()));
    }
    pieces.into()
}

/// The parts whose marks `text` holds.
fn inside<'h, 'v>(text: &str, holes: &'h [Hole<'v>]) -> Vec<&'h Hole<'v>> {
    let numbers = text.split(MARKS[0]).skip(1);
    let numbers = numbers.filter_map(|rest| rest.split(MARKS[1]).next()?.parse::<usize>().ok());
    numbers.filter_map(|number| holes.get(number)).collect()
}

fn values<'v>(holes: &[&Hole<'v>]) -> impl Iterator<Item = &'v Value> {
    holes.iter().map(|hole| hole.value)
}

//! Values that the files alone do not decide.
//!
//! An unknown says why it is unknown, which attributes of instances went into it, and — where it
//! stands for exactly one of them — which. It carries what Terraform itself knows of it (its type
//! and refinements), and what Terraform forgets: the elements that an open collection certainly
//! or possibly holds. Terraform's own operations look only at the former.

use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;

use crate::address::Reference;
use crate::source::Place;

use super::normal::normal;
use super::types::Type;
use super::value::Value;

/// Why a value is unknown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ReasonKind {
    /// A variable without a value.
    Variable,
    /// An attribute of a data source.
    DataSource,
    /// A module that was not loaded.
    Module,
    /// The state of a root outside the scan.
    RemoteState,
    /// An attribute that the provider computes.
    Computed,
    /// A function whose result differs from run to run.
    Dynamic,
    /// A counter ran out.
    Limit,
    /// A file outside the root.
    OutsideRoot,
    /// A template that is not rendered.
    Template,
    /// Text that does not follow its grammar.
    Parse,
    /// An attribute that no table lists.
    Schema,
    /// An expression that Terraform refuses; a diagnostic says why.
    Error,
}

impl ReasonKind {
    /// The word reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            ReasonKind::Variable => "variable",
            ReasonKind::DataSource => "data-source",
            ReasonKind::Module => "module",
            ReasonKind::RemoteState => "remote-state",
            ReasonKind::Computed => "computed",
            ReasonKind::Dynamic => "dynamic",
            ReasonKind::Limit => "limit",
            ReasonKind::OutsideRoot => "outside-root",
            ReasonKind::Template => "template",
            ReasonKind::Parse => "parse",
            ReasonKind::Schema => "schema",
            ReasonKind::Error => "error",
        }
    }
}

/// One reason, with what it is about and where that is written.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Reason {
    /// The class.
    pub kind: ReasonKind,
    /// What is meant: `var.x`, `aws_subnet.a.id`, `module.vpc`.
    pub what: Arc<str>,
    /// Where it is declared.
    pub place: Option<Place>,
}

impl Reason {
    /// A reason of `kind` about `what`, declared at `place`.
    pub fn new(kind: ReasonKind, what: impl Into<Arc<str>>, place: Option<Place>) -> Self {
        Reason {
            kind,
            what: what.into(),
            place,
        }
    }
}

/// How many reasons, references and elements one unknown keeps. More would let a hostile file
/// make every unknown as large as itself.
const KEPT: usize = 64;

/// An unknown value.
#[derive(Clone, Debug)]
pub struct Unknown {
    /// Its type; [`Type::Dynamic`] where even that is unknown.
    pub ty: Type,
    /// Why, sorted, without repetitions, never empty.
    pub reasons: Vec<Reason>,
    /// The attributes of instances that went into it, sorted, without repetitions.
    pub refs: Vec<Reference>,
    /// The attribute it stands for, when it is that attribute unchanged.
    pub identity: Option<Reference>,
    /// Known not to be null.
    pub not_null: bool,
    /// A string known to begin so, or a collection of strings of which each does.
    pub prefix: Option<Arc<str>>,
    /// Least and greatest number of elements of a collection, or value of a number.
    pub bounds: Option<(i64, Option<i64>)>,
    /// Elements known in spite of all, in order.
    pub elements: Vec<Element>,
    /// Whether there may be elements beyond `elements`.
    pub open: bool,
    /// Of an object that is written out, with keys that are not known: the entries of these. With
    /// `elements` they are all it has, though Terraform knows nothing of it.
    pub keyed: Option<Arc<[Keyed]>>,
    /// Of a text that encodes a value known in part (`jsonencode`, `yamlencode`): that value.
    pub document: Option<Arc<Value>>,
    /// Of a text of several lines with unknown parts: all its parts in order.
    pub pieces: Option<Arc<[Piece]>>,
}

/// A part of a text that is known in part.
#[derive(Clone, Debug)]
pub enum Piece {
    /// What is known of it.
    Text(Arc<str>),
    /// What stands between.
    Unknown(Value),
}

/// A known element of an unknown collection.
#[derive(Clone, Debug)]
pub struct Element {
    /// Its key in a map or object.
    pub key: Option<Arc<str>>,
    /// The element; it may itself be unknown.
    pub value: Value,
    /// Whether it is there.
    pub presence: Presence,
}

impl Element {
    /// Whether its value is certainly there.
    pub fn is_certain(&self) -> bool {
        matches!(self.presence, Presence::Certain | Presence::Held)
    }

    /// Forgets where it stands, and whether another element is the same one.
    pub fn blur(&mut self) {
        self.presence = self.presence.and(Presence::Held);
    }
}

/// An entry whose key is not known.
#[derive(Clone, Debug)]
pub struct Keyed {
    /// The key, a text.
    pub key: Value,
    /// What stands under it.
    pub value: Value,
    /// [`Presence::Perhaps`] where an entry behind it may turn out to have the same key, and takes
    /// its place.
    pub presence: Presence,
}

/// How often an element stands in its collection, the surest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Presence {
    /// Once, behind those before it.
    Certain,
    /// Its value is there, but where is not known, nor whether another element is the same one:
    /// what was a set, or may repeat another, and is a list now.
    Held,
    /// Once, or not at all.
    Perhaps,
    /// Any number of times: it stands for all instances of an unknown `count` or `for_each`, or
    /// for what is made of them.
    Any,
}

impl Presence {
    /// [`Presence::Certain`] if `certain`, else [`Presence::Perhaps`].
    pub fn certain_if(certain: bool) -> Presence {
        match certain {
            true => Presence::Certain,
            false => Presence::Perhaps,
        }
    }

    /// The presence of what is there as often as both are: of two doubts the greater.
    pub fn and(self, other: Presence) -> Presence {
        self.max(other)
    }
}

impl Unknown {
    /// An unknown of type `ty` for one reason.
    pub fn new(ty: Type, reason: Reason) -> Self {
        Unknown {
            ty,
            reasons: vec![reason],
            refs: Vec::new(),
            identity: None,
            not_null: false,
            prefix: None,
            bounds: None,
            elements: Vec::new(),
            open: true,
            keyed: None,
            document: None,
            pieces: None,
        }
    }

    /// The attribute `reference` of an instance, unknown for `reason`.
    pub fn reference(ty: Type, reference: Reference, reason: Reason) -> Self {
        Unknown {
            refs: vec![reference.clone()],
            identity: Some(reference),
            ..Unknown::new(ty, reason)
        }
    }

    /// An unknown of type `ty` made from the unknown parts of `values`, however deep: it keeps all
    /// their reasons and references. `None` when all of them are wholly known.
    pub fn from_parts<'a>(ty: Type, values: impl IntoIterator<Item = &'a Value>) -> Option<Self> {
        let mut reasons = Vec::new();
        let mut refs = Vec::new();
        let mut found = false;
        for value in values {
            value.each_unknown(&mut |unknown| {
                found = true;
                if reasons.len() < KEPT * 4 {
                    reasons.extend(unknown.reasons.iter().cloned());
                }
                if refs.len() < KEPT * 4 {
                    refs.extend(unknown.refs.iter().cloned());
                }
            });
        }
        if !found {
            return None;
        }
        reasons.sort();
        reasons.dedup();
        reasons.truncate(KEPT);
        refs.sort();
        refs.dedup();
        refs.truncate(KEPT);
        Some(Unknown {
            ty,
            reasons,
            refs,
            identity: None,
            not_null: false,
            prefix: None,
            bounds: None,
            elements: Vec::new(),
            open: true,
            keyed: None,
            document: None,
            pieces: None,
        })
    }

    /// The same unknown, known not to be null.
    pub fn not_null(mut self) -> Self {
        self.not_null = true;
        self
    }

    /// The same unknown, known to be a string that begins with `text`. The last character is left
    /// out unless it is one that nothing behind it can change, as a combining accent would.
    pub fn starting(mut self, text: &str) -> Self {
        let text = normal(text.into());
        let text = &*text;
        const CLOSED: &str = "-_:;/\\,.(){}[]|?!~ \t@#$%^&*+\"'";
        let kept = match text.chars().next_back() {
            Some(last) if CLOSED.contains(last) => text,
            _ => text
                .grapheme_indices(true)
                .next_back()
                .and_then(|(at, _)| text.get(..at))
                .unwrap_or(""),
        };
        self.prefix = (!kept.is_empty()).then(|| kept.into());
        self
    }

    /// The same unknown with elements that are known in spite of all, and whether there may be
    /// more.
    pub fn with_elements(mut self, elements: Vec<Element>, open: bool) -> Self {
        self.open = open || elements.len() > KEPT * 1024;
        self.elements = elements;
        self.elements.truncate(KEPT * 1024);
        self.keyed = None;
        self
    }

    /// Whether Terraform knows the value when it plans, though archlint does not: that of a variable
    /// or a data source. What follows from any such value, Terraform will find too.
    pub fn is_read_to_plan(&self) -> bool {
        let computed =
            |reason: &Reason| matches!(reason.kind, ReasonKind::Computed | ReasonKind::Dynamic);
        !self.reasons.iter().any(computed)
    }

    /// Whether its type, where it is open here, is known to Terraform when it plans: that of a
    /// variable, and of an attribute, which its provider knows. `terraform_data` alone has some of any
    /// type.
    pub fn has_hidden_type(&self) -> bool {
        let computed =
            |reason: &Reason| matches!(reason.kind, ReasonKind::Computed | ReasonKind::Dynamic);
        let typed = |of: &Reference| &*of.instance.address.kind != "terraform_data";
        let whole = self.ty.is_whole();
        !whole && (!self.reasons.iter().all(computed) || self.identity.as_ref().is_some_and(typed))
    }

    /// Whether a text may turn out to be `text`, by what is known of its beginning and its end.
    pub fn may_be(&self, text: &str) -> bool {
        let begins = self.prefix.as_deref().is_none_or(|p| text.starts_with(p));
        begins && self.end().is_none_or(|end| text.ends_with(end))
    }

    /// Whether two texts may turn out to be the same.
    pub fn may_equal(&self, other: &Unknown) -> bool {
        let begin = match (&self.prefix, &other.prefix) {
            (Some(a), Some(b)) => a.starts_with(&**b) || b.starts_with(&**a),
            _ => true,
        };
        let end = match (self.end(), other.end()) {
            (Some(a), Some(b)) => a.ends_with(b) || b.ends_with(a),
            _ => true,
        };
        begin && end
    }

    /// What a text ends in, where that is known.
    pub fn end(&self) -> Option<&str> {
        match self.pieces.as_deref()?.last()? {
            // Another letter may become one with what stands before it, as a combining accent does.
            Piece::Text(text) if text.is_ascii() => Some(text),
            _ => None,
        }
    }

    /// The value it must be, where bounds leave no choice: a number that is both least and
    /// greatest, a list of known length, an empty collection; else the unknown itself. Terraform
    /// does the same (`cty`'s `RefinementBuilder.NewValue`).
    pub fn settled(self) -> Value {
        let Some((least, Some(most))) = self.bounds else {
            return Value::unknown(self);
        };
        if least != most || !self.not_null {
            return Value::unknown(self);
        }
        match &self.ty {
            Type::Number => Value::int(least),
            Type::List(element) if least <= KEPT as i64 * 1024 => {
                let element = Type::clone(element);
                let item = self.item(element.clone());
                Value::list(element, vec![item; usize::try_from(least).unwrap_or(0)])
            }
            Type::Map(element) if least == 0 => Value::map(Type::clone(element), Vec::new()),
            Type::Set(element) if least == 0 => Value::set(Type::clone(element), Vec::new()),
            Type::Set(element) if least == 1 => {
                let element = Type::clone(element);
                let item = self.item(element.clone());
                Value::set(element, vec![item])
            }
            _ => Value::unknown(self),
        }
    }

    /// An element of it, of type `ty`, of which no more is known.
    fn item(self, ty: Type) -> Value {
        Value::unknown(Unknown {
            ty,
            identity: None,
            not_null: false,
            prefix: None,
            bounds: None,
            elements: Vec::new(),
            open: true,
            keyed: None,
            ..self
        })
    }

    /// The chief reason: the first in order.
    pub fn reason(&self) -> Option<&Reason> {
        self.reasons.first()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn prefix(text: &str) -> Option<Arc<str>> {
        let reason = Reason::new(ReasonKind::Variable, "var.x", None);
        Unknown::new(Type::String, reason).starting(text).prefix
    }

    #[test]
    fn a_prefix_ends_where_nothing_can_change_it() {
        for (text, kept) in [
            ("arn:aws:", "arn:aws:"),
            ("pre", "pr"),
            ("e=", "e"),
            ("e\u{301}-", "é-"),
            ("xe\u{301}", "x"),
        ] {
            assert_eq!(prefix(text).as_deref(), Some(kept), "{text}");
        }
        assert_eq!(prefix("a"), None);
        assert_eq!(prefix(""), None);
    }

    proptest! {
        /// Whatever follows, the whole begins with the prefix.
        #[test]
        fn a_prefix_holds(
            text in "[ae=\\-\u{301}\u{327}\u{338}\u{1100}\u{1161}\u{11a8}가🇩👨\u{200d}\r\n]{0,6}",
            rest in "[ae=\\-\u{301}\u{327}\u{338}\u{1100}\u{1161}\u{11a8}가🇩👨\u{200d}\r\n]{0,6}",
        ) {
            let whole = normal(format!("{text}{rest}").into());
            let prefix = prefix(&text).unwrap_or_default();
            prop_assert!(whole.starts_with(&*prefix), "{whole:?} {prefix:?}");
        }
    }
}

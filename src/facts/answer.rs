//! How facts answer: values with their proof, lists that say what may lie beyond them.

use std::sync::Arc;

use crate::kubernetes::Object;
use crate::language::{
    Element, HopKind, Kind, Origin, Presence, Reason, ReasonKind, Type, Unknown, Value,
};
use crate::source::Place;
use crate::terraform::{Existence, Instance};

/// One step of a proof: what stands where.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub text: Arc<str>,
    pub place: Option<Place>,
}

impl Step {
    /// `text` stands at `place`.
    pub fn at(text: impl Into<Arc<str>>, place: Place) -> Step {
        Step {
            text: text.into(),
            place: Some(place),
        }
    }

    /// An instance, at its header.
    pub fn of(instance: &Instance) -> Step {
        Step::at(instance.id.to_string(), instance.header())
    }

    /// What stands nowhere: a default of AWS.
    pub fn unwritten(text: impl Into<Arc<str>>) -> Step {
        Step {
            text: text.into(),
            place: None,
        }
    }
}

/// A proof in the making: all steps, and the stations among them in one line.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub steps: Vec<Step>,
    pub path: String,
}

impl Way {
    /// A way that begins at `step`.
    pub fn from(step: Step) -> Way {
        Way {
            path: step.text.to_string(),
            steps: vec![step],
        }
    }

    /// The same way, on to the station `step`.
    pub fn to(&self, step: Step) -> Way {
        Way {
            path: format!("{} → {}", self.path, step.text),
            ..self.past(step)
        }
    }

    /// The same way, past `step`, which is proof but no station.
    pub fn past(&self, step: Step) -> Way {
        Way {
            steps: [self.steps.as_slice(), &[step]].concat(),
            path: self.path.clone(),
        }
    }
}

/// The origin that tells `steps` in their order.
pub(super) fn proof<'s>(steps: impl IntoIterator<Item = &'s Step>) -> Origin {
    proof_after(Origin::None, steps)
}

/// The origin that tells `steps` after what `before` tells.
pub(super) fn proof_after<'s>(before: Origin, steps: impl IntoIterator<Item = &'s Step>) -> Origin {
    steps.into_iter().fold(before, |before, step| {
        Origin::via(
            HopKind::Evidence(step.text.clone()),
            step.place,
            vec![before],
        )
    })
}

/// The origin of a value that holds because `object` has nothing at `path`.
pub(super) fn absent(object: &Object, path: &[&str]) -> Origin {
    let (place, rest) = object.room_for(path);
    let rest = rest.iter().map(|name| Arc::from(*name)).collect();
    Origin::via(HopKind::Absent(place, rest), None, Vec::new())
}

/// An instance as a value.
pub(super) fn instance_value(instance: &Arc<Instance>) -> Value {
    Value::from(Kind::Instance(instance.clone()))
}

/// Why `instance` may not exist; empty when it does.
pub(super) fn doubts(instance: &Instance) -> &[Reason] {
    match &instance.existence {
        Existence::Certain => &[],
        Existence::Maybe(reasons) => reasons,
    }
}

/// Whether `instance` stands for any number of instances: `aws_x.y[*]`, or one in `module.m[*]`.
pub(super) fn is_symbolic(instance: &Instance) -> bool {
    use crate::address::InstanceKey::Any;
    let address = &instance.id.address;
    address.key == Any || address.module.0.iter().any(|step| step.key == Any)
}

/// How often an instance stands in a list of all: one that stands for many, any number of times.
pub(super) fn presence(instance: &Instance) -> Presence {
    match is_symbolic(instance) {
        true => Presence::Any,
        false => Presence::Certain,
    }
}

/// Why `instance` may not exist although `given` does. What depends on nothing else than what
/// `given` itself depends on (`count = length(var.zones)` of both) exists with it.
pub(super) fn doubts_given(instance: &Instance, given: &Instance) -> Vec<Reason> {
    let known = doubts(given);
    let new = doubts(instance);
    match new.iter().all(|reason| known.contains(reason)) {
        true => Vec::new(),
        false => new.to_vec(),
    }
}

/// A list in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Listing {
    elements: Vec<Element>,
    reasons: Vec<Reason>,
    open: bool,
}

impl Listing {
    /// Adds what certainly belongs to it.
    pub fn push(&mut self, value: Value) {
        self.push_if(value, &[]);
    }

    /// Adds what belongs to it unless one of `doubts` says otherwise.
    pub fn push_if(&mut self, value: Value, doubts: &[Reason]) {
        self.push_as(value, Presence::Certain, doubts);
    }

    /// Adds what belongs to it as `presence` says, unless one of `doubts` says otherwise.
    pub fn push_as(&mut self, value: Value, presence: Presence, doubts: &[Reason]) {
        self.reasons.extend_from_slice(doubts);
        self.elements.push(Element {
            key: None,
            value,
            presence: presence.and(Presence::certain_if(doubts.is_empty())),
        });
    }

    /// Adds an instance, with its own doubts.
    pub fn push_instance(&mut self, instance: &Instance, value: Value, more: &[Reason]) {
        let mut reasons = doubts(instance).to_vec();
        reasons.extend_from_slice(more);
        self.push_as(value, presence(instance), &reasons);
    }

    /// There may be more, for `reasons`; nothing happens without any.
    pub fn open(&mut self, reasons: impl IntoIterator<Item = Reason>) {
        let before = self.reasons.len();
        self.reasons.extend(reasons);
        self.open |= self.reasons.len() > before;
    }

    /// Whether there may be more than its elements.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// The elements so far.
    pub fn elements(&self) -> &[Element] {
        &self.elements
    }

    /// The list, proved by `origin`.
    pub fn into_value(self, origin: Origin) -> Value {
        let closed = !self.open && self.elements.iter().all(Element::is_certain);
        if closed {
            let items = self.elements.into_iter().map(|element| element.value);
            return Value::tuple(items.collect()).at(origin);
        }
        let unknown = undecided(Type::list(Type::Dynamic), self.reasons);
        let unknown = unknown.not_null().with_elements(self.elements, self.open);
        Value::unknown(unknown).at(origin)
    }
}

/// An unknown for `reasons`.
pub(super) fn undecided(ty: Type, reasons: Vec<Reason>) -> Unknown {
    let mut reasons = reasons;
    reasons.sort();
    reasons.dedup();
    reasons.truncate(64);
    if reasons.is_empty() {
        reasons.push(Reason::new(ReasonKind::Computed, "this", None));
    }
    let first = reasons.remove(0);
    let mut unknown = Unknown::new(ty, first);
    unknown.reasons.extend(reasons);
    unknown
}

/// An unknown value for `reasons`.
pub(super) fn unknown(ty: Type, reasons: Vec<Reason>) -> Value {
    Value::unknown(undecided(ty, reasons))
}

/// Why `value`, or a part of it, is unknown; empty when it is known.
pub(super) fn reasons(value: &Value) -> Vec<Reason> {
    let found = Unknown::from_parts(Type::Dynamic, [value]);
    found.map(|unknown| unknown.reasons).unwrap_or_default()
}

/// Why a collection may have more elements than are known.
pub(super) fn rest(value: &Value) -> &[Reason] {
    match &value.kind {
        Kind::Unknown(unknown) if unknown.open => &unknown.reasons,
        _ => &[],
    }
}

/// The elements of a collection as far as they are known, and why there may be more.
pub(super) fn parts(value: &Value) -> (Vec<Element>, Vec<Reason>) {
    let certain = |value: &Value| Element {
        key: None,
        value: value.clone(),
        presence: Presence::Certain,
    };
    match &value.kind {
        Kind::Null(_) => (Vec::new(), Vec::new()),
        Kind::Unknown(unknown) => {
            let rest = match unknown.open {
                true => unknown.reasons.clone(),
                false => Vec::new(),
            };
            (unknown.elements.clone(), rest)
        }
        _ => match (value.as_sequence(), value.as_entries()) {
            (Some(items), _) => (items.iter().map(certain).collect(), Vec::new()),
            // A single block, or an attribute that takes one object.
            _ => (vec![certain(value)], Vec::new()),
        },
    }
}

/// The doubts about an element of a collection that is unknown for `value`'s reasons.
pub(super) fn element_doubts(value: &Value, element: &Element) -> Vec<Reason> {
    match element.is_certain() {
        true => Vec::new(),
        false => value
            .as_unknown()
            .map(|unknown| unknown.reasons.clone())
            .unwrap_or_default(),
    }
}

/// Whether `value` says nothing: null, or the empty string that older providers take for it.
pub(super) fn is_unset(value: &Value) -> bool {
    value.is_null() || value.as_str() == Some("")
}

/// Whether something is so, or what would decide it.
pub(super) type Answer = Result<bool, Vec<Reason>>;

/// Whether one of `answers` is yes. One that is decides, whatever the others are.
pub(super) fn any(answers: impl IntoIterator<Item = Answer>) -> Answer {
    let mut undecided = Vec::new();
    for answer in answers {
        match answer {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            Err(why) => undecided.extend(why),
        }
    }
    match undecided.is_empty() {
        true => Ok(false),
        false => Err(undecided),
    }
}

/// Whether all of `answers` are yes. One that is not decides, whatever the others are.
pub(super) fn all(answers: impl IntoIterator<Item = Answer>) -> Answer {
    any(answers.into_iter().map(|answer| answer.map(|yes| !yes))).map(|no| !no)
}

/// Whether `ask` says yes to one of the elements of `collection`.
pub(super) fn any_of(collection: &Value, mut ask: impl FnMut(&Value) -> Answer) -> Answer {
    let (elements, open) = parts(collection);
    let rest = match open.is_empty() {
        true => Ok(false),
        false => Err(open),
    };
    let answers: Vec<Answer> = elements
        .iter()
        .map(|element| match ask(&element.value) {
            Ok(true) if !element.is_certain() => Err(element_doubts(collection, element)),
            answer => answer,
        })
        .collect();
    any(answers.into_iter().chain([rest]))
}

/// An answer as a value.
pub(super) fn told(answer: Answer) -> Value {
    match answer {
        Ok(answer) => Value::bool(answer),
        Err(why) => unknown(Type::Bool, why),
    }
}

/// A field of an object; null when it has none.
pub(super) fn field(object: &Value, name: &str) -> Value {
    let found = object.as_entries().and_then(|entries| entries.get(name));
    found.cloned().unwrap_or_else(|| Value::null(Type::Dynamic))
}

/// The blocks `name` inside of the only block of `value`.
pub(super) fn inner(value: &Value, name: &str) -> Value {
    let (blocks, open) = parts(value);
    match (blocks.first(), open.is_empty()) {
        (Some(block), _) => field(&block.value, name),
        (None, true) => Value::null(Type::Dynamic),
        (None, false) => unknown(Type::Dynamic, open),
    }
}

//! Values: what an expression is, where it came from, and whether it is secret.

use std::fmt;
use std::sync::Arc;

use crate::address::InstanceId;

use super::normal::normal;
use super::number::Number;
use super::origin::Origin;
use super::secrecy::Secrecy;
use super::types::{ObjectAttribute, Type};
use super::unknown::{Reason, Unknown};

/// A value with its origin. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Value {
    /// What it is.
    pub kind: Kind,
    /// Where it came from.
    pub origin: Origin,
    /// Whether it is shown. The marks survive every operation.
    pub secrecy: Secrecy,
    /// How many values a walk over it meets. Values share their parts, so that a short program can
    /// write one whose walk never ends: the evaluator looks at this before it keeps a value.
    parts: u32,
}

/// What a value is. The variants are those of Terraform, an instance of a resource, and unknown.
#[derive(Clone, Debug)]
pub enum Kind {
    /// `null` of a type.
    Null(Type),
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(Arc<str>),
    /// A list of one element type.
    List(Arc<Typed<Vec<Value>>>),
    /// A set of one element type: sorted as Terraform prints it, without repetitions.
    Set(Arc<Typed<Vec<Value>>>),
    /// A tuple.
    Tuple(Arc<Vec<Value>>),
    /// A map of one element type.
    Map(Arc<Typed<Entries>>),
    /// An object.
    Object(Arc<Entries>),
    /// An instance of a resource or data source: an object whose unwritten attributes its provider
    /// decides.
    Instance(Arc<dyn Instance>),
    /// Not decided by the files.
    Unknown(Arc<Unknown>),
}

/// A collection with the type of its elements.
#[derive(Clone, Debug)]
pub struct Typed<T> {
    /// The type of every element.
    pub element: Type,
    /// The elements.
    pub items: T,
}

/// The entries of a map or object, sorted by key bytewise, as Terraform iterates.
#[derive(Clone, Debug, Default)]
pub struct Entries(Vec<(Arc<str>, Value)>, Option<Arc<Reason>>);

/// So many entries are looked through one by one.
const FEW: usize = 16;

impl Entries {
    /// Entries from pairs in any order; of equal keys, once normalized, the last one counts.
    pub fn new(mut pairs: Vec<(Arc<str>, Value)>) -> Self {
        for (key, _) in pairs.iter_mut().filter(|(key, _)| !key.is_ascii()) {
            *key = normal(key.clone());
        }
        pairs.sort_by(|a, b| a.0.cmp(&b.0));
        let mut kept: Vec<(Arc<str>, Value)> = Vec::with_capacity(pairs.len());
        for pair in pairs {
            match kept.last_mut() {
                Some(last) if last.0 == pair.0 => *last = pair,
                _ => kept.push(pair),
            }
        }
        Entries(kept, None)
    }

    /// The same entries of an object that has others too, which are unknown for `reason`: the
    /// outputs of a module that is known in part.
    pub fn and_more(self, reason: Reason) -> Self {
        Entries(self.0, Some(Arc::new(reason)))
    }

    /// Why entries beyond these are unknown; `None` when there are no others.
    pub fn more(&self) -> Option<&Reason> {
        self.1.as_deref()
    }

    /// The value under `key`.
    pub fn get(&self, key: &str) -> Option<&Value> {
        // Of a few names nearly all differ in length, which is known without reading them.
        if self.0.len() <= FEW {
            let mut entries = self.0.iter();
            return entries.find(|(k, _)| **k == *key).map(|(_, value)| value);
        }
        let at = self.0.binary_search_by(|(k, _)| (**k).cmp(key)).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    /// The entries in order.
    pub fn iter(&self) -> std::slice::Iter<'_, (Arc<str>, Value)> {
        self.0.iter()
    }

    /// The values in the order of their keys.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        self.0.iter().map(|(_, value)| value)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// An instance of a resource, as expressions see it.
pub trait Instance: fmt::Debug + Send + Sync {
    /// Which instance it is.
    fn id(&self) -> &InstanceId;
    /// The attribute `name`: the written value; else the provider's default; else, when the
    /// provider computes it, a reference to it; else null; unknown where no table tells.
    fn attribute(&self, name: &str) -> Value;
    /// The names of all attributes that its type has, in order, where they are known to be all.
    fn names(&self) -> Option<&'static [&'static str]> {
        None
    }
    /// The attribute `name` where it is a known text, number or bool that stands somewhere: the
    /// value that [`Instance::attribute`] makes one of that tells its way. None is always right.
    fn scalar(&self, _name: &str) -> Option<&Value> {
        None
    }
    /// The written attributes, for printing.
    fn written(&self) -> &Entries;
}

impl From<Kind> for Value {
    fn from(kind: Kind) -> Self {
        Value {
            parts: parts_of(&kind),
            kind,
            origin: Origin::None,
            secrecy: Secrecy::NONE,
        }
    }
}

fn parts_of(kind: &Kind) -> u32 {
    fn sum<'a>(values: impl Iterator<Item = &'a Value>) -> u32 {
        values.fold(1, |sum: u32, value| sum.saturating_add(value.parts))
    }
    match kind {
        Kind::List(list) | Kind::Set(list) => sum(list.items.iter()),
        Kind::Tuple(items) => sum(items.iter()),
        Kind::Map(map) => sum(map.items.values()),
        Kind::Object(entries) => sum(entries.values()),
        Kind::Unknown(unknown) => {
            let keyed = unknown.keyed.iter().flat_map(|keyed| keyed.iter());
            let keyed = keyed.flat_map(|entry| [&entry.key, &entry.value]);
            sum(unknown.elements.iter().map(|e| &e.value).chain(keyed))
        }
        _ => 1,
    }
}

impl Value {
    /// How many values a walk over it meets, itself included.
    pub fn parts(&self) -> u32 {
        self.parts
    }

    /// `null` of type `ty`.
    pub fn null(ty: Type) -> Value {
        Kind::Null(ty).into()
    }

    /// A boolean.
    pub fn bool(value: bool) -> Value {
        Value {
            kind: Kind::Bool(value),
            origin: Origin::None,
            secrecy: Secrecy::NONE,
            parts: 1,
        }
    }

    /// An integer.
    pub fn int(value: i64) -> Value {
        Kind::Number(Number::from(value)).into()
    }

    /// A number.
    pub fn number(value: Number) -> Value {
        Kind::Number(value).into()
    }

    /// A string, normalized.
    pub fn string(value: impl Into<Arc<str>>) -> Value {
        Kind::String(normal(value.into())).into()
    }

    /// A list of elements that all have type `element`.
    pub fn list(element: Type, items: Vec<Value>) -> Value {
        Kind::List(Arc::new(Typed { element, items })).into()
    }

    /// A tuple.
    pub fn tuple(items: Vec<Value>) -> Value {
        Kind::Tuple(Arc::new(items)).into()
    }

    /// A map of elements that all have type `element`.
    pub fn map(element: Type, pairs: Vec<(Arc<str>, Value)>) -> Value {
        let items = Entries::new(pairs);
        Kind::Map(Arc::new(Typed { element, items })).into()
    }

    /// An object.
    pub fn object(pairs: Vec<(Arc<str>, Value)>) -> Value {
        Kind::Object(Arc::new(Entries::new(pairs))).into()
    }

    /// An unknown.
    pub fn unknown(unknown: Unknown) -> Value {
        Kind::Unknown(Arc::new(unknown)).into()
    }

    /// An unknown of type `ty` for one reason.
    pub fn unknown_for(ty: Type, reason: Reason) -> Value {
        Value::unknown(Unknown::new(ty, reason))
    }

    /// The same value from `origin`.
    pub fn at(mut self, origin: Origin) -> Value {
        self.origin = origin;
        self
    }

    /// The same value with the marks `secrecy` beside its own; `true` is sensitive.
    pub fn marked(mut self, secrecy: impl Into<Secrecy>) -> Value {
        self.secrecy |= secrecy.into();
        self
    }

    /// Whether it is null.
    pub fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null(_))
    }

    /// Whether it is unknown itself (its parts may be unknown all the same).
    pub fn is_unknown(&self) -> bool {
        matches!(self.kind, Kind::Unknown(_))
    }

    /// The unknown, if it is one.
    pub fn as_unknown(&self) -> Option<&Arc<Unknown>> {
        match &self.kind {
            Kind::Unknown(unknown) => Some(unknown),
            _ => None,
        }
    }

    /// The boolean, if it is a known one.
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            Kind::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The string, if it is a known one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(value) => Some(value),
            _ => None,
        }
    }

    /// The number, if it is a known one.
    pub fn as_number(&self) -> Option<&Number> {
        match &self.kind {
            Kind::Number(value) => Some(value),
            _ => None,
        }
    }

    /// The elements of a known list, set or tuple.
    pub fn as_sequence(&self) -> Option<&[Value]> {
        match &self.kind {
            Kind::List(list) | Kind::Set(list) => Some(&list.items),
            Kind::Tuple(items) => Some(items),
            _ => None,
        }
    }

    /// The entries of a known map or object.
    pub fn as_entries(&self) -> Option<&Entries> {
        match &self.kind {
            Kind::Map(map) => Some(&map.items),
            Kind::Object(entries) => Some(entries),
            _ => None,
        }
    }

    /// Its type. An instance has an open object type, which is [`Type::Dynamic`].
    pub fn ty(&self) -> Type {
        match &self.kind {
            Kind::Null(ty) => ty.clone(),
            Kind::Bool(_) => Type::Bool,
            Kind::Number(_) => Type::Number,
            Kind::String(_) => Type::String,
            Kind::List(list) => Type::list(list.element.clone()),
            Kind::Set(set) => Type::set(set.element.clone()),
            Kind::Tuple(items) => Type::Tuple(items.iter().map(Value::ty).collect()),
            Kind::Map(map) => Type::map(map.element.clone()),
            Kind::Object(entries) => Type::Object(
                entries
                    .iter()
                    .map(|(name, value)| ObjectAttribute {
                        name: name.clone(),
                        ty: value.ty(),
                        optional: false,
                    })
                    .collect(),
            ),
            Kind::Instance(_) => Type::Dynamic,
            Kind::Unknown(unknown) => unknown.ty.clone(),
        }
    }

    /// An instance whose type has known attributes as the object that Terraform sees in it; any
    /// other value as it is.
    pub fn opened(self) -> Value {
        let Kind::Instance(instance) = &self.kind else {
            return self;
        };
        let Some(names) = instance.names() else {
            return self;
        };
        let pairs = names
            .iter()
            .map(|name| ((*name).into(), instance.attribute(name)));
        Value::object(pairs.collect())
            .at(self.origin.clone())
            .marked(self.secrecy)
    }

    /// Whether neither it nor any part of it is unknown. An instance is not wholly known.
    pub fn is_wholly_known(&self) -> bool {
        match &self.kind {
            Kind::Null(_) | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => true,
            Kind::List(list) | Kind::Set(list) => list.items.iter().all(Value::is_wholly_known),
            Kind::Tuple(items) => items.iter().all(Value::is_wholly_known),
            Kind::Map(map) => map.items.values().all(Value::is_wholly_known),
            Kind::Object(entries) => entries.values().all(Value::is_wholly_known),
            Kind::Instance(_) | Kind::Unknown(_) => false,
        }
    }

    /// Whether Terraform too does not know all of it when it plans.
    pub fn is_left_to_apply(&self) -> bool {
        let mut left = false;
        self.each_unknown(&mut |unknown| left |= !unknown.is_read_to_plan());
        left
    }

    /// Whether it or any part of it is not to be shown.
    pub fn is_sensitive_anywhere(&self) -> bool {
        self.all_secrecy().hides()
    }

    /// Its marks and those of all its parts.
    pub fn all_secrecy(&self) -> Secrecy {
        match self.parts {
            1 => self.secrecy,
            _ => self.secrecy | self.secrecy_inside(),
        }
    }

    fn secrecy_inside(&self) -> Secrecy {
        let of = |items: &[Value]| items.iter().map(Value::all_secrecy).collect();
        let of_entries = |entries: &Entries| entries.values().map(Value::all_secrecy).collect();
        match &self.kind {
            Kind::List(list) | Kind::Set(list) => of(&list.items),
            Kind::Tuple(items) => of(items),
            Kind::Map(map) => of_entries(&map.items),
            Kind::Object(entries) => of_entries(entries),
            _ => Secrecy::NONE,
        }
    }

    /// Calls `visit` for every unknown in it, itself included. Instances are not entered: they are
    /// visited as one unknown each, the reference to the whole instance.
    pub fn each_unknown(&self, visit: &mut dyn FnMut(&Unknown)) {
        match &self.kind {
            Kind::Null(_) | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {}
            Kind::List(list) | Kind::Set(list) => {
                list.items.iter().for_each(|v| v.each_unknown(visit));
            }
            Kind::Tuple(items) => items.iter().for_each(|v| v.each_unknown(visit)),
            Kind::Map(map) => map.items.values().for_each(|v| v.each_unknown(visit)),
            Kind::Object(entries) => entries.values().for_each(|v| v.each_unknown(visit)),
            Kind::Instance(instance) => visit(&Unknown::of_instance(instance.as_ref())),
            Kind::Unknown(unknown) => visit(unknown),
        }
    }
}

impl Unknown {
    /// An instance as one unknown: the reference to all of it.
    pub fn of_instance(instance: &dyn Instance) -> Unknown {
        use super::unknown::ReasonKind;
        let id = instance.id();
        let reference = crate::address::Reference {
            instance: id.clone(),
            path: Vec::new(),
        };
        let kind = match id.address.mode {
            crate::address::Mode::Managed => ReasonKind::Computed,
            crate::address::Mode::Data => ReasonKind::DataSource,
        };
        let reason = Reason::new(kind, id.to_string(), None);
        Unknown::reference(Type::Dynamic, reference, reason).not_null()
    }
}

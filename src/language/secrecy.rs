//! Marks on values: why one is not shown, and what Terraform makes of that.

use std::ops::{BitOr, BitOrAssign};
use std::sync::Arc;

use super::value::{Entries, Kind, Typed, Value};

/// The marks of a value. They survive every operation, as `cty`'s marks do.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Secrecy(u8);

impl Secrecy {
    /// Shown to all.
    pub const NONE: Secrecy = Secrecy(0);
    /// Sensitive, as Terraform has it: `sensitive()`, a variable that is declared so.
    pub const SENSITIVE: Secrecy = Secrecy(1);
    /// Ephemeral: it lives only while Terraform runs.
    pub const EPHEMERAL: Secrecy = Secrecy(2);
    /// Not sensitive to Terraform 1.11, yet not to be shown: an output of a module that declares it
    /// sensitive, what a state file holds.
    pub const HIDDEN: Secrecy = Secrecy(4);

    /// Whether it is sensitive to Terraform.
    pub fn is_sensitive(self) -> bool {
        self.0 & Secrecy::SENSITIVE.0 != 0
    }

    /// Whether it is ephemeral.
    pub fn is_ephemeral(self) -> bool {
        self.0 & Secrecy::EPHEMERAL.0 != 0
    }

    /// The marks where Terraform loses them: still not to be shown.
    pub fn lost(self) -> Secrecy {
        match self.hides() {
            true => Secrecy::HIDDEN,
            false => Secrecy::NONE,
        }
    }

    /// Whether it is not to be shown, for whatever reason.
    pub fn hides(self) -> bool {
        self != Secrecy::NONE
    }
}

impl BitOr for Secrecy {
    type Output = Secrecy;

    fn bitor(self, other: Secrecy) -> Secrecy {
        Secrecy(self.0 | other.0)
    }
}

impl BitOrAssign for Secrecy {
    fn bitor_assign(&mut self, other: Secrecy) {
        *self = *self | other;
    }
}

impl FromIterator<Secrecy> for Secrecy {
    /// All marks together.
    fn from_iter<I: IntoIterator<Item = Secrecy>>(marks: I) -> Secrecy {
        marks.into_iter().fold(Secrecy::NONE, BitOr::bitor)
    }
}

impl From<bool> for Secrecy {
    /// Sensitive or not.
    fn from(sensitive: bool) -> Secrecy {
        match sensitive {
            true => Secrecy::SENSITIVE,
            false => Secrecy::NONE,
        }
    }
}

impl Value {
    /// The same value without marks on it and on its parts.
    pub fn unmarked(&self) -> Value {
        let all = |items: &[Value]| items.iter().map(Value::unmarked).collect::<Vec<_>>();
        let entries = |entries: &Entries| {
            Entries::new(
                entries
                    .iter()
                    .map(|(key, value)| (key.clone(), value.unmarked()))
                    .collect(),
            )
        };
        let kind = match &self.kind {
            Kind::List(list) => Kind::List(Arc::new(Typed {
                element: list.element.clone(),
                items: all(&list.items),
            })),
            Kind::Set(set) => Kind::Set(Arc::new(Typed {
                element: set.element.clone(),
                items: all(&set.items),
            })),
            Kind::Tuple(items) => Kind::Tuple(Arc::new(all(items))),
            Kind::Map(map) => Kind::Map(Arc::new(Typed {
                element: map.element.clone(),
                items: entries(&map.items),
            })),
            Kind::Object(object) => Kind::Object(Arc::new(entries(object))),
            other => other.clone(),
        };
        Value::from(kind).at(self.origin.clone())
    }
}

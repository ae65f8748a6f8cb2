//! Marks on values: why one is not shown, and what Terraform makes of that.

use std::ops::{BitOr, BitOrAssign};

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

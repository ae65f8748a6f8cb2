//! Where a value came from.
//!
//! A literal's origin is its place. Whatever hands a value on — a variable, a local, an output,
//! an attribute of another resource, an operator, a fact — adds a hop that names itself and keeps
//! what it was made from, so the whole way can be told later. Values that are never asked pay for
//! a pointer.

use std::sync::Arc;

use smallvec::SmallVec;

use crate::address::Reference;
use crate::source::Place;

/// The way a value came.
#[derive(Clone, Debug, Default)]
pub enum Origin {
    /// Not from any file (a provider default, a constant of archlint).
    #[default]
    None,
    /// Written there.
    At(Place),
    /// Handed on.
    Via(Arc<Hop>),
}

/// One hand-over.
#[derive(Clone, Debug)]
pub struct Hop {
    /// Who handed it on.
    pub kind: HopKind,
    /// Where that is written.
    pub place: Option<Place>,
    /// What it was made from, in order: mostly one, of which there are very many.
    pub from: SmallVec<[Origin; 1]>,
}

/// Who hands a value on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HopKind {
    /// The default of `var.name`, which nothing overrides, and what it is where that is short and
    /// no secret.
    Default(Arc<str>, Option<Arc<str>>),
    /// The argument of a module call that sets `var.name`.
    Argument(Arc<str>),
    /// A line of a variables file, or the command line, that sets `var.name`.
    Variable(Arc<str>),
    /// `local.name`
    Local(Arc<str>),
    /// `output.name` of a module or of another root.
    Output(Arc<str>),
    /// What the provider takes where nobody sets the attribute of this name.
    Unset(&'static str),
    /// The argument of this name in a nested block.
    InBlock(Arc<str>),
    /// A known attribute of another instance.
    Attribute(Box<Reference>),
    /// An element of a collection that itself came a long way.
    Element,
    /// The content of a file, which the text names as reports cite files, and what has been made of
    /// it.
    File(Arc<str>),
    /// An expression over several values.
    Expression,
    /// A condition that chose the value.
    Condition,
    /// A step of the proof that a fact gives; the text says what stands at the place.
    Evidence(Arc<str>),
    /// Nothing: what stands there has no entry at this path, and without one the value is this.
    Absent(Place, Arc<[Arc<str>]>),
}

impl Origin {
    /// A hop of `kind` at `place` over `from`. Operands without an origin are left out.
    pub fn via(
        kind: HopKind,
        place: Option<Place>,
        from: impl IntoIterator<Item = Origin>,
    ) -> Origin {
        let from = from.into_iter();
        let from = from.filter(|origin| !matches!(origin, Origin::None));
        Origin::Via(Arc::new(Hop {
            kind,
            place,
            from: from.collect(),
        }))
    }

    /// The place a reader would call the source of the value: the deepest first operand.
    pub fn source(&self) -> Option<Place> {
        let mut origin = self;
        let mut found = None;
        loop {
            match origin {
                Origin::None => return found,
                Origin::At(place) => return Some(*place),
                Origin::Via(hop) => {
                    found = hop.place.or(found);
                    match hop.from.first() {
                        Some(next) => origin = next,
                        None => return found,
                    }
                }
            }
        }
    }

    /// The outermost place: where the value was last written or handed on.
    pub fn nearest(&self) -> Option<Place> {
        match self {
            Origin::None => None,
            Origin::At(place) => Some(*place),
            Origin::Via(hop) => hop.place.or_else(|| hop.from.first()?.nearest()),
        }
    }
}

impl Drop for Hop {
    /// Takes long chains apart with a loop: a program can write a chain deeper than the stack.
    fn drop(&mut self) {
        let mut pending = std::mem::take(&mut self.from);
        while let Some(mut origin) = pending.pop() {
            if let Origin::Via(hop) = &mut origin
                && let Some(hop) = Arc::get_mut(hop)
            {
                pending.extend(hop.from.drain(..));
            }
        }
    }
}

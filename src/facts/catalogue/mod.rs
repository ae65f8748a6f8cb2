//! Every fact and every derived subject, with its type: the vocabulary of rules.
//!
//! Rules are checked against this page when they are loaded, docs/facts.md is generated from it,
//! and [`FactFunction::run`] answers. The conventions, which hold for every fact:
//!
//! - **Evidence.** A value that a fact makes has an origin that ends in hops of
//!   [`HopKind::Evidence`](crate::language::HopKind::Evidence), one for each step of the proof, in
//!   order, each with its place: subnet → association → route table → route → gateway. A list is
//!   proved by its own origin (an empty one too: "no route leads to an internet gateway, see
//!   here"), an element by the element's.
//! - **Open lists.** "All that …" is answered by a list. What may exist beyond the known elements
//!   (a module that was not loaded, a `for_each` over a variable, a join on an unknown) makes the
//!   list an unknown with these elements and `open`; what exists perhaps is an element that is
//!   not certain. Only a closed list proves that there is nothing.
//! - **Arguments** arrive as they are: an instance, a record of this catalogue, a reference (an
//!   unknown with an identity: `aws_subnet.a.id` denotes the instance of that subnet), or a
//!   literal id or ARN. A fact resolves references by the identity attributes of the provider
//!   tables. The engine answers for the rest itself: null is a rule error, an unknown without
//!   identity gives an unknown for its reasons.
//! - **What is not decided** is unknown with reasons that name what would decide it.

mod functions;
mod records;
mod subjects;

pub use functions::FACTS;
pub use subjects::{
    BUCKET, LOAD_BALANCER, NETWORK_TIER, NODES, SERVICE_ACCOUNT, SUBJECTS, TIER,
    WEB_ACL_ATTACHMENT, WORKLOAD,
};

use crate::language::Value;
use crate::language::functions::Error;
use crate::source::Place;

use super::Facts;

/// What a value in a rule is, as far as it is known before anything runs.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Anything.
    Any,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// A string.
    Text,
    /// A list.
    List(&'static Shape),
    /// An instance of one of these resource types, or a reference to one; of any type when empty.
    Resource(&'static [&'static str]),
    /// A Kubernetes object, or whatever else is written in a file and no table describes.
    Written,
    /// A record of this catalogue.
    Record(&'static Record),
}

/// An object that facts make.
#[derive(Debug)]
pub struct Record {
    /// Its name; of a derived subject the one that `subject = "…"` takes.
    pub name: &'static str,
    /// What it stands for.
    pub doc: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
}

impl Record {
    /// The field called `name`.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// A field of a record.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub shape: Shape,
    /// What it says.
    pub doc: &'static str,
}

/// What a parameter of a fact takes.
#[derive(Clone, Copy, Debug)]
pub enum Takes {
    /// A value of this shape.
    Value(Shape),
    /// A resource type, written as a literal string, so that it can be checked at load.
    ResourceType,
    /// The name of an attribute, written as a literal string.
    Attribute,
}

/// A parameter of a fact.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
}

/// Answers a call. `place` is that of the call in the rule.
pub type Run = for<'a> fn(&Facts<'a>, &[Value], Place) -> Result<Value, Error>;

/// A fact: a function that only rules have.
#[derive(Debug)]
pub struct FactFunction {
    /// Its name.
    pub name: &'static str,
    /// Its parameters; all are needed.
    pub parameters: &'static [Parameter],
    /// What it answers.
    pub returns: Shape,
    /// What exactly it answers, in sentences.
    pub doc: &'static str,
    /// The answer.
    pub run: Run,
}

/// The fact called `name`.
pub fn fact(name: &str) -> Option<&'static FactFunction> {
    FACTS.iter().find(|fact| fact.name == name)
}

/// The derived subject called `name`.
pub fn subject(name: &str) -> Option<&'static Record> {
    SUBJECTS.iter().copied().find(|record| record.name == name)
}

/// What functions and records alike mean by a subnet.
const SUBNET: Shape = Shape::Resource(&["aws_subnet", "aws_default_subnet"]);

const fn thing(name: &'static str, shape: Shape) -> Parameter {
    Parameter {
        name,
        takes: Takes::Value(shape),
    }
}

const fn field(name: &'static str, shape: Shape, doc: &'static str) -> Field {
    Field { name, shape, doc }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_sorted() {
        let names: Vec<&str> = FACTS.iter().map(|fact| fact.name).collect();
        assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
        let names: Vec<&str> = SUBJECTS.iter().map(|subject| subject.name).collect();
        assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
    }

    #[test]
    fn facts_do_not_shadow_functions() {
        for fact in FACTS {
            assert!(
                crate::language::functions::lookup(fact.name).is_none(),
                "{} is a function of the language",
                fact.name
            );
        }
    }
}

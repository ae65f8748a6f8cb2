//! What a value in a rule is, as far as its page, the provider tables and the fact catalogue tell.

use std::sync::Arc;

use crate::facts::catalogue::{Record, Shape};
use crate::providers::{Attribute, AttributeType, Nesting};

/// What a value is, as far as the page alone tells.
#[derive(Clone, Debug)]
pub(super) enum Known {
    /// Anything.
    Any,
    /// Something without parts.
    Scalar,
    /// A list or set.
    List(Box<Known>),
    /// An instance of one of these types; of any when empty.
    Resource(Arc<[Arc<str>]>),
    /// An object of a table.
    Block(&'static [Attribute]),
    /// A record of the catalogue.
    Record(&'static Record),
}

/// What is in it.
pub(super) fn element(known: Known) -> Known {
    match known {
        Known::List(item) => *item,
        _ => Known::Any,
    }
}

pub(super) fn of_shape(shape: &Shape) -> Known {
    match shape {
        Shape::Any | Shape::Written => Known::Any,
        Shape::Bool | Shape::Number | Shape::Text => Known::Scalar,
        Shape::List(item) => Known::List(Box::new(of_shape(item))),
        Shape::Resource(types) => Known::Resource(types.iter().map(|ty| (*ty).into()).collect()),
        Shape::Record(record) => Known::Record(record),
    }
}

pub(super) fn of_attribute(attribute: &'static Attribute) -> Known {
    match &attribute.ty {
        AttributeType::Any | AttributeType::Map(_) => Known::Any,
        AttributeType::Bool | AttributeType::Number | AttributeType::String => Known::Scalar,
        AttributeType::List(_) | AttributeType::Set(_) => Known::List(Box::new(Known::Any)),
        AttributeType::Nested(nested) => {
            let block = Known::Block(nested.attributes());
            match nested.nesting {
                Nesting::Single => block,
                Nesting::List | Nesting::Set => Known::List(Box::new(block)),
                Nesting::Map => Known::Any,
            }
        }
    }
}

//! From the tables to the language: types as types, and what an absent attribute stands for.

use std::sync::Arc;

use crate::language::{Type, Value, convert};

use super::schema::{Attribute, AttributeType, Literal, Nested, Nesting};

/// What an attribute stands for that is neither written nor written as null.
#[derive(Clone, Debug)]
pub enum Absent {
    /// This value: the default, or a null of the attribute's type.
    Value(Value),
    /// One block without arguments.
    EmptyBlock,
    /// A value that the provider chooses, of this type.
    Computed(Type),
}

impl Attribute {
    /// What the attribute stands for when it is absent: its default in version `major` of the
    /// provider, else what the provider chooses, else null.
    pub fn absent(&self, major: u64) -> Absent {
        let earlier = self.earlier.as_ref().filter(|(until, _)| major < *until);
        let default = earlier
            .map(|(_, default)| default)
            .or(self.default.as_ref());
        match (default, self.mode) {
            (Some(Literal::Empty), _) => Absent::EmptyBlock,
            (Some(default), _) => {
                let ty = self.ty.to_type();
                // A default that does not fit is a broken table; a test looks for one.
                match convert(&value(default), &ty) {
                    Ok(value) => Absent::Value(value),
                    Err(_) => Absent::Computed(ty),
                }
            }
            (None, mode) if mode.is_computed() => Absent::Computed(self.ty.to_type()),
            (None, _) => Absent::Value(Value::null(self.ty.to_type())),
        }
    }
}

impl AttributeType {
    /// The type in the language. Blocks are collections of objects; what contains itself is
    /// [`Type::Dynamic`].
    pub fn to_type(&self) -> Type {
        match self {
            AttributeType::Any => Type::Dynamic,
            AttributeType::Bool => Type::Bool,
            AttributeType::Number => Type::Number,
            AttributeType::String => Type::String,
            AttributeType::List(element) => Type::list(element.to_type()),
            AttributeType::Set(element) => Type::set(element.to_type()),
            AttributeType::Map(element) => Type::map(element.to_type()),
            AttributeType::Nested(nested) => nested.to_type(),
        }
    }
}

impl Nested {
    fn to_type(&self) -> Type {
        let object = match self.shape() {
            Some(_) => Type::Dynamic,
            None => Type::object(
                self.attributes()
                    .iter()
                    .map(|a| (Arc::from(a.name), a.ty.to_type())),
            ),
        };
        match self.nesting {
            Nesting::Single => object,
            Nesting::List => Type::list(object),
            Nesting::Set => Type::set(object),
            Nesting::Map => Type::map(object),
        }
    }
}

fn value(literal: &Literal) -> Value {
    match literal {
        Literal::Bool(value) => Value::bool(*value),
        Literal::Number(value) => Value::int(*value),
        Literal::String(text) => Value::string(*text),
        Literal::List(items) => Value::tuple(items.iter().map(value).collect()),
        Literal::Empty => Value::object(Vec::new()),
    }
}

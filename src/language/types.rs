//! Terraform's types, as `cty` has them.

use std::fmt;
use std::sync::Arc;

/// The type of a value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Type {
    /// Not known yet (`any`).
    Dynamic,
    /// `bool`
    Bool,
    /// `number`
    Number,
    /// `string`
    String,
    /// `list(T)`
    List(Arc<Type>),
    /// `set(T)`
    Set(Arc<Type>),
    /// `map(T)`
    Map(Arc<Type>),
    /// `tuple([T, …])`
    Tuple(Arc<[Type]>),
    /// `object({name = T, …})`, sorted by name.
    Object(Arc<[ObjectAttribute]>),
}

/// One attribute of an object type.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ObjectAttribute {
    /// Its name.
    pub name: Arc<str>,
    /// Its type.
    pub ty: Type,
    /// `optional(…)`: the conversion puts a null where it is absent.
    pub optional: bool,
}

impl Type {
    /// `list(element)`
    pub fn list(element: Type) -> Type {
        Type::List(Arc::new(element))
    }

    /// `set(element)`
    pub fn set(element: Type) -> Type {
        Type::Set(Arc::new(element))
    }

    /// `map(element)`
    pub fn map(element: Type) -> Type {
        Type::Map(Arc::new(element))
    }

    /// An object type of the given attributes, none optional.
    pub fn object(attributes: impl IntoIterator<Item = (Arc<str>, Type)>) -> Type {
        let mut attributes: Vec<ObjectAttribute> = attributes
            .into_iter()
            .map(|(name, ty)| ObjectAttribute {
                name,
                ty,
                optional: false,
            })
            .collect();
        attributes.sort_by(|a, b| a.name.cmp(&b.name));
        Type::Object(attributes.into())
    }

    /// Whether the type is known to its leaves.
    pub fn is_whole(&self) -> bool {
        match self {
            Type::Dynamic => false,
            Type::Bool | Type::Number | Type::String => true,
            Type::List(e) | Type::Set(e) | Type::Map(e) => e.is_whole(),
            Type::Tuple(items) => items.iter().all(Type::is_whole),
            Type::Object(attributes) => attributes.iter().all(|a| a.ty.is_whole()),
        }
    }

    /// The type that values have which were converted to it: nothing is optional in them any more.
    pub fn without_optional(&self) -> Type {
        match self {
            Type::Dynamic | Type::Bool | Type::Number | Type::String => self.clone(),
            Type::List(e) => Type::list(e.without_optional()),
            Type::Set(e) => Type::set(e.without_optional()),
            Type::Map(e) => Type::map(e.without_optional()),
            Type::Tuple(items) => Type::Tuple(items.iter().map(Type::without_optional).collect()),
            Type::Object(attributes) => {
                let attributes = attributes.iter();
                let attributes = attributes.map(|a| ObjectAttribute {
                    name: a.name.clone(),
                    ty: a.ty.without_optional(),
                    optional: false,
                });
                Type::Object(attributes.collect())
            }
        }
    }

    /// `bool`, `number` or `string`.
    pub fn is_primitive(&self) -> bool {
        matches!(self, Type::Bool | Type::Number | Type::String)
    }

    /// The element type of a list, set or map.
    pub fn element(&self) -> Option<&Type> {
        match self {
            Type::List(e) | Type::Set(e) | Type::Map(e) => Some(e),
            _ => None,
        }
    }

    /// The type of attribute `name` of an object type.
    pub fn attribute(&self, name: &str) -> Option<&ObjectAttribute> {
        match self {
            Type::Object(attributes) => attributes
                .binary_search_by(|a| (*a.name).cmp(name))
                .ok()
                .and_then(|at| attributes.get(at)),
            _ => None,
        }
    }

    /// The name Terraform's messages use: `list of string`, `object`, `dynamic`.
    pub fn friendly(&self) -> String {
        match self {
            Type::Dynamic => "dynamic".into(),
            Type::Bool => "bool".into(),
            Type::Number => "number".into(),
            Type::String => "string".into(),
            Type::List(e) => format!("list of {}", e.friendly()),
            Type::Set(e) => format!("set of {}", e.friendly()),
            Type::Map(e) => format!("map of {}", e.friendly()),
            Type::Tuple(_) => "tuple".into(),
            Type::Object(_) => "object".into(),
        }
    }
}

impl fmt::Display for Type {
    /// As a type constraint is written: `map(object({a = string}))`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Dynamic => f.write_str("any"),
            Type::Bool => f.write_str("bool"),
            Type::Number => f.write_str("number"),
            Type::String => f.write_str("string"),
            Type::List(e) => write!(f, "list({e})"),
            Type::Set(e) => write!(f, "set({e})"),
            Type::Map(e) => write!(f, "map({e})"),
            Type::Tuple(items) => {
                f.write_str("tuple([")?;
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        f.write_str(", ")?;
                    }
                    write!(f, "{item}")?;
                }
                f.write_str("])")
            }
            Type::Object(attributes) => {
                f.write_str("object({")?;
                for (at, attribute) in attributes.iter().enumerate() {
                    if at > 0 {
                        f.write_str(", ")?;
                    }
                    let ObjectAttribute { name, ty, optional } = attribute;
                    match optional {
                        true => write!(f, "{name} = optional({ty})")?,
                        false => write!(f, "{name} = {ty}")?,
                    }
                }
                f.write_str("})")
            }
        }
    }
}

//! Types of variables, and values of them.

use std::fmt;

use super::expressions::{Name, Want};
use super::random::Random;

/// A value that is written out.
#[derive(Clone, Debug)]
pub enum Literal {
    /// What is written alike everywhere: numbers, `true`, `null`.
    Bare(&'static str),
    Text(&'static str),
    List(Vec<Literal>),
    Map(Vec<(&'static str, Literal)>),
}

impl fmt::Display for Literal {
    /// As HCL has it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Literal::Map(entries) => {
                let entries: Vec<String> = entries
                    .iter()
                    .map(|(key, value)| format!("{key} = {value}"))
                    .collect();
                write!(f, "{{ {} }}", entries.join(", "))
            }
            Literal::List(items) => {
                let items: Vec<String> = items.iter().map(Literal::to_string).collect();
                write!(f, "[{}]", items.join(", "))
            }
            other => f.write_str(&other.json()),
        }
    }
}

impl Literal {
    /// As JSON has it.
    pub fn json(&self) -> String {
        match self {
            Literal::Bare(text) => (*text).to_owned(),
            Literal::Text(text) => serde_json::to_string(text).unwrap(),
            Literal::List(items) => {
                let items: Vec<String> = items.iter().map(Literal::json).collect();
                format!("[{}]", items.join(", "))
            }
            Literal::Map(entries) => {
                let entries: Vec<String> = entries
                    .iter()
                    .map(|(key, value)| format!("{key:?}: {}", value.json()))
                    .collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }

    /// As it stands on a command line, where a text has no quotes.
    pub fn bare(&self) -> String {
        match self {
            Literal::Text(text) => (*text).to_owned(),
            other => other.to_string(),
        }
    }
}

/// The type of a variable.
#[derive(Clone, Debug)]
pub enum Shape {
    Text,
    Number,
    Flag,
    Any,
    List(Box<Shape>),
    Set(Box<Shape>),
    Map(Box<Shape>),
    Tuple(Vec<Shape>),
    Object(Vec<Attribute>),
}

/// An attribute of an object type: `optional(…)` where it has what stands for its absence.
#[derive(Clone, Debug)]
pub struct Attribute {
    pub name: &'static str,
    pub shape: Shape,
    pub optional: Option<Option<Literal>>,
}

impl Shape {
    pub fn random(random: &mut Random, depth: usize, sets: bool) -> Shape {
        let inner = |random: &mut Random| Box::new(Shape::random(random, depth - 1, sets));
        match random.below(if depth == 0 { 4 } else { 11 }) {
            0 => Shape::Text,
            1 => Shape::Number,
            2 => Shape::Flag,
            3 => match random.chance(2) {
                true => Shape::Any,
                false => Shape::Text,
            },
            4 | 5 => Shape::List(inner(random)),
            6 if sets => Shape::Set(inner(random)),
            6 => Shape::List(inner(random)),
            7 => Shape::Map(inner(random)),
            8 => {
                let count = 1 + random.below(2);
                Shape::Tuple((0..count).map(|_| *inner(random)).collect())
            }
            _ => {
                let count = 1 + random.below(3);
                let names = ["a", "b", "c"].into_iter().take(count);
                let attributes = names.map(|name| {
                    let shape = *inner(random);
                    let optional = random.chance(2).then(|| {
                        let default = random.chance(2);
                        default.then(|| shape.literal(random))
                    });
                    Attribute {
                        name,
                        shape,
                        optional,
                    }
                });
                Shape::Object(attributes.collect())
            }
        }
    }

    /// The type as it is written.
    pub fn text(&self) -> String {
        match self {
            Shape::Text => "string".into(),
            Shape::Number => "number".into(),
            Shape::Flag => "bool".into(),
            Shape::Any => "any".into(),
            Shape::List(element) => format!("list({})", element.text()),
            Shape::Set(element) => format!("set({})", element.text()),
            Shape::Map(element) => format!("map({})", element.text()),
            Shape::Tuple(items) => {
                let items: Vec<String> = items.iter().map(Shape::text).collect();
                format!("tuple([{}])", items.join(", "))
            }
            Shape::Object(attributes) => {
                let attributes: Vec<String> = attributes
                    .iter()
                    .map(|attribute| {
                        let ty = attribute.shape.text();
                        let ty = match &attribute.optional {
                            None => ty,
                            Some(None) => format!("optional({ty})"),
                            Some(Some(default)) => format!("optional({ty}, {default})"),
                        };
                        format!("{} = {ty}", attribute.name)
                    })
                    .collect();
                format!("object({{ {} }})", attributes.join(", "))
            }
        }
    }

    pub fn want(&self) -> Want {
        match self {
            Shape::Text => Want::Text,
            Shape::Number => Want::Number,
            Shape::Flag => Want::Flag,
            Shape::Any => Want::Any,
            Shape::List(_) | Shape::Tuple(_) => Want::List,
            Shape::Set(_) => Want::Set,
            Shape::Map(_) => Want::Map,
            Shape::Object(_) => Want::Object,
        }
    }

    /// A value of the type, or one that converts to it.
    pub fn literal(&self, random: &mut Random) -> Literal {
        if random.chance(15) {
            return Literal::Bare("null");
        }
        let items = |random: &mut Random, element: &Shape| {
            let count = random.below(3);
            Literal::List((0..count).map(|_| element.literal(random)).collect())
        };
        match self {
            Shape::Text => {
                let texts = ["a", "b", "te-xt", "", "two words", "a\"b", "null"];
                match random.chance(5) {
                    true => Literal::Bare(one_of(random, &["7", "true", "0.1"])),
                    false => Literal::Text(one_of(random, &texts)),
                }
            }
            Shape::Number => match random.chance(5) {
                true => Literal::Text("12"),
                false => Literal::Bare(one_of(random, &["0", "1", "2", "-3.5"])),
            },
            Shape::Flag => match random.chance(4) {
                true => Literal::Text("true"),
                false => Literal::Bare(one_of(random, &["true", "false"])),
            },
            Shape::Any => match random.below(7) {
                0 => Literal::Text("a"),
                1 => Literal::Bare("1"),
                2 => Literal::List(vec![Literal::Bare("1"), Literal::Text("b")]),
                3 => Literal::Map(vec![("a", Literal::Bare("null"))]),
                4 => Literal::List(vec![Literal::Bare("null"), Literal::Map(Vec::new())]),
                5 => Literal::Map(vec![("b", Literal::Map(vec![("d", Literal::Text("x"))]))]),
                _ => Literal::Map(vec![
                    ("a", Literal::Bare("1")),
                    ("b", Literal::List(vec![Literal::Text("x")])),
                ]),
            },
            Shape::List(element) | Shape::Set(element) => items(random, element),
            Shape::Map(element) => {
                let keys = ["a", "k"].into_iter().take(random.below(3));
                Literal::Map(keys.map(|key| (key, element.literal(random))).collect())
            }
            Shape::Tuple(items) => {
                Literal::List(items.iter().map(|item| item.literal(random)).collect())
            }
            Shape::Object(attributes) => {
                let mut entries = Vec::new();
                for attribute in attributes {
                    if attribute.optional.is_none() || random.chance(2) {
                        entries.push((attribute.name, attribute.shape.literal(random)));
                    }
                }
                if random.chance(6) {
                    entries.push(("more", Literal::Bare("1")));
                }
                Literal::Map(entries)
            }
        }
    }

    /// What can be said of `base`, which has this type.
    pub fn names(&self, base: &str, into: &mut Vec<Name>) {
        into.push(Name::new(self.want(), base));
        match self {
            Shape::Object(attributes) => {
                for attribute in attributes {
                    attribute
                        .shape
                        .names(&format!("{base}.{}", attribute.name), into);
                }
            }
            Shape::Tuple(items) => {
                for (at, item) in items.iter().enumerate() {
                    item.names(&format!("{base}[{at}]"), into);
                }
            }
            _ => {}
        }
    }
}

fn one_of(random: &mut Random, texts: &[&'static str]) -> &'static str {
    texts[random.below(texts.len())]
}

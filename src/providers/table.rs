//! The text of the tables: its declarations, which the build lists, and the parser of one of them.
//!
//! ```text
//! # A comment, in a paragraph of its own.
//!
//! resource aws_iam_role global
//!   arn string computed identity
//!   id string computed identity alias_of=name
//!   inline_policy set{} optional computed
//!     name string
//!   path string = "/"
//!   tags map(string)
//! ```
//!
//! A declaration is a paragraph: `resource`, `data` or `shape`, the name, and `global` where the
//! type takes no region. Each further line is an attribute, ordered by name; two spaces more are
//! one level deeper. A line has:
//!
//! - the name;
//! - the type: `bool`, `number`, `string`, `any`, `list(T)`, `set(T)`, `map(T)`, or for nested
//!   attributes `{}` (one object), `list{}`, `set{}`, `map{}`, with `{1}` for at most one, and
//!   with `@name` when the attributes are those of a shape;
//! - `required`, `computed`, `optional computed`, or nothing, which is optional. Below an attribute
//!   that is computed only, everything is, and nothing says so again;
//! - `sensitive`, `identity`, `alias_of=NAME`, `ends_in=NAME`;
//! - `before_6=DEFAULT`: what the default was before version 6 of the provider, without spaces;
//! - `= DEFAULT`: `true`, `3`, `"text"`, `[]`, `["a", "b"]`, or `{}` for a block that, when absent,
//!   means the same as one without arguments.

use std::iter::{Enumerate, Peekable};
use std::str::Lines;
use std::sync::OnceLock;

use super::schema::{Attribute, AttributeType, Body, Literal, Mode, Nested, Nesting, Schema};

/// What a declaration describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Resource,
    Data,
    Shape,
}

/// One declaration, parsed when somebody asks for it.
pub(super) struct Declaration {
    pub(super) kind: Kind,
    pub(super) name: &'static str,
    pub(super) text: &'static str,
    schema: OnceLock<Option<Schema>>,
}

// `DECLARATIONS`: those of all tables, by kind and name, each once.
include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// Why a declaration is not one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TableError {
    /// The line within the declaration, from 0.
    pub(super) line: usize,
    /// What was expected there.
    pub(super) expected: &'static str,
}

/// Deeper nesting than any provider has.
const MAX_DEPTH: usize = 32;

pub(super) fn resource(name: &str) -> Option<&'static Schema> {
    find(Kind::Resource, name)
}

pub(super) fn data_source(name: &str) -> Option<&'static Schema> {
    find(Kind::Data, name)
}

pub(super) fn shape(name: &str) -> Option<&'static Schema> {
    find(Kind::Shape, name)
}

fn find(kind: Kind, name: &str) -> Option<&'static Schema> {
    let found = DECLARATIONS.binary_search_by(|other| (other.kind, other.name).cmp(&(kind, name)));
    DECLARATIONS.get(found.ok()?)?.schema()
}

impl Declaration {
    const fn new(kind: Kind, name: &'static str, text: &'static str) -> Self {
        Self {
            kind,
            name,
            text,
            schema: OnceLock::new(),
        }
    }

    /// The parsed declaration. A broken one is as if it were not there, which makes what it
    /// describes unknown; a test parses them all.
    fn schema(&'static self) -> Option<&'static Schema> {
        self.schema.get_or_init(|| parse(self.text).ok()).as_ref()
    }
}

/// Reads one declaration.
pub(super) fn parse(text: &'static str) -> Result<Schema, TableError> {
    let mut parser = Parser {
        lines: text.lines().enumerate().peekable(),
        line: 0,
    };
    let (line, header) = parser.lines.next().unwrap_or((0, ""));
    parser.line = line;
    let mut words = header.split(' ').skip(1);
    let name = words.next().ok_or(parser.error("a name"))?;
    let global = match words.next() {
        None => false,
        Some("global") => true,
        Some(_) => return Err(parser.error("`global`")),
    };
    let attributes = parser.attributes(1, None)?;
    match parser.lines.next() {
        None => Ok(Schema {
            name,
            attributes,
            global,
        }),
        Some((line, _)) => Err(TableError {
            line,
            expected: "two spaces a level",
        }),
    }
}

struct Parser {
    lines: Peekable<Enumerate<Lines<'static>>>,
    line: usize,
}

impl Parser {
    fn error(&self, expected: &'static str) -> TableError {
        TableError {
            line: self.line,
            expected,
        }
    }

    /// The attributes at `depth`, up to the first line that is less deep. `inherited` is the mode
    /// they have without a word, below an attribute that only the provider sets.
    fn attributes(
        &mut self,
        depth: usize,
        inherited: Option<Mode>,
    ) -> Result<Vec<Attribute>, TableError> {
        if depth > MAX_DEPTH {
            return Err(self.error("less depth"));
        }
        let mut attributes: Vec<Attribute> = Vec::new();
        while let Some(&(at, line)) = self.lines.peek() {
            let indent = line.len() - line.trim_start_matches(' ').len();
            if indent != 2 * depth {
                break;
            }
            self.lines.next();
            self.line = at;
            let attribute = self.attribute(line.trim_start_matches(' '), depth, inherited)?;
            if attributes
                .last()
                .is_some_and(|last| last.name >= attribute.name)
            {
                return Err(self.error("attributes ordered by name"));
            }
            attributes.push(attribute);
        }
        Ok(attributes)
    }

    fn attribute(
        &mut self,
        line: &'static str,
        depth: usize,
        inherited: Option<Mode>,
    ) -> Result<Attribute, TableError> {
        let (line, default) = match line.split_once(" = ") {
            Some((line, default)) => {
                let default = literal(default).ok_or(self.error("a default"))?;
                (line, Some(default))
            }
            None => (line, None),
        };
        let mut words = line.split(' ');
        let name = words.next().ok_or(self.error("a name"))?;
        let ty = words.next().ok_or(self.error("a type"))?;
        let mut attribute = Attribute {
            name,
            ty: AttributeType::Any,
            mode: inherited.unwrap_or(Mode::Optional),
            default,
            sensitive: false,
            identity: false,
            alias_of: None,
            ends_in: None,
            earlier: None,
        };
        let mut optional = false;
        for word in words {
            match word {
                "required" => attribute.mode = Mode::Required,
                "optional" => optional = true,
                "computed" if optional => attribute.mode = Mode::OptionalComputed,
                "computed" => attribute.mode = Mode::Computed,
                "sensitive" => attribute.sensitive = true,
                "identity" => attribute.identity = true,
                _ => match word.split_once('=') {
                    Some(("alias_of", other)) => attribute.alias_of = Some(other),
                    Some(("ends_in", other)) => attribute.ends_in = Some(other),
                    Some((before, default)) => {
                        let major = before.strip_prefix("before_").and_then(|m| m.parse().ok());
                        let earlier = major.zip(literal(default));
                        attribute.earlier = Some(earlier.ok_or(self.error("an earlier default"))?);
                    }
                    None => return Err(self.error("a mode or mark")),
                },
            }
        }
        attribute.ty = match nested_type(ty) {
            Some((nesting, at_most_one, shape)) => {
                let inherited = (attribute.mode == Mode::Computed).then_some(Mode::Computed);
                let own = self.attributes(depth + 1, inherited)?;
                let body = match shape {
                    Some(shape) if own.is_empty() => Body::Shape(shape),
                    Some(_) => return Err(self.error("no attributes beside those of the shape")),
                    None => Body::Own(own),
                };
                AttributeType::Nested(Nested {
                    nesting,
                    at_most_one,
                    body,
                })
            }
            None => plain_type(ty).ok_or(self.error("a type"))?,
        };
        Ok(attribute)
    }
}

/// `list{1}@name` taken apart: the nesting, whether there is at most one, and the shape.
fn nested_type(text: &'static str) -> Option<(Nesting, bool, Option<&'static str>)> {
    let (text, shape) = match text.split_once('@') {
        Some((text, shape)) => (text, Some(shape)),
        None => (text, None),
    };
    let (nesting, at_most_one) = match text {
        "{}" => (Nesting::Single, true),
        "list{}" => (Nesting::List, false),
        "list{1}" => (Nesting::List, true),
        "set{}" => (Nesting::Set, false),
        "set{1}" => (Nesting::Set, true),
        "map{}" => (Nesting::Map, false),
        _ => return None,
    };
    Some((nesting, at_most_one, shape))
}

/// `set(string)` and the like. The text gets shorter with each step, by more than it is deep.
fn plain_type(text: &str) -> Option<AttributeType> {
    let boxed = |element: &str| plain_type(element).map(Box::new);
    match text {
        "any" => Some(AttributeType::Any),
        "bool" => Some(AttributeType::Bool),
        "number" => Some(AttributeType::Number),
        "string" => Some(AttributeType::String),
        _ => {
            let (collection, element) = text.strip_suffix(')')?.split_once('(')?;
            match collection {
                "list" => boxed(element).map(AttributeType::List),
                "set" => boxed(element).map(AttributeType::Set),
                "map" => boxed(element).map(AttributeType::Map),
                _ => None,
            }
        }
    }
}

/// A default. Strings have no escapes.
fn literal(text: &'static str) -> Option<Literal> {
    match text {
        "true" => Some(Literal::Bool(true)),
        "false" => Some(Literal::Bool(false)),
        "{}" => Some(Literal::Empty),
        "[]" => Some(Literal::List(Vec::new())),
        _ => {
            if let Some(items) = text.strip_prefix('[') {
                let items = items.strip_suffix(']')?.split(", ");
                return items.map(string).collect::<Option<_>>().map(Literal::List);
            }
            string(text).or_else(|| text.parse().ok().map(Literal::Number))
        }
    }
}

fn string(text: &'static str) -> Option<Literal> {
    let text = text.strip_prefix('"')?.strip_suffix('"')?;
    (!text.contains(['"', '\\'])).then_some(Literal::String(text))
}

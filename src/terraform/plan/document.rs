//! The parts of a plan's JSON, looked at without copies.

use std::collections::BTreeMap;

use crate::address::Step;
use crate::language::{Number, Origin, Type, Value};
use crate::source::{Place, Span};
use crate::syntax::json::{Node, NodeKind, Tree};

/// One value of the document.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    tree: &'a Tree,
    node: &'a Node,
}

impl<'a> Part<'a> {
    /// The whole document.
    pub fn root(tree: &'a Tree) -> Part<'a> {
        let node = &tree.root;
        Part { tree, node }
    }

    /// The member `name` of an object; of equal keys the last one counts.
    pub fn get(self, name: &str) -> Option<Part<'a>> {
        let mut found = None;
        for (key, part) in self.members() {
            if key == name {
                found = Some(part);
            }
        }
        found
    }

    /// All members by name, for objects that are asked often.
    pub fn index(self) -> BTreeMap<&'a str, Part<'a>> {
        self.members().collect()
    }

    /// The members of an object; none of anything else.
    pub fn members(self) -> impl Iterator<Item = (&'a str, Part<'a>)> {
        let Part { tree, node } = self;
        let members = match &node.kind {
            NodeKind::Object(members) => members.as_slice(),
            _ => &[],
        };
        members.iter().map(move |member| {
            let node = &member.value;
            (tree.chars(&member.key), Part { tree, node })
        })
    }

    /// The elements of an array; none of anything else.
    pub fn items(self) -> impl ExactSizeIterator<Item = Part<'a>> {
        let Part { tree, node } = self;
        let items = match &node.kind {
            NodeKind::Array(items) => items.as_slice(),
            _ => &[],
        };
        items.iter().map(move |node| Part { tree, node })
    }

    /// The element at `index`.
    pub fn item(self, index: usize) -> Option<Part<'a>> {
        self.items().nth(index)
    }

    /// What stands one step further in.
    pub fn step(self, step: &Step) -> Option<Part<'a>> {
        match step {
            Step::Attr(name) | Step::Key(name) => self.get(name),
            Step::Index(index) => self.item(usize::try_from(*index).ok()?),
        }
    }

    /// The characters of a string.
    pub fn str(self) -> Option<&'a str> {
        match &self.node.kind {
            NodeKind::String(text) => Some(self.tree.chars(text)),
            _ => None,
        }
    }

    /// A number that counts.
    pub fn count(self) -> Option<u64> {
        match self.node.kind {
            NodeKind::Number => self.text().parse().ok(),
            _ => None,
        }
    }

    pub fn is_true(self) -> bool {
        matches!(self.node.kind, NodeKind::Bool(true))
    }

    pub fn is_false(self) -> bool {
        matches!(self.node.kind, NodeKind::Bool(false))
    }

    pub fn is_null(self) -> bool {
        matches!(self.node.kind, NodeKind::Null)
    }

    pub fn is_object(self) -> bool {
        matches!(self.node.kind, NodeKind::Object(_))
    }

    pub fn is_array(self) -> bool {
        matches!(self.node.kind, NodeKind::Array(_))
    }

    /// Whether it holds nothing: `[]`, `{}`.
    pub fn is_empty(self) -> bool {
        match &self.node.kind {
            NodeKind::Array(items) => items.is_empty(),
            NodeKind::Object(members) => members.is_empty(),
            _ => false,
        }
    }

    /// Where it stands.
    pub fn place(self) -> Place {
        self.tree.place(self.node.span)
    }

    /// Where it begins: its first byte, for messages about something long.
    pub fn start(self) -> Place {
        let start = self.node.span.start;
        self.tree.place(Span::new(start, start.saturating_add(1)))
    }

    /// Where the member `name` stands, key and value, if its value is short: a string, a number.
    pub fn member(self, name: &str) -> Option<Span> {
        let NodeKind::Object(members) = &self.node.kind else {
            return None;
        };
        let mut named = members.iter().filter(|m| self.tree.chars(&m.key) == name);
        let member = named.next_back()?;
        Some(match member.value.kind {
            NodeKind::Array(_) | NodeKind::Object(_) => member.key_span,
            _ => member.key_span.to(member.value.span),
        })
    }

    fn text(self) -> &'a str {
        self.node.span.text(&self.tree.text)
    }

    /// A string, number, boolean or null as the value that it is; of anything else null.
    pub fn scalar(self) -> Value {
        let value = match &self.node.kind {
            NodeKind::Bool(value) => Value::bool(*value),
            NodeKind::Number => match Number::parse(self.text()) {
                Some(number) => Value::number(number),
                None => Value::null(Type::Number),
            },
            NodeKind::String(text) => Value::string(self.tree.chars(text)),
            _ => Value::null(Type::Dynamic),
        };
        value.at(Origin::At(self.place()))
    }

    /// The value as it stands: arrays are tuples, objects are objects.
    pub fn value(self) -> Value {
        let value = match &self.node.kind {
            NodeKind::Array(_) => Value::tuple(self.items().map(Part::value).collect()),
            NodeKind::Object(_) => {
                let members = self.members();
                Value::object(members.map(|(k, part)| (k.into(), part.value())).collect())
            }
            _ => return self.scalar(),
        };
        value.at(Origin::At(self.start()))
    }
}

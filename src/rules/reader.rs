//! Reads bodies whose attributes and blocks are fixed by name, and says what does not belong.

use std::sync::Arc;

use crate::finding::{Code, Diagnostic, nearest};
use crate::source::Place;
use crate::syntax::hcl::{Attribute, Block, Body, ExprId, ExprKind, Tree};

/// A body and the list of what is wrong with it.
pub(super) struct Reader<'a, 'p> {
    pub tree: &'a Tree,
    pub body: &'a Body,
    /// What the body is, in messages: `a rule`.
    what: &'static str,
    /// Where a missing item is missed.
    header: Place,
    problems: &'p mut Vec<Diagnostic>,
}

impl<'a, 'p> Reader<'a, 'p> {
    pub fn new(
        tree: &'a Tree,
        body: &'a Body,
        what: &'static str,
        header: Place,
        problems: &'p mut Vec<Diagnostic>,
    ) -> Self {
        Reader {
            tree,
            body,
            what,
            header,
            problems,
        }
    }

    /// Notes a problem.
    pub fn problem(&mut self, place: Place, message: impl Into<String>) {
        self.problems
            .push(Diagnostic::error(Code::Rule, place, message));
    }

    /// The list of problems, for readers of inner bodies.
    pub fn problems(&mut self) -> &mut Vec<Diagnostic> {
        self.problems
    }

    /// Refuses attributes and blocks other than these.
    pub fn allow(&mut self, attributes: &[&str], blocks: &[&str]) {
        let items = (self.body.attributes.iter().map(|a| (a.name, attributes)))
            .chain(self.body.blocks.iter().map(|b| (b.kind, blocks)));
        for (span, allowed) in items {
            let name = self.tree.str(span);
            if allowed.contains(&name) {
                continue;
            }
            let both = attributes.iter().chain(blocks).copied();
            let hint = match nearest(name, both) {
                Some(near) if near == name => format!("; {name} is written in the other form"),
                Some(near) => format!("; did you mean {near:?}?"),
                None => String::new(),
            };
            let message = format!("{} has no {name:?}{hint}", self.what);
            let place = self.tree.place(span);
            self.problems
                .push(Diagnostic::error(Code::Rule, place, message));
        }
    }

    pub fn attribute(&self, name: &str) -> Option<&'a Attribute> {
        let tree = self.tree;
        self.body
            .attributes
            .iter()
            .find(|a| tree.str(a.name) == name)
    }

    pub fn blocks(&self, kind: &'static str) -> impl Iterator<Item = &'a Block> + use<'a> {
        let tree = self.tree;
        let blocks = self.body.blocks.iter();
        blocks.filter(move |block| tree.str(block.kind) == kind)
    }

    pub fn expr(&self, name: &str) -> Option<ExprId> {
        self.attribute(name).map(|attribute| attribute.expr)
    }

    /// The attribute `name`, which has to be there.
    pub fn needed(&mut self, name: &str) -> Option<ExprId> {
        let found = self.expr(name);
        if found.is_none() {
            let message = format!("{} needs {name:?}", self.what);
            self.problem(self.header, message);
        }
        found
    }

    pub fn place(&self, expr: ExprId) -> Place {
        self.tree.place(self.tree.expr(expr).span)
    }

    /// A literal string.
    pub fn literal(&mut self, expr: ExprId) -> Option<Arc<str>> {
        let tree = self.tree;
        match &tree.expr(expr).kind {
            ExprKind::String(text) => Some(tree.chars(text).into()),
            ExprKind::Paren(inner) => self.literal(*inner),
            _ => {
                let place = self.place(expr);
                self.problem(place, "a plain string is needed here");
                None
            }
        }
    }

    /// The attribute `name` as a literal string.
    pub fn text(&mut self, name: &str) -> Option<Arc<str>> {
        let expr = self.expr(name)?;
        self.literal(expr)
    }

    /// The attribute `name` as a literal string; it has to be there.
    pub fn needed_text(&mut self, name: &str) -> Option<Arc<str>> {
        let expr = self.needed(name)?;
        self.literal(expr)
    }

    /// The attribute `name` as a literal string or a list of them, each with its place.
    pub fn texts(&mut self, name: &str) -> Vec<(Arc<str>, Place)> {
        let Some(expr) = self.expr(name) else {
            return Vec::new();
        };
        let tree = self.tree;
        let items = match &tree.expr(expr).kind {
            ExprKind::Tuple(items) => items.clone(),
            _ => vec![expr],
        };
        items
            .into_iter()
            .filter_map(|item| Some((self.literal(item)?, self.place(item))))
            .collect()
    }
}

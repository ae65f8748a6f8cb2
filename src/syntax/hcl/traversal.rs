//! Traversals: attributes, indexes and both kinds of splat.

use super::brackets::Open;
use super::expression::is_number;
use super::messages::clip;
use super::parser::{Parsed, Parser};
use super::tree::{ExprId, ExprKind};
use crate::source::Span;

impl Parser<'_> {
    /// Reads the traversal steps after `from`.
    pub(super) fn traversal(&mut self, from: ExprId) -> Parsed<ExprId> {
        let mut result = from;
        loop {
            match self.peek() {
                b'.' if !self.looking_at("...") => {
                    self.at += 1;
                    result = match self.peek() {
                        b'*' => self.attribute_splat(result)?,
                        byte => self.dotted(result, byte)?,
                    };
                }
                b'[' => {
                    let start = self.at;
                    self.at += 1;
                    if self.peek() == b'*' {
                        return self.full_splat(result, start);
                    }
                    self.at = start;
                    result = self.index(result)?;
                }
                _ => return Ok(result),
            }
        }
    }

    /// Reads the name or number after a dot.
    fn dotted(&mut self, source: ExprId, first: u8) -> Parsed<ExprId> {
        let name = if first.is_ascii_digit() {
            self.number_text()
        } else {
            match self.name() {
                Some(name) => name,
                None => return self.expected("an attribute name after `.`"),
            }
        };
        self.ascend()?;
        let span = self.span(source).to(name);
        if !first.is_ascii_digit() || self.str(name).bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(self.push(span, ExprKind::Attr { source, name }));
        }
        // `.1e2` is legal, if odd; `.0.1` reads as a fraction.
        let mut kind = ExprKind::Number;
        let text = self.str(name);
        if text.contains('.') {
            let indexes = clip(text).replace('.', "][");
            let message = format!("`.{}` chains indexes: write [{indexes}]", clip(text));
            self.report(name, message);
            kind = ExprKind::Invalid;
        } else if !is_number(text) {
            self.report(name, format!("`{}` is not a number", clip(text)));
            kind = ExprKind::Invalid;
        }
        let key = self.push(name, kind);
        Ok(self.push(span, ExprKind::Index { source, key }))
    }

    /// Reads `[ key ]`.
    fn index(&mut self, source: ExprId) -> Parsed<ExprId> {
        let below = self.height;
        let newlines = self.enter(Open::Bracket);
        let key = self.expression()?;
        if self.peek() != b']' {
            return self.expected("`]`");
        }
        self.leave(newlines);
        self.height = self.height.max(below + 1);
        self.check_depth()?;
        let span = Span::new(self.span(source).start, self.at as u32);
        Ok(self.push(span, ExprKind::Index { source, key }))
    }

    /// Reads `.*`, from the star on, and the attributes after it. It takes no indexes: they
    /// apply to the whole result.
    fn attribute_splat(&mut self, source: ExprId) -> Parsed<ExprId> {
        let star = self.at as u32;
        self.at += 1;
        let item = self.push(Span::new(star, star + 1), ExprKind::SplatItem);
        let below = std::mem::take(&mut self.height);
        let mut each = item;
        while self.peek() == b'.' && !self.looking_at("...") {
            self.at += 1;
            let first = self.peek();
            if first == b'*' {
                let here = self.here();
                return self.fail(here, "a splat cannot stand in an attribute-only splat");
            }
            each = self.dotted(each, first)?;
        }
        self.splat(source, each, false, below)
    }

    /// Reads `[*]`, from the star on, and all traversal steps after it.
    fn full_splat(&mut self, source: ExprId, start: usize) -> Parsed<ExprId> {
        let below = self.height;
        self.open.push(Open::Bracket, start);
        self.at += 1;
        if self.peek() != b']' {
            return self.expected("`]` after `*`");
        }
        self.at += 1;
        self.open.pop();
        let item = self.push(self.since(start), ExprKind::SplatItem);
        self.descend()?;
        self.height = 0;
        let each = self.traversal(item)?;
        self.depth -= 1;
        self.splat(source, each, true, below)
    }

    fn splat(&mut self, source: ExprId, each: ExprId, full: bool, below: u32) -> Parsed<ExprId> {
        self.height = self.height.max(below);
        self.ascend()?;
        let span = self.span(source).to(self.span(each));
        Ok(self.push(span, ExprKind::Splat { source, each, full }))
    }
}

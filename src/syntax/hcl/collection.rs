//! Tuples, objects, calls and `for` expressions.

use super::brackets::Open;
use super::parser::{Newlines, Parsed, Parser};
use super::tree::{ExprId, ExprKind, ForExpr, ObjectItem};
use crate::source::Span;

impl Parser<'_> {
    /// Reads `[ … ]`.
    pub(super) fn tuple(&mut self) -> Parsed<ExprId> {
        let start = self.at;
        let newlines = self.enter(Open::Bracket);
        self.peek();
        if self.looking_at_word("for") {
            return self.for_expression(start, b']', newlines);
        }
        let mut elements = Vec::new();
        let mut height = 0;
        while self.peek() != b']' {
            elements.push(self.expression()?);
            height = height.max(self.height);
            match self.peek() {
                b',' => self.at += 1,
                b']' => break,
                _ => return self.expected("`,` or `]`"),
            }
        }
        self.leave(newlines);
        self.height = height;
        Ok(self.push(self.since(start), ExprKind::Tuple(elements)))
    }

    /// Reads `{ … }`. Newlines separate its items, but `for` may follow on a later line.
    pub(super) fn object(&mut self) -> Parsed<ExprId> {
        let start = self.at;
        let newlines = self.enter(Open::Brace);
        self.peek();
        if self.looking_at_word("for") {
            return self.for_expression(start, b'}', newlines);
        }
        self.newlines = Newlines::End;
        let mut items = Vec::new();
        let mut height = 0;
        loop {
            while matches!(self.peek(), b'\n' | b'\r') && self.newline() {}
            if self.byte(self.at) == b'}' {
                break;
            }
            let key = self.key()?;
            height = height.max(self.height);
            if !self.at_equals() && !self.at_colon() {
                return self.expected("`=` after the key");
            }
            self.at += 1;
            let value = self.expression()?;
            height = height.max(self.height);
            items.push(ObjectItem { key, value });
            match self.peek() {
                b',' => self.at += 1,
                b'}' => break,
                _ if self.newline() => {}
                _ => return self.expected("a new line, `,` or `}`"),
            }
        }
        self.leave(newlines);
        self.height = height;
        Ok(self.push(self.since(start), ExprKind::Object(items)))
    }

    /// Reads an object's key. A lone name stands for itself.
    fn key(&mut self) -> Parsed<ExprId> {
        let key = self.expression()?;
        if let Some(expr) = self.exprs.get(key.0 as usize)
            && matches!(
                expr.kind,
                ExprKind::Root | ExprKind::Bool(_) | ExprKind::Null
            )
        {
            let name = expr.span;
            self.exprs.pop();
            return Ok(self.push_string(name, name));
        }
        Ok(key)
    }

    /// Reads a call, from after the first part of its name.
    pub(super) fn call(&mut self, first: Span) -> Parsed<ExprId> {
        let mut name = first;
        while self.peek() == b':' {
            if self.byte(self.at + 1) != b':' {
                break;
            }
            self.at += 2;
            self.peek();
            match self.name() {
                Some(next) => name = name.to(next),
                None => return self.expected("a function name after `::`"),
            }
        }
        if self.byte(self.at) != b'(' {
            return self.expected("`(` after the function name");
        }
        let newlines = self.enter(Open::Paren);
        let mut args = Vec::new();
        let mut expand = false;
        let mut height = 0;
        while self.peek() != b')' {
            args.push(self.expression()?);
            height = height.max(self.height);
            match self.peek() {
                b',' => self.at += 1,
                b')' => break,
                b'.' if self.looking_at("...") => {
                    self.at += 3;
                    expand = true;
                    if self.peek() != b')' {
                        return self.expected("`)` after `...`");
                    }
                    break;
                }
                _ => return self.expected("`,` or `)`"),
            }
        }
        self.leave(newlines);
        self.height = height;
        let span = Span::new(name.start, self.at as u32);
        Ok(self.push(span, ExprKind::Call { name, args, expand }))
    }

    /// Reads a `for` expression from its `for` to the `close` bracket.
    fn for_expression(&mut self, start: usize, close: u8, newlines: Newlines) -> Parsed<ExprId> {
        self.at += "for".len();
        let (key_name, value_name) = self.for_names()?;
        let collection = self.expression()?;
        let mut height = self.height;
        if !self.at_colon() {
            return self.expected("`:` after the collection");
        }
        self.at += 1;
        let mut value = self.expression()?;
        height = height.max(self.height);
        let mut key = None;
        if self.peek() == b'=' && self.byte(self.at + 1) == b'>' {
            self.at += 2;
            key = Some(value);
            value = self.expression()?;
            height = height.max(self.height);
        }
        self.peek();
        let group = self.looking_at("...").then(|| {
            self.at += 3;
            Span::new(self.at as u32 - 3, self.at as u32)
        });
        self.peek();
        let mut condition = None;
        if self.looking_at_word("if") {
            self.at += "if".len();
            condition = Some(self.expression()?);
            height = height.max(self.height);
        }
        if self.peek() != close {
            let close = char::from(close);
            return self.expected(&format!("`{close}` at the end of `for`"));
        }
        self.check_for(close, key, value, group);
        self.leave(newlines);
        self.height = height;
        let expr = ForExpr {
            key_name,
            value_name,
            collection,
            key,
            value,
            condition,
            group: group.is_some(),
        };
        Ok(self.push(self.since(start), ExprKind::For(Box::new(expr))))
    }

    /// `=>` and `...` belong to objects.
    fn check_for(&mut self, close: u8, key: Option<ExprId>, value: ExprId, group: Option<Span>) {
        if close == b'}' {
            if key.is_none() {
                let span = self.span(value);
                self.report(
                    span,
                    "expected `key => value`: `for` in `{` makes an object",
                );
            }
            return;
        }
        if let Some(key) = key {
            let span = self.span(key);
            self.report(span, "unexpected `=>`: `for` in `[` makes a list");
        } else if let Some(group) = group {
            self.report(group, "unexpected `...`: only an object groups its values");
        }
    }

    /// Reads `name, name in`, or one name: of a `for` expression and of a `%{for}` directive.
    pub(super) fn for_names(&mut self) -> Parsed<(Option<Span>, Span)> {
        self.peek();
        let Some(first) = self.name() else {
            return self.expected("a name after `for`");
        };
        let mut names = (None, first);
        if self.peek() == b',' {
            self.at += 1;
            self.peek();
            match self.name() {
                Some(second) => names = (Some(first), second),
                None => return self.expected("a second name after `,`"),
            }
        }
        self.peek();
        if !self.looking_at_word("in") {
            return self.expected("`in`");
        }
        self.at += "in".len();
        Ok(names)
    }
}

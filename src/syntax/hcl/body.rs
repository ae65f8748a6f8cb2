//! Bodies: attributes and blocks.

use std::collections::HashSet;

use super::brackets::Open;

use super::messages::clip;
use super::parser::{Failed, Parsed, Parser};
use super::tree::{Attribute, Block, Body, ExprKind, Label, Text};
use super::{fitted, max_depth};
use crate::finding::Code;
use crate::source::{Place, Span};

/// From so many attributes on, a body's names are looked up in a set.
const MANY_ATTRIBUTES: usize = 16;

/// A body while it is read, with the names it sets so far once they are many.
#[derive(Default)]
struct Items<'t> {
    body: Body,
    names: HashSet<&'t str>,
}

impl<'t> Parser<'t> {
    /// Reads a whole file.
    pub(super) fn file_body(&mut self) -> Body {
        let mut items = Items::default();
        loop {
            self.items(&mut items);
            if self.unwound() {
                items.keep_before(self.at, self.text);
            } else if self.at_end() {
                if !self.resume_after_cut() {
                    break;
                }
            } else {
                // After an error it is most likely the end of something not understood.
                if self.diagnostics.is_empty() {
                    let here = self.here();
                    self.report(here, "unexpected `}`: no block is open here");
                }
                self.recover(self.at);
            }
        }
        items.body(Span::new(0, self.bytes.len() as u32))
    }

    /// Reads items up to `}`, the end of the file, or a restart.
    fn items(&mut self, items: &mut Items<'t>) {
        while !self.unwinding() {
            let byte = self.peek();
            if Self::may_begin_name(byte) {
                self.item(items);
            } else if byte == b'}' || self.at_end() {
                return;
            } else if !self.newline() {
                self.stray();
            }
        }
    }

    /// Reads one item. A bad one is kept as far as it was understood.
    fn item(&mut self, items: &mut Items<'t>) {
        let start = self.at;
        let reported = self.diagnostics.len();
        let count = items.count();
        let Some(name) = self.name() else {
            return self.stray();
        };
        let result = match self.peek() {
            b'=' if self.at_equals() => {
                self.at += 1;
                self.attribute(name, items)
            }
            byte if byte == b'{' || byte == b'"' || Self::may_begin_name(byte) => {
                self.block(name, items)
            }
            _ => self.expected(&format!("`=` or a block after `{}`", clip(self.str(name)))),
        };
        if result.is_err() && !self.unwinding() {
            if items.count() == count && self.follows_bad_line(start) {
                self.diagnostics.truncate(reported);
            }
            self.recover(start);
        }
    }

    /// Reports what begins no item, and skips it.
    #[cold]
    fn stray(&mut self) {
        let start = self.at;
        if self.follows_bad_line(start) {
            // One message is enough for lines that are no items.
        } else if self.byte(start) == b'"' {
            let here = self.here();
            self.report(here, "expected a name, found `\"`: names are not quoted");
        } else {
            let _: Parsed<()> = self.expected("an attribute or a block");
        }
        self.recover(start);
    }

    /// Reads the value of `name` and the end of the line.
    fn attribute(&mut self, name: Span, items: &mut Items<'t>) -> Parsed<()> {
        let value_start = self.at;
        let Ok(expr) = self.expression() else {
            self.recover(name.start as usize);
            let span = self.trimmed_since(value_start);
            let expr = self.push(span, ExprKind::Invalid);
            let span = name.to(span);
            self.add(Attribute { name, expr, span }, items);
            return Ok(());
        };
        let span = name.to(self.span(expr));
        self.add(Attribute { name, expr, span }, items);
        self.peek();
        if self.newline() || self.at_end() {
            return Ok(());
        }
        if self.byte(self.at) == b',' {
            let here = self.here();
            return self.fail(
                here,
                "expected a new line, found `,`: it separates no attributes",
            );
        }
        self.expected(&format!("a new line after `{}`", clip(self.str(name))))
    }

    /// Adds an attribute. Of two with one name the first stays.
    fn add(&mut self, attribute: Attribute, items: &mut Items<'t>) {
        let name = self.str(attribute.name);
        let mut known = items.body.attributes.iter();
        let is_new = if known.len() < MANY_ATTRIBUTES {
            !known.any(|known| self.str(known.name) == name)
        } else {
            if items.names.len() != known.len() {
                items.names = HashSet::from_iter(known.map(|known| self.str(known.name)));
            }
            items.names.insert(name)
        };
        if is_new {
            items.body.attributes.push(attribute);
        } else {
            self.report_redefined(attribute.name, &items.body);
        }
    }

    #[cold]
    fn report_redefined(&mut self, name: Span, body: &Body) {
        let text = self.str(name);
        let mut known = body.attributes.iter();
        let first = known.find(|known| self.str(known.name) == text);
        let first = first.map(|first| Place::new(self.file, first.name));
        let diagnostic = self.report(name, format!("attribute `{}` is set twice", clip(text)));
        if let (Some(first), Some(diagnostic)) = (first, diagnostic) {
            let label = "first set here".to_owned();
            diagnostic.related.insert(0, (first, label));
        }
    }

    /// Reads labels, braces and what stands between them. The block is kept even when its body
    /// is bad or unclosed.
    fn block(&mut self, kind: Span, items: &mut Items<'t>) -> Parsed<()> {
        let mark = self.mark(kind);
        let mut labels = Vec::new();
        let mut header = kind;
        while self.peek() != b'{' {
            let label = self.label(kind)?;
            header = header.to(label.span);
            labels.push(label);
        }
        if self.blocks.len() >= max_depth() as usize {
            let message = format!("blocks nested deeper than {}", max_depth());
            self.record(Code::Limit, header, message);
            return self.skip_block();
        }
        self.may_restart_at(mark, header)?;
        self.blocks.push((header, self.indent(kind.start as usize)));
        let (body, result) = self.braces();
        self.blocks.pop();
        items.body.blocks.push(Block {
            kind,
            labels: fitted(labels),
            body,
            header,
            span: self.trimmed_since(kind.start as usize),
        });
        result?;
        if self.blocks.is_empty() {
            self.forget_mark();
        }
        self.peek();
        if self.newline() || self.at_end() {
            return Ok(());
        }
        self.expected("a new line after the block")
    }

    /// Reads one label.
    fn label(&mut self, kind: Span) -> Parsed<Label> {
        if self.byte(self.at) == b'"' {
            return self.quoted_label();
        }
        match self.name() {
            Some(span) => Ok(Label {
                span,
                text: Text::Span(span),
            }),
            None => self.expected(&format!("a label or `{{` after `{}`", clip(self.str(kind)))),
        }
    }

    /// Reads a body with its braces, from the `{` on.
    fn braces(&mut self) -> (Body, Parsed<()>) {
        let mut items = Items::default();
        let brace = self.at;
        self.at += 1;
        let byte = self.peek();
        let result = if byte == b'}' {
            Ok(())
        } else if self.at_end() || matches!(byte, b'\n' | b'\r') {
            self.items(&mut items);
            self.end_of_block(&mut items)
        } else {
            self.open.push(Open::Brace, brace);
            self.single_attribute(&mut items)
        };
        let span = if result.is_ok() {
            self.since(brace + 1)
        } else {
            self.trimmed_since(brace + 1)
        };
        self.at += usize::from(result.is_ok());
        (items.body(span), result)
    }

    /// Fails unless the `}` of a block is here, its items having been read.
    fn end_of_block(&mut self, items: &mut Items<'t>) -> Parsed<()> {
        if self.at_end() && !self.unwinding() {
            self.unclosed_block();
        }
        if self.unwinding() {
            items.keep_before(self.at, self.text);
        }
        if self.unwinding() || self.at_end() {
            return Err(Failed);
        }
        Ok(())
    }

    /// Reads the inside of `{ name = value }`, from the name on.
    fn single_attribute(&mut self, items: &mut Items<'t>) -> Parsed<()> {
        let Some(name) = self.name() else {
            return self.expected("an attribute or `}`");
        };
        if !self.at_equals() {
            let name = clip(self.str(name));
            return self.expected(&format!("`=` after `{name}`, on one line with its block"));
        }
        self.at += 1;
        let value_start = self.at;
        let expr = self.expression();
        let expr = expr.map_err(|Failed| {
            let span = self.trimmed_since(value_start);
            self.push(span, ExprKind::Invalid)
        });
        let (Ok(id) | Err(id)) = expr;
        let span = name.to(self.span(id));
        let attribute = Attribute {
            name,
            expr: id,
            span,
        };
        items.body.attributes.push(attribute);
        if expr.is_err() {
            return Err(Failed);
        }
        if self.peek() != b'}' {
            return self.expected("`}`: a block on one line holds one attribute");
        }
        self.open.pop();
        Ok(())
    }

    /// From `start` to here, blanks at the end left out.
    fn trimmed_since(&self, start: usize) -> Span {
        let text = self.text.get(start..self.at).unwrap_or("");
        let length = text.trim_ascii_end().len();
        Span::new(start as u32, (start + length) as u32)
    }
}

impl Items<'_> {
    /// The body, which takes up `span`.
    fn body(self, span: Span) -> Body {
        Body {
            attributes: fitted(self.body.attributes),
            blocks: fitted(self.body.blocks),
            span,
        }
    }

    /// How many items have been read.
    fn count(&self) -> usize {
        self.body.attributes.len() + self.body.blocks.len()
    }

    /// Drops the items that begin at or after `at`: they are read again.
    fn keep_before(&mut self, at: usize, text: &str) {
        let is_after = |span: Span| span.start as usize >= at;
        while let Some(last) = self.body.blocks.pop_if(|last| is_after(last.span)) {
            drop(last);
        }
        while let Some(last) = self.body.attributes.pop_if(|last| is_after(last.span)) {
            self.names.remove(last.name.text(text));
        }
    }
}

//! The JSON syntax of HCL, from its specification (hcl/json/spec.md): a JSON tree becomes the
//! same tree that the native syntax becomes.
//!
//! JSON does not say whether a member is an argument or a block, nor how many labels a block has:
//! the caller does, with a [`Schema`]. Strings that hold no escapes are read where they stand; the
//! others are decoded behind the file's text, and [`Copies`] leads their spans back.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::string::{Piece, pieces};
use super::tree::{Node, NodeKind, Tree};
use crate::finding::{Code, Diagnostic, Level};
use crate::source::{FileId, Span};
use crate::syntax::hcl::{
    self, Attribute, Block, Body, Comment, Copies, Expr, ExprId, ExprKind, Label, ObjectItem, Text,
    UnaryOp,
};

/// What a member of a body is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Member {
    /// An argument whose strings, keys of objects included, are templates.
    Argument,
    /// An argument whose strings are themselves (`default` of a variable, `source` of a module).
    Literal,
    /// An argument whose strings are expressions of the native syntax (`depends_on`, `type`).
    Expression,
    /// Blocks with that many labels.
    Block {
        /// How many.
        labels: usize,
    },
}

/// Says what the member called by the second argument is, in the body that the first names: the
/// types of the enclosing blocks, each followed by its labels. `(["resource", "aws_eip", "x"],
/// "count")` asks about the count of `resource "aws_eip" "x"`.
pub type Schema<'a> = dyn Fn(&[&str], &str) -> Member + 'a;

/// Reads a text in the JSON syntax of HCL.
///
/// Comments of the tree are the strings under `"//"` keys. The header of a block is its last key,
/// or the opening brace where an array holds several blocks under one key.
pub fn parse(file: FileId, text: Arc<str>, schema: &Schema<'_>) -> (hcl::Tree, Vec<Diagnostic>) {
    let (json, mut diagnostics) = super::parse(file, text);
    let mut converter = Converter {
        json: &json,
        schema,
        text: Cow::Borrowed(&json.text),
        copies: Copies::default(),
        exprs: Vec::new(),
        comments: Vec::new(),
        diagnostics: Vec::new(),
    };
    if let NodeKind::Null = json.root.kind {
        converter.not_a_body(&json.root);
    }
    let mut body = converter.body(&json.root, &mut Vec::new());
    body.span = Span::new(0, json.text.len() as u32);
    let Converter {
        text,
        mut copies,
        exprs,
        comments,
        diagnostics: mut found,
        ..
    } = converter;
    let text = match text {
        Cow::Borrowed(_) => Arc::clone(&json.text),
        Cow::Owned(text) => {
            copies.push(text.len() as u32, Span::new(body.span.end, body.span.end));
            text.into()
        }
    };
    for diagnostic in &mut found {
        let places = diagnostic.related.iter_mut().map(|(place, _)| place);
        for place in diagnostic.place.iter_mut().chain(places) {
            place.span = copies.in_file(place.span);
        }
    }
    diagnostics.append(&mut found);
    let tree = hcl::Tree {
        file,
        text,
        copies,
        body,
        exprs,
        comments,
        broken: diagnostics.iter().any(|d| d.level == Level::Error),
    };
    (tree, diagnostics)
}

struct Converter<'a> {
    json: &'a Tree,
    schema: &'a Schema<'a>,
    /// The file's text, then the decoded strings.
    text: Cow<'a, str>,
    copies: Copies,
    exprs: Vec<Expr>,
    comments: Vec<Comment>,
    diagnostics: Vec<Diagnostic>,
}

/// How the strings of an argument are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strings {
    Templates,
    Literals,
    Expressions,
}

/// The keys that lead to a block: its type and the labels so far.
struct Keys {
    kind: Span,
    /// The last of them, with its quotes.
    last: Span,
    labels: Vec<Label>,
}

impl<'a> Converter<'a> {
    /// Reads a body: an object, or an array of objects that are one body together.
    fn body(&mut self, value: &'a Node, path: &mut Vec<&'a str>) -> Body {
        let mut body = Body {
            span: inside(value.span),
            ..Body::default()
        };
        let mut seen = HashMap::new();
        for member in self.members(value) {
            let name = self.json.chars(&member.key);
            if name == "//" {
                self.comment(&member.value);
                continue;
            }
            let strings = match (self.schema)(path, name) {
                Member::Argument => Strings::Templates,
                Member::Literal => Strings::Literals,
                Member::Expression => Strings::Expressions,
                Member::Block { labels } => {
                    let mut keys = Keys {
                        kind: self.contents(member.key_span, &member.key),
                        last: member.key_span,
                        labels: Vec::new(),
                    };
                    path.push(name);
                    self.blocks(&member.value, &mut keys, labels, path, &mut body.blocks);
                    path.pop();
                    continue;
                }
            };
            if self.is_first(&mut seen, member) {
                body.attributes.push(Attribute {
                    name: self.contents(member.key_span, &member.key),
                    expr: self.expression(&member.value, strings),
                    span: member.key_span.to(member.value.span),
                });
            }
        }
        body
    }

    /// Reads the blocks under a key: the labels that are left, then the bodies.
    fn blocks(
        &mut self,
        value: &'a Node,
        keys: &mut Keys,
        labels: usize,
        path: &mut Vec<&'a str>,
        blocks: &mut Vec<Block>,
    ) {
        if let Some(left) = labels.checked_sub(1) {
            let errors = self.diagnostics.len();
            let members = self.members(value);
            let silent = errors == self.diagnostics.len();
            if members.is_empty() && silent && !matches!(value.kind, NodeKind::Invalid) {
                self.error(
                    value.span,
                    "expected a key here, the label of a block".into(),
                );
            }
            let above = keys.last;
            for member in members {
                keys.last = member.key_span;
                keys.labels.push(Label {
                    span: member.key_span,
                    text: Text::Span(self.contents(member.key_span, &member.key)),
                });
                path.push(self.json.chars(&member.key));
                self.blocks(&member.value, keys, left, path, blocks);
                path.pop();
                keys.labels.pop();
            }
            keys.last = above;
            return;
        }
        match &value.kind {
            NodeKind::Null | NodeKind::Invalid => {}
            NodeKind::Object(_) => blocks.push(self.block(value, keys, keys.last, path)),
            NodeKind::Array(values) => {
                for value in values {
                    let brace = Span::new(value.span.start, value.span.start + 1);
                    blocks.push(self.block(value, keys, brace, path));
                }
            }
            _ => self.not_a_body(value),
        }
    }

    fn block(
        &mut self,
        value: &'a Node,
        keys: &Keys,
        header: Span,
        path: &mut Vec<&'a str>,
    ) -> Block {
        Block {
            kind: keys.kind,
            labels: keys.labels.clone(),
            body: self.body(value, path),
            header,
            span: header.to(value.span),
        }
    }

    /// The members of an object, or of all objects of an array.
    fn members(&mut self, value: &'a Node) -> Vec<&'a super::Member> {
        match &value.kind {
            NodeKind::Object(members) => members.iter().collect(),
            NodeKind::Array(values) => {
                let mut all = Vec::new();
                for value in values {
                    match &value.kind {
                        NodeKind::Object(members) => all.extend(members),
                        NodeKind::Invalid => {}
                        _ => self.not_a_body(value),
                    }
                }
                all
            }
            NodeKind::Null | NodeKind::Invalid => Vec::new(),
            _ => {
                self.not_a_body(value);
                Vec::new()
            }
        }
    }

    fn expression(&mut self, value: &'a Node, strings: Strings) -> ExprId {
        let kind = match &value.kind {
            NodeKind::Null => ExprKind::Null,
            NodeKind::Bool(value) => ExprKind::Bool(*value),
            NodeKind::Number => return self.number(value.span),
            NodeKind::String(text) => return self.string(value.span, text, strings),
            NodeKind::Array(values) => {
                let items = values.iter().map(|value| self.expression(value, strings));
                ExprKind::Tuple(items.collect())
            }
            NodeKind::Object(members) => {
                let mut seen = HashMap::new();
                let mut items = Vec::with_capacity(members.len());
                for member in members {
                    // Keys that are equal before their templates are evaluated stay so.
                    self.is_first(&mut seen, member);
                    items.push(ObjectItem {
                        key: self.string(member.key_span, &member.key, strings),
                        value: self.expression(&member.value, strings),
                    });
                }
                ExprKind::Object(items)
            }
            NodeKind::Invalid => ExprKind::Invalid,
        };
        self.push(value.span, kind)
    }

    /// A number. The native syntax, and so its tree, knows a minus as an operator only.
    fn number(&mut self, span: Span) -> ExprId {
        if !span.text(&self.json.text).starts_with('-') {
            return self.push(span, ExprKind::Number);
        }
        let operand = self.push(Span::new(span.start + 1, span.end), ExprKind::Number);
        let op = UnaryOp::Negate;
        self.push(span, ExprKind::Unary { op, operand })
    }

    fn string(&mut self, literal: Span, text: &Text, strings: Strings) -> ExprId {
        let contents = self.contents(literal, text);
        let characters = contents.text(&self.text);
        let template = characters.contains("${") || characters.contains("%{");
        if strings == Strings::Literals || (strings == Strings::Templates && !template) {
            return self.push(literal, ExprKind::String(Text::Span(contents)));
        }
        let file = self.json.file;
        let (id, mut found) = match strings {
            Strings::Expressions => {
                hcl::parse_expression_in(&mut self.exprs, file, &self.text, contents)
            }
            _ => hcl::parse_template_in(&mut self.exprs, file, &self.text, contents),
        };
        self.diagnostics.append(&mut found);
        // A template has quotes here as in the native syntax. The span of an expression may be
        // its text, and stays.
        if let (Strings::Templates, Some(expr)) = (strings, self.exprs.get_mut(id.0 as usize)) {
            expr.span = literal;
        }
        id
    }

    /// Where the contents of a string stand in the tree's text: in the file, or in a copy at the
    /// end of the text if they hold escapes.
    fn contents(&mut self, literal: Span, text: &Text) -> Span {
        if let Text::Span(contents) = text {
            return *contents;
        }
        let start = self.text.len() as u32;
        for piece in pieces(&self.json.text, inside(literal)) {
            let at = self.text.len() as u32;
            match piece {
                Ok(Piece::Verbatim(span)) => {
                    self.copies.push(at, span);
                    self.text.to_mut().push_str(span.text(&self.json.text));
                }
                Ok(Piece::Escape(character, span)) => {
                    self.copies.push(at, span);
                    self.text.to_mut().push(character);
                }
                Err(_) => break,
            }
        }
        Span::new(start, self.text.len() as u32)
    }

    /// A `"//"` key: its string, or each string of its array, is a comment.
    fn comment(&mut self, value: &'a Node) {
        match &value.kind {
            NodeKind::String(text) => {
                let span = self.contents(value.span, text);
                self.comments.push(Comment { span });
            }
            NodeKind::Array(values) => values.iter().for_each(|value| self.comment(value)),
            _ => {}
        }
    }

    /// Whether no member before has this key; if one has, that is an error.
    fn is_first(&mut self, seen: &mut HashMap<&'a str, Span>, member: &'a super::Member) -> bool {
        let name = self.json.chars(&member.key);
        let Some(first) = seen.get(name) else {
            seen.insert(name, member.key_span);
            return true;
        };
        let first = self.json.place(*first);
        let message = format!("{name:?} is set twice");
        let place = self.json.place(member.key_span);
        let diagnostic = Diagnostic::error(Code::Parse, place, message);
        self.diagnostics
            .push(diagnostic.with_related(first, "first here"));
        false
    }

    fn not_a_body(&mut self, value: &Node) {
        self.error(
            value.span,
            "expected an object, or an array of objects".into(),
        );
    }

    fn error(&mut self, span: Span, message: String) {
        let place = self.json.place(span);
        self.diagnostics
            .push(Diagnostic::error(Code::Parse, place, message));
    }

    fn push(&mut self, span: Span, kind: ExprKind) -> ExprId {
        let id = ExprId(self.exprs.len() as u32);
        self.exprs.push(Expr { span, kind });
        id
    }
}

/// What stands between the brackets or quotes of a value.
fn inside(span: Span) -> Span {
    match span.len() {
        0 | 1 => span,
        _ => Span::new(span.start + 1, span.end - 1),
    }
}

#[cfg(test)]
mod tests;

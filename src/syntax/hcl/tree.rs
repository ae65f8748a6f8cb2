//! The spanned tree of one HCL file.
//!
//! Expressions live in one arena per file and name each other by [`ExprId`], so a tree is a few
//! allocations and can be shared between module calls. Names are spans of the text; a string is
//! copied only when escapes make it differ from the text.

use std::sync::Arc;

use super::copies::Copies;
use crate::source::{FileId, Place, Span};

/// One parsed file: its body, the arena of its expressions, its comments.
#[derive(Clone, Debug)]
pub struct Tree {
    /// The file.
    pub file: FileId,
    /// Its whole text, then the copies; all spans are ranges of it.
    pub text: Arc<str>,
    /// Decoded text after the file's own, of the JSON syntax only. [`Tree::place`] leads its spans
    /// back into the file.
    pub copies: Copies,
    /// The top-level body.
    pub body: Body,
    /// The arena of expressions.
    pub exprs: Vec<Expr>,
    /// All comments, in order.
    pub comments: Vec<Comment>,
    /// Whether some of it could not be read: there may be more in it than stands here.
    pub broken: bool,
}

impl Tree {
    /// The expression behind `id`. An id of another tree gives the first expression or, in a tree
    /// without expressions, a null.
    #[inline]
    pub fn expr(&self, id: ExprId) -> &Expr {
        static NULL: Expr = Expr {
            span: Span::new(0, 0),
            kind: ExprKind::Null,
        };
        self.exprs
            .get(id.0 as usize)
            .or_else(|| self.exprs.first())
            .unwrap_or(&NULL)
    }

    /// All expressions, in the order of their ids.
    pub fn exprs(&self) -> impl Iterator<Item = &Expr> {
        self.exprs.iter()
    }

    /// The expressions that `id` is made of.
    pub fn children(&self, id: ExprId) -> Vec<ExprId> {
        match &self.expr(id).kind {
            ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Number
            | ExprKind::String(_)
            | ExprKind::Root
            | ExprKind::SplatItem
            | ExprKind::Invalid => Vec::new(),
            ExprKind::Template(parts) => children_of_template(parts),
            ExprKind::Wrap(inner) | ExprKind::Paren(inner) => vec![*inner],
            ExprKind::Attr { source, .. } => vec![*source],
            ExprKind::Index { source, key } => vec![*source, *key],
            ExprKind::Splat { source, each, .. } => vec![*source, *each],
            ExprKind::Call { args, .. } => args.clone(),
            ExprKind::Tuple(items) => items.clone(),
            ExprKind::Object(items) => items.iter().flat_map(|i| [i.key, i.value]).collect(),
            ExprKind::For(f) => {
                let inside = [Some(f.collection), f.key, Some(f.value), f.condition];
                inside.into_iter().flatten().collect()
            }
            ExprKind::Conditional { condition, yes, no } => vec![*condition, *yes, *no],
            ExprKind::Binary { left, right, .. } => vec![*left, *right],
            ExprKind::Unary { operand, .. } => vec![*operand],
        }
    }

    /// The text of a span.
    pub fn str(&self, span: Span) -> &str {
        span.text(&self.text)
    }

    /// The decoded characters of a string part.
    pub fn chars<'a>(&'a self, text: &'a Text) -> &'a str {
        match text {
            Text::Span(span) => self.str(*span),
            Text::Owned(owned) => owned,
        }
    }

    /// The place in the file of a span of [`Tree::text`].
    pub fn place(&self, span: Span) -> Place {
        Place::new(self.file, self.copies.in_file(span))
    }
}

/// The expressions of the parts of a template.
fn children_of_template(parts: &[TemplatePart]) -> Vec<ExprId> {
    let mut found = Vec::new();
    let mut pending: Vec<&TemplatePart> = parts.iter().rev().collect();
    while let Some(part) = pending.pop() {
        match part {
            TemplatePart::Literal(_) => {}
            TemplatePart::Interpolation(id) => found.push(*id),
            TemplatePart::If {
                condition, yes, no, ..
            } => {
                found.push(*condition);
                pending.extend(no.iter().rev());
                pending.extend(yes.iter().rev());
            }
            TemplatePart::For {
                collection, body, ..
            } => {
                found.push(*collection);
                pending.extend(body.iter().rev());
            }
        }
    }
    found
}

/// An identifier: a span of the text.
pub type Name = Span;

/// The contents of `{ … }` of a block, or of a whole file. Attributes and blocks each keep their
/// order; their spans tell how they interleave.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// `name = expression`, in order. A name that stands twice is a diagnostic; the first stays.
    pub attributes: Vec<Attribute>,
    /// Nested blocks, in order.
    pub blocks: Vec<Block>,
    /// From after `{` to before `}`; the whole file for the top level.
    pub span: Span,
}

/// `name = expression`.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// The name.
    pub name: Name,
    /// The expression.
    pub expr: ExprId,
    /// From the name to the end of the expression.
    pub span: Span,
}

/// `kind "label" … { … }`.
#[derive(Clone, Debug)]
pub struct Block {
    /// The block type.
    pub kind: Name,
    /// Its labels, quoted or bare.
    pub labels: Vec<Label>,
    /// What stands between the braces.
    pub body: Body,
    /// From the block type to the last label (the line that reports point at).
    pub header: Span,
    /// From the block type to the closing brace.
    pub span: Span,
}

/// A label of a block.
#[derive(Clone, Debug)]
pub struct Label {
    /// With its quotes, where it has them.
    pub span: Span,
    /// The decoded name.
    pub text: Text,
}

/// Characters that either stand in the file as they are, or had to be decoded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Text {
    /// As in the file.
    Span(Span),
    /// Decoded (escapes, heredoc indentation, `~`).
    Owned(Box<str>),
}

/// A comment, from its first mark to its last character, line ending left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Comment {
    /// The range.
    pub span: Span,
}

/// Names an expression of the same tree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ExprId(pub u32);

/// An expression with its range.
#[derive(Clone, Debug)]
pub struct Expr {
    /// The range, parentheses and quotes included.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// The forms of an expression.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number as written (`1`, `2.5e3`); the span is its text.
    Number,
    /// A quoted string or heredoc without interpolations.
    String(Text),
    /// A quoted string or heredoc with interpolations or directives. `~` marks are already
    /// applied to the literal parts.
    Template(Vec<TemplatePart>),
    /// `"${expression}"` alone: the value itself, whatever its type.
    Wrap(ExprId),
    /// A bare name that begins a traversal (`var`, `aws_subnet`, `each`).
    Root,
    /// `source.name`; the name may also be a legacy index (`.0`), then it is all digits.
    Attr {
        /// What is looked into.
        source: ExprId,
        /// The attribute.
        name: Name,
    },
    /// `source[key]`.
    Index {
        /// What is looked into.
        source: ExprId,
        /// The key.
        key: ExprId,
    },
    /// `source.*…` or `source[*]…`. `each` is the rest of the traversal with
    /// [`ExprKind::SplatItem`] at its bottom; it is the item itself for a bare splat.
    Splat {
        /// The list.
        source: ExprId,
        /// What is taken of each item.
        each: ExprId,
        /// `[*]` (true) takes indexes too, `.*` (false) attributes only.
        full: bool,
    },
    /// The item of the nearest enclosing splat.
    SplatItem,
    /// `name(args)`, `provider::aws::name(args)`.
    Call {
        /// The name, namespaces included.
        name: Name,
        /// The arguments.
        args: Vec<ExprId>,
        /// Whether the last argument is spread with `...`.
        expand: bool,
    },
    /// `[a, b]`
    Tuple(Vec<ExprId>),
    /// `{ a = b }`
    Object(Vec<ObjectItem>),
    /// `[for … ]`, `{for … }`
    For(Box<ForExpr>),
    /// `a ? b : c`
    Conditional {
        /// The condition.
        condition: ExprId,
        /// The value when it is true.
        yes: ExprId,
        /// The value when it is false.
        no: ExprId,
    },
    /// `a + b`. Chains lean to the left and may be very long: walk them with a loop.
    Binary {
        /// The operator.
        op: BinaryOp,
        /// The left operand.
        left: ExprId,
        /// The right operand.
        right: ExprId,
    },
    /// `!a`, `-a`
    Unary {
        /// The operator.
        op: UnaryOp,
        /// The operand.
        operand: ExprId,
    },
    /// `(a)`
    Paren(ExprId),
    /// Stands where the text could not be read; a diagnostic says why.
    Invalid,
}

/// `key = value` (or `key : value`) of an object.
#[derive(Clone, Copy, Debug)]
pub struct ObjectItem {
    /// The key. A bare identifier is an [`ExprKind::String`] of its own text; `(name)` is a
    /// [`ExprKind::Paren`].
    pub key: ExprId,
    /// The value.
    pub value: ExprId,
}

/// `for k, v in collection : key => value... if condition`.
#[derive(Clone, Debug)]
pub struct ForExpr {
    /// The first of two names.
    pub key_name: Option<Name>,
    /// The only, or the second, name.
    pub value_name: Name,
    /// What is iterated.
    pub collection: ExprId,
    /// `key =>`: present in the object form only.
    pub key: Option<ExprId>,
    /// The value.
    pub value: ExprId,
    /// `if`
    pub condition: Option<ExprId>,
    /// `...` after the value: values with one key are grouped.
    pub group: bool,
}

/// A part of a template.
#[derive(Clone, Debug)]
pub enum TemplatePart {
    /// Literal characters.
    Literal(Text),
    /// `${expression}`
    Interpolation(ExprId),
    /// `%{if}…%{else}…%{endif}`; each branch is itself a template's parts.
    If {
        /// From `%{if` to `%{endif}`.
        span: Span,
        /// The condition.
        condition: ExprId,
        /// The parts when it is true.
        yes: Vec<TemplatePart>,
        /// The parts when it is false.
        no: Vec<TemplatePart>,
    },
    /// `%{for k, v in collection}…%{endfor}`
    For {
        /// From `%{for` to `%{endfor}`.
        span: Span,
        /// The first of two names.
        key_name: Option<Name>,
        /// The only, or the second, name.
        value_name: Name,
        /// What is iterated.
        collection: ExprId,
        /// The parts of each round.
        body: Vec<TemplatePart>,
    },
}

/// Binary operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "each is named after its sign")]
pub enum BinaryOp {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

/// Unary operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnaryOp {
    /// `!`
    Not,
    /// `-`
    Negate,
}

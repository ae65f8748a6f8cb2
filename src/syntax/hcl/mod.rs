//! The HCL native syntax, from its specification, with the behaviour of Terraform's own parser
//! where the specification leaves a choice.
//!
//! Invariants:
//! - a file is accepted exactly when Terraform accepts it (limits aside), and never panics;
//! - linear in the size of the text: the parser goes forward only, save for a counted number of
//!   restarts after an unclosed block, heredoc or comment;
//! - no recursion without a counter. Blocks nest at most [`max_depth`] deep, and a path through
//!   an expression passes at most [`max_depth`] nested expressions or traversal steps. The one
//!   direction without a bound is [`ExprKind::Binary`]'s `left`;
//! - every span lies inside the file on character boundaries, and a child's inside its parent's;
//! - one bad item of a body loses that item only, with one diagnostic.
//!
//! [`parse`] and its sisters start a `Parser` (`parser.rs`), which holds the place in the text.
//! Each file beside it adds one part of the grammar. After an error `recovery.rs` finds the next
//! item, and `restart.rs` leaves what is not closed.

mod body;
mod brackets;
mod collection;
mod copies;
mod expression;
mod heredoc;
#[cfg(test)]
mod linear;
mod messages;
mod parser;
mod pieces;
mod quoted;
mod recovery;
mod restart;
mod template;
mod traversal;
mod tree;

use std::sync::Arc;

pub use copies::Copies;
pub use tree::{
    Attribute, BinaryOp, Block, Body, Comment, Expr, ExprId, ExprKind, ForExpr, Label, Name,
    ObjectItem, TemplatePart, Text, Tree, UnaryOp,
};

use crate::finding::{Code, Diagnostic, Level};
use crate::source::{FileId, Limits, Place, Span};
use parser::{Failed, Parser};

/// How deep blocks, and expressions, may nest.
pub fn max_depth() -> u32 {
    u32::try_from(Limits::in_force().hcl_depth).unwrap_or(u32::MAX)
}

/// Parses a file: `*.tf`, `*.tfvars`, a rule page. The tree holds every item that could be read;
/// the diagnostics say what could not.
pub fn parse(file: FileId, text: Arc<str>) -> (Tree, Vec<Diagnostic>) {
    let mut tree = Tree {
        file,
        text,
        copies: Copies::default(),
        body: Body::default(),
        exprs: Vec::new(),
        comments: Vec::new(),
        broken: false,
    };
    if u32::try_from(tree.text.len()).is_err() {
        tree.broken = true;
        return (tree, vec![too_large(file)]);
    }
    let start = if tree.text.starts_with('\u{feff}') {
        3
    } else {
        0
    };
    let mut parser = Parser::new(file, &tree.text, start);
    let body = parser.file_body();
    let (exprs, comments, diagnostics) = parser.finish();
    tree.body = body;
    tree.exprs = fitted(exprs);
    tree.comments = fitted(comments);
    tree.broken = is_broken(&diagnostics);
    (tree, diagnostics)
}

/// Whether something could not be read.
fn is_broken(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.level == Level::Error)
}

/// The same list in no more room than it takes: trees stay as long as the run.
fn fitted<T>(list: Vec<T>) -> Vec<T> {
    let mut fitted = Vec::with_capacity(list.len());
    fitted.extend(list);
    fitted
}

/// Parses a text that is one expression, newlines ignored as within parentheses. A text that is
/// none gives [`ExprKind::Invalid`] and a diagnostic.
pub fn parse_expression(file: FileId, text: Arc<str>) -> (Tree, ExprId, Vec<Diagnostic>) {
    parse_whole(file, text, parse_expression_in)
}

/// Parses a text that is one template (as `templatefile` reads its file): no quotes around it, no
/// backslash escapes in it. Without interpolations it is one [`ExprKind::String`].
pub fn parse_template(file: FileId, text: Arc<str>) -> (Tree, ExprId, Vec<Diagnostic>) {
    parse_whole(file, text, parse_template_in)
}

/// Parses the range `span` of `text` as an expression into the arena of another tree: the value
/// of a string of the JSON syntax. All spans, those of the diagnostics too, are ranges of `text`.
pub fn parse_expression_in(
    exprs: &mut Vec<Expr>,
    file: FileId,
    text: &str,
    span: Span,
) -> (ExprId, Vec<Diagnostic>) {
    parse_in(exprs, file, text, span, |parser| parser.whole_expression())
}

/// Parses the range `span` of `text` as a template (see [`parse_template`]) into the arena of
/// another tree, as [`parse_expression_in`] does.
pub fn parse_template_in(
    exprs: &mut Vec<Expr>,
    file: FileId,
    text: &str,
    span: Span,
) -> (ExprId, Vec<Diagnostic>) {
    parse_in(exprs, file, text, span, |parser| parser.whole_template())
}

type ParseIn = fn(&mut Vec<Expr>, FileId, &str, Span) -> (ExprId, Vec<Diagnostic>);

fn parse_whole(file: FileId, text: Arc<str>, parse_in: ParseIn) -> (Tree, ExprId, Vec<Diagnostic>) {
    let mut exprs = Vec::new();
    let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let span = Span::new(mark, u32::try_from(text.len()).unwrap_or(u32::MAX));
    let (id, diagnostics) = parse_in(&mut exprs, file, &text, span);
    let body = Body {
        span,
        ..Body::default()
    };
    let tree = Tree {
        file,
        text,
        copies: Copies::default(),
        body,
        exprs,
        comments: Vec::new(),
        broken: is_broken(&diagnostics),
    };
    (tree, id, diagnostics)
}

fn parse_in(
    exprs: &mut Vec<Expr>,
    file: FileId,
    text: &str,
    span: Span,
    read: fn(&mut Parser) -> Result<ExprId, Failed>,
) -> (ExprId, Vec<Diagnostic>) {
    let first = exprs.len();
    let parser = text.get(..span.end as usize).map(|text| {
        let mut parser = Parser::new(file, text, span.start as usize);
        parser.exprs = std::mem::take(exprs);
        parser
    });
    let Some(mut parser) = parser else {
        exprs.push(Expr {
            span,
            kind: ExprKind::Invalid,
        });
        return (ExprId(first as u32), vec![too_large(file)]);
    };
    let result = read(&mut parser);
    let diagnostics;
    (*exprs, _, diagnostics) = parser.finish();
    let id = result.unwrap_or_else(|Failed| {
        exprs.truncate(first);
        exprs.push(Expr {
            span,
            kind: ExprKind::Invalid,
        });
        ExprId(first as u32)
    });
    (id, diagnostics)
}
/// Spans are 32-bit. (The room `source` refuses texts far smaller.)
fn too_large(file: FileId) -> Diagnostic {
    let place = Place::new(file, Span::new(0, 0));
    Diagnostic::error(Code::Limit, place, "text larger than 4 GiB")
}

//! The HCL native syntax, from its specification.
//!
//! Invariants: linear in the size of the text; no recursion without a counter; one bad body item
//! loses that item only.

mod copies;
mod tree;

pub use copies::Copies;
pub use tree::{
    Attribute, BinaryOp, Block, Body, Comment, Expr, ExprId, ExprKind, ForExpr, Label, Name,
    ObjectItem, TemplatePart, Text, Tree, UnaryOp,
};

//! What Terraform reads off the text without evaluating it: names, lists of names, keywords.

use crate::language::traversals;
use crate::syntax::hcl::{Attribute, Block, ExprId, ExprKind, Tree};

use super::super::names::Name;

/// The attribute `name` of a block.
pub fn attribute<'b>(tree: &Tree, block: &'b Block, name: &str) -> Option<&'b Attribute> {
    let mut attributes = block.body.attributes.iter();
    attributes.find(|attribute| tree.str(attribute.name) == name)
}

/// Whether a file is in the JSON syntax, where names stand in strings: no file of the native
/// syntax begins with a bracket.
pub fn is_json(tree: &Tree) -> bool {
    let text = tree.text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with(['{', '['])
}

/// Whether an expression is a name with attributes and constant indexes; nothing is claimed of what
/// could not be read, and of strings in JSON.
pub fn is_static(tree: &Tree, expr: ExprId) -> bool {
    let mut at = expr;
    loop {
        match &tree.expr(at).kind {
            ExprKind::Root | ExprKind::Invalid => return true,
            ExprKind::Attr { source, .. } => at = *source,
            ExprKind::Index { source, key } => {
                let constant = &tree.expr(*key).kind;
                if !matches!(constant, ExprKind::String(_) | ExprKind::Number) {
                    return false;
                }
                at = *source;
            }
            _ => return is_json(tree),
        }
    }
}

/// A step of a name.
#[derive(Clone, Copy)]
pub enum Step<'t> {
    Name(&'t str),
    Key(Key),
}

/// What kind of key an instance has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Number,
    Text,
    /// One that is computed, as `for_each` of an import allows.
    Computed,
}

impl<'t> Step<'t> {
    pub fn name(&self) -> Option<&'t str> {
        match self {
            Step::Name(name) => Some(name),
            Step::Key(_) => None,
        }
    }

    pub fn is(&self, word: &str) -> bool {
        self.name() == Some(word)
    }
}

/// The steps of a name, its root first; `None` for anything else.
pub fn steps(tree: &Tree, expr: ExprId) -> Option<Vec<Step<'_>>> {
    let mut steps = Vec::new();
    let mut at = expr;
    loop {
        match &tree.expr(at).kind {
            ExprKind::Attr { source, name } => {
                steps.push(Step::Name(tree.str(*name)));
                at = *source;
            }
            ExprKind::Index { source, key } => {
                steps.push(Step::Key(match &tree.expr(*key).kind {
                    ExprKind::Number => Key::Number,
                    ExprKind::String(_) => Key::Text,
                    _ => Key::Computed,
                }));
                at = *source;
            }
            ExprKind::Root => break,
            _ => return None,
        }
    }
    steps.push(Step::Name(tree.str(tree.expr(at).span)));
    steps.reverse();
    Some(steps)
}

/// The elements of a list that is written out; `None` for anything else.
pub fn list(tree: &Tree, expr: ExprId) -> Option<&[ExprId]> {
    match &tree.expr(expr).kind {
        ExprKind::Tuple(items) => Some(items),
        ExprKind::Paren(inner) => list(tree, *inner),
        _ => None,
    }
}

/// A word that stands for itself, bare or (an old style) in quotes.
pub fn keyword(tree: &Tree, expr: ExprId) -> Option<&str> {
    match &tree.expr(expr).kind {
        ExprKind::Root => Some(tree.str(tree.expr(expr).span)),
        ExprKind::String(text) => Some(tree.chars(text)),
        _ => None,
    }
}

/// The name that a static expression begins with, with what follows it.
pub fn name(tree: &Tree, expr: ExprId) -> Option<(&str, Name<'_>)> {
    let first = traversals(tree, expr).into_iter().next()?;
    let root = tree.str(tree.expr(first.root).span);
    Some((root, Name::read(tree, &first)))
}

/// What is wrong with text that has to be a name.
pub const STATIC: &str = "a name stands here, with attributes and constant indexes only";

/// What is wrong with text that has to be a list.
pub const LISTED: &str = "a list stands here, written out";

//! What an expression refers to, read off its text alone: for the order of evaluation, for cycles
//! and for `try`.

use crate::syntax::hcl::{ExprId, ExprKind, Name, TemplatePart, Tree};

/// A traversal from a root name: `aws_subnet.a[0].id`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Traversal {
    /// The whole of it, as far as its steps are constant.
    pub whole: ExprId,
    /// The root name.
    pub root: ExprId,
    /// The root is a name bound by a `for` of the same expression, not a name of the scope.
    pub bound: bool,
}

/// All traversals in `expr`, in the order of the text. A traversal ends before the first index
/// that is not a constant; what stands in the index is looked into as well.
pub fn traversals(tree: &Tree, expr: ExprId) -> Vec<Traversal> {
    let mut walk = Walk {
        tree,
        found: Vec::new(),
    };
    walk.run(expr);
    walk.found
}

/// Whether `expr` is a traversal and nothing else.
pub fn is_reference(tree: &Tree, expr: ExprId) -> bool {
    traversals(tree, expr)
        .iter()
        .any(|found| found.whole == expr)
}

/// Names bound around an expression, as a chain of spans; an index into `Walk`'s frames.
#[derive(Clone)]
struct Bound<'a> {
    names: Vec<&'a str>,
}

struct Walk<'a> {
    tree: &'a Tree,
    found: Vec<Traversal>,
}

impl<'a> Walk<'a> {
    /// Walks with a stack of its own: operator chains are deeper than the machine's.
    fn run(&mut self, expr: ExprId) {
        let tree = self.tree;
        let mut pending: Vec<(ExprId, std::rc::Rc<Bound<'a>>)> =
            vec![(expr, std::rc::Rc::new(Bound { names: Vec::new() }))];
        while let Some((id, bound)) = pending.pop() {
            let mut next: Vec<(ExprId, std::rc::Rc<Bound<'a>>)> = Vec::new();
            let mut push = |id: ExprId| next.push((id, bound.clone()));
            match &tree.expr(id).kind {
                ExprKind::Null
                | ExprKind::Bool(_)
                | ExprKind::Number
                | ExprKind::String(_)
                | ExprKind::SplatItem
                | ExprKind::Invalid => {}
                ExprKind::Template(parts) => {
                    self.template(parts, &bound, &mut next);
                }
                ExprKind::Wrap(inner) | ExprKind::Paren(inner) => push(*inner),
                ExprKind::Root | ExprKind::Attr { .. } | ExprKind::Index { .. } => {
                    self.traversal(id, &bound, &mut next);
                }
                ExprKind::Splat { source, each, .. } => {
                    push(*source);
                    push(*each);
                }
                ExprKind::Call { args, .. } => args.iter().for_each(|arg| push(*arg)),
                ExprKind::Tuple(items) => items.iter().for_each(|item| push(*item)),
                ExprKind::Object(items) => {
                    for item in items {
                        push(item.key);
                        push(item.value);
                    }
                }
                ExprKind::For(for_expr) => {
                    push(for_expr.collection);
                    let inner = bind(tree, &bound, for_expr.key_name, for_expr.value_name);
                    let inside = [for_expr.key, Some(for_expr.value), for_expr.condition];
                    for id in inside.into_iter().flatten() {
                        next.push((id, inner.clone()));
                    }
                }
                ExprKind::Conditional { condition, yes, no } => {
                    push(*condition);
                    push(*yes);
                    push(*no);
                }
                ExprKind::Binary { left, right, .. } => {
                    push(*left);
                    push(*right);
                }
                ExprKind::Unary { operand, .. } => push(*operand),
            }
            pending.extend(next.into_iter().rev());
        }
    }

    fn template(
        &mut self,
        parts: &[TemplatePart],
        bound: &std::rc::Rc<Bound<'a>>,
        next: &mut Vec<(ExprId, std::rc::Rc<Bound<'a>>)>,
    ) {
        let mut pending: Vec<(&TemplatePart, std::rc::Rc<Bound<'a>>)> =
            parts.iter().rev().map(|p| (p, bound.clone())).collect();
        while let Some((part, bound)) = pending.pop() {
            match part {
                TemplatePart::Literal(_) => {}
                TemplatePart::Interpolation(id) => next.push((*id, bound)),
                TemplatePart::If {
                    condition, yes, no, ..
                } => {
                    next.push((*condition, bound.clone()));
                    pending.extend(no.iter().rev().map(|p| (p, bound.clone())));
                    pending.extend(yes.iter().rev().map(|p| (p, bound.clone())));
                }
                TemplatePart::For {
                    key_name,
                    value_name,
                    collection,
                    body,
                    ..
                } => {
                    next.push((*collection, bound.clone()));
                    let inner = bind(self.tree, &bound, *key_name, *value_name);
                    pending.extend(body.iter().rev().map(|p| (p, inner.clone())));
                }
            }
        }
    }

    fn traversal(
        &mut self,
        id: ExprId,
        bound: &std::rc::Rc<Bound<'a>>,
        next: &mut Vec<(ExprId, std::rc::Rc<Bound<'a>>)>,
    ) {
        let tree = self.tree;
        let mut whole = id;
        let mut at = id;
        loop {
            match &tree.expr(at).kind {
                ExprKind::Attr { source, .. } => at = *source,
                ExprKind::Index { source, key } => {
                    let constant =
                        matches!(tree.expr(*key).kind, ExprKind::Number | ExprKind::String(_));
                    if !constant {
                        next.push((*key, bound.clone()));
                        whole = *source;
                    }
                    at = *source;
                }
                ExprKind::Root => {
                    let name = tree.str(tree.expr(at).span);
                    self.found.push(Traversal {
                        whole,
                        root: at,
                        bound: bound.names.contains(&name),
                    });
                    return;
                }
                _ => {
                    next.push((at, bound.clone()));
                    return;
                }
            }
        }
    }
}

fn bind<'a>(
    tree: &'a Tree,
    bound: &std::rc::Rc<Bound<'a>>,
    key_name: Option<Name>,
    value_name: Name,
) -> std::rc::Rc<Bound<'a>> {
    let mut names = bound.names.clone();
    names.extend(key_name.map(|span| tree.str(span)));
    names.push(tree.str(value_name));
    std::rc::Rc::new(Bound { names })
}

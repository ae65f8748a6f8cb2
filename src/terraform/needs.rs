//! What a term needs: the terms that its text names, read off the text alone, as Terraform orders
//! its own work.

use std::sync::Arc;

use crate::address::Mode;
use crate::language::traversals;
use crate::syntax::hcl::{Block, ExprId, ExprKind, Tree};

use super::evaluation::{Children, Evaluating, ModuleId, Term, TermKind};
use super::module::Body;

/// What a term needs before it can be evaluated.
#[derive(Clone, Debug)]
pub(super) enum Need {
    Term(Term),
    /// Outputs of the instances of a call: one by name, or all.
    Outputs(ModuleId, u32, Option<String>),
}

impl Evaluating<'_> {
    /// The terms that the text of `term` names.
    pub(super) fn needs(&self, term: Term) -> Vec<Need> {
        let module = self.module(term.module);
        let index = term.index as usize;
        let mut needs = Vec::new();
        match term.kind {
            TermKind::Variable => {
                let Some(variable) = module.variables.get(index) else {
                    return needs;
                };
                let Some(instance) = self.instance(term.module) else {
                    return needs;
                };
                if let Some((parent, call)) = instance.parent {
                    let parent_module = self.module(parent);
                    let call = parent_module.calls.get(call as usize);
                    let argument = call.and_then(|c| c.body.attribute(&variable.name));
                    if let Some((tree, argument)) = argument {
                        self.expression_needs(parent, tree, argument.expr, &mut needs);
                    }
                }
            }
            TermKind::Local => {
                if let Some(local) = module.locals.get(index) {
                    self.expression_needs(
                        term.module,
                        &local.tree,
                        local.attribute.expr,
                        &mut needs,
                    );
                }
            }
            TermKind::Output => {
                if let Some(output) = module.outputs.get(index)
                    && let Some((tree, value)) = output.body.attribute("value")
                {
                    self.expression_needs(term.module, tree, value.expr, &mut needs);
                }
            }
            TermKind::Resource => {
                if let Some(resource) = module.resources.get(index) {
                    self.body_needs(term.module, &resource.body, &mut needs);
                }
            }
            TermKind::Provider => {
                if let Some(provider) = module.providers.get(index) {
                    self.body_needs(term.module, &provider.body, &mut needs);
                }
            }
            TermKind::Call => {
                if let Some(call) = module.calls.get(index) {
                    for name in ["count", "for_each"] {
                        if let Some((tree, attribute)) = call.body.attribute(name) {
                            self.expression_needs(term.module, tree, attribute.expr, &mut needs);
                        }
                    }
                }
            }
        }
        needs
    }

    fn body_needs(&self, module: ModuleId, body: &Body, needs: &mut Vec<Need>) {
        for (tree, attribute) in body.attributes() {
            // These name things without using their values.
            if matches!(
                tree.str(attribute.name),
                "depends_on" | "provider" | "providers"
            ) {
                continue;
            }
            self.expression_needs(module, tree, attribute.expr, needs);
        }
        let mut pending: Vec<(&Arc<Tree>, &Block)> = body.blocks();
        while let Some((tree, block)) = pending.pop() {
            if matches!(
                tree.str(block.kind),
                "lifecycle" | "provisioner" | "connection"
            ) {
                continue;
            }
            for attribute in &block.body.attributes {
                self.expression_needs(module, tree, attribute.expr, needs);
            }
            pending.extend(block.body.blocks.iter().map(|b| (tree, b)));
        }
    }

    fn expression_needs(
        &self,
        module: ModuleId,
        tree: &Arc<Tree>,
        expr: ExprId,
        needs: &mut Vec<Need>,
    ) {
        let declared = self.module(module);
        let mut term = |kind: TermKind, index: Option<usize>| {
            needs.extend(index.map(|index| {
                Need::Term(Term {
                    module,
                    kind,
                    index: index as u32,
                })
            }));
        };
        let mut calls = Vec::new();
        for traversal in traversals(tree, expr) {
            if traversal.bound {
                continue;
            }
            let names = attribute_names(tree, traversal.whole);
            let root = tree.str(tree.expr(traversal.root).span);
            match (root, names.as_slice()) {
                ("var", [name, ..]) => term(TermKind::Variable, declared.variable(name)),
                ("local", [name, ..]) => term(TermKind::Local, declared.local(name)),
                ("module", [name, rest @ ..]) => {
                    if let Some(call) = declared.call(name) {
                        term(TermKind::Call, Some(call));
                        calls.push((call as u32, rest.first().map(|s| (*s).to_owned())));
                    }
                }
                ("data", [kind, name, ..]) => {
                    let found = declared.resource(Mode::Data, kind, name);
                    term(TermKind::Resource, found);
                }
                ("resource", [kind, name, ..]) => {
                    let found = declared.resource(Mode::Managed, kind, name);
                    term(TermKind::Resource, found);
                }
                ("each" | "count" | "path" | "terraform" | "self", _) => {}
                (kind, [name, ..]) => {
                    let found = declared.resource(Mode::Managed, kind, name);
                    term(TermKind::Resource, found);
                }
                _ => {}
            }
        }
        for (call, output) in calls {
            needs.push(Need::Outputs(module, call, output));
        }
    }

    pub(super) fn outputs_of(&self, module: ModuleId, call: u32, name: Option<&str>) -> Vec<Need> {
        let children = self
            .instance(module)
            .and_then(|m| m.children.get(call as usize));
        let Some(Children::Made(children)) = children else {
            return Vec::new();
        };
        let mut needs = Vec::new();
        for (_, child) in children {
            let declared = self.module(*child);
            let output = |index: usize| {
                Need::Term(Term {
                    module: *child,
                    kind: TermKind::Output,
                    index: index as u32,
                })
            };
            match name.map(|name| declared.output(name)) {
                Some(Some(index)) => needs.push(output(index)),
                Some(None) => {}
                None => needs.extend((0..declared.outputs.len()).map(output)),
            }
        }
        needs
    }
}

/// The attribute names after the root of a traversal; indexes are passed over.
fn attribute_names(tree: &Tree, whole: ExprId) -> Vec<&str> {
    let mut names = Vec::new();
    let mut at = whole;
    loop {
        match &tree.expr(at).kind {
            ExprKind::Attr { source, name } => {
                names.push(tree.str(*name));
                at = *source;
            }
            ExprKind::Index { source, .. } => at = *source,
            _ => break,
        }
    }
    names.reverse();
    names
}

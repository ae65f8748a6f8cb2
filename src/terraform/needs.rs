//! What a term needs: the terms that its text names, read off the text alone, as Terraform orders
//! its own work.

use std::sync::Arc;

use crate::language::traversals;
use crate::source::Place;
use crate::syntax::hcl::{Block, ExprId, ExprKind, Tree};

use super::evaluation::Evaluating;
use super::module::{Body, block_kind};
use super::module_instance::{Children, ModuleId};
use super::names::{Meaning, Name, meaning};
use super::terms::{Term, TermKind};

/// What a term needs before it can be evaluated.
#[derive(Clone, Debug)]
pub(super) enum Need {
    Term(Term),
    /// Outputs of the instances of a call: one by name, or all.
    Outputs(ModuleId, u32, Option<String>),
    /// A name that Terraform refuses wherever it stands, even where it is not looked at or where
    /// errors are forgiven.
    Refused(Place, String),
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
                // Whoever names a variable waits until it is validated.
                for (tree, block) in variable.body.blocks_of("validation") {
                    for attribute in &block.body.attributes {
                        self.expression_needs(term.module, tree, attribute.expr, &mut needs);
                    }
                }
                // Its validation may look at it.
                needs.retain(|need| !matches!(need, Need::Term(other) if *other == term));
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
                if let Some(output) = module.outputs.get(index) {
                    if let Some((tree, value)) = output.body.attribute("value") {
                        self.expression_needs(term.module, tree, value.expr, &mut needs);
                    }
                    self.order_needs(term.module, &output.body, &mut needs);
                }
            }
            TermKind::Resource => {
                if let Some(resource) = module.resources.get(index) {
                    self.body_needs(term.module, &resource.body, &mut needs);
                    let from = needs.len();
                    self.order_needs(term.module, &resource.body, &mut needs);
                    // Terraform forgives a resource that waits for itself.
                    let ordered = needs.split_off(from).into_iter();
                    let itself = |need: &Need| matches!(need, Need::Term(other) if *other == term);
                    needs.extend(ordered.filter(|need| !itself(need)));
                }
            }
            TermKind::Provider => {
                if let Some(provider) = module.providers.get(index) {
                    self.body_needs(term.module, &provider.body, &mut needs);
                }
            }
            TermKind::Call => {
                if let Some(call) = module.calls.get(index) {
                    self.order_needs(term.module, &call.body, &mut needs);
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

    /// What `depends_on` names, which is no value but an order.
    fn order_needs(&self, module: ModuleId, body: &Body, needs: &mut Vec<Need>) {
        if let Some((tree, attribute)) = body.attribute("depends_on") {
            let from = needs.len();
            self.expression_needs(module, tree, attribute.expr, needs);
            // What is wrong with the names is told when the text is looked at.
            let ordered = needs.split_off(from);
            let ordered = ordered.into_iter();
            needs.extend(ordered.filter(|need| !matches!(need, Need::Refused(..))));
        }
    }

    fn body_needs(&self, module: ModuleId, body: &Body, needs: &mut Vec<Need>) {
        let iterators = iterators(body);
        for (tree, attribute) in body.attributes() {
            // These name things without using their values.
            if matches!(
                tree.str(attribute.name),
                "depends_on" | "provider" | "providers"
            ) {
                continue;
            }
            self.names_needs(module, tree, attribute.expr, &iterators, needs);
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
                let dynamic = tree.str(block.kind) == "dynamic";
                if !(dynamic && tree.str(attribute.name) == "iterator") {
                    self.names_needs(module, tree, attribute.expr, &iterators, needs);
                }
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
        self.names_needs(module, tree, expr, &[], needs);
    }

    /// What the names in `expr` need; `iterators` are those that `dynamic` blocks around it bind.
    fn names_needs(
        &self,
        module: ModuleId,
        tree: &Arc<Tree>,
        expr: ExprId,
        iterators: &[&str],
        needs: &mut Vec<Need>,
    ) {
        let declared = self.module(module);
        let mut outputs = Vec::new();
        for traversal in traversals(tree, expr) {
            let root = tree.str(tree.expr(traversal.root).span);
            if traversal.bound || iterators.contains(&root) {
                continue;
            }
            let named = Name::read(tree, &traversal);
            match meaning(&declared, root, &named.path) {
                Ok(Meaning::Term(kind, index, used)) => {
                    let index = index as u32;
                    needs.push(Need::Term(Term {
                        module,
                        kind,
                        index,
                    }));
                    match kind {
                        TermKind::Call => {
                            let output = attribute_names(tree, traversal.whole);
                            let output = output.get(1).map(|name| (*name).to_owned());
                            outputs.push(Need::Outputs(module, index, output));
                        }
                        TermKind::Resource => {
                            let misused = named.misused(&declared, index, used);
                            needs.extend(misused.map(|(at, why)| Need::Refused(at, why)));
                        }
                        _ => {}
                    }
                }
                Ok(Meaning::Unread(..) | Meaning::Given) => {}
                Err(message) => needs.push(Need::Refused(named.place, message)),
            }
        }
        needs.extend(outputs);
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

/// The names that the `dynamic` blocks of a body bind, however deep.
fn iterators(body: &Body) -> Vec<&str> {
    let mut names = Vec::new();
    let mut pending: Vec<(&Arc<Tree>, &Block)> = body.blocks();
    while let Some((tree, block)) = pending.pop() {
        if tree.str(block.kind) == "dynamic" {
            let mut attributes = block.body.attributes.iter();
            names.push(match attributes.find(|a| tree.str(a.name) == "iterator") {
                Some(named) => tree.str(tree.expr(named.expr).span),
                None => block_kind(tree, block),
            });
        }
        pending.extend(block.body.blocks.iter().map(|b| (tree, b)));
    }
    names
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

//! What a term needs: the terms that its text names, read off the text alone, as Terraform orders
//! its own work. The text is the module's, so it is read once for all instances.

use std::sync::Arc;

use crate::language::traversals;
use crate::source::Place;
use crate::syntax::hcl::{Block, ExprId, ExprKind, Tree};

use super::evaluation::Evaluating;
use super::module::{Body, Module, Resource, block_kind};
use super::module_instance::{Children, ModuleId};
use super::names::{Meaning, Name, meaning};
use super::terms::{Outputs, Term, TermKind};

/// What a term needs before it can be evaluated, in the instance whose text names it.
#[derive(Clone, Debug)]
pub(super) enum Need {
    /// A term of a kind, by its index.
    Term(TermKind, u32),
    /// Outputs of the instances of a call: one by name, or all.
    Outputs(u32, Option<Arc<str>>),
    /// A name that Terraform refuses wherever it stands, even where it is not looked at or where
    /// errors are forgiven.
    Refused(Place, Arc<str>),
}

/// What the text of a module needs.
#[derive(Clone, Debug, Default)]
pub(super) struct Needs {
    /// What each term needs by its own text, by kind and index.
    terms: [Vec<Box<[Need]>>; 6],
    /// What each argument of each call needs.
    arguments: Vec<Arguments>,
}

/// What each argument of a call needs, by its name.
type Arguments = Vec<(Arc<str>, Box<[Need]>)>;

impl Needs {
    /// What the text of the term needs.
    fn term(&self, kind: TermKind, index: u32) -> &[Need] {
        let terms = self.terms.get(kind as usize);
        let needs = terms.and_then(|terms| terms.get(index as usize));
        needs.map(|needs| &**needs).unwrap_or_default()
    }

    /// What the argument `name` of a call needs.
    fn argument(&self, call: u32, name: &str) -> &[Need] {
        let mut arguments = self.arguments.get(call as usize).into_iter().flatten();
        let argument = arguments.find(|(argument, _)| **argument == *name);
        argument.map(|(_, needs)| &**needs).unwrap_or_default()
    }
}

impl Module {
    /// What its text needs.
    fn needs(&self) -> &Needs {
        self.needs.get_or_init(|| self.read_needs())
    }

    fn read_needs(&self) -> Needs {
        let mut needs = Needs::default();
        let mut term = |kind: TermKind, needed: Vec<Need>| {
            if let Some(terms) = needs.terms.get_mut(kind as usize) {
                terms.push(needed.into());
            }
        };
        for (index, variable) in self.variables.iter().enumerate() {
            let mut needed = Vec::new();
            // Whoever names a variable waits until it is validated.
            for (tree, block) in variable.body.blocks_of("validation") {
                for attribute in &block.body.attributes {
                    self.expression_needs(tree, attribute.expr, &mut needed);
                }
            }
            // Its validation may look at it.
            needed.retain(|need| !need.is(TermKind::Variable, index));
            term(TermKind::Variable, needed);
        }
        for local in &self.locals {
            let mut needed = Vec::new();
            self.expression_needs(&local.tree, local.attribute.expr, &mut needed);
            term(TermKind::Local, needed);
        }
        for output in &self.outputs {
            let mut needed = Vec::new();
            if let Some((tree, value)) = output.body.attribute("value") {
                self.expression_needs(tree, value.expr, &mut needed);
            }
            needed.extend(self.order_needs(&output.body));
            term(TermKind::Output, needed);
        }
        for (index, resource) in self.resources.iter().enumerate() {
            let mut needed = self.body_needs(&resource.body);
            // Terraform forgives a resource that waits for itself.
            let order = self.order_needs(&resource.body).into_iter();
            needed.extend(order.filter(|need| !need.is(TermKind::Resource, index)));
            term(TermKind::Resource, needed);
        }
        for call in &self.calls {
            let mut needed = self.order_needs(&call.body);
            for name in ["count", "for_each"] {
                if let Some((tree, attribute)) = call.body.attribute(name) {
                    self.expression_needs(tree, attribute.expr, &mut needed);
                }
            }
            term(TermKind::Call, needed);
        }
        for provider in &self.providers {
            term(TermKind::Provider, self.body_needs(&provider.body));
        }
        for call in &self.calls {
            let arguments = call.body.attributes().into_iter();
            let arguments = arguments.map(|(tree, attribute)| {
                let mut needed = Vec::new();
                self.expression_needs(tree, attribute.expr, &mut needed);
                (tree.str(attribute.name).into(), needed.into())
            });
            needs.arguments.push(arguments.collect());
        }
        needs
    }

    /// What `depends_on` names, which is no value but an order.
    pub(super) fn order_needs(&self, body: &Body) -> Vec<Need> {
        let mut needs = Vec::new();
        if let Some((tree, attribute)) = body.attribute("depends_on") {
            self.expression_needs(tree, attribute.expr, &mut needs);
            // What is wrong with the names is told when the text is looked at.
            needs.retain(|need| !matches!(need, Need::Refused(..)));
        }
        needs
    }

    /// What the text of a data source names beside its `depends_on`, and whether it has conditions.
    pub(super) fn named_by(&self, resource: &Resource) -> (Vec<Need>, bool) {
        let mut needs = self.body_needs(&resource.body);
        let mut conditions = false;
        for (tree, lifecycle) in resource.body.blocks_of("lifecycle") {
            for condition in &lifecycle.body.blocks {
                conditions = true;
                for attribute in &condition.body.attributes {
                    self.expression_needs(tree, attribute.expr, &mut needs);
                }
            }
        }
        (needs, conditions)
    }

    fn body_needs(&self, body: &Body) -> Vec<Need> {
        let mut needs = Vec::new();
        let iterators = iterators(body);
        for (tree, attribute) in body.attributes() {
            // These name things without using their values.
            if matches!(
                tree.str(attribute.name),
                "depends_on" | "provider" | "providers"
            ) {
                continue;
            }
            self.names_needs(tree, attribute.expr, &iterators, &mut needs);
        }
        let mut pending: Vec<(&Arc<Tree>, &Block, bool)> = Vec::new();
        pending.extend(body.blocks().into_iter().map(|(t, b)| (t, b, false)));
        while let Some((tree, block, unrolled)) = pending.pop() {
            if matches!(
                tree.str(block.kind),
                "lifecycle" | "provisioner" | "connection"
            ) {
                continue;
            }
            let dynamic = tree.str(block.kind) == "dynamic";
            for attribute in &block.body.attributes {
                if dynamic && tree.str(attribute.name) == "iterator" {
                    continue;
                }
                let from = needs.len();
                self.names_needs(tree, attribute.expr, &iterators, &mut needs);
                // What is wrong in the content of a dynamic block is told if a block is made of it.
                if unrolled && !dynamic {
                    let named = needs.split_off(from).into_iter();
                    needs.extend(named.filter(|need| !matches!(need, Need::Refused(..))));
                }
            }
            let inner = block.body.blocks.iter();
            pending.extend(inner.map(|b| (tree, b, unrolled || dynamic)));
        }
        needs
    }

    fn expression_needs(&self, tree: &Tree, expr: ExprId, needs: &mut Vec<Need>) {
        self.names_needs(tree, expr, &[], needs);
    }

    /// What the names in `expr` need; `iterators` are those that `dynamic` blocks around it bind.
    fn names_needs(&self, tree: &Tree, expr: ExprId, iterators: &[&str], needs: &mut Vec<Need>) {
        let mut outputs = Vec::new();
        for traversal in traversals(tree, expr) {
            let root = tree.str(tree.expr(traversal.root).span);
            if traversal.bound || iterators.contains(&root) {
                continue;
            }
            let name = Name::read(tree, &traversal);
            match meaning(self, root, &name.path) {
                Ok(Meaning::Term(kind, index, used)) => {
                    let index = index as u32;
                    needs.push(Need::Term(kind, index));
                    match kind {
                        TermKind::Call => {
                            let output = attribute_names(tree, traversal.whole);
                            let output = output.get(1).map(|name| Arc::from(*name));
                            outputs.push(Need::Outputs(index, output));
                        }
                        TermKind::Resource => {
                            let misused = name.misused(self, index, used);
                            needs.extend(misused.map(|(at, why)| Need::Refused(at, why.into())));
                        }
                        _ => {}
                    }
                }
                Ok(Meaning::Unread(..) | Meaning::Given) => {}
                Err(message) => needs.push(Need::Refused(name.place, message.into())),
            }
        }
        needs.extend(outputs);
    }
}

impl Need {
    fn is(&self, kind: TermKind, index: usize) -> bool {
        matches!(self, Need::Term(k, i) if *k == kind && *i as usize == index)
    }
}

impl Evaluating<'_> {
    /// What `term` needs, each with the instance that it is needed in: the text of a module call is
    /// the caller's.
    pub(super) fn needs(&self, term: Term) -> Vec<(ModuleId, Need)> {
        let Some(instance) = self.instance(term.module) else {
            return Vec::new();
        };
        let own = instance.module.needs().term(term.kind, term.index).iter();
        let mut needs: Vec<_> = own.map(|need| (term.module, need.clone())).collect();
        if let (TermKind::Variable, Some((caller, call))) = (term.kind, instance.parent)
            && let Some(variable) = instance.module.variables.get(term.index as usize)
        {
            needs.extend(self.argument_needs(caller, call, &variable.name));
        }
        needs
    }

    /// What an argument of a call needs.
    pub(super) fn argument_needs(
        &self,
        caller: ModuleId,
        call: u32,
        name: &str,
    ) -> Vec<(ModuleId, Need)> {
        let Some(instance) = self.instance(caller) else {
            return Vec::new();
        };
        let needs = instance.module.needs().argument(call, name).iter();
        needs.map(|need| (caller, need.clone())).collect()
    }

    /// The terms that give outputs of a call.
    pub(super) fn outputs_of(&self, (module, call, name): &Outputs) -> Vec<(ModuleId, Need)> {
        let caller = self.instance(*module);
        let children = caller.and_then(|caller| caller.children.get(*call as usize));
        let Some(Children::Made(children)) = children else {
            return Vec::new();
        };
        let mut needs = Vec::new();
        for (_, child) in children {
            let Some(instance) = self.instance(*child) else {
                continue;
            };
            let output = |index: usize| (*child, Need::Term(TermKind::Output, index as u32));
            match name {
                Some(name) => needs.extend(instance.module.output(name).map(output)),
                None => needs.extend((0..instance.module.outputs.len()).map(output)),
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

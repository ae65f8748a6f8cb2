//! The expressions of a module that nothing has evaluated.

use std::sync::Arc;

use crate::language::Type;
use crate::source::Place;
use crate::syntax::hcl::{self, Attribute, Block, ExprId, ExprKind, Tree};

use super::super::load::{Configuration, ModuleSource};
use super::super::module::{Body, Module, Named, Resource, block_kind};
use super::Refusals;
use super::names;

/// An expression, and what the place it stands in gives it.
pub struct Site<'m> {
    pub tree: &'m Arc<Tree>,
    pub expr: ExprId,
    pub within: Within<'m>,
    /// Names that `dynamic` blocks around it bind.
    pub iterators: Vec<&'m str>,
    pub wanted: Wanted<'m>,
}

/// Which names besides the module's an expression may use.
#[derive(Clone, Copy, Default)]
pub struct Within<'m> {
    /// `count.index`
    pub count: bool,
    /// `each.key`, `each.value`
    pub each: bool,
    /// `self`
    pub this: Option<&'m Resource>,
}

/// What the value of an expression is taken for.
#[derive(Clone, Copy)]
pub enum Wanted<'m> {
    /// Anything.
    Any,
    /// A condition of a block of this type, which must look at something.
    Condition(&'static str),
    /// The argument of a call for this variable of the module with that directory.
    Argument(&'m Named, &'m str),
}

/// The expressions of `module` that no evaluation looks at: all, unless it is `evaluated`; then
/// those of the bodies whose headers were not `looked_at`, and those that decide no value.
pub fn unevaluated<'m>(
    module: &'m Module,
    evaluated: bool,
    looked_at: &dyn Fn(Place) -> bool,
) -> Vec<Site<'m>> {
    let mut sites = Sites(Vec::new());
    if !evaluated {
        for local in &module.locals {
            sites.add(&local.tree, local.attribute.expr, Within::default(), &[]);
        }
    }
    for variable in &module.variables {
        for (tree, block) in variable.body.blocks_of("validation") {
            for attribute in &block.body.attributes {
                sites.add(tree, attribute.expr, Within::default(), &[]);
            }
        }
    }
    for output in &module.outputs {
        if !evaluated && let Some((tree, value)) = output.body.attribute("value") {
            sites.add(tree, value.expr, Within::default(), &[]);
        }
        for (tree, block) in output.body.blocks_of("precondition") {
            sites.condition("precondition", tree, block, Within::default());
        }
    }
    for resource in &module.resources {
        let seen = looked_at(resource.body.header());
        sites.resource(resource, evaluated, seen);
    }
    for call in &module.calls {
        if !looked_at(call.body.header()) {
            sites.call(call, evaluated);
        }
    }
    for tree in &module.trees {
        for block in &tree.body.blocks {
            if tree.str(block.kind) == "check" {
                sites.check(tree, block);
            }
        }
    }
    sites.0
}

/// Arguments of a call that are Terraform's, not the module's.
const CALL_META: [&str; 6] = [
    "source",
    "version",
    "providers",
    "count",
    "for_each",
    "depends_on",
];

struct Sites<'m>(Vec<Site<'m>>);

impl<'m> Sites<'m> {
    fn add(
        &mut self,
        tree: &'m Arc<Tree>,
        expr: ExprId,
        within: Within<'m>,
        iterators: &[&'m str],
    ) {
        self.0.push(Site {
            tree,
            expr,
            within,
            iterators: iterators.to_vec(),
            wanted: Wanted::Any,
        });
    }

    fn condition(
        &mut self,
        kind: &'static str,
        tree: &'m Arc<Tree>,
        block: &'m Block,
        within: Within<'m>,
    ) {
        for attribute in &block.body.attributes {
            self.add(tree, attribute.expr, within, &[]);
            if tree.str(attribute.name) == "condition"
                && let Some(site) = self.0.last_mut()
            {
                site.wanted = Wanted::Condition(kind);
            }
        }
    }

    fn resource(&mut self, resource: &'m Resource, evaluated: bool, seen: bool) {
        let within = repetition(&resource.body);
        let this = Within {
            this: Some(resource),
            ..within
        };
        for (tree, attribute) in resource.body.attributes() {
            let repeats = matches!(tree.str(attribute.name), "count" | "for_each");
            match tree.str(attribute.name) {
                "depends_on" | "provider" => {}
                _ if repeats && !evaluated => {
                    self.add(tree, attribute.expr, Within::default(), &[]);
                }
                _ if repeats || seen => {}
                _ => self.add(tree, attribute.expr, within, &[]),
            }
        }
        for (tree, block) in resource.body.blocks() {
            match tree.str(block.kind) {
                "lifecycle" => {
                    for inner in &block.body.blocks {
                        match tree.str(inner.kind) {
                            "precondition" => {
                                self.condition("precondition", tree, inner, within);
                            }
                            "postcondition" => {
                                self.condition("postcondition", tree, inner, this);
                            }
                            _ => {}
                        }
                    }
                }
                "provisioner" | "connection" => self.provisioner(tree, block, this),
                _ if seen => {}
                _ => self.nested(tree, block, within, &mut Vec::new()),
            }
        }
    }

    fn provisioner(&mut self, tree: &'m Arc<Tree>, block: &'m Block, this: Within<'m>) {
        for attribute in &block.body.attributes {
            if !matches!(tree.str(attribute.name), "when" | "on_failure") {
                self.add(tree, attribute.expr, this, &[]);
            }
        }
        for inner in &block.body.blocks {
            for attribute in &inner.body.attributes {
                self.add(tree, attribute.expr, this, &[]);
            }
        }
    }

    fn nested(
        &mut self,
        tree: &'m Arc<Tree>,
        block: &'m Block,
        within: Within<'m>,
        iterators: &mut Vec<&'m str>,
    ) {
        let dynamic = tree.str(block.kind) == "dynamic";
        let attribute = |name: &str| {
            let mut attributes = block.body.attributes.iter();
            attributes.find(|a| tree.str(a.name) == name)
        };
        if !dynamic {
            for attribute in &block.body.attributes {
                self.add(tree, attribute.expr, within, iterators);
            }
        } else if let Some(for_each) = attribute("for_each") {
            self.add(tree, for_each.expr, within, iterators);
        }
        let bound = dynamic.then(|| match attribute("iterator") {
            Some(named) => tree.str(tree.expr(named.expr).span),
            None => block_kind(tree, block),
        });
        iterators.extend(bound);
        for inner in &block.body.blocks {
            self.nested(tree, inner, within, iterators);
        }
        if bound.is_some() {
            iterators.pop();
        }
    }

    fn call(&mut self, call: &'m Named, evaluated: bool) {
        let within = repetition(&call.body);
        for (tree, attribute) in call.body.attributes() {
            let name = tree.str(attribute.name);
            match name {
                "count" | "for_each" if !evaluated => {
                    self.add(tree, attribute.expr, Within::default(), &[]);
                }
                _ if CALL_META.contains(&name) => {}
                _ => {
                    self.add(tree, attribute.expr, within, &[]);
                    if let Some(site) = self.0.last_mut() {
                        site.wanted = Wanted::Argument(call, name);
                    }
                }
            }
        }
    }

    fn check(&mut self, tree: &'m Arc<Tree>, block: &'m Block) {
        for inner in &block.body.blocks {
            if tree.str(inner.kind) == "assert" {
                self.condition("assert", tree, inner, Within::default());
            }
        }
    }
}

fn repetition<'m>(body: &Body) -> Within<'m> {
    Within {
        count: body.attribute("count").is_some(),
        each: body.attribute("for_each").is_some(),
        this: None,
    }
}

/// What is wrong with the calls of a module and with what stands in `depends_on`.
pub fn check_calls(module: &Module, configuration: &Configuration) -> Refusals {
    let mut refusals = Vec::new();
    for call in &module.calls {
        if let ModuleSource::Loaded(called, _) = configuration.source(module, &call.name) {
            refusals.extend(arguments(call, &called));
        }
        depends(module, &call.body, &mut refusals);
    }
    for resource in &module.resources {
        depends(module, &resource.body, &mut refusals);
    }
    for output in &module.outputs {
        depends(module, &output.body, &mut refusals);
    }
    refusals
}

/// Arguments that the module does not declare, and required ones that are missing.
fn arguments(call: &Named, called: &Module) -> Refusals {
    let mut refusals = Vec::new();
    if called.stand_in {
        return refusals;
    }
    for (tree, attribute) in call.body.attributes() {
        let name = tree.str(attribute.name);
        let known = CALL_META.contains(&name) || called.variable(name).is_some();
        if !known && !called.is_partial() {
            let message = format!("module \"{}\" has no variable {name:?}", call.name);
            refusals.push((tree.place(attribute.name), message));
        }
    }
    for variable in &called.variables {
        let given = call.body.attribute(&variable.name).is_some();
        if !given && variable.body.attribute("default").is_none() {
            let message = format!(
                "module \"{}\" needs a value for {:?}",
                call.name, variable.name
            );
            refusals.push((call.body.header(), message));
        }
    }
    refusals
}

/// `depends_on`: a list of names that are declared.
fn depends(module: &Module, body: &Body, refusals: &mut Refusals) {
    let Some((tree, attribute)) = body.attribute("depends_on") else {
        return;
    };
    let ExprKind::Tuple(items) = &tree.expr(attribute.expr).kind else {
        return;
    };
    for item in items {
        let span = tree.expr(*item).span;
        match &tree.expr(*item).kind {
            ExprKind::Attr { .. } | ExprKind::Index { .. } => {
                let refused = names::undeclared(module, tree, *item);
                refusals.extend(refused);
            }
            // A name in quotes, as Terraform 0.11 wrote it.
            ExprKind::String(text) => {
                let text = tree.chars(text);
                let file = crate::source::FileId(u32::MAX);
                let (quoted, expr, _) = hcl::parse_expression(file, text.into());
                let refused = names::undeclared(module, &Arc::new(quoted), expr);
                let place = tree.place(span);
                refusals.extend(refused.into_iter().map(|(_, message)| (place, message)));
            }
            ExprKind::Invalid | ExprKind::Splat { .. } => {}
            _ => refusals.push((
                tree.place(span),
                "depends_on takes names of resources and modules, no expressions".into(),
            )),
        }
    }
}

/// The type that a variable converts its values to.
pub fn type_of(variable: &Named) -> Type {
    constraint(variable).map_or(Type::Dynamic, |constraint| constraint.ty)
}

/// The type constraint of a variable that has one without an error.
pub fn constraint(variable: &Named) -> Option<super::super::Constraint> {
    let (tree, attribute): (&Arc<Tree>, &Attribute) = variable.body.attribute("type")?;
    let mut constant = |default| {
        let value = super::super::constant::quietly(tree, default);
        value.unwrap_or_else(|| crate::language::Value::null(Type::Dynamic))
    };
    super::super::Constraint::read(tree, attribute.expr, &mut constant).ok()
}

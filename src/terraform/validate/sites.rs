//! The expressions of a module that nothing has evaluated.

use std::sync::Arc;

use crate::language::traversals;
use crate::source::Place;
use crate::syntax::hcl::{self, Block, ExprId, ExprKind, Tree};

use super::super::load::{Configuration, ModuleSource};
use super::super::module::{Body, Module, Named, Resource, block_kind};
use super::{Refusals, names, statics};

/// An expression, and what the place it stands in gives it.
pub struct Site<'m> {
    pub tree: &'m Arc<Tree>,
    pub expr: ExprId,
    pub within: Within<'m>,
    /// Names that `dynamic` blocks around it bind.
    pub iterators: Vec<&'m str>,
    pub wanted: Wanted<'m>,
    /// The collections of the `dynamic` blocks around it: Terraform looks at it where each is known
    /// before any value is, and holds something.
    pub over: Vec<(&'m Arc<Tree>, ExprId)>,
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
    /// The argument of a provisioner of this type with that name.
    Provisioning(&'m str, &'m str),
    /// What an import calls its object.
    Id,
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
        if seen {
            let within = repetition(&resource.body);
            for (tree, block) in resource.body.blocks() {
                sites.unrolled(tree, block, within, &mut Around::default(), looked_at);
            }
        }
    }
    for call in &module.calls {
        if !looked_at(call.body.header()) {
            sites.call(call, evaluated);
        }
    }
    for tree in &module.trees {
        for block in &tree.body.blocks {
            match tree.str(block.kind) {
                "check" => sites.check(tree, block),
                "import" => sites.import(tree, block),
                _ => {}
            }
        }
    }
    sites.0
}

/// The expressions of an evaluated `module` that name calls without an instance, which `is_empty`
/// tells by name: their type is known, although there is no value.
pub fn about_nothing<'m>(module: &'m Module, is_empty: &dyn Fn(&str) -> bool) -> Vec<Site<'m>> {
    let mut sites = unevaluated(module, false, &|_| false);
    sites.retain(|site| {
        let traversals = traversals(site.tree, site.expr);
        traversals.iter().any(|traversal| {
            let root = site.tree.str(site.tree.expr(traversal.root).span);
            let named = super::super::names::Name::read(site.tree, traversal);
            root == "module" && named.path.first().is_some_and(|name| is_empty(name))
        })
    });
    sites
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

/// The `dynamic` blocks around a place: the names that they bind, and their collections.
#[derive(Default)]
struct Around<'m> {
    iterators: Vec<&'m str>,
    over: Vec<(&'m Arc<Tree>, ExprId)>,
}

impl<'m> Around<'m> {
    /// Goes into `block`; returns its collection where it is a `dynamic` one.
    fn enter(&mut self, tree: &'m Arc<Tree>, block: &'m Block) -> Option<ExprId> {
        if tree.str(block.kind) != "dynamic" {
            return None;
        }
        let for_each = statics::attribute(tree, block, "for_each")?.expr;
        self.iterators.push(bound(tree, block));
        self.over.push((tree, for_each));
        Some(for_each)
    }

    /// Goes out of a block that [`Around::enter`] answered for.
    fn leave(&mut self, entered: Option<ExprId>) {
        if entered.is_some() {
            self.iterators.pop();
            self.over.pop();
        }
    }

    /// The names that the blocks around the innermost one bind.
    fn outer(&self) -> Vec<&'m str> {
        let (_, outer) = self.iterators.split_last().unwrap_or((&"", &[]));
        outer.to_vec()
    }
}

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
            over: Vec::new(),
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
                _ => self.nested(tree, block, within, &mut Around::default()),
            }
        }
    }

    fn provisioner(&mut self, tree: &'m Arc<Tree>, block: &'m Block, this: Within<'m>) {
        let kind = block.labels.first().map(|label| tree.chars(&label.text));
        for attribute in &block.body.attributes {
            let name = tree.str(attribute.name);
            if matches!(name, "when" | "on_failure") {
                continue;
            }
            self.add(tree, attribute.expr, this, &[]);
            if let (Some(kind), Some(site)) = (kind, self.0.last_mut()) {
                site.wanted = Wanted::Provisioning(kind, name);
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
        around: &mut Around<'m>,
    ) {
        let entered = around.enter(tree, block);
        if let Some(for_each) = entered {
            // Terraform looks at this one whatever is around it.
            self.add(tree, for_each, within, &around.outer());
        }
        if tree.str(block.kind) != "dynamic" {
            for attribute in &block.body.attributes {
                self.add(tree, attribute.expr, within, &around.iterators);
                if let Some(site) = self.0.last_mut() {
                    site.over.clone_from(&around.over);
                }
            }
        }
        for inner in &block.body.blocks {
            self.nested(tree, inner, within, around);
        }
        around.leave(entered);
    }

    /// The contents of `dynamic` blocks that stand for no block at all.
    fn unrolled(
        &mut self,
        tree: &'m Arc<Tree>,
        block: &'m Block,
        within: Within<'m>,
        around: &mut Around<'m>,
        looked_at: &dyn Fn(Place) -> bool,
    ) {
        let entered = around.enter(tree, block);
        for inner in &block.body.blocks {
            match entered.is_some() && !looked_at(tree.place(inner.header)) {
                true => self.nested(tree, inner, within, around),
                false => self.unrolled(tree, inner, within, around, looked_at),
            }
        }
        around.leave(entered);
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

    fn import(&mut self, tree: &'m Arc<Tree>, block: &'m Block) {
        let each = statics::attribute(tree, block, "for_each");
        let within = Within {
            each: each.is_some(),
            ..Within::default()
        };
        if let Some(each) = each {
            self.add(tree, each.expr, Within::default(), &[]);
        }
        for name in ["id", "identity"] {
            if let Some(attribute) = statics::attribute(tree, block, name) {
                self.add(tree, attribute.expr, within, &[]);
                if let (Some(site), "id") = (self.0.last_mut(), name) {
                    site.wanted = Wanted::Id;
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

/// The name that a `dynamic` block binds.
fn bound<'m>(tree: &'m Tree, block: &'m Block) -> &'m str {
    match statics::attribute(tree, block, "iterator") {
        Some(named) => tree.str(tree.expr(named.expr).span),
        None => block_kind(tree, block),
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

/// `depends_on`: a list of names that are declared, each of a whole object.
fn depends(module: &Module, body: &Body, refusals: &mut Refusals) {
    let Some((tree, attribute)) = body.attribute("depends_on") else {
        return;
    };
    let place = tree.place(tree.expr(attribute.expr).span);
    let Some(items) = statics::list(tree, attribute.expr) else {
        if !matches!(tree.expr(attribute.expr).kind, ExprKind::Invalid) {
            refusals.push((place, statics::LISTED.into()));
        }
        return;
    };
    for item in items {
        let place = tree.place(tree.expr(*item).span);
        match &tree.expr(*item).kind {
            // A name in quotes, as Terraform 0.11 wrote it.
            ExprKind::String(text) => {
                let text = tree.chars(text);
                let file = crate::source::FileId(u32::MAX);
                let (quoted, expr, _) = hcl::parse_expression(file, text.into());
                let refused = names::undeclared(module, &Arc::new(quoted), expr);
                refusals.extend(refused.into_iter().map(|(_, message)| (place, message)));
            }
            ExprKind::Invalid => {}
            _ if !statics::is_static(tree, *item) => {
                refusals.push((place, statics::STATIC.into()));
            }
            _ => {
                let refused = names::undeclared(module, tree, *item);
                let declared = refused.is_empty();
                refusals.extend(refused);
                if declared && !is_whole(tree, *item) {
                    let message = "depends_on takes whole objects: resources, modules, outputs";
                    refusals.push((place, message.into()));
                }
            }
        }
    }
}

/// Whether a name is that of an object, and of no part of it.
fn is_whole(tree: &Tree, expr: ExprId) -> bool {
    let mut steps = statics::steps(tree, expr).unwrap_or_default().into_iter();
    let root = steps.next().and_then(|step| step.name());
    let mut steps = steps.peekable();
    let mut key_and = |names: usize, output: bool| {
        for _ in 0..names {
            steps.next_if(|step| step.name().is_some());
        }
        steps.next_if(|step| step.name().is_none());
        if output {
            steps.next_if(|step| step.name().is_some());
        }
        steps.next().is_none()
    };
    match root {
        Some("each" | "count" | "self") => false,
        Some("data" | "ephemeral" | "resource") => key_and(2, false),
        Some("module") => key_and(1, true),
        Some("var" | "local" | "path" | "terraform") => {
            steps.next();
            steps.next().is_none()
        }
        _ => key_and(1, false),
    }
}

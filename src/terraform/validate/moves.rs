//! `moved`, `import` and `removed`: addresses of what is, was or will be.

use std::sync::Arc;

use crate::address::Mode;
use crate::language::traversals;
use crate::syntax::hcl::{Attribute, Block, ExprId, ExprKind, Tree};

use super::super::load::{Configuration, ModuleSource};
use super::super::module::Module;
use super::super::needs::Named;
use super::Refusals;

/// What is wrong with the addresses in `module`, and with the providers that its calls hand on.
pub fn check(module: &Module, configuration: &Configuration) -> Refusals {
    let mut refusals = Vec::new();
    for tree in &module.trees {
        for block in &tree.body.blocks {
            match tree.str(block.kind) {
                "moved" => moved(tree, block, &mut refusals),
                "removed" => removed(module, tree, block, &mut refusals),
                "import" => import(module, tree, block, &mut refusals),
                _ => {}
            }
        }
    }
    for call in &module.calls {
        if let ModuleSource::Loaded(called, _) = configuration.source(module, &call.name) {
            providers(call, &called, &mut refusals);
        }
    }
    refusals
}

fn attribute<'b>(tree: &Tree, block: &'b Block, name: &str) -> Option<&'b Attribute> {
    let mut attributes = block.body.attributes.iter();
    attributes.find(|attribute| tree.str(attribute.name) == name)
}

fn moved(tree: &Arc<Tree>, block: &Block, refusals: &mut Refusals) {
    let (from, to) = (attribute(tree, block, "from"), attribute(tree, block, "to"));
    for address in [from, to].into_iter().flatten() {
        let expr = tree.expr(address.expr);
        if !is_address(tree, address.expr) {
            let message = "this is no address of a resource or module";
            refusals.push((tree.place(expr.span), message.into()));
        }
    }
    let text = |attribute: Option<&Attribute>| {
        attribute.map(|attribute| tree.str(tree.expr(attribute.expr).span))
    };
    if let (Some(from), Some(to)) = (text(from), text(to))
        && from == to
    {
        let message = "this moves something to where it is";
        refusals.push((tree.place(block.header), message.into()));
    }
}

/// Whether `expr` is `type.name`, `module.name` or what stands deeper.
fn is_address(tree: &Arc<Tree>, expr: ExprId) -> bool {
    let mut found = traversals(tree, expr).into_iter();
    let Some(first) = found.next() else {
        // What could not be read is told elsewhere; JSON has addresses in strings.
        return matches!(
            tree.expr(expr).kind,
            ExprKind::Invalid | ExprKind::String(_)
        );
    };
    let root = tree.str(tree.expr(first.root).span);
    let named = Named::read(tree, &first);
    const OTHERS: [&str; 8] = [
        "count",
        "each",
        "local",
        "output",
        "path",
        "self",
        "terraform",
        "var",
    ];
    !named.path.is_empty() && !OTHERS.contains(&root)
}

/// The resource of this module that an address names, if it names one of this module.
fn resource<'m>(
    module: &'m Module,
    tree: &Arc<Tree>,
    expr: ExprId,
) -> Option<Option<&'m super::super::module::Resource>> {
    let first = traversals(tree, expr).into_iter().next()?;
    let kind = tree.str(tree.expr(first.root).span);
    let named = Named::read(tree, &first);
    let name = named.path.first()?;
    if matches!(kind, "module" | "data") {
        return None;
    }
    let index = module.resource(Mode::Managed, kind, name);
    Some(index.and_then(|index| module.resources.get(index)))
}

fn removed(module: &Module, tree: &Arc<Tree>, block: &Block, refusals: &mut Refusals) {
    let Some(from) = attribute(tree, block, "from") else {
        return;
    };
    if let Some(Some(resource)) = resource(module, tree, from.expr) {
        let message = "a removed block says that this is gone";
        refusals.push((resource.body.header(), message.into()));
    }
}

fn import(module: &Module, tree: &Arc<Tree>, block: &Block, refusals: &mut Refusals) {
    let identified = ["id", "identity"].map(|name| attribute(tree, block, name));
    if identified.iter().all(Option::is_none) {
        let message = "this import block needs id";
        refusals.push((tree.place(block.header), message.into()));
    }
    let Some(to) = attribute(tree, block, "to") else {
        return;
    };
    let missing = matches!(resource(module, tree, to.expr), Some(None));
    if missing && !module.is_partial() {
        let place = tree.place(tree.expr(to.expr).span);
        refusals.push((place, "there is no such resource to import to".into()));
    }
}

/// Provider configurations that a module needs and its call does not hand on.
fn providers(call: &super::super::module::Named, called: &Module, refusals: &mut Refusals) {
    if called.stand_in {
        return;
    }
    let given: Vec<&str> = match call.body.attribute("providers") {
        Some((tree, attribute)) => match &tree.expr(attribute.expr).kind {
            ExprKind::Object(items) => items
                .iter()
                .map(|item| tree.str(tree.expr(item.key).span).trim_matches('"'))
                .collect(),
            _ => return,
        },
        None => Vec::new(),
    };
    for alias in aliases(called) {
        if !given.contains(&alias) {
            let message = format!(
                "module \"{}\" needs a provider configuration for {alias}",
                call.name
            );
            refusals.push((call.body.header(), message));
        }
    }
}

/// `configuration_aliases` of a module.
fn aliases(module: &Module) -> Vec<&str> {
    let mut found = Vec::new();
    for at in &module.settings {
        let tree = &at.tree;
        let blocks = at.block().body.blocks.iter();
        let required = blocks.filter(|b| tree.str(b.kind) == "required_providers");
        for attribute in required.flat_map(|block| &block.body.attributes) {
            let ExprKind::Object(items) = &tree.expr(attribute.expr).kind else {
                continue;
            };
            for item in items {
                let key = tree.str(tree.expr(item.key).span);
                if key.trim_matches('"') == "configuration_aliases"
                    && let ExprKind::Tuple(names) = &tree.expr(item.value).kind
                {
                    let names = names.iter().map(|name| tree.str(tree.expr(*name).span));
                    let names = names.map(|name| name.trim_matches('"'));
                    found.extend(names);
                }
            }
        }
    }
    found
}

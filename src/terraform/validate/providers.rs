//! Provider configurations: their names, and that each one that is named is there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::address::is_identifier;
use crate::source::Place;
use crate::syntax::hcl::{ExprId, ExprKind, ObjectItem, Tree};

use super::super::load::{Configuration, ModuleSource};
use super::super::module::{Module, Named, Provider};
use super::super::providers::reference;
use super::Refusals;
use super::settings::{constraint, local_name};
use super::shapes::Check;
use super::statics::{self, is_json};

/// What is wrong with the provider configurations of `module`, and with what it hands on;
/// `handed` are the names that its callers have for what they hand on to it.
pub fn check(
    module: &Module,
    configuration: &Configuration,
    handed: &BTreeSet<Arc<str>>,
) -> Refusals {
    let mut check = Check::of(module);
    for provider in &module.providers {
        block(&mut check, provider);
    }
    let mut declared = declared(module);
    declared.extend(handed.iter().map(|name| name.to_string()));
    for resource in &module.resources {
        if let Some((tree, attribute)) = resource.body.attribute("provider") {
            named(&mut check, module, &declared, tree, attribute.expr);
        }
    }
    for call in &module.calls {
        let called = match configuration.source(module, &call.name) {
            ModuleSource::Loaded(called, _) if !called.stand_in => Some(called),
            _ => None,
        };
        let given = handed_on(&mut check, module, &declared, call, called.as_deref());
        if let Some(called) = called {
            missing(&mut check, call, &called, given.as_deref());
            repeated(&mut check, configuration, call, &called);
        }
    }
    check.refusals
}

/// A `provider` block.
fn block(check: &mut Check, provider: &Provider) {
    let base = &provider.body.base;
    let tree = &base.tree;
    let label = base.block().labels.first();
    if let Some(label) = label {
        local_name(check, tree.chars(&label.text), base.header());
    }
    for attribute in &base.block().body.attributes {
        let place = tree.place(tree.expr(attribute.expr).span);
        match tree.str(attribute.name) {
            "alias" => match &tree.expr(attribute.expr).kind {
                ExprKind::Invalid => {}
                ExprKind::String(text) if is_identifier(tree.chars(text)) => {}
                _ => check.refuse(place, "an alias is a name in quotes, written out"),
            },
            "version" => constraint(check, tree, attribute.expr),
            // OpenTofu has for_each.
            name @ ("count" | "depends_on" | "source") => {
                let message = format!("a provider block takes no {name}");
                check.refuse(tree.place(attribute.name), message);
            }
            _ => {}
        }
    }
    for inner in &base.block().body.blocks {
        let kind = tree.str(inner.kind);
        if matches!(kind, "lifecycle" | "locals") {
            let message = format!("a provider block takes no block {kind:?}");
            check.refuse(tree.place(inner.header), message);
        }
    }
}

/// The configurations that a module has or is handed, by the names it has for them.
fn declared(module: &Module) -> BTreeSet<String> {
    let own = module.providers.iter().map(|p| p.name.to_string());
    own.chain(aliases(module)).collect()
}

/// Whether an expression names a configuration, one with an alias being declared.
fn named(
    check: &mut Check,
    module: &Module,
    declared: &BTreeSet<String>,
    tree: &Arc<Tree>,
    expr: ExprId,
) {
    let place = tree.place(tree.expr(expr).span);
    let Some(name) = reference(tree, expr) else {
        let forgiven = match &tree.expr(expr).kind {
            ExprKind::Invalid => true,
            // OpenTofu chooses among many: aws.by_region["eu-west-1"].
            ExprKind::Index { source, .. } => reference(tree, *source).is_some_and(is_aliased),
            _ => is_json(tree),
        };
        if !forgiven {
            let message = "a provider is named by its name and an alias: aws.west";
            check.refuse(place, message);
        }
        return;
    };
    match name.matches('.').count() {
        0 => {}
        1 if module.is_partial() || declared.contains(&*name) => {}
        1 => check.refuse(place, format!("there is no provider configuration {name}")),
        _ => check.refuse(
            place,
            "a provider is named by its name and an alias: aws.west",
        ),
    }
}

fn is_aliased(name: Arc<str>) -> bool {
    name.contains('.')
}

/// Looks at the `providers` of a call; returns the names that the called module has for them,
/// unless they could not be read.
fn handed_on(
    check: &mut Check,
    module: &Module,
    declared: &BTreeSet<String>,
    call: &Named,
    called: Option<&Module>,
) -> Option<Vec<Arc<str>>> {
    let Some((tree, attribute)) = call.body.attribute("providers") else {
        return Some(Vec::new());
    };
    let ExprKind::Object(items) = &tree.expr(attribute.expr).kind else {
        let place = tree.place(tree.expr(attribute.expr).span);
        let read = matches!(tree.expr(attribute.expr).kind, ExprKind::Invalid);
        if !read && !is_json(tree) {
            check.refuse(place, "providers is a map, written out");
        }
        return None;
    };
    let mut given: Vec<Arc<str>> = Vec::new();
    for item in items {
        let key = tree.place(tree.expr(item.key).span);
        named(check, module, declared, tree, item.value);
        let inside = reference(tree, item.key)?;
        if given.contains(&inside) {
            check.refuse(key, format!("{inside} is handed on twice"));
        }
        if let Some(called) = called {
            takes(check, called, &inside, key);
            same(check, module, called, tree, item, &inside);
        }
        given.push(inside);
    }
    Some(given)
}

/// Whether `called` takes a configuration called `name`.
fn takes(check: &mut Check, called: &Module, name: &str, place: Place) {
    let own = called.providers.iter().find(|p| &*p.name == name);
    if own.is_some_and(is_configured) {
        let message = format!("the module configures {name} itself");
        check.refuse(place, message);
    }
    let known = own.is_some() || aliases(called).iter().any(|alias| alias == name);
    // Terraform forgives it of its own providers.
    let foreign = !source(called, name).starts_with("hashicorp/");
    if name.contains('.') && !known && foreign && !called.is_partial() {
        let message = format!("the module has no provider configuration {name}");
        check.refuse(place, message);
    }
}

/// The provider that `name`, with or without an alias, means in a module.
fn source(module: &Module, name: &str) -> String {
    let name = name.split('.').next().unwrap_or(name);
    let source = match module.required_providers.get(name) {
        Some(source) if source.contains('/') => source.to_lowercase(),
        Some(source) => format!("hashicorp/{source}").to_lowercase(),
        None => format!("hashicorp/{name}"),
    };
    // Both registries have the same names.
    source.replace("registry.opentofu.org/", "")
}

/// The names that called modules have for what they are handed, by their directories.
pub fn handed<'m>(
    callers: impl Iterator<Item = &'m Arc<Module>>,
    configuration: &Configuration,
) -> BTreeMap<Arc<str>, BTreeSet<Arc<str>>> {
    let mut handed: BTreeMap<Arc<str>, BTreeSet<Arc<str>>> = BTreeMap::new();
    for module in callers {
        for call in &module.calls {
            let ModuleSource::Loaded(called, _) = configuration.source(module, &call.name) else {
                continue;
            };
            if let Some((tree, attribute)) = call.body.attribute("providers")
                && let ExprKind::Object(items) = &tree.expr(attribute.expr).kind
            {
                let names = items.iter().filter_map(|item| reference(tree, item.key));
                handed.entry(called.dir.clone()).or_default().extend(names);
            }
        }
    }
    handed
}

/// Whether both sides mean the same provider.
fn same(
    check: &mut Check,
    module: &Module,
    called: &Module,
    tree: &Arc<Tree>,
    item: &ObjectItem,
    inside: &str,
) {
    let Some(outside) = reference(tree, item.value) else {
        return;
    };
    let (theirs, ours) = (source(called, inside), source(module, &outside));
    let partial = module.is_partial() || called.is_partial();
    if theirs != ours && !partial {
        let place = tree.place(tree.expr(item.value).span);
        check.refuse(
            place,
            format!("{outside} is {ours}, but {inside} is {theirs}"),
        );
    }
}

/// Configurations that a module needs and its call does not hand on.
fn missing(check: &mut Check, call: &Named, called: &Module, given: Option<&[Arc<str>]>) {
    let Some(given) = given else {
        return;
    };
    for alias in aliases(called) {
        let own = called.providers.iter().find(|p| *p.name == *alias);
        if !given.iter().any(|name| **name == *alias) && !own.is_some_and(is_configured) {
            let message = format!(
                "module \"{}\" needs a provider configuration for {alias}",
                call.name
            );
            check.refuse(call.body.header(), message);
        }
    }
}

/// A module that configures providers is called once, and depends on nothing.
fn repeated(check: &mut Check, configuration: &Configuration, call: &Named, called: &Arc<Module>) {
    let repeats = ["count", "for_each"].map(|name| call.body.attribute(name));
    let repeats = repeats.into_iter().flatten().next();
    let depends = || {
        let (tree, attribute) = call.body.attribute("depends_on")?;
        let first = statics::list(tree, attribute.expr)?.first()?;
        Some(tree.place(tree.expr(*first).span))
    };
    let place = match repeats {
        Some((tree, attribute)) => Some(tree.place(tree.expr(attribute.expr).span)),
        None => depends(),
    };
    let Some(place) = place else {
        return;
    };
    let mut seen: BTreeSet<Arc<str>> = BTreeSet::new();
    let mut pending = vec![called.clone()];
    while let Some(module) = pending.pop() {
        if module.stand_in || !seen.insert(module.dir.clone()) {
            continue;
        }
        if module.providers.iter().any(is_configured) {
            let message = format!(
                "module \"{}\" configures providers, which count, for_each and depends_on exclude",
                call.name
            );
            check.refuse(place, message);
            return;
        }
        for inner in &module.calls {
            if let ModuleSource::Loaded(inner, _) = configuration.source(&module, &inner.name) {
                pending.push(inner);
            }
        }
    }
}

/// Whether a `provider` block says more than its alias; one that does not stands for what is handed
/// on (an old style).
fn is_configured(provider: &Provider) -> bool {
    let block = provider.body.base.block();
    let tree = &provider.body.base.tree;
    let mut attributes = block.body.attributes.iter();
    attributes.any(|attribute| tree.str(attribute.name) != "alias") || !block.body.blocks.is_empty()
}

/// `configuration_aliases` of a module.
fn aliases(module: &Module) -> Vec<String> {
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
                if statics::keyword(tree, item.key) != Some("configuration_aliases") {
                    continue;
                }
                for name in statics::list(tree, item.value).unwrap_or_default() {
                    let text = tree.str(tree.expr(*name).span);
                    found.push(text.trim_matches('"').to_owned());
                }
            }
        }
    }
    found
}

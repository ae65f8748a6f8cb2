//! `moved`, `import` and `removed`: addresses of what is, was or will be.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::address::Mode;
use crate::source::Place;
use crate::syntax::hcl::{Block, ExprId, ExprKind, Tree};

use super::super::load::{Configuration, ModuleSource};
use super::super::module::{Body, Module, Resource};
use super::Refusals;
use super::shapes::Check;
use super::statics::{self, Key, STATIC, Step, attribute, is_json, is_static, keyword};

/// What is wrong with the addresses in `module`; only in one that is `made` something is there.
pub fn check(module: &Arc<Module>, configuration: &Configuration, made: bool) -> Refusals {
    let mut check = Check::of(module);
    let world = World {
        module,
        configuration,
        made,
    };
    let mut moves = Vec::new();
    let mut imported: BTreeSet<String> = BTreeSet::new();
    for tree in &module.trees {
        for block in &tree.body.blocks {
            match tree.str(block.kind) {
                "moved" => moves.extend(world.moved(&mut check, tree, block)),
                "removed" => world.removed(&mut check, tree, block),
                "import" => {
                    if let Some((to, place)) = world.import(&mut check, tree, block)
                        && !imported.insert(to.clone())
                    {
                        check.refuse(place, format!("{to} is imported twice"));
                    }
                }
                _ => {}
            }
        }
    }
    ambiguous(&mut check, &moves);
    circular(&mut check, &moves);
    check.refusals
}

/// `module.a["k"].type.name[0]`, read off its text.
struct Address<'t> {
    /// The calls it leads through, and whether each has a key.
    calls: Vec<(&'t str, bool)>,
    /// The resource, if it is not a module: type, name and key.
    resource: Option<(&'t str, &'t str, Option<Key>)>,
    data: bool,
}

impl<'t> Address<'t> {
    /// Reads an address; `None` where it is none.
    fn read(tree: &'t Tree, expr: ExprId) -> Option<Address<'t>> {
        let steps = statics::steps(tree, expr)?;
        let mut steps = steps.into_iter().peekable();
        let mut address = Address {
            calls: Vec::new(),
            resource: None,
            data: false,
        };
        while steps.next_if(|step| step.is("module")).is_some() {
            let name = steps.next()?.name()?;
            let key = steps.next_if(|step| step.name().is_none());
            address.calls.push((name, key.is_some()));
        }
        address.data = steps.next_if(|step| step.is("data")).is_some();
        if !address.data {
            // The long form of a managed resource's address.
            steps.next_if(|step| step.is("resource"));
        }
        let Some(kind) = steps.next() else {
            return (!address.calls.is_empty() && !address.data).then_some(address);
        };
        let (kind, name) = (kind.name()?, steps.next()?.name()?);
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
        let key = steps.next().map(|step| match step {
            Step::Key(key) => Some(key),
            Step::Name(_) => None,
        });
        if OTHERS.contains(&kind) || key == Some(None) || steps.next().is_some() {
            return None;
        }
        address.resource = Some((kind, name, key.flatten()));
        Some(address)
    }

    /// Whether it says nothing of keys where it ends.
    fn is_whole(&self) -> bool {
        match (self.resource, self.calls.last()) {
            (Some((_, _, key)), _) => key.is_none(),
            (None, Some((_, keyed))) => !keyed,
            (None, None) => true,
        }
    }
}

/// What is declared.
struct World<'w> {
    module: &'w Arc<Module>,
    configuration: &'w Configuration,
    made: bool,
}

/// A move, by the texts of its addresses, each with whether all instances move at once: that is
/// another address than the one instance that has no key.
struct Move {
    from: (bool, String),
    to: (bool, String),
    place: Place,
}

impl World<'_> {
    fn moved(&self, check: &mut Check, tree: &Arc<Tree>, block: &Block) -> Option<Move> {
        let header = tree.place(block.header);
        let from = attribute(tree, block, "from")?.expr;
        let to = attribute(tree, block, "to")?.expr;
        let mut read = [from, to].map(|expr| {
            let address = Address::read(tree, expr);
            let place = tree.place(tree.expr(expr).span);
            match (&address, is_static(tree, expr)) {
                (_, false) => check.refuse(place, STATIC),
                // What could not be read is told elsewhere; JSON has addresses in strings.
                (None, true) if matches!(tree.expr(expr).kind, ExprKind::Invalid) => {}
                (None, true) if is_json(tree) => {}
                (None, true) => {
                    check.refuse(place, "this is no address of a resource or module");
                }
                _ => {}
            }
            address
        });
        let [Some(source), Some(target)] = &mut read else {
            return None;
        };
        let text = |expr: ExprId| tree.str(tree.expr(expr).span).to_owned();
        if text(from) == text(to) {
            check.refuse(header, "this moves something to where it is");
            return None;
        }
        if source.resource.is_some() != target.resource.is_some() {
            let message = "a resource moves to a resource, a module to a module";
            check.refuse(header, message);
            return None;
        }
        let whole = source.is_whole() && target.is_whole();
        if self.made && self.is_there(source, whole) {
            check.refuse(header, "this moves something that is still there");
        }
        Some(Move {
            from: (whole, text(from)),
            to: (whole, text(to)),
            place: header,
        })
    }

    /// Whether an address certainly names something that is declared: as a `whole`, whatever its
    /// instances, or the one instance without a key.
    fn is_there(&self, address: &Address, whole: bool) -> bool {
        let single = |body: &Body| {
            let repeated = ["count", "for_each"];
            !repeated.iter().any(|name| body.attribute(name).is_some())
        };
        let mut module = self.module.clone();
        let last = address.calls.len().saturating_sub(1);
        for (at, (name, keyed)) in address.calls.iter().enumerate() {
            let call = module.call(name).and_then(|index| module.calls.get(index));
            let Some(call) = call.filter(|_| !keyed) else {
                return false;
            };
            let ends = at == last && address.resource.is_none();
            if !(single(&call.body) || ends && whole) {
                return false;
            }
            if ends {
                return true;
            }
            match self.configuration.source(&module, name) {
                ModuleSource::Loaded(inner, _) if !inner.stand_in => module = inner,
                _ => return false,
            }
        }
        let Some((kind, name, None)) = address.resource else {
            return false;
        };
        let found = declared(&module, kind, name);
        found.is_some_and(|resource| whole || single(&resource.body))
    }

    fn removed(&self, check: &mut Check, tree: &Arc<Tree>, block: &Block) {
        for inner in &block.body.blocks {
            match tree.str(inner.kind) {
                "lifecycle" => {
                    for setting in &inner.body.attributes {
                        let name = tree.str(setting.name);
                        if name != "destroy" {
                            let message = format!("what is removed takes no {name}");
                            check.refuse(tree.place(setting.name), message);
                        }
                    }
                }
                "provisioner" => {
                    let when = attribute(tree, inner, "when");
                    if when.and_then(|when| keyword(tree, when.expr)) != Some("destroy") {
                        let message = "what is removed runs provisioners on destroy only";
                        check.refuse(tree.place(inner.header), message);
                    }
                }
                _ => {}
            }
        }
        let Some(from) = attribute(tree, block, "from") else {
            return;
        };
        let place = tree.place(tree.expr(from.expr).span);
        if !is_static(tree, from.expr) {
            check.refuse(place, STATIC);
        }
        let Some(address) = Address::read(tree, from.expr) else {
            return;
        };
        let keyed = address.calls.iter().any(|(_, keyed)| *keyed);
        if keyed || !address.is_whole() {
            let message = "resources and modules are removed with all their instances";
            check.refuse(place, message);
        }
        if address.data {
            check.refuse(place, "data sources need not be removed");
        }
        self.still_there(check, &address);
    }

    /// Tells where what a `removed` block removes is declared.
    fn still_there(&self, check: &mut Check, address: &Address) {
        let message = "a removed block says that this is gone";
        let mut module = self.module.clone();
        for (at, (name, _)) in address.calls.iter().enumerate() {
            let Some(call) = module.call(name).and_then(|index| module.calls.get(index)) else {
                return;
            };
            if at + 1 == address.calls.len() && address.resource.is_none() {
                check.refuse(call.body.header(), message);
                return;
            }
            match self.configuration.source(&module, name) {
                ModuleSource::Loaded(inner, _) if !inner.stand_in => module = inner,
                _ => return,
            }
        }
        if let Some((kind, name, _)) = address.resource
            && !address.data
            && let Some(resource) = declared(&module, kind, name)
        {
            check.refuse(resource.body.header(), message);
        }
    }

    /// Looks at an import; returns what it imports to, where that is one address.
    fn import(
        &self,
        check: &mut Check,
        tree: &Arc<Tree>,
        block: &Block,
    ) -> Option<(String, Place)> {
        let identified = ["id", "identity"].map(|name| attribute(tree, block, name));
        if identified.iter().all(Option::is_none) {
            check.refuse(tree.place(block.header), "this import block needs id");
        }
        let to = attribute(tree, block, "to")?;
        let place = tree.place(tree.expr(to.expr).span);
        if is_json(tree) || matches!(tree.expr(to.expr).kind, ExprKind::Invalid) {
            return None;
        }
        let each = attribute(tree, block, "for_each").is_some();
        if !each && !is_static(tree, to.expr) {
            check.refuse(place, STATIC);
            return None;
        }
        let address = Address::read(tree, to.expr);
        let Some(address) = address.filter(|address| address.resource.is_some() && !address.data)
        else {
            check.refuse(place, "only managed resources can be imported");
            return None;
        };
        self.target(check, tree, block, &address, place);
        (!each).then(|| (tree.str(tree.expr(to.expr).span).to_owned(), place))
    }

    /// What an import imports to must be declared, and have the key that it has.
    fn target(
        &self,
        check: &mut Check,
        tree: &Arc<Tree>,
        block: &Block,
        address: &Address,
        place: Place,
    ) {
        let Some((kind, name, key)) = address.resource else {
            return;
        };
        let mut module = self.module.clone();
        for (call, _) in &address.calls {
            let known = module.call(call).is_some();
            match self.configuration.source(&module, call) {
                ModuleSource::Loaded(inner, _) if !inner.stand_in => module = inner,
                _ => {
                    if !known && !module.is_partial() {
                        check.refuse(place, format!("there is no module {call:?} here"));
                    }
                    return;
                }
            }
        }
        let Some(resource) = declared(&module, kind, name) else {
            if !module.is_partial() {
                check.refuse(place, "there is no such resource to import to");
            }
            return;
        };
        if let Some(provider) = attribute(tree, block, "provider") {
            let message = "the provider is that of the resource, which names it";
            check.refuse(tree.place(provider.name), message);
        }
        let repeats = |name| resource.body.attribute(name).is_some();
        let fits = match key {
            None => !repeats("count") && !repeats("for_each"),
            Some(Key::Number) => repeats("count"),
            Some(Key::Text) => repeats("for_each"),
            Some(Key::Computed) => repeats("count") || repeats("for_each"),
        };
        if !fits {
            let message = "the resource has no such key: count makes numbers, for_each texts, and \
                           without them there is none";
            check.refuse(place, message);
        }
    }
}

fn declared<'m>(module: &'m Module, kind: &str, name: &str) -> Option<&'m Resource> {
    let index = module.resource(Mode::Managed, kind, name)?;
    module.resources.get(index)
}

/// Two moves from one place, or to one.
fn ambiguous(check: &mut Check, moves: &[Move]) {
    let mut from = BTreeMap::new();
    let mut to = BTreeMap::new();
    for one in moves {
        let before = from.insert(&one.from, &one.to);
        let other = to.insert(&one.to, &one.from);
        if before.is_some_and(|before| *before != one.to)
            || other.is_some_and(|other| *other != one.from)
        {
            check.refuse(one.place, "another move begins or ends at the same address");
        }
    }
}

/// Moves that lead back to where they begin.
fn circular(check: &mut Check, moves: &[Move]) {
    let next: BTreeMap<_, &Move> = moves.iter().map(|one| (&one.from, one)).collect();
    // Which walk has come by each address.
    let mut seen = BTreeMap::new();
    for (walk, one) in moves.iter().enumerate() {
        let mut at = one;
        while !seen.contains_key(&at.from) {
            seen.insert(&at.from, walk);
            match next.get(&at.to) {
                Some(further) => at = further,
                None => break,
            }
        }
        if next.contains_key(&at.to) && seen.get(&at.from) == Some(&walk) {
            check.refuse(one.place, "these moves lead back to where they begin");
        }
    }
}

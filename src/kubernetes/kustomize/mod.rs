//! Kustomizations, built natively as far as they are plain.
//!
//! The order of the steps is kustomize's: resources, generators, components, patches, namespace,
//! names, labels, annotations, JSON patches, replicas, images; references follow at the very end.
//! What a leaf builds (a kustomization that no other of the scan includes) is a root of its own.
//!
//! Invariants: a part that only kustomize itself can make leaves a reason behind, never a guess;
//! values that a patch or the kustomization itself sets have their place there; bases are built once,
//! and the objects of all builds are counted.

mod generate;
mod item;
mod json_patch;
mod page;
mod patches;
mod references;
mod select;
mod strategic;
mod transform;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::{Code, Diagnostic};
use crate::language::{Reason, ReasonKind, Type, Value};
use crate::source::{Input, InputKind, Place, ReadError, path};

use super::edit::{each_text, text};
use super::files::{Files, Parsed};
use super::load::{Skipped, items as objects_of};
use super::object::Object;

use generate::Behavior;
use item::Item;
use page::{Beyond, NAMES, Page, is_remote};
use select::Key;

/// Objects of all builds together.
const MAX_OBJECTS: usize = 50_000;
/// Objects that patches and lists of changes look at, in all builds together.
const MAX_LOOKS: usize = 50_000_000;
/// Things that only kustomize can do, of those that are told of one leaf.
const MAX_TOLD: usize = 3;
/// Kustomizations inside one another.
const MAX_DEPTH: usize = 32;

/// What the kustomizations of a scan make.
#[derive(Default)]
pub(super) struct Built {
    pub objects: Vec<Object>,
    /// Files that belong to kustomizations, by their paths.
    pub files: BTreeSet<String>,
    pub templates: Vec<Place>,
    pub skipped: Vec<Skipped>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Builds every leaf among the kustomizations of `inputs`.
pub(super) fn build<'i>(files: &mut Files, inputs: impl Iterator<Item = &'i Input>) -> Built {
    let mut builder = Builder {
        files,
        pages: BTreeMap::new(),
        bases: BTreeMap::new(),
        stack: Vec::new(),
        count: 0,
        looks: 0,
        built: Built::default(),
    };
    let mut directories = BTreeSet::new();
    for input in inputs {
        if input.kind == InputKind::Kustomization
            && let Some(directory) = path::parent(&input.path)
        {
            directories.insert(directory.to_owned());
        }
    }
    let mut included = BTreeSet::new();
    let mut pending: Vec<String> = directories.iter().cloned().collect();
    // Kustomizations outside of the inputs are included by those inside, and include others.
    let mut seen = directories.clone();
    while let Some(directory) = pending.pop() {
        for inner in builder.includes(&directory) {
            if seen.insert(inner.clone()) {
                pending.push(inner.clone());
            }
            if inner != directory {
                included.insert(inner);
            }
        }
    }
    let mut leaves: Vec<&String> = directories.difference(&included).collect();
    // What only includes itself, by others, has no leaf: it is built to be told.
    let reached = builder.reached(&leaves);
    let circular = directories.difference(&reached).next();
    leaves.extend(circular);
    for leaf in leaves {
        builder.leaf(leaf);
    }
    builder.built
}

struct Builder<'f, 'a> {
    files: &'f mut Files<'a>,
    /// The kustomization of a directory; `None` where there is none that can be read.
    pages: BTreeMap<String, Option<Arc<Page>>>,
    /// What the kustomization of a directory makes by itself.
    bases: BTreeMap<String, Arc<Collected>>,
    /// The directories being built, outermost first.
    stack: Vec<String>,
    count: usize,
    looks: usize,
    built: Built,
}

/// Objects in the making.
#[derive(Clone, Default)]
struct Collected {
    items: Vec<Item>,
    /// Why there may be more of them, by what says so.
    more: Vec<(String, Place)>,
    /// Why they may be others.
    other: Vec<(String, Place)>,
    /// Names that stand for something as `$(NAME)`.
    vars: BTreeSet<String>,
}

impl Collected {
    /// Adds what another kustomization made.
    fn extend(&mut self, other: &Collected) {
        self.items.extend(other.items.iter().cloned());
        self.more.extend(other.more.iter().cloned());
        self.other.extend(other.other.iter().cloned());
        self.vars.extend(other.vars.iter().cloned());
    }
}

impl Builder<'_, '_> {
    /// The kustomization in `directory`.
    fn page(&mut self, directory: &str) -> Option<Arc<Page>> {
        if let Some(known) = self.pages.get(directory) {
            return known.clone();
        }
        let page = self.read_page(directory).map(Arc::new);
        self.pages.insert(directory.to_owned(), page.clone());
        page
    }

    fn read_page(&mut self, directory: &str) -> Option<Page> {
        let present = NAMES
            .iter()
            .filter(|name| self.files.is_file(&path::join(directory, name)));
        let present: Vec<&str> = present.copied().collect();
        let mut present = present.into_iter();
        let (path, file) = self.files.get(directory, present.next()?).ok()?;
        self.consume(&path, &file);
        if let Some(second) = present.next() {
            let message = format!("{second} stands beside this file: kustomize takes only one");
            self.error(Code::Evaluate, file.start(), message);
        }
        let value = match file.documents.first() {
            Some(document) => document.value.clone(),
            None => Value::null(Type::Dynamic),
        };
        Some(Page {
            directory: directory.to_owned(),
            file,
            value,
        })
    }

    /// The directories that the kustomization in `directory` includes.
    fn includes(&mut self, directory: &str) -> Vec<String> {
        let Some(page) = self.page(directory) else {
            return Vec::new();
        };
        let named = page.resources().chain(page.list("components"));
        let names = named.filter_map(Value::as_str);
        let found = names.filter_map(|name| self.files.directory(directory, name).ok().flatten());
        found.collect()
    }

    /// The directories that `leaves` are made of.
    fn reached(&mut self, leaves: &[&String]) -> BTreeSet<String> {
        let mut pending: Vec<String> = leaves.iter().map(|leaf| (*leaf).clone()).collect();
        let mut reached = BTreeSet::new();
        while let Some(directory) = pending.pop() {
            if reached.insert(directory.clone()) {
                pending.extend(self.includes(&directory));
            }
        }
        reached
    }

    /// Builds a leaf, and takes up its objects.
    fn leaf(&mut self, directory: &str) {
        let Some(page) = self.page(directory) else {
            return;
        };
        if page.is_component() {
            self.consume_named(&page);
            let place = page.file.start();
            let reason = "a component that no kustomization of the scan includes".into();
            return self.skip(directory, reason, place);
        }
        let mut collected = Collected::default();
        self.collect(&page, &mut collected);
        let mut beyond = collected.more.iter().chain(&collected.other);
        if let Some((first, place)) = beyond.next() {
            let mut names: Vec<&str> = vec![first];
            names.extend(beyond.map(|(what, _)| what.as_str()));
            names.sort_unstable();
            names.dedup();
            let more = names.len().saturating_sub(MAX_TOLD);
            names.truncate(MAX_TOLD);
            let mut what = names.join(", ");
            if more > 0 {
                what.push_str(&format!(" and {more} more"));
            }
            let way = format!("needs rendering: `kustomize build {directory} | archlint check -`");
            self.skip(directory, format!("{way} ({what})"), *place);
        }
        if !collected.other.is_empty() {
            return;
        }
        references::follow(&mut collected.items);
        let root: Arc<str> = directory.into();
        let made = collected.items.into_iter().filter_map(|item| {
            let value = match collected.vars.is_empty() {
                true => item.value,
                false => without_vars(&item.value, &collected.vars),
            };
            Object::new(&root, value, item.place)
        });
        self.built.objects.extend(made);
    }

    /// What the kustomization in `directory` makes by itself.
    fn base(&mut self, directory: &str, by: &Page, place: Place) -> Option<Arc<Collected>> {
        if let Some(known) = self.bases.get(directory) {
            return Some(known.clone());
        }
        let page = self.enter(directory, by, place)?;
        let mut collected = Collected::default();
        self.collect(&page, &mut collected);
        let collected = Arc::new(collected);
        self.bases.insert(directory.to_owned(), collected.clone());
        Some(collected)
    }

    /// The kustomization in `directory`, unless it is being built already.
    fn enter(&mut self, directory: &str, by: &Page, place: Place) -> Option<Arc<Page>> {
        let inside = self.stack.iter().position(|outer| outer == directory);
        if let Some(from) = inside {
            let mut chain: Vec<&str> = self.stack.iter().skip(from).map(String::as_str).collect();
            chain.push(directory);
            let message = format!("kustomization cycle: {}", chain.join(" → "));
            self.error(Code::Evaluate, place, message);
            return None;
        }
        if self.stack.len() >= MAX_DEPTH {
            let message = format!("kustomizations nested deeper than {MAX_DEPTH}");
            self.error(Code::Limit, place, message);
            return None;
        }
        let page = self.page(directory);
        if page.is_none() {
            let name = path::relative(&by.directory, directory);
            let message = format!("there is no kustomization in {name}");
            self.error(Code::Read, place, message);
        }
        page
    }

    /// Collects what `page` makes of the objects that are there already, which are none but for a
    /// component.
    fn collect(&mut self, page: &Arc<Page>, to: &mut Collected) {
        self.stack.push(page.directory.clone());
        for beyond in page.beyond() {
            let entries = page.value.as_entries();
            let place = |name: &str| {
                let value = entries.and_then(|entries| entries.get(name));
                value.map_or_else(|| page.file.start(), |value| page.place(value))
            };
            match beyond {
                Beyond::Objects(name) => to.more.push((name.clone(), place(&name))),
                Beyond::Changes(name) => to.other.push((name.clone(), place(&name))),
            }
        }
        let vars = page.list("vars").iter();
        to.vars
            .extend(vars.filter_map(|var| Some(text(var, &["name"])?.to_owned())));
        let mut there = to
            .items
            .iter()
            .flat_map(|item| item.keys().next())
            .collect();
        for resource in page.resources() {
            self.resource(page, resource, to, &mut there);
        }
        self.generate(page, to);
        for entry in page.list("helmCharts") {
            let place = page.place(entry);
            if self.charge(1, place) {
                to.items.extend(generate::chart(entry, place));
            }
        }
        for component in page.list("components") {
            self.component(page, component, to);
        }
        self.change(page, to);
        self.stack.pop();
    }

    /// Does what the kustomization does to all objects, in kustomize's order.
    fn change(&mut self, page: &Arc<Page>, to: &mut Collected) {
        for name in [
            "patchesStrategicMerge",
            "patches",
            "patchesJson6902",
            "labels",
            "replicas",
            "images",
        ] {
            if !self.afford(page, name, to) {
                return;
            }
        }
        for patch in page.list("patchesStrategicMerge") {
            self.strategic(page, patch, to);
        }
        for patch in page.list("patches") {
            self.patch(page, patch, to);
        }
        transform::namespace(page, &mut to.items);
        transform::affixes(page, &mut to.items);
        transform::labels(page, &mut to.items);
        transform::annotations(page, &mut to.items);
        for patch in page.list("patchesJson6902") {
            self.patch(page, patch, to);
        }
        transform::replicas(page, &mut to.items);
        transform::images(page, &mut to.items);
    }

    fn resource(
        &mut self,
        page: &Arc<Page>,
        resource: &Value,
        to: &mut Collected,
        there: &mut BTreeSet<Key>,
    ) {
        let Some(name) = resource.as_str() else {
            return;
        };
        let place = page.place(resource);
        match self.files.directory(&page.directory, name) {
            Ok(Some(directory)) => {
                if let Some(base) = self.base(&directory, page, place)
                    && self.charge(base.items.len(), place)
                {
                    self.refuse_doubles(&base.items, there, place);
                    to.extend(&base);
                }
            }
            Err(ReadError::Missing | ReadError::Outside) if is_remote(name) => {
                to.more.push((name.to_owned(), place));
            }
            Ok(None) | Err(_) => {
                let Some(file) = self.file(page, resource, name) else {
                    return;
                };
                self.built.templates.extend(&file.templates);
                let mut items = Vec::new();
                for document in &file.documents {
                    for (value, place) in objects_of(&document.value, document.place) {
                        items.extend(Item::new(value, place));
                    }
                }
                if self.charge(items.len(), place) {
                    self.refuse_doubles(&items, there, place);
                    to.items.extend(items);
                }
            }
        }
    }

    fn component(&mut self, page: &Arc<Page>, component: &Value, to: &mut Collected) {
        let Some(name) = component.as_str() else {
            return;
        };
        let place = page.place(component);
        match self.files.directory(&page.directory, name) {
            Ok(Some(directory)) => {
                if let Some(page) = self.enter(&directory, page, place) {
                    self.collect(&page, to);
                }
            }
            Err(ReadError::Missing | ReadError::Outside) if is_remote(name) => {
                to.other.push((name.to_owned(), place));
            }
            Ok(None) => self.error(Code::Read, place, format!("{name} is no directory")),
            Err(error) => self.error(Code::of_unread(&error), place, format!("{name}: {error}")),
        }
    }

    fn generate(&mut self, page: &Arc<Page>, to: &mut Collected) {
        let config_maps = page.list("configMapGenerator").iter();
        let secrets = page.list("secretGenerator").iter();
        let all = config_maps
            .map(|entry| ("ConfigMap", entry))
            .chain(secrets.map(|entry| ("Secret", entry)));
        let mut there: BTreeMap<Key, usize> = BTreeMap::new();
        for (at, item) in to.items.iter().enumerate() {
            there.extend(item.keys().map(|key| (key, at)));
        }
        for (kind, entry) in all {
            let place = page.place(entry);
            let made = generate::object(page, self.files, kind, entry);
            self.built.files.extend(made.files);
            for (name, error) in made.problems {
                let written = name.as_str().unwrap_or("");
                let message = format!("{written}: {error}");
                self.error(Code::of_unread(&error), page.place(&name), message);
            }
            let Some(new) = Item::new(made.value, place) else {
                continue;
            };
            let at = new.keys().find_map(|key| there.get(&key)).copied();
            let old = at.and_then(|at| to.items.get_mut(at));
            let name = new.name().name;
            match (made.behavior, old) {
                (Behavior::Merge, Some(item)) => item.value = generate::merged(item, &new.value),
                (Behavior::Replace, Some(item)) => item.value = new.value,
                (Behavior::Create, None) => {
                    if self.charge(1, place) {
                        there.extend(new.keys().map(|key| (key, to.items.len())));
                        to.items.push(new);
                    }
                }
                (Behavior::Create, Some(_)) => {
                    let message = format!("{kind} {name} is there already");
                    self.error(Code::Evaluate, place, message);
                }
                (_, None) => {
                    let message = format!("there is no {kind} {name} to change");
                    self.error(Code::Evaluate, place, message);
                }
            }
        }
    }

    /// The file that `value` names.
    fn file(&mut self, page: &Page, value: &Value, name: &str) -> Option<Arc<Parsed>> {
        match self.files.get(&page.directory, name) {
            Ok((path, file)) => {
                self.consume(&path, &file);
                Some(file)
            }
            Err(error) => {
                let message = format!("{name}: {error}");
                self.error(Code::of_unread(&error), page.place(value), message);
                None
            }
        }
    }

    /// Notes that a file belongs to a kustomization.
    fn consume(&mut self, path: &str, file: &Parsed) {
        if self.built.files.insert(path.to_owned()) {
            let diagnostics = file.diagnostics.iter().cloned();
            self.built.diagnostics.extend(diagnostics);
        }
    }

    /// Notes the files of a kustomization that is not built.
    fn consume_named(&mut self, page: &Page) {
        let patches = page
            .list("patches")
            .iter()
            .chain(page.list("patchesJson6902"));
        let patches = patches.filter_map(|patch| text(patch, &["path"]));
        let files = page.resources().chain(page.list("patchesStrategicMerge"));
        let files = files.filter_map(Value::as_str);
        for name in files.chain(patches) {
            if let Ok((path, file)) = self.files.get(&page.directory, name) {
                self.consume(&path, &file);
            }
        }
    }

    /// Counts objects; `false`, and said, when they are too many.
    fn charge(&mut self, more: usize, place: Place) -> bool {
        let over = self.count > MAX_OBJECTS;
        self.count = self.count.saturating_add(more);
        if self.count > MAX_OBJECTS && !over {
            let message = format!("kustomizations make more than {MAX_OBJECTS} objects");
            self.error(Code::Limit, place, message);
        }
        self.count <= MAX_OBJECTS
    }

    /// Counts how often objects are looked at; `false`, and said, when that is too much.
    fn afford(&mut self, page: &Page, steps: &str, to: &Collected) -> bool {
        let over = self.looks > MAX_LOOKS;
        let looks = page.list(steps).len().saturating_mul(to.items.len());
        self.looks = self.looks.saturating_add(looks);
        if self.looks > MAX_LOOKS && !over {
            let message = format!("kustomizations look at objects more than {MAX_LOOKS} times");
            self.error(Code::Limit, page.file.start(), message);
        }
        self.looks <= MAX_LOOKS
    }

    /// Says which of `new` are there already.
    fn refuse_doubles(&mut self, new: &[Item], there: &mut BTreeSet<Key>, place: Place) {
        let mut double = None;
        for key in new.iter().filter_map(|item| item.keys().next()) {
            if let Some(key) = there.replace(key) {
                double.get_or_insert(key);
            }
        }
        if let Some(double) = double {
            let message = format!("{} {} is there already", double.kind, double.name);
            self.error(Code::Evaluate, place, message);
        }
    }

    fn skip(&mut self, directory: &str, reason: String, place: Place) {
        self.built.skipped.push(Skipped {
            path: directory.to_owned(),
            reason,
            place,
        });
    }

    fn error(&mut self, code: Code, place: Place, message: String) {
        self.built
            .diagnostics
            .push(Diagnostic::error(code, place, message));
    }
}

/// `value` with texts that kustomize would fill in left open.
fn without_vars(value: &Value, vars: &BTreeSet<String>) -> Value {
    each_text(value, &|text, value| {
        let mut rest = text;
        while let Some((_, behind)) = rest.split_once("$(") {
            let (name, after) = behind.split_once(')')?;
            if vars.contains(name) {
                let what = format!("$({name})");
                let reason = Reason::new(ReasonKind::Template, what, value.origin.nearest());
                let unknown = Value::unknown_for(Type::String, reason);
                return Some(unknown.at(value.origin.clone()));
            }
            rest = after;
        }
        None
    })
}

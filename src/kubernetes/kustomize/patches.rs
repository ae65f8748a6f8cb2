//! Patches of kustomizations: which documents they are, and which objects they are laid over.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::finding::{Code, Level};
use crate::language::Value;

use super::super::edit::{Missing, edit, part, with_entry};
use super::super::files::{Inline, Parsed};
use super::item::Item;
use super::page::{Page, is_remote};
use super::select::{Target, by_key};
use super::{Builder, Collected, json_patch, strategic};

impl Builder<'_, '_> {
    /// An entry of `patchesStrategicMerge`: a file, or a patch itself.
    pub(super) fn strategic(&mut self, page: &Arc<Page>, patch: &Value, to: &mut Collected) {
        let Some(written) = patch.as_str() else {
            return;
        };
        let patches = match written.contains('\n') {
            true => self.inline(page, patch, written),
            false if is_remote(written) => {
                return to.other.push((written.to_owned(), page.place(patch)));
            }
            false => match self.file(page, patch, written) {
                Some(file) => file.documents.iter().map(|d| d.value.clone()).collect(),
                None => return,
            },
        };
        for patch_value in patches {
            self.lay(page, patch, &patch_value, None, to);
        }
    }

    /// An entry of `patches` or `patchesJson6902`.
    pub(super) fn patch(&mut self, page: &Arc<Page>, entry: &Value, to: &mut Collected) {
        let target = match part(entry, &["target"]).map(Target::read) {
            None => None,
            Some(Ok(target)) => Some(target),
            Some(Err(error)) => return self.error(Code::Evaluate, page.place(entry), error),
        };
        let values = match (part(entry, &["path"]), part(entry, &["patch"])) {
            (Some(named), _) if named.as_str().is_some_and(is_remote) => {
                let name = named.as_str().unwrap_or("").to_owned();
                return to.other.push((name, page.place(named)));
            }
            (Some(named), _) => {
                let Some(file) = named.as_str().and_then(|name| self.file(page, named, name))
                else {
                    return;
                };
                file.documents.iter().map(|d| d.value.clone()).collect()
            }
            (None, Some(inline)) => match inline.as_str() {
                Some(written) => self.inline(page, inline, written),
                None => return,
            },
            (None, None) => return,
        };
        for value in values {
            match value.as_sequence() {
                Some(_) => self.operate(page, entry, &value, target.as_ref(), to),
                None => self.lay(page, entry, &value, target.as_ref(), to),
            }
        }
    }

    /// A JSON patch.
    fn operate(
        &mut self,
        page: &Page,
        entry: &Value,
        operations: &Value,
        target: Option<&Target>,
        to: &mut Collected,
    ) {
        let Some(target) = target else {
            let message = "a JSON patch needs a target".to_owned();
            return self.error(Code::Evaluate, page.place(entry), message);
        };
        let mut errors = BTreeSet::new();
        for item in to.items.iter_mut().filter(|item| target.selects(item)) {
            match json_patch::apply(&item.value, operations) {
                Ok(value) => item.change(value),
                Err(error) => {
                    errors.insert(error);
                }
            }
        }
        for error in errors {
            self.error(Code::Evaluate, page.place(entry), error);
        }
    }

    /// A strategic merge patch: for what `target` selects, else for the object of its own name.
    fn lay(
        &mut self,
        page: &Page,
        entry: &Value,
        patch: &Value,
        target: Option<&Target>,
        to: &mut Collected,
    ) {
        let chosen: Vec<usize> = match (target, Item::new(patch.clone(), page.place(entry))) {
            (Some(target), _) => {
                let items = to.items.iter().enumerate();
                let chosen = items.filter(|(_, item)| target.selects(item));
                chosen.map(|(at, _)| at).collect()
            }
            (None, Some(named)) => {
                let index = by_key(&to.items);
                let found = named.keys().find_map(|key| index.get(&key));
                let found: Vec<usize> = found.into_iter().flatten().copied().collect();
                if found.is_empty() && to.more.is_empty() {
                    let (kind, name) = (named.kind(), named.name().name);
                    let message = format!("there is no {kind} {name} to patch");
                    self.error(Code::Evaluate, page.place(entry), message);
                }
                found
            }
            (None, None) if patch.is_null() => return,
            (None, None) => {
                let message = "a patch needs a target, or a kind and a name".to_owned();
                return self.error(Code::Evaluate, page.place(entry), message);
            }
        };
        let allowed =
            |name: &str| part(entry, &["options", name]).and_then(Value::as_bool) == Some(true);
        let mut deleted = BTreeSet::new();
        for at in chosen {
            let Some(item) = to.items.get_mut(at) else {
                continue;
            };
            let patch = anonymous(
                patch,
                item,
                allowed("allowKindChange"),
                allowed("allowNameChange"),
            );
            match strategic::merge(&item.value, &patch, item.is_own()) {
                Some(value) => item.change(value),
                None => {
                    deleted.insert(at);
                }
            }
        }
        let mut at = 0;
        to.items.retain(|_| {
            at += 1;
            !deleted.contains(&(at - 1))
        });
    }

    /// The documents of a patch that is written in the kustomization itself.
    fn inline(&mut self, page: &Page, at: &Value, written: &str) -> Vec<Value> {
        let fallback = page.place(at);
        let parsed = Parsed::new(page.file.file, written.into(), false);
        let inline = Inline::new(written, &page.file.text, fallback);
        if parsed.diagnostics.iter().any(|d| d.level == Level::Error) {
            let message = "this patch could not be read".to_owned();
            self.error(Code::Parse, fallback, message);
        }
        let documents = parsed.documents.iter();
        documents.map(|d| inline.relocate(&d.value)).collect()
    }
}

/// A patch that does not change kind and name of `item`, unless its options allow that.
fn anonymous(patch: &Value, item: &Item, kind: bool, name: bool) -> Value {
    let mut patch = patch.clone();
    if !kind {
        for field in ["apiVersion", "kind"] {
            let own = part(&item.value, &[field]).cloned();
            patch = with_entry(&patch, field, own);
        }
    }
    if !name {
        for field in ["name", "namespace"] {
            let own = part(&item.value, &["metadata", field]).cloned();
            let path = ["metadata", field];
            patch = edit(&patch, &path, Missing::Leave, &mut |_| own.clone());
        }
    }
    patch
}

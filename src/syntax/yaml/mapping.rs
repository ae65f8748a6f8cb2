//! The entries of a finished mapping: merge keys applied, each key once, scalar keys only.

use std::borrow::Cow;
use std::collections::HashMap;

use super::dialect::Dialect;
use super::document::{Builder, Fault};
use super::tree::{Entry, NodeId, NodeKind, Tree};
use crate::finding::Code;

/// Keys up to this many are compared one with another, which is faster than hashing them.
const FEW: usize = 16;

/// Pairs up keys and values as the newest entries of the tree.
pub(super) fn push_entries(tree: &mut Tree, mut children: impl Iterator<Item = NodeId>) {
    while let (Some(key), Some(value)) = (children.next(), children.next()) {
        tree.entries.push(Entry { key, value });
    }
}

/// Brings the newest entries, from `start` on, into their final form.
pub(super) fn finish(tree: &mut Tree, start: usize, builder: &mut Builder) {
    let (mut compound, mut merges) = (false, false);
    for entry in tree.entries.get(start..).unwrap_or(&[]) {
        match tree.content(entry.key).kind {
            NodeKind::Scalar { .. } => merges |= is_merge(tree, entry.key),
            NodeKind::Sequence(_) | NodeKind::Mapping(_) => {
                compound = true;
                let span = tree.node(entry.key).span;
                builder.compound_key = builder.compound_key.or(Some(span));
            }
            NodeKind::Alias(_) | NodeKind::Invalid => compound = true,
        }
    }
    if compound {
        let entries = tree.entries.split_off(start);
        let scalars = entries
            .into_iter()
            .filter(|entry| tree.characters(entry.key).is_some())
            .collect::<Vec<_>>();
        tree.entries.extend(scalars);
    }
    let twice = repeated(tree, start);
    if tree.dialect == Dialect::Kubernetes {
        builder.note(duplicates(tree, start, &twice));
    }
    drop_first(tree, start, &twice);
    if merges {
        merge(tree, start, builder);
        let twice = repeated(tree, start);
        drop_first(tree, start, &twice);
    }
}

/// Replaces each merge key by the entries it stands for. Whatever comes later wins, as in both
/// dialects; of several sources the first wins for Kubernetes, the last for Terraform.
fn merge(tree: &mut Tree, start: usize, builder: &mut Builder) {
    let own = tree.entries.split_off(start);
    for entry in own {
        if !is_merge(tree, entry.key) {
            tree.entries.push(entry);
            continue;
        }
        let mut sources = match tree.content(entry.value).kind {
            NodeKind::Sequence(_) => tree.items(entry.value).to_vec(),
            _ => vec![entry.value],
        };
        if tree.dialect == Dialect::Kubernetes {
            sources.reverse();
        }
        for source in sources {
            merge_one(tree, source, builder);
        }
    }
}

fn merge_one(tree: &mut Tree, source: NodeId, builder: &mut Builder) {
    let span = tree.node(source).span;
    let entries = match tree.content(source).kind {
        NodeKind::Mapping(slice) => slice.range(),
        NodeKind::Invalid => return,
        _ => {
            let message = "only a map, or a list of maps, can be merged".to_owned();
            return builder.fault(Code::Parse, span, message);
        }
    };
    // What an alias stands for is paid already.
    let paid = matches!(tree.node(source).kind, NodeKind::Alias(_));
    if paid || builder.charge(entries.len() as u32, span) {
        tree.entries.extend_from_within(entries);
    }
}

fn is_merge(tree: &Tree, key: NodeId) -> bool {
    match (tree.characters(key), tree.written(key)) {
        (Some(characters), Some((style, tag))) => tree.dialect.merges(characters, style, tag),
        _ => false,
    }
}

/// Entries, counted from `start`, whose key stands again later, each with the next such one. A
/// merge key may stand twice.
fn repeated(tree: &Tree, start: usize) -> Vec<(usize, usize)> {
    let entries = tree.entries.get(start..).unwrap_or(&[]);
    let key = |entry: &Entry| tree.key(*entry);
    let mut twice = Vec::new();
    if entries.len() <= FEW {
        let mut keys = [const { Cow::Borrowed("") }; FEW];
        for (last, entry) in entries.iter().enumerate() {
            let name = key(entry);
            let first = keys.iter().take(last).rposition(|earlier| *earlier == name);
            twice.extend(first.map(|first| (first, last)));
            if let Some(slot) = keys.get_mut(last) {
                *slot = name;
            }
        }
    } else {
        let mut seen = HashMap::with_capacity(entries.len());
        for (last, entry) in entries.iter().enumerate() {
            let first = seen.insert(key(entry), last);
            twice.extend(first.map(|first| (first, last)));
        }
    }
    twice.retain(|(_, last)| entries.get(*last).is_some_and(|it| !is_merge(tree, it.key)));
    twice
}

fn duplicates(tree: &Tree, start: usize, twice: &[(usize, usize)]) -> impl Iterator<Item = Fault> {
    let key = move |at: usize| tree.entries.get(start + at).map(|entry| entry.key);
    twice.iter().filter_map(move |(first, last)| {
        let (first, last) = (key(*first)?, key(*last)?);
        Some(Fault {
            code: Code::Parse,
            span: tree.node(last).span,
            message: format!("duplicate key {:?}", tree.characters(last)?),
            first: Some(tree.node(first).span),
        })
    })
}

/// Removes the first of each pair, in time linear in the entries.
fn drop_first(tree: &mut Tree, start: usize, twice: &[(usize, usize)]) {
    if twice.is_empty() {
        return;
    }
    let mut dropped: Vec<usize> = twice.iter().map(|(first, _)| *first).collect();
    dropped.sort_unstable();
    let entries = tree.entries.split_off(start);
    let kept = entries.into_iter().enumerate();
    let kept = kept.filter(|(at, _)| dropped.binary_search(at).is_err());
    tree.entries.extend(kept.map(|(_, entry)| entry));
}

//! Reads the inputs of a walk on all cores.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::error::ReadError;
use super::input::InputKind;
use super::limits::Limits;
use super::root::Root;
use super::sources::Sources;
use super::span::FileId;
use super::walk::Input;

/// Files read at once, between two looks at the total.
const BATCH: usize = 64;

/// Reads `inputs` and adds their texts to `sources`, in their order; the result has one entry for
/// each. A file that several inputs lead to is read once, and has one id.
pub fn load(
    root: &Root,
    inputs: &[Input],
    limits: &Limits,
    sources: &mut Sources,
) -> Vec<Result<FileId, ReadError>> {
    let mut secret = BTreeMap::new();
    let mut paths = Vec::new();
    for input in inputs {
        let is_secret = secret.entry(input.path.as_str()).or_insert_with(|| {
            paths.push(input.path.as_str());
            false
        });
        *is_secret |= input.kind == InputKind::Tfvars;
    }
    let mut read = BTreeMap::new();
    let mut left = limits.total_bytes;
    for batch in paths.chunks(BATCH) {
        let texts: Vec<_> = match left {
            0 => batch.iter().map(|_| Err(too_many(limits))).collect(),
            _ => batch
                .par_iter()
                .map(|path| root.read_text(path, limits.source_bytes))
                .collect(),
        };
        for (path, text) in batch.iter().zip(texts) {
            let added = text.and_then(|text| match left.checked_sub(text.len() as u64) {
                None => {
                    left = 0;
                    Err(too_many(limits))
                }
                Some(rest) => {
                    left = rest;
                    let is_secret = secret.get(path).copied().unwrap_or(false);
                    Ok(match is_secret {
                        true => sources.add_secret(*path, text),
                        false => sources.add(*path, text),
                    })
                }
            });
            read.insert(*path, added);
        }
    }
    inputs
        .iter()
        .map(|input| {
            let known = read.get(input.path.as_str()).cloned();
            known.unwrap_or(Err(ReadError::Missing))
        })
        .collect()
}

fn too_many(limits: &Limits) -> ReadError {
    ReadError::TooMany {
        what: "bytes in all files",
        limit: limits.total_bytes,
    }
}

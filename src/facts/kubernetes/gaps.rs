//! Where objects are missing that belong to those which are known.
//!
//! That nothing scales a workload, or leads to it, is known only where all is known that is applied
//! with it: its kustomization, its Terraform root, its file. What lies elsewhere and is not rendered
//! is told apart and leaves nothing open here.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::kubernetes::Object;
use crate::language::Reason;
use crate::source::FileId;

/// Most reasons that one set of objects keeps.
const KEPT: usize = 8;

/// Why there may be more objects, by what they would be applied with.
#[derive(Clone, Debug, Default)]
pub struct Gaps {
    by_root: BTreeMap<Arc<str>, Vec<Reason>>,
    by_file: BTreeMap<FileId, Vec<Reason>>,
}

impl Gaps {
    /// The gaps in roots of objects, and in files.
    pub fn new(by_root: Vec<(Arc<str>, Reason)>, by_file: Vec<(FileId, Reason)>) -> Gaps {
        let mut gaps = Gaps::default();
        for (root, reason) in by_root {
            keep(gaps.by_root.entry(root).or_default(), reason);
        }
        for (file, reason) in by_file {
            keep(gaps.by_file.entry(file).or_default(), reason);
        }
        gaps
    }

    /// Why there may be more objects that belong to `object`; empty where all are known.
    pub(super) fn beside(&self, object: &Object) -> Vec<Reason> {
        let root = self.by_root.get(&object.root).into_iter().flatten();
        let file = self.by_file.get(&object.place.file).into_iter().flatten();
        root.chain(file).cloned().collect()
    }
}

fn keep(reasons: &mut Vec<Reason>, reason: Reason) {
    if reasons.len() < KEPT && !reasons.contains(&reason) {
        reasons.push(reason);
    }
}

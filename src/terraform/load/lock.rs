//! Which versions of providers `terraform init` has chosen.

use std::sync::Arc;

use super::Loader;
use crate::source::FileId;
use crate::syntax::hcl;

impl Loader<'_> {
    /// Reads `.terraform.lock.hcl`, where `terraform init` says which versions it chose.
    pub(super) fn read_lock(&mut self, dir: &Arc<str>) {
        let path = crate::source::path::join(dir, ".terraform.lock.hcl");
        if !self.root.is_file(&path) {
            return;
        }
        let Ok(text) = self.root.read_text(&path, self.limits.source_bytes) else {
            return;
        };
        // Nothing points into it, so that it needs no file of the report.
        let (tree, _) = hcl::parse(FileId(u32::MAX), text.into());
        let blocks = tree.body.blocks.iter();
        for block in blocks.filter(|block| tree.str(block.kind) == "provider") {
            let source = block.labels.first().map(|label| tree.chars(&label.text));
            let mut attributes = block.body.attributes.iter();
            let version = attributes.find(|a| tree.str(a.name) == "version");
            let version = version.and_then(|a| match &tree.expr(a.expr).kind {
                hcl::ExprKind::String(text) => Some(tree.chars(text)),
                _ => None,
            });
            if let (Some(source), Some(version)) = (source, version) {
                let source = source
                    .strip_prefix("registry.terraform.io/")
                    .unwrap_or(source);
                let key = (dir.clone(), source.to_owned());
                self.configuration.locked.insert(key, version.to_owned());
            }
        }
    }
}

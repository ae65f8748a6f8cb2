//! Files of variables: those that Terraform loads by itself, and those that somebody names.

use std::sync::Arc;

use super::Loader;
use super::file::parse;
use crate::finding::Diagnostic;
use crate::source::{FileId, Limits, ReadError, Root, Sources};
use crate::syntax::hcl;

impl Loader<'_> {
    pub(super) fn load_variable_files(&mut self) {
        let roots = self.configuration.roots.clone();
        for dir in roots {
            let Ok(entries) = self.root.list(&dir) else {
                continue;
            };
            let mut names: Vec<String> = entries
                .into_iter()
                .map(|entry| entry.name)
                .filter(|name| automatic_rank(name).is_some())
                .collect();
            names.sort_by_key(|name| (automatic_rank(name), name.clone()));
            let mut trees = Vec::new();
            for name in names {
                let path = crate::source::path::join(&dir, &name);
                trees.push(self.read_variables(&path));
            }
            if !trees.is_empty() {
                self.configuration.variable_files.insert(dir, trees);
            }
        }
    }

    /// A file of variables; what cannot be read is broken, and may give any variable a value.
    fn read_variables(&mut self, path: &str) -> Arc<hcl::Tree> {
        match self.root.read_text(path, self.limits.source_bytes) {
            Ok(text) => {
                let text: Arc<str> = text.into();
                let file = self.sources.add(path, text.clone());
                let (tree, diagnostics) = parse(path, file, text);
                self.configuration.diagnostics.extend(diagnostics);
                Arc::new(tree)
            }
            Err(error) => {
                let unread = Diagnostic::unread(path, &error, self.sources);
                let file = unread.place.map_or(FileId(u32::MAX), |place| place.file);
                self.configuration.diagnostics.push(unread);
                let (mut tree, _) = parse(path, file, "".into());
                tree.broken = true;
                Arc::new(tree)
            }
        }
    }
}

/// Reads a variables file that a flag or the configuration names.
pub fn load_variables(
    root: &Root,
    path: &str,
    sources: &mut Sources,
    limits: Limits,
) -> Result<(Arc<hcl::Tree>, Vec<Diagnostic>), ReadError> {
    let text: Arc<str> = root.read_text(path, limits.source_bytes)?.into();
    let file = sources.add(path, text.clone());
    let (tree, diagnostics) = parse(path, file, text);
    Ok((Arc::new(tree), diagnostics))
}

/// The order in which Terraform loads variables files by itself; `None` for the others.
fn automatic_rank(name: &str) -> Option<u8> {
    match name {
        "terraform.tfvars" => Some(0),
        "terraform.tfvars.json" => Some(1),
        _ if name.ends_with(".auto.tfvars") || name.ends_with(".auto.tfvars.json") => Some(2),
        _ => None,
    }
}

//! Terragrunt: which modules it adds files to.
//!
//! A unit is a directory with a `terragrunt.hcl`. Before Terraform runs, Terragrunt copies the
//! module that the unit names in `terraform { source = … }`, or the unit's own directory, and adds
//! what `generate` and `remote_state` blocks write, often those of files that the unit includes:
//! variables, providers, a backend. Its own language is not evaluated here; that it adds something
//! is all that is known.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::source::{FileId, Root, path};
use crate::syntax::hcl;

/// The directories inside the root that the units with these files complete: their own, and those
/// of the modules that they run, where their text tells that plainly. Files longer than `limit`
/// bytes, and those that cannot be read, tell nothing.
pub fn completed<'a>(
    root: &Root,
    files: impl Iterator<Item = &'a str>,
    limit: u64,
) -> BTreeSet<Arc<str>> {
    let mut dirs = BTreeSet::new();
    for file in files {
        let unit = path::parent(file).unwrap_or(path::HERE);
        dirs.insert(unit.into());
        if let Ok(text) = root.read_text(file, limit) {
            dirs.extend(sources(root, unit, text.into()));
        }
    }
    dirs
}

/// The directories that a unit's `source` may lead to inside the root: those of all strings in it,
/// because a condition often chooses between a release and the files beside it.
fn sources(root: &Root, unit: &str, text: Arc<str>) -> Vec<Arc<str>> {
    let (tree, _) = hcl::parse(FileId(u32::MAX), text);
    let mut blocks = tree.body.blocks.iter();
    let terraform = blocks.find(|block| tree.str(block.kind) == "terraform");
    let mut attributes = terraform.iter().flat_map(|block| &block.body.attributes);
    let source = attributes.find(|attribute| tree.str(attribute.name) == "source");
    let mut pending: Vec<hcl::ExprId> = source.iter().map(|source| source.expr).collect();
    let mut found = Vec::new();
    while let Some(expr) = pending.pop() {
        let written = tree.str(tree.expr(expr).span);
        found.extend(directory(root, unit, written.trim_matches('"')));
        pending.extend(tree.children(expr));
    }
    found
}

/// The directory that a source leads to, where that is inside the root.
fn directory(root: &Root, unit: &str, written: &str) -> Option<Arc<str>> {
    let written = written.split('?').next()?;
    // A release of this repository has the same directories. That of another one may have them too:
    // then names that are not declared there are unknown, and no error.
    if let Some((_, address)) = written.split_once("://") {
        let (_, module) = address.split_once("//")?;
        return resolved(root, path::HERE, module);
    }
    // What stands behind two slashes is the module in what is copied.
    let written = written.replacen("//", "/", 1);
    if let Some(written) = written.strip_prefix("${get_repo_root()}/") {
        return resolved(root, path::HERE, written);
    }
    let written = written.trim_start_matches("${get_terragrunt_dir()}/");
    written.starts_with('.').then_some(())?;
    resolved(root, unit, written)
}

fn resolved(root: &Root, base: &str, written: &str) -> Option<Arc<str>> {
    (!written.contains("${")).then_some(())?;
    root.resolve(base, written).ok().map(Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_completes_itself_and_the_module_it_runs() {
        let dir = tempfile::tempdir().unwrap();
        for made in ["live/prod/db", "live/prod/vpc", "modules/db", "modules/vpc"] {
            std::fs::create_dir_all(dir.path().join(made)).unwrap();
        }
        let write = |file: &str, source: &str| {
            let text = format!(
                "include \"root\" {{\n  path = find_in_parent_folders()\n}}\nterraform {{\n  source = {source}\n}}\n"
            );
            std::fs::write(dir.path().join(file), text).unwrap();
        };
        let root = Root::at(dir.path()).unwrap();
        let file = "live/prod/db/terragrunt.hcl";
        for (source, module) in [
            ("\"../../../modules//db\"", Some("modules/db")),
            ("\"../../../modules/db?ref=v1\"", Some("modules/db")),
            ("\"${get_repo_root()}/modules//vpc\"", Some("modules/vpc")),
            ("\"${get_terragrunt_dir()}/../vpc\"", Some("live/prod/vpc")),
            ("\"${local.base}/db\"", None),
            (
                "\"git::https://example.com/db.git//modules/db?ref=v1\"",
                Some("modules/db"),
            ),
            ("\"git::https://example.com/db.git?ref=v1\"", None),
            (
                "\"${get_env(\"LOCAL\") == \"\" ? \"git::https://example.com/a.git\" : \"../../../modules//db\"}\"",
                Some("modules/db"),
            ),
            ("\"../../../../outside\"", None),
            ("[", None),
        ] {
            write(file, source);
            let found = completed(&root, [file].into_iter(), 1 << 20);
            let mut wanted = BTreeSet::from(["live/prod/db".into()]);
            wanted.extend(module.map(Arc::<str>::from));
            assert_eq!(found, wanted, "{source}");
        }
    }
}

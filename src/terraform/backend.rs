//! Where a root keeps its state: what its `backend` block says, and what files for
//! `terraform init -backend-config=FILE` add to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source::{FileId, Limits, path};
use crate::syntax::hcl::{self, Block, Tree};

use super::constant;
use super::load::Configuration;
use super::module::Module;

/// The file that a root without a backend keeps its state in.
const LOCAL_STATE: &str = "terraform.tfstate";
/// How files with the rest of a partial backend are called, from the root's directory on:
/// Terraform asks for `*.tfbackend`, and many say `backend.hcl`.
const PARTIAL: [&str; 3] = ["*.tfbackend", "*/*.tfbackend", "backend*.hcl"];
/// Most of such files that one root may have.
const MOST: usize = 64;

/// Arguments by name; those of a nested block after its name and a dot.
pub(super) type Arguments = BTreeMap<String, String>;

/// A backend that a root declares: its type and its constant arguments.
pub(super) struct Written {
    pub kind: String,
    pub arguments: Arguments,
    /// What the arguments are with each of the files that may complete them.
    pub completed: Vec<Arguments>,
}

/// The backend of `module`; `None` where nothing tells.
pub(super) fn of(configuration: &Configuration, module: &Module) -> Option<Written> {
    let Some((tree, kind, body)) = module.backend() else {
        return match cloud(module) {
            Some((tree, block)) => Some(Written {
                kind: "remote".into(),
                arguments: arguments("remote", tree, &block.body),
                completed: Vec::new(),
            }),
            None => without(module),
        };
    };
    let mut found = arguments(kind, tree, body);
    if kind == "local" {
        let written = body.attributes.iter();
        let written = written.map(|a| tree.str(a.name)).any(|name| name == "path");
        let path = match (found.remove("path"), written) {
            (Some(path), _) => in_dir(&module.dir, &path),
            (None, true) => None,
            (None, false) => in_dir(&module.dir, LOCAL_STATE),
        };
        found.extend(path.map(|path| ("path".to_owned(), path)));
    }
    let is_whole = identifying(kind)
        .iter()
        .all(|name| found.contains_key(*name));
    let completed = match is_whole || kind == "local" {
        true => Vec::new(),
        false => completed(configuration, module, kind, &found),
    };
    Some(Written {
        kind: kind.to_owned(),
        arguments: found,
        completed,
    })
}

/// The `cloud` block: the backend `remote` by another name.
fn cloud(module: &Module) -> Option<(&Arc<Tree>, &Block)> {
    module.settings.iter().rev().find_map(|at| {
        let mut blocks = at.block().body.blocks.iter();
        let cloud = blocks.find(|block| at.tree.str(block.kind) == "cloud")?;
        Some((&at.tree, cloud))
    })
}

/// A root without a backend keeps its state beside its files.
fn without(module: &Module) -> Option<Written> {
    let other = module.settings.iter().any(|at| {
        let mut blocks = at.block().body.blocks.iter();
        blocks.any(|block| at.tree.str(block.kind) != "required_providers")
    });
    let path = in_dir(&module.dir, LOCAL_STATE).filter(|_| !other && !module.is_partial())?;
    Some(Written {
        kind: "local".into(),
        arguments: Arguments::from([("path".to_owned(), path)]),
        completed: Vec::new(),
    })
}

fn arguments(kind: &str, tree: &Tree, body: &hcl::Body) -> Arguments {
    let text = |attribute: &hcl::Attribute| {
        let value = constant::quietly(tree, attribute.expr)?;
        Some((
            tree.str(attribute.name).to_owned(),
            value.as_str()?.to_owned(),
        ))
    };
    let defaults = identifying(kind)
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), default(kind, name)?.to_owned())));
    let mut found: Arguments = defaults
        .chain(body.attributes.iter().filter_map(text))
        .collect();
    for block in &body.blocks {
        let inner = block.body.attributes.iter().filter_map(text);
        let kind = tree.str(block.kind);
        found.extend(inner.map(|(name, value)| (format!("{kind}.{name}"), value)));
    }
    found
}

/// `written` with what each file says that is called as such files are.
fn completed(
    configuration: &Configuration,
    module: &Module,
    kind: &str,
    written: &Arguments,
) -> Vec<Arguments> {
    let limits = Limits::default();
    let files = configuration.files();
    let sets = PARTIAL.iter().filter_map(|pattern| {
        let found = files.file_set(&module.dir, path::HERE, pattern, &limits);
        Some(found.ok()?.files)
    });
    let mut all = Vec::new();
    for file in sets.flatten().take(MOST) {
        let read = files.resolve(&module.dir, &file).ok();
        let read = read.and_then(|path| files.read_text(&path, limits.source_bytes).ok());
        let Some(text) = read else { continue };
        let (tree, wrong) = hcl::parse(FileId(u32::MAX), text.into());
        if wrong.is_empty() {
            let mut whole = written.clone();
            whole.extend(arguments(kind, &tree, &tree.body));
            all.push(whole);
        }
    }
    all
}

/// `file` as seen from `dir`, relative to the scan root; `None` outside it.
pub(super) fn in_dir(dir: &str, file: &str) -> Option<String> {
    if file.starts_with('/') {
        return None;
    }
    let mut steps: Vec<&str> = Vec::new();
    for step in dir.split('/').chain(file.split('/')) {
        match step {
            "" | path::HERE => {}
            ".." => {
                steps.pop()?;
            }
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

/// What an argument that says which state it is stands for where it is not written.
pub(super) fn default(kind: &str, name: &str) -> Option<&'static str> {
    match (kind, name) {
        ("remote", "hostname") => Some("app.terraform.io"),
        _ => None,
    }
}

/// The arguments that say which state it is, by backend type (the backends' documentation).
pub(super) fn identifying(kind: &str) -> &'static [&'static str] {
    match kind {
        "s3" => &["bucket", "key"],
        "gcs" => &["bucket", "prefix"],
        "azurerm" => &["storage_account_name", "container_name", "key"],
        "local" => &["path"],
        "http" => &["address"],
        "consul" => &["path"],
        "kubernetes" => &["secret_suffix"],
        "remote" => &["hostname", "organization", "workspaces.name"],
        _ => &[],
    }
}

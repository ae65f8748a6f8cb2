//! Stand-ins for registry modules: which one a module source and a version constraint mean.
//!
//! models/README.md tells how they are laid out.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::path;

use super::version::highest_major;

/// Path and text of every file below `models/`.
static FILES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/models.rs"));

/// How directories of stand-ins begin, which no path of the scan does.
const HOST: &str = "archlint:";

/// Whether a path, of a module directory or of a file, is one of the stand-ins that come with
/// archlint.
pub fn is_stand_in(path: &str) -> bool {
    path.starts_with(HOST)
}

/// The directory of the stand-in for `source` at `version`, if there is one:
/// `archlint:models/…/6`.
pub(super) fn directory(source: &str, version: Option<&str>) -> Option<String> {
    let named = Named::parse(source)?;
    let version = named.reference.as_deref().or(version);
    let wanted = version.map_or(u64::MAX, highest_major);
    // Each stand-in holds from its own major version up to the next one's.
    let major = majors(&named.module).into_iter().rfind(|m| *m <= wanted)?;
    let directory = match named.inside {
        Some(inside) => format!("{HOST}models/{}/{major}/{inside}", named.module),
        None => format!("{HOST}models/{}/{major}", named.module),
    };
    exists(&directory).then_some(directory)
}

/// The directory that the local module source `source` means in the stand-in `directory`.
pub(super) fn beside(directory: &str, source: &str) -> Option<String> {
    let directory = path::clean(directory, source)?;
    exists(&directory).then_some(directory)
}

fn exists(directory: &str) -> bool {
    !files(directory).is_empty()
}

/// The files of a stand-in's directory, sorted by name: its own, and those of later major versions
/// whose names it does not have itself. A sub-module that has no directory has that of `modules/any`.
pub(super) fn files(directory: &str) -> Vec<(&'static str, &'static str)> {
    let Some((module, major, inside)) = placed(directory) else {
        return Vec::new();
    };
    let own = files_at(module, major, inside);
    match own.is_empty() && path::parent(inside) == Some("modules") {
        true => files_at(module, major, "modules/any"),
        false => own,
    }
}

fn files_at(module: &str, major: u64, inside: &str) -> Vec<(&'static str, &'static str)> {
    let mut files: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
    for later in majors(module).into_iter().filter(|m| *m >= major) {
        let beneath = path::join(&format!("models/{module}/{later}"), inside);
        for (path, text) in FILES.iter().copied() {
            if path::parent(path) == Some(&beneath) {
                files.entry(path::name(path)).or_insert((path, text));
            }
        }
    }
    files.into_values().collect()
}

/// Module, major version and directory inside it of a stand-in's directory.
fn placed(directory: &str) -> Option<(&str, u64, &str)> {
    let directory = directory.strip_prefix(HOST)?.strip_prefix("models/")?;
    let end = directory.match_indices('/').nth(2)?.0;
    let (module, rest) = directory.split_at_checked(end)?;
    let rest = rest.strip_prefix('/')?;
    let (major, inside) = rest.split_once('/').unwrap_or((rest, path::HERE));
    Some((module, major.parse().ok()?, inside))
}

/// The major versions of a module that have a directory of their own, ascending.
fn majors(module: &str) -> BTreeSet<u64> {
    let base = format!("models/{module}/");
    FILES
        .iter()
        .filter_map(|(path, _)| path.strip_prefix(&base)?.split('/').next()?.parse().ok())
        .collect()
}

/// A module source taken apart.
struct Named {
    /// `terraform-aws-modules/vpc/aws`
    module: String,
    /// `modules/iam-role`
    inside: Option<String>,
    /// The git reference: `v5.1.0`.
    reference: Option<String>,
}

impl Named {
    fn parse(source: &str) -> Option<Named> {
        let source = source.strip_prefix("git::").unwrap_or(source);
        let (source, query) = source.split_once('?').unwrap_or((source, ""));
        let reference = query
            .split('&')
            .find_map(|part| part.strip_prefix("ref="))
            .map(str::to_owned);
        let scheme = ["https://", "ssh://", "http://"];
        let bare = scheme.iter().find_map(|s| source.strip_prefix(s));
        let bare = bare.unwrap_or(source);
        let bare = bare.strip_prefix("git@").unwrap_or(bare);
        let (module, inside) = match bare.split_once("//") {
            Some((module, inside)) => (module, Some(inside.trim_matches('/').to_owned())),
            None => (bare, None),
        };
        let module = match module
            .strip_prefix("github.com/")
            .or_else(|| module.strip_prefix("github.com:"))
        {
            Some(repository) => of_repository(repository.trim_end_matches(".git"))?,
            None => of_registry(module)?,
        };
        Some(Named {
            module,
            inside,
            reference,
        })
    }
}

/// `namespace/name/provider`, with or without the public registry's host.
fn of_registry(module: &str) -> Option<String> {
    let module = match module.split_once('/') {
        Some((host, rest)) if host.contains('.') => rest,
        _ => module,
    };
    (module.split('/').count() == 3).then(|| module.to_owned())
}

/// The registry's name of a repository `namespace/terraform-provider-name`.
fn of_repository(repository: &str) -> Option<String> {
    let (namespace, repository) = repository.split_once('/')?;
    let (provider, name) = repository.strip_prefix("terraform-")?.split_once('-')?;
    Some(format!("{namespace}/{name}/{provider}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_name_modules() {
        let name = |source: &str| {
            let named = Named::parse(source)?;
            Some((named.module, named.inside, named.reference))
        };
        let vpc = "terraform-aws-modules/vpc/aws".to_owned();
        for source in [
            "terraform-aws-modules/vpc/aws",
            "registry.terraform.io/terraform-aws-modules/vpc/aws",
            "git::https://github.com/terraform-aws-modules/terraform-aws-vpc.git",
            "github.com/terraform-aws-modules/terraform-aws-vpc",
            "git@github.com:terraform-aws-modules/terraform-aws-vpc.git",
        ] {
            assert_eq!(name(source), Some((vpc.clone(), None, None)), "{source}");
        }
        assert_eq!(
            name(
                "git::https://github.com/terraform-aws-modules/terraform-aws-iam.git//modules/iam-role?ref=v5.3.0"
            ),
            Some((
                "terraform-aws-modules/iam/aws".to_owned(),
                Some("modules/iam-role".to_owned()),
                Some("v5.3.0".to_owned())
            ))
        );
        assert_eq!(name("./modules/vpc"), None);
    }
}

//! Where a run begins: the root nothing is read outside of, and the paths that are checked.

use std::path::{Component, Path, PathBuf};

use crate::report::Standpoint;

/// The root and the checked paths beneath it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scope {
    /// The root, absolute and without symbolic links.
    pub root: PathBuf,
    /// What is checked, in the order given, each once.
    pub targets: Vec<Target>,
}

/// One path that is checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// A file or directory, relative to the root with `/`; empty for the root itself.
    Path(String),
    /// Standard input.
    Stdin,
}

impl Scope {
    /// Resolves `paths` against the working directory (without any: `root` or the working
    /// directory itself) and finds their root: `root` if given, else the nearest folder at or
    /// above all paths that holds `.git`, else the nearest folder that holds them all. The error
    /// is one line for the user.
    pub(super) fn find(paths: &[PathBuf], root: Option<&Path>) -> Result<Scope, String> {
        let whole = [root.unwrap_or(Path::new(".")).to_path_buf()];
        let paths = if paths.is_empty() { &whole } else { paths };
        let mut stdin = false;
        let mut given = Vec::new();
        for path in paths {
            if path.as_os_str() == "-" {
                stdin = true;
            } else {
                given.push((path, resolve(path)?));
            }
        }
        let root = match root {
            Some(root) => {
                let found = resolve(root)?;
                if !found.is_dir() {
                    return Err(format!("--root {}: not a directory", root.display()));
                }
                found
            }
            None => {
                let folders = given.iter().map(|(_, path)| folder(path));
                let common = match folders.reduce(common) {
                    Some(common) => common,
                    None => resolve(Path::new("."))?,
                };
                let repository = common.ancestors().find(|above| above.join(".git").exists());
                repository.map_or(common.clone(), Path::to_path_buf)
            }
        };
        let mut targets = Vec::new();
        for (path, found) in &given {
            let Ok(relative) = found.strip_prefix(&root) else {
                let (path, root) = (path.display(), root.display());
                return Err(format!("{path} lies outside the root {root}"));
            };
            let target = Target::Path(with_slashes(relative)?);
            if !targets.contains(&target) {
                targets.push(target);
            }
        }
        if stdin {
            targets.push(Target::Stdin);
        }
        Ok(Scope { root, targets })
    }

    /// From where texts of this run name files.
    pub(super) fn standpoint(&self) -> Standpoint {
        let Ok(here) = resolve(Path::new(".")) else {
            return Standpoint::default();
        };
        let inside = here.strip_prefix(&self.root).map(with_slashes);
        if let Ok(Ok(inside)) = inside {
            return Standpoint::Inside(inside);
        }
        let Ok(below) = self.root.strip_prefix(&here) else {
            return Standpoint::Outside(self.root.display().to_string());
        };
        Standpoint::Outside(below.display().to_string())
    }

    /// The checked paths, for a sentence.
    pub(super) fn names(&self) -> String {
        let names = self.targets.iter().map(|target| match target {
            Target::Path(path) if path.is_empty() => ".",
            Target::Path(path) => path,
            Target::Stdin => "standard input",
        });
        names.collect::<Vec<_>>().join(", ")
    }

    /// The checked paths in one word, which tells apart runs over one repository.
    pub(super) fn category(&self) -> String {
        let paths = self.targets.iter().map(|target| match target {
            Target::Path(path) => path.as_str(),
            Target::Stdin => "-",
        });
        paths.collect::<Vec<_>>().join(",")
    }
}

fn resolve(path: &Path) -> Result<PathBuf, String> {
    path.canonicalize()
        .map_err(|error| format!("{}: {}", path.display(), super::reason(&error)))
}

fn folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !path.is_dir() => parent.to_path_buf(),
        _ => path.to_path_buf(),
    }
}

fn common(a: PathBuf, b: PathBuf) -> PathBuf {
    let shared = a.components().zip(b.components());
    shared
        .take_while(|(a, b)| a == b)
        .map(|(component, _)| component)
        .collect()
}

fn with_slashes(path: &Path) -> Result<String, String> {
    let names: Option<Vec<&str>> = path
        .components()
        .filter(|component| *component != Component::CurDir)
        .map(|component| component.as_os_str().to_str())
        .collect();
    names
        .map(|names| names.join("/"))
        .ok_or_else(|| format!("{}: the name is not UTF-8", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn tree() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("repo/.git")).unwrap();
        fs::create_dir_all(dir.path().join("repo/infra/eu")).unwrap();
        fs::create_dir_all(dir.path().join("repo/infra/us")).unwrap();
        fs::write(dir.path().join("repo/infra/eu/main.tf"), "").unwrap();
        dir
    }

    #[test]
    fn the_repository_is_the_root() {
        let dir = tree();
        let base = dir.path().canonicalize().unwrap().join("repo");
        let paths = [base.join("infra/eu/main.tf"), base.join("infra/us")];
        let scope = Scope::find(&paths, None).unwrap();
        assert_eq!(scope.root, base);
        let targets = ["infra/eu/main.tf", "infra/us"].map(|p| Target::Path(p.into()));
        assert_eq!(scope.targets, targets);
        assert_eq!(scope.category(), "infra/eu/main.tf,infra/us");
    }

    #[test]
    fn without_a_repository_the_common_folder_is_the_root() {
        let dir = tree();
        let base = dir.path().canonicalize().unwrap().join("repo");
        fs::remove_dir(base.join(".git")).unwrap();
        let file = [base.join("infra/eu/main.tf")];
        assert_eq!(
            Scope::find(&file, None).unwrap().root,
            base.join("infra/eu")
        );
        let both = [base.join("infra/eu"), base.join("infra/us")];
        assert_eq!(Scope::find(&both, None).unwrap().root, base.join("infra"));
    }

    #[test]
    fn a_path_outside_a_given_root_is_refused() {
        let dir = tree();
        let base = dir.path().canonicalize().unwrap().join("repo");
        let root = base.join("infra/eu");
        let error = Scope::find(&[base.join("infra/us")], Some(&root)).unwrap_err();
        assert!(error.contains("outside the root"), "{error}");
        let missing = Scope::find(&[base.join("nope")], None).unwrap_err();
        assert!(missing.ends_with("no such file or directory"), "{missing}");
    }
}

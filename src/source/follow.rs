//! Where a path leads.
//!
//! A path is first cleaned by its names, as Terraform does, then every component is looked at: a
//! link inside the root is replaced by its target, a link out of it ends the search before
//! anything out there is touched. What archlint then opens has no link in any component.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Component, Path};

use walkdir::WalkDir;

use super::error::ReadError;
use super::path::{self, HERE};
use super::root::{Root, escaped};

/// Most links that one path may lead through, as Linux counts them.
pub(super) const MAX_LINKS: usize = 40;

/// What stands at a path.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// A regular file.
    File,
    /// A directory.
    Directory,
    /// A pipe, a socket or a device.
    Other,
}

/// Something inside the root, all links followed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Found {
    /// Where it really stands, inside the root.
    pub path: String,
    /// What it is.
    pub kind: Kind,
}

/// One entry of a directory.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Its name; bytes that are not UTF-8 stand as `\xff`, and then it was not looked at.
    pub name: String,
    /// What it is, or where its link leads.
    pub found: Result<Found, ReadError>,
}

impl Root {
    /// The path inside the root that `relative` means in the directory `base` (inside the root):
    /// the source of a module, an argument of `file`. Its names are cleaned first, then links are
    /// followed; the result has none. A path that begins with `~` or that is absolute is outside
    /// unless the latter names the root.
    ///
    /// Errors: [`ReadError::Outside`], [`ReadError::Missing`], [`ReadError::BrokenLink`],
    /// [`ReadError::NameNotUtf8`], [`ReadError::Io`].
    pub fn resolve(&self, base: &str, relative: &str) -> Result<String, ReadError> {
        Ok(self.look(base, relative)?.path)
    }

    /// As [`Root::resolve`], with what stands there.
    pub fn look(&self, base: &str, relative: &str) -> Result<Found, ReadError> {
        if relative.starts_with('~') {
            return Err(ReadError::Outside);
        }
        self.follow(&self.clean(base, relative)?)
    }

    /// Whether anything stands at `path`, links followed.
    pub fn exists(&self, path: &str) -> bool {
        self.kind(path).is_ok()
    }

    /// Whether `path` leads to a directory.
    pub fn is_dir(&self, path: &str) -> bool {
        self.kind(path) == Ok(Kind::Directory)
    }

    /// Whether `path` leads to a regular file.
    pub fn is_file(&self, path: &str) -> bool {
        self.kind(path) == Ok(Kind::File)
    }

    /// Whether `relative` in the directory `base` names something in a regular file, as if that were
    /// a directory.
    pub fn is_below_file(&self, base: &str, relative: &str) -> bool {
        let Ok(path) = self.clean(base, relative) else {
            return false;
        };
        let above = path.match_indices('/').map(|(at, _)| at);
        let mut above = above.filter_map(|at| path.get(..at));
        // Below what is no directory there is nothing to look at.
        above
            .find(|above| !self.is_dir(above))
            .is_some_and(|above| self.is_file(above))
    }

    fn kind(&self, path: &str) -> Result<Kind, ReadError> {
        Ok(self.follow(&self.clean(HERE, path)?)?.kind)
    }

    /// The entries of the directory at `path`, ordered by name, each link followed.
    pub fn list(&self, path: &str) -> Result<Vec<Entry>, ReadError> {
        let found = self.follow(&self.clean(HERE, path)?)?;
        if found.kind != Kind::Directory {
            return Err(ReadError::Missing);
        }
        WalkDir::new(self.full(&found.path))
            .min_depth(1)
            .max_depth(1)
            .sort_by_file_name()
            .into_iter()
            .map(|entry| {
                let entry = entry.map_err(walk_error)?;
                let Some(name) = entry.file_name().to_str() else {
                    return Ok(Entry {
                        name: escaped(entry.file_name()),
                        found: Err(ReadError::NameNotUtf8),
                    });
                };
                let path = path::join(&found.path, name);
                let found = match entry.path_is_symlink() {
                    true => self.follow(&path),
                    false => Ok(Found {
                        path,
                        kind: kind_of(entry.file_type()),
                    }),
                };
                Ok(Entry {
                    name: name.to_owned(),
                    found,
                })
            })
            .collect()
    }

    /// `relative` in `base` by its names alone.
    pub(super) fn clean(&self, base: &str, relative: &str) -> Result<String, ReadError> {
        let written = Path::new(relative);
        let cleaned = match is_relative(written) {
            true => path::clean(base, relative),
            false => self
                .below(written)
                .and_then(|below| path::clean(HERE, below.to_str()?)),
        };
        cleaned.ok_or(ReadError::Outside)
    }

    /// Follows every link of a cleaned path.
    pub(super) fn follow(&self, path: &str) -> Result<Found, ReadError> {
        /// A name still to be entered; a missing one that a link put there is a broken link.
        struct Step {
            name: OsString,
            by_link: bool,
        }
        let mut steps: Vec<Step> = path::names(path)
            .rev()
            .map(|name| Step {
                name: name.into(),
                by_link: false,
            })
            .collect();
        let mut here = self.directory().to_owned();
        let mut depth = 0_usize;
        let mut kind = Kind::Directory;
        let mut links = 0;
        while let Some(step) = steps.pop() {
            let missing = match step.by_link {
                true => ReadError::BrokenLink,
                false => ReadError::Missing,
            };
            if kind != Kind::Directory {
                return Err(missing);
            }
            if step.name == ".." {
                depth = depth.checked_sub(1).ok_or(ReadError::Outside)?;
                here.pop();
                continue;
            }
            if !is_plain(&step.name) {
                return Err(missing);
            }
            here.push(&step.name);
            let data = match fs::symlink_metadata(&here).map_err(ReadError::from) {
                Ok(data) => data,
                Err(ReadError::Missing) => return Err(missing),
                Err(error) => return Err(error),
            };
            if !data.file_type().is_symlink() {
                kind = kind_of(data.file_type());
                depth += 1;
                continue;
            }
            links += 1;
            if links > MAX_LINKS {
                return Err(ReadError::BrokenLink);
            }
            let target = fs::read_link(&here)?;
            here.pop();
            let relative = match is_relative(&target) {
                true => target.as_path(),
                false => {
                    here = self.directory().to_owned();
                    depth = 0;
                    self.below(&target).ok_or(ReadError::Outside)?
                }
            };
            let names = relative
                .components()
                .filter(|component| *component != Component::CurDir);
            steps.extend(names.rev().map(|component| Step {
                name: component.as_os_str().to_owned(),
                by_link: true,
            }));
        }
        let inside = here.strip_prefix(self.directory());
        let inside = inside.map_err(|_| ReadError::Outside)?;
        let path = self.path_text(inside).ok_or(ReadError::NameNotUtf8)?;
        Ok(Found { path, kind })
    }
}

fn kind_of(file: fs::FileType) -> Kind {
    match (file.is_file(), file.is_dir()) {
        (true, _) => Kind::File,
        (_, true) => Kind::Directory,
        _ => Kind::Other,
    }
}

pub(super) fn walk_error(error: walkdir::Error) -> ReadError {
    match error.into_io_error() {
        Some(error) => error.into(),
        None => ReadError::BrokenLink,
    }
}

/// Whether a name is one name, whatever the system (on Windows `C:` would be a drive).
fn is_plain(name: &OsStr) -> bool {
    let mut components = Path::new(name).components();
    matches!(
        (components.next(), components.next()),
        (Some(Component::Normal(_)), None)
    )
}

/// Whether a path begins where it is used; on Windows neither `C:x` nor `\x` does.
fn is_relative(target: &Path) -> bool {
    !matches!(
        target.components().next(),
        Some(Component::Prefix(_) | Component::RootDir)
    )
}

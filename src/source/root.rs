//! The one directory beneath which a run reads.
//!
//! A path is first cleaned by its names, as Terraform does, then every component is looked at: a
//! link inside the root is replaced by its target, a link out of it ends the search before
//! anything out there is touched. What archlint then opens has no link in any component.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs::{self, File};
use std::path::{Component, Path, PathBuf};

use walkdir::WalkDir;

use super::error::ReadError;
use super::open::{self, Beneath};
use super::path::{self, HERE};
use super::text;

/// Most links that one path may lead through, as Linux counts them.
pub(super) const MAX_LINKS: usize = 40;

/// The directory that bounds everything a run reads.
#[derive(Debug)]
pub struct Root {
    beneath: Beneath,
    /// Other spellings of it, which absolute paths and links in the tree may begin with.
    spellings: Vec<PathBuf>,
    /// Canonical; paths are shown relative to it.
    working: PathBuf,
}

/// Why there is no root, or why a path the user named is not beneath it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RootError {
    /// Nothing stands at the path, or it cannot be reached.
    Path(PathBuf, ReadError),
    /// `--root` names something that is not a directory.
    NotADirectory(PathBuf),
    /// The path does not lie beneath the root.
    NotBeneath {
        /// As the user wrote it.
        path: PathBuf,
        /// The root.
        root: PathBuf,
    },
    /// The paths have nothing above them in common, and no `--root` says what bounds them.
    NothingInCommon,
}

impl fmt::Display for RootError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RootError::Path(path, error) => write!(f, "{}: {error}", path.display()),
            RootError::NotADirectory(path) => {
                write!(f, "--root {}: not a directory", path.display())
            }
            RootError::NotBeneath { path, root } => {
                let (path, root) = (path.display(), root.display());
                write!(f, "{path} is not beneath the root {root}")
            }
            RootError::NothingInCommon => {
                f.write_str("the paths have no directory in common; name one with --root")
            }
        }
    }
}

impl std::error::Error for RootError {}

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
    /// The root of a run over `paths`: the directory `explicit`, else the nearest directory at or
    /// above their common ancestor that holds `.git` (git itself is not asked), else that common
    /// ancestor (of a single file: its directory).
    pub fn find(paths: &[PathBuf], explicit: Option<&Path>) -> Result<Root, RootError> {
        if let Some(directory) = explicit {
            let root = Root::at(directory)?;
            for path in paths {
                root.relative(path)?;
            }
            return Ok(root);
        }
        let mut common: Option<PathBuf> = None;
        for path in paths {
            let real = canonical(path)?;
            let directory = match (real.is_dir(), real.parent()) {
                (false, Some(parent)) => parent,
                _ => real.as_path(),
            };
            common = Some(match common {
                None => directory.to_owned(),
                Some(common) => common_ancestor(&common, directory)?,
            });
        }
        let common = match common {
            Some(common) => common,
            None => canonical(Path::new(HERE))?,
        };
        let repository = common
            .ancestors()
            .find(|directory| fs::symlink_metadata(directory.join(".git")).is_ok());
        Root::at(repository.unwrap_or(&common))
    }

    /// The root `directory`, paths shown relative to the working directory of the process.
    pub fn at(directory: &Path) -> Result<Root, RootError> {
        let working = canonical(Path::new(HERE))?;
        Root::seen_from(directory, working)
    }

    pub(super) fn seen_from(directory: &Path, working: PathBuf) -> Result<Root, RootError> {
        let real = canonical(directory)?;
        if !real.is_dir() {
            return Err(RootError::NotADirectory(directory.to_owned()));
        }
        let spellings = std::path::absolute(directory).into_iter().collect();
        let beneath = Beneath::new(real)
            .map_err(|error| RootError::Path(directory.to_owned(), error.into()))?;
        Ok(Root {
            beneath,
            spellings,
            working,
        })
    }

    /// The directory itself, canonical.
    pub fn directory(&self) -> &Path {
        &self.beneath.directory
    }

    /// The path inside the root of what the user named `path`, links followed.
    pub fn relative(&self, path: &Path) -> Result<String, RootError> {
        let real = canonical(path)?;
        let inside = real
            .strip_prefix(self.directory())
            .map_err(|_| RootError::NotBeneath {
                path: path.to_owned(),
                root: self.directory().to_owned(),
            })?;
        self.path_text(inside)
            .ok_or_else(|| RootError::Path(path.to_owned(), ReadError::NameNotUtf8))
    }

    /// `path` (inside the root) for people: relative to the working directory, or absolute when
    /// that directory neither holds the root nor stands in it.
    pub fn display(&self, path: &str) -> String {
        let full = self.full(path);
        if let Ok(below) = full.strip_prefix(&self.working) {
            return match below.as_os_str().is_empty() {
                true => HERE.to_owned(),
                false => slashed(below),
            };
        }
        if !self.working.starts_with(self.directory()) {
            return slashed(&full);
        }
        let shared = common(&self.working, &full);
        let up = self.working.components().count() - shared;
        let mut shown: PathBuf = std::iter::repeat_n("..", up).collect();
        shown.extend(full.components().skip(shared));
        slashed(&shown)
    }

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

    fn kind(&self, path: &str) -> Result<Kind, ReadError> {
        Ok(self.follow(&self.clean(HERE, path)?)?.kind)
    }

    /// The bytes of the regular file at `path`, links inside the root followed, if there are at
    /// most `limit` of them.
    pub fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, ReadError> {
        open::whole(&self.open(path)?, limit)
    }

    /// The text of the file at `path`, which must be UTF-8; a byte-order mark is kept.
    pub fn read_text(&self, path: &str, limit: u64) -> Result<String, ReadError> {
        text::utf8(self.read(path, limit)?)
    }

    /// The first `count` bytes of the file at `path`, to tell what it is.
    pub fn read_start(&self, path: &str, count: u64) -> Result<Vec<u8>, ReadError> {
        open::start(&self.open(path)?, count)
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

    fn open(&self, path: &str) -> Result<File, ReadError> {
        let path = self.clean(HERE, path)?;
        // Where the kernel refuses links itself, most files need one call.
        if cfg!(target_os = "linux")
            && let Ok(file) = self.beneath.open(&path)
        {
            return Ok(file);
        }
        let found = self.follow(&path)?;
        match found.kind {
            Kind::File => Ok(self.beneath.open(&found.path)?),
            Kind::Directory | Kind::Other => Err(ReadError::NotRegular),
        }
    }

    /// `relative` in `base` by its names alone.
    pub(super) fn clean(&self, base: &str, relative: &str) -> Result<String, ReadError> {
        let written = Path::new(relative);
        let begins_elsewhere = matches!(
            written.components().next(),
            Some(Component::Prefix(_) | Component::RootDir)
        );
        let cleaned = match begins_elsewhere {
            false => path::clean(base, relative),
            true => self
                .below(written)
                .and_then(|below| path::clean(HERE, below.to_str()?)),
        };
        cleaned.ok_or(ReadError::Outside)
    }

    /// What is left of an absolute path after the root's own names.
    fn below<'p>(&self, absolute: &'p Path) -> Option<&'p Path> {
        std::iter::once(&self.beneath.directory)
            .chain(&self.spellings)
            .find_map(|root| absolute.strip_prefix(root).ok())
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

    /// The place on disk of a path inside the root.
    pub(super) fn full(&self, path: &str) -> PathBuf {
        self.beneath.full(path)
    }

    /// The text of a path relative to the root; `None` when a name is not UTF-8.
    pub(super) fn path_text(&self, inside: &Path) -> Option<String> {
        let mut text = String::new();
        for name in inside {
            if !text.is_empty() {
                text.push('/');
            }
            text.push_str(name.to_str()?);
        }
        match text.is_empty() {
            true => Some(HERE.to_owned()),
            false => Some(text),
        }
    }
}

pub(super) fn kind_of(file: fs::FileType) -> Kind {
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

/// A name for people: bytes that are not UTF-8 stand as `\xff`.
pub(super) fn escaped(name: &OsStr) -> String {
    let mut out = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        out.push_str(chunk.valid());
        for byte in chunk.invalid() {
            out.push_str(&format!("\\x{byte:02x}"));
        }
    }
    out
}

/// Whether a name is one name, whatever the system (on Windows `C:` would be a drive).
fn is_plain(name: &OsStr) -> bool {
    let mut components = Path::new(name).components();
    matches!(
        (components.next(), components.next()),
        (Some(Component::Normal(_)), None)
    )
}

fn is_relative(target: &Path) -> bool {
    !matches!(
        target.components().next(),
        Some(Component::Prefix(_) | Component::RootDir)
    )
}

fn canonical(path: &Path) -> Result<PathBuf, RootError> {
    fs::canonicalize(path).map_err(|error| RootError::Path(path.to_owned(), error.into()))
}

fn common_ancestor(a: &Path, b: &Path) -> Result<PathBuf, RootError> {
    let shared: PathBuf = a.components().take(common(a, b)).collect();
    match shared.parent() {
        Some(_) => Ok(shared),
        None => Err(RootError::NothingInCommon),
    }
}

/// How many components the two paths begin with alike.
fn common(a: &Path, b: &Path) -> usize {
    a.components()
        .zip(b.components())
        .take_while(|(a, b)| a == b)
        .count()
}

/// A path for people, with `/`, without the `\\?\` of canonical paths on Windows.
fn slashed(path: &Path) -> String {
    let text = escaped(path.as_os_str());
    match cfg!(windows) {
        true => text.trim_start_matches(r"\\?\").replace('\\', "/"),
        false => text,
    }
}

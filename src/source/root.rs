//! The one directory beneath which a run reads: which it is, how people and reports name what
//! stands in it, and reading.

use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::error::ReadError;
use super::follow::Kind;
use super::open::{self, Beneath};
use super::path::HERE;
use super::text;

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

    /// What is left of an absolute path after the root's own names.
    pub(super) fn below<'p>(&self, absolute: &'p Path) -> Option<&'p Path> {
        std::iter::once(&self.beneath.directory)
            .chain(&self.spellings)
            .find_map(|root| absolute.strip_prefix(root).ok())
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

//! Terraform's `fileset`: the files beneath a directory that match a pattern.
//!
//! It is read off Terraform's function and the `doublestar` 1.1.5 it calls: the pattern is joined
//! to the path and cleaned, links are followed, `**` stands for any number of directories, and
//! only regular files count. A set that could hold a file outside the root is not known.

use std::collections::BTreeSet;

use super::error::ReadError;
use super::follow::{Entry, Kind, MAX_LINKS};
use super::glob::{self, MatchError};
use super::limits::Limits;
use super::path;
use super::root::Root;

/// Steps of matching names, for each directory entry that may be looked at.
const STEPS: u64 = 100;

/// What `fileset` found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileSet {
    /// Relative to the path of the call, with `/`, ordered, each once.
    pub files: Vec<String>,
    /// How many directory entries were looked at.
    pub looked_at: u64,
}

/// Why a set of files is not known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileSetError {
    /// The path, or something that matches, cannot be read or lies outside the root.
    Read(ReadError),
    /// The pattern is malformed.
    BadPattern,
    /// More directory entries than the limit `elements` allows, or a pattern that takes too long.
    TooMany,
}

impl From<ReadError> for FileSetError {
    fn from(error: ReadError) -> Self {
        FileSetError::Read(error)
    }
}

impl From<MatchError> for FileSetError {
    fn from(error: MatchError) -> Self {
        match error {
            MatchError::BadPattern => FileSetError::BadPattern,
            MatchError::Steps => FileSetError::TooMany,
        }
    }
}

impl Root {
    /// The value of `fileset(path, pattern)` in a configuration that runs in `base` (a directory
    /// inside the root).
    pub fn file_set(
        &self,
        base: &str,
        path: &str,
        pattern: &str,
        limits: &Limits,
    ) -> Result<FileSet, FileSetError> {
        let path = self.clean(base, path)?;
        // A pattern is relative even if it begins with `/`: Terraform joins it to the path.
        let whole = path::clean(&path, pattern).ok_or(ReadError::Outside)?;
        let components: Vec<&str> = path::names(&whole).collect();
        let plain = path::names(base).zip(&components);
        let mut search = Search {
            root: self,
            plain: plain.take_while(|(a, b)| a == *b).count(),
            components: &components,
            pending: Vec::new(),
            found: BTreeSet::new(),
            entries: limits.elements,
            steps: limits.elements.saturating_mul(STEPS),
        };
        search.enter(Visit {
            real: path::HERE.to_owned(),
            seen: path::HERE.to_owned(),
            next: 0,
            links: 0,
        })?;
        while let Some(visit) = search.pending.pop() {
            search.list(&visit)?;
        }
        let found = search.found.iter();
        let files: BTreeSet<String> = found.map(|file| path::relative(&path, file)).collect();
        Ok(FileSet {
            files: files.into_iter().collect(),
            looked_at: limits.elements.saturating_sub(search.entries),
        })
    }
}

/// The state of one call.
struct Search<'s> {
    root: &'s Root,
    /// The pattern, from the root down.
    components: &'s [&'s str],
    /// How many of the components are the directory the call runs in: plain names, whatever
    /// signs are in them.
    plain: usize,
    pending: Vec<Visit>,
    /// Paths inside the root, as the links were walked.
    found: BTreeSet<String>,
    /// Directory entries that may still be looked at.
    entries: u64,
    steps: u64,
}

/// A directory to look through.
struct Visit {
    /// Where it stands.
    real: String,
    /// How the search came to it.
    seen: String,
    /// The component that its entries are held against.
    next: usize,
    /// Links among the entries on the way.
    links: usize,
}

impl Visit {
    /// The links on the way to `entry`; `None` when they are more than the operating system
    /// follows, so that nothing stands there.
    fn links_with(&self, entry: &Entry) -> Option<usize> {
        let straight = path::join(&self.real, &entry.name);
        let is_link = entry
            .found
            .as_ref()
            .is_ok_and(|found| found.path != straight);
        let links = self.links + usize::from(is_link);
        (links <= MAX_LINKS).then_some(links)
    }
}

impl Search<'_> {
    /// Goes down the plain names that come next, to a directory to look through or to a match.
    fn enter(&mut self, mut visit: Visit) -> Result<(), FileSetError> {
        let mut target = visit.real.clone();
        while let Some(name) = self.components.get(visit.next)
            && (visit.next < self.plain || !glob::is_pattern(name))
        {
            target = path::join(&target, name);
            visit.seen = path::join(&visit.seen, name);
            visit.next += 1;
        }
        let at_end = visit.next == self.components.len();
        let found = match self.root.follow(&target) {
            Ok(found) => found,
            Err(ReadError::Missing) => return Ok(()),
            Err(ReadError::BrokenLink) => {
                // Terraform fails on a match that leads nowhere, not on a way that does.
                let parent = path::parent(&target).unwrap_or(path::HERE);
                return match at_end && self.root.is_dir(parent) {
                    true => Err(ReadError::BrokenLink.into()),
                    false => Ok(()),
                };
            }
            Err(error) => return Err(error.into()),
        };
        match (at_end, found.kind) {
            (true, Kind::File) => {
                self.found.insert(visit.seen);
            }
            (false, Kind::Directory) => {
                visit.real = found.path;
                self.pending.push(visit);
            }
            _ => {}
        }
        Ok(())
    }

    /// Holds the entries of a directory against the next component.
    fn list(&mut self, visit: &Visit) -> Result<(), FileSetError> {
        let Some(component) = self.components.get(visit.next) else {
            return Ok(());
        };
        let entries = self.root.list(&visit.real)?;
        self.entries = self
            .entries
            .checked_sub(entries.len() as u64)
            .ok_or(FileSetError::TooMany)?;
        if *component != "**" {
            return self.hold(visit, &entries, visit.next);
        }
        let last = visit.next + 1 == self.components.len();
        for entry in &entries {
            self.descend(visit, entry, last)?;
        }
        match last {
            true => Ok(()),
            false => self.hold(visit, &entries, visit.next + 1),
        }
    }

    /// Takes an entry that `**` stands for: a directory to go on in, or at the end a file.
    fn descend(&mut self, visit: &Visit, entry: &Entry, last: bool) -> Result<(), FileSetError> {
        let found = match &entry.found {
            Ok(found) => found,
            Err(ReadError::Missing | ReadError::BrokenLink) => return Ok(()),
            Err(error) => return Err(error.clone().into()),
        };
        let Some(links) = visit.links_with(entry) else {
            return Ok(());
        };
        let seen = path::join(&visit.seen, &entry.name);
        match found.kind {
            Kind::Directory => self.pending.push(Visit {
                real: found.path.clone(),
                seen,
                next: visit.next,
                links,
            }),
            Kind::File if last => {
                self.found.insert(seen);
            }
            Kind::File | Kind::Other => {}
        }
        Ok(())
    }

    /// Holds names against the component `at`, and goes on where they match.
    fn hold(&mut self, visit: &Visit, entries: &[Entry], at: usize) -> Result<(), FileSetError> {
        let Some(component) = self.components.get(at) else {
            return Ok(());
        };
        let last = at + 1 == self.components.len();
        for entry in entries {
            if !glob::matches(component, &entry.name, &mut self.steps)? {
                continue;
            }
            let found = match &entry.found {
                Ok(found) => found,
                Err(ReadError::Missing | ReadError::BrokenLink) if !last => continue,
                Err(error) => return Err(error.clone().into()),
            };
            let seen = path::join(&visit.seen, &entry.name);
            match (last, found.kind) {
                (true, Kind::File) => {
                    self.found.insert(seen);
                }
                (false, Kind::Directory) if let Some(links) = visit.links_with(entry) => {
                    self.enter(Visit {
                        real: found.path.clone(),
                        seen,
                        next: at + 1,
                        links,
                    })?;
                }
                _ => {}
            }
        }
        Ok(())
    }
}

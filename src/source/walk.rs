//! Which files of the tree are inputs.
//!
//! Nothing in the tree can hide a file from archlint: ignore files are not read, a link is
//! followed to its target inside the root, and what is left out is counted. Directories are
//! visited in the order of their names, each once, whatever links lead to it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::error::ReadError;
use super::excludes::Excludes;
use super::follow::{self, Kind};
use super::input::InputKind;
use super::limits::Limits;
use super::path;
use super::root::{self, Root};

/// What lies beneath the paths of a run.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Walk {
    /// The files to read, ordered by [`Input::location`].
    pub inputs: Vec<Input>,
    /// What is not read, ordered by path.
    pub skipped: Vec<Skipped>,
    /// Files that would be inputs but cannot be, and directories that cannot be entered, ordered
    /// by path.
    pub problems: Vec<Problem>,
    /// For each exclude, in the order they were given, how many files it left out.
    pub excluded: Vec<u64>,
    /// How many `.git` and `.terraform` directories were passed by.
    pub tool_directories: u64,
}

/// One file to read.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Input {
    /// Where it was found. Differs from `path` when it is a link; its directory is the module it
    /// belongs to.
    pub location: String,
    /// Where its content stands: what is read and reported.
    pub path: String,
    /// Told by the name it was found under.
    pub kind: InputKind,
    /// The user named the file itself.
    pub explicit: bool,
}

/// Something that is left unread on purpose.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Skipped {
    /// Inside the root.
    pub path: String,
    /// Why.
    pub reason: SkipReason,
    /// How many files it holds that would be inputs elsewhere, if that is known.
    pub files: Option<u64>,
}

/// Why something is left unread.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SkipReason {
    /// A Helm chart: its templates are not YAML before they are rendered.
    Chart,
    /// A link that leads outside the root.
    Outside,
}

/// A file that should have been read, or a directory that should have been entered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Inside the root; bytes that are not UTF-8 stand as `\xff`.
    pub path: String,
    /// What is wrong with it.
    pub error: ReadError,
}

/// Visits `paths` (inside the root; directories with all beneath them, or single files).
pub fn walk(root: &Root, paths: &[String], excludes: &Excludes, limits: &Limits) -> Walk {
    let mut walker = Walker::new(root, excludes, limits, usize::MAX);
    for path in paths {
        match root.follow(path) {
            Ok(found) if found.kind == Kind::Directory => walker.queue.push_back(found.path),
            Ok(found) if found.kind == Kind::File => {
                let kind = InputKind::of(path::name(path)).unwrap_or(InputKind::Other);
                walker.input(path.clone(), found.path, kind, true);
            }
            Ok(_) => walker.problem(path.clone(), ReadError::NotRegular),
            Err(error) => walker.problem(path.clone(), error),
        }
    }
    walker.run()
}

/// The files of one directory alone, as a module that lies outside the walked paths: no excludes
/// apply, and directories in it are not entered.
pub fn directory(root: &Root, path: &str, limits: &Limits) -> Walk {
    let none = Excludes::default();
    let mut walker = Walker::new(root, &none, limits, 1);
    match root.follow(path) {
        Ok(found) if found.kind == Kind::Directory => walker.queue.push_back(found.path),
        Ok(_) => walker.problem(path.to_owned(), ReadError::Missing),
        Err(error) => walker.problem(path.to_owned(), error),
    }
    walker.run()
}

struct Walker<'w> {
    root: &'w Root,
    excludes: &'w Excludes,
    max_files: u64,
    max_depth: usize,
    /// Directories still to visit, all links resolved.
    queue: VecDeque<String>,
    /// Directories visited.
    seen: BTreeSet<String>,
    inputs: BTreeMap<String, Input>,
    charts: BTreeMap<String, u64>,
    outside: BTreeSet<String>,
    problems: BTreeMap<String, ReadError>,
    excluded: Vec<u64>,
    tool_directories: u64,
    full: bool,
}

/// What holds for everything beneath a directory of the walk at `depth`.
struct Beneath<T> {
    depth: usize,
    what: T,
}

impl<'w> Walker<'w> {
    fn new(root: &'w Root, excludes: &'w Excludes, limits: &Limits, max_depth: usize) -> Self {
        Walker {
            root,
            excludes,
            max_files: limits.files,
            max_depth,
            queue: VecDeque::new(),
            seen: BTreeSet::new(),
            inputs: BTreeMap::new(),
            charts: BTreeMap::new(),
            outside: BTreeSet::new(),
            problems: BTreeMap::new(),
            excluded: vec![0; excludes.count()],
            tool_directories: 0,
            full: false,
        }
    }

    fn run(mut self) -> Walk {
        while let Some(start) = self.queue.pop_front() {
            self.visit(&start);
        }
        let real: BTreeSet<String> = self
            .inputs
            .values()
            .filter(|input| input.location == input.path)
            .map(|input| input.path.clone())
            .collect();
        let mut linked = BTreeSet::new();
        let inputs = self.inputs.into_values().filter(|input| {
            input.location == input.path
                || input.kind.belongs_to_directory()
                || (!real.contains(&input.path) && linked.insert(input.path.clone()))
        });
        let charts = self.charts.into_iter().map(|(path, files)| Skipped {
            path,
            reason: SkipReason::Chart,
            files: Some(files),
        });
        let outside = self.outside.into_iter().map(|path| Skipped {
            path,
            reason: SkipReason::Outside,
            files: None,
        });
        let mut skipped: Vec<Skipped> = charts.chain(outside).collect();
        skipped.sort();
        let problems = self.problems.into_iter();
        Walk {
            inputs: inputs.collect(),
            skipped,
            problems: problems
                .map(|(path, error)| Problem { path, error })
                .collect(),
            excluded: self.excluded,
            tool_directories: self.tool_directories,
        }
    }

    /// Visits `start`, a directory all of whose links are resolved.
    fn visit(&mut self, start: &str) {
        let mut chart = self
            .chart_above(start)
            .map(|what| Beneath { depth: 0, what });
        let mut excluded: Option<Beneath<usize>> = None;
        let mut entries = WalkDir::new(self.root.full(start))
            .max_depth(self.max_depth)
            .sort_by_file_name()
            .into_iter();
        while let Some(entry) = entries.next() {
            if self.full {
                return;
            }
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().map(|path| self.shown(path));
                    if excluded.is_none() {
                        self.problem(path.unwrap_or_default(), follow::walk_error(error));
                    }
                    continue;
                }
            };
            let depth = entry.depth();
            chart = chart.filter(|chart| depth > chart.depth || depth == 0);
            excluded = excluded.filter(|excluded| depth > excluded.depth);
            let inside = entry.path().strip_prefix(self.root.directory());
            let path = inside.ok().and_then(|inside| self.root.path_text(inside));
            if entry.file_type().is_dir() {
                if depth > 0 && is_tool_directory(&entry) {
                    self.tool_directories += 1;
                    entries.skip_current_dir();
                    continue;
                }
                let Some(path) = path else { continue };
                if excluded.is_none() && depth > 0 {
                    let glob = self.excludes.find(&path);
                    excluded = glob.map(|what| Beneath { depth, what });
                }
                if excluded.is_none() && depth < self.max_depth && !self.seen.insert(path.clone()) {
                    entries.skip_current_dir();
                    continue;
                }
                if chart.is_none() {
                    chart = self.chart_of(&path).map(|what| Beneath { depth, what });
                }
                continue;
            }
            let kind = InputKind::of(&root::escaped(entry.file_name()));
            let glob = match (&excluded, &path) {
                (Some(excluded), _) => Some(excluded.what),
                (None, Some(path)) => self.excludes.find(path),
                (None, None) => None,
            };
            match (glob, kind, &chart) {
                (Some(glob), Some(_), _) => {
                    if let Some(count) = self.excluded.get_mut(glob) {
                        *count += 1;
                    }
                }
                (Some(_), None, _) => {}
                (None, Some(kind), Some(chart)) if !kind.belongs_to_directory() => {
                    *self.charts.entry(chart.what.clone()).or_default() += 1;
                }
                (None, kind, _) => self.leaf(&entry, path, kind),
            }
        }
    }

    /// Takes up anything but a directory.
    fn leaf(&mut self, entry: &DirEntry, path: Option<String>, kind: Option<InputKind>) {
        let Some(location) = path else {
            if kind.is_some() {
                self.problem(self.shown(entry.path()), ReadError::NameNotUtf8);
            }
            return;
        };
        if entry.path_is_symlink() {
            return self.link(location, kind);
        }
        match (kind, entry.file_type().is_file()) {
            (Some(kind), true) => self.input(location.clone(), location, kind, false),
            (Some(_), false) => self.problem(location, ReadError::NotRegular),
            (None, _) => {}
        }
    }

    fn link(&mut self, location: String, kind: Option<InputKind>) {
        match (self.root.follow(&location), kind) {
            (Ok(found), Some(kind)) if found.kind == Kind::File => {
                self.input(location, found.path, kind, false);
            }
            (Ok(found), _) if found.kind == Kind::Directory => {
                let climbs = path::is_beneath(&location, &found.path);
                let excluded = self.excludes.find_above(&found.path).is_some();
                let tool = found.path.split('/').any(is_tool_name);
                if self.max_depth > 1 && !climbs && !excluded && !tool {
                    self.queue.push_back(found.path);
                }
            }
            (Ok(_), Some(_)) => self.problem(location, ReadError::NotRegular),
            (Err(error), Some(_)) => self.problem(location, error),
            (Err(ReadError::Outside), None) => {
                self.outside.insert(location);
            }
            (Ok(_) | Err(_), None) => {}
        }
    }

    fn input(&mut self, location: String, path: String, kind: InputKind, explicit: bool) {
        if let Some(known) = self.inputs.get_mut(&location) {
            known.explicit |= explicit;
            return;
        }
        if self.inputs.len() as u64 >= self.max_files {
            self.full = true;
            let limit = self.max_files;
            let what = "files";
            return self.problem(location, ReadError::TooMany { what, limit });
        }
        let input = Input {
            location: location.clone(),
            path,
            kind,
            explicit,
        };
        self.inputs.insert(location, input);
    }

    fn problem(&mut self, path: String, error: ReadError) {
        self.problems.entry(path).or_insert(error);
    }

    /// The chart whose templates the directory `path` holds.
    fn chart_of(&self, path: &str) -> Option<String> {
        let chart = path::parent(path).filter(|_| path::name(path) == "templates")?;
        let page = self.root.full(&path::join(chart, "Chart.yaml"));
        fs::symlink_metadata(page)
            .ok()?
            .is_file()
            .then(|| chart.to_owned())
    }

    /// The chart whose templates `path` lies beneath.
    fn chart_above(&self, path: &str) -> Option<String> {
        std::iter::successors(path::parent(path), |path| path::parent(path))
            .find_map(|path| self.chart_of(path))
    }

    /// A path on disk as it is shown when it has no text of its own.
    fn shown(&self, path: &Path) -> String {
        let inside = path.strip_prefix(self.root.directory()).unwrap_or(path);
        let names: Vec<String> = inside.iter().map(root::escaped).collect();
        names.join("/")
    }
}

/// Directories of tools: what they hold was written by git and by Terraform. Downloaded modules
/// are read where a module call leads to them.
fn is_tool_directory(entry: &DirEntry) -> bool {
    entry.file_name().to_str().is_some_and(is_tool_name)
}

fn is_tool_name(name: &str) -> bool {
    matches!(name, ".git" | ".terraform")
}

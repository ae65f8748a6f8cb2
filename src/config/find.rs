//! Which file a run is configured by, and reading it.

use std::path::Path;

use super::check::{check, problem};
use super::definition::FILE;
use super::read::Reader;
use super::settings::Config;
use super::toml;
use crate::finding::{Code, Diagnostic};
use crate::source::{
    FileId, Limits, Place, ReadError, Root, Sources, Span, decode_utf8, path, read_named,
};

/// The name of the file.
pub const NAME: &str = "archlint.toml";

/// Where settings come from.
#[derive(Clone, Copy, Debug)]
pub enum Origin<'a> {
    /// The nearest `archlint.toml` at or above all paths that are checked (inside the root; none
    /// means the root itself), up to the root.
    Nearest(&'a [String]),
    /// The file that the user names.
    File(&'a Path),
    /// None: the defaults hold.
    Isolated,
}

/// The settings of a run and all that is wrong with them; a file that was read is added to
/// `sources`.
///
/// Paths in the file are relative to its directory; those of a file that lies outside the root, to
/// the root.
pub fn load(
    root: &Root,
    origin: Origin<'_>,
    sources: &mut Sources,
    limits: Limits,
) -> (Config, Vec<Diagnostic>) {
    let found = match origin {
        Origin::Isolated => None,
        Origin::Nearest(paths) => {
            nearest(root, paths).map(|at| (at.clone(), beside(root, &at, limits)))
        }
        Origin::File(file) => Some(match root.relative(file) {
            Ok(at) => (at.clone(), root.read_text(&at, limits.source_bytes)),
            Err(_) => {
                let bytes = read_named(file, limits.source_bytes);
                (file.display().to_string(), bytes.and_then(decode_utf8))
            }
        }),
    };
    let Some((at, text)) = found else {
        return (Config::default(), Vec::new());
    };
    let inside = root.is_file(&at);
    let base = match path::parent(&at) {
        Some(directory) if inside => directory,
        _ => path::HERE,
    };
    let (text, unread) = match text {
        Ok(text) => (text, None),
        Err(error) => (String::new(), Some(error)),
    };
    let file = sources.add(at.as_str(), text.as_str());
    if let Some(error) = unread {
        return (Config::default(), vec![unreadable(file, &error)]);
    }
    let (tree, mut problems) = toml::parse(file, &text);
    problems.extend(check(&tree, FILE));
    let mut reader = Reader::new(root, base);
    let mut config = reader.config(&tree);
    problems.append(&mut reader.problems);
    config.file = Some(at.as_str().into());
    problems.sort();
    problems.dedup();
    (config, problems)
}

/// The nearest file at or above all `paths`.
fn nearest(root: &Root, paths: &[String]) -> Option<String> {
    let directories = paths.iter().map(|path| match root.is_dir(path) {
        true => path.clone(),
        false => path::parent(path).unwrap_or(path::HERE).to_owned(),
    });
    let start = directories.reduce(|a, b| common(&a, &b));
    let start = start.unwrap_or_else(|| path::HERE.to_owned());
    let mut directory = Some(start.as_str());
    while let Some(here) = directory {
        let candidate = path::join(here, NAME);
        // What is there but cannot be read is told, not passed by.
        if !matches!(root.look(path::HERE, &candidate), Err(ReadError::Missing)) {
            return Some(candidate);
        }
        directory = path::parent(here);
    }
    None
}

fn common(a: &str, b: &str) -> String {
    let mut above = Some(a);
    while let Some(directory) = above {
        if path::is_beneath(b, directory) {
            return directory.to_owned();
        }
        above = path::parent(directory);
    }
    path::HERE.to_owned()
}

/// The text of a file that was found, not named. A link could make any other file of the
/// repository speak through messages about it.
fn beside(root: &Root, at: &str, limits: Limits) -> Result<String, ReadError> {
    match root.look(path::HERE, at) {
        Ok(found) if found.path != at => Err(ReadError::NotRegular),
        Ok(_) => root.read_text(at, limits.source_bytes),
        Err(error) => Err(error),
    }
}

fn unreadable(file: FileId, error: &ReadError) -> Diagnostic {
    let place = Place::new(file, Span::new(0, 0));
    Diagnostic {
        code: match error {
            ReadError::TooLarge { .. } => Code::Limit,
            _ => Code::Config,
        },
        ..problem(place, error.to_string())
    }
}

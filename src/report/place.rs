//! Files and places as readers name them.

use std::borrow::Cow;

use super::{Options, sanitise};
use crate::source::{Place, SourceFile, Sources, Span};

/// From where a text names files: paths of the run are relative to its root, readers click paths
/// relative to their working directory.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Standpoint {
    /// The working directory is this one of the root, relative to it (empty for the root).
    Inside(String),
    /// The working directory lies elsewhere; this leads from it to the root.
    Outside(String),
}

impl Default for Standpoint {
    fn default() -> Self {
        Standpoint::Inside(String::new())
    }
}

impl Standpoint {
    /// `path`, relative to the root, as seen from here.
    pub fn name<'a>(&self, path: &'a str) -> Cow<'a, str> {
        let here = match self {
            Standpoint::Outside(root) => {
                return Cow::Owned(format!("{}/{path}", root.trim_end_matches('/')));
            }
            Standpoint::Inside(here) if here.is_empty() => return Cow::Borrowed(path),
            Standpoint::Inside(here) => here,
        };
        let mut path = path;
        let mut here = here.as_str();
        loop {
            let (step, deeper) = here.split_once('/').unwrap_or((here, ""));
            match path.split_once('/') {
                Some((folder, rest)) if folder == step => {
                    (path, here) = (rest, deeper);
                    if here.is_empty() {
                        return Cow::Borrowed(path);
                    }
                }
                _ => break,
            }
        }
        let up = here.split('/').count();
        Cow::Owned(format!("{}{path}", "../".repeat(up)))
    }
}

/// The part of a place that lies on its first line, where people look and annotations land.
pub(super) fn first_line(file: &SourceFile, span: Span) -> Span {
    let lines = file.lines();
    let line = lines.line(span.start);
    match lines.line_span(&file.text, line) {
        Some(whole) => {
            let start = span.start.min(whole.end);
            Span::new(start, span.end.clamp(start, whole.end))
        }
        None => Span::new(span.start, span.start),
    }
}

/// The line of a place, from 1; with its path a total order of what a report shows.
pub(super) fn line_of(sources: &Sources, place: Place) -> u32 {
    sources
        .get(place.file)
        .map_or(0, |file| file.lines().line(place.span.start))
}

/// `path:line:column` of a place, inert and as seen from where the reader stands.
pub(super) fn cite(place: Place, sources: &Sources, options: &Options) -> String {
    let Some((path, start, _)) = sources.locate(place) else {
        return "unknown place".to_owned();
    };
    let path = options.standpoint.name(path);
    format!("{}:{}:{}", sanitise::line(&path), start.line, start.column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_from_the_working_directory() {
        let name = |here: &str, path: &str| Standpoint::Inside(here.into()).name(path).into_owned();
        assert_eq!(name("", "a/b.tf"), "a/b.tf");
        assert_eq!(name("a", "a/b.tf"), "b.tf");
        assert_eq!(name("a/c", "a/b.tf"), "../b.tf");
        assert_eq!(name("a/c", "ab/c/d.tf"), "../../ab/c/d.tf");
        assert_eq!(name("a/c", "a/c"), "../c");
        assert_eq!(
            Standpoint::Outside("../infra".into()).name("m.tf"),
            "../infra/m.tf"
        );
        assert_eq!(Standpoint::Outside("/".into()).name("m.tf"), "/m.tf");
    }
}

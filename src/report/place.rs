//! Files and places as readers name them.

use std::borrow::Cow;

use super::{Options, sanitise};
use crate::source::path::{HERE, join, relative};
use crate::source::{Place, SourceFile, Sources, Span};

/// From where a text names files: paths of the run are relative to its root, readers click paths
/// relative to their working directory.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Standpoint {
    /// The working directory is this one, inside the root.
    Inside(String),
    /// The working directory lies elsewhere; this leads from it to the root.
    Outside(String),
}

impl Default for Standpoint {
    fn default() -> Self {
        Standpoint::Inside(HERE.to_owned())
    }
}

impl Standpoint {
    /// `path`, inside the root, as seen from here. Pages of rules, which lie elsewhere, keep their
    /// names.
    pub fn name<'a>(&self, path: &'a str) -> Cow<'a, str> {
        if path.starts_with('/') || path.starts_with("archlint:") {
            return Cow::Borrowed(path);
        }
        match self {
            Standpoint::Inside(here) if here == HERE => Cow::Borrowed(path),
            Standpoint::Inside(here) => Cow::Owned(relative(here, path)),
            Standpoint::Outside(root) => Cow::Owned(join(root.trim_end_matches('/'), path)),
        }
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
        assert_eq!(name(".", "a/b.tf"), "a/b.tf");
        assert_eq!(name("a", "archlint:rules/x.hcl"), "archlint:rules/x.hcl");
        assert_eq!(name("a", "a/b.tf"), "b.tf");
        assert_eq!(name("a/c", "a/b.tf"), "../b.tf");
        assert_eq!(name("a/c", "ab/c/d.tf"), "../../ab/c/d.tf");
        assert_eq!(name("a/c", "a/c"), ".");
        assert_eq!(
            Standpoint::Outside("../infra".into()).name("m.tf"),
            "../infra/m.tf"
        );
        assert_eq!(Standpoint::Outside("/".into()).name("m.tf"), "/m.tf");
    }
}

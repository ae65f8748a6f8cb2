//! Globs of what the configuration leaves out.

use globset::{Candidate, GlobBuilder, GlobSet, GlobSetBuilder};

use super::path;

/// The excludes of a run.
///
/// A glob with a `/` in it is matched against the whole path inside the root, one without against
/// the name at any depth. `*` does not cross `/`, `**` does. A directory that matches takes all
/// beneath it along.
#[derive(Clone, Debug, Default)]
pub struct Excludes {
    set: GlobSet,
    count: usize,
}

impl Excludes {
    /// Compiles `globs`. The error names the first wrong one by its index.
    pub fn new<S: AsRef<str>>(globs: &[S]) -> Result<Excludes, (usize, globset::Error)> {
        let mut set = GlobSetBuilder::new();
        for (index, glob) in globs.iter().enumerate() {
            let written = glob.as_ref().trim_end_matches('/');
            let anchored = match written.strip_prefix('/') {
                Some(rest) => rest.to_owned(),
                None if written.contains('/') => written.trim_start_matches("./").to_owned(),
                None => format!("**/{written}"),
            };
            let glob = GlobBuilder::new(&anchored)
                .literal_separator(true)
                .build()
                .map_err(|error| (index, error))?;
            set.add(glob);
        }
        let set = set
            .build()
            .map_err(|error| (globs.len().saturating_sub(1), error))?;
        Ok(Excludes {
            set,
            count: globs.len(),
        })
    }

    /// How many globs there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The first glob that matches `path` itself.
    pub(super) fn find(&self, path: &str) -> Option<usize> {
        match self.count {
            0 => None,
            _ => self
                .set
                .matches_candidate(&Candidate::new(path))
                .into_iter()
                .min(),
        }
    }

    /// Whether a glob matches `path` or a directory above it.
    pub fn cover(&self, path: &str) -> bool {
        self.find_above(path).is_some()
    }

    /// The first glob that matches `path` or a directory above it.
    pub(super) fn find_above(&self, path: &str) -> Option<usize> {
        std::iter::successors(Some(path), |path| path::parent(path))
            .find_map(|path| self.find(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_match_names_or_whole_paths() {
        let globs = ["vendor", "/examples", "a/*.tf", "./b/**", "c/"];
        let excludes = Excludes::new(&globs).unwrap();
        let cases = [
            ("vendor", Some(0)),
            ("x/vendor", Some(0)),
            ("vendors", None),
            ("examples", Some(1)),
            ("x/examples", None),
            ("a/main.tf", Some(2)),
            ("a/x/main.tf", None),
            ("b/x/y.tf", Some(3)),
            ("x/c", Some(4)),
        ];
        for (path, wanted) in cases {
            assert_eq!(excludes.find(path), wanted, "{path}");
        }
        assert_eq!(excludes.find_above("x/vendor/y/z.tf"), Some(0));
        assert_eq!(excludes.find_above("x/y/z.tf"), None);
    }

    #[test]
    fn a_wrong_glob_is_named() {
        assert_eq!(Excludes::new(&["a", "[b"]).unwrap_err().0, 1);
    }
}

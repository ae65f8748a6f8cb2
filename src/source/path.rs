//! Paths inside the root as text.
//!
//! Such a path has `/` between its names, no `.` or `..` among them and no `/` at either end. The
//! root itself is `.`, as Terraform writes it.

/// The root itself.
pub const HERE: &str = ".";

/// `name` inside `directory`; both are paths inside the root.
pub fn join(directory: &str, name: &str) -> String {
    match (directory, name) {
        (HERE, name) => name.to_owned(),
        (directory, HERE) => directory.to_owned(),
        (directory, name) => format!("{directory}/{name}"),
    }
}

/// The directory that holds `path`; `None` for the root itself.
pub fn parent(path: &str) -> Option<&str> {
    match path.rsplit_once('/') {
        Some((directory, _)) => Some(directory),
        None if path == HERE => None,
        None => Some(HERE),
    }
}

/// The last name of `path`.
pub fn name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// Whether `path` is `directory` or lies beneath it.
pub fn is_beneath(path: &str, directory: &str) -> bool {
    directory == HERE
        || path
            .strip_prefix(directory)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// How `path` is written in `directory`: with `..` where it does not lie beneath it.
pub fn relative(directory: &str, path: &str) -> String {
    let shared = names(directory)
        .zip(names(path))
        .take_while(|(a, b)| a == b)
        .count();
    let up = names(directory).skip(shared).map(|_| "..");
    let written: Vec<&str> = up.chain(names(path).skip(shared)).collect();
    match written.is_empty() {
        true => HERE.to_owned(),
        false => written.join("/"),
    }
}

/// The names of `path`, from the root down; none for the root itself.
pub(super) fn names(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.split('/')
        .filter(|name| !name.is_empty() && *name != HERE)
}

/// The path `relative` means when `base` is the current directory, by its names alone (links are
/// not looked at): as Terraform cleans paths before it opens them. `None` when it climbs above
/// the root.
pub(crate) fn clean(base: &str, relative: &str) -> Option<String> {
    let mut out: Vec<&str> = names(base).collect();
    for name in relative.split(is_separator) {
        match name {
            "" | HERE => {}
            ".." => {
                out.pop()?;
            }
            name => out.push(name),
        }
    }
    Some(match out.is_empty() {
        true => HERE.to_owned(),
        false => out.join("/"),
    })
}

fn is_separator(c: char) -> bool {
    c == '/' || (cfg!(windows) && c == '\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cleaned_lexically() {
        let cases = [
            (".", "", Some(".")),
            (".", "./a//b/", Some("a/b")),
            ("a/b", "../c", Some("a/c")),
            ("a/b", "../..", Some(".")),
            ("a/b", "../../..", None),
            (".", "../x", None),
            ("a", "b/../../../a", None),
            ("a", "...", Some("a/...")),
        ];
        for (base, relative, wanted) in cases {
            assert_eq!(
                clean(base, relative).as_deref(),
                wanted,
                "{base} {relative}"
            );
        }
    }

    #[test]
    fn parts_of_paths() {
        assert_eq!(join(".", "a"), "a");
        assert_eq!(join("a", "."), "a");
        assert_eq!(join("a", "b/c"), "a/b/c");
        assert_eq!(parent("a/b"), Some("a"));
        assert_eq!(parent("a"), Some("."));
        assert_eq!(parent("."), None);
        assert_eq!(name("a/b"), "b");
        assert_eq!(relative("a/b", "a/c/d"), "../c/d");
        assert_eq!(relative(".", "a"), "a");
        assert_eq!(relative("a", "a"), ".");
        assert!(is_beneath("ab/c", "ab"));
        assert!(!is_beneath("abc", "ab"));
        assert!(is_beneath("abc", "."));
    }
}

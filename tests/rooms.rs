//! Rooms import only rooms below them: the order of floors is that of the modules in src/lib.rs.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by them"
)]

use std::fs;
use std::path::{Path, PathBuf};

fn sources(dir: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        match path.is_dir() {
            true => sources(&path, into),
            false if path.extension().is_some_and(|e| e == "rs") => into.push(path),
            false => {}
        }
    }
}

/// The rooms in the order of their floors.
fn rooms(root: &Path) -> Vec<String> {
    let lib = fs::read_to_string(root.join("src/lib.rs")).unwrap();
    lib.lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect()
}

/// The rooms that a text of code names as `crate::room`, comments and tests apart.
fn imported<'t>(text: &'t str, rooms: &'t [String]) -> Vec<&'t str> {
    let code = text.split("#[cfg(test)]").next().unwrap_or(text);
    let mut found = Vec::new();
    for line in code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
    {
        for (at, _) in line.match_indices("crate::") {
            let rest = &line[at + "crate::".len()..];
            // `use crate::{a::X, b::Y}` names several.
            let names: Vec<&str> = match rest.strip_prefix('{') {
                Some(group) => group.split(',').map(str::trim).collect(),
                None => vec![rest],
            };
            for name in names {
                let word = name
                    .split(|c: char| !c.is_alphanumeric() && c != '_')
                    .next();
                found.extend(
                    rooms
                        .iter()
                        .map(String::as_str)
                        .filter(|r| Some(*r) == word),
                );
            }
        }
    }
    found
}

#[test]
fn no_room_imports_a_higher_floor() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rooms = rooms(root);
    assert!(rooms.len() >= 10, "{rooms:?}");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (floor, room) in rooms.iter().enumerate() {
        let mut files = Vec::new();
        sources(&root.join("src").join(room), &mut files);
        assert!(!files.is_empty(), "{room} holds no file");
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            for other in imported(&text, &rooms) {
                seen += 1;
                let level = rooms.iter().position(|r| r == other).unwrap();
                if level > floor {
                    wrong.push(format!("{} imports {other}", file.display()));
                }
            }
        }
    }
    assert!(seen > 100, "imports are recognised");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn aws_is_named_only_where_it_belongs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut wrong = Vec::new();
    for room in rooms(root) {
        if matches!(room.as_str(), "providers" | "facts") {
            continue;
        }
        let mut files = Vec::new();
        sources(&root.join("src").join(&room), &mut files);
        let test = |f: &&PathBuf| {
            let name = |c: std::path::Component| c.as_os_str() == "tests";
            f.components().any(name) || f.ends_with("tests.rs")
        };
        for file in files.iter().filter(|f| !test(f)) {
            let text = fs::read_to_string(file).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap_or(&text);
            for (number, line) in code.lines().enumerate() {
                let comment = line.trim_start().starts_with("//");
                if !comment && line.contains("\"aws_") {
                    wrong.push(format!("{}:{}", file.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

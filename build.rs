//! Embeds the rule pages, the stand-ins for modules and the providers' tables, so that adding one is
//! adding its file. Pages and stand-ins become one entry of a list for each file; tables are taken
//! apart here, one entry for each declaration, because finding them again takes a good part of a
//! small run.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    embed("rules", "hcl", "pages.rs")?;
    embed("models", "tf", "models.rs")?;
    embed_tables("src/providers", "tables.rs")
}

/// Writes the list `file`: path and text of all files ending in `ending` below `directory`.
fn embed(directory: &str, ending: &str, file: &str) -> io::Result<()> {
    let root = root();
    let mut list = String::from("[\n");
    for path in &files(directory, ending)? {
        let name = path.strip_prefix(&root).unwrap_or(path);
        let name = name.to_string_lossy().replace('\\', "/");
        // Writing to a string cannot fail.
        let _ = writeln!(list, "({name:?}, include_str!({path:?})),");
    }
    list.push_str("]\n");
    write(file, &list)
}

/// Writes the item `DECLARATIONS` of all declarations in the tables below `directory` to `file`: a declaration
/// is a paragraph that does not begin with `#`, its first line has its kind and its name. The list is
/// ordered by kind, then by name.
fn embed_tables(directory: &str, file: &str) -> io::Result<()> {
    let mut declarations = BTreeMap::new();
    for path in files(directory, "txt")? {
        let text = fs::read_to_string(&path)?;
        let paragraphs = text.split("\n\n").map(str::trim_end);
        for paragraph in paragraphs.filter(|text| !text.is_empty() && !text.starts_with('#')) {
            let mut head = paragraph.lines().next().unwrap_or_default().split(' ');
            let (kind, name) = (head.next().unwrap_or_default(), head.next());
            let (Some(kind), Some(name)) = (KINDS.iter().position(|k| *k == kind), name) else {
                let what = format!("{}: no declaration: {paragraph}", path.display());
                return Err(io::Error::other(what));
            };
            let key = (kind, name.to_owned());
            if declarations.insert(key, paragraph.to_owned()).is_some() {
                return Err(io::Error::other(format!("{name} is declared twice")));
            }
        }
    }
    let length = declarations.len();
    let mut list = format!("pub(super) static DECLARATIONS: [Declaration; {length}] = [\n");
    for ((kind, name), text) in &declarations {
        let kind = KIND_NAMES.get(*kind).copied().unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(list, "Declaration::new(Kind::{kind}, {name:?}, {text:?}),");
    }
    list.push_str("];\n");
    write(file, &list)
}

/// What a declaration begins with, in the order of `Kind` in `providers::table`, whose names follow.
const KINDS: [&str; 3] = ["resource", "data", "shape"];
const KIND_NAMES: [&str; 3] = ["Resource", "Data", "Shape"];

fn root() -> PathBuf {
    PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default())
}

/// The files ending in `.ending` below `directory`, by path.
fn files(directory: &str, ending: &str) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    collect(&root().join(directory), ending, &mut paths)?;
    paths.sort();
    Ok(paths)
}

fn write(file: &str, text: &str) -> io::Result<()> {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join(file), text)
}

/// Adds the files ending in `.ending` below `directory`, and has cargo watch all it looked at.
fn collect(directory: &Path, ending: &str, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", directory.display());
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, ending, paths)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == ending)
        {
            println!("cargo::rerun-if-changed={}", path.display());
            paths.push(path);
        }
    }
    Ok(())
}

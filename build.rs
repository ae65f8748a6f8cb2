//! Embeds the rule pages and the stand-ins for modules: every file below `rules/` and `models/`
//! becomes one entry of a list, so that adding one is adding its file.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    embed("rules", "hcl", "pages.rs")?;
    embed("models", "tf", "models.rs")
}

/// Writes the list `file`: path and text of all files ending in `ending` below `directory`.
fn embed(directory: &str, ending: &str, file: &str) -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut paths = Vec::new();
    collect(&root.join(directory), ending, &mut paths)?;
    paths.sort();
    let mut list = String::from("[\n");
    for path in &paths {
        let name = path.strip_prefix(&root).unwrap_or(path);
        let name = name.to_string_lossy().replace('\\', "/");
        // Writing to a string cannot fail.
        let _ = writeln!(list, "({name:?}, include_str!({path:?})),");
    }
    list.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join(file), list)
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

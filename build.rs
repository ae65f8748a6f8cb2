//! Embeds the rule pages: every file below `rules/` becomes one entry of a list, so that adding a
//! rule is adding its file.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut pages = Vec::new();
    collect(&root.join("rules"), &mut pages)?;
    pages.sort();
    let mut list = String::from("[\n");
    for page in &pages {
        let name = page.strip_prefix(&root).unwrap_or(page);
        let name = name.to_string_lossy().replace('\\', "/");
        // Writing to a string cannot fail.
        let _ = writeln!(list, "({name:?}, include_str!({page:?})),");
    }
    list.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("pages.rs"), list)
}

/// Adds the files ending in `.hcl` below `directory`, and has cargo watch all it looked at.
fn collect(directory: &Path, pages: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", directory.display());
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, pages)?;
        } else if path.extension().is_some_and(|extension| extension == "hcl") {
            println!("cargo::rerun-if-changed={}", path.display());
            pages.push(path);
        }
    }
    Ok(())
}

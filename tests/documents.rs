//! Pages of the documentation that are made from the code are those in the repository.
//! `UPDATE=1 cargo test --test documents` writes them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by them"
)]

use std::fs;
use std::path::Path;

#[track_caller]
fn same(path: &str, made: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, made).unwrap();
    }
    let written = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        written == made,
        "{path} is out of date: UPDATE=1 cargo test --test documents"
    );
}

#[test]
fn facts() {
    same("docs/facts.md", &archlint::facts::page::markdown());
}

/// The commands of archlint in a page: lines of code that begin with one, and steps of pipelines.
fn commands(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut code = false;
    for line in page.lines() {
        if line.starts_with("```") {
            code = !code;
            continue;
        }
        let line = line.trim_start();
        let line = line.strip_prefix("$ ").unwrap_or(line);
        let line = line.strip_prefix("- ").unwrap_or(line);
        let line = line.strip_prefix("run: ").unwrap_or(line);
        let last = line.split(" | ").find(|part| part.starts_with("archlint "));
        if let (true, Some(command)) = (code, last) {
            let command = command.split(" #").next().unwrap_or(command);
            found.push(command.trim().to_owned());
        }
    }
    found
}

#[test]
fn commands_in_pages_are_commands() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let scratch = tempfile::tempdir().unwrap();
    fs::create_dir(scratch.path().join(".git")).unwrap();
    fs::create_dir(scratch.path().join("infra")).unwrap();
    fs::write(scratch.path().join("infra/main.tf"), "").unwrap();
    let mut pages = vec![root.join("README.md")];
    for entry in fs::read_dir(root.join("docs")).unwrap() {
        pages.push(entry.unwrap().path());
    }
    let mut count = 0;
    for page in pages
        .iter()
        .filter(|page| page.extension().is_some_and(|e| e == "md"))
    {
        for command in commands(&fs::read_to_string(page).unwrap()) {
            count += 1;
            let output = std::process::Command::new(env!("CARGO_BIN_EXE_archlint"))
                .current_dir(scratch.path())
                .args(command.split(' ').skip(1).filter(|word| !word.is_empty()))
                .stdin(std::process::Stdio::null())
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            let misused = ["Usage:", "unexpected argument", "invalid value", "no rule"];
            let misused = misused.iter().any(|word| said.contains(word));
            assert!(!misused, "{}: {command}: {said}", page.display());
        }
    }
    assert!(count > 20, "{count} commands");
}

//! The binary on a scratch tree, as several tests need it.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// The command in `dir`, whatever the machine that runs the test sets.
pub fn archlint(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_archlint"));
    command
        .current_dir(dir)
        .env_remove("GITHUB_ACTIONS")
        .env_remove("NO_COLOR")
        .stdin(Stdio::null());
    command
}

pub fn run(dir: &Path, line: &[&str]) -> Output {
    archlint(dir).args(line).output().unwrap()
}

pub fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

pub fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

pub fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// The JSON report of `check`.
pub fn json(dir: &Path, line: &[&str]) -> Value {
    let output = run(dir, &[&["check", "--format", "json"], line].concat());
    let text = out(&output);
    serde_json::from_str(text).unwrap_or_else(|_| panic!("{text}{}", err(&output)))
}

/// A repository of these files.
pub fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join(".git")).unwrap();
    for (path, text) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    dir
}

/// Copies all that is in `from` into `to`.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).unwrap()),
        }
    }
}

//! Pages of the documentation that are made from the code are those in the repository, and what
//! pages show is what happens.
//!
//! `UPDATE=1 cargo test --test documents` writes what is made from the code.
//!
//! In some pages a block of code whose first line names a file (```` ```hcl main.tf ````) is that
//! file, and a `console` block is what its commands say after all files before it were written. A
//! line `…` stands for any lines.

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

fn archlint(dir: &Path, line: &[&str]) -> std::process::Output {
    std::process::Command::new(env!("CARGO_BIN_EXE_archlint"))
        .current_dir(dir)
        .env_remove("GITHUB_ACTIONS")
        .args(line)
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap()
}

fn said(line: &[&str]) -> String {
    let output = archlint(Path::new(env!("CARGO_MANIFEST_DIR")), line);
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn rules() {
    let table: serde_json::Value =
        serde_json::from_str(&said(&["rules", "--format", "json"])).unwrap();
    let mut page = String::from(
        "# The rules\n\nWritten by `archlint explain --all --format markdown`. A rule's own words are in its file \
         beneath [rules/](../rules); what a team changes is in [configuration.md](configuration.md), how it \
         adds rules in [writing-rules.md](writing-rules.md).\n\n\
         | code | what holds | clause | severity | |\n|---|---|---|---|---|\n",
    );
    for rule in table["rules"].as_array().unwrap() {
        let text = |name: &str| rule[name].as_str().unwrap().to_owned();
        let (code, name) = (text("code"), text("name"));
        let anchor = format!("{}-{name}", code.to_lowercase());
        let clauses = rule["clauses"].as_array().unwrap();
        let clauses: Vec<&str> = clauses.iter().map(|c| c.as_str().unwrap()).collect();
        let fixable = if rule["fixable"] == true {
            "fixable"
        } else {
            ""
        };
        page.push_str(&format!(
            "| [{code}](#{anchor}) | {} | {} | {} | {fixable} |\n",
            text("title"),
            clauses.join(", "),
            text("severity")
        ));
    }
    page.push('\n');
    page.push_str(&said(&["explain", "--all", "--format", "markdown"]));
    same("docs/rules.md", &page);
}

#[test]
fn the_picture_of_the_example() {
    let drawn = said(&["graph", "fixtures/architecture", "--format", "svg"]);
    same("docs/architecture.svg", &drawn);
}

/// A block of code: what stands behind its fence, and its lines.
struct Block {
    info: String,
    lines: Vec<String>,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        match (line.strip_prefix("```"), inside) {
            (Some(info), false) => found.push(Block {
                info: info.to_owned(),
                lines: Vec::new(),
            }),
            (Some(_), true) => {}
            (None, true) => found.last_mut().unwrap().lines.push(line.to_owned()),
            (None, false) => continue,
        }
        inside ^= line.starts_with("```");
    }
    found
}

/// Whether `said` is `wanted`, in which a line `…` stands for any lines.
fn is_said(wanted: &[String], said: &[&str]) -> bool {
    match wanted.split_first() {
        None => said.is_empty(),
        Some((first, rest)) if first == "…" => {
            (0..=said.len()).any(|skipped| is_said(rest, &said[skipped..]))
        }
        Some((first, rest)) => said.first() == Some(&&**first) && is_said(rest, &said[1..]),
    }
}

/// The pages that are shown as they happen.
const SHOWN: [&str; 3] = ["README.md", "docs/suppressions.md", "docs/writing-rules.md"];

/// Writes the files of a page and runs its commands, in its order.
fn happens(page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let scratch = tempfile::tempdir().unwrap();
    let dir = scratch.path();
    fs::create_dir(dir.join(".git")).unwrap();
    let mut commands = 0;
    for block in blocks(&fs::read_to_string(path).unwrap()) {
        if let Some((_, file)) = block.info.split_once(' ') {
            let file = dir.join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, block.lines.join("\n") + "\n").unwrap();
        }
        if block.info != "console" {
            continue;
        }
        let mut lines = block.lines.iter().peekable();
        let mut status = None;
        while let Some(command) = lines.next() {
            let command = command.strip_prefix("$ ").expect("a command");
            let mut wanted = Vec::new();
            while let Some(line) = lines.next_if(|line| !line.starts_with("$ ")) {
                wanted.push(line.clone());
            }
            let (out, err) = match command {
                "echo $?" => (format!("{}\n", status.unwrap()), String::new()),
                command => {
                    let words: Vec<&str> = command.split(' ').collect();
                    let output = archlint(dir, &words[1..]);
                    status = output.status.code();
                    let text = |bytes| String::from_utf8(bytes).unwrap();
                    (text(output.stdout), text(output.stderr))
                }
            };
            commands += 1;
            let said: Vec<&str> = out.lines().collect();
            assert!(is_said(&wanted, &said), "{page}: {command}\n{out}{err}");
        }
    }
    assert!(commands > 0);
}

#[test]
fn what_pages_show_happens() {
    SHOWN.iter().for_each(|page| happens(page));
}

/// Code of pages that others copy is read by what reads it.
#[test]
fn code_in_pages_is_well_formed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut read = 0;
    for page in pages(root) {
        for block in blocks(&fs::read_to_string(&page).unwrap()) {
            let text: std::sync::Arc<str> = (block.lines.join("\n") + "\n").into();
            let file = archlint::source::FileId(0);
            let dialect = archlint::syntax::yaml::Dialect::Kubernetes;
            let said = match block.info.split(' ').next().unwrap() {
                "hcl" => archlint::syntax::hcl::parse(file, text).1,
                "json" => archlint::syntax::json::parse(file, text).1,
                "yaml" => archlint::syntax::yaml::parse(file, text, dialect).1,
                "sh" | "console" | "toml" | "" => continue,
                other => panic!("{}: what is {other}?", page.display()),
            };
            read += 1;
            assert!(said.is_empty(), "{}: {said:#?}", page.display());
        }
    }
    assert!(read > 10, "{read} blocks");
}

/// The example of a configuration holds in a project that has what it names.
#[test]
fn the_example_of_a_configuration_is_accepted() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md");
    let all = blocks(&fs::read_to_string(page).unwrap());
    let example = all.iter().find(|block| block.info == "toml").unwrap();
    let scratch = tempfile::tempdir().unwrap();
    let dir = scratch.path();
    for made in [
        ".git",
        "policy",
        "stand-ins/aurora",
        "live",
        "network",
        "legacy",
    ] {
        fs::create_dir_all(dir.join(made)).unwrap();
    }
    for (file, text) in [
        ("live/main.tf", "variable \"x\" {\n  default = 1\n}\n"),
        ("network/main.tf", "locals {}\n"),
        ("stand-ins/aurora/main.tf", "locals {}\n"),
        ("common.tfvars", ""),
        ("eu.tfvars", ""),
        ("us.tfvars", ""),
        (
            "archlint-baseline.json",
            "{\"version\": 1, \"findings\": []}\n",
        ),
    ] {
        fs::write(dir.join(file), text).unwrap();
    }
    let rule =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/writing-rules.md"))
            .unwrap();
    let rule = &blocks(&rule)[0];
    fs::write(
        dir.join("policy/ORG-001-databases-protected.rule.hcl"),
        rule.lines.join("\n"),
    )
    .unwrap();
    fs::write(dir.join("archlint.toml"), example.lines.join("\n")).unwrap();
    let output = archlint(dir, &["check", "--format", "concise"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let codes = ["CONFIG-", "RULE-", "error"];
    assert!(!codes.iter().any(|code| said.contains(code)), "{said}");
    assert_ne!(output.status.code(), Some(2), "{said}");
}

fn pages(root: &Path) -> Vec<std::path::PathBuf> {
    let mut pages = vec![root.join("README.md")];
    for entry in fs::read_dir(root.join("docs")).unwrap() {
        pages.push(entry.unwrap().path());
    }
    pages.retain(|page| page.extension().is_some_and(|e| e == "md"));
    pages.sort();
    pages
}

/// The commands of archlint in code: lines that begin with one, and steps of pipelines.
fn commands(block: &Block) -> Vec<String> {
    let mut found = Vec::new();
    for line in &block.lines {
        let line = line.trim_start();
        let line = line.strip_prefix("$ ").unwrap_or(line);
        let line = line.strip_prefix("- ").unwrap_or(line);
        let line = line.strip_prefix("run: ").unwrap_or(line);
        let last = line.split(" | ").find(|part| part.starts_with("archlint "));
        if let Some(command) = last {
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
    let mut count = 0;
    for page in pages(root) {
        let mut code = blocks(&fs::read_to_string(&page).unwrap());
        // What `happens` runs needs the files of its page.
        let shown = SHOWN.iter().any(|shown| page == root.join(shown));
        code.retain(|block| !(shown && block.info == "console"));
        for command in code.iter().flat_map(commands) {
            count += 1;
            let words = command.split(' ').skip(1);
            let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
            let output = archlint(scratch.path(), &words);
            let said = String::from_utf8_lossy(&output.stderr);
            let misused = ["Usage:", "unexpected argument", "invalid value", "no rule"];
            let misused = misused.iter().any(|word| said.contains(word));
            assert!(!misused, "{}: {command}: {said}", page.display());
        }
    }
    assert!(count > 20, "{count} commands");
}

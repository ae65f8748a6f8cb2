//! `archlint rules` and `archlint explain`: the rules as their pages tell them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::args::{ExplainArgs, PageFormat, RulesArgs, TableFormat};
use super::selection;
use super::status::Status;
use super::terminal::Terminal;
use crate::finding::{Diagnostic, RuleInfo};
use crate::report::{Options, rule_page};
use crate::rules::Library;
use crate::source::{Kind, Limits, ReadError, Root, Sources, path};

/// The rules of one run.
#[derive(Debug, Default)]
pub struct RuleBook {
    /// By code.
    pub rules: BTreeMap<Arc<str>, RuleInfo>,
}

/// The built-in rules and those beneath `directories`, and what is wrong with their pages. The
/// error is one line for the user.
pub(super) fn library(
    sources: &mut Sources,
    directories: &[PathBuf],
) -> Result<(Library, Vec<Diagnostic>), String> {
    let mut files = Vec::new();
    for directory in directories {
        let shown = directory.display();
        let wrong = |error: &dyn std::fmt::Display| format!("--rules {shown}: {error}");
        let root = Root::at(directory).map_err(|error| wrong(&error))?;
        for file in pages(&root).map_err(|error| wrong(&error))? {
            let text = root
                .read_text(&file, Limits::DEFAULT.source_bytes)
                .map_err(|error| wrong(&format!("{file}: {error}")))?;
            files.push(sources.add(format!("{shown}/{file}"), text));
        }
    }
    Ok(Library::load(sources, &files))
}

/// The rule pages beneath a directory, sorted.
fn pages(root: &Root) -> Result<Vec<String>, ReadError> {
    let mut pending = vec![path::HERE.to_owned()];
    let mut found = Vec::new();
    while let Some(dir) = pending.pop() {
        for entry in root.list(&dir)? {
            let inside = path::join(&dir, &entry.name);
            match entry.found.map(|found| found.kind) {
                Ok(Kind::Directory) => pending.push(inside),
                Ok(Kind::File) if entry.name.ends_with(".rule.hcl") => found.push(inside),
                _ => {}
            }
        }
    }
    found.sort();
    Ok(found)
}

/// What reports need to know of the built-in rules and those beneath `directories`.
pub fn load(directories: &[PathBuf]) -> Result<RuleBook, String> {
    let mut sources = Sources::default();
    let (library, _) = library(&mut sources, directories)?;
    let rules = library.rules().iter();
    Ok(RuleBook {
        rules: rules
            .map(|rule| (rule.code.clone(), library.info(rule)))
            .collect(),
    })
}

/// The verb `rules`.
pub(super) fn list(
    args: &RulesArgs,
    view: &Options,
    terminal: &Terminal,
) -> Result<Status, String> {
    let book = load(&args.rules.rules)?;
    let rules: Vec<&RuleInfo> = book.rules.values().collect();
    terminal.print(&match args.format {
        TableFormat::Full => rule_page::table(&rules, view),
        TableFormat::Json => rule_page::json(&rules),
    })?;
    Ok(Status::Clean)
}

/// The verb `explain`.
pub(super) fn explain(
    args: &ExplainArgs,
    view: &Options,
    terminal: &Terminal,
) -> Result<Status, String> {
    let book = load(&args.rules.rules)?;
    let rules: Vec<&RuleInfo> = match &args.rule {
        Some(word) => vec![selection::find(&book.rules, word)?],
        None => book.rules.values().collect(),
    };
    terminal.print(&match args.format {
        PageFormat::Full => rule_page::pages(&rules, view),
        PageFormat::Markdown => rule_page::markdown(&rules),
        PageFormat::Json => rule_page::json(&rules),
    })?;
    Ok(Status::Clean)
}

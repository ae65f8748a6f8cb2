//! `archlint rules` and `archlint explain`: the rules as their pages tell them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::args::{ExplainArgs, PageFormat, RulesArgs, TableFormat};
use super::selection;
use super::status::Status;
use super::terminal::Terminal;
use crate::finding::RuleInfo;
use crate::report::{Options, rule_page};

/// The rules of one run.
#[derive(Debug, Default)]
pub struct RuleBook {
    /// By code.
    pub rules: BTreeMap<Arc<str>, RuleInfo>,
}

/// Loads the built-in rules and those beneath `directories`. The seam between the command line
/// and the room of rules.
pub fn load(_directories: &[PathBuf]) -> RuleBook {
    RuleBook::default()
}

/// The verb `rules`.
pub(super) fn list(
    args: &RulesArgs,
    view: &Options,
    terminal: &Terminal,
) -> Result<Status, String> {
    let book = load(&args.rules.rules);
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
    let book = load(&args.rules.rules);
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

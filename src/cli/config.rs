//! `archlint config show`: the settings in effect.

use std::fmt::Write;
use std::path::Path;

use super::args::ConfigVerb;
use super::inputs::{Scope, limits};
use super::status::Status;
use super::terminal::Terminal;
use crate::report::sanitise;
use crate::source::Limits;

/// The verb.
pub(super) fn run(
    verb: &ConfigVerb,
    root: Option<&Path>,
    terminal: &Terminal,
) -> Result<Status, String> {
    let ConfigVerb::Show(args) = verb;
    let limits = limits(&args.limit)?;
    let scope = Scope::find(&args.paths, root)?;
    terminal.print(&show(&scope, &limits))?;
    Ok(Status::Clean)
}

fn show(scope: &Scope, limits: &Limits) -> String {
    let root = scope.root.directory().to_string_lossy();
    let paths = scope.paths.join(", ");
    let rows = limits.rows();
    let names = rows.iter().map(|row| row.name.len()).max().unwrap_or(0);
    let values = rows.iter().map(|row| row.value.to_string().len()).max();
    let values = values.unwrap_or(0);
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "root     {}", sanitise::line(&root));
    let _ = writeln!(out, "checked  {}", sanitise::line(&paths));
    let _ = writeln!(out, "limits");
    for row in rows {
        let (name, value, meaning) = (row.name, row.value, row.meaning);
        let _ = writeln!(out, "  {name:<names$}  {value:>values$}  {meaning}");
    }
    out
}

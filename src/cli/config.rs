//! `archlint config show`: the settings in effect.

use std::fmt::Write;
use std::path::Path;

use super::args::ConfigVerb;
use super::inputs::STREAM_BYTES;
use super::root::Scope;
use super::status::Status;
use super::terminal::Terminal;
use crate::report::{SARIF_RESULTS, TEXT_FINDINGS, sanitise};

/// The verb.
pub(super) fn run(
    verb: &ConfigVerb,
    root: Option<&Path>,
    terminal: &Terminal,
) -> Result<Status, String> {
    let ConfigVerb::Show(args) = verb;
    let scope = Scope::find(&args.paths, root)?;
    terminal.print(&show(&scope))?;
    Ok(Status::Clean)
}

fn show(scope: &Scope) -> String {
    let root = scope.root.to_string_lossy();
    let settings = [
        ("root", sanitise::line(&root).into_owned()),
        ("checked", sanitise::line(&scope.names()).into_owned()),
    ];
    let limits = [
        ("standard input, bytes", STREAM_BYTES as usize),
        ("findings in a text", TEXT_FINDINGS),
        ("results in SARIF", SARIF_RESULTS),
        ("columns of a source line", sanitise::LINE_COLUMNS),
    ];
    let mut out = String::new();
    for (name, value) in settings {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{name}: {value}");
    }
    out.push_str("limits:\n");
    for (name, value) in limits {
        let _ = writeln!(out, "  {name}: {value}");
    }
    out
}

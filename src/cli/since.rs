//! `--since`: the other side of a change, as a directory that is judged, or as a report of it.

use std::path::Path;
use std::sync::Arc;

use super::check::{Outcome, Request, outcome};
use super::inputs::{InputOptions, VariableSource};
use super::progress::Progress;
use crate::finding::{Code, Diagnostic, Level};
use crate::policy::{Side, compare};
use crate::source::{Root, decode_utf8, read_named};

/// The root of the other side, whose policy is to hold. The error is one line for the user.
pub(super) fn root(since: Option<&Path>) -> Result<Arc<Root>, String> {
    let since = since.unwrap_or(Path::new(""));
    let name = since.display();
    let root = Root::at(since).map_err(|error| format!("--policy since: {name}: {error}"))?;
    Ok(Arc::new(root))
}

/// The other side, and what is odd about it. The error is one line for the user.
pub(super) fn read(
    since: &Path,
    request: &Request<'_>,
    inputs: &InputOptions,
    progress: &Progress,
) -> Result<(Side, Option<Diagnostic>), String> {
    let name = since.display().to_string();
    if since.is_dir() {
        return judge(since, request, inputs, progress);
    }
    let wrong = |error: String| format!("--since {name}: {error}");
    let bytes = read_named(since, inputs.limits.plan_bytes);
    let text = bytes.and_then(decode_utf8);
    let text = text.map_err(|error| wrong(error.to_string()))?;
    let side = Side::of_report(&name, &text).map_err(wrong)?;
    Ok((side, None))
}

/// Judges the same paths of the other side, under its own configuration.
fn judge(
    since: &Path,
    request: &Request<'_>,
    inputs: &InputOptions,
    progress: &Progress,
) -> Result<(Side, Option<Diagnostic>), String> {
    let name = since.display().to_string();
    if inputs.stdin.is_some() {
        return Err(format!(
            "--since {name}: standard input is not there; give a report of the other side"
        ));
    }
    let root = Root::at(since).map_err(|error| format!("--since {name}: {error}"))?;
    let mut other = inputs.clone();
    // What the change adds is not there yet.
    other.paths.retain(|path| root.exists(path));
    other.variables.retain(|source| match source {
        VariableSource::File(file) => root.exists(file),
        VariableSource::Assignment { .. } => true,
    });
    if other.paths.is_empty() {
        let side = Side {
            name,
            reported: true,
            ..Side::default()
        };
        return Ok((side, None));
    }
    other.root = Arc::new(root);
    let Outcome {
        report,
        sources,
        stance,
        ..
    } = outcome(request, other, progress.clone())?;
    let errors = report.diagnostics.iter();
    let first = errors.clone().find(|d| d.level == Level::Error);
    let odd = first.map(|first| Diagnostic {
        place: None,
        level: Level::Warning,
        code: Code::Read,
        message: format!(
            "{name} could not be analysed whole, so what is new may not be: {}",
            super::settings::in_one_line(first, &sources)
        ),
        related: Vec::new(),
        help: None,
    });
    Ok((Side::of_run(&name, &report, stance), odd))
}

/// Holds what was found against the other side.
pub(super) fn apply(found: &mut Outcome, side: &Side, odd: Option<Diagnostic>) {
    compare(&mut found.report, &found.stance, side, &found.sources);
    found.report.diagnostics.extend(odd);
}

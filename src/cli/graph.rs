//! `archlint graph`: what archlint understood.

use serde_json::{Map, Value, json};

use super::args::{GraphArgs, GraphFormat};
use super::environments::Environments;
use super::inputs::InputOptions;
use super::progress::Progress;
use super::settings;
use super::status::Status;
use super::terminal::Terminal;
use super::understand::{Understanding, understand};
use crate::finding::{Diagnostic, Level};
use crate::report::json::DiagnosticRow;
use crate::report::{self, inert_json};
use crate::source::Sources;

/// The verb.
pub(super) fn run(
    args: &GraphArgs,
    mut inputs: InputOptions,
    terminal: &Terminal,
) -> Result<Status, String> {
    let mut sources = Sources::default();
    let otherwise = Environments::Unnamed;
    let problems = settings::read(&args.inputs, &mut inputs, otherwise, &mut sources)?;
    if !problems.is_empty() {
        let document = match args.format {
            GraphFormat::Json => json_document(Map::new(), &problems, &sources),
        };
        terminal.print(&document)?;
        return Ok(Status::Error);
    }
    let progress = Progress::default();
    let watch = terminal.watched.then(|| progress.watch());
    let understood = understand(&inputs, sources, &progress);
    drop(watch);
    let understood = understood?;
    let document = match args.format {
        _ if args.stats => stats(&understood),
        GraphFormat::Json => {
            let members = members(&understood, args.show_sensitive);
            json_document(members, &understood.diagnostics, &understood.sources)
        }
    };
    terminal.print(&document)?;
    let error = |level| level == Level::Error;
    match understood.diagnostics.iter().any(|d| error(d.level)) {
        true => Ok(Status::Error),
        false => Ok(Status::Clean),
    }
}

fn stats(understood: &Understanding) -> String {
    let evaluated = understood.evaluated.first();
    evaluated.map_or(String::new(), |it| report::stats::text(&it.graph.stats()))
}

/// The graph of the one environment that is asked for.
fn members(understood: &Understanding, show_sensitive: bool) -> Map<String, Value> {
    let Some(evaluated) = understood.evaluated.first() else {
        return Map::new();
    };
    report::graph::members(
        &evaluated.project,
        &evaluated.graph,
        &understood.manifests,
        &understood.sources,
        show_sensitive,
    )
}

fn json_document(
    members: Map<String, Value>,
    diagnostics: &[Diagnostic],
    sources: &Sources,
) -> String {
    let rows = diagnostics.iter();
    let rows: Vec<DiagnosticRow<'_>> = rows.map(|d| DiagnosticRow::new(d, sources)).collect();
    let mut document = Map::new();
    document.insert("version".to_owned(), json!(1));
    document.extend(members);
    document.insert("diagnostics".to_owned(), json!(rows));
    inert_json::to_string(&document)
}

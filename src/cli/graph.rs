//! `archlint graph`: what archlint understood.

use serde_json::{Map, json};

use super::args::{GraphArgs, GraphFormat};
use super::inputs::InputOptions;
use super::progress::Progress;
use super::status::Status;
use super::terminal::Terminal;
use super::understand::{Understanding, understand};
use crate::finding::Level;
use crate::report::json::DiagnosticRow;
use crate::report::{self, inert_json};
use crate::source::Sources;

/// The verb.
pub(super) fn run(
    args: &GraphArgs,
    inputs: &InputOptions,
    terminal: &Terminal,
) -> Result<Status, String> {
    let progress = Progress::default();
    let watch = terminal.watched.then(|| progress.watch());
    let understood = understand(inputs, Sources::default(), &progress);
    drop(watch);
    let understood = understood?;
    let document = match args.format {
        _ if args.stats => report::stats::text(&understood.graph.stats()),
        GraphFormat::Json => json_document(&understood, args.show_sensitive),
    };
    terminal.print(&document)?;
    let error = |level| level == Level::Error;
    match understood.diagnostics.iter().any(|d| error(d.level)) {
        true => Ok(Status::Error),
        false => Ok(Status::Clean),
    }
}

fn json_document(understood: &Understanding, show_sensitive: bool) -> String {
    let sources = &understood.sources;
    let rows: Vec<DiagnosticRow<'_>> = understood
        .diagnostics
        .iter()
        .map(|diagnostic| DiagnosticRow::new(diagnostic, sources))
        .collect();
    let mut document = Map::new();
    document.insert("version".to_owned(), json!(1));
    document.extend(report::graph::members(
        &understood.project,
        &understood.graph,
        &understood.manifests,
        sources,
        show_sensitive,
    ));
    document.insert("diagnostics".to_owned(), json!(rows));
    inert_json::to_string(&document)
}

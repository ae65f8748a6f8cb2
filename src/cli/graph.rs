//! `archlint graph`: what archlint understood.

use serde_json::{Map, Value, json};

use super::args::{GraphArgs, GraphFormat};
use super::inputs::InputOptions;
use super::progress::Progress;
use super::status::Status;
use super::terminal::Terminal;
use super::understand::understand;
use crate::finding::{Diagnostic, Level};
use crate::report::json::DiagnosticRow;
use crate::report::{self, inert_json};
use crate::source::Sources;

/// All that a graph is made from.
#[derive(Clone, Debug)]
pub struct GraphOptions {
    /// What is read, and the Terraform variables.
    pub inputs: InputOptions,
    /// Whether sensitive values are printed.
    pub show_sensitive: bool,
}

/// What the inputs mean, ready to be printed.
#[derive(Debug, Default)]
pub struct Understood {
    /// The members of the document beside `version` and `diagnostics`: `roots`, `kubernetes`,
    /// `edges`, `facts` and, with a single root, `resources` and `outputs`.
    pub members: Map<String, Value>,
    /// What could not be read whole.
    pub diagnostics: Vec<Diagnostic>,
    /// The files their places lie in.
    pub sources: Sources,
}

/// Reads and evaluates the inputs. The error is one line for the user.
pub fn graph(options: &GraphOptions) -> Result<Understood, String> {
    let understanding = understand(&options.inputs, &Progress::default())?;
    let members = report::graph::members(
        &understanding.project,
        &understanding.graph,
        &understanding.manifests,
        &understanding.sources,
        options.show_sensitive,
    );
    Ok(Understood {
        members,
        diagnostics: understanding.diagnostics,
        sources: understanding.sources,
    })
}

/// The verb.
pub(super) fn run(
    args: &GraphArgs,
    inputs: InputOptions,
    terminal: &Terminal,
) -> Result<Status, String> {
    let understood = graph(&GraphOptions {
        inputs,
        show_sensitive: args.show_sensitive,
    })?;
    let document = match args.format {
        GraphFormat::Json => json_document(&understood),
    };
    terminal.print(&document)?;
    let error = |d: &Diagnostic| d.level == Level::Error;
    match understood.diagnostics.iter().any(error) {
        true => Ok(Status::Error),
        false => Ok(Status::Clean),
    }
}

fn json_document(understood: &Understood) -> String {
    let rows: Vec<DiagnosticRow<'_>> = understood
        .diagnostics
        .iter()
        .map(|diagnostic| DiagnosticRow::new(diagnostic, &understood.sources))
        .collect();
    let mut document = Map::new();
    document.insert("version".to_owned(), json!(1));
    document.extend(understood.members.clone());
    document.insert("diagnostics".to_owned(), json!(rows));
    inert_json::to_string(&document)
}

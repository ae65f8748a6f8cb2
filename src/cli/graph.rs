//! `archlint graph`: what archlint understood, as data or as a drawing with the verdicts on it.

use serde_json::{Map, Value, json};

use super::args::{ChoiceArgs, GraphArgs, GraphFormat, RuleArgs};
use super::baseline::Asked;
use super::check::{Outcome, Request, outcome};
use super::environments::Environments;
use super::inputs::InputOptions;
use super::progress::Progress;
use super::settings::{self, in_one_line};
use super::status::Status;
use super::terminal::{Terminal, Voice};
use super::understand::{Understanding, understand};
use crate::finding::drawing::Drawing;
use crate::finding::{Diagnostic, Level};
use crate::report::drawing::Picture;
use crate::report::json::DiagnosticRow;
use crate::report::{self, inert_json};
use crate::rules::Passes;
use crate::source::Sources;

/// The verb.
pub(super) fn run(
    args: &GraphArgs,
    mut inputs: InputOptions,
    terminal: &Terminal,
) -> Result<Status, String> {
    let picture = match args.format {
        GraphFormat::Json => None,
        GraphFormat::Mermaid => Some(Picture::Mermaid),
        GraphFormat::Dot => Some(Picture::Dot),
        GraphFormat::Svg => Some(Picture::Svg),
    };
    if let Some(picture) = picture {
        return draw(picture, args, inputs, terminal);
    }
    let mut sources = Sources::default();
    let otherwise = Environments::Unnamed;
    let home = inputs.root.clone();
    let problems = settings::read(&args.inputs, &mut inputs, &home, otherwise, &mut sources)?;
    if !problems.is_empty() {
        let document = json_document(Map::new(), &problems, &sources);
        terminal.print(&document)?;
        return Ok(Status::Error);
    }
    let progress = Progress::default();
    let watch = terminal.watched.then(|| progress.watch());
    let understood = understand(&inputs, sources, &progress);
    drop(watch);
    let understood = understood?;
    let document = match args.stats {
        true => stats(&understood),
        false => {
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

/// Checks the inputs as the configuration says, and prints the drawing of the one environment that
/// is asked for; what is wrong goes beside it.
fn draw(
    picture: Picture,
    args: &GraphArgs,
    inputs: InputOptions,
    terminal: &Terminal,
) -> Result<Status, String> {
    let progress = Progress::default();
    let watch = terminal.watched.then(|| progress.watch());
    let request = Request {
        inputs: &args.inputs,
        rules: &RuleArgs::default(),
        choice: &ChoiceArgs::default(),
        ignores: true,
        baseline: Asked::Nothing,
        passes: Passes::Told,
        environments: Environments::Unnamed,
        drawn: true,
        policy: None,
    };
    let outcome = outcome(&request, inputs, progress);
    drop(watch);
    let Outcome {
        report, sources, ..
    } = outcome?;
    let nothing = Drawing::default();
    let drawing = report.drawings.first().unwrap_or(&nothing);
    terminal.print(&picture.render(drawing, &report))?;
    let errors = report.diagnostics.iter();
    let errors: Vec<&Diagnostic> = errors.filter(|d| d.level == Level::Error).collect();
    for error in &errors {
        terminal.say(Voice::Error, &in_one_line(error, &sources));
    }
    match errors.is_empty() {
        true => Ok(Status::Clean),
        false => Ok(Status::Error),
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

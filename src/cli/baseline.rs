//! `archlint baseline`: remembers the findings of now, and forgets those that are gone.

use std::io;
use std::path::{Path, PathBuf};

use super::args::{BaselineArgs, BaselineVerb};
use super::check::{Outcome, Request, outcome};
use super::environments::Environments;
use super::inputs::InputOptions;
use super::progress::Progress;
use super::settings::in_one_line;
use super::status::Status;
use super::terminal::{Terminal, Voice, replace_file};
use super::{reason, settings};
use crate::finding::{Code, Diagnostic, KnownFinding, Level};
use crate::policy::{Baseline, is_meta};
use crate::report::baseline;
use crate::rules::Passes;
use crate::source::{ReadError, Root, Sources, decode_utf8, path, read_named};

/// The name of the file where nothing says another.
const NAME: &str = "archlint-baseline.json";

/// Which baseline a run accepts.
#[derive(Clone, Copy, Debug)]
pub(super) enum Asked<'a> {
    /// None.
    Nothing,
    /// This file; without one, what the configuration names.
    File(Option<&'a Path>),
}

/// The verb.
pub(super) fn run(
    verb: &BaselineVerb,
    inputs: InputOptions,
    terminal: &Terminal,
) -> Result<Status, String> {
    match verb {
        BaselineVerb::Create(args) => create(&args.baseline, args.force, inputs, terminal),
        BaselineVerb::Prune(args) => prune(args, inputs, terminal),
    }
}

fn create(
    args: &BaselineArgs,
    force: bool,
    inputs: InputOptions,
    terminal: &Terminal,
) -> Result<Status, String> {
    let (file, named) = destination(args, &inputs)?;
    if !force && file.symlink_metadata().is_ok() {
        return Err(format!(
            "{} exists; --force replaces it, and accepts what has come since",
            file.display()
        ));
    }
    let Some(outcome) = whole(args, Asked::Nothing, inputs, terminal)? else {
        return Ok(Status::Error);
    };
    let results = outcome.report.results.iter();
    let open = results.filter(|r| r.suppressed.is_none() && !is_meta(&r.rule));
    let found: Vec<KnownFinding> = open.filter_map(KnownFinding::of).collect();
    write(&file, &baseline::text(&found))?;
    let (count, file) = (baseline::count(&found), file.display());
    let hint = match named {
        true => String::new(),
        false => format!(
            "Accept them with --baseline {file}, or name the file as `baseline` in [project] of \
             archlint.toml.\n"
        ),
    };
    terminal.print_text(&format!("{count} known now: {file}\n{hint}"))?;
    Ok(Status::Clean)
}

fn prune(args: &BaselineArgs, inputs: InputOptions, terminal: &Terminal) -> Result<Status, String> {
    let (file, _) = destination(args, &inputs)?;
    let Some(outcome) = whole(args, Asked::File(Some(&file)), inputs, terminal)? else {
        return Ok(Status::Error);
    };
    let (standing, gone) = (outcome.standing, outcome.gone);
    if !gone.is_empty() {
        write(&file, &baseline::text(&standing))?;
    }
    let text = format!(
        "{} gone, {} left: {}\n",
        baseline::count(&gone),
        baseline::count(&standing),
        file.display()
    );
    terminal.print_text(&text)?;
    Ok(Status::Clean)
}

/// A run over inputs that could all be analysed: what is known of a part would make the rest new.
/// `None` when they could not, and why was said.
fn whole(
    args: &BaselineArgs,
    asked: Asked<'_>,
    inputs: InputOptions,
    terminal: &Terminal,
) -> Result<Option<Outcome>, String> {
    let request = Request {
        inputs: &args.inputs,
        rules: &args.rules,
        choice: &args.choice,
        ignores: true,
        baseline: asked,
        policy: None,
        passes: Passes::Counted,
        environments: Environments::Every,
        drawn: false,
    };
    let outcome = outcome(&request, inputs, Progress::default())?;
    let diagnostics = outcome.report.diagnostics.iter();
    let errors: Vec<&Diagnostic> = diagnostics.filter(|d| d.level == Level::Error).collect();
    for error in &errors {
        terminal.say(Voice::Error, &in_one_line(error, &outcome.sources));
    }
    Ok(errors.is_empty().then_some(outcome))
}

/// The file that is meant, and whether the configuration or the user names it for later runs.
fn destination(args: &BaselineArgs, inputs: &InputOptions) -> Result<(PathBuf, bool), String> {
    if let Some(file) = &args.baseline {
        return Ok((file.clone(), false));
    }
    let (root, paths) = (&inputs.root, &inputs.paths);
    let mut sources = Sources::default();
    let config = &args.inputs.config;
    let (config, _) = settings::load(config, root, paths, inputs.limits, &mut sources);
    let Some(file) = &config.project.baseline else {
        return Ok((root.display(NAME).into(), false));
    };
    // The file need not be there yet, its directory must.
    let (directory, name) = file
        .value
        .rsplit_once('/')
        .unwrap_or((path::HERE, &file.value));
    let directory = root
        .resolve(&config.project.base, directory)
        .map_err(|error| format!("baseline {}: {error}", file.value))?;
    Ok((root.display(&path::join(&directory, name)).into(), true))
}

fn write(file: &Path, text: &str) -> Result<(), String> {
    let wrong = |error: io::Error| format!("{}: {}", file.display(), reason(&error));
    replace_file(file, text).map_err(wrong)
}

/// The baseline that a run accepts; one that the configuration names lies in the root `home`. The outer error is one line for the user: the command line is
/// wrong.
pub(super) fn read(
    asked: Asked<'_>,
    inputs: &InputOptions,
    home: &Root,
    sources: &mut Sources,
) -> Result<Result<Option<Baseline>, Diagnostic>, String> {
    let (root, limits) = (&inputs.root, inputs.limits);
    let project = &inputs.config.project;
    let (path, text) = match (asked, &project.baseline) {
        (Asked::Nothing, _) | (Asked::File(None), None) => return Ok(Ok(None)),
        (Asked::File(Some(file)), _) => {
            let (path, text) = match root.relative(file) {
                Ok(at) => (at.clone(), root.read_text(&at, limits.plan_bytes)),
                Err(_) => {
                    let bytes = read_named(file, limits.plan_bytes);
                    (file.display().to_string(), bytes.and_then(decode_utf8))
                }
            };
            let text = text.map_err(|error| format!("--baseline {}: {error}", file.display()))?;
            (path, text)
        }
        (Asked::File(None), Some(file)) => {
            let at = home.resolve(&project.base, &file.value);
            let read = at.and_then(|at| Ok((at.clone(), home.read_text(&at, limits.plan_bytes)?)));
            match read {
                Ok(read) => read,
                Err(error) => {
                    let message = format!("baseline: {}: {error}", file.value);
                    let problem = Diagnostic::error(Code::Config, file.place, message);
                    return Ok(Err(match error {
                        ReadError::Missing => {
                            problem.with_help("`archlint baseline create` writes it")
                        }
                        _ => problem,
                    }));
                }
            }
        }
    };
    let file = sources.add(path, text);
    Ok(Baseline::read(file, sources).map(Some))
}

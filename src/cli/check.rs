//! `archlint check`: from options to a report, and from a report to outputs and exit status.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::args::{CheckArgs, Output};
use super::inputs::InputOptions;
use super::progress::Progress;
use super::reason;
use super::rules::{self, RuleBook};
use super::status::Status;
use super::terminal::{Terminal, write_file};
use super::understand::{Understanding, understand};
use crate::finding::{Code, Diagnostic, Inputs, Level, Report, RuleInfo, RuleResult};
use crate::report::{Format, Options, Verbosity};
use crate::rules::{self as rules_room, Infrastructure, Rule};
use crate::source::{Sources, path};

/// All that a check is made from.
#[derive(Debug)]
pub struct CheckOptions {
    /// What is read, and the Terraform variables.
    pub inputs: InputOptions,
    /// The rules with their pages.
    pub book: RuleBook,
    /// Codes of the rules that run.
    pub rules: BTreeSet<Arc<str>>,
    /// Where to tell what is being done.
    pub progress: Progress,
}

/// What a check found, and the texts it found it in.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The verdicts.
    pub report: Report,
    /// The files its places lie in.
    pub sources: Sources,
}

/// Checks the inputs. The error is one line for the user: the command line is wrong.
pub fn check(options: CheckOptions) -> Result<Outcome, String> {
    let RuleBook {
        library,
        diagnostics: wrong,
        sources,
    } = options.book;
    let Understanding {
        sources,
        configuration,
        project,
        manifests,
        graph,
        inputs,
        mut diagnostics,
    } = understand(&options.inputs, sources, &options.progress)?;
    let is_chosen = |rule: &&Rule| options.rules.contains(&rule.code);
    let chosen: Vec<&Rule> = library.rules().iter().filter(is_chosen).collect();
    options.progress.doing("checking rules");
    let world = Infrastructure::new(&configuration, &project, &graph, &manifests);
    let outcome = rules_room::run(&library, &chosen, &world);
    diagnostics.extend(wrong);
    diagnostics.extend(outcome.diagnostics);
    diagnostics.sort();
    diagnostics.dedup();
    let infos = chosen
        .iter()
        .map(|rule| (rule.code.clone(), library.info(rule)));
    let rules: BTreeMap<Arc<str>, RuleInfo> = infos.collect();
    diagnostics.extend(silent_rules(&rules, &outcome.results, &diagnostics));
    let results = within(outcome.results, &options.inputs, &sources);
    let mut sensitive = graph.sensitive_places();
    sensitive.extend(manifests.sensitive_places());
    let report = Report {
        sensitive,
        architecture: rules_room::summarise(rules.values(), &results),
        rules,
        results,
        inputs,
        diagnostics,
    };
    Ok(Outcome { report, sources })
}

/// What is reported when single files are named: their module is judged whole, but only what lies
/// in those files is told.
fn within(results: Vec<RuleResult>, inputs: &InputOptions, sources: &Sources) -> Vec<RuleResult> {
    let paths = inputs.paths.iter().map(String::as_str);
    let (dirs, files): (Vec<&str>, Vec<&str>) = paths.partition(|path| inputs.root.is_dir(path));
    if files.is_empty() {
        return results;
    }
    let told = |result: &RuleResult| {
        let in_dir = result.subject.as_ref().is_some_and(|subject| {
            let beneath = |dir: &&str| path::is_beneath(&subject.root, dir);
            dirs.iter().any(beneath)
        });
        let in_file = result
            .place
            .and_then(|place| sources.get(place.file))
            .is_some_and(|file| files.contains(&&*file.path));
        in_dir || in_file || result.subject.is_none()
    };
    results.into_iter().filter(told).collect()
}

/// Every rule says something of every run, be it that it has no subject. A run in which one is
/// silent, and no error tells why, is not a clean one.
fn silent_rules(
    rules: &BTreeMap<Arc<str>, RuleInfo>,
    results: &[RuleResult],
    diagnostics: &[Diagnostic],
) -> Option<Diagnostic> {
    let spoke: BTreeSet<&Arc<str>> = results.iter().map(|result| &result.rule).collect();
    let silent = rules.keys().filter(|code| !spoke.contains(code));
    let silent: Vec<&str> = silent.map(|code| &**code).collect();
    let told = diagnostics
        .iter()
        .any(|d| d.code == Code::Rule && d.level == Level::Error);
    (!silent.is_empty() && !told).then(|| Diagnostic {
        place: None,
        level: Level::Error,
        code: Code::Rule,
        message: format!("no verdict of {}", silent.join(", ")),
        related: Vec::new(),
        help: None,
    })
}

/// The verb: checks, writes every output, and says how it ended.
pub(super) fn run(
    args: &CheckArgs,
    inputs: InputOptions,
    view: &Options,
    terminal: &Terminal,
) -> Result<Status, String> {
    let outputs = outputs(&args.format)?;
    let book = rules::load(&args.rules.rules)?;
    let rules = book.choose(&args.select, &args.extend_select, &args.ignore)?;
    let paths = inputs.paths.join(", ");
    let progress = Progress::default();
    let talkative = terminal.watched && view.verbosity > Verbosity::Quiet;
    let watch = talkative.then(|| progress.watch());
    let outcome = check(CheckOptions {
        inputs,
        book,
        rules,
        progress,
    });
    drop(watch);
    let mut outcome = outcome?;
    outcome
        .report
        .diagnostics
        .extend(no_inputs(&outcome.report, &paths));
    let status = Status::of(&outcome.report, args.fail_on, args.strict);
    for output in &outputs {
        write(output, &outcome, view, terminal)?;
    }
    Ok(status)
}

/// The outputs that `--format` asks for: `full` on standard output when it asks for none.
fn outputs(asked: &[Output]) -> Result<Vec<Output>, String> {
    if asked.is_empty() {
        let format = Format::default();
        return Ok(vec![Output { format, file: None }]);
    }
    for (at, output) in asked.iter().enumerate() {
        let twice = |earlier: &&Output| earlier.file == output.file;
        if let Some(earlier) = asked.iter().take(at).find(twice) {
            let (one, two) = (earlier.format.as_str(), output.format.as_str());
            let same = match &output.file {
                Some(file) => file.display().to_string(),
                None => "standard output".to_owned(),
            };
            let hint = format!("give one a file: --format {two}=FILE");
            return Err(format!(
                "--format {one} and {two} both go to {same}; {hint}"
            ));
        }
    }
    // Files first: a reader that closes standard output early must not cost the others theirs.
    let (files, streams): (Vec<_>, Vec<_>) = asked
        .iter()
        .cloned()
        .partition(|output| output.file.is_some());
    Ok(files.into_iter().chain(streams).collect())
}

fn write(
    output: &Output,
    outcome: &Outcome,
    view: &Options,
    terminal: &Terminal,
) -> Result<(), String> {
    let to_stream = output.file.is_none();
    let view = Options {
        colour: view.colour && to_stream,
        runner_log: view.runner_log && to_stream,
        ..view.clone()
    };
    let document = output
        .format
        .render(&outcome.report, &outcome.sources, &view);
    match &output.file {
        None => terminal.print(&document),
        Some(file) => write_file(file, &document).map_err(|error| {
            let error = reason(&error);
            format!("{}: {error}", file.display())
        }),
    }
}

/// A run that had nothing to look at is not a clean one.
fn no_inputs(report: &Report, paths: &str) -> Option<Diagnostic> {
    let Inputs {
        terraform_files,
        kubernetes_files,
        ..
    } = report.inputs;
    let error = report.diagnostics.iter().any(|d| d.level == Level::Error);
    if terraform_files + kubernetes_files > 0 || error {
        return None;
    }
    Some(Diagnostic {
        place: None,
        level: Level::Error,
        code: Code::Read,
        message: format!("no inputs: no Terraform or Kubernetes file in {paths}"),
        related: Vec::new(),
        help: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn to(format: Format, file: Option<&str>) -> Output {
        let file = file.map(PathBuf::from);
        Output { format, file }
    }

    #[test]
    fn two_formats_do_not_share_a_place() {
        let stream = || to(Format::Json, None);
        assert_eq!(outputs(&[]).unwrap().len(), 1);
        assert!(
            outputs(&[stream(), stream()])
                .unwrap_err()
                .contains("standard output")
        );
        let file = || to(Format::Json, Some("a.json"));
        assert!(outputs(&[file(), file()]).unwrap_err().contains("a.json"));
        assert_eq!(outputs(&[stream(), file()]).unwrap(), [file(), stream()]);
    }
}

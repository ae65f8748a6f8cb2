//! `archlint check`: from options to a report, and from a report to outputs and exit status.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::args::{CheckArgs, ChoiceArgs, InputArgs, Output, PolicyOf, RuleArgs};
use super::baseline::{self, Asked};
use super::environments::Environments;
use super::fix::{self, Reach};
use super::inputs::InputOptions;
use super::outputs::{outputs, write};
use super::policy::{self, Found, Judged, Policy};
use super::progress::Progress;
use super::rules::{self, Pages, RuleBook};
use super::settings;
use super::since;
use super::status::Status;
use super::terminal::{Terminal, Voice};
use super::understand::{Understanding, understand};
use crate::finding::{Code, Diagnostic, KnownFinding, Level, Report, RuleInfo, RuleResult};
use crate::policy::{Marked, Stance};
use crate::report::{Options, Verbosity};
use crate::rules::{self as rules_room, Infrastructure, Passes, Rule};
use crate::source::{Root, Sources, path};

/// All that a check is made from.
#[derive(Debug)]
pub struct CheckOptions {
    /// What is read, and the Terraform variables.
    pub inputs: InputOptions,
    /// The rules with their pages.
    pub book: RuleBook,
    /// Codes of the rules that run.
    pub rules: BTreeSet<Arc<str>>,
    /// What the run lets pass.
    pub policy: Policy,
    /// What is told of subjects that pass.
    pub passes: Passes,
    /// Where to tell what is being done.
    pub progress: Progress,
    /// Whether the architecture is drawn, too.
    pub drawn: bool,
}

/// What a check found, and the texts it found it in.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The verdicts.
    pub report: Report,
    /// The files its places lie in.
    pub sources: Sources,
    /// Findings of the baseline that still stand, or may.
    pub standing: Vec<KnownFinding>,
    /// Findings of the baseline that are gone.
    pub gone: Vec<KnownFinding>,
    /// What the run granted and demanded.
    pub stance: Stance,
}

/// What the command line asks of a run, beside its inputs.
pub(super) struct Request<'a> {
    pub inputs: &'a InputArgs,
    pub rules: &'a RuleArgs,
    pub choice: &'a ChoiceArgs,
    /// Whether suppressions hold.
    pub ignores: bool,
    pub baseline: Asked<'a>,
    /// Where the configuration and the baseline are read, if not in the root of the inputs: in a
    /// root of the same shape.
    pub policy: Option<Arc<Root>>,
    /// What is told of subjects that pass.
    pub passes: Passes,
    /// In which environments, where the command line names none.
    pub environments: Environments,
    /// Whether the architecture is drawn, too.
    pub drawn: bool,
}

/// Checks the inputs. The error is one line for the user: the command line is wrong.
pub fn check(options: CheckOptions) -> Result<Outcome, String> {
    let CheckOptions {
        inputs: asked,
        mut book,
        rules,
        policy,
        passes,
        progress,
        drawn,
    } = options;
    let pages = std::mem::take(&mut book.sources);
    let Understanding {
        sources,
        configuration,
        manifests,
        evaluated,
        inputs,
        mut diagnostics,
    } = understand(&asked, pages, &progress)?;
    let library = &book.library;
    let is_chosen = |rule: &&Rule| rules.contains(&rule.code);
    let chosen: Vec<&Rule> = library.rules().iter().filter(is_chosen).collect();
    progress.doing("checking rules");
    let by_place = names_files(&asked) || !policy.overrides.is_empty();
    let passes = match by_place {
        // Some of them are not to be told, which is seen by their places.
        true => Passes::Told,
        false => passes,
    };
    let mut results = Vec::new();
    let mut passed: BTreeMap<Arc<str>, usize> = BTreeMap::new();
    let mut objects = Marked::default();
    let mut drawings = Vec::new();
    let mut sensitive = manifests.sensitive_places();
    let mut roots: BTreeMap<Arc<str>, Arc<str>> = BTreeMap::new();
    for evaluated in &evaluated {
        let (project, graph) = (&evaluated.project, &evaluated.graph);
        let world = Infrastructure::new(&configuration, project, graph, &manifests, &asked.config);
        let world = match &evaluated.environment {
            Some(name) => world.of_environment(name),
            None => world,
        };
        world
            .objects()
            .iter()
            .for_each(|object| objects.add(object));
        let outcome = rules_room::run(library, &chosen, &world, passes);
        results.extend(outcome.results);
        for (rule, count) in outcome.passed {
            *passed.entry(rule).or_default() += count;
        }
        if drawn {
            drawings.push(world.drawing());
        }
        diagnostics.extend(outcome.diagnostics);
        diagnostics.extend(world.oddities());
        sensitive.extend(graph.sensitive_places());
        roots.extend(
            project
                .roots
                .iter()
                .map(|root| (root.name.clone(), root.dir.clone())),
        );
    }
    for result in &mut results {
        rules_room::without_stand_ins(&mut result.evidence, &sources);
    }
    // The sort is stable: within a rule, environments follow one another.
    results.sort_by(|a, b| a.rule.cmp(&b.rule));
    sensitive.sort();
    sensitive.dedup();
    diagnostics.append(&mut book.diagnostics);
    let mut infos = book.infos();
    infos.retain(|code, _| rules.contains(code));
    let found = Found {
        configuration: &configuration,
        sources: &sources,
        roots: &roots,
        rules: &infos,
        objects,
        results,
    };
    let Judged {
        results,
        suppressions,
        standing,
        gone,
    } = policy.judge(found, &book, &asked, &mut diagnostics);
    diagnostics.sort();
    diagnostics.dedup();
    diagnostics.extend(silent_rules(&infos, &results, &passed, &diagnostics));
    let results = within(results, &asked, &roots, &sources);
    let report = Report {
        sensitive,
        architecture: rules_room::summarise(infos.values(), &results, &passed),
        drawings,
        rules: infos,
        results,
        passed,
        since: None,
        suppressions,
        inputs,
        diagnostics,
    };
    let known = policy.baseline.as_ref().map(|baseline| &baseline.known);
    let stance = Stance::of(&report, &asked.config, known);
    // The process ends soon, and all of this with it: taking it apart value by value takes longer
    // than judging it.
    std::mem::forget((evaluated, configuration, manifests));
    Ok(Outcome {
        report,
        sources,
        standing,
        gone,
        stance,
    })
}

fn names_files(inputs: &InputOptions) -> bool {
    inputs.paths.iter().any(|path| !inputs.root.is_dir(path))
}

/// What is reported when single files are named: their module is judged whole, but only what lies
/// in those files is told. `roots` are the directories of root modules by name.
fn within(
    results: Vec<RuleResult>,
    inputs: &InputOptions,
    roots: &BTreeMap<Arc<str>, Arc<str>>,
    sources: &Sources,
) -> Vec<RuleResult> {
    let paths = inputs.paths.iter().map(String::as_str);
    let (dirs, files): (Vec<&str>, Vec<&str>) = paths.partition(|path| inputs.root.is_dir(path));
    if files.is_empty() {
        return results;
    }
    let told = |result: &RuleResult| {
        let in_dir = result.subject.as_ref().is_some_and(|subject| {
            let root = roots.get(&subject.root).unwrap_or(&subject.root);
            let beneath = |dir: &&str| path::is_beneath(root, dir);
            dirs.iter().any(beneath)
        });
        let file = result.place.and_then(|place| sources.get(place.file));
        let in_file = file.is_some_and(|file| files.contains(&&*file.path));
        in_dir || in_file || result.subject.is_none()
    };
    results.into_iter().filter(told).collect()
}

/// Every rule says something of every run, be it that it has no subject. A run in which one is
/// silent, and no error tells why, is not a clean one.
fn silent_rules(
    rules: &BTreeMap<Arc<str>, RuleInfo>,
    results: &[RuleResult],
    passed: &BTreeMap<Arc<str>, usize>,
    diagnostics: &[Diagnostic],
) -> Option<Diagnostic> {
    let told = results.iter().map(|result| &result.rule);
    let spoke: BTreeSet<&Arc<str>> = told.chain(passed.keys()).collect();
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
    let progress = Progress::default();
    let talkative = terminal.watched && view.verbosity > Verbosity::Quiet;
    let watch = talkative.then(|| progress.watch());
    let told = outputs
        .iter()
        .any(|output| output.format.tells_passes(view));
    let request = Request {
        inputs: &args.inputs,
        rules: &args.rules,
        choice: &args.choice,
        ignores: !args.no_ignores,
        baseline: match args.no_ignores {
            true => Asked::Nothing,
            false => Asked::File(args.baseline.as_deref()),
        },
        policy: match args.policy {
            PolicyOf::Own => None,
            PolicyOf::Since => Some(since::root(args.since.as_deref())?),
        },
        passes: match told {
            true => Passes::Told,
            false => Passes::Counted,
        },
        environments: Environments::Every,
        drawn: outputs.iter().any(|output| output.format.is_drawn()),
    };
    let other = match &args.since {
        Some(since) => Some(since::read(since, &request, &inputs, &progress)?),
        None => None,
    };
    let reach = match args.unsafe_fixes {
        true => Reach::Suggested,
        false => Reach::Safe,
    };
    let outcome = match args.fix {
        true => fixed(&request, &inputs, &progress, reach),
        false => outcome(&request, inputs, progress).map(|outcome| (outcome, BTreeSet::new())),
    };
    drop(watch);
    let (mut outcome, changed) = outcome?;
    if (args.fix || args.diff) && view.verbosity > Verbosity::Quiet {
        let reach = if args.diff { Reach::Suggested } else { reach };
        let changed = changed.iter().map(|file| format!("fixed: {file}"));
        for line in changed.chain(fix::left(&outcome, reach)) {
            terminal.say(Voice::Note, &line);
        }
    }
    if let Some((side, odd)) = other {
        since::apply(&mut outcome, &side, odd);
    }
    let status = Status::of(&outcome.report, args.fail_on, args.strict);
    // Standard output carries one document, and that is the diff.
    let shown = |output: &&Output| !args.diff || output.file.is_some();
    for output in outputs.iter().filter(shown) {
        write(output, &outcome, view, terminal)?;
    }
    if args.diff {
        terminal.print_text(&fix::diff(&outcome))?;
    }
    Ok(status)
}

/// What is left after all fixes within `reach`, and the files that changed: a fix may make room for
/// another.
fn fixed(
    request: &Request<'_>,
    inputs: &InputOptions,
    progress: &Progress,
    reach: Reach,
) -> Result<(Outcome, BTreeSet<String>), String> {
    let mut left = outcome(request, inputs.clone(), progress.clone())?;
    let mut files = BTreeSet::new();
    for _ in 0..fix::ROUNDS {
        let changed = fix::make(&left, reach, &inputs.root)?;
        if changed.is_empty() {
            break;
        }
        files.extend(changed);
        left = outcome(request, inputs.clone(), progress.clone())?;
    }
    Ok((left, files))
}

/// What the arguments and the configuration ask for. A run does not begin with a configuration that
/// is wrong: what it would find is not what was meant.
pub(super) fn outcome(
    request: &Request<'_>,
    mut inputs: InputOptions,
    progress: Progress,
) -> Result<Outcome, String> {
    let mut sources = Sources::default();
    let otherwise = request.environments.clone();
    let home = request
        .policy
        .clone()
        .unwrap_or_else(|| inputs.root.clone());
    let mut problems = settings::read(request.inputs, &mut inputs, &home, otherwise, &mut sources)?;
    let pages = Pages::configured(&inputs.config, &home);
    let asked = Pages::asked(&request.rules.rules);
    let mut book = rules::load(pages.chain(asked), sources)?;
    problems.extend(settings::apply(&inputs.config, &mut book));
    let (configured, unknown) = settings::chosen(&inputs.config, &book);
    problems.extend(unknown);
    let (mut policy, unknown) = policy::read(&inputs.config, &book, request.ignores);
    problems.extend(unknown);
    match baseline::read(request.baseline, &inputs, &home, &mut book.sources)? {
        Ok(baseline) => policy.baseline = baseline,
        Err(problem) => problems.push(problem),
    }
    if !problems.is_empty() {
        problems.sort();
        let report = Report {
            diagnostics: problems,
            ..Report::default()
        };
        return Ok(Outcome {
            report,
            sources: book.sources,
            ..Outcome::default()
        });
    }
    let choice = request.choice;
    let rules = book.choose(
        configured,
        &choice.select,
        &choice.extend_select,
        &choice.ignore,
    )?;
    let paths = inputs.paths.iter().map(|path| inputs.root.display(path));
    let streams = inputs.stdin.iter().map(|_| "standard input".to_owned());
    let paths: Vec<String> = paths.chain(streams).collect();
    let paths = paths.join(", ");
    let mut outcome = check(CheckOptions {
        inputs,
        book,
        rules,
        policy,
        passes: request.passes,
        progress,
        drawn: request.drawn,
    })?;
    let nothing = no_inputs(&outcome.report, &outcome.sources, &paths);
    outcome.report.diagnostics.extend(nothing);
    Ok(outcome)
}

/// A run that had nothing to look at is not a clean one.
fn no_inputs(report: &Report, sources: &Sources, paths: &str) -> Option<Diagnostic> {
    let inputs = &report.inputs;
    let error = report.diagnostics.iter().any(|d| d.level == Level::Error);
    if inputs.terraform_files + inputs.kubernetes_files > 0 || error {
        return None;
    }
    let files: u64 = inputs.excluded.iter().map(|excluded| excluded.files).sum();
    if let (1.., Some(first)) = (files, inputs.excluded.first()) {
        let places = inputs.excluded.iter().filter_map(|excluded| {
            let (file, start, _) = sources.locate(excluded.place)?;
            Some(format!("{file}:{}", start.line))
        });
        let places: BTreeSet<String> = places.collect();
        let places: Vec<&str> = places.iter().map(String::as_str).collect();
        let places = super::few(&places);
        let message = match files {
            1 => format!("no inputs: the only file is excluded by {places}"),
            files => format!("no inputs: all {files} files excluded by {places}"),
        };
        return Some(Diagnostic::error(Code::Config, first.place, message));
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

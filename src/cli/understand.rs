//! From inputs to the graph: the part that `check` and `graph` share.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::inputs::{InputOptions, VariableSource};
use super::progress::Progress;
use crate::finding::{Code, Diagnostic, Inputs, Level, Skipped};
use crate::graph::Graph;
use crate::kubernetes::{self, Manifests};
use crate::source::{
    self, Excludes, Input, InputKind, Place, ReadError, SkipReason, Sources, Span, path,
};
use crate::terraform::{self, Configuration, Options, Project, VariableSetting};

/// All that the inputs say.
pub struct Understanding {
    /// The files.
    pub sources: Sources,
    /// Terraform's declarations.
    pub configuration: Configuration,
    /// Terraform's values.
    pub project: Project,
    /// Kubernetes objects.
    pub manifests: Manifests,
    /// Everything, joined.
    pub graph: Graph,
    /// What was read.
    pub inputs: Inputs,
    /// What could not be, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads and evaluates the inputs; the files are added to `sources`. The error is one line for the
/// user: the command line is wrong.
pub fn understand(
    options: &InputOptions,
    mut sources: Sources,
    progress: &Progress,
) -> Result<Understanding, String> {
    let (root, limits) = (&options.root, options.limits);
    progress.doing("reading files");
    let walk = source::walk(root, &options.paths, &Excludes::default(), &limits);
    let mut diagnostics = Vec::new();
    for problem in &walk.problems {
        diagnostics.push(unreadable(&problem.path, &problem.error, &mut sources));
    }

    let dirs = terraform_directories(&walk.inputs);
    let configuration = terraform::load(root, &dirs, &mut sources, limits);
    let settings = settings(options, &configuration, &mut sources, &mut diagnostics)?;
    let (manifest_inputs, _): (Vec<Input>, Vec<Input>) = walk
        .inputs
        .iter()
        .cloned()
        .partition(|input| is_manifest(input.kind));
    let (plans, manifest_inputs) =
        terraform::load_plans(root, manifest_inputs, &mut sources, limits);
    let manifests = kubernetes::load(root, &manifest_inputs, &mut sources, limits);

    progress.doing("evaluating Terraform");
    let mut project = Project::evaluate(
        &configuration,
        &Options {
            settings,
            environment: options.environment_variables.clone(),
            workspace: options.workspace.clone(),
            limits,
        },
    );
    project.add_plans(&plans, limits);
    let graph = Graph::new(&project);
    diagnostics.extend(configuration.diagnostics.iter().cloned());
    diagnostics.extend(project.diagnostics().cloned());
    diagnostics.extend(manifests.diagnostics.iter().cloned());
    diagnostics.extend(opaque_modules(&project));
    diagnostics.extend(unread_stream(options));
    diagnostics.extend(unused_variable_files(
        &walk.inputs,
        options,
        &configuration,
        &mut sources,
    ));
    diagnostics.sort();
    diagnostics.dedup();
    let mut inputs = inputs(&walk, &configuration, &project, &manifests, &graph);
    inputs.terraform_files += plans.len();
    Ok(Understanding {
        sources,
        configuration,
        project,
        manifests,
        graph,
        inputs,
        diagnostics,
    })
}

fn is_manifest(kind: InputKind) -> bool {
    matches!(
        kind,
        InputKind::Yaml | InputKind::Json | InputKind::Kustomization | InputKind::Other
    )
}

/// The directories whose modules are loaded: those of all Terraform files of the walk.
fn terraform_directories(inputs: &[Input]) -> BTreeSet<Arc<str>> {
    let files = inputs
        .iter()
        .filter(|input| matches!(input.kind, InputKind::Terraform | InputKind::TerraformJson));
    files
        .map(|input| path::parent(&input.location).unwrap_or(path::HERE).into())
        .collect()
}

/// A file that could not be read, as a diagnostic at its path.
fn unreadable(path: &str, error: &ReadError, sources: &mut Sources) -> Diagnostic {
    let code = match error {
        ReadError::TooLarge { .. } | ReadError::TooMany { .. } => Code::Limit,
        ReadError::NotUtf8 { .. } => Code::Parse,
        ReadError::Outside => Code::Outside,
        _ => Code::Read,
    };
    let file = sources.add(path, "");
    Diagnostic::error(code, Place::new(file, Span::new(0, 0)), error.to_string())
}

/// `--var` and `--var-file`, in the order of the command line.
fn settings(
    options: &InputOptions,
    configuration: &Configuration,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Vec<VariableSetting>, String> {
    let mut settings = Vec::new();
    for source in &options.variables {
        match source {
            VariableSource::Assignment { name, value } => {
                let declared = configuration
                    .roots
                    .iter()
                    .filter_map(|dir| configuration.module(dir))
                    .any(|module| module.variable(name).is_some() || module.broken);
                if !declared {
                    return Err(format!(
                        "--var {name}: no root module declares this variable"
                    ));
                }
                settings.push(VariableSetting::Flag(name.clone(), value.clone()));
            }
            VariableSource::File(file) => {
                let (root, limits) = (&options.root, options.limits);
                let (tree, wrong) = terraform::load_variables(root, file, sources, limits)
                    .map_err(|error| format!("--var-file {file}: {error}"))?;
                diagnostics.extend(wrong);
                settings.push(VariableSetting::File { tree, root: None });
            }
        }
    }
    Ok(settings)
}

/// Standard input is taken, but no room reads a document that is not a file of the root.
fn unread_stream(options: &InputOptions) -> Option<Diagnostic> {
    let stream = options.stdin.as_ref()?;
    Some(Diagnostic {
        place: None,
        level: Level::Error,
        code: Code::Read,
        message: format!("{}: standard input cannot be analysed", stream.name),
        related: Vec::new(),
        help: None,
    })
}

/// One note for each module source that was not loaded, at its first call.
fn opaque_modules(project: &Project) -> Vec<Diagnostic> {
    let mut calls: Vec<(&Arc<str>, Place)> = project
        .roots
        .iter()
        .flat_map(|root| &root.opaque)
        // Of a local module that could not be loaded, and of a cycle, an error tells.
        .filter(|call| !call.source.starts_with('.') && !call.source.contains(' '))
        .map(|call| (&call.source, call.place))
        .collect();
    calls.sort();
    calls.dedup();
    let mut notes: Vec<(Diagnostic, &Arc<str>, usize)> = Vec::new();
    for (source, place) in calls {
        match notes.last_mut() {
            Some((_, last, count)) if *last == source => *count += 1,
            _ => {
                let note = Diagnostic::error(Code::Module, place, String::new());
                notes.push((note.with_level(Level::Note), source, 1));
            }
        }
    }
    let finish = |(note, source, count): (Diagnostic, &Arc<str>, usize)| {
        let times = match count {
            1 => String::new(),
            count => format!(" ({count} calls)"),
        };
        Diagnostic {
            message: format!("module {source} is not loaded: what it makes is unknown{times}"),
            ..note
        }
        .with_help("run `terraform init` here first: what it downloads is read")
    };
    notes.into_iter().map(finish).collect()
}

/// Variables files that Terraform does not load by itself, and nobody named: which of them counts
/// is not guessed at.
fn unused_variable_files(
    inputs: &[Input],
    options: &InputOptions,
    configuration: &Configuration,
    sources: &mut Sources,
) -> Option<Diagnostic> {
    let named = |location: &str| {
        options.variables.iter().any(|source| match source {
            VariableSource::File(file) => file == location,
            VariableSource::Assignment { .. } => false,
        })
    };
    let automatic = |location: &str| {
        let name = path::name(location);
        name.starts_with("terraform.tfvars") || name.contains(".auto.tfvars")
    };
    let unused: Vec<&Input> = inputs
        .iter()
        .filter(|input| input.kind == InputKind::Tfvars)
        .filter(|input| !automatic(&input.location) && !named(&input.location))
        .filter(|input| {
            let dir = path::parent(&input.location).unwrap_or(path::HERE);
            configuration.module(dir).is_some()
        })
        .collect();
    let first = unused.first()?;
    let file = sources.add(first.path.as_str(), "");
    let names: Vec<&str> = unused.iter().take(5).map(|i| i.location.as_str()).collect();
    let more = match unused.len().saturating_sub(names.len()) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = format!(
        "not applied: {}{more}; Terraform loads such files only when they are named",
        names.join(", ")
    );
    let place = Place::new(file, Span::new(0, 0));
    Some(
        Diagnostic::error(Code::Config, place, message)
            .with_level(Level::Note)
            .with_help("name the one that counts with --var-file"),
    )
}

fn inputs(
    walk: &source::Walk,
    configuration: &Configuration,
    project: &Project,
    manifests: &Manifests,
    graph: &Graph,
) -> Inputs {
    let managed = |kind: &&str| graph.managed(kind).count();
    let skipped = walk.skipped.iter().map(|skipped| Skipped {
        path: skipped.path.clone(),
        reason: match skipped.reason {
            SkipReason::Chart => {
                "a Helm chart needs rendering: helm template … | archlint check -".to_owned()
            }
            SkipReason::Outside => "a link that leads outside the scan root".to_owned(),
        },
    });
    let unbuilt = manifests.skipped.iter().map(|skipped| Skipped {
        path: skipped.path.clone(),
        reason: skipped.reason.clone(),
    });
    Inputs {
        roots: project.roots.len(),
        modules: configuration.modules().count(),
        terraform_files: configuration.file_count,
        resources: graph.managed_types().map(|kind| managed(&kind)).sum(),
        kubernetes_files: manifests.file_count,
        objects: manifests.objects.len(),
        skipped: skipped.chain(unbuilt).collect(),
    }
}

//! From inputs to the graph: the part that `check` and `graph` share.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::environments;
use super::inputs::{InputOptions, VariableSource};
use super::progress::Progress;
use crate::config::Config;
use crate::finding::{Code, Diagnostic, Excluded, Inputs, Level, Skipped};
use crate::graph::Graph;
use crate::kubernetes::{self, Manifests};
use crate::source::{self, Input, InputKind, Place, ReadError, SkipReason, Sources, Span, path};
use crate::terraform::{self, Configuration, Layout, Options, Project, VariableSetting};

/// All that the inputs say.
pub struct Understanding {
    /// The files.
    pub sources: Sources,
    /// Terraform's declarations.
    pub configuration: Configuration,
    /// Kubernetes objects.
    pub manifests: Manifests,
    /// Terraform's values: one for each environment, and at least one.
    pub evaluated: Vec<Evaluated>,
    /// What was read.
    pub inputs: Inputs,
    /// What could not be, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

/// What Terraform's files come to in one environment.
pub struct Evaluated {
    /// Its name; `None` where none is configured, or none asked for.
    pub environment: Option<Arc<str>>,
    /// The values.
    pub project: Project,
    /// Everything, joined.
    pub graph: Graph,
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
    let project = &options.config.project;
    let walk = source::walk(root, &options.paths, &project.excludes, &limits);
    let mut diagnostics = Vec::new();
    for problem in &walk.problems {
        diagnostics.push(Diagnostic::unread(
            &problem.path,
            &problem.error,
            &mut sources,
        ));
    }

    let dirs = terraform_directories(&walk.inputs);
    let stand_ins = options.config.modules.iter();
    let layout = Layout {
        stand_ins: stand_ins
            .map(|(source, dir)| (source.clone(), dir.value.clone()))
            .collect(),
        roots: environments::roots(&options.config, &dirs),
        completed: terraform::terragrunt::completed(root, units(&walk), limits.source_bytes),
    };
    let configuration = terraform::load(root, &dirs, &layout, &mut sources, limits);
    let settings = settings(options, &configuration, &mut sources, &mut diagnostics)?;
    let (manifest_inputs, _): (Vec<Input>, Vec<Input>) = walk
        .inputs
        .iter()
        .cloned()
        .partition(|input| is_manifest(input.kind));
    let (mut plans, manifest_inputs) = terraform::load_plans(
        root,
        manifest_inputs,
        &mut sources,
        limits,
        &mut diagnostics,
    );
    let stream = options.stdin.as_ref();
    let stream = stream.filter(|stream| stream.bytes.len() as u64 <= limits.plan_bytes);
    let streamed = stream
        .and_then(|stream| terraform::load_plan_stream(&stream.name, &stream.bytes, &mut sources));
    let mut manifests = kubernetes::load(root, manifest_inputs, &mut sources, limits);
    if streamed.is_none() {
        match stream_of_manifests(options, &mut sources) {
            Some(Ok(more)) => manifests.join(more, &sources),
            Some(Err(error)) => diagnostics.push(error),
            None => {}
        }
    }
    plans.extend(streamed);

    progress.doing("evaluating Terraform");
    let together = environments::together(options, &configuration, &mut sources, &mut diagnostics)?;
    let how = Options {
        settings,
        environment: options.environment_variables.clone(),
        workspace: options.workspace.clone(),
        named: options.named,
        limits,
    };
    let evaluated = together.into_iter().map(|together| {
        let mut project = Project::evaluate(&configuration, &together.runs, &how);
        // A plan does not tell which environment it is of: it stands in each, as manifests do.
        project.add_plans(&plans, limits);
        Evaluated {
            environment: together.environment,
            graph: Graph::new(&project),
            project,
        }
    });
    let evaluated: Vec<Evaluated> = evaluated.collect();
    diagnostics.extend(configuration.diagnostics.iter().cloned());
    for evaluated in &evaluated {
        diagnostics.extend(evaluated.project.diagnostics().cloned());
    }
    diagnostics.extend(manifests.diagnostics.iter().cloned());
    diagnostics.extend(opaque_modules(&evaluated));
    diagnostics.extend(run_by_terragrunt(&walk, &configuration, &mut sources));
    diagnostics.extend(unused_variable_files(
        &walk.inputs,
        options,
        &configuration,
        &mut sources,
    ));
    diagnostics.sort();
    diagnostics.dedup();
    // The walk and the loader may both fail to read a file.
    let mut unread = BTreeSet::new();
    diagnostics.retain(|diagnostic| match diagnostic.place {
        Some(place) if sources.get(place.file).is_some_and(|f| f.text.is_empty()) => {
            let path = sources.get(place.file).map(|file| file.path.clone());
            unread.insert((path, diagnostic.message.clone()))
        }
        _ => true,
    });
    let mut inputs = inputs(
        &walk,
        &configuration,
        &manifests,
        &evaluated,
        &options.config,
    );
    inputs.terraform_files += plans.len();
    Ok(Understanding {
        sources,
        configuration,
        manifests,
        evaluated,
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
                    .any(|module| module.variable(name).is_some() || module.is_partial());
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
                settings.push(VariableSetting::File(tree));
            }
        }
    }
    Ok(settings)
}

/// The manifests on standard input, as `helm template` and `kustomize build` write them.
fn stream_of_manifests(
    options: &InputOptions,
    sources: &mut Sources,
) -> Option<Result<Manifests, Diagnostic>> {
    let stream = options.stdin.as_ref()?;
    let limit = options.limits.plan_bytes;
    let size = stream.bytes.len() as u64;
    let text = match size > limit {
        true => Err(ReadError::TooLarge { size, limit }),
        false => source::decode_utf8(stream.bytes.clone()),
    };
    Some(match text {
        Ok(text) => Ok(kubernetes::load_stream(&stream.name, &text, sources)),
        Err(error) => Err(Diagnostic::unread(&stream.name, &error, sources)),
    })
}

/// One note for each module source that was not loaded, at its first call.
fn opaque_modules(evaluated: &[Evaluated]) -> Vec<Diagnostic> {
    let mut calls: Vec<(&Arc<str>, Place)> = evaluated
        .iter()
        .flat_map(|evaluated| &evaluated.project.roots)
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
        .with_help(
            "run `terraform init` here first: what it downloads is read; or name a directory that \
             stands in for it in [modules] of archlint.toml",
        )
    };
    notes.into_iter().map(finish).collect()
}

/// The files of Terragrunt's units.
fn units(walk: &source::Walk) -> impl Iterator<Item = &str> {
    let units = walk.inputs.iter();
    let units = units.filter(|input| input.kind == InputKind::Terragrunt);
    units.map(|input| input.location.as_str())
}

/// One note where Terragrunt adds files to root modules, at the first of its own.
fn run_by_terragrunt(
    walk: &source::Walk,
    configuration: &Configuration,
    sources: &mut Sources,
) -> Option<Diagnostic> {
    let completed = configuration.modules().filter(|module| module.completed);
    let dirs: Vec<&str> = completed.map(|module| &*module.dir).collect();
    if dirs.is_empty() {
        return None;
    }
    let file = sources.add(units(walk).next()?, "");
    let message = format!(
        "Terragrunt adds files to {}: names that are declared in none here are unknown",
        super::few(&dirs)
    );
    let place = Place::new(file, Span::new(0, 0));
    Some(
        Diagnostic::error(Code::Module, place, message)
            .with_level(Level::Note)
            .with_help(
                "check plans, which know all: terragrunt run -- plan -out=p, then terragrunt run \
                 -- show -json p > plan.json",
            ),
    )
}

/// Variables files that Terraform does not load by itself, and nobody named: which of them counts
/// is not guessed at.
fn unused_variable_files(
    inputs: &[Input],
    options: &InputOptions,
    configuration: &Configuration,
    sources: &mut Sources,
) -> Option<Diagnostic> {
    let project = &options.config.project;
    let instances = project
        .environments
        .values()
        .flat_map(|environment| &environment.value);
    let configured = instances.flat_map(|instance| &instance.var_files);
    let configured =
        configured.filter_map(|file| options.root.resolve(&project.base, &file.value).ok());
    let asked = options.variables.iter().filter_map(|source| match source {
        VariableSource::File(file) => Some(file.clone()),
        VariableSource::Assignment { .. } => None,
    });
    let named: BTreeSet<String> = configured.chain(asked).collect();
    let automatic = |location: &str| {
        let name = path::name(location);
        name.starts_with("terraform.tfvars") || name.contains(".auto.tfvars")
    };
    let unused: Vec<&Input> = inputs
        .iter()
        .filter(|input| input.kind == InputKind::Tfvars)
        .filter(|input| !automatic(&input.location) && !named.contains(&input.location))
        .filter(|input| {
            let dir = path::parent(&input.location).unwrap_or(path::HERE);
            configuration.module(dir).is_some()
        })
        .collect();
    let first = unused.first()?;
    let file = sources.add(first.path.as_str(), "");
    let names: Vec<&str> = unused.iter().map(|i| i.location.as_str()).collect();
    let message = format!(
        "not applied: {}; Terraform loads such files only when they are named",
        super::few(&names)
    );
    let place = Place::new(file, Span::new(0, 0));
    Some(
        Diagnostic::error(Code::Config, place, message)
            .with_level(Level::Note)
            .with_help(
                "name the one that counts with --var-file, or all in [project.environments] of \
                 archlint.toml",
            ),
    )
}

fn inputs(
    walk: &source::Walk,
    configuration: &Configuration,
    manifests: &Manifests,
    evaluated: &[Evaluated],
    config: &Config,
) -> Inputs {
    let skipped = walk.skipped.iter().map(|skipped| Skipped {
        path: skipped.path.clone(),
        reason: match skipped.reason {
            SkipReason::Chart => {
                let path = &skipped.path;
                format!("needs rendering: helm template {path} | archlint check -")
            }
            SkipReason::Outside => "a link that leads outside the scan root".to_owned(),
        },
    });
    let unbuilt = manifests.skipped.iter().map(|skipped| Skipped {
        path: skipped.path.clone(),
        reason: skipped.reason.clone(),
    });
    let excludes = config.project.exclude.iter().zip(&walk.excluded);
    let excluded = excludes.map(|(glob, files)| Excluded {
        glob: glob.value.clone(),
        place: glob.place,
        files: *files,
    });
    let roots = evaluated
        .iter()
        .flat_map(|evaluated| &evaluated.project.roots);
    let roots: BTreeSet<&Arc<str>> = roots.map(|root| &root.dir).collect();
    let managed = |graph: &Graph| -> usize {
        graph
            .managed_types()
            .map(|kind| graph.managed(kind).count())
            .sum()
    };
    Inputs {
        roots: roots.len(),
        modules: configuration.modules().count(),
        terraform_files: configuration.file_count,
        resources: evaluated
            .iter()
            .map(|evaluated| managed(&evaluated.graph))
            .sum(),
        kubernetes_files: manifests.file_count,
        objects: manifests.objects.len(),
        skipped: skipped.chain(unbuilt).collect(),
        excluded: excluded.filter(|excluded| excluded.files > 0).collect(),
    }
}

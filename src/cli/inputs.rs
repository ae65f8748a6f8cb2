//! What a run reads: the root, paths, standard input, Terraform variables, limits.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ArgMatches;

use super::args::InputArgs;
use super::environments::Environments;
use super::reason;
use crate::config::Config;
use crate::finding::nearest;
use crate::report::Standpoint;
use crate::source::{Limits, OF_STACK, Root};

/// What `check` and `graph` read.
#[derive(Clone, Debug)]
pub struct InputOptions {
    /// Nothing outside it is read.
    pub root: Arc<Root>,
    /// The paths that are checked, inside the root, each once.
    pub paths: Vec<String>,
    /// Standard input, if it was named.
    pub stdin: Option<Stream>,
    /// `TF_VAR_*` of the environment by variable name, in order; empty unless asked for. They
    /// are the weakest source of variables.
    pub environment_variables: Vec<(String, String)>,
    /// `--var` and `--var-file` in the order of the command line: the last one wins.
    pub variables: Vec<VariableSource>,
    /// The value of `terraform.workspace`.
    pub workspace: String,
    /// Whether variables, locals and outputs are asked for by their names.
    pub named: bool,
    /// How far the run goes before it says that it stopped.
    pub limits: Limits,
    /// The settings of the file that holds; none before it is read.
    pub config: Config,
    /// In which environments the project is evaluated.
    pub environments: Environments,
}

/// Bytes that came through standard input.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stream {
    /// The name reports give to it.
    pub name: String,
    /// What was read: at most [`Limits::plan_bytes`], and one more when there was more.
    pub bytes: Vec<u8>,
}

/// One source of Terraform variables on the command line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum VariableSource {
    /// `--var NAME=VALUE`
    Assignment {
        /// The variable.
        name: String,
        /// Its value, as text that Terraform reads by the type of the variable.
        value: String,
    },
    /// `--var-file FILE`, inside the root.
    File(String),
}

impl InputOptions {
    /// What `args` ask for beneath `root`. `matches` are those of the same verb: they know in
    /// which order `--var` and `--var-file` came. The error is one line for the user.
    pub(super) fn read(
        args: &InputArgs,
        matches: &ArgMatches,
        root: Option<&Path>,
    ) -> Result<InputOptions, String> {
        let limits = limits(&args.limit)?;
        let Scope { root, paths, stdin } = Scope::find(&args.paths, root)?;
        let stdin = match stdin {
            true => Some(Stream::read(&args.stdin_filename, limits.plan_bytes)?),
            false => None,
        };
        let environment_variables = match args.tf_vars_from_env {
            true => terraform_environment(),
            false => Vec::new(),
        };
        let variables = variables(args, matches, &root)?;
        Ok(InputOptions {
            root,
            paths,
            stdin,
            environment_variables,
            variables,
            workspace: args.workspace.clone(),
            named: false,
            limits,
            config: Config::default(),
            environments: Environments::Unnamed,
        })
    }

    /// The checked paths in one word, which tells apart runs over one repository.
    pub(super) fn category(&self) -> String {
        let paths = self
            .paths
            .iter()
            .map(String::as_str)
            .filter(|path| *path != ".");
        let stdin = self.stdin.iter().map(|stream| &*stream.name);
        paths.chain(stdin).collect::<Vec<_>>().join(",")
    }
}

/// Where a run takes place.
pub(super) struct Scope {
    pub root: Arc<Root>,
    pub paths: Vec<String>,
    /// Whether `-` was among the paths.
    pub stdin: bool,
}

impl Scope {
    /// The root of `paths` and the paths inside it. Without paths that is `root` as a whole, or
    /// the working directory. The error is one line for the user.
    pub fn find(paths: &[PathBuf], root: Option<&Path>) -> Result<Scope, String> {
        let whole = root.unwrap_or(Path::new(".")).to_path_buf();
        let (streams, mut named): (Vec<_>, Vec<_>) = paths
            .iter()
            .cloned()
            .partition(|path| path.as_os_str() == "-");
        if paths.is_empty() {
            named.push(whole);
        }
        let root = Root::find(&named, root).map_err(|error| error.to_string())?;
        let mut inside = Vec::new();
        for path in &named {
            let path = root.relative(path).map_err(|error| error.to_string())?;
            if !inside.contains(&path) {
                inside.push(path);
            }
        }
        Ok(Scope {
            root: Arc::new(root),
            paths: inside,
            stdin: !streams.is_empty(),
        })
    }
}

/// From where texts name the files of `root`.
pub(super) fn standpoint(root: &Root) -> Standpoint {
    match root.relative(Path::new(".")) {
        Ok(here) => Standpoint::Inside(here),
        Err(_) => Standpoint::Outside(root.display(".")),
    }
}

/// The limits, with those that `--limit` changes.
pub(super) fn limits(changes: &[(String, u64)]) -> Result<Limits, String> {
    let mut limits = Limits::DEFAULT;
    for (name, value) in changes {
        let mut stack = limits.rows().into_iter();
        let greatest = stack.find(|row| row.name == name && OF_STACK.contains(&row.name));
        if let Some(row) = greatest.filter(|row| *value > row.value) {
            let most = row.value;
            return Err(format!("--limit: {name} can be lowered only, from {most}"));
        }
        if !limits.set(name, *value) {
            let rows = limits.rows();
            let hint = match nearest(name, rows.iter().map(|row| row.name)) {
                Some(known) => format!("did you mean '{known}'?"),
                None => "`archlint config show` lists them".to_owned(),
            };
            return Err(format!("--limit: no limit is called '{name}'; {hint}"));
        }
    }
    limits.enforce();
    Ok(limits)
}

impl Stream {
    fn read(name: &str, limit: u64) -> Result<Stream, String> {
        let mut bytes = Vec::new();
        io::stdin()
            .lock()
            .take(limit.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| format!("standard input: {}", reason(&error)))?;
        Ok(Stream {
            name: name.to_owned(),
            bytes,
        })
    }
}

fn variables(
    args: &InputArgs,
    matches: &ArgMatches,
    root: &Root,
) -> Result<Vec<VariableSource>, String> {
    let places = |id| matches.indices_of(id).into_iter().flatten();
    let mut sources: Vec<(usize, VariableSource)> = Vec::new();
    for (place, (name, value)) in places("var").zip(&args.var) {
        let (name, value) = (name.clone(), value.clone());
        sources.push((place, VariableSource::Assignment { name, value }));
    }
    for (place, file) in places("var_file").zip(&args.var_file) {
        let file = root
            .relative(file)
            .map_err(|error| format!("--var-file: {error}"))?;
        sources.push((place, VariableSource::File(file)));
    }
    sources.sort_by_key(|(place, _)| *place);
    Ok(sources.into_iter().map(|(_, source)| source).collect())
}

fn terraform_environment() -> Vec<(String, String)> {
    let mut variables: Vec<(String, String)> = std::env::vars_os()
        .filter_map(|(name, value)| {
            let name = name.to_str()?.strip_prefix("TF_VAR_")?.to_owned();
            Some((name, value.into_string().ok()?))
        })
        .collect();
    variables.sort();
    variables
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::{Cli, Verb};
    use clap::{CommandFactory, FromArgMatches};

    fn read(line: &[&str], root: &Path) -> Result<InputOptions, String> {
        let matches = Cli::command().get_matches_from(["archlint", "check"].iter().chain(line));
        let Verb::Check(args) = Cli::from_arg_matches(&matches).unwrap().verb else {
            unreachable!()
        };
        let (_, matches) = matches.subcommand().unwrap();
        InputOptions::read(&args.inputs, matches, Some(root))
    }

    #[test]
    fn variables_keep_the_order_of_the_command_line() {
        let dir = tempfile::tempdir().unwrap();
        let file = |name: &str| {
            let path = dir.path().join(name);
            std::fs::write(&path, "").unwrap();
            path.to_str().unwrap().to_owned()
        };
        let (one, two) = (file("1.tfvars"), file("2.tfvars"));
        let line = [
            "--var",
            "a=1",
            "--var-file",
            &one,
            "--var",
            "a=2=3",
            "--var-file",
            &two,
        ];
        let assigned = |value: &str| VariableSource::Assignment {
            name: "a".into(),
            value: value.into(),
        };
        let file = |name: &str| VariableSource::File(name.into());
        let options = read(&line, dir.path()).unwrap();
        let expected = [
            assigned("1"),
            file("1.tfvars"),
            assigned("2=3"),
            file("2.tfvars"),
        ];
        assert_eq!(options.variables, expected);
        assert_eq!(options.paths, ["."]);
        assert_eq!(options.category(), "");
    }

    #[test]
    fn what_lies_outside_the_root_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let other = tempfile::tempdir().unwrap();
        let file = other.path().join("x.tfvars");
        std::fs::write(&file, "").unwrap();
        let error = read(&["--var-file", file.to_str().unwrap()], dir.path()).unwrap_err();
        assert!(error.contains("not beneath the root"), "{error}");
        let error = read(&[other.path().to_str().unwrap()], dir.path()).unwrap_err();
        assert!(error.contains("not beneath the root"), "{error}");
    }

    #[test]
    fn limits_are_set_by_name() {
        let limit = |name: &str| limits(&[(name.to_owned(), 7)]);
        assert_eq!(limit("fuel").unwrap().fuel, 7);
        assert!(limit("fuell").unwrap_err().contains("'fuel'"));
        assert!(limit("x").unwrap_err().contains("config show"));
    }
}

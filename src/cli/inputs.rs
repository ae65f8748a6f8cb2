//! What a run reads: paths, standard input, Terraform variables.

use std::io::{self, Read};
use std::path::PathBuf;

use clap::ArgMatches;

use super::args::InputArgs;
use super::reason;
use super::root::{Scope, Target};

/// What `check` and `graph` read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InputOptions {
    /// The root and what is read beneath it.
    pub scope: Scope,
    /// Standard input, if it is one of the targets.
    pub stdin: Option<Stream>,
    /// `TF_VAR_*` of the environment by variable name, in order; empty unless asked for. They
    /// are the weakest source of variables.
    pub environment_variables: Vec<(String, String)>,
    /// `--var` and `--var-file` in the order of the command line: the last one wins.
    pub variables: Vec<VariableSource>,
    /// The value of `terraform.workspace`.
    pub workspace: String,
}

/// Bytes that came through standard input.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stream {
    /// The name reports give to it.
    pub name: String,
    /// What was read, at most [`STREAM_BYTES`] and one more when there was more.
    pub bytes: Vec<u8>,
}

/// The largest standard input that is read, in bytes: that of a plan.
pub const STREAM_BYTES: u64 = 64 << 20;

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
    /// `--var-file FILE`, relative to the working directory or absolute.
    File(PathBuf),
}

impl InputOptions {
    /// What `args` ask for. `matches` are those of the same verb: they know in which order
    /// `--var` and `--var-file` came. The error is one line for the user.
    pub(super) fn read(
        args: &InputArgs,
        matches: &ArgMatches,
        scope: Scope,
    ) -> Result<InputOptions, String> {
        let stdin = match scope.targets.contains(&Target::Stdin) {
            true => Some(Stream::read(&args.stdin_filename)?),
            false => None,
        };
        let environment_variables = match args.tf_vars_from_env {
            true => terraform_environment(),
            false => Vec::new(),
        };
        Ok(InputOptions {
            scope,
            stdin,
            environment_variables,
            variables: variables(args, matches),
            workspace: args.workspace.clone(),
        })
    }
}

impl Stream {
    fn read(name: &str) -> Result<Stream, String> {
        let mut bytes = Vec::new();
        io::stdin()
            .lock()
            .take(STREAM_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| format!("standard input: {}", reason(&error)))?;
        Ok(Stream {
            name: name.to_owned(),
            bytes,
        })
    }
}

fn variables(args: &InputArgs, matches: &ArgMatches) -> Vec<VariableSource> {
    let assignments = args
        .var
        .iter()
        .map(|(name, value)| VariableSource::Assignment {
            name: name.clone(),
            value: value.clone(),
        });
    let files = args.var_file.iter().cloned().map(VariableSource::File);
    let places = |id| matches.indices_of(id).into_iter().flatten();
    let mut sources: Vec<(usize, VariableSource)> = places("var")
        .zip(assignments)
        .chain(places("var_file").zip(files))
        .collect();
    sources.sort_by_key(|(place, _)| *place);
    sources.into_iter().map(|(_, source)| source).collect()
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

    #[test]
    fn variables_keep_the_order_of_the_command_line() {
        let line = "archlint check --var a=1 --var-file f.tfvars --var a=2=3 --var-file g.tfvars";
        let matches = Cli::command().get_matches_from(line.split(' '));
        let cli = Cli::from_arg_matches(&matches).unwrap();
        let Verb::Check(args) = cli.verb else {
            unreachable!()
        };
        let (_, matches) = matches.subcommand().unwrap();
        let assigned = |value: &str| VariableSource::Assignment {
            name: "a".into(),
            value: value.into(),
        };
        let file = |name: &str| VariableSource::File(name.into());
        assert_eq!(
            variables(&args.inputs, matches),
            [
                assigned("1"),
                file("f.tfvars"),
                assigned("2=3"),
                file("g.tfvars")
            ]
        );
    }
}

//! The command line: verbs, flags and their help.
//!
//! A flag stands here only when it does something.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::finding::Severity;
use crate::report::Format;

/// Checks that Terraform and Kubernetes code is the architecture that was agreed.
#[derive(Parser, Debug)]
#[command(
    name = "archlint",
    version,
    max_term_width = 100,
    propagate_version = true
)]
#[command(
    after_help = "Exit status: 0 clean · 1 a finding at or above --fail-on · 2 usage or \
                        internal error, or an input that could not be analysed whole"
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub verb: Verb,
}

/// Flags of all verbs.
#[derive(Args, Debug)]
#[command(next_help_heading = "Everywhere")]
pub(super) struct Global {
    /// Read nothing outside DIR [default: nearest folder at or above PATH that holds .git]
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "ARCHLINT_ROOT",
        hide_env = true
    )]
    pub root: Option<PathBuf>,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    #[arg(env = "ARCHLINT_COLOR", hide_env = true)]
    pub color: Color,
    /// Say less: findings, errors and counts only
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more: also what is suppressed and what passes
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

/// When to use colours.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Also into pipes and files
    Always,
    /// Not at all
    Never,
}

#[derive(Subcommand, Debug)]
pub(super) enum Verb {
    /// Check Terraform and Kubernetes files against the architecture
    Check(CheckArgs),
    /// Explain a rule: what it demands, why, and what to do
    Explain(ExplainArgs),
    /// List the rules
    Rules(RulesArgs),
    /// Test rules of your own on their cases
    Test(TestArgs),
    /// Show what archlint understood: resources, their values and links
    Graph(GraphArgs),
    /// Show what one attribute or name is, and where its value came from
    ExplainValue(ExplainValueArgs),
    /// Adopt archlint where the code does not conform yet: remember what stands
    #[command(subcommand)]
    Baseline(BaselineVerb),
    /// Show the settings in effect
    #[command(subcommand)]
    Config(ConfigVerb),
    /// Write a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// Where settings come from.
#[derive(Args, Debug)]
pub(super) struct ConfigArgs {
    /// Read settings from FILE [default: nearest archlint.toml at or above PATH, up to the root]
    #[arg(long, value_name = "FILE", env = "ARCHLINT_CONFIG", hide_env = true)]
    pub config: Option<PathBuf>,
    /// Read no archlint.toml, not even one that --config names
    #[arg(long)]
    pub isolated: bool,
}

/// What is read, of `check` and `graph` alike.
#[derive(Args, Debug)]
pub(super) struct InputArgs {
    #[command(flatten)]
    pub config: ConfigArgs,
    /// A directory, a .tf, .tf.json, YAML or plan JSON file, or - for standard input [default: .]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Name that reports give to standard input
    #[arg(long, value_name = "NAME", default_value = "stdin.yaml")]
    pub stdin_filename: String,
    /// Set a Terraform variable of the root modules that declare it
    #[arg(long, value_name = "NAME=VALUE", value_parser = assignment)]
    pub var: Vec<(String, String)>,
    /// Read Terraform variables from a file
    #[arg(long, value_name = "FILE")]
    pub var_file: Vec<PathBuf>,
    /// Read Terraform variables from TF_VAR_* in the environment
    #[arg(long)]
    pub tf_vars_from_env: bool,
    /// Evaluate in this environment of archlint.toml alone
    #[arg(long, value_name = "NAME", env = "ARCHLINT_ENV", hide_env = true)]
    pub env: Option<String>,
    /// The value of terraform.workspace
    #[arg(long, value_name = "NAME", default_value = "default")]
    pub workspace: String,
    /// Change a limit; `archlint config show` lists them
    #[arg(long, value_name = "NAME=NUMBER", value_parser = limit)]
    pub limit: Vec<(String, u64)>,
}

/// Which rules speak.
#[derive(Args, Debug, Default)]
pub(super) struct RuleArgs {
    /// More rules: every *.rule.hcl beneath DIR
    #[arg(long, value_name = "DIR")]
    pub rules: Vec<PathBuf>,
}

/// Which rules run.
#[derive(Args, Debug, Default)]
pub(super) struct ChoiceArgs {
    /// Run only these rules, whatever archlint.toml says: a code, a group such as NET, or a name
    #[arg(
        long,
        value_name = "RULE",
        value_delimiter = ',',
        help_heading = "Rules",
        env = "ARCHLINT_SELECT",
        hide_env = true
    )]
    pub select: Vec<String>,
    /// Run these rules as well
    #[arg(
        long,
        value_name = "RULE",
        value_delimiter = ',',
        help_heading = "Rules",
        env = "ARCHLINT_EXTEND_SELECT",
        hide_env = true
    )]
    pub extend_select: Vec<String>,
    /// Do not run these rules
    #[arg(
        long,
        value_name = "RULE",
        value_delimiter = ',',
        help_heading = "Rules",
        env = "ARCHLINT_IGNORE",
        hide_env = true
    )]
    pub ignore: Vec<String>,
}

#[derive(Args, Debug)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub inputs: InputArgs,
    #[command(flatten)]
    pub rules: RuleArgs,
    /// Format of the report; with =FILE written there. Repeatable: one run feeds all
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = output, help_heading = "Output")]
    #[arg(long_help = format_help())]
    pub format: Vec<Output>,
    /// Leave findings below SEVERITY out of texts and SARIF; they are still counted
    #[arg(long, value_name = "SEVERITY", default_value = "low", value_parser = severity)]
    #[arg(
        help_heading = "Output",
        env = "ARCHLINT_MIN_SEVERITY",
        hide_env = true
    )]
    pub min_severity: Severity,
    #[command(flatten)]
    pub choice: ChoiceArgs,
    /// Accept the findings that FILE knows, as `archlint baseline create` wrote it [default: the
    /// one that archlint.toml names]
    #[arg(
        long,
        value_name = "FILE",
        help_heading = "Rules",
        env = "ARCHLINT_BASELINE",
        hide_env = true
    )]
    pub baseline: Option<PathBuf>,
    /// Let only count what the change brings: DIR is a checkout of the other side, REPORT what
    /// `--format json` said of it
    #[arg(long, value_name = "DIR|REPORT", help_heading = "Rules")]
    pub since: Option<PathBuf>,
    /// Whose archlint.toml and baseline hold: a change need not be judged by what it brings along
    #[arg(
        long,
        value_name = "WHOSE",
        default_value = "own",
        requires = "since",
        help_heading = "Rules"
    )]
    pub policy: PolicyOf,
    /// Show what comments, annotations, [[allow]] and the baseline accept, and let it count
    #[arg(long, help_heading = "Rules")]
    pub no_ignores: bool,
    /// Change files so that findings vanish, where the change is safe; then report what is left
    #[arg(long, help_heading = "Fixes", conflicts_with = "diff")]
    pub fix: bool,
    /// Show all changes that would make findings vanish, suggested ones too, as a diff on standard
    /// output, and change nothing
    #[arg(long, help_heading = "Fixes")]
    pub diff: bool,
    /// With --fix: make the suggested changes as well, which somebody should look at
    #[arg(long, help_heading = "Fixes", requires = "fix")]
    pub unsafe_fixes: bool,
    /// Exit with 1 when a finding is at least this grave: low, medium, high, critical
    #[arg(long, value_name = "SEVERITY", default_value = "high", value_parser = severity)]
    #[arg(
        help_heading = "Exit status",
        env = "ARCHLINT_FAIL_ON",
        hide_env = true
    )]
    pub fail_on: Severity,
    /// Let what the files do not decide count as failing
    #[arg(long, help_heading = "Exit status")]
    pub strict: bool,
}

/// Whose policy holds.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum PolicyOf {
    /// That of each side
    Own,
    /// That of the other side, on both
    Since,
}

#[derive(Subcommand, Debug)]
pub(super) enum BaselineVerb {
    /// Write all findings of now into a new baseline
    Create(BaselineCreateArgs),
    /// Take out of a baseline what is gone, and add nothing
    Prune(BaselineArgs),
}

#[derive(Args, Debug)]
pub(super) struct BaselineCreateArgs {
    #[command(flatten)]
    pub baseline: BaselineArgs,
    /// Replace the file, and accept what has come since
    #[arg(long)]
    pub force: bool,
}

#[derive(Args, Debug)]
pub(super) struct BaselineArgs {
    #[command(flatten)]
    pub inputs: InputArgs,
    #[command(flatten)]
    pub rules: RuleArgs,
    #[command(flatten)]
    pub choice: ChoiceArgs,
    /// The baseline [default: the one that archlint.toml names, else archlint-baseline.json in the
    /// root]
    #[arg(long, value_name = "FILE", env = "ARCHLINT_BASELINE", hide_env = true)]
    pub baseline: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(super) struct GraphArgs {
    #[command(flatten)]
    pub inputs: InputArgs,
    /// Format of the graph
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    pub format: GraphFormat,
    /// Print sensitive values
    #[arg(long)]
    pub show_sensitive: bool,
    /// Print how much is known, and why the rest is not, instead of the graph
    #[arg(long, conflicts_with = "format")]
    pub stats: bool,
}

/// A format of `graph`.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum GraphFormat {
    /// Everything, for machines
    Json,
    /// The architecture with the verdicts, for Markdown
    Mermaid,
    /// The same for Graphviz
    Dot,
    /// The same as a picture
    Svg,
}

#[derive(Args, Debug)]
pub(super) struct ExplainValueArgs {
    /// The attribute, as in aws_rds_cluster.main.backup_retention_period, or a name: var.NAME,
    /// local.NAME, output.NAME, module.MODULE.NAME of an output, module.MODULE.local.NAME
    #[arg(value_name = "ADDRESS")]
    pub value: String,
    #[command(flatten)]
    pub inputs: InputArgs,
    /// Print a sensitive value
    #[arg(long)]
    pub show_sensitive: bool,
}

#[derive(Args, Debug)]
pub(super) struct ExplainArgs {
    /// Code or name of the rule
    #[arg(
        value_name = "CODE|NAME",
        required_unless_present = "all",
        conflicts_with = "all"
    )]
    pub rule: Option<String>,
    /// Explain all rules
    #[arg(long)]
    pub all: bool,
    /// Format of the page
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    pub format: PageFormat,
    #[command(flatten)]
    pub config: ConfigArgs,
    #[command(flatten)]
    pub rules: RuleArgs,
}

/// A format of `explain`.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum PageFormat {
    /// For the terminal
    Full,
    /// For documentation
    Markdown,
    /// For machines
    Json,
}

#[derive(Args, Debug)]
pub(super) struct TestArgs {
    /// Directories with rules, and beneath them their cases: fixtures/<CODE-name>/<case>/
    #[arg(value_name = "DIR", required = true)]
    pub directories: Vec<PathBuf>,
}

#[derive(Args, Debug)]
pub(super) struct RulesArgs {
    /// Format of the table
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    pub format: TableFormat,
    #[command(flatten)]
    pub config: ConfigArgs,
    #[command(flatten)]
    pub rules: RuleArgs,
}

/// A format of `rules`.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TableFormat {
    /// For the terminal
    Full,
    /// For machines
    Json,
}

#[derive(Subcommand, Debug)]
pub(super) enum ConfigVerb {
    /// Print the settings, limits and files that `check` would use
    Show(ConfigShowArgs),
    /// Print the JSON Schema of archlint.toml
    Schema,
}

#[derive(Args, Debug)]
pub(super) struct ConfigShowArgs {
    /// The path that would be checked [default: .]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub config: ConfigArgs,
    #[command(flatten)]
    pub rules: RuleArgs,
    /// Change a limit; `archlint config show` lists them
    #[arg(long, value_name = "NAME=NUMBER", value_parser = limit)]
    pub limit: Vec<(String, u64)>,
}

/// One `--format`: a format, and the file it goes to instead of standard output.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Output {
    pub format: Format,
    pub file: Option<PathBuf>,
}

fn output(text: &str) -> Result<Output, String> {
    let (name, file) = match text.split_once('=') {
        Some((_, "")) => return Err("no file after '='".to_owned()),
        Some((name, "-")) => (name, None),
        Some((name, file)) => (name, Some(PathBuf::from(file))),
        None => (text, None),
    };
    let format = Format::parse(name)
        .ok_or_else(|| format!("no such format; there are {}", format_names()))?;
    Ok(Output { format, file })
}

fn format_names() -> String {
    Format::ALL.map(Format::as_str).join(", ")
}

fn format_help() -> String {
    format!(
        "Format of the report: {}. With =FILE it is written there instead of to standard output. \
         Repeatable: one run feeds all",
        format_names()
    )
}

fn severity(text: &str) -> Result<Severity, String> {
    let names = Severity::ALL.map(Severity::as_str).join(", ");
    Severity::parse(text).ok_or_else(|| format!("no such severity; there are {names}"))
}

fn assignment(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.to_owned()))
        }
        _ => Err("expected NAME=VALUE".to_owned()),
    }
}

fn limit(text: &str) -> Result<(String, u64), String> {
    let (name, value) = assignment(text).map_err(|_| "expected NAME=NUMBER".to_owned())?;
    let value = value
        .parse()
        .map_err(|_| "expected NAME=NUMBER".to_owned())?;
    Ok((name, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definitions_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn formats_may_name_a_file() {
        let json = output("json=a=b.json").unwrap();
        assert_eq!(json.file, Some(PathBuf::from("a=b.json")));
        assert_eq!(output("json=-").unwrap().file, None);
        assert!(output("json=").is_err());
        assert!(output("jsno").unwrap_err().contains("json"));
    }
}

//! The command line: reads arguments, asks the other rooms, prints, writes, and ends the process.
//!
//! Invariants:
//! - the only room that prints, writes files, and reads the clock and the environment;
//! - standard output carries the document, standard error everything else;
//! - every way out passes through [`Status`]: 0, 1 or 2, the same in every format.

mod args;
mod baseline;
mod config;
mod explain_value;
mod fix;
mod graph;
mod outputs;
mod progress;
mod settings;
mod since;
mod status;
mod terminal;
mod test;

pub mod check;
pub mod environments;
pub mod inputs;
pub mod policy;
pub mod rules;
pub mod understand;

use std::io;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use clap::{ArgMatches, CommandFactory, FromArgMatches};

pub use progress::Progress;

use crate::report::{Options, Verbosity, sanitise};
use args::{BaselineVerb, Cli, Verb};
use inputs::InputOptions;
use status::Status;
use terminal::{Terminal, Voice};

/// Deep but legal nesting recurses; its counters stop far below this many bytes of stack.
const STACK_BYTES: usize = 16 << 20;

/// What a panic said, kept for the one line that reports it.
static PANIC: Mutex<Option<String>> = Mutex::new(None);

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        *PANIC.lock().unwrap_or_else(PoisonError::into_inner) = Some(panic.to_string());
    }));
    let worker = std::thread::Builder::new()
        .name("archlint".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(run);
    let status = match worker.map(|worker| worker.join()) {
        Ok(Ok(status)) => status,
        Ok(Err(_)) => {
            // A defect must neither look like a clean run nor spill a trace into a log.
            let what = PANIC.lock().unwrap_or_else(PoisonError::into_inner).take();
            let what = what.unwrap_or_default();
            Terminal::detect(args::Color::Auto).say(
                Voice::Error,
                &format!("internal error, please report it: {what}"),
            );
            Status::Error
        }
        Err(_) => Status::Error,
    };
    status.into()
}

/// Parses the arguments and runs the verb.
fn run() -> Status {
    let matches = match Cli::command().try_get_matches() {
        Ok(matches) => matches,
        Err(error) => return usage(&error),
    };
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    let terminal = Terminal::detect(cli.global.color);
    match verb(&cli, &matches, &terminal) {
        Ok(status) => status,
        Err(message) => {
            terminal.say(Voice::Error, &message);
            Status::Error
        }
    }
}

/// Runs the verb. The error is one line for the user.
fn verb(cli: &Cli, matches: &ArgMatches, terminal: &Terminal) -> Result<Status, String> {
    let root = cli.global.root.as_deref();
    let matches = matches.subcommand().map_or(matches, |(_, inner)| inner);
    let view = Options {
        colour: terminal.colour,
        width: terminal.width,
        verbosity: match (cli.global.quiet, cli.global.verbose) {
            (true, _) => Verbosity::Quiet,
            (false, true) => Verbosity::Verbose,
            (false, false) => Verbosity::Normal,
        },
        runner_log: terminal.runner,
        ..Options::default()
    };
    match &cli.verb {
        Verb::Check(args) => {
            let inputs = InputOptions::read(&args.inputs, matches, root)?;
            let view = Options {
                min_severity: args.min_severity,
                standpoint: inputs::standpoint(&inputs.root),
                category: inputs.category(),
                limits: inputs.limits,
                ..view
            };
            deepen_pool();
            check::run(args, inputs, &view, terminal)
        }
        Verb::Baseline(verb) => {
            let args = match verb {
                BaselineVerb::Create(args) => &args.baseline,
                BaselineVerb::Prune(args) => args,
            };
            let matches = matches.subcommand().map_or(matches, |(_, inner)| inner);
            let inputs = InputOptions::read(&args.inputs, matches, root)?;
            deepen_pool();
            baseline::run(verb, inputs, terminal)
        }
        Verb::Graph(args) => {
            let inputs = InputOptions::read(&args.inputs, matches, root)?;
            deepen_pool();
            graph::run(args, inputs, terminal)
        }
        Verb::ExplainValue(args) => {
            let inputs = InputOptions::read(&args.inputs, matches, root)?;
            let view = Options {
                standpoint: inputs::standpoint(&inputs.root),
                ..view
            };
            deepen_pool();
            explain_value::run(args, inputs, &view, terminal)
        }
        Verb::Explain(args) => rules::explain(args, root, &view, terminal),
        Verb::Test(args) => {
            deepen_pool();
            test::run(args, terminal)
        }
        Verb::Rules(args) => rules::list(args, root, &view, terminal),
        Verb::Config(args) => config::run(args, root, terminal),
        Verb::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "archlint", &mut script);
            terminal.print(&String::from_utf8_lossy(&script))?;
            Ok(Status::Clean)
        }
    }
}

/// Gives the threads of the pool as much stack as the main worker has.
fn deepen_pool() {
    // It fails only where a pool exists already, and nothing here makes one earlier.
    let _ = rayon::ThreadPoolBuilder::new()
        .stack_size(STACK_BYTES)
        .build_global();
}

/// Prints help, the version, or what is wrong with the arguments.
fn usage(error: &clap::Error) -> Status {
    if !error.use_stderr() {
        // A reader that closes help early has seen enough.
        let _ = error.print();
        return Status::Clean;
    }
    // clap quotes arguments as they are. A shell glob may bring in file names of strangers.
    let hostile = |arg: std::ffi::OsString| match arg.to_str() {
        Some(arg) => matches!(sanitise::line(arg), std::borrow::Cow::Owned(_)),
        None => true,
    };
    if std::env::args_os().any(hostile) {
        let text = error.render().to_string();
        let text = text.trim_start_matches("error: ").trim_end();
        Terminal::detect(args::Color::Auto).say(Voice::Error, text);
    } else {
        // When standard error is gone there is nobody left to tell.
        let _ = error.print();
    }
    Status::Error
}

/// Names in a sentence, not more than a person reads.
fn few(names: &[&str]) -> String {
    const SHOWN: usize = 5;
    let shown: Vec<&str> = names.iter().take(SHOWN).copied().collect();
    let shown = shown.join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// Why the system refused, in words for people.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => error.kind().to_string(),
    }
}

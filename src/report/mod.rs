//! What a run says, in the formats people and machines read.
//!
//! Invariants:
//! - a format is a function of the report, its sources and [`Options`], nothing else: same input,
//!   same bytes;
//! - no string reaches an output but through [`sanitise`] (texts) or [`inert_json`] (JSON);
//! - lines of secret files and sensitive places are cited, never quoted;
//! - the only room that knows formats and colours; it prints and writes nothing itself.
//!
//! A format is one file here and one variant of [`Format`].

mod blind_spots;
mod closing;
mod concise;
mod full;
mod github;
mod gitlab;
mod groups;
mod html;
mod junit;
mod markdown;
mod messages;
mod place;
pub mod runner;
mod sarif;
mod snippet;
mod style;
#[cfg(test)]
mod tests;
mod words;

pub mod baseline;
pub mod drawing;
pub mod graph;
pub mod inert_json;
pub mod json;
pub mod provenance;
pub mod rule_page;
pub mod sanitise;
pub mod stats;

pub use place::Standpoint;

use crate::finding::{Report, Severity};
use crate::source::{Limits, Sources};

/// A format of the report.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    /// Pictures and proofs, for people.
    #[default]
    Full,
    /// One line each.
    Concise,
    /// Everything, for machines.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Commands of GitHub's runner: annotations of a workflow run.
    Github,
    /// A code quality report of GitLab.
    Gitlab,
    /// A test report, which most CI systems show.
    Junit,
    /// A step summary, or a comment of a pull request.
    Markdown,
    /// A page that stands by itself, with the drawing.
    Html,
}

impl Format {
    /// All formats, in the order help lists them.
    pub const ALL: [Format; 9] = [
        Format::Full,
        Format::Concise,
        Format::Json,
        Format::Sarif,
        Format::Github,
        Format::Gitlab,
        Format::Junit,
        Format::Markdown,
        Format::Html,
    ];

    /// The word users write.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Full => "full",
            Format::Concise => "concise",
            Format::Json => "json",
            Format::Sarif => "sarif",
            Format::Github => "github",
            Format::Gitlab => "gitlab",
            Format::Junit => "junit",
            Format::Markdown => "markdown",
            Format::Html => "html",
        }
    }

    /// The format called `name`.
    pub fn parse(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|f| f.as_str() == name)
    }

    /// Whether it shows each subject that passes, or their number only.
    pub fn tells_passes(self, options: &Options) -> bool {
        match self {
            Format::Json | Format::Junit | Format::Html => true,
            Format::Full => options.verbosity == Verbosity::Verbose,
            _ => false,
        }
    }

    /// Whether it shows the drawing.
    pub fn is_drawn(self) -> bool {
        self == Format::Html
    }

    /// The report in this format.
    pub fn render(self, report: &Report, sources: &Sources, options: &Options) -> String {
        // Only in a terminal does the working directory matter; elsewhere paths begin at the root.
        let from_root = Options {
            standpoint: Standpoint::default(),
            ..options.clone()
        };
        let options = match self {
            Format::Full | Format::Concise => options,
            _ => &from_root,
        };
        match self {
            Format::Full => full::render(report, sources, options),
            Format::Concise => concise::render(report, sources, options),
            Format::Json => json::render(report, sources),
            Format::Sarif => sarif::render(report, sources, options),
            Format::Github => github::render(report, sources, options),
            Format::Gitlab => gitlab::render(report, sources, options),
            Format::Junit => junit::render(report, sources, options),
            Format::Markdown => markdown::render(report, sources, options),
            Format::Html => html::render(report, sources, options),
        }
    }
}

/// How much a text says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Verbosity {
    /// Findings, errors and counts.
    Quiet,
    /// Also the architecture, the inputs and the blind spots.
    #[default]
    Normal,
    /// Also what is suppressed and what passes, one line each.
    Verbose,
}

/// What a format needs to know of its reader.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    /// Whether texts may use terminal colours.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// How much texts say.
    pub verbosity: Verbosity,
    /// Findings below it are counted, not shown. JSON holds them all the same.
    pub min_severity: Severity,
    /// Whether the text goes to the log of GitHub's runner, which looks for commands in it.
    pub runner_log: bool,
    /// From where texts name files.
    pub standpoint: Standpoint,
    /// How many findings are shown, and how much of a line.
    pub limits: Limits,
    /// The checked paths, relative to the root; they tell apart several runs over one repository.
    pub category: String,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            colour: false,
            width: 100,
            verbosity: Verbosity::Normal,
            min_severity: Severity::Low,
            runner_log: false,
            standpoint: Standpoint::default(),
            limits: Limits::DEFAULT,
            category: String::new(),
        }
    }
}

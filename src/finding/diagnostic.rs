//! A message about an input that could not be analysed, or only in part.

use crate::source::{Place, ReadError, Sources, Span};

/// How much a diagnostic matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// The input could not be analysed whole: exit status 2.
    Error,
    /// Something is odd, the analysis is whole.
    Warning,
    /// Worth knowing: a remedy for something unknown.
    Note,
}

impl Level {
    /// The word users read.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "note",
        }
    }
}

/// The class of a diagnostic, stable for machines.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Code {
    /// Text that does not follow its grammar, or is not UTF-8.
    Parse,
    /// A counter ran out (nesting, size, steps, instances).
    Limit,
    /// A file could not be read, or is not a regular file.
    Read,
    /// A path leads outside the root.
    Outside,
    /// Terraform would refuse this expression or configuration, kustomize this kustomization.
    Evaluate,
    /// A module could not be loaded.
    Module,
    /// `archlint.toml`, a flag or a suppression is wrong.
    Config,
    /// A rule page is wrong.
    Rule,
}

impl Code {
    /// The class of a file that could not be read.
    pub fn of_unread(error: &ReadError) -> Code {
        match error {
            ReadError::TooLarge { .. } | ReadError::TooMany { .. } => Code::Limit,
            ReadError::NotUtf8 { .. } => Code::Parse,
            ReadError::Outside => Code::Outside,
            _ => Code::Read,
        }
    }

    /// All codes, in the order documents list them.
    pub const ALL: [Code; 8] = [
        Code::Parse,
        Code::Limit,
        Code::Read,
        Code::Outside,
        Code::Evaluate,
        Code::Module,
        Code::Config,
        Code::Rule,
    ];

    /// The code as reports print it.
    pub fn as_str(self) -> &'static str {
        match self {
            Code::Parse => "PARSE-001",
            Code::Limit => "LIMIT-001",
            Code::Read => "READ-001",
            Code::Outside => "ROOT-001",
            Code::Evaluate => "EVAL-001",
            Code::Module => "MODULE-001",
            Code::Config => "CONFIG-001",
            Code::Rule => "RULE-001",
        }
    }

    /// What the class means, one line of plain text.
    pub fn title(self) -> &'static str {
        match self {
            Code::Parse => "A file does not follow its grammar, or is not UTF-8",
            Code::Limit => "An input exceeds a limit and was analysed in part",
            Code::Read => "A file could not be read, or is not a regular file",
            Code::Outside => "A path leads outside the root",
            Code::Evaluate => "Terraform or kustomize would refuse this",
            Code::Module => "A module could not be loaded",
            Code::Config => "The configuration, a flag or a suppression is wrong",
            Code::Rule => "A rule page is wrong",
        }
    }
}

/// One message about an input.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Diagnostic {
    /// Where; `None` only for what has no file (a missing path, standard input).
    pub place: Option<Place>,
    /// How much it matters.
    pub level: Level,
    /// The class.
    pub code: Code,
    /// One line, present tense.
    pub message: String,
    /// Other places that explain it ("the block began here"), each with a label.
    pub related: Vec<(Place, String)>,
    /// The way out, one line.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at `place`.
    pub fn error(code: Code, place: Place, message: impl Into<String>) -> Self {
        Diagnostic {
            place: Some(place),
            level: Level::Error,
            code,
            message: message.into(),
            related: Vec::new(),
            help: None,
        }
    }

    /// What is wrong with the file at `path`, which could not be read: it has no line to show.
    pub fn unread(path: &str, error: &ReadError, sources: &mut Sources) -> Self {
        let place = Place::new(sources.add(path, ""), Span::new(0, 0));
        let diagnostic = Self::error(Code::of_unread(error), place, error.to_string());
        match error {
            ReadError::Outside => {
                diagnostic.with_help("a link leads out of the root; --root DIR widens it")
            }
            _ => diagnostic,
        }
    }

    /// The same diagnostic at another level.
    pub fn with_level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// The same diagnostic with one more place that explains it.
    pub fn with_related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push((place, label.into()));
        self
    }

    /// The same diagnostic with a way out.
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

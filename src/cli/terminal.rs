//! What is known of the streams, and all writing to them and to files.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

use super::args::Color;
use super::reason;
use crate::report::{runner, sanitise};

/// Columns of a text that goes to no terminal: fixed, so that the same input gives the same bytes.
const PLAIN_WIDTH: usize = 100;

/// The streams of the process.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terminal {
    /// Whether standard output takes colours.
    pub colour: bool,
    /// Columns of standard output.
    pub width: usize,
    /// Whether standard error takes colours.
    colour_errors: bool,
    /// Whether a person watches standard error.
    pub watched: bool,
    /// Whether GitHub's runner reads standard output.
    pub runner: bool,
}

impl Terminal {
    /// Asks the streams and the environment, once.
    pub fn detect(color: Color) -> Terminal {
        match color {
            Color::Auto => {}
            Color::Always => ColorChoice::Always.write_global(),
            Color::Never => ColorChoice::Never.write_global(),
        }
        let (out, err) = (io::stdout(), io::stderr());
        let width = match terminal_size::terminal_size_of(&out) {
            Some((columns, _)) => usize::from(columns.0).clamp(60, 160),
            None => PLAIN_WIDTH,
        };
        Terminal {
            colour: AutoStream::choice(&out) != ColorChoice::Never,
            width,
            colour_errors: AutoStream::choice(&err) != ColorChoice::Never,
            watched: err.is_terminal(),
            runner: std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true"),
        }
    }

    /// Writes the document to standard output. A reader that closes it early has seen enough;
    /// every other failure is one line for the user.
    pub fn print(&self, document: &str) -> Result<(), String> {
        let stdout = io::stdout().lock();
        let written = if self.colour {
            write_all(AutoStream::always(stdout), document)
        } else {
            write_all(stdout, document)
        };
        match written {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(format!("standard output: {}", reason(&error)))
            }
            _ => Ok(()),
        }
    }

    /// Writes text for people to standard output. Where GitHub's runner reads it, it obeys nothing in
    /// it.
    pub fn print_text(&self, text: &str) -> Result<(), String> {
        match self.runner {
            true => self.print(&runner::without_commands(text)),
            false => self.print(text),
        }
    }

    /// Writes one line about the run itself to standard error.
    pub fn say(&self, voice: Voice, message: &str) {
        let style = if self.colour_errors {
            voice.style()
        } else {
            Style::new()
        };
        let word = voice.word();
        let message = sanitise::line(message);
        let mut stderr = AutoStream::always(io::stderr().lock());
        // When standard error is gone there is nobody left to tell.
        let _ = writeln!(stderr, "{style}{word}{style:#}: {message}");
    }
}

fn write_all(mut stream: impl Write, document: &str) -> io::Result<()> {
    stream.write_all(document.as_bytes())?;
    stream.flush()
}

/// Writes a document to a file.
pub(super) fn write_file(path: &Path, document: &str) -> io::Result<()> {
    write_all(std::fs::File::create(path)?, document)
}

/// Writes a document to a file, whole or not at all. A link that stands there is replaced, not
/// followed.
pub(super) fn replace_file(path: &Path, document: &str) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let created = std::fs::File::options()
        .write(true)
        .create_new(true)
        .open(&beside)?;
    let written = write_all(created, document).and_then(|()| std::fs::rename(&beside, path));
    if written.is_err() {
        // What is left of it is of no use to anyone.
        let _ = std::fs::remove_file(&beside);
    }
    written
}

/// In what voice a line is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Voice {
    /// The run failed.
    Error,
    /// Worth knowing.
    Note,
}

impl Voice {
    fn word(self) -> &'static str {
        match self {
            Voice::Error => "error",
            Voice::Note => "note",
        }
    }

    fn style(self) -> Style {
        match self {
            Voice::Error => AnsiColor::Red.on_default().bold(),
            Voice::Note => AnsiColor::Cyan.on_default().bold(),
        }
    }
}

//! The colours of texts, and the breaking of their lines.

use std::fmt::Display;

use anstyle::{AnsiColor, Style};

use super::sanitise;
use crate::finding::{Level, Severity, Verdict};

/// The styles of a text; all plain when colours are off.
#[derive(Clone, Copy, Debug)]
pub(super) struct Theme {
    colour: bool,
}

impl Theme {
    pub fn new(colour: bool) -> Theme {
        Theme { colour }
    }

    /// `text` in `style`.
    pub fn paint(self, style: Style, text: impl Display) -> String {
        match self.colour {
            true => format!("{style}{text}{style:#}"),
            false => text.to_string(),
        }
    }

    pub fn bold(self, text: impl Display) -> String {
        self.paint(Style::new().bold(), text)
    }

    pub fn dim(self, text: impl Display) -> String {
        self.paint(Style::new().dimmed(), text)
    }

    /// A word that introduces a line: `help:`.
    pub fn label(self, text: impl Display) -> String {
        self.paint(AnsiColor::Cyan.on_default().bold(), text)
    }
}

/// The style of a severity.
pub(super) fn severity(severity: Severity) -> Style {
    match severity {
        Severity::Critical | Severity::High => AnsiColor::Red.on_default().bold(),
        Severity::Medium => AnsiColor::Yellow.on_default().bold(),
        Severity::Low => AnsiColor::Blue.on_default().bold(),
    }
}

/// The style of a verdict.
pub(super) fn verdict(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Fail => AnsiColor::Red.on_default().bold(),
        Verdict::Unknown => AnsiColor::Magenta.on_default().bold(),
        Verdict::Pass => AnsiColor::Green.on_default(),
        Verdict::NotApplicable => Style::new().dimmed(),
    }
}

/// The style of a diagnostic.
pub(super) fn level(level: Level) -> Style {
    match level {
        Level::Error => AnsiColor::Red.on_default().bold(),
        Level::Warning => AnsiColor::Yellow.on_default().bold(),
        Level::Note => AnsiColor::Cyan.on_default().bold(),
    }
}

/// Appends `text`, one inert line, broken at spaces so that no line exceeds `width` columns where
/// a break can help. The first line comes after `lead`, which stands already and takes as many
/// columns as `indent`; the others begin with `indent` spaces.
pub(super) fn wrap(out: &mut String, text: &str, indent: usize, width: usize) {
    let mut column = indent;
    let mut begun = false;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let columns = sanitise::width(word);
        // A long word after a mere list mark fits no better on the next line.
        let helps = indent + columns <= width || column > indent + 2;
        if begun && helps && column + 1 + columns > width {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            column = indent;
        } else if begun {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += columns;
        begun = true;
    }
    out.push('\n');
}

/// Appends the text of a rule page, of several lines and maybe not inert, as [`wrap`] does: its
/// own line breaks count only where a paragraph, a list item or an indented line begins.
pub(super) fn wrap_page(out: &mut String, text: &str, indent: usize, width: usize) {
    let mut paragraph = String::new();
    let mut first = true;
    let mut flush = |out: &mut String, paragraph: &mut String| {
        if paragraph.is_empty() {
            return;
        }
        if !first {
            out.push_str(&" ".repeat(indent));
        }
        first = false;
        wrap(out, paragraph, indent, width);
        paragraph.clear();
    };
    for line in text.lines() {
        let inert = sanitise::line(line);
        let own = inert.starts_with(' ') || inert.starts_with("- ") || inert.trim().is_empty();
        if own {
            flush(out, &mut paragraph);
        }
        if !paragraph.is_empty() {
            paragraph.push(' ');
        }
        paragraph.push_str(inert.trim());
    }
    flush(out, &mut paragraph);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_hang() {
        let mut out = String::from("help: ");
        wrap(&mut out, "one two three four", 6, 15);
        assert_eq!(out, "help: one two\n      three\n      four\n");
        let mut out = String::new();
        wrap(&mut out, "averyverylongword b", 0, 5);
        assert_eq!(out, "averyverylongword\nb\n");
        let mut out = String::new();
        wrap(&mut out, "- averyverylongword", 0, 5);
        assert_eq!(out, "- averyverylongword\n");
    }

    #[test]
    fn pages_keep_their_paragraphs() {
        let mut out = String::new();
        wrap_page(&mut out, "a b\nc\n\n- d\n  e\n", 2, 80);
        assert_eq!(out, "a b c\n  - d\n  e\n");
    }

    #[test]
    fn without_colour_nothing_is_painted() {
        assert_eq!(Theme::new(false).bold("x"), "x");
        assert_eq!(Theme::new(true).bold("x"), "\u{1b}[1mx\u{1b}[0m");
    }
}

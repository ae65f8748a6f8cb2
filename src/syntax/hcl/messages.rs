//! What went wrong, in words and places.

use std::borrow::Cow;

use super::parser::{Failed, Parsed, Parser};
use crate::finding::{Code, Diagnostic};
use crate::source::{Place, Span};

/// After so many messages about one file, further ones help nobody.
const MAX_DIAGNOSTICS: usize = 100;

impl Parser<'_> {
    /// The character (or name) that stands here, for messages to point at; empty at the end.
    pub(super) fn here(&self) -> Span {
        let end = match self.name_end(self.at) {
            Some(end) => end,
            None => {
                let rest = self.text.get(self.at..).unwrap_or("");
                self.at + rest.chars().next().map_or(0, char::len_utf8)
            }
        };
        Span::new(self.at as u32, end as u32)
    }

    /// What stands here, in words.
    pub(super) fn found(&self) -> String {
        let rest = self.text.get(self.at..).unwrap_or("");
        match rest.chars().next() {
            None => format!("the end of the {}", self.whole),
            Some('\r') if !rest.starts_with("\r\n") => "a lone carriage return".to_owned(),
            Some('\n' | '\r') => "the end of the line".to_owned(),
            Some('\'') => "`'` (strings take double quotes)".to_owned(),
            Some('“' | '”') => "a curly quote (strings take straight ones)".to_owned(),
            Some(character) if character.is_control() => format!("U+{:04X}", character as u32),
            Some('`') => "a backtick".to_owned(),
            Some(_) => format!("`{}`", clip(self.str(self.here()))),
        }
    }

    /// Fails with "expected …, found …" at the next thing that stands here.
    #[cold]
    pub(super) fn expected<T>(&mut self, what: &str) -> Parsed<T> {
        self.peek();
        let message = format!("expected {what}, found {}", self.found());
        let here = self.here();
        self.fail(here, message)
    }

    /// Records an error about `span` and fails.
    #[cold]
    pub(super) fn fail<T>(&mut self, span: Span, message: impl Into<String>) -> Parsed<T> {
        let at_end = span.start as usize >= self.bytes.len();
        if !(at_end && self.ended) {
            self.report(span, message);
        }
        if at_end {
            self.ended = true;
        }
        Err(Failed)
    }

    /// Records an error about `span`, with the places of the innermost bracket and block that
    /// are open here. Reading can go on.
    #[cold]
    pub(super) fn report(
        &mut self,
        span: Span,
        message: impl Into<String>,
    ) -> Option<&mut Diagnostic> {
        self.record(Code::Parse, span, message.into())
    }

    /// Records an error; `None` when there are enough.
    #[cold]
    pub(super) fn record(
        &mut self,
        code: Code,
        span: Span,
        message: String,
    ) -> Option<&mut Diagnostic> {
        if self.diagnostics.len() >= MAX_DIAGNOSTICS {
            return None;
        }
        let mut diagnostic = Diagnostic::error(code, Place::new(self.file, span), message);
        if let Some((_, start)) = self.open.last()
            && start as u32 != span.start
        {
            let start = start as u32;
            let opening = Place::new(self.file, Span::new(start, start + 1));
            diagnostic = diagnostic.with_related(opening, "opened here");
        }
        if let Some((header, _)) = self.blocks.last() {
            let header = Place::new(self.file, *header);
            diagnostic = diagnostic.with_related(header, "the block begins here");
        }
        self.diagnostics.push(diagnostic);
        self.diagnostics.last_mut()
    }
}

/// The beginning of a piece of the text, for messages.
pub(super) fn clip(text: &str) -> Cow<'_, str> {
    const SHOWN: usize = 40;
    match text.char_indices().nth(SHOWN) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(text.get(..end).unwrap_or("").to_owned() + "…"),
    }
}

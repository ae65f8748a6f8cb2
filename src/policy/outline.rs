//! What begins and ends on which line of a file: blocks, attributes, entries.

use std::collections::BTreeMap;

use crate::source::{LineIndex, Span};

/// Most characters of a name that the audit of suppressions prints.
const NAME: usize = 120;

/// The items of one file, in the order of their beginnings, outer ones before those within them.
#[derive(Debug, Default)]
pub(super) struct Outline {
    items: Vec<Item>,
    /// By line, the outermost item that begins there.
    begins: BTreeMap<u32, usize>,
    /// By line, the outermost item that ends there and began before.
    ends: BTreeMap<u32, usize>,
}

#[derive(Debug)]
struct Item {
    span: Span,
    name: String,
    parent: Option<usize>,
    whole: Option<Whole>,
}

/// An item that stands for more than the place where it is written.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Whole {
    /// A resource, wherever a finding about it points: mode, type and name as in addresses
    /// (`data.aws_ami.x`).
    Resource(String),
    /// The call of a module, with all that it makes.
    Call(String),
}

/// What a comment is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Target {
    /// Its text.
    pub span: Span,
    /// What it is called, without any line number: it stays the same when the text moves.
    pub name: String,
    /// What it stands for.
    pub whole: Option<Whole>,
}

impl Outline {
    /// Adds an item; gives its number, for those within it.
    pub fn add(
        &mut self,
        lines: &LineIndex,
        span: Span,
        name: String,
        parent: Option<usize>,
        whole: Option<Whole>,
    ) -> usize {
        let at = self.items.len();
        let inside = span.end.saturating_sub(1).max(span.start);
        let (first, last) = (lines.line(span.start), lines.line(inside));
        self.begins.entry(first).or_insert(at);
        if last > first {
            self.ends.entry(last).or_insert(at);
        }
        self.items.push(Item {
            span,
            name,
            parent,
            whole,
        });
        at
    }

    /// What a comment on, or above, `line` is about: the item that begins there; else the one that
    /// ends there; else the line itself, whose text is `text`. Nothing when it is blank.
    pub fn on_line(&self, line: u32, text: Span) -> Option<Target> {
        let item = self.begins.get(&line).or_else(|| self.ends.get(&line));
        if let Some(at) = item {
            return self.target(*at);
        }
        let around = self.around(text.start);
        let name = around.map_or_else(String::new, |at| self.name(at));
        (!text.is_empty()).then_some(Target {
            span: text,
            name,
            whole: None,
        })
    }

    /// The innermost item around `offset`.
    pub fn innermost(&self, offset: u32) -> Option<Target> {
        self.around(offset).and_then(|at| self.target(at))
    }

    fn target(&self, at: usize) -> Option<Target> {
        let item = self.items.get(at)?;
        Some(Target {
            span: item.span,
            name: self.name(at),
            whole: item.whole.clone(),
        })
    }

    fn around(&self, offset: u32) -> Option<usize> {
        // Items stand in the order of their beginnings. The last that began is the innermost, or
        // ended before and has it as a neighbour.
        let begun = self.items.partition_point(|item| item.span.start <= offset);
        let mut at = begun.checked_sub(1);
        while let Some(item) = at.and_then(|at| self.items.get(at)) {
            if item.span.contains(offset) {
                return at;
            }
            at = item.parent;
        }
        None
    }

    fn name(&self, at: usize) -> String {
        let mut names = Vec::new();
        let mut next = self.items.get(at);
        while let Some(item) = next {
            names.push(item.name.as_str());
            next = item.parent.and_then(|parent| self.items.get(parent));
        }
        names.reverse();
        names.retain(|name| !name.is_empty());
        names.join(".").chars().take(NAME).collect()
    }
}

/// The text of `line` without the blanks around it.
pub(super) fn line_text(lines: &LineIndex, text: &str, line: u32) -> Span {
    let whole = lines.line_span(text, line).unwrap_or_default();
    let written = whole.text(text);
    let start = whole.start + (written.len() - written.trim_start().len()) as u32;
    Span::new(start, start + written.trim().len() as u32)
}

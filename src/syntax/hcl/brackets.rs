//! The brackets and quotes that are open at a place.

use crate::source::Span;

/// An open bracket or quote.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Open {
    /// `(`
    Paren,
    /// `[`
    Bracket,
    /// `{`
    Brace,
    /// `"`
    Quote,
    /// `<<NAME`; the span is the name.
    Heredoc(Span),
    /// `${` or `%{`
    Sequence,
}

impl Open {
    fn kind(self) -> usize {
        match self {
            Open::Paren => 0,
            Open::Bracket => 1,
            Open::Brace => 2,
            Open::Quote => 3,
            Open::Heredoc(_) => 4,
            Open::Sequence => 5,
        }
    }
}

/// Open brackets, the innermost last, with the places where they stand. They are counted by kind,
/// so that whether one is open costs no search: hostile texts open very many.
#[derive(Default)]
pub(super) struct Brackets {
    stack: Vec<(Open, usize)>,
    counts: [usize; 6],
}

impl Brackets {
    pub(super) fn push(&mut self, open: Open, at: usize) {
        self.stack.push((open, at));
        if let Some(count) = self.counts.get_mut(open.kind()) {
            *count += 1;
        }
    }

    pub(super) fn pop(&mut self) -> Option<(Open, usize)> {
        let (open, at) = self.stack.pop()?;
        if let Some(count) = self.counts.get_mut(open.kind()) {
            *count -= 1;
        }
        Some((open, at))
    }

    pub(super) fn last(&self) -> Option<(Open, usize)> {
        self.stack.last().copied()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.stack.is_empty()
    }

    pub(super) fn clear(&mut self) {
        *self = Brackets::default();
    }

    /// Whether one of this kind is open.
    pub(super) fn has(&self, open: Open) -> bool {
        self.counts.get(open.kind()).is_some_and(|count| *count > 0)
    }

    /// Closes the innermost one of these kinds and all within it, if there is one.
    pub(super) fn close(&mut self, kinds: &[Open]) {
        if !kinds.iter().any(|kind| self.has(*kind)) {
            return;
        }
        while let Some((open, _)) = self.pop()
            && !kinds.contains(&open)
        {}
    }

    /// Closes all quotes and what is within them.
    pub(super) fn close_quotes(&mut self) {
        while self.has(Open::Quote) {
            self.pop();
        }
    }

    /// Closes all heredocs and what is within them; gives the outermost one's name and place.
    pub(super) fn close_heredocs(&mut self) -> Option<(Span, usize)> {
        let mut outermost = None;
        while self.has(Open::Heredoc(Span::default())) {
            if let Some((Open::Heredoc(name), at)) = self.pop() {
                outermost = Some((name, at));
            }
        }
        outermost
    }
}

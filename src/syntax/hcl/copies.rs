//! Text that a tree carries beside its file's own.
//!
//! The JSON syntax writes expressions inside JSON strings. Where such a string holds escapes, the
//! expression does not stand in the file as it is read, so its decoded form is appended to the
//! tree's text and its spans are ranges of that. [`Copies`] leads them back into the file.

use crate::source::Span;

/// Where the text after the end of the file came from, run by run in ascending order. Empty for
/// the native syntax.
#[derive(Clone, Debug, Default)]
pub struct Copies {
    runs: Vec<Run>,
}

/// `at` up to the next run was written as `file`: byte for byte when the lengths agree, as one
/// escape sequence otherwise.
#[derive(Clone, Copy, Debug)]
struct Run {
    at: u32,
    file: Span,
}

impl Copies {
    /// Notes that the text from `at` on was written as `file`. Calls come in ascending `at`.
    pub fn push(&mut self, at: u32, file: Span) {
        self.runs.push(Run { at, file });
    }

    /// The range of the file that a range of the tree's text was written as; a range of the file
    /// itself stays as it is.
    #[inline]
    pub fn in_file(&self, span: Span) -> Span {
        match self.runs.is_empty() {
            true => span,
            false => self.written(span),
        }
    }

    fn written(&self, span: Span) -> Span {
        let Some(first) = self.run(span.start) else {
            return span;
        };
        let start = first.offset(span.start);
        let end = match span.end.checked_sub(1) {
            Some(last) if last >= span.start => self
                .run(last)
                .map_or(start, |run| run.offset(last).max(run.end(last))),
            _ => start,
        };
        Span::new(start, end.max(start))
    }

    fn run(&self, offset: u32) -> Option<Written> {
        let next = self.runs.partition_point(|run| run.at <= offset);
        let run = self.runs.get(next.checked_sub(1)?)?;
        let length = self.runs.get(next).map(|next| next.at - run.at);
        Some(Written {
            at: run.at,
            file: run.file,
            verbatim: length.is_none_or(|length| length == run.file.len()),
        })
    }
}

/// A run with what its successor tells about it.
struct Written {
    at: u32,
    file: Span,
    verbatim: bool,
}

impl Written {
    fn offset(&self, offset: u32) -> u32 {
        match self.verbatim {
            true => (self.file.start + (offset - self.at)).min(self.file.end),
            false => self.file.start,
        }
    }

    fn end(&self, last: u32) -> u32 {
        match self.verbatim {
            true => (self.offset(last) + 1).min(self.file.end),
            false => self.file.end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_the_copy_lead_back_into_the_file() {
        // The file holds `"ab\"cd"`; the copy of its contents, `ab"cd`, begins at 20.
        let mut copies = Copies::default();
        copies.push(20, Span::new(1, 3));
        copies.push(22, Span::new(3, 5));
        copies.push(23, Span::new(5, 7));
        copies.push(25, Span::new(7, 7));
        let map = |start, end| copies.in_file(Span::new(start, end));
        assert_eq!(map(2, 6), Span::new(2, 6));
        assert_eq!(map(20, 25), Span::new(1, 7));
        assert_eq!(map(21, 22), Span::new(2, 3));
        assert_eq!(map(22, 23), Span::new(3, 5));
        assert_eq!(map(21, 24), Span::new(2, 6));
        assert_eq!(map(23, 23), Span::new(5, 5));
        assert_eq!(map(25, 25), Span::new(7, 7));
    }
}

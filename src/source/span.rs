//! Byte ranges, and lines and columns computed from them.

use std::fmt;

/// A file of one run. Ordered as the files were loaded, which is the order of their paths.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FileId(pub u32);

/// A half-open byte range `start..end` of one file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range `start..end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Span { start, end }
    }

    /// The smallest range that holds both.
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Length in bytes.
    pub fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether the range holds no byte.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `offset` lies in the range.
    pub fn contains(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// The text of this range; empty when the range does not fit `text`.
    pub fn text(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or("")
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// A byte range of a named file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The range in it.
    pub span: Span,
}

impl Place {
    /// The range `span` of `file`.
    pub const fn new(file: FileId, span: Span) -> Self {
        Place { file, span }
    }

    /// Whether all of `inner` lies in it.
    pub fn holds(self, inner: Place) -> bool {
        self.file == inner.file
            && self.span.start <= inner.span.start
            && inner.span.end <= self.span.end
    }
}

/// A position for people: both numbers count from 1, columns count code points.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// Column in code points, from 1.
    pub column: u32,
}

/// Where each line of a text begins. A line ends at LF, CRLF or nothing else, as editors and
/// GitHub count them.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// How many characters stand before each block of [`BLOCK`] bytes: a plan in JSON is one line
    /// of many megabytes, and a column must not cost a walk through it.
    characters: Vec<u32>,
}

/// Bytes between two counts of characters.
const BLOCK: usize = 1024;

/// How many characters begin in `bytes`.
fn characters(bytes: &[u8]) -> u32 {
    // In UTF-8 the bytes 0b10xxxxxx continue a character.
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count() as u32
}

impl LineIndex {
    /// Indexes `text` in one pass.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(
            text.bytes()
                .enumerate()
                .filter(|(_, byte)| *byte == b'\n')
                .map(|(at, _)| at as u32 + 1),
        );
        let mut before = 0;
        let mut counts = vec![before];
        for block in text.as_bytes().chunks(BLOCK) {
            before += characters(block);
            counts.push(before);
        }
        LineIndex {
            starts,
            characters: counts,
        }
    }

    /// How many characters stand before the byte `offset` of `text`.
    fn characters_before(&self, text: &str, offset: usize) -> u32 {
        let block = offset / BLOCK;
        let before = self.characters.get(block).copied().unwrap_or(0);
        let rest = text.as_bytes().get(block * BLOCK..offset);
        before + characters(rest.unwrap_or_default())
    }

    /// How many lines there are (an empty text has one).
    pub fn lines(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The line (from 1) that holds the byte `offset`.
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|start| *start <= offset) as u32
    }

    /// Line and column of the byte `offset` of `text`, the text this index was made from. A
    /// byte-order mark at the start of the file takes no column.
    pub fn position(&self, text: &str, offset: u32) -> LineColumn {
        let line = self.line(offset);
        let start = self
            .starts
            .get((line as usize).saturating_sub(1))
            .copied()
            .unwrap_or(0);
        let mut end = (offset as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let start = (start as usize).min(end);
        let mark = start == 0 && end > 0 && text.starts_with('\u{feff}');
        let before = self.characters_before(text, end) - self.characters_before(text, start);
        LineColumn {
            line,
            column: before - u32::from(mark) + 1,
        }
    }

    /// The byte range of line `line` (from 1), without its line ending; `None` past the end.
    pub fn line_span(&self, text: &str, line: u32) -> Option<Span> {
        let index = (line as usize).checked_sub(1)?;
        let start = *self.starts.get(index)?;
        let end = self
            .starts
            .get(index + 1)
            .map_or(text.len() as u32, |next| next - 1);
        let body = Span::new(start, end);
        let trimmed = body.text(text).trim_end_matches('\r').len() as u32;
        Some(Span::new(start, start + trimmed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn columns_are_what_a_walk_would_count(
            text in "(\u{feff})?[a-zé数😀\n]{0,3000}",
            offset in 0u32..9000,
        ) {
            let index = LineIndex::new(&text);
            let mut end = (offset as usize).min(text.len());
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            let before = text[..end].strip_prefix('\u{feff}').unwrap_or(&text[..end]);
            let line = before.rsplit('\n').next().unwrap();
            let column = line.chars().count() as u32 + 1;
            prop_assert_eq!(index.position(&text, end as u32).column, column);
        }
    }

    #[test]
    fn positions_count_code_points_and_skip_the_byte_order_mark() {
        let text = "\u{feff}a = \"é\"\r\nb = 1\n";
        let index = LineIndex::new(text);
        let at = |needle: &str| index.position(text, text.find(needle).unwrap() as u32);
        assert_eq!(at("a"), LineColumn { line: 1, column: 1 });
        assert_eq!(at("\"\r"), LineColumn { line: 1, column: 7 });
        assert_eq!(at("1"), LineColumn { line: 2, column: 5 });
        assert_eq!(index.line_span(text, 2).unwrap().text(text), "b = 1");
        assert_eq!(
            index.line_span(text, 1).unwrap().text(text),
            "\u{feff}a = \"é\""
        );
    }
}

//! The one sanitiser: whatever string reaches an output that people read passes through here.
//!
//! Invariants of every string it returns:
//! - one line: no line feed, carriage return or Unicode line separator;
//! - no character that a terminal, a browser or an editor obeys instead of showing: controls,
//!   escapes, bidirectional overrides, zero-width and invisible ones stand as visible `\u{..}`;
//! - no `##[`, which GitHub's runner takes for a command anywhere in a line.
//!
//! Letters that merely look alike are left as they are.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

use unicode_width::UnicodeWidthChar;

/// Whether `c` is obeyed or hidden rather than shown.
pub fn is_hazardous(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}'                      // soft hyphen
            | '\u{34f}'                   // combining grapheme joiner
            | '\u{61c}'                   // Arabic letter mark
            | '\u{115f}'..='\u{1160}'     // Hangul fillers
            | '\u{17b4}'..='\u{17b5}'     // invisible Khmer vowels
            | '\u{180b}'..='\u{180f}'     // Mongolian selectors and separator
            | '\u{200b}'..='\u{200f}'     // zero-width spaces, joiners and direction marks
            | '\u{2028}'..='\u{202e}'     // line separators, embeddings, overrides
            | '\u{2060}'..='\u{206f}'     // joiners, invisible operators, isolates
            | '\u{3164}' | '\u{ffa0}'     // more Hangul fillers
            | '\u{feff}'                  // byte-order mark
            | '\u{fff0}'..='\u{fffb}'     // interlinear annotation
            | '\u{1d173}'..='\u{1d17a}'   // musical beams
            | '\u{e0000}'..='\u{e0fff}'   // tags and selectors
        )
}

/// `text` as one inert line.
pub fn line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hazardous) && !text.contains("##[") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        push(&mut out, c, rest.as_str());
    }
    Cow::Owned(out)
}

/// `text` in inert lines: line feeds stay, everything else is as in [`line`]. For texts of rule
/// pages, which have paragraphs.
pub fn paragraphs(text: &str) -> String {
    let lines: Vec<Cow<'_, str>> = text.lines().map(line).collect();
    lines.join("\n")
}

/// Columns that `text`, already inert, takes on a terminal.
pub fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// A source line made fit to be shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    /// The inert text, at most the columns asked for and two ellipses.
    pub text: String,
    /// Where the marked parts lie in it, in bytes, in the order they were given.
    pub marks: Vec<Range<usize>>,
}

/// Makes one source line fit to be shown. `marks` and `hidden` are byte ranges of `source`; parts
/// beyond its end are clamped. Hidden parts, in order, are replaced by `(sensitive)`, tabs by four
/// spaces. A line of more than `columns` is cut around the first mark.
pub fn source_line(
    source: &str,
    marks: &[Range<usize>],
    hidden: &[Range<usize>],
    columns: usize,
) -> Shown {
    // A file may be one line of many megabytes. Only what may be shown is looked at.
    let whole = source;
    let first = marks.first().map_or(0, |mark| mark.start);
    let from = whole.floor_char_boundary(first.saturating_sub(4 * columns));
    let until = whole.ceil_char_boundary(first.saturating_add(4 * columns).min(whole.len()));
    let source = whole.get(from..until).unwrap_or("");
    let within =
        |range: &Range<usize>| range.start.saturating_sub(from)..range.end.saturating_sub(from);
    let marks: Vec<Range<usize>> = marks.iter().map(within).collect();
    let hidden: Vec<Range<usize>> = hidden.iter().map(within).collect();

    // Where each character of the source begins, and where it lands in the inert text.
    let mut landed: Vec<(usize, usize)> = Vec::with_capacity(source.len() + 1);
    let mut text = String::with_capacity(source.len());
    let mut hidden = hidden.iter().peekable();
    let mut inside: Option<&Range<usize>> = None;
    let mut rest = source.char_indices();
    while let Some((at, c)) = rest.next() {
        if inside.is_some_and(|part| at >= part.end) {
            inside = None;
        }
        if inside.is_some() {
            continue;
        }
        landed.push((at, text.len()));
        while hidden.next_if(|part| part.end <= at).is_some() {}
        inside = hidden.next_if(|part| part.start <= at && at < part.end);
        match c {
            _ if inside.is_some() => text.push_str("(sensitive)"),
            '\t' => text.push_str("    "),
            '\u{feff}' if from + at == 0 => {}
            _ => push(&mut text, c, rest.as_str()),
        }
    }
    // A mark that begins within a hidden part begins with it, one that ends there ends after it.
    let begin = |offset: usize| {
        let after = landed.partition_point(|(from, _)| *from <= offset);
        let here = landed.get(after.saturating_sub(1));
        here.filter(|_| offset < source.len())
            .map_or(text.len(), |(_, to)| *to)
    };
    let end = |offset: usize| {
        let next = landed.partition_point(|(from, _)| *from < offset);
        landed.get(next).map_or(text.len(), |(_, to)| *to)
    };
    let marks: Vec<Range<usize>> = marks
        .iter()
        .map(|mark| {
            let start = begin(mark.start);
            start..end(mark.end).max(start)
        })
        .collect();
    let cut = Cut {
        head: from > 0,
        tail: until < whole.len(),
    };
    clip(text, marks, columns, cut)
}

/// At which ends a text has been cut already.
#[derive(Clone, Copy)]
struct Cut {
    head: bool,
    tail: bool,
}

/// Cuts `text` to `most` columns around the first mark.
fn clip(text: String, marks: Vec<Range<usize>>, most: usize, cut: Cut) -> Shown {
    if width(&text) <= most && !cut.head && !cut.tail {
        return Shown { text, marks };
    }
    // A third of the room stands before the mark, so that its context is seen.
    let first = marks.first().map_or(0, |mark| mark.start);
    let before = text.get(..first).unwrap_or("");
    let mut room = most / 3;
    let mut start = first;
    for (at, c) in before.char_indices().rev() {
        let columns = c.width().unwrap_or(0);
        if columns > room {
            break;
        }
        room -= columns;
        start = at;
    }
    let mut room = most;
    let mut end = start;
    for (at, c) in text.get(start..).unwrap_or("").char_indices() {
        let columns = c.width().unwrap_or(0);
        if columns > room {
            break;
        }
        room -= columns;
        end = start + at + c.len_utf8();
    }
    let (head, tail) = (
        if start > 0 || cut.head { "…" } else { "" },
        if end < text.len() || cut.tail {
            "…"
        } else {
            ""
        },
    );
    let shift = |at: usize| at.clamp(start, end) - start + head.len();
    let marks = marks
        .into_iter()
        .map(|mark| shift(mark.start)..shift(mark.end))
        .collect();
    let text = format!("{head}{}{tail}", text.get(start..end).unwrap_or(""));
    Shown { text, marks }
}

/// Appends `c`, which `rest` follows.
fn push(out: &mut String, c: char, rest: &str) {
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '#' if rest.starts_with("#[") => out.push_str("\\u{23}"),
        c if is_hazardous(c) => {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\u{{{:x}}}", c as u32);
        }
        c => out.push(c),
    }
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_obeyed_becomes_visible() {
        assert_eq!(line("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(line("x\n::error::y\r"), "x\\n::error::y\\r");
        assert_eq!(
            line("\u{202e}\u{2066}\u{200b}"),
            "\\u{202e}\\u{2066}\\u{200b}"
        );
        assert_eq!(
            line("a\u{2028}b\u{9b}c\u{7f}"),
            "a\\u{2028}b\\u{9b}c\\u{7f}"
        );
        assert_eq!(line("###[add-mask]e"), "#\\u{23}#[add-mask]e");
        assert_eq!(line("naïve пример 数"), "naïve пример 数");
    }

    #[test]
    fn marks_follow_what_they_mark() {
        let shown = source_line("\tname = \"\u{1b}x\"", &[8..12], &[], 200);
        assert_eq!(shown.text, "    name = \"\\u{1b}x\"");
        assert_eq!(&shown.text[shown.marks[0].clone()], "\"\\u{1b}x\"");
    }

    #[test]
    fn hidden_parts_are_replaced_and_marks_snap_to_them() {
        let source = "password = \"hunter2\" # x";
        let at = |range: Range<usize>| {
            let shown = source_line(source, &[range], &[11..20], 200);
            assert_eq!(shown.text, "password = (sensitive) # x");
            shown.text[shown.marks[0].clone()].to_owned()
        };
        assert_eq!(at(11..20), "(sensitive)");
        assert_eq!(at(13..15), "(sensitive)");
        assert_eq!(at(0..20), "password = (sensitive)");
        assert_eq!(at(0..8), "password");
        assert_eq!(at(21..24), "# x");
        let whole = source_line("hunter2", &[0..7], &[0..7], 200);
        assert_eq!(
            (whole.text.as_str(), whole.marks[0].clone()),
            ("(sensitive)", 0..11)
        );
    }

    #[test]
    fn a_long_line_is_cut_around_its_mark() {
        let source = format!("{}MARK{}", "é".repeat(5000), "数".repeat(5000));
        let at = source.find("MARK").unwrap();
        let shown = source_line(&source, &[at..at + 4], &[], 200);
        assert_eq!(&shown.text[shown.marks[0].clone()], "MARK");
        assert!(width(&shown.text) <= 202);
        assert!(shown.text.starts_with('…') && shown.text.ends_with('…'));
    }

    #[test]
    fn a_mark_longer_than_the_line_is_cut_with_it() {
        let source = "x".repeat(1000);
        let shown = source_line(&source, &[0..5000], &[], 200);
        assert_eq!(shown.marks, vec![0..200]);
    }

    proptest! {
        #[test]
        fn every_line_is_inert(text in any::<String>()) {
            let out = line(&text);
            prop_assert!(!out.contains(is_hazardous));
            prop_assert!(!out.contains("##["));
        }

        #[test]
        fn marks_stay_on_boundaries(
            text in "(\\PC|\u{1b}|\t|#|\\[){0,400}",
            start in 0usize..900,
            len in 0usize..900,
        ) {
            let shown = source_line(&text, &[start..start + len], &[], 40);
            prop_assert!(shown.text.get(shown.marks[0].clone()).is_some());
            prop_assert!(!shown.text.contains(is_hazardous));
            prop_assert!(width(&shown.text) <= 42);
        }
    }
}

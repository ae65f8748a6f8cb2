//! Source lines of several files in one picture, with the places that matter marked.
//!
//! Only the lines around a mark are handed to the renderer, so a picture costs the same in a
//! large file as in a small one. Lines of secret files are left out; sensitive parts of others
//! are replaced.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use anstyle::{AnsiColor, Style};

use super::Options;
use super::place::first_line;
use super::sanitise::{self, source_line};
use crate::source::{FileId, Place, SourceFile, Sources, Span};

/// Marks further apart than this many lines stand in pieces of their own.
const NEAR: u32 = 4;

/// Files and distant lines that one picture shows at most.
const PIECES: usize = 8;

/// Lines are cut before the renderer sees them; it cuts worse.
const UNBOUNDED: usize = 1 << 20;

/// One marked place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Mark {
    /// Where.
    pub place: Place,
    /// Whether it is the place the text is about.
    pub primary: bool,
    /// What stands beside the mark.
    pub label: String,
}

impl Mark {
    /// The place the text is about.
    pub fn primary(place: Place) -> Mark {
        Mark {
            place,
            primary: true,
            label: String::new(),
        }
    }

    /// Another place, with a label.
    pub fn context(place: Place, label: String) -> Mark {
        Mark {
            place,
            primary: false,
            label,
        }
    }
}

/// What pictures are drawn from.
pub(super) struct Gallery<'a> {
    sources: &'a Sources,
    /// Sorted.
    sensitive: Vec<Place>,
    options: &'a Options,
}

/// Neighbouring lines of one file, fit to be shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Excerpt {
    /// The file, inert.
    pub path: String,
    /// Its lines, in order.
    pub lines: Vec<ExcerptLine>,
}

/// A line of an excerpt.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct ExcerptLine {
    /// Its number in the file, from 1.
    pub number: u32,
    /// Its text, inert.
    pub text: String,
    /// What is marked: where in the text, whether it is what the picture is about, and the label.
    pub marks: Vec<(Range<usize>, bool, String)>,
}

/// Neighbouring lines of one file.
struct Piece<'m> {
    file: FileId,
    lines: Range<u32>,
    marks: Vec<&'m Mark>,
}

impl<'a> Gallery<'a> {
    /// Pictures of `sources` in which the `sensitive` places are replaced.
    pub fn new(sources: &'a Sources, sensitive: &[Place], options: &'a Options) -> Gallery<'a> {
        let mut sensitive = sensitive.to_vec();
        sensitive.sort();
        Gallery {
            sources,
            sensitive,
            options,
        }
    }

    /// Draws the marks, primary ones in `style`; the piece of the first mark comes first. Ends
    /// with a line feed; empty when nothing may be shown.
    pub fn draw(&self, marks: &[Mark], style: Style) -> String {
        let mut cuts = Vec::new();
        for piece in self.pieces(marks) {
            if let Some(cut) = self.cut(&piece) {
                cuts.push(cut);
            }
        }
        if cuts.is_empty() {
            return String::new();
        }
        let group = Group::with_level(Level::ERROR).elements(cuts);
        let mut picture = self.renderer(style).render(&[group]);
        picture.push('\n');
        picture
    }

    fn renderer(&self, style: Style) -> Renderer {
        if !self.options.colour {
            return Renderer::plain().term_width(UNBOUNDED);
        }
        Renderer::styled()
            .error(style)
            .line_num(Style::new().dimmed())
            .context(AnsiColor::Cyan.on_default())
            .hyperlink(false)
            .term_width(UNBOUNDED)
    }

    /// The marks in pieces, in the order of the first mark of each.
    fn pieces<'m>(&self, marks: &'m [Mark]) -> Vec<Piece<'m>> {
        let mut by_line: BTreeMap<(FileId, u32), Vec<(usize, &Mark)>> = BTreeMap::new();
        for (order, mark) in marks.iter().enumerate() {
            let Some(file) = self.sources.get(mark.place.file) else {
                continue;
            };
            // A file that could not be read has no lines.
            if !file.secret && !file.text.is_empty() {
                let line = file.lines().line(mark.place.span.start);
                by_line
                    .entry((mark.place.file, line))
                    .or_default()
                    .push((order, mark));
            }
        }
        let mut pieces: Vec<(usize, Piece<'_>)> = Vec::new();
        for ((file, line), here) in by_line {
            let first = here.iter().map(|(order, _)| *order).min().unwrap_or(0);
            let here = here.into_iter().map(|(_, mark)| mark);
            match pieces.last_mut() {
                Some((order, piece)) if piece.file == file && line < piece.lines.end + NEAR => {
                    *order = first.min(*order);
                    piece.lines.end = line + 1;
                    piece.marks.extend(here);
                }
                _ => pieces.push((
                    first,
                    Piece {
                        file,
                        lines: line..line + 1,
                        marks: here.collect(),
                    },
                )),
            }
        }
        pieces.sort_by_key(|(order, _)| *order);
        pieces.truncate(PIECES);
        pieces.into_iter().map(|(_, piece)| piece).collect()
    }

    /// The sensitive parts of one line, relative to its start.
    fn hidden(&self, file: FileId, line: Span) -> Vec<Range<usize>> {
        let from = self.sensitive.partition_point(|place| place.file < file);
        self.sensitive
            .iter()
            .skip(from)
            .take_while(|place| place.file == file)
            .map(|place| place.span)
            .filter(|span| span.start < line.end && line.start < span.end)
            .map(|span| relative(span, line))
            .collect()
    }

    /// The lines around the marks, those of the first mark first.
    pub fn excerpts(&self, marks: &[Mark]) -> Vec<Excerpt> {
        let pieces = self.pieces(marks);
        let excerpts = pieces.iter().filter_map(|piece| self.excerpt(piece));
        excerpts.collect()
    }

    /// A piece as inert lines, with the marks on them.
    fn excerpt(&self, piece: &Piece<'_>) -> Option<Excerpt> {
        let file = self.sources.get(piece.file)?;
        // The number of the line, the frame, two ellipses.
        let gutter = piece.lines.end.to_string().len() + 5;
        let most = self.options.limits.line_columns as usize;
        let columns = self.options.width.saturating_sub(gutter).min(most);
        let mut lines = Vec::new();
        for line in piece.lines.clone() {
            let span = file.lines().line_span(&file.text, line)?;
            let marks: Vec<&Mark> = piece
                .marks
                .iter()
                .copied()
                .filter(|mark| file.lines().line(mark.place.span.start) == line)
                .collect();
            let hidden = self.hidden(piece.file, span);
            let within: Vec<Range<usize>> = marks
                .iter()
                .map(|mark| relative(visible(file, mark.place.span), span))
                .collect();
            let shown = source_line(span.text(&file.text), &within, &hidden, columns);
            let marks = marks.iter().zip(shown.marks).map(|(mark, range)| {
                let label = sanitise::line(&mark.label).into_owned();
                (range, mark.primary, label)
            });
            lines.push(ExcerptLine {
                number: line,
                marks: marks.collect(),
                text: shown.text,
            });
        }
        let path = self.options.standpoint.name(&file.path);
        Some(Excerpt {
            path: sanitise::line(&path).into_owned(),
            lines,
        })
    }

    /// A piece as the renderer takes it.
    fn cut(&self, piece: &Piece<'_>) -> Option<Snippet<'static, Annotation<'static>>> {
        let excerpt = self.excerpt(piece)?;
        let mut text = String::new();
        let mut annotations = Vec::new();
        for line in excerpt.lines {
            let at = text.len();
            for (range, primary, label) in line.marks {
                let kind = match primary {
                    true => AnnotationKind::Primary,
                    false => AnnotationKind::Context,
                };
                let label = (!label.is_empty()).then_some(label);
                annotations.push(kind.span(at + range.start..at + range.end).label(label));
            }
            text.push_str(&line.text);
            text.push('\n');
        }
        Some(
            Snippet::source(text)
                .line_start(piece.lines.start as usize)
                .path(excerpt.path)
                .annotations(annotations),
        )
    }
}

/// The part of a mark that is drawn: on its first line, without the blanks at its end.
fn visible(file: &SourceFile, span: Span) -> Span {
    let line = first_line(file, span);
    let trimmed = line.text(&file.text).trim_end().len() as u32;
    Span::new(line.start, line.start + trimmed)
}

fn relative(span: Span, line: Span) -> Range<usize> {
    let clamp = |at: u32| (at.clamp(line.start, line.end) - line.start) as usize;
    clamp(span.start)..clamp(span.end)
}

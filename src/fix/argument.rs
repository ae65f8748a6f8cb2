//! A new argument in a block, in the style of those that stand there.
//!
//! `terraform fmt` aligns the equals signs of arguments on consecutive lines, of those that end on
//! the line they begin on. The new argument joins the longest such run, and the others make room
//! where it is longer than all of them.

use super::{Syntax, literal};
use crate::finding::{Scalar, TextEdit};
use crate::source::{Place, Span};
use crate::syntax::hcl::{self, Block, Tree};

/// Arguments of Terraform itself, which stand at the top of blocks, apart from the others.
const META: [&str; 7] = [
    "count",
    "depends_on",
    "for_each",
    "provider",
    "providers",
    "source",
    "version",
];

/// One argument that has a line to itself.
struct Line {
    name: Span,
    /// Where its equals sign stands.
    equals: u32,
    /// The line, without its end.
    span: Span,
    commented: bool,
}

/// The edits that give the block whose header is at `place` the argument `name`; `None` when there
/// is no such block of `kind`, or it has the argument.
pub(super) fn added(
    text: &str,
    place: Place,
    kind: &str,
    name: &str,
    to: &Scalar,
) -> Option<Vec<TextEdit>> {
    let value = literal::scalar(to, Syntax::Hcl)?;
    let (tree, said) = hcl::parse(place.file, text.into());
    let is_meant = |block: &&Block| block.header == place.span && tree.str(block.kind) == kind;
    let block = tree.body.blocks.iter().find(is_meant)?;
    let has = |attribute: &hcl::Attribute| tree.str(attribute.name) == name;
    if !said.is_empty() || block.body.attributes.iter().any(has) {
        return None;
    }
    let edit = |start: u32, end: u32, text: String| TextEdit {
        place: Place::new(place.file, Span::new(start, end)),
        text,
    };
    let eol = match text.contains("\r\n") {
        true => "\r\n",
        false => "\n",
    };
    let body = block.body.span;
    let indent = indentation(text, block.span.start);
    if !body.text(text).contains('\n') {
        // A block on one line holds one argument at most.
        let mut lines = vec![(name, value.as_str())];
        if let Some(only) = block.body.attributes.first() {
            lines.insert(
                0,
                (tree.str(only.name), tree.str(tree.expr(only.expr).span)),
            );
        }
        let width = lines.iter().map(|(name, _)| columns(name)).max()?;
        let lines = lines.iter().map(|(name, value)| {
            let pad = " ".repeat(width - columns(name));
            format!("{eol}{indent}  {name}{pad} = {value}")
        });
        let lines: String = lines.collect();
        return Some(vec![edit(
            body.start,
            body.end,
            format!("{lines}{eol}{indent}"),
        )]);
    }
    let Some(run) = longest_run(text, &tree, block) else {
        let end = line_end(text, body.start);
        let gap = match next_is_blank(text, end) {
            true => "",
            false => eol,
        };
        let line = format!("{eol}{indent}  {name} = {value}{gap}");
        return Some(vec![edit(end, end, line)]);
    };
    let (first, last) = (run.first()?, run.last()?);
    let indent = indentation(text, first.name.start);
    let end = last.span.end;
    let width = |line: &Line| columns(line.name.text(text));
    let widest = run.iter().map(width).max()?;
    let column =
        |line: &Line| columns(text.get(line.span.start as usize..line.equals as usize)?).into();
    let columns_of: Vec<Option<usize>> = run.iter().map(column).collect();
    let aligned = columns_of
        .windows(2)
        .all(|pair| pair.first() == pair.last());
    // Comments behind arguments are aligned too: the new one stands apart from them.
    if !aligned || run.iter().any(|line| line.commented) {
        let gap = match next_is_blank(text, end) {
            true => "",
            false => eol,
        };
        let line = format!("{eol}{eol}{indent}{name} = {value}{gap}");
        return Some(vec![edit(end, end, line)]);
    }
    let mut edits = Vec::new();
    let wanted = widest.max(columns(name));
    if wanted > widest {
        for line in &run {
            let gap = " ".repeat(wanted - width(line) + 1);
            edits.push(edit(line.name.end, line.equals, gap));
        }
    }
    let pad = " ".repeat(wanted - columns(name));
    edits.push(edit(
        end,
        end,
        format!("{eol}{indent}{name}{pad} = {value}"),
    ));
    Some(edits)
}

/// The longest run of arguments on consecutive lines, the last of equals; runs of Terraform's own
/// arguments only where there is no other.
fn longest_run(text: &str, tree: &Tree, block: &Block) -> Option<Vec<Line>> {
    let mut runs: Vec<Vec<Line>> = Vec::new();
    for attribute in &block.body.attributes {
        let Some(line) = line_of(text, tree, attribute) else {
            continue;
        };
        let follows = |run: &Vec<Line>| {
            let between = |last: &Line| text.get(last.span.end as usize..line.span.start as usize);
            let between = run.last().and_then(between);
            between.is_some_and(|between| matches!(between, "\n" | "\r\n"))
        };
        match runs.last_mut().filter(|run| follows(run)) {
            Some(run) => run.push(line),
            None => runs.push(vec![line]),
        }
    }
    let is_meta = |line: &Line| META.contains(&line.name.text(text));
    let rank = |run: &Vec<Line>| (!run.iter().all(is_meta), run.len());
    runs.into_iter().max_by_key(rank)
}

/// The line of an argument that has one to itself.
fn line_of(text: &str, tree: &Tree, attribute: &hcl::Attribute) -> Option<Line> {
    let start = line_start(text, attribute.span.start);
    let end = line_end(text, attribute.span.start);
    let before = text.get(start as usize..attribute.span.start as usize)?;
    let behind = text.get(attribute.span.end as usize..end as usize)?;
    let alone = before.trim().is_empty();
    let commented = !behind.trim().is_empty();
    let expression = tree.expr(attribute.expr).span;
    let sign = text
        .get(attribute.name.end as usize..expression.start as usize)?
        .find('=')?;
    (alone && attribute.span.end <= end).then(|| Line {
        name: attribute.name,
        equals: attribute.name.end + u32::try_from(sign).unwrap_or(0),
        span: Span::new(start, end),
        commented,
    })
}

fn line_start(text: &str, at: u32) -> u32 {
    let before = text.get(..at as usize).unwrap_or_default();
    before.rfind('\n').map_or(0, |end| end as u32 + 1)
}

/// The end of the line that `at` lies on, before its `\n` or `\r\n`.
fn line_end(text: &str, at: u32) -> u32 {
    let rest = text.get(at as usize..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    at + line.trim_end_matches('\r').len() as u32
}

/// Whether behind the line that ends at `end` comes a blank one, or the end of the block.
fn next_is_blank(text: &str, end: u32) -> bool {
    let rest = text.get(end as usize..).unwrap_or_default();
    let next = rest.split('\n').nth(1).unwrap_or_default().trim();
    next.is_empty() || next.starts_with('}')
}

fn indentation(text: &str, at: u32) -> &str {
    let line = text
        .get(line_start(text, at) as usize..)
        .unwrap_or_default();
    let letters = line.trim_start_matches([' ', '\t']);
    line.get(..line.len() - letters.len()).unwrap_or_default()
}

fn columns(text: &str) -> usize {
    text.chars().count()
}

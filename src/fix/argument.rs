//! A new argument in a block, in the style of those that stand there.
//!
//! `terraform fmt` aligns the equals signs of arguments on consecutive lines, of those that end on
//! the line they begin on. The new argument joins the longest such run, and the others make room
//! where it is longer than all of them.

use std::sync::Arc;

use super::lines::{eol, indentation, line_end, line_start};
use super::{Syntax, literal};
use crate::finding::{Holder, Scalar, TextEdit};
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

/// The edits that give the block whose header is at `place` the argument at `path`, in nested blocks
/// that are made where they are missing; `None` when there is no such block of `holder`'s kind, or
/// it has the argument.
pub(super) fn added(
    tree: &Tree,
    place: Place,
    holder: Holder,
    path: &[Arc<str>],
    to: &Scalar,
) -> Option<Vec<TextEdit>> {
    let text = &*tree.text;
    let kind = match holder {
        Holder::Module => "module",
        Holder::Resource | Holder::Object => "resource",
    };
    // Blocks stand in the order of the file.
    let blocks = &tree.body.blocks;
    let after = blocks.partition_point(|block| block.span.start <= place.span.start);
    let mut block = blocks.get(after.checked_sub(1)?)?;
    if place.span.end > block.span.end || tree.str(block.kind) != kind {
        return None;
    }
    while block.header != place.span {
        let mut inner = block.body.blocks.iter();
        block = inner.find(|b| b.span.start <= place.span.start && place.span.end <= b.span.end)?;
    }
    let names: Vec<String> = path.iter().map(|name| named(name, holder)).collect();
    let mut names = names.as_slice();
    while let [name, _, ..] = names {
        let body = &block.body;
        let has = |attribute: &hcl::Attribute| tree.str(attribute.name) == name;
        let label = |block: &Block| {
            block
                .labels
                .iter()
                .any(|label| tree.chars(&label.text) == name)
        };
        let dynamic = |block: &Block| tree.str(block.kind) == "dynamic" && label(block);
        if body.attributes.iter().any(has) || body.blocks.iter().any(dynamic) {
            return None;
        }
        let mut nested = body.blocks.iter().filter(|b| tree.str(b.kind) == name);
        match (nested.next(), nested.next()) {
            (None, _) => return nested_in(text, tree, block, names, to),
            (Some(only), None) => (block, names) = (only, names.get(1..)?),
            (Some(_), Some(_)) => return None,
        }
    }
    let [name] = names else { return None };
    argument_in(text, tree, block, name, to)
}

/// A name as the provider writes it: `maxUnavailable` of an object is `max_unavailable`.
pub(super) fn named(name: &str, holder: Holder) -> String {
    if holder != Holder::Object {
        return name.to_owned();
    }
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

/// The edits that give `block` the nested blocks that all but the last of `names` are, with the
/// argument that is the last.
fn nested_in(
    text: &str,
    tree: &Tree,
    block: &Block,
    names: &[String],
    to: &Scalar,
) -> Option<Vec<TextEdit>> {
    let (name, kinds) = names.split_last()?;
    let value = literal::scalar(to, Syntax::Hcl)?;
    let eol = eol(text);
    let outer = indentation(text, block.span.start);
    let unit = if outer.contains('\t') { "\t" } else { "  " };
    let mut lines = Vec::new();
    for (depth, kind) in kinds.iter().enumerate() {
        lines.push(format!("{outer}{}{kind} {{", unit.repeat(depth + 1)));
    }
    lines.push(format!(
        "{outer}{}{name} = {value}",
        unit.repeat(kinds.len() + 1)
    ));
    for depth in (0..kinds.len()).rev() {
        lines.push(format!("{outer}{}}}", unit.repeat(depth + 1)));
    }
    let lines = lines.join(eol);
    let body = block.body.span;
    let edit = |start: u32, end: u32, text: String| TextEdit {
        place: Place::new(tree.file, Span::new(start, end)),
        text,
    };
    if !body.text(text).contains('\n') {
        if is_commented(tree, body) {
            return None;
        }
        let only = block.body.attributes.first().map(|only| {
            let value = tree.str(tree.expr(only.expr).span);
            format!("{outer}{unit}{} = {value}{eol}{eol}", tree.str(only.name))
        });
        let lines = format!("{eol}{}{lines}{eol}{outer}", only.unwrap_or_default());
        return Some(vec![edit(body.start, body.end, lines)]);
    }
    let at = line_start(text, body.end);
    let before = Span::new(body.start, at).text(text);
    let mut above = before.trim_end_matches(['\n', '\r']).rsplit('\n');
    let bare = above.next().is_none_or(|line| line.trim().is_empty());
    let blank = before.ends_with("\n\n") || before.ends_with("\n\r\n");
    let gap = match (bare && above.next().is_none()) || blank {
        true => "",
        false => eol,
    };
    let closes = Span::new(at, body.end).text(text).trim().is_empty();
    closes.then(|| vec![edit(at, at, format!("{gap}{lines}{eol}"))])
}

/// Whether a comment stands in `span`.
fn is_commented(tree: &Tree, span: Span) -> bool {
    let within =
        |comment: &hcl::Comment| span.start <= comment.span.start && comment.span.end <= span.end;
    tree.comments.iter().any(within)
}

/// The edits that give `block` the argument `name`; `None` where it has it.
fn argument_in(
    text: &str,
    tree: &Tree,
    block: &Block,
    name: &str,
    to: &Scalar,
) -> Option<Vec<TextEdit>> {
    let value = literal::scalar(to, Syntax::Hcl)?;
    let has = |attribute: &hcl::Attribute| tree.str(attribute.name) == name;
    if block.body.attributes.iter().any(has) {
        return None;
    }
    let edit = |start: u32, end: u32, text: String| TextEdit {
        place: Place::new(tree.file, Span::new(start, end)),
        text,
    };
    let eol = eol(text);
    let body = block.body.span;
    let indent = indentation(text, block.span.start);
    if !body.text(text).contains('\n') {
        if is_commented(tree, body) {
            return None;
        }
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
    let Some(run) = longest_run(text, tree, block) else {
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

/// Whether behind the line that ends at `end` comes a blank one, or the end of the block.
fn next_is_blank(text: &str, end: u32) -> bool {
    let rest = text.get(end as usize..).unwrap_or_default();
    let next = rest.split('\n').nth(1).unwrap_or_default().trim();
    next.is_empty() || next.starts_with('}')
}

fn columns(text: &str) -> usize {
    text.chars().count()
}

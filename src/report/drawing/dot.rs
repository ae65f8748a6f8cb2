//! The drawing for Graphviz.
//!
//! Texts stand in quoted strings, in which Graphviz reads `\` and `&` as beginnings of codes; both
//! are escaped.

use std::fmt::Write;

use super::marks::{Mark, Marks};
use super::{children, words};
use crate::finding::Verdict;
use crate::finding::drawing::{Drawing, EdgeKind, Item, NodeKind};

/// The drawing.
pub(super) fn render(drawing: &Drawing, marks: &Marks) -> String {
    let mut out = String::from(
        "digraph architecture {\n  \
         graph [compound=true, rankdir=TB, fontname=\"Helvetica\", nodesep=0.4, ranksep=0.6]\n  \
         node [shape=box, style=\"rounded,filled\", fillcolor=\"#ffffff\", fontname=\"Helvetica\", \
         fontsize=11]\n  \
         edge [fontname=\"Helvetica\", fontsize=10]\n",
    );
    for item in children(drawing, None) {
        write_item(&mut out, drawing, marks, item, 1);
    }
    for (at, edge) in drawing.edges.iter().enumerate() {
        let mut style = vec![
            match edge.kind {
                EdgeKind::Traffic => "style=solid",
                EdgeKind::Route => "style=dashed, color=\"#777777\", dir=back",
                EdgeKind::Replication => "style=bold, color=\"#6a3fb5\"",
                EdgeKind::Attachment => "style=dotted, arrowhead=none, constraint=false",
            }
            .to_owned(),
        ];
        let text = words::label(edge);
        if !text.is_empty() {
            style.push(format!("label=\"{}\"", escaped(&text)));
        }
        if marks.edge(at) {
            style.push("color=\"#c62828\", penwidth=3".to_owned());
        }
        // Graphviz puts what an edge begins at higher: gateways stand above their tiers.
        let (from, to) = match edge.kind {
            EdgeKind::Route => (edge.to, edge.from),
            _ => (edge.from, edge.to),
        };
        if let Item::Area(at) = from {
            style.push(format!("ltail=cluster_{at}"));
        }
        if let Item::Area(at) = to {
            style.push(format!("lhead=cluster_{at}"));
        }
        let (from, to) = (name(from), name(to));
        let _ = writeln!(out, "  {from} -> {to} [{}]", style.join(", "));
    }
    out.push_str("}\n");
    out
}

/// The node that edges meet; in an area, one that is not seen.
fn name(item: Item) -> String {
    match item {
        Item::Area(at) => format!("a{at}"),
        Item::Node(at) => format!("n{at}"),
    }
}

fn write_item(out: &mut String, drawing: &Drawing, marks: &Marks, item: Item, depth: usize) {
    let indent = "  ".repeat(depth);
    let mark = marks.of(item);
    let verdict = mark.and_then(words::verdict);
    let colour = mark.map(colour).unwrap_or_default();
    match item {
        Item::Node(at) => {
            let Some(node) = drawing.nodes.get(at) else {
                return;
            };
            let mut lines = vec![node.kind.as_str().to_owned(), words::title(node)];
            lines.extend(words::details(node));
            lines.extend(verdict);
            let shape = match node.kind {
                NodeKind::Client => ", shape=oval",
                NodeKind::Aurora | NodeKind::Database | NodeKind::Cache | NodeKind::Bucket => {
                    ", shape=cylinder, style=filled"
                }
                _ => "",
            };
            let text = label(&lines);
            let _ = writeln!(out, "{indent}n{at} [label=\"{text}\"{shape}{colour}]");
        }
        Item::Area(at) => {
            let Some(area) = drawing.areas.get(at) else {
                return;
            };
            let mut lines = vec![words::heading(area)];
            lines.push(crate::report::sanitise::line(&area.detail).into_owned());
            lines.push(words::parts(area).join(", "));
            lines.retain(|text| !text.is_empty());
            lines.extend(verdict);
            let text = label(&lines);
            let fill = ["#f6f8fa", "#ffffff"].get(depth % 2).copied();
            let fill = fill.unwrap_or("#ffffff");
            let _ = writeln!(
                out,
                "{indent}subgraph cluster_{at} {{\n{indent}  graph [label=\"{text}\", \
                 style=\"rounded,filled\", fillcolor=\"{fill}\"{colour}]\n{indent}  \
                 a{at} [label=\"\", shape=point, style=invis]"
            );
            for item in children(drawing, Some(at)) {
                write_item(out, drawing, marks, item, depth + 1);
            }
            let _ = writeln!(out, "{indent}}}");
        }
    }
}

fn colour(mark: &Mark) -> &'static str {
    match mark.verdict {
        _ if mark.is_red() => ", color=\"#c62828\", penwidth=3",
        Some(Verdict::Unknown) => ", color=\"#b26a00\", penwidth=2",
        _ => "",
    }
}

/// Lines as the text of a label.
fn label(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|text| escaped(text)).collect();
    lines.join("\\n")
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out
}

//! The drawing as a Mermaid flowchart, for Markdown.
//!
//! Whatever is not plainly a letter, a digit or harmless stands as Mermaid's own entity code
//! (`#60;`), which its parser reads as a character and nothing else.

use std::fmt::Write;

use super::marks::{Mark, Marks};
use super::{children, words};
use crate::finding::Verdict;
use crate::finding::drawing::{Drawing, Edge, EdgeKind, Item, NodeKind};

/// The drawing.
pub(super) fn render(drawing: &Drawing, marks: &Marks) -> String {
    let mut out = String::from("flowchart TB\n");
    for item in children(drawing, None) {
        write_item(&mut out, drawing, marks, item, 1);
    }
    let mut red = Vec::new();
    for (at, edge) in drawing.edges.iter().enumerate() {
        write_edge(&mut out, edge);
        if marks.edge(at) {
            red.push(at.to_string());
        }
    }
    classes(&mut out, drawing, marks);
    if !red.is_empty() {
        let red = red.join(",");
        let _ = writeln!(out, "  linkStyle {red} stroke:#c62828,stroke-width:3px");
    }
    out
}

fn write_item(out: &mut String, drawing: &Drawing, marks: &Marks, item: Item, depth: usize) {
    let indent = "  ".repeat(depth);
    let mark = marks.of(item);
    let verdict = mark.and_then(words::verdict);
    match item {
        Item::Node(at) => {
            let Some(node) = drawing.nodes.get(at) else {
                return;
            };
            let mut lines = vec![node.kind.as_str().to_owned(), words::title(node)];
            lines.extend(words::details(node));
            lines.extend(verdict);
            let text = label(&lines);
            let (open, close) = match node.kind {
                NodeKind::Client => ("([", "])"),
                NodeKind::Aurora | NodeKind::Database | NodeKind::Cache | NodeKind::Bucket => {
                    ("[(", ")]")
                }
                _ => ("[", "]"),
            };
            let _ = writeln!(out, "{indent}n{at}{open}\"{text}\"{close}");
        }
        Item::Area(at) => {
            let Some(area) = drawing.areas.get(at) else {
                return;
            };
            let mut lines = vec![words::heading(area)];
            if !area.detail.is_empty() {
                lines.push(crate::report::sanitise::line(&area.detail).into_owned());
            }
            let parts = words::parts(area);
            if !parts.is_empty() {
                lines.push(parts.join(", "));
            }
            lines.extend(verdict);
            let text = label(&lines);
            let _ = writeln!(out, "{indent}subgraph a{at}[\"{text}\"]");
            let inside = children(drawing, Some(at));
            // Mermaid draws no box around nothing.
            if inside.is_empty() {
                let _ = writeln!(out, "{indent}  e{at}[\" \"]:::nothing");
            }
            for item in inside {
                write_item(out, drawing, marks, item, depth + 1);
            }
            let _ = writeln!(out, "{indent}end");
        }
    }
}

fn name(item: Item) -> String {
    match item {
        Item::Area(at) => format!("a{at}"),
        Item::Node(at) => format!("n{at}"),
    }
}

fn write_edge(out: &mut String, edge: &Edge) {
    let arrow = match edge.kind {
        EdgeKind::Traffic => "-->",
        EdgeKind::Route => "-.->",
        EdgeKind::Replication => "==>",
        EdgeKind::Attachment => "-.-",
    };
    let (from, to) = (name(edge.from), name(edge.to));
    let text = words::label(edge);
    let _ = match text.is_empty() {
        true => writeln!(out, "  {from} {arrow} {to}"),
        false => writeln!(out, "  {from} {arrow}|\"{}\"| {to}", label(&[text])),
    };
}

fn classes(out: &mut String, drawing: &Drawing, marks: &Marks) {
    let areas = (0..drawing.areas.len()).map(Item::Area);
    let nodes = (0..drawing.nodes.len()).map(Item::Node);
    let items: Vec<Item> = areas.chain(nodes).collect();
    let of = |wanted: fn(&Mark) -> bool| {
        let found = items
            .iter()
            .filter(|item| marks.of(**item).is_some_and(wanted));
        let names: Vec<String> = found.map(|item| name(*item)).collect();
        names.join(",")
    };
    let red = of(Mark::is_red);
    let undecided = of(|mark| !mark.is_red() && mark.verdict == Some(Verdict::Unknown));
    let rows = [
        ("violation", "stroke:#c62828,stroke-width:3px", red),
        (
            "undecided",
            "stroke:#b26a00,stroke-width:2px,stroke-dasharray:5 4",
            undecided,
        ),
    ];
    out.push_str("  classDef nothing fill:none,stroke:none\n");
    for (class, style, names) in rows {
        if !names.is_empty() {
            let _ = writeln!(out, "  classDef {class} {style}\n  class {names} {class}");
        }
    }
}

/// Lines as the text of a label.
fn label(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|text| escaped(text)).collect();
    lines.join("<br/>")
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_alphanumeric() => out.push(c),
            ' ' | '_' | '-' | '.' | '/' | ',' | '×' | '·' | '…' | '✗' => out.push(c),
            c => {
                let _ = write!(out, "#{};", c as u32);
            }
        }
    }
    out
}

//! The drawing of the architecture, with the verdicts on it.
//!
//! Invariants: one drawing, one set of marks, three writers; names are hostile, and every writer
//! makes them inert in its own way after the one sanitiser; no writer knows AWS.

mod dot;
mod mermaid;
pub(super) mod svg;
#[cfg(test)]
mod tests;
mod words;

pub mod marks;

use std::collections::BTreeSet;

use crate::finding::Report;
use crate::finding::drawing::{Drawing, EdgeKind, Item};
use marks::Marks;

/// A format of the drawing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Picture {
    /// For Markdown: Mermaid's flowchart.
    Mermaid,
    /// For Graphviz.
    Dot,
    /// A picture that stands by itself.
    Svg,
}

impl Picture {
    /// `drawing` with the verdicts of `report`.
    pub fn render(self, drawing: &Drawing, report: &Report) -> String {
        let marks = Marks::new(drawing, report);
        match self {
            Picture::Mermaid => mermaid::render(drawing, &marks),
            Picture::Dot => dot::render(drawing, &marks),
            Picture::Svg => svg::document(drawing, &marks),
        }
    }
}

/// Areas and nodes of an area (`None`: of the whole), in the order they are drawn: nodes by kind,
/// of one kind those first that are asked from outside, then areas by kind.
fn children(drawing: &Drawing, of: Option<usize>) -> Vec<Item> {
    let nodes = drawing.nodes.iter().enumerate();
    let nodes = nodes.filter(|(_, node)| node.area == of);
    let mut nodes: Vec<usize> = nodes.map(|(at, _)| at).collect();
    let asked = drawing.edges.iter();
    let asked = asked.filter(|edge| edge.kind == EdgeKind::Traffic);
    let asked: BTreeSet<Item> = asked.map(|edge| edge.to).collect();
    nodes.sort_by_key(|at| {
        let kind = drawing.nodes.get(*at).map(|node| node.kind);
        (kind, !asked.contains(&Item::Node(*at)))
    });
    let areas = drawing.areas.iter().enumerate();
    let areas = areas.filter(|(_, area)| area.parent == of);
    let mut areas: Vec<usize> = areas.map(|(at, _)| at).collect();
    areas.sort_by_key(|at| drawing.areas.get(*at).map(|area| area.kind));
    let nodes = nodes.into_iter().map(Item::Node);
    nodes.chain(areas.into_iter().map(Item::Area)).collect()
}

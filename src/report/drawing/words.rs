//! What is written on the items of a drawing, one inert line each.

use super::marks::Mark;
use crate::finding::Verdict;
use crate::finding::drawing::{Area, AreaKind, Count, Edge, Node};
use crate::report::sanitise::line;

/// Rules that are named at one item.
const RULES_NAMED: usize = 2;

/// What a node is called, with how many it stands for.
pub(super) fn title(node: &Node) -> String {
    let title = line(&node.title);
    match node.count {
        Count::Known(1) => title.into_owned(),
        Count::Known(count) => format!("{title} ×{count}"),
        Count::Any => format!("{title} ×?"),
    }
}

/// The lines beneath the title of a node.
pub(super) fn details(node: &Node) -> Vec<String> {
    let title = line(&node.title);
    let lines = node.details.iter().map(|detail| line(detail).into_owned());
    let mut lines: Vec<String> = lines.filter(|text| *text != *title).collect();
    if !node.certain {
        lines.push("perhaps: the files do not decide".to_owned());
    }
    lines
}

/// What an area is called.
pub(super) fn heading(area: &Area) -> String {
    let title = line(&area.title);
    match (area.kind, &*title) {
        (kind, "") => kind.as_str().to_owned(),
        (AreaKind::Edge, title) => title.to_owned(),
        (kind, title) => format!("{} {title}", kind.as_str()),
    }
}

/// What an area consists of: `private ×3`.
pub(super) fn parts(area: &Area) -> Vec<String> {
    let parts = area.parts.iter().map(|part| {
        let title = line(&part.title);
        match part.members.len() {
            0 | 1 => title.into_owned(),
            count => format!("{title} ×{count}"),
        }
    });
    parts.collect()
}

/// The word of an edge.
pub(super) fn label(edge: &Edge) -> String {
    let label = line(&edge.label).into_owned();
    match (edge.certain, label.is_empty()) {
        (true, _) => label,
        (false, true) => "perhaps".to_owned(),
        (false, false) => format!("{label}, perhaps"),
    }
}

/// What the results say of an item, in short; nothing where they say nothing bad.
pub(super) fn verdict(mark: &Mark) -> Option<String> {
    let sign = match mark.verdict? {
        Verdict::Fail => '✗',
        Verdict::Unknown => '?',
        Verdict::Pass | Verdict::NotApplicable => return None,
    };
    let rules = mark.rules.iter().take(RULES_NAMED).map(|rule| line(rule));
    let rules: Vec<_> = rules.collect();
    let more = match mark.rules.len().saturating_sub(RULES_NAMED) {
        0 => String::new(),
        more => format!(" +{more}"),
    };
    Some(format!("{sign} {}{more}", rules.join(" ")))
}

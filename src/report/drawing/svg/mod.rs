//! The drawing as a picture that needs nothing: no script, no font, no network.
//!
//! Invariants: every text passes [`text::escape`]; all that is written in attributes is made here;
//! the same drawing gives the same bytes. Light and dark follow the reader's choice.

mod layout;
mod lines;
pub(in crate::report) mod text;

use std::fmt::Write;

use super::marks::{Mark, Marks};
use super::words;
use crate::finding::drawing::{Area, AreaKind, Drawing, EdgeKind, Item, Node, NodeKind};
use crate::finding::{Report, Verdict};
use crate::report::sanitise::line;
use layout::{Layout, PART_LINE, Rect, TITLE_LINE, layout};
use text::{escape, fit, fit_bold, fit_end, width_bold};

/// How things look, light and dark; the names begin with `al-`, so that a page may hold it too.
pub(in crate::report) const STYLE: &str = include_str!("style.css");

const MARGIN: f64 = 28.0;
/// Room for the title.
const TITLE: f64 = 46.0;

/// The drawing as a file.
pub(super) fn document(drawing: &Drawing, marks: &Marks) -> String {
    picture(drawing, marks, Some(STYLE))
}

/// The drawing as a part of a page that has [`STYLE`].
pub(in crate::report) fn fragment(drawing: &Drawing, report: &Report) -> String {
    picture(drawing, &Marks::new(drawing, report), None)
}

fn picture(drawing: &Drawing, marks: &Marks, style: Option<&str>) -> String {
    let layout = layout(drawing, marks);
    let legend = Legend::of(drawing, marks, layout.width.max(560.0));
    let width = layout.width.max(560.0) + 2.0 * MARGIN;
    let height = layout.height + 2.0 * MARGIN + TITLE + legend.height + 24.0;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"al-drawing\" role=\"img\" \
         viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\">"
    );
    if let Some(style) = style {
        let _ = writeln!(out, "<style>{style}</style>");
    }
    let environment = drawing.environment.as_deref().map(|name| line(name));
    let title = match &environment {
        Some(name) => format!("Architecture of {name}"),
        None => "Architecture".to_owned(),
    };
    let title = escape(&title);
    let _ = writeln!(
        out,
        "<title>{title}</title>\n<rect class=\"al-paper\" width=\"{width:.0}\" \
         height=\"{height:.0}\"/>\n<text class=\"al-h1\" x=\"{MARGIN:.0}\" y=\"{:.0}\">{title}\
         </text>",
        MARGIN + 20.0
    );
    out.push_str(MARKERS);
    let left = MARGIN + (width - 2.0 * MARGIN - layout.width) / 2.0;
    let _ = writeln!(
        out,
        "<g transform=\"translate({left:.0} {:.0})\">",
        MARGIN + TITLE
    );
    for (at, area) in drawing.areas.iter().enumerate() {
        write_area(&mut out, at, area, &layout, marks);
    }
    write_lines(&mut out, drawing, &layout, marks);
    for (at, area) in drawing.areas.iter().enumerate() {
        write_heading(&mut out, at, area, &layout, marks);
    }
    for (at, node) in drawing.nodes.iter().enumerate() {
        write_node(&mut out, at, node, &layout, marks);
    }
    out.push_str("</g>\n");
    legend.write(&mut out, MARGIN, height - MARGIN - legend.height);
    out.push_str("</svg>\n");
    out
}

/// Arrow heads; those of red lines are red.
const MARKERS: &str = "<defs>\
    <marker id=\"al-head\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" \
    markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">\
    <path class=\"al-tip\" d=\"M0 0.5L8 4L0 7.5Z\"/></marker>\
    <marker id=\"al-head-copy\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"9\" \
    markerHeight=\"9\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">\
    <path class=\"al-tip-copy\" d=\"M0 0.5L8 4L0 7.5Z\"/></marker>\
    <marker id=\"al-head-bad\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"11\" \
    markerHeight=\"11\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">\
    <path class=\"al-tip-bad\" d=\"M0 0.5L8 4L0 7.5Z\"/></marker></defs>\n";

/// The class of an item by what the results say of it.
fn class(mark: Option<&Mark>) -> &'static str {
    match mark {
        Some(mark) if mark.is_red() => " al-bad",
        Some(mark) if mark.verdict == Some(Verdict::Unknown) => " al-open",
        _ => "",
    }
}

/// The class of an area.
fn area_class(area: &Area) -> &'static str {
    match area.kind {
        AreaKind::Edge => "edge",
        AreaKind::Region => "region",
        AreaKind::Vpc => "vpc",
        AreaKind::Public => "public",
        AreaKind::Undecided => "undecided",
        AreaKind::Private | AreaKind::PrivateWithNat => "private",
        AreaKind::Isolated => "isolated",
        AreaKind::Cluster | AreaKind::Manifests => "cluster",
    }
}

/// What is told of an area or a node under the pointer: a line each. Their ends are written as
/// references, so that no name stands where a line of the file begins.
fn hover_text(lines: &[String]) -> String {
    let told = lines.iter().filter(|line| !line.is_empty());
    let told: Vec<String> = told.map(|line| escape(line)).collect();
    told.join("&#10;")
}

fn write_area(out: &mut String, at: usize, area: &Area, layout: &Layout, marks: &Marks) {
    let Rect { x, y, w, h } = layout.of(Item::Area(at));
    let mark = marks.of(Item::Area(at));
    let verdict = mark.and_then(words::verdict);
    let hover = [
        words::heading(area),
        line(&area.detail).into_owned(),
        verdict.unwrap_or_default(),
    ];
    let _ = writeln!(
        out,
        "<g class=\"al-area al-{}{}\"><title>{}</title><rect x=\"{x:.0}\" y=\"{y:.0}\" \
         width=\"{w:.0}\" height=\"{h:.0}\" rx=\"10\"/></g>",
        area_class(area),
        class(mark),
        hover_text(&hover)
    );
}

/// The words of an area lie over the lines that cross it.
fn write_heading(out: &mut String, at: usize, area: &Area, layout: &Layout, marks: &Marks) {
    let Rect { x, y, w, .. } = layout.of(Item::Area(at));
    let mark = marks.of(Item::Area(at));
    let _ = write!(out, "<g class=\"al-words al-on-{}\">", area_class(area));
    let badge = mark.and_then(words::verdict).map_or(0.0, |text| {
        write_badge(out, &text, mark, x + w - 12.0, y + 10.0, w * 0.6)
    });
    let room = w - 36.0 - badge;
    let detail = line(&area.detail);
    let heading = fit_bold(&words::heading(area), 14.0, room);
    let after = width_bold(&heading, 14.0);
    let base = y + 18.0 + 10.0;
    let _ = write!(
        out,
        "<text class=\"al-heading\" x=\"{:.0}\" y=\"{base:.0}\">{}",
        x + 18.0,
        escape(&heading)
    );
    if room - after > 60.0 && !detail.is_empty() {
        let detail = fit(&detail, 12.0, room - after - 10.0);
        let _ = write!(
            out,
            "<tspan class=\"al-detail\" dx=\"10\">{}</tspan>",
            escape(&detail)
        );
    }
    out.push_str("</text>");
    write_parts(out, area, x + 18.0, y + 18.0 + TITLE_LINE, w - 36.0);
    out.push_str("</g>\n");
}

/// What an area consists of, in a row.
fn write_parts(out: &mut String, area: &Area, x: f64, y: f64, room: f64) {
    let mut at = x;
    let parts = words::parts(area);
    for (told, part) in parts.iter().enumerate() {
        let w = (text::width(part, 11.0) + 16.0).min(room);
        let left = x + room - at;
        if told > 0 && left < w + 40.0 {
            let more = format!("+{}", parts.len() - told);
            let _ = write!(
                out,
                "<text class=\"al-detail\" x=\"{at:.0}\" y=\"{:.0}\">{more}</text>",
                y + 13.5
            );
            return;
        }
        let _ = write!(
            out,
            "<rect class=\"al-part\" x=\"{at:.0}\" y=\"{y:.0}\" width=\"{w:.0}\" \
             height=\"{:.0}\" rx=\"9\"/><text class=\"al-part-text\" x=\"{:.0}\" y=\"{:.0}\">{}\
             </text>",
            PART_LINE - 5.0,
            at + 8.0,
            y + 13.5,
            escape(&fit(part, 11.0, room - 16.0))
        );
        at += w + 6.0;
    }
}

fn write_node(out: &mut String, at: usize, node: &Node, layout: &Layout, marks: &Marks) {
    let Rect { x, y, w, h } = layout.of(Item::Node(at));
    let mark = marks.of(Item::Node(at));
    let kind = match node.kind {
        NodeKind::Client => "client",
        NodeKind::Distribution
        | NodeKind::LoadBalancer(_)
        | NodeKind::InternetGateway
        | NodeKind::NatGateway => "way",
        NodeKind::Workload(_) | NodeKind::Service | NodeKind::Group | NodeKind::Machine => {
            "compute"
        }
        NodeKind::Aurora | NodeKind::Database | NodeKind::Cache => "data",
        NodeKind::Bucket => "store",
        NodeKind::WebAcl | NodeKind::Certificate => "guard",
        NodeKind::Folded => "folded",
    };
    let maybe = if node.certain { "" } else { " al-maybe" };
    let title = words::title(node);
    let details = words::details(node);
    let verdict = mark.and_then(words::verdict);
    let mut hover = vec![node.kind.as_str().to_owned(), title.clone()];
    hover.extend(details.iter().cloned());
    hover.extend(verdict.iter().cloned());
    let _ = write!(
        out,
        "<g class=\"al-node al-{kind}{}{maybe}\"><title>{}</title>",
        class(mark),
        hover_text(&hover)
    );
    if node.count != crate::finding::drawing::Count::Known(1) {
        let _ = write!(
            out,
            "<rect class=\"al-box\" x=\"{:.0}\" y=\"{:.0}\" width=\"{w:.0}\" height=\"{h:.0}\" \
             rx=\"7\"/>",
            x + 5.0,
            y + 5.0
        );
    }
    let _ = write!(
        out,
        "<rect class=\"al-box\" x=\"{x:.0}\" y=\"{y:.0}\" width=\"{w:.0}\" height=\"{h:.0}\" \
         rx=\"7\"/><rect class=\"al-strip\" x=\"{x:.0}\" y=\"{:.0}\" width=\"4\" \
         height=\"{:.0}\" rx=\"2\"/>",
        y + 7.0,
        h - 14.0
    );
    let left = x + 16.0;
    let room = w - 28.0;
    let _ = write!(
        out,
        "<text class=\"al-kind\" x=\"{left:.0}\" y=\"{:.0}\">{}</text>\
         <text class=\"al-title\" x=\"{left:.0}\" y=\"{:.0}\">{}</text>",
        y + 18.0,
        escape(&fit(node.kind.as_str(), 10.5, room)),
        y + 36.0,
        escape(&fit_bold(&title, 14.0, room - 12.0))
    );
    if mark.is_some_and(|mark| mark.verdict == Some(Verdict::Pass) && !mark.on_path) {
        let _ = write!(
            out,
            "<path class=\"al-good\" d=\"M{:.0} {:.0}l4 4l7 -8\"/>",
            x + w - 21.0,
            y + 15.0
        );
    }
    let mut base = y + 52.0;
    for detail in &details {
        let _ = write!(
            out,
            "<text class=\"al-detail\" x=\"{left:.0}\" y=\"{base:.0}\">{}</text>",
            escape(&fit_end(detail, 11.0, room))
        );
        base += 14.0;
    }
    if let Some(verdict) = verdict {
        write_badge(out, &verdict, mark, x + w - 8.0, y + h - 25.0, room);
    }
    out.push_str("</g>\n");
}

/// A verdict, ending at `right`; how much room it takes.
fn write_badge(
    out: &mut String,
    verdict: &str,
    mark: Option<&Mark>,
    right: f64,
    y: f64,
    most: f64,
) -> f64 {
    let text = fit(verdict, 11.0, most - 16.0);
    let w = text::width(&text, 11.0) + 16.0;
    let class = match mark.and_then(|mark| mark.verdict) {
        Some(Verdict::Fail) => "al-badge-bad",
        _ => "al-badge-open",
    };
    let _ = write!(
        out,
        "<rect class=\"{class}\" x=\"{:.0}\" y=\"{y:.0}\" width=\"{w:.0}\" height=\"18\" \
         rx=\"9\"/><text class=\"al-badge-text\" x=\"{:.0}\" y=\"{:.0}\">{}</text>",
        right - w,
        right - w + 8.0,
        y + 13.0,
        escape(&text)
    );
    w + 10.0
}

fn kind_of_line(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Traffic => "traffic",
        EdgeKind::Route => "route",
        EdgeKind::Replication => "copy",
        EdgeKind::Attachment => "attached",
    }
}

fn head(kind: EdgeKind, bad: bool) -> &'static str {
    match (kind, bad) {
        (EdgeKind::Attachment, _) => "",
        (_, true) => " marker-end=\"url(#al-head-bad)\"",
        (EdgeKind::Replication, false) => " marker-end=\"url(#al-head-copy)\"",
        (_, false) => " marker-end=\"url(#al-head)\"",
    }
}

/// Red lines lie over others, words over all lines.
fn write_lines(out: &mut String, drawing: &Drawing, layout: &Layout, marks: &Marks) {
    let lines = lines::lines(drawing, layout);
    for wanted in [false, true] {
        for (at, (edge, line)) in drawing.edges.iter().zip(&lines).enumerate() {
            let bad = marks.edge(at);
            if bad != wanted {
                continue;
            }
            let kind = kind_of_line(edge.kind);
            let red = if bad { " al-bad" } else { "" };
            let maybe = if edge.certain { "" } else { " al-maybe" };
            let head = head(edge.kind, bad);
            let _ = writeln!(
                out,
                "<path class=\"al-line al-{kind}{red}{maybe}\" d=\"{}\"{head}/>",
                line.path
            );
        }
    }
    for line in &lines {
        if let Some((label, x, y)) = &line.label {
            let _ = writeln!(
                out,
                "<text class=\"al-label\" x=\"{x:.0}\" y=\"{:.0}\">{}</text>",
                y + 3.5,
                escape(label)
            );
        }
    }
}

/// What signs mean, and what is not drawn.
struct Legend {
    entries: Vec<(String, f64, f64)>,
    height: f64,
}

impl Legend {
    fn of(drawing: &Drawing, marks: &Marks, width: f64) -> Legend {
        let mut entries: Vec<(String, f64)> = Vec::new();
        let mut add = |sign: String, text: &str| {
            let w = 34.0 + text::width(text, 12.0) + 26.0;
            let text = escape(text);
            let sign = format!("{sign}<text class=\"al-key\" x=\"34\" y=\"4\">{text}</text>");
            entries.push((sign, w));
        };
        for kind in [
            EdgeKind::Traffic,
            EdgeKind::Route,
            EdgeKind::Replication,
            EdgeKind::Attachment,
        ] {
            if drawing.edges.iter().any(|edge| edge.kind == kind) {
                let class = kind_of_line(kind);
                let head = head(kind, false);
                let sign =
                    format!("<path class=\"al-line al-{class}\" d=\"M0 0C8 0 18 0 26 0\"{head}/>");
                add(sign, kind.as_str());
            }
        }
        let rect = |class: &str| {
            format!(
                "<g class=\"al-node {class}\"><rect class=\"al-box\" y=\"-8\" width=\"26\" \
                 height=\"16\" rx=\"4\"/></g>"
            )
        };
        add(rect("al-bad"), "violates a rule, or proves that");
        add(rect("al-open"), "the files do not decide a rule");
        add(
            "<path class=\"al-good\" d=\"M6 0l4 4l7 -8\"/>".to_owned(),
            "all rules about it pass",
        );
        if !marks.elsewhere.is_empty() {
            let rules = marks.elsewhere.keys().map(|rule| line(rule));
            let rules: Vec<_> = rules.collect();
            let text = format!("violated, but of nothing drawn here: {}", rules.join(", "));
            let text = fit(&text, 12.0, width - 60.0);
            add(
                "<text class=\"al-cross\" x=\"8\" y=\"5\">✗</text>".to_owned(),
                &text,
            );
        }
        let (mut x, mut y) = (0.0, 0.0);
        let mut placed = Vec::new();
        for (sign, w) in entries {
            if x > 0.0 && x + w > width {
                x = 0.0;
                y += 26.0;
            }
            placed.push((sign, x, y));
            x += w;
        }
        Legend {
            entries: placed,
            height: y + 20.0,
        }
    }

    fn write(&self, out: &mut String, x: f64, y: f64) {
        for (sign, dx, dy) in &self.entries {
            let _ = writeln!(
                out,
                "<g transform=\"translate({:.0} {:.0})\">{sign}</g>",
                x + dx,
                y + dy + 8.0
            );
        }
    }
}

//! The page: its own script and style only, names inert, everything there without the script.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::hostile;
use super::sample::{Sample, sample};
use crate::finding::drawing::{Count, Drawing, Edge, EdgeKind, Item, Node, NodeKind};
use crate::report::{Format, Options};

fn page(sample: &Sample) -> String {
    Format::Html.render(&sample.report, &sample.sources, &Options::default())
}

/// What stands between the only `<name>` and its end.
fn only<'t>(page: &'t str, name: &str) -> &'t str {
    let open = format!("<{name}>");
    assert_eq!(page.matches(&open).count(), 1, "{name}");
    let (_, rest) = page.split_once(&open).unwrap();
    rest.split_once(&format!("</{name}>")).unwrap().0
}

/// The tags of a page with their attributes; panics when they do not balance.
fn tags(page: &str) -> Vec<(String, Vec<String>)> {
    let page = page.trim_start_matches("<!DOCTYPE html>");
    let page = page.replace(only(page, "script"), "");
    let page = page.replace(only(&page, "style"), "");
    let mut open: Vec<String> = Vec::new();
    let mut seen = Vec::new();
    let mut rest = page.as_str();
    while let Some(at) = rest.find('<') {
        let end = at + rest[at..].find('>').expect("a tag ends");
        let tag = &rest[at + 1..end];
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        let name = tag.trim_start_matches('/');
        let name = name.split([' ', '/']).next().unwrap().to_owned();
        // Names of attributes: what stands outside of quotes.
        let outside: Vec<&str> = tag.split('"').step_by(2).collect();
        let outside = outside.join(" ");
        let attributes = outside.split([' ', '=', '/']).skip(1);
        let attributes = attributes.filter(|word| !word.is_empty());
        let attributes: Vec<String> = attributes.map(str::to_owned).collect();
        let void = matches!(name.as_str(), "meta" | "br") || tag.ends_with('/');
        match (tag.starts_with('/'), void) {
            (true, _) => assert_eq!(open.pop(), Some(name), "{tag}"),
            (false, void) => {
                seen.push((name.clone(), attributes));
                if !void {
                    open.push(name);
                }
            }
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "{open:?}");
    seen
}

fn drawn(mut sample: Sample, name: &str) -> Sample {
    let node = |kind: NodeKind| Node {
        kind,
        title: name.to_owned(),
        details: vec![name.to_owned()],
        area: None,
        count: Count::Known(1),
        certain: true,
        members: Vec::new(),
    };
    sample.report.drawings = vec![Drawing {
        nodes: vec![node(NodeKind::Client), node(NodeKind::Distribution)],
        edges: vec![Edge {
            from: Item::Node(0),
            to: Item::Node(1),
            kind: EdgeKind::Traffic,
            label: name.to_owned(),
            certain: true,
        }],
        ..Drawing::default()
    }];
    sample
}

#[test]
fn the_policy_names_the_script_and_style_of_the_page() {
    let page = page(&drawn(sample(), "x"));
    for (name, directive) in [("style", "style-src"), ("script", "script-src")] {
        let hash = STANDARD.encode(Sha256::digest(only(&page, name)));
        let allowed = format!("{directive} 'sha256-{hash}'");
        assert!(page.contains(&allowed), "{allowed}");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn nothing_of_a_name_is_markup() {
    let hostile = drawn(
        hostile::sample(),
        "</text><script>alert(1)</script>\" onload=\"x",
    );
    let page = page(&hostile);
    let elements = [
        "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "ul", "ol",
        "li", "main", "section", "button", "span", "div", "figure", "article", "p", "code", "pre",
        "mark", "details", "summary", "small", "br", "a", "footer", "script", "svg", "rect",
        "text", "tspan", "defs", "marker", "path", "g",
    ];
    for (name, attributes) in tags(&page) {
        assert!(elements.contains(&name.as_str()), "{name}");
        for attribute in attributes {
            assert!(
                !attribute.starts_with("on") && attribute != "style" && attribute != "src",
                "{attribute}"
            );
            assert!(attribute != "href" || name == "a", "{name}");
        }
    }
}

#[test]
fn it_shows_the_scorecard_the_proof_and_the_code() {
    let page = page(&drawn(sample(), "x"));
    tags(&page);
    for told in [
        "Clause by clause",
        "<svg ",
        "data-verdict=\"fail\"",
        "data-filter=\"clause\"",
        "<mark class=\"primary\">backup_retention_period = var.retention</mark>",
        "<ol class=\"proof\">",
        "Why it matters",
        "Suppressed",
        "Blind spots",
        "Not analysed",
    ] {
        assert!(page.contains(told), "{told} in {page}");
    }
    // Nothing is hidden until the script does it.
    assert!(!page.contains(" hidden"));
}

#[test]
fn it_needs_no_network() {
    let mut sample = drawn(sample(), "x");
    for rule in sample.report.rules.values_mut() {
        rule.references.push("javascript:alert(1)".to_owned());
        rule.references.push("http://example.com".to_owned());
    }
    let page = page(&sample);
    assert!(!page.contains("javascript:") && !page.contains("http://example.com"));
    let style = only(&page, "style");
    assert!(!style.contains("url(") && !style.contains("@import"));
    for (at, _) in page.match_indices("://") {
        let before = &page[..at];
        let start = before.rfind(|c: char| !c.is_ascii_alphanumeric()).unwrap();
        let around = &page[start.saturating_sub(6)..at + 20];
        let link = around.contains("href=") || page[..start + 1].ends_with("\">");
        assert!(link || around.contains("xmlns"), "{around}");
    }
}

#[test]
fn the_same_report_is_the_same_page() {
    assert_eq!(page(&sample()), page(&sample()));
}

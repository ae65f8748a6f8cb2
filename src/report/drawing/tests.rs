//! Names in drawings are inert in every format; verdicts mark what they are about.

use proptest::prelude::*;

use super::Picture;
use super::marks::Marks;
use crate::finding::drawing::{
    Area, AreaKind, Count, Drawing, Edge, EdgeKind, Item, Node, NodeKind, Part,
};
use crate::finding::{Evidence, Report, RuleResult, Severity, Subject, Verdict};
use crate::report::sanitise::is_hazardous;

const HOSTILE: &str = "</text><script>alert(1)</script>\"]]>&lt; \\N \\\" `**x** \
                       \u{202e}\u{1b}[31m ##[add-mask]x\n::error::y\u{ffff} end n0 --> n1";

fn subject(name: &str) -> Subject {
    Subject {
        root: ".".into(),
        name: name.into(),
    }
}

fn node(kind: NodeKind, title: &str, area: Option<usize>) -> Node {
    Node {
        kind,
        title: title.to_owned(),
        details: vec![title.to_owned()],
        area,
        count: Count::Known(2),
        certain: false,
        members: vec![subject(title)],
    }
}

fn edge(from: Item, to: Item, kind: EdgeKind, label: &str) -> Edge {
    Edge {
        from,
        to,
        kind,
        label: label.to_owned(),
        certain: false,
    }
}

/// A database in a tier with a way to a gateway, everything called `name` or after it.
fn drawing(name: &str) -> Drawing {
    Drawing {
        environment: Some(name.into()),
        areas: vec![Area {
            kind: AreaKind::Public,
            title: name.to_owned(),
            detail: name.to_owned(),
            parent: None,
            members: Vec::new(),
            parts: vec![Part {
                title: name.to_owned(),
                members: vec![subject("aws_subnet.a"), subject("aws_subnet.b")],
            }],
        }],
        nodes: vec![
            node(NodeKind::Client, "client", None),
            node(NodeKind::Aurora, name, Some(0)),
            node(NodeKind::InternetGateway, "aws_internet_gateway.x", None),
            node(
                NodeKind::LoadBalancer(crate::finding::drawing::Balancer::Other),
                "lb",
                Some(0),
            ),
        ],
        edges: vec![
            edge(Item::Area(0), Item::Node(2), EdgeKind::Route, name),
            edge(Item::Node(0), Item::Node(3), EdgeKind::Traffic, ""),
            edge(Item::Node(3), Item::Node(1), EdgeKind::Attachment, ""),
            edge(Item::Node(1), Item::Node(3), EdgeKind::Replication, name),
        ],
    }
}

fn result(subject: Subject, verdict: Verdict, evidence: &[&str]) -> RuleResult {
    RuleResult {
        rule: "NET-001".into(),
        verdict,
        severity: Severity::High,
        subject: Some(subject),
        element: None,
        message: String::new(),
        reasons: Vec::new(),
        place: None,
        evidence: evidence
            .iter()
            .map(|message| Evidence {
                message: (*message).to_owned(),
                place: None,
            })
            .collect(),
        environment: None,
        suppressed: None,
        fix: None,
    }
}

fn report(results: Vec<RuleResult>) -> Report {
    Report {
        results,
        ..Report::default()
    }
}

/// What the tags of an SVG document leave when its texts are taken out; panics when they do not
/// balance.
fn tags(svg: &str) -> Vec<String> {
    let mut open: Vec<String> = Vec::new();
    let mut seen = Vec::new();
    let mut rest = svg;
    while let Some(at) = rest.find('<') {
        let end = at + rest[at..].find('>').expect("a tag ends");
        let tag = &rest[at + 1..end];
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        let name = tag.trim_start_matches('/');
        let name = name.split([' ', '/']).next().unwrap().to_owned();
        match (tag.starts_with('/'), tag.ends_with('/')) {
            (true, _) => assert_eq!(open.pop(), Some(name), "{tag}"),
            (false, true) => seen.push(name),
            (false, false) => {
                seen.push(name.clone());
                open.push(name);
            }
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "{open:?}");
    seen
}

/// The strings of a DOT document; panics when what stands between them is not plain.
fn dot_is_plain(dot: &str) {
    let mut inside = false;
    let mut letters = dot.chars();
    while let Some(c) = letters.next() {
        match (inside, c) {
            (_, '"') => inside = !inside,
            (true, '\\') => {
                let code = letters.next();
                assert!(matches!(code, Some('\\' | '"' | 'n')), "\\{code:?}");
            }
            (true, '\n') => panic!("a string of several lines"),
            (true, _) => {}
            (false, c) => assert!(c.is_ascii() && c != '<', "{c:?} outside of strings"),
        }
    }
    assert!(!inside, "a string that does not end");
}

fn mermaid_is_plain(mermaid: &str) {
    for line in mermaid.lines() {
        assert_eq!(line.matches('"').count() % 2, 0, "{line}");
        let texts = line.split('"').skip(1).step_by(2);
        for text in texts {
            let text = text.replace("<br/>", "");
            let allowed = |c: char| c.is_alphanumeric() || " _-./,×·…✗#;".contains(c);
            assert!(text.chars().all(allowed), "{text}");
        }
    }
}

fn all_are_inert(name: &str) {
    let drawing = drawing(name);
    let failed = result(subject(name), Verdict::Fail, &[name]);
    let report = report(vec![RuleResult {
        environment: drawing.environment.clone(),
        ..failed
    }]);
    let svg = Picture::Svg.render(&drawing, &report);
    let known = [
        "svg", "style", "title", "rect", "text", "tspan", "defs", "marker", "path", "g",
    ];
    for tag in tags(&svg) {
        assert!(known.contains(&tag.as_str()), "{tag}");
    }
    dot_is_plain(&Picture::Dot.render(&drawing, &report));
    mermaid_is_plain(&Picture::Mermaid.render(&drawing, &report));
    for picture in [Picture::Svg, Picture::Dot, Picture::Mermaid] {
        let text = picture.render(&drawing, &report);
        assert!(!text.replace('\n', "").contains(is_hazardous));
        assert!(!text.contains("##["));
        assert!(!text.lines().any(|line| line.trim_start().starts_with("::")));
        assert_eq!(
            text,
            picture.render(&drawing, &report),
            "the same bytes again"
        );
    }
}

#[test]
fn hostile_names_are_inert() {
    all_are_inert(HOSTILE);
    all_are_inert("");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_name_is_inert(name in any::<String>()) {
        all_are_inert(&name);
    }
}

#[test]
fn a_failure_marks_its_subject_and_the_path_that_proves_it() {
    let drawing = Drawing {
        environment: None,
        ..drawing("aws_rds_cluster.x")
    };
    let report = report(vec![result(
        subject("aws_rds_cluster.x"),
        Verdict::Fail,
        &[
            "aws_subnet.a",
            "route 0.0.0.0/0 → aws_internet_gateway.x",
            "aws_internet_gateway.x",
        ],
    )]);
    let marks = Marks::new(&drawing, &report);
    assert!(marks.of(Item::Node(1)).unwrap().is_red());
    assert!(marks.of(Item::Area(0)).unwrap().on_path, "its subnet");
    assert!(marks.of(Item::Node(2)).unwrap().on_path, "the gateway");
    assert!(!marks.of(Item::Node(3)).unwrap().is_red());
    let red: Vec<bool> = (0..4).map(|at| marks.edge(at)).collect();
    assert_eq!(red, [true, false, false, false]);
}

#[test]
fn what_passes_or_is_suppressed_is_not_red() {
    let drawing = Drawing {
        environment: None,
        ..drawing("aws_rds_cluster.x")
    };
    let suppressed = RuleResult {
        suppressed: Some(crate::finding::Suppression {
            kind: "comment",
            reason: "accepted".to_owned(),
            place: None,
        }),
        ..result(subject("lb"), Verdict::Fail, &[])
    };
    let report = report(vec![
        result(
            subject("aws_rds_cluster.x"),
            Verdict::Pass,
            &["aws_subnet.a"],
        ),
        suppressed,
        result(subject("aws_budgets_budget.x"), Verdict::Fail, &[]),
    ]);
    let marks = Marks::new(&drawing, &report);
    assert_eq!(
        marks.of(Item::Node(1)).unwrap().verdict,
        Some(Verdict::Pass)
    );
    assert!(!marks.of(Item::Node(3)).unwrap().is_red());
    assert!(!marks.of(Item::Area(0)).unwrap().is_red());
    // What is not drawn is told.
    assert_eq!(marks.elsewhere.keys().count(), 1);
    assert!(
        Picture::Svg
            .render(&drawing, &report)
            .contains("nothing drawn here: NET-001")
    );
}

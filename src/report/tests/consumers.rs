//! Formats against their consumers: what GitHub's runner, GitLab, readers of XML and of Markdown
//! make of them.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde_json::Value;

use super::hostile;
use super::sample::{Sample, result, sample};
use crate::finding::{Level, Severity, Verdict};
use crate::report::{Format, Options, Verbosity};
use crate::source::{Place, Span};

fn render(format: Format, sample: &Sample) -> String {
    let options = Options {
        verbosity: Verbosity::Verbose,
        ..Options::default()
    };
    format.render(&sample.report, &sample.sources, &options)
}

/// A command as GitHub's runner reads it: `ActionCommand.TryParseV2`.
#[derive(Debug, PartialEq)]
struct Command {
    name: String,
    properties: BTreeMap<String, String>,
    data: String,
}

fn command(line: &str) -> Option<Command> {
    let rest = line.trim_start().strip_prefix("::")?;
    let (head, data) = rest.split_once("::")?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let unescape = |text: &str| {
        let text = text.replace("%0D", "\r").replace("%0A", "\n");
        text.replace("%3A", ":")
            .replace("%2C", ",")
            .replace("%25", "%")
    };
    let properties = properties.trim().split(',').filter(|p| !p.is_empty());
    let properties = properties.filter_map(|property| {
        let (key, value) = property.split_once('=')?;
        Some((key.to_owned(), unescape(value)))
    });
    Some(Command {
        name: name.to_owned(),
        properties: properties.collect(),
        data: data
            .replace("%0D", "\r")
            .replace("%0A", "\n")
            .replace("%25", "%"),
    })
}

fn commands(text: &str) -> Vec<Command> {
    text.lines().filter_map(command).collect()
}

#[test]
fn github_gets_annotations_at_their_lines() {
    let sample = sample();
    let text = render(Format::Github, &sample);
    let commands = commands(&text);
    assert_eq!(
        text.lines().count(),
        commands.len() + 1,
        "and the counts: {text}"
    );
    let names: Vec<&str> = commands.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["error", "error", "error", "warning", "warning"]);
    let of = |title: &str| {
        let found = commands
            .iter()
            .find(|c| c.properties["title"].starts_with(title));
        found.unwrap_or_else(|| panic!("{title}: {text}"))
    };
    let retention = of("DATA-003 aurora-backup-retention");
    let property = |name: &str| retention.properties[name].as_str();
    assert_eq!(property("file"), "infra/modules/db/main.tf");
    assert_eq!((property("line"), property("endLine")), ("3", "3"));
    assert_eq!(property("col"), "3");
    assert!(
        retention
            .data
            .starts_with("`module.db.aws_rds_cluster.this`: backups are kept")
    );
    assert!(of("PARSE-001").properties["file"].ends_with("broken.tf"));
}

#[test]
fn github_gets_nine_of_a_kind_and_the_number_of_the_others() {
    let mut sample = sample();
    sample.report.diagnostics.clear();
    let place = sample.report.results[0].place.unwrap();
    sample.report.results = (0..30)
        .map(|at| {
            let place = Place::new(place.file, Span::new(at, at + 1));
            let severity = match at % 3 {
                0 => Severity::Critical,
                1 => Severity::Medium,
                _ => Severity::Low,
            };
            result(
                "NET-001",
                Verdict::Fail,
                severity,
                "a,b:c%d",
                "100%\n",
                Some(place),
            )
        })
        .collect();
    let text = render(Format::Github, &sample);
    let commands = commands(&text);
    for kind in ["error", "warning", "notice"] {
        let of_kind: Vec<_> = commands.iter().filter(|c| c.name == kind).collect();
        assert_eq!(of_kind.len(), 10);
        assert!(of_kind[9].data.starts_with("1 more"), "{}", of_kind[9].data);
        assert!(of_kind[0].data.contains("a,b:c%d") && of_kind[0].data.contains("100%\\n"));
    }
}

#[test]
fn gitlab_gets_what_its_schema_asks_for() {
    for sample in [sample(), hostile::sample()] {
        let issues: Value = serde_json::from_str(&render(Format::Gitlab, &sample)).unwrap();
        let issues = issues.as_array().unwrap();
        assert!(issues.len() > 2);
        let mut prints = BTreeSet::new();
        for issue in issues {
            let keys: Vec<&str> = issue
                .as_object()
                .unwrap()
                .keys()
                .map(String::as_str)
                .collect();
            let wanted = [
                "description",
                "check_name",
                "fingerprint",
                "severity",
                "location",
            ];
            assert_eq!(keys, wanted);
            let severity = issue["severity"].as_str().unwrap();
            let known = ["info", "minor", "major", "critical", "blocker"];
            assert!(known.contains(&severity), "{severity}");
            for text in ["description", "check_name", "fingerprint"] {
                assert!(!issue[text].as_str().unwrap().is_empty(), "{issue}");
            }
            assert!(prints.insert(issue["fingerprint"].as_str().unwrap().to_owned()));
            let path = issue["location"]["path"].as_str().unwrap();
            assert!(!path.is_empty() && !path.starts_with("./") && !path.starts_with('/'));
            assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() >= 1);
        }
    }
}

#[test]
fn junit_is_xml_whose_counts_are_right() {
    for sample in [sample(), hostile::sample()] {
        let text = render(Format::Junit, &sample);
        let document = roxmltree::Document::parse(&text).unwrap();
        let root = document.root_element();
        assert_eq!(root.tag_name().name(), "testsuites");
        let suites: Vec<_> = root.children().filter(|n| n.is_element()).collect();
        assert!(suites.len() > 2);
        let mut failures = 0;
        for node in std::iter::once(&root).chain(&suites) {
            let cases = node.descendants().filter(|n| n.has_tag_name("testcase"));
            let cases: Vec<_> = cases.collect();
            let with = |name: &str| {
                let has = |case: &&roxmltree::Node| case.children().any(|c| c.has_tag_name(name));
                cases.iter().filter(has).count().to_string()
            };
            let attribute = |name: &str| node.attribute(name).unwrap_or_default().to_owned();
            assert_eq!(attribute("tests"), cases.len().to_string());
            assert_eq!(attribute("failures"), with("failure"));
            assert_eq!(attribute("errors"), with("error"));
            assert_eq!(attribute("skipped"), with("skipped"));
            assert!(!attribute("name").is_empty());
            failures += with("failure").parse::<usize>().unwrap();
            for case in cases {
                assert!(!case.attribute("name").unwrap().is_empty());
                assert!(case.attribute("classname").is_some());
            }
        }
        // Each counts in its suite and in the whole.
        let failing = sample.report.summary().fail;
        assert_eq!(failures, 2 * failing);
        let errors = sample
            .report
            .diagnostics
            .iter()
            .filter(|d| d.level == Level::Error);
        assert_eq!(
            root.attribute("errors").unwrap(),
            errors.count().to_string()
        );
    }
}

/// What a reader of Markdown sees outside of code, and in it; anything else than archlint's own
/// structure fails.
fn markdown(text: &str) -> (String, Vec<String>) {
    let (mut plain, mut code) = (String::new(), Vec::new());
    let options = pulldown_cmark::Options::all();
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Text(text) => plain.push_str(&text),
            Event::Code(text) => code.push(text.into_string()),
            Event::Start(
                Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::List(_)
                | Tag::Item
                | Tag::Strong
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell,
            ) => {}
            Event::End(TagEnd::Link | TagEnd::Image) => panic!("{text}"),
            Event::End(_) | Event::SoftBreak | Event::HardBreak => plain.push('\n'),
            other => panic!("{other:?} in {text}"),
        }
    }
    (plain, code)
}

#[test]
fn markdown_says_all_and_names_stand_in_code() {
    let (plain, code) = markdown(&render(Format::Markdown, &sample()));
    assert!(
        plain.contains("Findings") && plain.contains("Isolation"),
        "{plain}"
    );
    for name in [
        "DATA-003 aurora-backup-retention",
        "infra/modules/db/main.tf:3:3",
        "module.db.aws_rds_cluster.this",
        "value of `var.retention`, which overrides its default",
    ] {
        assert!(code.iter().any(|c| c == name), "{name}: {code:?}");
    }
    let own: BTreeSet<char> = plain.chars().filter(|c| c.is_ascii_punctuation()).collect();
    let known: BTreeSet<char> = "/(),;:".chars().collect();
    assert!(own.is_subset(&known), "{own:?}");
}

#[test]
fn hostile_names_are_inert_in_markdown() {
    let mut sample = hostile::sample();
    for name in [
        "`", "``` `` `", "\\", "a`](b)", "-->", "| a |", " x ", "``", "<!--",
    ] {
        let mut twin = sample.report.results[0].clone();
        twin.message = name.into();
        twin.subject.as_mut().unwrap().name = name.into();
        twin.place.as_mut().unwrap().span.start += sample.report.results.len() as u32;
        sample.report.results.push(twin);
    }
    let text = render(Format::Markdown, &sample);
    let (plain, code) = markdown(&text);
    for trick in [
        "javascript",
        "@org",
        "<img",
        "::",
        "add-mask",
        "`",
        "|",
        "<",
        "[",
    ] {
        assert!(!plain.contains(trick), "{trick} in {plain}");
    }
    for name in ["``` `` `", "\\", "a`](b)", "-->", "``", "<!--"] {
        assert!(code.iter().any(|c| c == name), "{name}: {code:?}");
    }
}

#[test]
fn markdown_fits_into_a_comment() {
    let mut sample = sample();
    let first = sample.report.results[0].clone();
    sample.report.results = (0..2_000)
        .map(|at| {
            let mut result = first.clone();
            result.message = format!("{at} {}", "x".repeat(at * 5));
            result.place.as_mut().unwrap().span = Span::new(at as u32, at as u32);
            result
        })
        .collect();
    let text = render(Format::Markdown, &sample);
    assert!(
        text.chars().count() < 65_536 && text.len() > 30_000,
        "{}",
        text.len()
    );
    assert!(text.contains(" more; the full report lists them"));
    markdown(&text);
}

//! Names an attacker chose, against oracles: what a terminal obeys, what GitHub's runner obeys.

use std::collections::BTreeSet;

use super::sample::{self, Sample, result};
use crate::finding::{
    Code, Diagnostic, Evidence, Reason, Report, Severity, Skipped, Suppression, Verdict,
};
use crate::report::{Format, Options, Standpoint, Verbosity};
use crate::source::{Place, Sources, Span};

/// Every trick in one name.
const NAME: &str = "x\n::error file=a::y\r##[add-mask]e\u{1b}[2J\u{1b}]8;;http://e\u{7}\u{9b}1m\
                    \u{202e}\u{2066}\u{200b}\u{2028}\u{85}\u{7f}\u{feff}\0\t::set-output name=a::b\n\
                    ::stop-commands::x\n##[stop-commands]x</td><img src=x> [x](javascript:y) @org";

/// A report in which the attacker chose every string that an input can carry.
pub(super) fn sample() -> Sample {
    let mut sample = sample::sample();
    let mut sources = Sources::default();
    let text = format!(
        "resource \"{NAME}\" {{\n  a = \"{NAME}\" {}\n}}\n",
        "z".repeat(1000)
    );
    let files = [NAME, "::error::x.tf", "##[error]x.tf", "a\tb.tf"];
    let ids = files.map(|path| sources.add(path, text.as_str()));
    let long = text.find("zz").unwrap() as u32;
    let places = ids.map(|id| Place::new(id, Span::new(9, long)));
    let tail = Place::new(ids[0], Span::new(long, long + 5000));
    let evidence = |place| Evidence {
        message: NAME.into(),
        place,
    };
    let mut first = result(
        "DATA-003",
        Verdict::Fail,
        Severity::High,
        NAME,
        &format!("{NAME} is bad"),
        Some(places[0]),
    );
    first.element = Some(NAME.into());
    first.environment = Some(NAME.into());
    let proof = places.map(|place| evidence(Some(place)));
    first.evidence = proof
        .into_iter()
        .chain([evidence(Some(tail)), evidence(None)])
        .collect();
    let mut others = places.map(|place| {
        result(
            "EDGE-004",
            Verdict::Unknown,
            Severity::Low,
            NAME,
            NAME,
            Some(place),
        )
    });
    for other in &mut others {
        other.reasons = vec![Reason {
            reason: "variable",
            message: NAME.into(),
            place: Some(tail),
        }];
    }
    let mut suppressed = first.clone();
    suppressed.suppressed = Some(Suppression {
        kind: "comment",
        reason: NAME.into(),
        place: Some(tail),
    });
    let pass = result(
        "NET-001",
        Verdict::Pass,
        Severity::High,
        NAME,
        NAME,
        Some(tail),
    );
    let twin = result(
        "DATA-003",
        Verdict::Fail,
        Severity::High,
        "b",
        NAME,
        Some(places[0]),
    );
    sample.report = Report {
        results: [first, twin, suppressed, pass]
            .into_iter()
            .chain(others)
            .collect(),
        diagnostics: vec![
            Diagnostic::error(Code::Parse, tail, NAME)
                .with_related(places[1], NAME)
                .with_help(NAME),
        ],
        ..sample.report
    };
    sample.report.inputs.skipped = vec![Skipped {
        path: NAME.into(),
        reason: NAME.into(),
    }];
    sample.sources = sources;
    sample
}

fn render(format: Format, colour: bool, runner_log: bool) -> String {
    let sample = sample();
    let options = Options {
        colour,
        runner_log,
        width: 80,
        verbosity: Verbosity::Verbose,
        standpoint: Standpoint::Inside("infra".into()),
        category: NAME.into(),
        ..Options::default()
    };
    format.render(&sample.report, &sample.sources, &options)
}

/// What a terminal obeys: everything but the line feed below U+0020, C1, directions, the unseen.
fn obeyed(text: &str) -> Vec<char> {
    let obeyed = |c: &char| {
        (*c < ' ' && *c != '\n')
            || ('\u{7f}'..='\u{9f}').contains(c)
            || ('\u{202a}'..='\u{202e}').contains(c)
            || ('\u{2066}'..='\u{2069}').contains(c)
            || ('\u{200b}'..='\u{200f}').contains(c)
            || ['\u{2028}', '\u{2029}', '\u{feff}'].contains(c)
    };
    text.chars().filter(obeyed).collect()
}

#[test]
fn no_output_holds_what_a_terminal_obeys() {
    for format in Format::ALL {
        let text = render(format, false, false);
        assert_eq!(obeyed(&text), [], "{}", format.as_str());
        assert!(
            text.contains("u{1b}") || text.contains("u001b"),
            "{}",
            format.as_str()
        );
    }
}

#[test]
fn colours_are_the_only_escapes() {
    for format in [Format::Full, Format::Concise] {
        let text = render(format, true, false);
        let mut plain = String::new();
        let mut pieces = text.split("\u{1b}[");
        plain.push_str(pieces.next().unwrap());
        for piece in pieces {
            let (code, rest) = piece.split_once('m').unwrap();
            assert!(
                code.chars().all(|c| c.is_ascii_digit() || c == ';'),
                "{code:?}"
            );
            plain.push_str(rest);
        }
        assert_eq!(plain, render(format, false, false));
    }
}

/// The commands that GitHub's runner finds in a log, as its `ActionCommandManager` and
/// `ActionCommand` do: a line that begins with `::name …::` after blanks, or holds `##[name …]`
/// anywhere, is a command when the name is registered; case does not count. `stop-commands`
/// registers its data and stops all others until that name comes.
fn runner_commands(log: &str) -> Vec<String> {
    let names = [
        "add-mask",
        "add-matcher",
        "debug",
        "echo",
        "endgroup",
        "error",
        "group",
        "notice",
        "remove-matcher",
        "save-state",
        "set-env",
        "set-output",
        "add-path",
        "stop-commands",
        "warning",
        "internal-set-repo-path",
    ];
    let mut registered: BTreeSet<String> = names.map(str::to_owned).into();
    let mut stopped: Option<String> = None;
    let mut obeyed = Vec::new();
    for line in log.replace("\r\n", "\n").split(['\n', '\r']) {
        let Some((name, data)) =
            second_form(line, &registered).or_else(|| first_form(line, &registered))
        else {
            continue;
        };
        match &stopped {
            Some(token) if name == *token => {
                registered.remove(token);
                stopped = None;
                obeyed.push("resume".to_owned());
            }
            Some(_) => {}
            None if name == "stop-commands" => {
                registered.insert(data.to_lowercase());
                stopped = Some(data.to_lowercase());
                obeyed.push(name);
            }
            None => obeyed.push(name),
        }
    }
    obeyed
}

fn second_form(line: &str, registered: &BTreeSet<String>) -> Option<(String, String)> {
    let (command, data) = line.trim_start().strip_prefix("::")?.split_once("::")?;
    named(command, data, registered)
}

fn first_form(line: &str, registered: &BTreeSet<String>) -> Option<(String, String)> {
    let (_, rest) = line.split_once("##[")?;
    let (command, data) = rest.split_once(']')?;
    named(command, data, registered)
}

fn named(command: &str, data: &str, registered: &BTreeSet<String>) -> Option<(String, String)> {
    let name = command.split(' ').next()?.to_lowercase();
    registered.contains(&name).then(|| (name, data.to_owned()))
}

#[test]
fn the_runner_obeys_nothing_but_the_frame() {
    for format in [Format::Full, Format::Concise] {
        let log = render(format, false, true);
        assert_eq!(
            runner_commands(&log),
            ["stop-commands", "resume"],
            "{}",
            format.as_str()
        );
    }
    for format in Format::ALL {
        if matches!(format, Format::Full | Format::Concise | Format::Github) {
            continue;
        }
        assert_eq!(
            runner_commands(&render(format, false, true)),
            [""; 0],
            "{}",
            format.as_str()
        );
    }
    // Annotations, and nothing that a name asks for.
    let annotations = runner_commands(&render(Format::Github, false, true));
    assert_eq!(
        annotations,
        ["error", "error", "warning", "warning", "warning", "warning"]
    );
}

#[test]
fn the_matcher_would_notice() {
    assert_eq!(runner_commands("  ::error file=a::b"), ["error"]);
    assert_eq!(
        runner_commands("12 | x ##[set-output name=a]b"),
        ["set-output"]
    );
    assert_eq!(runner_commands("::nothing::\nx ::error::\n"), [""; 0]);
    let framed = "::stop-commands::t\n::error::\n::t::\n::Warning::";
    assert_eq!(
        runner_commands(framed),
        ["stop-commands", "resume", "warning"]
    );
}

#[test]
fn the_frame_is_a_function_of_the_text() {
    let log = render(Format::Full, false, true);
    let inside = render(Format::Full, false, false);
    assert_eq!(log, render(Format::Full, false, true));
    let token = log
        .lines()
        .next()
        .unwrap()
        .strip_prefix("::stop-commands::")
        .unwrap();
    assert_eq!(
        log,
        format!("::stop-commands::{token}\n{inside}::{token}::\n")
    );
    assert!(token.len() == 64 && !inside.contains(token));
}

#[test]
fn long_lines_are_cut() {
    for format in [Format::Full, Format::Concise] {
        let text = render(format, false, false);
        assert!(!text.contains(&"z".repeat(201)), "{}", format.as_str());
    }
}

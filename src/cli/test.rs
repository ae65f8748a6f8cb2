//! `archlint test`: rules of one's own on their cases.
//!
//! The cases of a rule stand beneath the directory of its page, in `fixtures/<CODE-name>/<case>/`:
//! each is a small project on which that rule runs alone. The line of a finding ends in `#~ CODE`,
//! one that cannot be decided in `#? CODE`; a file `expect`, beside files that take no comments,
//! has lines `fail main.tf.json:12`. What a case expects is all that it may give.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use clap::{CommandFactory, FromArgMatches};

use super::args::{CheckArgs, Cli, TestArgs, Verb};
use super::baseline::Asked;
use super::check::{Outcome, Request, outcome};
use super::environments::Environments;
use super::inputs::InputOptions;
use super::progress::Progress;
use super::rules::{self, Pages};
use super::status::Status;
use super::terminal::{Terminal, Voice};
use crate::finding::{Level, Verdict};
use crate::report::sanitise;
use crate::rules::{Passes, Rule};
use crate::source::{Kind, Limits, Root, Sources};

/// Directories within one another in which cases are looked for.
const DEPTH: usize = 16;

/// Verdict, file and line.
type Marks = BTreeSet<(Verdict, String, u64)>;

/// The verb: tests the rules of each directory.
pub(super) fn run(args: &TestArgs, terminal: &Terminal) -> Result<Status, String> {
    let mut lines = Vec::new();
    let mut wrong = 0;
    for directory in &args.directories {
        let book = rules::load([Pages::tested(directory)], Sources::default())?;
        if let Some(problem) = book.diagnostics.first() {
            let place = problem.place.and_then(|place| book.sources.locate(place));
            let place = place.map(|(file, start, _)| format!("{file}:{}: ", start.line));
            let place = place.unwrap_or_default();
            terminal.say(Voice::Error, &format!("{place}{}", problem.message));
            return Ok(Status::Error);
        }
        let root = Root::at(directory).map_err(|error| error.to_string())?;
        let mut cases = BTreeMap::new();
        gather(&root, ".", DEPTH, &mut cases)?;
        let own = book.library.rules().iter().filter(|rule| !rule.built_in);
        for rule in own {
            let name = format!("{}-{}", rule.code, rule.name);
            let cases = cases.remove(&name).unwrap_or_default();
            let told = tested(rule, directory, &root, &cases)?;
            wrong += told.wrong;
            lines.extend(told.lines);
        }
        for name in cases.keys() {
            wrong += 1;
            lines.push(format!("fixtures/{name} belongs to no rule"));
        }
    }
    let mut document = String::new();
    for line in lines {
        document.push_str(&sanitise::line(&line));
        document.push('\n');
    }
    terminal.print_text(&document)?;
    Ok(if wrong == 0 {
        Status::Clean
    } else {
        Status::Findings
    })
}

/// The directories of cases beneath `directory`, by the name of their rule.
fn gather(
    root: &Root,
    directory: &str,
    depth: usize,
    found: &mut BTreeMap<String, Vec<String>>,
) -> Result<(), String> {
    for (name, path) in directories(root, directory)? {
        if name == "fixtures" {
            for (rule, path) in directories(root, &path)? {
                let cases = directories(root, &path)?.into_iter();
                found
                    .entry(rule)
                    .or_default()
                    .extend(cases.map(|(_, case)| case));
            }
        } else if depth > 0 && !name.starts_with('.') {
            gather(root, &path, depth - 1, found)?;
        }
    }
    Ok(())
}

/// Name and path of the directories in `directory`.
fn directories(root: &Root, directory: &str) -> Result<Vec<(String, String)>, String> {
    let entries = root.list(directory);
    let entries = entries.map_err(|error| format!("{directory}: {error}"))?;
    let found = entries.into_iter().filter_map(|entry| {
        let found = entry.found.ok().filter(|f| f.kind == Kind::Directory)?;
        Some((entry.name.to_string(), found.path.to_string()))
    });
    Ok(found.collect())
}

/// What is told of one rule, and how many of its cases are wrong.
struct Told {
    lines: Vec<String>,
    wrong: usize,
}

fn tested(rule: &Rule, directory: &Path, root: &Root, cases: &[String]) -> Result<Told, String> {
    let (code, name) = (&rule.code, &rule.name);
    let mut told = Told {
        lines: Vec::new(),
        wrong: 0,
    };
    let mut kinds = BTreeSet::new();
    for case in cases {
        let path = root.directory().join(case);
        let said = checked(&path, directory, code)?;
        let expected = expected(&path, code)?;
        kinds.extend(expected.iter().map(|(verdict, ..)| *verdict));
        if expected.is_empty() && said.passes {
            kinds.insert(Verdict::Pass);
        }
        let before = told.lines.len();
        let missing = expected
            .iter()
            .filter(|mark| !said.found.contains_key(*mark));
        for (verdict, file, line) in missing {
            let verdict = verdict.as_str();
            let line = format!("{code} {case}: {file}:{line}: no {verdict}, which was expected");
            told.lines.push(line);
        }
        let more = said
            .found
            .iter()
            .filter(|(mark, _)| !expected.contains(*mark));
        for ((verdict, file, line), message) in more {
            let verdict = verdict.as_str();
            let line = format!(
                "{code} {case}: {file}:{line}: {verdict}, which was not expected: {message}"
            );
            told.lines.push(line);
        }
        let errors = said.errors.iter();
        told.lines
            .extend(errors.map(|error| format!("{code} {case}: {error}")));
        told.wrong += usize::from(told.lines.len() > before);
    }
    let wanted = [
        (Verdict::Fail, "fails"),
        (Verdict::Pass, "passes"),
        (Verdict::Unknown, "cannot be decided"),
    ];
    let none = wanted
        .iter()
        .filter(|(verdict, _)| !kinds.contains(verdict));
    let none: Vec<String> = none
        .map(|(_, words)| format!("none that {words}"))
        .collect();
    let none = match none.as_slice() {
        [] => String::new(),
        none => format!("; {}", none.join(", ")),
    };
    let right = cases.len() - told.wrong;
    let count = match (cases.len(), told.wrong) {
        (0, _) => "no case".to_owned(),
        (1, 0) => "1 case as expected".to_owned(),
        (_, 0) => format!("{right} cases as expected"),
        (all, _) => format!("{right} of {all} cases as expected"),
    };
    told.lines.push(format!("{code} {name}: {count}{none}"));
    Ok(told)
}

/// What a rule says of a case.
struct Said {
    /// What it finds, and in which words.
    found: BTreeMap<(Verdict, String, u64), String>,
    passes: bool,
    /// Why the run was no whole one.
    errors: Vec<String>,
}

/// Checks `case` by the rule `code` of `directory` alone, without any configuration.
fn checked(case: &Path, directory: &Path, code: &str) -> Result<Said, String> {
    let mut line: Vec<PathBuf> = ["archlint", "check", "--isolated", "--select", code]
        .map(PathBuf::from)
        .into();
    line.extend(["--rules".into(), directory.to_path_buf(), "--".into()]);
    line.push(case.to_path_buf());
    let wrong = |error: clap::Error| error.to_string();
    let matches = Cli::command().try_get_matches_from(line).map_err(wrong)?;
    let cli = Cli::from_arg_matches(&matches).map_err(wrong)?;
    let Verb::Check(args) = &cli.verb else {
        return Err("a case is checked".to_owned());
    };
    let matches = matches.subcommand().map_or(&matches, |(_, inner)| inner);
    let inputs = InputOptions::read(&args.inputs, matches, Some(case))?;
    let outcome = outcome(&request(args), inputs, Progress::default())?;
    Ok(said(&outcome))
}

fn request(args: &CheckArgs) -> Request<'_> {
    Request {
        inputs: &args.inputs,
        rules: &args.rules,
        choice: &args.choice,
        ignores: true,
        baseline: Asked::Nothing,
        policy: None,
        passes: Passes::Counted,
        environments: Environments::Every,
        drawn: false,
    }
}

fn said(outcome: &Outcome) -> Said {
    let report = &outcome.report;
    let place = |place| {
        let (file, start, _) = outcome.sources.locate(place)?;
        Some((file.to_owned(), u64::from(start.line)))
    };
    let found = report.results.iter().filter_map(|result| {
        let counts = matches!(result.verdict, Verdict::Fail | Verdict::Unknown);
        let (file, line) = place(result.place.filter(|_| counts)?)?;
        Some(((result.verdict, file, line), result.message.clone()))
    });
    let passes = report.results.iter().any(|r| r.verdict == Verdict::Pass)
        || report.passed.values().any(|count| *count > 0);
    let errors = report
        .diagnostics
        .iter()
        .filter(|d| d.level == Level::Error);
    Said {
        found: found.collect(),
        passes,
        errors: errors
            .map(|error| match error.place.and_then(place) {
                Some((file, line)) => format!("{file}:{line}: {}", error.message),
                None => error.message.clone(),
            })
            .collect(),
    }
}

/// What the lines of a case expect of the rule `code`.
fn expected(case: &Path, code: &str) -> Result<Marks, String> {
    let root = Root::at(case).map_err(|error| error.to_string())?;
    let mut marks = Marks::new();
    read_marks(&root, ".", code, DEPTH, &mut marks)?;
    Ok(marks)
}

fn read_marks(
    root: &Root,
    directory: &str,
    code: &str,
    depth: usize,
    marks: &mut Marks,
) -> Result<(), String> {
    let entries = root.list(directory);
    for entry in entries.map_err(|error| format!("{directory}: {error}"))? {
        let Ok(found) = entry.found else { continue };
        if found.kind == Kind::Directory && depth > 0 {
            read_marks(root, &found.path, code, depth - 1, marks)?;
            continue;
        }
        let limit = Limits::DEFAULT.source_bytes;
        // What is no text has no marks.
        let Ok(text) = root.read_text(&found.path, limit) else {
            continue;
        };
        if &*entry.name == "expect" {
            for line in text.lines() {
                marks.insert(stated(line).ok_or_else(|| {
                    let path = root.directory().join(&*found.path);
                    format!(
                        "{}: expected VERDICT FILE:LINE, not {line:?}",
                        path.display()
                    )
                })?);
            }
            continue;
        }
        for (line, text) in (1..).zip(text.lines()) {
            for (mark, verdict) in [("#~", Verdict::Fail), ("#?", Verdict::Unknown)] {
                if text.trim_end().ends_with(&format!("{mark} {code}")) {
                    marks.insert((verdict, found.path.to_string(), line));
                }
            }
        }
    }
    Ok(())
}

/// `fail main.tf.json:12`
fn stated(line: &str) -> Option<(Verdict, String, u64)> {
    let (verdict, place) = line.split_once(' ')?;
    let (file, line) = place.rsplit_once(':')?;
    let verdict = [Verdict::Fail, Verdict::Unknown]
        .into_iter()
        .find(|known| known.as_str() == verdict)?;
    Some((verdict, file.to_owned(), line.parse().ok()?))
}

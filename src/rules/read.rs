//! From the tree of a page to its rule.

use std::sync::Arc;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::facts::catalogue;
use crate::finding::{Diagnostic, FixSafety, Severity, nearest};
use crate::language::Literals;
use crate::source::Place;
use crate::syntax::hcl::{Block, ExprId, ExprKind, Tree};

use super::clauses::{clause, clauses};
use super::page::{Autofix, Check, Edit, Note, Rule};
use super::params::{self, Shared};
use super::reader::Reader;
use super::world::Subjects;

const ATTRIBUTES: [&str; 19] = [
    "assert",
    "at",
    "clause",
    "code",
    "external",
    "fix",
    "for_each",
    "hidden_in",
    "kubernetes",
    "message",
    "project",
    "references",
    "resource",
    "severity",
    "subject",
    "title",
    "when",
    "why",
    "yields_to",
];
const BLOCKS: [&str; 4] = ["autofix", "check", "note", "param"];

/// The one rule of the page `tree`; `None` when it is too wrong to go on. `stem` is the name of
/// the file without `.rule.hcl`.
pub(super) fn rule(
    tree: &Arc<Tree>,
    stem: &str,
    built_in: bool,
    problems: &mut Vec<Diagnostic>,
) -> Option<Rule> {
    let top = tree.place(tree.body.span);
    let mut page = Reader::new(tree, &tree.body, "a rule page", top, problems);
    page.allow(&[], &["rule"]);
    let blocks: Vec<&Block> = page.blocks("rule").collect();
    let block: &Block = match blocks.as_slice() {
        [block] => block,
        [] => {
            page.problem(start(top), "a rule page holds a rule \"name\" { … }");
            return None;
        }
        [_, second, ..] => {
            let place = tree.place(second.header);
            page.problem(
                place,
                "a rule page holds one rule; give this one its own file",
            );
            return None;
        }
    };
    let header = tree.place(block.header);
    let mut reader = Reader::new(tree, &block.body, "a rule", header, problems);
    reader.allow(&ATTRIBUTES, &BLOCKS);
    let name: Arc<str> = match block.labels.as_slice() {
        [label] => tree.chars(&label.text).into(),
        _ => {
            reader.problem(header, "a rule has one name");
            return None;
        }
    };
    let code = code(&mut reader, &name, stem);
    let clauses = cited_clauses(&mut reader);
    let severity = reader
        .needed("severity")
        .and_then(|id| severity(&mut reader, id));
    let title = title(&mut reader);
    let why = reader.needed("why");
    let fix = reader.needed("fix");
    let references = references(&mut reader, built_in);
    let subjects = subjects(&mut reader);
    let hidden_in = globs(&mut reader);
    let external = reader.text("external");
    let yields_to = reader.texts("yields_to").into_iter().map(|t| t.0).collect();
    let checks = checks(&mut reader);
    let notes = notes(&mut reader);
    let autofixes = autofixes(&mut reader);
    let blocks: Vec<&Block> = reader.blocks("param").collect();
    let params = blocks
        .into_iter()
        .filter_map(|block| params::read(tree, block, Shared::No, reader.problems()))
        .collect();
    let (when, for_each) = (reader.expr("when"), reader.expr("for_each"));
    let (code, place) = code?;
    Some(Rule {
        code,
        name,
        clauses,
        severity: severity?,
        title: title?,
        references,
        subjects: subjects?,
        yields_to,
        external,
        hidden_in,
        autofixes,
        params,
        built_in,
        place,
        external_owned: false,
        tree: tree.clone(),
        literals: Literals::of(tree),
        why: why?,
        fix: fix?,
        when,
        for_each,
        checks: checks?,
        notes,
    })
}

/// The empty place at the start of a file.
fn start(whole: Place) -> Place {
    let at = whole.span.start;
    Place::new(whole.file, crate::source::Span::new(at, at))
}

fn code(reader: &mut Reader, name: &str, stem: &str) -> Option<(Arc<str>, Place)> {
    let expr = reader.needed("code")?;
    let code = reader.literal(expr)?;
    let place = reader.place(expr);
    let well_formed = code.split_once('-').is_some_and(|(group, number)| {
        let upper = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
        group.starts_with(|c: char| c.is_ascii_uppercase())
            && group.chars().all(upper)
            && number.len() == 3
            && number.chars().all(|c| c.is_ascii_digit())
    });
    if !well_formed {
        reader.problem(place, "a code is a group and three digits, as DATA-003");
    } else if stem != format!("{code}-{name}") {
        let message = format!("the page of this rule is called {code}-{name}.rule.hcl");
        reader.problem(place, message);
    }
    Some((code, place))
}

fn cited_clauses(reader: &mut Reader) -> Vec<Arc<str>> {
    if reader.needed("clause").is_none() {
        return Vec::new();
    }
    let cited = reader.texts("clause");
    for (number, place) in &cited {
        if clause(number).is_none() {
            let known: Vec<String> = clauses().map(|c| c.number.to_string()).collect();
            let message = format!(
                "the architecture has no clause {number:?}; it has {}",
                known.join(", ")
            );
            reader.problem(*place, message);
        }
    }
    cited.into_iter().map(|(number, _)| number).collect()
}

fn severity(reader: &mut Reader, expr: ExprId) -> Option<Severity> {
    let text = reader.literal(expr)?;
    let severity = Severity::parse(&text);
    if severity.is_none() {
        let names = Severity::ALL.map(Severity::as_str).join(", ");
        let place = reader.place(expr);
        reader.problem(place, format!("a severity is one of {names}"));
    }
    severity
}

fn title(reader: &mut Reader) -> Option<Arc<str>> {
    let expr = reader.needed("title")?;
    let title = reader.literal(expr)?;
    if title.trim().is_empty() || title.contains(['\n', '`']) {
        let place = reader.place(expr);
        reader.problem(place, "a title is one line of plain text");
    }
    Some(title)
}

fn references(reader: &mut Reader, built_in: bool) -> Vec<String> {
    if built_in {
        reader.needed("references");
    }
    let references = reader.texts("references");
    for (reference, place) in &references {
        if !reference.starts_with("https://") {
            reader.problem(*place, "a reference begins with https://");
        }
    }
    references.into_iter().map(|(r, _)| r.to_string()).collect()
}

fn subjects(reader: &mut Reader) -> Option<Subjects> {
    let names = ["resource", "kubernetes", "subject", "project"];
    let written: Vec<&str> = names
        .into_iter()
        .filter(|name| reader.attribute(name).is_some())
        .collect();
    let [chosen] = written.as_slice() else {
        let place = reader.tree.place(reader.body.span);
        let message = "a rule is about one of resource, kubernetes, subject, project";
        reader.problem(start(place), message);
        return None;
    };
    let list = |texts: Vec<(Arc<str>, Place)>| texts.into_iter().map(|(text, _)| text).collect();
    let expr = reader.expr(chosen)?;
    match *chosen {
        "resource" => Some(Subjects::Resources(list(reader.texts("resource")))),
        "kubernetes" => Some(Subjects::Objects(list(reader.texts("kubernetes")))),
        "subject" => {
            let name = reader.literal(expr)?;
            let record = catalogue::subject(&name);
            if record.is_none() {
                let known = catalogue::SUBJECTS.iter().map(|record| record.name);
                let hint = match nearest(&name, known.clone()) {
                    Some(near) => format!("did you mean {near:?}?"),
                    None => format!("there are {}", known.collect::<Vec<_>>().join(", ")),
                };
                let place = reader.place(expr);
                reader.problem(place, format!("there is no subject {name:?}; {hint}"));
            }
            record.map(Subjects::Derived)
        }
        _ => project(reader, expr),
    }
}

/// `when_any("type", …)`
fn project(reader: &mut Reader, expr: ExprId) -> Option<Subjects> {
    let tree = reader.tree;
    match &tree.expr(expr).kind {
        ExprKind::Call { name, args, .. } if tree.str(*name) == "when_any" && !args.is_empty() => {
            let triggers = args.iter().filter_map(|arg| reader.literal(*arg));
            Some(Subjects::Project(triggers.collect()))
        }
        _ => {
            let place = reader.place(expr);
            let message = "a project rule says when it applies: when_any(\"TYPE\", …)";
            reader.problem(place, message);
            None
        }
    }
}

fn globs(reader: &mut Reader) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for (text, place) in reader.texts("hidden_in") {
        match GlobBuilder::new(&text).case_insensitive(true).build() {
            Ok(glob) => {
                set.add(glob);
            }
            Err(error) => reader.problem(place, error.kind().to_string()),
        }
    }
    set.build().unwrap_or_default()
}

const CHECK: [&str; 5] = ["assert", "at", "message", "severity", "when"];

fn checks(reader: &mut Reader) -> Option<Vec<Check>> {
    let blocks: Vec<&Block> = reader.blocks("check").collect();
    if blocks.is_empty() {
        return Some(vec![check(reader, CheckForm::InRule)?]);
    }
    for name in ["assert", "at", "message"] {
        if let Some(attribute) = reader.attribute(name) {
            let place = reader.tree.place(attribute.name);
            reader.problem(place, format!("{name:?} belongs into one of the checks"));
        }
    }
    let tree = reader.tree;
    let mut checks = Vec::new();
    for block in blocks {
        let header = tree.place(block.header);
        let mut inner = Reader::new(tree, &block.body, "a check", header, reader.problems());
        inner.allow(&CHECK, &[]);
        checks.extend(check(&mut inner, CheckForm::Block));
    }
    Some(checks)
}

/// Where the attributes of a check stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CheckForm {
    /// In the rule: its `when` and `severity` are the rule's.
    InRule,
    Block,
}

fn check(reader: &mut Reader, form: CheckForm) -> Option<Check> {
    let assert = reader.needed("assert");
    let message = reader.needed("message");
    let own = form == CheckForm::Block;
    let severity = match reader.expr("severity").filter(|_| own) {
        Some(expr) => severity(reader, expr),
        None => None,
    };
    Some(Check {
        assert: assert?,
        at: reader.expr("at"),
        message: message?,
        severity,
        when: reader.expr("when").filter(|_| own),
    })
}

fn notes(reader: &mut Reader) -> Vec<Note> {
    let tree = reader.tree;
    let blocks: Vec<&Block> = reader.blocks("note").collect();
    let mut notes = Vec::new();
    for block in blocks {
        let header = tree.place(block.header);
        let mut inner = Reader::new(tree, &block.body, "a note", header, reader.problems());
        inner.allow(&["message", "when"], &[]);
        let (when, message) = (inner.needed("when"), inner.needed("message"));
        if let (Some(when), Some(message)) = (when, message) {
            notes.push(Note { when, message });
        }
    }
    notes
}

fn autofixes(reader: &mut Reader) -> Vec<Autofix> {
    let blocks: Vec<&Block> = reader.blocks("autofix").collect();
    let read = |block| autofix(reader, block);
    blocks.into_iter().filter_map(read).collect()
}

fn autofix(reader: &mut Reader, block: &Block) -> Option<Autofix> {
    let tree = reader.tree;
    let header = tree.place(block.header);
    let mut inner = Reader::new(tree, &block.body, "an autofix", header, reader.problems());
    inner.allow(&["safety", "set", "snippet", "to", "when"], &[]);
    let safety = match inner.needed_text("safety")?.as_ref() {
        "safe" => FixSafety::Safe,
        "suggest" => FixSafety::Suggested,
        _ => {
            inner.problem(header, "the safety of an autofix is safe or suggest");
            return None;
        }
    };
    let when = inner.expr("when");
    let edit = match (inner.expr("set"), inner.expr("to"), inner.expr("snippet")) {
        (Some(attribute), Some(to), None) => Edit::Set { attribute, to },
        (None, None, Some(snippet)) if safety == FixSafety::Suggested && when.is_none() => {
            Edit::Snippet(snippet)
        }
        _ => {
            let message = "an autofix has set and to, or (suggested, always) a snippet";
            inner.problem(header, message);
            return None;
        }
    };
    Some(Autofix { edit, safety, when })
}

//! Compares what Terraform computes with what archlint computes, leaf by leaf.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::{Outcome, Resource, is_unknown};

/// What is to be said of one leaf.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Verdict {
    /// Both know it, and agree.
    Right,
    /// Neither knows it.
    RightUnknown,
    /// Terraform refuses the configuration, archlint too, at the same places.
    ErrorRight,
    /// Both know it and differ.
    Wrong,
    /// The values agree, their types do not.
    WrongType,
    /// archlint knows what Terraform does not.
    Unsound,
    /// Terraform knows what archlint does not.
    Vague,
    /// It is not here.
    Missing,
    /// It is here only.
    Extra,
    /// Terraform has it as sensitive, archlint would show it.
    Leaked,
    /// archlint has it as sensitive, Terraform shows it.
    Hidden,
    /// Terraform refuses what archlint takes.
    ErrorMissed,
    /// archlint refuses it at another place.
    ErrorElsewhere,
    /// archlint refuses what Terraform takes.
    ErrorInvented,
}

impl Verdict {
    /// Whether it is as it should be.
    pub fn is_right(self) -> bool {
        matches!(
            self,
            Verdict::Right | Verdict::RightUnknown | Verdict::ErrorRight
        )
    }

    /// Its name in lists.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Right => "right",
            Verdict::RightUnknown => "right-unknown",
            Verdict::ErrorRight => "error-right",
            Verdict::Wrong => "wrong",
            Verdict::WrongType => "wrong-type",
            Verdict::Unsound => "unsound",
            Verdict::Vague => "vague",
            Verdict::Missing => "missing",
            Verdict::Extra => "extra",
            Verdict::Leaked => "leaked",
            Verdict::Hidden => "hidden",
            Verdict::ErrorMissed => "error-missed",
            Verdict::ErrorElsewhere => "error-elsewhere",
            Verdict::ErrorInvented => "error-invented",
        }
    }
}

/// How many leaves have which verdict.
#[derive(Clone, Debug, Default)]
pub struct Score {
    /// The counts.
    pub counts: BTreeMap<Verdict, u64>,
    /// What is not right: verdict, path, and both sides.
    pub misses: Vec<(Verdict, String, String)>,
}

impl Score {
    /// Adds another score.
    pub fn add(&mut self, other: Score) {
        for (verdict, count) in other.counts {
            *self.counts.entry(verdict).or_default() += count;
        }
        self.misses.extend(other.misses);
    }

    /// The counts in one line.
    pub fn line(&self) -> String {
        let counts = self.counts.iter();
        let counts: Vec<String> = counts.map(|(v, n)| format!("{} {n}", v.name())).collect();
        counts.join(", ")
    }

    /// Whether Terraform refuses something that archlint does not, or not there.
    pub fn has_missed_errors(&self) -> bool {
        let missed = [Verdict::ErrorMissed, Verdict::ErrorElsewhere];
        missed
            .iter()
            .any(|verdict| self.counts.contains_key(verdict))
    }

    fn note(&mut self, verdict: Verdict, path: &str, truth: &Json, got: &Json) {
        *self.counts.entry(verdict).or_default() += 1;
        if !verdict.is_right() {
            let sides = format!("wanted {truth}, got {got}");
            self.misses.push((verdict, path.to_owned(), sides));
        }
    }

    fn value(&mut self, path: &str, truth: &Json, got: &Json, exact: Exactness) {
        match (is_unknown(truth), is_unknown(got)) {
            (true, true) => return self.note(Verdict::RightUnknown, path, truth, got),
            (true, false) if exact == Exactness::Parts && has_unknown(got) => {
                return self.note(Verdict::RightUnknown, path, truth, got);
            }
            (true, false) => return self.note(Verdict::Unsound, path, truth, got),
            (false, true) => return self.note(Verdict::Vague, path, truth, got),
            (false, false) => {}
        }
        match (truth, got) {
            (Json::Array(truth), Json::Array(got)) if !truth.is_empty() || !got.is_empty() => {
                for at in 0..truth.len().max(got.len()) {
                    let path = format!("{path}[{at}]");
                    self.part(&path, truth.get(at), got.get(at), exact);
                }
            }
            (Json::Object(truth), Json::Object(got)) if !truth.is_empty() || !got.is_empty() => {
                let keys: BTreeSet<&String> = truth.keys().chain(got.keys()).collect();
                for key in keys {
                    let path = format!("{path}.{key}");
                    self.part(&path, truth.get(key), got.get(key), exact);
                }
            }
            _ => match same(truth, got) {
                true => self.note(Verdict::Right, path, truth, got),
                false => self.note(Verdict::Wrong, path, truth, got),
            },
        }
    }

    fn part(&mut self, path: &str, truth: Option<&Json>, got: Option<&Json>, exact: Exactness) {
        match (truth, got) {
            (Some(truth), Some(got)) => self.value(path, truth, got, exact),
            (Some(truth), None) => self.note(Verdict::Missing, path, truth, &Json::Null),
            (None, Some(got)) => self.note(Verdict::Extra, path, &Json::Null, got),
            (None, None) => {}
        }
    }
}

/// How an unknown of Terraform's may look here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exactness {
    /// Unknown.
    Whole,
    /// A value with unknown parts: the graph shows what it knows of an unknown collection.
    Parts,
}

/// Compares all of a configuration.
pub fn score(truth: &Outcome, got: &Outcome) -> Score {
    let mut score = Score::default();
    if !truth.ok {
        errors(&mut score, truth, got);
        return score;
    }
    for error in &got.errors {
        score.note(
            Verdict::ErrorInvented,
            &place(error),
            &Json::Null,
            &json!(error.summary),
        );
    }
    for (name, output) in &truth.outputs {
        let path = format!("output.{name}");
        let Some(got) = got.outputs.get(name) else {
            score.note(Verdict::Missing, &path, &output.value, &Json::Null);
            continue;
        };
        score.value(&path, &output.value, &got.value, Exactness::Whole);
        if let (Some(truth), Some(got)) = (&output.ty, &got.ty)
            && !got.is_null()
            // A plan forgets the type of a null.
            && !output.value.is_null()
            && truth != got
        {
            score.note(Verdict::WrongType, &path, truth, got);
        }
        match (output.sensitive, got.sensitive) {
            (true, false) => score.note(Verdict::Leaked, &path, &json!(true), &json!(false)),
            (false, true) => score.note(Verdict::Hidden, &path, &json!(false), &json!(true)),
            _ => {}
        }
    }
    for (address, truth) in &truth.resources {
        let Some(got) = got.resources.get(address) else {
            score.note(Verdict::Missing, address, &json!(truth.attrs), &Json::Null);
            continue;
        };
        for (name, truth) in &truth.attrs {
            // An attribute that is not written is null to Terraform.
            let got = got.attrs.get(name).unwrap_or(&Json::Null);
            score.value(&format!("{address}.{name}"), truth, got, Exactness::Whole);
        }
        marks(&mut score, address, truth, got);
    }
    for (address, got) in &got.resources {
        if !truth.resources.contains_key(address) {
            score.note(Verdict::Extra, address, &Json::Null, &json!(got.attrs));
        }
    }
    score
}

/// Compares the graph's own JSON, which may show parts of an unknown collection.
pub fn score_graph(truth: &Outcome, graph: &Json) -> Score {
    let mut score = Score::default();
    if !truth.ok {
        return score;
    }
    for (name, truth) in &truth.outputs {
        let path = format!("graph output.{name}");
        score.value(
            &path,
            &without_computed(&truth.value),
            &graph["outputs"][name],
            Exactness::Parts,
        );
    }
    for (address, truth) in &truth.resources {
        let attributes = &graph["resources"][address]["attrs"];
        for (name, truth) in &truth.attrs {
            let path = format!("graph {address}.{name}");
            score.value(&path, truth, &attributes[name], Exactness::Parts);
        }
    }
    score
}

/// The graph shows of an instance what is written, and its `id`.
fn without_computed(value: &Json) -> Json {
    match value {
        Json::Array(items) => items.iter().map(without_computed).collect(),
        Json::Object(entries) => {
            let instance = ["id", "input", "output", "triggers_replace"];
            let is_instance =
                entries.len() == 4 && instance.iter().all(|name| entries.contains_key(*name));
            let kept = entries
                .iter()
                .filter(|(name, value)| !is_instance || (*name != "output" && !value.is_null()));
            let kept = kept.map(|(name, value)| (name.clone(), without_computed(value)));
            Json::Object(kept.collect())
        }
        other => other.clone(),
    }
}

fn errors(score: &mut Score, truth: &Outcome, got: &Outcome) {
    for wanted in &truth.errors {
        let path = place(wanted);
        let summary = json!(wanted.summary);
        let at_place = |file: &Option<String>, line: &Option<u64>| {
            (wanted.file.is_none() || wanted.file == *file)
                && (wanted.line.is_none() || wanted.line == *line)
        };
        let found = got.errors.iter().find(|e| at_place(&e.file, &e.line));
        match (found, got.errors.first()) {
            (Some(found), _) => {
                score.note(Verdict::ErrorRight, &path, &summary, &json!(found.summary));
            }
            (None, Some(_)) => {
                let others: Vec<String> = got
                    .errors
                    .iter()
                    .map(|e| format!("{}: {}", place(e), e.summary))
                    .collect();
                score.note(Verdict::ErrorElsewhere, &path, &summary, &json!(others));
            }
            (None, None) => score.note(Verdict::ErrorMissed, &path, &summary, &Json::Null),
        }
    }
}

fn place(mistake: &super::Mistake) -> String {
    let file = mistake.file.as_deref().unwrap_or("?");
    match mistake.line {
        Some(line) => format!("{file}:{line}"),
        None => file.to_owned(),
    }
}

/// The places at which a tree of marks says `true`.
pub fn places(marks: &Json) -> BTreeSet<String> {
    fn walk(marks: &Json, path: &str, into: &mut BTreeSet<String>) {
        match marks {
            Json::Bool(true) => {
                into.insert(path.to_owned());
            }
            Json::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    walk(item, &format!("{path}[{at}]"), into);
                }
            }
            Json::Object(entries) => {
                for (key, item) in entries {
                    walk(item, &format!("{path}.{key}"), into);
                }
            }
            _ => {}
        }
    }
    let mut into = BTreeSet::new();
    walk(marks, "", &mut into);
    into
}

fn marks(score: &mut Score, address: &str, truth: &Resource, got: &Resource) {
    let values = json!(truth.attrs);
    let (Some(truth), Some(got)) = (&truth.sensitive, &got.sensitive) else {
        return;
    };
    for path in truth.difference(got) {
        let path = format!("{address}{path}");
        score.note(Verdict::Leaked, &path, &json!(true), &json!(false));
    }
    let shown = |path: &&String| !is_unknown_at(&values, path);
    for path in got.difference(truth).filter(shown) {
        let path = format!("{address}{path}");
        score.note(Verdict::Hidden, &path, &json!(false), &json!(true));
    }
}

/// Whether `values` are unknown at `path`, or above it: there is nothing to hide.
fn is_unknown_at(values: &Json, path: &str) -> bool {
    let mut at = values;
    for step in path.split(['.', '[', ']']).filter(|step| !step.is_empty()) {
        if is_unknown(at) {
            return true;
        }
        at = match at {
            Json::Array(_) => step
                .parse::<usize>()
                .map_or(&Json::Null, |index| &at[index]),
            _ => &at[step],
        };
    }
    is_unknown(at)
}

fn has_unknown(value: &Json) -> bool {
    is_unknown(value)
        || match value {
            Json::Array(items) => items.iter().any(has_unknown),
            Json::Object(entries) => entries.values().any(has_unknown),
            _ => false,
        }
}

/// Plans write numbers as doubles.
fn same(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::Number(a), Json::Number(b)) => {
            let whole = |n: &serde_json::Number| n.to_string().parse::<i128>().ok();
            match (whole(a), whole(b)) {
                (Some(a), Some(b)) => a == b,
                _ => match (a.as_f64(), b.as_f64()) {
                    (Some(a), Some(b)) => a == b || (a - b).abs() <= 1e-12 * a.abs().max(b.abs()),
                    _ => false,
                },
            }
        }
        _ => a == b,
    }
}

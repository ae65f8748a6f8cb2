//! What stayed dark: inputs that were skipped or read in part, and what the files do not decide,
//! each with the way out and the results that it leaves undecided.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Code, Diagnostic, Level, Report, Verdict};
use crate::source::Place;

/// One thing that is not known.
#[derive(Clone, Debug)]
pub(super) struct Spot<'a> {
    /// The class: a reason of undecided results (`variable`, `module`, …), or `skipped`.
    pub kind: &'static str,
    /// What is not known, one line. Of a reason, with what would decide it.
    pub message: Cow<'a, str>,
    /// The way out, where the message does not tell it.
    pub remedy: Option<&'a str>,
    /// Where it is declared.
    pub place: Option<Place>,
    /// The input that was skipped, relative to the root.
    pub path: Option<&'a str>,
    /// The rules that it leaves undecided, each with the number of its results.
    pub rules: BTreeMap<&'a str, usize>,
}

impl Spot<'_> {
    /// How many results it leaves undecided.
    pub fn undecided(&self) -> usize {
        self.rules.values().sum()
    }
}

/// All of them: by class, those classes first that leave most undecided, and within a class alike.
pub(super) fn all(report: &Report) -> Vec<Spot<'_>> {
    let mut spots = of_reasons(report);
    let mut by_file: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, spot) in spots.iter().enumerate() {
        let file = spot.place.map(|place| place.file);
        by_file.entry((spot.kind, file)).or_default().push(at);
    }
    for note in report.diagnostics.iter().filter(|d| d.level == Level::Note) {
        let kind = kind(note.code);
        let file = note.place.map(|place| place.file);
        let beside = by_file.get(&(kind, file)).into_iter().flatten();
        // What a reason says of the same line is the same thing.
        let about = |at: &&usize| {
            let spot = spots.get(**at);
            spot.is_some_and(|spot| touches(spot.place, note.place))
        };
        let same = beside.copied().find(|at| about(&at));
        match same.and_then(|at| spots.get_mut(at)) {
            Some(spot) => {
                spot.message = Cow::Borrowed(&note.message);
                spot.remedy = note.help.as_deref();
            }
            None => spots.push(Spot {
                kind,
                message: Cow::Borrowed(&note.message),
                remedy: note.help.as_deref(),
                place: note.place,
                path: None,
                rules: BTreeMap::new(),
            }),
        }
    }
    spots.extend(broken(report));
    spots.extend(report.inputs.skipped.iter().map(|skipped| Spot {
        kind: "skipped",
        message: Cow::Borrowed(&skipped.reason),
        remedy: None,
        place: None,
        path: Some(&skipped.path),
        rules: BTreeMap::new(),
    }));
    let mut weight: BTreeMap<&str, usize> = BTreeMap::new();
    for spot in &spots {
        *weight.entry(spot.kind).or_default() += spot.undecided();
    }
    // The sort is stable: what leaves as much undecided stays in the order of its place.
    spots.sort_by_key(|spot| {
        let of_kind = weight.get(spot.kind).copied().unwrap_or_default();
        let least = (std::cmp::Reverse(of_kind), spot.kind);
        (least, std::cmp::Reverse(spot.undecided()))
    });
    spots
}

/// The reasons of undecided results that count.
fn of_reasons(report: &Report) -> Vec<Spot<'_>> {
    let mut found: BTreeMap<(Option<Place>, &'static str, &str), BTreeMap<&str, usize>> =
        BTreeMap::new();
    let undecided = report
        .results
        .iter()
        .filter(|r| r.verdict == Verdict::Unknown && r.suppressed.is_none());
    for result in undecided {
        // A reason that a result gives twice leaves it undecided once.
        let reasons: BTreeSet<_> = result.reasons.iter().collect();
        for reason in reasons {
            let key = (reason.place, reason.reason, &*reason.message);
            let rules = found.entry(key).or_default();
            *rules.entry(&*result.rule).or_default() += 1;
        }
    }
    let spots = found
        .into_iter()
        .map(|((place, kind, message), rules)| Spot {
            kind,
            message: Cow::Borrowed(message),
            remedy: None,
            place,
            path: None,
            rules,
        });
    spots.collect()
}

/// Files that could be read in part only.
fn broken(report: &Report) -> impl Iterator<Item = Spot<'_>> {
    let mut files: BTreeMap<_, (&Diagnostic, usize)> = BTreeMap::new();
    let errors = report
        .diagnostics
        .iter()
        .filter(|d| d.level == Level::Error && d.code != Code::Evaluate);
    for error in errors {
        let Some(place) = error.place else { continue };
        let file = files.entry((place.file, error.code)).or_insert((error, 0));
        file.1 += 1;
    }
    files.into_values().map(|(first, count)| Spot {
        kind: kind(first.code),
        message: match count {
            1 => Cow::Borrowed("an error: what stands there is not known"),
            _ => Cow::Owned(format!("{count} errors: what stands there is not known")),
        },
        remedy: Some("mend what the errors say; the rest of each file is checked"),
        place: first.place,
        path: None,
        rules: BTreeMap::new(),
    })
}

fn touches(a: Option<Place>, b: Option<Place>) -> bool {
    let (Some(a), Some(b)) = (a, b) else {
        return false;
    };
    let inside = |inner: Place, outer: Place| {
        outer.span.start <= inner.span.start && inner.span.start <= outer.span.end
    };
    a.file == b.file && (inside(a, b) || inside(b, a))
}

/// The class of what a diagnostic says, as reasons call it.
fn kind(code: Code) -> &'static str {
    match code {
        Code::Parse => "parse",
        Code::Limit => "limit",
        Code::Read => "read",
        Code::Outside => "outside-root",
        Code::Evaluate => "evaluate",
        Code::Module => "module",
        Code::Config => "configuration",
        Code::Rule => "rule",
    }
}

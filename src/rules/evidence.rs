//! From the origin of a value to the steps that prove it, and from unknowns to what would decide.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::finding::{Evidence, Reason as Undecided};
use crate::language::{Hop, HopKind, Kind, Origin, Reason, ReasonKind, Value};
use crate::source::{FileId, Place, Sources};
use crate::terraform::is_stand_in;

/// Most steps that one result shows.
const MAX_STEPS: usize = 64;
/// What is said of a line that hands on nothing, but is where a value is written.
const SET_HERE: &str = "set here";
/// Most hops that are looked at for them.
const MAX_HOPS: usize = 4096;

/// The steps that `origin` tells, source first: each hand-over by name, each step of a fact as the
/// fact says it. Places in the rule's own `page` are no evidence, and the line that the finding
/// points at (`primary`) is not said again. What a default is, is said unless it is `secret`; what
/// `doubts` are about is called by its name where its way begins.
pub(super) fn steps(
    origin: &Origin,
    secret: Secret,
    doubts: &[Reason],
    page: FileId,
    primary: Place,
) -> Vec<Evidence> {
    let mut told = Told {
        page,
        primary,
        secret,
        doubts,
        seen: BTreeSet::new(),
        part: first_part(origin),
        steps: Vec::new(),
    };
    told.walk(origin);
    told.steps
}

/// The steps by which `value` came, source first, and what would decide it where it is unknown,
/// outside of any finding.
pub fn provenance(value: &Value) -> (Vec<Evidence>, Vec<Undecided>) {
    let nowhere = Place::new(FileId(u32::MAX), crate::source::Span::new(0, 0));
    let doubts: &[Reason] = match &value.kind {
        Kind::Unknown(unknown) => &unknown.reasons,
        _ => &[],
    };
    let secret = Secret::of(value);
    (
        steps(&value.origin, secret, doubts, nowhere.file, nowhere),
        undecided(doubts, nowhere.file),
    )
}

/// Leaves out the steps through the stand-ins that come with archlint, which are no files of the
/// team's, unless the way begins with one.
pub fn without_stand_ins(steps: &mut Vec<Evidence>, sources: &Sources) {
    let in_stand_in = |step: &Evidence| {
        let file = step.place.and_then(|place| sources.get(place.file));
        file.is_some_and(|file| is_stand_in(&file.path))
    };
    let mut first = true;
    steps.retain(|step| std::mem::take(&mut first) || !in_stand_in(step));
}

/// Whether steps may say what they hand on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Secret {
    No,
    /// It is secret, or may be.
    Perhaps,
}

impl Secret {
    /// Whether `value` is secret in any part.
    pub(super) fn of(value: &Value) -> Secret {
        match value.is_sensitive_anywhere() {
            true => Secret::Perhaps,
            false => Secret::No,
        }
    }
}

struct Told<'a> {
    secret: Secret,
    doubts: &'a [Reason],
    page: FileId,
    primary: Place,
    seen: BTreeSet<(String, Option<Place>)>,
    /// Where the way begins in a part of something larger, which says less of it.
    part: Option<Place>,
    steps: Vec<Evidence>,
}

/// What is left to do: go into an origin, or tell a hop whose sources have been told.
enum Todo<'a> {
    Enter(&'a Origin),
    Tell(&'a Hop),
}

impl Told<'_> {
    /// Walks with a list of its own, since chains may be deeper than the stack. What several
    /// values share is gone through once.
    fn walk(&mut self, origin: &Origin) {
        let mut entered = BTreeSet::new();
        let mut todo = vec![Todo::Enter(origin)];
        while let Some(next) = todo.pop() {
            if self.steps.len() >= MAX_STEPS || entered.len() >= MAX_HOPS {
                return;
            }
            match next {
                Todo::Enter(Origin::None) => {}
                Todo::Enter(Origin::At(place)) => self.begin(*place),
                Todo::Enter(Origin::Via(hop)) => {
                    if entered.insert(Arc::as_ptr(hop)) {
                        todo.push(Todo::Tell(hop));
                        todo.extend(hop.from.iter().rev().map(Todo::Enter));
                    }
                }
                Todo::Tell(hop) => {
                    if let Some(message) = words(&hop.kind, self.secret) {
                        self.tell(message, hop.place);
                    }
                }
            }
        }
    }

    /// A way begins where something is written, or where something is declared that has no value
    /// yet.
    fn begin(&mut self, place: Place) {
        let doubt = self.doubts.iter().find(|doubt| doubt.place == Some(place));
        let message = match doubt {
            Some(doubt) => beginning(doubt),
            None => SET_HERE.to_owned(),
        };
        self.tell(message, Some(place));
    }

    fn tell(&mut self, message: String, place: Option<Place>) {
        if let Some(place) = place {
            let unnamed = message == SET_HERE;
            let said = |step: &Evidence| step.place.is_some_and(|told| told.holds(place));
            let known = unnamed && (self.covers(place) || self.steps.iter().any(said));
            if place.file == self.page || known {
                return;
            }
            // A named step says more of its place than that something stands there.
            if !unnamed {
                let inside = |inner: Place| place.holds(inner) && self.part != Some(inner);
                self.steps
                    .retain(|step| step.message != SET_HERE || !step.place.is_some_and(inside));
            }
        }
        if self.seen.insert((message.clone(), place)) {
            self.steps.push(Evidence { message, place });
        }
    }

    fn covers(&self, place: Place) -> bool {
        let primary = self.primary;
        primary.file == place.file
            && primary.span.start <= place.span.start
            && place.span.start <= primary.span.end
    }
}

/// Where the first of all ways begins, if that is with a part of a collection.
fn first_part(origin: &Origin) -> Option<Place> {
    let mut origin = origin;
    let mut is_part = false;
    for _ in 0..MAX_HOPS {
        match origin {
            Origin::None => return None,
            Origin::At(place) => return is_part.then_some(*place),
            Origin::Via(hop) => {
                is_part = hop.kind == HopKind::Element;
                origin = hop.from.first()?;
            }
        }
    }
    None
}

/// How a hand-over is called; none where it only passes through.
fn words(kind: &HopKind, secret: Secret) -> Option<String> {
    match kind {
        HopKind::Default(name, Some(value)) if secret == Secret::No => {
            Some(format!("default of var.{name}: {value}"))
        }
        HopKind::Default(name, _) => Some(format!("default of var.{name}")),
        HopKind::Argument(name) => Some(format!("argument {name} of the module call")),
        HopKind::Variable(name) => Some(format!("value of var.{name}")),
        HopKind::Local(name) => Some(format!("local.{name}")),
        HopKind::InBlock(name) => Some(format!("argument {name} of the block")),
        HopKind::Output(name) => Some(format!("output {name}")),
        HopKind::Unset(name) => Some(format!("{name} is not set")),
        HopKind::Attribute(reference) => Some(reference.to_string()),
        HopKind::File(path) => Some(format!("content of {path}")),
        HopKind::Evidence(text) => Some(text.to_string()),
        HopKind::Element | HopKind::Expression | HopKind::Condition | HopKind::Absent(..) => None,
    }
}

/// How the way of a value begins that has none, for this reason.
fn beginning(doubt: &Reason) -> String {
    let what = &doubt.what;
    match doubt.kind {
        ReasonKind::Variable => format!("{what} has no value"),
        ReasonKind::DataSource => format!("{what} is read when Terraform plans"),
        ReasonKind::Computed => format!("{what} is known after apply"),
        ReasonKind::Module => format!("{what} was not loaded"),
        ReasonKind::RemoteState => format!("{what} belongs to a root outside of the scan"),
        _ => SET_HERE.to_owned(),
    }
}

/// What would decide, for each reason. Errors of the rule's own `page` are none of them.
pub(super) fn undecided(reasons: &[Reason], page: FileId) -> Vec<Undecided> {
    let mut found: Vec<Undecided> = reasons
        .iter()
        .filter(|reason| !is_own_error(reason, page))
        .map(|reason| Undecided {
            reason: class(reason.kind),
            message: remedy(reason),
            place: reason.place.filter(|place| place.file != page),
        })
        .collect();
    found.dedup();
    found
}

/// Whether a reason is an error of the rule itself.
pub(super) fn is_own_error(reason: &Reason, page: FileId) -> bool {
    reason.kind == ReasonKind::Error && reason.place.is_none_or(|place| place.file == page)
}

/// The word of the report: an expression that Terraform refuses has a diagnostic, as text that
/// cannot be parsed has.
fn class(kind: ReasonKind) -> &'static str {
    match kind {
        ReasonKind::Error => ReasonKind::Parse.as_str(),
        kind => kind.as_str(),
    }
}

/// Whether what is not known is told as a question, as facts do of what no attribute says.
fn is_question(what: &str) -> bool {
    let first = what.split(' ').next();
    matches!(first, Some("what" | "where" | "whether" | "which" | "who"))
}

fn remedy(reason: &Reason) -> String {
    let what = &reason.what;
    match reason.kind {
        ReasonKind::Variable => format!("{what} has no value: --var or --var-file gives it one"),
        ReasonKind::DataSource => format!("{what} is read when Terraform plans: check a plan"),
        ReasonKind::Module => {
            format!("{what} was not loaded: run terraform init, or name a stand-in in [modules]")
        }
        ReasonKind::RemoteState => {
            format!("{what} belongs to a root outside of the scan: check both together")
        }
        ReasonKind::Computed => format!("{what} is known after apply"),
        ReasonKind::Dynamic if is_question(what) => format!("nothing here tells {what}"),
        ReasonKind::Dynamic => format!("{what} differs from run to run"),
        ReasonKind::Limit => format!("{what}"),
        ReasonKind::OutsideRoot => format!("{what} lies outside of the root: --root widens it"),
        ReasonKind::Template => {
            format!("{what} is not rendered: helm template … | archlint check -")
        }
        ReasonKind::Parse => format!("{what} could not be read"),
        ReasonKind::Schema if is_question(what) => format!("nothing here tells {what}"),
        ReasonKind::Schema => format!("no table tells what {what} is when it is not written"),
        ReasonKind::Error => format!("this has no value: {what}"),
    }
}

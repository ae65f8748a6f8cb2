//! What an update of a workload does to its replicas.
//!
//! A Deployment takes as many of them away at once as maxUnavailable allows, rounded down, and
//! makes as many more as maxSurge allows, rounded up; where both come to nothing one is taken away
//! (`ResolveFenceposts` of Kubernetes). A StatefulSet replaces one after the other.

use std::collections::HashMap;

use crate::kubernetes::Object;
use crate::language::{Reason, ReasonKind, Type, Value};

use super::super::answer::{Step, proof_after, reasons, unknown};
use super::index::{Index, Meant, namespace};

/// What a Deployment may take away, and make more, where it does not say.
const DEFAULT: &str = "25%";

/// How the replicas of one workload are updated.
pub(super) struct Update {
    /// The strategy; null of what has none.
    pub strategy: Value,
    /// Most replicas that are away at once; null without a rolling update.
    pub max_unavailable: Value,
}

/// Deployments that Flagger rolls out step by step, with why it may be others.
pub(super) struct Canaries(HashMap<*const Object, Vec<Reason>>);

impl Canaries {
    pub fn new(index: &Index) -> Canaries {
        let all = index.all("Canary").iter();
        let all = all.filter(|canary| canary.group() == "flagger.app");
        let targets = all.flat_map(|canary| {
            let target = |name: &str| canary.text(&["spec", "targetRef", name]);
            let kind = target("kind").unwrap_or("Deployment");
            let name = target("name").unwrap_or_default();
            let Meant { objects, doubts } = index.meant(canary, kind, namespace(canary), name);
            let objects = objects.into_iter().map(std::ptr::from_ref);
            objects.map(move |object| (object, doubts.clone()))
        });
        Canaries(targets.collect())
    }

    /// What rolls `object` out; an unknown where it may be another one.
    fn strategy(&self, object: &Object) -> Option<Value> {
        let doubts = self.0.get(&std::ptr::from_ref(object))?;
        Some(match doubts.is_empty() {
            true => Value::string("canary"),
            false => unknown(Type::String, doubts.clone()),
        })
    }
}

impl Update {
    /// The update of `object`, of which `least` replicas run.
    pub fn of(object: &Object, least: &Value, canaries: &Canaries) -> Update {
        let null = || Value::null(Type::Dynamic);
        let field = match &*object.id.kind {
            "Deployment" | "Rollout" => "strategy",
            "StatefulSet" => "updateStrategy",
            kind => {
                let strategy = match kind == crate::kubernetes::UNKNOWN_CHART {
                    true => unread(object),
                    false => null(),
                };
                let max_unavailable = null();
                return Update {
                    strategy,
                    max_unavailable,
                };
            }
        };
        let strategy = match object.get(&["spec", field]) {
            Some(strategy) if strategy.is_unknown() => unread_part(strategy),
            Some(strategy) if &*object.id.kind == "Rollout" => progressive(strategy),
            Some(_) => match object.get(&["spec", field, "type"]) {
                Some(written) => written.clone(),
                None => Value::string("RollingUpdate"),
            },
            None if object.get(&["spec"]).is_some_and(Value::is_unknown) => unread(object),
            None => Value::string("RollingUpdate"),
        };
        let strategy = canaries.strategy(object).unwrap_or(strategy);
        let max_unavailable = match strategy.as_str() {
            Some("RollingUpdate") => match field {
                "strategy" => of_deployment(object, least),
                _ => of_stateful_set(object, least),
            },
            Some(_) => null(),
            None => unknown(Type::Number, reasons(&strategy)),
        };
        Update {
            strategy,
            max_unavailable,
        }
    }
}

/// What a Rollout does: the strategy that it names.
fn progressive(strategy: &Value) -> Value {
    let named = strategy.as_entries().into_iter().flat_map(|e| e.iter());
    match named.into_iter().next() {
        Some((name, written)) => Value::string(name.clone()).at(written.origin.clone()),
        None => Value::string("RollingUpdate"),
    }
}

fn unread(object: &Object) -> Value {
    unread_part(object.get(&["spec"]).unwrap_or(&object.value))
}

fn unread_part(value: &Value) -> Value {
    unknown(Type::String, reasons(value)).at(value.origin.clone())
}

fn of_deployment(object: &Object, least: &Value) -> Value {
    let path = |name| ["spec", "strategy", "rollingUpdate", name];
    let written = object.get(&path("maxUnavailable"));
    let away = Share::of(written);
    let more = Share::of(object.get(&path("maxSurge")));
    let number = match (away, more) {
        (Some(away), Some(more)) => match (away, more, least.as_number()) {
            // Of none nothing is taken away, whatever runs.
            (Share::Number(0) | Share::Percent(0), Share::Number(n) | Share::Percent(n), _)
                if n > 0 =>
            {
                Value::int(0)
            }
            (away, more, Some(least)) => {
                // What is scaled down to none is updated when it runs again.
                let least = least.to_i64().unwrap_or(i64::MAX).max(1);
                let taken = away.of_replicas(least, Rounded::Down);
                let none = taken == 0 && more.of_replicas(least, Rounded::Up) == 0;
                Value::int(if none { 1 } else { taken })
            }
            (Share::Number(number), Share::Number(1..), None) => Value::int(number),
            (_, _, None) => unknown(Type::Number, reasons(least)),
        },
        _ => {
            let strategy = object.get(&["spec", "strategy"]);
            let mut why = strategy.map(reasons).unwrap_or_default();
            if why.is_empty() {
                // Something that is yet to be put in: `${UNAVAILABLE}`.
                let what = format!("strategy of {}", object.name());
                why.push(Reason::new(ReasonKind::Template, what, Some(object.place)));
            }
            unknown(Type::Number, why)
        }
    };
    placed(number, object, "maxUnavailable", written, DEFAULT)
}

fn of_stateful_set(object: &Object, least: &Value) -> Value {
    let written = object.get(&["spec", "updateStrategy", "rollingUpdate", "maxUnavailable"]);
    let number = match (written, Share::of(written), least.as_number()) {
        (None, ..) => Value::int(1),
        (_, Some(Share::Number(number)), _) => Value::int(number.max(1)),
        (_, Some(share), Some(least)) => {
            let least = least.to_i64().unwrap_or(i64::MAX);
            Value::int(share.of_replicas(least, Rounded::Down).max(1))
        }
        (Some(written), None, _) => unknown(Type::Number, reasons(written)),
        (_, _, None) => unknown(Type::Number, reasons(least)),
    };
    placed(number, object, "maxUnavailable", written, "1")
}

/// `value` with what proves it: the line that is written, or the object that leaves it out.
fn placed(
    value: Value,
    object: &Object,
    field: &str,
    written: Option<&Value>,
    default: &str,
) -> Value {
    let name = object.name();
    let (text, place) = match written {
        Some(written) => (format!("{field} of {name}"), written.origin.nearest()),
        None => (format!("{name} leaves {field} out: {default}"), None),
    };
    let origin = written.map(|written| written.origin.clone());
    let step = Step::at(text, place.unwrap_or(object.place));
    value.at(proof_after(origin.unwrap_or_default(), [&step]))
}

/// A number of replicas, as Kubernetes writes it.
#[derive(Clone, Copy)]
enum Share {
    Number(i64),
    Percent(i64),
}

/// Which way a share of replicas is rounded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rounded {
    Down,
    Up,
}

impl Share {
    /// What `written` says, the default without it; `None` when it is not known.
    fn of(written: Option<&Value>) -> Option<Share> {
        let Some(written) = written else {
            return Share::read(DEFAULT);
        };
        match (written.as_number(), written.as_str()) {
            (Some(number), _) => number.to_i64().map(Share::Number),
            (None, Some(text)) => Share::read(text),
            (None, None) => None,
        }
    }

    fn read(text: &str) -> Option<Share> {
        match text.strip_suffix('%') {
            Some(percent) => percent.parse().ok().map(Share::Percent),
            None => text.parse().ok().map(Share::Number),
        }
    }

    fn of_replicas(self, replicas: i64, rounded: Rounded) -> i64 {
        match self {
            Share::Number(number) => number,
            Share::Percent(percent) => {
                let hundredths = i128::from(percent) * i128::from(replicas);
                let up = i128::from(rounded == Rounded::Up && hundredths % 100 > 0);
                i64::try_from(hundredths / 100 + up).unwrap_or(i64::MAX)
            }
        }
    }
}

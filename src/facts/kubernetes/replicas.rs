//! The least number of replicas that run.

use std::collections::{BTreeMap, HashMap};

use crate::kubernetes::Object;
use crate::language::{Reason, ReasonKind, Type, Value};

use super::super::answer::{Step, absent, proof_after, reasons, unknown};
use super::gaps::Gaps;
use super::index::{Index, doubts, is_called, namespace, nearest};

/// What scales workloads, with the fields that say what and how far, and the kind and the number
/// where they say nothing.
struct Scaler {
    kind: &'static str,
    least: &'static str,
    default: i64,
    target: Option<&'static str>,
}

const SCALERS: [Scaler; 2] = [
    Scaler {
        kind: "HorizontalPodAutoscaler",
        least: "minReplicas",
        default: 1,
        target: None,
    },
    Scaler {
        kind: "ScaledObject",
        least: "minReplicaCount",
        default: 0,
        target: Some("Deployment"),
    },
];

/// Most scalers that are held against one workload.
const MAX_CANDIDATES: usize = 1_000;

/// What scales something, with why it may be for something else.
type By<'o> = (&'o Object, Vec<Reason>);

/// What scales what, ready to be asked for.
pub(super) struct Scalers<'o> {
    gaps: &'o Gaps,
    /// By kind and target.
    by_target: HashMap<(&'static str, *const Object), Vec<By<'o>>>,
    /// Those whose target is not known, by root, namespace and kind.
    open: BTreeMap<(&'o str, &'o str, &'static str), Vec<&'o Object>>,
}

impl<'o> Scalers<'o> {
    pub fn new(index: &Index<'o>, gaps: &'o Gaps) -> Scalers<'o> {
        let mut scalers = Scalers {
            gaps,
            by_target: HashMap::new(),
            open: BTreeMap::new(),
        };
        for scaler in &SCALERS {
            for object in index.all(scaler.kind) {
                let place = (&*object.root, namespace(object), scaler.kind);
                let target = |name: &str| object.text(&["spec", "scaleTargetRef", name]);
                let kind = target("kind").or(scaler.target);
                match (kind, target("name")) {
                    (Some(kind), Some(name)) => {
                        let meant = index.meant(object, kind, place.1, name);
                        for target in meant.objects {
                            let key = (scaler.kind, std::ptr::from_ref(target));
                            let by = scalers.by_target.entry(key).or_default();
                            by.push((object, meant.doubts.clone()));
                        }
                    }
                    _ => scalers.open.entry(place).or_default().push(object),
                }
            }
        }
        scalers
    }

    /// The least number of replicas of `object` that run.
    pub fn least(&self, object: &'o Object) -> Value {
        for scaler in &SCALERS {
            let mut doubtful = Vec::new();
            let mut certain = Vec::new();
            for (at, (candidate, apart)) in self.candidates(scaler, object).enumerate() {
                if at == MAX_CANDIDATES {
                    let what = format!("more than {MAX_CANDIDATES} of {}", scaler.kind);
                    let reason = Reason::new(ReasonKind::Limit, what, Some(object.place));
                    return unknown(Type::Number, vec![reason]);
                }
                match scaler.scales(candidate, object) {
                    Some(true) if doubts(candidate).is_empty() && apart.is_empty() => {
                        certain.push(candidate);
                    }
                    Some(true) => doubtful.extend(doubts(candidate).iter().chain(apart).cloned()),
                    Some(false) => {}
                    None => doubtful.extend(scaler.doubts(candidate)),
                }
            }
            let numbers = nearest(object, certain).into_iter();
            // Of several the one that lets fewest run is what may happen.
            let mut numbers: Vec<Value> = numbers.map(|by| scaler.number(by)).collect();
            numbers.sort_by_key(|number| number.as_number().and_then(|n| n.to_i64()));
            match (numbers.into_iter().next(), doubtful.is_empty()) {
                (Some(least), _) => return least,
                (None, false) => return unknown(Type::Number, doubtful),
                (None, true) => {}
            }
        }
        // What scales it may be among what is not known.
        match self.gaps.beside(object) {
            gaps if gaps.is_empty() => number(object, "replicas", 1, None),
            gaps => unknown(Type::Number, gaps).at(number(object, "replicas", 1, None).origin),
        }
    }

    fn candidates(
        &self,
        scaler: &Scaler,
        object: &'o Object,
    ) -> impl Iterator<Item = (&'o Object, &[Reason])> {
        let open = (&*object.root, namespace(object), scaler.kind);
        let open = self.open.get(&open).into_iter().flatten();
        let named = (scaler.kind, std::ptr::from_ref(object));
        let named = self.by_target.get(&named).into_iter().flatten();
        let named = named.map(|(by, doubts)| (*by, doubts.as_slice()));
        named.chain(open.map(|by| (*by, [].as_slice())))
    }
}

impl Scaler {
    /// Whether `scaler` is for `object`.
    fn scales(&self, scaler: &Object, object: &Object) -> Option<bool> {
        let path = ["spec", "scaleTargetRef"];
        let target = scaler.get(&path)?;
        let target = target.as_entries()?;
        let kind = target.get("kind").filter(|kind| !kind.is_null());
        let kind = match kind {
            Some(kind) => kind.as_str().map(|kind| *kind == *object.id.kind),
            None => Some(self.target == Some(&*object.id.kind)),
        };
        let name = target
            .get("name")
            .map_or(Some(false), |name| is_called(object, name));
        match (kind, name) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        }
    }

    fn doubts(&self, scaler: &Object) -> Vec<Reason> {
        match scaler.get(&["spec", "scaleTargetRef"]) {
            Some(target) => reasons(target),
            None => reasons(&scaler.value),
        }
    }

    fn number(&self, scaler: &Object) -> Value {
        let target = scaler.get(&["spec", "scaleTargetRef"]);
        let place = target.and_then(|target| target.origin.nearest());
        let place = place.unwrap_or(scaler.place);
        let step = Step::at(format!("{} scales it", scaler.name()), place);
        number(scaler, self.least, self.default, Some(step))
    }
}

/// A number, or what stands for one until somebody puts it in: `${REPLICAS}`.
fn counted(written: &Value, object: &Object, field: &str) -> Value {
    if written.is_unknown() || written.as_number().is_some() {
        return written.clone();
    }
    let what = format!("{field} of {}", object.name());
    let reason = Reason::new(ReasonKind::Template, what, written.origin.nearest());
    unknown(Type::Number, vec![reason]).at(written.origin.clone())
}

/// `spec.field` of `object`, or `default`, proved by `before` and its line.
fn number(object: &Object, field: &str, default: i64, before: Option<Step>) -> Value {
    let written = object.get(&["spec", field]).filter(|v| !v.is_null());
    let path = ["spec", field];
    let value = match (written, object.get(&["spec"])) {
        (Some(written), _) => counted(written, object, field),
        (None, Some(spec)) if spec.is_unknown() => unknown(Type::Number, reasons(spec)),
        (None, _) => Value::int(default).at(absent(object, &path)),
    };
    let own = written.and_then(|written| written.origin.nearest());
    let text = match written {
        Some(_) => format!("{field} of {}", object.name()),
        None => format!("{} leaves {field} out: {default}", object.name()),
    };
    let step = Step::at(text, own.unwrap_or(object.place));
    let before = before.into_iter().chain([step]).collect::<Vec<_>>();
    let origin = proof_after(value.origin.clone(), &before);
    value.at(origin)
}

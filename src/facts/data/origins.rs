//! Which origins a distribution serves by default: the one that its default behavior names, or the
//! members of the origin group that it names.
//!
//! Names of origins are texts that users make up, often of what is not known before it exists
//! (`"S3-${aws_s3_bucket.ui.id}"`). AWS refuses a behavior that names no origin, so what can be
//! only one of them is that one.

use crate::language::{Element, Instance as _, Reason, Value};
use crate::terraform::Instance;

use crate::facts::answer::{self, field, parts};

/// An origin that is served by default.
pub(super) struct Served {
    /// The block.
    pub origin: Value,
    /// Why it may be another one; empty when it is this one for certain.
    pub doubts: Vec<Reason>,
}

/// The origins that `distribution` serves by default.
pub(super) fn by_default(distribution: &Instance) -> Vec<Served> {
    let (behaviors, _) = parts(&distribution.attribute("default_cache_behavior"));
    let Some(behavior) = behaviors.first() else {
        return Vec::new();
    };
    let target = field(&behavior.value, "target_origin_id");
    let (origins, open) = parts(&distribution.attribute("origin"));
    let (groups, more) = parts(&distribution.attribute("origin_group"));
    let all: Vec<&Element> = origins.iter().chain(&groups).collect();
    let mut served = Vec::new();
    for (at, doubts) in named(&target, &all, [open.clone(), more].concat()) {
        let Some(group) = at.checked_sub(origins.len()).and_then(|at| groups.get(at)) else {
            served.extend(origins.get(at).map(|origin| Served::new(origin, doubts)));
            continue;
        };
        let (members, _) = parts(&field(&group.value, "member"));
        let all: Vec<&Element> = origins.iter().collect();
        for member in &members {
            let name = field(&member.value, "origin_id");
            for (at, own) in named(&name, &all, open.clone()) {
                let doubts = [doubts.clone(), own].concat();
                served.extend(origins.get(at).map(|origin| Served::new(origin, doubts)));
            }
        }
    }
    served
}

impl Served {
    fn new(origin: &Element, doubts: Vec<Reason>) -> Served {
        Served {
            origin: origin.value.clone(),
            doubts,
        }
    }
}

/// Which of `all` have the name `wanted`, with why each may not. There may be more of them for the
/// reasons in `open`.
fn named(wanted: &Value, all: &[&Element], open: Vec<Reason>) -> Vec<(usize, Vec<Reason>)> {
    let mut possible = Vec::new();
    for (at, element) in all.iter().enumerate() {
        let name = field(&element.value, "origin_id");
        match crate::language::same(wanted, &name) {
            Some(true) => return vec![(at, Vec::new())],
            Some(false) => {}
            None => possible.push((at, name)),
        }
    }
    if let ([(at, _)], []) = (possible.as_slice(), open.as_slice()) {
        return vec![(*at, Vec::new())];
    }
    let mut alike = possible.iter().filter(|(_, name)| made_alike(wanted, name));
    if let (Some((at, _)), None) = (alike.next(), alike.next()) {
        return vec![(*at, Vec::new())];
    }
    let doubts = |name: &Value| {
        let reasons = [wanted, name].map(answer::reasons).concat();
        [reasons, open.clone()].concat()
    };
    let doubtful = possible.iter().map(|(at, name)| (*at, doubts(name)));
    doubtful.collect()
}

/// Whether two texts are made of the same unknown parts and begin alike.
fn made_alike(a: &Value, b: &Value) -> bool {
    match (a.as_unknown(), b.as_unknown()) {
        (Some(a), Some(b)) => a.refs == b.refs && a.reasons == b.reasons && a.prefix == b.prefix,
        _ => false,
    }
}

//! What reaches a port by the security groups before it: all rules of all groups taken together.
//!
//! Address ranges count by what they cover as a whole, since two halves of the internet are the
//! internet. A member of a group that is let in is no address; whether the internet stands behind
//! it is told by the load balancers that carry the group.

use std::sync::Arc;

use crate::language::functions::Error;
use crate::language::{Instance as _, Origin, Reason, Type, Value};
use crate::source::Place;
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::answer::{
    Listing, Step, Way, doubts_given, instance_value, parts, proof, proof_after, reasons, unknown,
};
use crate::facts::join::{GROUPS, Named};
use crate::facts::network::exposure::private_ranges;
use crate::facts::network::ranges::Range;
use crate::facts::network::route_tables::vpc_by_id;
use crate::facts::security_groups::group_rules::{From, Rule, Rules, Source, rules_of};
use crate::facts::security_groups::groups::{
    Held, balancers_of, group_step, group_value, groups_of,
};

/// `ingress(thing, port, allowed)`
pub(in crate::facts) fn ingress(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let [thing, port, allowed] = arguments else {
        return Err(Error::refused("ingress() takes three arguments"));
    };
    let Some(instance) = facts.asked(thing, &[]) else {
        return Ok(unknown(Type::Dynamic, reasons(thing)).at(thing.origin.clone()));
    };
    let number = port.as_number().and_then(|port| port.to_i64());
    let mut search = Search::new(
        facts,
        instance,
        number.ok_or_else(|| reasons(port)),
        allowed,
    );
    search.run();
    Ok(search.into_value())
}

/// So many sources are told; more say nothing new.
const MOST: usize = 64;

/// The search of one resource and port.
struct Search<'f, 'a> {
    facts: &'f Facts<'a>,
    thing: &'a Arc<Instance>,
    port: Result<i64, Vec<Reason>>,
    /// Ranges that are as good as private, and why there may be others.
    allowed: (Vec<Range>, Vec<Reason>),
    found: Vec<Found<'a>>,
    open: Vec<Reason>,
    steps: Vec<Step>,
}

/// A source that reaches the port, or may.
struct Found<'a> {
    source: Source<'a>,
    holder: &'a Arc<Instance>,
    /// The ranges that are public.
    public: Vec<Range>,
    /// Why it may stand for others.
    open: Vec<Reason>,
    /// How it comes to be let in.
    way: Way,
    doubts: Vec<Reason>,
}

/// What public ranges amount to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    Private,
    /// Blocks that somebody runs.
    Public,
    CloudFront,
    Internet,
}

impl<'f, 'a> Search<'f, 'a> {
    fn new(
        facts: &'f Facts<'a>,
        thing: &'a Arc<Instance>,
        port: Result<i64, Vec<Reason>>,
        allowed: &Value,
    ) -> Self {
        let (elements, mut open) = parts(allowed);
        let mut ranges = Vec::new();
        for element in &elements {
            match element.value.as_str().and_then(Range::parse) {
                Some(range) => ranges.push(range),
                None => open.extend(reasons(&element.value)),
            }
        }
        Search {
            facts,
            thing,
            port,
            allowed: (ranges, open),
            found: Vec::new(),
            open: Vec::new(),
            steps: Vec::new(),
        }
    }

    fn run(&mut self) {
        let held = match GROUPS.contains(&&*self.thing.id.address.kind) {
            true => {
                let step = group_step(self.facts, self.thing);
                let thing = instance_value(self.thing);
                let named = self.facts.named(&thing, GROUPS, self.thing.id.root);
                self.steps.push(step.clone());
                vec![Held {
                    group: match named {
                        Named::One(group) => group,
                        _ => self.thing,
                    },
                    way: Way::from(step),
                    doubts: Vec::new(),
                }]
            }
            false => {
                let groups = groups_of(self.facts, self.thing);
                self.open.extend(groups.open);
                self.steps.extend(groups.steps);
                groups.held
            }
        };
        for held in &held {
            let rules = rules_of(self.facts, held.group);
            self.group(held, &rules);
        }
    }

    fn group(&mut self, held: &Held<'a>, rules: &Rules<'a>) {
        self.open.extend(rules.open.iter().cloned());
        let own = match &*held.group.id.address.kind {
            "aws_vpc" | "aws_default_vpc" => Some(held.group),
            _ => vpc_by_id(self.facts, held.group),
        };
        let own = private_ranges(self.facts, own);
        for rule in &rules.rules {
            let mut doubts = held.doubts.clone();
            let covers = match &self.port {
                Ok(port) => rule.covers(*port),
                Err(why) => Err(why.clone()),
            };
            match covers {
                Ok(true) => {}
                Ok(false) => continue,
                Err(why) => doubts.extend(why),
            }
            doubts.extend(rule.entry.doubts_given(self.thing));
            for source in &rule.sources {
                if self.found.len() >= MOST {
                    let what = format!("more than {MOST} sources of {}", self.thing.id);
                    let limit = crate::language::ReasonKind::Limit;
                    self.open
                        .push(Reason::new(limit, what, Some(rule.entry.place)));
                    return;
                }
                self.source(held, rule, source, &own, &doubts);
            }
        }
    }

    fn source(
        &mut self,
        held: &Held<'a>,
        rule: &Rule<'a>,
        source: &Source<'a>,
        own: &[Range],
        doubts: &[Reason],
    ) {
        let mut way = held.way.clone();
        let holder = Step::of(rule.entry.holder);
        if way.steps.last().is_none_or(|step| step.text != holder.text) {
            way = way.to(holder);
        }
        let said = self.words(source);
        let place = rule.entry.place_of(source.attribute);
        way = way.past(Step::at(format!("lets in {said}"), place));
        way.path = format!("{} → {said}", way.path);
        let (ranges, mut open) = match &source.from {
            From::Ranges(ranges, open) => (ranges.clone(), open.clone()),
            _ => (Vec::new(), Vec::new()),
        };
        let private = |range: &Range| {
            let known = own.iter().chain(&self.allowed.0);
            range.is_private() || known.into_iter().any(|known| known.contains(*range))
        };
        let public: Vec<Range> = ranges.into_iter().filter(|range| !private(range)).collect();
        // A range that a list of unknown ranges may allow.
        let mut doubts = [doubts, &source.doubts].concat();
        if !public.is_empty() {
            doubts.extend(self.allowed.1.iter().cloned());
        }
        if !open.is_empty() {
            open.extend(doubts.iter().cloned());
        }
        self.found.push(Found {
            source: source.clone(),
            holder: rule.entry.holder,
            public,
            open,
            way,
            doubts,
        });
    }

    /// A source as people read it.
    fn words(&self, source: &Source<'a>) -> String {
        match &source.from {
            From::Group(group) => group_step(self.facts, group).text.to_string(),
            From::Itself => "itself".into(),
            From::CloudFront => "CloudFront".into(),
            _ => match (source.value.as_str(), source.value.as_unknown()) {
                (Some(text), _) => text.to_owned(),
                (None, Some(unknown)) => match unknown.refs.first() {
                    Some(reference) => reference.to_string(),
                    None => "an unknown source".to_owned(),
                },
                _ => "nothing".to_owned(),
            },
        }
    }

    fn into_value(self) -> Value {
        let certain = |found: &&Found<'_>| found.doubts.is_empty();
        let ranges = |found: &Found<'_>| found.public.clone();
        let sure = Range::merged(self.found.iter().filter(certain).flat_map(ranges));
        let all = Range::merged(self.found.iter().flat_map(ranges));
        let mut undecided = self.open.clone();
        undecided.extend(self.found.iter().flat_map(|f| f.open.iter().cloned()));
        let doubts: Vec<Reason> = self.found.iter().flat_map(|f| f.doubts.clone()).collect();

        let reaches: Vec<(Reach, Reach)> = self
            .found
            .iter()
            .map(|found| (found.reach(&sure), found.reach(&all)))
            .collect();
        // Whether the port can be reached from `wanted`, with the sources that decide.
        let whether = |wanted: fn(Reach) -> bool| {
            let by = |of: fn(&(Reach, Reach)) -> Reach| {
                let pairs = self.found.iter().zip(&reaches);
                let of = pairs.filter(|(_, reach)| wanted(of(reach)));
                of.map(|(found, _)| found).collect::<Vec<_>>()
            };
            let known: Vec<&Found<'a>> = by(|reach| reach.0)
                .into_iter()
                .filter(|found| found.doubts.is_empty())
                .collect();
            match (known.is_empty(), by(|reach| reach.1).is_empty()) {
                (false, _) => Answer::Yes(known),
                (true, true) if undecided.is_empty() => Answer::No,
                (true, true) => Answer::Undecided(undecided.clone()),
                (true, false) => Answer::Undecided([&doubts[..], &undecided].concat()),
            }
        };
        let internet = whether(|reach| reach == Reach::Internet);
        let cloudfront = whether(|reach| reach == Reach::CloudFront);
        let public = whether(|reach| reach != Reach::Private);

        let worst = [&internet, &cloudfront, &public]
            .into_iter()
            .find_map(|a| match a {
                Answer::Yes(found) => Some(found.as_slice()),
                _ => None,
            });
        let nothing = proof(&self.steps);
        let (range, path) = match worst {
            Some(found) => told(found),
            None => match public.reasons() {
                [] => (
                    Value::null(Type::String).at(nothing.clone()),
                    Value::null(Type::String),
                ),
                why => {
                    let undecided = |f: &&Found<'_>| !f.open.is_empty() || !f.doubts.is_empty();
                    let first = self.found.iter().find(undecided);
                    let origin = match first {
                        Some(found) => found.origin(),
                        None => nothing.clone(),
                    };
                    let value = unknown(Type::String, why.to_vec()).at(origin);
                    (value.clone(), value)
                }
            },
        };
        let mut sources = Listing::default();
        for (found, reach) in self.found.iter().zip(&reaches) {
            let kind = found.kind(*reach, &doubts);
            sources.push_if(self.record(found, kind), &found.doubts);
        }
        sources.open(self.open.iter().cloned());
        let origin = match worst.and_then(|found| found.first()) {
            Some(found) => found.origin(),
            None => nothing.clone(),
        };
        Value::object(vec![
            ("internet".into(), internet.value(&nothing)),
            ("cloudfront".into(), cloudfront.value(&nothing)),
            ("public".into(), public.value(&nothing)),
            ("range".into(), range),
            ("path".into(), path),
            ("sources".into(), sources.into_value(nothing)),
        ])
        .at(origin)
    }

    fn record(&self, found: &Found<'a>, kind: Value) -> Value {
        let group = match &found.source.from {
            From::Group(group) => group_value(self.facts, group),
            From::Groups => found.source.value.clone(),
            _ => Value::null(Type::Dynamic),
        };
        let balancers = match &found.source.from {
            From::Group(group) => balancers(self.facts, group),
            _ => Listing::default(),
        };
        let ranged = matches!(
            found.source.from,
            From::Ranges(..) | From::Vpc | From::CloudFront
        );
        let range = match ranged {
            true => found.source.value.clone(),
            false => Value::null(Type::String),
        };
        let origin = found.origin();
        Value::object(vec![
            ("kind".into(), kind),
            ("range".into(), range),
            ("group".into(), group),
            ("rule".into(), instance_value(found.holder)),
            ("balancers".into(), balancers.into_value(Origin::None)),
            ("path".into(), Value::string(found.way.path.as_str())),
        ])
        .at(origin)
    }
}

/// Whether a port can be reached from somewhere.
enum Answer<'s, 'a> {
    /// By these.
    Yes(Vec<&'s Found<'a>>),
    No,
    Undecided(Vec<Reason>),
}

impl Answer<'_, '_> {
    fn value(&self, nothing: &Origin) -> Value {
        match self {
            Answer::Yes(found) => {
                let origin = found.first().map(|found| found.origin());
                Value::bool(true).at(origin.unwrap_or_default())
            }
            Answer::No => Value::bool(false).at(nothing.clone()),
            Answer::Undecided(why) => unknown(Type::Bool, why.clone()).at(nothing.clone()),
        }
    }

    fn reasons(&self) -> &[Reason] {
        match self {
            Answer::Undecided(why) => why,
            _ => &[],
        }
    }
}

/// The ranges of those that decide, and the way of the first.
fn told(found: &[&Found<'_>]) -> (Value, Value) {
    let Some(first) = found.first() else {
        return (Value::null(Type::String), Value::null(Type::String));
    };
    let texts = found.iter().filter_map(|found| found.source.value.as_str());
    let mut texts: Vec<&str> = texts.take(8).collect();
    texts.dedup();
    let origin = first.origin();
    let path = match found {
        [_] => first.way.path.clone(),
        [_, rest @ ..] => {
            let more = rest.iter().filter_map(|found| found.source.value.as_str());
            let more: Vec<&str> = more.take(7).collect();
            match more.is_empty() {
                true => first.way.path.clone(),
                false => format!("{}, {}", first.way.path, more.join(", ")),
            }
        }
        [] => String::new(),
    };
    (
        Value::string(texts.join(", ")).at(origin.clone()),
        Value::string(path).at(origin),
    )
}

impl Found<'_> {
    /// The widest that it amounts to as a part of `blocks`.
    fn reach(&self, blocks: &[Range]) -> Reach {
        if matches!(self.source.from, From::CloudFront) {
            return Reach::CloudFront;
        }
        let in_wide = |range: &Range| {
            // Blocks are sorted and disjoint.
            let mut wide = blocks.iter().filter(|block| block.is_wide());
            wide.any(|block| block.contains(*range))
        };
        match (self.public.is_empty(), self.public.iter().any(in_wide)) {
            (true, _) => Reach::Private,
            (false, true) => Reach::Internet,
            (false, false) => Reach::Public,
        }
    }

    /// The word for it; `doubts` say why ranges may not make a whole together.
    fn kind(&self, (sure, all): (Reach, Reach), doubts: &[Reason]) -> Value {
        let word = |word: &str| Value::string(word);
        match &self.source.from {
            From::Group(_) | From::Groups => word("group"),
            From::Itself => word("self"),
            From::CloudFront => word("cloudfront"),
            From::Vpc => word("private"),
            From::Ranges(..) if !self.open.is_empty() => unknown(Type::String, self.open.clone()),
            // A range that may not be there is what it is.
            From::Ranges(..) if sure != all && self.doubts.is_empty() => {
                unknown(Type::String, doubts.to_vec())
            }
            From::Ranges(..) => word(match all {
                Reach::Internet => "internet",
                Reach::Public | Reach::CloudFront => "public",
                Reach::Private => "private",
            }),
        }
    }

    fn origin(&self) -> Origin {
        let (last, before) = match self.way.steps.split_last() {
            Some((last, before)) => (Some(last), before),
            None => (None, self.way.steps.as_slice()),
        };
        // The way of the range itself stands before the line that lets it in.
        let value = Origin::via(
            crate::language::HopKind::Element,
            None,
            vec![proof(before), self.source.value.origin.clone()],
        );
        proof_after(value, last)
    }
}

/// The load balancers that carry `group` and face the internet.
fn balancers(facts: &Facts<'_>, group: &Arc<Instance>) -> Listing {
    let mut list = Listing::default();
    for owner in balancers_of(facts, &group.id) {
        let balancer = owner.instance;
        let internal = balancer.attribute("internal");
        if internal.as_bool() == Some(true) {
            continue;
        }
        let mut doubts = owner.doubts.clone();
        doubts.extend(reasons(&internal));
        let value = instance_value(balancer).at(proof([&Step::of(balancer)]));
        list.push_if(value, &[doubts, doubts_given(balancer, balancer)].concat());
    }
    list
}

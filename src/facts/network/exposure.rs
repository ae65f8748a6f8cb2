//! Whether the internet reaches a subnet: the routes that lead to an internet gateway, those that
//! lead out only, and the whole way to each.
//!
//! Names, tags, `map_public_ip_on_launch` and network ACLs never decide it.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::language::functions::Error;
use crate::language::{Origin, Reason, ReasonKind, Value};
use crate::source::Place;
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::answer::{Listing, Step, instance_value, proof, reasons, unknown};
use crate::facts::network::firewall::way_back;
use crate::facts::network::public_access::{Blocked, blocked};
use crate::facts::network::ranges::Range;
use crate::facts::network::route_tables::{
    Leaving, Used, of_subnet, routes_of, table_value, vpc_of,
};
use crate::facts::network::routes::{Destination, Gateway};

/// The ways between a subnet and the internet, as lists of route records.
#[derive(Clone, Debug)]
pub(in crate::facts) struct Exposure {
    /// By which the internet reaches it.
    internet: Value,
    /// By which it would, were public access not blocked.
    blocked: Value,
    /// By which it reaches out only.
    one_way: Value,
}

/// `internet_routes(subnet)`
pub(in crate::facts) fn internet(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    Ok(answer(facts, arguments, |exposure| &exposure.internet))
}

/// `blocked_internet_routes(subnet)`
pub(in crate::facts) fn blocked_internet(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    Ok(answer(facts, arguments, |exposure| &exposure.blocked))
}

/// `nat_routes(subnet)`
pub(in crate::facts) fn nat(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    Ok(answer(facts, arguments, |exposure| &exposure.one_way))
}

const SUBNETS: [&str; 2] = ["aws_subnet", "aws_default_subnet"];

fn answer(facts: &Facts<'_>, arguments: &[Value], part: fn(&Exposure) -> &Value) -> Value {
    let Some(subnet) = arguments.first() else {
        return Listing::default().into_value(Default::default());
    };
    let Some(instance) = facts.asked(subnet, &SUBNETS) else {
        let mut why = reasons(subnet);
        if why.is_empty() {
            let what = format!("the subnet {}", subnet.as_str().unwrap_or_default());
            why.push(Reason::new(
                ReasonKind::RemoteState,
                what,
                subnet.origin.nearest(),
            ));
        }
        return unknown(crate::language::Type::Dynamic, why).at(subnet.origin.clone());
    };
    of_subnet_once(facts, instance, part)
}

/// The routes by which the internet reaches `subnet`.
pub(in crate::facts) fn internet_of<'a>(facts: &Facts<'a>, subnet: &'a Arc<Instance>) -> Value {
    of_subnet_once(facts, subnet, |exposure| &exposure.internet)
}

/// A part of the exposure of `instance`, found once a subnet.
fn of_subnet_once<'a>(
    facts: &Facts<'a>,
    instance: &'a Arc<Instance>,
    part: fn(&Exposure) -> &Value,
) -> Value {
    let all = facts.exposures.get_or_init(|| {
        let managed = SUBNETS.iter().flat_map(|kind| facts.graph.managed(kind));
        let subnets = managed.chain(facts.graph.data("aws_subnet"));
        let slots: HashMap<_, _> = subnets
            .map(|subnet| (subnet.id.clone(), OnceLock::new()))
            .collect();
        slots
    });
    match all.get(&instance.id) {
        Some(slot) => part(slot.get_or_init(|| Exposure::of(facts, instance))).clone(),
        None => part(&Exposure::of(facts, instance)).clone(),
    }
}

/// A route that leads somewhere public, with all that there is to say of it.
struct Found {
    record: Value,
    steps: Vec<Step>,
    doubts: Vec<Reason>,
}

impl Exposure {
    fn of<'a>(facts: &Facts<'a>, subnet: &'a Arc<Instance>) -> Exposure {
        let tables = of_subnet(facts, subnet);
        let vpc = vpc_of(facts, subnet).ok();
        let mut search = Search {
            facts,
            subnet,
            vpc,
            private: private_ranges(facts, vpc),
            six: has_six(subnet),
            internet: Vec::new(),
            one_way: Vec::new(),
            open: tables.open,
            looked_at: Vec::new(),
        };
        for used in &tables.used {
            search.table(used);
        }
        search.into_exposure()
    }
}

/// So many routes of one subnet are told; more say nothing new.
const MOST: usize = 16;

/// The search of one subnet.
struct Search<'f, 'a> {
    facts: &'f Facts<'a>,
    subnet: &'a Arc<Instance>,
    vpc: Option<&'a Arc<Instance>>,
    private: Vec<Range>,
    /// Whether the subnet has IPv6 addresses; the reasons when that is not decided.
    six: Result<bool, Vec<Reason>>,
    internet: Vec<Found>,
    one_way: Vec<Found>,
    open: Vec<Reason>,
    /// The way to the tables, which proves that nothing was found.
    looked_at: Vec<Step>,
}

impl<'a> Search<'_, 'a> {
    fn table(&mut self, used: &Used<'a>) {
        for step in &used.steps {
            let seen = |s: &Step| (&s.text, s.place) == (&step.text, step.place);
            if !self.looked_at.iter().any(seen) {
                self.looked_at.push(step.clone());
            }
        }
        let all = routes_of(self.facts, used.table);
        self.open.extend(all.open.iter().cloned());
        for leaving in &all.routes {
            if self.internet.len() + self.one_way.len() >= MOST {
                let what = format!("more than {MOST} routes of {}", used.table.id);
                self.open.push(Reason::new(
                    ReasonKind::Limit,
                    what,
                    Some(leaving.route.0.place),
                ));
                break;
            }
            self.route(used, leaving);
        }
        if is_untouched_default(self.facts, used.table) {
            self.default_vpc(used);
        }
    }

    /// AWS makes the main table of a default VPC with a route to an internet gateway.
    fn default_vpc(&mut self, used: &Used<'a>) {
        let text = "AWS gives a default VPC a route of 0.0.0.0/0 to an internet gateway";
        let gateway = "the internet gateway of the default VPC";
        let steps = [used.steps.as_slice(), &[Step::unwritten(text)]].concat();
        let path = format!("{} → 0.0.0.0/0 → {gateway}", used.path);
        let destination = Value::string("0.0.0.0/0");
        let record = self.record(used, destination, Value::string(gateway), path, &steps);
        self.internet.push(Found {
            record,
            steps,
            doubts: used.doubts.clone(),
        });
    }

    fn route(&mut self, used: &Used<'a>, leaving: &Leaving<'a>) {
        let Leaving {
            route,
            target,
            destination,
        } = leaving;
        let mut doubts = used.doubts.clone();
        doubts.extend(route.0.doubts_given(self.subnet));
        match self.is_public(destination) {
            Ok(true) => {}
            Ok(false) => return,
            Err(reasons) => doubts.extend(reasons),
        }
        let to = match self.facts.graph.denoted(&target.value, &[]) {
            Some(instance) => instance_value(instance),
            None => target.value.clone(),
        };
        let names = (text_of(&destination.value), name_of(self.facts, &to));
        let at = Step::at(format!("route {} → {}", names.0, names.1), route.0.place);
        let mut steps = [used.steps.as_slice(), &[at]].concat();
        if let Some(instance) = self.facts.asked(&to, &[]) {
            steps.push(Step::of(instance));
        }
        let mut path = format!("{} → {} → {}", used.path, names.0, names.1);
        let destination = destination.value.clone();
        match &target.gateway {
            Gateway::Private => {}
            Gateway::Internet => {
                let record = self.record(used, destination, to, path, &steps);
                self.internet.push(Found {
                    record,
                    steps,
                    doubts,
                });
            }
            Gateway::OneWay => {
                let record = self.record(used, destination, to, path, &steps);
                self.one_way.push(Found {
                    record,
                    steps,
                    doubts,
                });
            }
            Gateway::Undecided(reasons) => {
                doubts.extend(reasons.iter().cloned());
                let record = self.record(used, destination, to, path, &steps);
                for list in [&mut self.internet, &mut self.one_way] {
                    list.push(Found {
                        record: record.clone(),
                        steps: steps.clone(),
                        doubts: doubts.clone(),
                    });
                }
            }
            Gateway::Endpoint => {
                // A firewall endpoint is a way in only if the internet gateway routes back.
                let Some(back) = way_back(self.facts, self.subnet, self.vpc) else {
                    return;
                };
                doubts.extend(back.doubts);
                steps.extend(back.steps);
                path = format!("{path} → {}", back.gateway);
                let record = self.record(used, destination, to, path, &steps);
                self.internet.push(Found {
                    record,
                    steps,
                    doubts,
                });
            }
        }
    }

    /// Whether a route applies to the internet: its destination is not wholly private, and the
    /// subnet has addresses of its family.
    fn is_public(&self, destination: &Destination) -> Result<bool, Vec<Reason>> {
        let private = |range: &Range| {
            range.is_private() || self.private.iter().any(|own| own.contains(*range))
        };
        let known = destination.ranges.iter().any(|range| !private(range));
        let public = match (known, destination.open.is_empty()) {
            (true, _) => Ok(true),
            (false, true) => Ok(false),
            (false, false) => Err(destination.open.clone()),
        };
        match (public, &self.six) {
            (Ok(false), _) => Ok(false),
            (public, _) if !destination.six => public,
            (_, Ok(false)) => Ok(false),
            (public, Ok(true)) => public,
            (Ok(_), Err(reasons)) => Err(reasons.clone()),
            (Err(mut all), Err(reasons)) => {
                all.extend(reasons.iter().cloned());
                Err(all)
            }
        }
    }

    fn record(
        &self,
        used: &Used<'a>,
        destination: Value,
        target: Value,
        path: String,
        steps: &[Step],
    ) -> Value {
        let origin = proof(steps);
        Value::object(vec![
            ("destination".into(), destination),
            ("target".into(), target),
            ("table".into(), table_value(self.facts, used.table)),
            ("path".into(), Value::string(path).at(origin.clone())),
        ])
        .at(origin)
    }

    fn into_exposure(self) -> Exposure {
        let block = blocked(self.facts, self.subnet, self.vpc);
        let nothing = proof(&self.looked_at);
        let mut internet = Listing::default();
        let mut stopped = Listing::default();
        match &block {
            Blocked::No => fill(&mut internet, &self.internet, None),
            Blocked::Yes(step) => fill(&mut stopped, &self.internet, Some((&[], step))),
            Blocked::Perhaps(why, step) => {
                fill(&mut internet, &self.internet, Some((why, step)));
                fill(&mut stopped, &self.internet, Some((why, step)));
            }
        }
        let mut one_way = Listing::default();
        fill(&mut one_way, &self.one_way, None);
        match block {
            Blocked::Yes(_) => stopped.open(self.open.iter().cloned()),
            _ => internet.open(self.open.iter().cloned()),
        }
        one_way.open(self.open.iter().cloned());
        Exposure {
            internet: proved(internet, &nothing),
            blocked: proved(stopped, &nothing),
            one_way: proved(one_way, &nothing),
        }
    }
}

/// Adds what was found, with what blocks it.
fn fill(list: &mut Listing, found: &[Found], block: Option<(&[Reason], &Step)>) {
    for found in found {
        let (doubts, record) = match block {
            None => (found.doubts.clone(), found.record.clone()),
            Some((why, step)) => (
                [found.doubts.as_slice(), why].concat(),
                found
                    .record
                    .clone()
                    .at(proof(found.steps.iter().chain([step]))),
            ),
        };
        list.push_if(record, &doubts);
    }
}

/// The list, proved by its first route, a certain one if there is any, else by where it was looked
/// for.
fn proved(list: Listing, nothing: &Origin) -> Value {
    let elements = list.elements();
    let certain = elements.iter().find(|element| element.is_certain());
    let first = certain.or(elements.first());
    let origin = first.map_or_else(|| nothing.clone(), |e| e.value.origin.clone());
    list.into_value(origin)
}

/// Whether a table is the main one of a default VPC, and nothing of the scan adopts it: adopting
/// would take away the routes that it comes with.
fn is_untouched_default(facts: &Facts<'_>, table: &Arc<Instance>) -> bool {
    match &*table.id.address.kind {
        "aws_default_subnet" => true,
        "aws_default_vpc" => facts.default_tables().of(&table.id).is_empty(),
        _ => false,
    }
}

/// The ranges of a VPC, which are private whatever they are.
pub(in crate::facts) fn private_ranges(
    facts: &Facts<'_>,
    vpc: Option<&Arc<Instance>>,
) -> Vec<Range> {
    let Some(vpc) = vpc else {
        return Vec::new();
    };
    let more = facts.address_ranges().of(&vpc.id).iter();
    let more = more.filter_map(|attached| attached.instance.written("cidr_block"));
    let own = ["cidr_block", "ipv6_cidr_block"];
    let own = own.iter().filter_map(|name| vpc.written(name));
    let texts = own.chain(more).filter_map(Value::as_str);
    texts.filter_map(Range::parse).collect()
}

/// Whether a subnet has IPv6 addresses; the reasons when that is not decided.
fn has_six(subnet: &Instance) -> Result<bool, Vec<Reason>> {
    let mut undecided = Vec::new();
    let flags = ["ipv6_native", "assign_ipv6_address_on_creation"];
    let ranges = [
        "ipv6_cidr_block",
        "ipv6_netmask_length",
        "ipv6_ipam_pool_id",
    ];
    for value in flags.iter().filter_map(|name| subnet.written(name)) {
        match value.as_bool() {
            Some(true) => return Ok(true),
            Some(false) => {}
            None => undecided.extend(reasons(value)),
        }
    }
    for value in ranges.iter().filter_map(|name| subnet.written(name)) {
        match value.as_unknown() {
            Some(unknown) if !unknown.not_null => undecided.extend(unknown.reasons.clone()),
            None if value.as_str() == Some("") => {}
            _ => return Ok(true),
        }
    }
    match undecided.is_empty() {
        true => Ok(false),
        false => Err(undecided),
    }
}

/// A destination as people read it.
fn text_of(value: &Value) -> String {
    match (value.as_str(), value.as_unknown()) {
        (Some(text), _) => text.to_owned(),
        (None, Some(unknown)) => match unknown.refs.first() {
            Some(reference) => reference.to_string(),
            None => "(unknown range)".to_owned(),
        },
        _ => "(no range)".to_owned(),
    }
}

/// A gateway as people read it.
fn name_of(facts: &Facts<'_>, value: &Value) -> String {
    match facts.asked(value, &[]) {
        Some(instance) => instance.id.to_string(),
        None => match (value.as_str(), value.as_unknown()) {
            (Some(text), _) => text.to_owned(),
            (None, Some(unknown)) => match unknown.refs.first() {
                Some(reference) => reference.to_string(),
                None => "(unknown gateway)".to_owned(),
            },
            _ => "(no gateway)".to_owned(),
        },
    }
}

//! VPCs, their subnets by what reaches them, and their gateways.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::address::InstanceId;
use crate::finding::drawing::{AreaKind, EdgeKind, Item, NodeKind};
use crate::language::{Kind, Value};
use crate::source::Place;
use crate::terraform::Instance;

use super::super::answer::{field, instance_value, parts};
use super::super::catalogue::Run;
use super::super::network::exposure;
use super::super::network::placement::subnets_of;
use super::super::network::route_tables::vpc_of;
use super::super::{Facts, join::is_data};
use super::sketch::Sketch;
use super::words;

const SUBNETS: [&str; 2] = ["aws_subnet", "aws_default_subnet"];

/// Where subnets stand.
#[derive(Default)]
pub(super) struct Tiers {
    /// The tier of each subnet.
    by_subnet: HashMap<InstanceId, usize>,
}

impl Tiers {
    /// The tier that a resource stands in: of several the one that the internet reaches first.
    pub fn of(&self, sketch: &Sketch<'_, '_>, instance: &Arc<Instance>) -> Option<usize> {
        let list = subnets_of(sketch.facts, instance);
        let (elements, _) = parts(&list);
        let subnets = elements.iter().filter_map(|element| {
            let subnet = sketch.facts.asked(&element.value, &SUBNETS)?;
            self.by_subnet.get(&subnet.id).copied()
        });
        subnets.min_by_key(|at| sketch.drawing().areas.get(*at).map(|area| area.kind))
    }
}

/// Draws all networks.
pub(super) fn draw<'a>(sketch: &mut Sketch<'_, 'a>) -> Tiers {
    let facts = sketch.facts;
    for kind in ["aws_vpc", "aws_default_vpc"] {
        for vpc in facts.graph.managed(kind) {
            network(sketch, vpc);
        }
    }
    gateways(sketch);
    let mut tiers = Tiers::default();
    let managed = SUBNETS.iter().flat_map(|kind| facts.graph.managed(kind));
    let mut zones: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for subnet in managed.chain(facts.graph.data("aws_subnet")) {
        let tier = tier(sketch, subnet);
        tiers.by_subnet.insert(subnet.id.clone(), tier);
        sketch.part(tier, subnet);
        sketch.stands_for(subnet, Item::Area(tier));
        let zone = subnet.written("availability_zone").and_then(Value::as_str);
        zones.entry(tier).or_default().extend(zone);
        routes(sketch, subnet, tier);
    }
    for (tier, zones) in zones {
        let Some(area) = sketch.area_mut(tier) else {
            continue;
        };
        let count = area.parts.iter().map(|part| part.members.len()).sum();
        area.detail = words::counted(count, "subnet");
        if !zones.is_empty() {
            let zones: Vec<&str> = zones.into_iter().collect();
            area.detail = format!("{} · {}", area.detail, words::zones(&zones));
        }
    }
    tiers
}

/// The area of a VPC.
fn network(sketch: &mut Sketch<'_, '_>, vpc: &Arc<Instance>) -> usize {
    let region = sketch.region_of(vpc);
    let root = sketch.facts.root_name(vpc.id.root);
    let key = format!("{root}\u{0}{}", vpc.id);
    let several = sketch.facts.project.roots.len() > 1;
    let area = sketch.area(Some(region), AreaKind::Vpc, &key, || {
        let range = vpc
            .written("cidr_block")
            .filter(|value| !value.secrecy.hides());
        let range = range.and_then(Value::as_str).unwrap_or_default();
        // Of several roots, each may have one of the same name.
        let detail = match several {
            true => format!("{range} · {root}"),
            false => range.to_owned(),
        };
        let detail = detail.trim_start_matches(" · ").to_owned();
        (words::short(&vpc.id.address), detail)
    });
    sketch.belongs(vpc, Item::Area(area));
    sketch.stands_for(vpc, Item::Area(area));
    area
}

/// The area of the VPC that a subnet lies in.
fn network_of(sketch: &mut Sketch<'_, '_>, subnet: &Arc<Instance>) -> usize {
    if !is_data(subnet)
        && let Some(subnet) = sketch.facts.graph.instance(&subnet.id)
        && let Ok(vpc) = vpc_of(sketch.facts, subnet)
        && vpc.id != subnet.id
    {
        return network(sketch, vpc);
    }
    let region = sketch.region_of(subnet);
    let root = sketch.facts.root_name(subnet.id.root);
    sketch.area(Some(region), AreaKind::Vpc, &format!("?{root}"), || {
        let detail = format!("of {root}, by other files");
        ("not in these files".to_owned(), detail)
    })
}

/// The area of a subnet's tier.
fn tier(sketch: &mut Sketch<'_, '_>, subnet: &Arc<Instance>) -> usize {
    let vpc = network_of(sketch, subnet);
    let facts = sketch.facts;
    let internet = found(&asked(facts, exposure::internet, subnet));
    let out = found(&asked(facts, exposure::nat, subnet));
    let kind = match (internet, out) {
        (Some(true), _) => AreaKind::Public,
        (None, _) => AreaKind::Undecided,
        (Some(false), Some(true)) => AreaKind::PrivateWithNat,
        (Some(false), Some(false)) => AreaKind::Isolated,
        (Some(false), None) => AreaKind::Private,
    };
    tier_of(sketch, vpc, kind)
}

/// The area of a tier.
pub(super) fn tier_of(sketch: &mut Sketch<'_, '_>, vpc: usize, kind: AreaKind) -> usize {
    let unnamed = || (String::new(), String::new());
    sketch.area(Some(vpc), kind, "", unnamed)
}

fn asked(facts: &Facts<'_>, fact: Run, subnet: &Arc<Instance>) -> Value {
    let place: Place = subnet.header();
    fact(facts, &[instance_value(subnet)], place).unwrap_or_else(|_| Value::tuple(Vec::new()))
}

/// Whether a list certainly has an element; `None` when that is not decided.
fn found(list: &Value) -> Option<bool> {
    let (elements, _) = parts(list);
    match elements.iter().any(|element| element.is_certain()) {
        true => Some(true),
        false if list.is_unknown() => None,
        false => Some(false),
    }
}

/// Internet gateways at the border of their VPC, NAT gateways in their tier.
fn gateways(sketch: &mut Sketch<'_, '_>) {
    let graph = sketch.facts.graph;
    for gateway in graph.managed("aws_internet_gateway") {
        let attached = graph.managed("aws_internet_gateway_attachment");
        let by = attached.filter(|by| {
            by.written("internet_gateway_id")
                .is_some_and(|value| graph.denotes(value, &gateway.id))
        });
        let holders = std::iter::once(gateway).chain(by.take(1));
        let vpc = holders
            .filter_map(|holder| graph.denoted(holder.written("vpc_id")?, &["aws_vpc"]))
            .next();
        let area = match vpc {
            Some(vpc) => network(sketch, vpc),
            None => sketch.region_of(gateway),
        };
        sketch.instance(gateway, NodeKind::InternetGateway, Some(area));
    }
}

/// The ways of a subnet's tier to the internet. The proof of a tier is what its routes lead to.
fn routes(sketch: &mut Sketch<'_, '_>, subnet: &Arc<Instance>, tier: usize) {
    let facts = sketch.facts;
    for fact in [exposure::internet as Run, exposure::nat as Run] {
        let list = asked(facts, fact, subnet);
        let (elements, _) = parts(&list);
        for element in &elements {
            let target = field(&element.value, "target");
            let Kind::Instance(target) = &target.kind else {
                continue;
            };
            let Some(target) = facts.graph.instance(target.id()) else {
                continue;
            };
            let to = match sketch.item(&target.id) {
                Some(item) => item,
                None if &*target.id.address.kind == "aws_nat_gateway" => nat(sketch, target),
                None => continue,
            };
            let destination = field(&element.value, "destination");
            let label = destination.as_str().unwrap_or_default();
            let certain = element.is_certain();
            sketch.edge(Item::Area(tier), to, EdgeKind::Route, label, certain);
        }
    }
}

/// A NAT gateway stands in the tier of its subnet.
fn nat(sketch: &mut Sketch<'_, '_>, gateway: &Arc<Instance>) -> Item {
    let facts = sketch.facts;
    let subnet = gateway.written("subnet_id");
    let subnet = subnet.and_then(|value| facts.graph.denoted(value, &SUBNETS));
    let area = match subnet {
        Some(subnet) => tier(sketch, subnet),
        None => sketch.region_of(gateway),
    };
    sketch.instance(gateway, NodeKind::NatGateway, Some(area))
}

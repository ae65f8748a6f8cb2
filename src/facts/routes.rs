//! Routes: where they lead, and for which destinations.

use std::sync::Arc;

use crate::address::{RootId, Step as PathStep};
use crate::graph::references;
use crate::language::{Kind, Reason, ReasonKind, Value};
use crate::source::Place;
use crate::terraform::Instance;

use super::Facts;
use super::answer::{doubts, doubts_given, element_doubts, field, is_unset, parts, reasons};
use super::join::{Named, attached_doubts, is_data};
use super::ranges::Range;

/// One route of a route table: an `aws_route`, or a block of the table.
#[derive(Clone, Debug)]
pub(super) struct Route<'a> {
    /// Who holds it.
    pub holder: &'a Arc<Instance>,
    /// Its attributes, those that are written.
    pub fields: Fields<'a>,
    /// Its line.
    pub place: Place,
    /// Why it may not be one of the table, its holder's existence apart.
    doubts: Vec<Reason>,
}

/// Where the attributes of a route stand.
#[derive(Clone, Debug)]
pub(super) enum Fields<'a> {
    Resource(&'a Instance),
    Block(Value),
}

/// What a route leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Gateway {
    /// An internet or carrier gateway.
    Internet,
    /// A NAT gateway or instance, or an egress-only internet gateway.
    OneWay,
    /// A gateway load balancer or firewall endpoint.
    Endpoint,
    /// A private network: transit gateway, peering, VPN, local.
    Private,
    /// That is not decided.
    Undecided(Vec<Reason>),
}

/// What a route says, read.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub gateway: Gateway,
    pub value: Value,
}

/// The destination of a route.
#[derive(Clone, Debug)]
pub(super) struct Destination {
    pub value: Value,
    /// The ranges that it stands for; several for a prefix list.
    pub ranges: Vec<Range>,
    pub six: bool,
    /// Why it may stand for more.
    pub open: Vec<Reason>,
}

/// Attributes that name the target of a route, with what they lead to.
const TARGETS: [(&str, Gateway); 13] = [
    ("gateway_id", Gateway::Undecided(Vec::new())),
    ("nat_gateway_id", Gateway::OneWay),
    ("egress_only_gateway_id", Gateway::OneWay),
    ("carrier_gateway_id", Gateway::Internet),
    ("vpc_endpoint_id", Gateway::Endpoint),
    ("network_interface_id", Gateway::OneWay),
    ("instance_id", Gateway::OneWay),
    ("transit_gateway_id", Gateway::Private),
    ("vpc_peering_connection_id", Gateway::Private),
    ("local_gateway_id", Gateway::Private),
    ("core_network_arn", Gateway::Private),
    ("odb_network_arn", Gateway::Private),
    ("vpn_gateway_id", Gateway::Private),
];

/// Attributes that name the destination, and whether it is of IPv6.
const DESTINATIONS: [(&str, bool); 4] = [
    ("cidr_block", false),
    ("destination_cidr_block", false),
    ("ipv6_cidr_block", true),
    ("destination_ipv6_cidr_block", true),
];

impl<'a> Route<'a> {
    /// An `aws_route`, with the doubts about its table.
    pub fn resource(instance: &'a Arc<Instance>, doubts: &[Reason]) -> Route<'a> {
        Route {
            holder: instance,
            fields: Fields::Resource(instance),
            place: instance.header(),
            doubts: doubts.to_vec(),
        }
    }

    /// The `route` blocks of a table, and why there may be more.
    pub fn inline(table: &'a Arc<Instance>) -> (Vec<Route<'a>>, Vec<Reason>) {
        let Some(value) = table.written("route") else {
            return (Vec::new(), Vec::new());
        };
        let (elements, open) = parts(value);
        let routes = elements.iter().enumerate().map(|(at, element)| {
            let path = [PathStep::Attr("route".into()), PathStep::Index(at as u64)];
            let written = element.value.origin.nearest();
            Route {
                holder: table,
                place: match (table.called_at, written) {
                    (None, Some(place)) => place,
                    _ => table.place_of(&path),
                },
                fields: Fields::Block(element.value.clone()),
                doubts: element_doubts(value, element),
            }
        });
        (routes.collect(), open)
    }

    /// Why it may not exist although `given` does.
    pub fn doubts_given(&self, given: &Instance) -> Vec<Reason> {
        let mut all = doubts_given(self.holder, given);
        all.extend(self.doubts.iter().cloned());
        all
    }

    /// The attribute `name`, if it is written and not empty.
    fn get(&self, name: &str) -> Option<Value> {
        let value = match &self.fields {
            Fields::Resource(instance) => instance.written(name).cloned(),
            Fields::Block(block) => block.as_entries().and_then(|e| e.get(name)).cloned(),
        };
        value.filter(|value| !is_unset(value))
    }

    /// What an unknown block is unknown for.
    fn block_reasons(&self) -> Vec<Reason> {
        match &self.fields {
            Fields::Block(block) if block.is_unknown() => reasons(block),
            _ => Vec::new(),
        }
    }

    /// Where it leads. A target that may be null beside one that is known says nothing.
    pub fn target(&self, facts: &Facts<'_>) -> Target {
        let mut maybe: Option<Target> = None;
        for (name, gateway) in TARGETS {
            let Some(value) = self.get(name) else {
                continue;
            };
            let gateway = match name {
                "gateway_id" => gateway_of(facts, &value, self.holder.id.root),
                _ => gateway,
            };
            let certain = value.as_unknown().is_none_or(|unknown| unknown.not_null);
            let target = Target { gateway, value };
            if certain {
                return target;
            }
            maybe = Some(match maybe {
                None => target,
                // Which of two is set is not decided.
                Some(other) => Target {
                    gateway: Gateway::Undecided(
                        [reasons(&other.value), reasons(&target.value)].concat(),
                    ),
                    value: target.value,
                },
            });
        }
        maybe.unwrap_or_else(|| Target {
            gateway: match self.block_reasons() {
                reasons if reasons.is_empty() => Gateway::Private,
                reasons => Gateway::Undecided(reasons),
            },
            value: Value::null(crate::language::Type::String),
        })
    }

    /// For which destinations; `None` when none is written.
    pub fn destination(&self, facts: &Facts<'_>) -> Option<Destination> {
        for (name, six) in DESTINATIONS {
            let Some(value) = self.get(name) else {
                continue;
            };
            let range = value.as_str().and_then(Range::parse);
            return Some(Destination {
                open: match range {
                    Some(_) => Vec::new(),
                    None => unread(&value),
                },
                ranges: range.into_iter().collect(),
                value,
                six,
            });
        }
        let list = self.get("destination_prefix_list_id")?;
        Some(prefix_list(facts, list, self.holder.id.root))
    }
}

/// Why a destination could not be read.
fn unread(value: &Value) -> Vec<Reason> {
    match reasons(value) {
        found if found.is_empty() => {
            let what = format!("the destination {}", value.as_str().unwrap_or("of a route"));
            vec![Reason::new(ReasonKind::Parse, what, value.origin.nearest())]
        }
        found => found,
    }
}

/// The ranges of a prefix list: its own entries and those that stand by themselves.
fn prefix_list(facts: &Facts<'_>, value: Value, root: RootId) -> Destination {
    let mut found = Destination {
        ranges: Vec::new(),
        six: false,
        open: Vec::new(),
        value: value.clone(),
    };
    let list = match facts.named(&value, &["aws_ec2_managed_prefix_list"], root) {
        Named::One(list) if !is_data(list) => list,
        _ => {
            found.open = match reasons(&value) {
                why if why.is_empty() => {
                    let what = format!("the prefix list {}", value.as_str().unwrap_or_default());
                    vec![Reason::new(
                        ReasonKind::RemoteState,
                        what,
                        value.origin.nearest(),
                    )]
                }
                why => why,
            };
            return found;
        }
    };
    let family = list.written("address_family").and_then(Value::as_str);
    found.six = family == Some("IPv6");
    let mut all: Vec<(Value, Vec<Reason>)> = Vec::new();
    if let Some(entries) = list.written("entry") {
        let (elements, open) = parts(entries);
        let ranges = elements
            .iter()
            .map(|e| (field(&e.value, "cidr"), element_doubts(entries, e)));
        all.extend(ranges);
        found.open.extend(open);
    }
    let entries = facts.prefix_list_entries();
    for entry in entries
        .of(&list.id)
        .iter()
        .chain(entries.loose(list.id.root))
    {
        let cidr = entry.instance.written("cidr").cloned();
        all.extend(cidr.map(|cidr| (cidr, attached_doubts(entry))));
    }
    for (cidr, doubts) in all {
        found.open.extend(doubts);
        match cidr.as_str().and_then(Range::parse) {
            Some(range) => found.ranges.push(range),
            None => found.open.extend(unread(&cidr)),
        }
    }
    found.open.extend(doubts(list).iter().cloned());
    found
}

/// What a `gateway_id` holds: the API takes the id of nearly any gateway there.
fn gateway_of(facts: &Facts<'_>, value: &Value, root: RootId) -> Gateway {
    if let Some(found) = facts.graph.denoted_near(value, &[], root) {
        let kind = &*found.id.address.kind;
        if let Some(gateway) = by_type(kind) {
            return gateway;
        }
    }
    let text = match &value.kind {
        Kind::String(text) => Some(text.clone()),
        Kind::Unknown(unknown) => unknown.prefix.clone(),
        _ => None,
    };
    if let Some(gateway) = text.as_deref().and_then(by_id) {
        return gateway;
    }
    // `aws_internet_gateway_attachment.x.internet_gateway_id`, `data.aws_vpn_gateway.x.id`
    let unknown = value.as_unknown().and_then(|u| u.identity.clone());
    let attribute = unknown.as_ref().and_then(|r| r.attribute());
    match attribute {
        Some("internet_gateway_id" | "carrier_gateway_id") => return Gateway::Internet,
        Some("nat_gateway_id" | "egress_only_gateway_id") => return Gateway::OneWay,
        Some("vpn_gateway_id") => return Gateway::Private,
        _ => {}
    }
    // One of several, all of one kind.
    let mut kinds = references(value).into_iter().map(|(reference, _)| {
        let instance = facts.graph.denoted_by(&reference);
        instance.and_then(|i| by_type(&i.id.address.kind))
    });
    if let Some(Some(first)) = kinds.next()
        && kinds.all(|kind| kind.as_ref() == Some(&first))
        && reasons(value)
            .iter()
            .all(|r| r.kind == ReasonKind::Computed)
    {
        return first;
    }
    Gateway::Undecided(unread_gateway(value))
}

fn unread_gateway(value: &Value) -> Vec<Reason> {
    match reasons(value) {
        found if found.is_empty() => {
            let what = format!("the gateway {}", value.as_str().unwrap_or_default());
            vec![Reason::new(
                ReasonKind::RemoteState,
                what,
                value.origin.nearest(),
            )]
        }
        found => found,
    }
}

fn by_type(kind: &str) -> Option<Gateway> {
    match kind {
        "aws_internet_gateway" | "aws_ec2_carrier_gateway" | "aws_internet_gateway_attachment" => {
            Some(Gateway::Internet)
        }
        "aws_nat_gateway"
        | "aws_egress_only_internet_gateway"
        | "aws_network_interface"
        | "aws_instance" => Some(Gateway::OneWay),
        "aws_vpc_endpoint" => Some(Gateway::Endpoint),
        "aws_vpn_gateway"
        | "aws_ec2_transit_gateway"
        | "aws_vpc_peering_connection"
        | "aws_vpn_gateway_attachment" => Some(Gateway::Private),
        _ => None,
    }
}

fn by_id(id: &str) -> Option<Gateway> {
    match id.split_once('-').map_or(id, |(prefix, _)| prefix) {
        "igw" | "cagw" => Some(Gateway::Internet),
        "nat" | "eigw" | "eni" | "i" => Some(Gateway::OneWay),
        "vpce" => Some(Gateway::Endpoint),
        "vgw" | "tgw" | "pcx" | "lgw" | "local" => Some(Gateway::Private),
        _ => None,
    }
}

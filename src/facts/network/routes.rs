//! Routes: where they lead, and for which destinations.

use crate::address::RootId;
use crate::graph::references;
use crate::language::{Kind, Reason, ReasonKind, Value};

use crate::facts::Facts;
use crate::facts::answer::reasons;
use crate::facts::network::ranges::Range;
use crate::facts::security_groups::entry::Entry;
use crate::facts::security_groups::prefix_lists::{self, Ranges};

/// One route of a route table: an `aws_route`, or a block of the table.
#[derive(Clone, Debug)]
pub(in crate::facts) struct Route<'a>(pub Entry<'a>);

/// What a route leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::facts) enum Gateway {
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
pub(in crate::facts) struct Target {
    pub gateway: Gateway,
    pub value: Value,
}

/// The destination of a route.
#[derive(Clone, Debug)]
pub(in crate::facts) struct Destination {
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

impl Route<'_> {
    /// Where it leads. A target that may be null beside one that is known says nothing.
    pub fn target(&self, facts: &Facts<'_>) -> Target {
        let mut maybe: Option<Target> = None;
        for (name, gateway) in TARGETS {
            let Some(value) = self.0.get(name) else {
                continue;
            };
            let gateway = match name {
                "gateway_id" => gateway_of(facts, &value, self.0.holder.id.root),
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
            gateway: match self.0.reasons() {
                reasons if reasons.is_empty() => Gateway::Private,
                reasons => Gateway::Undecided(reasons),
            },
            value: Value::null(crate::language::Type::String),
        })
    }

    /// For which destinations; `None` when none is written.
    pub fn destination(&self, facts: &Facts<'_>) -> Option<Destination> {
        for (name, six) in DESTINATIONS {
            let Some(value) = self.0.get(name) else {
                continue;
            };
            let range = value.as_str().and_then(Range::parse);
            return Some(Destination {
                open: match range {
                    Some(_) => Vec::new(),
                    None => prefix_lists::unread(&value, "the destination"),
                },
                ranges: range.into_iter().collect(),
                value,
                six,
            });
        }
        let value = self.0.get("destination_prefix_list_id")?;
        let Ranges { ranges, six, open } =
            prefix_lists::ranges(facts, &value, self.0.holder.id.root);
        Some(Destination {
            value,
            ranges,
            six,
            open,
        })
    }
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

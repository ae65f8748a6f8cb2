//! Inspection on the way in: a subnet whose default route leads to a firewall endpoint is public if
//! the internet gateway has an edge route table that leads to the subnet through an endpoint.

use std::sync::Arc;

use crate::language::{Instance as _, Reason, same};
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::answer::{Step, reasons};
use crate::facts::join::{Named, TABLES};
use crate::facts::network::ranges::Range;
use crate::facts::network::route_tables::{gateways_of, routes_of};
use crate::facts::network::routes::{Destination, Gateway};

/// How the internet gateway leads back to a subnet.
pub(in crate::facts) struct WayBack {
    /// The internet gateway.
    pub gateway: String,
    pub steps: Vec<Step>,
    pub doubts: Vec<Reason>,
}

/// The edge route table of the VPC's internet gateway, if it leads to this subnet through an
/// endpoint.
pub(in crate::facts) fn way_back(
    facts: &Facts<'_>,
    subnet: &Arc<Instance>,
    vpc: Option<&Arc<Instance>>,
) -> Option<WayBack> {
    let vpc = vpc?;
    let mut perhaps: Option<WayBack> = None;
    for gateway in gateways_of(facts, &vpc.id) {
        for attached in facts.edge_associations().of(&gateway.id) {
            let association = attached.instance;
            let table = association.written("route_table_id")?;
            let root = association.id.root;
            let named = facts.named(table, TABLES, root);
            let Named::One(table) = named else {
                continue;
            };
            for leaving in &routes_of(facts, table).routes {
                if leaving.target.gateway != Gateway::Endpoint {
                    continue;
                }
                let Some(covers) = covers(subnet, &leaving.destination) else {
                    continue;
                };
                let route = &leaving.route;
                let own = route.0.doubts_given(subnet);
                let back = WayBack {
                    gateway: gateway.id.to_string(),
                    steps: vec![
                        Step::of(association),
                        Step::at(format!("route back to {}", subnet.id), route.0.place),
                        Step::of(gateway),
                    ],
                    doubts: [covers, own, attached.doubts.clone()].concat(),
                };
                if back.doubts.is_empty() {
                    return Some(back);
                }
                perhaps = Some(back);
            }
        }
    }
    perhaps
}

/// Whether an edge route leads to this subnet: why it may not; `None` when it does not.
fn covers(subnet: &Arc<Instance>, destination: &Destination) -> Option<Vec<Reason>> {
    let own = subnet.attribute("cidr_block");
    let is_own = same(&destination.value, &own) == Some(true)
        || crate::graph::references(&destination.value)
            .iter()
            .any(|(r, _)| r.instance == subnet.id && r.attribute() == Some("cidr_block"));
    if is_own {
        return Some(Vec::new());
    }
    match own.as_str().and_then(Range::parse) {
        Some(own) if destination.open.is_empty() => {
            let covered = destination.ranges.iter().any(|range| range.contains(own));
            covered.then(Vec::new)
        }
        _ => Some([reasons(&own), destination.open.clone()].concat()),
    }
}

//! Tiers: the load balancers, the nodes and the databases of a VPC, each taken together, with the
//! subnets that they stand in.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::address::{InstanceId, RootId};
use crate::language::{Instance as _, Reason, Type, Value};
use crate::terraform::{Existence, Instance};

use super::answer::{
    Listing, Step, doubts, element_doubts, field, instance_value, parts, proof, reasons, unknown,
};
use super::placement::{databases_of, subnets_of};
use super::route_tables::vpc_of;
use super::{Derived, Facts};

const BALANCERS: [&str; 3] = ["aws_lb", "aws_alb", "aws_elb"];

/// What runs containers, or nodes that do.
const NODES: [&str; 5] = [
    "aws_autoscaling_group",
    "aws_ecs_service",
    "aws_eks_cluster",
    "aws_eks_fargate_profile",
    "aws_eks_node_group",
];

const GROUPS: [&str; 3] = [
    "aws_db_subnet_group",
    "aws_docdb_subnet_group",
    "aws_neptune_subnet_group",
];

/// The parts of a VPC that fail by themselves.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Databases,
    LoadBalancers,
    Nodes,
}

/// A resource of a tier.
struct Member<'a> {
    resource: &'a Arc<Instance>,
    subnets: Value,
    /// Why it may not be one of the tier.
    doubts: Vec<Reason>,
}

/// Where a tier stands: in a VPC, or in one of a root that no file tells.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Network {
    Vpc(InstanceId),
    Of(RootId),
}

type Tiers<'a> = BTreeMap<(Kind, Network), Vec<Member<'a>>>;

/// All tiers, as records of [`NETWORK_TIER`](super::catalogue::NETWORK_TIER).
pub(super) fn all(facts: &Facts<'_>) -> Vec<Derived> {
    let mut tiers = Tiers::new();
    let mut see =
        |kind: Kind, types: &[&str], belongs: fn(&Facts<'_>, &Arc<Instance>) -> Belongs| {
            for resource in types.iter().flat_map(|kind| facts.graph.managed(kind)) {
                let why = match belongs(facts, resource) {
                    Belongs::No => continue,
                    Belongs::Yes => Vec::new(),
                    Belongs::Perhaps(why) => why,
                };
                let subnets = subnets_of(facts, resource);
                // What names no subnet stands where AWS puts it, if anywhere.
                if subnets.as_sequence().is_some_and(<[Value]>::is_empty) {
                    continue;
                }
                let network = network(facts, resource, &subnets);
                tiers.entry((kind, network)).or_default().push(Member {
                    resource,
                    subnets,
                    doubts: why,
                });
            }
        };
    see(Kind::Databases, &GROUPS, is_used);
    see(Kind::LoadBalancers, &BALANCERS, faces_internet);
    see(Kind::Nodes, &NODES, runs_containers);
    let tiers = tiers.into_iter();
    tiers
        .filter_map(|((kind, network), members)| derived(facts, kind, &network, &members))
        .collect()
}

/// Whether a resource is one of its tier.
enum Belongs {
    Yes,
    No,
    Perhaps(Vec<Reason>),
}

fn decided(value: &Value, wanted: bool) -> Belongs {
    match value.as_bool() {
        Some(is) if is == wanted => Belongs::Yes,
        None if value.is_unknown() => Belongs::Perhaps(reasons(value)),
        _ => Belongs::No,
    }
}

/// A subnet group is of the database tier when a database stands in it.
fn is_used(facts: &Facts<'_>, group: &Arc<Instance>) -> Belongs {
    let databases = databases_of(facts, group);
    let (elements, open) = parts(&databases);
    match elements.iter().any(|element| element.is_certain()) {
        true => Belongs::Yes,
        false if elements.is_empty() && open.is_empty() => Belongs::No,
        false => Belongs::Perhaps(reasons(&databases)),
    }
}

fn faces_internet(_: &Facts<'_>, balancer: &Arc<Instance>) -> Belongs {
    // A gateway load balancer takes nothing in from the internet.
    if balancer
        .written("load_balancer_type")
        .and_then(Value::as_str)
        == Some("gateway")
    {
        return Belongs::No;
    }
    decided(&balancer.attribute("internal"), false)
}

fn runs_containers(_: &Facts<'_>, resource: &Arc<Instance>) -> Belongs {
    match &*resource.id.address.kind {
        // Nodes of Auto Mode stand in the subnets of the cluster.
        "aws_eks_cluster" => {
            let (blocks, _) = resource
                .written("compute_config")
                .map(parts)
                .unwrap_or_default();
            match blocks.first() {
                Some(block) => decided(&field(&block.value, "enabled"), true),
                None => Belongs::No,
            }
        }
        // Nodes that join a cluster by themselves carry its tag.
        "aws_autoscaling_group" => {
            let (tags, _) = resource.written("tag").map(parts).unwrap_or_default();
            let of_cluster = |key: &Value| {
                let known = key.as_str();
                let prefix = key
                    .as_unknown()
                    .and_then(|unknown| unknown.prefix.as_deref());
                known.or(prefix).is_some_and(|key| {
                    key.starts_with("kubernetes.io/cluster/") || key.starts_with("k8s.io/cluster/")
                })
            };
            match tags.iter().any(|tag| of_cluster(&field(&tag.value, "key"))) {
                true => Belongs::Yes,
                false => Belongs::No,
            }
        }
        _ => Belongs::Yes,
    }
}

/// The VPC of the first subnet that tells one.
fn network(facts: &Facts<'_>, resource: &Instance, subnets: &Value) -> Network {
    let (elements, _) = parts(subnets);
    let kinds = ["aws_subnet", "aws_default_subnet"];
    let vpc = elements.iter().find_map(|element| {
        let subnet = facts.asked(&element.value, &kinds)?;
        vpc_of(facts, subnet).ok()
    });
    match vpc {
        Some(vpc) => Network::Vpc(vpc.id.clone()),
        None => Network::Of(resource.id.root),
    }
}

fn derived(
    facts: &Facts<'_>,
    kind: Kind,
    network: &Network,
    members: &[Member<'_>],
) -> Option<Derived> {
    let certain =
        |member: &&Member<'_>| member.doubts.is_empty() && doubts(member.resource).is_empty();
    let first = members.iter().find(certain).or(members.first())?;
    let word = match kind {
        Kind::Databases => "databases",
        Kind::LoadBalancers => "load balancers",
        Kind::Nodes => "nodes",
    };
    let name: Arc<str> = match network {
        Network::Vpc(vpc) => format!("{word} of {vpc}").into(),
        Network::Of(_) => word.into(),
    };
    let mut subnets = Listing::default();
    let mut resources = Listing::default();
    let mut seen = std::collections::HashSet::new();
    for member in members {
        // A tier of one exists only if that one does: no subnet of it is in doubt then.
        let own = match members {
            [_] => Vec::new(),
            _ => [doubts(member.resource), member.doubts.as_slice()].concat(),
        };
        resources.push_instance(
            member.resource,
            instance_value(member.resource),
            &member.doubts,
        );
        let (elements, open) = parts(&member.subnets);
        for element in &elements {
            let mut why = element_doubts(&member.subnets, element);
            why.extend(own.iter().cloned());
            let subnet = facts.asked(&element.value, &[]);
            // Who stands in a subnet with another one adds no zone.
            if why.is_empty() && subnet.is_some_and(|subnet| !seen.insert(subnet.id.clone())) {
                continue;
            }
            subnets.push_as(element.value.clone(), element.presence, &why);
        }
        subnets.open(open);
    }
    let exists = members.iter().any(|member| certain(&member));
    let existence = match exists {
        true => Existence::Certain,
        false => {
            let why = members
                .iter()
                .flat_map(|member| [doubts(member.resource), member.doubts.as_slice()].concat());
            Existence::Maybe(why.collect())
        }
    };
    let steps: Vec<Step> = members
        .iter()
        .take(16)
        .map(|m| Step::of(m.resource))
        .collect();
    let vpc = match network {
        Network::Vpc(vpc) => facts.graph.instance(vpc).map(instance_value),
        Network::Of(_) => None,
    };
    let vpc = vpc.unwrap_or_else(|| unknown(Type::Dynamic, reasons(&first.subnets)));
    let record = Value::object(vec![
        ("name".into(), Value::string(name.clone())),
        ("kind".into(), Value::string(word)),
        ("vpc".into(), vpc),
        ("resources".into(), resources.into_value(proof(&steps))),
        (
            "subnets".into(),
            subnets.into_value(first.subnets.origin.clone()),
        ),
    ]);
    Some(Derived {
        root: facts.root_name(first.resource.id.root),
        name,
        value: record.at(proof(&steps)),
        existence,
        place: first.resource.header(),
    })
}

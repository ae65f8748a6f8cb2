//! The tiers of a network: the load balancers, the nodes and the databases of a VPC, each taken
//! together, with the subnets that they stand in.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::address::InstanceId;
use crate::language::{Element, Instance as _, Reason, Type, Value};
use crate::terraform::{Existence, Instance};

use crate::facts::answer::{
    Listing, Step, element_doubts, field, instance_value, parts, proof, reasons, unknown,
};
use crate::facts::network::discovery::subnets_of_record;
use crate::facts::network::placement::{SUBNETS, databases_of, subnets_of};
use crate::facts::network::route_tables::vpc_of;
use crate::facts::{Derived, Facts};

const BALANCERS: [&str; 3] = ["aws_lb", "aws_alb", "aws_elb"];

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

/// Something that stands in a tier.
struct Member {
    who: Derived,
    resource: Value,
    subnets: Value,
}

/// Where a tier stands: in a VPC, or in one of a root that no file tells.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Network {
    Vpc(InstanceId),
    Of(Arc<str>),
}

/// All tiers, as records of [`NETWORK_TIER`](crate::facts::catalogue::NETWORK_TIER).
pub(in crate::facts) fn all(facts: &Facts<'_>) -> Vec<Derived> {
    let mut tiers: BTreeMap<(Kind, Network), Vec<Member>> = BTreeMap::new();
    let mut see = |kind: Kind, member: Member| {
        // What names no subnet stands where AWS puts it, if anywhere.
        let nowhere = member
            .subnets
            .as_sequence()
            .is_some_and(<[Value]>::is_empty);
        if !nowhere {
            let network = network(facts, &member);
            tiers.entry((kind, network)).or_default().push(member);
        }
    };
    let groups = GROUPS.iter().flat_map(|kind| facts.graph.managed(kind));
    for group in groups {
        let databases = databases_of(facts, group);
        let (elements, open) = parts(&databases);
        let doubts = match elements.iter().any(|element| element.is_certain()) {
            true => Vec::new(),
            false if elements.is_empty() && open.is_empty() => continue,
            false => reasons(&databases),
        };
        see(Kind::Databases, Member::of(facts, group, doubts));
    }
    let balancers = BALANCERS.iter().flat_map(|kind| facts.graph.managed(kind));
    for balancer in balancers {
        let internal = balancer.attribute("internal");
        let kind = balancer
            .written("load_balancer_type")
            .and_then(Value::as_str);
        // A gateway load balancer takes nothing in from the internet.
        if internal.as_bool() != Some(true) && kind != Some("gateway") {
            see(
                Kind::LoadBalancers,
                Member::of(facts, balancer, reasons(&internal)),
            );
        }
    }
    for balancer in facts.objects.load_balancers.iter().filter(|b| is_public(b)) {
        let subnets = subnets_of_record(facts, &balancer.value);
        let (elements, open) = parts(&subnets);
        // What nothing tells the place of is in no tier that files tell of.
        if open.is_empty() && !elements.is_empty() && elements.iter().all(Element::is_certain) {
            let member = Member {
                resource: field(&balancer.value, "resource"),
                who: balancer.clone(),
                subnets,
            };
            see(Kind::LoadBalancers, member);
        }
    }
    for nodes in crate::facts::network::nodes::all(facts) {
        let member = Member {
            resource: field(&nodes.value, "resource"),
            subnets: field(&nodes.value, "subnets"),
            who: nodes,
        };
        see(Kind::Nodes, member);
    }
    let tiers = tiers.into_iter();
    tiers
        .filter_map(|((kind, network), members)| derived(facts, kind, &network, &members))
        .collect()
}

/// Whether a load balancer that a controller makes faces the internet.
fn is_public(balancer: &Derived) -> bool {
    let known = field(&balancer.value, "scheme").as_str() == Some("internet-facing");
    let external = field(&balancer.value, "kind").as_str() == Some("external-ip");
    known && !external && matches!(balancer.existence, Existence::Certain)
}

impl Member {
    fn of(facts: &Facts<'_>, instance: &Arc<Instance>, doubts: Vec<Reason>) -> Member {
        let resource = instance_value(instance);
        Member {
            who: Derived {
                root: facts.root_name(instance.id.root),
                name: instance.id.to_string().into(),
                value: resource.clone(),
                existence: instance.existence.clone().unless(doubts),
                place: instance.header(),
            },
            resource,
            subnets: subnets_of(facts, instance),
        }
    }

    /// Why it may not stand there.
    fn doubts(&self) -> &[Reason] {
        match &self.who.existence {
            Existence::Certain => &[],
            Existence::Maybe(why) => why,
        }
    }
}

/// The VPC of the first subnet that tells one.
fn network(facts: &Facts<'_>, member: &Member) -> Network {
    let (elements, _) = parts(&member.subnets);
    let vpc = elements.iter().find_map(|element| {
        let subnet = facts.asked(&element.value, SUBNETS)?;
        vpc_of(facts, subnet).ok()
    });
    match vpc {
        Some(vpc) => Network::Vpc(vpc.id.clone()),
        None => Network::Of(member.who.root.clone()),
    }
}

fn derived(
    facts: &Facts<'_>,
    kind: Kind,
    network: &Network,
    members: &[Member],
) -> Option<Derived> {
    let certain = |member: &&Member| member.doubts().is_empty();
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
    let mut resources = Listing::default();
    for member in members {
        resources.push_if(member.resource.clone(), member.doubts());
    }
    let existence = match first.doubts().is_empty() {
        true => Existence::Certain,
        false => Existence::Maybe(members.iter().flat_map(|m| m.doubts().to_vec()).collect()),
    };
    let told = members.iter().take(TOLD);
    let steps: Vec<Step> = told
        .map(|m| Step::at(m.who.name.clone(), m.who.place))
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
        ("subnets".into(), subnets(facts, members, first)),
    ]);
    Some(Derived {
        root: first.who.root.clone(),
        name,
        value: record.at(proof(&steps)),
        existence,
        place: first.who.place,
    })
}

/// So many members prove a tier.
const TOLD: usize = 16;

/// The subnets of all members, each once.
fn subnets(facts: &Facts<'_>, members: &[Member], first: &Member) -> Value {
    let mut list = Listing::default();
    let mut seen = HashSet::new();
    for member in members {
        // A tier of one exists only if that one does: no subnet of it is in doubt then.
        let own = match members {
            [_] => &[],
            _ => member.doubts(),
        };
        let (elements, open) = parts(&member.subnets);
        for element in &elements {
            let mut why = element_doubts(&member.subnets, element);
            why.extend_from_slice(own);
            // Who stands in a subnet with another one adds no zone.
            let subnet = facts.asked(&element.value, SUBNETS);
            if why.is_empty() && subnet.is_some_and(|subnet| !seen.insert(subnet.id.clone())) {
                continue;
            }
            list.push_as(element.value.clone(), element.presence, &why);
        }
        list.open(open);
    }
    list.into_value(first.subnets.origin.clone())
}

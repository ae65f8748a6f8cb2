//! Which doors of a workload the internet reaches.

use std::sync::Arc;

use crate::graph::references;
use crate::language::functions::Error;
use crate::language::{Element, HopKind, Kind, Origin, Reason, ReasonKind, Type, Value, same};
use crate::source::Place;
use crate::terraform::{Existence, Instance};

use crate::facts::answer::{Listing, element_doubts, field, is_unset, parts, proof_after, reasons};
use crate::facts::edge::containers;
use crate::facts::edge::load_balancers;
use crate::facts::join::is_data;
use crate::facts::network::exposure;
use crate::facts::network::placement::SUBNETS;
use crate::facts::{Derived, Facts};

/// `internet_doors(workload)`
pub(in crate::facts) fn internet_doors(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(workload) = arguments.first() else {
        return Err(Error::refused("internet_doors() takes one argument"));
    };
    let doors = field(workload, "doors");
    let (elements, open) = parts(&doors);
    let mut list = Listing::default();
    list.open(open);
    for element in &elements {
        let door = &element.value;
        let answer = match field(door, "kind").as_str() {
            Some("target-group") => behind_group(facts, &field(door, "target")),
            Some("host-port") => ports_of_nodes(facts, &field(door, "target")),
            Some("node-port") => ports_of_nodes(facts, &Value::null(Type::Dynamic)),
            _ => by_scheme(&field(door, "scheme")),
        };
        let mut doubts = element_doubts(&doors, element);
        doubts.extend(answer.doubts);
        if answer.public {
            let from = proof_after(door.origin.clone(), []);
            let origin = Origin::via(HopKind::Element, None, [from, answer.proof]);
            list.push_if(door.clone().at(origin), &doubts);
        }
    }
    if let Some(instance) = containers::of(facts, workload) {
        containers::list(facts, workload, instance, &mut list);
    }
    Ok(list.into_value(doors.origin.clone()))
}

/// Whether the internet reaches something.
pub(in crate::facts) struct Reached {
    /// It does, unless one of `doubts` says otherwise.
    pub public: bool,
    pub doubts: Vec<Reason>,
    pub proof: Origin,
}

impl Reached {
    pub fn not() -> Reached {
        Reached {
            public: false,
            doubts: Vec::new(),
            proof: Default::default(),
        }
    }

    pub fn perhaps(doubts: Vec<Reason>) -> Reached {
        Reached {
            public: true,
            doubts,
            proof: Default::default(),
        }
    }
}

pub(in crate::facts) fn by_scheme(scheme: &Value) -> Reached {
    match scheme.as_str() {
        Some("internet-facing") => Reached {
            proof: scheme.origin.clone(),
            ..Reached::perhaps(Vec::new())
        },
        Some(_) => Reached::not(),
        None => Reached::perhaps(reasons(scheme)),
    }
}

const GROUPS: [&str; 2] = ["aws_lb_target_group", "aws_alb_target_group"];
const LISTENERS: [&str; 2] = ["aws_lb_listener", "aws_alb_listener"];
const RULES: [&str; 2] = ["aws_lb_listener_rule", "aws_alb_listener_rule"];

/// What stands before a target group, by ARN or name.
pub(in crate::facts) fn behind_group(facts: &Facts<'_>, target: &Value) -> Reached {
    let outside = || {
        let what = "which load balancer the target group belongs to";
        let reason = Reason::new(ReasonKind::Schema, what, target.origin.nearest());
        [reasons(target), vec![reason]].concat()
    };
    let Some(group) = group_of(facts, target) else {
        return Reached::perhaps(outside());
    };
    let mut doubts = Vec::new();
    let mut found = false;
    for balancer in load_balancers::of_terraform(facts) {
        let resource = field(&balancer.value, "resource");
        let Some(instance) = facts.asked(&resource, &[]) else {
            continue;
        };
        if !forwards(facts, instance, &group) {
            continue;
        }
        found = true;
        let reached = by_scheme(&field(&balancer.value, "scheme"));
        if !reached.public {
            continue;
        }
        let unsure = match balancer.existence {
            Existence::Certain => Vec::new(),
            Existence::Maybe(reasons) => reasons,
        };
        if unsure.is_empty() && reached.doubts.is_empty() {
            return reached;
        }
        doubts.extend(unsure);
        doubts.extend(reached.doubts);
    }
    match (found, doubts.is_empty()) {
        (true, true) => Reached::not(),
        (true, false) => Reached::perhaps(doubts),
        (false, _) => Reached::perhaps(outside()),
    }
}

/// The target group that `target` denotes, or whose name it is.
fn group_of<'a>(facts: &Facts<'a>, target: &Value) -> Option<Arc<Instance>> {
    if let Some(group) = facts.asked(target, &GROUPS) {
        return Some(group.clone());
    }
    let name = target.as_str()?;
    let groups = GROUPS.iter().flat_map(|kind| facts.graph.managed(kind));
    let mut named = groups.filter(|group| {
        let own = group.written("name").and_then(Value::as_str);
        own.is_some_and(|own| own == name || name.contains(&format!(":targetgroup/{own}/")))
    });
    named.next().cloned()
}

/// Whether a listener of `balancer`, or a rule of one, names `group`.
fn forwards(facts: &Facts<'_>, balancer: &Arc<Instance>, group: &Instance) -> bool {
    let names = |instance: &Instance| {
        let written = instance.written.iter().map(|(_, value)| value);
        let all = written.flat_map(references);
        let mut all = all.map(|(reference, _)| reference.instance);
        all.any(|named| named == group.id)
    };
    let listeners = facts.listeners().of(&balancer.id);
    listeners.iter().any(|listener| {
        let rules = RULES.iter().flat_map(|kind| facts.graph.managed(kind));
        let mut rules = rules.filter(|rule| {
            let of = rule.written("listener_arn");
            let of = of.and_then(|of| facts.asked(of, &LISTENERS));
            of.is_some_and(|of| of.id == listener.instance.id)
        });
        names(listener.instance) || rules.any(|rule| names(rule))
    })
}

/// Whether nodes that `selector` takes stand where the internet reaches them.
fn ports_of_nodes(facts: &Facts<'_>, selector: &Value) -> Reached {
    let nodes = facts.nodes().iter().filter(|nodes| {
        let fargate = field(&nodes.value, "kind").as_str() == Some("aws_eks_fargate_profile");
        let service = field(&nodes.value, "kind").as_str() == Some("aws_ecs_service");
        !fargate && !service
    });
    let mut public: Vec<(&Derived, Value)> = Vec::new();
    let mut others = Vec::new();
    let mut doubts = Vec::new();
    let mut any = false;
    for nodes in nodes {
        let taken = match takes(nodes, selector) {
            Some(false) => continue,
            taken => taken,
        };
        any = true;
        let routes = internet_of(facts, nodes);
        let certain = taken.is_some() && matches!(nodes.existence, Existence::Certain);
        match routes {
            Ok(Some(route)) if certain => public.push((nodes, route)),
            Ok(Some(_)) => {
                if let Existence::Maybe(reasons) = &nodes.existence {
                    doubts.extend(reasons.iter().cloned());
                }
                doubts.push(undecided("whether its pods run on ", nodes));
            }
            Ok(None) => others.push(nodes),
            Err(reasons) => doubts.extend(reasons),
        }
    }
    if !any {
        let what = "where the nodes of its cluster stand";
        return Reached::perhaps(vec![Reason::new(ReasonKind::Schema, what, None)]);
    }
    let Some((first, route)) = public.first() else {
        return match doubts.is_empty() {
            true => Reached::not(),
            false => Reached::perhaps(doubts),
        };
    };
    // Nodes of another cluster open no port for it.
    let apart = others.iter().find(|other| !of_one_cluster(first, other));
    Reached {
        public: true,
        doubts: apart
            .map(|_| undecided("whether its cluster is that of ", first))
            .into_iter()
            .collect(),
        proof: route.origin.clone(),
    }
}

fn undecided(what: &str, nodes: &Derived) -> Reason {
    Reason::new(
        ReasonKind::Schema,
        format!("{what}{}", nodes.name),
        Some(nodes.place),
    )
}

/// Whether both are nodes of one cluster, for certain.
fn of_one_cluster(a: &Derived, b: &Derived) -> bool {
    let cluster = |nodes: &Derived| match &field(&nodes.value, "resource").kind {
        Kind::Instance(instance) => instance.attribute("cluster_name"),
        _ => Value::null(Type::Dynamic),
    };
    let (a, b) = (cluster(a), cluster(b));
    !a.is_null() && same(&a, &b) == Some(true)
}

/// A route by which the internet reaches the subnets of `nodes`, if there is one; the error is what
/// leaves it open.
fn internet_of(facts: &Facts<'_>, nodes: &Derived) -> Result<Option<Value>, Vec<Reason>> {
    let subnets = field(&nodes.value, "subnets");
    let (elements, mut open) = parts(&subnets);
    for element in &elements {
        let Some(subnet) = facts.asked(&element.value, SUBNETS).filter(|s| !is_data(s)) else {
            open.extend(reasons(&element.value));
            continue;
        };
        let routes = exposure::internet_of(facts, subnet);
        let (found, more) = parts(&routes);
        let certain = |route: &&Element| route.is_certain() && element.is_certain();
        if let Some(route) = found.iter().find(certain) {
            return Ok(Some(route.value.clone()));
        }
        open.extend(
            found
                .iter()
                .flat_map(|route| element_doubts(&routes, route)),
        );
        open.extend(more);
    }
    match open.is_empty() && !elements.is_empty() {
        true => Ok(None),
        false if open.is_empty() => Err(vec![undecided("where these nodes stand: ", nodes)]),
        false => Err(open),
    }
}

/// Whether nodes have the labels that `selector` asks for; `None` where it is not known.
fn takes(nodes: &Derived, selector: &Value) -> Option<bool> {
    if is_unset(selector) {
        return Some(true);
    }
    let wanted = selector.as_entries()?;
    let resource = field(&nodes.value, "resource");
    let Kind::Instance(instance) = &resource.kind else {
        return None;
    };
    if &*instance.id().address.kind != "aws_eks_node_group" {
        return None;
    }
    let labels = instance.attribute("labels");
    let mut taken = Some(true);
    for (name, value) in wanted.iter() {
        let own = match &**name {
            "eks.amazonaws.com/nodegroup" => Some(instance.attribute("node_group_name")),
            _ => labels
                .as_entries()
                .and_then(|labels| labels.get(name))
                .cloned(),
        };
        let alike = match own {
            Some(own) => same(&own, value),
            // What EKS and the kubelet set by themselves nobody writes.
            None if is_given(name) || labels.is_unknown() => None,
            None => Some(false),
        };
        match alike {
            Some(false) => return Some(false),
            None => taken = None,
            Some(true) => {}
        }
    }
    taken
}

/// Whether nodes come with a label of this name.
fn is_given(name: &str) -> bool {
    let prefix = name.split_once('/').map_or("", |(prefix, _)| prefix);
    ["kubernetes.io", "k8s.io", "amazonaws.com", "k8s.aws"]
        .iter()
        .any(|of| prefix.ends_with(of))
}

//! The ways from load balancers to what answers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::address::InstanceId;
use crate::finding::drawing::{EdgeKind, Item};
use crate::graph::{Graph, references};
use crate::kubernetes::Object;
use crate::terraform::Instance;

use super::super::answer::{field, parts};
use super::super::kubernetes::ways::ways;
use super::super::region::of_instance;
use super::compute::Homes;
use super::sketch::Sketch;

/// Target groups with the load balancers that forward to them.
struct Groups<'a> {
    balancers: BTreeMap<InstanceId, BTreeSet<InstanceId>>,
    by_name: BTreeMap<&'a str, Vec<&'a Arc<Instance>>>,
}

const GROUPS: [&str; 2] = ["aws_lb_target_group", "aws_alb_target_group"];
const LISTENERS: [&str; 2] = ["aws_lb_listener", "aws_alb_listener"];
const BALANCERS: [&str; 3] = ["aws_lb", "aws_alb", "aws_elb"];

impl<'a> Groups<'a> {
    fn new(graph: &'a Graph) -> Groups<'a> {
        let mut groups = Groups {
            balancers: BTreeMap::new(),
            by_name: BTreeMap::new(),
        };
        for group in GROUPS.iter().flat_map(|kind| graph.managed(kind)) {
            if let Some(name) = group.written("name").and_then(|name| name.as_str()) {
                groups.by_name.entry(name).or_default().push(group);
            }
        }
        for listener in LISTENERS.iter().flat_map(|kind| graph.managed(kind)) {
            if let Some(balancer) = balancer(graph, listener) {
                groups.forward(listener, &balancer.id);
            }
        }
        for kind in ["aws_lb_listener_rule", "aws_alb_listener_rule"] {
            for rule in graph.managed(kind) {
                let value = rule.written("listener_arn");
                let listener = value.and_then(|value| graph.denoted(value, &LISTENERS));
                if let Some(balancer) = listener.and_then(|l| balancer(graph, l)) {
                    groups.forward(rule, &balancer.id);
                }
            }
        }
        groups
    }

    /// `by` makes `balancer` forward to the groups it names.
    fn forward(&mut self, by: &Instance, balancer: &InstanceId) {
        for (reference, _) in by.written.values().flat_map(references) {
            if GROUPS.contains(&&*reference.instance.address.kind) {
                let list = self.balancers.entry(reference.instance).or_default();
                list.insert(balancer.clone());
            }
        }
    }

    fn of(&self, group: &InstanceId) -> impl Iterator<Item = &InstanceId> {
        self.balancers.get(group).into_iter().flatten()
    }
}

fn balancer<'a>(graph: &'a Graph, listener: &Instance) -> Option<&'a Arc<Instance>> {
    graph.denoted(listener.written("load_balancer_arn")?, &BALANCERS)
}

/// Draws all of them.
pub(super) fn draw(sketch: &mut Sketch<'_, '_>, objects: &[Object], homes: &Homes) {
    let graph = sketch.facts.graph;
    let groups = Groups::new(graph);
    let doors = ["TargetGroupBinding", "HTTPRoute", "GRPCRoute"];
    let doors = objects.iter().filter(|o| doors.contains(&&*o.id.kind));
    let doors: BTreeMap<(&str, String), &Object> =
        doors.map(|o| ((&*o.root, o.name()), o)).collect();
    for way in ways(objects, sketch.facts.project) {
        let Some(to) = sketch.object(&way.root, &way.workload) else {
            continue;
        };
        let mut from: Vec<Item> = sketch
            .object(&way.door_root, &way.door)
            .into_iter()
            .collect();
        if let Some(door) = doors.get(&(&*way.door_root, way.door.clone())) {
            from.extend(match &*door.id.kind {
                "TargetGroupBinding" => bound(sketch, &groups, door, homes.region(&way.root)),
                _ => gateways(sketch, door),
            });
        }
        for from in from {
            sketch.edge(from, to, EdgeKind::Traffic, "", way.certain);
        }
    }
    targets(sketch, &groups);
}

/// The load balancers that a TargetGroupBinding puts pods behind. A name means the group of the
/// region that the pods run in.
fn bound(
    sketch: &Sketch<'_, '_>,
    groups: &Groups<'_>,
    binding: &Object,
    region: Option<&str>,
) -> Vec<Item> {
    let graph = sketch.facts.graph;
    let arn = binding.get(&["spec", "targetGroupARN"]);
    let by_arn = arn.and_then(|arn| graph.denoted(arn, &GROUPS));
    let name = binding.text(&["spec", "targetGroupName"]);
    let named = name.and_then(|name| groups.by_name.get(name));
    let named = named.into_iter().flatten().copied().filter(|group| {
        region.is_none_or(|region| of_instance(group).as_str().is_none_or(|r| r == region))
    });
    let found = by_arn.into_iter().chain(named);
    let balancers = found.flat_map(|group| groups.of(&group.id));
    balancers.filter_map(|id| sketch.item(id)).collect()
}

/// The Gateways that a route is attached to.
fn gateways(sketch: &Sketch<'_, '_>, route: &Object) -> Vec<Item> {
    let parents = route.get(&["spec", "parentRefs"]);
    let (parents, _) = parents.map(parts).unwrap_or_default();
    let names = parents.iter().filter_map(|parent| {
        let name = field(&parent.value, "name");
        let namespace = field(&parent.value, "namespace");
        let own = route.id.namespace.as_deref().unwrap_or("default");
        let namespace = namespace.as_str().unwrap_or(own);
        Some(format!("Gateway/{namespace}/{}", name.as_str()?))
    });
    names
        .filter_map(|name| sketch.object(&route.root, &name))
        .collect()
}

/// What target groups hold by Terraform: machines, and containers of ECS.
fn targets(sketch: &mut Sketch<'_, '_>, groups: &Groups<'_>) {
    let graph = sketch.facts.graph;
    let mut found: Vec<(InstanceId, Item)> = Vec::new();
    for attachment in graph.managed("aws_lb_target_group_attachment") {
        let group = attachment.written("target_group_arn");
        let group = group.and_then(|value| graph.denoted(value, &GROUPS));
        let target = attachment.written("target_id");
        let target = target.and_then(|value| graph.denoted(value, &[]));
        let target = target.and_then(|target| sketch.item(&target.id));
        if let (Some(group), Some(target)) = (group, target) {
            found.push((group.id.clone(), target));
        }
    }
    for (kind, name) in [
        ("aws_ecs_service", "load_balancer"),
        ("aws_autoscaling_group", "target_group_arns"),
    ] {
        for holder in graph.managed(kind) {
            let held = holder.written(name).map(references).unwrap_or_default();
            let item = sketch.item(&holder.id);
            found.extend(item.into_iter().flat_map(|item| {
                let groups = held.iter().map(|(reference, _)| &reference.instance);
                groups.map(move |group| (group.clone(), item))
            }));
        }
    }
    for attachment in graph.managed("aws_autoscaling_attachment") {
        let names = ["lb_target_group_arn", "alb_target_group_arn"];
        let group = names.iter().find_map(|name| attachment.written(name));
        let group = group.and_then(|value| graph.denoted(value, &GROUPS));
        let machines = attachment.written("autoscaling_group_name");
        let machines = machines.and_then(|value| {
            let kinds = ["aws_autoscaling_group"];
            graph.denoted_near(value, &kinds, attachment.id.root)
        });
        let machines = machines.and_then(|machines| sketch.item(&machines.id));
        if let (Some(group), Some(machines)) = (group, machines) {
            found.push((group.id.clone(), machines));
        }
    }
    for (group, target) in found {
        for balancer in groups.of(&group) {
            if let Some(from) = sketch.item(balancer) {
                sketch.edge(from, target, EdgeKind::Traffic, "", true);
            }
        }
    }
}

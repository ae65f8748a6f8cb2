//! By which doors the internet reaches containers that no cluster of Kubernetes runs: those of
//! tasks, by the services that run them, and those of instances.
//!
//! A target group leads to them, or an address of their own that the security groups let the
//! internet in to.

use std::sync::Arc;

use crate::address::Step as PathStep;
use crate::language::{HopKind, Instance as _, Origin, Reason, ReasonKind, Type, Value};
use crate::source::Place;
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::answer::{
    Listing, Step, doubts, element_doubts, field, instance_value, parts, proof, proof_after,
    reasons,
};
use crate::facts::edge::doors::{Reached, behind_group, by_scheme};
use crate::facts::edge::load_balancers;
use crate::facts::join::attached_doubts;
use crate::facts::network::addressability::publicly_addressed;
use crate::facts::network::placement::{SUBNETS, subnets_of};
use crate::facts::security_groups::ingress::ingress;

const TASKS: [&str; 1] = ["aws_ecs_task_definition"];
const ATTACHMENTS: [&str; 2] = [
    "aws_alb_target_group_attachment",
    "aws_lb_target_group_attachment",
];

/// The instance whose containers `workload` is, if it is one of Terraform's own.
pub(in crate::facts) fn of<'a>(facts: &Facts<'a>, workload: &Value) -> Option<&'a Arc<Instance>> {
    let resource = field(&field(workload, "object"), "resource");
    let kinds = ["aws_ecs_task_definition", "aws_instance"];
    facts.asked(&resource, &kinds)
}

/// Adds the doors of `workload`, whose containers `instance` defines, that the internet reaches.
pub(in crate::facts) fn list(
    facts: &Facts<'_>,
    workload: &Value,
    instance: &Arc<Instance>,
    list: &mut Listing,
) {
    if !TASKS.contains(&&*instance.id.address.kind) {
        let mut host = Host::new(facts, workload, instance, Vec::new());
        host.attached(list);
        host.address(list);
        return;
    }
    let services = facts.task_services();
    let looked_up = facts.graph.data("aws_ecs_task_definition").filter(|data| {
        let named = data.written("task_definition");
        named.is_some_and(|named| facts.graph.denotes(named, &instance.id))
    });
    let own = std::iter::once(instance).chain(looked_up);
    for attached in own.flat_map(|task| services.of(&task.id)) {
        let why = attached_doubts(attached);
        let mut host = Host::new(facts, workload, attached.instance, why);
        host.balanced(list);
        host.address(list);
        host.on_machines(list);
    }
    let loose = services.loose(instance.id.root).iter();
    list.open(loose.flat_map(|service| service.doubts.iter().cloned()));
    list.open(facts.handed(&instance.id).iter().cloned());
}

/// Where containers run: a service of ECS, or an instance.
struct Host<'f, 'a> {
    facts: &'f Facts<'a>,
    containers: Vec<Value>,
    instance: &'f Arc<Instance>,
    /// Why they may not run there.
    doubts: Vec<Reason>,
}

impl<'f, 'a> Host<'f, 'a> {
    fn new(
        facts: &'f Facts<'a>,
        workload: &Value,
        instance: &'f Arc<Instance>,
        mut why: Vec<Reason>,
    ) -> Host<'f, 'a> {
        why.extend_from_slice(doubts(instance));
        let mut containers = field(workload, "object");
        for name in ["spec", "template", "spec", "containers"] {
            containers = field(&containers, name);
        }
        let (elements, _) = parts(&containers);
        Host {
            facts,
            containers: elements.into_iter().map(|element| element.value).collect(),
            instance,
            doubts: why,
        }
    }

    /// The target groups, and load balancers of the old kind, that a service registers with.
    fn balanced(&mut self, list: &mut Listing) {
        let blocks = self.instance.attribute("load_balancer");
        let (elements, open) = parts(&blocks);
        list.open(open);
        for (at, element) in (0..).zip(&elements) {
            let why = element_doubts(&blocks, element);
            let group = field(&element.value, "target_group_arn");
            let classic = field(&element.value, "elb_name");
            let (reached, name) = match classic.is_null() {
                true => (behind_group(self.facts, &group), "target_group_arn"),
                false => (self.behind_classic(&classic), "elb_name"),
            };
            let path = ["load_balancer", name].map(|name| PathStep::Attr(name.into()));
            let [block, attribute] = path;
            let path = [block, PathStep::Index(at), attribute];
            let line = self.instance.place_of(&path);
            self.door("target-group", reached, Some(line), why, list);
        }
    }

    /// The target groups and load balancers that an instance is attached to.
    fn attached(&mut self, list: &mut Listing) {
        let edges = self.facts.graph.incoming(&self.instance.id);
        let holders: Vec<&Arc<Instance>> = edges
            .filter_map(|edge| self.facts.graph.instance(&edge.from))
            .collect();
        for holder in holders {
            let kind = &*holder.id.address.kind;
            let reached = match kind {
                _ if ATTACHMENTS.contains(&kind) => {
                    behind_group(self.facts, &holder.attribute("target_group_arn"))
                }
                "aws_elb" => self.behind_classic(&instance_value(holder)),
                _ => continue,
            };
            let why = doubts(holder).to_vec();
            self.door("target-group", reached, Some(holder.header()), why, list);
        }
    }

    fn behind_classic(&self, named: &Value) -> Reached {
        let root = self.instance.id.root;
        let found = self.facts.graph.denoted_near(named, &["aws_elb"], root);
        let balancers = load_balancers::of_terraform(self.facts);
        let mut balancers = balancers.into_iter().filter(|balancer| {
            let resource = field(&balancer.value, "resource");
            let resource = self.facts.asked(&resource, &["aws_elb"]);
            resource.zip(found).is_some_and(|(a, b)| a.id == b.id)
        });
        match balancers.next() {
            Some(balancer) => by_scheme(&field(&balancer.value, "scheme")),
            None => {
                let what = "which load balancer this is";
                let reason = Reason::new(ReasonKind::Schema, what, named.origin.nearest());
                Reached::perhaps([reasons(named), vec![reason]].concat())
            }
        }
    }

    /// An address of its own that the internet reaches, where a security group lets it in.
    fn address(&mut self, list: &mut Listing) {
        let subnets = subnets_of(self.facts, self.instance);
        let (elements, _) = parts(&subnets);
        let own = instance_value(self.instance);
        for element in &elements {
            let Some(subnet) = self.facts.asked(&element.value, SUBNETS) else {
                continue;
            };
            let arguments = [own.clone(), instance_value(subnet)];
            let place = self.instance.header();
            let Ok(addressed) = publicly_addressed(self.facts, &arguments, place) else {
                continue;
            };
            let mut why = element_doubts(&subnets, element);
            match addressed.as_bool() {
                Some(true) => {}
                Some(false) => continue,
                None => why.extend(reasons(&addressed)),
            }
            let mut reached = self.let_in();
            reached.proof = Origin::via(
                HopKind::Element,
                None,
                vec![addressed.origin.clone(), reached.proof],
            );
            self.door("address", reached, addressed.origin.nearest(), why, list);
        }
    }

    /// Whether security groups let the internet in to a port of the containers.
    fn let_in(&self) -> Reached {
        let ports = self.ports();
        if ports.is_empty() {
            let what = format!("the ports that {} listens on", self.instance.id);
            let reason = Reason::new(ReasonKind::Schema, what, Some(self.instance.header()));
            return Reached::perhaps(vec![reason]);
        }
        let mut why = Vec::new();
        for port in ports {
            let allowed = Value::tuple(Vec::new());
            let arguments = [instance_value(self.instance), port, allowed];
            let place = self.instance.header();
            let Ok(found) = ingress(self.facts, &arguments, place) else {
                continue;
            };
            let public = field(&found, "public");
            match public.as_bool() {
                Some(true) => {
                    return Reached {
                        proof: public.origin,
                        ..Reached::perhaps(Vec::new())
                    };
                }
                Some(false) => {}
                None => why.extend([reasons(&found), reasons(&public)].concat()),
            }
        }
        match why.is_empty() {
            true => Reached::not(),
            false => Reached::perhaps(why),
        }
    }

    /// The ports that containers tell.
    fn ports(&self) -> Vec<Value> {
        let mut ports = Vec::new();
        for container in &self.containers {
            let (mappings, _) = parts(&field(container, "portMappings"));
            let found = mappings
                .iter()
                .map(|mapping| field(&mapping.value, "containerPort"));
            ports.extend(found.filter(|port| port.as_number().is_some()));
        }
        ports
    }

    /// Ports that a task opens on the machine that it happens to run on.
    fn on_machines(&mut self, list: &mut Listing) {
        let configured = self.instance.written("network_configuration").is_some();
        let opens = self.containers.iter().any(|container| {
            let (mappings, _) = parts(&field(container, "portMappings"));
            let host = |port: &Value| port.as_number().and_then(|n| n.to_i64()) != Some(0);
            mappings.iter().any(|mapping| {
                let port = field(&mapping.value, "hostPort");
                !port.is_null() && host(&port)
            })
        });
        if !configured && opens {
            let what = "where the machines of its cluster stand";
            let reason = Reason::new(ReasonKind::Schema, what, Some(self.instance.header()));
            let reached = Reached::perhaps(vec![reason]);
            self.door("host-port", reached, None, Vec::new(), list);
        }
    }

    /// Adds a door, unless the internet does not reach it.
    fn door(
        &self,
        kind: &str,
        reached: Reached,
        at: Option<Place>,
        why: Vec<Reason>,
        list: &mut Listing,
    ) {
        if !reached.public {
            return;
        }
        let header = Step::of(self.instance);
        let line = at.map(|place| Step::at(format!("{kind} of {}", self.instance.id), place));
        let steps = [&header].into_iter().chain(&line);
        let first = line.as_ref().unwrap_or(&header);
        let fields = [
            ("name", Value::string(self.instance.id.to_string())),
            ("kind", Value::string(kind)),
            ("scheme", Value::null(Type::Dynamic).at(proof([first]))),
            ("target", Value::null(Type::Dynamic)),
        ];
        let fields = fields.map(|(name, value)| (name.into(), value));
        let before = proof_after(Origin::None, steps);
        let origin = Origin::via(HopKind::Element, None, [before, reached.proof]);
        let record = Value::object(fields.into_iter().collect()).at(origin);
        let why = [self.doubts.clone(), why, reached.doubts].concat();
        list.push_if(record, &why);
    }
}

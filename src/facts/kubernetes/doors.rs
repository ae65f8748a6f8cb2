//! By which doors traffic from outside of a cluster reaches its workloads.
//!
//! A Service, an Ingress or a route of which the controller makes a load balancer has its scheme.
//! An Ingress of another controller is reached where that controller is. Ports of nodes and target
//! groups are told as they are: where they lead to, Terraform knows.

use std::collections::BTreeMap;

use crate::kubernetes::{Object, UNKNOWN_CHART};
use crate::language::{Reason, ReasonKind, Type, Value};
use crate::terraform::Existence;

use super::super::Derived;
use super::super::answer::{Listing, Step, field, proof, proof_after, reasons, unknown};
use super::gaps::Gaps;
use super::index::{Index, Meant, namespace};
use super::leads::Lead;
use super::pods::Pods;
use super::roles::lets_others_in;

/// A door to one workload.
struct Door {
    kind: &'static str,
    name: String,
    /// Null where it has none.
    scheme: Value,
    /// The target group, or the node selector.
    target: Value,
    steps: Vec<Step>,
    doubts: Vec<Reason>,
}

/// Behind another controller; what it is becomes clear once those are known.
const BEHIND: &str = "controller";

/// The doors of each workload of `pods`, to which `leads` lead, as lists of
/// `DOOR`.
pub(super) fn all(
    pods: &[Pods],
    leads: &[Vec<Lead>],
    balancers: &[Derived],
    index: &Index,
    gaps: &Gaps,
) -> Vec<Value> {
    let mut inventory = Inventory {
        index,
        balancers: BTreeMap::new(),
    };
    for balancer in balancers {
        let key = (&*balancer.root, &*balancer.name);
        inventory.balancers.entry(key).or_insert(balancer);
    }
    let mut doors: Vec<Vec<Door>> = pods
        .iter()
        .zip(leads)
        .map(|(pods, leads)| inventory.of(pods, leads))
        .collect();
    let controllers = pods
        .iter()
        .zip(&doors)
        .filter(|(pods, _)| lets_others_in(pods));
    let schemes = controllers.flat_map(|(_, doors)| doors.iter().map(|door| door.scheme.clone()));
    let schemes: Vec<Value> = schemes.filter(|scheme| !scheme.is_null()).collect();
    for door in doors
        .iter_mut()
        .flatten()
        .filter(|door| door.kind == BEHIND)
    {
        door.scheme = behind(&schemes, door);
    }
    pods.iter()
        .zip(doors)
        .map(|(pods, doors)| list(pods, doors, gaps))
        .collect()
}

/// The scheme of what stands behind other controllers: theirs, where they agree.
fn behind(schemes: &[Value], door: &Door) -> Value {
    let mut texts: Vec<Option<&str>> = schemes.iter().map(Value::as_str).collect();
    texts.sort_unstable();
    texts.dedup();
    match (texts.as_slice(), schemes.first()) {
        ([Some(_)], Some(scheme)) => scheme.clone(),
        _ => {
            let what = format!("where the controller that serves {} is reached", door.name);
            let place = door.steps.first().and_then(|step| step.place);
            let mut why = vec![Reason::new(ReasonKind::Schema, what, place)];
            why.extend(schemes.iter().flat_map(reasons));
            unknown(Type::String, why)
        }
    }
}

struct Inventory<'o> {
    index: &'o Index<'o>,
    balancers: BTreeMap<(&'o str, &'o str), &'o Derived>,
}

impl Inventory<'_> {
    fn of(&self, pods: &Pods, leads: &[Lead]) -> Vec<Door> {
        let mut doors: Vec<Door> = leads
            .iter()
            .flat_map(|lead| self.behind_lead(lead))
            .collect();
        doors.extend(ports_of_nodes(pods));
        doors
    }

    fn behind_lead(&self, lead: &Lead) -> Vec<Door> {
        let made = |kind, name: String, scheme, target, doubts: Vec<Reason>| Door {
            kind,
            name,
            scheme,
            target,
            steps: lead.steps.clone(),
            doubts: [lead.doubts.clone(), doubts].concat(),
        };
        let null = || Value::null(Type::Dynamic);
        let Some(door) = lead.door else {
            let scheme = unknown(Type::String, lead.doubts.clone());
            return vec![made(
                "load-balancer",
                String::new(),
                scheme,
                null(),
                Vec::new(),
            )];
        };
        let name = door.name();
        match &*door.id.kind {
            "TargetGroupBinding" => {
                let target = door.get(&["spec", "targetGroupARN"]);
                let target = target.or_else(|| door.get(&["spec", "targetGroupName"]));
                let target = target.cloned().unwrap_or_else(null);
                vec![made("target-group", name, null(), target, Vec::new())]
            }
            // A Service inside of the cluster, or the one that another door leads to.
            "Service" => {
                let balancer = self.made_of(door);
                let port = door.text(&["spec", "type"]) == Some("NodePort") && !lead.outside;
                let balancer = balancer.filter(|_| lead.outside || !is_balanced(door));
                let balancer = balancer.map(|balancer| {
                    let (scheme, doubts) = scheme(balancer);
                    made("load-balancer", name.clone(), scheme, null(), doubts)
                });
                let port =
                    port.then(|| made("node-port", name.clone(), null(), null(), Vec::new()));
                balancer.into_iter().chain(port).collect()
            }
            "Ingress" => {
                let front = format!("{name}/frontend-nlb");
                let front = self.balancers.get(&(&*door.root, &*front));
                let own = self.made_of(door);
                if own.is_none() {
                    return vec![made(BEHIND, name, null(), null(), Vec::new())];
                }
                let all = own.into_iter().chain(front.copied());
                all.map(|balancer| {
                    let (scheme, doubts) = scheme(balancer);
                    made("load-balancer", name.clone(), scheme, null(), doubts)
                })
                .collect()
            }
            _ => {
                let gateways = self.gateways(door);
                let known: Vec<Door> = gateways
                    .iter()
                    .filter_map(|(gateway, apart)| Some((self.made_of(gateway)?, apart)))
                    .map(|(balancer, apart)| {
                        let (scheme, mut doubts) = scheme(balancer);
                        doubts.extend_from_slice(apart);
                        made("load-balancer", name.clone(), scheme, null(), doubts)
                    })
                    .collect();
                match known.is_empty() {
                    true => vec![made(BEHIND, name, null(), null(), Vec::new())],
                    false => known,
                }
            }
        }
    }

    /// The load balancer that is made of an object.
    fn made_of(&self, object: &Object) -> Option<&Derived> {
        let name = object.name();
        self.balancers.get(&(&*object.root, &*name)).copied()
    }

    /// The Gateways that a route belongs to, with why it may be others.
    fn gateways(&self, route: &Object) -> Vec<(&Object, Vec<Reason>)> {
        let parents = route
            .get(&["spec", "parentRefs"])
            .and_then(Value::as_sequence);
        let parents = parents.unwrap_or_default().iter();
        let mut found = Vec::new();
        for parent in parents {
            let inside = field(parent, "namespace");
            let inside = inside.as_str().unwrap_or_else(|| namespace(route));
            let name = field(parent, "name");
            let Some(name) = name.as_str() else { continue };
            let Meant { objects, doubts } = self.index.meant(route, "Gateway", inside, name);
            found.extend(objects.into_iter().map(|gateway| (gateway, doubts.clone())));
        }
        found
    }
}

/// Whether a Service asks for a load balancer, so that a way that begins with it is told apart.
fn is_balanced(service: &Object) -> bool {
    service.text(&["spec", "type"]) == Some("LoadBalancer")
}

/// The scheme of a load balancer, and why it may not be one.
fn scheme(balancer: &Derived) -> (Value, Vec<Reason>) {
    let doubts = match &balancer.existence {
        Existence::Certain => Vec::new(),
        Existence::Maybe(reasons) => reasons.clone(),
    };
    (field(&balancer.value, "scheme"), doubts)
}

/// What pods open on the nodes that they run on.
fn ports_of_nodes(pods: &Pods) -> Vec<Door> {
    let object = pods.object;
    let on_host = pods.get(&["spec", "hostNetwork"]);
    let (containers, _) = pods.containers();
    let containers = containers
        .iter()
        .filter_map(|container| container.as_entries());
    let ports = containers.filter_map(|container| container.get("ports")?.as_sequence());
    let ports = ports.flatten().map(|port| field(port, "hostPort"));
    let opened = on_host
        .filter(|on| on.as_bool() != Some(false))
        .cloned()
        .or_else(|| ports.into_iter().find(|port| !port.is_null()));
    let door = opened.map(|opened| {
        let place = opened.origin.nearest().unwrap_or(object.place);
        let selector = pods.get(&["spec", "nodeSelector"]).cloned();
        Door {
            kind: "host-port",
            name: object.name(),
            scheme: Value::null(Type::Dynamic),
            target: selector.unwrap_or_else(|| Value::null(Type::Dynamic)),
            steps: vec![Step::at(
                format!("{} opens ports of its node", object.name()),
                place,
            )],
            doubts: reasons(&opened),
        }
    });
    door.into_iter().collect()
}

fn list(pods: &Pods, doors: Vec<Door>, gaps: &Gaps) -> Value {
    let header = Step::at(pods.object.name(), pods.object.place);
    let mut list = Listing::default();
    if &*pods.object.id.kind == UNKNOWN_CHART {
        list.open(reasons(&pods.object.value));
    }
    list.open(gaps.beside(pods.object));
    for door in doors {
        let steps = door.steps.iter().chain([&header]);
        let origin = proof_after(door.scheme.origin.clone(), steps);
        // What has no scheme is found where it begins.
        let scheme = match door.steps.first() {
            Some(first) if door.scheme.is_null() => door.scheme.at(proof([first])),
            _ => door.scheme,
        };
        let kind = match door.kind {
            BEHIND => "load-balancer",
            kind => kind,
        };
        let fields = [
            ("name", Value::string(door.name)),
            ("kind", Value::string(kind)),
            ("scheme", scheme),
            ("target", door.target),
        ];
        let fields = fields.map(|(name, value)| (name.into(), value));
        let record = Value::object(fields.into_iter().collect()).at(origin);
        list.push_if(record, &door.doubts);
    }
    list.into_value(proof_after(Default::default(), [&header]))
}

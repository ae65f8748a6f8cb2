//! What leads traffic to workloads: Services, and what stands before them.

use std::collections::{BTreeMap, BTreeSet};

use crate::kubernetes::Object;
use crate::language::{Reason, ReasonKind, Value};

use super::super::answer::{Step, reasons};
use super::index::{Index, doubts, is_called, namespace, nearest};
use super::pods::{Pods, selection_doubts, selects};

/// A way by which traffic comes to a workload.
#[derive(Clone)]
pub(super) struct Lead<'o> {
    /// What it begins with: an Ingress, a route, a binding, a Service; `None` for ways that were
    /// not looked for.
    pub door: Option<&'o Object>,
    /// What stands at its beginning, and what it goes through.
    pub steps: Vec<Step>,
    /// Why it may not be one.
    pub doubts: Vec<Reason>,
    /// Whether it begins outside of the cluster.
    pub outside: bool,
}

/// Most pods that Services are held against, all told.
const MAX_LOOKS: usize = 1_000_000;
/// Ways to one workload that are kept: the first ones say what the others would.
const MAX_LEADS: usize = 64;

/// The ways to each workload of `pods`, in its order.
pub(super) fn all<'o>(index: &Index<'o>, pods: &[Pods<'o>]) -> Vec<Vec<Lead<'o>>> {
    let doors = Doors::new(index);
    let by_label = ByLabel::new(pods);
    let mut leads = vec![Vec::new(); pods.len()];
    let mut looks = 0_usize;
    for service in index.all("Service") {
        let Some(selector) = service.get(&["spec", "selector"]) else {
            continue;
        };
        let candidates = by_label.candidates(service, selector);
        looks = looks.saturating_add(candidates.len());
        if looks > MAX_LOOKS {
            let what = format!("Services that select more than {MAX_LOOKS} pods together");
            let reason = Reason::new(ReasonKind::Limit, what, Some(service.place));
            leads
                .iter_mut()
                .for_each(|leads| leads.push(Lead::limit(&reason)));
            break;
        }
        let taken: Vec<(usize, Option<bool>)> = candidates
            .into_iter()
            .filter_map(|at| Some((at, selects(selector, pods.get(at)?))))
            .filter(|(_, taken)| *taken != Some(false))
            .collect();
        let found = taken.iter().filter_map(|(at, _)| pods.get(*at));
        let near = nearest(service, found.map(|pods| pods.object).collect());
        let near: BTreeSet<*const Object> = near.into_iter().map(std::ptr::from_ref).collect();
        for (at, certain) in taken {
            let Some(pods) = pods.get(at) else { continue };
            if !near.contains(&std::ptr::from_ref(pods.object)) {
                continue;
            }
            let mut doubts = doubts(service).to_vec();
            if certain.is_none() {
                doubts.extend(selection_doubts(selector, pods));
            }
            let step = Step::at(service.name(), service.place);
            if let Some(leads) = leads.get_mut(at).filter(|leads| leads.len() < MAX_LEADS) {
                leads.extend(
                    doors
                        .before(service)
                        .take(MAX_LEADS)
                        .map(|door| door.then(&step, &doubts)),
                );
                leads.push(Lead {
                    door: Some(service),
                    steps: vec![step],
                    doubts,
                    outside: false,
                });
            }
        }
    }
    leads
}

impl<'o> Lead<'o> {
    /// Stands for ways that were not looked for.
    fn limit(reason: &Reason) -> Lead<'o> {
        Lead {
            door: None,
            steps: Vec::new(),
            doubts: vec![reason.clone()],
            outside: true,
        }
    }

    fn then(&self, step: &Step, doubts: &[Reason]) -> Lead<'o> {
        let mut lead = self.clone();
        lead.steps.push(step.clone());
        lead.doubts.extend_from_slice(doubts);
        lead
    }
}

/// Workloads by one label of their pods.
struct ByLabel<'o> {
    found: BTreeMap<(&'o str, &'o str, &'o str, &'o str), Vec<usize>>,
    /// Those whose labels are not all known, by root and namespace.
    open: BTreeMap<(&'o str, &'o str), Vec<usize>>,
    all: BTreeMap<(&'o str, &'o str), Vec<usize>>,
}

impl<'o> ByLabel<'o> {
    fn new(pods: &[Pods<'o>]) -> ByLabel<'o> {
        let mut by_label = ByLabel {
            found: BTreeMap::new(),
            open: BTreeMap::new(),
            all: BTreeMap::new(),
        };
        for (at, pods) in pods.iter().enumerate() {
            let place = (&*pods.object.root, namespace(pods.object));
            by_label.all.entry(place).or_default().push(at);
            let Some(labels) = pods.get(&["metadata", "labels"]) else {
                continue;
            };
            if !labels.is_wholly_known() {
                by_label.open.entry(place).or_default().push(at);
            }
            for (name, value) in labels.as_entries().into_iter().flat_map(|e| e.iter()) {
                if let Some(value) = value.as_str() {
                    let key = (place.0, place.1, &**name, value);
                    by_label.found.entry(key).or_default().push(at);
                }
            }
        }
        by_label
    }

    /// The workloads that `selector` of `service` may take: those that have its rarest label.
    fn candidates(&self, service: &'o Object, selector: &'o Value) -> Vec<usize> {
        let place = (&*service.root, namespace(service));
        let known = selector.as_entries().into_iter().flat_map(|e| e.iter());
        let known = known.filter_map(|(name, value)| Some((&**name, value.as_str()?)));
        let none = Vec::new();
        let lists = known.map(|(name, value)| {
            let found = self.found.get(&(place.0, place.1, name, value));
            found.unwrap_or(&none)
        });
        let (mut found, open) = match lists.min_by_key(|list| list.len()) {
            Some(list) => (list.clone(), self.open.get(&place)),
            None => (Vec::new(), self.all.get(&place)),
        };
        found.extend(open.into_iter().flatten());
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// What stands before Services, by the Service: root, namespace, name.
struct Doors<'o> {
    by_name: BTreeMap<(&'o str, String, String), Vec<Lead<'o>>>,
    /// Doors to Services whose name is not known, by root and namespace.
    open: BTreeMap<(&'o str, String), Vec<(Value, Lead<'o>)>>,
}

impl<'o> Doors<'o> {
    fn new(index: &Index<'o>) -> Doors<'o> {
        let mut doors = Doors {
            by_name: BTreeMap::new(),
            open: BTreeMap::new(),
        };
        for ingress in index.all("Ingress") {
            doors.ingress(ingress);
        }
        for kind in ["HTTPRoute", "GRPCRoute"] {
            for route in index.all(kind) {
                doors.route(route);
            }
        }
        for binding in index.all("TargetGroupBinding") {
            if let Some(name) = binding.get(&["spec", "serviceRef", "name"]) {
                doors.add(binding, None, name);
            }
        }
        for service in index.all("Service") {
            if service.text(&["spec", "type"]) == Some("LoadBalancer") {
                let name = &service.id.name;
                doors.add(service, None, &Value::string(name.clone()));
            }
        }
        doors
    }

    fn add(&mut self, door: &'o Object, namespace_of: Option<&Value>, name: &Value) {
        let own = namespace(door).to_owned();
        let namespace = namespace_of
            .and_then(Value::as_str)
            .map_or(own, str::to_owned);
        let place = name.origin.nearest().unwrap_or(door.place);
        let steps = match &*door.id.kind {
            // The Service itself is told as the next step.
            "Service" => Vec::new(),
            _ => vec![Step::at(door.name(), place)],
        };
        let lead = Lead {
            door: Some(door),
            steps,
            doubts: doubts(door).to_vec(),
            outside: true,
        };
        match name.as_str() {
            Some(name) => {
                let key = (&*door.root, namespace, name.to_owned());
                self.by_name.entry(key).or_default().push(lead);
            }
            None => {
                let key = (&*door.root, namespace);
                self.open.entry(key).or_default().push((name.clone(), lead));
            }
        }
    }

    fn ingress(&mut self, ingress: &'o Object) {
        let defaults = [&["spec", "defaultBackend"], &["spec", "backend"]];
        let defaults = defaults.iter().filter_map(|path| ingress.get(*path));
        let rules = ingress.get(&["spec", "rules"]);
        let rules = rules.and_then(Value::as_sequence).unwrap_or_default();
        let paths = rules.iter().filter_map(|rule| {
            let http = rule.as_entries()?.get("http")?;
            http.as_entries()?.get("paths")?.as_sequence()
        });
        let backends = paths
            .flatten()
            .filter_map(|path| path.as_entries()?.get("backend"));
        let backends: Vec<&Value> = defaults.chain(backends).collect();
        for backend in backends {
            let Some(backend) = backend.as_entries() else {
                continue;
            };
            let service = backend.get("service").and_then(Value::as_entries);
            let name = service.and_then(|service| service.get("name"));
            let Some(name) = name.or_else(|| backend.get("serviceName")) else {
                continue;
            };
            self.add(ingress, None, name);
            // An action of the AWS controller may stand where a Service does.
            if let Some(action) = name.as_str() {
                let annotation = format!("alb.ingress.kubernetes.io/actions.{action}");
                let action = ingress.annotation(&annotation);
                for service in action
                    .and_then(Value::as_str)
                    .map(targets)
                    .unwrap_or_default()
                {
                    let place = action
                        .map(|action| action.origin.clone())
                        .unwrap_or_default();
                    self.add(ingress, None, &Value::string(service).at(place));
                }
            }
        }
    }

    fn route(&mut self, route: &'o Object) {
        let rules = route.get(&["spec", "rules"]);
        let rules = rules.and_then(Value::as_sequence).unwrap_or_default();
        let backends = rules
            .iter()
            .filter_map(|rule| rule.as_entries()?.get("backendRefs")?.as_sequence());
        for backend in backends.flatten().filter_map(Value::as_entries) {
            let kind = backend.get("kind").and_then(Value::as_str);
            if let (None | Some("Service"), Some(name)) = (kind, backend.get("name")) {
                self.add(route, backend.get("namespace"), name);
            }
        }
    }

    /// What stands before `service`.
    fn before(&self, service: &'o Object) -> impl Iterator<Item = Lead<'o>> {
        let namespace = namespace(service).to_owned();
        let root = &*service.root;
        let name = service.id.name.to_string();
        let named = self.by_name.get(&(root, namespace.clone(), name));
        let open = self.open.get(&(root, namespace));
        let open = open.into_iter().flatten().filter_map(move |(name, lead)| {
            match is_called(service, name) {
                Some(false) => None,
                Some(true) => Some(lead.clone()),
                None => Some(Lead {
                    doubts: [lead.doubts.clone(), reasons(name)].concat(),
                    ..lead.clone()
                }),
            }
        });
        let named = named.into_iter().flatten().cloned();
        named.chain(open).collect::<Vec<_>>().into_iter()
    }
}

/// The Services that an action of the AWS Load Balancer Controller forwards to.
fn targets(action: &str) -> Vec<String> {
    let Ok(action) = serde_json::from_str::<serde_json::Value>(action) else {
        return Vec::new();
    };
    let groups = ["forwardConfig", "ForwardConfig"];
    let groups = groups.iter().filter_map(|name| action.get(name));
    let groups = groups.filter_map(|config| {
        let groups = config
            .get("targetGroups")
            .or_else(|| config.get("TargetGroups"));
        groups?.as_array()
    });
    let names = groups.flatten().filter_map(|group| {
        let name = group
            .get("serviceName")
            .or_else(|| group.get("ServiceName"));
        name?.as_str()
    });
    names.map(str::to_owned).collect()
}

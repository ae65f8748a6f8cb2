//! What leads traffic to workloads: Services, and what stands before them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::kubernetes::Object;
use crate::language::{Reason, ReasonKind, Value};

use super::super::answer::{Step, reasons};
use super::index::{Index, doubts, is_called, namespace, nearest};
use super::pods::{Pods, selection_doubts, selects};
use super::sets::meant;

/// A way by which traffic comes to a workload.
#[derive(Clone)]
pub(super) struct Lead<'o> {
    /// What it begins with: an Ingress, a route, a virtual service of Istio, a binding, a Service;
    /// `None` for ways that were not looked for.
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
    let by_label = ByLabel::new(index, pods);
    let mut leads = vec![Vec::new(); pods.len()];
    let mut looks = 0_usize;
    for service in index.all("Service") {
        let Some(selector) = service.get(&["spec", "selector"]) else {
            continue;
        };
        let (taken, looked) = by_label.taken(index, service, selector);
        looks = looks.saturating_add(looked);
        if looks > MAX_LOOKS {
            let what = format!("Services that select more than {MAX_LOOKS} pods together");
            let reason = Reason::new(ReasonKind::Limit, what, Some(service.place));
            leads
                .iter_mut()
                .for_each(|leads| leads.push(Lead::limit(&reason)));
            break;
        }
        for Taken { at, certain, apart } in taken {
            let Some(pods) = pods.get(at) else { continue };
            let mut doubts = doubts(service).to_vec();
            doubts.extend(apart);
            if !certain {
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
        let mut lead = self.then_perhaps(doubts);
        lead.steps.push(step.clone());
        lead
    }

    fn then_perhaps(&self, doubts: &[Reason]) -> Lead<'o> {
        let mut lead = self.clone();
        lead.doubts.extend_from_slice(doubts);
        lead
    }
}

/// A workload whose pods a selector takes.
struct Taken {
    /// Its position among all.
    at: usize,
    /// Whether its labels say so; they may not be known.
    certain: bool,
    /// Why it may not be applied with the Service.
    apart: Vec<Reason>,
}

/// Workloads by the family of their set.
type Families = BTreeMap<usize, Vec<usize>>;

/// Workloads by one label of their pods.
struct ByLabel<'o, 'p> {
    pods: &'p [Pods<'o>],
    found: BTreeMap<(&'o str, &'o str, &'o str, &'o str), Vec<usize>>,
    /// Those whose labels are not all known, by root and namespace.
    open: BTreeMap<(&'o str, &'o str), Vec<usize>>,
    all: BTreeMap<(&'o str, &'o str), Vec<usize>>,
    /// Those of all roots, by namespace and label, and there by the family of their set.
    anywhere: BTreeMap<(&'o str, &'o str, &'o str), Families>,
}

impl<'o, 'p> ByLabel<'o, 'p> {
    fn new(index: &Index<'o>, pods: &'p [Pods<'o>]) -> ByLabel<'o, 'p> {
        let mut by_label = ByLabel {
            pods,
            found: BTreeMap::new(),
            open: BTreeMap::new(),
            all: BTreeMap::new(),
            anywhere: BTreeMap::new(),
        };
        for (at, pods) in pods.iter().enumerate() {
            let place = (&*pods.object.root, namespace(pods.object));
            let family = index.sets.family(pods.object);
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
                    let key = (place.1, &**name, value);
                    let families = by_label.anywhere.entry(key).or_default();
                    families.entry(family).or_default().push(at);
                }
            }
        }
        by_label
    }

    /// The workloads that `selector` of `service` takes, and how many were looked at.
    fn taken(
        &self,
        index: &Index,
        service: &'o Object,
        selector: &'o Value,
    ) -> (Vec<Taken>, usize) {
        let candidates = self.candidates(service, selector);
        let mut looked = candidates.len();
        let mut taken = self.selected(candidates, selector);
        let found = taken.iter().map(|taken| self.object(taken));
        let near = nearest(service, found.flatten().collect());
        let near: BTreeSet<*const Object> = near.into_iter().map(std::ptr::from_ref).collect();
        taken.retain(|taken| {
            let object = self.object(taken).map(std::ptr::from_ref);
            object.is_some_and(|object| near.contains(&object))
        });
        // A Service that takes pods of its own set takes others where both name the namespace.
        let alone = taken.is_empty();
        if alone || names_namespace(service) {
            let others = self.elsewhere(index, service, selector);
            looked = looked.saturating_add(others.len());
            let others = others.into_iter().filter(|at| {
                let pods = self.pods.get(*at);
                pods.is_some_and(|pods| {
                    (alone || names_namespace(pods.object))
                        && index.sets.together(service, pods.object)
                })
            });
            let others = self.selected(others.collect(), selector);
            taken.extend(self.applied_with(index, service, others));
        }
        (taken, looked)
    }

    fn object(&self, taken: &Taken) -> Option<&'o Object> {
        self.pods.get(taken.at).map(|pods| pods.object)
    }

    /// Those of `candidates` that `selector` takes, or may take.
    fn selected(&self, candidates: Vec<usize>, selector: &'o Value) -> Vec<Taken> {
        let candidates = candidates.into_iter();
        let taken = candidates.filter_map(|at| Some((at, selects(selector, self.pods.get(at)?))));
        let taken = taken.filter(|(_, taken)| *taken != Some(false));
        taken
            .map(|(at, taken)| Taken {
                at,
                certain: taken.is_some(),
                apart: Vec::new(),
            })
            .collect()
    }

    /// Of `others`, workloads of other sets, those that are applied with `service`: of sets that
    /// are alternatives to each other, one.
    fn applied_with(&self, index: &Index, service: &'o Object, others: Vec<Taken>) -> Vec<Taken> {
        let mut families: BTreeMap<usize, Vec<Taken>> = BTreeMap::new();
        for taken in others {
            if let Some(object) = self.object(&taken) {
                let family = families.entry(index.sets.family(object)).or_default();
                family.push(taken);
            }
        }
        // Several that have nothing to do with each other, in a namespace that nobody names, are
        // several systems as likely as one.
        let coincidence = match families.len() > 1 && !names_namespace(service) {
            true => {
                let what = format!("what {} is applied with", service.name());
                Some(Reason::new(ReasonKind::Schema, what, Some(service.place)))
            }
            false => None,
        };
        let mut all = Vec::new();
        for family in families.into_values() {
            let objects = family.iter().filter_map(|taken| self.object(taken));
            let (objects, doubts) = meant(service, objects.collect());
            let objects: BTreeSet<*const Object> =
                objects.into_iter().map(std::ptr::from_ref).collect();
            for mut taken in family {
                let object = self.object(&taken).map(std::ptr::from_ref);
                if object.is_some_and(|object| objects.contains(&object)) {
                    taken
                        .apart
                        .extend(doubts.iter().chain(&coincidence).cloned());
                    all.push(taken);
                }
            }
        }
        all
    }

    /// The workloads that `selector` of `service` may take: those that have its rarest label.
    fn candidates(&self, service: &'o Object, selector: &'o Value) -> Vec<usize> {
        let place = (&*service.root, namespace(service));
        let none = Vec::new();
        let lists = known_labels(selector).map(|(name, value)| {
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

    /// The workloads of sets of other families that have the rarest label of `selector`.
    fn elsewhere(&self, index: &Index, service: &'o Object, selector: &'o Value) -> Vec<usize> {
        let none = Families::new();
        let families = known_labels(selector).map(|(name, value)| {
            let found = self.anywhere.get(&(namespace(service), name, value));
            found.unwrap_or(&none)
        });
        let own = index.sets.family(service);
        let rarest = families.min_by_key(|families| families.len());
        let others = rarest
            .into_iter()
            .flatten()
            .filter(|(family, _)| **family != own);
        others
            .flat_map(|(_, found)| found.iter().copied())
            .collect()
    }
}

/// The labels of a selector whose values are known.
fn known_labels(selector: &Value) -> impl Iterator<Item = (&str, &str)> {
    let all = selector.as_entries().into_iter().flat_map(|e| e.iter());
    all.filter_map(|(name, value)| Some((&**name, value.as_str()?)))
}

/// Whether `object` says itself which namespace it is in.
fn names_namespace(object: &Object) -> bool {
    object.get(&["metadata", "namespace"]).is_some()
}

/// What stands before Services.
struct Doors<'o, 'i> {
    index: &'i Index<'o>,
    /// By the Service.
    by_service: HashMap<*const Object, Vec<Lead<'o>>>,
    /// Doors to Services whose name is not known, by root and namespace.
    open: BTreeMap<(&'o str, String), Vec<(Value, Lead<'o>)>>,
}

impl<'o, 'i> Doors<'o, 'i> {
    fn new(index: &'i Index<'o>) -> Doors<'o, 'i> {
        let mut doors = Doors {
            index,
            by_service: HashMap::new(),
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
        for service in index.all("VirtualService") {
            doors.virtual_service(service);
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
                let meant = self.index.meant(door, "Service", &namespace, name);
                for service in meant.objects {
                    let to = self.by_service.entry(std::ptr::from_ref(service));
                    to.or_default().push(lead.then_perhaps(&meant.doubts));
                }
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

    /// A virtual service of Istio that names a gateway leads in from outside; one that names none
    /// is for the mesh alone.
    fn virtual_service(&mut self, service: &'o Object) {
        let gateways = service.get(&["spec", "gateways"]);
        let gateways = gateways.and_then(Value::as_sequence).unwrap_or_default();
        if gateways
            .iter()
            .all(|gateway| gateway.as_str() == Some("mesh"))
        {
            return;
        }
        let rules = ["http", "tls", "tcp"].iter();
        let rules = rules.filter_map(|name| service.get(&["spec", name])?.as_sequence());
        let ways = rules
            .flatten()
            .filter_map(|rule| rule.as_entries()?.get("route")?.as_sequence());
        let hosts = ways.flatten().filter_map(|way| {
            way.as_entries()?
                .get("destination")?
                .as_entries()?
                .get("host")
        });
        for host in hosts {
            let Some(text) = host.as_str() else {
                self.add(service, None, host);
                continue;
            };
            // `api`, or `api.shop.svc.cluster.local`.
            let mut parts = text.splitn(3, '.');
            let mut part = || {
                parts
                    .next()
                    .map(|p| Value::string(p).at(host.origin.clone()))
            };
            let name = part();
            let namespace = part();
            if let Some(name) = name {
                self.add(service, namespace.as_ref(), &name);
            }
        }
    }

    /// What stands before `service`.
    fn before(&self, service: &'o Object) -> impl Iterator<Item = Lead<'o>> {
        let namespace = namespace(service).to_owned();
        let root = &*service.root;
        let named = self.by_service.get(&std::ptr::from_ref(service));
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

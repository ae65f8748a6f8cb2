//! Clusters in the tier of their nodes, and what runs in them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::address::InstanceId;
use crate::finding::Subject;
use crate::finding::drawing::{AreaKind, Count, Item, Node, NodeKind, Role};
use crate::graph::Graph;
use crate::kubernetes::Object;
use crate::language::{Kind, Value};
use crate::source::path::HERE;
use crate::terraform::{Existence, Instance};

use super::super::Derived;
use super::super::answer::field;
use super::super::catalogue;
use super::super::region::of_instance;
use super::network::Tiers;
use super::sketch::Sketch;
use super::words;

/// Resources that give a cluster its nodes, with the attribute that names it.
const NODES: [(&str, &str); 2] = [
    ("aws_eks_node_group", "cluster_name"),
    ("aws_eks_fargate_profile", "cluster_name"),
];

/// The clusters that are drawn.
#[derive(Default)]
pub(super) struct Clusters {
    all: Vec<Cluster>,
    by_id: BTreeMap<InstanceId, usize>,
}

/// A cluster that is drawn.
struct Cluster {
    area: usize,
    region: Option<Arc<str>>,
    /// The directory of its root module.
    root: Arc<str>,
}

impl Clusters {
    /// The area of the cluster that `instance` is, or gives nodes to.
    pub fn of(&self, graph: &Graph, instance: &Instance) -> Option<usize> {
        let id = &instance.id;
        let nodes = NODES.iter().find(|(kind, _)| *kind == &*id.address.kind);
        let at = match nodes {
            None => self.by_id.get(id)?,
            Some((_, name)) => {
                let value = instance.written(name)?;
                let cluster = graph.denoted_near(value, &["aws_eks_cluster"], id.root)?;
                self.by_id.get(&cluster.id)?
            }
        };
        self.all.get(*at).map(|cluster| cluster.area)
    }
}

/// Draws all clusters.
pub(super) fn clusters(sketch: &mut Sketch<'_, '_>, tiers: &Tiers) -> Clusters {
    let facts = sketch.facts;
    let mut groups: BTreeMap<&InstanceId, Vec<&Arc<Instance>>> = BTreeMap::new();
    for (kind, name) in NODES {
        for nodes in facts.graph.managed(kind) {
            let value = nodes.written(name);
            let cluster = value.and_then(|value| {
                let kinds = ["aws_eks_cluster"];
                facts.graph.denoted_near(value, &kinds, nodes.id.root)
            });
            if let Some(cluster) = cluster {
                groups.entry(&cluster.id).or_default().push(nodes);
            }
        }
    }
    let mut clusters = Clusters::default();
    for cluster in facts.graph.managed("aws_eks_cluster") {
        let nodes = groups.remove(&cluster.id).unwrap_or_default();
        let of_nodes = nodes.iter().filter_map(|nodes| tiers.of(sketch, nodes));
        let kind = |at: &usize| sketch.drawing().areas.get(*at).map(|area| area.kind);
        let tier = of_nodes.min_by_key(kind);
        let tier = tier.or_else(|| tiers.of(sketch, cluster));
        let parent = match tier {
            Some(tier) => tier,
            None => sketch.region_of(cluster),
        };
        let root = facts.root_name(cluster.id.root);
        let key = format!("{root}\u{0}{}", cluster.id);
        let area = sketch.area(Some(parent), AreaKind::Cluster, &key, || {
            let version = cluster.written("version").and_then(Value::as_str);
            let version = version.map_or_else(String::new, |v| format!("Kubernetes {v}"));
            (words::title(cluster), version)
        });
        sketch.belongs(cluster, Item::Area(area));
        sketch.stands_for(cluster, Item::Area(area));
        for nodes in nodes {
            sketch.part(area, nodes);
            sketch.stands_for(nodes, Item::Area(area));
        }
        let region = of_instance(cluster).as_str().map(Arc::from);
        let directory = facts.project.roots.get(cluster.id.root.0 as usize);
        clusters
            .by_id
            .insert(cluster.id.clone(), clusters.all.len());
        clusters.all.push(Cluster {
            area,
            region,
            root: directory.map(|root| root.dir.clone()).unwrap_or_default(),
        });
    }
    clusters
}

/// Where the objects of a root run: the area, and the region of its cluster.
#[derive(Default)]
pub(super) struct Homes {
    by_root: BTreeMap<Arc<str>, (usize, Option<Arc<str>>)>,
}

impl Homes {
    /// The area that objects of `root` run in.
    pub fn area(&self, root: &str) -> Option<usize> {
        self.by_root.get(root).map(|(area, _)| *area)
    }

    /// The region of the cluster that objects of `root` run in.
    pub fn region(&self, root: &str) -> Option<&str> {
        self.by_root.get(root)?.1.as_deref()
    }
}

/// Finds the cluster that each set of objects runs in: the one of its own Terraform root, else the
/// only one of a region that its objects name (in an image, in an ARN), else the only one there is.
/// Other sets stand for themselves.
pub(super) fn homes(sketch: &mut Sketch<'_, '_>, clusters: &Clusters, objects: &[Object]) -> Homes {
    // Sets in which nothing runs, and to which nothing leads, are not drawn.
    let mut drawn = sketch.facts.derived(&catalogue::WORKLOAD);
    drawn.extend(sketch.facts.derived(&catalogue::LOAD_BALANCER));
    let drawn: BTreeSet<&Arc<str>> = drawn.iter().map(|derived| &derived.root).collect();
    let mut sets: BTreeMap<&Arc<str>, Vec<&Object>> = BTreeMap::new();
    for object in objects.iter().filter(|o| drawn.contains(&o.root)) {
        sets.entry(&object.root).or_default().push(object);
    }
    let mut homes = Homes::default();
    for (root, objects) in sets {
        let own = only(clusters.all.iter().filter(|c| c.root == *root));
        let found = own
            .or_else(|| of_named_region(clusters, &objects))
            .or_else(|| only(clusters.all.iter()));
        let home = match found {
            Some(cluster) => (cluster.area, cluster.region.clone()),
            None => {
                let name = match &**root {
                    HERE => "manifests",
                    root => root,
                };
                let title = || (name.to_owned(), "of a cluster not told here".to_owned());
                (sketch.area(None, AreaKind::Manifests, root, title), None)
            }
        };
        homes.by_root.insert(root.clone(), home);
    }
    homes
}

fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next();
    first.filter(|_| all.next().is_none())
}

/// Parts of one object that are looked at for the name of a region.
const MOST_PARTS: u32 = 10_000;

fn of_named_region<'c>(clusters: &'c Clusters, objects: &[&Object]) -> Option<&'c Cluster> {
    let regions = clusters.all.iter().filter_map(|c| c.region.as_deref());
    let regions: BTreeSet<&str> = regions.collect();
    let mut named = BTreeSet::new();
    for object in objects {
        if object.value.parts() <= MOST_PARTS {
            names(&object.value, &regions, &mut named);
        }
    }
    let region = only(named.into_iter())?;
    let there = |c: &&Cluster| c.region.as_deref() == Some(region);
    only(clusters.all.iter().filter(there))
}

fn names<'r>(value: &Value, regions: &BTreeSet<&'r str>, named: &mut BTreeSet<&'r str>) {
    if value.secrecy.hides() {
        return;
    }
    if let Kind::String(text) = &value.kind {
        named.extend(regions.iter().filter(|region| text.contains(**region)));
    }
    for item in value.as_sequence().unwrap_or_default() {
        names(item, regions, named);
    }
    for item in value.as_entries().into_iter().flat_map(|e| e.values()) {
        names(item, regions, named);
    }
}

/// Draws what runs pods.
pub(super) fn workloads(sketch: &mut Sketch<'_, '_>, homes: &Homes) {
    for workload in sketch.facts.derived(&catalogue::WORKLOAD) {
        let Some(area) = homes.area(&workload.root) else {
            continue;
        };
        let role = match field(&workload.value, "role").as_str() {
            Some("api") => Role::Api,
            Some("ui") => Role::Ui,
            Some("metrics") => Role::Metrics,
            Some("db") => Role::Database,
            _ => Role::Other,
        };
        let mut details = vec![workload.name.to_string()];
        let least = field(&workload.value, "min_replicas");
        let least = least.as_number().map(|n| format!("at least {n} replicas"));
        details.extend(least);
        let object = field(&workload.value, "object");
        let name = field(&field(&object, "metadata"), "name");
        let title = match name.as_str() {
            Some(name) => name.to_owned(),
            None => last_word(&workload.name).to_owned(),
        };
        sketch.node(Node {
            kind: NodeKind::Workload(role),
            title,
            details,
            area: Some(area),
            count: Count::Known(1),
            certain: workload.existence == Existence::Certain,
            members: vec![subject(&workload)],
        });
    }
}

/// What results call a derived subject.
pub(super) fn subject(derived: &Derived) -> Subject {
    Subject {
        root: derived.root.clone(),
        name: derived.name.to_string(),
    }
}

/// The name in `Kind/namespace/name`.
pub(super) fn last_word(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// Draws what runs beside clusters.
pub(super) fn machines(sketch: &mut Sketch<'_, '_>, tiers: &Tiers) {
    for (kind, drawn) in [
        ("aws_ecs_service", NodeKind::Service),
        ("aws_autoscaling_group", NodeKind::Group),
        ("aws_instance", NodeKind::Machine),
    ] {
        for machine in sketch.facts.graph.managed(kind) {
            let area = match tiers.of(sketch, machine) {
                Some(tier) => tier,
                None => sketch.region_of(machine),
            };
            sketch.instance(machine, drawn, Some(area));
        }
    }
}

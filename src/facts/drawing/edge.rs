//! What clients meet: distributions, load balancers, and what guards and certifies them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::address::InstanceId;
use crate::finding::Subject;
use crate::finding::drawing::{AreaKind, Balancer, Count, EdgeKind, Item, Node, NodeKind};
use crate::graph::references;
use crate::language::{Kind, Value};
use crate::source::Place;
use crate::terraform::{Existence, Instance};

use super::super::Derived;
use super::super::answer::{field, instance_value, is_unset, parts};
use super::super::catalogue;
use super::super::edge::certificates::certificate;
use super::super::edge::web_acls::web_acls;
use super::compute::{Homes, last_word, subject};
use super::network::{Tiers, tier_of};
use super::sketch::Sketch;

const DISTRIBUTIONS: [&str; 2] = [
    "aws_cloudfront_distribution",
    "aws_cloudfront_multitenant_distribution",
];
const BALANCERS: [&str; 3] = ["aws_lb", "aws_alb", "aws_elb"];
const ACLS: [&str; 3] = [
    "aws_wafv2_web_acl",
    "aws_wafregional_web_acl",
    "aws_waf_web_acl",
];

/// Draws the load balancers of both worlds: those that Terraform makes in the tier of their
/// subnets, those that controllers make where such subnets are.
pub(super) fn load_balancers(sketch: &mut Sketch<'_, '_>, tiers: &Tiers, homes: &Homes) {
    for found in sketch.facts.derived(&catalogue::LOAD_BALANCER) {
        let kind = NodeKind::LoadBalancer(match field(&found.value, "kind").as_str() {
            Some("application") => Balancer::Application,
            Some("network") => Balancer::Network,
            Some("classic") => Balancer::Classic,
            _ => Balancer::Other,
        });
        let scheme = field(&found.value, "scheme");
        let scheme = scheme.as_str().unwrap_or("scheme not decided").to_owned();
        let resource = field(&found.value, "resource");
        let graph = sketch.facts.graph;
        let instance = match &resource.kind {
            Kind::Instance(instance) => graph.instance(instance.id()),
            _ => None,
        };
        match instance {
            Some(instance) => {
                let area = match tiers.of(sketch, instance) {
                    Some(tier) => tier,
                    None => sketch.region_of(instance),
                };
                let item = sketch.instance(instance, kind, Some(area));
                if let Some(node) = sketch.node_mut(item)
                    && !node.details.contains(&scheme)
                {
                    node.details.push(scheme);
                }
            }
            None => of_object(sketch, homes, &found, kind, scheme),
        }
    }
}

fn of_object(
    sketch: &mut Sketch<'_, '_>,
    homes: &Homes,
    found: &Derived,
    kind: NodeKind,
    scheme: String,
) {
    let Some(home) = homes.area(&found.root) else {
        return;
    };
    let parents = std::iter::successors(Some(home), |at| {
        sketch.drawing().areas.get(*at).and_then(|area| area.parent)
    });
    let around: Vec<(usize, AreaKind)> = parents
        .filter_map(|at| Some((at, sketch.drawing().areas.get(at)?.kind)))
        .collect();
    let is = |wanted: fn(AreaKind) -> bool| around.iter().find(|(_, kind)| wanted(*kind));
    let vpc = is(|kind| kind == AreaKind::Vpc).map(|(at, _)| *at);
    let tier = is(AreaKind::is_tier).map(|(at, _)| *at);
    let area = match (vpc, &*scheme) {
        (Some(vpc), "internet-facing") => tier_of(sketch, vpc, AreaKind::Public),
        _ => tier.or(vpc).unwrap_or(home),
    };
    sketch.node(Node {
        kind,
        title: last_word(&found.name).to_owned(),
        details: vec![found.name.to_string(), scheme],
        area: Some(area),
        count: Count::Known(1),
        certain: found.existence == Existence::Certain,
        members: vec![subject(found)],
    });
}

/// Draws distributions and what they ask.
pub(super) fn distributions(sketch: &mut Sketch<'_, '_>) {
    let graph = sketch.facts.graph;
    let mut aliases: Option<BTreeMap<String, Vec<&Arc<Instance>>>> = None;
    for distribution in DISTRIBUTIONS.iter().flat_map(|kind| graph.managed(kind)) {
        let area = sketch.edge_area();
        let from = sketch.instance(distribution, NodeKind::Distribution, Some(area));
        let (origins, _) = distribution
            .written("origin")
            .map(parts)
            .unwrap_or_default();
        for origin in &origins {
            let name = field(&origin.value, "domain_name");
            for (reference, _) in references(&name) {
                let to = match &*reference.instance.address.kind {
                    "aws_s3_bucket_website_configuration" => bucket_of(sketch, &reference.instance),
                    _ => sketch.item(&reference.instance),
                };
                if let Some(to) = to {
                    sketch.edge(from, to, EdgeKind::Traffic, "", origin.is_certain());
                }
            }
            let Some(name) = name.as_str() else { continue };
            let aliases = aliases.get_or_insert_with(|| self::aliases(sketch));
            let targets = aliases.get(name).map(Vec::as_slice).unwrap_or_default();
            for target in targets {
                if let Some(to) = sketch.item(&target.id) {
                    sketch.edge(from, to, EdgeKind::Traffic, name, true);
                }
            }
        }
    }
}

fn bucket_of(sketch: &Sketch<'_, '_>, id: &InstanceId) -> Option<Item> {
    let graph = sketch.facts.graph;
    let bucket = graph.instance(id)?.written("bucket")?;
    let bucket = graph.denoted_near(bucket, &["aws_s3_bucket"], id.root)?;
    sketch.item(&bucket.id)
}

/// The load balancers that DNS names lead to.
fn aliases<'a>(sketch: &Sketch<'_, 'a>) -> BTreeMap<String, Vec<&'a Arc<Instance>>> {
    let graph = sketch.facts.graph;
    let mut found: BTreeMap<String, Vec<&'a Arc<Instance>>> = BTreeMap::new();
    for record in graph.managed("aws_route53_record") {
        let Some(name) = record.written("name").and_then(Value::as_str) else {
            continue;
        };
        let targets = record.written("alias").map(references).unwrap_or_default();
        for (reference, _) in targets {
            let list = found.entry(name.to_owned()).or_default();
            let target = graph.instance(&reference.instance);
            let target = target.filter(|t| BALANCERS.contains(&&*t.id.address.kind));
            if let Some(target) = target
                && !list.iter().any(|known| known.id == target.id)
            {
                list.push(target);
            }
        }
    }
    found
}

/// Draws web ACLs and certificates beside what they are attached to, and those that are attached to
/// nothing.
pub(super) fn guards(sketch: &mut Sketch<'_, '_>) {
    let graph = sketch.facts.graph;
    let mut used = BTreeSet::new();
    for distribution in DISTRIBUTIONS.iter().flat_map(|kind| graph.managed(kind)) {
        let Some(to) = sketch.item(&distribution.id) else {
            continue;
        };
        let area = sketch.edge_area();
        let value = certificate(
            sketch.facts,
            &[instance_value(distribution)],
            distribution.header(),
        );
        if let Ok(value) = value {
            attach(sketch, &value, NodeKind::Certificate, Some(area), to, true);
        }
        let value = instance_value(distribution);
        acls(
            sketch,
            &value,
            distribution.header(),
            Some(area),
            to,
            &mut used,
        );
    }
    for balancer in BALANCERS.iter().flat_map(|kind| graph.managed(kind)) {
        let Some(to) = sketch.item(&balancer.id) else {
            continue;
        };
        for attached in sketch.facts.acl_associations().of(&balancer.id) {
            sketch.belongs(attached.instance, to);
        }
        let value = instance_value(balancer);
        acls(sketch, &value, balancer.header(), None, to, &mut used);
    }
    for made in sketch.facts.derived(&catalogue::LOAD_BALANCER) {
        let object = !matches!(field(&made.value, "resource").kind, Kind::Instance(_));
        let to = sketch.object(&made.root, &made.name);
        if let Some(to) = to.filter(|_| object) {
            acls(sketch, &made.value, made.place, None, to, &mut used);
        }
    }
    for kind in ["aws_lb_listener", "aws_alb_listener"] {
        for listener in graph.managed(kind) {
            let balancer = listener.written("load_balancer_arn");
            let balancer = balancer.and_then(|value| graph.denoted(value, &BALANCERS));
            let to = balancer.and_then(|balancer| sketch.item(&balancer.id));
            let (Some(to), Some(arn)) = (to, listener.written("certificate_arn")) else {
                continue;
            };
            sketch.belongs(listener, to);
            let kinds = ["aws_acm_certificate", "aws_acm_certificate_validation"];
            let found = graph.denoted_near(arn, &kinds, listener.id.root);
            let through = found.and_then(|found| match found.written("certificate_arn") {
                Some(arn) => graph.denoted_near(arn, &kinds, found.id.root),
                None => Some(found),
            });
            let value = through.map_or_else(|| arn.clone(), instance_value);
            attach(sketch, &value, NodeKind::Certificate, None, to, true);
        }
    }
    for acl in ACLS.iter().flat_map(|kind| graph.managed(kind)) {
        if !used.contains(&acl.id) {
            let global = acl.written("scope").and_then(Value::as_str) == Some("CLOUDFRONT");
            let area = match global {
                true => sketch.edge_area(),
                false => sketch.region_of(acl),
            };
            sketch.instance(acl, NodeKind::WebAcl, Some(area));
        }
    }
}

/// The web ACLs of a resource or of a load balancer that a controller makes.
fn acls(
    sketch: &mut Sketch<'_, '_>,
    resource: &Value,
    place: Place,
    area: Option<usize>,
    to: Item,
    used: &mut BTreeSet<InstanceId>,
) {
    let list = web_acls(sketch.facts, std::slice::from_ref(resource), place);
    let (elements, _) = list.map(|list| parts(&list)).unwrap_or_default();
    for element in &elements {
        let acl = field(&element.value, "acl");
        if let Kind::Instance(acl) = &acl.kind {
            used.insert(acl.id().clone());
        }
        attach(
            sketch,
            &acl,
            NodeKind::WebAcl,
            area,
            to,
            element.is_certain(),
        );
    }
}

/// Draws what is attached to `to`: an instance in `area`, else in its own region; or what the files
/// only name.
fn attach(
    sketch: &mut Sketch<'_, '_>,
    value: &Value,
    kind: NodeKind,
    area: Option<usize>,
    to: Item,
    certain: bool,
) {
    let graph = sketch.facts.graph;
    let from = match &value.kind {
        Kind::Instance(instance) => {
            let Some(instance) = graph.instance(instance.id()) else {
                return;
            };
            let area = match area {
                Some(area) => area,
                None => sketch.region_of(instance),
            };
            sketch.instance(instance, kind, Some(area))
        }
        _ if is_unset(value) => return,
        // An ARN that the files name, of something they do not make.
        _ => {
            let area = area.or_else(|| around(sketch, to));
            outside(sketch, kind, area)
        }
    };
    sketch.edge(from, to, EdgeKind::Attachment, "", certain);
}

/// The region, or whatever else stands outermost, around an item.
fn around(sketch: &Sketch<'_, '_>, item: Item) -> Option<usize> {
    let areas = &sketch.drawing().areas;
    let first = match item {
        Item::Area(at) => Some(at),
        Item::Node(at) => sketch.drawing().nodes.get(at)?.area,
    };
    std::iter::successors(first, |at| areas.get(*at)?.parent).last()
}

/// What the files name but do not make, once for each kind and area.
fn outside(sketch: &mut Sketch<'_, '_>, kind: NodeKind, area: Option<usize>) -> Item {
    let root: Arc<str> = "".into();
    let name = format!("{}\u{0}{area:?}", kind.as_str());
    if let Some(item) = sketch.object(&root, &name) {
        return item;
    }
    sketch.node(Node {
        kind,
        title: "named by ARN".to_owned(),
        details: vec!["not made by these files".to_owned()],
        area,
        count: Count::Known(1),
        certain: true,
        members: vec![Subject { root, name }],
    })
}

/// Draws the way in: clients ask distributions, and the load balancers that face them and that no
/// distribution stands before.
pub(super) fn clients(sketch: &mut Sketch<'_, '_>) {
    let drawing = sketch.drawing();
    let behind: BTreeSet<Item> = drawing
        .edges
        .iter()
        .filter(|edge| edge.kind == EdgeKind::Traffic)
        .map(|edge| edge.to)
        .collect();
    let mut asked = Vec::new();
    for (at, node) in drawing.nodes.iter().enumerate() {
        let item = Item::Node(at);
        let says = |word: &str| node.details.iter().any(|detail| detail == word);
        match node.kind {
            NodeKind::Distribution => asked.push((item, true)),
            NodeKind::LoadBalancer(_) if behind.contains(&item) => {}
            NodeKind::LoadBalancer(_) if says("internet-facing") => asked.push((item, true)),
            NodeKind::LoadBalancer(_) if says("scheme not decided") => asked.push((item, false)),
            _ => {}
        }
    }
    if asked.is_empty() {
        return;
    }
    let client = sketch.node(Node {
        kind: NodeKind::Client,
        title: "the internet".to_owned(),
        details: Vec::new(),
        area: None,
        count: Count::Known(1),
        certain: true,
        members: Vec::new(),
    });
    for (item, certain) in asked {
        sketch.edge(client, item, EdgeKind::Traffic, "", certain);
    }
}

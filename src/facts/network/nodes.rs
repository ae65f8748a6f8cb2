//! What pods and tasks run on, and in which subnets that stands.
//!
//! Only what makes machines counts: the subnets that the control plane of a cluster is given hold
//! interfaces of AWS, no containers, unless EKS Auto Mode places nodes there.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::address::Mode;
use crate::language::{HopKind, Instance as _, Origin, Reason, ReasonKind, Type, Value};
use crate::terraform::Instance;

use crate::facts::answer::{
    Listing, Step, element_doubts, field, instance_value, is_unset, parts, proof, reasons, unknown,
};
use crate::facts::data::selection::{has_tag, tags};
use crate::facts::join::attached_doubts;
use crate::facts::network::placement::{SUBNETS, subnets_of};
use crate::facts::security_groups::groups::through;
use crate::facts::{Derived, Facts};

/// Resources whose own subnets are those of their containers.
const PLACED: [&str; 3] = [
    "aws_ecs_service",
    "aws_eks_fargate_profile",
    "aws_eks_node_group",
];

/// All records of [`NODES`](crate::facts::catalogue::NODES).
pub(in crate::facts) fn all(facts: &Facts<'_>) -> Vec<Derived> {
    let mut found = Vec::new();
    for kind in PLACED {
        let all = facts.graph.managed(kind);
        found.extend(all.map(|instance| of_instance(facts, instance, Vec::new())));
    }
    for group in facts.graph.managed("aws_autoscaling_group") {
        let joins = match is_set_up_as_node(facts, group) {
            true => Some(Vec::new()),
            false => joins_cluster(group),
        };
        found.extend(joins.map(|doubts| of_instance(facts, group, doubts)));
    }
    for cluster in facts.graph.managed("aws_eks_cluster") {
        found.extend(auto_mode(cluster).map(|doubts| of_instance(facts, cluster, doubts)));
    }
    let classes = facts.objects.node_classes.iter();
    found.extend(classes.map(|class| of_class(facts, class)));
    found
}

fn of_instance(facts: &Facts<'_>, instance: &Arc<Instance>, doubts: Vec<Reason>) -> Derived {
    let name: Arc<str> = instance.id.to_string().into();
    let record = Value::object(vec![
        ("name".into(), Value::string(name.clone())),
        (
            "kind".into(),
            Value::string(instance.id.address.kind.clone()),
        ),
        ("subnets".into(), subnets_of(facts, instance)),
        ("resource".into(), instance_value(instance)),
    ]);
    Derived {
        root: facts.root_name(instance.id.root),
        name,
        value: record.at(proof([&Step::of(instance)])),
        existence: instance.existence.clone().unless(doubts),
        place: instance.header(),
    }
}

/// Whether an Auto Scaling group makes nodes of a cluster, which the tag of the cluster tells: the
/// doubts about it; `None` when it does not.
fn joins_cluster(group: &Instance) -> Option<Vec<Reason>> {
    const OWNED: &str = "kubernetes.io/cluster/";
    let (blocks, open) = parts(group.written("tag")?);
    let mut unread = open;
    for block in &blocks {
        let key = field(&block.value, "key");
        let known = key.as_unknown().and_then(|key| key.prefix.as_deref());
        match key.as_str().or(known) {
            Some(key) if key.starts_with(OWNED) => return Some(Vec::new()),
            Some(_) => {}
            None => unread.extend(reasons(&key)),
        }
    }
    (!unread.is_empty()).then_some(unread)
}

/// Whether the instances of an Auto Scaling group are set up to join a cluster, of EKS or of ECS: by
/// what they run first, or by the image they start from.
fn is_set_up_as_node<'a>(facts: &Facts<'a>, group: &'a Arc<Instance>) -> bool {
    let templates = through(facts, group, &mut Vec::new());
    templates.iter().any(|(template, doubts)| {
        let script = ["user_data", "user_data_base64"].iter();
        let joins = script
            .filter_map(|name| template.written(name))
            .any(joins_by_script);
        let image = template.written("image_id");
        doubts.is_empty() && (joins || image.is_some_and(|image| is_image_of_nodes(facts, image)))
    })
}

/// Whether a script, plain or in base64, joins a cluster, or is told of one of EKS.
fn joins_by_script(script: &Value) -> bool {
    const SIGNS: [&str; 6] = [
        "/etc/eks/bootstrap.sh",
        "node.eks.aws",
        "[settings.kubernetes]",
        "Start-EKSBootstrap.ps1",
        "ECS_CLUSTER=",
        "[settings.ecs]",
    ];
    let Some(text) = script.as_str() else {
        let refs = script.as_unknown().map(|unknown| unknown.refs.as_slice());
        let mut refs = refs.unwrap_or_default().iter();
        return refs.any(|reference| &*reference.instance.address.kind == "aws_eks_cluster");
    };
    let decoded = STANDARD.decode(text.trim()).ok();
    let decoded = decoded.and_then(|bytes| String::from_utf8(bytes).ok());
    let text = decoded.as_deref().unwrap_or(text);
    SIGNS.iter().any(|sign| text.contains(sign))
}

/// Whether an image is one that AWS makes for nodes, looked up by its parameter or by its name.
fn is_image_of_nodes(facts: &Facts<'_>, image: &Value) -> bool {
    let refs = image.as_unknown().map(|unknown| unknown.refs.as_slice());
    let begins = |value: &Value, with: &str| {
        let known = value.as_unknown().and_then(|value| value.prefix.as_deref());
        value
            .as_str()
            .or(known)
            .is_some_and(|text| text.starts_with(with))
    };
    refs.unwrap_or_default().iter().any(|reference| {
        let Some(source) = facts.graph.instance(&reference.instance) else {
            return false;
        };
        match &*source.id.address.kind {
            "aws_ssm_parameter" => source.written("name").is_some_and(|name| {
                const PLACES: [&str; 3] = [
                    "/aws/service/bottlerocket/aws-k8s-",
                    "/aws/service/ecs/",
                    "/aws/service/eks/",
                ];
                PLACES.iter().any(|place| begins(name, place))
            }),
            "aws_ami" => {
                let (filters, _) = parts(&source.attribute("filter"));
                filters.iter().any(|filter| {
                    let (values, _) = parts(&field(&filter.value, "values"));
                    values.iter().any(|name| begins(&name.value, "amazon-eks-"))
                })
            }
            _ => false,
        }
    })
}

/// Whether EKS places nodes in the subnets of the cluster, as its built-in node pools do: the
/// doubts about it; `None` when it does not.
fn auto_mode(cluster: &Instance) -> Option<Vec<Reason>> {
    let config = cluster.attribute("compute_config");
    let (blocks, open) = parts(&config);
    let Some(block) = blocks.first() else {
        return (!open.is_empty()).then_some(open);
    };
    let pools = field(&block.value, "node_pools");
    let (named, more) = parts(&pools);
    if named.is_empty() && more.is_empty() && !pools.is_unknown() {
        return None;
    }
    let enabled = field(&block.value, "enabled");
    match enabled.as_bool() {
        Some(true) => Some(element_doubts(&config, block)),
        Some(false) => None,
        None => Some(reasons(&enabled)).filter(|reasons| !reasons.is_empty()),
    }
}

/// A class of nodes, whose selector finds its subnets.
fn of_class(facts: &Facts<'_>, class: &Derived) -> Derived {
    let object = field(&class.value, "object");
    let record = Value::object(vec![
        ("name".into(), Value::string(class.name.clone())),
        ("kind".into(), field(&class.value, "kind")),
        (
            "subnets".into(),
            selected(facts, class, &field(&object, "spec")),
        ),
        ("resource".into(), object),
    ]);
    Derived {
        value: record.at(class.value.origin.clone()),
        ..class.clone()
    }
}

/// The subnets that the terms of a class select: of several terms any, of the tags of one all.
fn selected(facts: &Facts<'_>, class: &Derived, spec: &Value) -> Value {
    let header = Step::at(class.name.clone(), class.place);
    if spec.is_unknown() {
        return unknown(Type::Dynamic, reasons(spec)).at(proof([&header]));
    }
    let terms = field(spec, "subnetSelectorTerms");
    let old = field(spec, "subnetSelector");
    let mut search = Search {
        facts,
        class,
        list: Listing::default(),
        seen: Vec::new(),
    };
    let (all, open) = parts(&terms);
    search.list.open(open);
    for term in all.iter().filter(|_| !terms.is_null()) {
        let id = field(&term.value, "id");
        match is_unset(&id) {
            false => search.id(&id),
            true => search.tags(&field(&term.value, "tags")),
        }
    }
    if !old.is_null() {
        search.tags(&old);
    }
    let selector = if old.is_null() { &terms } else { &old };
    let place = selector.origin.nearest().unwrap_or(class.place);
    let step = Step::at(format!("the subnets that {} selects", class.name), place);
    let mut list = search.list;
    if list.elements().is_empty() && !list.is_open() {
        let what = format!("which subnets {} selects", class.name);
        list.open([Reason::new(ReasonKind::Schema, what, Some(place))]);
    }
    list.into_value(proof([&header, &step]))
}

/// The tags of a subnet, with those that are given to it apart.
pub(in crate::facts) fn tags_of(
    facts: &Facts<'_>,
    subnet: &Instance,
) -> (Vec<(String, Value)>, Vec<Reason>) {
    let (mut own, mut open) = tags(subnet);
    for tag in facts.subnet_tags().of(&subnet.id) {
        let key = tag.instance.attribute("key");
        let unsure = [attached_doubts(tag), reasons(&key)].concat();
        match (key.as_str(), unsure.is_empty()) {
            (Some(key), true) => own.push((key.to_owned(), tag.instance.attribute("value"))),
            _ => open.extend(unsure),
        }
    }
    (own, open)
}

struct Search<'f, 'a> {
    facts: &'f Facts<'a>,
    class: &'f Derived,
    list: Listing,
    seen: Vec<crate::address::InstanceId>,
}

impl Search<'_, '_> {
    fn id(&mut self, id: &Value) {
        match self.facts.asked(id, SUBNETS) {
            Some(subnet) => self.found(&subnet.clone(), Vec::new(), id),
            None => self.list.push(id.clone()),
        }
    }

    fn tags(&mut self, wanted: &Value) {
        if wanted.is_unknown() {
            return self.list.open(reasons(wanted));
        }
        let Some(wanted) = wanted.as_entries().filter(|wanted| !wanted.is_empty()) else {
            return;
        };
        let graph = self.facts.graph;
        let subnets = SUBNETS.iter().flat_map(|kind| graph.managed(kind));
        for subnet in subnets.filter(|subnet| subnet.id.address.mode == Mode::Managed) {
            let own = tags_of(self.facts, subnet);
            let mut unsure = Vec::new();
            let all = wanted.iter().all(|(key, value)| {
                // `*` is any value.
                match has_tag(&own, &Value::string(key.clone()), value, true) {
                    Ok(has) => has,
                    Err(reasons) => {
                        unsure.extend(reasons);
                        true
                    }
                }
            });
            if all {
                let value = wanted.iter().next().map(|(_, value)| value.clone());
                self.found(subnet, unsure, &value.unwrap_or(Value::null(Type::Dynamic)));
            }
        }
    }

    fn found(&mut self, subnet: &Arc<Instance>, unsure: Vec<Reason>, by: &Value) {
        if self.seen.contains(&subnet.id) {
            return;
        }
        self.seen.push(subnet.id.clone());
        let from = vec![by.origin.clone()];
        let place = by.origin.nearest().or(Some(self.class.place));
        let text = format!("{} is selected", subnet.id);
        let origin = Origin::via(HopKind::Evidence(text.into()), place, from);
        self.list
            .push_instance(subnet, instance_value(subnet).at(origin), &unsure);
    }
}

//! Where things stand: the subnets of a resource, and what stands in a subnet group.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::address::{InstanceId, Step as PathStep};
use crate::language::functions::Error;
use crate::language::{HopKind, Origin, Reason, ReasonKind, Type, Value};
use crate::source::Place;
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::answer::{
    Listing, Step, doubts, element_doubts, field, instance_value, is_unset, parts, proof,
    proof_after, reasons, unknown,
};
use crate::facts::join::{Named, attached_doubts, is_data};
use crate::facts::network::discovery;

/// Types of subnets.
pub(in crate::facts) const SUBNETS: &[&str] = &["aws_subnet", "aws_default_subnet"];

/// Attributes that hold subnet ids.
const LISTS: [&str; 6] = [
    "subnet_ids",
    "subnets",
    "vpc_zone_identifier",
    "vpc_subnet_ids",
    "client_subnets",
    "subnet_id",
];

/// Blocks that hold them, with the attribute inside.
const BLOCKS: [(&str, &str); 10] = [
    ("vpc_config", "subnets"),
    ("vpc_configuration", "subnet_ids"),
    ("network_configuration", "subnet_ids"),
    ("compute_resources", "subnets"),
    ("subnet_mapping", "subnet_id"),
    ("vpc_config", "subnet_ids"),
    ("vpc_options", "subnet_ids"),
    ("network_configuration", "subnets"),
    ("broker_node_group_info", "client_subnets"),
    ("network_interfaces", "subnet_id"),
];

/// Attributes that name a subnet group, by the service of the resource, with the types of groups.
const GROUPS: [(&str, &str, &[&str]); 7] = [
    (
        "aws_dms_",
        "replication_subnet_group_id",
        &["aws_dms_replication_subnet_group"],
    ),
    ("aws_dax_", "subnet_group_name", &["aws_dax_subnet_group"]),
    (
        "aws_",
        "db_subnet_group_name",
        &["aws_db_subnet_group", "aws_docdb_subnet_group"],
    ),
    (
        "aws_neptune_",
        "neptune_subnet_group_name",
        &["aws_neptune_subnet_group"],
    ),
    (
        "aws_elasticache_",
        "subnet_group_name",
        &["aws_elasticache_subnet_group"],
    ),
    (
        "aws_memorydb_",
        "subnet_group_name",
        &["aws_memorydb_subnet_group"],
    ),
    (
        "aws_redshift_",
        "cluster_subnet_group_name",
        &["aws_redshift_subnet_group"],
    ),
];

/// Instances that stand where their cluster does, unless they name a subnet group themselves.
const MEMBERS: [(&str, &str); 3] = [
    ("aws_rds_cluster_instance", "aws_rds_cluster"),
    ("aws_neptune_cluster_instance", "aws_neptune_cluster"),
    ("aws_docdb_cluster_instance", "aws_docdb_cluster"),
];

/// Types of subnet groups.
pub(in crate::facts) const GROUP_TYPES: &[&str] = &[
    "aws_db_subnet_group",
    "aws_docdb_subnet_group",
    "aws_elasticache_subnet_group",
    "aws_memorydb_subnet_group",
    "aws_neptune_subnet_group",
    "aws_redshift_subnet_group",
];

/// `subnets(resource)`
pub(in crate::facts) fn subnets(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(resource) = arguments.first() else {
        return Err(Error::refused("subnets() takes one argument"));
    };
    if let Some(found) = discovery::of_record(facts, resource) {
        return Ok(found);
    }
    Ok(match facts.asked(resource, &[]) {
        Some(instance) => subnets_of(facts, instance),
        None => unknown(Type::Dynamic, reasons(resource)).at(resource.origin.clone()),
    })
}

/// The subnets of an instance, as a list of instances, or of values that denote none.
pub(in crate::facts) fn subnets_of(facts: &Facts<'_>, instance: &Arc<Instance>) -> Value {
    let itself = Step::of(instance);
    if is_data(instance) && GROUP_TYPES.contains(&&*instance.id.address.kind) {
        let what = format!("{}.subnet_ids", instance.id);
        let reason = Reason::new(ReasonKind::DataSource, what, Some(instance.header()));
        return unknown(Type::Dynamic, vec![reason]).at(proof([&itself]));
    }
    if let Some((types, group)) = group_name(instance) {
        return subnets_through(facts, instance, group, types, "the subnet group");
    }
    let member = MEMBERS
        .iter()
        .find(|(kind, _)| **kind == *instance.id.address.kind);
    if let Some((_, cluster)) = member
        && let Some(value) = instance.written("cluster_identifier")
    {
        return subnets_through(facts, instance, value, &[cluster], "the cluster");
    }
    let mut list = Listing::default();
    let mut steps = Vec::new();
    let mut see = |path: &[PathStep], name: &str, value: &Value| {
        let place = instance.place_of(path);
        steps.push(Step::at(format!("{} of {}", name, instance.id), place));
        add(facts, instance, value, &mut list);
    };
    for name in LISTS {
        if let Some(value) = instance.written(name) {
            see(&[PathStep::Attr(name.into())], name, value);
        }
    }
    for (block, name) in BLOCKS {
        let Some(blocks) = instance.written(block) else {
            continue;
        };
        let (elements, open) = parts(blocks);
        let block_path = PathStep::Attr(block.into());
        for (at, element) in (0..).zip(&elements) {
            let inner = PathStep::Attr(name.into());
            let path = [block_path.clone(), PathStep::Index(at), inner];
            see(&path, name, &field(&element.value, name));
        }
        if !open.is_empty() {
            see(&[block_path], block, blocks);
        }
    }
    list.into_value(proof(std::iter::once(&itself).chain(&steps)))
}

/// The subnets of what `value` names, in which `instance` stands.
fn subnets_through(
    facts: &Facts<'_>,
    instance: &Arc<Instance>,
    value: &Value,
    kinds: &[&str],
    what: &str,
) -> Value {
    let itself = proof([&Step::of(instance)]);
    match facts.named(value, kinds, instance.id.root) {
        Named::One(found) if found.id != instance.id => {
            let list = subnets_of(facts, found);
            let way = vec![itself, list.origin.clone()];
            list.at(Origin::via(HopKind::Element, None, way))
        }
        _ => {
            let why = match reasons(value) {
                why if why.is_empty() => vec![outside(value, what)],
                why => why,
            };
            unknown(Type::Dynamic, why).at(itself)
        }
    }
}

/// Adds the subnets that `value` names: one id, or a collection of ids.
fn add(facts: &Facts<'_>, instance: &Arc<Instance>, value: &Value, list: &mut Listing) {
    let single = value.as_str().is_some()
        || value
            .as_unknown()
            .is_some_and(|u| matches!(u.ty, Type::String));
    let denoted = |value: &Value| {
        let found = facts.graph.denoted_near(value, SUBNETS, instance.id.root);
        found.map_or_else(
            || value.clone(),
            |subnet| instance_value(subnet).at(proof_after(value.origin.clone(), [])),
        )
    };
    if is_unset(value) {
        return;
    }
    if single {
        list.push(denoted(value));
        return;
    }
    let (elements, open) = parts(value);
    for element in &elements {
        let doubts = element_doubts(value, element);
        list.push_as(denoted(&element.value), element.presence, &doubts);
    }
    list.open(open);
}

/// What an instance names as its subnet group, and what types of groups that may be.
pub(in crate::facts) fn group_name(
    instance: &Instance,
) -> Option<(&'static [&'static str], &Value)> {
    let kind = &*instance.id.address.kind;
    let mut attributes = GROUPS.iter().filter(|(of, ..)| kind.starts_with(of));
    attributes.find_map(|(_, name, types)| {
        let value = instance.written(name).filter(|value| !is_unset(value))?;
        Some((*types, value))
    })
}

fn outside(value: &Value, what: &str) -> Reason {
    let what = format!("{what} {}", value.as_str().unwrap_or_default());
    Reason::new(ReasonKind::RemoteState, what, value.origin.nearest())
}

/// `databases(subnet_group)`
pub(in crate::facts) fn databases(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(group) = arguments.first() else {
        return Err(Error::refused("databases() takes one argument"));
    };
    if let Some(proxy) = facts.asked(group, &["aws_db_proxy"]) {
        let mut list = Listing::default();
        list.push_instance(proxy, instance_value(proxy), &[]);
        return Ok(list.into_value(proof([&Step::of(proxy)])));
    }
    Ok(match facts.asked(group, GROUP_TYPES) {
        Some(group) => databases_of(facts, group),
        None => unknown(Type::Dynamic, reasons(group)),
    })
}

/// The databases and caches in a subnet group.
pub(in crate::facts) fn databases_of(facts: &Facts<'_>, group: &Arc<Instance>) -> Value {
    let mut list = Listing::default();
    let users = facts.group_users();
    let named = users.of(&group.id);
    for user in named {
        let doubts = attached_doubts(user);
        list.push_instance(user.instance, instance_value(user.instance), &doubts);
    }
    for user in users.loose(group.id.root) {
        list.push_if(instance_value(user.instance), &attached_doubts(user));
    }
    list.open(users.beyond(group.id.root).iter().cloned());
    list.open(facts.handed(&group.id).iter().cloned());
    if named.iter().all(|user| !doubts(user.instance).is_empty()) {
        list.open(exported(facts, group));
    }
    let nothing = Step::at(format!("{}: who stands in it", group.id), group.header());
    let steps: Vec<Step> = named.iter().map(|user| Step::of(user.instance)).collect();
    list.into_value(proof(std::iter::once(&nothing).chain(&steps)))
}

/// The outputs by which another root, outside of the scan, may use a group.
pub(in crate::facts) fn exported(facts: &Facts<'_>, group: &Instance) -> Vec<Reason> {
    let all = facts.exports.get_or_init(|| exports(facts));
    all.get(&group.id).cloned().unwrap_or_default()
}

/// The outputs of its root by which another may use an instance, of each instance.
fn exports(facts: &Facts<'_>) -> HashMap<InstanceId, Vec<Reason>> {
    let mut all: HashMap<InstanceId, Vec<Reason>> = HashMap::new();
    for root in &facts.project.roots {
        for (name, value) in &root.outputs {
            let found = crate::graph::references(value);
            let found = found.into_iter().map(|(reference, _)| reference.instance);
            let own: BTreeSet<InstanceId> = found.filter(|id| id.root == root.root).collect();
            let what = format!("what reads output.{name}");
            let reason = Reason::new(ReasonKind::RemoteState, what, value.origin.nearest());
            for id in own {
                all.entry(id).or_default().push(reason.clone());
            }
        }
    }
    all
}

//! Security groups: which a resource has, and who has a group.
//!
//! A resource has the groups of its attributes, of its network interfaces and of the launch template
//! that makes it, and those that are attached from outside. One that names none has the group that
//! its VPC comes with.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::address::{InstanceId, RootId, Step as PathStep};
use crate::language::functions::Error;
use crate::language::{Reason, ReasonKind, Type, Value};
use crate::source::Place;
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::answer::{
    Listing, Step, Way, doubts_given, element_doubts, field, instance_value, parts, proof, reasons,
    unknown,
};
use crate::facts::join::{Attached, GROUPS, Named};
use crate::facts::network::placement::subnets_of;
use crate::facts::network::route_tables::vpc_of;
use crate::facts::security_groups::group_rules::adopted;

/// Attributes that hold ids of security groups.
const LISTS: [&str; 3] = [
    "vpc_security_group_ids",
    "security_group_ids",
    "security_groups",
];

/// Blocks that hold them, with the attribute inside.
const BLOCKS: [(&str, &str); 8] = [
    ("vpc_config", "security_group_ids"),
    ("vpc_options", "security_group_ids"),
    ("vpc_configuration", "security_group_ids"),
    ("network_configuration", "security_groups"),
    ("network_configuration", "security_group_ids"),
    ("network_interfaces", "security_groups"),
    ("broker_node_group_info", "security_groups"),
    ("compute_resources", "security_group_ids"),
];

const TEMPLATES: &[&str] = &["aws_launch_template"];
const CONFIGURATIONS: &[&str] = &["aws_launch_configuration"];
const INTERFACES: &[&str] = &["aws_network_interface"];

/// Where a resource names another whose groups are its own: the block and attribute, and what
/// that names.
const THROUGH: [(&str, &str, &[&str]); 8] = [
    ("launch_template", "id", TEMPLATES),
    ("launch_template", "name", TEMPLATES),
    ("launch_template", "launch_template_id", TEMPLATES),
    ("launch_template", "launch_template_name", TEMPLATES),
    ("launch_configuration", "", CONFIGURATIONS),
    ("network_interface", "network_interface_id", INTERFACES),
    ("network_interfaces", "network_interface_id", INTERFACES),
    (
        "primary_network_interface",
        "network_interface_id",
        INTERFACES,
    ),
];

/// Types that get the group of their VPC when they name none.
const DEFAULTED: [&str; 12] = [
    "aws_db_instance",
    "aws_db_proxy",
    "aws_docdb_cluster",
    "aws_efs_mount_target",
    "aws_elasticache_cluster",
    "aws_elasticache_replication_group",
    "aws_instance",
    "aws_memorydb_cluster",
    "aws_neptune_cluster",
    "aws_network_interface",
    "aws_rds_cluster",
    "aws_redshift_cluster",
];

const BALANCERS: [&str; 3] = ["aws_lb", "aws_alb", "aws_elb"];

/// A group that a resource has.
#[derive(Clone, Debug)]
pub(in crate::facts) struct Held<'a> {
    /// The group; the VPC for the one that it comes with.
    pub group: &'a Arc<Instance>,
    /// How the resource comes to it, the group included.
    pub way: Way,
    /// Why it may not have it.
    pub doubts: Vec<Reason>,
}

/// The groups of a resource.
#[derive(Clone, Debug, Default)]
pub(in crate::facts) struct Groups<'a> {
    pub held: Vec<Held<'a>>,
    /// Groups that cannot be looked at, and why there may be others.
    pub open: Vec<Reason>,
    /// Where they were looked for.
    pub steps: Vec<Step>,
}

/// `security_groups(resource)`
pub(in crate::facts) fn security_groups(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(resource) = arguments.first() else {
        return Err(Error::refused("security_groups() takes one argument"));
    };
    let Some(instance) = facts.asked(resource, &[]) else {
        return Ok(unknown(Type::Dynamic, reasons(resource)).at(resource.origin.clone()));
    };
    let found = groups_of(facts, instance);
    let mut list = Listing::default();
    for held in &found.held {
        let value = group_value(facts, held.group).at(proof(&held.way.steps));
        list.push_if(value, &held.doubts);
    }
    list.open(found.open);
    Ok(list.into_value(proof(&found.steps)))
}

/// A group as a value; one that a VPC comes with and nothing adopts is the VPC's attribute.
pub(in crate::facts) fn group_value(facts: &Facts<'_>, group: &Arc<Instance>) -> Value {
    use crate::language::Instance as _;
    match &*group.id.address.kind {
        "aws_vpc" | "aws_default_vpc" => match adopted(facts, group) {
            Some(adopted) => instance_value(adopted),
            None => group.attribute("default_security_group_id"),
        },
        _ => instance_value(group),
    }
}

/// How a group is called, and where it stands.
pub(in crate::facts) fn group_step(facts: &Facts<'_>, group: &Arc<Instance>) -> Step {
    match &*group.id.address.kind {
        "aws_vpc" | "aws_default_vpc" => match adopted(facts, group) {
            Some(adopted) => Step::of(adopted),
            None => {
                let name = format!("the default security group of {}", group.id);
                Step::at(name, group.header())
            }
        },
        _ => Step::of(group),
    }
}

/// The groups of `resource`.
pub(in crate::facts) fn groups_of<'a>(
    facts: &Facts<'a>,
    resource: &'a Arc<Instance>,
) -> Groups<'a> {
    let mut found = Groups {
        steps: vec![Step::of(resource)],
        ..Groups::default()
    };
    let start = Way::from(Step::of(resource));
    found.written(facts, resource, &start, &[]);
    for (other, doubts) in through(facts, resource, &mut found.open) {
        found.written(facts, other, &start.to(Step::of(other)), &doubts);
    }
    found.attached(facts, resource);
    let none = found.held.is_empty() && found.open.is_empty();
    if none && DEFAULTED.contains(&&*resource.id.address.kind) {
        found.of_vpc(facts, resource);
    }
    found
}

/// What makes `resource` or stands in it and has groups of its own.
pub(in crate::facts) fn through<'a>(
    facts: &Facts<'a>,
    resource: &'a Arc<Instance>,
    open: &mut Vec<Reason>,
) -> Vec<(&'a Arc<Instance>, Vec<Reason>)> {
    let mut found = Vec::new();
    let mut see = |value: &Value, kinds: &[&str], doubts: Vec<Reason>| match facts.named(
        value,
        kinds,
        resource.id.root,
    ) {
        Named::One(other) => found.push((other, doubts)),
        Named::Nothing => {}
        Named::Perhaps(..) | Named::Elsewhere => open.extend(outside(value, "what")),
    };
    for (name, inner, kinds) in THROUGH {
        let Some(value) = resource.written(name) else {
            continue;
        };
        if inner.is_empty() {
            see(value, kinds, Vec::new());
            continue;
        }
        let (blocks, _) = parts(value);
        for block in &blocks {
            see(
                &field(&block.value, inner),
                kinds,
                element_doubts(value, block),
            );
        }
    }
    found
}

impl<'a> Groups<'a> {
    /// Adds what attributes of `holder` name, to which `way` leads.
    fn written(
        &mut self,
        facts: &Facts<'a>,
        holder: &'a Arc<Instance>,
        way: &Way,
        doubts: &[Reason],
    ) {
        // The groups of a security group are those that its rules name.
        if GROUPS.contains(&&*holder.id.address.kind) {
            return;
        }
        for name in LISTS {
            if let Some(value) = holder.written(name) {
                let place = holder.place_of(&[PathStep::Attr(name.into())]);
                let at = Step::at(format!("{name} of {}", holder.id), place);
                self.list(facts, holder, value, (way, at), doubts);
            }
        }
        for (block, name) in BLOCKS {
            let Some(value) = holder.written(block) else {
                continue;
            };
            let (blocks, open) = parts(value);
            self.open.extend(open);
            let path = [
                PathStep::Attr(block.into()),
                PathStep::Index(0),
                PathStep::Attr(name.into()),
            ];
            let place = holder.place_of(&path);
            for block in &blocks {
                let at = Step::at(format!("{name} of {}", holder.id), place);
                let why = [doubts, &element_doubts(value, block)].concat();
                self.list(facts, holder, &field(&block.value, name), (way, at), &why);
            }
        }
    }

    /// Adds the groups that `value` lists.
    fn list(
        &mut self,
        facts: &Facts<'a>,
        holder: &Instance,
        value: &Value,
        (way, at): (&Way, Step),
        doubts: &[Reason],
    ) {
        let (elements, open) = parts(value);
        self.open.extend(open);
        self.steps.push(at.clone());
        let way = way.past(at);
        for element in &elements {
            let mut why = element_doubts(value, element);
            why.extend_from_slice(doubts);
            self.one(facts, &element.value, holder.id.root, &way, &why);
        }
    }

    /// Adds the group that `value`, written in `root`, names.
    fn one(
        &mut self,
        facts: &Facts<'a>,
        value: &Value,
        root: RootId,
        way: &Way,
        doubts: &[Reason],
    ) {
        match facts.named(value, GROUPS, root) {
            Named::Nothing => {}
            Named::One(group) => self.push(facts, group, way, doubts.to_vec()),
            Named::Perhaps(groups, why) => {
                for group in groups {
                    self.push(facts, group, way, [doubts, &why].concat());
                }
                self.open.extend(why);
            }
            Named::Elsewhere => self.open.extend(outside(value, "the security group")),
        }
    }

    fn push(
        &mut self,
        facts: &Facts<'a>,
        group: &'a Arc<Instance>,
        way: &Way,
        doubts: Vec<Reason>,
    ) {
        if let Some(known) = self.held.iter_mut().find(|held| held.group.id == group.id) {
            // A group that it certainly has once it certainly has.
            if doubts.is_empty() {
                known.doubts.clear();
            }
            return;
        }
        self.held.push(Held {
            group,
            way: way.to(group_step(facts, group)),
            doubts,
        });
    }

    /// Adds what is attached from outside.
    fn attached(&mut self, facts: &Facts<'a>, resource: &'a Arc<Instance>) {
        let attachments = facts.group_attachments();
        for attached in attachments.of(&resource.id) {
            let Some(value) = attached.instance.written("security_group_id") else {
                continue;
            };
            let mut doubts = doubts_given(attached.instance, resource);
            doubts.extend(attached.doubts.iter().cloned());
            let way = Way::from(Step::of(resource)).to(Step::of(attached.instance));
            self.one(facts, value, attached.instance.id.root, &way, &doubts);
        }
    }

    /// Adds the group that the VPC of `resource` comes with.
    fn of_vpc(&mut self, facts: &Facts<'a>, resource: &'a Arc<Instance>) {
        let subnets = subnets_of(facts, resource);
        let (elements, mut open) = parts(&subnets);
        let mut subnet = None;
        for element in &elements {
            match facts.asked(&element.value, &["aws_subnet", "aws_default_subnet"]) {
                Some(found) => subnet = subnet.or(Some(found)),
                None => open.extend(outside(&element.value, "the subnet")),
            }
        }
        let alone = Step::at("no security group, so that of the VPC", resource.header());
        let way = Way::from(Step::of(resource)).past(alone);
        match subnet.map(|subnet| vpc_of(facts, subnet)) {
            Some(Ok(vpc)) => self.push(facts, vpc, &way, Vec::new()),
            Some(Err(_)) | None if !open.is_empty() => self.open.extend(open),
            Some(Err(why)) => self.open.extend(why),
            // The default VPC: its group lets its own members in.
            None => {}
        }
        self.steps = way.steps;
    }
}

fn outside(value: &Value, what: &str) -> Vec<Reason> {
    match reasons(value) {
        why if why.is_empty() => {
            let what = format!("{what} {}", value.as_str().unwrap_or_default());
            let place = value.origin.nearest();
            vec![Reason::new(ReasonKind::RemoteState, what, place)]
        }
        why => why,
    }
}

/// Who has a group.
#[derive(Debug, Default)]
pub(in crate::facts) struct Owners<'a> {
    by_group: HashMap<InstanceId, Vec<Attached<'a>>>,
    /// The load balancers among them.
    balancers: HashMap<InstanceId, Vec<Attached<'a>>>,
    /// Those of a root that may have any.
    loose: BTreeMap<RootId, Vec<Attached<'a>>>,
}

impl<'a> Owners<'a> {
    fn of(facts: &Facts<'a>) -> Owners<'a> {
        let mut owners = Owners::default();
        for kind in facts.graph.managed_types().collect::<Vec<_>>() {
            for instance in facts.graph.managed(kind) {
                owners.add(facts, instance);
            }
        }
        owners
    }

    fn add(&mut self, facts: &Facts<'a>, instance: &'a Arc<Instance>) {
        let found = groups_of(facts, instance);
        let balances = BALANCERS.contains(&&*instance.id.address.kind);
        for held in found.held {
            let owner = Attached {
                instance,
                doubts: held.doubts,
            };
            if balances {
                let list = self.balancers.entry(held.group.id.clone()).or_default();
                list.push(owner.clone());
            }
            let list = self.by_group.entry(held.group.id.clone()).or_default();
            list.push(owner);
        }
        if !found.open.is_empty() {
            let loose = self.loose.entry(instance.id.root).or_default();
            loose.push(Attached {
                instance,
                doubts: found.open,
            });
        }
    }
}

/// Those that have `group`, certainly or perhaps.
pub(in crate::facts) fn owners_of<'f, 'a>(
    facts: &'f Facts<'a>,
    group: &InstanceId,
) -> &'f [Attached<'a>] {
    let owners = facts.group_owners.get_or_init(|| Owners::of(facts));
    let found = owners.by_group.get(group);
    found.map(Vec::as_slice).unwrap_or_default()
}

/// The load balancers that have `group`, certainly or perhaps.
pub(in crate::facts) fn balancers_of<'f, 'a>(
    facts: &'f Facts<'a>,
    group: &InstanceId,
) -> &'f [Attached<'a>] {
    let owners = facts.group_owners.get_or_init(|| Owners::of(facts));
    let found = owners.balancers.get(group);
    found.map(Vec::as_slice).unwrap_or_default()
}

/// `owners(security_group)`
pub(in crate::facts) fn owners(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(value) = arguments.first() else {
        return Err(Error::refused("owners() takes one argument"));
    };
    let root = facts.asked(value, &[]).map_or(RootId(0), |i| i.id.root);
    let Named::One(group) = facts.named(value, GROUPS, root) else {
        return Ok(unknown(Type::Dynamic, outside(value, "the security group")));
    };
    let mut list = Listing::default();
    let mut steps = vec![group_step(facts, group)];
    for owner in owners_of(facts, &group.id) {
        let step = Step::of(owner.instance);
        let value = instance_value(owner.instance).at(proof([&step]));
        list.push_instance(owner.instance, value, &owner.doubts);
        steps.push(step);
    }
    let all = facts.group_owners.get_or_init(|| Owners::of(facts));
    let loose = all.loose.get(&group.id.root).into_iter().flatten();
    list.open(loose.flat_map(|owner| owner.doubts.iter().cloned()));
    list.open(facts.handed(&group.id).iter().cloned());
    Ok(list.into_value(proof(&steps)))
}

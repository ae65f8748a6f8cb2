//! What a value names, and who names an instance.
//!
//! A resource is attached to another by an attribute that holds its id. Tables turn that around,
//! once for each such attribute: from an instance to all that name it. A value that no file
//! decides may name anything of its kind in its own root; one that was made from ids (`element`
//! of a list at an unknown index) names one of these.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use crate::address::{InstanceId, Mode, Reference, RootId};
use crate::graph::{Graph, references};
use crate::language::{Reason, ReasonKind, Unknown, Value};
use crate::terraform::Instance;

use super::Facts;
use super::answer::{doubts, field, is_unset};

/// What a value that should name an instance names.
#[derive(Clone, Debug)]
pub(super) enum Named<'a> {
    /// Nothing: it is not set.
    Nothing,
    /// This instance.
    One(&'a Arc<Instance>),
    /// One of these, or something else.
    Perhaps(Vec<&'a Arc<Instance>>, Vec<Reason>),
    /// Something that is not in the scan: a literal id, an attribute of another kind.
    Elsewhere,
}

/// Attached instances by what they name.
#[derive(Debug, Default)]
pub(super) struct Table<'a> {
    by_target: HashMap<InstanceId, Vec<Attached<'a>>>,
    loose: BTreeMap<RootId, Vec<Attached<'a>>>,
    beyond: BTreeMap<RootId, Vec<Reason>>,
}

/// So many instances of a root that may name anything are told one by one: each is told of
/// everything that it may name.
const MOST_LOOSE: usize = 64;

/// An instance that names another.
#[derive(Clone, Debug)]
pub(super) struct Attached<'a> {
    /// Who names it.
    pub instance: &'a Arc<Instance>,
    /// Why it may name another one; empty when it certainly names this one.
    pub doubts: Vec<Reason>,
}

impl<'a> Table<'a> {
    /// Those that name `target`, certainly or perhaps, in order.
    pub fn of(&self, target: &InstanceId) -> &[Attached<'a>] {
        let found = self.by_target.get(target);
        found.map(Vec::as_slice).unwrap_or_default()
    }

    /// Those of `root` that may name anything, but for those [beyond](Table::beyond) the most.
    pub fn loose(&self, root: RootId) -> &[Attached<'a>] {
        let found = self.loose.get(&root);
        found.map(Vec::as_slice).unwrap_or_default()
    }

    /// Why there are others of `root` that may name anything; empty when [`Table::loose`] has all.
    pub fn beyond(&self, root: RootId) -> &[Reason] {
        let found = self.beyond.get(&root);
        found.map(Vec::as_slice).unwrap_or_default()
    }

    fn add(&mut self, instance: &'a Arc<Instance>, named: Named<'a>) {
        match named {
            Named::Nothing | Named::Elsewhere => {}
            Named::One(target) => self.attach(instance, &target.id, Vec::new()),
            Named::Perhaps(targets, reasons) => {
                for target in &targets {
                    self.attach(instance, &target.id, reasons.clone());
                }
                if targets.is_empty() {
                    let root = instance.id.root;
                    let loose = self.loose.entry(root).or_default();
                    match loose.len() < MOST_LOOSE {
                        true => loose.push(Attached {
                            instance,
                            doubts: reasons,
                        }),
                        false => {
                            self.beyond.entry(root).or_insert(reasons);
                        }
                    }
                }
            }
        }
    }

    fn attach(&mut self, instance: &'a Arc<Instance>, target: &InstanceId, doubts: Vec<Reason>) {
        let list = self.by_target.entry(target.clone()).or_default();
        list.push(Attached { instance, doubts });
    }
}

/// An attribute that attaches: type of who attaches, attribute, types of what is attached to.
type Join = (&'static str, &'static str, &'static [&'static str]);

const SUBNETS: &[&str] = &["aws_subnet", "aws_default_subnet"];
const VPCS: &[&str] = &["aws_vpc", "aws_default_vpc"];
const GATEWAYS: &[&str] = &["aws_internet_gateway", "aws_vpn_gateway"];
const PREFIX_LISTS: &[&str] = &["aws_ec2_managed_prefix_list"];
const CLUSTERS: &[&str] = &["aws_rds_cluster"];
const DATABASES: &[&str] = &["aws_rds_cluster", "aws_db_instance"];
const BALANCERS: &[&str] = &["aws_lb", "aws_alb", "aws_elb"];
pub(super) const BUCKETS: &[&str] = &["aws_s3_bucket"];
const LISTENERS: &[&str] = &["aws_lb_listener", "aws_alb_listener"];

macro_rules! joins {
    ($($(#[$doc:meta])* $name:ident = [$($join:expr),+ $(,)?];)+) => {
        /// The tables, each made when it is first asked for.
        #[derive(Debug, Default)]
        pub(super) struct Joins<'a> {
            $($name: OnceLock<Table<'a>>,)+
            /// Modules that were not loaded, by what they are given.
            handed: OnceLock<HashMap<InstanceId, Handed>>,
        }

        impl<'a> Facts<'a> {
            $(
                $(#[$doc])*
                pub(super) fn $name(&self) -> &Table<'a> {
                    self.joins.$name.get_or_init(|| table(self.graph, &[$($join),+]))
                }
            )+
        }
    };
}

joins! {
    /// Explicit route table associations by subnet.
    subnet_associations = [("aws_route_table_association", "subnet_id", SUBNETS)];
    /// Edge associations by gateway.
    edge_associations = [("aws_route_table_association", "gateway_id", GATEWAYS)];
    /// Internet gateways, and attachments of them, by VPC.
    internet_gateways = [
        ("aws_internet_gateway", "vpc_id", VPCS),
        ("aws_internet_gateway_attachment", "vpc_id", VPCS),
    ];
    /// Associations that replace the main route table, by VPC.
    main_associations = [("aws_main_route_table_association", "vpc_id", VPCS)];
    /// Secondary IPv4 ranges by VPC.
    address_ranges = [("aws_vpc_ipv4_cidr_block_association", "vpc_id", VPCS)];
    /// Entries by prefix list.
    prefix_list_entries = [("aws_ec2_managed_prefix_list_entry", "prefix_list_id", PREFIX_LISTS)];
    /// Exclusions from blocking public access, by VPC or subnet.
    access_exclusions = [
        ("aws_vpc_block_public_access_exclusion", "vpc_id", VPCS),
        ("aws_vpc_block_public_access_exclusion", "subnet_id", SUBNETS),
    ];
    /// Instances by Aurora cluster.
    cluster_instances = [("aws_rds_cluster_instance", "cluster_identifier", CLUSTERS)];
    /// What stands in a subnet group, by group.
    group_users = [
        ("aws_rds_cluster", "db_subnet_group_name", &["aws_db_subnet_group"]),
        ("aws_rds_cluster_instance", "db_subnet_group_name", &["aws_db_subnet_group"]),
        ("aws_db_instance", "db_subnet_group_name", &["aws_db_subnet_group"]),
        ("aws_docdb_cluster", "db_subnet_group_name", &["aws_docdb_subnet_group", "aws_db_subnet_group"]),
        ("aws_neptune_cluster", "neptune_subnet_group_name", &["aws_neptune_subnet_group"]),
        ("aws_neptune_cluster_instance", "neptune_subnet_group_name", &["aws_neptune_subnet_group"]),
        ("aws_elasticache_cluster", "subnet_group_name", &["aws_elasticache_subnet_group"]),
        ("aws_elasticache_replication_group", "subnet_group_name", &["aws_elasticache_subnet_group"]),
        ("aws_memorydb_cluster", "subnet_group_name", &["aws_memorydb_subnet_group"]),
        ("aws_redshift_cluster", "cluster_subnet_group_name", &["aws_redshift_subnet_group"]),
    ];
    /// Web ACL associations by what they protect.
    acl_associations = [
        ("aws_wafv2_web_acl_association", "resource_arn", &[]),
        ("aws_wafregional_web_acl_association", "resource_arn", &[]),
    ];
    /// Tags that are given to subnets apart from them.
    subnet_tags = [("aws_ec2_tag", "resource_id", SUBNETS)];
    /// Services of ECS by what they run.
    task_services = [("aws_ecs_service", "task_definition", &["aws_ecs_task_definition"])];
    /// Listeners by load balancer.
    listeners = [
        ("aws_lb_listener", "load_balancer_arn", BALANCERS),
        ("aws_alb_listener", "load_balancer_arn", BALANCERS),
    ];
    /// What keeps versions of a bucket's objects, by bucket.
    bucket_versionings = [("aws_s3_bucket_versioning", "bucket", BUCKETS)];
    /// What blocks public access, by bucket.
    bucket_blocks = [("aws_s3_bucket_public_access_block", "bucket", BUCKETS)];
    /// Policies by bucket.
    bucket_policies = [("aws_s3_bucket_policy", "bucket", BUCKETS)];
    /// ACLs by bucket.
    bucket_acls = [("aws_s3_bucket_acl", "bucket", BUCKETS)];
    /// Who owns a bucket's objects, by bucket.
    bucket_ownerships = [("aws_s3_bucket_ownership_controls", "bucket", BUCKETS)];
    /// Websites by bucket.
    bucket_websites = [("aws_s3_bucket_website_configuration", "bucket", BUCKETS)];
    /// Replications by the bucket that is replicated.
    bucket_replications = [("aws_s3_bucket_replication_configuration", "bucket", BUCKETS)];
    /// Rules by listener.
    listener_rules = [
        ("aws_lb_listener_rule", "listener_arn", LISTENERS),
        ("aws_alb_listener_rule", "listener_arn", LISTENERS),
    ];
    /// Further certificates by listener.
    listener_certificates = [
        ("aws_lb_listener_certificate", "listener_arn", LISTENERS),
        ("aws_alb_listener_certificate", "listener_arn", LISTENERS),
    ];
    /// Databases that replicate from a database by themselves.
    database_replicas = [
        ("aws_rds_cluster", "replication_source_identifier", DATABASES),
        ("aws_db_instance", "replicate_source_db", DATABASES),
    ];
    /// Replicated backups by database.
    replicated_backups = [
        ("aws_db_instance_automated_backups_replication", "source_db_instance_arn", DATABASES),
    ];
    /// Scalable targets by Aurora cluster; the resource id is `cluster:NAME`.
    scalable_targets = [("aws_appautoscaling_target", "resource_id", CLUSTERS)];
    /// Routes by route table. The default one of a VPC is known by the VPC.
    table_routes = [("aws_route", "route_table_id", TABLES)];
    /// Adopted default route tables by VPC.
    default_tables = [("aws_default_route_table", "default_route_table_id", TABLES)];
    /// Adopted default security groups by VPC.
    default_groups = [("aws_default_security_group", "vpc_id", VPCS)];
    /// Attachments of security groups, by what they are attached to.
    group_attachments = [
        ("aws_network_interface_sg_attachment", "network_interface_id", &["aws_network_interface", "aws_instance"]),
        ("aws_vpc_endpoint_security_group_association", "vpc_endpoint_id", &["aws_vpc_endpoint"]),
    ];
    /// Elastic IP addresses, and associations of them, by who has one.
    elastic_addresses = [
        ("aws_eip", "instance", &["aws_instance"]),
        ("aws_eip", "network_interface", &["aws_network_interface", "aws_instance"]),
        ("aws_eip_association", "instance_id", &["aws_instance"]),
        ("aws_eip_association", "network_interface_id", &["aws_network_interface", "aws_instance"]),
    ];
    /// Rules of the new form that let something out, by security group.
    egress_rules = [("aws_vpc_security_group_egress_rule", "security_group_id", GROUPS)];
    /// Rules that stand by themselves, by security group. The default one of a VPC is known by the
    /// VPC.
    ingress_rules = [
        ("aws_security_group_rule", "security_group_id", GROUPS),
        ("aws_vpc_security_group_ingress_rule", "security_group_id", GROUPS),
    ];
}

/// What a route table is named by; see [`Facts::named`].
pub(super) const TABLES: &[&str] = &["aws_route_table", "aws_default_route_table"];

/// What a security group is named by; see [`Facts::named`].
pub(super) const GROUPS: &[&str] = &["aws_security_group", "aws_default_security_group"];

fn table<'a>(graph: &'a Graph, joins: &[Join]) -> Table<'a> {
    let mut table = Table::default();
    for (kind, attribute, targets) in joins {
        for instance in graph.managed(kind) {
            if let Some(value) = instance.written(attribute) {
                table.add(instance, named(graph, value, targets, instance.id.root));
            }
        }
    }
    table
}

impl<'a> Facts<'a> {
    /// What `value`, written in `root`, names of `kinds`. The route table and the security group
    /// that a VPC comes with are known by the VPC.
    pub(super) fn named(&self, value: &Value, kinds: &[&str], root: RootId) -> Named<'a> {
        named(self.graph, value, kinds, root)
    }

    /// The instance of `kinds` that a fact is asked about.
    pub(super) fn asked(&self, value: &Value, kinds: &[&str]) -> Option<&'a Arc<Instance>> {
        self.graph.denoted(value, kinds)
    }

    /// The modules that were not loaded and are given `id`, and what could not be read beside it:
    /// they may add to it.
    pub(super) fn handed(&self, id: &InstanceId) -> &[Reason] {
        let handed = self.all_handed().get(id);
        handed.map(|h| h.modules.as_slice()).unwrap_or_default()
    }

    /// Those of them that are given its ARN or id: they may attach something to it.
    pub(super) fn handed_itself(&self, id: &InstanceId) -> &[Reason] {
        let handed = self.all_handed().get(id);
        handed.map(|h| h.by_id.as_slice()).unwrap_or_default()
    }

    fn all_handed(&self) -> &HashMap<InstanceId, Handed> {
        self.joins.handed.get_or_init(|| {
            let mut handed: HashMap<InstanceId, Handed> = HashMap::new();
            for root in &self.project.roots {
                // What could not be read may add to anything beside it.
                if let Some(reason) = &root.incomplete {
                    for instance in &root.instances {
                        let to = handed.entry(instance.id.clone()).or_default();
                        add(&mut to.modules, reason);
                        add(&mut to.by_id, reason);
                    }
                }
                for call in &root.opaque {
                    let reason =
                        Reason::new(ReasonKind::Module, call.source.clone(), Some(call.place));
                    for reference in &call.given {
                        let to = handed.entry(target(self.graph, reference)).or_default();
                        add(&mut to.modules, &reason);
                        let names = ["arn", "bucket", "cluster_identifier", "id"];
                        if reference
                            .attribute()
                            .is_none_or(|name| names.contains(&name))
                        {
                            add(&mut to.by_id, &reason);
                        }
                    }
                }
            }
            handed
        })
    }
}

/// The modules that were not loaded and are given an instance.
#[derive(Debug, Default)]
struct Handed {
    /// All of them.
    modules: Vec<Reason>,
    /// Those that are given its ARN, its id, or all of it.
    by_id: Vec<Reason>,
}

fn add(list: &mut Vec<Reason>, reason: &Reason) {
    if list.last() != Some(reason) {
        list.push(reason.clone());
    }
}

fn named<'a>(graph: &'a Graph, value: &Value, kinds: &[&str], root: RootId) -> Named<'a> {
    if is_unset(value) {
        return Named::Nothing;
    }
    if let Some(found) = graph.denoted_near(value, kinds, root) {
        return Named::One(known_by(graph, found));
    }
    // No two buckets have one name, wherever they are.
    if kinds == BUCKETS
        && value.as_str().is_some()
        && let Some(found) = graph.denoted(value, kinds)
    {
        return Named::One(found);
    }
    let fits = |i: &&Arc<Instance>| kinds.is_empty() || kinds.contains(&&*i.id.address.kind);
    let mut found: Vec<(&'a Arc<Instance>, Reference)> = Vec::new();
    for (reference, _) in references(value) {
        let instance = match comes_with_vpc(kinds, &reference) {
            true => graph.instance(&reference.instance),
            false => graph.denoted_by(&reference).filter(fits),
        };
        if let Some(instance) = instance.map(|i| known_by(graph, i))
            && !found.iter().any(|(f, _)| f.id == instance.id)
        {
            found.push((instance, reference));
        }
    }
    // `cluster:NAME`, as autoscaling names a cluster.
    let name = value
        .as_str()
        .and_then(|text| text.strip_prefix("cluster:"));
    if let Some(name) = name
        && found.is_empty()
        && let Some(cluster) = graph.denoted_near(&Value::string(name), kinds, root)
    {
        return Named::One(cluster);
    }
    if let Some(task) = of_family(graph, value, kinds, root) {
        return Named::One(task);
    }
    let unknown = value.as_unknown();
    match (found.as_slice(), unknown) {
        ([(one, reference)], None) if ends_with_name(value, one, reference) => Named::One(one),
        (_, None) => Named::Elsewhere,
        ([(one, _)], Some(unknown)) if unknown.identity.is_some() => Named::One(one),
        (_, Some(unknown)) if unknown.identity.is_some() => Named::Elsewhere,
        ([(one, _)], Some(unknown)) if is_qualified(unknown) => Named::One(one),
        (_, Some(unknown)) => {
            let found = found.iter().map(|(instance, _)| *instance);
            Named::Perhaps(found.collect(), unknown.reasons.clone())
        }
    }
}

/// The task definition whose family, with a revision behind it, `value` is: `FAMILY:7`.
fn of_family<'a>(
    graph: &'a Graph,
    value: &Value,
    kinds: &[&str],
    root: RootId,
) -> Option<&'a Arc<Instance>> {
    if kinds != ["aws_ecs_task_definition"] {
        return None;
    }
    let known = value.as_unknown().map(|unknown| unknown.prefix.as_deref());
    let text = known.unwrap_or_else(|| value.as_str())?;
    let (family, _) = text.split_once(':').filter(|_| !text.starts_with("arn:"))?;
    graph.denoted_near(&Value::string(family), kinds, root)
}

/// Whether a reference is to one of `kinds` that a VPC comes with.
fn comes_with_vpc(kinds: &[&str], reference: &Reference) -> bool {
    let named_by: &[&str] = match kinds {
        _ if kinds == TABLES => &["default_route_table_id", "main_route_table_id"],
        _ if kinds == GROUPS => &["default_security_group_id"],
        _ => return false,
    };
    VPCS.contains(&&*reference.instance.address.kind)
        && reference
            .attribute()
            .is_some_and(|name| named_by.contains(&name))
}

/// Whether a known text is the name of `instance` in the form of a path or an ARN: `cluster:NAME`.
fn ends_with_name(value: &Value, instance: &Instance, reference: &Reference) -> bool {
    let attribute = reference
        .attribute()
        .and_then(|name| instance.written(name));
    let name = attribute.and_then(Value::as_str);
    let before = name.and_then(|name| value.as_str()?.strip_suffix(name));
    before.is_some_and(|before| before.ends_with([':', '/']))
}

/// The same of an unknown: `cluster:` and then nothing but what the provider computes.
fn is_qualified(unknown: &Unknown) -> bool {
    let mut reasons = unknown.reasons.iter();
    let prefix = unknown.prefix.as_deref().unwrap_or_default();
    prefix.ends_with([':', '/']) && reasons.all(|reason| reason.kind == ReasonKind::Computed)
}

/// The VPC, for the route table or security group that a VPC of the scan comes with; else the
/// instance.
pub(super) fn known_by<'a>(graph: &'a Graph, instance: &'a Arc<Instance>) -> &'a Arc<Instance> {
    let vpc = match &*instance.id.address.kind {
        "aws_default_route_table" => {
            let value = instance.written("default_route_table_id");
            let unknown = value.and_then(Value::as_unknown);
            let identity = unknown.and_then(|unknown| unknown.identity.as_ref());
            identity.and_then(|reference| graph.instance(&reference.instance))
        }
        "aws_default_security_group" => of_vpc(graph, instance),
        // What Terraform looks up where the VPC has made it.
        "aws_security_group" if is_data(instance) => {
            let called = instance.written("name").and_then(Value::as_str);
            let default = called == Some("default") || chooses(instance, "group-name", "default");
            of_vpc(graph, instance).filter(|_| default)
        }
        "aws_route_table" if is_data(instance) => {
            // Another table may be the main one by now.
            let replaced = graph.managed("aws_main_route_table_association").next();
            let main = chooses(instance, "association.main", "true") && replaced.is_none();
            of_vpc(graph, instance).filter(|_| main)
        }
        _ => return instance,
    };
    let is_vpc = |i: &&'a Arc<Instance>| VPCS.contains(&&*i.id.address.kind);
    vpc.filter(is_vpc).unwrap_or(instance)
}

/// The VPC that the `vpc_id` of an instance names.
fn of_vpc<'a>(graph: &'a Graph, instance: &Instance) -> Option<&'a Arc<Instance>> {
    let value = instance.written("vpc_id")?;
    graph.denoted_near(value, VPCS, instance.id.root)
}

/// Whether a filter of a data source lets nothing through but what has `value` for `name`.
fn chooses(data: &Instance, name: &str, value: &str) -> bool {
    let filters = data.written("filter").and_then(Value::as_sequence);
    filters.unwrap_or_default().iter().any(|filter| {
        let values = field(filter, "values");
        let values = values.as_sequence().unwrap_or_default();
        field(filter, "name").as_str() == Some(name)
            && matches!(values, [one] if one.as_str() == Some(value))
    })
}

/// What a reference leads to: the instance, and for what a VPC comes with the VPC.
fn target(graph: &Graph, reference: &Reference) -> InstanceId {
    match graph.instance(&reference.instance) {
        Some(instance) => known_by(graph, instance).id.clone(),
        None => reference.instance.clone(),
    }
}

/// Whether an instance is of a data source.
pub(super) fn is_data(instance: &Instance) -> bool {
    instance.id.address.mode == Mode::Data
}

/// Why an instance that is attached may not be: its own doubts, and those about what it names.
pub(super) fn attached_doubts(attached: &Attached) -> Vec<Reason> {
    let mut all = doubts(attached.instance).to_vec();
    all.extend(attached.doubts.iter().cloned());
    all
}

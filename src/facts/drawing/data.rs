//! Databases with their members, buckets, and what is copied from where to where.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::address::InstanceId;
use crate::finding::drawing::{EdgeKind, Item, NodeKind};
use crate::graph::references;
use crate::language::{Kind, Value};
use crate::terraform::Instance;

use super::super::answer::{field, instance_value, is_unset, parts};
use super::super::catalogue;
use super::super::data::aurora::{is_secondary, members_of};
use super::super::network::placement::group_name;
use super::super::security_groups::database_port::database_port;
use super::super::security_groups::group_rules::{From, rules_of};
use super::super::security_groups::groups::{groups_of, owners_of};
use super::compute::Clusters;
use super::network::Tiers;
use super::sketch::Sketch;
use super::words;

/// What keeps data in subnets, beside what RDS makes.
const STORES: [(&str, NodeKind); 7] = [
    ("aws_docdb_cluster", NodeKind::Database),
    ("aws_neptune_cluster", NodeKind::Database),
    ("aws_redshift_cluster", NodeKind::Database),
    ("aws_dynamodb_table", NodeKind::Database),
    ("aws_elasticache_cluster", NodeKind::Cache),
    ("aws_elasticache_replication_group", NodeKind::Cache),
    ("aws_memorydb_cluster", NodeKind::Cache),
];

/// What asks databases, beside clusters.
const MACHINES: [&str; 3] = ["aws_autoscaling_group", "aws_ecs_service", "aws_instance"];

/// Draws all databases in the tier of their subnet group.
pub(super) fn databases(sketch: &mut Sketch<'_, '_>, tiers: &Tiers) {
    let graph = sketch.facts.graph;
    for kind in ["aws_rds_cluster", "aws_db_instance"] {
        for database in graph.managed(kind) {
            let engine = text(database, "engine");
            let kind = match engine.starts_with("aurora") {
                true => NodeKind::Aurora,
                false => NodeKind::Database,
            };
            let item = place(sketch, tiers, database, kind);
            members(sketch, database, item, engine);
        }
    }
    for (kind, drawn) in STORES {
        for store in graph.managed(kind) {
            let item = place(sketch, tiers, store, drawn);
            let service = kind.trim_start_matches("aws_").split('_').next();
            detail(sketch, item, service.unwrap_or_default().to_owned());
        }
    }
}

/// Draws who may reach each database, once all that may is drawn.
pub(super) fn access(sketch: &mut Sketch<'_, '_>, clusters: &Clusters) {
    let graph = sketch.facts.graph;
    let kinds = ["aws_rds_cluster", "aws_db_instance"];
    let stores = STORES.iter().map(|(kind, _)| *kind);
    for database in kinds
        .into_iter()
        .chain(stores)
        .flat_map(|kind| graph.managed(kind))
    {
        if let Some(item) = sketch.item(&database.id) {
            reached(sketch, clusters, database, item);
        }
    }
}

fn place(
    sketch: &mut Sketch<'_, '_>,
    tiers: &Tiers,
    instance: &Arc<Instance>,
    kind: NodeKind,
) -> Item {
    let area = match tiers.of(sketch, instance) {
        Some(tier) => tier,
        None => sketch.region_of(instance),
    };
    let item = sketch.instance(instance, kind, Some(area));
    let group = group_name(instance).and_then(|(types, name)| {
        let graph = sketch.facts.graph;
        graph.denoted_near(name, types, instance.id.root)
    });
    if let Some(group) = group {
        sketch.belongs(group, item);
    }
    item
}

/// Tells the compute nodes of a database.
fn members(sketch: &mut Sketch<'_, '_>, database: &Arc<Instance>, item: Item, engine: String) {
    let facts = sketch.facts;
    let Some(database) = facts.graph.instance(&database.id) else {
        return;
    };
    let found = members_of(facts, database);
    let mut zones = BTreeSet::new();
    for member in &found.members {
        if member.resource.id != database.id {
            sketch.belongs(member.resource, item);
        }
        zones.extend(member.zone.as_str());
    }
    let mut words = vec![engine];
    let open = match found.open.is_empty() {
        true => "",
        false => " or more",
    };
    let count = words::counted(found.members.len(), "instance");
    words.push(format!("{count}{open}"));
    words.retain(|word| !word.is_empty());
    let zones: Vec<&str> = zones.into_iter().collect();
    detail(sketch, item, words.join(" · "));
    if !zones.is_empty() {
        detail(sketch, item, words::zones(&zones));
    }
}

/// Adds a line to a node, once.
fn detail(sketch: &mut Sketch<'_, '_>, item: Item, line: String) {
    if let Some(node) = sketch.node_mut(item)
        && node.details.len() < 3
        && !node.details.contains(&line)
    {
        node.details.push(line);
    }
}

fn text(instance: &Instance, name: &str) -> String {
    let value = instance
        .written(name)
        .filter(|value| !value.secrecy.hides());
    value.and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// A cluster reaches a database when a security group of the database lets in one that the
/// cluster's nodes have; other machines when they have it themselves.
fn reached(sketch: &mut Sketch<'_, '_>, clusters: &Clusters, database: &Arc<Instance>, item: Item) {
    let facts = sketch.facts;
    let Some(database) = facts.graph.instance(&database.id) else {
        return;
    };
    let port = database_port(facts, &[instance_value(database)], database.header());
    let port = port
        .ok()
        .and_then(|port| Some(port.as_number()?.to_string()));
    let port = port.unwrap_or_default();
    for held in &groups_of(facts, database).held {
        let rules = rules_of(facts, held.group);
        let sources = rules.rules.iter().flat_map(|rule| &rule.sources);
        // Many rules may let in one group.
        let mut seen: BTreeSet<(&InstanceId, bool)> = BTreeSet::new();
        for source in sources {
            let certain = source.doubts.is_empty() && held.doubts.is_empty();
            if let From::Group(group) = &source.from
                && !seen.insert((&group.id, certain))
            {
                continue;
            }
            let owners: Vec<&Arc<Instance>> = match &source.from {
                From::Group(group) => {
                    let owners = owners_of(facts, &group.id).iter();
                    owners.map(|owner| owner.instance).collect()
                }
                // The group that EKS makes is known by its cluster.
                From::Groups => {
                    let named = references(&source.value).into_iter();
                    named
                        .filter_map(|(reference, _)| facts.graph.instance(&reference.instance))
                        .collect()
                }
                _ => Vec::new(),
            };
            let from = owners.iter().filter_map(|owner| {
                let cluster = clusters.of(facts.graph, owner).map(Item::Area);
                let machine = MACHINES.contains(&&*owner.id.address.kind);
                cluster.or_else(|| sketch.item(&owner.id).filter(|_| machine))
            });
            let from: BTreeSet<Item> = from.collect();
            for from in from {
                sketch.edge(from, item, EdgeKind::Traffic, &port, certain);
            }
        }
    }
}

/// Draws the buckets that something is served from or copied to; the others are told in one node
/// for each region.
pub(super) fn buckets(sketch: &mut Sketch<'_, '_>) {
    let graph = sketch.facts.graph;
    let is_bucket = |kind: &str| kind == "aws_s3_bucket";
    let users = [
        "aws_cloudfront_distribution",
        "aws_s3_bucket_replication_configuration",
        "aws_s3_bucket_website_configuration",
    ];
    let users = users.iter().flat_map(|kind| graph.managed(kind));
    let named = users.flat_map(|user| {
        let values = user.written.values().flat_map(references);
        values.map(|(reference, _)| reference.instance)
    });
    let mut named: BTreeSet<_> = named.filter(|id| is_bucket(&id.address.kind)).collect();
    let records = sketch.facts.derived(&catalogue::BUCKET);
    let ui = records.iter().filter_map(|bucket| {
        let role = field(&bucket.value, "role");
        match (&field(&bucket.value, "resource").kind, role.as_str()) {
            (Kind::Instance(instance), Some("ui")) => Some(instance.id().clone()),
            _ => None,
        }
    });
    let ui: BTreeSet<_> = ui.collect();
    named.extend(ui.iter().cloned());
    let (drawn, others): (Vec<_>, Vec<_>) = graph
        .managed("aws_s3_bucket")
        .partition(|bucket| named.contains(&bucket.id));
    for bucket in drawn {
        let area = sketch.region_of(bucket);
        let item = sketch.instance(bucket, NodeKind::Bucket, Some(area));
        if ui.contains(&bucket.id) {
            detail(sketch, item, "serves the UI".to_owned());
        }
    }
    let mut told: BTreeMap<usize, Item> = BTreeMap::new();
    for bucket in others {
        let area = sketch.region_of(bucket);
        match told.get(&area).copied() {
            None => {
                let item = sketch.instance(bucket, NodeKind::Bucket, Some(area));
                told.insert(area, item);
            }
            Some(item) => sketch.counted_with(bucket, item, "other buckets"),
        }
    }
}

/// Draws what is copied: global databases, read replicas, buckets.
pub(super) fn replication(sketch: &mut Sketch<'_, '_>) {
    let facts = sketch.facts;
    let graph = facts.graph;
    let mut globals: BTreeMap<String, [Vec<&Arc<Instance>>; 2]> = BTreeMap::new();
    for cluster in graph.managed("aws_rds_cluster") {
        let Some(value) = cluster.written("global_cluster_identifier") else {
            continue;
        };
        let global = graph.denoted(value, &["aws_rds_global_cluster"]);
        let key = match (global, value.as_str()) {
            (Some(global), _) => format!("{}\u{0}{}", global.id.root.0, global.id),
            (None, Some(name)) => name.to_owned(),
            (None, None) => continue,
        };
        let follows = is_secondary(facts, &[instance_value(cluster)], cluster.header());
        let follows = follows.ok().and_then(|value| value.as_bool());
        let [first, second] = globals.entry(key).or_default();
        match follows {
            Some(true) => second.push(cluster),
            _ => first.push(cluster),
        }
        if let (Some(item), Some(global)) = (sketch.item(&cluster.id), global) {
            sketch.belongs(global, item);
        }
    }
    for [primaries, secondaries] in globals.values() {
        let Some(primary) = primaries.first() else {
            continue;
        };
        for secondary in secondaries {
            copied(sketch, primary, secondary, "global database");
        }
    }
    for (kind, name) in [
        ("aws_rds_cluster", "replication_source_identifier"),
        ("aws_db_instance", "replicate_source_db"),
    ] {
        for replica in graph.managed(kind) {
            let value = replica.written(name).filter(|value| !is_unset(value));
            if let Some(source) = value.and_then(|value| graph.denoted(value, &[kind])) {
                copied(sketch, source, replica, "replica");
            }
        }
    }
    for rules in graph.managed("aws_s3_bucket_replication_configuration") {
        let of = |value: &Value| graph.denoted_near(value, &["aws_s3_bucket"], rules.id.root);
        let Some(source) = rules.written("bucket").and_then(of) else {
            continue;
        };
        let (blocks, _) = rules.written("rule").map(parts).unwrap_or_default();
        for rule in &blocks {
            let (targets, _) = parts(&field(&rule.value, "destination"));
            for target in &targets {
                if let Some(copy) = of(&field(&target.value, "bucket")) {
                    copied(sketch, source, copy, "replication");
                }
            }
        }
    }
}

fn copied(sketch: &mut Sketch<'_, '_>, from: &Instance, to: &Instance, label: &str) {
    if let (Some(from), Some(to)) = (sketch.item(&from.id), sketch.item(&to.id)) {
        sketch.edge(from, to, EdgeKind::Replication, label, true);
    }
}

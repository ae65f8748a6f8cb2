//! The compute nodes of a database, and how databases follow each other.

use std::sync::Arc;

use crate::language::functions::Error;
use crate::language::{Presence, Reason, Type, Unknown, Value};
use crate::source::Place;
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::answer::{
    Listing, Step, doubts, doubts_given, instance_value, is_symbolic, is_unset, proof, reasons,
    unknown,
};
use crate::facts::join::{Attached, Named};
use crate::facts::presence::attribute;

/// Aurora has at most fifteen readers.
const MOST_READERS: i64 = 15;
/// Nodes of a Multi-AZ DB cluster: a writer and two readers.
const MULTI_AZ_CLUSTER: usize = 3;

const DATABASES: [&str; 2] = ["aws_rds_cluster", "aws_db_instance"];

/// A compute node.
pub(in crate::facts) struct Member<'a> {
    /// The instance, the cluster that implies it, or the scalable target that adds it.
    pub resource: &'a Arc<Instance>,
    /// The instance that may name a subnet group.
    pub instance: Option<&'a Arc<Instance>>,
    /// The zone that is written for it; null when AWS chooses.
    pub zone: Value,
    /// Why it may not be one.
    pub doubts: Vec<Reason>,
    /// Whether it stands for any number.
    pub presence: Presence,
}

/// The nodes of a database, and why there may be more.
#[derive(Default)]
pub(in crate::facts) struct Members<'a> {
    pub members: Vec<Member<'a>>,
    pub open: Vec<Reason>,
}

/// `members(database)`
pub(in crate::facts) fn members(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(database) = arguments.first() else {
        return Err(Error::refused("members() takes one argument"));
    };
    let Some(database) = facts.asked(database, &DATABASES) else {
        return Ok(unknown(Type::Dynamic, reasons(database)));
    };
    let found = members_of(facts, database);
    let mut list = Listing::default();
    let mut steps = vec![Step::of(database)];
    for member in &found.members {
        let step = Step::of(member.resource);
        let record = Value::object(vec![
            ("resource".into(), instance_value(member.resource)),
            ("zone".into(), member.zone.clone()),
        ]);
        list.push_as(record.at(proof([&step])), member.presence, &member.doubts);
        if member.resource.id != database.id {
            steps.push(step);
        }
    }
    list.open(found.open);
    Ok(list.into_value(proof(&steps)))
}

/// The nodes of `database`.
pub(in crate::facts) fn members_of<'a>(
    facts: &Facts<'a>,
    database: &'a Arc<Instance>,
) -> Members<'a> {
    match &*database.id.address.kind {
        "aws_db_instance" => of_instance(database),
        _ if !is_null_or_absent(database, "db_cluster_instance_class") => Members {
            members: (0..MULTI_AZ_CLUSTER).map(|_| implied(database)).collect(),
            open: Vec::new(),
        },
        // Version 1 of Aurora Serverless is one node that AWS moves.
        _ if database.written("engine_mode").and_then(Value::as_str) == Some("serverless") => {
            Members {
                members: vec![implied(database)],
                open: Vec::new(),
            }
        }
        _ => of_cluster(facts, database),
    }
}

fn implied(database: &Arc<Instance>) -> Member<'_> {
    Member {
        resource: database,
        instance: None,
        zone: Value::null(Type::String),
        doubts: Vec::new(),
        presence: Presence::Certain,
    }
}

fn of_instance(database: &Arc<Instance>) -> Members<'_> {
    let mut found = Members::default();
    let zone = database.written("availability_zone").cloned();
    found.members.push(Member {
        zone: zone.unwrap_or_else(|| Value::null(Type::String)),
        ..implied(database)
    });
    let standby = attribute(database, "multi_az");
    match standby.as_bool() {
        Some(true) => found.members.push(implied(database)),
        Some(false) => {}
        None if standby.is_null() => {}
        None => found.members.push(Member {
            doubts: reasons(&standby),
            ..implied(database)
        }),
    }
    found
}

fn of_cluster<'a>(facts: &Facts<'a>, cluster: &'a Arc<Instance>) -> Members<'a> {
    let mut found = Members::default();
    let instances = facts.cluster_instances();
    let mut add = |attached: &Attached<'a>| {
        let instance = attached.instance;
        let mut why = doubts_given(instance, cluster);
        why.extend(attached.doubts.iter().cloned());
        // One that stands for many: as many as there are, and perhaps none.
        let many = is_symbolic(instance) && !is_symbolic(cluster);
        if many {
            why.extend_from_slice(doubts(instance));
        }
        let zone = instance.written("availability_zone").cloned();
        found.members.push(Member {
            resource: instance,
            instance: Some(instance),
            zone: zone.unwrap_or_else(|| Value::null(Type::String)),
            doubts: why,
            presence: match many {
                true => Presence::Any,
                false => Presence::Certain,
            },
        });
    };
    instances.of(&cluster.id).iter().for_each(&mut add);
    instances.loose(cluster.id.root).iter().for_each(&mut add);
    let loose = instances.loose(cluster.id.root).iter();
    found
        .open
        .extend(loose.flat_map(|a| a.doubts.iter().cloned()));
    found
        .open
        .extend_from_slice(facts.handed_itself(&cluster.id));
    for target in facts.scalable_targets().of(&cluster.id) {
        scaled(&mut found, cluster, target);
    }
    found
}

/// Readers that autoscaling adds: `min_capacity` counts all readers of the cluster, so it adds
/// those that are not there already.
fn scaled<'a>(found: &mut Members<'a>, cluster: &Instance, target: &Attached<'a>) {
    let written = |name: &str| target.instance.written(name);
    let is = |name: &str, text: &str| written(name).and_then(Value::as_str) == Some(text);
    let readers =
        is("scalable_dimension", "rds:cluster:ReadReplicaCount") && is("service_namespace", "rds");
    if !readers {
        return;
    }
    let mut why = doubts_given(target.instance, cluster);
    why.extend(target.doubts.iter().cloned());
    let Some(least) = written("min_capacity") else {
        return;
    };
    let Some(least) = least.as_number().and_then(|n| n.to_i64()) else {
        found.open.extend(reasons(least));
        return;
    };
    let certain = found.members.iter().filter(|m| m.doubts.is_empty()).count();
    let there = i64::try_from(certain).unwrap_or(i64::MAX).saturating_sub(1);
    // Without a writer there is nothing to read from.
    let added = match certain {
        0 => 0,
        _ => least.min(MOST_READERS).saturating_sub(there.max(0)),
    };
    for _ in 0..added {
        found.members.push(Member {
            resource: target.instance,
            instance: None,
            zone: Value::null(Type::String),
            doubts: why.clone(),
            presence: Presence::Certain,
        });
    }
}

/// `is_replica(database)`
pub(in crate::facts) fn is_replica(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(database) = arguments.first() else {
        return Err(Error::refused("is_replica() takes one argument"));
    };
    let Some(instance) = facts.asked(database, &DATABASES) else {
        return Ok(unknown(Type::Bool, reasons(database)));
    };
    if &*instance.id.address.kind != "aws_db_instance" {
        return Ok(Value::bool(false).at(proof([&Step::of(instance)])));
    }
    Ok(is_set(instance, "replicate_source_db"))
}

/// Whether an attribute is written with a value, as a boolean with its proof.
fn is_set(instance: &Instance, name: &str) -> Value {
    let step = Step::of(instance);
    let Some(value) = instance.written(name).filter(|v| !is_unset(v)) else {
        return Value::bool(false).at(proof([&step]));
    };
    let place = instance.place_of(&[crate::address::Step::Attr(name.into())]);
    let at = Step::at(format!("{name} of {}", instance.id), place);
    let origin = proof([&at]);
    match value.as_unknown() {
        Some(unknown) if !unknown.not_null && !is_arn(unknown) => {
            crate::facts::answer::unknown(Type::Bool, reasons(value)).at(origin)
        }
        _ => Value::bool(true).at(origin),
    }
}

/// Whether an unknown is the ARN of an instance, which has one once it is there.
fn is_arn(unknown: &Unknown) -> bool {
    let path = unknown.identity.as_ref().map(|identity| &identity.path[..]);
    matches!(path, Some([crate::address::Step::Attr(name)]) if **name == *"arn")
}

fn is_null_or_absent(instance: &Instance, name: &str) -> bool {
    instance.written(name).is_none_or(is_unset)
}

/// `is_secondary(database)`
pub(in crate::facts) fn is_secondary(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(database) = arguments.first() else {
        return Err(Error::refused("is_secondary() takes one argument"));
    };
    let Some(cluster) = facts.asked(database, &DATABASES) else {
        return Ok(unknown(Type::Bool, reasons(database)));
    };
    if &*cluster.id.address.kind != "aws_rds_cluster" {
        return Ok(Value::bool(false).at(proof([&Step::of(cluster)])));
    }
    let replicates = is_set(cluster, "replication_source_identifier");
    if replicates.as_bool() != Some(false) {
        return Ok(replicates);
    }
    let member = is_set(cluster, "global_cluster_identifier");
    if member.as_bool() == Some(false) {
        return Ok(member);
    }
    if let Some(primary) = named_primary(facts, cluster) {
        let secondary = primary.id != cluster.id;
        return Ok(Value::bool(secondary).at(proof([&Step::of(cluster), &Step::of(primary)])));
    }
    let own = first_own_source(cluster);
    Ok(match own {
        Some((name, value)) => match value.as_unknown() {
            Some(unknown) if !unknown.not_null => {
                crate::facts::answer::unknown(Type::Bool, reasons(value)).at(member.origin)
            }
            _ => {
                let place = cluster.place_of(&[crate::address::Step::Attr(name.into())]);
                let at = Step::at(format!("{name} of {}", cluster.id), place);
                Value::bool(false).at(proof([&at]))
            }
        },
        // Without a master user or anything to restore from, it can only follow.
        None => member,
    })
}

/// The cluster that the global cluster of `cluster` was made from.
fn named_primary<'a>(facts: &Facts<'a>, cluster: &'a Arc<Instance>) -> Option<&'a Arc<Instance>> {
    let value = cluster.written("global_cluster_identifier")?;
    let kinds = ["aws_rds_global_cluster"];
    let Named::One(global) = facts.named(value, &kinds, cluster.id.root) else {
        return None;
    };
    let source = global.written("source_db_cluster_identifier")?;
    match facts.named(source, &["aws_rds_cluster"], global.id.root) {
        Named::One(primary) => Some(primary),
        _ => None,
    }
}

/// What makes a cluster begin by itself: a master user, a snapshot, another cluster's past.
fn first_own_source(cluster: &Instance) -> Option<(&'static str, &Value)> {
    let names = [
        "master_username",
        "snapshot_identifier",
        "restore_to_point_in_time",
        "s3_import",
    ];
    let written = names.iter().filter_map(|name| {
        let value = cluster.written(name).filter(|value| !is_unset(value))?;
        let empty = value.as_sequence().is_some_and(<[Value]>::is_empty);
        (!empty).then_some((*name, value))
    });
    // One that is certain says more than one that may be null.
    let mut perhaps = None;
    for (name, value) in written {
        match value.as_unknown() {
            Some(unknown) if !unknown.not_null => perhaps = Some((name, value)),
            _ => return Some((name, value)),
        }
    }
    perhaps
}

//! What runs pods, as records of [`WORKLOAD`](super::super::catalogue::WORKLOAD).

use std::collections::BTreeSet;

use crate::config::Roles;
use crate::kubernetes::{Form, Object, UNKNOWN_CHART};
use crate::language::{Type, Value};

use super::super::Derived;
use super::Clusters;
use super::index::{Index, namespace};
use super::pods::{KINDS, Pods, scales};
use super::record::derived;
use super::replicas::Scalers;
use super::updates::{Canaries, Update};
use super::{accounts, doors, leads, roles, settings};

/// All workloads, by kind, then in report order.
pub(super) fn all<'o>(
    index: &Index<'o>,
    balancers: &[Derived],
    clusters: &Clusters<'o>,
) -> Vec<Derived> {
    let (users, gaps) = (clusters.roles, clusters.gaps);
    let pods = pods(index);
    let leads = leads::all(index, &pods);
    let doors = doors::all(&pods, &leads, balancers, index, gaps);
    let both = pods.iter().zip(&leads).zip(doors);
    let scalers = Scalers::new(index, gaps);
    let canaries = Canaries::new(index);
    let made = both.map(|((pods, leads), doors)| {
        let mut made = record(&scalers, &canaries, pods, leads, users);
        made.push(("doors", doors));
        made.push(("settings", settings::of_pods(pods, index)));
        made.push(("service_account", accounts::of_pods(pods, index, gaps)));
        derived(pods.object, &pods.object.name(), made)
    });
    made.collect()
}

/// The pods of all workloads, in the same order.
pub(super) fn pods<'o>(index: &Index<'o>) -> Vec<Pods<'o>> {
    let lent = lent(index);
    let kinds = KINDS.iter().chain([&UNKNOWN_CHART]);
    let objects = kinds.flat_map(|kind| index.all(kind)).copied();
    let objects = objects.filter(|object| {
        let owned = object.get(&["metadata", "ownerReferences"]).is_some();
        let chart = &*object.id.kind == UNKNOWN_CHART;
        let other = chart && !matches!(object.form, Form::Made(_));
        !owned && !other && !lent.contains(&std::ptr::from_ref(*object))
    });
    objects.map(|object| Pods::of(object, index)).collect()
}

/// Deployments that a Rollout runs in their place.
fn lent<'o>(index: &Index<'o>) -> BTreeSet<*const Object> {
    let rollouts = index.all("Rollout").iter();
    let named = rollouts.filter_map(|rollout| {
        let name = rollout.get(&["spec", "workloadRef", "name"])?;
        let deployment = index.beside(rollout, "Deployment", name)?;
        Some(std::ptr::from_ref(deployment))
    });
    named.collect()
}

/// The fields that one workload and what leads to it tell.
fn record<'o>(
    scalers: &Scalers<'o>,
    canaries: &Canaries,
    pods: &Pods<'o>,
    leads: &[leads::Lead],
    users: &Roles,
) -> Vec<(&'static str, Value)> {
    let object = pods.object;
    let name = object.name();
    let kind = &*object.id.kind;
    let written = object.get(&["metadata", "namespace"]).cloned();
    let least = match scales(kind) {
        true => scalers.least(object),
        false => Value::null(Type::Number),
    };
    let update = Update::of(object, &least, canaries);
    let purpose = roles::of(pods, &name, leads, users);
    vec![
        ("kind", Value::string(kind)),
        (
            "namespace",
            written.unwrap_or_else(|| Value::string(namespace(object))),
        ),
        ("role", purpose.role),
        ("engine", purpose.engine),
        ("scales", Value::bool(scales(kind))),
        ("min_replicas", least),
        ("update", update.strategy),
        ("max_unavailable", update.max_unavailable),
        ("recovery", Value::bool(false)),
        ("object", object.value.clone()),
    ]
}

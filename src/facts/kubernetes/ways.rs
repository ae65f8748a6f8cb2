//! The ways by which requests come to workloads, for those who draw them.

use std::sync::Arc;

use crate::kubernetes::Object;

use super::index::Index;
use super::leads;
use super::pods::Pods;
use super::workloads;

/// A way from outside of the cluster to a workload.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in super::super) struct Way {
    /// The set of objects that both belong to.
    pub root: Arc<str>,
    /// What reports call the workload.
    pub workload: String,
    /// What reports call the object that the way begins with: an Ingress, a route of a Gateway, a
    /// TargetGroupBinding, a Service.
    pub door: String,
    /// Whether it is certainly one.
    pub certain: bool,
}

/// All ways, each once.
pub(in super::super) fn ways(objects: &[Object]) -> Vec<Way> {
    let index = Index::new(objects);
    let pods: Vec<Pods> = workloads::pods(&index);
    let leads = leads::all(&index, &pods);
    let mut ways = Vec::new();
    for (pods, leads) in pods.iter().zip(&leads) {
        for lead in leads.iter().filter(|lead| lead.outside) {
            ways.extend(lead.steps.first().map(|door| Way {
                root: pods.object.root.clone(),
                workload: pods.object.name(),
                door: door.text.to_string(),
                certain: lead.doubts.is_empty(),
            }));
        }
    }
    ways.sort();
    ways.dedup();
    ways
}

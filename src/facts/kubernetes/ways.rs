//! The ways by which requests come to workloads, for those who draw them.

use std::sync::Arc;

use crate::kubernetes::Object;
use crate::terraform::Project;

use super::index::Index;
use super::leads;
use super::pods::Pods;
use super::workloads;

/// A way from outside of the cluster to a workload.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in super::super) struct Way {
    /// The set of objects that the workload belongs to.
    pub root: Arc<str>,
    /// What reports call the workload.
    pub workload: String,
    /// The set of objects that the door belongs to.
    pub door_root: Arc<str>,
    /// What reports call the object that the way begins with: an Ingress, a route of a Gateway, a
    /// TargetGroupBinding, a Service.
    pub door: String,
    /// Whether it is certainly one.
    pub certain: bool,
}

/// All ways, each once.
pub(in super::super) fn ways(objects: &[Object], project: &Project) -> Vec<Way> {
    let index = Index::new(objects, project);
    let pods: Vec<Pods> = workloads::pods(&index);
    let leads = leads::all(&index, &pods);
    let mut ways = Vec::new();
    for (pods, leads) in pods.iter().zip(&leads) {
        for lead in leads.iter().filter(|lead| lead.outside) {
            let begins = lead.door.zip(lead.steps.first());
            ways.extend(begins.map(|(door, first)| Way {
                root: pods.object.root.clone(),
                workload: pods.object.name(),
                door_root: door.root.clone(),
                door: first.text.to_string(),
                certain: lead.doubts.is_empty(),
            }));
        }
    }
    ways.sort();
    ways.dedup();
    ways
}

//! What Kubernetes objects mean: workloads with their roles and replicas, and the load balancers
//! that controllers make of Services, Ingresses and Gateways.
//!
//! Objects belong together when they are applied to one cluster ([`sets`]), and there in one
//! namespace. What one of them names is looked for in its own set first, then in those that are
//! applied with it; where several of these are alternatives to each other (the overlays of one
//! base) and nothing tells which is meant, each is meant perhaps.
//!
//! Invariants: names are evidence of what a workload is for, never of what leads to it; a
//! controller that nothing tells of is not assumed.

mod accounts;
mod addresses;
mod alerts;
mod controller;
mod data;
mod doors;
mod firewall;
mod gaps;
mod gateways;
mod images;
mod index;
mod ingresses;
mod leads;
mod listeners;
mod machines;
mod node_classes;
mod pods;
mod record;
mod replicas;
mod roles;
mod routes;
mod services;
mod sets;
mod settings;
mod tasks;
mod updates;
pub(super) mod ways;
mod workloads;

#[cfg(test)]
mod tests;

use crate::config::Roles;
use crate::kubernetes::{Object, Release};
use crate::terraform::Project;

pub use gaps::Gaps;

use super::Objects;

/// What the files say about clusters, all told.
#[derive(Clone, Copy, Debug)]
pub struct Clusters<'a> {
    /// Objects of both worlds.
    pub objects: &'a [Object],
    /// Charts that are installed.
    pub releases: &'a [Release],
    /// Where there may be more objects.
    pub gaps: &'a Gaps,
    /// The Terraform roots: clusters, and modules that were not loaded.
    pub project: &'a Project,
    /// What users say of roles: `[roles]` of archlint.toml.
    pub roles: &'a Roles,
}

impl Objects {
    /// The derived subjects of `clusters`, in report order.
    pub fn of(clusters: Clusters<'_>) -> Objects {
        let mut outside = tasks::all(clusters.project);
        outside.extend(machines::all(clusters.project));
        let index = index::Index::new(clusters.objects.iter().chain(&outside), clusters.project);
        let controller = controller::of(&clusters, &index);
        let mut load_balancers = services::all(&index, &controller);
        load_balancers.extend(ingresses::all(&index));
        load_balancers.extend(gateways::all(&index));
        Objects {
            workloads: workloads::all(&index, &load_balancers, &clusters),
            load_balancers,
            service_accounts: accounts::all(&index),
            node_classes: node_classes::all(&index),
            alerts: alerts::all(&index),
        }
    }
}

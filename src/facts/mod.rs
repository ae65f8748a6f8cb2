//! What the infrastructure means: the questions that rules ask, answered from the graph.
//!
//! Invariants: facts are computed once and on demand; a fact answers with its evidence (the
//! origins of its values name the places that prove it, in order); what the graph leaves open is
//! unknown, never guessed. With `providers` the only code with AWS names.
//!
//! One room a subject, one file a family of facts. Rules know them by their entries in
//! [`catalogue`]; [`join`] says what a value names and who names an instance, [`answer`] makes the
//! values that facts give.

pub mod catalogue;

mod access;
mod answer;
mod data;
pub mod drawing;
mod edge;
mod environment;
mod join;
pub mod kubernetes;
mod looked_up;
mod network;
mod observation;
pub mod page;
mod presence;
mod region;
mod security_groups;
mod systems;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use observation::alarms::Alert;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::address::InstanceId;
use crate::config::{Regions, Roles};
use crate::finding::Diagnostic;
use crate::graph::Graph;
use crate::language::{Reason, Value};
use crate::source::Place;
use crate::terraform::{Existence, Project};

/// What facts are computed from: the world of one environment.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The environment; `None` where none is configured.
    pub environment: Option<&'a str>,
    project: &'a Project,
    graph: &'a Graph,
    objects: Objects,
    regions: Regions,
    roles: Roles,
    joins: join::Joins<'a>,
    routes: OnceLock<HashMap<InstanceId, OnceLock<network::route_tables::Routes<'a>>>>,
    exposures: OnceLock<HashMap<InstanceId, OnceLock<network::exposure::Exposure>>>,
    backups: OnceLock<data::selection::Selections<'a>>,
    looked_up: OnceLock<looked_up::LookedUp<'a>>,
    looked_up_tables: OnceLock<network::looked_up_tables::LookedUpTables<'a>>,
    systems: OnceLock<systems::Systems>,
    group_rules: OnceLock<HashMap<InstanceId, OnceLock<security_groups::group_rules::Rules<'a>>>>,
    group_owners: OnceLock<security_groups::groups::Owners<'a>>,
    covered: OnceLock<edge::certificates::Covered>,
    alarms: OnceLock<observation::alarms::Watches>,
    dashboards: OnceLock<observation::alarms::Watches>,
    ui_buckets: OnceLock<data::buckets::UiBuckets>,
    families: OnceLock<data::copies::Families<'a>>,
    followers_region: OnceLock<Value>,
    exports: OnceLock<HashMap<InstanceId, Vec<Reason>>>,
    nodes: OnceLock<Vec<Derived>>,
    role_names: OnceLock<access::account_roles::Names<'a>>,
    associations: OnceLock<access::account_roles::Associations<'a>>,
    role_holders: OnceLock<HashMap<InstanceId, OnceLock<Value>>>,
}

/// Derived subjects that come from Kubernetes objects, by name: what the manifests of the
/// environment add to the subjects that Terraform makes.
#[derive(Clone, Debug, Default)]
pub struct Objects {
    /// Services, Ingresses and Gateways, as records of [`catalogue::LOAD_BALANCER`].
    pub load_balancers: Vec<Derived>,
    /// What runs pods, as records of [`catalogue::WORKLOAD`].
    pub workloads: Vec<Derived>,
    /// What Prometheus tells people of.
    pub alerts: Vec<Alert>,
    /// Service accounts, as records of [`catalogue::SERVICE_ACCOUNT`].
    pub service_accounts: Vec<Derived>,
    /// What nodes are made by: each with its `kind` and its `object`.
    node_classes: Vec<Derived>,
}

/// One derived subject.
#[derive(Clone, Debug)]
pub struct Derived {
    /// The path of its root module or of its manifests' root.
    pub root: Arc<str>,
    /// Its address or id, as the user writes it.
    pub name: Arc<str>,
    /// Its record.
    pub value: Value,
    /// Whether it exists.
    pub existence: Existence,
    /// Its header line.
    pub place: Place,
}

impl<'a> Facts<'a> {
    /// The facts about `project`, whose graph is `graph`.
    pub fn new(project: &'a Project, graph: &'a Graph) -> Facts<'a> {
        Facts {
            environment: None,
            project,
            graph,
            objects: Objects::default(),
            regions: Regions::default(),
            roles: Roles::default(),
            joins: join::Joins::default(),
            routes: OnceLock::new(),
            exposures: OnceLock::new(),
            backups: OnceLock::new(),
            looked_up: OnceLock::new(),
            looked_up_tables: OnceLock::new(),
            systems: OnceLock::new(),
            group_rules: OnceLock::new(),
            group_owners: OnceLock::new(),
            covered: OnceLock::new(),
            alarms: OnceLock::new(),
            dashboards: OnceLock::new(),
            ui_buckets: OnceLock::new(),
            families: OnceLock::new(),
            followers_region: OnceLock::new(),
            exports: OnceLock::new(),
            nodes: OnceLock::new(),
            role_names: OnceLock::new(),
            associations: OnceLock::new(),
            role_holders: OnceLock::new(),
        }
    }

    /// The same facts of the environment called `name`.
    pub fn of_environment(mut self, name: &'a str) -> Self {
        self.environment = Some(name);
        self
    }

    /// The same facts, with what Kubernetes objects add.
    pub fn with_objects(mut self, objects: Objects) -> Self {
        self.objects = objects;
        self
    }

    /// The same facts, where users have said which region is for what.
    pub fn with_regions(mut self, regions: Regions) -> Self {
        self.regions = regions;
        self
    }

    /// The same facts, where users have said what workloads and buckets are for.
    pub fn with_roles(mut self, roles: Roles) -> Self {
        self.roles = roles;
        self
    }

    /// The derived subjects that `record` describes, in report order.
    pub fn derived(&self, record: &catalogue::Record) -> Vec<Derived> {
        let mut found = match record.name {
            "bucket" => data::buckets::all(self),
            "load_balancer" => {
                let mut all = edge::load_balancers::of_terraform(self);
                all.extend(self.objects.load_balancers.iter().cloned());
                all
            }
            "nodes" => self.nodes().to_vec(),
            "web_acl_attachment" => edge::acl_attachments::all(self),
            "network_tier" => network::network_tiers::all(self),
            "service_account" => self.objects.service_accounts.clone(),
            "tier" => observation::alarms::tiers(self),
            "workload" => self.objects.workloads.clone(),
            _ => Vec::new(),
        };
        found.sort_by(|a, b| (&a.root, &a.name).cmp(&(&b.root, &b.name)));
        found
    }

    /// What is odd about the infrastructure and changes no answer.
    pub fn oddities(&self) -> Vec<Diagnostic> {
        security_groups::conflicts::all(self)
    }

    fn alarms(&self) -> &observation::alarms::Watches {
        let alarms = || observation::alarms::Watches::alarms(self);
        self.alarms.get_or_init(alarms)
    }

    fn dashboards(&self) -> &observation::alarms::Watches {
        let dashboards = || observation::alarms::Watches::dashboards(self);
        self.dashboards.get_or_init(dashboards)
    }

    fn nodes(&self) -> &[Derived] {
        self.nodes.get_or_init(|| network::nodes::all(self))
    }

    fn families(&self) -> &data::copies::Families<'a> {
        self.families
            .get_or_init(|| data::copies::Families::of(self))
    }

    fn followers_region(&self) -> &Value {
        let region = || environment::of_followers(self);
        self.followers_region.get_or_init(region)
    }

    /// What reports call a root module.
    fn root_name(&self, root: crate::address::RootId) -> Arc<str> {
        let found = self.project.roots.get(root.0 as usize);
        found.map(|r| r.name.clone()).unwrap_or_default()
    }
}

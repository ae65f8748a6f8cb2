//! Resources of Terraform that are Kubernetes objects, as manifests would write them.
//!
//! The provider `kubernetes` writes the API in its own way: blocks for objects and for the elements
//! of lists, `snake_case`, singular names. What is an attribute (labels, data, limits) has keys of
//! the user and stays as it is. Unknown parts stay unknown.

use std::sync::Arc;

use crate::address::{Mode, Reference, Step};
use crate::language::{Element, HopKind, Kind, Origin, Reason, Type, Unknown, Value};
use crate::terraform::{Instance, Project};

use super::edit::with_entry;
use super::inline::document;
use super::object::{Form, Object};

/// The objects that a project declares.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    /// The objects, by root and address.
    pub objects: Vec<Object>,
    /// Why there may be more of them: manifests that are not known, with their roots.
    pub open: Vec<(Arc<str>, Reason)>,
}

/// The objects of all roots of `project`.
pub fn declared(project: &Project) -> Declared {
    let mut declared = Declared::default();
    for root in &project.roots {
        let instances = root.instances.iter();
        for instance in instances.filter(|i| i.id.address.mode == Mode::Managed) {
            declared.take(instance, &root.dir);
        }
    }
    declared
}

impl Declared {
    fn take(&mut self, instance: &Instance, root: &Arc<str>) {
        let value = match &*instance.id.address.kind {
            "kubernetes_manifest" => instance.written("manifest").cloned(),
            "kubectl_manifest" => instance.written("yaml_body").map(document),
            kind => kubernetes(kind, instance),
        };
        let Some(value) = value else { return };
        match Object::new(root, value.clone(), instance.header()) {
            Some(mut object) => {
                object.form = Form::Instance(instance.id.clone());
                object.existence = instance.existence.clone();
                object.place = instance.header();
                self.objects.push(object);
            }
            None => {
                let unknown = Unknown::from_parts(Type::Dynamic, [&value]);
                let reasons = unknown.map(|u| u.reasons).unwrap_or_default();
                let reasons = reasons.into_iter();
                self.open
                    .extend(reasons.map(|reason| (root.clone(), reason)));
            }
        }
    }
}

/// Resource types without the version behind them, with what they make.
const KINDS: &[(&str, &str, &str)] = &[
    (
        "cluster_role",
        "rbac.authorization.k8s.io/v1",
        "ClusterRole",
    ),
    (
        "cluster_role_binding",
        "rbac.authorization.k8s.io/v1",
        "ClusterRoleBinding",
    ),
    ("config_map", "v1", "ConfigMap"),
    ("cron_job", "batch/v1", "CronJob"),
    ("daemon_set", "apps/v1", "DaemonSet"),
    ("daemonset", "apps/v1", "DaemonSet"),
    ("deployment", "apps/v1", "Deployment"),
    ("endpoints", "v1", "Endpoints"),
    (
        "horizontal_pod_autoscaler",
        "autoscaling/v2",
        "HorizontalPodAutoscaler",
    ),
    ("ingress", "networking.k8s.io/v1", "Ingress"),
    ("ingress_class", "networking.k8s.io/v1", "IngressClass"),
    ("job", "batch/v1", "Job"),
    ("limit_range", "v1", "LimitRange"),
    (
        "mutating_webhook_configuration",
        "admissionregistration.k8s.io/v1",
        "MutatingWebhookConfiguration",
    ),
    ("namespace", "v1", "Namespace"),
    ("network_policy", "networking.k8s.io/v1", "NetworkPolicy"),
    ("persistent_volume", "v1", "PersistentVolume"),
    ("persistent_volume_claim", "v1", "PersistentVolumeClaim"),
    ("pod", "v1", "Pod"),
    ("pod_disruption_budget", "policy/v1", "PodDisruptionBudget"),
    ("priority_class", "scheduling.k8s.io/v1", "PriorityClass"),
    ("replication_controller", "v1", "ReplicationController"),
    ("resource_quota", "v1", "ResourceQuota"),
    ("role", "rbac.authorization.k8s.io/v1", "Role"),
    (
        "role_binding",
        "rbac.authorization.k8s.io/v1",
        "RoleBinding",
    ),
    ("secret", "v1", "Secret"),
    ("service", "v1", "Service"),
    ("service_account", "v1", "ServiceAccount"),
    ("stateful_set", "apps/v1", "StatefulSet"),
    ("storage_class", "storage.k8s.io/v1", "StorageClass"),
    (
        "validating_webhook_configuration",
        "admissionregistration.k8s.io/v1",
        "ValidatingWebhookConfiguration",
    ),
];

/// The object that a resource of the provider `kubernetes` makes.
fn kubernetes(kind: &str, instance: &Instance) -> Option<Value> {
    let name = kind.strip_prefix("kubernetes_")?;
    let versioned = name
        .rsplit_once("_v")
        .filter(|(_, version)| version.starts_with(|c: char| c.is_ascii_digit()));
    let name = versioned.map_or(name, |(name, _)| name);
    let (_, version, kind) = KINDS.iter().find(|(known, _, _)| *known == name)?;
    let mut block = Block {
        instance,
        path: Vec::new(),
    };
    let written = block.object(&instance.written);
    let header = || Origin::At(instance.header());
    let typed = with_entry(
        &written,
        "apiVersion",
        Some(Value::string(*version).at(header())),
    );
    Some(with_entry(
        &typed,
        "kind",
        Some(Value::string(*kind).at(header())),
    ))
}

/// Blocks that are elements of a list, with the name of the list, and the blocks that they stand in
/// (any where none is named; `""` is the resource itself).
const LISTS: &[(&str, &str, &[&str])] = &[
    ("container", "containers", &[]),
    ("egress", "egress", &[]),
    ("env", "env", &[]),
    ("env_from", "envFrom", &[]),
    ("from", "from", &[]),
    ("host_aliases", "hostAliases", &[]),
    ("http_header", "httpHeaders", &[]),
    ("image_pull_secret", "imagePullSecrets", &[]),
    ("image_pull_secrets", "imagePullSecrets", &[]),
    ("ingress", "ingress", &["spec"]),
    ("init_container", "initContainers", &[]),
    ("items", "items", &[]),
    ("limit", "limits", &["spec"]),
    ("match_expressions", "matchExpressions", &[]),
    ("match_fields", "matchFields", &[]),
    ("metric", "metrics", &["spec"]),
    ("node_selector_term", "nodeSelectorTerms", &[]),
    ("path", "paths", &["http"]),
    ("policy", "policies", &["scale_down", "scale_up"]),
    (
        "port",
        "ports",
        &["container", "init_container", "spec", "subset"],
    ),
    ("ports", "ports", &[]),
    (
        "preferred_during_scheduling_ignored_during_execution",
        "preferredDuringSchedulingIgnoredDuringExecution",
        &[],
    ),
    ("readiness_gate", "readinessGates", &[]),
    (
        "required_during_scheduling_ignored_during_execution",
        "requiredDuringSchedulingIgnoredDuringExecution",
        &["pod_affinity", "pod_anti_affinity"],
    ),
    ("rule", "rules", &[]),
    ("secret", "secrets", &[""]),
    ("sources", "sources", &[]),
    ("subject", "subjects", &[]),
    ("subset", "subsets", &[]),
    ("sysctl", "sysctls", &[]),
    ("tls", "tls", &[]),
    ("to", "to", &[]),
    ("toleration", "tolerations", &[]),
    (
        "topology_spread_constraint",
        "topologySpreadConstraints",
        &[],
    ),
    ("volume", "volumes", &[]),
    ("volume_claim_template", "volumeClaimTemplates", &[]),
    ("volume_device", "volumeDevices", &[]),
    ("volume_mount", "volumeMounts", &[]),
    ("webhook", "webhooks", &[]),
];

/// A block being translated.
struct Block<'i> {
    instance: &'i Instance,
    path: Vec<Step>,
}

impl Block<'_> {
    fn object(&mut self, entries: &crate::language::Entries) -> Value {
        let mut pairs: Vec<(Arc<str>, Value)> = Vec::with_capacity(entries.len());
        for (name, value) in entries.iter().filter(|(_, value)| !value.is_null()) {
            let listed = self.listed(name);
            self.path.push(Step::Attr(name.clone()));
            let part = self.part(value, listed.is_some());
            self.path.pop();
            let name = listed.map_or_else(|| camel(name), str::to_owned);
            pairs.extend(part.map(|part| (name.into(), part)));
        }
        Value::object(pairs)
    }

    /// The list that blocks called `name` are elements of.
    fn listed(&self, name: &str) -> Option<&'static str> {
        let around = self.path.iter().rev().find_map(|step| match step {
            Step::Attr(name) => Some(&**name),
            _ => None,
        });
        let around = around.unwrap_or("");
        let found = LISTS.iter().find(|(block, _, inside)| {
            *block == name && (inside.is_empty() || inside.contains(&around))
        });
        found.map(|(_, list, _)| *list)
    }

    /// What stands behind a name: blocks, or an attribute. `None` for no blocks.
    fn part(&mut self, value: &Value, listed: bool) -> Option<Value> {
        if let Some(blocks) = blocks(value) {
            let items: Vec<Value> = blocks
                .iter()
                .enumerate()
                .map(|(at, block)| self.element(at, block))
                .collect();
            let made = match (listed, items.as_slice()) {
                (true, _) => Value::tuple(items),
                (false, []) => return None,
                (false, [one]) => return Some(one.clone()),
                (false, _) => Value::tuple(items),
            };
            return Some(made.at(value.origin.clone()));
        }
        if let Some(unknown) = value.as_unknown().filter(|u| !u.elements.is_empty()) {
            let elements = unknown.elements.iter().enumerate();
            let elements: Vec<Element> = elements
                .map(|(at, element)| Element {
                    value: self.element(at, &element.value),
                    ..element.clone()
                })
                .collect();
            let kept = Unknown::clone(unknown).with_elements(elements, unknown.open);
            return Some(self.placed(Value::unknown(kept).at(value.origin.clone())));
        }
        Some(self.placed(value.clone()))
    }

    fn element(&mut self, at: usize, block: &Value) -> Value {
        let Some(entries) = block.as_entries() else {
            return block.clone();
        };
        self.path.push(Step::Index(at as u64));
        let object = self.object(entries).at(block.origin.clone());
        self.path.pop();
        object.marked(block.secrecy)
    }

    /// An attribute, at its own line wherever its value comes from.
    fn placed(&self, value: Value) -> Value {
        let place = self.instance.place_of(&self.path);
        if let Origin::At(at) = value.origin
            && at.file == place.file
            && place.span.start <= at.span.start
            && at.span.end <= place.span.end
        {
            return value;
        }
        let reference = Reference {
            instance: self.instance.id.clone(),
            path: self.path.clone(),
        };
        let hop = HopKind::Attribute(Box::new(reference));
        let from = vec![value.origin.clone()];
        value.at(Origin::via(hop, Some(place), from))
    }
}

/// The blocks that a value is, if it is blocks: attributes are no tuples of objects.
fn blocks(value: &Value) -> Option<&[Value]> {
    let Kind::Tuple(items) = &value.kind else {
        return None;
    };
    let object = |item: &Value| matches!(item.kind, Kind::Object(_));
    items.iter().all(object).then_some(items.as_slice())
}

/// Names that do not follow the rule.
const NAMES: &[(&str, &str)] = &[
    ("cluster_ip", "clusterIP"),
    ("cluster_ips", "clusterIPs"),
    ("external_ips", "externalIPs"),
    ("host_ip", "hostIP"),
    ("host_ipc", "hostIPC"),
    ("host_pid", "hostPID"),
    ("load_balancer_ip", "loadBalancerIP"),
    ("non_resource_urls", "nonResourceURLs"),
    ("pod_ip", "podIP"),
    (
        "target_cpu_utilization_percentage",
        "targetCPUUtilizationPercentage",
    ),
    ("volume_id", "volumeID"),
];

/// `match_labels` as the API writes it.
fn camel(name: &str) -> String {
    if let Some((_, name)) = NAMES.iter().find(|(known, _)| *known == name) {
        return (*name).to_owned();
    }
    let mut words = name.split('_');
    let mut camel = words.next().unwrap_or("").to_owned();
    for word in words {
        let mut letters = word.chars();
        camel.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
    }
    camel
}

//! Who makes load balancers of Services that name no controller.
//!
//! The cloud provider of the cluster does, unless something takes them over: the AWS Load Balancer
//! Controller by its webhook (since 2.5, chart 1.5), or EKS Auto Mode.

use crate::language::{Instance as _, Reason, Value};
use crate::terraform::Existence;

use super::super::answer::{Step, field, reasons};
use super::Clusters;
use super::images::repository;
use super::index::{Index, doubts};
use super::pods::Pods;

/// The chart of the AWS Load Balancer Controller.
const CHART: &str = "aws-load-balancer-controller";
/// The chart's value that switches its webhook for Services.
const WEBHOOK: &str = "enableServiceMutatorWebhook";

/// Who takes Services that name no controller.
#[derive(Debug)]
pub(super) enum Controller {
    /// The cloud provider of the cluster.
    InTree,
    /// The AWS Load Balancer Controller or EKS Auto Mode; what tells.
    Aws(Vec<Step>),
    /// Nobody knows.
    Undecided(Vec<Reason>),
}

/// What the files tell.
#[derive(Default)]
struct Signs {
    taken: Vec<Step>,
    /// A controller that leaves Services alone.
    left: Vec<Step>,
    doubts: Vec<Reason>,
}

/// The controller of the clusters of a scan.
pub(super) fn of(clusters: &Clusters, index: &Index) -> Controller {
    let mut signs = Signs::default();
    signs.releases(clusters);
    signs.clusters(clusters);
    signs.modules(clusters);
    signs.objects(index);
    match (signs.taken.is_empty(), signs.left.is_empty()) {
        _ if !signs.doubts.is_empty() => Controller::Undecided(signs.doubts),
        (false, true) => Controller::Aws(signs.taken),
        (true, _) => Controller::InTree,
        (false, false) => {
            let both = signs.taken.first().into_iter().chain(signs.left.first());
            let reasons = both.map(|step| {
                let kind = crate::language::ReasonKind::Schema;
                Reason::new(kind, format!("the cluster of {}", step.text), step.place)
            });
            Controller::Undecided(reasons.collect())
        }
    }
}

impl Signs {
    /// Adds a sign that exists so far as `existence` says, and that says so far as `on` is known.
    fn sign(&mut self, step: Step, existence: &Existence, on: Option<&Value>) {
        let known = match on {
            None => Some(true),
            Some(on) => on.as_bool().or(match on.as_str() {
                Some("true") => Some(true),
                Some("false") => Some(false),
                _ => None,
            }),
        };
        match (existence, known) {
            (Existence::Certain, Some(true)) => self.taken.push(step),
            (Existence::Certain, Some(false)) => self.left.push(step),
            // Where it is not, the cloud provider does what it would leave to it.
            (Existence::Maybe(_), Some(false)) => {}
            (Existence::Maybe(reasons), _) => self.doubts.extend(reasons.iter().cloned()),
            (Existence::Certain, None) => {
                self.doubts.extend(on.map(reasons).unwrap_or_default());
            }
        }
    }

    fn releases(&mut self, clusters: &Clusters) {
        for release in clusters.releases {
            let step = Step::at(release.name.clone(), release.place);
            let old = release.version.as_str().is_some_and(is_before_webhook);
            match release.chart.as_str() {
                Some(chart) if is_called(chart, CHART) => {
                    let off = Value::bool(false);
                    let on = match old {
                        true => Some(off),
                        false => release.value(&[WEBHOOK]),
                    };
                    self.sign(step, &release.existence, on.as_ref());
                }
                // A chart that nobody knows may be any.
                None if release.chart.is_unknown() => {
                    self.doubts.extend(reasons(&release.chart));
                }
                _ => {}
            }
        }
    }

    fn clusters(&mut self, clusters: &Clusters) {
        let roots = clusters.project.roots.iter();
        let instances = roots.flat_map(|root| root.instances.iter());
        for cluster in instances.filter(|i| &*i.id.address.kind == "aws_eks_cluster") {
            if cluster.id.address.mode != crate::address::Mode::Managed {
                continue;
            }
            let config = cluster.attribute("compute_config");
            let block = match config.as_sequence() {
                Some(items) => items.first().cloned(),
                None => Some(config),
            };
            let Some(block) = block.filter(|block| !block.is_null()) else {
                continue;
            };
            let enabled = match block.is_unknown() {
                true => block,
                false => field(&block, "enabled"),
            };
            if enabled.is_null() || enabled.as_bool() == Some(false) {
                continue;
            }
            let place = enabled.origin.nearest().unwrap_or_else(|| cluster.header());
            let step = Step::at(format!("EKS Auto Mode of {}", cluster.id), place);
            self.sign(step, &cluster.existence, Some(&enabled));
        }
    }

    /// Modules that were not loaded, by what they are given and what they are called.
    fn modules(&mut self, clusters: &Clusters) {
        let calls = clusters.project.roots.iter().flat_map(|root| &root.opaque);
        for call in calls {
            let step = Step::at(format!("module {}", call.source), call.place);
            let flag = call.arguments.get("enable_aws_load_balancer_controller");
            let dedicated = ["load-balancer-controller", "lb-controller"];
            let dedicated = dedicated.iter().any(|name| call.source.contains(name));
            match flag.filter(|flag| !flag.is_null()) {
                Some(flag) if flag.as_bool() == Some(false) => {}
                Some(flag) => self.sign(step, &call.existence, Some(flag)),
                None if dedicated => self.sign(step, &call.existence, None),
                None => {}
            }
        }
    }

    /// Manifests of the controller itself, as its chart renders them.
    fn objects(&mut self, index: &Index) {
        let hooks = index.all("MutatingWebhookConfiguration").iter();
        let hooks: Vec<bool> = hooks
            .filter_map(|hook| hook.get(&["webhooks"])?.as_sequence())
            .map(|hooks| {
                hooks
                    .iter()
                    .filter_map(|h| field(h, "name").as_str().map(str::to_owned))
                    .collect()
            })
            .filter(|names: &Vec<String>| names.iter().any(|n| n.ends_with("elbv2.k8s.aws")))
            .map(|names| names.iter().any(|name| name == "mservice.elbv2.k8s.aws"))
            .collect();
        for object in index.all("Deployment") {
            let pods = Pods::of(object, index);
            let (containers, _) = pods.containers();
            let runs = containers.iter().any(|container| {
                let image = container.as_entries().and_then(|e| e.get("image"));
                image.and_then(repository).as_deref() == Some(CHART)
            });
            if !runs {
                continue;
            }
            let step = Step::at(object.name(), object.place);
            match (doubts(object), hooks.is_empty() || hooks.contains(&true)) {
                ([], true) => self.taken.push(step),
                ([], false) => self.left.push(step),
                (doubts, _) => self.doubts.extend(doubts.iter().cloned()),
            }
        }
    }
}

/// Whether `chart` names the chart `name`, with a repository or a path before it.
fn is_called(chart: &str, name: &str) -> bool {
    chart.rsplit('/').next() == Some(name)
}

/// Whether a version of the chart is older than its webhook for Services.
fn is_before_webhook(version: &str) -> bool {
    let mut numbers = version.trim_start_matches('v').split('.');
    let mut next = || numbers.next().and_then(|n| n.parse::<u32>().ok());
    matches!((next(), next()), (Some(0), _) | (Some(1), Some(0..=4)))
}

//! The signals that the architecture names, and the metrics that carry them on each tier.
//!
//! Names are those of the CloudWatch metrics that AWS services and the CloudWatch agent publish,
//! and of the exporters that Prometheus commonly scrapes.

/// A part of the system that is watched as one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(in crate::facts) enum Tier {
    Database,
    Compute,
    LoadBalancer,
    Distribution,
}

impl Tier {
    pub const ALL: [Tier; 4] = [
        Tier::Database,
        Tier::Compute,
        Tier::LoadBalancer,
        Tier::Distribution,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Tier::Database => "database",
            Tier::Compute => "compute",
            Tier::LoadBalancer => "load-balancer",
            Tier::Distribution => "distribution",
        }
    }

    /// The types of its resources.
    pub fn types(self) -> &'static [&'static str] {
        match self {
            Tier::Database => &["aws_rds_cluster", "aws_db_instance"],
            Tier::Compute => &["aws_eks_cluster"],
            Tier::LoadBalancer => &["aws_lb", "aws_alb"],
            Tier::Distribution => &["aws_cloudfront_distribution"],
        }
    }
}

/// What is to be seen of a tier.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(in crate::facts) enum Signal {
    Cpu,
    Memory,
    Disk,
    Network,
    Requests,
    Health,
}

impl Signal {
    const ALL: [Signal; 6] = [
        Signal::Cpu,
        Signal::Memory,
        Signal::Disk,
        Signal::Network,
        Signal::Requests,
        Signal::Health,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Signal::Cpu => "cpu",
            Signal::Memory => "memory",
            Signal::Disk => "disk",
            Signal::Network => "network",
            Signal::Requests => "requests",
            Signal::Health => "health",
        }
    }

    /// Those that a tier has, in order.
    pub fn of(tier: Tier) -> impl Iterator<Item = Signal> {
        let has = move |signal: &Signal| METRICS.iter().any(|m| m.0 == tier && m.1 == *signal);
        Signal::ALL.into_iter().filter(has)
    }
}

/// Tier, signal, namespace, names; a `*` at the end of a name stands for anything.
type Metrics = (Tier, Signal, &'static str, &'static [&'static str]);

const INSIGHTS: &str = "ContainerInsights";
const AGENT: &str = "CWAgent";
const EC2: &str = "AWS/EC2";
const RDS: &str = "AWS/RDS";
const ELB: &str = "AWS/ApplicationELB";
const EDGE: &str = "AWS/CloudFront";
/// Health checks from outside see whatever answers there.
const CHECKS: &str = "AWS/Route53";

#[rustfmt::skip]
const METRICS: &[Metrics] = &[
    (Tier::Database, Signal::Cpu, RDS, &["CPUUtilization"]),
    (Tier::Database, Signal::Memory, RDS, &["FreeableMemory"]),
    // Aurora's storage grows by itself: any of them shows what becomes of it.
    (Tier::Database, Signal::Disk, RDS, &["AuroraVolumeBytesLeftTotal", "FreeLocalStorage", "FreeStorageSpace", "VolumeBytesUsed"]),
    (Tier::Database, Signal::Network, RDS, &["NetworkReceiveThroughput", "NetworkThroughput", "NetworkTransmitThroughput"]),
    (Tier::Compute, Signal::Cpu, INSIGHTS, &["container_cpu_utilization*", "node_cpu_utilization", "pod_cpu_utilization*"]),
    (Tier::Compute, Signal::Cpu, EC2, &["CPUUtilization"]),
    (Tier::Compute, Signal::Cpu, AGENT, &["cpu_usage_*"]),
    (Tier::Compute, Signal::Memory, INSIGHTS, &["container_memory_utilization*", "node_memory_utilization", "pod_memory_utilization*"]),
    (Tier::Compute, Signal::Memory, AGENT, &["mem_available*", "mem_used*"]),
    (Tier::Compute, Signal::Disk, INSIGHTS, &["container_filesystem_utilization", "node_filesystem_utilization"]),
    (Tier::Compute, Signal::Disk, AGENT, &["disk_free", "disk_used*"]),
    (Tier::Compute, Signal::Network, INSIGHTS, &["node_network_total_bytes", "pod_network_*"]),
    (Tier::Compute, Signal::Network, EC2, &["NetworkIn", "NetworkOut"]),
    (Tier::Compute, Signal::Network, AGENT, &["net_bytes_*"]),
    (Tier::Compute, Signal::Health, INSIGHTS, &["cluster_failed_node_count", "service_number_of_running_pods"]),
    (Tier::LoadBalancer, Signal::Requests, ELB, &["RequestCount", "RequestCountPerTarget"]),
    (Tier::LoadBalancer, Signal::Health, ELB, &["HTTPCode_ELB_5*", "HTTPCode_Target_5XX_Count", "HealthyHostCount", "UnHealthyHostCount"]),
    (Tier::LoadBalancer, Signal::Health, CHECKS, &["HealthCheckStatus"]),
    (Tier::Distribution, Signal::Requests, EDGE, &["Requests"]),
    (Tier::Distribution, Signal::Health, EDGE, &["50*ErrorRate", "5xxErrorRate", "TotalErrorRate"]),
    (Tier::Distribution, Signal::Health, CHECKS, &["HealthCheckStatus"]),
];

/// What Prometheus calls them: tier, signal, how names begin.
#[rustfmt::skip]
const SERIES: &[(Tier, Signal, &[&str])] = &[
    (Tier::Compute, Signal::Cpu, &["container_cpu_", "node_cpu_"]),
    (Tier::Compute, Signal::Memory, &["container_memory_", "node_memory_"]),
    (Tier::Compute, Signal::Disk, &["kubelet_volume_stats_", "node_filesystem_"]),
    (Tier::Compute, Signal::Network, &["container_network_", "node_network_"]),
    (Tier::Compute, Signal::Health, &["kube_daemonset_status_", "kube_deployment_status_", "kube_node_status_", "kube_pod_container_status_", "kube_pod_status_", "kube_statefulset_status_"]),
    (Tier::LoadBalancer, Signal::Requests, &["http_requests_total", "http_server_requests_", "nginx_ingress_controller_requests"]),
    (Tier::LoadBalancer, Signal::Health, &["probe_success"]),
];

/// A signal of a tier.
pub(in crate::facts) type Cell = (Tier, Signal);

/// All there are.
pub(in crate::facts) fn cells() -> impl Iterator<Item = Cell> {
    let of = |tier| Signal::of(tier).map(move |signal| (tier, signal));
    Tier::ALL.into_iter().flat_map(of)
}

/// Whether a namespace publishes in us-east-1, whatever it is about.
pub(in crate::facts) fn is_global(namespace: &str) -> bool {
    matches!(namespace, EDGE | CHECKS)
}

/// What the metric `name` of `namespace` tells of; of any name, where it is `None`.
pub(in crate::facts) fn carried<'n>(
    namespace: &'n str,
    name: Option<&'n str>,
) -> impl Iterator<Item = Cell> + 'n {
    let meant = move |metrics: &&Metrics| {
        let named = |pattern: &&str| name.is_none_or(|name| matches(pattern, name));
        metrics.2 == namespace && metrics.3.iter().any(named)
    };
    METRICS.iter().filter(meant).map(|m| (m.0, m.1))
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => {
            let rest = name.strip_prefix(start);
            rest.is_some_and(|rest| rest.ends_with(end))
        }
        None => pattern == name,
    }
}

/// The metrics that a query (`SELECT … FROM …`, `SEARCH(…)`) or a piece of metric math names, with
/// their namespaces.
pub(in crate::facts) fn in_query(query: &str) -> impl Iterator<Item = (&'static str, Cell)> {
    let words: Vec<&str> = words(query, &['_', '/']).collect();
    let named = move |metrics: &&Metrics| {
        let name = |pattern: &&str| words.iter().any(|word| matches(pattern, word));
        words.contains(&metrics.2) && metrics.3.iter().any(name)
    };
    METRICS.iter().filter(named).map(|m| (m.2, (m.0, m.1)))
}

/// What an expression of Prometheus tells of.
pub(in crate::facts) fn in_promql(query: &str) -> impl Iterator<Item = Cell> {
    let words: Vec<&str> = words(query, &['_', ':']).collect();
    let named = move |series: &&(Tier, Signal, &[&str])| {
        let begins = |word: &&str| {
            // A recording rule says after colons what it was made of.
            let mut parts = word.split(':');
            parts.any(|part| series.2.iter().any(|start| part.starts_with(start)))
        };
        words.iter().any(begins)
    };
    SERIES.iter().filter(named).map(|s| (s.0, s.1))
}

fn words<'t>(text: &'t str, also: &'static [char]) -> impl Iterator<Item = &'t str> {
    let inside = move |c: char| c.is_ascii_alphanumeric() || also.contains(&c);
    text.split(move |c| !inside(c))
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(cells: impl Iterator<Item = Cell>) -> Vec<String> {
        cells
            .map(|(tier, signal)| format!("{} {}", tier.as_str(), signal.as_str()))
            .collect()
    }

    #[test]
    fn metrics_tell_of_signals() {
        assert_eq!(
            shown(carried("AWS/RDS", Some("FreeableMemory"))),
            ["database memory"]
        );
        assert_eq!(
            shown(carried(
                "ContainerInsights",
                Some("pod_cpu_utilization_over_pod_limit")
            )),
            ["compute cpu"]
        );
        assert!(shown(carried("AWS/RDS", Some("node_cpu_utilization"))).is_empty());
        assert_eq!(
            shown(carried("AWS/CloudFront", None)),
            ["distribution requests", "distribution health"]
        );
    }

    #[test]
    fn queries_name_metrics() {
        let query = "SELECT MAX(CPUUtilization) FROM SCHEMA(\"AWS/RDS\", DBInstanceIdentifier)";
        assert_eq!(shown(in_query(query).map(|m| m.1)), ["database cpu"]);
        let query = "SEARCH('{AWS/EC2,InstanceId} MetricName=\"NetworkIn\"', 'Average')";
        assert_eq!(shown(in_query(query).map(|m| m.1)), ["compute network"]);
        assert!(shown(in_query("m1 / m2 * 100").map(|m| m.1)).is_empty());
    }

    #[test]
    fn series_of_prometheus_name_signals() {
        let query = "sum(rate(container_cpu_usage_seconds_total[5m])) by (pod) > 0.8";
        assert_eq!(shown(in_promql(query)), ["compute cpu"]);
        let recorded = "instance:node_memory_utilisation:ratio > 0.9";
        assert_eq!(shown(in_promql(recorded)), ["compute memory"]);
        assert!(shown(in_promql("up == 0")).is_empty());
    }

    #[test]
    fn every_tier_has_signals() {
        for tier in Tier::ALL {
            assert!(Signal::of(tier).count() >= 2, "{tier:?}");
        }
        assert_eq!(cells().count(), 4 + 5 + 2 + 2);
    }
}

//! Well-known charts: what they run, and by which values it is reached.

/// What switches a part of a chart.
pub(super) enum Switch {
    /// Nothing: it is always there.
    Always,
    /// A value with this default.
    Value(&'static str, bool),
    /// A value whose default differs from version to version.
    Undecided(&'static str),
}

use Switch::{Always, Undecided, Value};

/// Pods that a chart runs, with what leads to them.
pub(super) struct Part {
    /// The charts that have it.
    pub charts: &'static [&'static str],
    /// The chart that installs it, where that is one that they install along; else empty.
    pub of: &'static str,
    /// What its name ends in.
    pub suffix: &'static str,
    /// The kind of the object that makes the pods.
    pub kind: &'static str,
    /// The repository of the image, without what stands before it; empty where the pods are no
    /// workload of the system.
    pub image: &'static str,
    pub switch: Switch,
    /// The values of its Service.
    pub service: &'static str,
    /// The type of the Service without them.
    pub service_type: &'static str,
    /// The values of its Ingress; empty without one.
    pub ingress: &'static str,
}

/// Where charts that nobody lists have their values, since `helm create` lays them out so.
pub(super) const USUAL: Part = Part {
    charts: &[],
    of: "",
    suffix: "",
    kind: "Deployment",
    image: "",
    switch: Always,
    service: "service",
    service_type: "ClusterIP",
    ingress: "ingress",
};

const STACKS: &[&str] = &["kube-prometheus-stack", "prometheus-operator"];
const VICTORIA: &[&str] = &["victoria-metrics-k8s-stack"];

/// Collectors and displays of measurements.
#[rustfmt::skip] // A table: one line a row.
pub(super) const METRICS: &[Part] = &[
    metrics(STACKS, "grafana", "", "grafana", Value("grafana.enabled", true), ("grafana.service", "grafana.ingress")),
    metrics(STACKS, "", "-prometheus", "prometheus", Value("prometheus.enabled", true), ("prometheus.service", "prometheus.ingress")),
    metrics(STACKS, "", "-alertmanager", "alertmanager", Value("alertmanager.enabled", true), ("alertmanager.service", "alertmanager.ingress")),
    metrics(&["alertmanager"], "", "", "alertmanager", Always, ("service", "ingress")),
    metrics(&["grafana"], "", "", "grafana", Always, ("service", "ingress")),
    metrics(&["jaeger"], "", "-query", "jaeger-query", Value("query.enabled", true), ("query.service", "query.ingress")),
    metrics(&["kube-state-metrics"], "", "", "kube-state-metrics", Always, ("service", "")),
    metrics(&["loki", "loki-distributed"], "", "-gateway", "loki", Always, ("gateway.service", "gateway.ingress")),
    metrics(&["loki-stack"], "", "", "loki", Value("loki.enabled", true), ("loki.service", "loki.ingress")),
    metrics(&["loki-stack"], "grafana", "", "grafana", Value("grafana.enabled", false), ("grafana.service", "grafana.ingress")),
    metrics(&["mimir-distributed"], "", "-nginx", "mimir", Always, ("nginx.service", "nginx.ingress")),
    metrics(&["opentelemetry-collector"], "", "", "opentelemetry-collector", Always, ("service", "ingress")),
    metrics(&["prometheus"], "", "-server", "prometheus", Always, ("server.service", "server.ingress")),
    metrics(&["prometheus"], "alertmanager", "", "alertmanager", Value("alertmanager.enabled", true), ("alertmanager.service", "alertmanager.ingress")),
    metrics(&["prometheus"], "prometheus-pushgateway", "", "pushgateway", Value("prometheus-pushgateway.enabled", true), ("prometheus-pushgateway.service", "prometheus-pushgateway.ingress")),
    metrics(&["prometheus-pushgateway"], "", "", "pushgateway", Always, ("service", "ingress")),
    metrics(&["tempo"], "", "", "tempo", Always, ("service", "ingress")),
    metrics(&["thanos"], "", "-query", "thanos", Always, ("query.service", "query.ingress")),
    metrics(&["victoria-metrics-single"], "", "-server", "victoria-metrics", Always, ("server.service", "server.ingress")),
    metrics(VICTORIA, "grafana", "", "grafana", Value("grafana.enabled", true), ("grafana.service", "grafana.ingress")),
    metrics(VICTORIA, "", "-vmsingle", "vmsingle", Value("vmsingle.enabled", true), ("vmsingle.service", "vmsingle.ingress")),
];

const WITH_POSTGRESQL: &[&str] = &[
    "airflow",
    "gitlab",
    "keycloak",
    "keycloakx",
    "mattermost",
    "redmine",
    "sentry",
    "sonarqube",
    "superset",
    "temporal",
];

/// Databases, and charts that install one along.
#[rustfmt::skip] // A table: one line a row.
pub(super) const DATABASES: &[Part] = &[
    database(&["cassandra"], "", "cassandra", Always, "service"),
    database(&["clickhouse"], "", "clickhouse", Always, "service"),
    database(&["cluster"], "", "postgresql", Always, ""),
    database(&["cockroachdb"], "", "cockroach", Always, "service.public"),
    database(&["mariadb", "mariadb-galera"], "", "mariadb", Always, "primary.service"),
    database(&["mongodb", "mongodb-sharded"], "", "mongodb", Always, "service"),
    database(&["mysql"], "", "mysql", Always, "primary.service"),
    database(&["pg-db"], "", "postgres", Always, "expose"),
    database(&["postgresql"], "", "postgresql", Always, "primary.service"),
    database(&["postgresql-ha"], "", "postgresql-repmgr", Always, "service"),
    database(&["psmdb-db"], "", "mongodb", Always, "expose"),
    database(&["pxc-db"], "", "mysql", Always, "expose"),
    database(&["timescaledb-single"], "", "timescaledb", Always, "service"),
    database(WITH_POSTGRESQL, "postgresql", "postgresql", Undecided("postgresql.enabled"), "postgresql.primary.service"),
    database(&["gitea"], "postgresql-ha", "postgresql-repmgr", Undecided("postgresql-ha.enabled"), "postgresql-ha.service"),
    database(&["nextcloud", "wordpress"], "mariadb", "mariadb", Undecided("mariadb.enabled"), "mariadb.primary.service"),
];

/// Databases that any chart may install along, by the value that switches them on.
#[rustfmt::skip] // A table: one line a row.
pub(super) const ALONG: &[Part] = &[
    database(&[], "cockroachdb", "cockroach", Value("cockroachdb.enabled", false), ""),
    database(&[], "mariadb", "mariadb", Value("mariadb.enabled", false), ""),
    database(&[], "mongodb", "mongodb", Value("mongodb.enabled", false), ""),
    database(&[], "mysql", "mysql", Value("mysql.enabled", false), ""),
    database(&[], "postgresql", "postgresql", Value("postgresql.enabled", false), ""),
    database(&[], "postgresql-ha", "postgresql-repmgr", Value("postgresql-ha.enabled", false), ""),
];

/// What lets traffic in for others.
#[rustfmt::skip] // A table: one line a row.
pub(super) const DOORS: &[Part] = &[
    door(&["contour"], "-envoy", "envoy", "envoy.service"),
    door(&["emissary-ingress"], "", "emissary", "service"),
    door(&["gateway"], "", "proxyv2", "service"),
    door(&["ingress-nginx"], "-controller", "ingress-nginx/controller", "controller.service"),
    door(&["kong"], "-proxy", "kong", "proxy"),
    door(&["kubernetes-ingress"], "", "kubernetes-ingress", "controller.service"),
    door(&["nginx-ingress"], "-controller", "nginx-ingress", "controller.service"),
    door(&["nginx-ingress-controller"], "", "nginx-ingress-controller", "service"),
    door(&["traefik"], "", "traefik", "service"),
];

/// Tools of those who run the system. What they run is nobody's API; how they are reached counts.
#[rustfmt::skip] // A table: one line a row.
pub(super) const TOOLS: &[Part] = &[
    tool(&["argo-cd", "argocd"], "-server", "server.service", "server.ingress"),
    tool(&["argo-workflows"], "-server", "", "server.ingress"),
    tool(&["argo-rollouts"], "-dashboard", "dashboard.service", "dashboard.ingress"),
];

/// Charts that run nothing that a rule asks about: controllers, agents, drivers, definitions.
#[rustfmt::skip] // A table: as many as fit into a row.
pub(super) const OTHERS: &[&str] = &[
    "argo-events", "argocd-apps",
    "aws-calico", "aws-cloudwatch-metrics", "aws-ebs-csi-driver", "aws-efa-k8s-device-plugin",
    "aws-efs-csi-driver",     "aws-for-fluent-bit", "aws-fsx-csi-driver", "aws-gateway-controller-chart",
    "aws-load-balancer-controller", "aws-mountpoint-s3-csi-driver", "aws-node-termination-handler",
    "aws-privateca-issuer", "aws-vpc-cni", "base", "calico", "cert-manager",
    "cert-manager-csi-driver", "cilium", "cloudnative-pg", "cluster-autoscaler",
    "cluster-proportional-autoscaler", "cni", "crossplane", "datadog", "dcgm-exporter",
    "descheduler", "external-dns", "external-secrets", "falco", "fluent-bit", "fluentd", "flux2",
    "gatekeeper", "gha-runner-scale-set", "gha-runner-scale-set-controller", "gpu-operator",
    "grafana-operator", "istiod", "k8tz", "karpenter", "karpenter-crd", "keda", "kube-downscaler",
    "kubernetes-replicator", "kubescape-operator", "kyverno", "kyverno-policies",
    "linkerd-control-plane", "linkerd-crds", "metrics-server", "neuron-helm-chart", "newrelic", "node-problem-detector",
    "nvidia-device-plugin", "nvidia-gpu-operator", "opentelemetry-operator", "pgo",
    "policy-reporter", "polaris", "postgres-operator", "prometheus-adapter",
    "prometheus-blackbox-exporter", "prometheus-cloudwatch-exporter", "prometheus-node-exporter",
    "prometheus-operator-crds", "prometheus-postgres-exporter", "promtail", "reloader", "rollouts",
    "s3-csi-driver", "sealed-secrets", "secrets-store-csi-driver",
    "secrets-store-csi-driver-provider-aws", "snapshot-controller", "splunk-otel-collector",
    "tigera-operator", "trivy-operator", "trust-manager", "vault-secrets-operator", "velero",
    "vertical-pod-autoscaler", "victoria-metrics-operator", "vpa", "yunikorn", "ztunnel",
];

const fn metrics(
    charts: &'static [&'static str],
    of: &'static str,
    suffix: &'static str,
    image: &'static str,
    switch: Switch,
    ways: (&'static str, &'static str),
) -> Part {
    Part {
        charts,
        of,
        suffix,
        kind: "Deployment",
        image,
        switch,
        service: ways.0,
        service_type: "ClusterIP",
        ingress: ways.1,
    }
}

const fn database(
    charts: &'static [&'static str],
    of: &'static str,
    image: &'static str,
    switch: Switch,
    service: &'static str,
) -> Part {
    Part {
        charts,
        of,
        suffix: "",
        kind: "StatefulSet",
        image,
        switch,
        service,
        service_type: "ClusterIP",
        ingress: "",
    }
}

const fn door(
    charts: &'static [&'static str],
    suffix: &'static str,
    image: &'static str,
    service: &'static str,
) -> Part {
    Part {
        charts,
        of: "",
        suffix,
        kind: "Deployment",
        image,
        switch: Always,
        service,
        service_type: "LoadBalancer",
        ingress: "",
    }
}

const fn tool(
    charts: &'static [&'static str],
    suffix: &'static str,
    service: &'static str,
    ingress: &'static str,
) -> Part {
    Part {
        charts,
        of: "",
        suffix,
        kind: "Deployment",
        image: "",
        switch: Always,
        service,
        service_type: "ClusterIP",
        ingress,
    }
}

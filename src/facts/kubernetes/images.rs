//! What images are for, told by their names.

use std::borrow::Cow;

use crate::language::{Piece, Value};

/// The repository of an image without registry account and tag: `grafana` of
/// `docker.io/grafana/grafana:12`. Of a text known in part the repository must be.
pub(super) fn repository(image: &Value) -> Option<Cow<'_, str>> {
    if let Some(whole) = image.as_str() {
        return named(whole, true).map(Cow::Borrowed);
    }
    let unknown = image.as_unknown()?;
    let prefix = unknown.prefix.as_deref();
    let of_prefix = prefix.and_then(|prefix| named(prefix, false));
    if let Some(name) = of_prefix {
        return Some(Cow::Borrowed(name));
    }
    let pieces = unknown.pieces.as_deref()?.iter().map(|piece| match piece {
        Piece::Text(text) => text,
        Piece::Unknown(_) => UNKNOWN,
    });
    let text: String = pieces.collect();
    let name = named(&text, true).filter(|name| !name.contains(UNKNOWN))?;
    Some(Cow::Owned(name.to_owned()))
}

/// Stands for what is not known of a text.
const UNKNOWN: &str = "\u{fffd}";

/// The name of the repository in a text, which more may follow unless it is the `whole`.
fn named(text: &str, whole: bool) -> Option<&str> {
    let name_at = text.rfind('/').map_or(0, |at| at + 1);
    let name = text.get(name_at..)?;
    match name.find(['@', ':']) {
        Some(end) => name.get(..end),
        None => whole.then_some(name),
    }
}

/// What stands before the repository, registry included; empty without any.
pub(super) fn account(image: &Value) -> &str {
    let text = image.as_str().unwrap_or("");
    text.rsplit_once('/').map_or("", |(account, _)| account)
}

/// Names of repositories: whole ones, and how some begin.
struct Names {
    whole: &'static [&'static str],
    begin: &'static [&'static str],
}

impl Names {
    fn hold(&self, name: &str) -> bool {
        self.whole.contains(&name) || self.begin.iter().any(|begin| name.starts_with(begin))
    }
}

/// What keeps data, by engine. Where two hold a name, the first is meant.
const DATABASES: &[(&str, Names)] = &[
    (
        "postgres",
        Names {
            whole: &[
                "patroni",
                "pgvector",
                "postgis",
                "postgres",
                "postgresql",
                "postgresql-repmgr",
            ],
            begin: &[
                "crunchy-postgres",
                "edb-postgres",
                "percona-distribution-postgresql",
                "spilo",
                "timescaledb",
            ],
        },
    ),
    (
        "mongodb",
        Names {
            whole: &["mongo", "mongodb"],
            begin: &[
                "mongodb-community-server",
                "mongodb-enterprise-server",
                "percona-server-mongodb",
            ],
        },
    ),
    (
        "mysql",
        Names {
            whole: &["mariadb", "mariadb-galera", "mysql"],
            begin: &["mysql-server", "percona-server", "percona-xtradb-cluster"],
        },
    ),
    (
        "cassandra",
        Names {
            whole: &["cassandra", "dse-server", "scylla"],
            begin: &[],
        },
    ),
    (
        "clickhouse",
        Names {
            whole: &["clickhouse", "clickhouse-server"],
            begin: &[],
        },
    ),
    (
        "cockroachdb",
        Names {
            whole: &["cockroach", "cockroachdb"],
            begin: &[],
        },
    ),
    (
        "couchdb",
        Names {
            whole: &["couchbase", "couchdb"],
            begin: &[],
        },
    ),
    (
        "neo4j",
        Names {
            whole: &["neo4j"],
            begin: &[],
        },
    ),
    (
        "sqlserver",
        Names {
            whole: &["azure-sql-edge", "mssql-server-linux"],
            begin: &[],
        },
    ),
    (
        "yugabytedb",
        Names {
            whole: &["yugabyte"],
            begin: &[],
        },
    ),
];

/// What collects and shows measurements.
const METRICS: Names = Names {
    whole: &[
        "alertmanager",
        "cortex",
        "grafana",
        "grafana-enterprise",
        "grafana-oss",
        "kube-state-metrics",
        "loki",
        "mimir",
        "prometheus",
        "pushgateway",
        "tempo",
        "thanos",
        "vmalert",
        "vminsert",
        "vmselect",
        "vmsingle",
        "vmstorage",
    ],
    begin: &["jaeger", "victoria-logs", "victoria-metrics"],
};

/// What collects measurements and often stands beside something else.
const AGENTS: Names = Names {
    whole: &["jaeger-agent", "otel-collector", "vmagent"],
    begin: &["opentelemetry-collector", "otelcol", "otel-collector"],
};

const WEB_SERVERS: Names = Names {
    whole: &["caddy", "httpd", "nginx", "nginx-unprivileged"],
    begin: &[],
};

/// What lets traffic in for others.
const DOORS: Names = Names {
    whole: &[
        "aws-load-balancer-controller",
        "contour",
        "emissary",
        "envoy",
        "haproxy-ingress",
        "kong",
        "kubernetes-ingress",
        "kubernetes-ingress-controller",
        "nginx-ingress",
        "nginx-ingress-controller",
        "proxyv2",
        "traefik",
    ],
    begin: &[],
};

/// The database that the image runs.
pub(super) fn database(name: &str, account: &str) -> Option<&'static str> {
    if is_about_databases(name) {
        return None;
    }
    if name == "server" && account.ends_with("/mssql") {
        return Some("sqlserver");
    }
    let held = DATABASES.iter().find(|(_, names)| names.hold(name));
    held.map(|(engine, _)| *engine)
}

/// Whether something by this name serves a database or its users, and is none.
pub(super) fn is_about_databases(name: &str) -> bool {
    let words = [
        "backup", "bouncer", "client", "exporter", "migrat", "operator", "pgadmin", "pgpool",
        "wait",
    ];
    words.iter().any(|word| name.contains(word))
}

/// Whether the image keeps or shows measurements.
pub(super) fn is_metrics(name: &str, account: &str) -> bool {
    let jaeger = name == "all-in-one" && account.ends_with("jaegertracing");
    (METRICS.hold(name) || jaeger) && !is_agent(name) && !name.contains("exporter")
}

/// Whether the image collects measurements.
pub(super) fn is_agent(name: &str) -> bool {
    AGENTS.hold(name)
}

/// Whether the image serves files.
pub(super) fn is_web_server(name: &str) -> bool {
    WEB_SERVERS.hold(name)
}

/// Whether the image is an ingress controller or a gateway.
pub(super) fn is_door(name: &str, account: &str) -> bool {
    DOORS.hold(name) || account.rsplit('/').next() == Some("ingress-nginx")
}

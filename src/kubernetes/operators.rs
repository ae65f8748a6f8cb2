//! What operators make of the resources that they act on: the pods of a database or of a collector
//! of measurements, and the Service and Ingress that the resource itself asks for.

use std::sync::Arc;

use crate::address::ObjectId;
use crate::language::{Origin, Value};

use super::edit::{part, with_entry};
use super::object::{Form, Object};

/// A kind of resource that an operator makes pods of.
struct Operated {
    group: &'static str,
    /// Its kinds.
    kinds: &'static [&'static str],
    /// What the pods run.
    image: &'static str,
    /// The label by which the operator marks pods with the name of the resource.
    label: &'static str,
}

#[rustfmt::skip] // A table: one line a row.
const OPERATED: &[Operated] = &[
    operated("acid.zalan.do", &["postgresql"], "spilo", "cluster-name"),
    operated("cassandra.datastax.com", &["CassandraDatacenter"], "cassandra", "cassandra.datastax.com/cluster"),
    operated("clickhouse.altinity.com", &["ClickHouseInstallation"], "clickhouse-server", "clickhouse.altinity.com/chi"),
    operated("crdb.cockroachlabs.com", &["CrdbCluster"], "cockroach", "app"),
    operated("grafana.integreatly.org", &["Grafana"], "grafana", "app"),
    operated("integreatly.org", &["Grafana"], "grafana", "app"),
    operated("jaegertracing.io", &["Jaeger"], "jaeger", "app"),
    operated("k8s.mariadb.com", &["MariaDB"], "mariadb", "app"),
    operated("kubedb.com", &["MariaDB", "MySQL", "PerconaXtraDB"], "mysql", "app"),
    operated("kubedb.com", &["MongoDB"], "mongodb", "app"),
    operated("kubedb.com", &["Postgres"], "postgres", "app"),
    operated("loki.grafana.com", &["LokiStack"], "loki", "app"),
    operated("moco.cybozu.com", &["MySQLCluster"], "mysql", "app.kubernetes.io/instance"),
    operated("mongodbcommunity.mongodb.com", &["MongoDBCommunity"], "mongodb", "app"),
    operated("monitoring.coreos.com", &["Alertmanager"], "alertmanager", "alertmanager"),
    operated("monitoring.coreos.com", &["Prometheus"], "prometheus", "prometheus"),
    operated("monitoring.coreos.com", &["ThanosRuler"], "thanos", "thanos-ruler"),
    operated("mysql.oracle.com", &["InnoDBCluster"], "mysql", "mysql.oracle.com/cluster"),
    operated("operator.victoriametrics.com", &["VMAlert", "VMAlertmanager", "VMCluster", "VMSingle"], "victoria-metrics", "app"),
    operated("pg.percona.com", &["PerconaPGCluster"], "postgres", "pg-cluster"),
    operated("pgv2.percona.com", &["PerconaPGCluster"], "postgres", "postgres-operator.crunchydata.com/cluster"),
    operated("postgres-operator.crunchydata.com", &["PostgresCluster"], "postgres", "postgres-operator.crunchydata.com/cluster"),
    operated("postgresql.cnpg.io", &["Cluster"], "postgresql", "cnpg.io/cluster"),
    operated("postgresql.k8s.enterprisedb.io", &["Cluster"], "postgresql", "k8s.enterprisedb.io/cluster"),
    operated("ps.percona.com", &["PerconaServerMySQL"], "mysql", "app.kubernetes.io/instance"),
    operated("psmdb.percona.com", &["PerconaServerMongoDB"], "mongodb", "app.kubernetes.io/instance"),
    operated("pxc.percona.com", &["PerconaXtraDBCluster"], "mysql", "app.kubernetes.io/instance"),
    operated("stackgres.io", &["SGCluster"], "postgres", "stackgres.io/cluster-name"),
    operated("tempo.grafana.com", &["TempoMonolithic", "TempoStack"], "tempo", "app"),
];

const fn operated(
    group: &'static str,
    kinds: &'static [&'static str],
    image: &'static str,
    label: &'static str,
) -> Operated {
    Operated {
        group,
        kinds,
        image,
        label,
    }
}

/// What operators make of `objects`.
pub(super) fn made(objects: &[Object]) -> Vec<Object> {
    let mut made = Vec::new();
    for object in objects {
        let of = |operated: &&Operated| {
            operated.group == object.group() && operated.kinds.contains(&&*object.id.kind)
        };
        if let Some(operated) = OPERATED.iter().find(of) {
            operated.make(object, &mut made);
        }
    }
    made
}

impl Operated {
    fn make(&self, object: &Object, made: &mut Vec<Object>) {
        let origin = || Origin::At(object.place);
        let text = |text: &str| Value::string(text).at(origin());
        let entries = |pairs: Vec<(&str, Value)>| {
            let pairs = pairs.into_iter().map(|(name, value)| (name.into(), value));
            Value::object(pairs.collect()).at(origin())
        };
        let name = &*object.id.name;
        let written = object.get(&["spec", "podMetadata", "labels"]);
        let labels = written.cloned().unwrap_or_else(|| entries(Vec::new()));
        let own = [
            ("app.kubernetes.io/instance", name),
            ("app.kubernetes.io/name", self.image),
            (self.label, name),
        ];
        let labels = own.into_iter().fold(labels, |labels, (name, value)| {
            with_entry(&labels, name, Some(text(value)))
        });
        let container = entries(vec![("name", text("main")), ("image", text(self.image))]);
        let template = entries(vec![
            ("metadata", entries(vec![("labels", labels.clone())])),
            (
                "spec",
                entries(vec![("containers", Value::tuple(vec![container]))]),
            ),
        ]);
        let pods = entries(vec![("spec", entries(vec![("template", template)]))]);
        made.push(self.object(object, "StatefulSet", "apps/v1", pods));
        for (kind, version, field) in [
            ("Service", "v1", "service"),
            ("Service", "v1", "serviceSpec"),
            ("Ingress", "networking.k8s.io/v1", "ingress"),
        ] {
            let Some(asked) = object.get(&["spec", field]) else {
                continue;
            };
            let spec = part(asked, &["spec"]).cloned();
            let spec = spec.unwrap_or_else(|| entries(Vec::new()));
            let spec = match kind {
                "Service" => with_entry(&spec, "selector", Some(labels.clone())),
                _ => spec,
            };
            let mut all = vec![("spec", spec)];
            all.extend(part(asked, &["metadata"]).map(|own| ("metadata", own.clone())));
            let mut door = self.object(object, kind, version, entries(all));
            door.form = Form::Made(format!("{}/{kind}", object.name()).into());
            door.place = asked.origin.nearest().unwrap_or(door.place);
            made.push(door);
        }
    }

    fn object(&self, by: &Object, kind: &str, version: &str, value: Value) -> Object {
        let header = |value: Value, name: &str, text: &str| {
            let text = Value::string(text).at(Origin::At(by.place));
            with_entry(&value, name, Some(text))
        };
        Object {
            id: ObjectId {
                kind: kind.into(),
                path: by.id.path.clone(),
                ..by.id.clone()
            },
            root: by.root.clone(),
            form: Form::Made(Arc::from(by.name())),
            existence: by.existence.clone(),
            api_version: version.into(),
            value: header(header(value, "kind", kind), "apiVersion", version),
            place: by.place,
        }
    }
}

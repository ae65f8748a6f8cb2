//! Replicas and roles of what runs pods.

use super::*;

#[test]
fn the_autoscaler_decides_over_replicas() {
    // t26: no replicas, three by the autoscaler.
    let yaml = workload("Deployment", "api", "shop", "") + &autoscaler("api", "minReplicas: 3");
    assert_eq!(told(&yaml).least("Deployment"), ("3".into(), 17));
    // t27: three replicas, one by the autoscaler.
    let yaml =
        workload("Deployment", "api", "shop", "replicas: 3") + &autoscaler("api", "minReplicas: 1");
    assert_eq!(told(&yaml).least("Deployment"), ("1".into(), 17));
    // Absent, it is one; the header of the autoscaler is where to write more.
    let yaml = workload("Deployment", "api", "shop", "replicas: 3") + &autoscaler("api", "");
    assert_eq!(told(&yaml).least("Deployment"), ("1".into(), 12));
    // A target that is not there counts for nothing, nor does one of another kind.
    let yaml = workload("StatefulSet", "api", "shop", "replicas: 4")
        + &autoscaler("api", "minReplicas: 1");
    assert_eq!(told(&yaml).least("StatefulSet"), ("4".into(), 5));
    let yaml = workload("Deployment", "api", "shop", "");
    assert_eq!(told(&yaml).least("Deployment"), ("1".into(), 2));
}

#[test]
fn keda_counts_where_no_autoscaler_is_written() {
    let scaled = "apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: s, namespace: \
                  shop}\nspec:\n  scaleTargetRef: {name: api}\n---\n";
    let yaml = workload("Deployment", "api", "shop", "replicas: 3") + scaled;
    assert_eq!(told(&yaml).least("Deployment"), ("0".into(), 12));
    let yaml = yaml.replace("{name: api}", "{name: api}\n  minReplicaCount: 2");
    assert_eq!(told(&yaml).least("Deployment"), ("2".into(), 16));
}

#[test]
fn what_has_no_replicas_says_so() {
    let told = told(&workload("DaemonSet", "agent", "fluent-bit", ""));
    let agent = told.workload("DaemonSet");
    assert_eq!(
        (shown(agent, "scales"), shown(agent, "min_replicas")),
        ("false".into(), "null".into())
    );
}

#[test]
fn databases_are_told_by_their_images() {
    let role = |kind, name, image| {
        let told = told(&workload(kind, name, image, ""));
        field(&told.objects.workloads[0], "role")
    };
    let database = [
        "postgres:16",
        "docker.io/bitnami/postgresql@sha256:00",
        "ghcr.io/zalando/spilo-15:3.0",
        "registry:5000/mysql",
        "timescale/timescaledb-ha:pg16",
    ];
    for image in database {
        assert_eq!(role("StatefulSet", "data", image), "\"db\"", "{image}");
    }
    let others = [
        "prometheuscommunity/postgres-exporter",
        "bitnami/pgbouncer",
        "dpage/pgadmin4",
        "ghcr.io/cloudnative-pg/cloudnative-pg",
        "postgrest/postgrest",
    ];
    for image in others {
        assert_eq!(role("Deployment", "x", image), "\"none\"", "{image}");
    }
    assert_eq!(
        role("Deployment", "postgres-backup", "postgres:16"),
        "\"none\""
    );
    let job = workload("Job", "migrate", "postgres:16", "");
    assert_eq!(field(&told(&job).objects.workloads[0], "role"), "\"none\"");
}

#[test]
fn init_containers_are_no_databases() {
    // t32
    let yaml = workload("Deployment", "exporter", "quay.io/x/postgres-exporter", "").replace(
        "containers:",
        "initContainers: [{name: w, image: postgres}]\n      containers:",
    );
    assert_eq!(told(&yaml).roles(), ["Deployment/shop/exporter: \"none\""]);
}

#[test]
fn ports_and_names_together_tell_databases() {
    let yaml = "apiVersion: apps/v1
kind: StatefulSet
metadata: {name: orders-postgres}
spec:
  template:
    spec:
      containers:
      - name: main
        image: registry.internal/data-store:1
        ports: [{containerPort: 5432}]
        volumeMounts: [{name: data, mountPath: /var/lib/postgresql/data}]
  volumeClaimTemplates: [{metadata: {name: data}}]
";
    assert_eq!(
        told(yaml).roles(),
        ["StatefulSet/default/orders-postgres: \"db\""]
    );
    let without = yaml.replace("5432", "8080");
    assert_eq!(
        told(&without).roles(),
        ["StatefulSet/default/orders-postgres: \"none\""]
    );
}

#[test]
fn agents_do_not_make_what_they_stand_beside_metrics() {
    let agent = "otel/opentelemetry-collector:1";
    let alone = workload("Deployment", "collector", agent, "");
    assert_eq!(
        told(&alone).roles(),
        ["Deployment/shop/collector: \"metrics\""]
    );
    let beside = workload("Deployment", "x", "shop:1", "").replace(
        "containers: [",
        &format!("containers: [{{name: a, image: '{agent}'}}, "),
    );
    assert_eq!(told(&beside).roles(), ["Deployment/shop/x: \"none\""]);
}

#[test]
fn what_traffic_from_outside_reaches_is_the_api_unless_it_is_something_else() {
    let api = workload("Deployment", "orders", "shop/orders:1", "") + &service("orders", "");
    assert_eq!(told(&api).roles(), ["Deployment/shop/orders: \"none\""]);
    let doors = [
        ingress("orders", "alb", ""),
        ingress("orders", "nginx", ""),
        "apiVersion: elbv2.k8s.aws/v1beta1\nkind: TargetGroupBinding\nmetadata: {name: t, namespace: \
         shop}\nspec: {serviceRef: {name: orders, port: 80}}\n"
            .to_owned(),
        "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: r, namespace: \
         other}\nspec: {rules: [{backendRefs: [{name: orders, namespace: shop, port: 80}]}]}\n"
            .to_owned(),
        "apiVersion: networking.k8s.io/v1beta1\nkind: Ingress\nmetadata: {name: i, namespace: \
         shop}\nspec: {rules: [{http: {paths: [{backend: {serviceName: orders}}]}}]}\n"
            .to_owned(),
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: i\n  namespace: shop\n  \
         annotations:\n    alb.ingress.kubernetes.io/actions.to: \
         '{\"type\":\"forward\",\"forwardConfig\":{\"targetGroups\":[{\"serviceName\":\"orders\"}]}}'\n\
         spec: {defaultBackend: {service: {name: to, port: {name: use-annotation}}}}\n"
            .to_owned(),
    ];
    for door in doors {
        let yaml = format!("{api}{door}");
        assert_eq!(
            told(&yaml).roles(),
            ["Deployment/shop/orders: \"api\""],
            "{door}"
        );
    }
    let balanced = api.replace("selector", "type: LoadBalancer\n  selector");
    assert_eq!(told(&balanced).roles(), ["Deployment/shop/orders: \"api\""]);
    let grafana = balanced.replace("shop/orders:1", "grafana/grafana:12");
    assert_eq!(
        told(&grafana).roles(),
        ["Deployment/shop/orders: \"metrics\""]
    );
    let controller = balanced.replace(
        "shop/orders:1",
        "registry.k8s.io/ingress-nginx/controller:v1",
    );
    assert_eq!(
        told(&controller).roles(),
        ["Deployment/shop/orders: \"none\""]
    );
    let ui = balanced
        .replace("shop/orders:1", "nginx:1")
        .replace("orders", "shop-ui");
    assert_eq!(told(&ui).roles(), ["Deployment/shop/shop-ui: \"ui\""]);
}

#[test]
fn the_proof_of_a_role_is_told_in_order() {
    let yaml = workload("Deployment", "orders", "shop/orders:1", "")
        + &service("orders", "")
        + &ingress("orders", "alb", "");
    let told = told(&yaml);
    let role = told
        .workload("Deployment")
        .value
        .as_entries()
        .unwrap()
        .get("role")
        .unwrap();
    let wanted = [
        "Ingress/shop/orders (k.yaml:26)",
        "Service/shop/orders (k.yaml:12)",
        "Deployment/shop/orders (k.yaml:2)",
    ];
    assert_eq!(steps(&told.sources, role), wanted);
}

#[test]
fn users_decide_roles_first() {
    let marked = workload("Deployment", "data", "postgres", "").replace(
        "namespace: shop}",
        "namespace: shop, labels: {archlint.dev/role: none}}",
    );
    assert_eq!(told(&marked).roles(), ["Deployment/shop/data: \"none\""]);
    let directory = tempfile::tempdir().unwrap();
    let text = "[roles]\napi = [\"Deployment/shop/d*\"]\n";
    std::fs::write(directory.path().join(config::NAME), text).unwrap();
    let root = Root::at(directory.path()).unwrap();
    let mut sources = Sources::default();
    let nearest = config::Origin::Nearest(&[]);
    let (settings, wrong) = config::load(&root, nearest, &mut sources, Limits::default());
    assert!(wrong.is_empty(), "{wrong:?}");
    let roles = settings.roles;
    assert_eq!(
        told_beside("", &marked, &roles).roles(),
        ["Deployment/shop/data: \"api\""]
    );
}

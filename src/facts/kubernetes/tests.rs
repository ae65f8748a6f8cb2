//! Workloads and load balancers of small manifests.

use super::super::testing::{World, steps, text};
use super::super::{Derived, Objects};
use super::{Clusters, Gaps};
use crate::config::{self, Roles};
use crate::kubernetes::{Manifests, declared, load, load_stream, made, releases};
use crate::source::{Excludes, Limits, Root, Sources, walk};
use crate::terraform::Existence;

/// The subjects of one stream of manifests, beside a Terraform root.
struct Told {
    sources: Sources,
    objects: Objects,
}

fn told_beside(terraform: &str, yaml: &str, roles: &Roles) -> Told {
    let world = World::of(&[("main.tf", terraform)]);
    let mut sources = world.sources;
    let manifests: Manifests = load_stream("k.yaml", yaml, &mut sources);
    assert!(
        manifests.diagnostics.is_empty(),
        "{:?}",
        manifests.diagnostics
    );
    let mut all = manifests.objects;
    all.extend(declared(&world.project).objects);
    let releases = releases(&world.project, &all);
    all.extend(made(&releases, &all));
    let objects = Objects::of(Clusters {
        objects: &all,
        releases: &releases,
        gaps: &Gaps::default(),
        project: &world.project,
        roles,
    });
    Told { sources, objects }
}

fn told(yaml: &str) -> Told {
    told_beside("", yaml, &Roles::default())
}

fn field(derived: &Derived, name: &str) -> String {
    let value = derived.value.as_entries().unwrap().get(name).unwrap();
    let perhaps = match derived.existence {
        Existence::Certain => "",
        Existence::Maybe(_) => "perhaps ",
    };
    format!("{perhaps}{}", text(value))
}

impl Told {
    fn workload(&self, name: &str) -> &Derived {
        let all = &self.objects.workloads;
        let found = all.iter().find(|w| w.name.starts_with(name));
        found.unwrap_or_else(|| panic!("{:?}", all.iter().map(|w| &w.name).collect::<Vec<_>>()))
    }

    /// Role, least replicas, and the line that says the latter.
    fn roles(&self) -> Vec<String> {
        let all = self.objects.workloads.iter();
        all.map(|w| format!("{}: {}", w.name, field(w, "role")))
            .collect()
    }

    fn least(&self, name: &str) -> (String, u32) {
        let workload = self.workload(name);
        let value = workload
            .value
            .as_entries()
            .unwrap()
            .get("min_replicas")
            .unwrap();
        let place = value.origin.nearest().unwrap();
        let (_, at, _) = self.sources.locate(place).unwrap();
        (text(value), at.line)
    }

    /// Name, kind and scheme of all load balancers.
    fn doors(&self) -> Vec<String> {
        let all = self.objects.load_balancers.iter();
        all.map(|l| format!("{}: {} {}", l.name, field(l, "kind"), shown(l, "scheme")))
            .collect()
    }

    /// The line of the scheme of the only load balancer.
    fn scheme_line(&self) -> u32 {
        let scheme = self.objects.load_balancers[0].value.as_entries().unwrap();
        let place = scheme.get("scheme").unwrap().origin.nearest().unwrap();
        self.sources.locate(place).unwrap().1.line
    }
}

fn shown(derived: &Derived, name: &str) -> String {
    text(derived.value.as_entries().unwrap().get(name).unwrap())
}

/// A workload with a body of its specification.
fn workload(kind: &str, name: &str, image: &str, more: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: {kind}\nmetadata: {{name: {name}, namespace: shop}}\nspec:\n  \
         {more}\n  template:\n    metadata: {{labels: {{app: {name}}}}}\n    spec:\n      \
         containers: [{{name: main, image: '{image}'}}]\n---\n"
    )
}

fn service(name: &str, more: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Service\nmetadata: {{name: {name}, namespace: shop}}\nspec:\n  \
         selector: {{app: {name}}}\n  {more}\n---\n"
    )
}

fn ingress(name: &str, class: &str, annotations: &str) -> String {
    let class = match class {
        "" => String::new(),
        class => format!("ingressClassName: {class}\n  "),
    };
    format!(
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: {name}\n  namespace: \
         shop\n  annotations: {{{annotations}}}\nspec:\n  {class}defaultBackend: {{service: {{name: \
         {name}, port: {{number: 80}}}}}}\n---\n"
    )
}

const SCHEME: &str = "alb.ingress.kubernetes.io/scheme";

fn autoscaler(name: &str, more: &str) -> String {
    format!(
        "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {{name: {name}, \
         namespace: shop}}\nspec:\n  scaleTargetRef: {{apiVersion: apps/v1, kind: Deployment, name: \
         {name}}}\n  maxReplicas: 9\n  {more}\n---\n"
    )
}

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

#[test]
fn a_service_without_a_scheme_is_what_its_controller_makes_it() {
    // t29
    let plain = service("grafana", "type: LoadBalancer");
    let public = ["Service/shop/grafana: \"classic\" \"internet-facing\""];
    assert_eq!(told(&plain).doors(), public);
    let chart = |more: &str| {
        format!(
            "resource \"helm_release\" \"lbc\" {{\n  name = \"lbc\"\n  chart = \
             \"aws-load-balancer-controller\"\n  {more}\n}}\n"
        )
    };
    let beside = |terraform: &str| told_beside(terraform, &plain, &Roles::default()).doors();
    let internal = ["Service/shop/grafana: \"network\" \"internal\""];
    assert_eq!(beside(&chart("")), internal);
    assert_eq!(beside(&chart("version = \"1.5.0\"")), internal);
    assert_eq!(beside(&chart("version = \"1.4.8\"")), public);
    let off = "enableServiceMutatorWebhook = false";
    assert_eq!(
        beside(&chart(&format!("values = [yamlencode({{ {off} }})]"))),
        public
    );
    let set = "set {\n name = \"enableServiceMutatorWebhook\"\n value = \"false\"\n }";
    assert_eq!(beside(&chart(set)), public);
    let open = chart("count = var.on ? 1 : 0") + "variable \"on\" { type = bool }\n";
    assert_eq!(
        beside(&open),
        ["Service/shop/grafana: unknown: var.on unknown: var.on"]
    );
    let auto = "resource \"aws_eks_cluster\" \"c\" {\n compute_config {\n enabled = true\n }\n}\n";
    assert_eq!(beside(auto), internal);
    let classic = "resource \"aws_eks_cluster\" \"c\" {\n name = \"c\"\n}\n";
    assert_eq!(beside(classic), public);
    let module = "module \"addons\" {\n  source = \"aws-ia/eks-blueprints-addons/nowhere\"\n  \
                  enable_aws_load_balancer_controller = true\n}\n";
    assert_eq!(beside(module), internal);
}

#[test]
fn annotations_and_classes_of_services_decide() {
    let with = |annotation: &str, more: &str| {
        let yaml = service("s", &format!("type: LoadBalancer\n  {more}"));
        let annotation =
            format!("annotations: {{service.beta.kubernetes.io/{annotation}}}, name: s,");
        told(&yaml.replace("name: s,", &annotation))
            .doors()
            .remove(0)
    };
    let cases = [
        (
            "aws-load-balancer-scheme: internal",
            "",
            "\"classic\" \"internal\"",
        ),
        (
            "aws-load-balancer-scheme: internet-facing",
            "",
            "\"classic\" \"internet-facing\"",
        ),
        (
            "aws-load-balancer-internal: 'true'",
            "",
            "\"classic\" \"internal\"",
        ),
        (
            "aws-load-balancer-internal: 'false'",
            "",
            "\"classic\" \"internet-facing\"",
        ),
        (
            "aws-load-balancer-internal: 0.0.0.0/0",
            "",
            "\"classic\" \"internal\"",
        ),
        (
            "aws-load-balancer-type: nlb",
            "",
            "\"network\" \"internet-facing\"",
        ),
        (
            "aws-load-balancer-type: external",
            "",
            "\"network\" \"internal\"",
        ),
        (
            "aws-load-balancer-type: nlb-ip",
            "",
            "\"network\" \"internal\"",
        ),
        (
            "other: x",
            "loadBalancerClass: service.k8s.aws/nlb",
            "\"network\" \"internal\"",
        ),
        (
            "other: x",
            "loadBalancerClass: eks.amazonaws.com/nlb",
            "\"network\" \"internal\"",
        ),
    ];
    for (annotation, more, wanted) in cases {
        let wanted = format!("Service/shop/s: {wanted}");
        assert_eq!(with(annotation, more), wanted, "{annotation} {more}");
    }
    let other = with("other: x", "loadBalancerClass: tailscale");
    assert!(
        other.contains("unknown: what load balancers of class tailscale do"),
        "{other}"
    );
}

#[test]
fn addresses_of_services_are_doors() {
    let doors = |text: &str| told(&service("s", text)).doors();
    let public = doors("externalIPs: [10.0.0.1, 52.1.2.3]");
    assert_eq!(
        public,
        ["Service/shop/s: \"external-ip\" \"internet-facing\""]
    );
    let private = doors("externalIPs: [10.0.0.1]");
    assert_eq!(private, ["Service/shop/s: \"external-ip\" \"internal\""]);
    assert!(doors("externalIPs: []").is_empty());
    assert!(doors("type: NodePort").is_empty());
}

#[test]
fn ingresses_are_internal_unless_someone_says_more() {
    let public = format!("{SCHEME}: internet-facing");
    let doors = |yaml: &str| told(yaml).doors();
    let internal = ["Ingress/shop/i: \"application\" \"internal\""];
    let facing = ["Ingress/shop/i: \"application\" \"internet-facing\""];
    assert_eq!(doors(&ingress("i", "alb", "")), internal);
    assert_eq!(doors(&ingress("i", "alb", &public)), facing);
    assert_eq!(doors(&ingress("i", "", &public)), facing);
    assert_eq!(
        doors(&ingress(
            "i",
            "",
            &format!("kubernetes.io/ingress.class: alb, {public}")
        )),
        facing
    );
    // Others make no load balancer of it.
    assert!(doors(&ingress("i", "nginx", "")).is_empty());
    assert!(doors(&ingress("i", "", "kubernetes.io/ingress.class: nginx")).is_empty());
    // Nobody knows.
    let unknown = ["Ingress/shop/i: perhaps \"application\" \"internal\""];
    assert_eq!(doors(&ingress("i", "", "")), unknown);
    assert_eq!(doors(&ingress("i", "mine", "")), unknown);
}

#[test]
fn classes_and_their_parameters_decide() {
    let class = |controller: &str, more: &str| {
        format!(
            "apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {{name: mine{more}}}\nspec: \
             {{controller: {controller}, parameters: {{apiGroup: elbv2.k8s.aws, kind: \
             IngressClassParams, name: p}}}}\n---\n"
        )
    };
    let params = "apiVersion: elbv2.k8s.aws/v1beta1\nkind: IngressClassParams\nmetadata: {name: \
                  p}\nspec: {scheme: internet-facing}\n---\n";
    let own = ingress("i", "mine", &format!("{SCHEME}: internal"));
    let facing = ["Ingress/shop/i: \"application\" \"internet-facing\""];
    let internal = ["Ingress/shop/i: \"application\" \"internal\""];
    assert_eq!(
        told(&(class("ingress.k8s.aws/alb", "") + params + &own)).doors(),
        facing
    );
    assert_eq!(
        told(&(class("ingress.k8s.aws/alb", "") + &own)).doors(),
        internal
    );
    assert_eq!(
        told(&(class("eks.amazonaws.com/alb", "") + params + &own)).doors(),
        facing
    );
    assert!(
        told(&(class("k8s.io/ingress-nginx", "") + &own))
            .doors()
            .is_empty()
    );
    let default = ", annotations: {ingressclass.kubernetes.io/is-default-class: 'true'}";
    let without = ingress("i", "", "");
    assert_eq!(
        told(&(class("ingress.k8s.aws/alb", default) + &without)).doors(),
        internal
    );
    assert!(
        told(&(class("k8s.io/ingress-nginx", default) + &without))
            .doors()
            .is_empty()
    );
}

#[test]
fn members_of_a_group_share_its_scheme() {
    // t33
    let group = "alb.ingress.kubernetes.io/group.name: edge";
    let yaml = ingress("grafana", "alb", group)
        + &ingress(
            "shop",
            "alb",
            &format!("{group}, {SCHEME}: internet-facing"),
        );
    let wanted = [
        "Ingress/shop/grafana: \"application\" \"internet-facing\"",
        "Ingress/shop/shop: \"application\" \"internet-facing\"",
    ];
    let told = told(&yaml);
    assert_eq!(told.doors(), wanted);
    assert_eq!(told.scheme_line(), 16);
}

#[test]
fn a_network_load_balancer_before_an_ingress_is_one_more() {
    let front = "alb.ingress.kubernetes.io/enable-frontend-nlb: 'true'";
    let wanted = [
        "Ingress/shop/i: \"application\" \"internal\"",
        "Ingress/shop/i/frontend-nlb: \"network\" \"internal\"",
    ];
    assert_eq!(told(&ingress("i", "alb", front)).doors(), wanted);
    let front = format!("{front}, alb.ingress.kubernetes.io/frontend-nlb-scheme: internet-facing");
    let doors = told(&ingress("i", "alb", &front)).doors();
    assert_eq!(
        doors[1],
        "Ingress/shop/i/frontend-nlb: \"network\" \"internet-facing\""
    );
}

#[test]
fn gateways_take_their_scheme_from_their_configuration() {
    let yaml = "apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: aws}
spec: {controllerName: gateway.k8s.aws/nlb}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g, namespace: shop}
spec:
  gatewayClassName: aws
  infrastructure: {parametersRef: {group: gateway.k8s.aws, kind: LoadBalancerConfiguration, name: c}}
---
apiVersion: gateway.k8s.aws/v1beta1
kind: LoadBalancerConfiguration
metadata: {name: c, namespace: shop}
spec: {scheme: internet-facing}
";
    assert_eq!(
        told(yaml).doors(),
        ["Gateway/shop/g: \"network\" \"internet-facing\""]
    );
    let alb = yaml
        .replace("aws/nlb", "aws/alb")
        .replace("name: c}", "name: d}");
    assert_eq!(
        told(&alb).doors(),
        ["Gateway/shop/g: \"application\" \"internal\""]
    );
    let other = yaml.replace("gateway.k8s.aws/nlb", "istio.io/gateway-controller");
    assert!(told(&other).doors().is_empty());
    let unknown = yaml.replace("gatewayClassName: aws", "gatewayClassName: mine");
    let doors = told(&unknown).doors();
    assert!(
        doors[0].starts_with("Gateway/shop/g: perhaps unknown: who serves"),
        "{doors:?}"
    );
}

#[test]
fn the_documented_system_is_decided_wholly() {
    let directory = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/architecture");
    let root = Root::at(&directory).unwrap();
    let limits = Limits::default();
    let walk = walk(&root, &["kubernetes".into()], &Excludes::default(), &limits);
    let mut sources = Sources::default();
    let manifests = load(&root, &walk.inputs, &mut sources, limits);
    assert!(manifests.diagnostics.is_empty() && !manifests.is_open());
    let world = World::of(&[("main.tf", "")]);
    let objects = Objects::of(Clusters {
        objects: &manifests.objects,
        releases: &[],
        gaps: &Gaps::default(),
        project: &world.project,
        roles: &Roles::default(),
    });
    assert!(objects.load_balancers.is_empty());
    let told = Told { sources, objects };
    let one = |w: &Derived| {
        let parts = ["role", "min_replicas"]
            .map(|name| text(w.value.as_entries().unwrap().get(name).unwrap()));
        format!("{} {}: {}", w.root, w.name, parts.join(" "))
    };
    let all: Vec<String> = told.objects.workloads.iter().map(one).collect();
    let wanted = [
        "kubernetes/overlays/eu-central-1 Deployment/metrics/grafana: \"metrics\" 1",
        "kubernetes/overlays/eu-central-1 Deployment/metrics/prometheus: \"metrics\" 1",
        "kubernetes/overlays/eu-central-1 Deployment/orders/api: \"api\" 3",
        "kubernetes/overlays/eu-west-1 Deployment/metrics/grafana: \"metrics\" 1",
        "kubernetes/overlays/eu-west-1 Deployment/metrics/prometheus: \"metrics\" 1",
        "kubernetes/overlays/eu-west-1 Deployment/orders/api: \"api\" 9",
    ];
    assert_eq!(all, wanted);
    let api = &told.objects.workloads[5].value;
    let of = |name: &str| steps(&told.sources, api.as_entries().unwrap().get(name).unwrap());
    let file = "kubernetes/base/api";
    let role = [
        format!("TargetGroupBinding/orders/api ({file}/service.yaml:29)"),
        format!("Service/orders/api ({file}/service.yaml:2)"),
        format!("Deployment/orders/api ({file}/deployment.yaml:2)"),
    ];
    assert_eq!(of("role"), role);
    let least = [
        format!("HorizontalPodAutoscaler/orders/api scales it ({file}/autoscaler.yaml:9)"),
        "minReplicas of HorizontalPodAutoscaler/orders/api \
         (kubernetes/overlays/eu-west-1/autoscaler.yaml:8)"
            .to_owned(),
    ];
    assert_eq!(of("min_replicas"), least);
}

const TERRAFORM: &str = r#"
variable "image" { type = string }
variable "tag" { type = string }
variable "least" {
  type    = number
  default = 1
}
resource "kubernetes_namespace_v1" "shop" {
  metadata { name = "shop" }
}
resource "kubernetes_deployment_v1" "orders" {
  metadata {
    name      = "orders"
    namespace = kubernetes_namespace_v1.shop.metadata[0].name
  }
  spec {
    replicas = 5
    selector { match_labels = { app_name = "orders" } }
    template {
      metadata { labels = { app_name = "orders" } }
      spec {
        container {
          name  = "main"
          image = "registry/orders:${var.tag}"
          port { container_port = 8080 }
        }
      }
    }
  }
}
resource "kubernetes_service_v1" "orders" {
  metadata {
    name      = "orders"
    namespace = "shop"
  }
  spec {
    type     = "LoadBalancer"
    selector = kubernetes_deployment_v1.orders.spec[0].template[0].metadata[0].labels
    port { port = 80 }
  }
}
resource "kubernetes_horizontal_pod_autoscaler_v2" "orders" {
  metadata {
    name      = "orders"
    namespace = "shop"
  }
  spec {
    min_replicas = var.least
    max_replicas = 9
    scale_target_ref {
      kind = "Deployment"
      name = kubernetes_deployment_v1.orders.metadata[0].name
    }
  }
}
"#;

#[test]
fn resources_of_terraform_are_objects() {
    let told = |terraform: &str| told_beside(terraform, "", &Roles::default());
    let whole = told(TERRAFORM);
    assert_eq!(whole.roles(), ["kubernetes_deployment_v1.orders: \"api\""]);
    assert_eq!(
        whole.least("kubernetes_deployment_v1.orders"),
        ("1".into(), 48)
    );
    let door = ["kubernetes_service_v1.orders: \"classic\" \"internet-facing\""];
    assert_eq!(whole.doors(), door);
    // An image that nobody knows may be anything.
    let unknown = TERRAFORM.replace("\"registry/orders:${var.tag}\"", "var.image");
    let role = "kubernetes_deployment_v1.orders: unknown: var.image";
    assert_eq!(told(&unknown).roles(), [role]);
    // A name speaks for an API, but not alone.
    let named = unknown.replace("= \"orders\"", "= \"orders-api\"");
    assert_eq!(
        told(&named).roles(),
        ["kubernetes_deployment_v1.orders: \"api\""]
    );
    // What exists perhaps decides nothing.
    let perhaps = TERRAFORM.replace(
        "resource \"kubernetes_horizontal_pod_autoscaler_v2\" \"orders\" {",
        "variable \"on\" { type = bool }\nresource \"kubernetes_horizontal_pod_autoscaler_v2\" \
         \"orders\" {\n  count = var.on ? 1 : 0",
    );
    let workload = told(&perhaps);
    let workload = workload.workload("kubernetes_deployment_v1.orders");
    assert_eq!(shown(workload, "min_replicas"), "unknown: var.on");
}

#[test]
fn manifests_in_terraform_are_objects() {
    let yaml = "resource \"kubectl_manifest\" \"d\" {\n  yaml_body = <<-EOT\n    apiVersion: v1\n    \
                kind: Service\n    metadata: {name: s, namespace: ${var.n}}\n    spec: {type: \
                LoadBalancer}\n  EOT\n}\nvariable \"n\" { default = \"shop\" }\n";
    let door = ["kubectl_manifest.d: \"classic\" \"internet-facing\""];
    assert_eq!(told_beside(yaml, "", &Roles::default()).doors(), door);
    let manifest = "resource \"kubernetes_manifest\" \"m\" {\n  manifest = {\n    apiVersion = \
                    \"v1\"\n    kind = \"Service\"\n    metadata = { name = \"s\" }\n    spec = { \
                    type = var.type }\n  }\n}\nvariable \"type\" { type = string }\n";
    let door = ["kubernetes_manifest.m: perhaps \"classic\" \"internet-facing\""];
    assert_eq!(told_beside(manifest, "", &Roles::default()).doors(), door);
}

#[test]
fn unknown_parts_of_a_text_leave_unknown_what_they_stand_for() {
    let objects = |body: &str| {
        let terraform = format!(
            "variable \"n\" {{ type = string }}\nresource \"kubectl_manifest\" \"d\" {{\n  \
             yaml_body = <<-EOT\n{body}\n  EOT\n}}\n"
        );
        let world = World::of(&[("main.tf", &terraform)]);
        let declared = declared(&world.project);
        let values: Vec<String> = declared.objects.iter().map(|o| text(&o.value)).collect();
        (values.join(" "), declared.open.len())
    };
    let pod = "    apiVersion: v1\n    kind: Pod\n";
    let cases = [
        ("    spec: ${var.n}", "spec:unknown: var.n"),
        ("    spec: {image: 'a/${var.n}:1'}", "image:unknown: var.n"),
        ("    spec:\n      ${var.n}: 1\n      b: 2\n    c: 3", "c:3"),
        (
            "%{ for x in [1, 2] ~}\n    l${x}: ${var.n}${x}\n%{ endfor ~}",
            "l2:unknown: var.n",
        ),
    ];
    for (body, part) in cases {
        let (value, open) = objects(&format!("{pod}{body}"));
        let wanted = "kind:\"Pod\"";
        assert!(value.contains(wanted) && value.contains(part), "{value}");
        assert_eq!(open, 0, "{body}");
    }
    // What a text is that nobody can read, or of which the kind is unknown, nobody knows.
    for body in [
        format!("{pod}    ${{var.n}}\n"),
        "    kind: ${var.n}\n".into(),
    ] {
        assert_eq!(objects(&body), (String::new(), 1), "{body}");
    }
}

#[test]
fn charts_that_flux_and_argo_install_are_evidence() {
    let flux = "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: lbc}\nspec:\n  \
                chart: {spec: {chart: aws-load-balancer-controller}}\n  values: {a: 1}\n---\n";
    let argo = "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: lbc}\nspec:\n  \
                source: {chart: aws-load-balancer-controller, helm: {values: 'a: 1'}}\n---\n";
    let off = "enableServiceMutatorWebhook: false";
    let plain = service("s", "type: LoadBalancer");
    for chart in [flux, argo] {
        let doors = |chart: &str| told(&format!("{chart}{plain}")).doors();
        assert_eq!(doors(chart), ["Service/shop/s: \"network\" \"internal\""]);
        let public = ["Service/shop/s: \"classic\" \"internet-facing\""];
        assert_eq!(doors(&chart.replace("a: 1", off)), public);
    }
}

/// A release of `chart` called `r` in the namespace `shop`, with a body.
fn release(chart: &str, more: &str) -> String {
    format!(
        "resource \"helm_release\" \"r\" {{\n  name = \"r\"\n  namespace = \"shop\"\n  chart = \
         \"{chart}\"\n  {more}\n}}\n"
    )
}

#[test]
fn charts_run_what_their_values_say() {
    let beside = |terraform: &str| told_beside(terraform, "", &Roles::default());
    let stack = release("kube-prometheus-stack", "");
    let whole = beside(&stack);
    let roles = [
        "helm_release.r/Deployment/r-grafana: \"metrics\"",
        "helm_release.r/Deployment/r-kube-prometheus-stack-prometheus: \"metrics\"",
        "helm_release.r/Deployment/r-kube-prometheus-stack-alertmanager: \"metrics\"",
    ];
    assert_eq!(whole.roles(), roles);
    assert!(whole.doors().is_empty());
    let off = "set {\n name = \"grafana.enabled\"\n value = \"false\"\n }";
    assert_eq!(
        beside(&release("kube-prometheus-stack", off)).roles(),
        roles[1..]
    );
    let values = "values = [yamlencode({ grafana = { service = { type = \"LoadBalancer\" } } }), \
                  <<-EOT\n    prometheus:\n      ingress:\n        enabled: true\n        \
                  ingressClassName: alb\n        annotations:\n          \
                  alb.ingress.kubernetes.io/scheme: internet-facing\n  EOT\n]";
    let doors = [
        "helm_release.r/Service/r-grafana: \"classic\" \"internet-facing\"",
        "helm_release.r/Ingress/r-kube-prometheus-stack-prometheus: \"application\" \
         \"internet-facing\"",
    ];
    assert_eq!(
        beside(&release("kube-prometheus-stack", values)).doors(),
        doors
    );
    let scheme = "set {\n name = \"controller.service.annotations.service\\\\.beta\\\\.kubernetes\
                  \\\\.io/aws-load-balancer-scheme\"\n value = \"internal\"\n }";
    let nginx = |more: &str| beside(&release("ingress-nginx", more)).doors();
    let name = "helm_release.r/Service/r-ingress-nginx-controller";
    assert_eq!(
        nginx(""),
        [format!("{name}: \"classic\" \"internet-facing\"")]
    );
    assert_eq!(nginx(scheme), [format!("{name}: \"classic\" \"internal\"")]);
}

#[test]
fn charts_that_nobody_lists_have_the_ways_in_that_are_asked_for() {
    let doors = |values: &str| {
        let values = format!("values = [<<-EOT\n{values}\n  EOT\n]");
        let release = release("./charts/shop", &values);
        told_beside(&release, "", &Roles::default()).doors()
    };
    let public = "service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing";
    let text =
        format!("    service:\n      type: LoadBalancer\n      annotations:\n        {public}");
    assert_eq!(
        doors(&text),
        ["helm_release.r/Service/r-shop: perhaps \"classic\" \"internet-facing\""]
    );
    let text = "    ingress:\n      enabled: true\n      className: alb";
    assert_eq!(
        doors(text),
        ["helm_release.r/Ingress/r-shop: perhaps \"application\" \"internal\""]
    );
    for text in [
        "    service:\n      type: ClusterIP",
        "    ingress:\n      enabled: false",
    ] {
        assert!(doors(text).is_empty(), "{text}");
    }
}

#[test]
fn charts_that_are_or_bring_databases_are_databases() {
    let roles = |chart: &str, more: &str| {
        let told = told_beside(&release(chart, more), "", &Roles::default());
        told.roles()
    };
    let set =
        |name: &str, value: &str| format!("set {{\n name = \"{name}\"\n value = \"{value}\"\n }}");
    let database = |name: &str| vec![format!("helm_release.r/StatefulSet/{name}: \"db\"")];
    assert_eq!(roles("postgresql", ""), database("r-postgresql"));
    assert_eq!(
        roles("oci://registry/bitnamicharts/postgresql", ""),
        database("r-postgresql")
    );
    assert_eq!(
        roles("keycloak", &set("postgresql.enabled", "true")),
        database("r-postgresql")
    );
    assert!(roles("keycloak", &set("postgresql.enabled", "false")).is_empty());
    assert_eq!(
        roles("argo-cd", &set("postgresql.enabled", "true")),
        database("r-postgresql")
    );
    assert!(roles("argo-cd", "").is_empty());
    // What a version brings along where no value says so, and what a chart of one's own holds.
    let told = told_beside(&release("keycloak", ""), "", &Roles::default());
    let kept = field(told.workload("helm_release.r/StatefulSet"), "role");
    assert_eq!(kept, "perhaps \"db\"");
    for chart in ["./charts/postgresql", "orders"] {
        let unknown = format!("helm_release.r: unknown: chart {chart}");
        assert_eq!(roles(chart, ""), [unknown]);
    }
}

#[test]
fn what_operators_act_on_runs_pods() {
    let resource = |version: &str, kind: &str, spec: &str| {
        format!(
            "apiVersion: {version}\nkind: {kind}\nmetadata: {{name: x, namespace: shop}}\nspec: \
             {spec}\n---\n"
        )
    };
    let yaml = resource("postgresql.cnpg.io/v1", "Cluster", "{instances: 3}");
    assert_eq!(told(&yaml).roles(), ["Cluster/shop/x: \"db\""]);
    let yaml = resource("cluster.x-k8s.io/v1", "Cluster", "{}");
    assert!(told(&yaml).roles().is_empty());
    let spec = "{service: {spec: {type: LoadBalancer}}, ingress: {metadata: {annotations: {kubernetes\
                .io/ingress.class: alb}}}}";
    let grafana = told(&resource(
        "grafana.integreatly.org/v1beta1",
        "Grafana",
        spec,
    ));
    assert_eq!(grafana.roles(), ["Grafana/shop/x: \"metrics\""]);
    let doors = [
        "Grafana/shop/x/Service: \"classic\" \"internet-facing\"",
        "Grafana/shop/x/Ingress: \"application\" \"internal\"",
    ];
    assert_eq!(grafana.doors(), doors);
}

#[test]
fn values_that_are_not_known_leave_the_controller_open() {
    let terraform = "variable \"v\" { type = string }\nresource \"helm_release\" \"lbc\" {\n  chart = \
                     \"aws-load-balancer-controller\"\n  values = [var.v]\n}\n";
    let plain = service("s", "type: LoadBalancer");
    let beside = |more: &str| {
        let terraform = terraform.replace("values", &format!("{more}\n  values"));
        told_beside(&terraform, &plain, &Roles::default()).doors()
    };
    assert_eq!(
        beside(""),
        ["Service/shop/s: unknown: var.v unknown: var.v"]
    );
    let other = "set {\n name = \"replicaCount\"\n value = \"2\"\n }";
    assert_eq!(beside(other), beside(""));
    // A setting stands over all values.
    let set = "set {\n name = \"enableServiceMutatorWebhook\"\n value = \"true\"\n }";
    assert_eq!(beside(set), ["Service/shop/s: \"network\" \"internal\""]);
}

#[test]
fn equal_ids_belong_together_by_their_directories() {
    let one = |least: u32| {
        workload("Deployment", "api", "shop", "")
            + &autoscaler("api", &format!("minReplicas: {least}"))
    };
    let files = [("a/k.yaml", one(2)), ("b/k.yaml", one(5))];
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in &files {
        let path = directory.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let root = Root::at(directory.path()).unwrap();
    let limits = Limits::default();
    let found = walk(&root, &[".".into()], &Excludes::default(), &limits);
    let mut sources = Sources::default();
    let manifests = load(&root, &found.inputs, &mut sources, limits);
    let world = World::of(&[("main.tf", "")]);
    let objects = Objects::of(Clusters {
        objects: &manifests.objects,
        releases: &[],
        gaps: &Gaps::default(),
        project: &world.project,
        roles: &Roles::default(),
    });
    let told = Told { sources, objects };
    assert_eq!(told.least("Deployment/shop/api@a/").0, "2");
    assert_eq!(told.least("Deployment/shop/api@b/").0, "5");
}

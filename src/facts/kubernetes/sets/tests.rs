//! What belongs together across kustomizations, plain manifests, charts and Terraform.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::config::Roles;
use crate::facts::Objects;
use crate::facts::kubernetes::{Clusters, Gaps};
use crate::facts::testing::{World, text};
use crate::kubernetes::{declared, load, made, releases};
use crate::source::{Excludes, Limits, Root, Sources, walk};

/// The fields of all subjects of a project, by root and name.
struct Told(Vec<(String, String)>);

/// The subjects of a project of these files.
fn told(files: &[(&str, &str)]) -> Told {
    let directory = tempfile::tempdir().unwrap();
    let mut dirs: BTreeSet<Arc<str>> = BTreeSet::new();
    for (path, content) in files {
        let path = directory.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    for (path, _) in files.iter().filter(|(path, _)| path.ends_with(".tf")) {
        let dir = path.rsplit_once('/').map_or(".", |(dir, _)| dir);
        dirs.insert(dir.into());
    }
    let world = World::read(directory.path(), dirs);
    let root = Root::at(directory.path()).unwrap();
    let limits = Limits::default();
    let walk = walk(&root, &[".".into()], &Excludes::default(), &limits);
    let mut sources = Sources::default();
    let inputs = walk.inputs.into_iter().map(Into::into).collect();
    let manifests = load(&root, inputs, &mut sources, limits);
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
        roles: &Roles::default(),
    });
    let subjects = objects.workloads.iter().chain(&objects.load_balancers);
    let fields = subjects.flat_map(|subject| {
        let entries = subject.value.as_entries().unwrap().iter();
        let name = format!("{} {}", subject.root, subject.name);
        entries.map(move |(field, value)| (format!("{name} {field}"), text(value)))
    });
    Told(fields.collect())
}

impl Told {
    fn get(&self, what: &str) -> &str {
        let found = self.0.iter().find(|(name, _)| name == what);
        match found {
            Some((_, value)) => value,
            None => panic!("{:?}", self.0.iter().map(|(n, _)| n).collect::<Vec<_>>()),
        }
    }
}

const DEPLOYMENT: &str = "
apiVersion: apps/v1
kind: Deployment
metadata: {name: orders, namespace: shop}
spec:
  template:
    metadata: {labels: {app: orders}}
    spec: {containers: [{name: main, image: orders}]}
";

const SERVICE: &str = "
apiVersion: v1
kind: Service
metadata: {name: orders, namespace: shop}
spec: {selector: {app: orders}}
";

const INGRESS: &str = "
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: edge, namespace: shop}
spec:
  ingressClassName: alb
  defaultBackend: {service: {name: orders, port: {number: 80}}}
";

const AUTOSCALER: &str = "
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: orders, namespace: shop}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: orders}
  minReplicas: 3
  maxReplicas: 9
";

const RESOURCES: &str = r#"
resource "kubernetes_service_v1" "orders" {
  metadata {
    name      = "orders"
    namespace = "shop"
  }
  spec {
    selector = { app = "orders" }
  }
}
resource "kubernetes_ingress_v1" "edge" {
  metadata {
    name      = "edge"
    namespace = "shop"
  }
  spec {
    ingress_class_name = "alb"
    default_backend {
      service {
        name = "orders"
        port { number = 80 }
      }
    }
  }
}
resource "kubernetes_horizontal_pod_autoscaler_v2" "orders" {
  metadata {
    name      = "orders"
    namespace = "shop"
  }
  spec {
    min_replicas = 3
    max_replicas = 9
    scale_target_ref {
      api_version = "apps/v1"
      kind        = "Deployment"
      name        = "orders"
    }
  }
}
"#;

fn kustomization(of: &str) -> String {
    format!("resources: [{of}]\n")
}

#[test]
fn kustomizations_of_one_system_belong_together() {
    let told = told(&[
        ("orders/kustomization.yaml", &kustomization("d.yaml")),
        ("orders/d.yaml", DEPLOYMENT),
        (
            "network/kustomization.yaml",
            &kustomization("s.yaml, i.yaml"),
        ),
        ("network/s.yaml", SERVICE),
        ("network/i.yaml", INGRESS),
        ("scaling/kustomization.yaml", &kustomization("h.yaml")),
        ("scaling/h.yaml", AUTOSCALER),
    ]);
    assert_eq!(told.get("orders Deployment/shop/orders role"), "\"api\"");
    assert_eq!(told.get("orders Deployment/shop/orders min_replicas"), "3");
    let doors = told.get("orders Deployment/shop/orders doors");
    assert!(
        doors.contains("name:\"Ingress/shop/edge\",scheme:\"internal\""),
        "{doors}"
    );
}

#[test]
fn manifests_belong_to_the_resources_beside_them() {
    for manifest in ["k8s/d.yaml", "d.yaml"] {
        let told = told(&[("infra/main.tf", RESOURCES), (manifest, DEPLOYMENT)]);
        assert_eq!(told.get(". Deployment/shop/orders role"), "\"api\"");
        assert_eq!(told.get(". Deployment/shop/orders min_replicas"), "3");
    }
    // Another namespace is another place.
    let other = DEPLOYMENT.replace("shop", "other");
    let told = told(&[("infra/main.tf", RESOURCES), ("d.yaml", &other)]);
    assert_eq!(told.get(". Deployment/other/orders role"), "\"none\"");
    assert_eq!(told.get(". Deployment/other/orders min_replicas"), "1");
}

#[test]
fn values_of_charts_belong_to_the_manifests_beside_them() {
    let release = r#"
resource "helm_release" "g" {
  name      = "grafana"
  chart     = "grafana"
  namespace = "shop"
}
"#;
    let ingress = INGRESS.replace("name: orders", "name: grafana").replace(
        "metadata: {",
        "metadata: {annotations: {alb.ingress.kubernetes.io/scheme: internet-facing}, ",
    );
    let told = told(&[("infra/main.tf", release), ("k8s/i.yaml", &ingress)]);
    let doors = told.get("infra helm_release.g/Deployment/grafana doors");
    assert!(doors.contains("scheme:\"internet-facing\""), "{doors}");
}

#[test]
fn overlays_of_one_base_are_not_mixed() {
    let overlay = |more: &str| format!("resources: [../../base{more}]\n");
    let (prod, dev) = (overlay(", h.yaml"), overlay(""));
    let told = told(&[
        ("base/kustomization.yaml", &kustomization("d.yaml, s.yaml")),
        ("base/d.yaml", DEPLOYMENT),
        ("base/s.yaml", SERVICE),
        ("overlays/eu/kustomization.yaml", &prod),
        ("overlays/eu/h.yaml", AUTOSCALER),
        ("overlays/us/kustomization.yaml", &dev),
        ("overlays/us/README.md", ""),
    ]);
    assert_eq!(
        told.get("overlays/eu Deployment/shop/orders min_replicas"),
        "3"
    );
    assert_eq!(
        told.get("overlays/us Deployment/shop/orders min_replicas"),
        "1"
    );
}

#[test]
fn what_names_one_of_several_alternatives_is_not_decided() {
    let base = [
        ("base/kustomization.yaml", "resources: [d.yaml, s.yaml]"),
        ("base/d.yaml", DEPLOYMENT),
        ("base/s.yaml", SERVICE),
        ("overlays/eu/kustomization.yaml", "resources: [../../base]"),
        ("overlays/us/kustomization.yaml", "resources: [../../base]"),
        ("edge/i.yaml", INGRESS),
        ("edge/kustomization.yaml", "resources: [i.yaml]"),
    ];
    let undecided = told(&base);
    for set in ["overlays/eu", "overlays/us"] {
        let role = undecided.get(&format!("{set} Deployment/shop/orders role"));
        assert!(
            role.starts_with("unknown: whether Ingress/shop/edge is applied with overlays/eu or"),
            "{role}"
        );
    }
    // The path tells.
    let moved = base.map(|(path, text)| match path.strip_prefix("edge/") {
        Some("i.yaml") => ("edge/us/i.yaml", text),
        Some(_) => ("edge/us/kustomization.yaml", text),
        None => (path, text),
    });
    let decided = told(&moved);
    assert_eq!(
        decided.get("overlays/eu Deployment/shop/orders role"),
        "\"none\""
    );
    assert_eq!(
        decided.get("overlays/us Deployment/shop/orders role"),
        "\"api\""
    );
}

#[test]
fn environments_that_paths_name_are_kept_apart() {
    let told = told(&[
        ("prod/kustomization.yaml", "resources: [d.yaml]"),
        ("prod/d.yaml", DEPLOYMENT),
        ("dev/scaling/kustomization.yaml", "resources: [h.yaml]"),
        ("dev/scaling/h.yaml", AUTOSCALER),
    ]);
    assert_eq!(told.get("prod Deployment/shop/orders min_replicas"), "1");
}

#[test]
fn roots_with_clusters_of_their_own_are_kept_apart() {
    let cluster = "resource \"aws_eks_cluster\" \"c\" {\n  name     = \"c\"\n  role_arn = \"x\"\n  \
                   vpc_config { subnet_ids = [] }\n}\n";
    let deployment = r#"
resource "kubernetes_manifest" "orders" {
  manifest = {
    apiVersion = "apps/v1"
    kind       = "Deployment"
    metadata   = { name = "orders", namespace = "shop" }
    spec       = { template = { metadata = { labels = { app = "orders" } } } }
  }
}
"#;
    let with = |text: &str| format!("{text}{cluster}");
    let least = |one: &str, other: &str| {
        let told = told(&[("one/main.tf", one), ("other/main.tf", other)]);
        told.get("one kubernetes_manifest.orders min_replicas")
            .to_owned()
    };
    assert_eq!(least(deployment, &with(RESOURCES)), "3");
    assert_eq!(least(&with(deployment), RESOURCES), "3");
    assert_eq!(least(&with(deployment), &with(RESOURCES)), "1");
}

#[test]
fn a_service_takes_pods_of_others_where_its_namespace_is_named() {
    let canary = DEPLOYMENT.replace("name: orders", "name: canary");
    let role = |of: &dyn Fn(&str) -> String, name: &str| {
        let told = told(&[
            (
                "orders/kustomization.yaml",
                "resources: [d.yaml, s.yaml, i.yaml]",
            ),
            ("orders/d.yaml", &of(DEPLOYMENT)),
            ("orders/s.yaml", &of(SERVICE)),
            ("orders/i.yaml", &of(INGRESS)),
            ("canary/kustomization.yaml", "resources: [d.yaml]"),
            ("canary/d.yaml", &of(&canary)),
        ]);
        told.get(&format!("{name} role")).to_owned()
    };
    let named = |text: &str| text.to_owned();
    assert_eq!(role(&named, "canary Deployment/shop/canary"), "\"api\"");
    assert_eq!(role(&named, "orders Deployment/shop/orders"), "\"api\"");
    // Nobody says that these are in one namespace.
    let nowhere = |text: &str| text.replace(", namespace: shop", "");
    assert_eq!(
        role(&nowhere, "orders Deployment/default/orders"),
        "\"api\""
    );
    assert_eq!(
        role(&nowhere, "canary Deployment/default/canary"),
        "\"none\""
    );
}

#[test]
fn members_of_a_group_share_a_scheme_wherever_they_are() {
    let member = |name: &str, scheme: &str| {
        let group = "alb.ingress.kubernetes.io/group.name: edge";
        INGRESS.replace(
            "metadata: {name: edge",
            &format!("metadata: {{annotations: {{{group}{scheme}}}, name: {name}"),
        )
    };
    let public = ", alb.ingress.kubernetes.io/scheme: internet-facing";
    let (plain, open) = (member("metrics", ""), member("shop", public));
    let files = [
        ("metrics/kustomization.yaml", "resources: [i.yaml]"),
        ("metrics/i.yaml", plain.as_str()),
        ("shop/kustomization.yaml", "resources: [i.yaml]"),
        ("shop/i.yaml", open.as_str()),
    ];
    let scheme = "metrics Ingress/shop/metrics scheme";
    assert_eq!(told(&files).get(scheme), "\"internet-facing\"");
    // A member in one of two alternatives may be a member.
    let internal = open.replace("internet-facing", "internal");
    let both = [
        files.as_slice(),
        &[
            ("other/kustomization.yaml", "resources: [i.yaml]"),
            ("other/i.yaml", internal.as_str()),
        ],
    ];
    let both = told(&both.concat());
    let scheme = both.get(scheme);
    assert!(
        scheme.starts_with("unknown: whether Ingress/shop/metrics is"),
        "{scheme}"
    );
}

#[test]
fn classes_of_another_set_count_where_they_agree() {
    let class = "
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: edge}
spec:
  controller: ingress.k8s.aws/alb
  parameters: {apiGroup: elbv2.k8s.aws, kind: IngressClassParams, name: edge}
---
apiVersion: elbv2.k8s.aws/v1beta1
kind: IngressClassParams
metadata: {name: edge}
spec: {scheme: internet-facing}
";
    let internal = class.replace("internet-facing", "internal");
    let ingress = INGRESS.replace("ingressClassName: alb", "ingressClassName: edge");
    let scheme = |eu: &str, us: &str| {
        let told = told(&[
            ("shop/kustomization.yaml", "resources: [i.yaml]"),
            ("shop/i.yaml", &ingress),
            ("eu/kustomization.yaml", "resources: [c.yaml]"),
            ("eu/c.yaml", eu),
            ("us/kustomization.yaml", "resources: [c.yaml]"),
            ("us/c.yaml", us),
        ]);
        told.get("shop Ingress/shop/edge scheme").to_owned()
    };
    assert_eq!(scheme(class, class), "\"internet-facing\"");
    assert_eq!(scheme(&internal, &internal), "\"internal\"");
    let undecided = scheme(class, &internal);
    assert!(undecided.starts_with("unknown: whether"), "{undecided}");
}

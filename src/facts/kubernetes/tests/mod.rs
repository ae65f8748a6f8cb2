//! Workloads and load balancers of small manifests.

mod load_balancers;
mod sources;
mod workloads;

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
fn the_documented_system_is_decided_wholly() {
    let directory = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/architecture");
    let root = Root::at(&directory).unwrap();
    let limits = Limits::default();
    let walk = walk(&root, &["kubernetes".into()], &Excludes::default(), &limits);
    let mut sources = Sources::default();
    let inputs = walk.inputs.into_iter().map(Into::into).collect();
    let manifests = load(&root, inputs, &mut sources, limits);
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

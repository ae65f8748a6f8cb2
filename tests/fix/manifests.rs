//! Manifests, kustomizations and resources that are objects.

use super::{fixes, leaves};

#[test]
fn manifests_are_fixed_too() {
    let manifest = |least: &str| {
        format!(
            "\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  labels: {{ archlint.dev/role: api }}
spec:
  selector: {{ matchLabels: {{ app: api }} }}
  template:
    metadata: {{ labels: {{ app: api }} }}
    spec:
      containers:
        - name: api
          image: shop/api:1
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: api
spec:
  scaleTargetRef: {{ apiVersion: apps/v1, kind: Deployment, name: api }}
  minReplicas: {least} # one is enough
  maxReplicas: 9
"
        )
    };
    let (before, after) = (manifest("1"), manifest("2"));
    fixes("K8S-003", &[("api.yaml", &before)], &[("api.yaml", &after)]);
}

/// A Deployment of an API, with more in its `spec`.
fn deployment(more: &str) -> String {
    format!(
        "\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  labels: {{ archlint.dev/role: api }}
spec:
  # who they are
  selector: {{ matchLabels: {{ app: api }} }}
{more}  template:
    metadata: {{ labels: {{ app: api }} }}
    spec:
      containers:
        - name: api
          image: shop/api:1
"
    )
}

fn scaler(more: &str) -> String {
    format!(
        "\
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: api
spec:
  scaleTargetRef: {{ apiVersion: apps/v1, kind: Deployment, name: api }}
  maxReplicas: 9 # nine
{more}"
    )
}

#[test]
fn what_is_left_out_is_added() {
    let (before, after) = (deployment(""), deployment("  replicas: 2\n"));
    fixes("K8S-003", &[("a.yaml", &before)], &[("a.yaml", &after)]);
    // The document of the scaler gets it, where there is one.
    let both = |more: &str| {
        format!(
            "# the API\n{}---\n{}",
            deployment("  replicas: 1\n"),
            scaler(more)
        )
    };
    let (before, after) = (both(""), both("  minReplicas: 2\n"));
    fixes("K8S-003", &[("a.yml", &before)], &[("a.yml", &after)]);
    let crlf = |text: String| text.replace('\n', "\r\n");
    let (before, after) = (crlf(both("")), crlf(both("  minReplicas: 2\n")));
    fixes("K8S-003", &[("a.yaml", &before)], &[("a.yaml", &after)]);
}

#[test]
fn updates_take_nothing_away() {
    let of = |surge: &str, away: &str| {
        deployment(&format!(
            "  replicas: 2\n  strategy:\n    rollingUpdate:\n{surge}{away}"
        ))
    };
    for (before, after) in [
        (
            of("", "      maxUnavailable: 100% # all\n"),
            of("", "      maxUnavailable: 0 # all\n"),
        ),
        (
            of("", "      maxUnavailable: \"100%\"\n"),
            of("", "      maxUnavailable: 0\n"),
        ),
        (
            of("      maxSurge: 0\n", "      maxUnavailable: 2\n"),
            of("      maxSurge: \"25%\"\n", "      maxUnavailable: 0\n"),
        ),
    ] {
        fixes("K8S-005", &[("a.yaml", &before)], &[("a.yaml", &after)]);
    }
    let of = |inside: &str| deployment(&format!("  strategy: {{rollingUpdate: {{{inside}}}}}\n"));
    let before = of("maxSurge: 0");
    let after = of("maxSurge: \"25%\", maxUnavailable: 0");
    fixes("K8S-005", &[("a.yaml", &before)], &[("a.yaml", &after)]);
}

#[test]
fn kustomizations_change_where_the_value_comes_from() {
    let base = ("base/kustomization.yaml", "resources: [api.yaml]\n");
    let over = "resources: [../base]\npatches:\n  - path: patch.yaml\n";
    let patch = |least: &str| {
        format!(
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: api}}\nspec: {{replicas: {least}}}\n"
        )
    };
    let api = deployment("  replicas: 3\n");
    // The patch writes it,
    fixes(
        "K8S-003",
        &[
            base,
            ("base/api.yaml", &api),
            ("over/kustomization.yaml", over),
            ("over/patch.yaml", &patch("1")),
        ],
        &[("over/patch.yaml", &patch("2"))],
    );
    // the kustomization sets it,
    let count = |least: &str| {
        format!("resources: [../base]\nreplicas:\n  - name: api\n    count: {least}\n")
    };
    fixes(
        "K8S-003",
        &[
            base,
            ("base/api.yaml", &api),
            ("over/kustomization.yaml", &count("1")),
        ],
        &[("over/kustomization.yaml", &count("2"))],
    );
    // the base leaves it out.
    fixes(
        "K8S-003",
        &[
            base,
            ("base/api.yaml", &deployment("")),
            ("over/kustomization.yaml", "resources: [../base]\n"),
        ],
        &[("base/api.yaml", &deployment("  replicas: 2\n"))],
    );
}

/// A Deployment as a resource of Terraform, with more in its `spec`.
fn resource(more: &str) -> String {
    format!(
        "\
resource \"kubernetes_deployment\" \"api\" {{
  metadata {{
    name   = \"api\"
    labels = {{ \"archlint.dev/role\" = \"api\" }}
  }}

  spec {{
{more}    selector {{
      match_labels = {{ app = \"api\" }}
    }}

    template {{
      metadata {{
        labels = {{ app = \"api\" }}
      }}

      spec {{
        container {{
          name  = \"api\"
          image = \"shop/api:1\"
        }}
      }}
    }}
  }}
}}
"
    )
}

#[test]
fn resources_that_are_objects_are_fixed_in_their_own_names() {
    let (before, after) = (resource(""), resource("    replicas = 2\n\n"));
    fixes("K8S-003", &[("main.tf", &before)], &[("main.tf", &after)]);
    let of = |away: &str| {
        resource(&format!(
            "    strategy {{\n      rolling_update {{\n        max_unavailable = {away}\n      }}\n    }}\n\n"
        ))
    };
    let (before, after) = (of("\"100%\""), of("\"0\""));
    fixes("K8S-005", &[("main.tf", &before)], &[("main.tf", &after)]);
}

#[test]
fn manifests_in_texts_are_left_to_people() {
    let indented = deployment("  replicas: 1\n").replace('\n', "\n    ");
    let text = format!(
        "resource \"kubernetes_manifest\" \"api\" {{\n  manifest = yamldecode(<<-EOT\n    {}\n  EOT\n  )\n}}\n",
        indented.trim_end()
    );
    leaves("K8S-003", &[("main.tf", &text)], "stands in a text");
    let text = text.replace("kubernetes_manifest", "kubectl_manifest");
    let text = text
        .replace("manifest = yamldecode(<<-EOT", "yaml_body = <<-EOT")
        .replace("  EOT\n  )", "  EOT");
    leaves("K8S-003", &[("main.tf", &text)], "not fixed");
}

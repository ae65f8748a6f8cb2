//! Objects that Terraform, charts and operators make.

use super::*;

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
    let inputs = found.inputs.into_iter().map(Into::into).collect();
    let manifests = load(&root, inputs, &mut sources, limits);
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

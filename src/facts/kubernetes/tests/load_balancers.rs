//! Schemes of Services, Ingresses and Gateways.

use super::*;

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

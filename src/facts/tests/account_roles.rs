//! Which roles pods take, in every form in which that is written.

use crate::facts::testing::World;

const PODS: &str = "
apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: shop}
spec:
  template:
    spec:
      serviceAccountName: orders
      containers: [{name: main, image: orders}]
";

fn account(annotation: &str) -> String {
    format!(
        "{PODS}---\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: orders\n  namespace: \
         shop\n  annotations: {{{annotation}}}\n"
    )
}

/// A role called `orders` that trusts a provider on these conditions.
fn role(conditions: &str) -> String {
    format!(
        r#"
resource "aws_eks_cluster" "c" {{
  name     = "c"
  role_arn = "arn:aws:iam::123456789012:role/cluster"
  vpc_config {{ subnet_ids = [] }}
}}
resource "aws_iam_openid_connect_provider" "c" {{
  url            = aws_eks_cluster.c.identity[0].oidc[0].issuer
  client_id_list = ["sts.amazonaws.com"]
}}
locals {{ issuer = replace(aws_iam_openid_connect_provider.c.url, "https://", "") }}
data "aws_iam_policy_document" "trust" {{
  statement {{
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {{
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.c.arn]
    }}
    {conditions}
  }}
}}
resource "aws_iam_role" "orders" {{
  name               = "orders"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}}
"#
    )
}

fn condition(test: &str, value: &str) -> String {
    format!(
        "condition {{\n test = \"{test}\"\n variable = \"${{local.issuer}}:sub\"\n values = \
         [\"{value}\"]\n }}\n"
    )
}

const AUDIENCE: &str = "condition {\n test = \"StringEquals\"\n variable = \
                        \"${local.issuer}:aud\"\n values = [\"sts.amazonaws.com\"]\n }\n";

/// The roles of the account of the only workload, each with its way and whether it trusts.
const ROLES: &str = "[for r in account_roles(subjects(\"workload\")[0].service_account) : \
                     [r.name, r.way, r.trusted]]";

fn roles(terraform: &str, yaml: &str) -> String {
    World::of(&[("main.tf", terraform), ("k8s/api.yaml", yaml)]).show(ROLES)
}

const ARN: &str = "eks.amazonaws.com/role-arn: 'arn:aws:iam::123456789012:role/team/orders'";

#[test]
fn a_manifest_names_a_role_whose_trust_names_it() {
    let trusted = |conditions: &str| {
        let told = roles(&role(conditions), &account(ARN));
        let list = told.strip_prefix("[[\"aws_iam_role.orders\",\"annotation\",");
        list.unwrap_or_else(|| panic!("{told}"))
            .trim_end_matches("]]")
            .to_owned()
    };
    let own = "system:serviceaccount:shop:orders";
    assert_eq!(trusted(&condition("StringEquals", own)), "true");
    assert_eq!(
        trusted(&(condition("StringEquals", own) + AUDIENCE)),
        "true"
    );
    assert_eq!(trusted(AUDIENCE), "true");
    assert_eq!(
        trusted(&condition("StringEquals", "system:serviceaccount:shop:api")),
        "false"
    );
    assert_eq!(
        trusted(&condition("StringEquals", "system:serviceaccount:shop:*")),
        "false"
    );
    assert_eq!(
        trusted(&condition("StringLike", "system:serviceaccount:shop:*")),
        "true"
    );
    assert_eq!(
        trusted(&condition("StringLike", "system:serviceaccount:*:api")),
        "false"
    );
    let other = trusted(&condition("StringNotEquals", own));
    assert!(
        other.starts_with("unknown: the condition StringNotEquals"),
        "{other}"
    );
}

/// The keys of conditions hold the issuer, which the cluster tells, in every form of a document.
#[test]
fn a_trust_policy_is_read_in_every_form() {
    let by_data = |subject: &str| role(&(condition("StringEquals", subject) + AUDIENCE));
    let encoded = |subject: &str| {
        let document = format!(
            r#"jsonencode({{
    Statement = [{{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = {{ Federated = aws_iam_openid_connect_provider.c.arn }}
      Condition = {{
        StringEquals = {{
          "${{local.issuer}}:sub" = "{subject}"
          "${{local.issuer}}:aud" = "sts.amazonaws.com"
        }}
      }}
    }}]
  }})"#
        );
        role("").replace("data.aws_iam_policy_document.trust.json", &document)
    };
    let heredoc = |subject: &str| {
        let document = format!(
            r#"<<EOT
{{
  "Statement": [{{
    "Effect": "Allow",
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Principal": {{ "Federated": "${{aws_iam_openid_connect_provider.c.arn}}" }},
    "Condition": {{
      "StringEquals": {{
        "${{local.issuer}}:sub": "{subject}",
        "${{local.issuer}}:aud": "sts.amazonaws.com"
      }}
    }}
  }}]
}}
EOT
"#
        );
        role("").replace("data.aws_iam_policy_document.trust.json", &document)
    };
    let forms: [&dyn Fn(&str) -> String; 3] = [&by_data, &encoded, &heredoc];
    for form in forms {
        let trusted = |account_name: &str| {
            let subject = format!("system:serviceaccount:shop:{account_name}");
            let told = roles(&form(&subject), &account(ARN));
            told.replace("[[\"aws_iam_role.orders\",\"annotation\",", "")
        };
        assert_eq!(trusted("orders"), "true]]", "{}", form("orders"));
        assert_eq!(trusted("api"), "false]]", "{}", form("api"));
    }
}

#[test]
fn an_account_without_an_annotation_has_no_role() {
    assert_eq!(roles(&role(AUDIENCE), &account("")), "[]");
    // One that is written elsewhere may have one, the default one has none.
    let told = roles(&role(AUDIENCE), PODS);
    assert_eq!(told, "unknown: ServiceAccount/shop/orders");
    let default = PODS.replace("      serviceAccountName: orders\n", "");
    assert_eq!(roles(&role(AUDIENCE), &default), "[]");
}

#[test]
fn a_role_outside_of_the_scan_is_told_by_its_arn() {
    let other = ARN.replace("team/orders", "other");
    let told = roles(&role(AUDIENCE), &account(&other));
    let wanted = "[[\"arn:aws:iam::123456789012:role/other\",\"annotation\",unknown: the trust policy \
                  of arn:aws:iam::123456789012:role/other]]";
    assert_eq!(told, wanted);
    // Another account has roles of its own.
    let provider = "provider \"aws\" {\n  allowed_account_ids = [\"999999999999\"]\n}\n";
    let told = roles(&(role(AUDIENCE) + provider), &account(ARN));
    assert!(
        told.starts_with("[[\"arn:aws:iam::123456789012:role/team/orders\""),
        "{told}"
    );
}

#[test]
fn resources_and_charts_name_roles_by_reference() {
    let written = r#"
resource "kubernetes_service_account_v1" "orders" {
  metadata {
    name        = "orders"
    namespace   = "shop"
    annotations = { "eks.amazonaws.com/role-arn" = aws_iam_role.orders.arn }
  }
}
"#;
    let own = condition("StringEquals", "system:serviceaccount:shop:orders");
    let wanted = "[[\"aws_iam_role.orders\",\"annotation\",true]]";
    assert_eq!(roles(&(role(&own) + written), PODS), wanted);
    for values in [
        "values = [yamlencode({ serviceAccount = { name = \"orders\", annotations = { \
         \"eks.amazonaws.com/role-arn\" = aws_iam_role.orders.arn } } })]",
        "set {\n name = \"serviceAccount.name\"\n value = \"orders\"\n }\n set {\n name = \
         \"serviceAccount.annotations.eks\\\\.amazonaws\\\\.com/role-arn\"\n value = \
         aws_iam_role.orders.arn\n }",
    ] {
        let release = format!(
            "resource \"helm_release\" \"orders\" {{\n name = \"orders\"\n chart = \
             \"shop/grafana\"\n namespace = \"shop\"\n {values}\n}}\n"
        );
        let world = World::of(&[("main.tf", &(role(&own) + &release))]);
        assert_eq!(world.show(ROLES), wanted, "{values}");
        let accounts = world.show("[for a in subjects(\"service_account\") : a.name]");
        assert_eq!(accounts, "[\"helm_release.orders/ServiceAccount/orders\"]");
    }
}

const ASSOCIATION: &str = r#"
resource "aws_iam_role" "pods" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Principal = { Service = "pods.eks.amazonaws.com" }
    }]
  })
}
resource "aws_eks_pod_identity_association" "orders" {
  cluster_name    = "c"
  namespace       = "shop"
  service_account = "orders"
  role_arn        = aws_iam_role.pods.arn
}
"#;

#[test]
fn associations_give_roles_to_accounts() {
    let wanted = "[[\"aws_iam_role.pods\",\"association\",true]]";
    assert_eq!(roles(ASSOCIATION, &account("")), wanted);
    let other = ASSOCIATION.replace("\"shop\"", "\"other\"");
    assert_eq!(roles(&other, &account("")), "[]");
    let trust = ASSOCIATION.replace("pods.eks", "ec2");
    assert!(roles(&trust, &account("")).ends_with(",false]]"));
    let by_variable =
        ASSOCIATION.replace("\"orders\"\n  role", "var.a\n  role") + "variable \"a\" {}\n";
    assert_eq!(roles(&by_variable, &account("")), "unknown: var.a");
    // Two clusters have one each.
    let second = ASSOCIATION.replace(
        "\"aws_eks_pod_identity_association\" \"orders\"",
        "\"aws_eks_pod_identity_association\" \"second\"",
    );
    let (_, second) = second.split_once("}\nresource").unwrap();
    let both = format!("{ASSOCIATION}resource{second}");
    let told = roles(&both, &account(""));
    assert!(
        told.starts_with("unknown: which cluster ServiceAccount/shop/orders is in"),
        "{told}"
    );
}

#[test]
fn tags_of_pod_identity_limit_a_role() {
    let limited = ASSOCIATION.replace(
        "Principal =",
        "Condition = { StringEquals = { \"aws:RequestTag/kubernetes-namespace\" = \"shop\" } }\n \
         Principal =",
    );
    assert!(roles(&limited, &account("")).ends_with(",true]]"));
    let other = limited.replace("= \"shop\" }", "= \"other\" }");
    assert!(roles(&other, &account("")).ends_with(",false]]"));
}

#[test]
fn whom_a_role_trusts() {
    let trusted = |conditions: &str| {
        let world = World::of(&[("main.tf", &role(conditions))]);
        world.show("[for a in trusted_accounts(aws_iam_role.orders) : [a.subject, a.exact]]")
    };
    let own = "system:serviceaccount:shop:orders";
    assert_eq!(
        trusted(&condition("StringEquals", own)),
        format!("[[\"{own}\",true]]")
    );
    assert_eq!(
        trusted(&condition("StringLike", own)),
        format!("[[\"{own}\",true]]")
    );
    let all = "system:serviceaccount:*:orders";
    assert_eq!(
        trusted(&condition("StringLike", all)),
        format!("[[\"{all}\",false]]")
    );
    assert_eq!(trusted(AUDIENCE), "[[\"*\",false]]");
}

#[test]
fn a_role_of_pods_is_that_of_a_workload() {
    let data = ASSOCIATION.replace(
        "jsonencode({",
        "var.trust != null ? var.trust : jsonencode({",
    ) + "variable \"trust\" {}\n";
    let world = World::of(&[("main.tf", &data)]);
    assert_eq!(
        world.show("holders(aws_iam_role.pods)[0].kind"),
        "\"workload\""
    );
}

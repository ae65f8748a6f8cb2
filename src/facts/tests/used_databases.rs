//! Which databases workloads are told to use.

use crate::facts::testing::World;

const DATABASE: &str = r#"
provider "aws" { region = "eu-west-1" }
resource "aws_rds_cluster" "orders" {
  cluster_identifier = "orders"
  engine             = "aurora-postgresql"
}
"#;

fn pods(env: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: api, namespace: shop}}\nspec:\n  \
         template:\n    spec:\n      containers: [{{name: main, image: orders, {env}}}]\n---\n"
    )
}

fn used(terraform: &str, yaml: &str) -> String {
    let text = format!("{DATABASE}{terraform}");
    let files = [("main.tf", text.as_str()), ("k8s/api.yaml", yaml)];
    World::of(&files).show("[for d in used_databases(subjects(\"workload\")[0]) : address(d)]")
}

const HOST: &str = "orders.cluster-c0ffee.eu-west-1.rds.amazonaws.com";
const FOUND: &str = "[\"aws_rds_cluster.orders\"]";

#[test]
fn addresses_in_the_environment_name_databases() {
    let env = |value: &str| pods(&format!("env: [{{name: DATABASE_URL, value: '{value}'}}]"));
    assert_eq!(
        used("", &env(&format!("postgres://u@{HOST}:5432/x"))),
        FOUND
    );
    assert_eq!(
        used("", &env(&HOST.replace("cluster-", "cluster-ro-"))),
        FOUND
    );
    // Another region, another cluster.
    let other = HOST.replace("eu-west-1", "eu-west-3");
    assert_eq!(used("", &env(&other)), format!("[\"{other}\"]"));
    assert_eq!(used("", &env("postgres://localhost")), "[]");
}

#[test]
fn config_maps_and_services_hand_addresses_on() {
    let config = |data: &str| {
        format!(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: settings, namespace: shop}}\ndata: \
             {{{data}}}\n---\n"
        )
    };
    let all = pods("envFrom: [{configMapRef: {name: settings}}]");
    let data = format!("host: {HOST}, other: {}", HOST.replace("orders", "other"));
    let both = format!(
        "[\"aws_rds_cluster.orders\",\"{}\"]",
        HOST.replace("orders", "other")
    );
    assert_eq!(used("", &(all + &config(&data))), both);
    let one = pods("env: [{name: H, valueFrom: {configMapKeyRef: {name: settings, key: host}}}]");
    assert_eq!(used("", &(one.clone() + &config(&data))), FOUND);
    let external = format!(
        "apiVersion: v1\nkind: Service\nmetadata: {{name: db, namespace: shop}}\nspec: {{type: \
         ExternalName, externalName: {HOST}}}\n---\n"
    );
    assert_eq!(
        used("", &(one + &config("host: db.shop.svc") + &external)),
        FOUND
    );
}

#[test]
fn resources_name_databases_by_reference() {
    let terraform = r#"
resource "kubernetes_config_map_v1" "settings" {
  metadata {
    name      = "settings"
    namespace = "shop"
  }
  data = { url = "postgres://${aws_rds_cluster.orders.endpoint}:5432/orders" }
}
"#;
    let all = pods("envFrom: [{configMapRef: {name: settings}}]");
    assert_eq!(used(terraform, &all), FOUND);
    let task = r#"
resource "aws_ecs_task_definition" "api" {
  family = "api"
  container_definitions = jsonencode([{
    name        = "api"
    image       = "orders"
    environment = [{ name = "DB", value = aws_rds_cluster.orders.reader_endpoint }]
  }])
}
"#;
    assert_eq!(used(task, ""), FOUND);
}

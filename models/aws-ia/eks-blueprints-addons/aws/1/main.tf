resource "aws_eks_addon" "this" {
  for_each                 = var.eks_addons
  cluster_name             = var.cluster_name
  addon_name               = lookup(each.value, "name", each.key)
  configuration_values     = lookup(each.value, "configuration_values", null)
  service_account_role_arn = lookup(each.value, "service_account_role_arn", null)
}

resource "aws_cloudwatch_log_group" "aws_for_fluentbit" {
  count             = var.enable_aws_for_fluentbit && try(var.aws_for_fluentbit_cw_log_group.create, true) ? 1 : 0
  name_prefix       = "/aws/eks/${var.cluster_name}/aws-fluentbit-logs-"
  retention_in_days = try(var.aws_for_fluentbit_cw_log_group.retention, 90)
  kms_key_id        = try(var.aws_for_fluentbit_cw_log_group.kms_key_arn, null)
}

# Fargate reads where to send logs from a config map of that name in a namespace of that name.

resource "aws_cloudwatch_log_group" "fargate_fluentbit" {
  count             = var.enable_fargate_fluentbit && try(var.fargate_fluentbit_cw_log_group.create, true) ? 1 : 0
  name_prefix       = "/${var.cluster_name}/fargate-fluentbit-logs-"
  retention_in_days = try(var.fargate_fluentbit_cw_log_group.retention, 90)
  kms_key_id        = try(var.fargate_fluentbit_cw_log_group.kms_key_arn, null)
}

resource "kubernetes_namespace_v1" "aws_observability" {
  count = var.enable_fargate_fluentbit && var.create_kubernetes_resources ? 1 : 0

  metadata {
    name   = "aws-observability"
    labels = { aws-observability = "enabled" }
  }
}

resource "kubernetes_config_map_v1" "aws_logging" {
  count = var.enable_fargate_fluentbit && var.create_kubernetes_resources ? 1 : 0

  metadata {
    name      = "aws-logging"
    namespace = "aws-observability"
  }

  data = {
    "output.conf" = try(var.fargate_fluentbit.output_conf, "[OUTPUT]\n  Name cloudwatch_logs\n  Match *\n")
  }
}

# What the module does not know by name.

resource "helm_release" "this" {
  for_each   = { for key, release in var.helm_releases : key => release if var.create_kubernetes_resources }
  name       = lookup(each.value, "name", each.key)
  namespace  = lookup(each.value, "namespace", null)
  chart      = each.value.chart
  version    = lookup(each.value, "chart_version", null)
  repository = lookup(each.value, "repository", null)
  values     = lookup(each.value, "values", [])

  dynamic "set" {
    for_each = lookup(each.value, "set", [])
    content {
      name  = set.value.name
      value = set.value.value
    }
  }
}

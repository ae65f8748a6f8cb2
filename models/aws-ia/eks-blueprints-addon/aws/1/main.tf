# One Helm release, and the role of its service account.

variable "create" { default = true }
variable "create_release" { default = true }
variable "tags" { default = {} }
variable "name" { default = "" }
variable "namespace" { default = null }
variable "chart" { default = "" }
variable "chart_version" { default = null }
variable "repository" { default = null }
variable "values" { default = null }
variable "set" { default = [] }
variable "set_irsa_names" { default = [] }
variable "create_role" { default = false }
variable "role_name" { default = null }
variable "role_name_use_prefix" { default = true }
variable "role_policies" { default = {} }
variable "oidc_providers" { default = {} }
variable "assume_role_condition_test" { default = "StringEquals" }
variable "create_policy" { default = true }
variable "source_policy_documents" { default = [] }
variable "policy_statements" { default = [] }

locals {
  namespace = try(coalesce(var.namespace), "default")
  own_role  = var.create && var.create_role
  role_name = try(coalesce(var.role_name, var.name), "")
  policy    = local.own_role && var.create_policy && length(var.source_policy_documents) + length(var.policy_statements) > 0
}

resource "helm_release" "this" {
  count      = var.create && var.create_release ? 1 : 0
  name       = try(coalesce(var.name, var.chart), "")
  namespace  = local.namespace
  chart      = var.chart
  version    = var.chart_version
  repository = var.repository
  values     = var.values

  dynamic "set" {
    for_each = var.set
    content {
      name  = set.value.name
      value = set.value.value
    }
  }
  dynamic "set" {
    for_each = toset(local.own_role ? var.set_irsa_names : [])
    content {
      name  = set.value
      value = aws_iam_role.this[0].arn
    }
  }
}

data "aws_iam_policy_document" "assume" {
  count = local.own_role ? 1 : 0

  dynamic "statement" {
    for_each = var.oidc_providers
    content {
      actions = ["sts:AssumeRoleWithWebIdentity"]

      principals {
        type        = "Federated"
        identifiers = [statement.value.provider_arn]
      }
      condition {
        test     = var.assume_role_condition_test
        variable = "${replace(statement.value.provider_arn, "/^(.*provider/)/", "")}:sub"
        values   = ["system:serviceaccount:${lookup(statement.value, "namespace", local.namespace)}:${statement.value.service_account}"]
      }
      condition {
        test     = var.assume_role_condition_test
        variable = "${replace(statement.value.provider_arn, "/^(.*provider/)/", "")}:aud"
        values   = ["sts.amazonaws.com"]
      }
    }
  }
}

resource "aws_iam_role" "this" {
  count              = local.own_role ? 1 : 0
  name               = var.role_name_use_prefix ? null : local.role_name
  name_prefix        = var.role_name_use_prefix ? "${local.role_name}-" : null
  assume_role_policy = data.aws_iam_policy_document.assume[0].json
  tags               = var.tags
}

resource "aws_iam_role_policy_attachment" "additional" {
  for_each   = { for key, policy in var.role_policies : key => policy if local.own_role }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

data "aws_iam_policy_document" "this" {
  count                   = local.policy ? 1 : 0
  source_policy_documents = var.source_policy_documents

  dynamic "statement" {
    for_each = var.policy_statements
    content {
      effect      = lookup(statement.value, "effect", "Allow")
      actions     = lookup(statement.value, "actions", null)
      not_actions = lookup(statement.value, "not_actions", null)
      resources   = lookup(statement.value, "resources", null)
    }
  }
}

resource "aws_iam_policy" "this" {
  count  = local.policy ? 1 : 0
  policy = data.aws_iam_policy_document.this[0].json
}

resource "aws_iam_role_policy_attachment" "this" {
  count      = local.policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.this[0].arn
}

output "chart" { value = try(helm_release.this[0].chart, null) }
output "name" { value = try(helm_release.this[0].name, null) }
output "namespace" { value = try(helm_release.this[0].namespace, null) }
output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, null) }
output "iam_role_name" { value = try(aws_iam_role.this[0].name, null) }
output "iam_role_unique_id" { value = try(aws_iam_role.this[0].unique_id, null) }
output "iam_policy_arn" { value = try(aws_iam_policy.this[0].arn, null) }

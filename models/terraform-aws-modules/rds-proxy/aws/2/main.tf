# Up to version 2 a call says `create_proxy`.
locals {
  create = var.create && var.create_proxy
}

resource "aws_db_proxy" "this" {
  count                  = local.create ? 1 : 0
  region                 = var.region
  name                   = var.name
  engine_family          = var.engine_family
  require_tls            = var.require_tls
  role_arn               = var.create_iam_role ? aws_iam_role.this[0].arn : var.role_arn
  vpc_subnet_ids         = var.vpc_subnet_ids
  vpc_security_group_ids = var.vpc_security_group_ids

  dynamic "auth" {
    for_each = var.auth
    content {
      auth_scheme = lookup(auth.value, "auth_scheme", "SECRETS")
      iam_auth    = lookup(auth.value, "iam_auth", null)
      secret_arn  = lookup(auth.value, "secret_arn", null)
    }
  }
}

resource "aws_db_proxy_default_target_group" "this" {
  count         = local.create ? 1 : 0
  region        = var.region
  db_proxy_name = aws_db_proxy.this[0].name
}

resource "aws_db_proxy_target" "db_instance" {
  count                  = local.create && var.target_db_instance ? 1 : 0
  region                 = var.region
  db_proxy_name          = aws_db_proxy.this[0].name
  target_group_name      = aws_db_proxy_default_target_group.this[0].name
  db_instance_identifier = var.db_instance_identifier
}

resource "aws_db_proxy_target" "db_cluster" {
  count                 = local.create && var.target_db_cluster ? 1 : 0
  region                = var.region
  db_proxy_name         = aws_db_proxy.this[0].name
  target_group_name     = aws_db_proxy_default_target_group.this[0].name
  db_cluster_identifier = var.db_cluster_identifier
}

resource "aws_iam_role" "this" {
  count = local.create && var.create_iam_role ? 1 : 0
  name  = var.iam_role_name == "" ? var.name : var.iam_role_name
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "rds.amazonaws.com" } }]
  })
}

variable "create_proxy" { default = true }
variable "create" { default = true }
variable "region" { default = null }
variable "name" { default = "" }
variable "engine_family" { default = "" }
variable "require_tls" { default = true }
variable "role_arn" { default = "" }
variable "create_iam_role" { default = true }
variable "iam_role_name" { default = "" }
variable "auth" { default = {} }
variable "vpc_subnet_ids" { default = [] }
variable "vpc_security_group_ids" { default = [] }
variable "target_db_instance" { default = false }
variable "db_instance_identifier" { default = "" }
variable "target_db_cluster" { default = false }
variable "db_cluster_identifier" { default = "" }

output "proxy_id" { value = try(aws_db_proxy.this[0].id, null) }
output "proxy_arn" { value = try(aws_db_proxy.this[0].arn, null) }
output "proxy_endpoint" { value = try(aws_db_proxy.this[0].endpoint, null) }
output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, null) }
output "iam_role_name" { value = try(aws_iam_role.this[0].name, null) }

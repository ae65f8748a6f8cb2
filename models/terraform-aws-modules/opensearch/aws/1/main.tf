# The domain and who reaches it. What it stores on, and how it is tuned, is not here.

locals {
  own_group = var.create && var.create_security_group && length(var.vpc_options) > 0
}

resource "aws_opensearch_domain" "this" {
  count          = var.create ? 1 : 0
  region         = var.region
  domain_name    = var.domain_name
  engine_version = var.engine_version
  tags           = var.tags

  dynamic "cluster_config" {
    for_each = length(var.cluster_config) > 0 ? [var.cluster_config] : []
    content {
      dedicated_master_enabled = lookup(cluster_config.value, "dedicated_master_enabled", true)
      dedicated_master_count   = lookup(cluster_config.value, "dedicated_master_count", 3)
      instance_count           = lookup(cluster_config.value, "instance_count", 3)
      zone_awareness_enabled   = lookup(cluster_config.value, "zone_awareness_enabled", true)

      dynamic "zone_awareness_config" {
        for_each = lookup(cluster_config.value, "zone_awareness_enabled", true) ? flatten([lookup(cluster_config.value, "zone_awareness_config", [])]) : []
        content {
          availability_zone_count = lookup(zone_awareness_config.value, "availability_zone_count", null)
        }
      }
    }
  }

  dynamic "domain_endpoint_options" {
    for_each = length(var.domain_endpoint_options) > 0 ? [var.domain_endpoint_options] : []
    content {
      enforce_https       = lookup(domain_endpoint_options.value, "enforce_https", true)
      tls_security_policy = lookup(domain_endpoint_options.value, "tls_security_policy", "Policy-Min-TLS-1-2-2019-07")
    }
  }

  dynamic "encrypt_at_rest" {
    for_each = length(var.encrypt_at_rest) > 0 ? [var.encrypt_at_rest] : []
    content {
      enabled    = lookup(encrypt_at_rest.value, "enabled", true)
      kms_key_id = lookup(encrypt_at_rest.value, "kms_key_id", null)
    }
  }

  dynamic "node_to_node_encryption" {
    for_each = length(var.node_to_node_encryption) > 0 ? [var.node_to_node_encryption] : []
    content {
      enabled = lookup(node_to_node_encryption.value, "enabled", true)
    }
  }

  dynamic "vpc_options" {
    for_each = length(var.vpc_options) > 0 ? [var.vpc_options] : []
    content {
      security_group_ids = concat(lookup(vpc_options.value, "security_group_ids", []), aws_security_group.this[*].id)
      subnet_ids         = lookup(vpc_options.value, "subnet_ids", null)
    }
  }
}

data "aws_subnet" "this" {
  count  = local.own_group ? 1 : 0
  region = var.region
  id     = element(var.vpc_options.subnet_ids, 0)
}

resource "aws_security_group" "this" {
  count  = local.own_group ? 1 : 0
  region = var.region
  vpc_id = data.aws_subnet.this[0].vpc_id
  tags   = merge(var.tags, var.security_group_tags)
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each                     = { for name, rule in var.security_group_rules : name => rule if local.own_group && lookup(rule, "type", "ingress") == "ingress" }
  region                       = var.region
  security_group_id            = aws_security_group.this[0].id
  ip_protocol                  = lookup(each.value, "ip_protocol", "tcp")
  from_port                    = lookup(each.value, "from_port", 443)
  to_port                      = lookup(each.value, "to_port", 443)
  cidr_ipv4                    = lookup(each.value, "cidr_ipv4", null)
  cidr_ipv6                    = lookup(each.value, "cidr_ipv6", null)
  prefix_list_id               = lookup(each.value, "prefix_list_id", null)
  referenced_security_group_id = lookup(each.value, "referenced_security_group_id", null)
}

variable "create" { default = true }
variable "region" { default = null }
variable "domain_name" { default = "" }
variable "engine_version" { default = null }
variable "cluster_config" { default = { dedicated_master_enabled = true } }
variable "domain_endpoint_options" {
  default = {
    enforce_https       = true
    tls_security_policy = "Policy-Min-TLS-1-2-2019-07"
  }
}
variable "encrypt_at_rest" { default = { enabled = true } }
variable "node_to_node_encryption" { default = { enabled = true } }
variable "vpc_options" { default = {} }
variable "create_security_group" { default = true }
variable "security_group_rules" { default = {} }
variable "security_group_tags" { default = {} }
variable "tags" { default = {} }

output "domain_arn" { value = try(aws_opensearch_domain.this[0].arn, null) }
output "domain_id" { value = try(aws_opensearch_domain.this[0].domain_id, null) }
output "domain_name" { value = try(aws_opensearch_domain.this[0].domain_name, null) }
output "domain_endpoint" { value = try(aws_opensearch_domain.this[0].endpoint, null) }
output "domain_dashboard_endpoint" { value = try(aws_opensearch_domain.this[0].dashboard_endpoint, null) }
output "security_group_arn" { value = try(aws_security_group.this[0].arn, null) }
output "security_group_id" { value = try(aws_security_group.this[0].id, null) }

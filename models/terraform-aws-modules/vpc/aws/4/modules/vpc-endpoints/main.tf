variable "create" { default = true }
variable "region" { default = null }
variable "vpc_id" { default = null }
variable "endpoints" { default = {} }
variable "security_group_ids" { default = [] }
variable "subnet_ids" { default = [] }
variable "create_security_group" { default = false }
variable "security_group_name" { default = null }
variable "security_group_name_prefix" { default = null }
variable "security_group_description" { default = null }
variable "security_group_rules" { default = {} }
variable "tags" { default = {} }

locals {
  security_groups = concat(var.security_group_ids, aws_security_group.this[*].id)
}

resource "aws_vpc_endpoint" "this" {
  for_each            = { for key, endpoint in var.endpoints : key => endpoint if var.create && lookup(endpoint, "create", true) }
  region              = var.region
  vpc_id              = var.vpc_id
  service_name        = lookup(each.value, "service_endpoint", null)
  service_region      = lookup(each.value, "service_region", null)
  vpc_endpoint_type   = lookup(each.value, "service_type", "Interface")
  auto_accept         = lookup(each.value, "auto_accept", null)
  security_group_ids  = lookup(each.value, "service_type", "Interface") == "Interface" ? distinct(concat(local.security_groups, lookup(each.value, "security_group_ids", []))) : null
  subnet_ids          = lookup(each.value, "service_type", "Interface") == "Interface" ? distinct(concat(var.subnet_ids, lookup(each.value, "subnet_ids", []))) : null
  route_table_ids     = lookup(each.value, "service_type", "Interface") == "Gateway" ? lookup(each.value, "route_table_ids", null) : null
  policy              = lookup(each.value, "policy", null)
  private_dns_enabled = lookup(each.value, "service_type", "Interface") == "Interface" ? lookup(each.value, "private_dns_enabled", null) : null
  tags                = merge(var.tags, { Name = replace(each.key, ".", "-") }, lookup(each.value, "tags", {}))
}

resource "aws_security_group" "this" {
  count       = var.create && var.create_security_group ? 1 : 0
  region      = var.region
  name        = var.security_group_name
  name_prefix = var.security_group_name_prefix
  description = var.security_group_description
  vpc_id      = var.vpc_id
  tags        = var.tags
}

resource "aws_security_group_rule" "this" {
  for_each                 = { for key, rule in var.security_group_rules : key => rule if var.create && var.create_security_group }
  region                   = var.region
  security_group_id        = aws_security_group.this[0].id
  type                     = lookup(each.value, "type", "ingress")
  protocol                 = lookup(each.value, "protocol", "tcp")
  from_port                = lookup(each.value, "from_port", 443)
  to_port                  = lookup(each.value, "to_port", 443)
  cidr_blocks              = lookup(each.value, "cidr_blocks", null)
  ipv6_cidr_blocks         = lookup(each.value, "ipv6_cidr_blocks", null)
  prefix_list_ids          = lookup(each.value, "prefix_list_ids", null)
  self                     = lookup(each.value, "self", null)
  source_security_group_id = lookup(each.value, "source_security_group_id", null)
}

output "endpoints" { value = aws_vpc_endpoint.this }
output "security_group_arn" { value = try(aws_security_group.this[0].arn, null) }
output "security_group_id" { value = try(aws_security_group.this[0].id, null) }

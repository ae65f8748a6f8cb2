# The additional security group of the control plane, and the one that all nodes share. A rule is
# protocol, ports, direction, and whom it names.

locals {
  own_cluster_group = var.create && coalesce(var.create_security_group, var.create_cluster_security_group, true)
  own_node_group    = var.create && var.create_node_security_group

  cluster_security_group_id = local.own_cluster_group ? aws_security_group.cluster[0].id : try(coalesce(var.security_group_id, var.cluster_security_group_id), "")
  node_security_group_id    = local.own_node_group ? aws_security_group.node[0].id : var.node_security_group_id

  cluster_rules = merge(
    { for name, rule in local.cluster_default_rules : name => rule if local.own_node_group },
    merge(var.security_group_additional_rules, var.cluster_security_group_additional_rules, {}),
  )
  node_rules = merge(
    local.node_default_rules,
    { for name, rule in local.node_recommended_rules : name => rule if var.node_security_group_enable_recommended_rules },
    merge(var.node_security_group_additional_rules, {}),
  )
}

resource "aws_security_group" "cluster" {
  count  = local.own_cluster_group ? 1 : 0
  region = var.region
  vpc_id = var.vpc_id
  tags   = var.tags
}

resource "aws_security_group_rule" "cluster" {
  for_each                 = { for name, rule in local.cluster_rules : name => rule if local.own_cluster_group }
  region                   = var.region
  security_group_id        = aws_security_group.cluster[0].id
  protocol                 = each.value.protocol
  from_port                = each.value.from_port
  to_port                  = each.value.to_port
  type                     = lookup(each.value, "type", "ingress")
  cidr_blocks              = lookup(each.value, "cidr_blocks", null)
  ipv6_cidr_blocks         = lookup(each.value, "ipv6_cidr_blocks", null)
  prefix_list_ids          = lookup(each.value, "prefix_list_ids", null)
  self                     = lookup(each.value, "self", null)
  source_security_group_id = lookup(each.value, "source_node_security_group", false) == true ? local.node_security_group_id : lookup(each.value, "source_security_group_id", null)
}

resource "aws_security_group" "node" {
  count  = local.own_node_group ? 1 : 0
  region = var.region
  vpc_id = var.vpc_id
  tags   = merge(var.tags, { "kubernetes.io/cluster/${local.name}" = "owned" }, var.node_security_group_tags)
}

resource "aws_security_group_rule" "node" {
  for_each                 = { for name, rule in local.node_rules : name => rule if local.own_node_group }
  region                   = var.region
  security_group_id        = aws_security_group.node[0].id
  protocol                 = each.value.protocol
  from_port                = each.value.from_port
  to_port                  = each.value.to_port
  type                     = lookup(each.value, "type", "ingress")
  cidr_blocks              = lookup(each.value, "cidr_blocks", null)
  ipv6_cidr_blocks         = lookup(each.value, "ipv6_cidr_blocks", null)
  prefix_list_ids          = lookup(each.value, "prefix_list_ids", null)
  self                     = lookup(each.value, "self", null)
  source_security_group_id = lookup(each.value, "source_cluster_security_group", false) == true ? local.cluster_security_group_id : lookup(each.value, "source_security_group_id", null)
}

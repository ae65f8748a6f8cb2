locals {
  in_group  = var.replication_group_id != null
  name      = try(coalesce(var.subnet_group_name, var.cluster_id, var.replication_group_id), "")
  group     = var.create && var.create_subnet_group ? aws_elasticache_subnet_group.this[0].name : var.subnet_group_name
  own_group = var.create && var.create_security_group
  group_ids = local.own_group ? concat(var.security_group_ids, [aws_security_group.this[0].id]) : var.security_group_ids
  ingress   = { for name, rule in var.security_group_rules : name => rule if local.own_group && lookup(rule, "type", "ingress") == "ingress" }
  port      = var.engine == "memcached" ? 11211 : 6379
  global    = var.create_primary_global_replication_group || var.create_secondary_global_replication_group
}

resource "aws_elasticache_subnet_group" "this" {
  count      = var.create && var.create_subnet_group ? 1 : 0
  name       = local.name
  subnet_ids = var.subnet_ids
}

# Of a cluster in a replication group the group says most.
resource "aws_elasticache_cluster" "this" {
  count                = var.create && var.create_cluster ? 1 : 0
  cluster_id           = var.cluster_id
  engine               = local.in_group ? null : var.engine
  port                 = local.in_group ? null : coalesce(var.port, local.port)
  availability_zone    = var.availability_zone
  num_cache_nodes      = local.in_group ? null : var.num_cache_nodes
  replication_group_id = var.create && var.create_replication_group ? aws_elasticache_replication_group.this[0].id : var.replication_group_id
  subnet_group_name    = local.in_group ? null : local.group
  security_group_ids   = local.in_group ? null : local.group_ids
}

resource "aws_elasticache_replication_group" "this" {
  count                      = var.create && var.create_replication_group && !local.global ? 1 : 0
  replication_group_id       = var.replication_group_id
  description                = "managed by Terraform"
  engine                     = var.engine
  port                       = coalesce(var.port, local.port)
  automatic_failover_enabled = var.multi_az_enabled || var.cluster_mode_enabled ? true : var.automatic_failover_enabled
  multi_az_enabled           = var.multi_az_enabled
  num_cache_clusters         = var.cluster_mode_enabled ? null : var.num_cache_clusters
  subnet_group_name          = local.group
  security_group_ids         = local.group_ids
}

resource "aws_elasticache_replication_group" "global" {
  count                      = var.create && var.create_replication_group && local.global ? 1 : 0
  replication_group_id       = var.replication_group_id
  description                = "managed by Terraform"
  engine                     = var.create_secondary_global_replication_group ? null : var.engine
  port                       = coalesce(var.port, local.port)
  automatic_failover_enabled = var.multi_az_enabled || var.cluster_mode_enabled ? true : var.automatic_failover_enabled
  multi_az_enabled           = var.multi_az_enabled
  num_cache_clusters         = var.cluster_mode_enabled ? null : var.num_cache_clusters
  subnet_group_name          = local.group
  security_group_ids         = local.group_ids
}

resource "aws_security_group" "this" {
  count  = local.own_group ? 1 : 0
  vpc_id = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each                     = local.ingress
  security_group_id            = aws_security_group.this[0].id
  ip_protocol                  = lookup(each.value, "ip_protocol", "tcp")
  from_port                    = lookup(each.value, "from_port", local.port)
  to_port                      = lookup(each.value, "to_port", local.port)
  cidr_ipv4                    = lookup(each.value, "cidr_ipv4", null)
  cidr_ipv6                    = lookup(each.value, "cidr_ipv6", null)
  prefix_list_id               = lookup(each.value, "prefix_list_id", null)
  referenced_security_group_id = lookup(each.value, "referenced_security_group_id", null) == "self" ? aws_security_group.this[0].id : lookup(each.value, "referenced_security_group_id", null)
}

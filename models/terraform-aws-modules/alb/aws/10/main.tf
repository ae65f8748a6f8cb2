resource "aws_lb" "this" {
  count                            = var.create ? 1 : 0
  region                           = var.region
  name                             = var.name
  name_prefix                      = var.name_prefix
  load_balancer_type               = var.load_balancer_type
  internal                         = var.internal
  ip_address_type                  = var.ip_address_type
  subnets                          = var.subnets
  security_groups                  = var.create_security_group ? concat([aws_security_group.this[0].id], var.security_groups) : var.security_groups
  enable_deletion_protection       = var.enable_deletion_protection
  enable_cross_zone_load_balancing = var.enable_cross_zone_load_balancing
  drop_invalid_header_fields       = var.drop_invalid_header_fields
  desync_mitigation_mode           = var.desync_mitigation_mode
  enable_waf_fail_open             = var.enable_waf_fail_open
  idle_timeout                     = var.idle_timeout
  tags                             = var.tags

  dynamic "subnet_mapping" {
    for_each = [for item in flatten([var.subnet_mapping]) : item if item != null]
    content {
      subnet_id            = subnet_mapping.value.subnet_id
      allocation_id        = lookup(subnet_mapping.value, "allocation_id", null)
      private_ipv4_address = lookup(subnet_mapping.value, "private_ipv4_address", null)
    }
  }

  dynamic "access_logs" {
    for_each = length(merge(var.access_logs, {})) > 0 ? [var.access_logs] : []
    content {
      bucket  = lookup(access_logs.value, "bucket", null)
      prefix  = lookup(access_logs.value, "prefix", null)
      enabled = coalesce(lookup(access_logs.value, "enabled", null), true)
    }
  }

  dynamic "connection_logs" {
    for_each = length(merge(var.connection_logs, {})) > 0 ? [var.connection_logs] : []
    content {
      bucket  = lookup(connection_logs.value, "bucket", null)
      prefix  = lookup(connection_logs.value, "prefix", null)
      enabled = coalesce(lookup(connection_logs.value, "enabled", null), true)
    }
  }
}

resource "aws_wafv2_web_acl_association" "this" {
  count        = var.associate_web_acl ? 1 : 0
  region       = var.region
  resource_arn = aws_lb.this[0].arn
  web_acl_arn  = var.web_acl_arn
}

resource "aws_security_group" "this" {
  count  = var.create && var.create_security_group ? 1 : 0
  region = var.region
  vpc_id = var.vpc_id
  tags   = merge(var.tags, var.security_group_tags)
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each                     = { for key, rule in var.security_group_ingress_rules : key => rule if var.create && var.create_security_group }
  region                       = var.region
  security_group_id            = aws_security_group.this[0].id
  ip_protocol                  = coalesce(lookup(each.value, "ip_protocol", null), "tcp")
  from_port                    = lookup(each.value, "from_port", null)
  to_port                      = try(coalesce(lookup(each.value, "to_port", null), each.value.from_port), null)
  cidr_ipv4                    = lookup(each.value, "cidr_ipv4", null)
  cidr_ipv6                    = lookup(each.value, "cidr_ipv6", null)
  prefix_list_id               = lookup(each.value, "prefix_list_id", null)
  referenced_security_group_id = lookup(each.value, "referenced_security_group_id", null)
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each                     = { for key, rule in var.security_group_egress_rules : key => rule if var.create && var.create_security_group }
  region                       = var.region
  security_group_id            = aws_security_group.this[0].id
  ip_protocol                  = coalesce(lookup(each.value, "ip_protocol", null), "tcp")
  from_port                    = try(coalesce(lookup(each.value, "from_port", null), each.value.to_port), null)
  to_port                      = lookup(each.value, "to_port", null)
  cidr_ipv4                    = lookup(each.value, "cidr_ipv4", null)
  cidr_ipv6                    = lookup(each.value, "cidr_ipv6", null)
  prefix_list_id               = lookup(each.value, "prefix_list_id", null)
  referenced_security_group_id = lookup(each.value, "referenced_security_group_id", null)
}

resource "aws_route53_record" "this" {
  for_each = { for key, record in var.route53_records : key => record if var.create }
  zone_id  = each.value.zone_id
  name     = coalesce(lookup(each.value, "name", null), each.key)
  type     = each.value.type

  alias {
    name                   = aws_lb.this[0].dns_name
    zone_id                = aws_lb.this[0].zone_id
    evaluate_target_health = coalesce(lookup(each.value, "evaluate_target_health", null), true)
  }
}

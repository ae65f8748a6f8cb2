# Ports that a rule does not name are the database's.

variable "security_group_ingress_rules" { default = {} }
variable "security_group_egress_rules" { default = {} }

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each                     = { for key, rule in var.security_group_ingress_rules : key => rule if local.create && var.create_security_group }
  region                       = var.region
  security_group_id            = aws_security_group.this[0].id
  ip_protocol                  = coalesce(lookup(each.value, "ip_protocol", null), "tcp")
  from_port                    = coalesce(lookup(each.value, "from_port", null), local.port)
  to_port                      = coalesce(lookup(each.value, "to_port", null), lookup(each.value, "from_port", null), local.port)
  cidr_ipv4                    = lookup(each.value, "cidr_ipv4", null)
  cidr_ipv6                    = lookup(each.value, "cidr_ipv6", null)
  prefix_list_id               = lookup(each.value, "prefix_list_id", null)
  referenced_security_group_id = try(each.value.referenced_security_group_id == "self", false) ? aws_security_group.this[0].id : lookup(each.value, "referenced_security_group_id", null)
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each                     = { for key, rule in var.security_group_egress_rules : key => rule if local.create && var.create_security_group }
  region                       = var.region
  security_group_id            = aws_security_group.this[0].id
  ip_protocol                  = coalesce(lookup(each.value, "ip_protocol", null), "tcp")
  from_port                    = coalesce(lookup(each.value, "from_port", null), lookup(each.value, "to_port", null), local.port)
  to_port                      = coalesce(lookup(each.value, "to_port", null), local.port)
  cidr_ipv4                    = lookup(each.value, "cidr_ipv4", null)
  cidr_ipv6                    = lookup(each.value, "cidr_ipv6", null)
  prefix_list_id               = lookup(each.value, "prefix_list_id", null)
  referenced_security_group_id = try(each.value.referenced_security_group_id == "self", false) ? aws_security_group.this[0].id : lookup(each.value, "referenced_security_group_id", null)
}

# The port of the database is open to the groups and ranges that are allowed.

variable "allowed_security_groups" { default = [] }
variable "allowed_cidr_blocks" { default = [] }
variable "security_group_egress_rules" { default = {} }

resource "aws_security_group_rule" "default_ingress" {
  count                    = local.create && var.create_security_group ? length(var.allowed_security_groups) : 0
  security_group_id        = aws_security_group.this[0].id
  type                     = "ingress"
  protocol                 = "tcp"
  from_port                = local.port
  to_port                  = local.port
  source_security_group_id = var.allowed_security_groups[count.index]
}

resource "aws_security_group_rule" "cidr_ingress" {
  count             = local.create && var.create_security_group && length(var.allowed_cidr_blocks) > 0 ? 1 : 0
  security_group_id = aws_security_group.this[0].id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = local.port
  to_port           = local.port
  cidr_blocks       = var.allowed_cidr_blocks
}

resource "aws_security_group_rule" "egress" {
  for_each                 = { for key, rule in var.security_group_egress_rules : key => rule if local.create && var.create_security_group }
  security_group_id        = aws_security_group.this[0].id
  type                     = "egress"
  protocol                 = "tcp"
  from_port                = lookup(each.value, "from_port", local.port)
  to_port                  = lookup(each.value, "to_port", local.port)
  cidr_blocks              = lookup(each.value, "cidr_blocks", null)
  ipv6_cidr_blocks         = lookup(each.value, "ipv6_cidr_blocks", null)
  prefix_list_ids          = lookup(each.value, "prefix_list_ids", null)
  source_security_group_id = lookup(each.value, "source_security_group_id", null)
}

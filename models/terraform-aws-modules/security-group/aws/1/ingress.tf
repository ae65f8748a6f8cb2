# Rules by what they open to. Those called computed are told their number beside, since it once had to
# be known.

resource "aws_security_group_rule" "ingress_rules" {
  count             = var.create ? length(var.ingress_rules) : 0
  security_group_id = local.group_id
  type              = "ingress"
  protocol          = local.ports[var.ingress_rules[count.index]].protocol
  from_port         = local.ports[var.ingress_rules[count.index]].from
  to_port           = local.ports[var.ingress_rules[count.index]].to
  cidr_blocks       = var.ingress_cidr_blocks
  ipv6_cidr_blocks  = var.ingress_ipv6_cidr_blocks
  prefix_list_ids   = var.ingress_prefix_list_ids
}

resource "aws_security_group_rule" "computed_ingress_rules" {
  count             = var.create ? var.number_of_computed_ingress_rules : 0
  security_group_id = local.group_id
  type              = "ingress"
  protocol          = local.ports[var.computed_ingress_rules[count.index]].protocol
  from_port         = local.ports[var.computed_ingress_rules[count.index]].from
  to_port           = local.ports[var.computed_ingress_rules[count.index]].to
  cidr_blocks       = var.ingress_cidr_blocks
  ipv6_cidr_blocks  = var.ingress_ipv6_cidr_blocks
  prefix_list_ids   = var.ingress_prefix_list_ids
}

resource "aws_security_group_rule" "ingress_with_cidr_blocks" {
  count             = var.create ? length(var.ingress_with_cidr_blocks) : 0
  security_group_id = local.group_id
  type              = "ingress"
  protocol          = lookup(var.ingress_with_cidr_blocks[count.index], "protocol", lookup(local.ports, lookup(var.ingress_with_cidr_blocks[count.index], "rule", "_"), local.unnamed).protocol)
  from_port         = lookup(var.ingress_with_cidr_blocks[count.index], "from_port", lookup(local.ports, lookup(var.ingress_with_cidr_blocks[count.index], "rule", "_"), local.unnamed).from)
  to_port           = lookup(var.ingress_with_cidr_blocks[count.index], "to_port", lookup(local.ports, lookup(var.ingress_with_cidr_blocks[count.index], "rule", "_"), local.unnamed).to)
  cidr_blocks       = compact(split(",", lookup(var.ingress_with_cidr_blocks[count.index], "cidr_blocks", join(",", var.ingress_cidr_blocks))))
}

resource "aws_security_group_rule" "computed_ingress_with_cidr_blocks" {
  count             = var.create ? var.number_of_computed_ingress_with_cidr_blocks : 0
  security_group_id = local.group_id
  type              = "ingress"
  protocol          = lookup(var.computed_ingress_with_cidr_blocks[count.index], "protocol", lookup(local.ports, lookup(var.computed_ingress_with_cidr_blocks[count.index], "rule", "_"), local.unnamed).protocol)
  from_port         = lookup(var.computed_ingress_with_cidr_blocks[count.index], "from_port", lookup(local.ports, lookup(var.computed_ingress_with_cidr_blocks[count.index], "rule", "_"), local.unnamed).from)
  to_port           = lookup(var.computed_ingress_with_cidr_blocks[count.index], "to_port", lookup(local.ports, lookup(var.computed_ingress_with_cidr_blocks[count.index], "rule", "_"), local.unnamed).to)
  cidr_blocks       = compact(split(",", lookup(var.computed_ingress_with_cidr_blocks[count.index], "cidr_blocks", join(",", var.ingress_cidr_blocks))))
}

resource "aws_security_group_rule" "ingress_with_ipv6_cidr_blocks" {
  count             = var.create ? length(var.ingress_with_ipv6_cidr_blocks) : 0
  security_group_id = local.group_id
  type              = "ingress"
  protocol          = lookup(var.ingress_with_ipv6_cidr_blocks[count.index], "protocol", lookup(local.ports, lookup(var.ingress_with_ipv6_cidr_blocks[count.index], "rule", "_"), local.unnamed).protocol)
  from_port         = lookup(var.ingress_with_ipv6_cidr_blocks[count.index], "from_port", lookup(local.ports, lookup(var.ingress_with_ipv6_cidr_blocks[count.index], "rule", "_"), local.unnamed).from)
  to_port           = lookup(var.ingress_with_ipv6_cidr_blocks[count.index], "to_port", lookup(local.ports, lookup(var.ingress_with_ipv6_cidr_blocks[count.index], "rule", "_"), local.unnamed).to)
  ipv6_cidr_blocks  = compact(split(",", lookup(var.ingress_with_ipv6_cidr_blocks[count.index], "ipv6_cidr_blocks", join(",", var.ingress_ipv6_cidr_blocks))))
}

resource "aws_security_group_rule" "computed_ingress_with_ipv6_cidr_blocks" {
  count             = var.create ? var.number_of_computed_ingress_with_ipv6_cidr_blocks : 0
  security_group_id = local.group_id
  type              = "ingress"
  protocol          = lookup(var.computed_ingress_with_ipv6_cidr_blocks[count.index], "protocol", lookup(local.ports, lookup(var.computed_ingress_with_ipv6_cidr_blocks[count.index], "rule", "_"), local.unnamed).protocol)
  from_port         = lookup(var.computed_ingress_with_ipv6_cidr_blocks[count.index], "from_port", lookup(local.ports, lookup(var.computed_ingress_with_ipv6_cidr_blocks[count.index], "rule", "_"), local.unnamed).from)
  to_port           = lookup(var.computed_ingress_with_ipv6_cidr_blocks[count.index], "to_port", lookup(local.ports, lookup(var.computed_ingress_with_ipv6_cidr_blocks[count.index], "rule", "_"), local.unnamed).to)
  ipv6_cidr_blocks  = compact(split(",", lookup(var.computed_ingress_with_ipv6_cidr_blocks[count.index], "ipv6_cidr_blocks", join(",", var.ingress_ipv6_cidr_blocks))))
}

resource "aws_security_group_rule" "ingress_with_source_security_group_id" {
  count                    = var.create ? length(var.ingress_with_source_security_group_id) : 0
  security_group_id        = local.group_id
  type                     = "ingress"
  protocol                 = lookup(var.ingress_with_source_security_group_id[count.index], "protocol", lookup(local.ports, lookup(var.ingress_with_source_security_group_id[count.index], "rule", "_"), local.unnamed).protocol)
  from_port                = lookup(var.ingress_with_source_security_group_id[count.index], "from_port", lookup(local.ports, lookup(var.ingress_with_source_security_group_id[count.index], "rule", "_"), local.unnamed).from)
  to_port                  = lookup(var.ingress_with_source_security_group_id[count.index], "to_port", lookup(local.ports, lookup(var.ingress_with_source_security_group_id[count.index], "rule", "_"), local.unnamed).to)
  source_security_group_id = var.ingress_with_source_security_group_id[count.index].source_security_group_id
}

resource "aws_security_group_rule" "computed_ingress_with_source_security_group_id" {
  count                    = var.create ? var.number_of_computed_ingress_with_source_security_group_id : 0
  security_group_id        = local.group_id
  type                     = "ingress"
  protocol                 = lookup(var.computed_ingress_with_source_security_group_id[count.index], "protocol", lookup(local.ports, lookup(var.computed_ingress_with_source_security_group_id[count.index], "rule", "_"), local.unnamed).protocol)
  from_port                = lookup(var.computed_ingress_with_source_security_group_id[count.index], "from_port", lookup(local.ports, lookup(var.computed_ingress_with_source_security_group_id[count.index], "rule", "_"), local.unnamed).from)
  to_port                  = lookup(var.computed_ingress_with_source_security_group_id[count.index], "to_port", lookup(local.ports, lookup(var.computed_ingress_with_source_security_group_id[count.index], "rule", "_"), local.unnamed).to)
  source_security_group_id = var.computed_ingress_with_source_security_group_id[count.index].source_security_group_id
}

resource "aws_security_group_rule" "ingress_with_self" {
  count             = var.create ? length(var.ingress_with_self) : 0
  security_group_id = local.group_id
  type              = "ingress"
  protocol          = lookup(var.ingress_with_self[count.index], "protocol", lookup(local.ports, lookup(var.ingress_with_self[count.index], "rule", "_"), local.unnamed).protocol)
  from_port         = lookup(var.ingress_with_self[count.index], "from_port", lookup(local.ports, lookup(var.ingress_with_self[count.index], "rule", "_"), local.unnamed).from)
  to_port           = lookup(var.ingress_with_self[count.index], "to_port", lookup(local.ports, lookup(var.ingress_with_self[count.index], "rule", "_"), local.unnamed).to)
  self              = lookup(var.ingress_with_self[count.index], "self", true)
}

resource "aws_security_group_rule" "computed_ingress_with_self" {
  count             = var.create ? var.number_of_computed_ingress_with_self : 0
  security_group_id = local.group_id
  type              = "ingress"
  protocol          = lookup(var.computed_ingress_with_self[count.index], "protocol", lookup(local.ports, lookup(var.computed_ingress_with_self[count.index], "rule", "_"), local.unnamed).protocol)
  from_port         = lookup(var.computed_ingress_with_self[count.index], "from_port", lookup(local.ports, lookup(var.computed_ingress_with_self[count.index], "rule", "_"), local.unnamed).from)
  to_port           = lookup(var.computed_ingress_with_self[count.index], "to_port", lookup(local.ports, lookup(var.computed_ingress_with_self[count.index], "rule", "_"), local.unnamed).to)
  self              = lookup(var.computed_ingress_with_self[count.index], "self", true)
}

resource "aws_security_group_rule" "ingress_with_prefix_list_ids" {
  count             = var.create ? length(var.ingress_with_prefix_list_ids) : 0
  security_group_id = local.group_id
  type              = "ingress"
  protocol          = lookup(var.ingress_with_prefix_list_ids[count.index], "protocol", lookup(local.ports, lookup(var.ingress_with_prefix_list_ids[count.index], "rule", "_"), local.unnamed).protocol)
  from_port         = lookup(var.ingress_with_prefix_list_ids[count.index], "from_port", lookup(local.ports, lookup(var.ingress_with_prefix_list_ids[count.index], "rule", "_"), local.unnamed).from)
  to_port           = lookup(var.ingress_with_prefix_list_ids[count.index], "to_port", lookup(local.ports, lookup(var.ingress_with_prefix_list_ids[count.index], "rule", "_"), local.unnamed).to)
  prefix_list_ids   = compact(split(",", lookup(var.ingress_with_prefix_list_ids[count.index], "prefix_list_ids", join(",", var.ingress_prefix_list_ids))))
}

resource "aws_security_group_rule" "computed_ingress_with_prefix_list_ids" {
  count             = var.create ? var.number_of_computed_ingress_with_prefix_list_ids : 0
  security_group_id = local.group_id
  type              = "ingress"
  protocol          = lookup(var.computed_ingress_with_prefix_list_ids[count.index], "protocol", lookup(local.ports, lookup(var.computed_ingress_with_prefix_list_ids[count.index], "rule", "_"), local.unnamed).protocol)
  from_port         = lookup(var.computed_ingress_with_prefix_list_ids[count.index], "from_port", lookup(local.ports, lookup(var.computed_ingress_with_prefix_list_ids[count.index], "rule", "_"), local.unnamed).from)
  to_port           = lookup(var.computed_ingress_with_prefix_list_ids[count.index], "to_port", lookup(local.ports, lookup(var.computed_ingress_with_prefix_list_ids[count.index], "rule", "_"), local.unnamed).to)
  prefix_list_ids   = compact(split(",", lookup(var.computed_ingress_with_prefix_list_ids[count.index], "prefix_list_ids", join(",", var.ingress_prefix_list_ids))))
}

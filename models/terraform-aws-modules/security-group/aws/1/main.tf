# A group has two names by whether AWS completes the one given.

locals {
  group_id = var.create_sg ? concat(aws_security_group.this[*].id, aws_security_group.this_name_prefix[*].id, [""])[0] : var.security_group_id

  # A rule that names none says its ports itself.
  unnamed = { from = null, to = null, protocol = null }
}

resource "aws_security_group" "this" {
  count  = var.create && var.create_sg && !var.use_name_prefix ? 1 : 0
  name   = var.name
  vpc_id = var.vpc_id
  tags   = var.tags
}

resource "aws_security_group" "this_name_prefix" {
  count       = var.create && var.create_sg && var.use_name_prefix ? 1 : 0
  name_prefix = var.name == null ? null : "${var.name}-"
  vpc_id      = var.vpc_id
  tags        = var.tags
}

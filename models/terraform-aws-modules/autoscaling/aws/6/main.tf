locals {
  role_name   = var.iam_role_name == null ? var.name : var.iam_role_name
  template_id = var.create_launch_template ? aws_launch_template.this[0].id : var.launch_template_id
  name        = var.launch_template_name == "" ? var.name : var.launch_template_name
  interfaces  = var.network_interfaces == null ? [] : var.network_interfaces
  tags        = merge({ Name = var.instance_name == "" ? var.name : var.instance_name }, var.tags, var.autoscaling_group_tags)
}

resource "aws_launch_template" "this" {
  count                  = var.create_launch_template ? 1 : 0
  region                 = var.region
  name_prefix            = "${local.name}-"
  image_id               = var.image_id
  instance_type          = var.instance_type
  user_data              = var.user_data
  vpc_security_group_ids = length(local.interfaces) > 0 ? [] : var.security_groups

  dynamic "network_interfaces" {
    for_each = local.interfaces
    content {
      associate_public_ip_address = lookup(network_interfaces.value, "associate_public_ip_address", null)
      device_index                = lookup(network_interfaces.value, "device_index", null)
      security_groups             = compact(concat(lookup(network_interfaces.value, "security_groups", []), var.security_groups))
      subnet_id                   = lookup(network_interfaces.value, "subnet_id", null)
    }
  }
}

resource "aws_autoscaling_group" "this" {
  count               = var.create && !var.ignore_desired_capacity_changes ? 1 : 0
  region              = var.region
  name                = var.use_name_prefix ? null : var.name
  min_size            = var.min_size
  max_size            = var.max_size
  desired_capacity    = var.desired_capacity
  availability_zones  = var.availability_zones
  vpc_zone_identifier = var.vpc_zone_identifier

  launch_template {
    id      = local.template_id
    version = var.launch_template_version == null ? "$Latest" : var.launch_template_version
  }

  dynamic "tag" {
    for_each = local.tags
    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }
}

resource "aws_autoscaling_group" "idc" {
  count               = var.create && var.ignore_desired_capacity_changes ? 1 : 0
  region              = var.region
  name                = var.use_name_prefix ? null : var.name
  min_size            = var.min_size
  max_size            = var.max_size
  desired_capacity    = var.desired_capacity
  availability_zones  = var.availability_zones
  vpc_zone_identifier = var.vpc_zone_identifier

  launch_template {
    id      = local.template_id
    version = var.launch_template_version == null ? "$Latest" : var.launch_template_version
  }

  dynamic "tag" {
    for_each = local.tags
    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }
}

resource "aws_iam_role" "this" {
  count = var.create && var.create_iam_instance_profile ? 1 : 0
  name  = var.iam_role_use_name_prefix ? null : local.role_name
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each   = { for name, arn in var.iam_role_policies : name => arn if var.create && var.create_iam_instance_profile }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

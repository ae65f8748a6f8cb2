locals {
  create              = coalesce(var.create, true)
  own_role            = local.create && coalesce(var.create_iam_instance_profile, true)
  own_launch_template = local.create && coalesce(var.create_launch_template, true)
  interfaces          = [for item in flatten([var.network_interfaces]) : item if item != null]
  security_group_ids  = compact(concat([var.cluster_primary_security_group_id], var.vpc_security_group_ids))
}

resource "aws_autoscaling_group" "this" {
  count               = local.create && coalesce(var.create_autoscaling_group, true) ? 1 : 0
  region              = var.region
  name_prefix         = "${var.name}-"
  availability_zones  = var.availability_zones
  vpc_zone_identifier = var.subnet_ids
  min_size            = coalesce(var.min_size, local.min_size)
  max_size            = coalesce(var.max_size, 3)
  desired_capacity    = coalesce(var.desired_size, 1)

  launch_template {
    id = try(aws_launch_template.this[0].id, var.launch_template_id)
  }

  tag {
    key                 = var.cluster_name == null ? null : "kubernetes.io/cluster/${var.cluster_name}"
    value               = "owned"
    propagate_at_launch = true
  }
}

resource "aws_launch_template" "this" {
  count         = local.own_launch_template ? 1 : 0
  region        = var.region
  name_prefix   = "${var.name}-"
  instance_type = var.instance_type != null ? var.instance_type : local.instance_type

  iam_instance_profile {
    arn = try(aws_iam_instance_profile.this[0].arn, var.iam_instance_profile_arn)
  }

  tags = var.tags

  # Interfaces carry the security groups when there are any.
  vpc_security_group_ids = length(local.interfaces) > 0 ? [] : local.security_group_ids

  dynamic "network_interfaces" {
    for_each = local.interfaces
    content {
      associate_public_ip_address = lookup(network_interfaces.value, "associate_public_ip_address", null)
      device_index                = lookup(network_interfaces.value, "device_index", null)
      subnet_id                   = lookup(network_interfaces.value, "subnet_id", null)
      security_groups             = compact(concat([for item in flatten([lookup(network_interfaces.value, "security_groups", [])]) : item if item != null], local.security_group_ids))
    }
  }

  metadata_options {
    http_endpoint               = lookup(merge(var.metadata_options, {}), "http_endpoint", "enabled")
    http_tokens                 = lookup(merge(var.metadata_options, {}), "http_tokens", "required")
    http_put_response_hop_limit = lookup(merge(var.metadata_options, {}), "http_put_response_hop_limit", local.hop_limit)
  }

  dynamic "block_device_mappings" {
    for_each = merge(var.block_device_mappings, {})
    content {
      device_name = lookup(block_device_mappings.value, "device_name", null)

      dynamic "ebs" {
        for_each = lookup(block_device_mappings.value, "ebs", null) == null ? [] : [block_device_mappings.value.ebs]
        content {
          encrypted   = lookup(ebs.value, "encrypted", null)
          kms_key_id  = lookup(ebs.value, "kms_key_id", null)
          volume_size = lookup(ebs.value, "volume_size", null)
          volume_type = lookup(ebs.value, "volume_type", null)
        }
      }
    }
  }
}


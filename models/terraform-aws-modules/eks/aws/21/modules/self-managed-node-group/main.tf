locals {
  create              = coalesce(var.create, true)
  own_role            = local.create && coalesce(var.create_iam_instance_profile, true)
  own_launch_template = local.create && coalesce(var.create_launch_template, true)
  interfaces          = try(coalesce(var.network_interfaces), [])
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
    key                 = "kubernetes.io/cluster/${var.cluster_name}"
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
      associate_public_ip_address = try(network_interfaces.value.associate_public_ip_address, null)
      device_index                = try(network_interfaces.value.device_index, null)
      subnet_id                   = try(network_interfaces.value.subnet_id, null)
      security_groups             = compact(concat(try(coalesce(try(network_interfaces.value.security_groups, null)), []), local.security_group_ids))
    }
  }

  metadata_options {
    http_endpoint               = try(var.metadata_options.http_endpoint, "enabled")
    http_tokens                 = try(var.metadata_options.http_tokens, "required")
    http_put_response_hop_limit = try(var.metadata_options.http_put_response_hop_limit, local.hop_limit)
  }

  dynamic "block_device_mappings" {
    for_each = try(coalesce(var.block_device_mappings), {})
    content {
      device_name = try(block_device_mappings.value.device_name, null)

      dynamic "ebs" {
        for_each = try(block_device_mappings.value.ebs, null) == null ? [] : [block_device_mappings.value.ebs]
        content {
          encrypted   = try(ebs.value.encrypted, null)
          kms_key_id  = try(ebs.value.kms_key_id, null)
          volume_size = try(ebs.value.volume_size, null)
          volume_type = try(ebs.value.volume_type, null)
        }
      }
    }
  }
}


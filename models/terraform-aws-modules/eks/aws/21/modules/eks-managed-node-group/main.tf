locals {
  create              = coalesce(var.create, true)
  own_role            = local.create && coalesce(var.create_iam_role, true)
  custom_template     = coalesce(var.use_custom_launch_template, true)
  own_launch_template = local.create && local.custom_template && coalesce(var.create_launch_template, true)
  interfaces          = [for item in flatten([var.network_interfaces]) : item if item != null]
  security_group_ids  = compact(concat([var.cluster_primary_security_group_id], var.vpc_security_group_ids))
}

resource "aws_eks_node_group" "this" {
  count          = local.create ? 1 : 0
  region         = var.region
  cluster_name   = var.cluster_name
  node_role_arn  = try(aws_iam_role.this[0].arn, var.iam_role_arn)
  subnet_ids     = var.subnet_ids
  ami_type       = var.ami_type != null ? var.ami_type : local.ami_type
  capacity_type  = var.capacity_type
  instance_types = var.instance_types
  labels         = var.labels
  tags           = var.tags

  scaling_config {
    min_size     = coalesce(var.min_size, local.min_size)
    max_size     = coalesce(var.max_size, 3)
    desired_size = coalesce(var.desired_size, 1)
  }

  dynamic "launch_template" {
    for_each = local.custom_template ? [1] : []
    content {
      id = try(aws_launch_template.this[0].id, var.launch_template_id)
    }
  }

  dynamic "remote_access" {
    for_each = length(merge(var.remote_access, {})) == 0 ? [] : [var.remote_access]
    content {
      ec2_ssh_key               = lookup(remote_access.value, "ec2_ssh_key", null)
      source_security_group_ids = lookup(remote_access.value, "source_security_group_ids", null)
    }
  }

  dynamic "taint" {
    for_each = [for taint in var.taints : taint]
    content {
      key    = taint.value.key
      value  = lookup(taint.value, "value", null)
      effect = taint.value.effect
    }
  }

  update_config {
    max_unavailable            = lookup(merge(var.update_config, {}), "max_unavailable", null)
    max_unavailable_percentage = lookup(merge(var.update_config, {}), "max_unavailable_percentage", var.update_config == null ? 33 : null)
  }
}

resource "aws_launch_template" "this" {
  count       = local.own_launch_template ? 1 : 0
  region      = var.region
  name_prefix = "${var.name}-"
  tags        = var.tags

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


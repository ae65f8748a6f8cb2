locals {
  name              = try(coalesce(var.name, var.cluster_name), "")
  version           = try(coalesce(var.kubernetes_version, var.cluster_version), null)
  ip_family         = coalesce(var.ip_family, var.cluster_ip_family, "ipv4")
  addons            = merge(var.addons, var.cluster_addons, {})
  compute           = merge(var.compute_config, var.cluster_compute_config, {})
  upgrade           = merge(var.upgrade_policy, var.cluster_upgrade_policy, {})
  zonal_shift       = merge(var.zonal_shift_config, var.cluster_zonal_shift_config, {})
  enabled_log_types = coalesce(var.enabled_log_types, var.cluster_enabled_log_types, ["audit", "api", "authenticator"])
  encryption        = merge(var.encryption_config, var.cluster_encryption_config, {})
  auto_mode         = coalesce(lookup(local.compute, "enabled", null), false)
  outpost           = length(merge(var.outpost_config, {})) > 0
}

# Up to version 20 an empty object switched encryption off.
locals {
  encrypted = !local.outpost && (length(local.encryption) > 0 || var.encryption_config != null || (var.cluster_encryption_config == null && local.encrypted_by_default))
}

data "aws_partition" "current" {}

module "kms" {
  source = "./modules/kms"

  create              = var.create && var.create_kms_key && local.encrypted
  region              = var.region
  enable_key_rotation = var.enable_kms_key_rotation
}

resource "aws_eks_cluster" "this" {
  count                         = var.create ? 1 : 0
  region                        = var.region
  name                          = local.name
  role_arn                      = try(aws_iam_role.this[0].arn, var.iam_role_arn)
  version                       = local.version
  enabled_cluster_log_types     = local.enabled_log_types
  deletion_protection           = var.deletion_protection
  bootstrap_self_managed_addons = local.auto_mode ? false : null
  tags                          = var.tags

  access_config {
    authentication_mode                         = var.authentication_mode
    bootstrap_cluster_creator_admin_permissions = local.bootstrap_creator
  }

  vpc_config {
    subnet_ids              = coalescelist(var.control_plane_subnet_ids, var.subnet_ids, [null])
    security_group_ids      = compact(concat([for item in flatten([var.additional_security_group_ids, var.cluster_additional_security_group_ids]) : item if item != null], [local.cluster_security_group_id]))
    endpoint_public_access  = coalesce(var.endpoint_public_access, var.cluster_endpoint_public_access, local.public_endpoint_by_default)
    endpoint_private_access = coalesce(var.endpoint_private_access, var.cluster_endpoint_private_access, local.private_endpoint_by_default)
    public_access_cidrs     = coalesce(var.endpoint_public_access_cidrs, var.cluster_endpoint_public_access_cidrs, ["0.0.0.0/0"])
  }

  dynamic "kubernetes_network_config" {
    for_each = local.outpost ? [] : [1]
    content {
      ip_family = local.ip_family
    }
  }

  dynamic "compute_config" {
    for_each = length(local.compute) > 0 ? [local.compute] : []
    content {
      enabled       = lookup(compute_config.value, "enabled", null)
      node_pools    = lookup(compute_config.value, "node_pools", null)
      node_role_arn = lookup(compute_config.value, "node_pools", null) == null ? null : try(aws_iam_role.eks_auto[0].arn, compute_config.value.node_role_arn, null)
    }
  }

  dynamic "encryption_config" {
    for_each = local.encrypted ? [1] : []
    content {
      resources = lookup(local.encryption, "resources", ["secrets"])

      provider {
        key_arn = var.create_kms_key ? module.kms.key_arn : lookup(local.encryption, "provider_key_arn", null)
      }
    }
  }

  dynamic "upgrade_policy" {
    for_each = length(local.upgrade) > 0 ? [local.upgrade] : []
    content {
      support_type = lookup(upgrade_policy.value, "support_type", null)
    }
  }

  dynamic "zonal_shift_config" {
    for_each = length(local.zonal_shift) > 0 ? [local.zonal_shift] : []
    content {
      enabled = lookup(zonal_shift_config.value, "enabled", null)
    }
  }
}

resource "aws_cloudwatch_log_group" "this" {
  count             = var.create && var.create_cloudwatch_log_group ? 1 : 0
  region            = var.region
  name              = "/aws/eks/${local.name}/cluster"
  retention_in_days = var.cloudwatch_log_group_retention_in_days
  kms_key_id        = var.cloudwatch_log_group_kms_key_id
}

resource "aws_eks_addon" "this" {
  for_each                 = { for name, addon in local.addons : name => addon if var.create && !local.outpost && !coalesce(lookup(addon, "before_compute", null), false) }
  region                   = var.region
  cluster_name             = aws_eks_cluster.this[0].id
  addon_name               = coalesce(lookup(each.value, "name", null), each.key)
  configuration_values     = lookup(each.value, "configuration_values", null)
  service_account_role_arn = lookup(each.value, "service_account_role_arn", null)

  dynamic "pod_identity_association" {
    for_each = [for item in flatten([lookup(each.value, "pod_identity_association", [])]) : item if item != null]
    content {
      role_arn        = pod_identity_association.value.role_arn
      service_account = pod_identity_association.value.service_account
    }
  }
}

resource "aws_eks_addon" "before_compute" {
  for_each                 = { for name, addon in local.addons : name => addon if var.create && !local.outpost && coalesce(lookup(addon, "before_compute", null), false) }
  region                   = var.region
  cluster_name             = aws_eks_cluster.this[0].id
  addon_name               = coalesce(lookup(each.value, "name", null), each.key)
  configuration_values     = lookup(each.value, "configuration_values", null)
  service_account_role_arn = lookup(each.value, "service_account_role_arn", null)

  dynamic "pod_identity_association" {
    for_each = [for item in flatten([lookup(each.value, "pod_identity_association", [])]) : item if item != null]
    content {
      role_arn        = pod_identity_association.value.role_arn
      service_account = pod_identity_association.value.service_account
    }
  }
}

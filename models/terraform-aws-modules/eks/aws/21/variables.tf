# Version 21 dropped the prefix `cluster_` of many arguments. Both names are read, since a call
# without a version may be of either time.

variable "create" { default = true }
variable "region" { default = null }
variable "tags" { default = {} }
variable "name" { default = null }
variable "cluster_name" { default = null }
variable "kubernetes_version" { default = null }
variable "cluster_version" { default = null }
variable "vpc_id" { default = null }
variable "subnet_ids" { default = [] }
variable "control_plane_subnet_ids" { default = [] }

variable "endpoint_public_access" { default = null }
variable "cluster_endpoint_public_access" { default = null }
variable "endpoint_private_access" { default = null }
variable "cluster_endpoint_private_access" { default = null }
variable "endpoint_public_access_cidrs" { default = null }
variable "cluster_endpoint_public_access_cidrs" { default = null }
variable "ip_family" { default = null }
variable "cluster_ip_family" { default = null }

variable "enabled_log_types" { default = null }
variable "cluster_enabled_log_types" { default = null }
variable "create_cloudwatch_log_group" { default = true }
variable "cloudwatch_log_group_retention_in_days" { default = 90 }
variable "cloudwatch_log_group_kms_key_id" { default = null }

variable "encryption_config" { default = null }
variable "cluster_encryption_config" { default = null }
variable "enable_kms_key_rotation" { default = true }

variable "deletion_protection" { default = null }
variable "access_entries" { default = {} }
variable "enable_cluster_creator_admin_permissions" { default = false }
variable "enable_irsa" { default = true }
variable "openid_connect_audiences" { default = [] }
variable "compute_config" { default = null }
variable "cluster_compute_config" { default = null }
variable "upgrade_policy" { default = null }
variable "cluster_upgrade_policy" { default = null }
variable "zonal_shift_config" { default = null }
variable "cluster_zonal_shift_config" { default = null }
variable "outpost_config" { default = null }

variable "addons" { default = null }
variable "cluster_addons" { default = null }

variable "create_iam_role" { default = true }
variable "iam_role_arn" { default = null }
variable "iam_role_additional_policies" { default = {} }
variable "create_node_iam_role" { default = true }
variable "node_iam_role_additional_policies" { default = {} }

variable "create_security_group" { default = null }
variable "create_cluster_security_group" { default = null }
variable "security_group_id" { default = null }
variable "cluster_security_group_id" { default = null }
variable "security_group_additional_rules" { default = null }
variable "cluster_security_group_additional_rules" { default = null }
variable "additional_security_group_ids" { default = null }
variable "cluster_additional_security_group_ids" { default = null }
variable "create_node_security_group" { default = true }
variable "node_security_group_id" { default = "" }
variable "node_security_group_tags" { default = {} }
variable "node_security_group_additional_rules" { default = {} }
variable "node_security_group_enable_recommended_rules" { default = true }

variable "eks_managed_node_groups" {
  default  = {}
  nullable = false
}
variable "eks_managed_node_group_defaults" {
  default  = {}
  nullable = false
}
variable "self_managed_node_groups" {
  default  = {}
  nullable = false
}
variable "self_managed_node_group_defaults" {
  default  = {}
  nullable = false
}
variable "fargate_profiles" {
  default  = {}
  nullable = false
}
variable "fargate_profile_defaults" {
  default  = {}
  nullable = false
}

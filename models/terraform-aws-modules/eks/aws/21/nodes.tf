# Where pods run. Up to version 20 a group took what it does not say from the defaults of its kind.

locals {
  managed_groups      = { for key, group in var.eks_managed_node_groups : key => merge(var.eks_managed_node_group_defaults, group) if var.create }
  self_managed_groups = { for key, group in var.self_managed_node_groups : key => merge(var.self_managed_node_group_defaults, group) if var.create }
  fargate             = { for key, profile in var.fargate_profiles : key => merge(var.fargate_profile_defaults, profile) if var.create }
}

module "eks_managed_node_group" {
  source   = "./modules/eks-managed-node-group"
  for_each = local.managed_groups

  create                     = lookup(each.value, "create", null)
  region                     = var.region
  tags                       = var.tags
  cluster_name               = aws_eks_cluster.this[0].id
  name                       = coalesce(lookup(each.value, "name", null), each.key)
  subnet_ids                 = lookup(each.value, "subnet_ids", null) != null ? each.value.subnet_ids : var.subnet_ids
  min_size                   = coalesce(lookup(each.value, "min_size", null), 1)
  max_size                   = lookup(each.value, "max_size", null)
  desired_size               = lookup(each.value, "desired_size", null)
  ami_type                   = lookup(each.value, "ami_type", null)
  capacity_type              = lookup(each.value, "capacity_type", null)
  instance_types             = lookup(each.value, "instance_types", null)
  labels                     = lookup(each.value, "labels", null)
  taints                     = lookup(each.value, "taints", null)
  update_config              = lookup(each.value, "update_config", null)
  remote_access              = lookup(each.value, "remote_access", null)
  create_launch_template     = lookup(each.value, "create_launch_template", null)
  use_custom_launch_template = lookup(each.value, "use_custom_launch_template", null)
  launch_template_id         = lookup(each.value, "launch_template_id", null)
  metadata_options           = lookup(each.value, "metadata_options", null)
  network_interfaces         = lookup(each.value, "network_interfaces", null)
  block_device_mappings      = lookup(each.value, "block_device_mappings", null)
  create_iam_role            = lookup(each.value, "create_iam_role", null)
  iam_role_arn               = lookup(each.value, "iam_role_arn", null)
  iam_role_attach_cni_policy = lookup(each.value, "iam_role_attach_cni_policy", null)

  iam_role_additional_policies      = lookup(each.value, "iam_role_additional_policies", null)
  vpc_security_group_ids            = compact(concat([local.node_security_group_id], [for item in flatten([lookup(each.value, "vpc_security_group_ids", [])]) : item if item != null]))
  cluster_primary_security_group_id = lookup(each.value, "attach_cluster_primary_security_group", false) == true ? aws_eks_cluster.this[0].vpc_config[0].cluster_security_group_id : null
}

module "self_managed_node_group" {
  source   = "./modules/self-managed-node-group"
  for_each = local.self_managed_groups

  create                      = lookup(each.value, "create", null)
  create_autoscaling_group    = lookup(each.value, "create_autoscaling_group", null)
  region                      = var.region
  tags                        = var.tags
  cluster_name                = aws_eks_cluster.this[0].id
  name                        = coalesce(lookup(each.value, "name", null), each.key)
  subnet_ids                  = lookup(each.value, "subnet_ids", null) != null ? each.value.subnet_ids : var.subnet_ids
  availability_zones          = lookup(each.value, "availability_zones", null)
  min_size                    = coalesce(lookup(each.value, "min_size", null), local.self_managed_min_size)
  max_size                    = lookup(each.value, "max_size", null)
  desired_size                = lookup(each.value, "desired_size", null)
  instance_type               = lookup(each.value, "instance_type", null)
  create_launch_template      = lookup(each.value, "create_launch_template", null)
  launch_template_id          = lookup(each.value, "launch_template_id", null)
  metadata_options            = lookup(each.value, "metadata_options", null)
  network_interfaces          = lookup(each.value, "network_interfaces", null)
  block_device_mappings       = lookup(each.value, "block_device_mappings", null)
  create_iam_instance_profile = lookup(each.value, "create_iam_instance_profile", null)
  iam_instance_profile_arn    = lookup(each.value, "iam_instance_profile_arn", null)
  iam_role_attach_cni_policy  = lookup(each.value, "iam_role_attach_cni_policy", null)

  iam_role_additional_policies      = lookup(each.value, "iam_role_additional_policies", null)
  vpc_security_group_ids            = compact(concat([local.node_security_group_id], [for item in flatten([lookup(each.value, "vpc_security_group_ids", [])]) : item if item != null]))
  cluster_primary_security_group_id = lookup(each.value, "attach_cluster_primary_security_group", false) == true ? aws_eks_cluster.this[0].vpc_config[0].cluster_security_group_id : null
}

module "fargate_profile" {
  source   = "./modules/fargate-profile"
  for_each = local.fargate

  create          = lookup(each.value, "create", null)
  region          = var.region
  tags            = var.tags
  cluster_name    = aws_eks_cluster.this[0].id
  name            = coalesce(lookup(each.value, "name", null), each.key)
  subnet_ids      = lookup(each.value, "subnet_ids", null) != null ? each.value.subnet_ids : var.subnet_ids
  selectors       = lookup(each.value, "selectors", null)
  create_iam_role = lookup(each.value, "create_iam_role", null)
  iam_role_arn    = lookup(each.value, "iam_role_arn", null)

  iam_role_attach_cni_policy   = lookup(each.value, "iam_role_attach_cni_policy", null)
  iam_role_additional_policies = lookup(each.value, "iam_role_additional_policies", null)
}

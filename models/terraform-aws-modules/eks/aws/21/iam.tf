# Who the cluster is, and who may use it.

locals {
  managed_policy = "arn:${data.aws_partition.current.partition}:iam::aws:policy"

  cluster_policies = concat(
    ["AmazonEKSClusterPolicy"],
    local.auto_mode ? ["AmazonEKSComputePolicy", "AmazonEKSBlockStoragePolicy", "AmazonEKSLoadBalancingPolicy", "AmazonEKSNetworkingPolicy"] : [],
  )
}

resource "aws_iam_role" "this" {
  count = var.create && var.create_iam_role ? 1 : 0
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Principal = { Service = "eks.amazonaws.com" }
    }]
  })
  tags = var.tags
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each   = toset(var.create && var.create_iam_role ? local.cluster_policies : [])
  role       = aws_iam_role.this[0].name
  policy_arn = "${local.managed_policy}/${each.value}"
}

resource "aws_iam_role_policy_attachment" "additional" {
  for_each   = { for key, policy in try(merge(var.iam_role_additional_policies, {}), zipmap(var.iam_role_additional_policies, var.iam_role_additional_policies)) : key => policy if var.create && var.create_iam_role }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

# The role of nodes that EKS makes by itself.

resource "aws_iam_role" "eks_auto" {
  count = var.create && var.create_node_iam_role && local.auto_mode ? 1 : 0
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
  tags = var.tags
}

resource "aws_iam_role_policy_attachment" "eks_auto" {
  for_each   = toset(var.create && var.create_node_iam_role && local.auto_mode ? ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"] : [])
  role       = aws_iam_role.eks_auto[0].name
  policy_arn = "${local.managed_policy}/${each.value}"
}

resource "aws_iam_openid_connect_provider" "oidc_provider" {
  count          = var.create && var.enable_irsa && !local.outpost ? 1 : 0
  url            = aws_eks_cluster.this[0].identity[0].oidc[0].issuer
  client_id_list = distinct(concat(["sts.amazonaws.com"], var.openid_connect_audiences))
}

data "aws_caller_identity" "current" {}

data "aws_iam_session_context" "current" {
  arn = data.aws_caller_identity.current.arn
}

locals {
  creator = var.enable_cluster_creator_admin_permissions ? {
    cluster_creator = {
      principal_arn = data.aws_iam_session_context.current.issuer_arn
      type          = "STANDARD"
      policy_associations = {
        admin = {
          policy_arn   = "arn:${data.aws_partition.current.partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
          access_scope = { type = "cluster" }
        }
      }
    }
  } : {}
  access_entries = merge(local.creator, var.access_entries)
  # Entries of nodes have no policies.
  access_policies = merge({}, [
    for key, entry in local.access_entries : {
      for name, policy in merge(lookup(entry, "policy_associations", {}), {}) : "${key}_${name}" => {
        principal_arn = entry.principal_arn
        policy_arn    = policy.policy_arn
        scope         = policy.access_scope
      }
    } if coalesce(lookup(entry, "type", null), "STANDARD") == "STANDARD"
  ]...)
}

resource "aws_eks_access_entry" "this" {
  for_each          = { for key, entry in local.access_entries : key => entry if var.create }
  region            = var.region
  cluster_name      = aws_eks_cluster.this[0].id
  kubernetes_groups = lookup(each.value, "kubernetes_groups", null)
  principal_arn     = each.value.principal_arn
  type              = coalesce(lookup(each.value, "type", null), "STANDARD")
  user_name         = lookup(each.value, "user_name", null)
}

resource "aws_eks_access_policy_association" "this" {
  for_each      = { for key, policy in local.access_policies : key => policy if var.create }
  region        = var.region
  cluster_name  = aws_eks_cluster.this[0].id
  principal_arn = each.value.principal_arn
  policy_arn    = each.value.policy_arn

  access_scope {
    type       = each.value.scope.type
    namespaces = lookup(each.value.scope, "namespaces", null)
  }
}

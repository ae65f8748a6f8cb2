locals {
  create   = coalesce(var.create, true)
  own_role = local.create && coalesce(var.create_iam_role, true)
}

resource "aws_eks_fargate_profile" "this" {
  count                  = local.create ? 1 : 0
  region                 = var.region
  cluster_name           = var.cluster_name
  fargate_profile_name   = var.name
  pod_execution_role_arn = try(aws_iam_role.this[0].arn, var.iam_role_arn)
  subnet_ids             = var.subnet_ids
  tags                   = var.tags

  dynamic "selector" {
    for_each = [for item in flatten([var.selectors]) : item if item != null]
    content {
      namespace = lookup(selector.value, "namespace", null)
      labels    = lookup(selector.value, "labels", null)
    }
  }
}

resource "aws_iam_role" "this" {
  count = local.own_role ? 1 : 0
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "eks-fargate-pods.amazonaws.com" }
    }]
  })
  tags = var.tags
}

data "aws_partition" "current" {}

resource "aws_iam_role_policy_attachment" "this" {
  for_each   = toset(local.own_role ? concat(["AmazonEKSFargatePodExecutionRolePolicy"], coalesce(var.iam_role_attach_cni_policy, true) ? ["AmazonEKS_CNI_Policy"] : []) : [])
  role       = aws_iam_role.this[0].name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/${each.value}"
}

resource "aws_iam_role_policy_attachment" "additional" {
  for_each   = { for key, policy in try(merge(var.iam_role_additional_policies, {}), zipmap(var.iam_role_additional_policies, var.iam_role_additional_policies)) : key => policy if local.own_role }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}


resource "aws_iam_role" "this" {
  count = local.own_role ? 1 : 0
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
  tags = var.tags
}

data "aws_partition" "current" {}

resource "aws_iam_role_policy_attachment" "this" {
  for_each   = toset(local.own_role ? concat(["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryReadOnly"], coalesce(var.iam_role_attach_cni_policy, true) ? ["AmazonEKS_CNI_Policy"] : []) : [])
  role       = aws_iam_role.this[0].name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/${each.value}"
}

resource "aws_iam_role_policy_attachment" "additional" {
  for_each   = { for key, policy in try(merge(var.iam_role_additional_policies, {}), zipmap(var.iam_role_additional_policies, var.iam_role_additional_policies)) : key => policy if local.own_role }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}


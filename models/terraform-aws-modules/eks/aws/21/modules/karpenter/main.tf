# Of Karpenter only what other resources name: its roles and the queue of interruptions.

variable "create" { default = true }
variable "region" { default = null }
variable "tags" { default = {} }
variable "cluster_name" { default = "" }
variable "create_iam_role" { default = true }
variable "create_pod_identity_association" { default = true }
variable "namespace" { default = "kube-system" }
variable "service_account" { default = "karpenter" }
variable "enable_spot_termination" { default = true }
variable "queue_name" { default = null }
variable "create_node_iam_role" { default = true }
variable "node_iam_role_arn" { default = null }
variable "node_iam_role_name" { default = null }
variable "node_iam_role_use_name_prefix" { default = true }
variable "create_access_entry" { default = true }

locals {
  node_role_name = coalesce(var.node_iam_role_name, "Karpenter-${var.cluster_name}")
}

resource "aws_iam_role" "controller" {
  count = var.create && var.create_iam_role ? 1 : 0
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Principal = { Service = "pods.eks.amazonaws.com" }
    }]
  })
  tags = var.tags
}

resource "aws_eks_pod_identity_association" "karpenter" {
  count           = var.create && var.create_iam_role && var.create_pod_identity_association ? 1 : 0
  region          = var.region
  cluster_name    = var.cluster_name
  namespace       = var.namespace
  service_account = var.service_account
  role_arn        = aws_iam_role.controller[0].arn
}

resource "aws_sqs_queue" "this" {
  count  = var.create && var.enable_spot_termination ? 1 : 0
  region = var.region
  name   = coalesce(var.queue_name, "Karpenter-${var.cluster_name}")
  tags   = var.tags
}

resource "aws_iam_role" "node" {
  count       = var.create && var.create_node_iam_role ? 1 : 0
  name        = var.node_iam_role_use_name_prefix ? null : local.node_role_name
  name_prefix = var.node_iam_role_use_name_prefix ? "${local.node_role_name}-" : null
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

resource "aws_eks_access_entry" "node" {
  count         = var.create && var.create_access_entry ? 1 : 0
  region        = var.region
  cluster_name  = var.cluster_name
  principal_arn = try(aws_iam_role.node[0].arn, var.node_iam_role_arn)
  type          = "EC2_LINUX"
}

output "iam_role_name" { value = try(aws_iam_role.controller[0].name, null) }
output "iam_role_arn" { value = try(aws_iam_role.controller[0].arn, null) }
output "queue_arn" { value = try(aws_sqs_queue.this[0].arn, null) }
output "queue_name" { value = try(aws_sqs_queue.this[0].name, null) }
output "queue_url" { value = try(aws_sqs_queue.this[0].url, null) }
output "node_iam_role_name" { value = try(aws_iam_role.node[0].name, null) }
output "node_iam_role_arn" { value = try(aws_iam_role.node[0].arn, var.node_iam_role_arn) }
output "namespace" { value = var.namespace }
output "service_account" { value = var.service_account }

variable "create" { default = true }
variable "region" { default = null }
variable "name" { default = "" }
variable "vpc_id" { default = null }
variable "subnet_id" { default = null }
variable "eni_id" { default = null }
variable "transit_gateway_id" { default = null }
variable "transit_gateway_attachment_id" { default = null }
variable "traffic_type" { default = "ALL" }
variable "log_destination_type" { default = "cloud-watch-logs" }
variable "log_destination" { default = null }
variable "log_format" { default = null }
variable "max_aggregation_interval" { default = null }
variable "create_cloudwatch_log_group" { default = true }
variable "cloudwatch_log_group_name" { default = null }
variable "cloudwatch_log_group_use_name_prefix" { default = true }
variable "cloudwatch_log_group_retention_in_days" { default = 90 }
variable "cloudwatch_log_group_kms_key_id" { default = null }
variable "create_iam_role" { default = true }
variable "iam_role_arn" { default = null }
variable "tags" { default = {} }

locals {
  group = coalesce(var.cloudwatch_log_group_name, "/aws/flow-log/${var.name}")
}

resource "aws_flow_log" "this" {
  count                         = var.create ? 1 : 0
  region                        = var.region
  vpc_id                        = var.vpc_id
  subnet_id                     = var.subnet_id
  eni_id                        = var.eni_id
  transit_gateway_id            = var.transit_gateway_id
  transit_gateway_attachment_id = var.transit_gateway_attachment_id
  traffic_type                  = var.traffic_type
  log_destination_type          = var.log_destination_type
  log_destination               = try(aws_cloudwatch_log_group.this[0].arn, var.log_destination)
  log_format                    = var.log_format
  max_aggregation_interval      = var.max_aggregation_interval
  iam_role_arn                  = try(aws_iam_role.this[0].arn, var.iam_role_arn)
  tags                          = var.tags
}

resource "aws_cloudwatch_log_group" "this" {
  count             = var.create && var.create_cloudwatch_log_group && var.log_destination_type == "cloud-watch-logs" ? 1 : 0
  region            = var.region
  name              = var.cloudwatch_log_group_use_name_prefix ? null : local.group
  name_prefix       = var.cloudwatch_log_group_use_name_prefix ? "${local.group}-" : null
  retention_in_days = var.cloudwatch_log_group_retention_in_days
  kms_key_id        = var.cloudwatch_log_group_kms_key_id
  tags              = var.tags
}

resource "aws_iam_role" "this" {
  count = var.create && var.create_iam_role && var.log_destination_type != "s3" ? 1 : 0
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "vpc-flow-logs.amazonaws.com" }
    }]
  })
}

output "id" { value = try(aws_flow_log.this[0].id, null) }
output "arn" { value = try(aws_flow_log.this[0].arn, null) }
output "cloudwatch_log_group_arn" { value = try(aws_cloudwatch_log_group.this[0].arn, null) }
output "cloudwatch_log_group_name" { value = try(aws_cloudwatch_log_group.this[0].name, null) }
output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, null) }

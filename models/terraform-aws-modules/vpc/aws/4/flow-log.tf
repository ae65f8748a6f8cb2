locals {
  flow_log     = var.create_vpc && var.enable_flow_log
  flow_log_own = local.flow_log && var.flow_log_destination_type != "s3"
}

resource "aws_flow_log" "this" {
  count                    = local.flow_log ? 1 : 0
  region                   = var.region
  vpc_id                   = local.vpc_id
  traffic_type             = var.flow_log_traffic_type
  log_destination_type     = var.flow_log_destination_type
  log_destination          = try(aws_cloudwatch_log_group.flow_log[0].arn, var.flow_log_destination_arn)
  iam_role_arn             = try(aws_iam_role.vpc_flow_log_cloudwatch[0].arn, var.flow_log_cloudwatch_iam_role_arn)
  max_aggregation_interval = var.flow_log_max_aggregation_interval
}

resource "aws_cloudwatch_log_group" "flow_log" {
  count             = local.flow_log_own && var.create_flow_log_cloudwatch_log_group ? 1 : 0
  region            = var.region
  name              = "${var.flow_log_cloudwatch_log_group_name_prefix}${coalesce(var.flow_log_cloudwatch_log_group_name_suffix, local.vpc_id)}"
  retention_in_days = var.flow_log_cloudwatch_log_group_retention_in_days
  kms_key_id        = var.flow_log_cloudwatch_log_group_kms_key_id
}

resource "aws_iam_role" "vpc_flow_log_cloudwatch" {
  count = local.flow_log_own && var.create_flow_log_cloudwatch_iam_role ? 1 : 0
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "vpc-flow-logs.amazonaws.com" }
    }]
  })
}

# The role by which instances tell how their operating system fares.

locals {
  own_monitoring_role = local.create && var.create_monitoring_role && max(0, [for seconds in [var.monitoring_interval, var.cluster_monitoring_interval] : seconds if seconds != null]...) > 0
}

data "aws_partition" "current" {
  count = local.own_monitoring_role ? 1 : 0
}

resource "aws_iam_role" "rds_enhanced_monitoring" {
  count = local.own_monitoring_role ? 1 : 0
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "monitoring.rds.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "rds_enhanced_monitoring" {
  count      = local.own_monitoring_role ? 1 : 0
  role       = aws_iam_role.rds_enhanced_monitoring[0].name
  policy_arn = "arn:${data.aws_partition.current[0].partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}

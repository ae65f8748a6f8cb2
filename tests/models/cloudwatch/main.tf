resource "aws_sns_topic" "ops" {}
resource "aws_rds_cluster" "shop" {}

module "cpu" {
  source  = "terraform-aws-modules/cloudwatch/aws//modules/metric-alarm"
  version = "~> 5.0"

  alarm_name          = "cpu"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 3
  threshold           = 80
  namespace           = "AWS/RDS"
  metric_name         = "CPUUtilization"
  period              = 60
  statistic           = "Average"
  dimensions          = { DBClusterIdentifier = aws_rds_cluster.shop.id }
  alarm_actions       = [aws_sns_topic.ops.arn]
}
#= 1 module.cpu.aws_cloudwatch_metric_alarm.this
#= module.cpu.aws_cloudwatch_metric_alarm.this[0].metric_name = "CPUUtilization"
#= module.cpu.aws_cloudwatch_metric_alarm.this[0].actions_enabled = true
#= module.cpu.aws_cloudwatch_metric_alarm.this[0].alarm_actions[0] -> aws_sns_topic.ops.arn

module "errors" {
  source = "terraform-aws-modules/cloudwatch/aws//modules/metric-alarm"

  threshold_metric_id = "band"
  metric_query = [
    { id = "band", expression = "ANOMALY_DETECTION_BAND(m1)", return_data = true },
    { id = "m1", metric = [{ namespace = "AWS/ApplicationELB", metric_name = "RequestCount", period = 60, stat = "Sum" }] },
  ]
}
#= module.errors.aws_cloudwatch_metric_alarm.this[0].metric_query[1].metric[0].metric_name = "RequestCount"

module "off" {
  source              = "terraform-aws-modules/cloudwatch/aws//modules/metric-alarm"
  create_metric_alarm = false
}
#= 0 module.off.aws_cloudwatch_metric_alarm.this

module "each" {
  source = "terraform-aws-modules/cloudwatch/aws//modules/metric-alarms-by-multiple-dimensions"

  alarm_name  = "cpu-"
  namespace   = "AWS/RDS"
  metric_name = "CPUUtilization"
  dimensions = {
    writer = { DBInstanceIdentifier = "shop-1" }
    reader = { DBInstanceIdentifier = "shop-2" }
  }
}
#= 2 module.each.aws_cloudwatch_metric_alarm.this
#= module.each.aws_cloudwatch_metric_alarm.this["reader"].alarm_name = "cpu-reader"

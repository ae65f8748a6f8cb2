# An alarm for each of several dimensions.

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each                  = { for key, dimensions in var.dimensions : key => dimensions if var.create_metric_alarm }
  alarm_name                = "${var.alarm_name}${var.alarm_name_delimiter}${each.key}"
  actions_enabled           = var.actions_enabled
  alarm_actions             = var.alarm_actions
  ok_actions                = var.ok_actions
  insufficient_data_actions = var.insufficient_data_actions
  comparison_operator       = var.comparison_operator
  evaluation_periods        = var.evaluation_periods
  datapoints_to_alarm       = var.datapoints_to_alarm
  treat_missing_data        = var.treat_missing_data
  threshold                 = var.threshold
  metric_name               = var.metric_name
  namespace                 = var.namespace
  period                    = var.period
  statistic                 = var.statistic
  extended_statistic        = var.extended_statistic
  dimensions                = each.value
  tags                      = var.tags

  dynamic "metric_query" {
    for_each = var.metric_query
    content {
      id          = lookup(metric_query.value, "id", null)
      expression  = lookup(metric_query.value, "expression", null)
      return_data = lookup(metric_query.value, "return_data", null)
      period      = lookup(metric_query.value, "period", null)

      dynamic "metric" {
        for_each = lookup(metric_query.value, "metric", [])
        content {
          metric_name = lookup(metric.value, "metric_name", null)
          namespace   = lookup(metric.value, "namespace", null)
          period      = lookup(metric.value, "period", null)
          stat        = lookup(metric.value, "stat", null)
          dimensions  = lookup(metric.value, "dimensions", null)
        }
      }
    }
  }
}

output "cloudwatch_metric_alarm_arns" { value = { for key, alarm in aws_cloudwatch_metric_alarm.this : key => alarm.arn } }
output "cloudwatch_metric_alarm_ids" { value = { for key, alarm in aws_cloudwatch_metric_alarm.this : key => alarm.id } }

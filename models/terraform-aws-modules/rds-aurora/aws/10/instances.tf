# Without `instances` a cluster has none.

resource "aws_rds_cluster_instance" "this" {
  for_each                     = { for key, instance in var.instances : key => instance if local.create && !local.serverless }
  region                       = var.region
  identifier                   = try(coalesce(lookup(each.value, "identifier", null), "${var.name}-${each.key}"), null)
  cluster_identifier           = aws_rds_cluster.this[0].id
  engine                       = var.engine
  engine_version               = var.engine_version
  instance_class               = try(coalesce(lookup(each.value, "instance_class", null), var.cluster_instance_class, var.instance_class), null)
  availability_zone            = lookup(each.value, "availability_zone", null)
  db_subnet_group_name         = aws_rds_cluster.this[0].db_subnet_group_name
  publicly_accessible          = try(coalesce(lookup(each.value, "publicly_accessible", null), var.publicly_accessible), null)
  promotion_tier               = lookup(each.value, "promotion_tier", null)
  performance_insights_enabled = try(coalesce(lookup(each.value, "performance_insights_enabled", null), var.cluster_performance_insights_enabled, var.performance_insights_enabled), null)
  monitoring_interval          = try(coalesce(lookup(each.value, "monitoring_interval", null), var.cluster_monitoring_interval, var.monitoring_interval), null)
  auto_minor_version_upgrade   = try(coalesce(lookup(each.value, "auto_minor_version_upgrade", null), var.auto_minor_version_upgrade), null)
  copy_tags_to_snapshot        = try(coalesce(lookup(each.value, "copy_tags_to_snapshot", null), var.copy_tags_to_snapshot), null)
  tags                         = merge(var.tags, try(lookup(each.value, "tags", {}), {}))
}

resource "aws_appautoscaling_target" "this" {
  count              = local.create && var.autoscaling_enabled && !local.serverless ? 1 : 0
  region             = var.region
  min_capacity       = var.autoscaling_min_capacity
  max_capacity       = var.autoscaling_max_capacity
  resource_id        = "cluster:${aws_rds_cluster.this[0].cluster_identifier}"
  scalable_dimension = "rds:cluster:ReadReplicaCount"
  service_namespace  = "rds"
}

resource "aws_appautoscaling_policy" "this" {
  count              = local.create && var.autoscaling_enabled && !local.serverless ? 1 : 0
  region             = var.region
  name               = "target-metric"
  policy_type        = "TargetTrackingScaling"
  resource_id        = "cluster:${aws_rds_cluster.this[0].cluster_identifier}"
  scalable_dimension = "rds:cluster:ReadReplicaCount"
  service_namespace  = "rds"

  target_tracking_scaling_policy_configuration {
    target_value = var.predefined_metric_type == "RDSReaderAverageCPUUtilization" ? var.autoscaling_target_cpu : var.autoscaling_target_connections

    predefined_metric_specification {
      predefined_metric_type = var.predefined_metric_type
    }
  }
}

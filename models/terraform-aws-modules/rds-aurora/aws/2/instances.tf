# Up to version 5 a cluster had a number of alike instances, one without further word.

variable "replica_count" { default = 1 }
variable "replica_scale_enabled" { default = false }
variable "replica_scale_min" { default = 2 }
variable "replica_scale_max" { default = 0 }
variable "instance_type" { default = "" }
variable "instance_type_replica" { default = null }
variable "instances_parameters" { default = [] }

resource "aws_rds_cluster_instance" "this" {
  count                        = !local.create ? 0 : var.replica_scale_enabled ? var.replica_scale_min : var.replica_count
  identifier                   = try(var.instances_parameters[count.index].instance_name, "${var.name}-${count.index + 1}")
  cluster_identifier           = aws_rds_cluster.this[0].id
  engine                       = var.engine
  engine_version               = var.engine_version
  instance_class               = try(var.instances_parameters[count.index].instance_type, count.index > 0 && var.instance_type_replica != null ? var.instance_type_replica : var.instance_type)
  db_subnet_group_name         = aws_rds_cluster.this[0].db_subnet_group_name
  publicly_accessible          = try(var.instances_parameters[count.index].publicly_accessible, var.publicly_accessible)
  promotion_tier               = try(var.instances_parameters[count.index].instance_promotion_tier, count.index + 1)
  performance_insights_enabled = var.performance_insights_enabled
  monitoring_interval          = var.monitoring_interval
  auto_minor_version_upgrade   = var.auto_minor_version_upgrade
  tags                         = var.tags
}

resource "aws_appautoscaling_target" "read_replica_count" {
  count              = local.create && var.replica_scale_enabled ? 1 : 0
  min_capacity       = var.replica_scale_min
  max_capacity       = var.replica_scale_max
  resource_id        = "cluster:${aws_rds_cluster.this[0].cluster_identifier}"
  scalable_dimension = "rds:cluster:ReadReplicaCount"
  service_namespace  = "rds"
}

locals {
  create     = var.create && var.create_cluster
  serverless = var.engine_mode == "serverless"
  port       = try(coalesce(var.port), contains(["aurora-postgresql", "postgres"], coalesce(var.engine, "aurora")) ? 5432 : 3306)
  group_name = try(coalesce(var.db_subnet_group_name, var.name), "")

  db_subnet_group_name = local.own_subnet_group ? aws_db_subnet_group.this[0].name : local.group_name
}

resource "aws_db_subnet_group" "this" {
  count      = local.own_subnet_group ? 1 : 0
  region     = var.region
  name       = local.group_name
  subnet_ids = var.subnets
  tags       = var.tags
}

resource "aws_rds_cluster" "this" {
  count                               = local.create ? 1 : 0
  region                              = var.region
  cluster_identifier                  = var.name
  engine                              = var.engine
  engine_mode                         = coalesce(var.cluster_scalability_type, "standard") == "limitless" ? "" : var.engine_mode
  engine_version                      = var.engine_version
  database_name                       = var.is_primary_cluster ? var.database_name : null
  master_username                     = local.master_username
  manage_master_user_password         = var.manage_master_user_password && var.global_cluster_identifier == null ? true : null
  global_cluster_identifier           = var.global_cluster_identifier
  replication_source_identifier       = var.replication_source_identifier
  source_region                       = var.source_region
  snapshot_identifier                 = var.snapshot_identifier
  port                                = local.port
  availability_zones                  = var.availability_zones
  db_subnet_group_name                = local.own_subnet_group ? aws_db_subnet_group.this[0].id : local.group_name
  vpc_security_group_ids              = compact(concat(aws_security_group.this[*].id, var.vpc_security_group_ids))
  network_type                        = var.network_type
  backup_retention_period             = var.backup_retention_period
  preferred_backup_window             = local.serverless ? null : var.preferred_backup_window
  copy_tags_to_snapshot               = var.copy_tags_to_snapshot
  delete_automated_backups            = var.delete_automated_backups
  deletion_protection                 = var.deletion_protection
  skip_final_snapshot                 = var.skip_final_snapshot
  final_snapshot_identifier           = var.final_snapshot_identifier
  storage_encrypted                   = var.storage_encrypted
  storage_type                        = var.storage_type
  allocated_storage                   = var.allocated_storage
  kms_key_id                          = var.kms_key_id
  db_cluster_instance_class           = var.allocated_storage == null ? var.db_cluster_instance_class : try(coalesce(var.cluster_instance_class, var.db_cluster_instance_class), null)
  iam_database_authentication_enabled = var.iam_database_authentication_enabled
  enable_http_endpoint                = var.enable_http_endpoint
  enabled_cloudwatch_logs_exports     = var.enabled_cloudwatch_logs_exports
  performance_insights_enabled        = var.cluster_performance_insights_enabled
  monitoring_interval                 = var.cluster_monitoring_interval
  tags                                = merge(var.tags, var.cluster_tags)

  dynamic "scaling_configuration" {
    for_each = local.serverless && length(merge(var.scaling_configuration, {})) > 0 ? [var.scaling_configuration] : []
    content {
      auto_pause   = lookup(scaling_configuration.value, "auto_pause", null)
      min_capacity = lookup(scaling_configuration.value, "min_capacity", null)
      max_capacity = lookup(scaling_configuration.value, "max_capacity", null)
    }
  }

  dynamic "serverlessv2_scaling_configuration" {
    for_each = var.engine_mode == "provisioned" && length(merge(var.serverlessv2_scaling_configuration, {})) > 0 ? [var.serverlessv2_scaling_configuration] : []
    content {
      min_capacity             = lookup(serverlessv2_scaling_configuration.value, "min_capacity", null)
      max_capacity             = lookup(serverlessv2_scaling_configuration.value, "max_capacity", null)
      seconds_until_auto_pause = lookup(serverlessv2_scaling_configuration.value, "seconds_until_auto_pause", null)
    }
  }

  dynamic "restore_to_point_in_time" {
    for_each = length(merge(var.restore_to_point_in_time, {})) > 0 ? [var.restore_to_point_in_time] : []
    content {
      source_cluster_identifier  = lookup(restore_to_point_in_time.value, "source_cluster_identifier", null)
      restore_type               = lookup(restore_to_point_in_time.value, "restore_type", null)
      use_latest_restorable_time = lookup(restore_to_point_in_time.value, "use_latest_restorable_time", null)
    }
  }
}

resource "aws_cloudwatch_log_group" "this" {
  for_each          = toset(local.create && var.create_cloudwatch_log_group ? var.enabled_cloudwatch_logs_exports : [])
  region            = var.region
  name              = "/aws/rds/cluster/${var.name}/${each.value}"
  retention_in_days = var.cloudwatch_log_group_retention_in_days
  kms_key_id        = var.cloudwatch_log_group_kms_key_id
}

resource "aws_security_group" "this" {
  count  = local.create && var.create_security_group ? 1 : 0
  region = var.region
  vpc_id = var.vpc_id
  tags   = merge(var.tags, var.security_group_tags)
}

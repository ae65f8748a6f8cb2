locals {
  is_replica = var.replicate_source_db != null
}

resource "aws_db_instance" "this" {
  count                               = var.create ? 1 : 0
  region                              = var.region
  engine                              = local.is_replica ? null : var.engine
  username                            = local.is_replica ? null : var.username
  manage_master_user_password         = !local.is_replica && var.manage_master_user_password ? true : null
  backup_retention_period             = length(merge(var.blue_green_update, {})) > 0 ? coalesce(var.backup_retention_period, 1) : var.backup_retention_period
  tags                                = merge(var.tags, var.db_instance_tags)
  identifier                          = var.identifier
  engine_version                      = var.engine_version
  instance_class                      = var.instance_class
  allocated_storage                   = var.allocated_storage
  max_allocated_storage               = var.max_allocated_storage
  storage_type                        = var.storage_type
  kms_key_id                          = var.kms_key_id
  db_name                             = var.db_name
  port                                = var.port
  iam_database_authentication_enabled = var.iam_database_authentication_enabled
  vpc_security_group_ids              = var.vpc_security_group_ids
  availability_zone                   = var.availability_zone
  multi_az                            = var.multi_az
  publicly_accessible                 = var.publicly_accessible
  network_type                        = var.network_type
  auto_minor_version_upgrade          = var.auto_minor_version_upgrade
  snapshot_identifier                 = var.snapshot_identifier
  skip_final_snapshot                 = var.skip_final_snapshot
  performance_insights_enabled        = var.performance_insights_enabled
  replicate_source_db                 = var.replicate_source_db
  backup_window                       = var.backup_window
  maintenance_window                  = var.maintenance_window
  monitoring_interval                 = var.monitoring_interval
  enabled_cloudwatch_logs_exports     = var.enabled_cloudwatch_logs_exports
  deletion_protection                 = var.deletion_protection
  delete_automated_backups            = var.delete_automated_backups
  storage_encrypted                   = var.storage_encrypted
  copy_tags_to_snapshot               = var.copy_tags_to_snapshot
  db_subnet_group_name                = var.db_subnet_group_name

  dynamic "restore_to_point_in_time" {
    for_each = length(merge(var.restore_to_point_in_time, {})) > 0 ? [var.restore_to_point_in_time] : []
    content {
      source_db_instance_identifier            = lookup(restore_to_point_in_time.value, "source_db_instance_identifier", null)
      source_db_instance_automated_backups_arn = lookup(restore_to_point_in_time.value, "source_db_instance_automated_backups_arn", null)
      use_latest_restorable_time               = lookup(restore_to_point_in_time.value, "use_latest_restorable_time", null)
    }
  }
}

resource "aws_cloudwatch_log_group" "this" {
  for_each          = toset(var.create && var.create_cloudwatch_log_group ? var.enabled_cloudwatch_logs_exports : [])
  region            = var.region
  name              = "/aws/rds/instance/${var.identifier}/${each.value}"
  retention_in_days = var.cloudwatch_log_group_retention_in_days
  kms_key_id        = var.cloudwatch_log_group_kms_key_id
}

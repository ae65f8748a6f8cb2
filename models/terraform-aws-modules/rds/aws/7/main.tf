# A parameter and an option group of its own come with every instance; no rule reads them.

module "db_subnet_group" {
  source = "./modules/db_subnet_group"

  create          = var.create_db_subnet_group
  region          = var.region
  name            = try(coalesce(var.db_subnet_group_name, var.identifier), "")
  use_name_prefix = var.db_subnet_group_use_name_prefix
  subnet_ids      = var.subnet_ids
  tags            = var.tags
}

module "db_instance" {
  source = "./modules/db_instance"

  create                                 = var.create_db_instance
  region                                 = var.region
  tags                                   = var.tags
  db_subnet_group_name                   = var.create_db_subnet_group ? module.db_subnet_group.db_subnet_group_id : var.db_subnet_group_name
  storage_encrypted                      = var.storage_encrypted
  copy_tags_to_snapshot                  = var.copy_tags_to_snapshot
  identifier                             = var.identifier
  engine                                 = var.engine
  engine_version                         = var.engine_version
  instance_class                         = var.instance_class
  allocated_storage                      = var.allocated_storage
  max_allocated_storage                  = var.max_allocated_storage
  storage_type                           = var.storage_type
  kms_key_id                             = var.kms_key_id
  db_name                                = var.db_name
  username                               = var.username
  port                                   = var.port
  iam_database_authentication_enabled    = var.iam_database_authentication_enabled
  manage_master_user_password            = var.manage_master_user_password
  vpc_security_group_ids                 = var.vpc_security_group_ids
  availability_zone                      = var.availability_zone
  multi_az                               = var.multi_az
  publicly_accessible                    = var.publicly_accessible
  network_type                           = var.network_type
  auto_minor_version_upgrade             = var.auto_minor_version_upgrade
  snapshot_identifier                    = var.snapshot_identifier
  skip_final_snapshot                    = var.skip_final_snapshot
  performance_insights_enabled           = var.performance_insights_enabled
  performance_insights_retention_period  = var.performance_insights_retention_period
  replicate_source_db                    = var.replicate_source_db
  backup_retention_period                = var.backup_retention_period
  backup_window                          = var.backup_window
  maintenance_window                     = var.maintenance_window
  monitoring_interval                    = var.monitoring_interval
  enabled_cloudwatch_logs_exports        = var.enabled_cloudwatch_logs_exports
  create_cloudwatch_log_group            = var.create_cloudwatch_log_group
  cloudwatch_log_group_retention_in_days = var.cloudwatch_log_group_retention_in_days
  cloudwatch_log_group_kms_key_id        = var.cloudwatch_log_group_kms_key_id
  deletion_protection                    = var.deletion_protection
  delete_automated_backups               = var.delete_automated_backups
  blue_green_update                      = var.blue_green_update
  restore_to_point_in_time               = var.restore_to_point_in_time
  db_instance_tags                       = var.db_instance_tags
}

# Arguments of all versions. Names that version 10 changed are read in both forms, since a call without
# a version may be of either time.

variable "create" { default = true }
variable "create_cluster" { default = true }
variable "region" { default = null }
variable "tags" { default = {} }
variable "cluster_tags" { default = {} }
variable "name" { default = "" }
variable "engine_mode" { default = "provisioned" }
variable "engine_version" { default = null }
variable "database_name" { default = null }
variable "port" { default = null }
variable "global_cluster_identifier" { default = null }
variable "is_primary_cluster" { default = true }
variable "replication_source_identifier" { default = null }
variable "source_region" { default = null }
variable "snapshot_identifier" { default = null }
variable "restore_to_point_in_time" { default = null }

variable "vpc_id" { default = "" }
variable "subnets" { default = [] }
variable "db_subnet_group_name" { default = "" }
variable "availability_zones" { default = null }
variable "vpc_security_group_ids" { default = [] }
variable "create_security_group" { default = true }
variable "security_group_tags" { default = {} }
variable "network_type" { default = null }

variable "delete_automated_backups" { default = null }
variable "deletion_protection" { default = null }
variable "skip_final_snapshot" { default = false }
variable "final_snapshot_identifier" { default = null }
variable "storage_encrypted" { default = true }
variable "kms_key_id" { default = null }
variable "storage_type" { default = null }
variable "allocated_storage" { default = null }
variable "cluster_scalability_type" { default = null }
variable "iam_database_authentication_enabled" { default = null }
variable "enabled_cloudwatch_logs_exports" { default = [] }
variable "create_cloudwatch_log_group" { default = false }
variable "cloudwatch_log_group_retention_in_days" { default = 7 }
variable "cloudwatch_log_group_kms_key_id" { default = null }
variable "serverlessv2_scaling_configuration" { default = null }
variable "scaling_configuration" { default = null }
variable "enable_http_endpoint" { default = null }

variable "cluster_instance_class" { default = null }
variable "db_cluster_instance_class" { default = null }
variable "instance_class" { default = null }
variable "publicly_accessible" { default = null }
variable "performance_insights_enabled" { default = null }
variable "cluster_performance_insights_enabled" { default = null }
variable "performance_insights_retention_period" { default = null }
variable "cluster_performance_insights_retention_period" { default = null }
variable "monitoring_interval" { default = null }
variable "create_monitoring_role" { default = true }
variable "cluster_monitoring_interval" { default = null }
variable "auto_minor_version_upgrade" { default = null }
variable "instances" {
  default  = {}
  nullable = false
}

variable "autoscaling_enabled" { default = false }
variable "autoscaling_min_capacity" { default = 0 }
variable "autoscaling_max_capacity" { default = 2 }
variable "autoscaling_target_cpu" { default = 70 }
variable "autoscaling_target_connections" { default = 700 }
variable "predefined_metric_type" { default = "RDSReaderAverageCPUUtilization" }

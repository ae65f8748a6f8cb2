variable "create" { default = true }
variable "region" { default = null }
variable "source_db_instance_arn" { default = null }
variable "kms_key_arn" { default = null }
variable "retention_period" { default = 7 }

resource "aws_db_instance_automated_backups_replication" "this" {
  count                  = var.create ? 1 : 0
  region                 = var.region
  source_db_instance_arn = var.source_db_instance_arn
  kms_key_id             = var.kms_key_arn
  retention_period       = var.retention_period
}

output "db_instance_automated_backups_replication_id" { value = try(aws_db_instance_automated_backups_replication.this[0].id, null) }

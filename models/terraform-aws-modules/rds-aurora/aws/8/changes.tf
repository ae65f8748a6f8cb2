# What differs between versions.

variable "engine" { default = null }
variable "master_username" { default = null }
variable "backup_retention_period" { default = 7 }
variable "preferred_backup_window" { default = "02:00-03:00" }
variable "manage_master_user_password" { default = true }
variable "copy_tags_to_snapshot" { default = null }
variable "create_db_subnet_group" { default = false }

locals {
  own_subnet_group = local.create && var.create_db_subnet_group
  master_username  = var.is_primary_cluster ? var.master_username : null
}

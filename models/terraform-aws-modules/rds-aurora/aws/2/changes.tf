# What differs between versions.

variable "engine" { default = "aurora" }
variable "username" { default = "root" }
variable "backup_retention_period" { default = 7 }
variable "preferred_backup_window" { default = "02:00-03:00" }
variable "manage_master_user_password" { default = false }
variable "copy_tags_to_snapshot" { default = null }

# A subnet group is made unless one is named.
locals {
  own_subnet_group = local.create && var.db_subnet_group_name == ""
  master_username  = var.username
}

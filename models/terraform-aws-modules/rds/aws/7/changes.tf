# What differs between versions.

variable "copy_tags_to_snapshot" { default = true }
variable "storage_encrypted" { default = true }
variable "create_db_subnet_group" { default = false }

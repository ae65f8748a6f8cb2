# What differs between versions.

variable "copy_tags_to_snapshot" { default = false }
variable "storage_encrypted" { default = false }
variable "create_db_subnet_group" { default = true }

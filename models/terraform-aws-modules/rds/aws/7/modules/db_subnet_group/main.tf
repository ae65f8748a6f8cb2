variable "create" { default = true }
variable "region" { default = null }
variable "name" { default = "" }
variable "use_name_prefix" { default = true }
variable "subnet_ids" { default = [] }
variable "tags" { default = {} }

resource "aws_db_subnet_group" "this" {
  count       = var.create ? 1 : 0
  region      = var.region
  name        = var.use_name_prefix ? null : var.name
  name_prefix = var.use_name_prefix ? "${var.name}-" : null
  subnet_ids  = var.subnet_ids
  tags        = var.tags
}

output "db_subnet_group_id" { value = try(aws_db_subnet_group.this[0].id, null) }
output "db_subnet_group_arn" { value = try(aws_db_subnet_group.this[0].arn, null) }

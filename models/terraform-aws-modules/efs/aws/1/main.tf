resource "aws_efs_file_system" "this" {
  count          = var.create ? 1 : 0
  region         = var.region
  encrypted      = var.encrypted
  kms_key_id     = var.kms_key_arn
  creation_token = var.creation_token
}

resource "aws_efs_mount_target" "this" {
  for_each        = var.create ? var.mount_targets : {}
  region          = var.region
  file_system_id  = aws_efs_file_system.this[0].id
  subnet_id       = lookup(each.value, "subnet_id", null)
  security_groups = var.create_security_group ? concat([aws_security_group.this[0].id], lookup(each.value, "security_groups", [])) : lookup(each.value, "security_groups", null)
}

resource "aws_security_group" "this" {
  count  = var.create && var.create_security_group ? 1 : 0
  region = var.region
  name   = var.security_group_name == null ? var.name : var.security_group_name
  vpc_id = var.security_group_vpc_id
}

variable "create" { default = true }
variable "region" { default = null }
variable "name" { default = "" }
variable "encrypted" { default = true }
variable "kms_key_arn" { default = null }
variable "creation_token" { default = null }
variable "mount_targets" { default = {} }
variable "create_security_group" { default = true }
variable "security_group_name" { default = null }
variable "security_group_vpc_id" { default = null }

output "id" { value = try(aws_efs_file_system.this[0].id, null) }
output "arn" { value = try(aws_efs_file_system.this[0].arn, null) }
output "dns_name" { value = try(aws_efs_file_system.this[0].dns_name, null) }
output "security_group_id" { value = try(aws_security_group.this[0].id, null) }

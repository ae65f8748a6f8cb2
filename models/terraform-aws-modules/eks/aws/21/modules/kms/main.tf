variable "create" { default = true }
variable "region" { default = null }
variable "enable_key_rotation" { default = true }

resource "aws_kms_key" "this" {
  count               = var.create ? 1 : 0
  region              = var.region
  enable_key_rotation = var.enable_key_rotation
}

output "key_id" { value = try(aws_kms_key.this[0].key_id, null) }
output "key_arn" { value = try(aws_kms_key.this[0].arn, null) }

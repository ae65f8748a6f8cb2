variable "create" { default = true }
variable "create_login_profile" { default = true }
variable "create_access_key" { default = true }
variable "name" { default = "" }
variable "path" { default = null }
variable "policies" { default = {} }
variable "tags" { default = {} }

resource "aws_iam_user" "this" {
  count = var.create ? 1 : 0
  name  = var.name
  path  = var.path
  tags  = var.tags
}

resource "aws_iam_user_policy_attachment" "additional" {
  for_each   = { for key, policy in var.policies : key => policy if var.create }
  user       = aws_iam_user.this[0].name
  policy_arn = each.value
}

resource "aws_iam_user_login_profile" "this" {
  count = var.create && var.create_login_profile ? 1 : 0
  user  = aws_iam_user.this[0].name
}

resource "aws_iam_access_key" "this" {
  count = var.create && var.create_access_key ? 1 : 0
  user  = aws_iam_user.this[0].name
}

output "arn" { value = try(aws_iam_user.this[0].arn, null) }
output "name" { value = try(aws_iam_user.this[0].name, null) }
output "unique_id" { value = try(aws_iam_user.this[0].unique_id, null) }
output "access_key_id" { value = try(aws_iam_access_key.this[0].id, null) }
output "access_key_secret" {
  value     = try(aws_iam_access_key.this[0].secret, null)
  sensitive = true
}

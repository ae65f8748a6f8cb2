variable "create_user" { default = true }
variable "create_iam_user_login_profile" { default = true }
variable "create_iam_access_key" { default = true }
variable "name" { default = "" }
variable "path" { default = "/" }
variable "pgp_key" { default = "" }
variable "policy_arns" { default = [] }
variable "tags" { default = {} }

resource "aws_iam_user" "this" {
  count = var.create_user ? 1 : 0
  name  = var.name
  path  = var.path
  tags  = var.tags
}

resource "aws_iam_user_policy_attachment" "this" {
  for_each   = { for at, policy in var.policy_arns : at => policy if var.create_user }
  user       = aws_iam_user.this[0].name
  policy_arn = each.value
}

resource "aws_iam_user_login_profile" "this" {
  count = var.create_user && var.create_iam_user_login_profile ? 1 : 0
  user  = aws_iam_user.this[0].name
}

# A key has another name when nobody's PGP key hides it.

resource "aws_iam_access_key" "this" {
  count = var.create_user && var.create_iam_access_key && var.pgp_key != "" ? 1 : 0
  user  = aws_iam_user.this[0].name
}

resource "aws_iam_access_key" "this_no_pgp" {
  count = var.create_user && var.create_iam_access_key && var.pgp_key == "" ? 1 : 0
  user  = aws_iam_user.this[0].name
}

output "iam_user_arn" { value = try(aws_iam_user.this[0].arn, null) }
output "iam_user_name" { value = try(aws_iam_user.this[0].name, null) }
output "iam_user_unique_id" { value = try(aws_iam_user.this[0].unique_id, null) }
output "iam_access_key_id" { value = try(aws_iam_access_key.this[0].id, aws_iam_access_key.this_no_pgp[0].id, null) }
output "iam_access_key_secret" {
  value     = try(aws_iam_access_key.this_no_pgp[0].secret, null)
  sensitive = true
}

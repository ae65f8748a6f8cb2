locals {
  made = one(concat(aws_autoscaling_group.this, aws_autoscaling_group.idc))
}

output "launch_template_id" { value = local.template_id }
output "launch_template_arn" { value = try(aws_launch_template.this[0].arn, null) }
output "launch_template_name" { value = try(aws_launch_template.this[0].name, null) }
output "autoscaling_group_id" { value = try(local.made.id, null) }
output "autoscaling_group_name" { value = try(local.made.name, null) }
output "autoscaling_group_arn" { value = try(local.made.arn, null) }
output "autoscaling_group_vpc_zone_identifier" { value = var.vpc_zone_identifier == null ? [] : var.vpc_zone_identifier }
output "iam_role_name" { value = try(aws_iam_role.this[0].name, null) }
output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, null) }

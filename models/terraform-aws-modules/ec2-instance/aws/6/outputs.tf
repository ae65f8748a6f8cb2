locals {
  made = one(concat(aws_instance.this, aws_instance.ignore_ami))
}

output "id" { value = local.spot ? aws_spot_instance_request.this[0].spot_instance_id : try(local.made.id, null) }
output "arn" { value = local.spot ? aws_spot_instance_request.this[0].arn : try(local.made.arn, null) }
output "availability_zone" { value = try(local.made.availability_zone, null) }
output "primary_network_interface_id" { value = try(local.made.primary_network_interface_id, null) }
output "private_dns" { value = try(local.made.private_dns, null) }
output "private_ip" { value = try(local.made.private_ip, null) }
output "public_dns" { value = try(local.made.public_dns, null) }
output "public_ip" { value = try(aws_eip.this[0].public_ip, local.made.public_ip, null) }
output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, null) }
output "iam_role_name" { value = try(aws_iam_role.this[0].name, null) }
output "iam_instance_profile_arn" { value = try(aws_iam_instance_profile.this[0].arn, null) }
output "iam_instance_profile_id" { value = try(aws_iam_instance_profile.this[0].id, null) }
output "security_group_id" { value = try(aws_security_group.this[0].id, null) }
output "security_group_arn" { value = try(aws_security_group.this[0].arn, null) }

output "fargate_profile_id" { value = try(aws_eks_fargate_profile.this[0].id, null) }
output "fargate_profile_arn" { value = try(aws_eks_fargate_profile.this[0].arn, null) }
output "fargate_profile_pod_execution_role_arn" { value = try(aws_eks_fargate_profile.this[0].pod_execution_role_arn, null) }
output "iam_role_name" { value = try(aws_iam_role.this[0].name, null) }
output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, var.iam_role_arn) }

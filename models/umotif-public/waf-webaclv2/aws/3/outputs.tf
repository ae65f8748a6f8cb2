output "web_acl_id" { value = try(aws_wafv2_web_acl.main[0].id, "") }
output "web_acl_arn" { value = try(aws_wafv2_web_acl.main[0].arn, "") }
output "web_acl_name" { value = try(aws_wafv2_web_acl.main[0].name, "") }
output "web_acl_assoc_id" { value = try(aws_wafv2_web_acl_association.main[0].id, "") }
output "web_acl_logging_configuration_id" { value = try(aws_wafv2_web_acl_logging_configuration.main[0].id, "") }

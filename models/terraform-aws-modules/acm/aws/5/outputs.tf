# Up to version 2 names began with `this_`.

output "acm_certificate_arn" { value = try(aws_acm_certificate_validation.this[0].certificate_arn, aws_acm_certificate.this[0].arn, "") }
output "acm_certificate_domain_validation_options" { value = flatten(aws_acm_certificate.this[*].domain_validation_options) }
output "acm_certificate_status" { value = try(aws_acm_certificate.this[0].status, "") }
output "validation_route53_record_fqdns" { value = aws_route53_record.validation[*].fqdn }
output "validation_domains" { value = flatten(aws_acm_certificate.this[*].domain_validation_options) }
output "distinct_domain_names" { value = local.names }
output "this_acm_certificate_arn" { value = try(aws_acm_certificate_validation.this[0].certificate_arn, aws_acm_certificate.this[0].arn, "") }

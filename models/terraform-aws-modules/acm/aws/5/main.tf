locals {
  # A name and its wildcard are validated by one record.
  given_names = distinct([for name in concat([var.domain_name], var.subject_alternative_names) : replace(name, "*.", "")])
  names       = length(var.distinct_domain_names) > 0 ? var.distinct_domain_names : local.given_names

  # Without a certificate of its own, records are made for one that somebody else asked for.
  options = try(tolist(aws_acm_certificate.this[0].domain_validation_options), var.acm_certificate_domain_validation_options)

  by_dns = var.validation_method == "DNS"
  record = var.create_route53_records && (var.create_certificate && var.validate_certificate || var.create_route53_records_only)
}

resource "aws_acm_certificate" "this" {
  count                     = var.create_certificate ? 1 : 0
  region                    = var.region
  domain_name               = var.domain_name
  subject_alternative_names = var.subject_alternative_names
  validation_method         = var.validation_method
  key_algorithm             = var.key_algorithm
  certificate_authority_arn = var.private_authority_arn
  tags                      = var.tags

  options {
    export = var.export
  }
}

resource "aws_route53_record" "validation" {
  count   = local.record && local.by_dns ? length(local.names) : 0
  zone_id = lookup(var.zones, local.names[count.index], var.zone_id)
  name    = local.options[count.index].resource_record_name
  type    = local.options[count.index].resource_record_type
  records = [local.options[count.index].resource_record_value]
  ttl     = 60
}

resource "aws_acm_certificate_validation" "this" {
  count                   = var.create_certificate && var.validation_method != null && var.validate_certificate && var.wait_for_validation ? 1 : 0
  region                  = var.region
  certificate_arn         = aws_acm_certificate.this[0].arn
  validation_record_fqdns = concat(aws_route53_record.validation[*].fqdn, var.validation_record_fqdns)
}

provider "aws" {
  alias  = "edge"
  region = "us-east-1"
}
resource "aws_route53_zone" "shop" {}

module "newest" {
  source                    = "terraform-aws-modules/acm/aws"
  region                    = "us-east-1"
  domain_name               = "shop.example"
  subject_alternative_names = ["*.shop.example", "api.example"]
  validation_method         = "DNS"
  zone_id                   = aws_route53_zone.shop.id
}
#= module.newest.aws_acm_certificate.this[0].region = "us-east-1"
#= module.newest.aws_acm_certificate.this[0].validation_method = "DNS"
#= 2 module.newest.aws_route53_record.validation
#= module.newest.aws_route53_record.validation[1].zone_id -> aws_route53_zone.shop.id
#= module.newest.aws_acm_certificate_validation.this[0].certificate_arn -> module.newest.aws_acm_certificate.this[0].arn

module "unvalidated" {
  source      = "terraform-aws-modules/acm/aws"
  version     = "~> 5.0"
  domain_name = "shop.example"
}
#= module.unvalidated.aws_acm_certificate.this[0].validation_method = null
#= 0 module.unvalidated.aws_route53_record.validation
#= 0 module.unvalidated.aws_acm_certificate_validation.this

module "four" {
  source      = "terraform-aws-modules/acm/aws"
  version     = "~> 4.0"
  domain_name = "shop.example"
  providers   = { aws = aws.edge }
}
#= module.four.aws_acm_certificate.this[0].validation_method = "DNS"
#= 1 module.four.aws_route53_record.validation

# Records in another account, for a certificate that the first call asks for.
module "asked" {
  source                 = "terraform-aws-modules/acm/aws"
  domain_name            = "shop.example"
  validation_method      = "DNS"
  create_route53_records = false
}
module "records" {
  source                                    = "terraform-aws-modules/acm/aws"
  create_certificate                        = false
  create_route53_records_only               = true
  validation_method                         = "DNS"
  zone_id                                   = aws_route53_zone.shop.id
  distinct_domain_names                     = module.asked.distinct_domain_names
  acm_certificate_domain_validation_options = module.asked.acm_certificate_domain_validation_options
}
#= 0 module.asked.aws_route53_record.validation
#= 1 module.records.aws_route53_record.validation
#= module.newest.aws_route53_record.validation[0].name -> module.newest.aws_acm_certificate.this[0].domain_validation_options[0].resource_record_name

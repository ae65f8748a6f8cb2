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

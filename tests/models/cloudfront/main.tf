resource "aws_s3_bucket" "ui" {}
resource "aws_wafv2_web_acl" "edge" {}
resource "aws_acm_certificate" "ui" {}
resource "aws_lb" "api" {}

module "newest" {
  source     = "terraform-aws-modules/cloudfront/aws"
  aliases    = ["shop.example"]
  web_acl_id = aws_wafv2_web_acl.edge.arn
  origin = {
    ui = {
      domain_name               = aws_s3_bucket.ui.bucket_regional_domain_name
      origin_access_control_key = "s3"
    }
    api = {
      domain_name       = aws_lb.api.dns_name
      vpc_origin_config = { vpc_origin_key = "api" }
    }
  }
  vpc_origin = {
    api = {
      arn                    = aws_lb.api.arn
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
    }
  }
  default_cache_behavior = {
    target_origin_id  = "ui"
    cache_policy_name = "Managed-CachingOptimized"
  }
  ordered_cache_behavior = [{ path_pattern = "/api/*", target_origin_id = "api", viewer_protocol_policy = "redirect-to-https" }]
  viewer_certificate     = { acm_certificate_arn = aws_acm_certificate.ui.arn, ssl_support_method = "sni-only" }
}
#= module.newest.aws_cloudfront_distribution.this[0].web_acl_id -> aws_wafv2_web_acl.edge.arn
#= module.newest.aws_cloudfront_distribution.this[0].origin[0].vpc_origin_config[0].vpc_origin_id -> module.newest.aws_cloudfront_vpc_origin.this["api"].id
#= module.newest.aws_cloudfront_distribution.this[0].origin[1].origin_id = "ui"
#= module.newest.aws_cloudfront_distribution.this[0].origin[1].domain_name -> aws_s3_bucket.ui.bucket_regional_domain_name
#= module.newest.aws_cloudfront_distribution.this[0].origin[1].origin_access_control_id -> module.newest.aws_cloudfront_origin_access_control.this["s3"].id
#= module.newest.aws_cloudfront_distribution.this[0].default_cache_behavior[0].compress = true
#= module.newest.aws_cloudfront_distribution.this[0].default_cache_behavior[0].viewer_protocol_policy = "https-only"
#= module.newest.aws_cloudfront_distribution.this[0].default_cache_behavior[0].cache_policy_id -> module.newest.data.aws_cloudfront_cache_policy.this["Managed-CachingOptimized"].id
#= module.newest.aws_cloudfront_distribution.this[0].ordered_cache_behavior[0].path_pattern = "/api/*"
#= module.newest.aws_cloudfront_distribution.this[0].viewer_certificate[0].minimum_protocol_version = "TLSv1.2_2025"
#= module.newest.aws_cloudfront_distribution.this[0].viewer_certificate[0].acm_certificate_arn -> aws_acm_certificate.ui.arn
#= module.newest.aws_cloudfront_vpc_origin.this["api"].vpc_origin_endpoint_config[0].arn -> aws_lb.api.arn

module "five" {
  source                       = "terraform-aws-modules/cloudfront/aws"
  version                      = "~> 5.0"
  create_origin_access_control = true
  origin_access_control = {
    ui = { origin_type = "s3", signing_behavior = "always", signing_protocol = "sigv4", description = "" }
  }
  origin = {
    ui = {
      domain_name           = aws_s3_bucket.ui.bucket_regional_domain_name
      origin_access_control = "ui"
    }
  }
  default_cache_behavior = {
    target_origin_id       = "ui"
    viewer_protocol_policy = "allow-all"
  }
}
#= module.five.aws_cloudfront_distribution.this[0].web_acl_id = null
#= module.five.aws_cloudfront_distribution.this[0].origin[0].origin_access_control_id -> module.five.aws_cloudfront_origin_access_control.this["ui"].id
#= module.five.aws_cloudfront_distribution.this[0].default_cache_behavior[0].viewer_protocol_policy = "allow-all"
#= module.five.aws_cloudfront_distribution.this[0].viewer_certificate[0].minimum_protocol_version = "TLSv1"

module "without_control" {
  source  = "terraform-aws-modules/cloudfront/aws"
  version = "3.4.1"
}
#= 0 module.without_control.aws_cloudfront_origin_access_control.this

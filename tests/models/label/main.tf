module "label" {
  source     = "cloudposse/label/null"
  version    = "0.25.0"
  namespace  = "eg"
  stage      = "Prod"
  name       = "shop api"
  context    = { label_order = [], enabled = true }
  attributes = ["blue"]
  tags       = { Team = "shop" }
}

module "inner" {
  source  = "cloudposse/label/null"
  version = "0.25.0"
  name    = "cache"
  context = module.label.context
}

module "off" {
  source  = "cloudposse/label/null"
  version = "0.25.0"
  enabled = false
  name    = "cache"
}

resource "aws_s3_bucket" "a" {
  count  = module.inner.enabled ? 1 : 0
  bucket = module.inner.id
  tags   = module.inner.tags
}
#= 1 aws_s3_bucket.a
#= aws_s3_bucket.a[0].bucket = "eg-prod-cache-blue"
#= aws_s3_bucket.a[0].tags.Team = "shop"
#= aws_s3_bucket.a[0].tags.Name = "eg-prod-cache-blue"

resource "aws_s3_bucket" "none" {
  count = module.off.enabled ? 1 : 0
}
#= 0 aws_s3_bucket.none

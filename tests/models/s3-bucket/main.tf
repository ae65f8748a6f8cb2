resource "aws_iam_role" "replication" {}

module "replica" {
  source     = "terraform-aws-modules/s3-bucket/aws"
  region     = "eu-central-1"
  bucket     = "ui-replica"
  versioning = { status = true }
}
#= module.replica.aws_s3_bucket.this[0].region = "eu-central-1"
#= module.replica.aws_s3_bucket_versioning.this[0].versioning_configuration[0].status = "Enabled"

module "ui" {
  source        = "terraform-aws-modules/s3-bucket/aws"
  version       = "~> 5.0"
  bucket        = "ui"
  attach_policy = true
  policy        = "{\"Statement\":[]}"
  versioning    = { enabled = true }
  website       = { index_document = "index.html" }
  replication_configuration = {
    role = aws_iam_role.replication.arn
    rules = [{
      id                        = "all"
      status                    = true
      delete_marker_replication = false
      destination               = { bucket = module.replica.s3_bucket_arn }
    }]
  }
  lifecycle_rule = [{ id = "old", enabled = true, noncurrent_version_expiration = { days = 30 } }]
}
#= module.ui.aws_s3_bucket_public_access_block.this[0].block_public_policy = true
#= module.ui.aws_s3_bucket_public_access_block.this[0].restrict_public_buckets = true
#= module.ui.aws_s3_bucket_public_access_block.this[0].bucket -> module.ui.aws_s3_bucket.this[0].id
#= module.ui.aws_s3_bucket_versioning.this[0].versioning_configuration[0].status = "Enabled"
#= module.ui.aws_s3_bucket_policy.this[0].policy = "{\"Statement\":[]}"
#= module.ui.aws_s3_bucket_website_configuration.this[0].index_document[0].suffix = "index.html"
#= module.ui.aws_s3_bucket_replication_configuration.this[0].rule[0].status = "Enabled"
#= module.ui.aws_s3_bucket_replication_configuration.this[0].rule[0].delete_marker_replication[0].status = "Disabled"
#= module.ui.aws_s3_bucket_replication_configuration.this[0].rule[0].destination[0].bucket -> module.replica.aws_s3_bucket.this[0].arn
#= module.ui.aws_s3_bucket_lifecycle_configuration.this[0].rule[0].noncurrent_version_expiration[0].noncurrent_days = 30
#= 0 module.ui.aws_s3_bucket_acl.this

module "logs" {
  source  = "terraform-aws-modules/s3-bucket/aws"
  version = "~> 4.0"

  attach_lb_log_delivery_policy         = true
  attach_deny_insecure_transport_policy = true
  attach_public_policy                  = false
  versioning                            = { enabled = false }
}
#= module.logs.aws_s3_bucket_versioning.this[0].versioning_configuration[0].status = "Suspended"
#= module.logs.aws_s3_bucket_policy.this[0].policy -> module.logs.data.aws_iam_policy_document.combined[0].json
#= 0 module.logs.aws_s3_bucket_public_access_block.this

module "two" {
  source  = "terraform-aws-modules/s3-bucket/aws"
  version = "2.15.0"
}
#= module.two.aws_s3_bucket_public_access_block.this[0].block_public_policy = false
#= module.two.aws_s3_bucket_public_access_block.this[0].restrict_public_buckets = false
#= module.two.aws_s3_bucket_acl.this[0].acl = "private"
#= 0 module.two.aws_s3_bucket_versioning.this

module "page" {
  source = "terraform-aws-modules/s3-bucket/aws//modules/object"
  bucket = "ui"
  key    = "index.html"
}
#= module.page.aws_s3_object.this[0].key = "index.html"

module "told" {
  source  = "terraform-aws-modules/s3-bucket/aws//modules/notification"
  version = "2.15.0"
  bucket  = "ui"
}
#= module.told.aws_s3_bucket_notification.this[0].bucket = "ui"

# Up to version 2 `status` is passed over.
module "stated" {
  source     = "terraform-aws-modules/s3-bucket/aws"
  version    = "~> 2.0"
  versioning = { status = true }
}
#= module.stated.aws_s3_bucket_versioning.this[0].versioning_configuration[0].status = "Suspended"

module "account" {
  source              = "terraform-aws-modules/s3-bucket/aws//modules/account-public-access"
  block_public_policy = true
}
#= module.account.aws_s3_account_public_access_block.this[0].block_public_policy = true

# The policy is that of the call, with the statements that flags add: denials to all, and leave for
# services to deliver logs.

locals {
  denials = [
    var.attach_deny_insecure_transport_policy,
    var.attach_require_latest_tls_policy,
    var.attach_deny_unencrypted_object_uploads,
    var.attach_deny_ssec_encrypted_object_uploads,
    var.attach_deny_incorrect_kms_key_sse,
    var.attach_deny_incorrect_encryption_headers,
  ]
  deliveries = {
    "delivery.logs.amazonaws.com"                    = var.attach_lb_log_delivery_policy || var.attach_waf_log_delivery_policy
    "logdelivery.elasticloadbalancing.amazonaws.com" = var.attach_elb_log_delivery_policy
    "logging.s3.amazonaws.com"                       = var.attach_access_log_delivery_policy
    "cloudtrail.amazonaws.com"                       = var.attach_cloudtrail_log_delivery_policy
    "s3.amazonaws.com"                               = var.attach_inventory_destination_policy || var.attach_analytics_destination_policy
  }
  added  = anytrue(local.denials) || anytrue(values(local.deliveries))
  attach = var.attach_policy || local.added
}

data "aws_iam_policy_document" "combined" {
  count                   = local.create && local.added ? 1 : 0
  source_policy_documents = var.attach_policy ? [var.policy] : []

  dynamic "statement" {
    for_each = var.attach_deny_insecure_transport_policy ? [1] : []
    content {
      sid       = "denyInsecureTransport"
      effect    = "Deny"
      actions   = ["s3:*"]
      resources = [aws_s3_bucket.this[0].arn, "${aws_s3_bucket.this[0].arn}/*"]

      principals {
        type        = "*"
        identifiers = ["*"]
      }
      condition {
        test     = "Bool"
        variable = "aws:SecureTransport"
        values   = ["false"]
      }
    }
  }

  dynamic "statement" {
    for_each = var.attach_require_latest_tls_policy ? [1] : []
    content {
      sid       = "denyOutdatedTLS"
      effect    = "Deny"
      actions   = ["s3:*"]
      resources = [aws_s3_bucket.this[0].arn, "${aws_s3_bucket.this[0].arn}/*"]

      principals {
        type        = "*"
        identifiers = ["*"]
      }
      condition {
        test     = "NumericLessThan"
        variable = "s3:TlsVersion"
        values   = ["1.2"]
      }
    }
  }

  dynamic "statement" {
    for_each = { for service, wanted in local.deliveries : service => wanted if wanted }
    content {
      actions   = ["s3:PutObject"]
      resources = ["${aws_s3_bucket.this[0].arn}/*"]

      principals {
        type        = "Service"
        identifiers = [statement.key]
      }
    }
  }
}

resource "aws_s3_bucket_policy" "this" {
  count  = local.create && local.attach ? 1 : 0
  region = var.region
  bucket = aws_s3_bucket.this[0].id
  policy = local.added ? data.aws_iam_policy_document.combined[0].json : var.policy
}

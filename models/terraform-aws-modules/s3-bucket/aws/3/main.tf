locals {
  create = var.create_bucket && !var.is_directory_bucket
  acl    = try(coalesce(var.acl), "null")
}

resource "aws_s3_bucket" "this" {
  count               = local.create ? 1 : 0
  region              = var.region
  bucket              = var.bucket
  bucket_prefix       = var.bucket_prefix
  force_destroy       = var.force_destroy
  object_lock_enabled = var.object_lock_enabled
  tags                = var.tags
}

resource "aws_s3_directory_bucket" "this" {
  count  = var.create_bucket && var.is_directory_bucket ? 1 : 0
  region = var.region
  bucket = "${var.bucket}--${var.availability_zone_id}--x-s3"

  location {
    name = var.availability_zone_id
  }
}

resource "aws_s3_bucket_versioning" "this" {
  count  = local.create && length(var.versioning) > 0 ? 1 : 0
  region = var.region
  bucket = aws_s3_bucket.this[0].id

  versioning_configuration {
    status     = local.versioning
    mfa_delete = try(tobool(var.versioning.mfa_delete) ? "Enabled" : "Disabled", title(lower(var.versioning.mfa_delete)), null)
  }
}

resource "aws_s3_bucket_public_access_block" "this" {
  count                   = local.create && var.attach_public_policy ? 1 : 0
  region                  = var.region
  bucket                  = aws_s3_bucket.this[0].id
  block_public_acls       = var.block_public_acls
  block_public_policy     = var.block_public_policy
  ignore_public_acls      = var.ignore_public_acls
  restrict_public_buckets = var.restrict_public_buckets
}

resource "aws_s3_bucket_ownership_controls" "this" {
  count  = local.create && var.control_object_ownership ? 1 : 0
  region = var.region
  bucket = aws_s3_bucket.this[0].id

  rule {
    object_ownership = var.object_ownership
  }
}

resource "aws_s3_bucket_acl" "this" {
  count  = local.create && (local.acl != "null" || length(var.grant) > 0) ? 1 : 0
  region = var.region
  bucket = aws_s3_bucket.this[0].id
  acl    = local.acl == "null" ? null : var.acl

  dynamic "access_control_policy" {
    for_each = length(var.grant) > 0 ? [1] : []
    content {
      dynamic "grant" {
        for_each = var.grant
        content {
          permission = grant.value.permission

          grantee {
            type = grant.value.type
            id   = lookup(grant.value, "id", null)
            uri  = lookup(grant.value, "uri", null)
          }
        }
      }
    }
  }
}

resource "aws_s3_bucket_website_configuration" "this" {
  count  = local.create && length(var.website) > 0 ? 1 : 0
  region = var.region
  bucket = aws_s3_bucket.this[0].id

  dynamic "index_document" {
    for_each = lookup(var.website, "index_document", null) == null ? [] : [var.website.index_document]
    content {
      suffix = index_document.value
    }
  }

  dynamic "error_document" {
    for_each = lookup(var.website, "error_document", null) == null ? [] : [var.website.error_document]
    content {
      key = error_document.value
    }
  }

  dynamic "redirect_all_requests_to" {
    for_each = lookup(var.website, "redirect_all_requests_to", null) == null ? [] : [var.website.redirect_all_requests_to]
    content {
      host_name = redirect_all_requests_to.value.host_name
      protocol  = lookup(redirect_all_requests_to.value, "protocol", null)
    }
  }
}

resource "aws_s3_bucket_logging" "this" {
  count         = local.create && length(var.logging) > 0 ? 1 : 0
  region        = var.region
  bucket        = aws_s3_bucket.this[0].id
  target_bucket = lookup(var.logging, "target_bucket", null)
  target_prefix = lookup(var.logging, "target_prefix", null)
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  count  = local.create && length(var.server_side_encryption_configuration) > 0 ? 1 : 0
  region = var.region
  bucket = aws_s3_bucket.this[0].id

  dynamic "rule" {
    for_each = flatten([lookup(var.server_side_encryption_configuration, "rule", [])])
    content {
      bucket_key_enabled = lookup(rule.value, "bucket_key_enabled", null)

      dynamic "apply_server_side_encryption_by_default" {
        for_each = flatten([lookup(rule.value, "apply_server_side_encryption_by_default", [])])
        content {
          sse_algorithm     = lookup(apply_server_side_encryption_by_default.value, "sse_algorithm", null)
          kms_master_key_id = lookup(apply_server_side_encryption_by_default.value, "kms_master_key_id", null)
        }
      }
    }
  }
}

resource "aws_s3_bucket_replication_configuration" "this" {
  count  = local.create && length(var.replication_configuration) > 0 ? 1 : 0
  region = var.region
  bucket = aws_s3_bucket.this[0].id
  role   = lookup(var.replication_configuration, "role", null)

  dynamic "rule" {
    for_each = flatten([lookup(var.replication_configuration, "rule", []), lookup(var.replication_configuration, "rules", [])])
    content {
      id       = lookup(rule.value, "id", null)
      priority = lookup(rule.value, "priority", null)
      status   = contains(["true", "enabled"], lower(lookup(rule.value, "status", "Enabled"))) ? "Enabled" : "Disabled"

      dynamic "filter" {
        for_each = flatten([lookup(rule.value, "filter", [])])
        content {
          prefix = lookup(filter.value, "prefix", null)
        }
      }

      dynamic "delete_marker_replication" {
        for_each = flatten([lookup(rule.value, "delete_marker_replication_status", []), lookup(rule.value, "delete_marker_replication", [])])
        content {
          status = contains(["true", "enabled"], lower(delete_marker_replication.value)) ? "Enabled" : "Disabled"
        }
      }

      dynamic "destination" {
        for_each = flatten([lookup(rule.value, "destination", [])])
        content {
          bucket        = destination.value.bucket
          storage_class = lookup(destination.value, "storage_class", null)
          account       = lookup(destination.value, "account_id", lookup(destination.value, "account", null))
        }
      }
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  count  = local.create && length(var.lifecycle_rule) > 0 ? 1 : 0
  region = var.region
  bucket = aws_s3_bucket.this[0].id

  dynamic "rule" {
    for_each = var.lifecycle_rule
    content {
      id     = lookup(rule.value, "id", null)
      status = contains(["true", "enabled"], lower(lookup(rule.value, "enabled", lookup(rule.value, "status", false)))) ? "Enabled" : "Disabled"

      dynamic "filter" {
        for_each = flatten([lookup(rule.value, "filter", {})])
        content {
          prefix = lookup(filter.value, "prefix", null)
        }
      }

      dynamic "expiration" {
        for_each = flatten([lookup(rule.value, "expiration", [])])
        content {
          days                         = lookup(expiration.value, "days", null)
          expired_object_delete_marker = lookup(expiration.value, "expired_object_delete_marker", null)
        }
      }

      dynamic "transition" {
        for_each = flatten([lookup(rule.value, "transition", [])])
        content {
          days          = lookup(transition.value, "days", null)
          storage_class = transition.value.storage_class
        }
      }

      dynamic "noncurrent_version_expiration" {
        for_each = flatten([lookup(rule.value, "noncurrent_version_expiration", [])])
        content {
          noncurrent_days = lookup(noncurrent_version_expiration.value, "days", lookup(noncurrent_version_expiration.value, "noncurrent_days", null))
        }
      }
    }
  }
}

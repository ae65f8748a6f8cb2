resource "aws_cloudfront_distribution" "this" {
  count               = var.create_distribution ? 1 : 0
  aliases             = var.aliases
  comment             = var.comment
  default_root_object = var.default_root_object
  enabled             = var.enabled
  http_version        = var.http_version
  is_ipv6_enabled     = var.is_ipv6_enabled
  price_class         = var.price_class
  staging             = var.staging
  web_acl_id          = var.web_acl_id
  tags                = var.tags

  continuous_deployment_policy_id = var.continuous_deployment_policy_id

  dynamic "origin" {
    for_each = var.origin
    content {
      domain_name              = origin.value.domain_name
      origin_id                = lookup(origin.value, "origin_id", origin.key)
      origin_path              = lookup(origin.value, "origin_path", null)
      origin_access_control_id = lookup(origin.value, "origin_access_control_id", try(aws_cloudfront_origin_access_control.this[origin.value.origin_access_control].id, null))

      dynamic "s3_origin_config" {
        for_each = length(merge(lookup(origin.value, "s3_origin_config", {}), {})) > 0 ? [origin.value.s3_origin_config] : []
        content {
          origin_access_identity = lookup(s3_origin_config.value, "cloudfront_access_identity_path", try(aws_cloudfront_origin_access_identity.this[s3_origin_config.value.origin_access_identity].cloudfront_access_identity_path, null))
        }
      }

      dynamic "custom_origin_config" {
        for_each = length(merge(lookup(origin.value, "custom_origin_config", {}), {})) > 0 ? [origin.value.custom_origin_config] : []
        content {
          http_port              = custom_origin_config.value.http_port
          https_port             = custom_origin_config.value.https_port
          origin_protocol_policy = custom_origin_config.value.origin_protocol_policy
          origin_ssl_protocols   = lookup(custom_origin_config.value, "origin_ssl_protocols", null)
        }
      }

      dynamic "vpc_origin_config" {
        for_each = length(merge(lookup(origin.value, "vpc_origin_config", {}), {})) > 0 ? [origin.value.vpc_origin_config] : []
        content {
          vpc_origin_id = lookup(vpc_origin_config.value, "vpc_origin_id", try(aws_cloudfront_vpc_origin.this[vpc_origin_config.value.vpc_origin].id, null))
        }
      }

      dynamic "custom_header" {
        for_each = lookup(origin.value, "custom_header", [])
        content {
          name  = custom_header.value.name
          value = custom_header.value.value
        }
      }

      dynamic "origin_shield" {
        for_each = length(merge(lookup(origin.value, "origin_shield", {}), {})) > 0 ? [origin.value.origin_shield] : []
        content {
          enabled              = origin_shield.value.enabled
          origin_shield_region = lookup(origin_shield.value, "origin_shield_region", null)
        }
      }
    }
  }

  dynamic "origin_group" {
    for_each = var.origin_group
    content {
      origin_id = lookup(origin_group.value, "origin_id", origin_group.key)

      failover_criteria {
        status_codes = origin_group.value.failover_status_codes
      }

      member {
        origin_id = origin_group.value.primary_member_origin_id
      }

      member {
        origin_id = origin_group.value.secondary_member_origin_id
      }
    }
  }

  dynamic "default_cache_behavior" {
    for_each = var.default_cache_behavior == null ? [] : [var.default_cache_behavior]
    content {
      target_origin_id           = default_cache_behavior.value.target_origin_id
      viewer_protocol_policy     = default_cache_behavior.value.viewer_protocol_policy
      allowed_methods            = lookup(default_cache_behavior.value, "allowed_methods", ["GET", "HEAD", "OPTIONS"])
      cached_methods             = lookup(default_cache_behavior.value, "cached_methods", ["GET", "HEAD"])
      compress                   = lookup(default_cache_behavior.value, "compress", null)
      cache_policy_id            = try(default_cache_behavior.value.cache_policy_id, data.aws_cloudfront_cache_policy.this[default_cache_behavior.value.cache_policy_name].id, null)
      origin_request_policy_id   = try(default_cache_behavior.value.origin_request_policy_id, data.aws_cloudfront_origin_request_policy.this[default_cache_behavior.value.origin_request_policy_name].id, null)
      response_headers_policy_id = try(default_cache_behavior.value.response_headers_policy_id, data.aws_cloudfront_response_headers_policy.this[default_cache_behavior.value.response_headers_policy_name].id, null)
      min_ttl                    = lookup(default_cache_behavior.value, "min_ttl", null)
      default_ttl                = lookup(default_cache_behavior.value, "default_ttl", null)
      max_ttl                    = lookup(default_cache_behavior.value, "max_ttl", null)
      trusted_key_groups         = lookup(default_cache_behavior.value, "trusted_key_groups", null)

      dynamic "forwarded_values" {
        for_each = lookup(default_cache_behavior.value, "use_forwarded_values", true) ? [1] : []
        content {
          query_string = lookup(default_cache_behavior.value, "query_string", false)
          headers      = lookup(default_cache_behavior.value, "headers", [])

          cookies {
            forward = lookup(default_cache_behavior.value, "cookies_forward", "none")
          }
        }
      }
    }
  }

  dynamic "ordered_cache_behavior" {
    for_each = var.ordered_cache_behavior
    content {
      path_pattern               = ordered_cache_behavior.value.path_pattern
      target_origin_id           = ordered_cache_behavior.value.target_origin_id
      viewer_protocol_policy     = ordered_cache_behavior.value.viewer_protocol_policy
      allowed_methods            = lookup(ordered_cache_behavior.value, "allowed_methods", ["GET", "HEAD", "OPTIONS"])
      cached_methods             = lookup(ordered_cache_behavior.value, "cached_methods", ["GET", "HEAD"])
      compress                   = lookup(ordered_cache_behavior.value, "compress", null)
      cache_policy_id            = try(ordered_cache_behavior.value.cache_policy_id, data.aws_cloudfront_cache_policy.this[ordered_cache_behavior.value.cache_policy_name].id, null)
      origin_request_policy_id   = try(ordered_cache_behavior.value.origin_request_policy_id, data.aws_cloudfront_origin_request_policy.this[ordered_cache_behavior.value.origin_request_policy_name].id, null)
      response_headers_policy_id = try(ordered_cache_behavior.value.response_headers_policy_id, data.aws_cloudfront_response_headers_policy.this[ordered_cache_behavior.value.response_headers_policy_name].id, null)
      min_ttl                    = lookup(ordered_cache_behavior.value, "min_ttl", null)
      default_ttl                = lookup(ordered_cache_behavior.value, "default_ttl", null)
      max_ttl                    = lookup(ordered_cache_behavior.value, "max_ttl", null)
      trusted_key_groups         = lookup(ordered_cache_behavior.value, "trusted_key_groups", null)

      dynamic "forwarded_values" {
        for_each = lookup(ordered_cache_behavior.value, "use_forwarded_values", true) ? [1] : []
        content {
          query_string = lookup(ordered_cache_behavior.value, "query_string", false)
          headers      = lookup(ordered_cache_behavior.value, "headers", [])

          cookies {
            forward = lookup(ordered_cache_behavior.value, "cookies_forward", "none")
          }
        }
      }
    }
  }

  viewer_certificate {
    acm_certificate_arn            = lookup(var.viewer_certificate, "acm_certificate_arn", null)
    iam_certificate_id             = lookup(var.viewer_certificate, "iam_certificate_id", null)
    cloudfront_default_certificate = lookup(var.viewer_certificate, "cloudfront_default_certificate", null)
    minimum_protocol_version       = lookup(var.viewer_certificate, "minimum_protocol_version", "TLSv1")
    ssl_support_method             = lookup(var.viewer_certificate, "ssl_support_method", null)
  }

  dynamic "logging_config" {
    for_each = length(var.logging_config) > 0 ? [var.logging_config] : []
    content {
      bucket = lookup(logging_config.value, "bucket", null)
      prefix = lookup(logging_config.value, "prefix", null)
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = lookup(var.geo_restriction, "restriction_type", "none")
      locations        = lookup(var.geo_restriction, "locations", null)
    }
  }
}

resource "aws_cloudfront_origin_access_control" "this" {
  for_each                          = { for key, control in var.origin_access_control : key => control if var.create_origin_access_control }
  name                              = try(coalesce(lookup(each.value, "name", null), each.key), null)
  origin_access_control_origin_type = each.value.origin_type
  signing_behavior                  = each.value.signing_behavior
  signing_protocol                  = each.value.signing_protocol
}

resource "aws_cloudfront_vpc_origin" "this" {
  for_each = { for key, origin in var.vpc_origin : key => origin if var.create_vpc_origin }

  vpc_origin_endpoint_config {
    name                   = try(coalesce(lookup(each.value, "name", null), each.key), null)
    arn                    = each.value.arn
    http_port              = each.value.http_port
    https_port             = each.value.https_port
    origin_protocol_policy = each.value.origin_protocol_policy
  }
}

locals {
  behaviors = concat([for behavior in [var.default_cache_behavior] : behavior if behavior != null], [for behavior in var.ordered_cache_behavior : behavior])
}

data "aws_cloudfront_cache_policy" "this" {
  for_each = toset([for behavior in local.behaviors : behavior.cache_policy_name if lookup(behavior, "cache_policy_name", null) != null])
  name     = each.key
}

resource "aws_cloudfront_origin_access_identity" "this" {
  for_each = { for key, comment in var.origin_access_identities : key => comment if var.create_origin_access_identity }
  comment  = each.value
}

data "aws_cloudfront_origin_request_policy" "this" {
  for_each = toset([for behavior in local.behaviors : behavior.origin_request_policy_name if lookup(behavior, "origin_request_policy_name", null) != null])
  name     = each.key
}

data "aws_cloudfront_response_headers_policy" "this" {
  for_each = toset([for behavior in local.behaviors : behavior.response_headers_policy_name if lookup(behavior, "response_headers_policy_name", null) != null])
  name     = each.key
}

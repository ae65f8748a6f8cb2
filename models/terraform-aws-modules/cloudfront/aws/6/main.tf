resource "aws_cloudfront_distribution" "this" {
  count               = var.create ? 1 : 0
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
      origin_id                = try(coalesce(lookup(origin.value, "origin_id", null), origin.key), null)
      origin_path              = lookup(origin.value, "origin_path", null)
      origin_access_control_id = try(coalesce(lookup(origin.value, "origin_access_control_id", null), try(aws_cloudfront_origin_access_control.this[origin.value.origin_access_control_key].id, null)), null)

      dynamic "custom_origin_config" {
        for_each = length(merge(lookup(origin.value, "custom_origin_config", {}), {})) > 0 ? [origin.value.custom_origin_config] : []
        content {
          http_port              = custom_origin_config.value.http_port
          https_port             = custom_origin_config.value.https_port
          origin_protocol_policy = custom_origin_config.value.origin_protocol_policy
          origin_ssl_protocols   = lookup(custom_origin_config.value, "origin_ssl_protocols", ["TLSv1.2"])
        }
      }

      dynamic "vpc_origin_config" {
        for_each = length(merge(lookup(origin.value, "vpc_origin_config", {}), {})) > 0 ? [origin.value.vpc_origin_config] : []
        content {
          vpc_origin_id = try(coalesce(lookup(vpc_origin_config.value, "vpc_origin_id", null), try(aws_cloudfront_vpc_origin.this[vpc_origin_config.value.vpc_origin_key].id, null)), null)
        }
      }

      dynamic "custom_header" {
        for_each = merge(lookup(origin.value, "custom_header", {}), {})
        content {
          name  = custom_header.key
          value = custom_header.value
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
      origin_id = try(coalesce(lookup(origin_group.value, "origin_id", null), origin_group.key), null)

      failover_criteria {
        status_codes = origin_group.value.failover_criteria.status_codes
      }

      dynamic "member" {
        for_each = origin_group.value.member
        content {
          origin_id = member.value.origin_id
        }
      }
    }
  }

  dynamic "default_cache_behavior" {
    for_each = var.default_cache_behavior == null ? [] : [var.default_cache_behavior]
    content {
      target_origin_id           = default_cache_behavior.value.target_origin_id
      viewer_protocol_policy     = lookup(default_cache_behavior.value, "viewer_protocol_policy", "https-only")
      allowed_methods            = lookup(default_cache_behavior.value, "allowed_methods", ["GET", "HEAD", "OPTIONS"])
      cached_methods             = lookup(default_cache_behavior.value, "cached_methods", ["GET", "HEAD"])
      compress                   = lookup(default_cache_behavior.value, "compress", true)
      cache_policy_id            = try(coalesce(lookup(default_cache_behavior.value, "cache_policy_id", null), try(aws_cloudfront_cache_policy.this[lookup(default_cache_behavior.value, "cache_policy_key", null)].id, data.aws_cloudfront_cache_policy.this[lookup(default_cache_behavior.value, "cache_policy_name", null)].id, null)), null)
      origin_request_policy_id   = lookup(default_cache_behavior.value, "origin_request_policy_id", null)
      response_headers_policy_id = lookup(default_cache_behavior.value, "response_headers_policy_id", null)
      min_ttl                    = lookup(default_cache_behavior.value, "min_ttl", null)
      default_ttl                = lookup(default_cache_behavior.value, "default_ttl", null)
      max_ttl                    = lookup(default_cache_behavior.value, "max_ttl", null)
      trusted_key_groups         = lookup(default_cache_behavior.value, "trusted_key_groups", null)

      dynamic "forwarded_values" {
        for_each = alltrue([for key in ["cache_policy_id", "cache_policy_key", "cache_policy_name"] : lookup(default_cache_behavior.value, key, null) == null]) ? [lookup(default_cache_behavior.value, "forwarded_values", {})] : []
        content {
          query_string = lookup(forwarded_values.value, "query_string", false)
          headers      = lookup(forwarded_values.value, "headers", null)

          cookies {
            forward = try(forwarded_values.value.cookies.forward, "none")
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
      viewer_protocol_policy     = lookup(ordered_cache_behavior.value, "viewer_protocol_policy", "https-only")
      allowed_methods            = lookup(ordered_cache_behavior.value, "allowed_methods", ["GET", "HEAD", "OPTIONS"])
      cached_methods             = lookup(ordered_cache_behavior.value, "cached_methods", ["GET", "HEAD"])
      compress                   = lookup(ordered_cache_behavior.value, "compress", true)
      cache_policy_id            = try(coalesce(lookup(ordered_cache_behavior.value, "cache_policy_id", null), try(aws_cloudfront_cache_policy.this[lookup(ordered_cache_behavior.value, "cache_policy_key", null)].id, data.aws_cloudfront_cache_policy.this[lookup(ordered_cache_behavior.value, "cache_policy_name", null)].id, null)), null)
      origin_request_policy_id   = lookup(ordered_cache_behavior.value, "origin_request_policy_id", null)
      response_headers_policy_id = lookup(ordered_cache_behavior.value, "response_headers_policy_id", null)
      min_ttl                    = lookup(ordered_cache_behavior.value, "min_ttl", null)
      default_ttl                = lookup(ordered_cache_behavior.value, "default_ttl", null)
      max_ttl                    = lookup(ordered_cache_behavior.value, "max_ttl", null)
      trusted_key_groups         = lookup(ordered_cache_behavior.value, "trusted_key_groups", null)

      dynamic "forwarded_values" {
        for_each = alltrue([for key in ["cache_policy_id", "cache_policy_key", "cache_policy_name"] : lookup(ordered_cache_behavior.value, key, null) == null]) ? [lookup(ordered_cache_behavior.value, "forwarded_values", {})] : []
        content {
          query_string = lookup(forwarded_values.value, "query_string", false)
          headers      = lookup(forwarded_values.value, "headers", null)

          cookies {
            forward = try(forwarded_values.value.cookies.forward, "none")
          }
        }
      }
    }
  }

  viewer_certificate {
    acm_certificate_arn            = lookup(var.viewer_certificate, "acm_certificate_arn", null)
    iam_certificate_id             = lookup(var.viewer_certificate, "iam_certificate_id", null)
    cloudfront_default_certificate = lookup(var.viewer_certificate, "cloudfront_default_certificate", null)
    minimum_protocol_version       = lookup(var.viewer_certificate, "minimum_protocol_version", "TLSv1.2_2025")
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
      restriction_type = lookup(lookup(var.restrictions, "geo_restriction", {}), "restriction_type", "none")
      locations        = lookup(lookup(var.restrictions, "geo_restriction", {}), "locations", null)
    }
  }
}

resource "aws_cloudfront_origin_access_control" "this" {
  for_each                          = { for key, control in var.origin_access_control : key => control }
  name                              = try(coalesce(lookup(each.value, "name", null), each.key), null)
  origin_access_control_origin_type = each.value.origin_type
  signing_behavior                  = each.value.signing_behavior
  signing_protocol                  = each.value.signing_protocol
}

resource "aws_cloudfront_vpc_origin" "this" {
  for_each = { for key, origin in var.vpc_origin : key => origin }

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

resource "aws_cloudfront_cache_policy" "this" {
  for_each    = var.cache_policies
  name        = try(coalesce(lookup(each.value, "name", null), each.key), null)
  min_ttl     = each.value.min_ttl
  default_ttl = lookup(each.value, "default_ttl", null)
  max_ttl     = lookup(each.value, "max_ttl", null)
}

# Access logs of the second version are made in us-east-1, wherever the rest is.

resource "aws_cloudwatch_log_delivery_source" "this" {
  count        = var.create && var.enable_v2_logging ? 1 : 0
  region       = "us-east-1"
  name         = "cloudfront-${aws_cloudfront_distribution.this[0].id}"
  log_type     = "ACCESS_LOGS"
  resource_arn = aws_cloudfront_distribution.this[0].arn
}

resource "aws_cloudwatch_log_delivery_destination" "this" {
  count         = var.create && var.enable_v2_logging ? 1 : 0
  region        = "us-east-1"
  name          = lookup(var.v2_logging, "name", null)
  output_format = lookup(var.v2_logging, "output_format", null)

  dynamic "delivery_destination_configuration" {
    for_each = lookup(var.v2_logging, "delivery_destination_configuration", null) == null ? [] : [var.v2_logging.delivery_destination_configuration]
    content {
      destination_resource_arn = delivery_destination_configuration.value.destination_resource_arn
    }
  }
}

resource "aws_cloudwatch_log_delivery" "this" {
  count                    = var.create && var.enable_v2_logging ? 1 : 0
  region                   = "us-east-1"
  delivery_source_name     = aws_cloudwatch_log_delivery_source.this[0].name
  delivery_destination_arn = aws_cloudwatch_log_delivery_destination.this[0].arn
}

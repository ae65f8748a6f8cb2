# An action is told by the argument that it has; up to version 9, in rules, by its type.

locals {
  kinds = {
    authenticate_cognito = "authenticate-cognito"
    authenticate_oidc    = "authenticate-oidc"
    jwt_validation       = "jwt-validation"
    fixed_response       = "fixed-response"
    forward              = "forward"
    weighted_forward     = "forward"
    redirect             = "redirect"
  }

  rules = merge({}, [
    for listener_key, listener in var.listeners : {
      for rule_key, rule in merge(lookup(listener, "rules", {}), {}) : "${listener_key}/${rule_key}" => {
        listener_key = lookup(rule, "listener_key", listener_key)
        listener_arn = lookup(rule, "listener_arn", null)
        priority     = lookup(rule, "priority", null)
        conditions   = [for item in flatten([lookup(rule, "conditions", [])]) : item if item != null]
        actions = concat(
          [for action in lookup(rule, "actions", []) : { kind = replace(action.type, "-", "_"), body = action } if lookup(action, "type", null) != null],
          flatten([
            for action in lookup(rule, "actions", []) : [
              for kind in keys(local.kinds) : { kind = kind, body = action[kind] } if lookup(action, kind, null) != null
            ] if lookup(action, "type", null) == null
          ]),
        )
      }
    }
  ]...)

  certificates = merge({}, [
    for listener_key, listener in var.listeners : {
      for at, arn in lookup(listener, "additional_certificate_arns", []) : "${listener_key}/${at}" => {
        listener_key    = listener_key
        certificate_arn = arn
      }
    }
  ]...)
}

resource "aws_lb_listener" "this" {
  for_each          = { for key, listener in var.listeners : key => listener if var.create }
  region            = var.region
  load_balancer_arn = aws_lb.this[0].arn
  port              = coalesce(lookup(each.value, "port", null), var.default_port)
  protocol          = coalesce(lookup(each.value, "protocol", null), var.default_protocol)
  certificate_arn   = lookup(each.value, "certificate_arn", null)
  ssl_policy        = try(coalesce(each.value.ssl_policy), contains(["HTTPS", "TLS"], coalesce(lookup(each.value, "protocol", null), var.default_protocol)) ? local.ssl_policy : null)

  dynamic "default_action" {
    for_each = { for kind, type in local.kinds : kind => type if lookup(each.value, kind, null) != null }
    iterator = action
    content {
      type             = action.value
      target_group_arn = action.key == "forward" ? try(aws_lb_target_group.this[each.value.forward.target_group_key].arn, each.value.forward.target_group_arn, each.value.forward.arn, null) : null

      dynamic "redirect" {
        for_each = action.key == "redirect" ? [each.value.redirect] : []
        content {
          host        = lookup(redirect.value, "host", null)
          path        = lookup(redirect.value, "path", null)
          port        = lookup(redirect.value, "port", null)
          protocol    = lookup(redirect.value, "protocol", null)
          query       = lookup(redirect.value, "query", null)
          status_code = lookup(redirect.value, "status_code", null)
        }
      }

      dynamic "fixed_response" {
        for_each = action.key == "fixed_response" ? [each.value.fixed_response] : []
        content {
          content_type = lookup(fixed_response.value, "content_type", null)
          message_body = lookup(fixed_response.value, "message_body", null)
          status_code  = lookup(fixed_response.value, "status_code", null)
        }
      }

      dynamic "forward" {
        for_each = action.key == "weighted_forward" ? [each.value.weighted_forward] : []
        content {
          dynamic "target_group" {
            for_each = [for item in flatten([lookup(forward.value, "target_groups", [])]) : item if item != null]
            content {
              arn    = try(aws_lb_target_group.this[target_group.value.target_group_key].arn, target_group.value.target_group_arn, target_group.value.arn, null)
              weight = lookup(target_group.value, "weight", null)
            }
          }
        }
      }
    }
  }
}

resource "aws_lb_listener_rule" "this" {
  for_each     = { for key, rule in local.rules : key => rule if var.create }
  region       = var.region
  listener_arn = try(aws_lb_listener.this[each.value.listener_key].arn, each.value.listener_arn)
  priority     = each.value.priority

  dynamic "action" {
    for_each = each.value.actions
    content {
      type             = lookup(local.kinds, action.value.kind, replace(action.value.kind, "_", "-"))
      target_group_arn = action.value.kind == "forward" ? try(aws_lb_target_group.this[action.value.body.target_group_key].arn, action.value.body.target_group_arn, null) : null

      dynamic "redirect" {
        for_each = action.value.kind == "redirect" ? [action.value.body] : []
        content {
          host        = lookup(redirect.value, "host", null)
          path        = lookup(redirect.value, "path", null)
          port        = lookup(redirect.value, "port", null)
          protocol    = lookup(redirect.value, "protocol", null)
          status_code = lookup(redirect.value, "status_code", null)
        }
      }

      dynamic "fixed_response" {
        for_each = action.value.kind == "fixed_response" ? [action.value.body] : []
        content {
          content_type = lookup(fixed_response.value, "content_type", null)
          status_code  = lookup(fixed_response.value, "status_code", null)
        }
      }

      dynamic "forward" {
        for_each = action.value.kind == "weighted_forward" ? [action.value.body] : []
        content {
          dynamic "target_group" {
            for_each = [for item in flatten([lookup(forward.value, "target_groups", [])]) : item if item != null]
            content {
              arn    = try(aws_lb_target_group.this[target_group.value.target_group_key].arn, target_group.value.target_group_arn, null)
              weight = lookup(target_group.value, "weight", null)
            }
          }
        }
      }
    }
  }

  dynamic "condition" {
    for_each = each.value.conditions
    content {
      dynamic "host_header" {
        for_each = lookup(condition.value, "host_header", null) == null ? [] : [condition.value.host_header]
        content {
          values = lookup(host_header.value, "values", null)
        }
      }
      dynamic "path_pattern" {
        for_each = lookup(condition.value, "path_pattern", null) == null ? [] : [condition.value.path_pattern]
        content {
          values = lookup(path_pattern.value, "values", null)
        }
      }
      dynamic "http_header" {
        for_each = lookup(condition.value, "http_header", null) == null ? [] : [condition.value.http_header]
        content {
          http_header_name = lookup(http_header.value, "http_header_name", null)
          values           = lookup(http_header.value, "values", null)
        }
      }
      dynamic "source_ip" {
        for_each = lookup(condition.value, "source_ip", null) == null ? [] : [condition.value.source_ip]
        content {
          values = lookup(source_ip.value, "values", null)
        }
      }
    }
  }
}

resource "aws_lb_listener_certificate" "this" {
  for_each        = { for key, certificate in local.certificates : key => certificate if var.create }
  region          = var.region
  listener_arn    = aws_lb_listener.this[each.value.listener_key].arn
  certificate_arn = each.value.certificate_arn
}

resource "aws_lb_target_group" "this" {
  for_each             = { for key, group in var.target_groups : key => group if var.create }
  region               = var.region
  name                 = lookup(each.value, "name", null)
  name_prefix          = lookup(each.value, "name_prefix", null)
  vpc_id               = try(coalesce(lookup(each.value, "vpc_id", null), var.vpc_id), null)
  target_type          = lookup(each.value, "target_type", null)
  port                 = lookup(each.value, "target_type", null) == "lambda" ? null : coalesce(lookup(each.value, "port", null), var.default_port)
  protocol             = lookup(each.value, "target_type", null) == "lambda" ? null : coalesce(lookup(each.value, "protocol", null), var.default_protocol)
  protocol_version     = lookup(each.value, "protocol_version", null)
  deregistration_delay = lookup(each.value, "deregistration_delay", null)
  tags                 = var.tags

  dynamic "health_check" {
    for_each = lookup(each.value, "health_check", null) == null ? [] : [each.value.health_check]
    content {
      enabled             = lookup(health_check.value, "enabled", null)
      path                = lookup(health_check.value, "path", null)
      port                = lookup(health_check.value, "port", null)
      protocol            = lookup(health_check.value, "protocol", null)
      matcher             = lookup(health_check.value, "matcher", null)
      interval            = lookup(health_check.value, "interval", null)
      timeout             = lookup(health_check.value, "timeout", null)
      healthy_threshold   = lookup(health_check.value, "healthy_threshold", null)
      unhealthy_threshold = lookup(health_check.value, "unhealthy_threshold", null)
    }
  }
}

resource "aws_lb_target_group_attachment" "this" {
  for_each         = { for key, group in var.target_groups : key => group if var.create && coalesce(lookup(group, "create_attachment", null), true) }
  region           = var.region
  target_group_arn = aws_lb_target_group.this[each.key].arn
  target_id        = lookup(each.value, "target_id", null)
  port             = lookup(each.value, "target_type", null) == "lambda" ? null : coalesce(lookup(each.value, "port", null), var.default_port)
}

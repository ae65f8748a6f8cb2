# Listeners and target groups are lists, and name each other by their index. What a listener rule
# does is left out but for where it forwards to.

resource "aws_lb_listener" "frontend_http_tcp" {
  count             = var.create_lb ? length(var.http_tcp_listeners) : 0
  load_balancer_arn = aws_lb.this[0].arn
  port              = var.http_tcp_listeners[count.index].port
  protocol          = var.http_tcp_listeners[count.index].protocol

  default_action {
    type             = lookup(var.http_tcp_listeners[count.index], "action_type", "forward")
    target_group_arn = lookup(var.http_tcp_listeners[count.index], "action_type", "forward") == "forward" ? aws_lb_target_group.main[lookup(var.http_tcp_listeners[count.index], "target_group_index", count.index)].arn : null

    dynamic "redirect" {
      for_each = lookup(var.http_tcp_listeners[count.index], "redirect", null) == null ? [] : [var.http_tcp_listeners[count.index].redirect]
      content {
        host        = lookup(redirect.value, "host", null)
        path        = lookup(redirect.value, "path", null)
        port        = lookup(redirect.value, "port", null)
        protocol    = lookup(redirect.value, "protocol", null)
        status_code = lookup(redirect.value, "status_code", null)
      }
    }

    dynamic "fixed_response" {
      for_each = lookup(var.http_tcp_listeners[count.index], "fixed_response", null) == null ? [] : [var.http_tcp_listeners[count.index].fixed_response]
      content {
        content_type = lookup(fixed_response.value, "content_type", null)
        status_code  = lookup(fixed_response.value, "status_code", null)
      }
    }
  }
}

resource "aws_lb_listener" "frontend_https" {
  count             = var.create_lb ? length(var.https_listeners) : 0
  load_balancer_arn = aws_lb.this[0].arn
  port              = var.https_listeners[count.index].port
  protocol          = lookup(var.https_listeners[count.index], "protocol", "HTTPS")
  certificate_arn   = var.https_listeners[count.index].certificate_arn
  ssl_policy        = lookup(var.https_listeners[count.index], "ssl_policy", var.listener_ssl_policy_default)

  default_action {
    type             = lookup(var.https_listeners[count.index], "action_type", "forward")
    target_group_arn = lookup(var.https_listeners[count.index], "action_type", "forward") == "forward" ? aws_lb_target_group.main[lookup(var.https_listeners[count.index], "target_group_index", count.index)].arn : null

    dynamic "redirect" {
      for_each = lookup(var.https_listeners[count.index], "redirect", null) == null ? [] : [var.https_listeners[count.index].redirect]
      content {
        host        = lookup(redirect.value, "host", null)
        path        = lookup(redirect.value, "path", null)
        port        = lookup(redirect.value, "port", null)
        protocol    = lookup(redirect.value, "protocol", null)
        status_code = lookup(redirect.value, "status_code", null)
      }
    }

    dynamic "fixed_response" {
      for_each = lookup(var.https_listeners[count.index], "fixed_response", null) == null ? [] : [var.https_listeners[count.index].fixed_response]
      content {
        content_type = lookup(fixed_response.value, "content_type", null)
        status_code  = lookup(fixed_response.value, "status_code", null)
      }
    }
  }
}

resource "aws_lb_listener_rule" "https_listener_rule" {
  count        = var.create_lb ? length(var.https_listener_rules) : 0
  listener_arn = aws_lb_listener.frontend_https[lookup(var.https_listener_rules[count.index], "https_listener_index", count.index)].arn
  priority     = lookup(var.https_listener_rules[count.index], "priority", null)

  dynamic "action" {
    for_each = lookup(var.https_listener_rules[count.index], "actions", [])
    content {
      type             = action.value.type == "weighted-forward" ? "forward" : action.value.type
      target_group_arn = action.value.type == "forward" ? aws_lb_target_group.main[lookup(action.value, "target_group_index", count.index)].arn : null

      dynamic "redirect" {
        for_each = action.value.type == "redirect" ? [action.value] : []
        content {
          host        = lookup(redirect.value, "host", null)
          path        = lookup(redirect.value, "path", null)
          port        = lookup(redirect.value, "port", null)
          protocol    = lookup(redirect.value, "protocol", null)
          status_code = lookup(redirect.value, "status_code", null)
        }
      }
    }
  }
}

resource "aws_lb_listener_rule" "http_tcp_listener_rule" {
  count        = var.create_lb ? length(var.http_tcp_listener_rules) : 0
  listener_arn = aws_lb_listener.frontend_http_tcp[lookup(var.http_tcp_listener_rules[count.index], "http_tcp_listener_index", count.index)].arn
  priority     = lookup(var.http_tcp_listener_rules[count.index], "priority", null)

  dynamic "action" {
    for_each = lookup(var.http_tcp_listener_rules[count.index], "actions", [])
    content {
      type             = action.value.type == "weighted-forward" ? "forward" : action.value.type
      target_group_arn = action.value.type == "forward" ? aws_lb_target_group.main[lookup(action.value, "target_group_index", count.index)].arn : null

      dynamic "redirect" {
        for_each = action.value.type == "redirect" ? [action.value] : []
        content {
          host        = lookup(redirect.value, "host", null)
          path        = lookup(redirect.value, "path", null)
          port        = lookup(redirect.value, "port", null)
          protocol    = lookup(redirect.value, "protocol", null)
          status_code = lookup(redirect.value, "status_code", null)
        }
      }
    }
  }
}

resource "aws_lb_listener_certificate" "https_listener" {
  count           = var.create_lb ? length(var.extra_ssl_certs) : 0
  listener_arn    = aws_lb_listener.frontend_https[var.extra_ssl_certs[count.index].https_listener_index].arn
  certificate_arn = var.extra_ssl_certs[count.index].certificate_arn
}

resource "aws_lb_target_group" "main" {
  count                = var.create_lb ? length(var.target_groups) : 0
  name                 = lookup(var.target_groups[count.index], "name", null)
  name_prefix          = lookup(var.target_groups[count.index], "name_prefix", null)
  vpc_id               = var.vpc_id
  target_type          = lookup(var.target_groups[count.index], "target_type", null)
  port                 = lookup(var.target_groups[count.index], "backend_port", null)
  protocol             = try(upper(var.target_groups[count.index].backend_protocol), null)
  protocol_version     = try(upper(var.target_groups[count.index].protocol_version), null)
  deregistration_delay = lookup(var.target_groups[count.index], "deregistration_delay", null)

  dynamic "health_check" {
    for_each = lookup(var.target_groups[count.index], "health_check", null) == null ? [] : [var.target_groups[count.index].health_check]
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

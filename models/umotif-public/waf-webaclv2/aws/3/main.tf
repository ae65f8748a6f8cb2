# What a rule matches is kept as far as it decides what is let through: groups of rules whole, other
# statements by their kind alone.

resource "aws_wafv2_web_acl" "main" {
  count = var.enabled ? 1 : 0
  name  = var.name_prefix
  scope = var.scope
  tags  = var.tags

  default_action {
    dynamic "allow" {
      for_each = var.allow_default_action ? [1] : []
      content {}
    }
    dynamic "block" {
      for_each = var.allow_default_action ? [] : [1]
      content {}
    }
  }

  dynamic "rule" {
    for_each = var.rules
    content {
      name     = rule.value.name
      priority = rule.value.priority

      dynamic "action" {
        for_each = length(lookup(rule.value, "action", "")) > 0 ? [1] : []
        content {
          dynamic "allow" {
            for_each = lookup(rule.value, "action", "") == "allow" ? [1] : []
            content {}
          }
          dynamic "count" {
            for_each = lookup(rule.value, "action", "") == "count" ? [1] : []
            content {}
          }
          dynamic "block" {
            for_each = lookup(rule.value, "action", "") == "block" ? [1] : []
            content {}
          }
          dynamic "captcha" {
            for_each = lookup(rule.value, "action", "") == "captcha" ? [1] : []
            content {}
          }
          dynamic "challenge" {
            for_each = lookup(rule.value, "action", "") == "challenge" ? [1] : []
            content {}
          }
        }
      }

      # A group that is overridden to count blocks nothing.
      dynamic "override_action" {
        for_each = length(lookup(rule.value, "override_action", "")) > 0 ? [1] : []
        content {
          dynamic "none" {
            for_each = lookup(rule.value, "override_action", "") == "none" ? [1] : []
            content {}
          }
          dynamic "count" {
            for_each = lookup(rule.value, "override_action", "") == "count" ? [1] : []
            content {}
          }
        }
      }

      statement {
        dynamic "managed_rule_group_statement" {
          for_each = length(lookup(rule.value, "managed_rule_group_statement", {})) > 0 ? [rule.value.managed_rule_group_statement] : []
          content {
            name        = managed_rule_group_statement.value.name
            vendor_name = lookup(managed_rule_group_statement.value, "vendor_name", "AWS")
            version     = lookup(managed_rule_group_statement.value, "version", null)

            dynamic "rule_action_override" {
              for_each = lookup(managed_rule_group_statement.value, "rule_action_overrides", [])
              content {
                name = rule_action_override.value.name

                action_to_use {
                  dynamic "count" {
                    for_each = lookup(rule_action_override.value.action_to_use, "count", null) == null ? [] : [1]
                    content {}
                  }
                  dynamic "allow" {
                    for_each = lookup(rule_action_override.value.action_to_use, "allow", null) == null ? [] : [1]
                    content {}
                  }
                  dynamic "block" {
                    for_each = lookup(rule_action_override.value.action_to_use, "block", null) == null ? [] : [1]
                    content {}
                  }
                  dynamic "captcha" {
                    for_each = lookup(rule_action_override.value.action_to_use, "captcha", null) == null ? [] : [1]
                    content {}
                  }
                }
              }
            }

            # Up to version 3.
            dynamic "excluded_rule" {
              for_each = lookup(managed_rule_group_statement.value, "excluded_rule", [])
              content {
                name = excluded_rule.value
              }
            }

            dynamic "scope_down_statement" {
              for_each = length(lookup(managed_rule_group_statement.value, "scope_down_statement", {})) > 0 ? [1] : []
              content {}
            }
          }
        }

        dynamic "rule_group_reference_statement" {
          for_each = length(lookup(rule.value, "rule_group_reference_statement", {})) > 0 ? [rule.value.rule_group_reference_statement] : []
          content {
            arn = rule_group_reference_statement.value.arn
          }
        }

        dynamic "rate_based_statement" {
          for_each = length(lookup(rule.value, "rate_based_statement", {})) > 0 ? [rule.value.rate_based_statement] : []
          content {
            limit                 = rate_based_statement.value.limit
            aggregate_key_type    = lookup(rate_based_statement.value, "aggregate_key_type", "IP")
            evaluation_window_sec = lookup(rate_based_statement.value, "evaluation_window_sec", null)

            dynamic "scope_down_statement" {
              for_each = length(lookup(rate_based_statement.value, "scope_down_statement", {})) > 0 ? [1] : []
              content {}
            }
          }
        }

        dynamic "sqli_match_statement" {
          for_each = length(lookup(rule.value, "sqli_match_statement", {})) > 0 ? [rule.value.sqli_match_statement] : []
          content {}
        }

        dynamic "xss_match_statement" {
          for_each = length(lookup(rule.value, "xss_match_statement", {})) > 0 ? [rule.value.xss_match_statement] : []
          content {}
        }

        dynamic "geo_match_statement" {
          for_each = length(lookup(rule.value, "geo_match_statement", {})) > 0 ? [rule.value.geo_match_statement] : []
          content {
            country_codes = lookup(geo_match_statement.value, "country_codes", null)
          }
        }

        dynamic "ip_set_reference_statement" {
          for_each = length(lookup(rule.value, "ip_set_reference_statement", {})) > 0 ? [rule.value.ip_set_reference_statement] : []
          content {
            arn = lookup(ip_set_reference_statement.value, "arn", null)
          }
        }

        dynamic "byte_match_statement" {
          for_each = length(lookup(rule.value, "byte_match_statement", {})) > 0 ? [rule.value.byte_match_statement] : []
          content {}
        }

        dynamic "size_constraint_statement" {
          for_each = length(lookup(rule.value, "size_constraint_statement", {})) > 0 ? [rule.value.size_constraint_statement] : []
          content {}
        }

        dynamic "regex_match_statement" {
          for_each = length(lookup(rule.value, "regex_match_statement", {})) > 0 ? [rule.value.regex_match_statement] : []
          content {}
        }

        dynamic "regex_pattern_set_reference_statement" {
          for_each = length(lookup(rule.value, "regex_pattern_set_reference_statement", {})) > 0 ? [rule.value.regex_pattern_set_reference_statement] : []
          content {}
        }

        dynamic "label_match_statement" {
          for_each = length(lookup(rule.value, "label_match_statement", {})) > 0 ? [rule.value.label_match_statement] : []
          content {}
        }

        dynamic "not_statement" {
          for_each = length(lookup(rule.value, "not_statement", {})) > 0 ? [rule.value.not_statement] : []
          content {}
        }

        dynamic "and_statement" {
          for_each = length(lookup(rule.value, "and_statement", {})) > 0 ? [rule.value.and_statement] : []
          content {}
        }

        dynamic "or_statement" {
          for_each = length(lookup(rule.value, "or_statement", {})) > 0 ? [rule.value.or_statement] : []
          content {}
        }
      }
    }
  }
}

# Without a list one association is made, even for no load balancer at all.

resource "aws_wafv2_web_acl_association" "main" {
  count        = var.enabled && var.create_alb_association && length(var.alb_arn_list) == 0 ? 1 : 0
  resource_arn = var.alb_arn
  web_acl_arn  = aws_wafv2_web_acl.main[0].arn
}

resource "aws_wafv2_web_acl_association" "alb_list" {
  count        = var.enabled && var.create_alb_association ? length(var.alb_arn_list) : 0
  resource_arn = var.alb_arn_list[count.index]
  web_acl_arn  = aws_wafv2_web_acl.main[0].arn
}

resource "aws_wafv2_web_acl_logging_configuration" "main" {
  count                   = var.enabled && var.create_logging_configuration ? 1 : 0
  resource_arn            = aws_wafv2_web_acl.main[0].arn
  log_destination_configs = var.log_destination_configs
}

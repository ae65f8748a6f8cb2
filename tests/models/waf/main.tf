resource "aws_lb" "api" {
  count = 2
}

module "newest" {
  source       = "umotif-public/waf-webaclv2/aws"
  name_prefix  = "edge"
  alb_arn_list = aws_lb.api[*].arn
  rules = [
    {
      name            = "injection"
      priority        = 1
      override_action = "none"
      managed_rule_group_statement = {
        name                  = "AWSManagedRulesSQLiRuleSet"
        rule_action_overrides = [{ name = "SQLi_BODY", action_to_use = { count = {} } }]
      }
    },
    {
      name            = "common"
      priority        = 2
      override_action = "count"
      managed_rule_group_statement = {
        name        = "AWSManagedRulesCommonRuleSet"
        vendor_name = "AWS"
      }
    },
    {
      name                 = "floods"
      priority             = 3
      action               = "block"
      rate_based_statement = { limit = 1000, aggregate_key_type = "IP" }
    },
  ]
}
#= module.newest.aws_wafv2_web_acl.main[0].scope = "REGIONAL"
#= module.newest.aws_wafv2_web_acl.main[0].default_action[0].allow = [{}]
#= module.newest.aws_wafv2_web_acl.main[0].default_action[0].block = []
#= 2 module.newest.aws_wafv2_web_acl_association.alb_list
#= module.newest.aws_wafv2_web_acl_association.alb_list[1].resource_arn -> aws_lb.api[1].arn

module "attached" {
  source      = "umotif-public/waf-webaclv2/aws"
  version     = "4.6.1"
  name_prefix = "one"
  alb_arn     = aws_lb.api[0].arn
  rules = [{
    name                         = "all"
    priority                     = 1
    override_action              = "count"
    managed_rule_group_statement = { name = "AWSManagedRulesSQLiRuleSet" }
  }]
}
#= module.attached.aws_wafv2_web_acl.main[0].rule[0].override_action[0].count = [{}]
#= module.attached.aws_wafv2_web_acl.main[0].rule[0].override_action[0].none = []
#= module.attached.aws_wafv2_web_acl.main[0].rule[0].statement[0].managed_rule_group_statement[0].vendor_name = "AWS"
#= module.attached.aws_wafv2_web_acl_association.main[0].resource_arn -> aws_lb.api[0].arn
#= 0 module.attached.aws_wafv2_web_acl_association.alb_list

module "distribution" {
  source                 = "umotif-public/waf-webaclv2/aws"
  name_prefix            = "ui"
  scope                  = "CLOUDFRONT"
  create_alb_association = false
  allow_default_action   = false
}
#= module.distribution.aws_wafv2_web_acl.main[0].scope = "CLOUDFRONT"
#= module.distribution.aws_wafv2_web_acl.main[0].default_action[0].allow = []
#= 0 module.distribution.aws_wafv2_web_acl_association.main

rule "cloudfront-waf-attached" {
  code     = "EDGE-004"
  clause   = "3"
  severity = "high"
  title    = "Every CloudFront distribution has a web ACL"

  why = <<-EOT
    The web application firewall protects only what it is attached to. CloudFront takes its web ACL
    by web_acl_id alone: an aws_wafv2_web_acl_association cannot attach one to a distribution.
  EOT

  fix = <<-EOT
    Set web_acl_id to the ARN of a WAFv2 web ACL with scope CLOUDFRONT.
  EOT

  references = [
    "https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/wafv2_web_acl_association",
  ]

  resource = [
    "aws_cloudfront_distribution",
    "aws_cloudfront_distribution_tenant",
    "aws_cloudfront_multitenant_distribution",
  ]
  when = self.enabled != false

  check {
    assert = length(web_acls(self)) > 0
    at     = kind(self) == "aws_cloudfront_distribution_tenant" ? self.customizations[0].web_acl : self.web_acl_id
    message = (
      length(web_acl_associations(self)) == 0
      ? "no web ACL is attached"
      : "no web ACL is attached: ${address(web_acl_associations(self)[0])} cannot attach one to a distribution"
    )
  }

  check {
    assert  = alltrue([for acl in web_acls(self) : !acl.by_id])
    at      = self.web_acl_id
    message = "no web ACL is attached: ${address([for acl in web_acls(self) : acl.acl if acl.by_id][0])} is named by its id, and CloudFront takes its ARN"
  }

  check {
    severity = "medium"
    assert   = alltrue([for acl in web_acls(self) : !acl.classic])
    at       = self.web_acl_id
    message  = "the attached web ACL is of WAF Classic, which AWS has retired"
  }

  note {
    when    = ignores_changes(self, "web_acl_id")
    message = "changes of web_acl_id are ignored, so what runs may differ from what is written"
  }
}

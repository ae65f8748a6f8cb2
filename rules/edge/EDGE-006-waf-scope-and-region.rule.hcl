rule "waf-scope-and-region" {
  code     = "EDGE-006"
  clause   = "3"
  severity = "high"
  title    = "Web ACLs have the scope and the region of what they protect"

  why = <<-EOT
    CloudFront takes web ACLs of scope CLOUDFRONT, which are made in us-east-1; load balancers take
    those of scope REGIONAL of their own region. AWS refuses any other, and what was to be protected
    stays without a firewall.
  EOT

  fix = <<-EOT
    For a distribution create the web ACL with scope = "CLOUDFRONT" in us-east-1: region =
    "us-east-1" (AWS provider 6 and later), or a provider alias of that region. For a load balancer
    create one with scope = "REGIONAL" in its region.
  EOT

  references = [
    "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-creating.html",
    "https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html",
  ]

  subject = "web_acl_attachment"

  check {
    assert = self.scope == (self.target == "distribution" ? "CLOUDFRONT" : "REGIONAL")
    at     = self.named_by
    message = (
      self.target == "distribution"
      ? "the web ACL ${address(self.acl)} has scope ${self.scope}; CloudFront takes scope CLOUDFRONT only"
      : "the web ACL ${address(self.acl)} has scope ${self.scope}; what stands in a region takes scope REGIONAL only"
    )
  }

  check {
    assert  = self.same_region
    at      = self.named_by
    message = "the web ACL ${address(self.acl)} is made in ${self.region}; it has to be in ${self.target_region}"
  }
}

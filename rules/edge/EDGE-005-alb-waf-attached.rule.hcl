rule "alb-waf-attached" {
  code     = "EDGE-005"
  clause   = "3"
  severity = "high"
  title    = "Every internet-facing Application Load Balancer has a web ACL"

  why = <<-EOT
    The servers behind a load balancer are protected from common attacks only by a web ACL that is
    attached to it. The web ACL of a CloudFront distribution guards its own address: whoever finds
    the load balancer's goes around it.
  EOT

  fix = <<-EOT
    Associate a WAFv2 web ACL of scope REGIONAL with the load balancer: an
    aws_wafv2_web_acl_association, for an Ingress the annotation
    alb.ingress.kubernetes.io/wafv2-acl-arn, for a Gateway wafV2.webACL of its
    LoadBalancerConfiguration.
  EOT

  references = [
    "https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html",
    "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#wafv2-acl-arn",
  ]

  subject = "load_balancer"
  when    = self.application && self.scheme == "internet-facing"

  check {
    assert = (
      length(web_acls(self)) > 0 ||
      param.alb.accept_cloudfront_waf && alltrue([
        for listener in self.listeners :
        ingress(self.resource, listener.port, []).cloudfront &&
        !ingress(self.resource, listener.port, []).internet
      ])
    )
    at     = self.web_acl
    message = (
      self.web_acl == "none"
      ? "this load balancer faces the internet, and \"none\" takes its web ACL away"
      : "this load balancer faces the internet without a web ACL"
    )
  }

  check {
    assert  = alltrue([for acl in web_acls(self) : !acl.by_id])
    at      = self.web_acl
    message = "this load balancer faces the internet without a web ACL: ${address([for acl in web_acls(self) : acl.acl if acl.by_id][0])} is named by its id, and AWS takes its ARN"
  }

  check {
    severity = "medium"
    assert   = alltrue([for acl in web_acls(self) : !acl.classic])
    at       = self.web_acl
    message  = "the attached web ACL is of WAF Classic, which AWS has retired"
  }
}

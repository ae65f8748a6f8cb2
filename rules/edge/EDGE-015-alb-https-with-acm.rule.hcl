rule "alb-https-with-acm" {
  code     = "EDGE-015"
  clause   = "4"
  severity = "high"
  title    = "Public Application Load Balancers speak HTTPS, with certificates of ACM"

  why = <<-EOT
    Whoever sits between a user and the load balancer reads and changes what travels in plain HTTP,
    tokens included. A certificate of ACM renews itself; one of IAM does not.
  EOT

  fix = <<-EOT
    Add an HTTPS listener with a certificate of ACM, and let the HTTP listener do nothing but
    redirect to it. For an Ingress: the annotations certificate-arn, listen-ports:
    '[{"HTTP": 80}, {"HTTPS": 443}]' and ssl-redirect: "443".
  EOT

  references = [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html",
    "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#ssl",
    "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/cert_discovery/",
  ]

  subject = "load_balancer"
  when = self.application && (
    self.scheme == "internet-facing" || length(vpc_origins(self)) > 0
  )

  check {
    when    = self.scheme == "internet-facing"
    assert  = anytrue([for listener in self.listeners : listener.protocol == "HTTPS"])
    message = "this load balancer faces the internet, and no listener of it speaks HTTPS"
  }

  check {
    when    = self.scheme == "internet-facing"
    assert  = alltrue([for listener in self.listeners : !listener.plain])
    at      = [for listener in self.listeners : listener if listener.plain][0].protocol
    message = "the listener on port ${[for listener in self.listeners : listener if listener.plain][0].port} serves plain HTTP: it does not just redirect to HTTPS"
  }

  check {
    when = self.scheme == "internet-facing"
    assert = alltrue([
      for listener in self.listeners : has_acm_certificate(listener) if listener.protocol == "HTTPS"
    ])
    at = [
      for listener in self.listeners :
      listener if listener.protocol == "HTTPS" && !has_acm_certificate(listener)
    ][0].certificates
    message = "an HTTPS listener of this load balancer has no certificate of ACM"
  }

  check {
    severity = "medium"
    when     = self.scheme == "internal"
    assert = alltrue([
      for origin in vpc_origins(self) :
      origin.vpc_origin_endpoint_config[0].origin_protocol_policy != "http-only"
    ])
    message = "CloudFront reaches this load balancer in plain HTTP: ${address(vpc_origins(self)[0])} is http-only"
  }
}

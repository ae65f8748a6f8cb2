rule "only-alb-faces-internet" {
  code     = "NET-011"
  clause   = "1"
  severity = "high"
  title    = "Only Application Load Balancers face the internet"

  why = <<-EOT
    The firewall, the certificates and the access logs of the architecture sit at the Application
    Load Balancer. A network or classic load balancer beside it is a door that none of them guards.
    A Kubernetes Service of type LoadBalancer opens one unless its annotations say otherwise.
  EOT

  fix = <<-EOT
    Put an Application Load Balancer in front and make this one internal: internal = true, or for a
    Service the annotation service.beta.kubernetes.io/aws-load-balancer-scheme: internal (without
    the AWS Load Balancer Controller: aws-load-balancer-internal: "true").
  EOT

  references = [
    "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/",
    "https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer",
  ]

  param "allow_nlb" {
    default     = []
    description = "Network load balancers that may face the internet: Terraform addresses, or Service/namespace/name."
  }

  param "allow_nlb_before_alb" {
    default     = false
    description = "Whether a network load balancer may face the internet when all its targets are Application Load Balancers."
  }

  subject = "load_balancer"

  assert = (
    self.scheme == "internal" ||
    self.kind == "application" ||
    contains(param.allow_nlb, self.name) ||
    param.allow_nlb_before_alb && self.before_alb
  )
  at      = self.scheme
  message = "this ${self.kind} load balancer faces the internet; only Application Load Balancers may"
}

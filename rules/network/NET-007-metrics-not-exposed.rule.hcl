rule "metrics-not-exposed" {
  code     = "NET-007"
  clause   = "1"
  severity = "critical"
  title    = "Metrics services are not reachable from the internet"

  why = <<-EOT
    Metrics show how the system is built and how it fares, and their tools can read what they are
    connected to. A Service of type LoadBalancer that names no scheme, a member of an IngressGroup
    that is public, a port of a node in a public subnet: each is a door, whatever it was meant for.
  EOT

  fix = <<-EOT
    Keep metrics services ClusterIP and reach them with kubectl port-forward, or expose them on an
    internal load balancer that asks who comes: alb.ingress.kubernetes.io/scheme: internal.
  EOT

  references = [
    "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/",
    "https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types",
  ]

  subject = "workload"
  when    = self.role == "metrics" && !contains(param.metrics.allow_internet_facing, self.name)
  assert  = length(internet_doors(self)) == 0
  at      = internet_doors(self)[0].scheme
  message = "the internet reaches this through ${internet_doors(self)[0].name}"
}

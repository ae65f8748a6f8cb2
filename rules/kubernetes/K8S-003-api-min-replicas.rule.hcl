rule "api-min-replicas" {
  code     = "K8S-003"
  clause   = ["6", "8"]
  severity = "high"
  title    = "At least two API replicas always run"

  why = <<-EOT
    A single replica stops with its node, its zone and every update. What counts is the least number
    the autoscaler may go down to: it overrides the replicas that the workload itself asks for.
  EOT

  fix = <<-EOT
    Set minReplicas of the autoscaler, or replicas where there is none, to at least
    ${param.k8s.min_replicas}. One replica per Availability Zone is better.
  EOT

  references = [
    "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/",
    "https://keda.sh/docs/latest/reference/scaledobject-spec/",
  ]

  subject = "workload"
  when    = self.role == "api" && self.scales
  assert  = self.min_replicas >= (self.recovery ? param.dr.min_replicas : param.k8s.min_replicas)
  at      = self.min_replicas
  message = "${self.min_replicas} replica(s) may run alone; the architecture asks for ${self.recovery ? param.dr.min_replicas : param.k8s.min_replicas}"

  autofix {
    set    = self.min_replicas
    to     = param.k8s.min_replicas
    safety = "safe"
  }
}

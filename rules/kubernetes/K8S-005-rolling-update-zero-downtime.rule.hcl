rule "rolling-update-zero-downtime" {
  code     = "K8S-005"
  clause   = "6"
  severity = "high"
  title    = "An update never takes all API replicas away"

  why = <<-EOT
    An update without downtime needs replicas that answer while others are replaced. RollingUpdate
    alone does not give them: what counts is how many replicas maxUnavailable takes away of those
    that certainly run, and a percentage of few replicas may be all of them.
  EOT

  fix = <<-EOT
    Use RollingUpdate with maxUnavailable 0 and maxSurge 25%: new replicas are ready before old ones
    stop.
  EOT

  references = [
    "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy",
  ]

  subject = "workload"
  when    = self.role == "api" && self.update != null

  check {
    assert  = self.update != "Recreate"
    at      = self.update
    message = "an update stops all replicas before it starts new ones: Recreate"
  }

  check {
    when = self.update == "RollingUpdate"
    assert = (
      self.max_unavailable == 0 ||
      max(self.min_replicas, 1) - self.max_unavailable >= min(param.k8s.min_available, max(self.min_replicas, 1))
    )
    at      = self.max_unavailable
    message = "an update may take ${self.max_unavailable} of ${max(self.min_replicas, 1)} replica(s) away at once"
  }

  check {
    severity = "low"
    assert   = self.update != "OnDelete"
    at       = self.update
    message  = "replicas are updated only when somebody deletes them: OnDelete"
  }

  note {
    when    = self.kind == "Deployment" && coalesce(self.object.spec.minReadySeconds, 0) == 0
    message = "minReadySeconds is 0, so that a replica counts as soon as it is ready for the first time"
  }

  autofix {
    when   = self.kind == "Deployment" && self.update == "RollingUpdate"
    set    = self.object.spec.strategy.rollingUpdate.maxUnavailable
    to     = 0
    safety = "safe"
  }

  # Kubernetes refuses an update that may neither take replicas away nor add any.
  autofix {
    when = (
      self.kind == "Deployment" && self.update == "RollingUpdate" &&
      contains(["0", "0%"], try(tostring(self.object.spec.strategy.rollingUpdate.maxSurge), ""))
    )
    set    = self.object.spec.strategy.rollingUpdate.maxSurge
    to     = "25%"
    safety = "safe"
  }
}

rule "alarm-coverage" {
  code     = "OBS-004"
  clause   = "5"
  severity = "high"
  title    = "Each signal of each tier has an alarm"

  why = <<-EOT
    CPU, memory, disk, network, requests and health are what the architecture watches. A signal
    without an alarm is noticed by the users first. An alarm sees the metrics of its own region
    only, so a second region needs its own; metrics of CloudFront and Route 53 exist in us-east-1.
  EOT

  fix = <<-EOT
    Add an aws_cloudwatch_metric_alarm for each signal that is named, in the region of what it
    watches: for databases CPUUtilization, FreeableMemory, FreeLocalStorage and
    NetworkReceiveThroughput of AWS/RDS; for EKS node_cpu_utilization, node_memory_utilization,
    node_filesystem_utilization, node_network_total_bytes and cluster_failed_node_count of
    ContainerInsights; for load balancers RequestCount and UnHealthyHostCount of AWS/ApplicationELB;
    for distributions Requests and 5xxErrorRate of AWS/CloudFront, in us-east-1. If another
    repository owns the alarms, name it in [externals] of archlint.toml.
  EOT

  references = [
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-enhanced-EKS.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html",
  ]

  param "signals" {
    default     = ["cpu", "memory", "disk", "network", "requests", "health"]
    description = "Signals that need an alarm, on each tier that has them."
  }

  param "tiers" {
    default     = ["database", "compute", "load-balancer", "distribution"]
    description = "Tiers whose signals need alarms: database, compute, load-balancer, distribution."
  }

  subject   = "tier"
  when      = contains(param.tiers, self.kind)
  external  = "alarms"
  hidden_in = ["*alarm*", "*cloudwatch*", "*dashboard*", "*monitor*", "*observab*"]

  check {
    assert = length([
      for signal in unalarmed(self, resources("aws_cloudwatch_metric_alarm")) : signal
      if contains(param.signals, signal) && contains(unseen(self, resources("aws_cloudwatch_dashboard")), signal)
    ]) == 0
    message = "no alarm of its region watches ${[for signal in unalarmed(self, resources("aws_cloudwatch_metric_alarm")) : signal if contains(param.signals, signal)]} of the ${self.kind} tier"
  }

  # Somebody may look at a dashboard, and may not.
  check {
    severity = "medium"
    assert = length([
      for signal in unalarmed(self, resources("aws_cloudwatch_metric_alarm")) : signal if contains(param.signals, signal)
    ]) == 0
    message = "no alarm of its region watches ${[for signal in unalarmed(self, resources("aws_cloudwatch_metric_alarm")) : signal if contains(param.signals, signal)]} of the ${self.kind} tier, though a dashboard shows it"
  }
}

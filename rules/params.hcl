# Parameters that several rules share. `[params]` of archlint.toml sets them by these names, rules
# read them as `param.db.min_days`. A rule's own parameters stand in its page.

param "db.min_days" {
  default     = 35
  description = "Least number of days that backups of a database are kept. AWS allows automatic backups of 1 to 35 days."
}

param "db.accept_aws_backup" {
  default     = true
  description = "Whether an AWS Backup plan that keeps as long stands in for automatic backups."
}

param "db.min_instances" {
  default     = 2
  description = "Least number of compute nodes of a database cluster."
}

param "db.allow_nat" {
  default     = true
  description = "Whether database subnets may reach out through NAT. With false they may have no way out at all."
}

param "db.allow_in_namespaces" {
  default     = ["dev*", "preview*"]
  description = "Namespaces, as globs, in which pods may run databases."
}

param "db.kinds" {
  default     = ["postgres"]
  description = "Databases that Aurora stands in for. Others in the cluster are a finding of medium severity."
}

param "k8s.min_replicas" {
  default     = 2
  description = "Least number of replicas of an API workload that always run."
}

param "k8s.min_available" {
  default     = 1
  description = "Least number of replicas of an API workload that an update leaves running."
}

param "dr.min_replicas" {
  default     = 1
  description = "The same in the recovery region, where a smaller version runs."
}

param "edge.require_custom_domain" {
  default     = true
  description = "Whether every CloudFront distribution has a domain and a certificate of its own."
}

param "dr.strategy" {
  default     = "warm-standby"
  description = "How the system survives the loss of a region: warm-standby (a smaller version runs there), pilot-light (the data is there, the rest is switched off) or backup-restore."
}

param "iam.admin_allow" {
  default     = []
  description = "Roles, policies and attachments that may grant everything: Terraform addresses, or names of roles outside of the scan."
}

param "alb.accept_cloudfront_waf" {
  default     = false
  description = "Whether the web ACL of a distribution is enough for a load balancer whose security groups let in nothing but CloudFront."
}

param "metrics.allow_internet_facing" {
  default     = []
  description = "Metrics workloads that the internet may reach: Kind/namespace/name, or Terraform addresses."
}

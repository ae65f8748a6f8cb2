rule "tiers-multi-az" {
  code     = "DR-001"
  clause   = "8"
  severity = "high"
  title    = "Each tier's subnets span at least two Availability Zones"

  why = <<-EOT
    An Availability Zone fails as a whole. A tier whose subnets all lie in one zone fails with it,
    however many subnets they are. Subnets that nothing stands in do not count.
  EOT

  fix = <<-EOT
    Spread the tier over at least ${param.min_azs} Availability Zones: a subnet in each, all of them
    named by what stands in them.
  EOT

  references = [
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_fault_isolation_multiaz_region_system.html",
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html",
  ]

  param "min_azs" {
    default     = 2
    description = "Least number of Availability Zones of a tier; AWS recommends three."
  }

  subject = "network_tier"

  assert  = length(zones(self.subnets)) >= param.min_azs
  at      = self.subnets
  message = "the ${self.name} stand in ${length(zones(self.subnets))} Availability Zone(s); the architecture asks for ${param.min_azs}"
}

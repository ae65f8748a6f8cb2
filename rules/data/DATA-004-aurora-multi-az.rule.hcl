rule "aurora-multi-az" {
  code     = "DATA-004"
  clause   = ["8", "7"]
  severity = "high"
  title    = "The database can fail over to another Availability Zone"

  why = <<-EOT
    Aurora stores data in three zones, but answers only where an instance runs: availability_zones
    of a cluster says nothing about that. With a single instance, the loss of its zone stops the
    database until AWS has made another one.
  EOT

  fix = <<-EOT
    Give the cluster at least ${param.db.min_instances} instances. Let AWS place them, or give them
    different Availability Zones; the subnet group has to span these. An RDS instance outside of
    Aurora needs multi_az = true.
  EOT

  references = [
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html",
  ]

  resource = ["aws_rds_cluster", "aws_db_instance"]

  # A secondary of a global database that has storage only takes part in no failover within a region.
  when = !is_replica(self) && !(is_secondary(self) && length(members(self)) == 0)

  check {
    assert  = length(members(self)) >= param.db.min_instances
    at      = self.multi_az
    message = "the database runs on ${length(members(self))} node(s); a failover needs ${param.db.min_instances}"
  }

  check {
    assert  = length(zones(self)) >= 2
    message = "all nodes of the database stand in one Availability Zone, ${zones(self)[0]}"
  }
}

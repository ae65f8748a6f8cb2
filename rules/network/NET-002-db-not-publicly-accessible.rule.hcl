rule "db-not-publicly-accessible" {
  code     = "NET-002"
  clause   = "1"
  severity = "critical"
  title    = "Database instances do not ask for a public address"

  why = <<-EOT
    publicly_accessible gives a database an address on the internet and a public name. In a private
    subnet nothing leads to that address yet: one route is all that is missing.
  EOT

  fix = <<-EOT
    Set publicly_accessible = false and reach the database through the VPC: by VPN, Session Manager
    or a bastion. Clients that use its public name are cut off.
  EOT

  references = [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html#USER_VPC.Hiding",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-2",
  ]

  resource = [
    "aws_rds_cluster_instance",
    "aws_db_instance",
    "aws_dms_replication_instance",
    "aws_mq_broker",
    "aws_neptune_cluster_instance",
    "aws_redshift_cluster",
  ]

  check {
    when    = anytrue([for subnet in subnets(self) : publicly_addressed(self, subnet)])
    assert  = !self.publicly_accessible
    at      = self.publicly_accessible
    message = "this has a public address, and the internet reaches it"
  }

  check {
    assert  = !self.publicly_accessible
    at      = self.publicly_accessible
    message = "this asks for a public address; it is one route away from the internet"
  }

  autofix {
    set    = self.publicly_accessible
    to     = false
    safety = "suggest"
  }
}

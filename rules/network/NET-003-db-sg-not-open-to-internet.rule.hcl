rule "db-sg-not-open-to-internet" {
  code     = "NET-003"
  clause   = "1"
  severity = "critical"
  title    = "No database security group accepts traffic from internet ranges"

  why = <<-EOT
    The security group is the last lock before the database: a route that is added by mistake opens
    nothing while it holds. Two halves of the internet are the internet, and a rule of protocol -1
    has all ports, the database's too.
  EOT

  fix = <<-EOT
    Replace the range by the security group of the workloads that connect
    (referenced_security_group_id). Name ranges of a VPN or an office in [params]
    NET-003.allowed_cidrs.
  EOT

  references = [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html",
    "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  ]

  param "allowed_cidrs" {
    default     = []
    description = "Public ranges that may reach a database: those of a VPN or an office."
  }

  resource = [
    "aws_rds_cluster",
    "aws_db_instance",
    "aws_db_proxy",
    "aws_docdb_cluster",
    "aws_neptune_cluster",
    "aws_redshift_cluster",
  ]

  check {
    assert  = !ingress(self, database_port(self), param.allowed_cidrs).internet
    at      = ingress(self, database_port(self), param.allowed_cidrs).range
    message = "port ${database_port(self)} of the database is open to the internet: ${ingress(self, database_port(self), param.allowed_cidrs).path}"
  }

  check {
    assert  = !ingress(self, database_port(self), param.allowed_cidrs).cloudfront
    at      = ingress(self, database_port(self), param.allowed_cidrs).range
    message = "port ${database_port(self)} of the database is open to CloudFront, and so to anybody's distribution: ${ingress(self, database_port(self), param.allowed_cidrs).path}"
  }

  check {
    severity = "high"
    assert   = !ingress(self, database_port(self), param.allowed_cidrs).public
    at       = ingress(self, database_port(self), param.allowed_cidrs).range
    message  = "port ${database_port(self)} of the database is open to public addresses that allowed_cidrs does not hold: ${ingress(self, database_port(self), param.allowed_cidrs).path}"
  }
}

rule "db-subnets-private" {
  code     = "NET-001"
  clause   = "1"
  severity = "critical"
  title    = "Database subnets have no route to an internet gateway"

  why = <<-EOT
    The database belongs where nothing leads in from the internet. What decides is the route table:
    a subnet without an association of its own uses the main route table of its VPC, whatever its
    name, its tags and map_public_ip_on_launch say.
  EOT

  fix = <<-EOT
    Associate the subnet with a route table whose default route is a NAT gateway, or that has none.
    Do not rely on the main route table.
  EOT

  references = [
    "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
  ]

  param "include_caches" {
    default     = true
    description = "Whether subnet groups of ElastiCache and MemoryDB count as database subnets."
  }

  resource = [
    "aws_db_subnet_group",
    "aws_docdb_subnet_group",
    "aws_elasticache_subnet_group",
    "aws_memorydb_subnet_group",
    "aws_neptune_subnet_group",
    "aws_redshift_subnet_group",
    "aws_db_proxy",
  ]
  when = length(databases(self)) > 0 && (
    param.include_caches || !contains(["aws_elasticache_subnet_group", "aws_memorydb_subnet_group"], kind(self))
  )
  for_each = subnets(self)

  check {
    assert  = length(internet_routes(each.value)) == 0
    at      = kind(self) == "aws_db_proxy" ? self.vpc_subnet_ids : self.subnet_ids
    message = "database subnet ${address(each.value)} reaches an internet gateway: ${internet_routes(each.value)[0].path}"
  }

  check {
    assert  = param.db.allow_nat || length(nat_routes(each.value)) == 0
    at      = kind(self) == "aws_db_proxy" ? self.vpc_subnet_ids : self.subnet_ids
    message = "database subnet ${address(each.value)} has a way out: ${nat_routes(each.value)[0].path}"
  }

  note {
    when    = length(blocked_internet_routes(each.value)) > 0
    message = "${address(each.value)} is private only because public access to its VPC is blocked: ${blocked_internet_routes(each.value)[0].path}"
  }
}

resource "aws_subnet" "data" {
  count = 2
}

module "newest" {
  source               = "terraform-aws-modules/elasticache/aws"
  replication_group_id = "sessions"
  subnet_ids           = aws_subnet.data[*].id
  vpc_id               = "vpc-0a1b2c3d"
  multi_az_enabled     = true
  security_group_rules = {
    ingress_vpc = { cidr_ipv4 = "10.0.0.0/16", from_port = 6379, to_port = 6379 }
    out         = { type = "egress", cidr_ipv4 = "0.0.0.0/0", ip_protocol = "-1" }
  }
}
#= module.newest.aws_elasticache_subnet_group.this[0].subnet_ids[1] -> aws_subnet.data[1].id
#= module.newest.aws_elasticache_replication_group.this[0].subnet_group_name = "sessions"
#= module.newest.aws_elasticache_replication_group.this[0].automatic_failover_enabled = true
#= 1 module.newest.aws_vpc_security_group_ingress_rule.this

# Rules without a port open that of the engine, whatever the cache listens on.
module "memcached" {
  source                   = "terraform-aws-modules/elasticache/aws"
  cluster_id               = "sessions"
  engine                   = "memcached"
  port                     = 11300
  create_cluster           = true
  create_replication_group = false
  security_group_rules     = { vpc = { cidr_ipv4 = "10.0.0.0/16" } }
}
#= module.memcached.aws_elasticache_cluster.this[0].port = 11300
#= module.memcached.aws_vpc_security_group_ingress_rule.this["vpc"].from_port = 11211

module "serverless" {
  source     = "terraform-aws-modules/elasticache/aws//modules/serverless-cache"
  subnet_ids = aws_subnet.data[*].id
}
#= module.serverless.aws_elasticache_serverless_cache.this[0].subnet_ids[0] -> aws_subnet.data[0].id

locals {
  made = one(concat(aws_elasticache_replication_group.this, aws_elasticache_replication_group.global))
}

output "cluster_arn" { value = try(aws_elasticache_cluster.this[0].arn, null) }
output "replication_group_arn" { value = try(local.made.arn, null) }
output "replication_group_id" { value = try(local.made.id, null) }
output "replication_group_port" { value = try(local.made.port, null) }
output "replication_group_primary_endpoint_address" { value = try(local.made.primary_endpoint_address, null) }
output "replication_group_reader_endpoint_address" { value = try(local.made.reader_endpoint_address, null) }
output "replication_group_configuration_endpoint_address" { value = try(local.made.configuration_endpoint_address, null) }
output "subnet_group_name" { value = local.group }
output "security_group_arn" { value = try(aws_security_group.this[0].arn, null) }
output "security_group_id" { value = try(aws_security_group.this[0].id, null) }

resource "aws_elasticache_serverless_cache" "this" {
  count              = var.create ? 1 : 0
  engine             = var.engine
  name               = var.cache_name
  subnet_ids         = var.subnet_ids
  security_group_ids = var.security_group_ids
}

variable "create" { default = true }
variable "engine" { default = "redis" }
variable "cache_name" { default = null }
variable "subnet_ids" { default = [] }
variable "security_group_ids" { default = [] }

output "serverless_cache_arn" { value = try(aws_elasticache_serverless_cache.this[0].arn, null) }
output "serverless_cache_endpoint" { value = try(aws_elasticache_serverless_cache.this[0].endpoint, null) }
output "serverless_cache_reader_endpoint" { value = try(aws_elasticache_serverless_cache.this[0].reader_endpoint, null) }

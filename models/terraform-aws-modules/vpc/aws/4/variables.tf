# Arguments of all versions. `region` came with version 6.

variable "create_vpc" { default = true }
variable "region" { default = null }
variable "name" { default = "" }
variable "tags" { default = {} }
variable "vpc_tags" { default = {} }
variable "azs" {
  type    = list(string)
  default = []
}

variable "secondary_cidr_blocks" { default = [] }
variable "enable_dns_support" { default = true }
variable "enable_ipv6" { default = false }
variable "use_ipam_pool" { default = false }
variable "vpc_block_public_access_options" { default = {} }

# Up to version 3, for all tiers that say nothing of their own.
variable "assign_ipv6_address_on_creation" { default = false }

# Each tier of subnets: their ranges, of which an IPv6-only tier has none.

variable "public_subnets" {
  type    = list(string)
  default = []
}
variable "public_subnet_ipv6_prefixes" { default = [] }
variable "public_subnet_ipv6_native" { default = false }
variable "public_subnet_assign_ipv6_address_on_creation" { default = null }
variable "public_subnet_tags" { default = {} }
variable "create_multiple_public_route_tables" { default = false }

variable "private_subnets" {
  type    = list(string)
  default = []
}
variable "private_subnet_ipv6_prefixes" { default = [] }
variable "private_subnet_ipv6_native" { default = false }
variable "private_subnet_assign_ipv6_address_on_creation" { default = null }
variable "private_subnet_enable_dns64" { default = true }
variable "private_subnet_tags" { default = {} }

variable "database_subnets" {
  type    = list(string)
  default = []
}
variable "database_subnet_ipv6_prefixes" { default = [] }
variable "database_subnet_ipv6_native" { default = false }
variable "database_subnet_assign_ipv6_address_on_creation" { default = null }
variable "database_subnet_tags" { default = {} }
variable "database_subnet_group_name" { default = null }
variable "create_database_subnet_group" { default = true }
variable "create_database_subnet_route_table" { default = false }
variable "create_database_internet_gateway_route" { default = false }
variable "create_database_nat_gateway_route" { default = false }

variable "elasticache_subnets" {
  type    = list(string)
  default = []
}
variable "elasticache_subnet_ipv6_prefixes" { default = [] }
variable "elasticache_subnet_ipv6_native" { default = false }
variable "elasticache_subnet_assign_ipv6_address_on_creation" { default = null }
variable "elasticache_subnet_tags" { default = {} }
variable "elasticache_subnet_group_name" { default = null }
variable "create_elasticache_subnet_group" { default = true }
variable "create_elasticache_subnet_route_table" { default = false }

variable "redshift_subnets" {
  type    = list(string)
  default = []
}
variable "redshift_subnet_ipv6_prefixes" { default = [] }
variable "redshift_subnet_ipv6_native" { default = false }
variable "redshift_subnet_assign_ipv6_address_on_creation" { default = null }
variable "redshift_subnet_tags" { default = {} }
variable "redshift_subnet_group_name" { default = null }
variable "create_redshift_subnet_group" { default = true }
variable "create_redshift_subnet_route_table" { default = false }
variable "enable_public_redshift" { default = false }

variable "intra_subnets" {
  type    = list(string)
  default = []
}
variable "intra_subnet_ipv6_prefixes" { default = [] }
variable "intra_subnet_ipv6_native" { default = false }
variable "intra_subnet_assign_ipv6_address_on_creation" { default = null }
variable "intra_subnet_tags" { default = {} }
variable "create_multiple_intra_route_tables" { default = false }

variable "outpost_subnets" {
  type    = list(string)
  default = []
}
variable "outpost_subnet_ipv6_prefixes" { default = [] }
variable "outpost_subnet_ipv6_native" { default = false }
variable "outpost_subnet_assign_ipv6_address_on_creation" { default = null }
variable "outpost_subnet_tags" { default = {} }
variable "outpost_az" { default = null }
variable "outpost_arn" { default = null }

# Ways out.

variable "create_igw" { default = true }
variable "create_egress_only_igw" { default = true }
variable "enable_nat_gateway" { default = false }
variable "single_nat_gateway" { default = false }
variable "one_nat_gateway_per_az" { default = false }
variable "reuse_nat_ips" { default = false }
variable "external_nat_ip_ids" { default = [] }
variable "external_nat_ips" { default = [] }
variable "create_private_nat_gateway_route" { default = true }
variable "nat_gateway_destination_cidr_block" { default = "0.0.0.0/0" }
variable "enable_vpn_gateway" { default = false }
variable "vpn_gateway_id" { default = "" }
variable "propagate_public_route_tables_vgw" { default = false }
variable "propagate_private_route_tables_vgw" { default = false }
variable "propagate_intra_route_tables_vgw" { default = false }

# What AWS makes by itself and the module takes over.

variable "manage_default_vpc" { default = false }
variable "default_vpc_enable_dns_support" { default = true }
variable "default_security_group_ingress" { default = [] }
variable "default_security_group_egress" { default = [] }
variable "default_route_table_routes" { default = [] }
variable "default_route_table_propagating_vgws" { default = [] }

variable "enable_flow_log" { default = false }
variable "flow_log_destination_type" { default = "cloud-watch-logs" }
variable "flow_log_destination_arn" { default = "" }
variable "flow_log_traffic_type" { default = "ALL" }
variable "flow_log_max_aggregation_interval" { default = 600 }
variable "create_flow_log_cloudwatch_log_group" { default = false }
variable "create_flow_log_cloudwatch_iam_role" { default = false }
variable "flow_log_cloudwatch_iam_role_arn" { default = "" }
variable "flow_log_cloudwatch_log_group_name_prefix" { default = "/aws/vpc-flow-log/" }
variable "flow_log_cloudwatch_log_group_name_suffix" { default = "" }
variable "flow_log_cloudwatch_log_group_retention_in_days" { default = null }
variable "flow_log_cloudwatch_log_group_kms_key_id" { default = null }

# What changed with version 4.

variable "cidr" { default = "10.0.0.0/16" }
variable "enable_dns_hostnames" { default = true }
variable "map_public_ip_on_launch" { default = false }
variable "manage_default_security_group" { default = true }
variable "manage_default_route_table" { default = true }
variable "default_vpc_enable_dns_hostnames" { default = true }

locals {
  private_tables = local.private > 0 ? local.nats : 0
}

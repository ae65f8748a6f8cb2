# What changed with version 4.

variable "cidr" { default = "0.0.0.0/0" }
variable "enable_dns_hostnames" { default = false }
variable "map_public_ip_on_launch" { default = true }
variable "manage_default_security_group" { default = false }
variable "manage_default_route_table" { default = false }
variable "default_vpc_enable_dns_hostnames" { default = false }

locals {
  private_tables = local.largest > 0 ? local.nats : 0
}

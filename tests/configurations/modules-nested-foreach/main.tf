variable "regions" {
  type    = map(object({ cidr = string, zones = optional(list(string), ["a", "b"]) }))
  default = {
    eu = { cidr = "10.0.0.0/16" }
    us = { cidr = "10.1.0.0/16", zones = ["a", "b", "c"] }
  }
}
module "net" {
  source   = "./net"
  for_each = var.regions
  name     = each.key
  cidr     = each.value.cidr
  zones    = each.value.zones
}
output "subnets" { value = { for k, m in module.net : k => m.subnets } }
output "firsts" { value = values(module.net)[*].first }
output "all" { value = module.net["us"].all }
output "deep" { value = module.net["us"].deep[0].x }
output "whole" { value = module.net }
resource "terraform_data" "one" {
  for_each = module.net
  input    = "${each.key}:${each.value.first}"
}

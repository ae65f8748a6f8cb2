variable "name" { type = string }
variable "cidr" { type = string }
variable "zones" { type = list(string) }
locals { nets = { for i, z in var.zones : z => cidrsubnet(var.cidr, 8, i) } }
module "sub" {
  source   = "./sub"
  for_each = local.nets
  zone     = "${var.name}-${each.key}"
  cidr     = each.value
}
module "counted" {
  source = "./sub"
  count  = length(var.zones) - 1
  zone   = "c${count.index}"
  cidr   = cidrsubnet(var.cidr, 4, count.index)
}
output "subnets" { value = [for k, s in module.sub : "${s.zone}=${s.cidr}"] }
output "first" { value = module.sub["a"].cidr }
output "all" { value = module.counted[*].cidr }
output "deep" { value = [for m in module.counted : { x = m.data.input }] }

resource "terraform_data" "sg" {
  for_each = toset(["app", "db"])
  input    = each.key
}
variable "extra" {
  type    = set(string)
  default = ["sg-1"]
}
locals {
  ids   = toset([for s in terraform_data.sg : s.id])
  all   = setunion(local.ids, var.extra)
  one   = toset([terraform_data.sg["app"].id])
  rules = toset([for k, s in terraform_data.sg : { name = k, sg = s.id }])
  named = { for r in local.rules : r.name => r.sg }
  size  = length(local.one)
  only  = [for x in local.one : "arn:${x}"]
  list  = tolist(local.one)
  prod  = setproduct(local.one, ["r", "w"])
  has   = contains(local.all, "sg-1")
  input = { groups = local.all, list = [local.ids] }
}
resource "terraform_data" "vm" { input = local.input }
resource "terraform_data" "one" { input = local.one }
module "m" {
  source = "./m"
  ids    = local.all
  rules  = local.rules
}
output "v" { value = [local.ids, local.all, local.one, local.rules, local.named, local.size, local.only, local.list, local.prod, local.has] }
output "m" { value = module.m.echo }

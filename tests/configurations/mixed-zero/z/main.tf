variable "name" { type = string }
variable "size" { type = number }
variable "net" { type = object({ a = string, b = optional(list(number), [1]) }) }
locals {
  first = var.net.b[0]
  m     = { for i in range(var.size) : "${var.name}-${i}" => cidrsubnet("10.0.0.0/8", 8, i) }
  d     = jsondecode(file("${path.module}/x.json"))
  s     = local.d.a.b
}
resource "terraform_data" "t" {
  for_each = local.m
  input    = { k = each.key, v = each.value, f = local.first, s = local.s, tpl = templatefile("${path.module}/t.tpl", { a = var.size }) }
}
module "deep" {
  source = "../y"
  count  = var.size
  v      = terraform_data.t["${var.name}-0"].input
}
output "x" { value = terraform_data.t }
output "y" { value = module.deep[*].w }

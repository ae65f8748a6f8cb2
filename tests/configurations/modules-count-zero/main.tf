variable "on" { default = false }
module "x" {
  source = "./x"
  count  = var.on ? 1 : 0
}
output "one" { value = one(module.x[*].name) }
output "try" { value = try(module.x[0].name, "none") }
output "len" { value = length(module.x) }
output "list" { value = module.x[*].name }
output "cond" { value = var.on ? module.x[0].name : "off" }
output "join" { value = join(",", module.x.*.name) }

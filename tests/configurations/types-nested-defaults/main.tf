variable "a" {
  type    = list(object({ k = string, v = optional(any) }))
  default = [{ k = "x", v = { q = [1] } }, { k = "y", v = { q = [2] } }]
}
variable "m" {
  type    = map(object({ on = optional(bool, true), sizes = optional(set(number), [1]), sub = optional(map(object({ z = optional(string, "zz") })), { d = {} }) }))
  default = { a = {}, b = { on = false, sizes = [3, 2], sub = { e = { z = null }, f = {} } } }
}
output "a" { value = var.a }
output "m" { value = { for k, v in var.m : k => { on = v.on, n = length(v.sizes), z = [for n, s in v.sub : "${n}${s.z}"] } } }
output "n" { value = sum(flatten([for v in var.m : v.sizes])) }
output "o" { value = one([for k, v in var.m : k if !v.on]) }
output "p" { value = { for k, v in var.m : k => v.on ? v : merge(v, { on = "maybe" }) } }
output "q" { value = [for k, v in var.m : v.on ? "x" : null] }
output "r" { value = coalescelist([], [for k, v in var.m : k if v.on]) }
output "s" { value = try(var.m.c.on, var.m["b"].on, "none") }
output "t" { value = { for pair in flatten([for k, v in var.m : [for n, s in v.sub : { k = k, n = n }]]) : "${pair.k}.${pair.n}" => pair } }
output "u" { value = contains([for v in var.m : v.on], false) }
output "v" { value = var.m["a"] == var.m["a"] }
output "w" { value = jsonencode(var.m) }
output "x" { value = yamlencode({ for k, v in var.m : k => v.sub }) }

variable "x" {
  type    = object({ a = optional(string), b = optional(list(string)), c = optional(map(number), {}) })
  default = {}
}
locals {
  a = coalesce(var.x.a, "fallback")
  b = var.x.b == null ? ["d"] : var.x.b
  c = length(var.x.c) > 0 ? var.x.c : { z = 1 }
  d = try(length(var.x.b), 0)
  e = var.x.b != null ? length(var.x.b) : -1
  f = concat(coalesce(var.x.b, []), ["q"])
  g = [for s in coalesce(var.x.b, ["dd"]) : upper(s)]
  h = try(var.x.a[0], "idx")
}
output "o" { value = [local.a, local.b, local.c, local.d, local.e, local.f, local.g, local.h] }

variable "l" {
  type = list(object({ a = optional(string, "x"), b = optional(list(any), [1]) }))
}
variable "o" {
  type = object({
    s = optional(string, "x"),
    n = optional(number, 1),
    o = optional(object({ p = optional(list(string), []), q = optional(any, {}) }), {})
  })
}
output "all" {
  value = {
    l    = var.l
    o    = var.o
    null = [var.o.s != null, var.o.n != null, var.o.o.p != null, var.l[0].a != null, var.l[1].a]
    len  = length(var.o.o.p)
  }
}

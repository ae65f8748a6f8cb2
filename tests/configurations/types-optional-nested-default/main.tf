variable "a" {
  type = object({
    x = optional(object({
      y = optional(object({ z = optional(number, 5) }), { z = 6 })
    }), {})
  })
  default = {}
}
variable "b" {
  type = map(object({
    x = optional(list(object({ n = optional(string, "none") })), [{}, { n = "q" }])
  }))
  default = { k = {}, l = { x = null }, m = { x = [] } }
}
variable "c" {
  type    = list(object({ t = optional(tuple([number, string]), [1, "a"]), u = optional(bool) }))
  default = [{}, { t = ["2", 3] }]
}
variable "d" {
  type     = object({ a = optional(string, "x") })
  default  = null
}
variable "e" {
  type     = object({ a = optional(string, "x") })
  default  = {}
  nullable = false
}
output "o" { value = [var.a, var.b, var.c, var.d, var.e] }

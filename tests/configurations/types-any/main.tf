variable "a" {
  type    = map(any)
  default = { a = 1, b = "x", c = true }
}
variable "b" {
  type    = list(any)
  default = [{ a = 1 }, { a = 2 }]
}
variable "c" {
  type    = object({ a = any, b = list(any) })
  default = { a = [1, "x", null], b = ["a", 1] }
}
variable "d" {
  type    = set(any)
  default = [1, "1", true]
}
variable "e" {
  type    = any
  default = { x = null, y = [], z = {} }
}
output "o" { value = [var.a, var.b, var.c, var.d, var.e] }

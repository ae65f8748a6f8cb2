variable "a" {}
variable "b" {}
variable "c" {
  type = list(string)
}
variable "d" {
  type = object({ x = number, y = optional(string, "why") })
}
variable "e" {
  type = number
}
variable "f" {}
variable "g" {
  type = any
}
output "o" { value = [var.a, var.b, var.c, var.d, var.e, var.f, var.g] }

variable "a" { default = "default" }
variable "b" { default = "default" }
variable "c" { default = "default" }
variable "d" { default = "default" }
variable "e" { default = "default" }
variable "f" {
  type    = list(number)
  default = []
}
variable "g" {
  type = map(string)
}
variable "h" { type = any }
output "o" { value = [var.a, var.b, var.c, var.d, var.e, var.f, var.g, var.h] }

variable "a" { default = "default" }
variable "b" { default = "default" }
variable "c" { default = "default" }
variable "d" { default = "default" }
variable "e" { default = "default" }
variable "f" { default = "default" }
variable "g" { default = "default" }
variable "h" { default = "default" }
variable "l" { type = list(string) }
variable "m" { type = map(number) }
variable "s" { type = string }
variable "u" {}
variable "list" { type = list(string) }
output "o" { value = [var.a, var.b, var.c, var.d, var.e, var.f, var.g, var.h] }
output "typed" { value = { l = var.l, m = var.m, s = var.s, u = var.u, list = var.list } }

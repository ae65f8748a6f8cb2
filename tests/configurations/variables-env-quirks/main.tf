variable "s" { type = string }
variable "any" { type = any }
variable "un" {}
variable "num" { type = number }
variable "bl" { type = bool }
variable "m" { type = map(any) }
variable "st" { type = set(string) }
variable "eq" {}
output "o" { value = [var.s, var.any, var.un, var.num, var.bl, var.m, var.eq] }
output "st" { value = var.st }

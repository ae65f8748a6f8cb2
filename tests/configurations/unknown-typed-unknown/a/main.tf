variable "o" { type = object({ a = string, b = optional(number, 3) }) }
variable "l" { type = list(string) }
variable "s" { type = set(string) }
variable "m" { type = map(string) }
variable "whole" { type = any }
output "o" { value = [var.o, var.l, var.m] }
output "t" { value = [length(var.l), length(var.m), var.o.b, var.l[1], keys(var.m), var.o.a == null, [for k, v in var.m : k], { for k, v in var.m : k => "x" }] }

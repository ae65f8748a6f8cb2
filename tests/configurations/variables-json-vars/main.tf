variable "a" { type = list(object({ n = number, t = optional(bool, true) })) }
variable "b" { type = any }
variable "c" { type = string }
output "o" { value = [var.a, var.b, var.c] }

variable "v" { type = string }
output "v" { value = var.v }
output "known" { value = "k" }
output "len" { value = length([var.v]) }
output "obj" { value = { k = 1, v = var.v } }
output "list" { value = [var.v, "second"] }

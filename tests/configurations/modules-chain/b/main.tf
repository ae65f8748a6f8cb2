variable "list" { type = list(string) }
output "names" { value = [for s in var.list : "n-${s}"] }

variable "v" {}
output "w" { value = var.v.k }
